"""The record of a jury's meeting as a written document: who was there, what was decided, why, and who disagreed."""

from collections.abc import Iterator
from typing import Any

from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.design.dates import in_words
from levain.foundation import written as w
from levain.selection.models import Conflict, Deliberation, Meeting, Presence
from levain.selection.numbers import decimal, percent, whole

Outcome = Deliberation.Outcome


def build(
    meeting: Meeting,
    *,
    figures: dict[str, Any] | None = None,
    closed: frozenset[int] = frozenset(),
    language: str = "fr",
) -> w.Document:
    """The record in its language. Files `closed` to the reader are named, and nothing of them is told."""
    with translation.override(language), timezone.override(meeting.call.time_zone):
        return w.Document(
            title=_("Record of the meeting of the jury"),
            subtitle=meeting.call.title,
            date=in_words(timezone.localtime(meeting.starts).date()),
            language=language,
            fictional=meeting.call.fictional,
            draft=not meeting.is_closed and figures is None,
            blocks=list(_blocks(meeting, figures, closed)),
        )


def _blocks(meeting: Meeting, figures: dict[str, Any] | None, closed: frozenset[int]) -> Iterator[w.Block]:
    yield from _opening(meeting)
    yield from _conflicts(meeting)
    if meeting.proceedings:
        yield w.Heading(2, _("Proceedings"), "deroulement")
        for part in meeting.proceedings.split("\n"):
            if part.strip():
                yield w.Paragraph([w.Text(part.strip())])
    decided = list(meeting.deliberations.select_related("application").order_by("application__deposited_at", "pk"))
    yield from _decisions(decided, closed)
    if figures and not closed:
        yield from _figures(figures)


def _opening(meeting: Meeting) -> Iterator[w.Block]:
    here = timezone.localtime
    hours = formats.time_format(here(meeting.starts))
    if meeting.ends:
        hours = _("from %(start)s to %(end)s") % {"start": hours, "end": formats.time_format(here(meeting.ends))}
    present = list(meeting.presences.select_related("juror"))
    there = sum(one.here for one in present)
    reached = _("reached") if there >= meeting.quorum else _("not reached")
    chair = next((str(one.juror) for one in present if one.chairs), "")
    facts = [(_("Call"), meeting.call.title), (_("Day"), in_words(here(meeting.starts).date())), (_("Hours"), hours)]
    facts += [(_("Place"), meeting.place), (_("Chair"), chair)]
    facts.append(
        (
            _("Quorum"),
            _("%(quorum)d members; %(there)d present: %(reached)s")
            % {"quorum": meeting.quorum, "there": there, "reached": reached},
        )
    )
    yield w.Sheet(_("The meeting"), level=2, facts=[w.Fact(label, [w.Text(text)]) for label, text in facts if text])
    yield w.Table(
        _("Presence"),
        [_("Member"), _("How"), _("Cut off or away")],
        [[[w.Text(_name(one))], [w.Text(str(one.get_how_display()))], [w.Text(_away(one))]] for one in present],
    )


def _name(one: Presence) -> str:
    return _("%(name)s (chair)") % {"name": one.juror} if one.chairs else str(one.juror)


def _away(one: Presence) -> str:
    if not one.away_from or not one.away_until:
        return "–"
    return _("from %(start)s to %(end)s") % {
        "start": formats.time_format(one.away_from),
        "end": formats.time_format(one.away_until),
    }


def _conflicts(meeting: Meeting) -> Iterator[w.Block]:
    yield w.Heading(2, _("Conflicts of interest"), "conflits")
    standing = Conflict.objects.standing().filter(application__call=meeting.call)
    rows = list(standing.select_related("juror", "application").order_by("application__deposited_at", "pk"))
    if meeting.conflicts_reminded:
        yield w.Paragraph([w.Text(meeting.conflicts_reminded)])
    if not rows:
        yield w.Paragraph([w.Text(_("No conflict of interest was declared."))])
        return
    yield w.Paragraph(
        [w.Text(_("Each of these members left the meeting for this file, and neither noted it nor voted on it."))]
    )
    yield w.ListBlock([[w.Strong(str(one.juror)), w.Text(f" : {one.application}")] for one in rows])


