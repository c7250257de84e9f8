from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.foundation import mail_answers
from levain.foundation.models import Notice
from levain.people.models import RoleCode
from levain.support import state_deeds
from levain.support.models import Facilitation, Need, Proposal, ProposalStep
from levain.support.services import facilitation as services
from levain.support.services.needs import confirm, state_need
from tests.people.factories import UserFactory, someone
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of, lead_of, member_of, state_agent_of
from tests.support.factories import (
    NeedFactory,
    ObstacleFactory,
    ProposalFactory,
    ReferralFactory,
    SupportFactory,
    service_of,
)


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def agent(project):
    service_of(project)
    return state_agent_of(project)


def typed(**changes):
    told = {"kind": "meeting", "text": "Réunion avec le notaire.", "happened_on": timezone.localdate().isoformat()}
    return told | {"audience": "project", "token": str(uuid4())} | changes


def test_an_agent_records_a_meeting_around_an_obstacle_once(client, project, agent):
    obstacle = ObstacleFactory(project=project)
    client.force_login(agent)
    page, said = reverse("support:gesture_new", args=[project.slug]), typed(obstacle=obstacle.pk)

    for _time in range(2):
        client.post(page, said)

    gesture = Facilitation.objects.get()
    assert (gesture.by, gesture.obstacle, str(gesture.service)) == (agent, obstacle, "DDT")
    listed = client.get(reverse("support:facilitations", args=[project.slug])).content.decode()
    assert "Réunion avec le notaire." in listed


def test_what_it_unblocked_is_told_later_by_the_project(client, project, agent):
    [gesture] = services.record_gesture([project], by=agent, kind="word", text="Un mot au maire.")
    client.force_login(bearer_of(project))

    client.post(reverse("support:unblocked", args=[gesture.pk]), {"words": "La clé du préau."})

    gesture.refresh_from_db()
    assert (gesture.unblocked, gesture.unblocked_on) == ("La clé du préau.", timezone.localdate())


def test_a_stranger_records_and_tells_nothing(client, project, agent):
    [gesture] = services.record_gesture([project], by=agent, kind="word", text="Un mot au maire.")
    client.force_login(bearer_of(ProjectFactory()))

    assert client.get(reverse("support:gesture_new", args=[project.slug])).status_code == 403
    assert client.post(reverse("support:unblocked", args=[gesture.pk]), {"words": "Rien"}).status_code == 403


@pytest.mark.parametrize(
    "wrong", [{"kind": "magie"}, {"text": ""}, {"happened_on": "2999-01-01"}, {"audience": ""}], ids=str
)
def test_a_gesture_badly_typed_is_given_back(client, project, agent, wrong):
    client.force_login(agent)

    page = client.post(reverse("support:gesture_new", args=[project.slug]), typed(with_whom="Le notaire") | wrong)

    assert page.context["form"].errors.keys() == wrong.keys()
    assert "Le notaire" in page.content.decode()
    assert not Facilitation.objects.exists()


def test_a_support_asked_for_is_followed_step_by_step(client, project):
    proposal = ProposalFactory(need__project=project, answer=Proposal.Answer.UNDER_WAY)
    client.force_login(bearer_of(project))
    page, token = reverse("support:follow", args=[proposal.pk]), str(uuid4())

    for _time in range(2):
        client.post(page, {"kind": "sent", "on": "2021-03-01", "words": "Lettre du maire", "token": token})

    assert ProposalStep.objects.get().words == "Lettre du maire"
    assert "Lettre du maire" in client.get(proposal.need.get_absolute_url()).content.decode()


def test_a_support_is_offered_to_several_projects_at_once(client, agent, project):
    support, need = SupportFactory(), NeedFactory(project=project, opened=True)
    already = NeedFactory(project=project, opened=True)
    ProposalFactory(need=already, support=support)
    elsewhere = NeedFactory(opened=True)
    client.force_login(agent)
    page = reverse("support:offer", args=[support.slug])

    assert set(client.get(page).context["form"].fields["needs"].queryset) == {need}
    client.post(page, {"why": "Nous ouvrons l'année.", "needs": [need.pk]})
    client.post(page, {"why": "Encore.", "needs": [need.pk, elsewhere.pk]})

    assert list(need.proposals.values_list("why", flat=True)) == ["Nous ouvrons l'année."]
    assert not elsewhere.proposals.exists()


def test_what_the_state_did_opens_its_rows(client, agent, project):
    service = agent.roles.get().organisation or service_of(project, "DDT bis")
    ReferralFactory(need__project=project, service=service, question="Faut-il un permis ?")
    services.record_gesture([project], by=agent, kind="meeting", text="Autour de la table.", service=service)
    ProposalFactory(need__project=project, answer="obtained", answered_on=timezone.localdate())
    ObstacleFactory(project=project, lifted_on=timezone.localdate(), lifted_how="Un bail précaire")
    client.force_login(agent)

    page = client.get(reverse("support:service_deeds", args=[service.pk]))

    assert {one.id: one.count for one in page.context["deeds"]} == {
        "questions": 1,
        "reponses": 0,
        "introductions": 0,
        "reunions": 1,
        "appuis": 1,
        "obstacles": 1,
    }
    assert all(len(one.rows) == one.count for one in page.context["deeds"])
    assert "Un bail précaire" in page.content.decode()


