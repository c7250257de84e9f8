"""The report as a written document: decision note, sections, then everything the sections stand on."""

from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext as _

from levain.capitalisation.annexes import annexes, lead_sheet
from levain.capitalisation.gathering import Cited, Gathered
from levain.capitalisation.models import Confidence, Evidence, FindingEvidence, Paragraph
from levain.capitalisation.naming import refer, source_numbers
from levain.design.dates import in_words
from levain.foundation import written as w


def build(chain: Gathered, *, draft: bool = False, language: str = "fr") -> w.Document:
    """The same chain gives the same document, whatever the day and the reader's language."""
    with translation.override(language):
        report = chain.report
        return w.Document(
            title=report.title,
            subtitle=report.subtitle,
            date=in_words(report.dated),
            language=language,
            fictional=report.fictional,
            draft=draft,
            blocks=[*_decision_note(chain), *_sections(chain), *annexes(chain)],
        )


def _decision_note(chain: Gathered) -> Iterator[w.Block]:
    if not chain.decisions:
        return
    yield w.Heading(2, _("Decision note"), "note")
    if chain.report.intro:
        yield w.Paragraph([w.Text(chain.report.intro)])
    for lead in chain.decisions:
        yield lead_sheet(lead, chain)


def _sections(chain: Gathered) -> Iterator[w.Block]:
    sources = source_numbers(chain)
    for position, section in enumerate(chain.sections, start=1):
        yield w.Heading(2, section.title, f"partie-{position}", new_page=position == 1 and bool(chain.decisions))
        for rank, paragraph in enumerate(section.written, start=1):
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
    levels = [chain.findings[one.finding_id].overall for one in paragraph.cites if one.finding_id]
    if not levels:
        return _("Finding")
    return _("Finding, confidence: %(level)s") % {"level": Confidence(min(levels)).label}


def _references(paragraph: Paragraph, chain: Gathered, sources: dict[str, int]) -> list[w.Run]:
    """What the paragraph names; a finding named alone brings its passages with it."""
    runs: list[w.Run] = []
    passages = [one for one in paragraph.cites if one.evidence_id]
    for citation in paragraph.cites:
        thing = chain.target(citation)
        runs.append(refer(thing) if thing else _source(citation, sources))
        if citation.finding_id and not passages:
            runs += [_with_stance(stance, one) for stance, one in chain.links_of(thing)]
    return list(dict.fromkeys(runs))


def _source(citation: Cited, sources: dict[str, int]) -> w.Reference:
    number = sources[citation.source["label"]]
    return w.Reference(f"source-{number}", _("source %(number)d") % {"number": number})


def _with_stance(stance: FindingEvidence.Stance, evidence: Evidence) -> w.Reference:
    reference = refer(evidence)
    if stance == FindingEvidence.Stance.SUPPORTS:
        return reference
    return w.Reference(reference.target, f"{reference.label} ({stance.label})")
