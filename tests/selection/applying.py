"""A call with its form, and people who write an application."""

from django.urls import reverse

from levain.people.models import RoleCode
from levain.questionnaires.models import Question, Questionnaire, Revision
from levain.questionnaires.services import build, publish
from levain.selection.models import Application
from levain.selection.services import applications as services
from levain.selection.services.answers import response_of
from tests.people.factories import UserFactory, give_role
from tests.selection.factories import CallFactory

Kind = Question.Kind
STEPS = [
    {
        "code": "vous",
        "title": "Vous",
        "questions": [
            {"code": "q01", "kind": Kind.TEXT, "part": "collective", "required": True, "text": "Quel nom ?"},
            {"code": "q02", "kind": Kind.LONG_TEXT, "part": "collective", "text": "Racontez.", "max_chars": 300},
            {"code": "q03", "kind": Kind.FILE, "part": "collective", "text": "Une photo ?"},
        ],
    },
    {
        "code": "mairie",
        "title": "La commune",
        "questions": [
            {"code": "q13", "kind": Kind.TEXT, "part": "local_authority", "required": True, "text": "Qui suit ?"},
        ],
    },
    {
        "code": "suite",
        "title": "Ensemble",
        "questions": [
            {"code": "q17", "kind": Kind.LONG_TEXT, "part": "both", "text": "Déjà essayé ?"},
            {"code": "q18", "kind": Kind.CONSENT, "part": "both", "text": "Vous rappeler ?"},
        ],
    },
]


def form_of_calls(steps=STEPS):
    form = Questionnaire.objects.create(slug="formulaire", title="Formulaire", audience="application")
    revision = Revision.objects.create(questionnaire=form, number=1)
    build(revision, steps)
    publish(revision)
    return form


def open_call(**said):
    return CallFactory(questionnaire=form_of_calls(), **said)


def begun(call=None, **said) -> Application:
    """An application with its bearer and somebody of the local authority."""
    application = services.start_application(call or open_call(), by=UserFactory(name="Awa"), **said)
    give_role(UserFactory(name="Luc"), RoleCode.LOCAL_AUTHORITY, application)
    return application


def hand(application, code=RoleCode.BEARER):
    return next(person for person in services.people_of(application, code))


def page(application, name, *more):
    return reverse(f"selection:{name}", args=[application.key, *more])


def write(client, application, code, **answers):
    """Save a step as the browser does, from the page as it is."""
    url = page(application, "step", code)
    known = client.get(url).context["form"].known_text
    return client.post(url, {"r-known": known, **{f"r-{name}": value for name, value in answers.items()}})


def answer(application, code):
    found = response_of(application).answers.filter(code=code).first()
    return found.value if found else None


def complete(client, application):
    client.force_login(hand(application))
    write(client, application, "vous", q01="Le jardin", q02="Une soupe sur un trottoir.")
    client.force_login(hand(application, RoleCode.LOCAL_AUTHORITY))
    write(client, application, "mairie", q13="Une adjointe")
    client.force_login(hand(application))
