"""What comes back across projects becomes a draft finding with its passages, or is set aside with the reason."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.capitalisation.models import Candidate, Finding, FindingEvidence, State
from levain.capitalisation.models.finding import NOT_JUDGED
from levain.capitalisation.recurring import Recurrence
from levain.capitalisation.services.evidence import cite_as_evidence, next_number
from levain.capitalisation.services.learning import link_evidence
from levain.foundation import journal
from levain.people.models import User
from levain.programmes.models import Cohort


class DismissedWhy(Exception):
    """It was set aside without a reason."""


class DecidedMeanwhile(Exception):
    """Somebody has decided of it since the page was opened."""


@transaction.atomic
def write_candidate(cohort: Cohort, found: Recurrence, *, by: User) -> Finding:
    """A draft finding with the passages behind it; asked twice, the one already written."""
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    known = Candidate.objects.filter(cohort=cohort, key=found.key).select_related("finding").first()
    if known and known.finding and known.finding.state != State.SET_ASIDE:
        _add_passages(known.finding, found, by)
        _decide(cohort, found, Candidate.Decision.WRITTEN, by, finding=known.finding)
        return known.finding
    finding = Finding.objects.create(
        cohort=cohort,
        number=next_number(Finding, cohort),
        title=_title(found),
        text=_text(found),
        created_by=by,
        fictional=cohort.fictional or any(project.fictional for project in found.projects.values()),
        **NOT_JUDGED,
    )
    finding.authors.add(by)
    journal.record("finding.written", on=finding, by=by, place=cohort)
    _add_passages(finding, found, by)
    _decide(cohort, found, Candidate.Decision.WRITTEN, by, finding=finding)
    return finding


def _title(found: Recurrence) -> str:
    n = len(found.projects)
    said = ngettext("%(label)s, in %(n)d project", "%(label)s, in %(n)d projects", n)
    return (said % {"label": found.label, "n": n})[:250]


def _text(found: Recurrence) -> str:
    said = _("To be written: what the passages show, beyond the fact that they come back. Met in: %(projects)s.")
    return said % {"projects": ", ".join(found.names)}


def _add_passages(finding: Finding, found: Recurrence, by: User) -> None:
    kept = list(found.evidence)
    for obstacle in found.obstacles:
        kept.append(cite_as_evidence(obstacle, "text", obstacle.text.strip(), by=by, cohort=finding.cohort))
    linked = set(finding.links.values_list("evidence", flat=True))
    for evidence in kept:
        if evidence.pk not in linked:
            link_evidence(finding, evidence, FindingEvidence.Stance.SUPPORTS, by=by)


@transaction.atomic
def dismiss_candidate(cohort: Cohort, found: Recurrence, *, by: User, reason: str) -> None:
    """Seen, and not a finding: the reason is kept; it comes back if more projects meet it."""
    if not reason.strip():
        raise DismissedWhy(_("Say in a few words why it is set aside."))
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    known = Candidate.objects.filter(cohort=cohort, key=found.key).first()
    if known and known.decision == Candidate.Decision.WRITTEN and not found.grown:
        raise DecidedMeanwhile(_("Somebody has written it as a finding meanwhile."))
    _decide(cohort, found, Candidate.Decision.DISMISSED, by, reason=reason)


def _decide(cohort: Cohort, found: Recurrence, decision: str, by: User, **said: Any) -> None:
    kept = {"decision": decision, "projects": len(found.projects), "by": by, "reason": "", **said}
    Candidate.objects.update_or_create(cohort=cohort, key=found.key, defaults=kept)
    changes = {"key": found.key, "decision": decision, "projects": len(found.projects)}
    journal.record("candidate.decided", on=cohort, by=by, place=cohort, changes=changes)
