"""A lead goes to whoever can decide, is answered from the letter, followed over the years and taken up again."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.capitalisation import services
from levain.capitalisation.models import FollowUp, LeadAnswer, PolicyLead, Sending, State
from levain.capitalisation.talk_pending import to_follow, unanswered
from levain.foundation import letters, outbox
from levain.foundation.models import Letter, Notice
from levain.people.models import Organisation, RoleCode
from levain.programmes.models import Cohort
from tests.capitalisation.factories import LEAD, Learning
from tests.people.factories import UserFactory, someone
from tests.projects.factories import ProjectFactory

pytestmark = pytest.mark.django_db
BOX = "bureau@ministere.example.org"
HOSTILE = "<script>alert(1)</script> {lien} https://mauvais.example"


@pytest.fixture
def learning(client):
    made = Learning().chain()
    made.settle()
    client.force_login(made.lead)
    return made


def send(learning, **said):
    return services.send_lead(learning.asked, by=learning.lead, **{"to": "Le bureau", "email": BOX, **said})


def link_of(sending):
    letter = Letter.objects.get(values__sending=str(sending.pk))
    return re.search(r"/[^/]+/[^/]+/?$", letter.values["lien"]).group(0), letter


def page_of(sending):
    from urllib.parse import urlsplit

    return urlsplit(Letter.objects.get(values__sending=str(sending.pk)).values["lien"]).path


def reply(client, page, choice="accepted", text="", name="Zoé Lenoir"):
    client.logout()
    return client.post(page, {"choice": choice, "text": text, "name": name})


def test_a_letter_waits_in_the_outbox_until_somebody_lets_it_go(learning, mailoutbox):
    send(learning)
    letters.deliver_waiting()
    assert not mailoutbox

    (letter,) = outbox.held(learning.cohort)
    outbox.release(letter, by=learning.lead)
    letters.deliver_waiting()
    assert learning.asked.title in mailoutbox[0].body
    assert "/repondre/" in mailoutbox[0].body or "http" in mailoutbox[0].body


def test_what_people_typed_brings_no_link_and_no_brace_into_the_letter(learning):
    services.revise_lead(learning.asked, 1, lessons=[learning.learned], by=learning.lead, text=HOSTILE)
    services.move(learning.asked, State.SETTLED, by=learning.lead)
    sending = send(learning, words=HOSTILE)
    letter = Letter.objects.get(values__sending=str(sending.pk))

    assert letter.text.count("{lien}") == 1
    assert "https://mauvais" not in letter.text


def test_whoever_reads_the_letter_answers_once_without_an_account(learning, client):
    page = page_of(send(learning))
    client.logout()
    assert learning.asked.text in client.get(page).content.decode()
    assert reply(client, page, "in_part", "Pour un an.").status_code == 200
    assert reply(client, page, "declined", "Non.").status_code == 410

    lead = PolicyLead.objects.get()
    assert (lead.answer, lead.answer_text, lead.answered_by) == ("in_part", "Pour un an.", "Zoé Lenoir, Le bureau")
    assert Notice.objects.filter(entry__verb="lead.answered_by_mail", recipient=learning.adviser).exists()


def test_a_lead_is_not_declined_without_saying_why_and_the_link_stays(learning, client):
    page = page_of(send(learning))
    answer = reply(client, page, "declined")
    assert "Dites pourquoi" in answer.content.decode()

    assert reply(client, page, "declined", "Pas de crédits.").status_code == 200
    assert PolicyLead.objects.get().answer == "declined"


def test_an_answer_keeps_the_version_it_answers_when_the_lead_has_changed(learning, client):
    page = page_of(send(learning))
    services.revise_lead(learning.asked, 1, lessons=[learning.learned], by=learning.adviser, text="Tout autre chose.")
    shown = client.get(page).content.decode()
    assert "On propose de le garder." in shown
    assert "Tout autre chose." not in shown
    reply(client, page)

    assert LeadAnswer.objects.get().version == 1
    client.force_login(learning.lead)
    assert "version 1" in client.get(learning.asked.get_absolute_url()).content.decode()


def test_a_person_with_an_account_answers_from_her_own_link_and_nobody_else(learning, client):
    agent = UserFactory(email=BOX)
    sending = send(learning)
    assert sending.person == agent

    reply(client, page_of(sending), "under_study", "On regarde.")
    assert LeadAnswer.objects.get().recorded_by == agent


def test_a_link_of_a_lead_set_aside_opens_nothing_more(learning, client):
    page = page_of(send(learning))
    services.move(learning.asked, State.SET_ASIDE, by=learning.lead)

    assert reply(client, page).status_code == 410
    with pytest.raises(services.NotSettledYet):
        send(learning)


def test_a_link_copied_badly_opens_nothing(client, learning):
    page = page_of(send(learning))
    client.logout()

    assert client.get(page[:-4] + "abc/").status_code == 410


def test_two_letters_two_answers_the_last_one_holds_and_the_first_is_kept(learning, client):
    first, second = send(learning), send(learning, to="La sous-direction", email="autre@ministere.example.org")
    reply(client, page_of(first), "under_study", "On regarde.")
    reply(client, page_of(second), "accepted", "Oui.", name="Max")

    assert PolicyLead.objects.get().answer == "accepted"
    client.force_login(learning.lead)
    page = client.get(learning.asked.get_absolute_url()).content.decode()
    assert "On regarde." in page


def test_the_form_posted_twice_writes_one_letter(learning, client):
    address = reverse("capitalisation:send_lead", args=[learning.asked.pk])
    token = str(client.get(address).context["form"]["token"].value())
    for _time in range(2):
        client.post(address, {"to": "Le bureau", "email": BOX, "words": "", "token": token})

    assert Sending.objects.count() == 1


@pytest.mark.parametrize("page", ["send_lead", "follow_lead", "take_up_lead"])
def test_the_people_of_a_project_send_and_follow_nothing(learning, client, page):
    client.force_login(learning.bearer)

    assert client.get(reverse(f"capitalisation:{page}", args=[learning.asked.pk])).status_code == 403


def test_a_follow_up_is_dated_and_carries_its_proof(learning, client):
    address = reverse("capitalisation:follow_lead", args=[learning.asked.pk])
    said = {
        "on": "2023-05-02",
        "state": "done",
        "text": HOSTILE,
        "proof": "Lettre",
        "address": "https://example.org/l",
    }
    token = {"token": str(client.get(address).context["form"]["token"].value())}
    client.post(address, said | token)
    client.post(address, said | token)

    assert FollowUp.objects.count() == 1
    page = client.get(learning.asked.get_absolute_url()).content.decode()
    assert 'href="https://example.org/l"' in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "wrong", [{"on": "2999-01-01"}, {"address": "javascript:alert(1)"}, {"state": "parfait"}, {"text": "  "}]
)
def test_what_is_wrong_in_a_follow_up_is_given_back(learning, client, wrong):
    said = {"on": "2023-05-02", "state": "done", "text": "Fait.", "proof": "", "address": ""} | wrong
    answer = client.post(reverse("capitalisation:follow_lead", args=[learning.asked.pk]), said)

    assert answer.status_code == 200
    assert not FollowUp.objects.exists()


def later(learning, **said):
    cohort = Cohort.objects.create(
        programme=learning.cohort.programme,
        slug="suivante",
        name="Suivante",
        starts=learning.cohort.starts + timedelta(days=800),
        ends=learning.cohort.ends + timedelta(days=800),
    )
    return Learning(ProjectFactory(cohort=cohort)).chain()


def test_a_lead_of_a_former_session_is_taken_up_again_and_both_say_so(learning, client):
    next_one = later(learning)
    page = reverse("capitalisation:take_up_lead", args=[next_one.asked.pk])
    client.post(page, {"former": learning.asked.pk})

    assert PolicyLead.objects.get(pk=next_one.asked.pk).takes_up == learning.asked
    for one, other in ((learning.asked, next_one.asked), (next_one.asked, learning.asked)):
        assert other.get_absolute_url() in client.get(one.get_absolute_url()).content.decode()


def test_taking_up_never_comes_round_nor_stays_in_its_session(learning):
    next_one = later(learning)
    services.take_up(next_one.asked, learning.asked, by=learning.lead)

    with pytest.raises(services.TakenUpAlready):
        services.take_up(learning.asked, next_one.asked, by=learning.lead)
    with pytest.raises(services.TakenUpAlready):
        services.take_up(learning.asked, learning.policy_lead(learning.learned), by=learning.lead)


def test_a_lead_one_may_not_read_is_not_taken_up(learning, client):
    elsewhere = Learning().chain()
    client.post(reverse("capitalisation:take_up_lead", args=[learning.asked.pk]), {"former": elsewhere.asked.pk})

    assert PolicyLead.objects.get(pk=learning.asked.pk).takes_up is None


def followed(learning, **query):
    return reverse("capitalisation:followed_leads", args=[learning.cohort.programme.slug]) + (
        "?" + "&".join(f"{name}={value}" for name, value in query.items()) if query else ""
    )


def test_the_page_of_leads_filters_by_year_addressee_and_answer(learning, client):
    other = learning.policy_lead(learning.learned, title="Une autre", addressee="Les communes")
    services.follow_up(learning.asked, by=learning.lead, state="done", text="Fait.", on=date(2021, 3, 2))
    services.answer_lead(other, 1, status="accepted", answered_by="X", by=learning.lead, on=date(2022, 1, 5))

    def titles(**query):
        return [lead.title for lead in client.get(followed(learning, **query)).context["leads"]]

    assert titles(annee="2021") == [learning.asked.title]
    assert titles(annee="2022", reponse="accepted") == ["Une autre"]
    assert titles(a="Le bureau") == [learning.asked.title]
    assert titles(reponse="aucune") == [learning.asked.title]
    assert len(titles(annee="abc", reponse="parfaite")) == 2


def test_the_page_of_leads_is_for_those_who_draw_what_is_learned(learning, client):
    client.force_login(learning.adviser)
    assert client.get(followed(learning)).status_code == 200
    client.force_login(learning.bearer)
    assert client.get(followed(learning)).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_leads_costs_the_same_for_any_number(learning, client, count, django_assert_max_num_queries):
    for number in range(count):
        lead = learning.policy_lead(learning.learned, title=f"Piste {number}")
        services.follow_up(lead, by=learning.lead, state="done", text="Fait.")
    client.get(followed(learning))

    with django_assert_max_num_queries(12):
        client.get(followed(learning))


def at(day):
    return datetime.combine(day, datetime.min.time(), ZoneInfo("Europe/Paris"))


def test_an_answer_that_does_not_come_and_a_lead_nobody_follows_are_reminded(learning):
    PolicyLead.objects.update(hoped_by=timezone.localdate())
    assert not list(unanswered(timezone.now()))
    send(learning)
    assert [pending.person for pending in unanswered(timezone.now())] == [learning.lead]

    services.answer_lead(PolicyLead.objects.get(), 1, status="accepted", answered_by="X", by=learning.lead)
    assert not list(unanswered(timezone.now()))
    assert [pending.person for pending in to_follow(timezone.now())] == [learning.lead]
    services.follow_up(learning.asked, by=learning.lead, state="given_up", text="Abandonnée.")
    assert not list(to_follow(timezone.now()))


def test_a_lead_names_the_body_it_is_addressed_to(learning, client):
    ministry = Organisation.objects.create(name="Ministère", kind=Organisation.Kind.MINISTRY, mailbox=BOX)
    page = reverse("capitalisation:edit_lead", args=[learning.asked.pk])
    client.post(page, LEAD | {"lessons": [learning.learned.pk], "version": 1, "body": ministry.pk})

    assert PolicyLead.objects.get().body == ministry
    services.move(PolicyLead.objects.get(), State.SETTLED, by=learning.lead)
    form = client.get(reverse("capitalisation:send_lead", args=[learning.asked.pk])).context["form"]
    assert (form["to"].value(), form["email"].value()) == ("Le bureau", BOX)


def test_somebody_from_elsewhere_does_not_send_it(learning, client):
    client.force_login(someone(RoleCode.PROGRAMME_LEAD, Learning().cohort.programme))

    assert client.get(reverse("capitalisation:send_lead", args=[learning.asked.pk])).status_code == 403
