"""A call recorded in under a minute: from the first screen, once, corrected by its author, with what comes next."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.foundation.versions import ChangedSince
from levain.people.models import RoleCode
from levain.projects.models import Action
from levain.support import rules
from levain.support.models import Contact
from levain.support.services.contacts import correct_contact, record_contact
from tests.people.factories import someone
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of, member_of, state_agent_of
from tests.support.asking import open_as
from tests.support.factories import ContactFactory

pytestmark = pytest.mark.django_db
CALL = "support:call"


def send(client, user, name, *args, **typed):
    client.force_login(user)
    return client.post(reverse(name, args=args), typed)


@pytest.mark.parametrize("of", [adviser_of, state_agent_of])
def test_the_first_screen_leads_to_a_call_in_one_tap(client, of):
    person = of(ProjectFactory())

    assert reverse(CALL) in open_as(client, person, "portal:space").content.decode()


def test_with_one_project_the_call_is_noted_at_once(client):
    project = ProjectFactory()

    assert open_as(client, adviser_of(project), CALL).url == reverse("support:contact_new", args=[project.slug])


def test_the_project_called_last_comes_first_and_only_hers_are_shown(client):
    first = ProjectFactory(name="Arbre")
    called = ProjectFactory(name="Zinc", cohort=first.cohort)
    ProjectFactory(name="Ailleurs")
    adviser = adviser_of(first)
    ContactFactory(project=called, by=adviser)

    shown = open_as(client, adviser, CALL).content.decode()

    assert shown.index("Zinc") < shown.index("Arbre")
    assert "Ailleurs" not in shown


@pytest.mark.parametrize("code", RoleCode.values)
def test_the_list_of_projects_gives_the_same_answer_as_the_rule(code):
    project, other = ProjectFactory(), ProjectFactory()
    scope = project.cohort if code in (RoleCode.ADVISER, RoleCode.EVALUATOR) else project
    person = someone(code, scope)

    listed = set(rules.with_contacts_of(person))

    assert listed == {one for one in (project, other) if rules.can_record_contact(person, one)}


def test_a_state_agent_finds_the_projects_of_her_territory():
    project = ProjectFactory()
    ProjectFactory()

    assert list(rules.with_contacts_of(state_agent_of(project))) == [project]


def test_whoever_records_no_contact_is_told_why(client):
    assert open_as(client, someone(RoleCode.JUROR, ProjectFactory().cohort), CALL).status_code == 403


def test_what_comes_next_becomes_hers_to_do_once(client):
    project = ProjectFactory()
    agent, day = state_agent_of(project), timezone.localdate() + timedelta(days=3)
    typed = {
        "token": uuid4(),
        "kind": "call",
        "text": "La mairie hésite.",
        "with_whom": "Le maire",
        "next": "Rappeler le maire",
        "next_on": day.isoformat(),
        "happened_on": timezone.localdate().isoformat(),
        "audience": "project",
    }

    for _twice in range(2):
        send(client, agent, "support:contact_new", project.slug, **typed)

    assert Contact.objects.get().with_whom == "Le maire"
    action = Action.objects.get()
    assert (action.title, action.owner, action.due) == ("Rappeler le maire", agent, day)
    assert "Rappeler le maire" in open_as(client, agent, "portal:space").content.decode()


def test_words_kept_in_the_collective_do_not_leak_through_the_action():
    project = ProjectFactory()
    day = timezone.localdate() + timedelta(days=3)

    record_contact(project, by=bearer_of(project), text="?", next="Un secret", next_on=day, audience="collective")

    assert "secret" not in Action.objects.get().title


def test_a_day_in_the_past_gives_back_what_was_typed(client):
    project = ProjectFactory()
    typed = {"token": uuid4(), "kind": "call", "text": "Gardé.", "next_on": "2020-01-01", "audience": "project"}

    answer = send(client, adviser_of(project), "support:contact_new", project.slug, **typed)

    assert "Gardé." in answer.content.decode()
    assert not Contact.objects.exists()


def test_its_author_corrects_a_contact_and_the_earlier_words_are_kept(client):
    contact = ContactFactory(text="Un premier jet.")
    contact.by = adviser_of(contact.project)
    contact.save()
    typed = {"version": 1, "kind": "visit", "text": "Des mots justes.", "happened_on": "2021-01-04"}

    send(client, contact.by, "support:contact_edit", contact.pk, **typed, audience="project")

    contact.refresh_from_db()
    assert (contact.text, contact.kind, contact.version) == ("Des mots justes.", "visit", 2)
    assert "Un premier jet." in open_as(client, contact.by, "support:contact_edit", contact.pk).content.decode()


def test_two_windows_correct_the_same_contact_and_nothing_is_lost(client):
    contact = ContactFactory()
    contact.by = adviser_of(contact.project)
    contact.save()
    told = {"kind": "call", "text": "Avant.", "audience": "project", "happened_on": contact.happened_on}
    correct_contact(contact, by=contact.by, version=1, **told)

    with pytest.raises(ChangedSince):
        correct_contact(Contact.objects.get(), by=contact.by, version=1, **told)
    answer = send(client, contact.by, "support:contact_edit", contact.pk, **told | {"version": 1, "text": "Après."})

    assert "Après." in answer.content.decode()
    assert "Avant." in answer.content.decode()


@pytest.mark.parametrize("of", [adviser_of, bearer_of, member_of])
def test_nobody_else_corrects_a_contact(client, of):
    contact = ContactFactory()

    assert open_as(client, of(contact.project), "support:contact_edit", contact.pk).status_code == 403


def test_a_contact_opens_a_gesture_already_filled(client):
    contact = ContactFactory(text="Présenté le collectif au notaire.", with_whom="Le notaire")
    adviser = adviser_of(contact.project)
    slug = contact.project.slug

    assert f"?appel={contact.pk}" in open_as(client, adviser, "support:contacts", slug).content.decode()
    shown = open_as(client, adviser, "support:gesture_new", slug, appel=contact.pk).content.decode()

    assert "Présenté le collectif au notaire." in shown


def test_another_project_s_contact_fills_nothing(client):
    contact, project = ContactFactory(text="Ailleurs."), ProjectFactory()

    shown = open_as(client, adviser_of(project), "support:gesture_new", project.slug, appel=contact.pk)

    assert "Ailleurs." not in shown.content.decode()
