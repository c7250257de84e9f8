"""What the report stands on, entry by entry: passages, findings, lessons, leads, figures, sources, codes."""

from collections.abc import Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.capitalisation.annexes_made import method, project_sheets
from levain.capitalisation.gathering import Gathered
from levain.capitalisation.models import Code, Evidence, Figure, Finding, FindingEvidence, Lesson, PolicyLead
from levain.capitalisation.naming import anchor, confidence, listed, refer, source_numbers, told_value
from levain.capitalisation.narrowed import told_outside
from levain.capitalisation.practice_in_report import practice_sheets
from levain.capitalisation.quoting import quotation
from levain.design.dates import in_words
from levain.evaluation.periods import Period
from levain.foundation import written as w


def lead_sheet(lead: PolicyLead, chain: Gathered) -> w.Sheet:
    facts = [
        w.Fact(_("To"), [w.Text(lead.addressee)]),
        w.Fact(_("Decision asked"), [w.Text(lead.asked)]),
        w.Fact(_("First step"), [w.Text(lead.first_step)]),
        w.Fact(_("Effort"), [w.Text(str(lead.get_effort_display()))]),
        w.Fact(_("Confidence"), confidence(lead, chain)),
        w.Fact(_("Stands on"), listed(chain.lessons_of(lead))),
    ]
    if lead.answer:
        facts.append(w.Fact(_("Answer"), [w.Text(_answer(lead))]))
    return w.Sheet(
        title=lead.title,
        compact=True,
        id=anchor(lead),
        label=_("Lead %(number)d") % {"number": lead.number},
        runs=[w.Text(lead.text)],
        facts=facts,
    )


def _answer(lead: PolicyLead) -> str:
    day = in_words(lead.answered_on)
    said = {"status": lead.get_answer_display(), "by": lead.answered_by, "date": day}
    words = _("%(status)s, %(by)s, %(date)s.") % said
    if lead.answer_fictional:
        words += " " + _("Invented answer.")
    return f"{words} {lead.answer_text}".strip()


def annexes(chain: Gathered) -> Iterator[w.Block]:
    if chain.evidence:
        yield w.Heading(2, _("Evidence"), "preuves", new_page=True)
        yield from (_quotation(one, chain) for one in chain.evidence.values())
    if chain.findings:
        yield w.Heading(2, _("Findings"), "constats", new_page=True)
        yield from (_finding_sheet(one, chain) for one in chain.findings.values())
    if chain.lessons:
        yield w.Heading(2, _("Lessons"), "lecons", new_page=True)
        yield from (_lesson_sheet(one, chain) for one in chain.lessons.values())
    if chain.leads:
        yield w.Heading(2, _("Leads"), "pistes", new_page=True)
        yield from (lead_sheet(lead, chain) for lead in chain.leads.values())
    yield from project_sheets(chain)
    yield from practice_sheets(chain)
    if chain.figures:
        yield w.Heading(2, _("Figures"), "chiffres", new_page=True)
        yield from (_figure_sheet(one) for one in chain.figures.values())
    yield from method(chain)
    yield from _sources(chain)
    yield from _codebook(chain)


def _quotation(evidence: Evidence, chain: Gathered) -> w.Quotation:
    stances: list[w.Run] = []
    for finding in chain.findings.values():
        for stance, one in chain.links_of(finding):
            if one == evidence:
                words = LEANS[stance]()
                stances += [w.Text(f", {words}" if stances else capfirst(words)), refer(finding)]
    return quotation(evidence, chain.who[evidence.pk], stances)


def _finding_sheet(finding: Finding, chain: Gathered) -> w.Sheet:
    facts = [
        w.Fact(_("Confidence"), [w.Strong(str(finding.get_overall_display())), w.Text(f". {finding.why}")]),
        *(w.Fact(str(label), [w.Text(f"{level}. {why}")]) for label, level, why in finding.components),
    ]
    for stance in FindingEvidence.Stance:
        links = [one for held, one in chain.links_of(finding) if held == stance]
        if links:
            facts.append(w.Fact(STANCES[stance](), listed(links)))
    facts.append(w.Fact(_("Counted"), [w.Text(_counted([one for _stance, one in chain.links_of(finding)]))]))
    if said := told_outside(finding, chain):
        facts.append(w.Fact(_("Outside this report"), [w.Text(said)]))
    return w.Sheet(
        title=finding.title,
        id=anchor(finding),
        label=_("Finding %(number)d") % {"number": finding.number},
        runs=[w.Text(finding.text)],
        facts=facts,
    )


