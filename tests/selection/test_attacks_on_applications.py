"""See or change the application of others: by address, document, search, link, form."""

import pytest
from django.urls import reverse

from levain.foundation import documents, registry, search
from levain.people.models import RoleCode
from levain.selection.models import Application
from levain.selection.services.answers import response_of
from tests.people.factories import UserFactory, someone
from tests.projects.test_logbook import photo
from tests.selection.applying import answer, begun, complete, hand, open_call, page, write

PAGES = ("application", "read_application", "check_application", "hands", "application_pdf", "receipt", "receipt_pdf")


@pytest.fixture
def theirs(client):
    application = begun()
    client.force_login(hand(application))
    write(client, application, "vous", q01="Le jardin secret")
    client.logout()
    return application


def outsiders(application):
    other = begun(application.call)
    return {
        "bearer of another": hand(other),
        "juror": someone(RoleCode.JUROR, application.call),
        "national team": someone(RoleCode.PROGRAMME_LEAD, application.call.cohort.programme),
        "stranger": UserFactory(),
    }


@pytest.mark.parametrize("who", ["bearer of another", "juror", "national team", "stranger"])
def test_nobody_reads_the_draft_of_others(client, theirs, who):
    client.force_login(outsiders(theirs)[who])

    for name in PAGES:
        answered = client.get(page(theirs, name))
        assert answered.status_code == 403, name
        assert "secret" not in answered.content.decode()
    assert client.get(page(theirs, "step", "vous")).status_code == 403
    assert client.get(page(theirs, "remarks", "vous")).status_code == 403


def test_without_an_account_nothing_of_it_opens(client, theirs):
    for name in PAGES:
        assert client.get(page(theirs, name)).status_code == 302


def test_a_key_cannot_be_put_in_hand_by_a_request(client, theirs):
    client.get(page(theirs, "application") + "?applications_at_hand=" + theirs.key)
    client.cookies["applications_at_hand"] = theirs.key

    assert client.get(page(theirs, "application")).status_code == 302


@pytest.mark.parametrize("who", ["bearer of another", "juror", "national team", "stranger"])
def test_nobody_writes_deposits_invites_or_withdraws_for_others(client, theirs, who):
    client.force_login(outsiders(theirs)[who])
    said = {"r-q01": "Pris", "email": "x@example.org", "code": "bearer", "text": "Mot", "token": "0" * 32}

    for name, more in (
        *(("step", ("vous",)), ("deposit", ()), ("hands", ()), ("withdraw_application", ())),
        *(("keep_application", ()), ("remarks", ("vous",))),
    ):
        assert client.post(page(theirs, name, *more), said).status_code == 403

    theirs.refresh_from_db()
    assert (theirs.state, theirs.title) == ("draft", "Le jardin secret")
    assert not theirs.comments.exists()


def test_the_remarks_and_hands_of_others_are_not_touched_through_ones_own(client, theirs):
    mine = begun(theirs.call)
    role = hand(theirs).roles.get()
    client.force_login(hand(mine))

    assert client.post(page(mine, "end_hand", role.pk)).status_code == 404
    assert client.post(page(mine, "settle_remark", 1)).status_code == 404
    assert hand(theirs).roles.filter(until=None).exists()


def test_a_file_of_a_draft_opens_to_its_hands_only(client, theirs):
    document = documents.attach(response_of(theirs), photo(), by=hand(theirs))
    url = reverse("foundation:document", args=[document.pk])

    for person in outsiders(theirs).values():
        client.force_login(person)
        assert client.get(url).status_code in (403, 404)
    client.force_login(hand(theirs))
    assert client.get(url).status_code == 200


def test_a_draft_is_neither_listed_nor_seen_by_search(client, theirs):
    lead = outsiders(theirs)["national team"]
    client.force_login(lead)

    listed = client.get(reverse("selection:applications", args=[theirs.call.slug])).content.decode()

    assert "secret" not in listed
    assert not registry.may_see(lead, theirs)
    assert search


def test_the_local_authority_invites_nobody_to_bear_the_project(client, theirs):
    client.force_login(hand(theirs, RoleCode.LOCAL_AUTHORITY))

    client.post(page(theirs, "hands"), {"email": "x@example.org", "code": "bearer", "name": "X"})

    from levain.people.models import Invitation

    assert not Invitation.objects.exists()


def test_the_state_and_the_dates_are_not_taken_from_a_form(client, theirs):
    client.force_login(hand(theirs))
    forged = {"state": "retained", "deposited_at": "2020-01-01", "reference": "cand-99", "r-state": "retained"}

    client.post(page(theirs, "step", "vous"), forged | {"r-known": "", "r-q02": "Mots"})

    theirs.refresh_from_db()
    assert (theirs.state, theirs.deposited_at) == ("draft", None)


def test_the_jury_does_not_read_remarks_once_deposited(client):
    application = begun(open_call())
    complete(client, application)
    client.post(page(application, "deposit"))
    client.force_login(someone(RoleCode.JUROR, application.call))

    assert client.get(page(application, "remarks", "vous")).status_code == 403
    assert Application.objects.get().state == "deposited"
    assert answer(application, "q01") == "Le jardin"


@pytest.mark.parametrize("code", ["..", "vous'--", "<script>", "%00", "inconnu"])
def test_a_step_that_does_not_exist_is_not_found(client, theirs, code):
    client.force_login(hand(theirs))

    assert client.get(page(theirs, "application") + f"etapes/{code}/").status_code in (400, 404)
