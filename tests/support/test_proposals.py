from datetime import date

import pytest

from levain.foundation.models import JournalEntry, Notice
from levain.foundation.versions import ChangedSince
from levain.support.models import Proposal
from levain.support.services import proposals
from levain.support.services.needs import NeedClosed, NotTheMoment
from tests.projects.factories import adviser_of, bearer_of
from tests.support.factories import NeedFactory, ProposalFactory, SupportFactory

pytestmark = pytest.mark.django_db


def test_propose_three_supports_at_once_and_tell_the_bearer_once():
    need = NeedFactory(opened=True)
    bearer, adviser = bearer_of(need.project), adviser_of(need.project)
    chosen = [(support, "Parce que.") for support in SupportFactory.create_batch(3)]

    made = proposals.propose(need, chosen, by=adviser, on=date(2021, 5, 21))

    assert [proposal.support for proposal in made] == [support for support, _why in chosen]
    assert Notice.objects.filter(recipient=bearer).count() == 1
    assert Proposal.objects.filter(proposed_on=date(2021, 5, 21), answer="waiting").count() == 3


def test_a_support_already_proposed_is_left_as_it_was():
    before = ProposalFactory(why="La première raison.")
    new = SupportFactory()

    made = proposals.propose(before.need, [(before.support, "Autre."), (new, "Neuf.")], by=before.proposed_by)

    before.refresh_from_db()
    assert ([proposal.support for proposal in made], before.why) == ([new], "La première raison.")


def test_the_same_support_chosen_twice_is_proposed_once():
    need, support = NeedFactory(opened=True), SupportFactory()

    made = proposals.propose(need, [(support, "Un."), (support, "Deux.")], by=adviser_of(need.project))

    assert len(made) == 1


def test_a_double_post_proposes_nothing_new():
    proposal = ProposalFactory()

    with pytest.raises(proposals.NothingNew):
        proposals.propose(proposal.need, [(proposal.support, "Encore.")], by=proposal.proposed_by)

    assert not JournalEntry.objects.filter(verb="need.proposed").exists()


@pytest.mark.parametrize(("situation", "refusal"), [({}, NotTheMoment), ({"closed": True}, NeedClosed)])
def test_propose_at_the_wrong_moment(situation, refusal):
    need = NeedFactory(**situation)

    with pytest.raises(refusal):
        proposals.propose(need, [(SupportFactory(), "Parce que.")], by=adviser_of(need.project))

    assert not Proposal.objects.exists()


def test_answers_change_with_time_and_each_is_kept():
    proposal = ProposalFactory()
    bearer, adviser = bearer_of(proposal.need.project), adviser_of(proposal.need.project)
    proposals.answer(proposal, answer="under_way", by=bearer, on=date(2021, 1, 22))

    proposals.answer(proposal, answer="obtained", by=bearer, comment="Utile.", usefulness=4, on=date(2021, 2, 11))

    kept = Proposal.history.filter(id=proposal.pk).order_by("history_id").values_list("answer", flat=True)
    assert list(kept) == ["waiting", "under_way", "obtained"]
    assert Notice.objects.filter(recipient=adviser).count() == 2


def test_the_same_answer_twice_is_told_once():
    proposal = ProposalFactory()
    bearer = bearer_of(proposal.need.project)

    proposals.answer(proposal, answer="obtained", by=bearer)
    proposals.answer(proposal, answer="obtained", by=bearer)

    assert JournalEntry.objects.filter(verb="proposal.answered").count() == 1


def test_two_people_answer_differently_and_the_second_is_shown_the_first():
    proposal = ProposalFactory()
    other = Proposal.objects.get(pk=proposal.pk)
    bearer = bearer_of(proposal.need.project)
    proposals.answer(proposal, answer="obtained", by=bearer, version=1)

    with pytest.raises(ChangedSince) as refusal:
        proposals.answer(other, answer="not_for_us", by=bearer, version=1)

    assert refusal.value.current.answer == "obtained"
