"""Only a lead that stands is sent, while it can still be answered; whoever lets the day pass is asked once more."""

from datetime import datetime, time, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.capitalisation import services
from levain.capitalisation.models import Finding, LeadAnswer, Lesson, PolicyLead, Sending, State
from levain.capitalisation.services.lead_letters import remind_addressees
from levain.foundation import letters, outbox
from levain.foundation.clock import told_by
from levain.foundation.models import Letter
from levain.people.models import Organisation, RoleCode
from levain.programmes.models import Cohort
from tests.capitalisation.factories import LEAD, Learning
from tests.people.factories import UserFactory, someone

BOX = "bureau@ministere.example.org"
NOON = datetime.combine(timezone.localdate(), time(12), ZoneInfo("Europe/Paris"))
HOPED = timezone.localdate() + timedelta(days=10)


@pytest.fixture
def learning(client):
    made = Learning().chain()
    PolicyLead.objects.update(hoped_by=HOPED)
    made.settle()
    client.force_login(made.lead)
    return made


def send(learning, email=BOX, gone=True):
    sending = services.send_lead(learning.asked, by=learning.lead, to="Le bureau", email=email)
    if gone:
        for letter in outbox.held(learning.cohort):
            outbox.release(letter, by=learning.lead)
        letters.deliver_waiting()
    return sending


def test_a_lead_on_lessons_that_do_not_stand_yet_says_so_before_it_is_sent(client, learning):
    page = reverse("capitalisation:send_lead", args=[learning.asked.pk])
    assert "ne sont pas encore arrêtés" not in client.get(page).content.decode()
    Lesson.objects.update(state=State.DRAFT)

    assert "ne sont pas encore arrêtés" in client.get(page).content.decode()
    assert "ne sont pas encore arrêtés" in client.get(learning.asked.get_absolute_url()).content.decode()


def test_a_lead_is_not_called_fragile_before_its_finding_is_judged(client, learning):
    Finding.objects.update(why="", overall=1)
    shown = client.get(learning.asked.get_absolute_url()).content.decode()

    assert "pas encore jugée" in shown
    assert "Très faible" not in shown


def tick(days):
    """What the worker does at noon, so many days after today."""
    with told_by(lambda: NOON + timedelta(days=days)):
        asked = remind_addressees(timezone.now())
        letters.deliver_waiting()
        return asked


def link(sending, which=-1):
    rows = Letter.objects.filter(values__sending=str(sending.pk)).order_by("pk")
    return urlsplit(list(rows)[which].values["lien"]).path


def reply(client, page, choice, text="", name="Zoé Lenoir"):
    client.logout()
    return client.post(page, {"choice": choice, "text": text, "name": name})


@pytest.mark.parametrize("state", [State.DRAFT, State.SHARED, State.SET_ASIDE])
def test_a_lead_that_does_not_stand_yet_is_not_sent_and_says_why(learning, client, state):
    PolicyLead.objects.update(state=state)
    page = reverse("capitalisation:send_lead", args=[learning.asked.pk])

    assert "on n’envoie que ce qui est arrêté" in client.get(learning.asked.get_absolute_url()).content.decode()
    assert client.post(page, {"to": "Le bureau", "email": BOX}).status_code == 403
    with pytest.raises(services.NotSettledYet):
        send(learning)
    assert not Sending.objects.exists()


def test_a_day_hoped_for_is_to_come(learning, client):
    page = reverse("capitalisation:edit_lead", args=[learning.asked.pk])
    said = LEAD | {"lessons": [learning.learned.pk], "version": 1, "hoped_by": "2020-01-31"}
    answer = client.post(page, said)
    assert "Ce jour est passé" in str(answer.context["form"].errors["hoped_by"])
    yesterday = NOON.date() - timedelta(days=1)
    with pytest.raises(services.DayPast):
        services.revise_lead(
            PolicyLead.objects.get(), 1, lessons=[learning.learned], by=learning.lead, hoped_by=yesterday
        )

    PolicyLead.objects.update(hoped_by="2020-01-31")
    assert (
        client.post(page, said).status_code == 302
    )  # a day that has passed since does not keep from correcting words


def test_a_lead_whose_day_is_past_is_not_sent_before_it_is_changed(learning, client):
    PolicyLead.objects.update(hoped_by="2020-01-31")

    assert client.get(reverse("capitalisation:send_lead", args=[learning.asked.pk])).status_code == 403
    with pytest.raises(services.DayPast):
        send(learning)


def test_whoever_lets_the_day_pass_is_asked_once_more_and_no_second_time(learning, client, mailoutbox):
    sending = send(learning)
    assert [tick(days) for days in (9, 10, 11, 12, 25)] == [0, 0, 1, 0, 0]
    first, second = mailoutbox

    assert "attend votre réponse" in second.subject
    assert learning.asked.text in second.body
    assert "{lien}" not in second.body
    assert link(sending) in second.body
    assert link(sending, 0) in first.body
    client.force_login(learning.lead)
    assert "relance le" in client.get(learning.asked.get_absolute_url()).content.decode()
    assert reply(client, link(sending), "declined", "Pas de crédits.").status_code == 200
    assert LeadAnswer.objects.get().text == "Pas de crédits."


