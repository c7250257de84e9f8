"""Nobody but the team learns a decision before all are published: by notices, mail or page."""

from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.foundation.models import Letter, Notice
from levain.foundation.notifications import send_at_once, send_digests
from levain.foundation.work import tick
from levain.people.models import RoleCode
from levain.selection.models import Application
from levain.selection.services import decide, letters
from levain.selection.services.admission import settle
from tests.chain.test_letters import ready
from tests.people.factories import UserFactory, someone
from tests.selection.factories import ApplicationFactory

State = Application.State
SECRET = "quinzaine-inavouable"


@pytest.fixture(params=[State.RETAINED, State.NOT_RETAINED, State.RESERVE, State.INADMISSIBLE])
def application(request, call, lead):
    """A file decided on, its letter prepared and read, nothing published."""
    found = ApplicationFactory(call=call, title="Le jardin")
    if request.param == State.INADMISSIBLE:
        settle(found, admissible=False, by=lead, reason=SECRET)
        found.refresh_from_db()
    else:
        decide(found, request.param, by=lead, reason=SECRET, rank=1 if request.param == State.RESERVE else None)
    ready(call, lead)
    letter = letters.letters_of(call).get()
    letters.correct_letter(letter, by=lead, version=letter.version, subject=f"Lettre {SECRET}", text=SECRET)
    return found


def everything_shown_to(client, person, application):
    client.force_login(person)
    call = application.call
    places = [
        application.get_absolute_url(),
        reverse("selection:answer", args=[call.slug, application.reference]),
        reverse("chain:letter", args=[call.slug, application.reference]),
        reverse("chain:letters", args=[call.slug]),
        reverse("selection:call", args=[call.slug]),
        reverse("portal:space"),
        reverse("foundation:notices"),
    ]
    return unescape(" ".join(client.get(to, follow=True).content.decode() for to in places))


@pytest.mark.parametrize("code", [RoleCode.BEARER, RoleCode.LOCAL_AUTHORITY, RoleCode.OBSERVER])
def test_those_who_wrote_learn_nothing_before(client, application, code):
    person = someone(code, application)
    tick(timezone.now())
    send_at_once()
    send_digests(timezone.now())

    shown = everything_shown_to(client, person, application)

    assert "Lettre quinzaine" not in shown
    assert f">{SECRET}<" not in shown
    for told in ("Retenue", "non retenue", "liste de réserve", "non recevable"):
        assert told.lower() not in shown.lower()
    assert not Letter.objects.filter(text__contains=SECRET).exists()
    assert not Notice.objects.filter(recipient=person, entry__verb__startswith="decision.").exists()


def test_neither_the_jury_nor_anyone_else_reads_the_letter(client, application):
    for person in (
        someone(RoleCode.JUROR, application.call),
        someone(RoleCode.JURY_CHAIR, application.call),
        UserFactory(),
    ):
        assert f">{SECRET}<" not in everything_shown_to(client, person, application)
