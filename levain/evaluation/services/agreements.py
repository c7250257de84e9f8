"""Sign the objectives, say what they matter to oneself, agree to publish the gaps between the sides."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.design.dates import in_words
from levain.evaluation import rules, signing
from levain.evaluation.models import GapAgreement, Objective, PersonalView, Signature, Voice
from levain.evaluation.services.objectives import NotSettled, NotTheirWords
from levain.foundation import journal
from levain.people.models import User
from levain.projects.models import Project
from levain.projects.services import advisers, role_in, team

SCALE = range(1, 6)


class WordsChanged(Exception):
    """The objectives were changed after they were read: one signs what one has read."""


class NobodyNamed(Exception):
    """What was signed on paper says by whom."""


class ViewsClosed(Exception):
    """What each side thinks may be read since: one more answer would be told apart."""


class OffTheScale(Exception):
    """Importance and attainment go from 1 to 5."""


def settled_with_levels(project: Project) -> list[Objective]:
    return list(Objective.objects.filter(project=project).settled().prefetch_related("levels"))


@transaction.atomic
def sign(
    project: Project, *, voice: str, digest: str, by: User, name_on_paper: str = "", on: date | None = None
) -> Signature:
    """Sign for a side the objectives as they were read (`digest`); typed by the adviser, who signed on paper."""
    Project.objects.select_for_update().get(pk=project.pk)
    if not (verdict := rules.can_sign_as(by, project, voice)):
        raise NotTheirWords(verdict.reason)
    objectives = settled_with_levels(project)
    if not objectives:
        raise NotSettled(_("No objective is settled yet."))
    if digest != signing.digest(objectives):
        raise WordsChanged(_("The objectives have changed since you opened this page. Read them again, then sign."))
    hers = voice in rules.signs_for(by, project)
    if not hers and not name_on_paper.strip():
        raise NobodyNamed(_("Say who signed on paper."))
    signed, new = Signature.objects.get_or_create(
        project=project,
        voice=voice,
        digest=digest,
        defaults={
            "signed_by": by if hers else None,
            "typed_by": None if hers else by,
            "name_on_paper": "" if hers else name_on_paper.strip(),
            "signed_on": on or timezone.localdate(),
        },
    )
    if new:
        sides = [person for roles in rules.SPEAKS.values() for person in team(project, *roles)]
        _record("objectives.signed", signed, by, project, tell=[*sides, *advisers(project)], changes={"voice": voice})
    return signed


@transaction.atomic
def give_views(
    project: Project,
    *,
    moment: str,
    voice: str,
    views: Mapping[int, tuple[int | None, int | None]],
    by: User,
    sheet: UUID | None = None,
    shown_under_the_floor: bool = False,
    on: date | None = None,
) -> list[PersonalView]:
    """Keep, for each objective, how much it matters to one person and how far she thinks it is reached.

    With `sheet`, a paper typed by the adviser, which names nobody; typed again, it is the same sheet.
    """
    if not (verdict := rules.can_give_view(by, project)):
        raise NotTheirWords(verdict.reason)
    if sheet is None and voice not in rules.voices_of(by, project):
        raise NotTheirWords(_("You do not speak for this side of the project."))
    objectives = {one.pk: one for one in Objective.objects.filter(project=project).settled()}
    if set(views) - set(objectives):
        raise NotSettled(_("One of these objectives is no longer settled."))
    if any(mark is not None and mark not in SCALE for pair in views.values() for mark in pair):
        raise OffTheScale(_("Importance and attainment go from 1 to 5."))
    whose = {"person": None, "sheet": sheet} if sheet else {"person": by, "sheet": None}
    Project.objects.select_for_update().get(pk=project.pk)
    day = on or timezone.localdate()
    closes = views_closed_after(project, moment)
    if closes and day > closes:
        raise ViewsClosed(_("These answers may be read since %(day)s: none is added.") % {"day": in_words(closes)})
    kept = []
    for pk, (importance, attainment) in views.items():
        said = {"voice": voice, "importance": importance, "attainment": attainment}
        said["shown_under_the_floor"] = shown_under_the_floor and sheet is None
        view, _new = PersonalView.objects.update_or_create(
            objective=objectives[pk],
            moment=moment,
            **whose,
            defaults=said,
            create_defaults=said | {"given_on": day},
        )
        kept.append(view)
    # The journal says that somebody answered, not what.
    _record("views.given", project, by, project, changes={"moment": moment})
    return kept


def views_closed_after(project: Project, moment: str) -> date | None:
    """The last day on which somebody may answer at this moment; none before the first answer."""
    given = PersonalView.objects.filter(objective__project=project, objective__withdrawn_on=None, moment=moment)
    first = given.aggregate(first=Min("given_on"))["first"]
    return first + PersonalView.OPEN_FOR if first else None


@transaction.atomic
def agree_to_publish(project: Project, *, moment: str, by: User, on: date | None = None) -> None:
    """Her side agrees that the gaps of a moment be read by everybody; it takes both."""
    mine = rules.signs_for(by, project) & set(rules.PUBLISHED_BY)
    if not mine:
        raise NotTheirWords(rules.can_decide_on_gaps(by, project).reason)
    for voice in sorted(mine):
        agreed, new = GapAgreement.objects.get_or_create(
            project=project,
            moment=moment,
            voice=voice,
            defaults={"agreed_by": by, "agreed_on": on or timezone.localdate()},
        )
        if new:
            _record("gaps.agreed", agreed, by, project, tell=_both(project), changes={"moment": moment})


@transaction.atomic
def take_back(project: Project, *, moment: str, by: User) -> None:
    """Her side goes back on it: the gaps are no longer published."""
    mine = rules.signs_for(by, project) & set(rules.PUBLISHED_BY)
    for agreed in GapAgreement.objects.filter(project=project, moment=moment, voice__in=mine):
        _record("gaps.taken_back", agreed, by, project, tell=_both(project), changes={"moment": moment})
        agreed.delete()


def _both(project: Project) -> list[User]:
    return list(team(project, *(rules.SIGNS[Voice(voice)] for voice in rules.PUBLISHED_BY)))


def _record(verb: str, on, by: User, project: Project, **said) -> None:
    journal.record(verb, on=on, by=by, role=role_in(by, project), place=project, **said)
