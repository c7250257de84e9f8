from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.foundation.models import JournalEntry, Notice
from levain.projects import rules, services
from levain.projects.models import Commitment, PublicPage, ShownLine
from tests.people.factories import UserFactory, give_role
from tests.projects import factories as f

TODAY = timezone.localdate()


@pytest.fixture
def bearer(project):
    return f.bearer_of(project)


@pytest.fixture
def official(project):
    return f.official_of(project)


@pytest.fixture
def broken(project, bearer, official):
    promise = services.make_commitment(project, by=official, text="Prêter la salle", due=TODAY)
    services.tell_commitment(promise, by=bearer, kept="broken", reason="Le préau a été fermé.")
    page = PublicPage.objects.create(project=project, blocks=["commitments"])
    ShownLine.objects.create(page=page, object=promise)
    return promise


def page_of(name, promise):
    return reverse(f"projects:{name}", args=[promise.project.slug, promise.pk])


def decide(client, user, promise, deed):
    client.force_login(user)
    return client.post(page_of("publish_commitment", promise), {"deed": deed})


def public_page(client, project):
    client.logout()
    return client.get(reverse("portal:public_project", args=[project.slug])).content.decode()


def test_a_commitment_told_twice_is_told_once(project, official, bearer):
    commitment = services.make_commitment(project, by=official, text="Prêter la salle")

    for _time in range(2):
        services.tell_commitment(commitment, by=bearer, kept=True)

    assert Commitment.objects.get().kept == "kept"
    assert JournalEntry.objects.filter(verb="commitment.told").count() == 1


def test_a_promise_is_a_persons_an_organisations_or_a_persons_for_an_organisation(client, project, bearer, official):
    client.force_login(bearer)
    address = reverse("projects:add_commitment", args=[project.slug])
    body = project.local_authority

    for person, organisation in ((official.pk, ""), ("", body.pk), (official.pk, body.pk)):
        client.post(address, {"text": "Prêter la salle", "person": person, "organisation": organisation})

    made = Commitment.objects.order_by("pk")
    assert [(one.by, one.organisation) for one in made] == [(official, None), (None, body), (official, body)]
    assert {one.written_by for one in made} == {bearer}
    assert Notice.objects.filter(recipient=official).count() == 2


def test_a_promise_of_nobody_is_given_back(client, project, bearer):
    client.force_login(bearer)

    page = client.post(
        reverse("projects:add_commitment", args=[project.slug]), {"text": "Prêter", "person": "", "organisation": ""}
    )

    assert "person" in page.context["form"].errors
    assert page.context["form"]["text"].value() == "Prêter"


@pytest.mark.parametrize(("field", "value"), [("person", "999999"), ("organisation", "x"), ("text", "x" * 301)])
def test_a_bad_promise_is_given_back(client, project, bearer, field, value):
    client.force_login(bearer)
    typed = {"text": "Prêter", "person": bearer.pk, field: value}

    page = client.post(reverse("projects:add_commitment", args=[project.slug]), typed)

    assert field in page.context["form"].errors
    assert not Commitment.objects.exists()


def test_a_form_sent_twice_is_one_promise(client, project, bearer):
    client.force_login(bearer)
    typed = {"text": "Prêter", "person": bearer.pk, "token": str(uuid4())}

    for _time in range(2):
        client.post(reverse("projects:add_commitment", args=[project.slug]), typed)

    assert Commitment.objects.count() == 1


@pytest.mark.parametrize("kept", ["partly", "broken"])
def test_a_promise_not_wholly_kept_is_told_with_its_reason(client, project, bearer, official, kept):
    promise = services.make_commitment(project, by=official, text="Prêter la salle")
    client.force_login(bearer)

    page = client.post(page_of("tell_commitment", promise), {"kept": kept, "version": 1})
    assert "reason" in page.context["form"].errors
    client.post(page_of("tell_commitment", promise), {"kept": kept, "reason": "Pas de clé.", "version": 1})

    promise.refresh_from_db()
    assert (promise.kept, promise.reason, promise.told_by) == (kept, "Pas de clé.", bearer)


def test_two_parties_who_tell_it_differently_compare(client, project, bearer, official):
    promise = services.make_commitment(project, by=official, text="Prêter la salle")
    services.tell_commitment(promise, by=bearer, kept="broken", reason="Rien vu venir.")
    client.force_login(official)

    page = client.post(page_of("tell_commitment", promise), {"kept": "kept", "version": 1})

    assert "Rien vu venir." in page.content.decode()
    assert Commitment.objects.get().kept == "broken"


