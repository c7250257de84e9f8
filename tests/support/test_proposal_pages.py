from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.support.models import Proposal, Referral
from levain.support.services import proposals
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of, state_agent_of
from tests.support.asking import open_as, send_as
from tests.support.factories import (
    NeedFactory,
    ProposalFactory,
    ReferralFactory,
    SupportFactory,
    service_of,
)

pytestmark = pytest.mark.django_db


def test_propose_several_supports_with_their_reasons(client):
    need = NeedFactory(opened=True)
    first, second, other = SupportFactory.create_batch(3)
    typed = {
        f"s{first.pk}-chosen": "on",
        f"s{first.pk}-why": "Gratuit.",
        f"s{second.pk}-chosen": "on",
        f"s{second.pk}-why": "Proche.",
        f"s{other.pk}-why": "Pas coché.",
    }

    answer = send_as(client, adviser_of(need.project), "support:propose", need.pk, **typed)

    assert answer.url == need.get_absolute_url()
    assert set(Proposal.objects.values_list("support", "why")) == {(first.pk, "Gratuit."), (second.pk, "Proche.")}


def test_the_reason_proposed_is_a_sentence_for_the_project_and_the_others_speak_of_it(client):
    project = ProjectFactory()
    need = NeedFactory(project=project, opened=True, in_my_words="Lancer un compost.")
    SupportFactory(
        name="Guide", what_it_gives="Une méthode. Et un carnet.", said="compost", beneficiaries=["collectivite"]
    )
    client.force_login(adviser_of(project))

    [form] = client.get(reverse("support:propose", args=[need.pk])).context["forms"]

    proposed = form.initial["why"].replace("\xa0", " ")
    assert proposed.startswith("Une méthode. Cela rejoint vos mots : « compost ».")
    assert proposed.endswith("Votre collectivité doit le demander avec vous.")
    assert not any("vous" in said or "votre" in said for said in (*form.match.reasons, *form.match.missing))


def test_a_support_ticked_without_reason_is_given_back(client):
    need, support = NeedFactory(opened=True), SupportFactory()

    answer = send_as(
        client,
        adviser_of(need.project),
        "support:propose",
        need.pk,
        **{f"s{support.pk}-chosen": "on", f"s{support.pk}-why": " "},
    )

    (form,) = [form for form in answer.context["forms"] if form.is_bound]
    assert list(form.errors) == ["why"]
    assert form["chosen"].value()
    assert not Proposal.objects.exists()


def test_searching_keeps_what_is_ticked(client):
    need, support = NeedFactory(opened=True), SupportFactory(name="Cabinet des sentes")

    answer = send_as(
        client,
        adviser_of(need.project),
        "support:propose",
        need.pk,
        search="1",
        q="autre chose",
        **{f"s{support.pk}-chosen": "on", f"s{support.pk}-why": "Ma raison."},
    )

    (form,) = answer.context["forms"]
    assert (form.support, form["why"].value()) == (support, "Ma raison.")
    assert not Proposal.objects.exists()


def test_nothing_ticked_says_so(client):
    need = NeedFactory(opened=True)

    answer = send_as(client, adviser_of(need.project), "support:propose", need.pk)

    assert answer.status_code == 200
    assert not Proposal.objects.exists()


def test_one_tap_answers_and_keeps_what_was_said_before(client):
    proposal = ProposalFactory(comment="En cours.", answer="under_way", usefulness=4)
    bearer = bearer_of(proposal.need.project)

    send_as(client, bearer, "support:answer", proposal.pk, answer="obtained", version=1)

    proposal.refresh_from_db()
    assert (proposal.answer, proposal.comment, proposal.usefulness) == ("obtained", "En cours.", 4)


def test_a_second_different_answer_comes_back_with_the_first(client):
    proposal = ProposalFactory()
    bearer = bearer_of(proposal.need.project)
    proposals.answer(proposal, answer="obtained", comment="Reçu hier.", by=bearer)

    answer = send_as(
        client, bearer, "support:answer", proposal.pk, answer="not_for_us", comment="Trop tôt.", version=1
    )

    page = answer.content.decode()
    assert "Reçu hier." in page
    assert "Trop tôt." in page


@pytest.mark.parametrize(
    "wrong", [{"answer": "waiting"}, {"answer": "x"}, {"usefulness": "6"}, {"comment": "é" * 1001}]
)
def test_a_wrong_answer_changes_nothing(client, wrong):
    proposal = ProposalFactory()

    answer = send_as(
        client,
        bearer_of(proposal.need.project),
        "support:answer",
        proposal.pk,
        **({"answer": "obtained", "version": 1} | wrong),
    )

    assert list(answer.context["form"].errors) == list(wrong)
    proposal.refresh_from_db()
    assert proposal.answer == "waiting"


def test_refer_with_a_date_prefilled_and_none_in_the_past(client):
    need = NeedFactory(opened=True)
    service, adviser = service_of(need.project), adviser_of(need.project)
    state_agent_of(need.project)
    yesterday = timezone.localdate() - timedelta(days=1)

    form = open_as(client, adviser, "support:refer", need.pk).context["form"]
    answer = send_as(
        client,
        adviser,
        "support:refer",
        need.pk,
        token=uuid4(),
        service=service.pk,
        question="Peut-on ?",
        hoped_by=yesterday.isoformat(),
    )

    assert form["hoped_by"].value() == timezone.localdate() + timedelta(days=15)
    assert list(answer.context["form"].errors) == ["hoped_by"]
    assert answer.context["form"]["question"].value() == "Peut-on ?"


def test_a_service_of_another_territory_cannot_be_asked(client):
    need = NeedFactory(opened=True)
    elsewhere = service_of(ProjectFactory())

    answer = send_as(
        client,
        adviser_of(need.project),
        "support:refer",
        need.pk,
        token=uuid4(),
        service=elsewhere.pk,
        question="Peut-on ?",
        hoped_by=timezone.localdate().isoformat(),
    )

    assert list(answer.context["form"].errors) == ["service"]
    assert not Referral.objects.exists()


def test_a_state_agent_replies_then_changes_his_reply(client):
    referral = ReferralFactory()
    agent = state_agent_of(referral.need.project)

    send_as(client, agent, "support:reply", referral.pk, reply="Oui.", version=1)
    send_as(client, agent, "support:reply", referral.pk, reply="Oui, mais.", version=2)

    referral.refresh_from_db()
    assert (referral.reply, referral.replied_by) == ("Oui, mais.", agent)


def test_a_state_agent_says_when_he_will_reply(client):
    referral = ReferralFactory()
    day = timezone.localdate() + timedelta(days=30)
    typed = {"way": "later", "later-back_on": day.isoformat(), "later-version": 1}

    send_as(client, state_agent_of(referral.need.project), "support:reply", referral.pk, **typed)

    referral.refresh_from_db()
    assert (referral.back_on, referral.reply) == (day, "")


def test_a_reply_too_long_is_given_back_whole(client):
    referral = ReferralFactory()

    answer = send_as(
        client, state_agent_of(referral.need.project), "support:reply", referral.pk, reply="x" * 4001, version=1
    )

    assert len(answer.context["form"]["reply"].value()) == 4001
