import pytest
from django.template.loader import render_to_string

from levain.foundation import passages, registry
from levain.support.models import Contact, Mission, Need, Obstacle, PeerHelp, Proposal, Referral
from levain.support.panels import project_panel
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of, state_agent_of
from tests.support.factories import NeedFactory, ProposalFactory, ReferralFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Need, Proposal, Referral, PeerHelp, Obstacle, Contact, Mission])
def test_what_people_write_can_be_cited(model):
    said = registry.of(model)

    assert said.texts
    assert all(hasattr(model, field) for field in said.texts)


def test_a_reply_is_cited_with_the_one_who_speaks():
    referral = ReferralFactory()
    agent = state_agent_of(referral.need.project)
    referral.reply, referral.replied_by = "Un accord écrit de passage suffit.", agent
    referral.save()

    passage = passages.cite(referral, "reply", "accord écrit", by=adviser_of(referral.need.project))
    speaker = registry.of(referral).speaker(referral, "reply")

    assert passage.quote == "accord écrit"
    assert (speaker.side, speaker.user) == ("state_service", agent)


def test_each_voice_of_a_need_has_its_side():
    project = ProjectFactory()
    need = NeedFactory(project=project, stated_by=bearer_of(project), opened=True)
    said = registry.of(Need)

    assert said.speaker(need, "in_my_words").side == "bearer"
    assert said.speaker(need, "adviser_words").side == "adviser"


def test_what_is_not_offered_cannot_be_cited():
    proposal = ProposalFactory()

    with pytest.raises(passages.NotCitable):
        passages.cite(proposal, "answer", "waiting", by=proposal.proposed_by)


def test_the_panel_shows_the_open_needs(rf):
    project = ProjectFactory()
    need = NeedFactory(project=project)

    page = render_to_string("support/panel.html", project_panel(project, bearer_of(project)))

    assert need.get_absolute_url() in page
    assert f"/espace/projets/{project.slug}/besoins/nouveau/" in page