def test_nothing_of_a_broken_promise_is_public_until_both_sides_agree(client, project, bearer, official, broken):
    assert "Le préau" not in public_page(client, project)

    decide(client, bearer, broken, "ask")
    assert "Le préau" not in public_page(client, project)
    assert decide(client, bearer, broken, "agree").status_code == 403

    decide(client, official, broken, "agree")
    shown = public_page(client, project)
    assert "Le préau a été fermé." in shown
    assert "Prêter la salle" in shown


def test_a_side_that_refuses_is_not_asked_again_by_the_other(client, project, bearer, official, broken):
    decide(client, bearer, broken, "ask")
    decide(client, official, broken, "refuse")

    assert decide(client, bearer, broken, "ask").status_code == 403
    assert "Le préau" not in public_page(client, project)

    decide(client, official, broken, "ask")
    decide(client, bearer, broken, "agree")
    assert "Le préau" in public_page(client, project)


@pytest.mark.parametrize("side", ["bearer", "official"])
def test_either_side_takes_it_off_the_public_page(client, project, bearer, official, broken, side):
    decide(client, official, broken, "ask")
    decide(client, bearer, broken, "agree")

    decide(client, {"bearer": bearer, "official": official}[side], broken, "withdraw")

    assert "Le préau" not in public_page(client, project)


def test_what_is_told_otherwise_goes_off_the_public_page(client, project, bearer, official, broken):
    services.ask_publication(broken, by=bearer)
    services.answer_publication(broken, by=official, agree=True)

    services.tell_commitment(broken, by=official, kept="partly", reason="Deux samedis sur quatre.")

    assert "samedis" not in public_page(client, project)


@pytest.mark.parametrize("maker", [f.adviser_of, f.lead_of, f.state_agent_of, f.member_of])
def test_nobody_else_publishes_a_promise(client, project, broken, maker):
    assert decide(client, maker(project), broken, "ask").status_code == 403


def test_the_commune_speaks_for_its_promise_and_a_service_for_its_own(project, bearer, official):
    promise = services.make_commitment(project, by=bearer, text="Prêter", organisation=project.local_authority)
    agent = UserFactory()
    give_role(agent, "state_service", f.department_of(project), organisation=promise.project.collective)

    assert rules.speaks_for(official, promise)
    assert not rules.speaks_for(agent, promise)
    promise.organisation = agent.roles.get().organisation
    assert rules.speaks_for(agent, promise)


def test_a_bearer_who_promised_herself_is_both_sides(project, bearer):
    promise = services.make_commitment(project, by=bearer, text="Balayer")
    services.tell_commitment(promise, by=bearer, kept="broken", reason="Oublié.")

    services.ask_publication(promise, by=bearer)

    assert Commitment.objects.published().get() == promise


def test_two_answers_together_count_once(project, bearer, official, broken):
    services.ask_publication(broken, by=bearer)
    again = Commitment.objects.get()
    services.answer_publication(broken, by=official, agree=False)

    with pytest.raises(services.PublicationMoved):
        services.answer_publication(again, by=official, agree=True)

    assert not Commitment.objects.published().exists()


def test_what_one_does_not_decide_is_said(client, project, bearer, broken):
    decide(client, bearer, broken, "shout")

    assert Commitment.objects.get().publication == "none"


def test_the_words_of_a_promise_change_while_it_is_open(client, project, bearer, official):
    promise = services.make_commitment(project, by=official, text="Prêter la salle")
    client.force_login(official)
    typed = {"text": "Prêter la grande salle", "person": official.pk, "version": 1}

    client.post(page_of("edit_commitment", promise), typed)
    assert Commitment.objects.get().text == "Prêter la grande salle"
    services.tell_commitment(Commitment.objects.get(), by=bearer, kept=True)

    assert client.post(page_of("edit_commitment", promise), typed | {"version": 3}).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_commitments_cost_the_same_for_any_number(client, project, bearer, count, django_assert_max_num_queries):
    for number in range(count):
        promise = services.make_commitment(
            project, by=bearer, text=f"{number}", due=date(2026, 1, 1), organisation=project.local_authority
        )
        services.tell_commitment(promise, by=bearer, kept="partly", reason="À moitié.")
    client.force_login(bearer)

    with django_assert_max_num_queries(9):
        page = client.get(reverse("projects:commitments", args=[project.slug]))

    assert len(page.context["listed"]) == count
