"""Practice sheets as entries of a report: the words of their published edition, part by part."""

from collections.abc import Collection, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from levain.capitalisation.gathering import Gathered
from levain.capitalisation.models import PracticeSheet
from levain.capitalisation.naming import anchor
from levain.foundation import written as w


def practice_sheets(chain: Gathered) -> Iterator[w.Block]:
    """Each of them: what a project did that others can do again belongs to what the session teaches."""
    if chain.sheets:
        yield w.Heading(2, _("Practice sheets"), "fiches", new_page=True)
        named = {anchor(thing) for things in (chain.evidence, chain.findings) for thing in things.values()}
        yield from (sheet_in_report(one, named) for one in chain.sheets.values())


def sheet_in_report(sheet: PracticeSheet, named: Collection[str] = ()) -> w.Sheet:
    """The last edition as one card; `named` are the anchors of the report that it may refer to."""
    edition = sheet.shown.document
    facts: list[w.Fact] = []
    for block in edition.blocks:
        if isinstance(block, w.Heading):
            facts.append(w.Fact(block.text, []))
        elif facts:
            runs = list(_said(block, named))
            facts[-1].runs.extend([w.Text(" "), *runs] if facts[-1].runs and runs else runs)
    address = w.Link(reverse("capitalisation:public_practice", args=[sheet.slug]), _("the sheet alone"))
    number = _("Edition %(number)d") % {"number": sheet.shown.number}
    return w.Sheet(
        title=edition.title,
        id=anchor(sheet),
        label=_("Practice sheet %(number)d") % {"number": sheet.number},
        runs=[w.Text(edition.subtitle)],
        facts=[*(one for one in facts if one.runs), w.Fact(_("Published"), [w.Text(f"{number}, "), address])],
    )


def _said(block: w.Block, named: Collection[str]) -> Iterator[w.Run]:
    """Its words; what it quotes, by a reference to the entry of the report that holds it."""
    if isinstance(block, w.Paragraph):
        yield from (_word(run) for run in block.runs)
        yield from _references(block.references, named)
    elif isinstance(block, w.ListBlock):
        for rank, item in enumerate(block.items):
            yield w.Text("– " if rank == 0 else " – ")
            yield from map(_word, item)
    elif isinstance(block, w.Quotation | w.Sheet) and block.id in named:
        yield w.Reference(block.id, _small(block.title if isinstance(block, w.Quotation) else block.label))


def _references(runs: list[w.Run], named: Collection[str]) -> Iterator[w.Run]:
    for run in runs:
        if isinstance(run, w.Reference) and run.target in named:
            yield w.Text(" ")
            yield run


def _word(run: w.Run) -> w.Run:
    return w.Text(run.label) if isinstance(run, w.Reference) else run


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
