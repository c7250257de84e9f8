"""The letters of a call: prepared, read one by one, corrected, and told to nobody before their release."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from levain.design.dates import in_words
from levain.foundation import journal, letters, typed, yaml_files
from levain.foundation.versions import save_over
from levain.people.models import User
from levain.selection import lettering
from levain.selection.models import Application, Call, DecisionLetter, LetterTemplate, Remark, Review
from levain.selection.rules.admission import applicants
from levain.selection.services.consents import consent_link

SHIPPED = Path(__file__).parent.parent / "data" / "letters.yaml"
State = Application.State
TOLD = (State.RETAINED, State.RESERVE, State.NOT_RETAINED, State.INADMISSIBLE)


class AlreadyReleased(Exception):
    """The letter has left: it no longer changes."""


class LettersNotReady(Exception):
    """Some letters are missing, unfinished or unread."""


def templates_of(call: Call) -> dict[str, LetterTemplate]:
    """The model of each letter; the house's own words, kept nowhere, where the team has not written any."""
    known = {template.state: template for template in call.letter_templates.all()}
    if len(known) < len(TOLD):
        shipped = yaml_files.read(SHIPPED)
        known = {state: LetterTemplate(call=call, state=state, **shipped[state]) for state in TOLD} | known
    return {state: known[state] for state in TOLD}


@transaction.atomic
def write_template(
    call: Call, state: str, *, by: User, version: int, subject: str, body: str, said: Mapping[str, str]
) -> None:
    """Rewrite the model of a letter; the letters already prepared from it stay as they are until prepared again."""
    shipped = templates_of(call)[state]
    words = {"subject": shipped.subject, "body": shipped.body}
    template, _new = LetterTemplate.objects.get_or_create(call=call, state=state, defaults=words)
    save_over(template, version, subject=subject, body=body, said=dict(said))
    journal.record("call.letter_written", on=call, by=by, place=call.cohort, changes={"state": state})


def of_the_call(call: Call) -> dict[str, str]:
    """What is the same in all the letters of a call."""
    received = call.applications.exclude(state__in=[State.DRAFT, State.WITHDRAWN]).count()
    decided = call.applications.exclude(decided_on=None).order_by("decided_on").values_list("decided_on", flat=True)
    day = call.jury_on or decided.first()
    return {
        "nombre_candidatures": str(received),
        "nombre_retenus": str(call.applications.filter(state=State.RETAINED).count()),
        "date_jury": in_words(day) if day else "",
    }


def remarks_for(application: Application) -> list[str]:
    """The remarks that may be passed on, of the reviews that count, without what the reason says already."""
    reviews = Review.objects.counting().filter(application=application)
    found = Remark.objects.filter(review__in=reviews, usable_in_letter=True).order_by("pk")
    said = application.reason
    return [text for text in found.values_list("text", flat=True) if text.strip() and text.strip() not in said]


def of_the_file(application: Application, *, leads: list[str], correspondent: str) -> dict[str, str]:
    """What an application brings to its letter."""
    consent = application.call.consents.filter(reference=application.reference, withdrawn_at=None).first()
    return {
        "titre": application.title,
        "salutation": _salutation([person.name for person in applicants(application)][:3]),
        "motif": application.reason,
        "rang": str(application.reserve_rank or ""),
        "remarques": "\n".join(f"– {text}" for text in remarks_for(application)),
        "pistes": "\n".join(f"– {lead}" for lead in leads),
        "correspondant": correspondent,
        "accord_evaluation": "oui" if consent else "",
        "lien_accord": consent_link(consent) if consent else "",
    }


def _salutation(names: list[str]) -> str:
    """« Bonjour Aline, bonjour Karim, »: those who wrote it, by their names."""
    if not names:
        return _("Good day,")
    first, *others = names
    said = [_("Good day %(name)s") % {"name": first}, *(_("good day %(name)s") % {"name": name} for name in others)]
    return ", ".join(said) + ","


