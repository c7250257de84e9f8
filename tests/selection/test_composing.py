from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.foundation.models import JournalEntry, Notice
from levain.foundation.versions import ChangedSince
from levain.people.models import RoleCode
from levain.questionnaires.models import Questionnaire
from levain.selection import services
from levain.selection.models import Call
from tests.people.factories import UserFactory, give_role, someone
from tests.programmes.factories import CohortFactory
from tests.selection.applying import form_of_calls
from tests.selection.factories import ApplicationFactory, CallFactory

SAID = {
    "title": "Appel 2027",
    "short": "Vous avez commencé quelque chose ?",
    "opens": "2100-02-10T09:00",
    "closes": "2100-04-30T18:00",
    "time_zone": "Indian/Reunion",
    "grace_minutes": "30",
    "contact": "L'équipe, le mardi matin.",
}
HALVES = [{"code": "elan", "label": "L'élan", "weight": "0.5"}, {"code": "lien", "label": "Le lien", "weight": "0.5"}]


def draft_call(**said):
    return CallFactory(announced=False, to_come=True, **said)


def lead_of(call):
    return someone(RoleCode.PROGRAMME_LEAD, call.cohort.programme)


def lines(rows, version=1, **more):
    """A list as the browser sends it."""
    sent = {"form-TOTAL_FORMS": str(len(rows)), "form-INITIAL_FORMS": "0", "version": str(version), **more}
    for number, row in enumerate(rows):
        sent |= {f"form-{number}-ORDER": str(number + 1)} | {
            f"form-{number}-{key}": text for key, text in row.items()
        }
    return sent


def test_the_team_composes_a_call_that_nobody_else_sees(client):
    cohort = CohortFactory()
    client.force_login(someone(RoleCode.PROGRAMME_LEAD, cohort.programme))
    page, token = reverse("selection:compose_call", args=[cohort.slug]), str(uuid4())

    for _click in range(2):
        client.post(page, SAID | {"token": token})

    call = Call.objects.get()
    assert (call.announced, call.slug) == (False, "appel-2027")
    assert call.closes == datetime(2100, 4, 30, 14, 0, tzinfo=UTC)
    client.logout()
    assert client.get(call.get_absolute_url()).status_code in (302, 403)


def test_two_calls_of_one_title_have_each_an_address():
    cohort, lead = CohortFactory(), UserFactory()
    now = timezone.now()
    said = {"title": "Appel", "short": "Venez", "opens": now, "closes": now + timedelta(days=1)}

    made = [services.compose_call(cohort, by=lead, **said) for _number in range(3)]

    assert [call.slug for call in made] == ["appel", "appel-2", "appel-3"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"closes": "2100-02-01T09:00"}, "se ferme après son ouverture"),
        ({"time_zone": "Mars/Olympus"}, "fuseau"),
        ({"title": ""}, "obligatoire"),
        ({"grace_minutes": "-1"}, "supérieure ou égale"),
    ],
)
def test_a_call_badly_typed_is_given_back(client, wrong, words):
    cohort = CohortFactory()
    client.force_login(someone(RoleCode.ADVISER, cohort))

    page = client.post(reverse("selection:compose_call", args=[cohort.slug]), SAID | wrong)

    assert words in page.content.decode()
    assert not Call.objects.exists()


@pytest.mark.parametrize("code", [RoleCode.JUROR, RoleCode.EVALUATOR, RoleCode.BEARER])
def test_a_call_is_composed_by_its_team_only(client, code):
    call = draft_call()
    client.force_login(someone(code, call.cohort))

    for name in ("composing", "edit_call", "edit_page", "edit_criteria", "edit_eligibility", "move_closing"):
        assert client.get(reverse(f"selection:{name}", args=[call.slug])).status_code == 403
    assert client.post(reverse("selection:announce", args=[call.slug])).status_code == 403


def test_lines_are_kept_in_the_order_asked_and_emptied_ones_go(client):
    call = draft_call(questions_answered=[{"q": "Ancienne ?", "a": "Oui."}])
    client.force_login(lead_of(call))
    rows = [{"q": "Deux ?", "a": "B", "ORDER": "2"}, {"q": "", "a": ""}, {"q": "Un ?", "a": "A", "ORDER": "1"}]

    client.post(reverse("selection:edit_questions", args=[call.slug]), lines(rows))

    call.refresh_from_db()
    assert call.questions_answered == [{"q": "Un ?", "a": "A"}, {"q": "Deux ?", "a": "B"}]


def test_a_half_filled_line_is_given_back(client):
    call = draft_call()
    client.force_login(lead_of(call))

    page = client.post(
        reverse("selection:edit_questions", args=[call.slug]), lines([{"q": "Et la mairie ?", "a": ""}])
    )

    assert "Et la mairie ?" in page.content.decode()
    call.refresh_from_db()
    assert call.questions_answered == []


