"""Where each column of what was received goes: a field of the application, a question of the form, or beside them."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from levain.foundation import typed
from levain.questionnaires.forms import fields as asking
from levain.questionnaires.models import Question
from levain.questionnaires.services import Asked
from levain.selection.models import Call
from levain.selection.received.records import NotUnderstood, Record, moment, today_or_before
from levain.selection.services.answers import revision_of
from levain.territories.finding import meant_by
from levain.territories.models import Territory

Kind = Question.Kind
ASIDE, OUT, QUESTION = "aside", "out", "q:"
YES = frozenset({"true", "oui", "yes", "1", "x", "vrai"})
# What an application holds beside the answers of its form.
FIELDS: dict[str, Any] = {
    "number": gettext_lazy("Its number there: tells it from the others"),
    "title": gettext_lazy("Name of the project"),
    "summary": gettext_lazy("The project in a few words"),
    "commune": gettext_lazy("Commune (name, postcode or INSEE code)"),
    "place": gettext_lazy("Place, in words"),
    "collective": gettext_lazy("Name of the group"),
    "local_authority": gettext_lazy("Name of the local authority"),
    "deposited_at": gettext_lazy("Day of the deposit"),
    "email": gettext_lazy("Address of the person: an account opens for her"),
    "name": gettext_lazy("Name of the person"),
    "consent": gettext_lazy("Agrees to be called for the evaluation"),
}
# How columns are usually called, to propose where each goes.
USUAL = {
    "number": ("numero du dossier", "numero", "reference", "id"),
    "title": ("nom du projet", "titre", "intitule", "projet"),
    "summary": ("resume", "presentation", "description"),
    "commune": ("commune",),
    "collective": ("collectif", "association", "groupe"),
    "local_authority": ("collectivite", "mairie"),
    "deposited_at": ("depose le", "date de depot", "date"),
    "email": ("adresse de la personne", "courriel", "email", "adresse mail"),
    "name": ("nom de la personne", "contact", "nom"),
}
ASKED = (Kind.TEXT, Kind.LONG_TEXT, Kind.NUMBER, Kind.DATE, Kind.CHOICE, Kind.CHOICES, Kind.COMMUNE, Kind.CONSENT)


@dataclass
class Ready:
    """One application as it would be kept."""

    row: str
    reference: str
    fields: dict[str, Any]
    answers: dict[str, Any] = field(default_factory=dict)
    aside: dict[str, str] = field(default_factory=dict)
    email: str = ""
    name: str = ""
    consents: bool = False


def targets_of(call: Call) -> dict[str, str]:
    """Where a column may go: the fields of an application, the questions of the form of the call."""
    found = {name: str(label) for name, label in FIELDS.items()}
    if revision := revision_of(call):
        found |= {f"{QUESTION}{one.code}": one.text_shown for one in Asked(revision).outer if one.kind in ASKED}
    return found


def proposed(call: Call, columns: list[str]) -> dict[str, str]:
    """The column of each question, by its words; what nobody recognises is kept beside the application."""
    by_words = {_folded(label): target for target, label in targets_of(call).items() if target.startswith(QUESTION)}
    by_words |= {usual: name for name, words in USUAL.items() for usual in words}
    taken: set[str] = set()
    mapping = {}
    for column in columns:
        target = by_words.get(_folded(column), ASIDE)
        mapping[column] = ASIDE if target in taken else target
        taken.add(target)
    return mapping


def _folded(words: str) -> str:
    return " ".join(slugify(words).split("-"))


def ready_of(call: Call, record: Record, mapping: dict[str, str], questions: dict[str, Question]) -> Ready:
    if record.error:
        raise NotUnderstood(record.error)
    given: dict[str, str] = {}
    codes: dict[str, str] = {}
    ready = Ready(record.row, "", {})
    for column, words in record.words.items():
        target = mapping.get(column, ASIDE)
        if target == ASIDE and words:
            ready.aside[column] = words
        elif target.startswith(QUESTION):
            _answer(ready, questions, target.removeprefix(QUESTION), column, record)
        elif target in FIELDS and (words or target not in given):
            given[target], codes[target] = words, record.codes.get(column, "")
    ready.fields = _fields(call, given, codes)
    ready.email = typed.address(given["email"]) if given.get("email") else ""
    ready.name = typed.one_line(given.get("name", ""))[:120]
    ready.consents = _folded(given.get("consent", "")) in YES
    number = given.get("number") or ready.fields.get("title") or next(iter(ready.answers.values()), "")
    ready.reference = slugify(f"recu-{number}")[:50].strip("-")
    if ready.reference in ("", "recu"):
        raise NotUnderstood(_("nothing tells it from the others: say which column holds its number or its title."))
    return ready


def _answer(ready: Ready, questions: dict[str, Question], code: str, column: str, record: Record) -> None:
    question, words = questions.get(code), record.words[column]
    if question is None or not words:
        return
    try:
        ready.answers[code] = _value(question, words, record.codes.get(column, ""))
    except ValidationError as error:
        raise NotUnderstood(f"{column} : {' '.join(error.messages)}") from error


def _value(question: Question, words: str, code: str) -> Any:
    """What the field of the question would keep of these words."""
    value: Any = words
    if question.kind in (Kind.CHOICE, Kind.CHOICES):
        known = {_folded(one.label): one.code for one in question.offered({})}
        known |= {_folded(one.code): one.code for one in question.offered({})}
        parts = words.replace(";", "\n").splitlines() if question.kind == Kind.CHOICES else [words]
        found = [known.get(_folded(part), part.strip()) for part in parts if part.strip()]
        value = found if question.kind == Kind.CHOICES else found[0]
    elif question.kind == Kind.COMMUNE:
        value = code or words
    elif question.kind == Kind.CONSENT:
        value = _folded(words) in YES
    form_field = asking.field_for(question, {}, lambda option: True)
    form_field.required = False
    return asking.kept(question, form_field.clean(value))


def _fields(call: Call, given: dict[str, str], codes: dict[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = {
        name: typed.one_line(given[name])[:200]
        for name in ("title", "collective", "local_authority")
        if given.get(name)
    }
    if given.get("summary"):
        fields["summary"] = given["summary"]
    if given.get("place"):
        fields["place"] = typed.one_line(given["place"])[:120]
    if given.get("commune"):
        commune = _commune(codes.get("commune") or given["commune"])
        fields |= {"commune": commune, "place": fields.get("place") or commune.name}
    if given.get("deposited_at"):
        found = moment(given["deposited_at"], call.zone)
        fields["deposited_at"] = today_or_before(found, timezone.localdate())
    return fields


def _commune(words: str) -> Territory:
    found = meant_by(words)
    if len(found.communes) != 1 or not found.named_so:
        raise NotUnderstood(
            _("which commune is “%(words)s”? Give its postcode or its INSEE code.") % {"words": words[:80]}
        )
    return found.communes[0]
