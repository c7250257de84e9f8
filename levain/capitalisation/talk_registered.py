"""What this package says of what is discussed and followed: objections, remarks, leads sent and answered."""

from django.utils.translation import gettext_lazy as _

from levain.capitalisation import rules, talk_answers, talk_pending, talk_rules
from levain.capitalisation.models import Objection, Remark, Rereading, Sending
from levain.capitalisation.services.lead_letters import remind_addressees
from levain.capitalisation.services.rereadings import forget_addresses
from levain.foundation import registry, work


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
        Rereading,
        visible=talk_rules.can_see_rereading,
        title=str,
        place=lambda rereading: rereading.cohort,
        date=lambda rereading: rereading.opened_on,
    )
    registry.register(
        Remark,
        visible=talk_rules.can_see_remark,
        title=lambda remark: remark.thing.title,
        place=lambda remark: remark.cohort,
        date=lambda remark: remark.on,
    )
    work.every_tick(forget_addresses)
    work.every_tick(remind_addressees)
    registry.register(
        Sending,
        visible=talk_rules.can_read_sending,
        title=lambda sending: sending.lead.title,
        place=lambda sending: sending.lead.cohort,
        date=lambda sending: sending.on,
    )
    registry.word(
        **{
            "finding.shared": _("%(actor)s asks for your remarks on a finding: %(object)s"),
            "lesson.shared": _("%(actor)s asks for your remarks on a lesson: %(object)s"),
            "lead.shared": _("%(actor)s asks for your remarks on a policy lead: %(object)s"),
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
            "lead.reminded": _("An addressee who has not answered was written to once more: %(object)s"),
            "lead.answered_by_mail": _("The addressee answered a policy lead: %(object)s"),
            "lead.followed": _("%(actor)s wrote what became of a policy lead: %(object)s"),
            "lead.taken_up": _("%(actor)s said which former lead is taken up again: %(object)s"),
            "rereading.opened": _("%(actor)s gave texts to read before publication: %(object)s"),
            "rereading.asked": _("%(actor)s asked somebody to read before publication: %(object)s"),
            "rereading.taken_back": _("%(actor)s closed the link of a reader: %(object)s"),
            "rereading.closed": _("%(actor)s closed a reading: %(object)s"),
            "remark.made": _("%(actor)s made a remark on: %(object)s"),
            "remark.answered": _("%(actor)s answered a remark on: %(object)s"),
            "candidate.decided": _("%(actor)s decided of something that comes back across projects"),
            "objection.heard": _("%(actor)s wrote down an objection"),
            "objection.revised": _("%(actor)s answered or changed an objection"),
        }
    )
