"""What is kept of the files that were not retained, how long; the consent to be called, apart."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from levain.foundation import documents, passages
from levain.foundation.models import Document
from levain.people.models import Role, RoleCode
from levain.questionnaires.models import Answer, Response
from levain.questionnaires.services import start
from levain.selection.models import Application, CorrectionRequest, EvaluationConsent, Remark, Review
from levain.selection.services import consents, retention
from tests.people.factories import UserFactory, someone
from tests.questionnaires.factories import answer, published, question
from tests.selection.factories import ApplicationFactory, CallFactory
from tests.territories.factories import TerritoryFactory

State = Application.State
NOW = timezone.now()


@pytest.fixture
def call():
    return CallFactory(over=True, released_at=NOW - timedelta(days=366))


def file(call, state=State.NOT_RETAINED, **said):
    decided = NOW.date() if state in ("retained", "reserve", "not_retained") else None
    return ApplicationFactory(
        call=call,
        state=state,
        title="Chez Aline",
        summary="Aline et six voisins.",
        decided_on=decided,
        collective="Les amis d'Aline",
        answers={"Qui": "Aline"},
        reason="Aline doit d'abord…",
        **said,
    )


def test_a_file_is_anonymised_after_its_time_and_still_counted(call):
    region = TerritoryFactory(kind="region", name="Bretagne")
    application = file(call, commune=TerritoryFactory(inside=[region]), themes=["eau"])
    CorrectionRequest.objects.create(application=application, reason="Aline ?", due=NOW + timedelta(days=1))
    review = Review.objects.create(juror=UserFactory(), application=application, submitted_at=NOW)
    Remark.objects.create(review=review, text="Aline est formidable.")
    bearer = someone(RoleCode.BEARER, application)

    assert retention.anonymise_old(NOW) == 1
    assert retention.anonymise_old(NOW) == 0

    kept = Application.objects.get()
    assert (kept.state, kept.themes, kept.commune, kept.place) == (State.NOT_RETAINED, ["eau"], region, "Bretagne")
    everything = " ".join(
        str(row) for model in (Application, CorrectionRequest, Remark) for row in model.objects.values()
    )
    assert "Aline" not in everything
    assert not Role.objects.filter(user=bearer, scope_type=ContentType.objects.get_for_model(Application)).exists()


def test_its_answers_and_its_files_go_too(call):
    application = file(call)
    response = start(published(question("nom")), subject=application)
    answer(response, nom="Aline")
    documents.attach(response, SimpleUploadedFile("note.txt", b"Aline"), by=None)

    retention.anonymise_old(NOW)

    assert [model.objects.count() for model in (Response, Answer, Document)] == [0, 0, 0]


def test_words_quoted_elsewhere_are_masked(call):
    application = file(call)
    passage = passages.cite(application, "summary", "Aline et six voisins.", by=UserFactory())

    retention.anonymise_old(NOW)

    passage.refresh_from_db()
    assert "Aline" not in passage.quote


@pytest.mark.parametrize(
    "situation",
    [{"state": State.RETAINED}, {"fictional": True}],
    ids=["retained", "invented"],
)
def test_a_retained_file_and_an_invented_one_stay(call, situation):
    file(call, **situation)

    assert retention.anonymise_old(NOW) == 0


def test_nothing_goes_before_its_time_nor_before_the_decisions():
    file(CallFactory(over=True, released_at=NOW - timedelta(days=360)))
    file(CallFactory(over=True))
    file(CallFactory(over=True, released_at=NOW - timedelta(days=400), keep_months=24))

    assert retention.anonymise_old(NOW) == 0


def test_the_consent_outlives_the_file_and_is_taken_back_by_its_link(client, call):
    application = file(call)
    consent = consents.give_consent(application, name="Aline", email="aline@example.org")
    retention.anonymise_old(NOW)
    link = consents.consent_link(consent).split("/", 3)[3]

    assert client.get(f"/{link}").status_code == 200
    consent.refresh_from_db()
    assert consent.email == "aline@example.org"
    client.post(f"/{link}")

    consent.refresh_from_db()
    assert (consent.name, consent.email, bool(consent.withdrawn_at)) == ("", "", True)
    assert client.get("/accord/1:faux/").status_code == 404


def test_a_consent_given_again_holds_again(call):
    application = file(call)
    consents.withdraw_consent(consents.give_consent(application, name="Aline", email="aline@example.org"))
    consents.give_consent(application, name="Aline", email="aline@example.org")

    assert EvaluationConsent.objects.get().withdrawn_at is None


def test_nobody_is_called_three_years_after_the_decisions(call):
    consents.give_consent(file(call), name="Aline", email="aline@example.org")
    call.released_at = NOW - timedelta(days=3 * 366)
    call.save()

    consents.purge_consents(NOW)

    assert EvaluationConsent.objects.get().email == ""


def test_who_may_be_called_is_known_to_the_evaluators_and_never_to_the_jury(client, call):
    consents.give_consent(file(call), name="Aline", email="aline@example.org")
    page = reverse("selection:consents", args=[call.slug])

    client.force_login(someone(RoleCode.EVALUATOR, call.cohort))
    assert "aline@example.org" in client.get(page).content.decode()
    for code in (RoleCode.JUROR, RoleCode.JURY_CHAIR):
        client.force_login(someone(code, call))
        assert client.get(page).status_code == 403