def test_weights_are_typed_in_percents_and_sum_to_a_hundred(client):
    call = draft_call()
    client.force_login(lead_of(call))
    levels = "\n".join(["Rien", "Peu", "Assez", "Bien", "Très bien", "Tout"])
    page = reverse("selection:edit_criteria", args=[call.slug])
    first = {"label": "Élan", "weight": "60", "levels": levels}

    refused = client.post(page, lines([first, {"label": "Lien", "weight": "30", "levels": ""}]))
    assert "90" in refused.content.decode()
    assert not call.criteria.exists()

    client.post(page, lines([first, {"label": "Lien", "weight": "40", "levels": ""}]))
    assert [(one.code, str(one.weight), len(one.levels)) for one in call.criteria.all()] == [
        ("elan", "0.600", 6),
        ("lien", "0.400", 0),
    ]


def test_criteria_no_longer_change_once_the_call_is_open():
    call = CallFactory()

    with pytest.raises(services.AlreadyAnnounced):
        services.set_criteria(call, HALVES, by=UserFactory(), version=call.version)


def test_two_people_edit_a_call_and_the_second_is_told():
    call, lead = draft_call(), UserFactory()
    services.edit_call(call, by=lead, version=1, short="Les premiers mots.")

    with pytest.raises(ChangedSince):
        services.edit_call(Call.objects.get(), by=lead, version=1, short="D'autres mots.")

    assert Call.objects.get().short == "Les premiers mots."


def test_what_misses_is_said_before_a_call_is_announced():
    call = draft_call()

    with pytest.raises(services.NotReady):
        services.announce(call, by=UserFactory())

    assert len(services.missing_from(call)) == 4


def test_a_whole_call_is_announced_once():
    form = Questionnaire.objects.create(slug="f", title="Formulaire", audience="application")
    call = draft_call(page=[{"heading": "a", "paragraphs": ["b"]}], contact="L'équipe", questionnaire=form)
    services.set_criteria(call, HALVES, by=UserFactory(), version=1)

    for _click in range(2):
        services.announce(Call.objects.get(), by=UserFactory())

    assert Call.objects.get().announced
    assert JournalEntry.objects.filter(verb="call.announced").count() == 1


def test_the_closing_moves_later_with_its_reason_told_to_everyone(client):
    call = CallFactory(closes=datetime(2100, 4, 30, 16, 0, tzinfo=UTC))
    draft = ApplicationFactory(call=call, state="draft", deposited_at=None)
    writer = someone(RoleCode.BEARER, draft)
    client.force_login(lead_of(call))
    said = {"closes": "2100-06-30T18:00", "decided_on": "2026-03-20", "reason": "Les élections sont reportées."}

    client.post(reverse("selection:move_closing", args=[call.slug]), said)

    client.logout()
    page = client.get(call.get_absolute_url()).content.decode()
    assert "30 avril 2100" in page
    assert "30 juin 2100 à 18:00" in page
    assert "Les élections sont reportées." in page
    assert Notice.objects.filter(recipient=writer, entry__verb="call.closing_moved").exists()


def test_the_closing_never_moves_earlier(client):
    call = CallFactory()

    with pytest.raises(services.OnlyLater):
        services.move_closing(call, closes=call.closes - timedelta(days=1), reason="Vite", by=UserFactory())


def test_the_closing_stays_once_the_jury_has_decided(client):
    call = CallFactory(over=True)
    ApplicationFactory(call=call, state="not_retained", decided_on=timezone.localdate())
    client.force_login(lead_of(call))

    assert client.get(reverse("selection:move_closing", args=[call.slug])).status_code == 403


@pytest.mark.parametrize("name", ["composing", "edit_call", "edit_page", "edit_criteria", "edit_eligibility"])
def test_each_page_of_a_call_being_composed_opens(client, name):
    call = draft_call(
        page=[{"heading": "Qui", "paragraphs": ["Des habitants.", "Une commune."]}],
        eligibility={
            "intro": "Deux questions.",
            "questions": [{"text": "Né ?", "expects": "oui", "if_not": "Venez."}],
        },
    )
    services.set_criteria(call, HALVES, by=UserFactory(), version=1)
    client.force_login(lead_of(call))
    give_role(UserFactory(), RoleCode.ADVISER, call.cohort)

    assert client.get(reverse(f"selection:{name}", args=[call.slug])).status_code == 200


def test_the_team_says_which_question_gives_the_name_of_a_project(client):
    call = draft_call(questionnaire=form_of_calls())
    client.force_login(lead_of(call))
    page = reverse("selection:edit_form", args=[call.slug])
    assert client.get(page).context["form"].initial["title"] == "q01"

    client.post(page, {"version": "1", "title": "q13", "summary": "", "commune": "", "consent": "q18"})
    refused = client.post(page, {"version": "2", "title": "q02"})

    call.refresh_from_db()
    assert (call.read_from["title"], call.read_from["summary"]) == ("q13", "")
    assert refused.status_code == 200


def test_a_call_without_a_form_asks_to_choose_one_first(client):
    call = draft_call()
    client.force_login(lead_of(call))

    assert client.get(reverse("selection:edit_form", args=[call.slug])).status_code == 302
