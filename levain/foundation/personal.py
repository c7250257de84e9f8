"""The register of personal data, in code: what is kept of people, why, on which basis, who reads it, how long.

Each app declares its fields in `personal.py`, loaded when the register is read. A field that may hold something of a
person (an address, a name, free words, a file, a link to an account) and that nobody declared fails the tests.
"""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

NAMES = {"name", "about", "phone"}


@dataclass(frozen=True)
class Treatment:
    """What is done with some data; `data` says in words what they are."""

    title: Any
    data: Any
    purpose: Any
    basis: Any
    recipients: Any
    retention: Any


PUBLIC_TASK = _("Public interest task, or what the organisation that runs the site has chosen and says above.")
CONSENT = _("Consent, which can be taken back at any time.")

ACCOUNT = Treatment(
    _("Accounts and roles"),
    _("Name, mail address, a few words about oneself, language, roles with their dates."),
    _("Recognise people, and open to each what her role opens."),
    PUBLIC_TASK,
    _("The people of the same projects see the name and the role. Administrators see the address."),
    _("As long as the account. A person who is erased is replaced by a neutral mark."),
)
TRACE = Treatment(
    _("Who did what"),
    _("The account that wrote, answered, confirmed or decided, with the date."),
    _("Say who speaks, prove what a report stands on, find out what went wrong."),
    PUBLIC_TASK,
    _("Those who may read the thing itself; administrators for the journal."),
    _("With the thing itself. The name goes when the person is erased."),
)
WORDS = Treatment(
    _("What people write in a project"),
    _("Notes, needs, answers, contributions, objectives, reasons, files and photos."),
    _("Support the project, and keep the facts that a report stands on."),
    PUBLIC_TASK,
    _("The audience chosen on the button: the collective, the project, the cohort, or everyone."),
    _("With the project, then as public archives. Each author may ask that her words be taken off."),
)
FILES = Treatment(
    _("Applications to a call"),
    _("What the collective and the local authority wrote in their application, and the reasons of the jury."),
    _("Choose the projects, and answer everyone with reasons."),
    PUBLIC_TASK,
    _("The team of the call and its jury."),
    _("As long as the organisation that runs the call has announced."),
)
NEIGHBOURS = Treatment(
    _("Messages from a public page"),
    _("The name given, the mail address, the message and its answer."),
    _("Hand the message to the team of the project, and bring back the answer."),
    CONSENT,
    _("The collective and its adviser read the name and the message. Nobody is shown the address."),
    _("Seven days without confirmation, one year otherwise; then erased by the software."),
)
DIRECTORY = Treatment(
    _("Directory of the partners of a session"),
    _("Name, function, telephone, mail address, what the person can help with, and how she agreed to it."),
    _("Know whom to call at a partner of the projects."),
    CONSENT,
    _("The people of the session's projects, or of one project only, as the entry says."),
    _("Until the person asks to be removed, or the project removes her: no version is kept."),
)
FOLLOWERS = Treatment(
    _("News of a project by mail"),
    _("The mail address."),
    _("Send what the project publishes, once a week at most."),
    CONSENT,
    _("Nobody: the software alone writes to it."),
    _("Until the person stops, by a link in each letter; seven days without confirmation."),
)
CALLED_BACK = Treatment(
    _("People who agreed to be called for the evaluation"),
    _("Name, mail address, the call they answered and its outcome for them."),
    _("Ask later what became of the projects, retained or not."),
    CONSENT,
    _("The evaluators of the programme. Never the jury."),
    _("Until it is taken back, by a link in each letter; three years after the decisions at most."),
)
COMING = Treatment(
    _("Coming to a seminar"),
    _("Who is invited and comes, the mail address of who has no account, what each needs, the photos agreed to."),
    _("Welcome people: seats, access, meals, travel, children; show only the photos that they agreed to."),
    CONSENT,
    _("The team that prepares the seminar. Nobody else reads what a person needs."),
    _("Needs: 30 days after the seminar. Addresses of guests: 6 months after. Both are then erased by the software."),
)
MAIL = Treatment(
    _("Letters and notices"),
    _("The addressee, and the text until the letter has left."),
    _("Tell people what awaits them, at the rhythm they chose."),
    PUBLIC_TASK,
    _("The addressee; the team that releases the letters it must read first."),
    _("The text goes when the letter has left, its envelope after 90 days."),
)
INVITATIONS = Treatment(
    _("Invitations"),
    _("The name and the address of the person invited."),
    _("Let somebody join a project, once, for seven days."),
    PUBLIC_TASK,
    _("The person who invites, and the team of the project."),
    _("Until it is used or has expired, then purged by the software."),
)
READERS = Treatment(
    _("Reading before publication, and leads sent"),
    _("Name, mail address and side of who is asked to read or to answer, with what she says."),
    _("Have what is learned read and contested by those it speaks of, and answered by those it is addressed to."),
    PUBLIC_TASK,
    _("Those who draw the learning of the session. The name and the remark, not the address, stand beside the text."),
    _("Addresses: one year, then erased by the software. Remarks and answers: with the text they speak of."),
)
# Names and texts of things, not of people: a territory, a support of the catalogue, a framework.
NOT_PERSONAL = Treatment(_("Nothing about people"), "", "", "", "", "")

TREATMENTS = (
    ACCOUNT,
    WORDS,
    TRACE,
    FILES,
    CALLED_BACK,
    INVITATIONS,
    NEIGHBOURS,
    FOLLOWERS,
    DIRECTORY,
    COMING,
    MAIL,
    READERS,
)
_declared: dict[str, Treatment] = {}


def declare(treatment: Treatment, model: type[models.Model], *names: str) -> None:
    """Say to which treatment these fields of a model belong."""
    for name in names:
        model._meta.get_field(name)
        _declared[f"{model._meta.label}.{name}"] = treatment


def load() -> dict[str, Treatment]:
    """Every declared field, by its full name."""
    autodiscover_modules("personal", "personal_fields")
    return _declared


def may_hold_a_person(found: models.Field) -> bool:
    """Whether such a field may say something of someone, by its type or its name."""
    if isinstance(found, models.ForeignKey):
        return found.related_model is apps.get_model(settings.AUTH_USER_MODEL)
    if isinstance(found, models.EmailField | models.TextField | models.FileField | models.GenericIPAddressField):
        return True
    return isinstance(found, models.CharField) and found.name in NAMES


def undeclared() -> list[str]:
    """The fields of the house that may hold something of a person, and that nobody declared."""
    declared = load()
    ours = [
        model
        for model in apps.get_models()
        # The versions of a text hold what the text holds.
        if model.__module__.startswith("levain.") and not hasattr(model, "history_object")
    ]
    names = [
        f"{model._meta.label}.{found.name}"
        for model in ours
        for found in model._meta.local_fields
        if may_hold_a_person(found)
    ]
    return sorted(name for name in names if name not in declared)


def register() -> list[tuple[Treatment, list[str]]]:
    """Each treatment with the fields it covers, for the page."""
    declared = load()
    return [(one, sorted(name for name, known in declared.items() if known is one)) for one in TREATMENTS]
