from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from levain.evaluation.services import rate, write_expectation
from levain.foundation import registry, reminders, sentences
from levain.foundation.models import JournalEntry
from levain.people.services import invite
from levain.projects import feed, services
from levain.projects.services.conversations import close_conversation, start_conversation, withdraw_message
from levain.seminars.services import contribute, hide_contribution
from levain.support.services.contacts import record_contact
from levain.support.services.facilitation import record_gesture
from levain.support.services.needs import state_need
from levain.support.services.obstacles import name_obstacle
from tests.evaluation.factories import ObjectiveFactory
from tests.people.factories import UserFactory
from tests.projects import factories as f
from tests.seminars.factories import ActivityFactory

PEOPLE = {
    "bearer": f.bearer_of,
    "official": f.official_of,
    "adviser": f.adviser_of,
    "lead": f.lead_of,
    "state": f.state_agent_of,
    "neighbour project": lambda project: f.bearer_of(f.ProjectFactory(cohort=project.cohort)),
}


@pytest.fixture
def bearer(project):
    return f.bearer_of(project)


def live(project, bearer):
    """A little of everything, for each audience."""
    for audience in ("collective", "project", "cohort", "public"):
        services.write_entry(project, by=bearer, text="Ce soir.", audience=audience)
        state_need(project, by=bearer, in_my_words=f"Une clé ({audience})", audience=audience)
        name_obstacle(project, by=bearer, kind="regle", text=f"La porte ({audience})", audience=audience)
    record_contact(project, by=bearer, people=[], kind="call", text="Allô", next="")
    services.add_action(project, by=bearer, title="Appeler la mairie")
    services.add_step(project, by=bearer, title="Ouvrir", due=timezone.localdate())
    services.make_commitment(project, by=bearer, text="Balayer")
    invite("lea@example.org", "member", project, by=bearer, name="Léa")
    keep_its_file(project, bearer)
    talk(project, bearer)
    agree_and_rate(project)


def keep_its_file(project, bearer):
    for audience in ("collective", "project", "cohort"):
        file = SimpleUploadedFile("plan.txt", b"Le plan", "text/plain")
        paper = services.give_paper(project, by=bearer, title=f"Plan ({audience})", file=file, audience=audience)
    services.retire_paper(paper, by=bearer)
    for audience in ("project", "cohort"):
        partner = services.add_partner(project, by=bearer, name=f"Amis ({audience})", audience=audience)
        person = services.add_person(partner, by=bearer, name="Ada", agreement="de vive voix")
    services.edit_person(person, by=bearer, version=1, name="Ada L.")
    services.retire_partner(partner, by=bearer)
    shared = services.add_partner(f.ProjectFactory(cohort=project.cohort), by=bearer, name="Voisins")
    services.link_partner(shared, project, by=bearer, brings="Des outils")
    for audience in ("collective", "project"):
        services.add_stakeholder(project, by=bearer, name=f"École ({audience})", audience=audience)
    services.add_budget_line(project, by=bearer, side="expense", label="Bois", amount=100, state="planned")
    services.write_horizon(project, by=bearer, ambition="Plus loin")
    services.write_afterwards(project, by=bearer, agreement="Une convention")


def talk(project, bearer):
    adviser = f.adviser_of(project)
    for audience, by in (("collective", bearer), ("project", bearer), ("cohort", bearer), ("support", adviser)):
        said = {"subject": f"Sujet ({audience})", "text": "Bonjour", "audience": audience}
        conversation = start_conversation(project, by=by, **said)
        close_conversation(conversation, by=by)
    for audience in ("collective", "project", "cohort"):
        record_gesture([project], by=adviser, kind="meeting", text="Une rencontre", audience=audience)


def agree_and_rate(project):
    """Each side but one gives its level: that one sees no other's."""
    objective = ObjectiveFactory(project=project)
    adviser = f.adviser_of(project)
    for voice, who in (("inhabitants", f.bearer_of), ("authority", f.official_of)):
        rate(objective, moment="start", voice=voice, level=-1, reason="Au début", by=who(project))
    rate(objective, moment="start", voice="state", level=-1, reason="Au début", by=adviser)
    activity = ActivityFactory(seminar__cohort=project.cohort)
    for _time in range(2):
        said = contribute(activity, text="Un mot", side="bearer", project=project, by=adviser)
    hide_contribution(said, by=adviser)


def verbs(user, project):
    return [row["entry"].verb for row in feed.in_words(project, feed.entries(user, project))]


def page_of(project):
    return reverse("projects:feed", args=[project.slug])


@pytest.mark.parametrize("who", PEOPLE)
def test_each_person_reads_what_happened_to_what_she_may_see(project, bearer, who):
    """The database is asked the same as the rule of each object."""
    live(project, bearer)
    user = PEOPLE[who](project)
    every = list(JournalEntry.objects.in_place(project))
    sentences.attach(every)
    seen = {entry.pk for entry in every if entry.object is not None and registry.may_see(user, entry.object)}
    elsewhere = {entry.pk for entry in every if entry.verb in NO_PAGE.get(who, {"invitation.sent"})}

    assert set(feed.entries(user, project)) == seen - elsewhere


