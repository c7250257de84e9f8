from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from levain.support.models import Contact, Mission, Need, Obstacle, PeerHelp, Proposal, Referral
from levain.support.services import needs, proposals
from tests.people.factories import UserFactory, someone
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of, member_of, state_agent_of
from tests.support.factories import (
    ContactFactory,
    NeedFactory,
    ObstacleFactory,
    ProposalFactory,
    ReferralFactory,
    SupportFactory,
    service_of,
)

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script> « d'accord » {{ x }} 👩‍🌾"


def open_as(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(name, args=args))


def send_as(client, user, name, *args, **typed):
    client.force_login(user)
    return client.post(reverse(name, args=args), typed)


# Stating a need


def test_a_bearer_states_a_need_for_the_audience_of_the_button(client):
    project = ProjectFactory()
    bearer = bearer_of(project)

    answer = send_as(
        client,
        bearer,
        "support:need_new",
        project.slug,
        token=uuid4(),
        in_my_words="Un local pour l'hiver.",
        audience="cohort",
    )

    need = Need.objects.get()
    assert answer.url == need.get_absolute_url()
    assert (need.stated_by, need.audience) == (bearer, "cohort")


def test_reload_after_stating_makes_no_second_need(client):
    project = ProjectFactory()
    typed = {"token": uuid4(), "in_my_words": "Un local.", "audience": "project"}
    bearer = bearer_of(project)

    first = send_as(client, bearer, "support:need_new", project.slug, **typed)
    second = send_as(client, bearer, "support:need_new", project.slug, **typed)

    assert (first.url, Need.objects.count()) == (second.url, 1)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"in_my_words": ""}, "in_my_words"),
        ({"in_my_words": "é" * 2001}, "in_my_words"),
        ({"in_my_words": "a\u202eb"}, "in_my_words"),
        ({"wanted_by": "31/02/2030"}, "wanted_by"),
        ({"wanted_by": "2020-01-01"}, "wanted_by"),
        ({"wanted_by": "9999-12-31"}, "wanted_by"),
        ({"audience": ""}, "audience"),
        ({"audience": "nobody"}, "audience"),
        ({"token": "x"}, "token"),
    ],
)
def test_a_mistake_in_a_need_gives_back_all_that_was_typed(client, wrong, field):
    project = ProjectFactory()
    typed = {"token": uuid4(), "in_my_words": "Un local.", "blocks": "Le froid.", "audience": "project"} | wrong

    answer = send_as(client, bearer_of(project), "support:need_new", project.slug, **typed)

    form = answer.context["form"]
    assert list(form.errors) == [field]
    assert form["blocks"].value() == "Le froid."
    assert form["in_my_words"].value() == typed["in_my_words"]
    assert not Need.objects.exists()


@pytest.mark.parametrize("length", [1999, 2000])
def test_a_need_just_under_the_limit_is_kept_whole(client, length):
    project = ProjectFactory()
    typed = {"token": uuid4(), "in_my_words": "é" * length, "audience": "project"}

    send_as(client, bearer_of(project), "support:need_new", project.slug, **typed)

    assert len(Need.objects.get().in_my_words) == length


def test_an_adviser_must_say_whose_words_she_writes(client):
    project = ProjectFactory()
    bearer, adviser = bearer_of(project), adviser_of(project)
    typed = {"token": uuid4(), "in_my_words": "Un local.", "audience": "project"}

    refused = send_as(client, adviser, "support:need_new", project.slug, **typed)
    stranger = send_as(client, adviser, "support:need_new", project.slug, **typed, on_behalf_of=UserFactory().pk)
    send_as(client, adviser, "support:need_new", project.slug, **typed, on_behalf_of=bearer.pk)

    assert "on_behalf_of" in refused.context["form"].errors
    assert "on_behalf_of" in stranger.context["form"].errors
    assert (Need.objects.get().stated_by, Need.objects.get().written_by) == (bearer, adviser)


def test_a_bearer_cannot_speak_for_someone_by_adding_a_field(client):
    project = ProjectFactory()
    bearer, member = bearer_of(project), member_of(project)
    typed = {"token": uuid4(), "in_my_words": "Un local.", "audience": "project"}

    send_as(
        client, bearer, "support:need_new", project.slug, **typed, on_behalf_of=member.pk, state="closed", theme="eau"
    )

    need = Need.objects.get()
    assert (need.stated_by, need.state, need.theme) == (bearer, "stated", "")


# The page of a need


