"""What people expect, asked before the day; the reminders that stop by themselves."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.evaluation.services import load_framework
from levain.foundation import mail_answers
from levain.questionnaires.models import Questionnaire, Response, Revision
from levain.seminars import pending, services
from levain.seminars.models import Gathering, Registration, Seminar
from levain.seminars.services import expectations, invitations
from levain.support.services.diagnosis import load_diagnosis
from tests.people.factories import UserFactory
from tests.projects.factories import bearer_of, member_of
from tests.seminars.factories import RegistrationFactory, SeminarFactory, facilitator_of

BEGIN = {"begin": "1"}


@pytest.fixture
def seminar(project):
    return SeminarFactory(cohort=project.cohort)


def answered(client, address, **typed):
    """Begin, then fill the page as it was shown."""
    client.post(address, BEGIN)
    shown = client.get(address).content.decode()
    hidden = dict(re.findall(r'name="(r-(?:known|revision))" value="([^"]*)"', shown))
    return client.post(address, hidden | typed)


def test_the_questions_of_the_house_are_published_once():
    assert expectations.load_expectations() == expectations.load_expectations()
    assert expectations.load_expectations().revisions.count() == 1


def test_who_comes_says_what_she_expects_and_the_team_reads_it(client, project, seminar):
    zoe = bearer_of(project)
    services.register(seminar, user=zoe)
    client.force_login(zoe)
    page = reverse("seminars:expectations", args=[seminar.slug])

    answered(client, page, **{"r-attendu": "Savoir qui appeler.", "r-sujets": ["commune", "argent"]})

    client.force_login(facilitator_of(seminar))
    read = client.get(reverse("seminars:expectations_read", args=[seminar.slug])).context
    assert read["answered"] == 1
    words, chosen = read["questions"][:2]
    assert [(str(who.user), said) for who, said in words.said] == [(str(zoe), "Savoir qui appeler.")]
    assert [n for _label, n in chosen.counted] == [1, 1]
    client.force_login(member_of(project))
    assert client.get(reverse("seminars:expectations_read", args=[seminar.slug])).status_code == 403


def test_who_prepares_reads_how_many_have_said_what_they_expect(client, project, seminar):
    zoe = bearer_of(project)
    services.register(seminar, user=zoe)
    client.force_login(zoe)
    answered(client, reverse("seminars:expectations", args=[seminar.slug]), **{"r-attendu": "Une réponse."})
    client.force_login(facilitator_of(seminar))

    assert "Attentes : 1 réponse" in client.get(seminar.get_absolute_url()).content.decode().replace("\u00a0", " ")
    shown = client.get(reverse("seminars:expectations_read", args=[seminar.slug])).content.decode()
    assert "1 personne a répondu." in shown


def test_opening_the_page_begins_nothing_and_twice_begins_once(client, project, seminar):
    zoe = bearer_of(project)
    services.register(seminar, user=zoe)
    client.force_login(zoe)
    page = reverse("seminars:expectations", args=[seminar.slug])

    expectations.load_expectations()
    client.get(page)
    assert Response.objects.count() == 0
    client.post(page, BEGIN)
    client.post(page, BEGIN)

    assert Response.objects.count() == 1


def test_a_guest_says_what_she_expects_from_her_letter(client, seminar):
    guest = {"name": "Jeanne", "email": "jeanne@exemple.fr", "organisation": ""}
    [jeanne] = invitations.invite_guests(seminar, [guest], side="partner", by=UserFactory())
    page = reverse("seminars:invited_expectations", args=[jeanne.token])
    assert client.get(page).status_code == 302
    invitations.answer(jeanne, comes=True)

    client.post(page, BEGIN)

    assert Response.objects.get().respondent is None
    assert client.get(page).status_code == 200


def test_who_does_not_come_is_not_asked_and_no_longer_counted(client, project, seminar):
    zoe = bearer_of(project)
    line = services.register(seminar, user=zoe)
    expectations.begin(line, services.gathering_of(seminar))
    services.decline(seminar, user=zoe)

    assert expectations.gathered(seminar) == (0, [])


@pytest.mark.parametrize("count", [1, 3])
def test_reading_expectations_costs_the_same_for_any_number(count, seminar, django_assert_num_queries):
    for _ in range(count):
        line = RegistrationFactory(seminar=seminar)
        response = expectations.begin(line, services.gathering_of(seminar))
        response.answers.create(code="attendu", value="Du temps")
        response.answers.create(code="sujets", value=["lieu"])

    with django_assert_num_queries(4):
        answered, _questions = expectations.gathered(seminar)

    assert answered == count


def waited(source):
    return {row.person for row in source(timezone.now())}


def test_once_people_are_invited_only_they_are_reminded(project, seminar):
    zoe, adam = bearer_of(project), member_of(project)
    assert waited(pending.unanswered) == {zoe, adam}

    invitations.invite_people(seminar, [adam], by=UserFactory())
    assert waited(pending.unanswered) == {adam}
    services.decline(seminar, user=adam)

    assert waited(pending.unanswered) == set()


def test_nobody_is_reminded_of_a_seminar_called_off(project, seminar):
    zoe = bearer_of(project)
    services.register(seminar, user=zoe)
    assert waited(pending.soon) == waited(pending.expecting) == {zoe}

    services.call_off(seminar, why="Neige.", by=UserFactory())

    assert waited(pending.soon) == waited(pending.expecting) == waited(pending.unanswered) == set()
    assert not Seminar.objects.to_come().exists()


def test_who_has_said_what_she_expects_is_no_longer_asked(project, seminar):
    line = services.register(seminar, user=bearer_of(project))

    expectations.begin(line, services.gathering_of(seminar))

    assert waited(pending.expecting) == set()


@pytest.mark.parametrize(("choice", "state"), [("yes", "registered"), ("no", "declined")])
def test_a_reminder_is_answered_from_its_mail_once(client, project, seminar, choice, state):
    zoe = bearer_of(project)
    link = mail_answers.answer_link("seminars.come", seminar, zoe)
    address = link[link.index("/", 9) :]
    typed = {"choice": choice, "text": "une boucle magnétique" if choice == "yes" else "", "name": "Zoé"}

    assert "Venez-vous" in client.get(address).content.decode()
    assert not Registration.objects.exists()
    client.post(address, typed)
    assert client.post(address, typed).status_code == 410

    line = Registration.objects.get()
    assert (line.user, line.state) == (zoe, state)
    assert line.access_needs == typed["text"]


def test_a_reminder_of_a_seminar_that_closed_its_list_says_so_and_keeps_the_link(client, project, seminar):
    zoe = bearer_of(project)
    services.prepare_gathering(seminar, closes_on=timezone.localdate() - timedelta(days=1))
    link = mail_answers.answer_link("seminars.come", seminar, zoe)
    address = link[link.index("/", 9) :]

    answer = client.post(address, {"choice": "yes", "text": "", "name": "Zoé"})

    assert "closes" in answer.content.decode()
    assert client.get(address).status_code == 200


def published(slug, audience, **about):
    one = Questionnaire.objects.create(slug=slug, title=slug, audience=audience)
    Revision.objects.create(questionnaire=one, number=1, published_at=timezone.now(), **about)
    return one


def test_expectations_are_asked_by_what_the_team_composed_under_ones_name_and_not_by_what_was_made_for_another_use():
    house = expectations.load_expectations()
    load_diagnosis()
    load_framework()
    published("dossier-2026", "application")
    published("sans-nom", "Les personnes qui viennent", anonymous=True)
    ours = published("avant-la-visite", "Les personnes qui viennent")

    assert list(expectations.questionnaires(Gathering())) == [ours]
    assert set(expectations.questionnaires(Gathering(expectations=house))) == {ours, house}


def test_a_questionnaire_of_another_use_is_refused_for_the_expectations(client, seminar):
    application = published("dossier-2026", "application")
    client.force_login(facilitator_of(seminar))

    answer = client.post(
        reverse("seminars:asking", args=[seminar.slug]), {"version": "0", "expectations": str(application.pk)}
    )

    assert answer.status_code in (200, 422)
    assert not Gathering.objects.filter(expectations=application).exists()
