"""The first screen of each role answers its question, in at most twelve queries, for any number of rows."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.projects.models import Conversation, Message
from levain.support import pending
from levain.support.models import Mission
from tests.evaluation.factories import ObjectiveFactory
from tests.people.factories import UserFactory, give_role, someone
from tests.projects import factories as f
from tests.selection.factories import ApplicationFactory, CallFactory
from tests.seminars.factories import AgendaItemFactory, SeminarFactory
from tests.support.factories import ContactFactory, NeedFactory, ObstacleFactory, ReferralFactory, service_of

SPACE = "/espace/"
DAY = timezone.localdate()
BEFORE, YESTERDAY = (timezone.now() - timedelta(days=days) for days in (60, 1))

PERSONS = {
    "bearer": f.bearer_of,
    "member": f.member_of,
    "observer": lambda project: someone("observer", project),
    "local_authority": f.official_of,
    "state_service": f.state_agent_of,
    "programme_lead": f.lead_of,
    "adviser": f.adviser_of,
    "facilitator": lambda project: someone("facilitator", project.cohort),
    "expert": lambda project: someone("expert", project),
    "partner": lambda project: someone("partner", project),
    "juror": lambda project: someone("juror", CallFactory(cohort=project.cohort, title=project.name)),
    "jury_chair": lambda project: someone("jury_chair", CallFactory(cohort=project.cohort, title=project.name)),
    "evaluator": lambda project: someone("evaluator", project.cohort),
    "administrator": lambda project: someone("administrator", project.cohort.programme),
}
NAMES_ITS_PROJECTS = set(PERSONS) - {"facilitator", "administrator"}


def page_of(client, person):
    client.force_login(person)
    return client.get(SPACE)


@pytest.mark.parametrize("role", PERSONS)
def test_each_role_has_a_first_screen(client, role):
    project = f.ProjectFactory(name="De jardin en jardin")

    page = page_of(client, PERSONS[role](project))

    assert page.status_code == 200
    assert ("De jardin en jardin" in page.content.decode()) == (role in NAMES_ITS_PROJECTS)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("role", PERSONS)
def test_a_first_screen_costs_the_same_for_any_number(client, role, count, django_assert_max_num_queries):
    project = f.ProjectFactory()
    person = PERSONS[role](project)
    AgendaItemFactory(seminar=SeminarFactory(cohort=project.cohort))
    for _number in range(count):
        f.LogbookEntryFactory(project=f.ProjectFactory(cohort=project.cohort), audience="cohort")
        NeedFactory(project=project, stated_by=person)
        ReferralFactory(need__project=project, service=service_of(project))
        ObstacleFactory(project=project, who_can_lift="La mairie")
        ObjectiveFactory(project=project)
        f.ActionFactory(project=project, owner=person)
    page_of(client, person)  # what a process reads once is read already

    with django_assert_max_num_queries(12):
        assert client.get(SPACE).status_code == 200


def test_a_person_without_a_role_reads_that_nothing_waits_for_her(client):
    assert "Rien ne vous attend" in page_of(client, UserFactory()).content.decode()


@pytest.mark.parametrize("role", PERSONS)
def test_a_fictional_person_is_said_to_be_invented_on_her_first_screen(client, role):
    person = PERSONS[role](f.ProjectFactory())
    person.fictional = True
    person.save()

    assert page_of(client, person).context["fictional"]


def test_a_bearer_sees_what_comes_next_then_whom_she_waits_for_then_the_others(client):
    project = f.ProjectFactory()
    sibling = f.ProjectFactory(cohort=project.cohort)
    bearer = f.bearer_of(project)
    someone("adviser", project.cohort, name="Inès K.")
    agree = NeedFactory(project=project, stated_by=bearer, qualified=True, stated_on=DAY - timedelta(days=9))
    asked = NeedFactory(project=project, stated_by=bearer)
    f.ActionFactory(project=project, owner=bearer, due=DAY + timedelta(days=5))
    f.LogbookEntryFactory(project=sibling, text="Porte ouverte samedi", audience="cohort")
    f.LogbookEntryFactory(project=sibling, text="Entre eux", audience="project")

    shown = page_of(client, bearer).context

    assert shown["next"].url == agree.get_absolute_url()
    assert [(wait.url, wait.who) for wait in shown["waits"]][0] == (asked.get_absolute_url(), "Inès K.")
    assert [wait.who for wait in shown["waits"]] == ["Inès K.", ""]
    assert [note.text for note in shown["news"]] == ["Porte ouverte samedi"]


def test_the_list_of_needs_names_the_same_person_as_the_first_screen(client):
    project = f.ProjectFactory()
    bearer = f.bearer_of(project)
    someone("adviser", project.cohort, name="Inès K.")
    NeedFactory(project=project, stated_by=bearer)

    (wait,) = page_of(client, bearer).context["waits"]
    (need,) = client.get(reverse("support:needs", args=[project.slug])).context["page"]

    assert wait.who == need.wait.who == "Inès K."


def test_a_bearer_sees_which_conversations_hold_something_new(client):
    project = f.ProjectFactory()
    adviser = f.adviser_of(project)
    said = Conversation.objects.create(
        project=project, cohort=project.cohort, audience="project", subject="La clé", started_by=adviser
    )
    Message.objects.create(conversation=said, author=adviser, text="Elle est chez moi.")

    assert page_of(client, f.bearer_of(project)).context["talks"] == [said]


def test_an_observer_is_not_offered_what_she_may_not_do(client):
    page = page_of(client, someone("observer", f.ProjectFactory()))

    assert page.context["may_write"]
    assert page.context["may_ask"]
    assert page.context["next"] is None


def test_the_adviser_sees_what_waits_the_oldest_first_with_the_reason(client):
    quiet = f.ProjectFactory(created_at=timezone.now() - timedelta(days=95))
    lively = f.ProjectFactory(cohort=quiet.cohort)
    ContactFactory(project=lively, kind="visit")
    need = NeedFactory(project=lively, stated_on=DAY - timedelta(days=2))

    shown = page_of(client, f.adviser_of(quiet)).context["waits"]

    to = reverse("support:contact_new", args=[quiet.slug])
    assert [wait.url for wait in shown] == [to, f"{to}?genre=visit", reverse("support:qualify", args=[need.pk])]
    begun = DAY - timedelta(days=95)
    assert [wait.since for wait in shown] == [begun, begun, need.stated_on]


def test_a_contact_recorded_today_ends_the_silence(client):
    project = f.ProjectFactory()
    ContactFactory(project=project, kind="visit")

    assert page_of(client, f.adviser_of(project)).context["waits"] == []


def test_a_visit_due_opens_the_form_of_a_visit(client):
    project = f.ProjectFactory()
    client.force_login(f.adviser_of(project))

    form = client.get(reverse("support:contact_new", args=[project.slug]), {"genre": "visit"}).context["form"]
    absurd = client.get(reverse("support:contact_new", args=[project.slug]), {"genre": "<b>"}).context["form"]

    assert (form["kind"].value(), absurd["kind"].value()) == ("visit", "call")


def test_the_state_service_sees_its_questions_then_the_projects_of_its_territory(client):
    referral = ReferralFactory()
    agent = f.state_agent_of(referral.need.project)
    f.ProjectFactory()

    shown = page_of(client, agent).context

    assert [wait.url for wait in shown["waits"]] == [reverse("support:reply", args=[referral.pk])]
    assert [(project, project.open_needs) for project in shown["projects"]] == [(referral.need.project, 1)]


def test_the_national_team_sees_what_needs_a_decision_and_what_the_report_misses(client):
    project = f.ProjectFactory()
    ApplicationFactory(call=CallFactory(cohort=project.cohort, opens=BEFORE, closes=YESTERDAY))

    shown = page_of(client, f.lead_of(project)).context

    assert len(shown["decisions"]) == 1
    objectives = reverse("evaluation:objectives", args=[project.slug])
    logbook = reverse("projects:logbook", args=[project.slug])
    assert [one.places for one in shown["missing"]] == [[(project.name, objectives)], [(project.name, logbook)]]


def test_the_first_screens_and_the_reminders_wait_for_the_same_things(client):
    referral = ReferralFactory()
    project = referral.need.project
    adviser, bearer, agent = f.adviser_of(project), f.bearer_of(project), f.state_agent_of(project)
    NeedFactory(project=project)
    NeedFactory(project=project, qualified=True)
    ContactFactory(project=project, kind="visit")
    now = timezone.now()
    reminded = [
        row.person
        for due in (pending.needs_of_advisers, pending.needs_of_bearers, pending.replies)
        for row in due(now)
    ]

    yours = {
        adviser: page_of(client, adviser).context["waits"],
        agent: page_of(client, agent).context["waits"],
        bearer: [page_of(client, bearer).context["next"]],
    }

    assert {person: len(lines) for person, lines in yours.items()} == {adviser: 1, agent: 1, bearer: 1}
    assert {person: reminded.count(person) for person in yours} == {adviser: 1, agent: 1, bearer: 1}


def test_an_expert_sees_only_what_is_addressed_to_her(client):
    project = f.ProjectFactory()
    expert = someone("expert", project)
    hers = Mission.objects.create(project=project, brief="Mesurer la pente.", expert=expert, days=2)
    Mission.objects.create(project=project, brief="Pour un autre.", expert=UserFactory(), days=2)

    assert page_of(client, expert).context["missions"] == [hers]


def test_a_juror_reads_what_waits_for_her_and_nothing_of_the_scores(client):
    call = CallFactory(opens=BEFORE, closes=YESTERDAY)
    ApplicationFactory(call=call)

    text = page_of(client, someone("juror", call)).content.decode()

    assert reverse("selection:applications", args=[call.slug]) not in text
    assert reverse("selection:declare", args=[call.slug]) in text


def test_the_facilitator_sees_what_is_left_to_prepare(client):
    seminar = SeminarFactory(place="")

    shown = page_of(client, someone("facilitator", seminar.cohort)).context

    left = ("running_order", "edit", "place", "place", "invitations")
    assert [to for _label, to in shown["left"]] == [reverse(f"seminars:{page}", args=[seminar.slug]) for page in left]


# Several hats


def two_hats():
    project = f.ProjectFactory()
    person = f.bearer_of(project)
    give_role(person, "juror", CallFactory())
    return project, person


def test_one_role_needs_no_switch(client):
    assert page_of(client, f.bearer_of(f.ProjectFactory())).context["hats"] == []


def test_a_bearer_and_juror_chooses_her_screen_for_the_session(client, django_assert_max_num_queries):
    project, person = two_hats()
    first = page_of(client, person)
    assert first.context["project"] == project
    jury = next(choice["key"] for choice in first.context["hats"] if not choice["worn"])

    client.post(reverse("portal:here_as"), {"hat": jury})

    with django_assert_max_num_queries(12):
        assert "sittings" in client.get(SPACE).context


def test_several_projects_make_several_hats(client):
    project, person = two_hats()
    other = f.ProjectFactory(name="L'autre")
    give_role(person, "bearer", other)

    hats = page_of(client, person).context["hats"]

    assert {hat["place"] for hat in hats} >= {project.name, "L'autre"}


def test_the_switch_changes_no_right(client):
    project, person = two_hats()
    page_of(client, person)
    client.post(reverse("portal:here_as"), {"hat": "jury"})

    assert client.get(project.get_absolute_url()).status_code == 200


def test_a_hat_of_somebody_else_is_refused(client):
    _project, person = two_hats()
    client.force_login(person)

    assert client.post(reverse("portal:here_as"), {"hat": "administration"}).status_code == 404
    assert client.get(reverse("portal:here_as")).status_code == 405


def test_a_hat_whose_role_has_ended_is_taken_off(client):
    project, person = two_hats()
    page_of(client, person)
    client.post(reverse("portal:here_as"), {"hat": "jury"})
    person.roles.filter(code="juror").update(since=DAY - timedelta(days=9), until=DAY - timedelta(days=1))

    assert client.get(SPACE).context["project"] == project