def test_nobody_is_asked_again_who_answered_or_whose_letter_never_left(learning, client):
    answered = send(learning)
    reply(client, link(answered), "under_study", "On regarde.")
    assert tick(11) == 0
    PolicyLead.objects.update(answer="", answered_by="", answered_on=None)
    Sending.objects.all().delete()
    kept = send(learning, gone=False)
    assert tick(11) == 0
    outbox.cancel(Letter.objects.get(values__sending=str(kept.pk)), by=learning.lead)
    assert tick(11) == 0


@pytest.mark.parametrize("meanwhile", [{"state": "set_aside"}, {"state": "shared"}, {"hoped_by": None}])
def test_nobody_is_asked_again_for_what_does_not_stand_any_more(learning, meanwhile):
    send(learning)
    PolicyLead.objects.update(**meanwhile)

    assert tick(11) == 0


def test_whoever_got_it_this_week_is_left_in_peace_and_an_old_silence_is_not_recalled(learning):
    PolicyLead.objects.update(hoped_by=NOON.date())
    sending = send(learning)
    assert tick(1) == 0
    assert tick(40) == 0
    assert tick(8) == 1
    sending.refresh_from_db()
    assert sending.reminded_on == NOON.date() + timedelta(days=8)


def test_the_second_letter_says_the_words_of_the_first_even_when_the_lead_has_changed(learning, mailoutbox):
    send(learning)
    lead = PolicyLead.objects.get()
    services.revise_lead(lead, 1, lessons=[learning.learned], by=learning.lead, text="Tout autre chose.")
    services.move(lead, State.SETTLED, by=learning.lead)
    tick(11)

    assert "Tout autre chose." not in mailoutbox[1].body


def test_a_person_whose_account_is_closed_is_not_written_to_again(learning):
    agent = UserFactory(email=BOX)
    send(learning)
    agent.is_active = False
    agent.save()

    assert tick(11) == 0


def test_a_link_lasts_a_month_after_the_day_hoped_for_then_says_whom_to_write_to(learning, client):
    page = link(send(learning))
    client.logout()
    with told_by(lambda: NOON + timedelta(days=39)):
        assert client.get(page).status_code == 200
    with told_by(lambda: NOON + timedelta(days=41)):
        late = reply(client, page, "accepted")

    assert late.status_code == 410
    assert "Écrivez à la personne qui vous l’a envoyé" in late.content.decode()
    assert not LeadAnswer.objects.exists()


def test_a_letter_passed_on_is_answered_by_whoever_knows_in_her_name(learning, client):
    page = link(send(learning))
    reply(client, page, "in_part", "Pour un an.", name="Max Roy, sous-directeur")

    assert PolicyLead.objects.get().answered_by == "Max Roy, sous-directeur, Le bureau"
    assert reply(client, page, "declined", "Non.", name="Une autre").status_code == 410
    assert LeadAnswer.objects.count() == 1


def test_what_is_asked_is_never_read_as_what_it_is_about(learning, client, mailoutbox):
    services.revise_lead(PolicyLead.objects.get(), 1, lessons=[learning.learned], by=learning.lead, kind="stop")
    learning.settle()
    said = "Arrêter, dans l’accélérateur"
    page = link(send(learning))

    assert f"Décision demandée\xa0: {said}" in mailoutbox[0].body
    for place in (page, learning.asked.get_absolute_url()):
        shown = client.get(place).content.decode()
        assert said in shown
        assert "Arrêter, l’accélérateur" not in shown


def test_a_letter_that_has_not_left_is_not_shown_as_sent(learning, client):
    send(learning, gone=False)
    page = learning.asked.get_absolute_url()
    assert "pas encore partie" in client.get(page).content.decode()
    outbox.release(Letter.objects.get(), by=learning.lead)
    letters.deliver_waiting()

    assert "pas encore partie" not in client.get(page).content.decode()


def test_who_may_not_open_the_outbox_is_told_who_lets_the_letter_go(learning, client):
    client.force_login(someone(RoleCode.EVALUATOR, learning.cohort))
    page = reverse("capitalisation:send_lead", args=[learning.asked.pk])
    shown = client.post(page, {"to": "Le bureau", "email": BOX}, follow=True).content.decode()

    assert "L’équipe nationale la relit, puis la laisse partir." in shown
    assert "laissez-la partir" not in shown
    assert reverse("programmes:outbox", args=[learning.cohort.slug]) not in shown


def test_the_office_that_was_typed_is_the_one_written_to(learning, client):
    body = Organisation.objects.create(name="DDT des Vosges")
    PolicyLead.objects.update(addressee="Mission habitat de la DDT des Vosges", body=body)
    shown = client.get(reverse("capitalisation:send_lead", args=[learning.asked.pk])).content.decode()

    assert 'value="Mission habitat de la DDT des Vosges"' in shown


def test_who_answers_knows_that_her_name_is_public(learning, client, mailoutbox):
    page = link(send(learning))

    assert "il paraît avec la réponse sur la page publique de la piste" in mailoutbox[0].body
    assert "Il paraît avec votre réponse sur la page publique de la piste" in client.get(page).content.decode()


@pytest.mark.parametrize(
    ("name", "said"),
    [("Session 2020-2021", "tirée de la session 2020-2021."), ("Vosges", "tirée de la session «\xa0Vosges\xa0».")],
)
def test_the_session_is_named_within_the_sentence(learning, mailoutbox, name, said):
    Cohort.objects.update(name=name)
    send(learning)

    assert said in mailoutbox[0].body
