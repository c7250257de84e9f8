"""What passes to whoever takes over: needs, proposals and questions still open, missions still to be delivered.

Words keep their author: what passes is who answers for them.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.foundation import journal, registry
from levain.people.models import User
from levain.projects import relay
from levain.projects.relay import Piece
from levain.projects.services import role_in, within_reach
from levain.support.models import Mission, MissionOffer, Need, Proposal, Referral

STILL_OPEN = (Proposal.Answer.WAITING, Proposal.Answer.UNDER_WAY, Proposal.Answer.BLOCKED)
WITHIN = "project__cohort__programme"


def held_by(giver: User, author: str, since: str) -> Q:
    """Hers, and handed over to nobody else; or handed over to her."""
    return Q(**{author: giver, since: None}) | Q(**{since: giver})


def needs(giver: User, by: User) -> Iterator[Piece]:
    """A need still open, which she carries for the project, advises, or both."""
    stated, advised = held_by(giver, "stated_by", "carried_by"), held_by(giver, "qualified_by", "advised_by")
    found = Need.objects.filter(stated | advised, project__in=within_reach(giver, by))
    around = ("stated_by", "carried_by", "qualified_by", "advised_by", WITHIN)
    for need in found.exclude(state=Need.State.CLOSED).select_related(*around):
        hers = {"carried_by": need.carrier == giver, "advised_by": need.guide == giver}
        sides = [side for side, held in hers.items() if held]
        yield Piece(need, partial(_pass_on, need, sides, "need.relayed"))


def proposals(giver: User, by: User) -> Iterator[Piece]:
    """Those to which the project has still to answer, and those that are under way."""
    found = Proposal.objects.filter(
        held_by(giver, "proposed_by", "followed_by"), answer__in=STILL_OPEN, need__project__in=within_reach(giver, by)
    ).exclude(need__state=Need.State.CLOSED)
    return _followed(found.select_related("support", f"need__{WITHIN}"), "proposal.relayed")


def questions(giver: User, by: User) -> Iterator[Piece]:
    """Those she put and that nobody has replied to."""
    found = Referral.objects.filter(
        held_by(giver, "asked_by", "followed_by"), replied_on=None, need__project__in=within_reach(giver, by)
    ).exclude(need__state=Need.State.CLOSED)
    return _followed(found.select_related("service", f"need__{WITHIN}"), "referral.relayed")


def _followed(found: Iterable[Any], verb: str) -> Iterator[Piece]:
    for thing in found:
        yield Piece(thing, partial(_pass_on, thing, ["followed_by"], verb))


def _pass_on(thing: Any, sides: list[str], verb: str, to: User, by: User) -> None:
    for side in sides:
        setattr(thing, side, to)
    # Whoever was changing it meanwhile compares, and does not put the old name back.
    thing.version += 1
    thing.save(update_fields=[*sides, "version"])
    _record(verb, thing, getattr(thing, "need", thing).project, by)


def missions(giver: User, by: User) -> Iterator[Piece]:
    """Hers, still to be delivered, then those she was asked to do and has not answered: read together.

    A mission delivered stays in the name of the expert who did it.
    """
    waiting = MissionOffer.objects.filter(expert=giver, answer=MissionOffer.Answer.WAITING)
    asked = Q(state=Mission.State.ASKED, pk__in=waiting.order_by().values("mission"))
    hers = Mission.objects.filter(Q(expert=giver, deliverable="") | asked, project__in=within_reach(giver, by))
    found = list(hers.select_related(WITHIN).prefetch_related("offers"))
    for mission in found:
        if mission.expert_id == giver.pk and not mission.deliverable:
            yield Piece(mission, partial(_pass_mission, mission))
    offers = [offer for mission in found if mission.state == Mission.State.ASKED for offer in mission.offers.all()]
    for offer in sorted(offers, key=lambda offer: (offer.asked_on, offer.pk)):
        if offer.expert_id == giver.pk and offer.answer == MissionOffer.Answer.WAITING:
            yield Piece(offer, partial(_pass_offer, offer))


def _pass_mission(mission: Mission, to: User, by: User) -> None:
    mission.expert = to
    mission.save(update_fields=["expert"])
    _record("mission.relayed", mission, mission.project, by)


def _pass_offer(offer: MissionOffer, to: User, by: User) -> None:
    if MissionOffer.objects.filter(mission=offer.mission, expert=to).exists():
        # The other was asked too: she has her own answer to give, and this one says no.
        offer.answer, offer.answered_on = MissionOffer.Answer.NO, timezone.localdate()
    else:
        offer.expert = to
    offer.save()
    _record("mission.relayed", offer.mission, offer.mission.project, by)


def _record(verb: str, thing: Any, project: Any, by: User) -> None:
    journal.record(verb, on=thing, by=by, role=role_in(by, project), place=project)


def say() -> None:
    relay.register(Need, _("Needs still open"), needs)
    relay.register(Proposal, _("Proposals still open"), proposals)
    relay.register(Referral, _("Questions not replied to yet"), questions)
    relay.register(Mission, _("Missions under way"), missions)
    relay.register(MissionOffer, _("Missions asked for, not answered yet"), lambda giver, by: ())
    registry.word(
        **{
            "need.relayed": _("%(actor)s handed over a need: %(object)s"),
            "proposal.relayed": _("%(actor)s handed over a proposal: %(object)s"),
            "referral.relayed": _("%(actor)s handed over a question put to %(object)s"),
            "mission.relayed": _("%(actor)s handed over a mission: %(object)s"),
        }
    )
