"""The report as a written document: decision note, sections, then everything the sections stand on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from string import ascii_uppercase

from django.utils import translation
from django.utils.translation import gettext as _

from levain.capitalisation.annexes import annexes
from levain.capitalisation.annexes_made import about
from levain.capitalisation.gathering import Cited, Gathered
from levain.capitalisation.models import Confidence, Evidence, FindingEvidence, Paragraph
from levain.capitalisation.naming import refer, source_numbers
from levain.capitalisation.narrative import narrated
from levain.capitalisation.note import decision_note
from levain.design.dates import in_words
from levain.foundation import written as w
from levain.foundation.written_alone import standing_alone


def build(
    chain: Gathered,
    *,
    draft: bool = False,
    language: str = "fr",
    on: date | None = None,
    changed: Iterable[w.Block] = (),
) -> w.Document:
    """The same chain gives the same document, whatever the reader's language.

    An edition bears the day it is published (`on`), a draft the day hoped for; `changed` says, in a corrected
    edition, what is not as in the one before.
    """
    with translation.override(language):
        report = chain.report
        body = list(_sections(chain))
        return w.Document(
            title=report.title,
            subtitle=report.subtitle,
            date=in_words(on or report.dated),
            language=language,
            fictional=report.fictional,
            draft=draft,
            blocks=[*_opening(chain), *body, *_lettered(_cited_from(body, annexes(chain))), *changed],
        )


def _opening(chain: Gathered) -> Iterator[w.Block]:
    """What it is about, what it asks; then where each part begins, once there are parts to look for."""
    yield w.Note(about(chain))
    yield from decision_note(chain)
    if len(chain.sections) > 2:
        yield w.Contents(_("Contents"))


def note_of(document: w.Document) -> w.Document | None:
    """The decision note alone, in the words of the report."""
    places = range(len(document.blocks))
    first = next((place for place in places if getattr(document.blocks[place], "id", "") == "note"), None)
    if first is None:
        return None
    last = next((place for place in places[first + 1 :] if _begins(document.blocks[place])), len(places))
    return standing_alone(document, first, last)


def _begins(block: w.Block) -> bool:
    """A part of the report begins there."""
    return isinstance(block, w.Contents) or (isinstance(block, w.Heading) and block.level == 2)


def _sections(chain: Gathered) -> Iterator[w.Block]:
    sources = source_numbers(chain)
    for position, section in enumerate(chain.sections, start=1):
        first = position == 1 and bool(chain.decisions)
        yield w.Heading(2, section.title, f"partie-{position}", new_page=first, number=str(position))
        for rank, paragraph in enumerate(section.written, start=1):
            yield from narrated(
                paragraph.text,
                chain,
                id=f"p-{position}-{rank}",
                label=_label(paragraph, chain),
                tone=paragraph.kind,
                references=_references(paragraph, chain, sources),
                number=f"{position}.{rank}",
            )


MOST_PLACES = 12


def _cited_from(body: list[w.Block], entries: Iterable[w.Block]) -> Iterator[w.Block]:
    """Each entry of the annexes leads back to the paragraphs that stand on it."""
    places: dict[str, list[w.Run]] = defaultdict(list)
    at = ""
    for block in body:
        at = getattr(block, "id", "") or at
        for run in w.every_run([block]):
            if isinstance(run, w.Reference) and at.startswith("p-"):
                places[run.target].append(w.Reference(at, at.removeprefix("p-").replace("-", ".")))
    for entry in entries:
        known = list(dict.fromkeys(places.get(getattr(entry, "id", ""), ())))
        spaced = [run for one in known[:MOST_PLACES] for run in (w.Text(", "), one)][1:]
        spaced += [w.Text(", …")] if known[MOST_PLACES:] else []
        if not known:
            yield entry
        elif isinstance(entry, w.Quotation):
            between = [w.Text(" · ")] if entry.runs else []
            yield replace(entry, runs=[*entry.runs, *between, w.Text(_("In the text: ")), *spaced])
        elif isinstance(entry, w.Sheet):
            yield replace(entry, facts=[*entry.facts, w.Fact(_("In the text"), spaced)])
        else:
            yield entry


def _lettered(entries: Iterable[w.Block]) -> Iterator[w.Block]:
    """The annexes are told from the parts that may bear the same title."""
    letters = iter(ascii_uppercase)
    for entry in entries:
        if isinstance(entry, w.Heading) and entry.level == 2:
            yield replace(entry, number=_("Annex %(letter)s") % {"letter": next(letters)})
        else:
            yield entry


def _label(paragraph: Paragraph, chain: Gathered) -> str:
    """Before a finding, the confidence we have in it: the lowest of those it names."""
    if paragraph.kind != Paragraph.Kind.FINDING:
        return str(paragraph.get_kind_display()).capitalize() if paragraph.kind == Paragraph.Kind.OPINION else ""
    levels = [chain.findings[one.finding_id].overall for one in paragraph.cites if one.finding_id in chain.findings]
    if not levels:
        return _("Finding")
    return _("Finding, confidence: %(level)s") % {"level": Confidence(min(levels)).label}


# A paragraph that names more of them speaks of the findings themselves: each opens its own passages.
FEW_FINDINGS = 3


def _references(paragraph: Paragraph, chain: Gathered, sources: dict[str, int]) -> list[w.Run]:
    """What the paragraph names; a finding named alone brings its passages with it."""
    runs: list[w.Run] = []
    passages = [one for one in paragraph.cites if one.evidence_id]
    alone = not passages and sum(bool(one.finding_id) for one in paragraph.cites) <= FEW_FINDINGS
    for citation in paragraph.cites:
        thing = chain.target(citation)
        if thing is None and not citation.source:
            continue
        runs.append(refer(thing) if thing else _source(citation, sources))
        if thing and citation.finding_id and alone:
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
