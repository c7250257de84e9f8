"""The report as a written document: decision note, sections, then everything the sections stand on."""

from collections.abc import Iterable, Iterator

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.capitalisation.gathering import Gathered
from levain.capitalisation.models import (
    Citation,
    Confidence,
    Evidence,
    Figure,
    Finding,
    FindingEvidence,
    Lesson,
    Paragraph,
    PolicyLead,
)
from levain.foundation import registry
from levain.foundation import written as w

ANCHORS = {Finding: "constat", Evidence: "preuve", Lesson: "lecon", PolicyLead: "piste", Figure: "chiffre"}


def anchor(thing: Finding | Evidence | Lesson | PolicyLead | Figure) -> str:
    """The name of an entry in the web page and in the PDF."""
    return f"{ANCHORS[type(thing)]}-{thing.number}"


def refer(thing: Finding | Evidence | Lesson | PolicyLead | Figure) -> w.Reference:
    names = {
        Finding: _("finding %(number)d"),
        Evidence: _("evidence %(number)d"),
        Lesson: _("lesson %(number)d"),
        PolicyLead: _("lead %(number)d"),
        Figure: _("figure %(number)d"),
    }
    return w.Reference(anchor(thing), names[type(thing)] % {"number": thing.number})


def build(chain: Gathered, *, draft: bool = False, language: str = "fr") -> w.Document:
    """The same chain gives the same document, whatever the day and the reader's language."""
    with translation.override(language):
        report = chain.report
        return w.Document(
            title=report.title,
            subtitle=report.subtitle,
            date=date_format(report.dated, "j F Y"),
            language=language,
            fictional=report.fictional,
            draft=draft,
            blocks=[*_decision_note(chain), *_sections(chain), *_annexes(chain)],
        )


def _decision_note(chain: Gathered) -> Iterator[w.Block]:
    if not chain.decisions:
        return
    yield w.Heading(2, _("Decision note"), "note")
    if chain.report.intro:
        yield w.Paragraph([w.Text(chain.report.intro)])
    for lead in chain.decisions:
        yield _lead_sheet(lead)