@transaction.atomic
def write_letter(
    application: Application,
    template: LetterTemplate,
    *,
    by: User,
    of_call: Mapping[str, str],
    leads: list[dict[str, str]],
    correspondent: str,
    again: bool = False,
) -> DecisionLetter | None:
    """Prepare the letter of one decision; None when nothing changes. One corrected by hand stays as it is."""
    letter = DecisionLetter.objects.filter(application=application, state=application.state).first()
    if letter and (letter.released_at or letter.corrected or not again):
        return None
    with translation.override(settings.LANGUAGE_CODE):
        file = of_the_file(application, leads=[lead["label"] for lead in leads], correspondent=correspondent)
    values = {**template.said, **of_call, **file}
    said = {
        "subject": lettering.one_line(template.subject, values)[:200],
        "text": lettering.filled(template.body, values),
        "leads": leads,
    }
    if letter is None:
        return DecisionLetter.objects.create(application=application, state=application.state, **said)
    if all(getattr(letter, name) == value for name, value in said.items()):
        return None
    save_over(letter, letter.version, **said, written_at=timezone.now(), read_at=None, read_by=None)
    return letter


def letters_of(call: Call) -> QuerySet[DecisionLetter]:
    """The letters of the decisions as they stand, those not read first."""
    found = DecisionLetter.objects.filter(application__call=call, state=F("application__state"))
    return found.select_related("application__call__cohort__programme", "read_by").order_by(
        F("read_at").asc(nulls_first=True), "application__reference"
    )


@transaction.atomic
def correct_letter(letter: DecisionLetter, *, by: User, version: int, subject: str, text: str) -> None:
    """Change the words of a letter before it leaves; it is then read by whoever changed it."""
    _require_here(letter)
    save_over(
        letter,
        version,
        subject=typed.one_line(subject)[:200],
        text=text,
        corrected=True,
        read_at=timezone.now(),
        read_by=by,
    )
    journal.record("decision.corrected", on=letter, by=by, place=letter.application.call.cohort)


@transaction.atomic
def mark_read(letter: DecisionLetter, *, by: User, version: int) -> None:
    """Somebody has read these very words: nothing leaves unread."""
    _require_here(letter)
    if lettering.unfinished(letter.text + letter.subject):
        raise LettersNotReady(_("Something is still to be filled in this letter: look for the braces."))
    save_over(letter, version, read_at=timezone.now(), read_by=by)
    journal.record("decision.read", on=letter, by=by, place=letter.application.call.cohort)


def _require_here(letter: DecisionLetter) -> None:
    letter.refresh_from_db()
    if letter.released_at:
        raise AlreadyReleased(_("This letter has left: it no longer changes."))


def require_ready(call: Call) -> None:
    """Every decision has its letter, finished and read."""
    decided = call.applications.filter(state__in=TOLD)
    mine = Q(letters__state=F("state"))
    missing = decided.exclude(pk__in=decided.filter(mine).values("pk")).count()
    if missing:
        raise LettersNotReady(_("%(n)d letters are not prepared yet: prepare them, then read them.") % {"n": missing})
    unread = letters_of(call).filter(read_at=None, released_at=None).count()
    if unread:
        raise LettersNotReady(_("%(n)d letters have not been read yet: read them one by one.") % {"n": unread})
    for letter in letters_of(call).filter(released_at=None):
        if lettering.unfinished(letter.text + letter.subject):
            said = {"title": letter.application.title}
            raise LettersNotReady(_("Something is still to be filled in the letter of “%(title)s”.") % said)


def release_letters(call: Call, *, by: User, at: datetime) -> int:
    """Let all the letters go, in the transaction of the release; those that have left do not leave again."""
    going = list(letters_of(call).filter(released_at=None))
    for letter in going:
        letter.released_at = at
        letter.version += 1
        letter.save(update_fields=["released_at", "version"])
        link = settings.SITE_URL + letter.get_absolute_url()
        for person in applicants(letter.application):
            with translation.override(settings.LANGUAGE_CODE):
                footer = _("This answer stays on the page of your application: %(link)s") % {"link": link}
                invented = _("This project is invented: this message shows how the service works.")
            words = [letter.text, footer, *([invented] if letter.application.fictional else [])]
            letters.queue(person.email, letter.subject, "\n\n".join(words), person=person)
        journal.record("decision.told", on=letter, by=by, role="programme_lead", place=letter.application.call.cohort)
    return len(going)


def counts(call: Call) -> dict[str, int]:
    """How many are prepared, read, gone."""
    return (
        letters_of(call)
        .order_by()
        .aggregate(
            prepared=Count("pk"),
            read=Count("pk", filter=Q(read_at__isnull=False)),
            gone=Count("pk", filter=Q(released_at__isnull=False)),
        )
    )
