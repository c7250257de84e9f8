"""From an empty house to the first application, as a newcomer does it: each page is found on the one before."""

import re
from datetime import timedelta
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from levain.foundation.models import Letter
from levain.programmes.founding import found_house
from levain.programmes.models import Cohort, Programme
from levain.questionnaires.models import Questionnaire
from levain.selection.models import Application, Call

CAMILLE = "camille.durand@exemple.fr"
PROGRAMME = {
    "name": "Accélérateur d’essai",
    "purpose": "Accompagner cinq projets.",
    "carried_by": "Ville d’essai",
    "contact": "projets@exemple.fr",
    "time_zone": "Europe/Paris",
    "roles": ["programme_lead", "administrator"],
}


def sign_in(client):
    client.post(reverse("account_login"), {"email": CAMILLE})
    code = re.search(r"\b\d{6}\b", Letter.objects.filter(to=CAMILLE).latest("pk").text).group()
    return client.post(reverse("account_confirm_login_code"), {"code": code}, follow=True)


def lines(kept):
    """A formset of two lines, the first of them filled."""
    said = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-ORDER": "1", "form-1-ORDER": "2"}
    return said | {f"form-0-{name}": value for name, value in kept.items()}


def follow(client, page, to):
    """Open a page that the one before leads to."""
    assert to in page.content.decode(), to
    return client.get(to)


def composed(client, call, part, **kept):
    to = reverse(f"selection:{part}", args=[call.slug])
    call.refresh_from_db()
    follow(client, client.get(reverse("selection:composing", args=[call.slug])), to)
    client.post(to, {"intro": "", "version": call.version, **lines(kept)})


def test_a_newcomer_goes_from_an_empty_house_to_the_first_application(client):
    found_house(CAMILLE)
    space = sign_in(client)
    follow(client, space, reverse("programmes:found"))
    page = client.post(reverse("programmes:found"), PROGRAMME | {"token": str(uuid4())}, follow=True)

    opening = reverse("programmes:open_cohort", args=[Programme.objects.get().slug])
    follow(client, page, opening)
    days = {"starts": "2027-02-01", "ends": "2027-12-17", "seats": "5"}
    page = client.post(opening, days | {"name": "Session 2027"}, follow=True)

    page = follow(client, page, reverse("selection:application_forms"))
    follow(client, page, reverse("selection:take_starting_form"))
    page = client.post(reverse("selection:take_starting_form"), follow=True)

    begin = reverse("selection:compose_call", args=[Cohort.objects.get().slug])
    follow(client, page, begin)
    now = timezone.localtime()
    client.post(
        begin,
        {
            "title": "Appel 2027",
            "short": "Racontez-nous votre projet.",
            "opens": (now - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"),
            "closes": (now + timedelta(days=30)).strftime("%Y-%m-%dT%H:%M"),
            "time_zone": "Europe/Paris",
            "grace_minutes": "30",
            "contact": "projets@exemple.fr",
            "questionnaire": Questionnaire.objects.get().pk,
            "token": str(uuid4()),
        },
    )
    call = Call.objects.get()
    composed(client, call, "edit_page", heading="Ce que nous apportons", text="Un an de soutien.")
    composed(client, call, "edit_criteria", label="Utilité", weight="100")
    announce = reverse("selection:announce", args=[call.slug])
    assert announce in client.get(reverse("selection:composing", args=[call.slug])).content.decode()
    client.post(announce)
    client.logout()

    home = client.get("/")
    page = follow(client, home, call.get_absolute_url())
    start = f"{call.get_absolute_url()}candidater/"
    follow(client, page, start)
    client.post(start, {"token": str(uuid4())})

    assert Application.objects.get().call == call