def test_hostile_words_are_shown_as_words(client):
    need = NeedFactory(in_my_words=HOSTILE, blocks=HOSTILE, opened=True, adviser_words=HOSTILE)
    ProposalFactory(need=need, why=HOSTILE, comment=HOSTILE)
    ReferralFactory(need=need, question=HOSTILE)

    page = open_as(client, bearer_of(need.project), "support:need", need.pk).content.decode()

    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;") >= 6


def queries_of(client, address):
    client.get(address)  # what the process keeps between requests is not counted
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("who", [bearer_of, adviser_of, state_agent_of])
def test_the_page_of_a_need_costs_the_same_for_any_number(client, who):
    asked = []
    for count in (1, 3):
        need = NeedFactory(opened=True, audience="cohort")
        ProposalFactory.create_batch(count, need=need)
        ReferralFactory.create_batch(count, need=need, service=service_of(need.project))
        need.obstacles.add(*ObstacleFactory.create_batch(count, project=need.project))
        for _each in range(count):
            other = ProjectFactory(cohort=need.project.cohort)
            PeerHelp.objects.create(need=need, project=other, kind="done_it", text="Chez nous.", by=bearer_of(other))
        client.force_login(who(need.project))
        asked.append(queries_of(client, need.get_absolute_url()))

    assert asked[0] == asked[1] <= 12


def test_the_list_of_needs_costs_the_same_for_any_number(client):
    asked = []
    for count in (1, 3):
        project = ProjectFactory()
        for need in NeedFactory.create_batch(count, project=project, opened=True):
            ProposalFactory(need=need)
            ReferralFactory(need=need, service=service_of(project))
        client.force_login(bearer_of(project))
        asked.append(queries_of(client, reverse("support:needs", args=[project.slug])))

    assert asked[0] == asked[1] <= 12


def test_an_obstacle_written_for_fewer_people_does_not_show_on_the_need(client):
    need = NeedFactory(audience="project")
    ObstacleFactory(project=need.project, audience="collective", text="Notre désaccord.").needs.add(need)

    page = open_as(client, state_agent_of(need.project), "support:need", need.pk)

    assert "Notre désaccord." not in page.content.decode()


def test_a_need_written_for_the_collective_does_not_show_through_its_obstacle(client):
    need = NeedFactory(audience="collective", in_my_words="Notre désaccord.")
    ObstacleFactory(project=need.project, audience="project").needs.add(need)

    page = open_as(client, state_agent_of(need.project), "support:obstacles", need.project.slug)

    assert "Notre désaccord." not in page.content.decode()


def test_needs_written_for_the_collective_are_not_in_the_list_of_others(client):
    need = NeedFactory(audience="collective")
    NeedFactory(project=need.project, audience="project")

    page = open_as(client, state_agent_of(need.project), "support:needs", need.project.slug)

    assert [shown.audience for shown in page.context["page"]] == ["project"]


# Words of both sides


def test_second_save_of_a_need_comes_back_with_both_texts(client):
    need = NeedFactory()
    bearer = bearer_of(need.project)
    needs.reword(need, by=bearer, in_my_words="La première.")

    answer = send_as(
        client, bearer, "support:need_edit", need.pk, version=1, in_my_words="La seconde.", audience="project"
    )
    page = answer.content.decode()
    again = answer.context["form"]["version"].value()
    send_as(client, bearer, "support:need_edit", need.pk, version=again, in_my_words="Les deux.", audience="project")

    need.refresh_from_db()
    assert "La première." in page
    assert "La seconde." in page
    assert need.in_my_words == "Les deux."


def test_the_words_changed_since_are_still_there_to_read(client):
    need = NeedFactory(in_my_words="Un passage.")
    adviser = adviser_of(need.project)
    needs.qualify(need, by=adviser, adviser_words="Une voie verte.", theme="mobilite")
    needs.reword(need, by=need.stated_by, in_my_words="Un passage sans goudron.")
    needs.qualify(need, by=adviser, adviser_words="Un chemin de terre.", theme="mobilite")

    earlier = open_as(client, bearer_of(need.project), "support:need", need.pk).context["earlier"]

    assert earlier == {"project": ["Un passage."], "adviser": ["Une voie verte."]}


def test_qualify_agree_and_take_up_again(client):
    need = NeedFactory()
    bearer, adviser = bearer_of(need.project), adviser_of(need.project)

    send_as(client, adviser, "support:qualify", need.pk, version=1, adviser_words="Un chemin.", theme="mobilite")
    send_as(client, bearer, "support:agree", need.pk, version=1)
    need.refresh_from_db()
    assert need.state == Need.State.QUALIFIED

    send_as(client, bearer, "support:agree", need.pk, version=2)
    need.refresh_from_db()
    assert need.state == Need.State.OPEN


