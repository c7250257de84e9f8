"""The points that the team looks at in each application, and what it found."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from levain.foundation import journal
from levain.people.models import User
from levain.selection.models import Application, Call, Check, ChecklistItem
from levain.selection.services.admission import CHECKED, locked

MOST_POINTS = 40
FIRST_CHECKLIST = (
    (
        _("The collective and the local authority have each written their part."),
        _("An empty part is asked for, not guessed."),
    ),
    (_("Two people can be called."), ""),
    (
        _("The local authority agrees, in writing."),
        _("A mail from an elected member is enough to begin."),
    ),
    (_("Something has already taken place."), ""),
    (_("The group is led by inhabitants or users."), ""),
    (_("The documents that were given open."), ""),
)


@transaction.atomic
def first_checklist(call: Call) -> list[ChecklistItem]:
    """The points of a call, the usual ones to begin with."""
    Call.objects.select_for_update().get(pk=call.pk)
    if not call.checklist.exists():
        ChecklistItem.objects.bulk_create(usual_points(call))
    return list(call.checklist.all())


def usual_points(call: Call) -> list[ChecklistItem]:
    """The usual points, in the language of the house, not yet kept."""
    with translation.override(settings.LANGUAGE_CODE):
        return [
            ChecklistItem(call=call, position=place, text=str(text), help=str(hint))
            for place, (text, hint) in enumerate(FIRST_CHECKLIST, 1)
        ]


def is_usual(item: ChecklistItem) -> bool:
    """The point is still the usual one of its place."""
    return any(item.position == one.position and item.text == one.text for one in usual_points(item.call))


def points_of(call: Call) -> list[ChecklistItem]:
    """The points of a call; the usual ones, not yet kept, where it has none."""
    return list(call.checklist.all()) or usual_points(call)


@transaction.atomic
def change_checklist(call: Call, rows: Iterable[tuple[int | None, str, str]], *, by: User) -> None:
    """Write the points in this order: those known keep what was answered, those left out go with their answers."""
    Call.objects.select_for_update().get(pk=call.pk)
    known = {item.pk: item for item in call.checklist.all()}
    kept = []
    for place, (pk, text, hint) in enumerate(rows, 1):
        item = known.get(pk) if pk else None
        item = item or ChecklistItem(call=call)
        item.position, item.text, item.help = place, text, hint
        item.save()
        kept.append(item.pk)
    gone, _rows = call.checklist.exclude(pk__in=kept).delete()
    journal.record("call.checklist", on=call, by=by, place=call.cohort, changes={"points": len(kept), "gone": gone})


@transaction.atomic
def check(application: Application, answers: Mapping[int, tuple[str, str]], *, by: User) -> None:
    """Keep what was found on each point; a point left without answer loses the one it had."""
    application = locked(application, *CHECKED)
    points = set(application.call.checklist.values_list("pk", flat=True))
    found = {pk: given for pk, given in answers.items() if pk in points}
    Check.objects.filter(
        application=application, item__in=points - {pk for pk, (one, _n) in found.items() if one}
    ).delete()
    for pk, (answer, note) in found.items():
        if answer:
            Check.objects.update_or_create(
                application=application,
                item_id=pk,
                defaults={
                    "answer": Check.Answer(answer),
                    "note": note,
                    "checked_by": by,
                    "checked_at": timezone.now(),
                },
            )
    journal.record("application.checked", on=application, by=by, place=application)
