from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from levain.formulas.shortlist import ExpertRecord, shortlist
from levain.foundation.models import MailAnswer, Notice
from levain.foundation.versions import ChangedSince
from levain.people.models import RoleCode
from levain.support.models import Expert, Mission, MissionOffer
from levain.support.services import experts as pool
from levain.support.services import missions as services
from levain.territories.models import Territory
from tests.people.factories import UserFactory, someone
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of, department_of, official_of

State = Mission.State


@pytest.fixture
def project():
    made = ProjectFactory()
    made.cohort.expertise_days = Decimal(10)
    made.cohort.save()
    return made


@pytest.fixture
def adviser(project):
    return adviser_of(project)


def an_expert(project, can_do="Je dessine des sentes et des chemins.", **said):
    user = someone(RoleCode.EXPERT, project.cohort.programme)
    told = {"themes": ["mobilite"], "territories": []} | said
    pool.write_profile(user, version=1, can_do=can_do, **told)
    return user


@pytest.fixture
def mission(project, adviser):
    return services.write_brief(
        project, by=adviser, brief="Tracer une sente à pied.", days=Decimal(3), theme="mobilite"
    )


@pytest.fixture
def agreed(project, adviser, mission):
    expert = an_expert(project)
    [offer] = services.ask_experts(mission, [expert], by=adviser)
    services.answer_offer(offer, by=expert, takes=True)
    services.agree(mission, by=adviser, expert=expert, days=Decimal(3))
    return mission


def test_a_mission_goes_from_the_brief_to_what_both_sides_say(client, project, adviser):
    expert = an_expert(project)
    bearer = bearer_of(project)
    client.force_login(adviser)
    client.post(
        reverse("support:mission_new", args=[project.slug]),
        {
            "brief": "Tracer une sente.",
            "days": "3",
            "theme": "mobilite",
            "token": "7d1f0c0e-7a5f-4b0c-9a64-0a8f9b1b8f11",
        },
    )
    mission = Mission.objects.get()
    client.post(reverse("support:mission_ask", args=[mission.pk]), {"expert": expert.expertise.pk})

    client.force_login(expert)
    assert "Tracer une sente." in client.get(mission.get_absolute_url()).content.decode()
    client.post(
        reverse("support:answer_offer", args=[mission.offers.get().pk]), {"answer": "yes", "words": "En mars."}
    )

    client.force_login(adviser)
    agreement = {"expert": expert.pk, "days": "2,5", "visits": "03/09/2027, 11/09/2027"}
    client.post(reverse("support:mission_agree", args=[mission.pk]), agreement)
    assert services.days_left(project.cohort) == Decimal("7.5")

    client.force_login(expert)
    plan = SimpleUploadedFile("plan.txt", b"Une coupe au 1/200", "text/plain")
    client.post(reverse("support:mission_deliver", args=[mission.pk]), {"deliverable": "Un plan.", "upload": plan})
    client.post(reverse("support:mission_appraise", args=[mission.pk]), {"usefulness": 4, "words": "Demande claire."})
    client.force_login(bearer)
    client.post(
        reverse("support:mission_appraise", args=[mission.pk]), {"usefulness": 5, "words": "Elle a marché avec nous."}
    )

    mission.refresh_from_db()
    assert (mission.state, mission.usefulness_bearer, mission.usefulness_expert) == (State.CLOSED, 5, 4)
    page = client.get(mission.get_absolute_url()).content.decode()
    assert "plan.txt" in page
    assert "Elle a marché avec nous." in page


def test_no_day_is_promised_beyond_the_envelope(project, adviser, mission):
    expert = an_expert(project)
    [offer] = services.ask_experts(mission, [expert], by=adviser)
    services.answer_offer(offer, by=expert, takes=True)

    with pytest.raises(services.EnvelopeEmpty, match="10"):
        services.agree(mission, by=adviser, expert=expert, days=Decimal("10.5"))

    mission.refresh_from_db()
    assert mission.state == State.ASKED


def test_a_cancelled_mission_gives_its_days_back(project, adviser, agreed):
    assert services.days_left(project.cohort) == 7

    services.cancel(agreed, by=adviser, why="Le terrain est vendu.")
    services.cancel(agreed, by=adviser, why="Encore.")

    assert services.days_left(project.cohort) == 10
    agreed.refresh_from_db()
    assert agreed.cancelled_why == "Le terrain est vendu."


def test_only_who_said_yes_is_agreed_with(project, adviser, mission):
    expert = an_expert(project)
    services.ask_experts(mission, [expert], by=adviser)

    with pytest.raises(services.NotTheMoment):
        services.agree(mission, by=adviser, expert=expert, days=Decimal(1))


def test_an_expert_is_asked_once_however_often_one_clicks(project, adviser, mission):
    expert = an_expert(project)
    for _time in range(2):
        services.ask_experts(mission, [expert], by=adviser)

    assert MissionOffer.objects.count() == 1
    assert Notice.objects.filter(recipient=expert).count() == 1


