"""A level typed in a conversation is confirmed or corrected from the mail, once, by the side that gave it."""

import pytest
from django.urls import reverse

from levain.evaluation import services
from levain.evaluation.mail_answers import NothingSaid
from levain.evaluation.models import Rating
from levain.foundation import mail_answers, notifications
from levain.foundation.models import JournalEntry, Letter, Notice
from levain.people.services import end_role
from tests.evaluation.factories import ObjectiveFactory
from tests.projects.factories import adviser_of, bearer_of, official_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def bearer(project):
    return bearer_of(project)


def typed(project, objective=None, voice="inhabitants"):
    return services.rate(
        objective or ObjectiveFactory(project=project),
        moment="end",
        voice=voice,
        level=0,
        reason="Dit à la réunion.",
        by=adviser_of(project),
    )


def token_of(rating, person):
    link, row = mail_answers.link_for(JournalEntry.objects.about(rating).get(verb="rating.typed"), person)
    row.save()
    return link.rstrip("/").rsplit("/", 1)[1]


def answered(rating, person, choice, text=""):
    mail_answers.answer(token_of(rating, person), name="Zoé", choice=choice, text=text)
    rating.refresh_from_db()
    return rating


def test_the_letter_carries_the_link_and_the_page_reads_the_level(client, project, bearer):
    rating = typed(project)

    notifications.send_at_once()

    letter = Letter.objects.get(to=bearer.email)
    address = next(word for word in letter.text.split() if reverse("foundation:answer", args=["x"])[:-2] in word)
    page = client.get(address.strip("<>"))
    assert page.status_code == 200
    assert rating.objective.agreed in page.content.decode()
    assert "Dit à la réunion." in page.content.decode()


def test_one_gesture_confirms_and_nothing_waits_any_more(project, bearer):
    rating = answered(typed(project), bearer, "yes")

    assert (rating.rated_by, rating.level) == (bearer, 0)
    assert not Notice.objects.filter(recipient=bearer, kind="answer", settled_at=None).exists()


def test_one_gesture_confirms_all_that_was_noted_for_the_side_and_no_other_side(project, bearer):
    first, second, theirs = typed(project), typed(project), typed(project, voice="authority")

    answered(first, bearer, "all")

    second.refresh_from_db()
    theirs.refresh_from_db()
    assert (second.rated_by, theirs.rated_by) == (bearer, None)


def test_another_level_is_given_with_its_reason(project, bearer):
    rating = answered(typed(project), bearer, "1", "Vingt foyers, dont des locataires.")

    assert (rating.level, rating.reason, rating.rated_by) == (1, "Vingt foyers, dont des locataires.", bearer)


def test_a_level_without_its_reason_keeps_the_link(project, bearer):
    rating = typed(project)
    token = token_of(rating, bearer)

    with pytest.raises(NothingSaid):
        mail_answers.answer(token, name="Zoé", choice="1", text=" ")
    mail_answers.answer(token, name="Zoé", choice="no-level", text="Trop tôt pour le dire.")

    rating.refresh_from_db()
    assert (rating.level, rating.rated_by) == (None, bearer)


def test_another_side_a_level_confirmed_since_or_a_role_ended_open_nothing(project, bearer):
    rating = typed(project)
    entry = JournalEntry.objects.about(rating).get(verb="rating.typed")
    assert mail_answers.link_for(entry, official_of(project)) is None

    token = token_of(rating, bearer)
    services.confirm(rating, by=bearer)
    with pytest.raises(mail_answers.LinkClosed):
        mail_answers.answer(token, name="Zoé", choice="yes", text="")

    other = typed(project)
    token = token_of(other, bearer)
    end_role(bearer.roles.get(), by=None)
    with pytest.raises(mail_answers.LinkClosed):
        mail_answers.answer(token, name="Zoé", choice="yes", text="")


def test_the_choices_say_the_described_levels_but_the_one_noted(project):
    rating = typed(project)

    codes = [code for code, _words in mail_answers.purpose("evaluation.level").choices(rating)]

    assert codes[0] == "yes"
    assert "0" not in codes
    assert {"-2", "-1", "1", "2", "no-level"} <= set(codes)
    assert Rating.objects.count() == 1
