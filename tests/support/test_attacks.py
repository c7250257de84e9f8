"""Attacks on the support strand: links of mails, numbers of other projects, imports, hostile words."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.foundation import mail_answers, notifications
from levain.foundation.models import JournalEntry, Letter, MailAnswer
from levain.people.models import Role
from levain.support.models import Contact, Need, Obstacle
from levain.support.services import needs, obstacles, referrals
from levain.support.services.contacts import record_contact
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of, official_of, state_agent_of
from tests.support.factories import NeedFactory, ProposalFactory, ReferralFactory, service_of

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>{{ 7|add:7 }}\"'><img src=x onerror=alert(1)>"
SECRET = "Un local que personne ne doit connaître"


def link_of(verb, person):
    link, row = mail_answers.link_for(JournalEntry.objects.get(verb=verb), person)
    row.save()
    return re.sub(r"^https?://[^/]+", "", link)


# Links of mails: each is made for one deed, and gives the choice that does it.


def to_agree():
    need = NeedFactory()
    bearer = bearer_of(need.project)
    needs.qualify(need, by=adviser_of(need.project), adviser_words="Un chemin.", theme="mobilite")
    return link_of("need.qualified", bearer), bearer, "yes"


def to_confirm():
    project = ProjectFactory()
    bearer = bearer_of(project)
    needs.state_need(project, by=adviser_of(project), on_behalf_of=bearer, in_my_words="Un chemin.")
    return link_of("need.stated", bearer), bearer, "yes"


def to_reply():
    need = NeedFactory(opened=True)
    agent = state_agent_of(need.project)
    day = timezone.localdate() + timedelta(days=15)
    referrals.refer(need, service=service_of(need.project), hoped_by=day, by=adviser_of(need.project))
    return link_of("referral.asked", agent), agent, "reply"


LINKS = [to_agree, to_confirm, to_reply]


def press(client, link, choice):
    return client.post(link, {"choice": choice, "name": "Quelqu'un", "text": "Voilà."})


def deeds():
    return JournalEntry.objects.count()


@pytest.mark.parametrize("make", LINKS)
def test_a_link_played_again_does_nothing(client, make):
    link, _person, choice = make()
    assert press(client, link, choice).status_code == 200
    done = deeds()

    assert [press(client, link, choice).status_code for _again in range(3)] == [410, 410, 410]
    assert deeds() == done


@pytest.mark.parametrize("make", LINKS)
def test_reading_a_link_does_nothing_as_the_scanners_of_mailboxes_do(client, make):
    link, _person, choice = make()
    before = deeds()

    for _scanner in range(3):
        client.get(link)
        client.head(link)

    assert deeds() == before
    assert press(client, link, choice).status_code == 200


@pytest.mark.parametrize("make", LINKS)
def test_an_expired_link_does_nothing(client, make):
    link, _person, choice = make()
    MailAnswer.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    before = deeds()

    assert press(client, link, choice).status_code == 410
    assert deeds() == before


@pytest.mark.parametrize("make", LINKS)
def test_a_forwarded_link_opens_one_answer_and_no_session(client, make):
    link, _person, _choice = make()

    client.get(link)

    assert "_auth_user_id" not in client.session
    assert client.get(reverse("portal:space")).status_code == 302


@pytest.mark.parametrize("make", LINKS)
def test_the_link_of_somebody_who_lost_her_role_is_closed(client, make):
    link, person, choice = make()
    Role.objects.filter(user=person).delete()
    before = deeds()

    assert press(client, link, choice).status_code == 410
    assert deeds() == before


@pytest.mark.parametrize("make", LINKS)
def test_a_link_changed_by_one_sign_opens_nothing(client, make):
    link, _person, choice = make()
    other = link.rstrip("/")[:-1] + ("a" if link.rstrip("/")[-1] != "a" else "b") + "/"

    assert press(client, other, choice).status_code == 410


# Another project's need, by its number


def around(need):
    proposal = ProposalFactory(need=need, support__beneficiaries=["collectivite"])
    referral = ReferralFactory(need=need)
    obstacle = obstacles.name_obstacle(need.project, by=need.stated_by, kind="regle", text=SECRET, needs=[need])
    contact = record_contact(need.project, by=need.stated_by, text=SECRET)
    of_need = [
        *("need", "need_edit", "qualify", "agree", "confirm_need", "propose", "refer", "help", "close"),
    ]
    yield from ((name, need.pk) for name in of_need)
    yield from (
        (name, proposal.pk) for name in ("answer", "follow", "request_note", "request_note_pdf", "request_note_odt")
    )
    yield "reply", referral.pk
    yield from ((name, obstacle.pk) for name in ("lift", "obstacle_edit"))
    yield "contact_edit", contact.pk


@pytest.mark.parametrize("of", [bearer_of, official_of, state_agent_of, adviser_of])
def test_another_project_s_need_is_neither_read_nor_changed_by_its_number(client, of):
    need = NeedFactory(opened=True, in_my_words=SECRET)
    client.force_login(of(ProjectFactory()))

    for name, pk in list(around(need)):
        to = reverse(f"support:{name}", args=[pk])
        before = deeds()
        for answer in (client.get(to), client.post(to, {"in_my_words": "Pris.", "text": "Pris.", "version": 1})):
            assert answer.status_code in (403, 404, 405), (name, answer.status_code)
            assert SECRET not in answer.content.decode()
        assert deeds() == before, name


def test_a_need_of_the_collective_is_hidden_from_the_town_hall_everywhere(client):
    project = ProjectFactory()
    bearer, official = bearer_of(project), official_of(project)
    need = needs.state_need(project, by=bearer, in_my_words=SECRET, audience="collective")
    client.force_login(official)
    pages = [
        reverse("portal:space"),
        reverse("portal:expected"),
        reverse("portal:project", args=[project.slug]),
        reverse("projects:feed", args=[project.slug]),
        reverse("support:needs", args=[project.slug]),
        reverse("support:obstacle_new", args=[project.slug]),
        reverse("support:gesture_new", args=[project.slug]),
    ]

    shown = [to for to in pages if SECRET[:20] in client.get(to).content.decode()]

    assert shown == []
    assert client.get(need.get_absolute_url()).status_code == 403


def test_the_letter_of_news_forgets_what_was_closed_to_its_reader():
    project = ProjectFactory()
    adviser, agent = adviser_of(project), state_agent_of(project)
    need = NeedFactory(project=project, opened=True, in_my_words=SECRET, adviser_words=SECRET)
    day = timezone.localdate() + timedelta(days=15)
    referrals.refer(need, service=service_of(project), hoped_by=day, by=adviser, question=SECRET)
    Need.objects.update(audience="collective")

    notifications.send_at_once()
    notifications.send_digests(timezone.now() + timedelta(days=2))

    assert not any(SECRET in letter.text for letter in Letter.objects.filter(to=agent.email))


def test_another_project_s_objects_are_not_tied_through_hidden_fields(client):
    need, project = NeedFactory(in_my_words=SECRET), ProjectFactory()
    client.force_login(bearer_of(project))
    typed = {"token": uuid4(), "text": "?", "kind": "regle", "audience": "project", "needs": [need.pk]}

    answer = client.post(reverse("support:obstacle_new", args=[project.slug]), typed)

    assert not Obstacle.objects.exists()
    assert SECRET not in answer.content.decode()


def test_a_need_is_not_stated_in_the_name_of_a_stranger(client):
    project, stranger = ProjectFactory(), bearer_of(ProjectFactory())
    client.force_login(adviser_of(project))
    typed = {"token": uuid4(), "in_my_words": "?", "audience": "project", "on_behalf_of": stranger.pk}

    client.post(reverse("support:need_new", args=[project.slug]), typed)

    assert not Need.objects.exists()


def test_the_token_of_another_s_contact_gives_nothing_of_it(client):
    token = uuid4()
    theirs = ProjectFactory()
    kept = record_contact(theirs, by=adviser_of(theirs), text=SECRET, token=token)
    project = ProjectFactory()
    client.force_login(adviser_of(project))
    typed = {"token": token, "kind": "call", "text": "Un appel.", "happened_on": timezone.localdate()}

    answer = client.post(
        reverse("support:contact_new", args=[project.slug]), typed | {"audience": "project"}, follow=True
    )

    assert SECRET not in answer.content.decode()
    assert Contact.objects.get(pk=kept.pk).text == SECRET


# Hostile words


def test_hostile_words_are_shown_as_words(client):
    project = ProjectFactory(pitch=HOSTILE)
    adviser = adviser_of(project)
    need = NeedFactory(project=project, opened=True, in_my_words=HOSTILE, blocks=HOSTILE, adviser_words=HOSTILE)
    proposal = ProposalFactory(need=need, why=HOSTILE, support__beneficiaries=["collectivite"])
    obstacle = obstacles.name_obstacle(
        project, by=adviser, kind="regle", text=HOSTILE, who_can_lift=HOSTILE, tried=HOSTILE, needs=[need]
    )
    contact = record_contact(project, by=adviser, text=HOSTILE, with_whom=HOSTILE, next=HOSTILE)
    client.force_login(adviser)
    pages = [
        reverse("support:need", args=[need.pk]),
        reverse("support:request_note", args=[proposal.pk]),
        reverse("support:obstacles", args=[project.slug]),
        reverse("support:obstacles_across") + "?qui=<script>alert(1)</script>",
        reverse("support:obstacle_edit", args=[obstacle.pk]),
        reverse("support:contacts", args=[project.slug]),
        reverse("support:contact_edit", args=[contact.pk]),
        reverse("support:gesture_new", args=[project.slug]) + f"?appel={contact.pk}",
        reverse("support:need_new", args=[project.slug]) + f"?obstacle={obstacle.pk}",
        reverse("portal:space"),
    ]

    for to in pages:
        shown = client.get(to).content.decode()
        assert "<script>alert" not in shown, to
        assert "<img src=x" not in shown, to
