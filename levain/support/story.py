"""What was proposed, asked, answered and obtained for a need, told from the first day to the last."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.design.dates import in_words
from levain.people.naming import in_a_sentence
from levain.support.models import Need, Proposal


@dataclass
class Moment:
    """One thing that happened; `cited` is the object and field of the words to show, `id` its anchor."""

    when: date
    title: str
    kind: str = ""
    cited: tuple[Any, str] | None = None
    text: str = ""
    id: str = ""
    help: int | None = None
    links: list[Proposal] = field(default_factory=list)


def story(need: Need, obstacles, answers, gestures=(), followed=()) -> list[Moment]:
    """The moments of a need, in the order they happened; `answers` are the kept versions of its proposals."""
    moments = [
        *_first_words(need),
        *_proposals(need),
        *_answers(need, answers),
        *_referrals(need),
        *_steps(followed),
        *_gestures(gestures),
        *_peers(need),
        *_obstacles(obstacles),
        *_outcome(need),
    ]
    return sorted(moments, key=lambda moment: moment.when)


def _first_words(need):
    if need.written_by:
        said = _("%(writer)s states this need for %(who)s") % {"writer": need.written_by, "who": need.stated_by}
    else:
        said = _("%(who)s states this need") % {"who": need.stated_by}
    yield Moment(need.stated_on, said)
    if need.qualified_on:
        who = need.qualified_by or _("The adviser")
        yield Moment(need.qualified_on, _("%(who)s puts the need in words") % {"who": who})
    if need.agreed_on:
        yield Moment(need.agreed_on, _("The project recognises its need in these words"))


def _proposals(need):
    by_day = defaultdict(list)
    for proposal in need.proposals.all():
        by_day[proposal.proposed_on, str(proposal.proposed_by)].append(proposal)
    for (day, who), made in by_day.items():
        said = ngettext("%(who)s proposes %(n)d support", "%(who)s proposes %(n)d supports", len(made))
        yield Moment(day, said % {"who": who, "n": len(made)}, links=made)


def _answers(need, answers):
    names = {proposal.pk: proposal.support.name for proposal in need.proposals.all()}
    current = {proposal.pk: proposal.comment for proposal in need.proposals.all()}
    kinds = {
        Proposal.Answer.OBTAINED: "success",
        Proposal.Answer.BLOCKED: "warning",
        Proposal.Answer.NOT_OBTAINED: "warning",
    }
    told = {(answer.id, answer.answer, answer.answered_on): answer for answer in answers}
    for answer in told.values():
        if answer.id in names and answer.answered_on:
            who = answer.answered_by or _("The project")
            said = {"who": who, "support": names[answer.id], "answer": answer.get_answer_display()}
            title = _("%(who)s answers on %(support)s: %(answer)s") % said
            earlier = answer.comment if answer.comment != current[answer.id] else ""
            yield Moment(answer.answered_on, title, kind=kinds.get(answer.answer, ""), text=earlier)


def _referrals(need):
    for referral in need.referrals.all():
        service = in_a_sentence(str(referral.service))
        said = {"who": referral.asked_by, "service": service}
        yield Moment(
            referral.asked_on,
            _("%(who)s asks %(service)s") % said,
            cited=(referral, "question") if referral.question else None,
            text=_("Reply hoped for by %(day)s.") % {"day": in_words(referral.hoped_by)},
            id=f"referral-{referral.pk}",
        )
        if referral.replied_on:
            said = {"who": referral.replied_by or referral.replied_name, "service": referral.service}
            yield Moment(
                referral.replied_on,
                _("%(who)s (%(service)s) replies") % said,
                kind="success",
                cited=(referral, "reply"),
                id=f"reply-{referral.pk}",
            )


def _steps(followed):
    for proposal in followed:
        for step in proposal.steps.all():
            said = {"support": proposal.support, "step": step.get_kind_display()}
            yield Moment(step.on, _("%(support)s: %(step)s") % said, text=step.words)


def _gestures(gestures):
    for gesture in gestures:
        title = _("%(kind)s by %(who)s") % {"kind": gesture.get_kind_display().capitalize(), "who": gesture.by}
        yield Moment(gesture.happened_on, title, cited=(gesture, "text"), text=gesture.unblocked)


def _peers(need):
    for given in need.peers.all():
        said = {"project": given.project, "kind": given.get_kind_display()}
        if given.met_on:
            yield Moment(given.met_on, _("Met with %(project)s") % said, kind="success", text=given.met_words)
        yield Moment(
            given.offered_on,
            _("%(project)s answers: %(kind)s") % said,
            cited=(given, "text"),
            id=f"help-{given.pk}",
            help=given.pk,
        )


def _obstacles(obstacles):
    for obstacle in obstacles:
        yield Moment(
            obstacle.recorded_on,
            _("An obstacle is named: %(kind)s") % {"kind": obstacle.get_kind_display()},
            kind="warning",
            cited=(obstacle, "text"),
        )
        if obstacle.lifted_on:
            yield Moment(obstacle.lifted_on, _("The obstacle is lifted"), kind="success", text=obstacle.lifted_how)


def _outcome(need):
    if need.outcome_on:
        title = _("What came of it: %(met)s") % {"met": need.get_met_display()}
        kind = {Need.Met.YES: "success", Need.Met.NO: "warning"}.get(need.met, "")
        yield Moment(need.outcome_on, title, kind=kind, cited=(need, "outcome"))
