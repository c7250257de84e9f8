"""Sample objects of this package for the access matrix."""

from datetime import timedelta

from django.utils import timezone

from levain.people.models import Organisation, RoleCode
from levain.support.models import (
    Contact,
    Facilitation,
    Mission,
    MissionOffer,
    Need,
    Obstacle,
    PeerHelp,
    Proposal,
    Referral,
    Support,
    Synonym,
)
from levain.territories.models import Territory


def build(world) -> None:
    support = Support.objects.create(
        slug="sample", name="Sample support", provider="Sample", kind="expertise", what_it_gives="Sample"
    )
    support.beneficiaries = ["collectivite"]
    support.save()
    service = Organisation.objects.create(name="Sample", kind=Organisation.Kind.STATE_SERVICE)
    service.territories.set(world.person[RoleCode.STATE_SERVICE].scopes(Territory, RoleCode.STATE_SERVICE))
    today = timezone.localdate()
    synonym = Synonym.objects.create(said="sample", means="sample")
    for relation, project in world.project.items():
        world.add(Support, relation, support)
        world.add(Synonym, relation, synonym)
        bearer = world.person["bearer"] if relation == "own" else world.stranger
        need = Need.objects.create(
            project=project,
            stated_by=bearer,
            in_my_words="Sample need",
            adviser_words="Sample need",
            state=Need.State.QUALIFIED,
            audience="cohort",
        )
        world.add(Need, relation, need)
        proposed = Proposal.objects.create(need=need, support=support, why="Sample", proposed_by=bearer)
        world.add(Proposal, relation, proposed)
        asked = Referral.objects.create(
            need=need, service=service, asked_by=bearer, hoped_by=today + timedelta(days=15)
        )
        world.add(Referral, relation, asked)
        gesture = Facilitation.objects.create(project=project, by=bearer, kind="meeting", text="Sample")
        world.add(Facilitation, relation, gesture)
        helped = PeerHelp.objects.create(need=need, project=world.project["sibling"], kind="done_it", text="Sample")
        world.add(PeerHelp, relation, helped)
        world.add(Organisation, relation, service)
        expert = world.person[RoleCode.EXPERT] if relation == "own" else world.stranger
        mission = Mission.objects.create(project=project, brief="Sample", days=2, state=Mission.State.ASKED)
        world.add(Mission, relation, mission)
        world.add(MissionOffer, relation, MissionOffer.objects.create(mission=mission, expert=expert))
        world.add(Contact, relation, Contact.objects.create(project=project, by=bearer, text="Sample"))
        world.add(
            Obstacle,
            relation,
            Obstacle.objects.create(project=project, kind="regle", text="Sample", recorded_by=bearer),
        )
