"""What this package says of what is discussed and followed: objections, remarks, leads sent and answered."""

from django.utils.translation import gettext_lazy as _

from levain.capitalisation import rules, talk_answers, talk_pending, talk_rules
from levain.capitalisation.models import Objection, Sending
from levain.foundation import registry


def say() -> None:
    talk_answers.say()
    talk_pending.say()
    registry.register(
        Objection,
        visible=rules.can_work,
        title=str,
        place=lambda objection: objection.cohort,
        texts={"text": _("objection"), "answer": _("answer to an objection")},
        date=lambda objection: objection.on,
    )
    registry.register(
        Sending,
        visible=talk_rules.can_read_sending,
        title=lambda sending: sending.lead.title,
        place=lambda sending: sending.lead.cohort,
        date=lambda sending: sending.on,
    )
    registry.word(
        **{
            "finding.moved": _("%(actor)s moved a finding on: %(object)s"),
            "finding.to_review": _("A finding must be looked at again: %(object)s"),
            "finding.reviewed": _("%(actor)s looked at a finding again: %(object)s"),
            "lesson.moved": _("%(actor)s moved a lesson on: %(object)s"),
            "lesson.to_review": _("A lesson must be looked at again: %(object)s"),
            "lesson.reviewed": _("%(actor)s looked at a lesson again: %(object)s"),
            "lead.moved": _("%(actor)s moved a policy lead on: %(object)s"),
            "lead.to_review": _("A policy lead must be looked at again: %(object)s"),
            "lead.reviewed": _("%(actor)s looked at a policy lead again: %(object)s"),
            "lead.sent": _("%(actor)s put a policy lead in the outbox for its addressee: %(object)s"),
            "lead.answered_by_mail": _("The addressee answered a policy lead: %(object)s"),
            "lead.followed": _("%(actor)s wrote what became of a policy lead: %(object)s"),
            "lead.taken_up": _("%(actor)s said which former lead is taken up again: %(object)s"),
            "candidate.decided": _("%(actor)s decided of something that comes back across projects"),
            "objection.heard": _("%(actor)s wrote down an objection"),
            "objection.revised": _("%(actor)s answered or changed an objection"),
        }
    )
