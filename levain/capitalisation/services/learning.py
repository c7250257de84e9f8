"""Evidence carries findings, findings carry lessons, lessons carry leads: nothing stands on nothing."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.capitalisation.models import (
    COMPONENTS,
    Confidence,
    Evidence,
    Finding,
    FindingEvidence,
    Lesson,
    PolicyLead,
    Reserve,
    State,
)
from levain.capitalisation.models.finding import NOT_JUDGED
from levain.capitalisation.services.circles import refuse_circle
from levain.capitalisation.services.evidence import next_number
from levain.capitalisation.services.following import require_to_come
from levain.capitalisation.services.together import wrote
from levain.foundation import journal
from levain.foundation.versions import save_over
from levain.people.models import User
from levain.programmes.models import Cohort

AGAIN = timedelta(hours=1)


class ConfidenceTooHigh(Exception):
    """A component carries serious reserves: the confidence cannot be high."""


class ComponentUnexplained(Exception):
    """A component of the confidence has no words."""


class NothingUnder(Exception):
    """A lesson without a finding, a lead without a lesson."""


class OtherCohort(Exception):
    """What it stands on belongs to another cohort."""


def check_confidence(said: dict[str, Any], state: str = State.DRAFT) -> None:
    """GRADE-CERQual: a level given is explained in words, and all are once others read it; a serious one excludes a
    high confidence."""
    for name, label in COMPONENTS.items():
        given = said[name] != NOT_JUDGED[name] or state != State.DRAFT
        if given and not said[f"{name}_why"].strip():
            raise ComponentUnexplained(_("Explain in a sentence: %(component)s.") % {"component": label})
    serious = any(said[name] == Reserve.SERIOUS for name in COMPONENTS)
    if serious and said["overall"] == Confidence.HIGH:
        raise ConfidenceTooHigh(_("A component carries serious reserves: the confidence cannot be high."))


def _made(model, cohort, verb, by, token, at, **said):
    """Write it once: the same form posted twice gives the one already written.

    So do the same words sent again within the hour: who goes back in her browser is given another token.
    """
    again = Q(cohort=cohort, created_by=by, created_at__gte=timezone.now() - AGAIN, **said)
    known = model.objects.filter(Q(token=token) | again).order_by("pk").first() if token else None
    if known:
        return known, False
    made = model.objects.create(
        cohort=cohort,
        number=next_number(model, cohort),
        token=token,
        created_by=by,
        created_at=at or timezone.now(),
        **said,
    )
    made.authors.add(by)
    journal.record(verb, on=made, by=by, place=cohort)
    return made, True


@transaction.atomic
def write_finding(
    cohort: Cohort, *, by: User, token: UUID | None = None, at: datetime | None = None, **said: Any
) -> Finding:
    """State what several passages show; evidence is linked afterwards, and judged then: a report asks for both."""
    said = {**NOT_JUDGED, **dict.fromkeys(_reasons(), ""), **said}
    check_confidence(said)
    return _made(Finding, cohort, "finding.written", by, token, at, **said)[0]


@transaction.atomic
def revise_finding(finding: Finding, version: int, *, by: User, **said: Any) -> None:
    judged = {name: said.get(name, getattr(finding, name)) for name in (*NOT_JUDGED, *_reasons())}
    check_confidence(judged, finding.state)
    _revise(finding, version, "finding.revised", by, said)


def _reasons() -> list[str]:
    return [f"{name}_why" for name in COMPONENTS]


def _revise(obj, version, verb, by, said, under="", on=()) -> None:
    """Saved as it stood, a text keeps its version: `under` names what it stands on, `on` says it again."""
    changed = {name: "changed" for name, value in said.items() if getattr(obj, name) != value}
    if under and {one.pk for one in on} != set(getattr(obj, under).values_list("pk", flat=True)):
        changed[under] = "changed"
    if not changed:
        return
    obj._history_user = by
    save_over(obj, version, **said)
    wrote(obj, by)
    journal.record(verb, on=obj, by=by, place=obj.cohort, changes=changed)
    if under:
        getattr(obj, under).set(on)


def _of_one_cohort(cohort: Cohort, under: Iterable[Any]) -> None:
    if any(thing.cohort_id != cohort.pk for thing in under):
        raise OtherCohort(_("It belongs to another cohort."))


@transaction.atomic
def link_evidence(finding: Finding, evidence: Evidence, stance: str, *, by: User) -> FindingEvidence:
    """Say that a piece of evidence supports, contradicts or nuances a finding; said again, the last word holds."""
    _of_one_cohort(finding.cohort, [evidence])
    refuse_circle(finding, [evidence])
    link, new = FindingEvidence.objects.update_or_create(
        finding=finding, evidence=evidence, defaults={"stance": stance}
    )
    changes = {"evidence": evidence.pk, "stance": stance}
    journal.record("evidence.linked", on=finding, by=by, place=finding.cohort, changes=changes)
    return link


@transaction.atomic
def link_several(finding: Finding, evidence: Iterable[Evidence], stance: str, *, by: User) -> None:
    """The same of several pieces, all or none."""
    for one in evidence:
        link_evidence(finding, one, stance, by=by)


@transaction.atomic
def unlink_evidence(link: FindingEvidence, *, by: User) -> None:
    journal.record(
        "evidence.unlinked",
        on=link.finding,
        by=by,
        place=link.finding.cohort,
        changes={"evidence": link.evidence_id, "stance": link.stance},
    )
    link.delete()


@transaction.atomic
def write_lesson(
    cohort: Cohort,
    *,
    findings: Iterable[Finding],
    by: User,
    token: UUID | None = None,
    at: datetime | None = None,
    **said: Any,
) -> Lesson:
    """In which context, by which mechanism, to which effect, for whom; on one finding at least."""
    findings = _at_least_one(findings, _("A lesson stands on one finding at least: choose it."))
    _of_one_cohort(cohort, findings)
    lesson, new = _made(Lesson, cohort, "lesson.written", by, token, at, **said)
    if new:
        lesson.findings.set(findings)
    return lesson


@transaction.atomic
def revise_lesson(lesson: Lesson, version: int, *, findings: Iterable[Finding], by: User, **said: Any) -> None:
    findings = _at_least_one(findings, _("A lesson stands on one finding at least: choose it."))
    _of_one_cohort(lesson.cohort, findings)
    refuse_circle(lesson, findings)
    _revise(lesson, version, "lesson.revised", by, said, "findings", findings)


@transaction.atomic
def write_lead(
    cohort: Cohort,
    *,
    lessons: Iterable[Lesson],
    by: User,
    token: UUID | None = None,
    at: datetime | None = None,
    **said: Any,
) -> PolicyLead:
    """What is asked, of whom, with a first step; on one lesson at least."""
    lessons = _at_least_one(lessons, _("A lead stands on one lesson at least: choose it."))
    _of_one_cohort(cohort, lessons)
    require_to_come(said.get("hoped_by"))
    lead, new = _made(PolicyLead, cohort, "lead.written", by, token, at, **said)
    if new:
        lead.lessons.set(lessons)
    return lead


@transaction.atomic
def revise_lead(lead: PolicyLead, version: int, *, lessons: Iterable[Lesson], by: User, **said: Any) -> None:
    lessons = _at_least_one(lessons, _("A lead stands on one lesson at least: choose it."))
    _of_one_cohort(lead.cohort, lessons)
    refuse_circle(lead, lessons)
    if said.get("hoped_by", lead.hoped_by) != lead.hoped_by:
        require_to_come(said["hoped_by"])
    _revise(lead, version, "lead.revised", by, said, "lessons", lessons)


def _at_least_one(under, reason):
    under = list(under)
    if not under:
        raise NothingUnder(reason)
    return under
