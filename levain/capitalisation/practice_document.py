"""A practice sheet as a written document: its parts, and behind each the passages and the findings it stands on."""

from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext as _

from levain.capitalisation.models import Evidence, Finding, Part, PracticeSheet, SheetGround
from levain.capitalisation.quoting import quotation, who_of_the_project
from levain.design.dates import in_words
from levain.foundation import written as w

Grounds = dict[str, list[SheetGround]]


def grounds_of(sheet: PracticeSheet) -> Grounds:
    """What each part stands on, in one query."""
    found: Grounds = {part.value: [] for part in Part}
    rows = sheet.grounds.select_related("evidence__passage__object_type", "evidence__project", "finding")
    for ground in rows:
        found[ground.part].append(ground)
    return found


def document_of(sheet: PracticeSheet, *, draft: bool = False, language: str = "fr") -> w.Document:
    """The whole sheet: to be frozen as an edition, or read as a draft."""
    with translation.override(language):
        return w.Document(
            title=sheet.title,
            subtitle=_about(sheet),
            date=in_words(sheet.project.cohort.ends),
            language=language,
            fictional=sheet.fictional,
            draft=draft,
            blocks=list(_blocks(sheet)),
        )


def _about(sheet: PracticeSheet) -> str:
    places = ", ".join(str(commune) for commune in sheet.project.communes.all())
    return f"{sheet.project.name} ({places})" if places else sheet.project.name


def _blocks(sheet: PracticeSheet) -> Iterator[w.Block]:
    grounds, named = grounds_of(sheet), set()
    for part, text in sheet.texts:
        if not text and not grounds[part.value]:
            continue
        yield w.Heading(2, str(part.label), part.value)
        again = [_refer(one) for one in grounds[part.value] if _anchor(one) in named]
        yield from _paragraphs(text, again)
        for ground in grounds[part.value]:
            if _anchor(ground) not in named:
                named.add(_anchor(ground))
                yield _quoted(ground.evidence) if ground.evidence else _found(ground.finding)


def _paragraphs(text: str, references: list[w.Run]) -> Iterator[w.Block]:
    """Blank lines part paragraphs; lines that begin with a dash are a list. References stand in the last one."""
    pieces = [piece.strip() for piece in text.replace("\r\n", "\n").split("\n\n") if piece.strip()]
    for rank, piece in enumerate(pieces, start=1):
        lines = piece.split("\n")
        stands_on = references if rank == len(pieces) else []
        if all(line.startswith("- ") for line in lines) and not stands_on:
            yield w.ListBlock([[w.Text(line[2:])] for line in lines])
        else:
            yield w.Paragraph([w.Text(" ".join(lines))], references=stands_on)


def _anchor(ground: SheetGround) -> str:
    return f"preuve-{ground.evidence.number}" if ground.evidence else f"constat-{ground.finding.number}"


def _refer(ground: SheetGround) -> w.Reference:
    name = _("evidence %(number)d") if ground.evidence else _("finding %(number)d")
    return w.Reference(_anchor(ground), name % {"number": (ground.evidence or ground.finding).number})


def _quoted(evidence: Evidence) -> w.Quotation:
    return quotation(evidence, who_of_the_project(evidence), [])


def _found(finding: Finding) -> w.Sheet:
    return w.Sheet(
        title=finding.title,
        compact=True,
        id=f"constat-{finding.number}",
        label=_("Finding %(number)d") % {"number": finding.number},
        facts=[w.Fact(_("Confidence"), [w.Strong(str(finding.get_overall_display())), w.Text(f". {finding.why}")])],
    )
