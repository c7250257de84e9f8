"""What this package says of its objects to the rest of the house."""

from django.utils.translation import gettext_lazy as _

from levain.design.dates import in_words
from levain.foundation import registry
from levain.foundation.registry import Speaker
from levain.people.models import RoleCode
from levain.people.naming import in_a_sentence
from levain.projects import shelves, space
from levain.projects.registered import side_of
from levain.projects.rules import audiences_read
from levain.support import asked_of, pending, relay, rules, told
from levain.support.models import (
    Contact,
    Expert,
    Facilitation,
    Mission,
    MissionOffer,
    Need,
    Obstacle,
    PeerHelp,
    Proposal,
    Referral,
    Support,
    Synonym,
)


def _person(user, project, side="") -> Speaker:
    return Speaker(side or side_of(user, project) or RoleCode.BEARER, str(user), user)


def _in_need(need, field) -> Speaker:
    if field == "adviser_words" and need.qualified_by:
        return _person(need.qualified_by, need.project, RoleCode.ADVISER)
    return _person(need.stated_by, need.project)


def _in_proposal(proposal, field) -> Speaker:
    if field == "why":
        return _person(proposal.proposed_by, proposal.need.project, RoleCode.ADVISER)
    return _person(proposal.need.stated_by, proposal.need.project)


def _in_referral(referral, field) -> Speaker:
    if field == "question":
        return _person(referral.asked_by, referral.need.project, RoleCode.ADVISER)
    if referral.replied_by:
        name = f"{referral.replied_by}, {referral.service}"
        return Speaker(RoleCode.STATE_SERVICE, name, referral.replied_by)
    if referral.replied_name:
        return Speaker(RoleCode.STATE_SERVICE, f"{referral.replied_name}, {referral.service}")
    return Speaker(RoleCode.STATE_SERVICE, str(referral.service))


def _in_help(given, field) -> Speaker:
    name = f"{given.by}, {given.project}" if given.by else str(given.project)
    return Speaker(RoleCode.BEARER, name, given.by)


def _in_mission(mission, field) -> Speaker:
    if field == "appraisal_bearer":
        return Speaker(RoleCode.BEARER, mission.project.collective.name)
    return Speaker(RoleCode.EXPERT, str(mission.expert), mission.expert)


