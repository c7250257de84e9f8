"""What the pages say to those who write an application, and to the team that reads it."""

from django.urls import reverse

from levain.foundation.models import Letter
from levain.people.models import RoleCode
from levain.people.services import invite
from levain.questionnaires.models import Questionnaire, Revision
from levain.questionnaires.services import build, publish
from levain.selection.forms.admission import SettleForm
from tests.people.factories import someone
from tests.projects.test_logbook import photo
from tests.selection.applying import STEPS, begun, hand, open_call, page, write
from tests.selection.factories import ApplicationFactory, CallFactory


def read(client, url):
    return client.get(url).content.decode()


def test_the_check_says_why_nothing_can_be_deposited_yet(client):
    application = begun()
    client.force_login(hand(application))
    assert "quand plus rien n’attendra de réponse" in read(client, page(application, "check_application"))

    write(client, application, "vous", q01="Le jardin")
    said = read(client, page(application, "check_application"))

    assert "Vous pourrez déposer quand la collectivité aura écrit sa partie." in said
    assert "(la partie de la collectivité)" in said
    assert page(application, "deposit") not in said


def test_the_start_page_tells_of_the_form_of_the_call_alone(client):
    said = read(client, reverse("selection:start_application", args=[open_call().slug]))

    assert "Vous, La commune, Ensemble." in said
    assert "minutes en tout" not in said
    assert "une heure ou deux" not in said


def test_the_team_goes_from_the_check_to_the_application_and_back(client):
    call = CallFactory(over=True)
    application = ApplicationFactory(call=call)
    client.force_login(someone(RoleCode.PROGRAMME_LEAD, call.cohort.programme))
    check = reverse("selection:check", args=[call.slug, application.reference])

    assert application.get_absolute_url() in read(client, check)
    back = read(client, application.get_absolute_url())
    assert check in back
    assert reverse("selection:applications", args=[call.slug]) in back


def test_those_who_write_see_no_link_of_the_team(client):
    application = begun()
    client.force_login(hand(application))

    assert "/recevabilite/" not in read(client, page(application, "read_application"))


def test_the_reason_of_a_conclusion_is_not_said_to_be_optional():
    assert not SettleForm().fields["reason"].says_optional


def test_a_file_kept_is_shown_on_the_page_given_back_with_an_error(client):
    application = begun()
    client.force_login(hand(application))

    given_back = write(client, application, "vous", q02="trop long " * 60, q03=photo("marche.png"))

    assert given_back.status_code == 200
    assert "marche" in given_back.content.decode()
    assert [label for _pk, label in given_back.context["form"].fields["q03.remove"].choices]


def test_a_step_says_who_wrote_in_it_last(client):
    application = begun()
    client.force_login(hand(application))
    write(client, application, "suite", q17="Rien encore")
    client.force_login(hand(application, RoleCode.LOCAL_AUTHORITY))

    assert "Awa a écrit ici" in read(client, page(application, "step", "suite"))
    untouched = read(client, page(application, "step", "mairie"))
    assert "Enregistré le" not in untouched
    assert "Awa a écrit" not in untouched


def test_an_invitation_names_the_application_its_call_and_the_deadline(client):
    application = begun()
    invite("maire@example.org", RoleCode.LOCAL_AUTHORITY, application, by=hand(application))

    subject = Letter.objects.latest("pk").subject
    assert application.name in subject
    assert application.call.title in subject
    assert str(application.call.closes.year) in subject


def test_an_invitation_names_the_jury():
    call = CallFactory(over=True)
    invite("jury@example.org", RoleCode.JUROR, call, by=someone(RoleCode.PROGRAMME_LEAD, call.cohort.programme))

    assert Letter.objects.latest("pk").subject == f"Invitation au jury de « {call.title} »"


def test_the_start_page_counts_the_minutes_that_the_form_says(client):
    form = Questionnaire.objects.create(slug="court", title="Court", audience="application")
    revision = Revision.objects.create(questionnaire=form, number=1, duration_min=40)
    build(revision, STEPS)
    publish(revision)
    call = CallFactory(questionnaire=form)

    assert "Comptez 40 minutes" in read(client, reverse("selection:start_application", args=[call.slug]))