def test_rows_that_one_may_not_read_are_counted_and_not_shown(project):
    service = service_of(project)
    said = {"kind": "meeting", "text": "Entre nous.", "service": service, "audience": "collective"}
    services.record_gesture([project], by=UserFactory(), **said)

    deeds = {one.id: one for one in state_deeds.of_service(service, state_agent_of(project))}

    assert (deeds["reunions"].count, deeds["reunions"].rows) == (1, [])


def test_a_figure_counts_also_what_does_not_fit_on_the_page(project, monkeypatch):
    service = service_of(project)
    said = {"text": "Autour de la table.", "service": service}
    for kind in ("meeting", "meeting", "introduction"):
        services.record_gesture([project], by=UserFactory(), kind=kind, **said)
    monkeypatch.setattr(state_deeds, "MOST_ROWS", 1)

    deeds = {one.id: one for one in state_deeds.of_service(service, state_agent_of(project))}

    assert (deeds["reunions"].count, deeds["introductions"].count) == (2, 1)
    assert deeds["reunions"].more == 1


@pytest.mark.parametrize("count", [1, 4])
def test_what_the_state_did_costs_the_same_for_any_number(
    client, agent, project, count, django_assert_max_num_queries
):
    service = service_of(project, "DDT ter")
    for _one in range(count):
        ReferralFactory(need__project=project, service=service)
        services.record_gesture([project], by=agent, kind="meeting", text="Autour de la table.", service=service)
    client.force_login(agent)

    with django_assert_max_num_queries(12):
        client.get(reverse("support:service_deeds", args=[service.pk]))


def test_the_deeds_of_a_service_are_for_its_agents_and_the_national_team(client, project, agent):
    service = service_of(project)
    for user, status in ((lead_of(project), 200), (bearer_of(project), 403), (state_agent_of(ProjectFactory()), 403)):
        client.force_login(user)
        assert client.get(reverse("support:service_deeds", args=[service.pk])).status_code == status


@pytest.fixture
def written_for(project):
    adviser, bearer = adviser_of(project), bearer_of(project)
    return state_need(project, by=adviser, on_behalf_of=bearer, in_my_words="Il nous faut un local.")


def test_words_written_in_someones_name_are_confirmed_from_the_mail(client, written_for):
    link = mail_answers.answer_link("support.confirm", written_for, written_for.stated_by)

    client.post("/" + link.split("/", 3)[3], {"choice": "yes", "name": "Lise", "text": ""})

    written_for.refresh_from_db()
    assert written_for.confirmed_on == timezone.localdate()
    assert Notice.objects.filter(entry__verb="need.confirmed", recipient=written_for.written_by).exists()


def test_or_corrected_from_the_mail(client, written_for):
    link = mail_answers.answer_link("support.confirm", written_for, written_for.stated_by)
    address = "/" + link.split("/", 3)[3]

    nothing_said = client.post(address, {"choice": "no", "name": "Lise", "text": " "})
    client.post(address, {"choice": "no", "name": "Lise", "text": "Un local chauffé, le soir."})

    written_for.refresh_from_db()
    assert nothing_said.status_code == 200
    assert written_for.in_my_words == "Un local chauffé, le soir."
    assert written_for.confirmed_on


def test_nobody_else_confirms_her_words(client, written_for):
    client.force_login(member_of(written_for.project))

    assert client.post(reverse("support:confirm_need", args=[written_for.pk])).status_code == 403


def test_words_confirmed_twice_are_confirmed_once(written_for):
    for _time in range(2):
        confirm(written_for, by=written_for.stated_by)

    assert Notice.objects.filter(entry__verb="need.confirmed").count() == 1


def test_a_visit_between_two_projects_is_dated_by_either(client, project):
    from levain.support.models import PeerHelp

    other = ProjectFactory(cohort=project.cohort)
    need = NeedFactory(project=project, opened=True, audience="cohort")
    given = PeerHelp.objects.create(need=need, project=other, kind="come_and_see", text="Venez en avril.")
    day = timezone.localdate() - timedelta(days=2)
    client.force_login(someone(RoleCode.BEARER, other))

    client.post(reverse("support:met", args=[given.pk]), {"on": day.isoformat(), "words": "Le four tourne."})

    given.refresh_from_db()
    assert (given.met_on, given.met_words) == (day, "Le four tourne.")
    assert Need.objects.get(pk=need.pk).peers.get().met_on
