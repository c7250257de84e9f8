"""What is answered from a reminder's mail: whether one comes."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from levain.foundation import mail_answers
from levain.seminars import rules, services
from levain.seminars.models import Seminar
from levain.seminars.services.letters import hours

YES, AFAR, NO = "yes", "afar", "no"


def _choices(seminar: Seminar) -> list:
    both = [(AFAR, gettext_lazy("I follow it online"))] if seminar.format == Seminar.Format.BOTH else []
    return [(YES, gettext_lazy("Yes, I come")), *both, (NO, gettext_lazy("No, I cannot"))]


def _question(seminar: Seminar) -> str:
    said = {"title": seminar.title, "when": hours(seminar)}
    return _("Do you come to “%(title)s”? %(when)s") % said


def _answer(seminar: Seminar, *, by, name, choice, text) -> None:
    if choice == NO:
        services.decline(seminar, user=by)
        return
    afar = {"remote": choice == AFAR} if seminar.format == Seminar.Format.BOTH else {}
    needs = {"access_needs": text.strip()[:500]} if text.strip() else {}
    services.register(seminar, user=by, **afar, **needs)


def say() -> None:
    mail_answers.register(
        "seminars.come",
        model=Seminar,
        verb="reminder.registration",
        also=("reminder.seminar_soon",),
        question=_question,
        choices=_choices,
        rule=rules.can_register,
        handle=_answer,
        text_label=gettext_lazy("What you need to take part"),
        subject=gettext_lazy("Do you come to a seminar?"),
        refusals=(services.SeminarOver, services.RegistrationClosed, services.RoomFull, services.AlreadyThere),
    )
