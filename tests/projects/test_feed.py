import pytest
from django.urls import reverse
from django.utils import timezone

from levain.evaluation.services import write_expectation
from levain.foundation import registry, sentences
from levain.foundation.models import JournalEntry
from levain.people.services import invite
from levain.projects import feed, services
from levain.support.services.contacts import record_contact
from levain.support.services.needs import state_need
from levain.support.services.obstacles import name_obstacle
from tests.people.factories import UserFactory
from tests.projects import factories as f

PEOPLE = {
    "bearer": f.bearer_of,
    "official": f.official_of,
    "adviser": f.adviser_of,
    "lead": f.lead_of,
    "state": f.state_agent_of,
    "neighbour project": lambda project: f.bearer_of(f.ProjectFactory(cohort=project.cohort)),
}


@pytest.fixture
def project():
    return f.ProjectFactory()


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
    not_hers = {entry.pk for entry in every if entry.verb == "invitation.sent"} if who not in INVITE else set()

    assert set(feed.entries(user, project).values_list("pk", flat=True)) == seen - not_hers


INVITE = {"bearer", "adviser", "lead"}


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


def test_an_objective_is_named_by_the_words_there_are(client, project, bearer):
    write_expectation(project, voice="inhabitants", text="Des jardins partout", by=bearer)
    client.force_login(bearer)

    assert "Des jardins partout" in client.get(page_of(project)).content.decode()
