"""The form of the call, the answers that the story gives to it, and some of those who wrote them."""

from typing import Any

from levain.people.models import RoleCode, User
from levain.people.services import give_role
from levain.portal.demonstration.people import person
from levain.portal.demonstration.story import Story, read
from levain.projects.themes import THEMES
from levain.questionnaires.models import Question, Questionnaire, Revision
from levain.questionnaires.services import build, publish
from levain.selection.models import Application
from levain.selection.services.answers import attach_answers
from levain.selection.services.consents import give_consent

Kind = Question.Kind
KINDS = {
    "text": Kind.TEXT,
    "longtext": Kind.LONG_TEXT,
    "repeat": Kind.BLOCK,
    "choice": Kind.CHOICE,
    "multiple": Kind.CHOICES,
    "commune": Kind.COMMUNE,
    "number": Kind.NUMBER,
    "file": Kind.FILE,
    "consent": Kind.CONSENT,
}
# What each row of a repeated question asks, as its words announce it; and how many rows it takes.
ROWS: dict[str, tuple[list[dict[str, Any]], int, int]] = {
    "q02": (
        [
            {"code": "q02_nom", "kind": Kind.TEXT, "text": "Nom", "personal_data": True},
            {"code": "q02_telephone", "kind": Kind.TEXT, "text": "Téléphone", "personal_data": True},
            {"code": "q02_quand", "kind": Kind.TEXT, "text": "Quand vous appeler ?"},
        ],
        2,
        2,
    ),
    "q06": (
        [
            {"code": "q06_quoi", "kind": Kind.TEXT, "text": "Quoi ?"},
            {"code": "q06_date", "kind": Kind.DATE, "text": "Quand ?"},
            {"code": "q06_monde", "kind": Kind.NUMBER, "text": "Combien de monde, à peu près ?", "min": 0},
        ],
        1,
        5,
    ),
}
# Invented, like their files: those of the applications that became no project and that one may want to try.
WROTE = {
    "cand-04": ("Karim B.", "A commencé avec des voisins ; envoie les pièces au dernier moment."),
    "cand-18": ("Odile R.", "Écrit la candidature le dimanche, avec deux autres."),
    "cand-21": ("Hervé T.", "Porte un projet arrivé à égalité de points avec le cinquième."),
}


def compose(told: dict) -> Questionnaire:
    """The form of the story, published: six steps, two parts."""
    said = told["application_form"]
    form = Questionnaire.objects.create(
        slug=said["id"], title="Formulaire de candidature 2020", audience="application", position=90
    )
    revision = Revision.objects.create(questionnaire=form, number=1, duration_min=90)
    steps = [
        {
            "code": f"etape-{step['step']}",
            "title": step["title"],
            "questions": [question(one) for one in said["questions"] if one["step"] == step["step"]],
        }
        for step in said["steps"]
    ]
    build(revision, steps)
    publish(revision)
    return form


def question(said: dict) -> dict:
    """A question of the story as the engine asks it."""
    made = {
        "code": said["id"],
        "kind": KINDS[said["type"]],
        "part": said["who"],
        "text": said["text"],
        "help": said.get("help", ""),
        "example": said.get("example", ""),
        "required": said["required"],
        "max_chars": said.get("max_chars"),
        "personal_data": said["personal_data"],
    }
    if "options" in said:
        made["options"] = [
            {"code": one, "label": str(THEMES[one])} if one in THEMES else one for one in said["options"]
        ]
    if said["id"] in ROWS:
        inner, least, most = ROWS[said["id"]]
        made |= {"inner": [{"part": said["who"], **one} for one in inner], "min": least, "max": most}
    return made


def answer(story: Story, application: Application, said: dict) -> None:
    """What the story tells of a file; the rest it did not write down stays unanswered."""
    bearer = hands(story, application, said)
    values = {"q01": said["title"], "q05": said["summary"], "q10": said["themes"], **said["answers"]}
    if application.commune:
        values["q04"] = application.commune.code
    attach_answers(application, values, by=bearer)
    if said["consent_to_be_called"]:
        give_consent(application, side="bearer", person=bearer)


def hands(story: Story, application: Application, said: dict) -> User | None:
    """Those who wrote it, for the files that became projects and for some others; the bearer of it."""
    if "project" in said:
        wrote = {}
        for one in read(said["project"])["people"]:
            if one["role"] in (RoleCode.BEARER, RoleCode.LOCAL_AUTHORITY):
                wrote.setdefault(one["role"], one)
        for code, one in wrote.items():
            user = person(story, one["name"], one["one_line"], one["id"])
            give_role(user, code, application, by=story.lead)
        return story.people[wrote[RoleCode.BEARER]["id"]]
    if said["id"] in WROTE:
        name, about = WROTE[said["id"]]
        user = person(story, name, about, f"{said['id']}-bearer")
        give_role(user, RoleCode.BEARER, application, by=story.lead)
        return user
    return None