def test_an_answer_comes_too_late_once_somebody_is_agreed(project, adviser, mission):
    late, ready = an_expert(project), an_expert(project)
    offers = {offer.expert: offer for offer in services.ask_experts(mission, [late, ready], by=adviser)}
    services.answer_offer(offers[ready], by=ready, takes=True)
    services.agree(mission, by=adviser, expert=ready, days=Decimal(1))

    with pytest.raises(services.NotTheMoment):
        services.answer_offer(offers[late], by=late, takes=True)


def test_an_expert_sees_what_is_put_to_her_and_nothing_else(client, project, adviser, mission):
    asked, other = an_expert(project), UserFactory()
    services.ask_experts(mission, [asked], by=adviser)

    client.force_login(asked)
    page = client.get(mission.get_absolute_url())
    client.force_login(other)
    refused = client.get(mission.get_absolute_url())

    assert page.status_code == 200
    assert refused.status_code == 403
    for name in ("mission_ask", "mission_agree", "mission_cancel", "mission_deliver"):
        assert client.get(reverse(f"support:{name}", args=[mission.pk])).status_code == 403


def test_a_stranger_answers_for_nobody(client, project, adviser, mission):
    [offer] = services.ask_experts(mission, [an_expert(project)], by=adviser)
    client.force_login(bearer_of(project))

    assert client.post(reverse("support:answer_offer", args=[offer.pk]), {"answer": "yes"}).status_code == 403


def test_a_brief_is_answered_from_the_mail(client, project, adviser, mission):
    from levain.foundation import mail_answers

    [offer] = services.ask_experts(mission, [an_expert(project)], by=adviser)
    link = mail_answers.answer_link("support.mission", offer, offer.expert)

    client.post(link.partition("8000")[2] or link, {"choice": "yes", "name": "Anouk", "text": "En mars"})

    offer.refresh_from_db()
    assert (offer.answer, offer.words) == ("yes", "En mars")
    assert MailAnswer.objects.get().used_at


@pytest.mark.parametrize(
    "typed", [{"days": "0"}, {"days": "400"}, {"days": "beaucoup"}, {"brief": ""}, {"brief": "x" * 2001}]
)
def test_a_brief_badly_typed_is_given_back(client, project, adviser, typed):
    client.force_login(adviser)
    told = {"brief": "Tracer une sente.", "days": "3", "token": "7d1f0c0e-7a5f-4b0c-9a64-0a8f9b1b8f11"}

    page = client.post(reverse("support:mission_new", args=[project.slug]), told | typed)

    assert page.context["form"].errors.keys() == typed.keys()
    assert not Mission.objects.exists()


def test_a_bad_document_keeps_the_words_and_delivers_nothing(client, agreed):
    client.force_login(agreed.expert)
    bad = SimpleUploadedFile("plan.exe", b"MZ", "application/octet-stream")

    page = client.post(
        reverse("support:mission_deliver", args=[agreed.pk]), {"deliverable": "Un plan.", "upload": bad}
    )

    assert "Un plan." in page.content.decode()
    agreed.refresh_from_db()
    assert agreed.state == State.AGREED


def test_the_local_authority_appraises_for_the_project(client, agreed):
    services.deliver(agreed, by=agreed.expert, deliverable="Un plan.")
    client.force_login(official_of(agreed.project))

    client.post(reverse("support:mission_appraise", args=[agreed.pk]), {"usefulness": 3, "words": "Utile."})

    agreed.refresh_from_db()
    assert (agreed.state, agreed.usefulness_bearer) == (State.DELIVERED, 3)


def test_the_shortlist_says_why_and_hides_nobody_for_a_date(project, mission):
    department = department_of(project)
    near = an_expert(project, territories=[department])
    far = an_expert(project, territories=[Territory.objects.exclude(pk=department.pk).filter(kind="commune").first()])
    busy = an_expert(project, days=Decimal(1))
    an_expert(project, can_do="Je tiens les comptes.", themes=[])

    found = {expert.user: fit for expert, fit in pool.fitting(mission)}

    assert set(found) == {near, far, busy}
    assert found[near].words == ("sente",)
    assert not found[busy].enough_days
    assert next(iter(found)) == near
    assert list(found)[-1] == busy


def test_ties_keep_the_order_of_names():
    records = [ExpertRecord(1, "Zoé", "dessiner"), ExpertRecord(2, "Élise", "dessiner")]

    assert [fit.id for fit in shortlist("dessiner un chemin", records)] == [2, 1]


def test_ones_own_sheet_is_not_overwritten_by_an_older_page(project):
    user = an_expert(project)
    pool.write_profile(user, version=1, can_do="Autre chose.", themes=[], territories=[])

    with pytest.raises(ChangedSince):
        pool.write_profile(user, version=1, can_do="Vieille page.", themes=[], territories=[])

    assert Expert.objects.get().can_do == "Autre chose."


@pytest.mark.parametrize("count", [1, 4])
def test_a_mission_page_costs_the_same_for_any_number_of_experts(
    client, project, adviser, mission, count, django_assert_max_num_queries
):
    services.ask_experts(mission, [an_expert(project) for _one in range(count)], by=adviser)
    client.force_login(adviser)

    with django_assert_max_num_queries(12):
        client.get(mission.get_absolute_url())