def test_agreeing_is_a_post(client):
    need = NeedFactory(qualified=True)

    assert open_as(client, bearer_of(need.project), "support:agree", need.pk).status_code == 405


def test_a_theme_outside_the_list_is_refused(client):
    need = NeedFactory()

    answer = send_as(
        client, adviser_of(need.project), "support:qualify", need.pk, version=1, adviser_words="Mots.", theme="x"
    )

    assert list(answer.context["form"].errors) == ["theme"]


# Proposals


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


# Referrals


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


# What came of it, help, contacts, obstacles, missions


def test_close_a_need(client):
    need = NeedFactory(opened=True)

    send_as(
        client, bearer_of(need.project), "support:close", need.pk, met="partly", outcome="Neuf terrains.", version=1
    )

    need.refresh_from_db()
    assert (need.state, need.met, need.outcome) == ("closed", "partly", "Neuf terrains.")


def test_another_project_offers_a_hand(client):
    need = NeedFactory(opened=True, audience="cohort")
    other = ProjectFactory(cohort=need.project.cohort)
    typed = {"token": uuid4(), "kind": "done_it", "text": "Prenez notre cahier.", "project": other.pk}

    send_as(client, bearer_of(other), "support:help", need.pk, **typed)

    assert PeerHelp.objects.get().project == other


def test_record_a_contact_today_by_default_and_once(client):
    project = ProjectFactory()
    adviser, bearer = adviser_of(project), bearer_of(project)
    form = open_as(client, adviser, "support:contact_new", project.slug).context["form"]
    typed = {
        "token": form["token"].value(),
        "kind": "call",
        "people": [bearer.pk],
        "text": "Premier appel.",
        "happened_on": form["happened_on"].value().isoformat(),
        "audience": "project",
    }

    for _twice in range(2):
        send_as(client, adviser, "support:contact_new", project.slug, **typed)

    assert Contact.objects.get().happened_on == timezone.localdate()


def test_a_contact_to_come_is_refused_and_given_back(client):
    project = ProjectFactory()
    tomorrow = timezone.localdate() + timedelta(days=1)
    typed = {"token": uuid4(), "kind": "call", "text": "Appel.", "happened_on": tomorrow, "audience": "project"}

    answer = send_as(client, adviser_of(project), "support:contact_new", project.slug, **typed)

    assert list(answer.context["form"].errors) == ["happened_on"]
    assert answer.context["form"]["text"].value() == "Appel."


@pytest.mark.parametrize(("page", "factory"), [("contacts", ContactFactory), ("obstacles", ObstacleFactory)])
def test_lists_cost_the_same_for_any_number(client, page, factory):
    asked = []
    for count in (1, 3):
        project = ProjectFactory()
        factory.create_batch(count, project=project)
        client.force_login(bearer_of(project))
        asked.append(queries_of(client, reverse(f"support:{page}", args=[project.slug])))

    assert asked[0] == asked[1] <= 12


def test_name_an_obstacle_and_lift_it(client):
    project = ProjectFactory()
    bearer = bearer_of(project)
    typed = {"token": uuid4(), "kind": "foncier", "text": "Trois cousins.", "audience": "project"}
    send_as(client, bearer, "support:obstacle_new", project.slug, **typed)
    obstacle = Obstacle.objects.get()

    too_long = send_as(client, bearer, "support:lift", obstacle.pk, how="x" * 301)
    send_as(client, bearer, "support:lift", obstacle.pk, how="Une lettre.")
    again = send_as(client, bearer, "support:lift", obstacle.pk, how="Une autre.")

    obstacle.refresh_from_db()
    assert "x" * 301 in too_long.content.decode()
    assert again.status_code == 302
    assert obstacle.lifted_how == "Une lettre."


def test_an_adviser_adds_a_mission_and_a_wrong_date_is_given_back(client):
    project = ProjectFactory()
    expert, adviser = someone("expert", project), adviser_of(project)
    typed = {"token": uuid4(), "brief": "Une sente.", "expert": expert.pk, "days": "2,5", "visits": "demain"}

    refused = send_as(client, adviser, "support:mission_record", project.slug, **typed)
    send_as(client, adviser, "support:mission_record", project.slug, **(typed | {"visits": "03/09/2021, 11/09/2021"}))

    assert list(refused.context["form"].errors) == ["visits"]
    assert Mission.objects.get().visits == ["2021-09-03", "2021-09-11"]
    assert open_as(client, expert, "support:missions", project.slug).status_code == 200
