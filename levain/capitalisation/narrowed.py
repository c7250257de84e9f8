"""What a report about a part of its session leaves out, said where it is read and where it is mended."""

from collections import Counter
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from levain.capitalisation.gathering import Gathered
from levain.capitalisation.models import Finding, FindingEvidence, Paragraph, PolicyLead

AGAINST = FindingEvidence.Stance.CONTRADICTS


def outside(finding: Finding, chain: Gathered) -> Counter[str]:
    """The stances of the passages of a finding that are not of what the report is about."""
    linked = chain.under.get(("finding", finding.pk), {})
    return Counter(stance for pk, stance in linked.items() if pk not in chain.evidence)


def told_outside(finding: Finding, chain: Gathered) -> str:
    """How many passages of a finding the report does not show, how many of them against; nothing when it has all."""
    stances = outside(finding, chain)
    n, against = stances.total(), stances[AGAINST]
    if not n:
        return ""
    said = ngettext(
        "This finding also stands on %(n)d passage outside this report",
        "This finding also stands on %(n)d passages outside this report",
        n,
    ) % {"n": n}
    if against:
        said += ngettext(", %(n)d of them against", ", %(n)d of them against", against) % {"n": against}
    return said + ". " + _("Its confidence is judged on all of them.")


def without_evidence(finding: Finding, chain: Gathered) -> tuple[str, str, Paragraph | None] | None:
    """Why a finding shows no passage when all of them are outside, and where to mend it: a lead, or a paragraph."""
    if not outside(finding, chain):
        return None
    said = _("Nothing under finding %(number)d is of %(part)s of this report.") % {
        "number": finding.number,
        "part": _part(chain),
    }
    leads = [lead for lead in chain.decisions if finding in _under(lead, chain)]
    page = reverse("capitalisation:edit_report", args=[chain.report.slug])
    if leads:
        brought = ngettext(
            "Lead %(numbers)s of the decision note brings it: untick it, or widen the report.",
            "Leads %(numbers)s of the decision note bring it: untick them, or widen the report.",
            len(leads),
        )
        said += " " + brought % {"numbers": ", ".join(str(lead.number) for lead in leads)}
        return said, f"{page}#id_leads", None
    said += " " + _("A paragraph brings it: take it out of the paragraph, or widen the report.")
    return said, page, next(_naming(finding, chain), None)


def _part(chain: Gathered) -> str:
    if not chain.scope.period:
        return pgettext("nothing is of", "the projects")
    if chain.scope.projects is None:
        return pgettext("nothing is of", "the period")
    return pgettext("nothing is of", "the projects and the period")


def _under(lead: PolicyLead, chain: Gathered) -> list[Finding]:
    return [finding for lesson in chain.lessons_of(lead) for finding in chain.findings_of(lesson)]


def _naming(finding: Finding, chain: Gathered) -> Iterator[Paragraph]:
    """The paragraphs that name a finding, or what stands on it."""
    for paragraph in chain.paragraphs:
        for one in paragraph.cites:
            thing = chain.target(one)
            brought = [thing]
            if isinstance(thing, PolicyLead):
                brought += _under(thing, chain)
            elif one.lesson_id and thing:
                brought += chain.findings_of(thing)
            if finding in brought:
                yield paragraph
                break
