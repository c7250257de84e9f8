"""What the house may say of the checks, the corrections, the opinions and the letters of a call."""

from django.utils.translation import gettext_lazy as _

from levain.foundation import registry
from levain.foundation.registry import Speaker
from levain.foundation.work import every_tick
from levain.selection import mail_answers, pending, rules
from levain.selection.models import CorrectionRequest, DecisionLetter, Opinion
from levain.selection.services import consents, receiving, retention


def say() -> None:
    registry.register(
        CorrectionRequest,
        visible=rules.can_read_correction,
        title=str,
        place=lambda request: request.application,
        texts={"reason": _("what is asked"), "answer": _("what was answered")},
        speaker=lambda request, field: Speaker("programme_lead" if field == "reason" else "bearer"),
        date=lambda request: request.asked_at.date(),
    )
    registry.register(
        Opinion,
        visible=rules.can_read_opinion,
        title=str,
        place=lambda opinion: opinion.application,
        texts={"text": _("opinion of the State service")},
        speaker=lambda opinion, field: Speaker("state_service", str(opinion.service)),
        date=lambda opinion: (opinion.given_at or opinion.asked_at).date(),
    )
    registry.register(
        DecisionLetter,
        visible=rules.can_read_letter,
        title=lambda letter: letter.application.title,
        place=lambda letter: letter.application.call.cohort,
        date=lambda letter: (letter.released_at or letter.written_at).date(),
    )
    registry.word(
        **{
            "call.checklist": _("%(actor)s changed the points to check in %(object)s"),
            "application.anonymised": _("The application %(object)s was anonymised, its time being over"),
            "call.read_from": _("%(actor)s said what each question gives in %(object)s"),
            "application.checked": _("%(actor)s checked the application %(object)s"),
            "application.admitted": _("%(actor)s found the application %(object)s admissible"),
            "application.not_admitted": _("%(actor)s found the application %(object)s not admissible"),
            "correction.asked": _("Something is missing in your application %(object)s: you have been given time"),
            "correction.written": _("%(actor)s mended what was asked in %(object)s"),
            "correction.answered": _("%(actor)s sent what was missing in %(object)s"),
            "call.letter_written": _("%(actor)s rewrote a letter of %(object)s"),
            "decision.corrected": _("%(actor)s corrected a letter: %(object)s"),
            "decision.read": _("%(actor)s read a letter before it leaves: %(object)s"),
            "decision.told": _("%(actor)s sent the answer to the application %(object)s"),
            "opinion.asked": _("The jury asks for your opinion on %(object)s"),
            "opinion.given": _("%(actor)s gave an opinion on %(object)s"),
            "opinion.changed": _("%(actor)s changed an opinion on %(object)s"),
        }
    )
    mail_answers.say()
    pending.say()
    every_tick(consents.purge_consents)
    every_tick(retention.anonymise_old)
    every_tick(receiving.forget_rows)
