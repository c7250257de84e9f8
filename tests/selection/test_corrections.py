"""A correction mends what was asked, and nothing else of what was deposited."""

from datetime import timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from levain.people.models import RoleCode
from levain.questionnaires.models import Response
from levain.questionnaires.services import close, start
from levain.selection.forms.correction import CorrectionStep
from levain.selection.models import Application
from levain.selection.services import admission, corrections
from tests.people.factories import someone
from tests.questionnaires.factories import published, question, send, shown, typed
from tests.selection.factories import ApplicationFactory


@pytest.fixture
def application():
    return ApplicationFactory(call__over=True)


@pytest.fixture
def bearer(application):
    return someone(RoleCode.BEARER, application)


@pytest.fixture
def response(application):
    """A form of three questions, answered and handed in: the second one is asked when the first says yes."""
    revision = published(
        question("statut", part="collective"),
        question("accord", part="local_authority"),
        question("detail", part="collective", condition="${statut} = 'Association'"),
        question("nom", part="collective"),
    )
    found = start(revision, subject=application)
    send(found, typed(shown(found), statut="Association", accord="", detail="Loi 1901", nom="Le jardin"))
    close(found, by=None, even_incomplete=True)
    return found


@pytest.fixture
def asked(application, response):
    lead = someone(RoleCode.PROGRAMME_LEAD, application.call.cohort.programme)
    return admission.ask_correction(
        application,
        by=lead,
        reason="Dites-nous le statut et l'accord.",
        questions=["statut", "accord"],
        due=timezone.now() + timedelta(days=9),
    )


def answers(response):
    return dict(Response.objects.get(pk=response.pk).answers.values_list("code", "value"))


def page(application):
    return reverse("selection:correction", args=[application.call.slug, application.reference])


def mend(response, asked, by, sent):
    parts = corrections.parts_of(by, asked.application)
    form = CorrectionStep(response, codes=asked.questions, parts=parts, data=sent)
    form.is_valid()
    return corrections.save(asked, form, by=by)


def open_form(response, asked, by):
    return CorrectionStep(response, codes=asked.questions, parts=corrections.parts_of(by, asked.application))


def test_the_day_to_reply_before_is_told_in_the_zone_of_the_call(client, application, asked, bearer):
    application.call.time_zone = "Indian/Reunion"
    application.call.save()
    client.force_login(bearer)

    told = client.get(reverse("selection:application", args=[application.key])).content.decode()

    hour = date_format(asked.due.astimezone(ZoneInfo("Indian/Reunion")), "j F Y, H:i")
    assert f"Répondre avant le {hour} (heure de Reunion)" in unescape(told).replace("\xa0", " ")


def test_the_team_chooses_among_the_questions_of_the_form(application, response):
    assert [code for code, _text in corrections.questions_of(application)] == ["statut", "accord", "detail", "nom"]


def test_each_side_mends_its_own_part_of_what_is_asked(application, response, asked, bearer):
    official = someone(RoleCode.LOCAL_AUTHORITY, application)

    assert list(open_form(response, asked, bearer).places) == ["statut"]
    assert list(open_form(response, asked, official).places) == ["accord"]


def test_what_was_not_asked_stays_whatever_is_sent(response, asked, bearer):
    sent = typed(open_form(response, asked, bearer), statut="Coopérative", nom="Un autre nom", accord="Oui, signé")

    mend(response, asked, bearer, sent)

    assert answers(response) == {"statut": "Coopérative", "detail": "Loi 1901", "nom": "Le jardin"}


def test_the_deposit_stands_while_it_is_mended(application, response, asked, bearer):
    before = Application.objects.values("deposited_at", "reference", "title").get()
    mend(response, asked, bearer, typed(open_form(response, asked, bearer), statut="Coopérative"))

    assert Response.objects.get().closed
    assert Application.objects.values("deposited_at", "reference", "title").get() == before


def test_nothing_is_mended_once_answered_or_too_late(response, asked, bearer):
    sent = typed(open_form(response, asked, bearer), statut="Coopérative")
    asked.due = timezone.now() - timedelta(minutes=1)
    asked.asked_at = timezone.now() - timedelta(days=9)
    asked.save()
    with pytest.raises(admission.TooLate):
        mend(response, asked, bearer, sent)
    asked.due = timezone.now() + timedelta(days=1)
    asked.save()
    admission.answer_correction(asked, by=bearer, answer="Voilà.")

    with pytest.raises(admission.TooLate):
        mend(response, asked, bearer, sent)

    assert answers(response)["statut"] == "Association"


def test_it_is_mended_kept_then_sent_on_the_page(client, application, response, asked, bearer):
    client.force_login(bearer)
    shown_now = client.get(page(application))
    sent = typed(shown_now.context["answers"], statut="Coopérative").copy()
    sent.update({"answer": "Le statut a changé.", "version": "1"})

    client.post(page(application), {**sent.dict(), "keep": "1"})
    asked.refresh_from_db()
    assert (answers(response)["statut"], asked.answered_at) == ("Coopérative", None)
    sent = typed(client.get(page(application)).context["answers"]).copy()
    sent.update({"answer": "Le statut a changé.", "version": "1"})
    client.post(page(application), sent.dict())

    asked.refresh_from_db()
    assert asked.answer == "Le statut a changé."


def test_two_hands_that_mend_the_same_question_see_both_wordings(client, application, response, asked, bearer):
    first = typed(open_form(response, asked, bearer), statut="Coopérative")
    second = typed(open_form(response, asked, bearer), statut="Collectif")
    mend(response, asked, bearer, first)

    assert mend(response, asked, bearer, second).clashes
    assert answers(response)["statut"] == "Coopérative"
