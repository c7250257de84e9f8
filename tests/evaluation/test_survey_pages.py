"""Surveys as people meet them: a poster's address, a letter's link, sheets of paper, and the team's pages."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from levain.evaluation.models import Invitee, Survey
from levain.evaluation.services import survey_people, surveys
from levain.foundation.models import Letter
from levain.questionnaires.models import Answer, Questionnaire, Response
from tests.evaluation.surveys_factories import LIKERT, QUESTIONS, answer, counted, questionnaire, survey
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of
from tests.selection.factories import CallFactory


@pytest.fixture
def adviser(project):
    return adviser_of(project)


def page(client, name, *args, **data):
    return client.get(reverse(f"evaluation:{name}", args=args), data)


def plain(response):
    """The page with plain spaces."""
    return response.content.decode().replace("\u202f", " ").replace("\u00a0", " ").replace("&nbsp;", " ")


def told(response):
    return re.search(r'name="told" value="([^"]*)"', response.content.decode()).group(1)


def test_anyone_answers_by_the_address_of_a_poster_and_is_thanked(client, project):
    made = survey(project=project)
    opened = client.get(made.path)
    sent = client.post(made.path, {"step": 0, "told": told(opened), "r-q1": "4", "r-q4": "Merci"}, follow=True)

    assert "C’est anonyme" in opened.content.decode()
    assert "Vos réponses sont remises" in sent.content.decode()
    assert set(Answer.objects.values_list("code", "value")) == {("q1", 4), ("q4", "Merci")}
    again = client.get(made.path)
    assert "déjà répondu sur cet appareil" in again.content.decode()
    assert "Merci." in client.get(made.path + "?encore=1").content.decode()


def test_what_must_be_answered_is_asked_on_its_page_and_what_was_typed_is_kept(client, project):
    made = survey(project=project)
    sent = client.post(made.path, {"step": 0, "told": told(client.get(made.path)), "r-q4": "Un mot"})

    assert sent.status_code == 200
    assert "Un mot" in sent.content.decode()
    assert "doit avoir une réponse" in sent.content.decode() or "réponse" in sent.content.decode()
    assert not Response.objects.exists()


def test_a_question_asked_at_the_end_is_not_asked_at_the_start(client, project):
    asked = [*QUESTIONS, {"code": "q6", "kind": "text", "text": "Et la fin ?", "moments": ["final"]}]
    made = survey(project=project, of=questionnaire("deux-moments", questions=asked))

    assert "Et la fin ?" not in client.get(made.path).content.decode()
    Survey.objects.filter(pk=made.pk).update(moment="final")
    assert "Et la fin ?" in client.get(made.path).content.decode()


@pytest.mark.parametrize("key", ["inconnue", "a" * 500, "1:x:y"])
def test_a_wrong_address_says_so(client, key):
    assert client.get(f"/enquetes/{key}/").status_code == 404


def test_a_named_survey_is_answered_by_ones_own_link_with_what_is_known_filled_in(client, project):
    bearer = bearer_of(project)
    asked = [
        {"code": "b03", "kind": "number", "text": "Combien de personnes ?", "indicator": "I05", "required": True},
        {"code": "b14", "kind": "scale", "text": "Satisfaits ?", "scale": LIKERT},
    ]
    first = survey(
        cohort=project.cohort, of=questionnaire("depart", questions=asked), promise="named", audience="bearers"
    )
    survey_people.invite(first, survey_people.candidates(first), by=None)
    invitee = first.invitees.select_related("survey").get()
    path = survey_people.link(invitee).split("8000")[-1].removeprefix("http://testserver")
    assert invitee.person == bearer
    assert client.get(path).status_code == 200
    assert not Response.objects.exists()

    client.post(path, {"step": 0, "r-b03": "7", "later": "1"})
    assert not Invitee.objects.get().answered
    done = client.post(path, {"step": 0, "r-b03": "7", "r-known": "b03:1:", "r-b14": "2"}, follow=True)
    assert "remises" in done.content.decode()
    assert "déjà remises" in client.get(path).content.decode()

    then = survey(
        cohort=project.cohort,
        of=questionnaire("fin", questions=asked),
        promise="named",
        audience="bearers",
        moment="final",
    )
    survey_people.invite(then, survey_people.candidates(then), by=None)
    later = then.invitees.select_related("survey").get()
    opened = client.post(survey_people.link(later).split("8000")[-1], {"step": 0, "later": "1"}, follow=True)
    assert 'value="7"' in opened.content.decode()


def test_the_team_prepares_a_survey_for_each_project_opens_it_and_prints_its_poster(client, project, adviser):
    ProjectFactory(cohort=project.cohort)
    of = questionnaire()
    client.force_login(adviser)
    form = page(client, "new_survey", project.cohort.slug).context["form"]
    sent = client.post(
        reverse("evaluation:new_survey", args=[project.cohort.slug]),
        {
            "questionnaire": of.pk,
            "audience": "inhabitants",
            "about": "each",
            "moment": "baseline",
            "promise": "anonymous",
            "opens_on": "2021-01-04",
            "closes_on": "2121-01-31",
            "handed_out": "260",
            "token": form["token"].value(),
        },
    )
    assert sent.status_code == 302
    assert Survey.objects.count() == 2

    made = Survey.objects.get(project=project)
    assert project.name in made.title
    client.post(reverse("evaluation:open_survey", args=[made.pk]))
    poster = page(client, "survey_poster", made.pk).content.decode()
    assert "<svg" in poster
    assert made.key in poster
    assert page(client, "survey", made.pk).status_code == 200


def test_the_form_of_a_call_is_not_offered_to_a_survey(client, project, adviser):
    asked, of_a_call, elsewhere = questionnaire(), questionnaire("dossier"), questionnaire("candidature")
    CallFactory(questionnaire=of_a_call)
    Questionnaire.objects.filter(pk=elsewhere.pk).update(audience="application")
    client.force_login(adviser)

    form = page(client, "new_survey", project.cohort.slug).context["form"]

    assert set(form.fields["questionnaire"].queryset) == {asked}


def test_a_survey_that_ends_before_it_begins_or_promises_less_than_it_says_is_not_made(client, project, adviser):
    client.force_login(adviser)
    data = {
        "questionnaire": questionnaire(anonymous=True).pk,
        "audience": "inhabitants",
        "about": "session",
        "moment": "baseline",
        "promise": "named",
        "opens_on": "2021-01-04",
        "closes_on": "2020-01-31",
    }
    url = reverse("evaluation:new_survey", args=[project.cohort.slug])
    assert "closes_on" in client.post(url, data).context["form"].errors
    assert "promise" in client.post(url, data | {"closes_on": "2022-01-31"}).context["form"].errors
    assert not Survey.objects.exists()


def test_letters_leave_once_and_reminders_go_to_everybody_when_nobody_can_know(client, project, adviser):
    made = survey(cohort=project.cohort, promise="anonymous", audience="partners")
    client.force_login(adviser)
    url = reverse("evaluation:invite_survey", args=[made.pk])
    assert client.post(url, {"addresses": "pas une adresse"}).context["form"].errors
    client.post(url, {"addresses": "a@exemple.fr, b@exemple.fr\nA@exemple.fr"})
    for _twice in range(2):
        client.post(reverse("evaluation:send_survey", args=[made.pk]))

    letters = Letter.objects.order_by("pk")
    assert [letter.to for letter in letters] == ["a@exemple.fr", "b@exemple.fr"]
    assert all(made.path in letter.text for letter in letters)
    Invitee.objects.update(invited_on="2021-01-05")
    for _twice in range(2):
        client.post(reverse("evaluation:remind_survey", args=[made.pk]))
    assert Letter.objects.count() == 4
    assert "personne ne le sait" in Letter.objects.last().text
    assert not mail.outbox


def test_reminders_leave_by_themselves_a_week_and_two_days_before_the_end(project):
    from datetime import timedelta

    from django.utils import timezone

    today = timezone.localdate()
    made = survey(
        cohort=project.cohort,
        promise="confidential",
        audience="partners",
        opens_on=today - timedelta(days=9),
        closes_on=today + timedelta(days=7),
    )
    survey_people.invite(made, [], ["a@exemple.fr", "b@exemple.fr"], by=None)
    survey_people.send(made, by=None)
    made.invitees.update(invited_on=today - timedelta(days=9))
    made.invitees.filter(address="b@exemple.fr").update(answered=True)

    assert survey_people.remind_due(timezone.now()) == 1
    assert survey_people.remind_due(timezone.now()) == 0


def test_sheets_of_paper_are_typed_in_after_the_end_until_the_count(client, project, adviser):
    made = survey(project=project, closes_on="2021-01-31")
    client.force_login(adviser)
    url = reverse("evaluation:survey_paper", args=[made.pk])
    client.post(url, {"step": 0, "told": told(client.get(url)), "r-q1": "4"})
    client.post(url, {"step": 0, "told": told(client.get(url)), "r-q1": "2"})
    assert surveys.answered(made) == 2

    client.post(reverse("evaluation:count_survey", args=[made.pk]), {"breakdown": ""})
    assert client.get(url).status_code == 403


def test_results_wait_for_the_count_and_for_the_floor(client, project, adviser):
    made = survey(project=project)
    client.force_login(adviser)
    answer(made, *[{"q1": 4}] * 10)
    assert "une fois les réponses comptées" in page(client, "survey_results", made.pk).content.decode()
    surveys.count(made, by=None)
    text = plain(page(client, "survey_results", made.pk))
    assert "en dessous de 11" in text
    assert page(client, "survey_csv", made.pk).content.decode().count("\n") == 1


def test_results_are_read_with_their_counts_and_open_single_answers(client, project, adviser):
    made = counted(
        survey(project=project, handed_out=40), *[{"q1": 4, "q2": "jeune"}] * 8, *[{"q1": 2, "q2": "adulte"}] * 6
    )
    client.force_login(adviser)
    read = plain(page(client, "survey_results", made.pk))
    assert "8 sur 14 (57 %)" in read
    rows = page(client, "survey_answers", made.pk, "q1").content.decode()
    assert rows.count('<li id="r') == 14
    table = page(client, "survey_csv", made.pk).content.decode()
    assert f"{made.pk},baseline,q1,Ce projet est utile.,4,Plutôt,8,14,0,14,40" in table


def test_a_bearer_reads_the_results_about_her_project_and_not_those_of_another(client, project):
    made = counted(survey(project=project), *[{"q1": 4}] * 12)
    other = counted(survey(project=ProjectFactory(cohort=project.cohort)), *[{"q1": 4}] * 12)
    client.force_login(bearer_of(project))

    assert page(client, "survey_results", made.pk).status_code == 200
    assert page(client, "survey_results", other.pk).status_code == 403
    assert page(client, "survey", made.pk).status_code == 403


def test_public_results_need_eleven_and_the_team_s_gesture(client, project, adviser):
    made = survey(cohort=project.cohort, audience="participants")
    counted(made, *[{"q1": 4}] * 6)
    url = reverse("evaluation:public_results", args=[made.key])
    assert client.get(url).status_code == 404
    client.force_login(adviser)
    client.post(reverse("evaluation:publish_survey", args=[made.pk]), {"shown": "yes"})
    assert "en dessous de 11" in plain(client.get(url))
    assert page(client, "public_csv", made.key).content.decode().count("\n") == 1
    client.post(reverse("evaluation:publish_survey", args=[made.pk]), {"shown": "no"})
    assert client.get(url).status_code == 404


def test_the_burden_of_each_person_is_added_up_and_said_when_it_is_heavy(client, project, adviser):
    bearer = bearer_of(project)
    for slug in ("un", "deux"):
        made = survey(
            cohort=project.cohort,
            of=questionnaire(slug, minutes=12),
            promise="named",
            audience="bearers",
            opens_on=project.cohort.starts,
            title=slug,
        )
        survey_people.invite(made, survey_people.candidates(made), by=None)
    client.force_login(adviser)
    read = page(client, "asked", project.cohort.slug).content.decode()
    assert str(bearer) in read
    assert "<strong>24</strong>" in read
    assert "1 personne" in page(client, "surveys", project.cohort.slug).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_pages_of_surveys_cost_the_same_for_any_number(
    client, project, adviser, count, django_assert_max_num_queries
):
    for _one in range(count):
        made = counted(survey(project=project), *[{"q1": 4}] * 11 * count)
    client.force_login(adviser)
    for name, argument in (("surveys", project.cohort.slug), ("survey_results", made.pk), ("survey", made.pk)):
        with django_assert_max_num_queries(12):
            assert page(client, name, argument).status_code == 200
