"""What of the quoted people stands in the way of publishing: each reason says where to mend it."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from levain.capitalisation import identifying, quoted_names, repeats
from levain.capitalisation.gathering import Gathered
from levain.capitalisation.models import Clearance, Evidence, Finding, Paraphrase
from levain.programmes.models import Cohort

Consent = Evidence.Consent


class Reason(NamedTuple):
    reason: str
    to: str


def reasons(chain: Gathered, page_of: Callable[[Any], str]) -> Iterator[Reason]:
    """Agreements, paraphrases, people named by others, sentences that name them or repeat what nobody may show."""
    yield from _unanswered(chain)
    # Without the quotations, nothing of them is read: publishing asks again with them.
    if chain.quotes:
        yield from named_reasons(chain.report.cohort, chain.evidence.values())
        yield from repeated(chain, page_of)


def _unanswered(chain: Gathered) -> Iterator[Reason]:
    said: dict[Any, str] = {
        Consent.PENDING: _("The person quoted in evidence %(number)d has not answered yet."),
        Consent.REFUSED: _("The person quoted in evidence %(number)d refuses to be quoted."),
        Consent.WITHDRAWN: _("The person quoted in evidence %(number)d has withdrawn her words."),
        Consent.REWRITE: _("Evidence %(number)d is to be told in other words."),
    }
    aside = _("Evidence %(number)d was set aside: take it away from what stands on it, or take it up again.")
    waiting = [pk for pk, one in chain.evidence.items() if one.consent == Consent.REWRITE]
    read_again = set(Paraphrase.objects.filter(evidence__in=waiting).values_list("evidence", flat=True))
    pending = [pk for pk, one in chain.evidence.items() if one.consent == Consent.PENDING]
    asked = set(Evidence.objects.filter(pk__in=pending, voice_asks__isnull=False).values_list("pk", flat=True))
    board = reverse("capitalisation:voices_board", args=[chain.report.cohort.slug])
    for pk, one in chain.evidence.items():
        if one.publishable:
            continue
        reason, to = said.get(one.consent, aside), one.get_absolute_url()
        if pk in asked:
            to = f"{board}?etat=attente#preuve-{pk}"
        elif one.consent == Consent.PENDING:
            reason = _("Nobody has asked yet the person quoted in evidence %(number)d.")
        elif one.consent == Consent.REWRITE:
            to = reverse("capitalisation:paraphrase", args=[pk])
            if pk in read_again:
                reason = _("Nobody has read again the paraphrase of evidence %(number)d.")
        yield Reason(reason % {"number": one.number}, to)


def naming_others(
    cohort: Cohort, evidence: Iterable[Evidence], known: identifying.Known | None = None
) -> Iterator[tuple[Evidence, str]]:
    """The passages that let somebody else be recognised, with the words that do; those cleared are left out.

    `known` is everyone of the session, when it is asked of several texts at once.
    """
    rows = [one for one in evidence if one.publishable]
    if not rows:
        return
    known = known or identifying.known_in(cohort)
    cleared = {one.evidence_id: one for one in Clearance.objects.filter(evidence__in=rows)}
    for one in rows:
        marks = [] if identifying.is_cleared(one, cleared.get(one.pk)) else identifying.named_in(one, known)
        if marks:
            yield one, ", ".join(mark.words for mark in marks[:3])


def named_reasons(cohort: Cohort, evidence: Iterable[Evidence]) -> Iterator[Reason]:
    """A quotation that names somebody else waits for a second reader, or for other words."""
    for one, words in naming_others(cohort, evidence):
        said = _("Evidence %(number)d lets somebody else be recognised: %(words)s.")
        to = reverse("capitalisation:clear_voice", args=[one.pk])
        yield Reason(said % {"number": one.number, "words": words}, to)


# Everything a report shows of what it stands on, beside the words of the people quoted.
SHOWN = (
    *("title", "text", *Finding.REASONS),
    *("context", "mechanism", "effect", "for_whom", "circumstances", "addressee", "first_step"),
)


class Said(NamedTuple):
    """A text of the report, its page, and the passages it is about."""

    text: str
    to: Callable[[], str]
    near: frozenset[int] = frozenset()


def texts_of(chain: Gathered, page_of: Callable[[Any], str]) -> Iterator[Said]:
    """Everything a report says in the words of the team."""
    report = chain.report
    for one in chain.paragraphs:
        sources = [cited.source["label"] for cited in one.cites if cited.source]
        yield Said(" . ".join([one.text, *sources]), partial(page_of, one), _passages_of(chain, one))
    edit = partial(reverse, "capitalisation:edit_report", args=[report.slug])
    yield from (Said(words, edit) for words in (report.title, report.subtitle, report.intro))
    compose = reverse("capitalisation:compose", args=[report.slug])
    yield from (Said(one.title, partial(str, f"{compose}?partie={one.pk}#partie")) for one in chain.sections)
    for things in (chain.findings, chain.lessons, chain.leads):
        for thing in things.values():
            words = " . ".join(str(getattr(thing, name, "")) for name in SHOWN)
            near = chain.under.get(("finding", thing.pk), {}) if isinstance(thing, Finding) else {}
            yield Said(words, thing.get_absolute_url, frozenset(near))


def _passages_of(chain: Gathered, paragraph: Any) -> frozenset[int]:
    """Those it cites, and those under the findings it cites."""
    below = [chain.under.get(("finding", one.finding_id), {}) for one in paragraph.cites if one.finding_id]
    return frozenset({one.evidence_id for one in paragraph.cites if one.evidence_id}.union(*below))


def repeated(chain: Gathered, page_of: Callable[[Any], str]) -> Iterator[Reason]:
    """A sentence of the report that says again words that may not be shown, or names who is quoted."""
    texts = list(texts_of(chain, page_of))
    rows = _kept_in(chain.report.cohort)
    yield from _naming_quoted([one for one in rows if one.pk in chain.evidence], texts)
    yield from _repeating(rows, [(one.text, one.to) for one in texts])


class Kept(NamedTuple):
    """A passage of the session, with whom the house knows it is from."""

    pk: int
    number: int
    consent: str
    quote: str
    wording: str
    speaker: str
    account: str | None


def _kept_in(cohort: Cohort) -> list[Kept]:
    rows = Evidence.objects.filter(cohort=cohort).order_by("number")
    columns = ("pk", "number", "consent", "passage__quote", "wording", "speaker", "speaker_user__name")
    return [Kept._make(row) for row in rows.values_list(*columns)]


def _naming_quoted(rows: Iterable[Kept], texts: Iterable[Said]) -> Iterator[Reason]:
    """A text that gives the name of somebody whose words the report gives to another name, or to a side."""
    quoted: dict[tuple[quoted_names.Name, ...], dict[int, int]] = {}
    for row in rows:
        quoted.setdefault(tuple(quoted_names.names_of(row.account or "", row.speaker)), {})[row.pk] = row.number
    said = _("“%(words)s” names the person quoted in evidence %(number)d, whom the report does not name.")
    for one in texts:
        for names, hers in quoted.items():
            close = [hers[pk] for pk in hers if pk in one.near]
            for start, end in quoted_names.spans_of(names, one.text, near=bool(close)):
                told = {"words": one.text[start:end], "number": min(close or hers.values())}
                yield Reason(said % told, one.to())


def repeating(cohort: Cohort, texts: list[tuple[str, Callable[[], str]]]) -> Iterator[Reason]:
    """Of these texts, each with what gives its page, those that say again words that may not be shown."""
    yield from _repeating(_kept_in(cohort), texts)


def _repeating(rows: list[Kept], texts: Iterable[tuple[str, Callable[[], str]]]) -> Iterator[Reason]:
    shown = (Consent.AGREED, Consent.ANONYMOUS)
    common = repeats.counted(row.quote for row in rows)
    hidden = [(row.number, row.quote) for row in rows if row.consent not in shown]
    runs = {run: tells for _number, quote in hidden for run, tells in repeats.runs_of(quote, common).items()}
    if runs:
        # What she kept of her words in those she chose, or what somebody else said too, hides nothing.
        said = [row.quote for row in rows if row.consent in shown]
        said += [row.wording for row in rows]
        for run in repeats.said_in(said, {len(run) for run in runs}):
            runs.pop(run, None)
    for text, to in texts if runs else ():
        found = repeats.spans(text, runs)
        if found:
            words = text[slice(*found[0])]
            reason = _("A sentence repeats words of evidence %(number)d that may not be shown: “%(words)s”")
            yield Reason(reason % {"number": _said_in(hidden, words), "words": Truncator(words).chars(60)}, to())


def _said_in(hidden: list[tuple[int, str]], words: str) -> int:
    """The number of the passage that holds the most of these words."""
    said = repeats.said_in([words], {min(repeats.RUN, len(repeats.words_of(words)))})
    return max(hidden, key=lambda one: len(said & set(repeats.runs_of(one[1]))))[0]
