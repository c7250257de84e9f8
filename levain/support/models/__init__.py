"""Strand 2: what a project needs, what is on offer, what was proposed, asked, answered and obtained."""

from levain.support.models.around import Contact, Obstacle
from levain.support.models.catalogue import Support, Synonym
from levain.support.models.facilitation import Facilitation, ProposalStep
from levain.support.models.missions import Expert, Mission, MissionOffer
from levain.support.models.needs import Need, PeerHelp, Proposal, Referral

__all__ = [
    "Contact",
    "Expert",
    "Facilitation",
    "Mission",
    "MissionOffer",
    "Need",
    "Obstacle",
    "PeerHelp",
    "Proposal",
    "ProposalStep",
    "Referral",
    "Support",
    "Synonym",
]
