"""The State service of the territory gives its opinion, from the mail or from its page; who reads it, and when."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.foundation import mail_answers, reminders
from levain.foundation.models import JournalEntry, Letter, MailAnswer, Notice
from levain.foundation.notifications import send_at_once
from levain.people.models import Organisation, RoleCode
from levain.questionnaires.services import start
from levain.selection.models import Application, Opinion, StateChanged
from levain.selection.services import opinions, receive_application
from levain.selection.services.calls import decide
from tests.people.factories import UserFactory, give_role, someone
from tests.questionnaires.factories import answer, published, question
from tests.selection.factories import ApplicationFactory, CallFactory
from tests.territories.factories import TerritoryFactory

State = Application.State
BOX = "ddt@example.org"


@pytest.fixture
def around():
    return TerritoryFactory(kind="department"), TerritoryFactory(kind="region")


@pytest.fixture
def commune(around):
    return TerritoryFactory(inside=around)


@pytest.fixture
def service(around):
    found = Organisation.objects.create(name="DDT d'ici", kind="state_service")
    found.territories.add(around[0])
    wider = Organisation.objects.create(name="DREAL d'ici", kind="state_service")
    wider.territories.add(around[1])
    return found


@pytest.fixture
def agent(service):
    user = UserFactory()
    give_role(user, RoleCode.STATE_SERVICE, service.territories.first(), organisation=service)
    return user


@pytest.fixture
def application(commune):
    return ApplicationFactory(commune=commune, call__over=True, collective="Six voisins")


@pytest.fixture
def lead(application):
    return someone(RoleCode.PROGRAMME_LEAD, application.call.cohort.programme)


def give(opinion, by, kind="favourable", text="", **said):
    opinions.give_opinion(opinion, kind=kind, text=text, by=by, **said)


def mailed(application):
    """The opinion asked of a mailbox, and the link it holds."""
    opinion = opinions.ask_opinion(application)
    return opinion, re.search(r"https?://[^/]+(/\S+)", Letter.objects.get(to=BOX).text).group(1)


@pytest.fixture
def box(service):
    service.mailbox = BOX
    service.save()


def typed(**said):
    return {"choice": "favourable", "text": "Nous les connaissons.", "name": "Agnès", **said}


def test_receiving_an_application_asks_the_nearest_service_of_its_commune(service, agent, commune, lead):
    call = CallFactory()
    received = {"by": lead, "reference": "jardin", "title": "Le jardin", "summary": "Six.", "place": "Ici"}
    for _twice in range(2):
        receive_application(call, commune=commune, **received)

    assert [opinion.service for opinion in Opinion.objects.all()] == [service]
    assert Notice.objects.filter(recipient=agent, entry__verb="opinion.asked", kind="answer").count() == 1


def test_nobody_is_asked_about_a_commune_that_is_not_known():
    assert opinions.ask_opinion(ApplicationFactory(commune=None)) is None


def test_the_agent_answers_from_her_mail_without_signing_in(client, application, agent):
    opinion = opinions.ask_opinion(application)
    send_at_once()
    link = re.search(r"/reponse/\S+|https?://[^/]+(/\S*repon\S+)", Letter.objects.get(person=agent).text)
    link = re.sub(r"^https?://[^/]+", "", link.group(0))

    page = unescape(client.get(link).content.decode())
    assert application.summary in page
    client.post(link, typed())

    opinion.refresh_from_db()
    assert (opinion.kind, opinion.given_by, opinion.text) == ("favourable", agent, "Nous les connaissons.")


def test_whoever_reads_the_mailbox_answers_once_and_gives_her_name(client, application, service, box):
    opinion, link = mailed(application)
    client.post(link, typed())

    again = client.post(link, typed(choice="unfavourable", text="Non", name="Quelqu'un d'autre"))

    opinion.refresh_from_db()
    assert again.status_code == 410
    assert (opinion.kind, opinion.given_name) == ("favourable", "Agnès")


def test_a_link_that_has_expired_or_went_to_an_earlier_mailbox_opens_nothing(client, application, service, box):
    opinion, link = mailed(application)
    service.mailbox = "nouvelle@example.org"
    service.save()
    assert client.post(link, typed()).status_code == 410
    service.mailbox = BOX
    service.save()
    MailAnswer.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert client.post(link, typed()).status_code == 410
    opinion.refresh_from_db()
    assert opinion.given_at is None


def test_a_link_of_an_agent_who_left_her_service_opens_nothing(client, application, agent):
    opinion = opinions.ask_opinion(application)
    link = mail_answers.answer_link("selection.opinion", opinion, agent)
    agent.roles.update(until=timezone.localdate() - timedelta(days=1), since=timezone.localdate() - timedelta(days=9))

    assert client.post(re.sub(r"^https?://[^/]+", "", link), typed()).status_code == 410


def test_a_link_kept_until_after_the_decision_opens_nothing(client, application, lead, service, box):
    opinion, link = mailed(application)
    decide(application, State.NOT_RETAINED, by=lead, reason="D'autres projets.")

    assert client.post(link, typed()).status_code == 410
    opinion.refresh_from_db()
    assert opinion.given_at is None


def test_reservations_are_told_and_the_link_stays_open_until_they_are(client, application, service, box):
    opinion, link = mailed(application)

    page = client.post(link, typed(choice="reserved", text=" "))
    client.post(link, typed(choice="reserved", text="Zone inondable."))

    opinion.refresh_from_db()
    assert page.status_code == 200
    assert (opinion.kind, opinion.text) == ("reserved", "Zone inondable.")


def test_an_agent_changes_her_opinion_and_nobody_else_does(application, agent, lead, service):
    opinion = opinions.ask_opinion(application)
    give(opinion, agent)
    give(opinion, agent, "unfavourable", "Le terrain est pollué.")
    colleague = UserFactory()
    give_role(colleague, RoleCode.STATE_SERVICE, service.territories.first(), organisation=service)

    with pytest.raises(opinions.OpinionGiven):
        give(opinion, colleague)
    decide(application, State.NOT_RETAINED, by=lead, reason="D'autres projets.")
    with pytest.raises(StateChanged):
        give(opinion, agent)

    assert Opinion.objects.get().kind == "unfavourable"


def test_the_team_reads_it_the_jury_once_given_the_applicants_never(client, application, agent, lead):
    opinion = opinions.ask_opinion(application)
    readers = {
        "agent": agent,
        "lead": lead,
        "evaluator": someone(RoleCode.EVALUATOR, application.call.cohort),
        "juror": someone(RoleCode.JUROR, application.call),
        "bearer": someone(RoleCode.BEARER, application),
        "another agent": someone(RoleCode.STATE_SERVICE, TerritoryFactory(kind="department")),
        "stranger": UserFactory(),
    }

    def who_reads():
        found = set()
        for name, person in readers.items():
            client.force_login(person)
            if client.get(reverse("selection:opinion", args=[opinion.pk])).status_code == 200:
                found.add(name)
        return found

    assert who_reads() == {"agent", "lead"}
    give(opinion, agent)
    assert who_reads() == {"agent", "lead", "evaluator"}


def test_another_service_is_asked_by_hand_within_the_territory_only(client, application, lead, service):
    elsewhere = Organisation.objects.create(name="DDT d'ailleurs", kind="state_service")
    wider = Organisation.objects.get(name="DREAL d'ici")
    opinions.ask_opinion(application)
    client.force_login(lead)
    to = reverse("selection:ask_opinion", args=[application.call.slug, application.reference])

    for asked in (wider, elsewhere):
        client.post(to, {"service": asked.pk})

    assert set(application.opinions.values_list("service__name", flat=True)) == {service.name, wider.name}


def test_an_agent_gives_it_on_her_page(client, application, agent):
    opinion = opinions.ask_opinion(application)
    client.force_login(agent)

    client.post(opinion.get_absolute_url(), {"kind": "favourable", "text": "Oui.", "version": opinion.version})

    opinion.refresh_from_db()
    assert opinion.given_by == agent
    assert Notice.objects.filter(recipient=agent, settled_at=None, kind="answer").count() == 0


def test_a_service_is_reminded_until_it_has_answered(application, agent):
    opinion = opinions.ask_opinion(application)
    days = timedelta(days=4)
    Opinion.objects.update(asked_at=timezone.now() - timedelta(days=20), hoped_by=timezone.localdate() + days)

    reminders.remind(timezone.now().replace(hour=12))
    give(opinion, agent)
    reminders.remind(timezone.now().replace(hour=12) + timedelta(days=7))

    assert JournalEntry.objects.filter(verb="reminder.opinion").count() == 1


def test_the_service_reads_what_was_answered_and_nothing_personal(client, application, agent):
    revision = published(question("projet"), question("telephone", personal_data=True))
    answer(start(revision, subject=application), projet="Un four à pain", telephone="06 00 00 00 00")
    opinion = opinions.ask_opinion(application)
    client.force_login(agent)

    page = unescape(client.get(opinion.get_absolute_url()).content.decode())

    assert "Un four à pain" in page
    assert "06 00 00 00 00" not in page