def _decisions(decided: list[Deliberation], closed: frozenset[int]) -> Iterator[w.Block]:
    yield w.Heading(2, _("Decisions"), "decisions")
    headings = (
        (Outcome.RETAINED, _("Retained")),
        (Outcome.RESERVE, _("Reserve list, in its order")),
        (Outcome.NOT_RETAINED, _("Not retained")),
    )
    for outcome, title in headings:
        of_it = [one for one in decided if one.outcome == outcome and one.application_id not in closed]
        of_it.sort(key=lambda one: one.rank or 0)
        if not of_it:
            continue
        yield w.Heading(3, f"{title} ({len(of_it)})", f"decision-{outcome}")
        plain = [one for one in of_it if not (one.reason or one.deliberation or one.dissent or one.voted)]
        for one in of_it:
            if one not in plain:
                yield _sheet(one)
        if plain:
            yield w.ListBlock([[w.Text(str(one.application))] for one in plain])
    hidden = [str(one.application) for one in decided if one.application_id in closed]
    if hidden:
        yield w.Note(_("Closed to you by a conflict of interest: %(files)s.") % {"files": ", ".join(hidden)})


def _sheet(one: Deliberation) -> w.Sheet:
    told = [(_("Vote"), _vote(one)), (_("Reason"), one.reason), (_("Deliberation"), one.deliberation)]
    told.append((_("Disagreement"), one.dissent))
    if one.departs:
        told.append((_("Order of the notes"), _("This decision departs from it, for the reason given.")))
    if one.tied:
        told.append((_("Order of the notes"), _("Level with another file across the last seat; people parted them.")))
    title = f"{one.rank}. {one.application}" if one.rank else str(one.application)
    compact = one.outcome == Outcome.NOT_RETAINED
    return w.Sheet(
        title, level=4, compact=compact, facts=[w.Fact(label, [w.Text(text)]) for label, text in told if text]
    )


def _vote(one: Deliberation) -> str:
    if not one.voted:
        return ""
    said = ngettext(
        "%(for)d for, %(against)d against, %(abstained)d abstention",
        "%(for)d for, %(against)d against, %(abstained)d abstentions",
        one.abstentions or 0,
    )
    return said % {
        "for": one.votes_for or 0,
        "against": one.votes_against or 0,
        "abstained": one.abstentions or 0,
    }


def _figures(figures: dict[str, Any]) -> Iterator[w.Block]:
    """What the jury had before it: the notes prepare the discussion, they do not decide."""
    yield w.Heading(2, _("The figures the jury had before it"), "chiffres")
    yield w.Paragraph([w.Text(_("The notes prepared the discussion; they did not decide in its place."))])
    rows: list[list[list[w.Run]]] = [
        [
            [w.Text(str(one["rank"] or "–"))],
            [w.Text(one["title"])],
            [w.Text(_number(one["score"], 2))],
            [w.Text("–" if one["top_seats_share"] is None else percent(one["top_seats_share"]))],
        ]
        for one in figures["applications"]
    ]
    head = [_("Rank"), _("File"), _("Weighted sum out of 5"), _("Share of weightings within the seats")]
    yield w.Table(_("Order of the notes"), head, rows)
    agreed = figures["agreement"]
    if agreed["alpha_ordinal"] is not None:
        said = _("Agreement between jurors (Krippendorff's alpha, ordinal): %(alpha)s over %(n)d notes.")
        yield w.Paragraph([w.Text(said % {"alpha": _number(agreed["alpha_ordinal"], 2), "n": agreed["alpha_n"]})])
    if figures["best_set"]["constraints"]:
        yield w.Paragraph([w.Text(_("What was wished of the set:"))])
        yield w.ListBlock([[w.Text(text)] for text in figures["best_set"]["constraints"]])
    yield w.Paragraph(
        [
            w.Text(
                _("Methods M-WSUM, M-SMAA (%(draws)s weightings, seed %(seed)d) and M-ALPHA.")
                % {"draws": whole(figures["draws"]), "seed": figures["seed"]}
            )
        ]
    )


def _number(value: float | None, digits: int) -> str:
    return "–" if value is None else decimal(value, digits)