# What she may see and whose page does not open to her: it is not told in a line that would lead nowhere.
NO_PAGE = {
    "bearer": set(),
    "adviser": set(),
    "lead": set(),
    "neighbour project": {"invitation.sent", "facilitation.recorded"},
}


@pytest.mark.parametrize("who", PEOPLE)
def test_each_line_opens_for_whoever_reads_it(client, project, bearer, who):
    live(project, bearer)
    user = PEOPLE[who](project)
    client.force_login(user)
    rows = feed.in_words(project, feed.entries(user, project))

    answers = {link: client.get(link.partition("#")[0]).status_code for link in {row["link"] for row in rows}}

    assert {link for link, answer in answers.items() if answer != 200} == set()
    assert [str(row["sentence"]) for row in rows if str(row["sentence"])[-1] == "…"] == []


def test_a_reminder_is_told_to_nobody_else(client, project, bearer):
    long_ago = timezone.now() - timedelta(days=30)
    f.ActionFactory(project=project, owner=bearer, due=timezone.localdate(), created_at=long_ago)
    assert reminders.remind(timezone.now().replace(hour=11)) == 1
    client.force_login(f.official_of(project))

    page = client.get(page_of(project))

    assert page.status_code == 200
    assert "Rappel" not in page.content.decode()


def test_what_was_said_then_withdrawn_leaves_no_line(project, bearer):
    said = {"subject": "Samedi", "text": "Bonjour", "audience": "project"}
    conversation = start_conversation(project, by=bearer, **said)
    assert verbs(bearer, project)[:1] == ["conversation.written"]

    withdraw_message(conversation.messages.get(), by=bearer)

    assert "conversation" not in " ".join(verbs(bearer, project))


def test_what_the_supporting_side_says_leaves_no_trace_for_the_project(client, project, bearer):
    said = {"subject": "Entre nous", "text": "Bonjour", "audience": "support"}
    start_conversation(project, by=f.adviser_of(project), **said)
    client.force_login(bearer)

    assert "Entre nous" not in client.get(page_of(project)).content.decode()


def test_the_feed_tells_the_days_the_latest_first(client, project, bearer):
    services.add_action(project, by=bearer, title="Appeler la mairie")
    client.force_login(bearer)

    page = client.get(page_of(project))

    assert [day for day, _rows in page.context["days"]] == [timezone.localdate()]
    assert f"{bearer} a ajouté une action : Appeler la mairie" in page.content.decode().replace("\xa0", " ")


def test_a_note_for_the_collective_leaves_no_trace_for_the_others(client, project, bearer):
    services.write_entry(project, by=bearer, text="Entre nous.", audience="collective")
    client.force_login(f.official_of(project))

    page = client.get(page_of(project)).content.decode()

    assert "carnet de bord" not in page


def test_the_address_of_whoever_is_invited_is_not_told(client, project, bearer):
    invite("lea@example.org", "member", project, by=bearer)
    client.force_login(bearer)

    assert "lea@example.org" not in client.get(page_of(project)).content.decode()


def test_what_was_removed_is_left_out(client, project, bearer):
    step = services.add_step(project, by=bearer, title="Ouvrir", due=timezone.localdate())
    services.remove_step(step, by=bearer)
    client.force_login(bearer)

    shown = client.get(page_of(project)).content.decode()

    assert "Ouvrir" not in shown
    assert "a retiré une étape" in shown


def test_a_long_story_is_read_page_by_page(client, project, bearer):
    for number in range(60):
        services.add_action(project, by=bearer, title=f"Chose {number}")
    client.force_login(bearer)

    assert client.get(page_of(project)).context["page"].paginator.num_pages == 3
    assert "Chose 0" in client.get(page_of(project), {"page": 3}).content.decode()


def test_a_long_name_is_cut(client, project, bearer):
    state_need(project, by=bearer, in_my_words="Une clé " * 200, audience="project")
    client.force_login(bearer)

    assert "…" in client.get(page_of(project)).content.decode()


def test_a_stranger_reads_nothing(client, project, bearer):
    client.force_login(UserFactory())

    assert client.get(page_of(project)).status_code == 403


@pytest.mark.parametrize("times", [1, 3])
def test_the_feed_costs_the_same_for_any_number(client, project, bearer, times, django_assert_max_num_queries):
    for _time in range(times):
        live(project, bearer)
    client.force_login(bearer)

    with django_assert_max_num_queries(9):
        client.get(page_of(project))


def test_what_a_side_expects_is_named_by_its_words(client, project, bearer):
    write_expectation(project, voice="inhabitants", text="Des jardins partout", by=bearer)
    client.force_login(bearer)

    assert "Des jardins partout" in client.get(page_of(project)).content.decode()
