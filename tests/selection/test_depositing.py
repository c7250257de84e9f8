from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.foundation.models import JournalEntry, Letter
from levain.people.models import RoleCode
from levain.questionnaires.services import Incomplete
from levain.selection.models import Application, EvaluationConsent
from levain.selection.services import applications as services
from levain.selection.services import depositing, receipts
from levain.selection.services.answers import response_of
from tests.people.factories import UserFactory, give_role, someone
from tests.selection.applying import begun, complete, hand, open_call, page, write

CLOSES = datetime(2100, 6, 30, 16, 0, tzinfo=UTC)


def deposited(client, call=None) -> Application:
    application = begun(call)
    complete(client, application)
    client.post(page(application, "deposit"))
    application.refresh_from_db()
    return application


def test_a_whole_application_is_deposited_and_everyone_has_a_receipt(client):
    application = deposited(client)

    assert (application.state, application.reference, application.title) == ("deposited", "cand-01", "Le jardin")
    assert Letter.objects.filter(subject="Accusé de réception de votre candidature").count() == 2
    receipt = client.get(page(application, "receipt")).content.decode()
    assert "cand-01" in receipt
    assert "heure de Paris" in receipt
    assert client.get(page(application, "receipt_pdf")).content.startswith(b"%PDF")
    assert client.get(page(application, "application_pdf")).content.startswith(b"%PDF")


def test_a_double_click_a_reload_and_two_tabs_deposit_once(client):
    application = begun()
    complete(client, application)
    first_tab = Application.objects.get(pk=application.pk)
    second_tab = Application.objects.get(pk=application.pk)

    assert depositing.deposit(first_tab, by=hand(application)) is True
    assert depositing.deposit(second_tab, by=hand(application)) is False
    for _reload in range(2):
        assert client.post(page(application, "deposit")).url == page(application, "receipt")

    assert JournalEntry.objects.filter(verb="application.deposited").count() == 1
    assert Letter.objects.filter(subject="Accusé de réception de votre candidature").count() == 2
    assert second_tab.reference == "cand-01"


def test_what_is_missing_is_said_and_nothing_is_deposited(client):
    application = begun()
    client.force_login(hand(application))
    write(client, application, "vous", q01="Le jardin")

    client.post(page(application, "deposit"))

    application.refresh_from_db()
    assert application.state == "draft"
    assert "Qui suit ?" in client.get(page(application, "check_application")).content.decode()
    with pytest.raises(Incomplete):
        depositing.deposit(application, by=hand(application))


@pytest.mark.parametrize(
    ("minutes", "begun_before", "done"),
    [(-1, True, True), (0, True, True), (29, True, True), (30, True, False), (29, False, False), (-1, False, True)],
)
def test_the_last_minute_and_the_grace_are_those_announced(client, minutes, begun_before, done):
    application = begun(open_call(closes=CLOSES, grace_minutes=30))
    complete(client, application)
    started = CLOSES - timedelta(hours=1) if begun_before or minutes < 0 else CLOSES + timedelta(minutes=1)
    Application.objects.update(started_at=started)

    with patch("django.utils.timezone.now", return_value=CLOSES + timedelta(minutes=minutes)):
        if done:
            assert depositing.deposit(Application.objects.get(), by=hand(application))
        else:
            with pytest.raises(depositing.CallClosed):
                depositing.deposit(Application.objects.get(), by=hand(application))

    application.refresh_from_db()
    assert application.state == ("deposited" if done else "draft")
    assert application.title == "Le jardin"


def test_a_deposited_application_no_longer_changes(client):
    application = deposited(client)

    refused = client.post(page(application, "step", "vous"), {"r-q01": "Autre chose"})

    assert "Autre chose" in refused.content.decode()
    application.refresh_from_db()
    assert application.title == "Le jardin"
    assert response_of(application).answers.get(code="q01").value == "Le jardin"


@pytest.mark.parametrize("code", [RoleCode.MEMBER, RoleCode.LOCAL_AUTHORITY, RoleCode.PARTNER, RoleCode.OBSERVER])
def test_only_the_bearer_deposits_and_withdraws(client, code):
    application = begun()
    complete(client, application)
    other = UserFactory()
    give_role(other, code, application)
    client.force_login(other)

    client.post(page(application, "deposit"))
    assert client.post(page(application, "withdraw_application")).status_code == 403

    application.refresh_from_db()
    assert application.state == "draft"


def test_who_agrees_to_be_called_is_kept_apart_from_the_file(client):
    application = begun()
    complete(client, application)
    write(client, application, "suite", q18="on")

    depositing.deposit(application, by=hand(application))

    assert EvaluationConsent.objects.get().person == hand(application)
    assert not response_of(application).answers.filter(code="q18").exists()
    application.refresh_from_db()
    [facts] = [block for block in receipts.as_document(application).blocks if "Vous rappeler ?" in str(block)]
    [said] = [fact.runs[0].text for fact in facts.facts if fact.label == "Vous rappeler ?"]
    assert said == "Cette réponse est gardée à part du dossier."
    client.force_login(hand(application))
    shown = client.get(page(application, "remarks", "suite")).content.decode()
    assert "Cette réponse est gardée à part du dossier." in shown


def test_a_withdrawn_application_is_told_to_the_team_and_to_its_hands(client):
    application = begun()
    lead = someone(RoleCode.PROGRAMME_LEAD, application.call.cohort.programme)
    complete(client, application)
    depositing.deposit(application, by=hand(application))

    for _click in range(2):
        client.post(page(application, "withdraw_application"))

    application.refresh_from_db()
    assert application.state == "withdrawn"
    assert JournalEntry.objects.filter(verb="application.withdrawn").count() == 1
    assert lead.notices.filter(entry__verb="application.withdrawn").exists()


def test_what_came_on_paper_is_typed_in_by_the_team_after_the_closing(client):
    call = open_call(over=True)
    call.opens, received = timezone.now() - timedelta(days=60), timezone.now() - timedelta(days=3)
    call.closes = timezone.now() - timedelta(days=1)
    call.save()
    client.force_login(someone(RoleCode.PROGRAMME_LEAD, call.cohort.programme))
    url = reverse("selection:type_in", args=[call.slug])
    token = client.get(url).context["form"]["token"].value()
    said = {"channel": "paper", "received_at": f"{timezone.localtime(received):%Y-%m-%dT%H:%M}", "token": token}
    for _click in range(2):
        client.post(url, said | {"name": "Awa", "email": "awa@example.org"})
    application = Application.objects.get()
    assert application.get_absolute_url() in client.get(url).content.decode()

    write(client, application, "mairie", q13="Une adjointe")
    client.post(page(application, "deposit"))

    application.refresh_from_db()
    assert (application.state, application.channel) == ("deposited", "paper")
    assert abs(application.deposited_at - received) < timedelta(minutes=1)
    assert Letter.objects.filter(to="awa@example.org").count() == 1


def test_what_came_on_paper_too_late_is_not_typed_in():
    call = open_call(over=True)

    with pytest.raises(services.CameTooLate):
        services.type_in(call, by=UserFactory(), received_at=timezone.now(), channel="paper")


@pytest.mark.parametrize("decided", ["retained", "reserve", "not_retained"])
def test_a_decision_is_not_told_before_its_publication(client, decided):
    application = deposited(client)
    Application.objects.update(state=decided, decided_on=timezone.localdate())

    said = client.get(page(application, "application")).content.decode()
    assert str(Application.State(decided).label) not in said

    application.call.released_at = timezone.now()
    application.call.save()
    assert str(Application.State(decided).label) in client.get(page(application, "application")).content.decode()
