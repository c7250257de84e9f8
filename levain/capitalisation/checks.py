"""What stands in the way of publishing a report, each with the place to mend it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.capitalisation import disclosure, narrowed, note, sealing, voices_checks
from levain.capitalisation.disclosure import FLOOR as PUBLIC_FLOOR
from levain.capitalisation.gathering import Gathered
from levain.capitalisation.models import Edition, Figure, Finding, Paragraph, PracticeSheet, Report, Section, State
from levain.capitalisation.references import key, named
from levain.foundation import passages
from levain.foundation.written_markdown import plain


@dataclass(frozen=True)
class Blocking:
    """A reason, in a sentence, and where to go to lift it."""

    reason: str
    to: str = ""
    paragraph: Paragraph | None = None


class NotReady(Exception):
    """Something stands in the way; `blockings` says what, and where to mend it."""

    def __init__(self, found: list[Blocking]):
        super().__init__(" ".join(one.reason for one in found))
        self.blockings = found


@dataclass(frozen=True)
class Coverage:
    """How many finding paragraphs say what they stand on, out of how many; the rows are the paragraphs left."""

    sourced: int
    of: int
    left: list[Paragraph]


def coverage(sections: list[Section]) -> Coverage:
    findings = [one for section in sections for one in section.written if one.kind == Paragraph.Kind.FINDING]
    left = [one for one in findings if not one.cites]
    return Coverage(len(findings) - len(left), len(findings), left)


def blockings(chain: Gathered) -> list[Blocking]:
    if not chain.paragraphs:
        first = chain.sections[0] if chain.sections else None
        page = reverse("capitalisation:add_paragraph", args=[first.pk]) if first else new_section(chain.report)
        return [Blocking(_("The report has no paragraph yet."), page)]
    found = [
        *_of_sections(chain),
        *_of_paragraphs(chain),
        *_of_names(chain),
        *_of_the_chain(chain),
        *_of_drafts(chain),
        *_of_evidence(chain),
        *_of_figures(chain),
        *_of_the_note(chain),
    ]
    return list(dict.fromkeys(found))


def new_section(report: Report) -> str:
    return f"{compose_page(report)}#nouvelle-partie"


def section_page(section: Section) -> str:
    return f"{compose_page(section.report)}?partie={section.pk}#partie"


def compose_page(report: Report, paragraph: Paragraph | None = None) -> str:
    page = reverse("capitalisation:compose", args=[report.slug])
    return f"{page}?partie={paragraph.section_id}#{paragraph.anchor}" if paragraph else page


def _of_sections(chain: Gathered) -> Iterator[Blocking]:
    for section in chain.sections:
        if not section.written:
            reason = _("The section “%(title)s” holds no paragraph: write one, or take it out.")
            page = f"{compose_page(chain.report)}?partie={section.pk}#partie"
            yield Blocking(reason % {"title": section.title}, page)


def _of_paragraphs(chain: Gathered) -> Iterator[Blocking]:
    for one in chain.paragraphs:
        if one.kind == Paragraph.Kind.FINDING:
            reason = "" if one.cites else _("This finding says nothing of its source: “%(words)s”")
        else:
            reason = "" if one.confirmed_by_id else _("A second reader has not confirmed: “%(words)s”")
        if reason:
            yield Blocking(reason % {"words": _first_words(one)}, compose_page(chain.report, one), one)


def _first_words(paragraph: Paragraph) -> str:
    return Truncator(plain(paragraph.text)).chars(60)


def _of_names(chain: Gathered) -> Iterator[Blocking]:
    """What a paragraph names must be in the report: in its scope, and still there."""
    for one in chain.paragraphs:
        names = [name for name in named(one.text) if (known := key(name)) is None or known not in chain.by_name]
        names = [name for name in names if (known := key(name)) is None or known.model is not PracticeSheet]
        lost = [cited for cited in one.cites if not cited.source and chain.target(cited) is None]
        outside = [cited for cited in lost if not cited.sheet_id]
        unpublished = sorted({cited.sheet_number for cited in lost if cited.sheet_id})
        if not (names or outside or unpublished):
            continue
        words = {"words": _first_words(one)}
        for number in unpublished:
            reason = _(
                "Practice sheet %(number)d is not published, or its project is not in this report: “%(words)s”"
            )
            yield Blocking(reason % {**words, "number": number}, compose_page(chain.report, one), one)
        if names:
            reason = _("What “%(words)s” names is not in this report: %(names)s") % {
                **words,
                "names": ", ".join(f"[[{name}]]" for name in names),
            }
            yield Blocking(reason, compose_page(chain.report, one), one)
        elif outside:
            reason = _("“%(words)s” stands on something outside what the report is about.") % words
            yield Blocking(reason, compose_page(chain.report, one), one)


def _of_the_note(chain: Gathered) -> Iterator[Blocking]:
    over = note.length(chain) - note.SIGNS
    if over > 0:
        reason = ngettext(
            "The decision note takes more than two pages: take %(n)d sign out of it, or a lead.",
            "The decision note takes more than two pages: take %(n)d signs out of it, or a lead.",
            over,
        )
        yield Blocking(reason % {"n": over}, reverse("capitalisation:edit_report", args=[chain.report.slug]))


def _of_the_chain(chain: Gathered) -> Iterator[Blocking]:
    stands_on = (
        (chain.findings, chain.links_of, _("Finding %(number)d stands on no evidence.")),
        (chain.lessons, chain.findings_of, _("Lesson %(number)d stands on no finding.")),
        (chain.leads, chain.lessons_of, _("Lead %(number)d stands on no lesson.")),
    )
    for things, under, reason in stands_on:
        for thing in things.values():
            if not under(thing):
                yield _on_nothing(thing, chain) or Blocking(
                    reason % {"number": thing.number}, thing.get_absolute_url()
                )
            if thing.to_review:
                said = _("“%(title)s” must be looked at again: %(why)s.")
                why = {"title": thing.title, "why": thing.get_review_because_display()}
                yield Blocking(said % why, thing.get_absolute_url())
    for finding in chain.findings.values():
        if not finding.judged:
            said = _("Finding %(number)d: nobody has said yet how sure we are of it.")
            yield Blocking(said % {"number": finding.number}, finding.get_absolute_url())


def _on_nothing(thing: Any, chain: Gathered) -> Blocking | None:
    """A finding whose passages are all outside the report is mended in the report, not on its own page."""
    found = narrowed.without_evidence(thing, chain) if isinstance(thing, Finding) else None
    if found is None:
        return None
    reason, page, paragraph = found
    return Blocking(reason, compose_page(chain.report, paragraph) if paragraph else page, paragraph)


def _of_drafts(chain: Gathered) -> Iterator[Blocking]:
    """Everyone will read what an edition holds: its lessons and leads are settled, its findings have been shared."""
    kinds = (
        (
            chain.findings,
            (State.SHARED, State.SETTLED),
            _("Finding %(number)d is “%(state)s”: share it first. %(title)s"),
        ),
        (chain.lessons, (State.SETTLED,), _("Lesson %(number)d is “%(state)s”: settle it first. %(title)s")),
        (chain.leads, (State.SETTLED,), _("Lead %(number)d is “%(state)s”: settle it first. %(title)s")),
    )
    cited: dict[Any, Paragraph] = {}
    for things, ready, reason in kinds:
        for thing in things.values():
            if thing.state not in ready:
                cited = cited or _cited_in(chain)
                said = {"number": thing.number, "state": thing.get_state_display(), "title": thing.title}
                paragraph = cited.get(thing)
                to = compose_page(chain.report, paragraph) if paragraph else thing.get_absolute_url()
                yield Blocking(reason % said, to, paragraph)


def _cited_in(chain: Gathered) -> dict[Any, Paragraph]:
    """The first paragraph that names each thing."""
    found: dict[Any, Paragraph] = {}
    for paragraph in chain.paragraphs:
        for one in paragraph.cites:
            found.setdefault(chain.target(one), paragraph)
    return found


def _of_evidence(chain: Gathered) -> Iterator[Blocking]:
    for reason, to in voices_checks.reasons(chain, lambda paragraph: compose_page(chain.report, paragraph)):
        yield Blocking(reason, to)


def repeated(chain: Gathered) -> Iterator[Blocking]:
    """Sentences that say again words nobody may show, or name who is quoted: asked apart from the quotations."""
    found = voices_checks.repeated(chain, lambda paragraph: compose_page(chain.report, paragraph))
    for reason, to in dict.fromkeys(found):
        yield Blocking(reason, to)


def altered(chain: Gathered) -> Iterator[Blocking]:
    """Passages and answers that are not those of their source, nor those of the journal: two queries."""
    found = passages.find_all(one.passage for one in chain.evidence.values())
    sealed = sealing.told_of(chain.evidence.values())
    words = _("What is kept as evidence %(number)d is not what its source said: it was altered.")
    answer = _("What is kept of the answer of evidence %(number)d is not what the person said: it was altered.")
    for pk, one in chain.evidence.items():
        told = sealed.get(pk, {})
        if found[one.passage_id].state == passages.State.ALTERED or not sealing.is_sealed(one, told):
            yield Blocking(words % {"number": one.number}, one.get_absolute_url())
        elif not sealing.is_answered(one, told):
            yield Blocking(answer % {"number": one.number}, one.get_absolute_url())


def _of_figures(chain: Gathered) -> Iterator[Blocking]:
    figures = list(chain.figures.values())
    page = reverse("capitalisation:figures", args=[chain.report.slug])
    promised = [figure for figure in figures if figure.promise in disclosure.PROMISED]
    together: list[tuple[Figure, str]] = []
    if promised:
        published = getattr(chain.report, "published_figures", None)
        if published is None:
            editions = Edition.objects.filter(report__cohort=chain.report.cohort_id).order_by("published_at")
            published = editions.values_list("figures", flat=True)
        known = [one for edition in published for one in edition]
        together = [
            *disclosure.revealed(promised, known),
            *disclosure.since_published(promised, known),
            *disclosure.among_projects(promised, chain.scope.slugs, known),
        ]
    for figure, reason in together:
        yield Blocking(reason, f"{page}#chiffre-{figure.number}")
    for figure in figures:
        if figure.why_not:
            said = {"label": figure.label, "why": figure.why_not}
            reason = _("The figure “%(label)s” has no value: %(why)s") % said
            yield Blocking(reason, f"{page}#chiffre-{figure.number}")
        elif figure.promise in disclosure.PROMISED and (figure.n or 0) < PUBLIC_FLOOR:
            reason = ngettext(
                "The figure “%(label)s” counts %(n)d answer; under %(floor)d, it is not published.",
                "The figure “%(label)s” counts %(n)d answers; under %(floor)d, it is not published.",
                figure.n or 0,
            )
            said = {"label": figure.label, "n": figure.n or 0, "floor": PUBLIC_FLOOR}
            yield Blocking(reason % said, f"{page}#chiffre-{figure.number}")
