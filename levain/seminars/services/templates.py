"""Make a seminar from a frame, and keep the frame of a seminar for the next cohorts."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from levain.foundation import journal
from levain.people.models import User
from levain.programmes.models import Cohort
from levain.questionnaires.models import Revision
from levain.seminars.closing import of_revision
from levain.seminars.models import Activity, Seminar, SeminarTemplate
from levain.seminars.services.deeds import made_once, record
from levain.seminars.services.gathering import prepare_gathering
from levain.seminars.services.preparation import add_activity, add_agenda_item, create_seminar
from levain.seminars.templates_kept import Frame, content_of

FEEDBACK = "seminar_feedback"


class NameTaken(Exception):
    """Another template of the programme has this name."""


@transaction.atomic
def from_template(
    cohort: Cohort, frame: Frame, *, title: str, starts: datetime, by: User, token: UUID | None = None, **about: Any
) -> Seminar:
    """Announce a seminar with all of a frame: agenda, activities, questions; its end follows from the durations."""
    ends = starts + timedelta(minutes=max(frame.minutes, 30))
    already = Seminar.objects.filter(token=token).first() if token else None
    if already:
        return already
    seminar = create_seminar(cohort, title=title, starts=starts, ends=ends, by=by, token=token, **about)
    activities = {}
    for told in frame.content.get("activities", []):
        if made := _activity(seminar, told, by):
            activities[str(told["id"])] = made
    for line in frame.agenda:
        said: dict[str, Any] = {name: line.get(name) or "" for name in ("title", "who", "material", "plan_b")}
        activity = activities.get(str(line.get("activity") or ""))
        add_agenda_item(seminar, minutes=line["minutes"], activity=activity, by=by, **said)
    asked = {name: frame.content[name] for name in ("asks", "questions") if frame.content.get(name) is not None}
    prepare_gathering(seminar, by=by, **asked)
    return seminar


def _activity(seminar: Seminar, told: dict, by: User) -> Activity | None:
    """An activity of the frame; the closing questionnaire is the newest one published, or none."""
    said = {name: told[name] for name in ("kind", "title", "minutes", "named", "options", "columns") if name in told}
    setup = dict(told.get("setup") or {})
    if said["kind"] == Activity.Kind.CLOSING_QUESTIONNAIRE and not setup.get("questions"):
        slug = setup.get("questionnaire") or FEEDBACK
        newest = Revision.objects.filter(questionnaire__slug=slug, published_at__isnull=False).first()
        if newest is None:
            return None
        setup |= {"questionnaire": slug, "revision": newest.number}
        said |= {"columns": of_revision(newest), "named": not newest.anonymous}
    return add_activity(seminar, setup=setup, by=by, **said)


@transaction.atomic
def keep_template(
    seminar: Seminar, *, name: str, by: User, replace: bool = False, token: UUID | None = None
) -> SeminarTemplate:
    """Keep the frame of a seminar in its programme; under a name already kept, only to `replace` it."""
    programme = seminar.cohort.programme
    content = content_of(seminar)
    said = {"purpose": seminar.purpose, "format": seminar.format, "content": content, "made_by": by, "retired": False}
    mine = SeminarTemplate.objects.filter(token=token).first() if token else None
    known = programme.seminar_templates.select_for_update().filter(name__iexact=name, retired=False).first()
    if known and known != mine:
        if not replace:
            raise NameTaken(_("The programme already keeps a template of this name. Tick the box to replace it."))
        for field, value in said.items():
            setattr(known, field, value)
        known.version += 1
        known.save()
        kept, new = known, True
    else:
        kept, new = made_once(SeminarTemplate(programme=programme, name=name, **said), token)
    if new:
        record("seminar_template.kept", on=seminar, seminar=seminar, by=by, changes={"template": kept.pk})
    return kept


@transaction.atomic
def retire_template(template: SeminarTemplate, *, by: User) -> None:
    """Offer it no more; the seminars made from it stay as they are."""
    if SeminarTemplate.objects.filter(pk=template.pk, retired=False).update(retired=True):
        journal.record("seminar_template.retired", on=template, by=by, place=template.programme)