def _lead_sheet(lead: PolicyLead) -> w.Sheet:
    facts = [
        w.Fact(_("To"), [w.Text(lead.addressee)]),
        w.Fact(_("Decision asked"), [w.Text(f"{lead.get_kind_display()}, {lead.get_scope_display()}")]),
        w.Fact(_("First step"), [w.Text(lead.first_step)]),
        w.Fact(_("Effort"), [w.Text(str(lead.get_effort_display()))]),
        w.Fact(_("Confidence"), _confidence(lead)),
        w.Fact(_("Stands on"), _listed(lead.lessons.all())),
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


def _confidence(lead: PolicyLead) -> list[w.Run]:
    """That of the most fragile finding the lead depends on, which is named."""
    findings = [finding for lesson in lead.lessons.all() for finding in lesson.findings.all()]
    if not findings:
        return [w.Text(_("none yet"))]
    weakest = min(findings, key=lambda finding: (finding.overall, finding.number))
    words = _("%(level)s, that of its most fragile finding: ") % {"level": weakest.get_overall_display()}
    return [w.Text(words), refer(weakest)]


def _answer(lead: PolicyLead) -> str:
    day = date_format(lead.answered_on, "j F Y")
    said = {"status": lead.get_answer_display(), "by": lead.answered_by, "date": day}
    words = _("%(status)s, %(by)s, %(date)s.") % said
    if lead.answer_fictional:
        words += " " + _("Invented answer.")
    return f"{words} {lead.answer_text}".strip()


def _listed(things: Iterable) -> list[w.Run]:
    runs: list[w.Run] = []
    for thing in things:
        runs += [w.Text(", ")] if runs else []
        runs.append(refer(thing))
    return runs


def _sections(chain: Gathered) -> Iterator[w.Block]:
    sources = source_numbers(chain)
    for position, section in enumerate(chain.sections, start=1):
        yield w.Heading(2, section.title, f"partie-{position}", new_page=position == 1)
        for rank, paragraph in enumerate(section.paragraphs.all(), start=1):
            yield w.Paragraph(
                [w.Text(paragraph.text)],
                id=f"p-{position}-{rank}",
                label=_label(paragraph, chain),
                tone=paragraph.kind,
                references=_references(paragraph, chain, sources),
            )


def _label(paragraph: Paragraph, chain: Gathered) -> str:
    """Before a finding, the confidence we have in it: the lowest of those it names."""
    if paragraph.kind != Paragraph.Kind.FINDING:
        return str(paragraph.get_kind_display()).capitalize() if paragraph.kind == Paragraph.Kind.OPINION else ""
    levels = [chain.findings[one.finding_id].overall for one in paragraph.citations.all() if one.finding_id]
    if not levels:
        return _("Finding")
    return _("Finding, confidence: %(level)s") % {"level": Confidence(min(levels)).label}


def _references(paragraph: Paragraph, chain: Gathered, sources: dict[str, int]) -> list[w.Run]:
    """What the paragraph names; a finding named alone brings its passages with it."""
    runs: list[w.Run] = []
    passages = [one for one in paragraph.citations.all() if one.evidence_id]
    for citation in paragraph.citations.all():
        thing = _target(citation, chain)
        runs.append(refer(thing) if thing else _source(citation, sources))
        if citation.finding_id and not passages:
            runs += [_with_stance(link) for link in thing.links.all()]
    return list(dict.fromkeys(runs))


def _target(citation: Citation, chain: Gathered):
    kinds = {
        "finding": chain.findings,
        "evidence": chain.evidence,
        "lesson": chain.lessons,
        "lead": chain.leads,
        "figure": chain.figures,
    }
    return next((kinds[name][pk] for name in kinds if (pk := getattr(citation, f"{name}_id"))), None)


def _source(citation: Citation, sources: dict[str, int]) -> w.Reference:
    number = sources[citation.source["label"]]
    return w.Reference(f"source-{number}", _("source %(number)d") % {"number": number})


def source_numbers(chain: Gathered) -> dict[str, int]:
    """The sources named in words, numbered in the order in which the report names them."""
    cited = [one for paragraph in chain.paragraphs for one in paragraph.citations.all()]
    labels = [one.source["label"] for one in cited if one.source]
    return {label: number for number, label in enumerate(dict.fromkeys(labels), start=1)}


def _with_stance(link: FindingEvidence) -> w.Reference:
    reference = refer(link.evidence)
    if link.stance == FindingEvidence.Stance.SUPPORTS:
        return reference
    return w.Reference(reference.target, f"{reference.label} ({link.get_stance_display()})")


def _annexes(chain: Gathered) -> Iterator[w.Block]:
    if chain.evidence:
        yield w.Heading(2, _("Evidence"), "preuves", new_page=True)
        yield from (_quotation(one, chain) for one in chain.evidence.values())
    if chain.findings:
        yield w.Heading(2, _("Findings"), "constats")
        yield from (_finding_sheet(one) for one in chain.findings.values())
    if chain.lessons:
        yield w.Heading(2, _("Lessons"), "lecons")
        yield from (_lesson_sheet(one) for one in chain.lessons.values())
    noted = {lead.pk for lead in chain.decisions}
    others = [lead for pk, lead in chain.leads.items() if pk not in noted]
    if others:
        yield w.Heading(2, _("Other leads"), "pistes")
        yield from (_lead_sheet(lead) for lead in others)
    if chain.figures:
        yield w.Heading(2, _("Figures"), "chiffres")
        yield from (_figure_sheet(one) for one in chain.figures.values())
    yield from _sources(chain)
    yield from _codebook(chain)


def _quotation(evidence: Evidence, chain: Gathered) -> w.Quotation:
    stances: list[w.Run] = []
    for finding in chain.findings.values():
        for link in finding.links.all():
            if link.evidence_id == evidence.pk:
                stances += [w.Text(", ")] if stances else []
                stances += [w.Text(f"{link.get_stance_display()} "), refer(finding)]
    own_words = evidence.consent == Evidence.Consent.PARAPHRASE
    return w.Quotation(
        text=evidence.words,
        id=anchor(evidence),
        title=_("Evidence %(number)d") % {"number": evidence.number},
        who=evidence.who,
        when=date_format(evidence.said_on, "j F Y") if evidence.said_on else "",
        where=where(evidence),
        before="" if own_words else _cut(evidence.passage.before, before=True),
        after="" if own_words else _cut(evidence.passage.after),
        runs=stances,
    )


def where(evidence: Evidence) -> str:
    """The project, and what sort of text the words stand in."""
    said = registry.of(evidence.passage.object_type.model_class())
    label = str(said.texts.get(evidence.passage.field, "")) if said else ""
    return ", ".join(part for part in (evidence.project.name if evidence.project else "", label) if part)


def _cut(words: str, *, before: bool = False) -> str:
    """What stood around, from the first whole word, with the mark that it goes on."""
    if len(words) < 32:
        return words
    return "… " + words.partition(" ")[2] if before else words.rpartition(" ")[0] + " …"


def _finding_sheet(finding: Finding) -> w.Sheet:
    facts = [
        w.Fact(_("Confidence"), [w.Strong(str(finding.get_overall_display())), w.Text(f". {finding.why}")]),
        *(w.Fact(str(label), [w.Text(f"{level}. {why}")]) for label, level, why in finding.components),
    ]
    for stance in FindingEvidence.Stance:
        links = [link.evidence for link in finding.links.all() if link.stance == stance]
        if links:
            facts.append(w.Fact(STANCES[stance](), _listed(links)))
    facts.append(w.Fact(_("Counted"), [w.Text(_counted(finding))]))
    return w.Sheet(
        title=finding.title,
        id=anchor(finding),
        label=_("Finding %(number)d") % {"number": finding.number},
        runs=[w.Text(finding.text)],
        facts=facts,
    )


STANCES = {
    FindingEvidence.Stance.SUPPORTS: lambda: _("Supported by"),
    FindingEvidence.Stance.CONTRADICTS: lambda: _("Contradicted by"),
    FindingEvidence.Stance.NUANCES: lambda: _("Shaded by"),
}


def _counted(finding: Finding) -> str:
    """Shown, never scored: how many passages, sides and projects stand behind (M-CHAIN)."""
    evidence = [link.evidence for link in finding.links.all()]
    projects = {one.project_id for one in evidence if one.project_id}
    sides = {one.side for one in evidence}
    passages = ngettext("%(n)d passage", "%(n)d passages", len(evidence)) % {"n": len(evidence)}
    voices = ngettext("%(n)d side", "%(n)d sides", len(sides)) % {"n": len(sides)}
    if len(projects) == 1:
        return f"{passages}, {voices}, " + _("one project only")
    return f"{passages}, {voices}, " + ngettext("%(n)d project", "%(n)d projects", len(projects)) % {
        "n": len(projects)
    }


def _lesson_sheet(lesson: Lesson) -> w.Sheet:
    return w.Sheet(
        title=lesson.title,
        id=anchor(lesson),
        label=_("Lesson %(number)d") % {"number": lesson.number},
        facts=[
            w.Fact(_("Context"), [w.Text(lesson.context)]),
            w.Fact(_("Mechanism"), [w.Text(lesson.mechanism)]),
            w.Fact(_("Effect"), [w.Text(lesson.effect)]),
            w.Fact(_("For whom"), [w.Text(lesson.for_whom)]),
            w.Fact(_("Stands on"), _listed(lesson.findings.all())),
        ],
    )


def _figure_sheet(figure: Figure) -> w.Sheet:
    return w.Sheet(
        title=figure.label,
        id=anchor(figure),
        label=_("Figure %(number)d") % {"number": figure.number},
        facts=[
            w.Fact(_("Value"), [w.Strong(shown_value(figure.value))]),
            w.Fact(_("Out of"), [w.Text(figure.counted)]),
            w.Fact(_("Method"), [w.Text(figure.method)]),
            w.Fact(_("Rows counted"), [w.Text(figure.rows)]),
        ],
    )


def shown_value(value) -> str:
    """A number in French has its comma; several values are told in their order."""
    if isinstance(value, dict):
        return ", ".join(f"{name} {shown_value(one)}" for name, one in value.items())
    if isinstance(value, list):
        return ", ".join(shown_value(one) for one in value)
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return str(value)


def _sources(chain: Gathered) -> Iterator[w.Block]:
    numbers = source_numbers(chain)
    if not numbers:
        return
    urls = {
        one.source["label"]: one.source.get("url", "")
        for paragraph in chain.paragraphs
        for one in paragraph.citations.all()
        if one.source
    }
    yield w.Heading(2, _("Sources"), "sources")
    for label, number in numbers.items():
        words: w.Run = w.Link(urls[label], label) if urls[label] else w.Text(label)
        yield w.Paragraph([w.Text(f"{number}. "), words], id=f"source-{number}", tone="source")


def _codebook(chain: Gathered) -> Iterator[w.Block]:
    codes = {code.slug: code for one in chain.evidence.values() for code in one.codes.all()}
    if not codes:
        return
    yield w.Heading(2, _("Codes"), "codes")
    yield w.Table(
        caption=_("The codes given to the passages, and what each means"),
        head=[_("Code"), _("Definition")],
        rows=[[[w.Text(code.label)], [w.Text(code.definition)]] for _slug, code in sorted(codes.items())],
    )