# Before the name of a finding.
LEANS = {
    FindingEvidence.Stance.SUPPORTS: lambda: _("supports "),
    FindingEvidence.Stance.CONTRADICTS: lambda: _("contradicts "),
    FindingEvidence.Stance.NUANCES: lambda: _("shades "),
}
STANCES = {
    FindingEvidence.Stance.SUPPORTS: lambda: _("Supported by"),
    FindingEvidence.Stance.CONTRADICTS: lambda: _("Contradicted by"),
    FindingEvidence.Stance.NUANCES: lambda: _("Shaded by"),
}


def _counted(evidence: list[Evidence]) -> str:
    """Shown, never scored: how many passages, sides and projects stand behind (M-CHAIN)."""
    projects = {one.project_id for one in evidence if one.project_id}
    sides = {one.side for one in evidence}
    passages = ngettext("%(n)d passage", "%(n)d passages", len(evidence)) % {"n": len(evidence)}
    voices = ngettext("%(n)d side", "%(n)d sides", len(sides)) % {"n": len(sides)}
    if len(projects) == 1:
        return f"{passages}, {voices}, " + _("one project only")
    return f"{passages}, {voices}, " + ngettext("%(n)d project", "%(n)d projects", len(projects)) % {
        "n": len(projects)
    }


def _lesson_sheet(lesson: Lesson, chain: Gathered) -> w.Sheet:
    return w.Sheet(
        title=lesson.title,
        id=anchor(lesson),
        label=_("Lesson %(number)d") % {"number": lesson.number},
        facts=[
            w.Fact(_("Context"), [w.Text(lesson.context)]),
            w.Fact(_("Mechanism"), [w.Text(lesson.mechanism)]),
            w.Fact(_("Effect"), [w.Text(lesson.effect)]),
            w.Fact(_("For whom"), [w.Text(lesson.for_whom)]),
            w.Fact(_("Stands on"), listed(chain.findings_of(lesson))),
        ],
    )


def _figure_sheet(figure: Figure) -> w.Sheet:
    facts = [
        w.Fact(_("Value"), [w.Strong(told_value(figure))]),
        w.Fact(_("How many counted"), [w.Text(figure.counted)]),
        w.Fact(_("Method"), [w.Reference(f"methode-{figure.method.lower()}", figure.method)]),
        w.Fact(_("Rows counted"), _rows(figure)),
    ]
    if figure.invited is not None:
        facts.insert(2, w.Fact(_("Invited"), [w.Text(str(figure.invited))]))
    if period := Period(figure.since, figure.until):
        facts.append(w.Fact(_("Period"), [w.Text(figure.beyond or str(period))]))
    elif figure.beyond:
        facts.append(w.Fact(_("What it counts"), [w.Text(figure.beyond)]))
    if figure.taken_on:
        facts.append(w.Fact(_("Read on"), [w.Text(in_words(figure.taken_on))]))
    return w.Sheet(
        title=figure.label,
        id=anchor(figure),
        label=_("Figure %(number)d") % {"number": figure.number},
        facts=facts,
    )


def _rows(figure: Figure) -> list[w.Run]:
    """Where they are: a page for those who may open it, or the name of what is counted."""
    if figure.rows.startswith("/") and not figure.rows.startswith(("//", "/\\")):
        link = w.Link(figure.rows, _("the rows of figure %(number)d") % {"number": figure.number})
        return [link, w.Text(_(", for those who may open them"))]
    return [w.Text(figure.rows)]


def _sources(chain: Gathered) -> Iterator[w.Block]:
    numbers = source_numbers(chain)
    if not numbers:
        return
    urls = {
        one.source["label"]: one.source.get("url", "")
        for paragraph in chain.paragraphs
        for one in paragraph.cites
        if one.source
    }
    yield w.Heading(2, _("Sources"), "sources")
    for label, number in numbers.items():
        yield w.Paragraph([w.Text(f"{number}. "), *_told(label, urls[label])], id=f"source-{number}", tone="source")


def _told(label: str, url: str) -> list[w.Run]:
    """A source of the web says its address in words too: paper has no links."""
    link = w.linked(url, label)
    if isinstance(link, w.Text) or link.in_the_house:
        return [link]
    return [link, w.Text(f" ({url.split('://')[-1].rstrip('/')})")]


def _codebook(chain: Gathered) -> Iterator[w.Block]:
    codes = {code.slug: code for code in Code.objects.filter(evidence__in=chain.evidence).distinct()}
    if not codes:
        return
    yield w.Heading(2, _("Codes"), "codes")
    yield w.Table(
        caption=_("The codes given to the passages, and what each means"),
        head=[_("Code"), _("Definition")],
        rows=[[[w.Text(code.label)], [w.Text(code.definition)]] for _slug, code in sorted(codes.items())],
    )
