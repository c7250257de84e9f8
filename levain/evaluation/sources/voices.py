"""Emergence in four voices, and the same sentences at three moments: counts, never one person's answers."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from levain.design.dates import in_words
from levain.evaluation import floors
from levain.evaluation.figures import Figure, Row
from levain.evaluation.models import BarometerAnswer, BarometerWave, EmergenceAsk, MissedInitiative, Moment
from levain.evaluation.periods import EVER, Period
from levain.evaluation.services.accelerator import STATEMENTS
from levain.formulas import anonymity
from levain.formulas.proportions import wilson
from levain.programmes.models import Cohort
from levain.projects.models import Project

WILSON, RESP = "M-WILSON", "M-RESP"
TOP = 4


@dataclass(frozen=True)
class Heard:
    """What one voice said at one time: how many were asked, how many answered, and the counts if there are enough."""

    voice: EmergenceAsk.Voice
    when: EmergenceAsk.When
    asked: int
    answered: int
    open_until: date | None
    closes: date
    shown: bool
    origin: dict[str, int]
    now: dict[str, int]
    again: dict[str, int]
    helped: list[str]
    hindered: list[str]

    @property
    def why_not(self) -> str:
        if self.open_until:
            day = in_words(self.open_until)
            words = _(
                "Results are shown once all have answered, or after %(day)s: one more answer could be told apart."
            )
            return words % {"day": day}
        return _("Fewer than five answers: nothing is shown.")

    @property
    def rows(self) -> list[tuple[str, list[tuple[str, int]]]]:
        """Each question with the count of each answer."""
        Ask = EmergenceAsk
        return [
            (title, [(str(choice.label), counts.get(choice.value, 0)) for choice in choices])
            for title, choices, counts in (
                (_("What the call did"), Ask.Origin, self.origin),
                (_("Where the initiative is"), Ask.Now, self.now),
                (_("Would apply again, or advise it"), Ask.Again, self.again),
            )
        ]


def heard(cohort: Cohort) -> list[Heard]:
    """One query: every voice at every time it was asked."""
    found: dict[tuple[str, str], list[EmergenceAsk]] = defaultdict(list)
    for ask in EmergenceAsk.objects.filter(cohort=cohort):
        found[ask.when, ask.voice].append(ask)
    return [
        _heard(voice, when, found[when, voice])
        for when in EmergenceAsk.When
        for voice in EmergenceAsk.Voice
        if (when, voice) in found
    ]


def _heard(voice: EmergenceAsk.Voice, when: EmergenceAsk.When, asks: list[EmergenceAsk]) -> Heard:
    told = [ask for ask in asks if ask.answered_on]
    enough = floors.voice_shown(asks)

    def counts(name: str) -> dict[str, int]:
        return dict(Counter(value for ask in told if (value := getattr(ask, name)))) if enough else {}

    def words(name: str) -> list[str]:
        """In the order of the alphabet: it says nothing of who wrote when."""
        return sorted(text for ask in told if (text := getattr(ask, name))) if enough else []

    return Heard(
        voice,
        when,
        len(asks),
        len(told),
        floors.still_open(asks),
        max(ask.closes for ask in asks),
        enough,
        counts("origin"),
        counts("now"),
        counts("again"),
        words("helped"),
        words("hindered"),
    )


def unheard(found: list[Heard]) -> list[str]:
    """The voices nobody of which was asked: an absence is said, it is not a blank."""
    asked = {one.voice for one in found}
    return [str(voice.label) for voice in EmergenceAsk.Voice if voice not in asked]


def selection(found: list[Heard]) -> list[tuple[str, list[tuple[str, int, int]], int, int]]:
    """Where initiatives are, retained beside not retained, at each time when both voices may be shown."""
    Voice = EmergenceAsk.Voice
    by_voice = {(one.when, one.voice): one for one in found if one.shown}
    tables = []
    for when in EmergenceAsk.When:
        kept, left = by_voice.get((when, Voice.RETAINED)), by_voice.get((when, Voice.NOT_RETAINED))
        if kept and left:
            rows = [
                (str(now.label), kept.now.get(now.value, 0), left.now.get(now.value, 0)) for now in EmergenceAsk.Now
            ]
            tables.append((str(when.label), rows, kept.answered, left.answered))
    return tables


def missed(cohort: Cohort, found: list[Heard]) -> list[tuple[str, list[MissedInitiative]]]:
    """The initiatives that did not apply, by the reason that State services give, when their voice is shown."""
    shown = [one.when for one in found if one.shown and one.voice == EmergenceAsk.Voice.STATE]
    by_why: dict[str, list[MissedInitiative]] = defaultdict(list)
    for one in MissedInitiative.objects.filter(ask__cohort=cohort, ask__when__in=shown).order_by("what"):
        by_why[one.why].append(one)
    return [(str(why.label), by_why[why]) for why in MissedInitiative.Why if by_why[why]]


@dataclass(frozen=True)
class Wave:
    """The barometer at one moment: for each sentence the counts of levels 1 to 5, or nothing under the floor."""

    wave: BarometerWave
    answered: int
    counts: dict[str, list[int]]

    @property
    def shown(self) -> bool:
        return self.wave.is_over() and self.answered >= anonymity.FLOOR

    @property
    def why_not(self) -> str:
        if not self.wave.is_over():
            return _("Results are shown once it is closed: before, each new answer could be told apart.")
        return _("Fewer than five answers: nothing is shown.")

    def agreeing(self, statement: str) -> tuple[int, int] | None:
        """How many agree, of those who have an opinion; None under the floor."""
        levels = self.counts.get(statement)
        if levels is None or sum(levels) < anonymity.FLOOR:
            return None
        return sum(levels[TOP - 1 :]), sum(levels)


def waves(cohorts: list[Cohort]) -> dict[int, list[Wave]]:
    """Two queries, whatever the number of cohorts."""
    found = list(BarometerWave.objects.filter(cohort__in=[cohort.pk for cohort in cohorts]))
    answers: dict[int, list[BarometerAnswer]] = defaultdict(list)
    if found:
        for answer in BarometerAnswer.objects.filter(wave__in=[wave.pk for wave in found]):
            answers[answer.wave_id].append(answer)
    known = {cohort.pk: cohort for cohort in cohorts}
    order = list(Moment)
    gathered: dict[int, list[Wave]] = {cohort.pk: [] for cohort in cohorts}
    for wave in sorted(found, key=lambda one: order.index(Moment(one.moment))):
        wave.cohort = known[wave.cohort_id]
        said = answers[wave.pk]
        counts = {
            name: [sum(answer.levels.get(name) == level for answer in said) for level in range(1, 6)]
            for name in STATEMENTS
        }
        gathered[wave.cohort_id].append(
            Wave(wave, len(said), counts if wave.is_over() and len(said) >= anonymity.FLOOR else {})
        )
    return gathered


def of_wave(cohort: Cohort, wave: Wave) -> Iterator[Figure]:
    moment = Moment(wave.wave.moment)
    page = wave.wave.get_absolute_url()
    for name, words in STATEMENTS.items():
        found = wave.agreeing(name)
        k, n = found or (None, 0)
        yield Figure(
            code=f"{name}-{moment.value}",
            method=WILSON,
            subject=cohort.name,
            label=_("“%(words)s”, %(moment)s") % {"words": words, "moment": moment.label.lower()},
            value=k,
            unit=_("agree"),
            n=n,
            invited=wave.wave.invited,
            rows=[Row(f"{page}#{moment.value}-{name}-{place}") for place in range(1, n + 1)],
            interval=wilson(k, n) if k is not None else None,
            parameters={"scale": "agreement5", "levels": wave.counts.get(name), "answered": wave.answered},
            why_not="" if found else wave.why_not,
            places=0,
            counts_among=True,
            promise="confidential",
        )


def figures(cohort: Cohort, projects: list[Project], period: Period = EVER) -> Iterator[Figure]:
    """Three queries: the share that agrees with each sentence at each moment, then the voices of the emergence.

    Of a period: the waves that closed inside it, and the voices whose last day to answer is inside, whole.
    """
    for wave in waves([cohort])[cohort.pk]:
        if period.holds(wave.wave.closes):
            yield from of_wave(cohort, wave)
    for one in heard(cohort):
        if not period.holds(one.closes):
            continue
        page = one_page(cohort)
        going = sum(one.now.get(now, 0) for now in (EmergenceAsk.Now.GOES_ON, EmergenceAsk.Now.SMALLER))
        yield Figure(
            code=f"emergence-{one.when}-{one.voice.replace('_', '-')}",
            method=RESP,
            subject=cohort.name,
            label=_("Initiatives that go on: %(voice)s, %(when)s")
            % {"voice": one.voice.label, "when": one.when.label.lower()},
            value=going if one.shown else None,
            unit=_("initiatives"),
            n=one.answered if one.shown else 0,
            invited=one.asked,
            rows=[Row(f"{page}#{one.when}-{one.voice}-{place}") for place in range(1, one.answered + 1)]
            if one.shown
            else (),
            parameters={"origin": one.origin, "now": one.now, "again": one.again},
            why_not="" if one.shown else one.why_not,
            places=0,
            promise="confidential",
        )


def one_page(cohort: Cohort) -> str:
    return EmergenceAsk(cohort=cohort).get_absolute_url()