def say() -> None:
    registry.register(Support, visible=rules.can_read_support, title=str)
    registry.register(Synonym, visible=rules.can_keep_synonyms, title=str)
    registry.register(
        Need,
        visible=rules.can_read_need,
        title=str,
        place=lambda need: need.project,
        texts={
            "in_my_words": _("need, in the project's words"),
            "blocks": _("what blocks"),
            "unblock": _("what would unblock it"),
            "tried": _("what was tried"),
            "adviser_words": _("need, in the adviser's words"),
            "outcome": _("what came of the need"),
        },
        speaker=_in_need,
        date=lambda need: need.stated_on,
    )
    registry.register(
        Proposal,
        visible=rules.can_read_proposal,
        title=lambda proposal: proposal.support.name,
        place=lambda proposal: proposal.need.project,
        texts={"why": _("reason of a proposal"), "comment": _("answer to a proposal")},
        speaker=_in_proposal,
        date=lambda proposal: proposal.answered_on or proposal.proposed_on,
    )
    registry.register(
        Referral,
        visible=rules.can_read_referral,
        title=lambda referral: (
            str(_("Question put to %(service)s")) % {"service": in_a_sentence(str(referral.service))}
        ),
        place=lambda referral: referral.need.project,
        texts={"question": _("question to a State service"), "reply": _("reply of a State service")},
        speaker=_in_referral,
        date=lambda referral: referral.replied_on or referral.asked_on,
    )
    registry.register(
        PeerHelp,
        visible=rules.can_read_help,
        title=lambda given: str(_("Help offered by %(project)s")) % {"project": given.project},
        place=lambda given: given.need.project,
        texts={"text": _("help from another project")},
        speaker=_in_help,
        date=lambda given: given.offered_on,
    )
    registry.register(
        Obstacle,
        visible=rules.can_read_obstacle,
        title=str,
        place=lambda obstacle: obstacle.project,
        texts={"text": _("obstacle"), "tried": _("what was tried against an obstacle")},
        speaker=lambda obstacle, field: _person(obstacle.recorded_by, obstacle.project),
        date=lambda obstacle: obstacle.recorded_on,
    )
    registry.register(
        Contact,
        visible=rules.can_read_contact,
        title=lambda contact: f"{contact.get_kind_display()}, {in_words(contact.happened_on)}",
        place=lambda contact: contact.project,
        texts={"text": _("account of a contact")},
        speaker=lambda contact, field: _person(contact.by, contact.project),
        date=lambda contact: contact.happened_on,
    )
    registry.register(
        Mission,
        visible=rules.can_read_mission,
        title=str,
        place=lambda mission: mission.project,
        texts={
            "brief": _("brief of a mission"),
            "deliverable": _("deliverable of a mission"),
            "appraisal_bearer": _("mission as the project judged it"),
            "appraisal_expert": _("mission as the expert judged it"),
        },
        speaker=_in_mission,
        date=lambda mission: mission.added_on,
    )
    registry.register(
        Facilitation,
        visible=rules.can_read_gesture,
        title=str,
        place=lambda gesture: gesture.project,
        texts={"text": _("gesture of facilitation"), "unblocked": _("what a gesture unblocked")},
        speaker=lambda gesture, field: _person(gesture.by, gesture.project),
        date=lambda gesture: gesture.happened_on,
    )
    registry.register(
        MissionOffer,
        visible=lambda user, offer: rules.can_read_mission(user, offer.mission),
        title=lambda offer: str(offer.mission),
        place=lambda offer: offer.mission.project,
    )
    registry.register(Expert, visible=rules.can_read_expert, title=str)
    registry.word(
        **{
            "support.written": _("%(actor)s added a support: %(object)s"),
            "support.corrected": _("%(actor)s corrected a support: %(object)s"),
            "support.retired": _("%(actor)s retired a support: %(object)s"),
            "support.offered_again": _("%(actor)s offered a support again: %(object)s"),
            "support.merged": _("%(actor)s merged two sheets of a support: %(object)s"),
            "support.confirmed": _("%(actor)s read a support again: %(object)s"),
            "synonym.added": _("%(actor)s added everyday words: %(object)s"),
            "synonym.changed": _("%(actor)s changed everyday words: %(object)s"),
            "synonym.removed": _("%(actor)s removed everyday words"),
            "need.stated": _("%(actor)s stated a need: %(object)s"),
            "need.reworded": _("%(actor)s changed the words of a need: %(object)s"),
            "need.qualified": _("%(actor)s put a need in words: %(object)s"),
            "need.agreed": _("%(actor)s agreed on the words of a need: %(object)s"),
            "need.proposed": _("%(actor)s proposed supports for a need: %(object)s"),
            "need.closed": _("%(actor)s told what came of a need: %(object)s"),
            "proposal.answered": _("%(actor)s answered a proposal: %(object)s"),
            "referral.asked": _("%(actor)s put a question to a State service: %(object)s"),
            "referral.postponed": _("%(actor)s said when a reply will come: %(object)s"),
            "referral.replied": _("%(actor)s replied to a question: %(object)s"),
            "referral.replied_by_mail": _("A reply came from the mailbox of the service: %(object)s"),
            "referral.postponed_by_mail": _("A service said from its mailbox when a reply will come: %(object)s"),
            "referral.mailbox_reminded": _("A service was written to again at its mailbox: %(object)s"),
            "service.mailbox": _("%(actor)s changed the mailbox of a service: %(object)s"),
            "referral.reply_changed": _("%(actor)s changed a reply: %(object)s"),
            "help.offered": _("%(actor)s offered help for a need: %(object)s"),
            "diagnosis.begun": _("%(actor)s began the starting point of %(object)s"),
            "diagnosis.handed_in": _("%(actor)s handed in the starting point of %(object)s"),
            "diagnosis.let_go": _("%(actor)s went back to the starting point handed in for %(object)s"),
            "diagnosis.reopened": _("%(actor)s took up again the starting point of %(object)s"),
            "obstacle.named": _("%(actor)s named an obstacle: %(object)s"),
            "obstacle.corrected": _("%(actor)s changed the words of an obstacle: %(object)s"),
            "obstacle.lifted": _("%(actor)s said that an obstacle is lifted: %(object)s"),
            "contact.recorded": _("%(actor)s recorded a contact"),
            "contact.corrected": _("%(actor)s corrected a contact"),
            "facilitation.recorded": _("%(actor)s did something for the project: %(object)s"),
            "facilitation.unblocked": _("%(actor)s said what was unblocked: %(object)s"),
            "proposal.followed": _("%(actor)s said where a request has got to: %(object)s"),
            "help.met": _("%(actor)s dated a meeting between two projects"),
            "need.confirmed": _("%(actor)s confirmed the words of a need: %(object)s"),
            "cohort.enveloped": _("%(actor)s set the days of expertise of %(object)s"),
            "mission.briefed": _("%(actor)s wrote the brief of a mission: %(object)s"),
            "mission.offered": _("%(actor)s puts a mission to you: %(object)s"),
            "mission.answered": _("%(actor)s answered on a mission: %(object)s"),
            "mission.agreed": _("%(actor)s agreed on a mission: %(object)s"),
            "mission.dated": _("%(actor)s set the days on site of a mission: %(object)s"),
            "mission.delivered": _("%(actor)s gave what a mission produced: %(object)s"),
            "mission.appraised": _("%(actor)s said what a mission was worth: %(object)s"),
            "mission.cancelled": _("%(actor)s cancelled a mission: %(object)s"),
            "expert.described": _("%(actor)s described what she can do"),
            "mission.added": _("%(actor)s added a mission: %(object)s"),
        }
    )
    registry.quotes(
        **{
            "need.stated": "in_my_words",
            "need.reworded": "in_my_words",
            "need.qualified": "adviser_words",
            "need.agreed": "adviser_words",
            "need.closed": "outcome",
            "need.proposed": "adviser_words",
            "proposal.answered": "comment",
            "referral.asked": "question",
            "referral.replied": "reply",
            "referral.reply_changed": "reply",
            "referral.replied_by_mail": "reply",
            "obstacle.named": "text",
        }
    )
    pending.say()
    asked_of.say()
    _put_on_shelves()
    for label, page, rule, icon in (
        (_("Calls and visits"), "support:contacts", rules.can_list_contacts, "phone-line"),
        (_("Introductions and meetings"), "support:facilitations", rules.can_list_contacts, "shake-hands-line"),
        (_("Starting point"), "support:diagnosis", rules.can_read_diagnosis, "compass-3-line"),
        (_("Obstacles"), "support:obstacles", rules.can_list_obstacles, "alarm-warning-line"),
        (_("Expertise"), "support:missions", rules.can_list_missions, "tools-line"),
    ):
        space.add_page(label, page, rule, group="support", icon=icon)
    told.say()
    relay.say()


def _put_on_shelves() -> None:
    """What a message of a conversation may carry."""

    def read(kept):
        return lambda user, project: kept(project).filter(audience__in=audiences_read(user, project))

    shelves.add_shelf(_("A need"), Need, read(lambda project: project.needs.order_by("-stated_on", "-pk")))
    shelves.add_shelf(_("A call or a visit"), Contact, read(lambda project: project.contacts))
    shelves.add_shelf(_("An obstacle"), Obstacle, read(lambda project: project.obstacles))
    shelves.add_shelf(
        _("A support of the catalogue"),
        Support,
        lambda user, project: Support.objects.filter(
            proposals__need__project=project, proposals__need__audience__in=audiences_read(user, project)
        ).distinct(),
    )
