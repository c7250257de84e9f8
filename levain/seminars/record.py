"""The minutes of a seminar as a written document: who came, what was decided and promised, and what was said."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.template.defaultfilters import date as written
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.design.dates import in_words
from levain.foundation import written as w
from levain.seminars import matrix, reading
from levain.seminars.drafting import who
from levain.seminars.models import Activity, Contribution, Minutes, Seminar, Side

Kind = Activity.Kind
# In the annex, each activity gives its first words; all of them are on its page.
FIRST = 12


def build(minutes: Minutes, *, language: str = "fr") -> w.Document:
    seminar = minutes.seminar
    with translation.override(language), timezone.override(seminar.zone):
        return w.Document(
            title=_("Minutes of “%(seminar)s”") % {"seminar": seminar.title},
            subtitle=str(seminar.cohort),
            date=in_words(seminar.day),
            language=language,
            fictional=seminar.fictional,
            draft=not minutes.approved_on,
            blocks=list(_blocks(minutes)),
        )


def annex(minutes: Minutes, *, language: str = "fr") -> w.Document:
    """What stands under the three texts on the page that already shows them."""
    seminar = minutes.seminar
    with translation.override(language), timezone.override(seminar.zone):
        blocks = [_facts(seminar), *_promises(seminar), *_said(seminar)]
        return w.Document(title=str(minutes), date=in_words(seminar.day), language=language, blocks=blocks)


def _blocks(minutes: Minutes) -> Iterator[w.Block]:
    seminar = minutes.seminar
    yield _facts(seminar)
    yield w.Heading(2, _("What happened"), "deroulement")
    for part in paragraphs(minutes.text):
        yield w.Paragraph([w.Text(part)])
    for title, text, name in (
        (_("Decisions"), minutes.decisions, "decisions"),
        (_("Offers between projects"), minutes.offers, "offres"),
    ):
        if lines := [line.strip() for line in text.splitlines() if line.strip()]:
            yield w.Heading(2, title, name)
            yield w.ListBlock([[w.Text(line)] for line in lines])
    yield from _promises(seminar)
    yield from _said(seminar)


def paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]


def _facts(seminar: Seminar) -> w.Sheet:
    hours = _("from %(start)s to %(end)s") % {
        "start": written(timezone.localtime(seminar.starts), "H:i"),
        "end": written(timezone.localtime(seminar.ends), "H:i"),
    }
    came = Counter(seminar.registrations.filter(attended=True).values_list("side", flat=True))
    n = sum(came.values())
    sides = ", ".join(f"{side.label} {came[side]}" for side in Side if came[side])
    facts = [
        (_("Purpose"), " ".join(seminar.purpose.split())),
        (_("Day"), f"{in_words(seminar.day)}, {hours}"),
        (_("How"), str(seminar.get_format_display())),
        (_("Place"), seminar.place),
        (_("Host"), str(seminar.host or "")),
        (_("Who came"), (f"{_people(n)} : {sides}") if n else ""),
    ]
    return w.Sheet(_("The seminar"), level=2, facts=[w.Fact(label, [w.Text(text)]) for label, text in facts if text])


def _promises(seminar: Seminar) -> Iterator[w.Block]:
    made = list(promises_of(seminar))
    if not made:
        return
    yield w.Heading(2, _("Commitments"), "engagements")
    yield w.Table(
        _("Who promised what"),
        [_("Who"), _("What"), _("With whom"), _("By when"), _("What became of it")],
        [
            [
                [w.Text(who(one))],
                [w.Text(one.text)],
                [w.Text(one.with_whom or "–")],
                [w.Text(in_words(one.due) or "–")],
                [w.Text(_became(one))],
            ]
            for one in made
        ],
    )


def promises_of(seminar: Seminar):
    made = Contribution.objects.shown().filter(activity__seminar=seminar, activity__kind=Kind.COMMITMENTS)
    return made.exclude(text="").select_related("author", "project", "organisation", "activity")


def _became(said: Contribution) -> str:
    if not said.became:
        return "–"
    label = str(said.get_became_display())
    return f"{label} : {said.became_text}" if said.became_text else label


def _said(seminar: Seminar) -> Iterator[w.Block]:
    every = Contribution.objects.shown().filter(activity__seminar=seminar)
    given: dict[int, list[Contribution]] = {}
    for one in every.select_related("project", "organisation", "author"):
        given.setdefault(one.activity_id, []).append(one)
    told = [one for one in seminar.activities.all() if one.kind != Kind.COMMITMENTS and given.get(one.pk)]
    if not told:
        return
    yield w.Heading(2, _("What was said"), "paroles")
    for activity in told:
        activity.seminar = seminar
        yield from _of_activity(activity, given[activity.pk])


def _of_activity(activity: Activity, given: list[Contribution]) -> Iterator[w.Block]:
    for one in given:
        one.activity = activity
    read = reading.of(activity, given)
    yield w.Heading(3, activity.title, f"atelier-{activity.pk}")
    if read.withheld:
        yield w.Paragraph([w.Text(_("Fewer than five people answered: their answers are not shown."))])
        return
    counted = [line for line in read.lines if line.count]
    if counted:
        # Each table has a name of its own for those who go from one to the next by ear.
        caption = f"{activity.title} : {_answers(read.n)}"
        yield w.Table(
            caption,
            [_("Answer"), _("Number"), _("Detail")],
            [[[w.Text(line.label)], [w.Text(str(line.count))], [w.Text(_detail(line.sides))]] for line in counted],
        )
    if read.matrix:
        yield from _places(activity, given)
        return
    if read.words:
        yield w.Paragraph([w.Text(", ".join(f"{word} ({n})" if n > 1 else word for word, n in read.words))])
        return
    quoted = sorted(read.said, key=lambda one: -one.votes)[:FIRST]
    if quoted:
        yield w.ListBlock([_words(one) for one in quoted])
    yield from _others(len(read.said) - FIRST)


def _places(activity: Activity, given: list[Contribution]) -> Iterator[w.Block]:
    """Each idea between the two axes, in numbers, with who placed it or how many did; those that stand highest."""
    signed = [(one.text, one.value, who(one)) for one in given if one.value is not None]
    axes, points = matrix.axes(activity), matrix.points(activity, signed)
    yield w.Table(
        f"{activity.title} : {_answers(len(signed))}",
        [_("Idea"), axes["x"], axes["y"], _("Who")],
        [
            [
                [w.Text(point.label)],
                [w.Text(f"{point.x:g}")],
                [w.Text(f"{point.y:g}")],
                [w.Text(_people(point.n) if activity.options else point.who)],
            ]
            for point in points[:FIRST]
        ],
    )
    yield from _others(len(points) - FIRST)


def _others(left: int) -> Iterator[w.Block]:
    if left > 0:
        more = ngettext(
            "%(n)s other is on the page of this activity.", "%(n)s others are on the page of this activity.", left
        )
        yield w.Paragraph([w.Text(more % {"n": left})])


def _answers(n: int) -> str:
    return ngettext("%(n)s answer", "%(n)s answers", n) % {"n": n}


def _people(n: int) -> str:
    return ngettext("%(n)s person", "%(n)s people", n) % {"n": n}


def _detail(sides: Iterable[tuple[str, int]]) -> str:
    return " · ".join(f"{side} : {n}" for side, n in sides) or "–"


def _words(said: Contribution) -> list[w.Run]:
    voices = ngettext("%(n)s vote", "%(n)s votes", said.votes) % {"n": said.votes} if said.votes else ""
    about = ", ".join(part for part in (who(said), voices) if part)
    return [w.Text(_("“%(words)s”") % {"words": said.text}), w.Text(f" ({about})")]
