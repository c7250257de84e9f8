"""A first draft of the minutes, from the agenda, who came and what was said: people then write over it."""

from collections import Counter
from collections.abc import Iterator

from django.conf import settings
from django.template.defaultfilters import date as written
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.seminars import reading
from levain.seminars.models import Activity, Contribution, Seminar, Side

# Of each activity, the words that the room put first.
MOST = 3
Kind = Activity.Kind


def draft(seminar: Seminar) -> dict[str, str]:
    """The three texts of the minutes, in the language of the house."""
    with translation.override(settings.LANGUAGE_CODE), timezone.override(seminar.zone):
        return {
            "text": "\n\n".join(_paragraphs(seminar)),
            "decisions": "\n".join(said.text for said in pinned(seminar)),
            "offers": "",
        }


def pinned(seminar: Seminar) -> list[Contribution]:
    """What the facilitator pinned, which is where a room puts what it decided."""
    said = Contribution.objects.shown().filter(activity__seminar=seminar, place__pinned=True).exclude(text="")
    return list(said.order_by("activity__position", "rank"))


def _paragraphs(seminar: Seminar) -> Iterator[str]:
    yield who_came(seminar)
    said: dict[int, list[Contribution]] = {}
    every = Contribution.objects.filter(activity__seminar=seminar).select_related("project", "organisation", "author")
    for one in every:
        said.setdefault(one.activity_id, []).append(one)
    told = set()
    for item in seminar.clock(seminar.agenda.select_related("activity")):
        line = f"{written(timezone.localtime(item.begins), 'H:i')} · {item.title}"
        if item.who:
            line += f" ({item.who})"
        parts = [line + "."]
        if item.activity:
            item.activity.seminar = seminar
            told.add(item.activity_id)
            parts += what_was_said(item.activity, said.get(item.activity_id, []))
        yield " ".join(part for part in parts if part)
    for activity in seminar.activities.exclude(pk__in=told):
        activity.seminar = seminar
        yield " ".join([f"{activity.title}.", *what_was_said(activity, said.get(activity.pk, []))])


def who_came(seminar: Seminar) -> str:
    came = Counter(seminar.registrations.filter(attended=True).values_list("side", flat=True))
    if not came:
        return _("Nobody has noted who came yet.")
    n = sum(came.values())
    people = ngettext("%(n)s person came.", "%(n)s people came.", n) % {"n": n}
    sides = ", ".join(f"{side.label} {came[side]}" for side in Side if came[side])
    return f"{people} {sides[:1].upper()}{sides[1:]}."


def what_was_said(activity: Activity, given: list[Contribution]) -> list[str]:
    """The answers counted, then what had most voices, word for word; nothing under the floor."""
    for one in given:
        one.activity = activity
    read = reading.of(activity, given)
    n = read.n or len(read.said)
    if read.withheld or not n:
        return [ngettext("%(n)s answer.", "%(n)s answers.", n) % {"n": n}] if n else []
    parts = [ngettext("%(n)s answer.", "%(n)s answers.", n) % {"n": n}]
    if activity.kind != Kind.CLOSING_QUESTIONNAIRE and any(line.count for line in read.lines):
        parts.append(_sentence(f"{_answer(activity, line)} ({line.count})" for line in read.lines if line.count))
    if words := [f"{word} ({times})" for word, times in read.words if times > 1][:12]:
        parts.append(_sentence(words))
    if activity.kind == Kind.COMMITMENTS:
        return [ngettext("%(n)s commitment.", "%(n)s commitments.", n) % {"n": n}]
    first = sorted((one for one in read.said if not one.hidden and one.votes), key=lambda one: -one.votes)[:MOST]
    return parts + [_quoted(one) for one in first]


def _answer(activity: Activity, line: reading.Line) -> str:
    """A level says that it is one."""
    return _("level %(level)s") % {"level": line.label} if activity.kind == Kind.SCALE else line.label


def _sentence(parts) -> str:
    words = ", ".join(parts)
    return f"{words[:1].upper()}{words[1:]}."


def _quoted(said: Contribution) -> str:
    voices = ngettext("%(n)s vote", "%(n)s votes", said.votes) % {"n": said.votes}
    return _("“%(words)s” (%(who)s, %(voices)s).") % {
        "words": said.text.rstrip("."),
        "who": who(said),
        "voices": voices,
    }


def who(said: Contribution) -> str:
    """Whose words they are, as far as it may be told: a person, a project, an organisation, or only a side."""
    if getattr(said, "unsaid", False):
        return _("side not shown: too few people")
    named = said.author or said.pseudonym or said.project or said.organisation
    return str(named or said.get_side_display())
