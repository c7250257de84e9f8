"""What this package says of its objects to the rest of the house."""

from django.utils.translation import gettext_lazy as _

from levain.design import scripts
from levain.design.dates import in_words
from levain.foundation import calendars, registry, work
from levain.foundation.registry import Speaker
from levain.people import account
from levain.people.models import Role, RoleCode
from levain.programmes.models import Cohort
from levain.projects import (
    ahead,
    asked_of,
    blocks,
    calendar,
    dates,
    mail_answers,
    pending,
    relay,
    rules,
    services,
    space,
    speaking,
    told,
)
from levain.projects.models import (
    Action,
    Commitment,
    HandOver,
    HelpCall,
    LogbookEntry,
    NeighbourMessage,
    PrivateLink,
    Project,
    Step,
)
from levain.projects.services import relay as relaying

SIDES = (
    RoleCode.BEARER,
    RoleCode.MEMBER,
    RoleCode.LOCAL_AUTHORITY,
    RoleCode.STATE_SERVICE,
    RoleCode.ADVISER,
    RoleCode.EXPERT,
    RoleCode.PARTNER,
    RoleCode.OBSERVER,
)


def side_of(user, project) -> str:
    """The side a person speaks for in a project."""
    held = rules.codes(user, project)
    return next((code for code in SIDES if code in held), "")


def say() -> None:
    registry.register(
        Project,
        visible=rules.can_open_space,
        title=lambda project: project.name,
        place=lambda project: project,
        texts={"pitch": _("pitch"), "story": _("story")},
        speaker=lambda project, field: Speaker(RoleCode.BEARER, project.collective.name),
        date=lambda project: project.cohort.starts,
        insiders=ahead.insiders,
        within=lambda place: (
            Project.objects.filter(cohort=place) if isinstance(place, Cohort) else Project.objects.none()
        ),
    )
    registry.register(
        LogbookEntry,
        visible=rules.can_read_entry,
        title=lambda entry: str(_("Note of %(date)s")) % {"date": in_words(entry.happened_on)},
        place=lambda entry: entry.project,
        texts={"text": _("logbook note")},
        speaker=lambda entry, field: Speaker(side_of(entry.voice, entry.project), str(entry.voice), entry.voice),
        date=lambda entry: entry.happened_on,
        file=rules.can_read_photo,
    )
    registry.register(
        NeighbourMessage,
        visible=rules.can_read_message,
        title=str,
        place=lambda message: message.project,
        texts={"text": _("message of a neighbour")},
        speaker=lambda message, field: Speaker("inhabitant", message.name),
        date=lambda message: message.created_at.date(),
    )
    registry.register(
        HelpCall,
        visible=lambda user, call: rules.can_read_help_calls(user, call.project),
        title=str,
        place=lambda call: call.project,
        texts={"details": _("call for help")},
        speaker=lambda call, field: Speaker(RoleCode.BEARER, call.project.collective.name),
        date=lambda call: call.created_at.date(),
    )
    registry.register(
        PrivateLink,
        visible=lambda user, link: rules.can_see_page_state(user, link.project),
        title=str,
        place=lambda link: link.project,
    )
    for model in (Action, Step):
        registry.register(
            model,
            visible=lambda user, obj: rules.can_read_actions(user, obj.project),
            title=str,
            place=lambda obj: obj.project,
        )
    registry.register(
        Commitment,
        visible=lambda user, obj: rules.can_read_actions(user, obj.project),
        title=str,
        place=lambda obj: obj.project,
        texts={"reason": _("what became of a commitment")},
        speaker=lambda promise, field: Speaker(
            side_of(promise.told_by, promise.project) if promise.told_by else "",
            str(promise.told_by or ""),
            promise.told_by,
        ),
        date=lambda promise: promise.told_on or promise.due,
    )
    registry.register(HandOver, visible=rules.can_read_relay, title=str)
    registry.word(
        **{
            "project.opened": _("%(actor)s opened the space of the project %(object)s"),
            "project.left": _("%(object)s gave up its seat in the session"),
            "project.published": _("%(actor)s published the page of the project %(object)s"),
            "neighbour.wrote": _("Somebody wrote to the team from the public page: %(object)s"),
            "neighbour.answered": _("%(actor)s answered a message from the public page: %(object)s"),
            "neighbour.published": _("%(actor)s published a message on the public page: %(object)s"),
            "neighbour.unpublished": _("%(actor)s took a message off the public page: %(object)s"),
            "neighbour.taken_back": _("The person who wrote took her message off the public page: %(object)s"),
            "neighbour.erased": _("A person erased the message she had written to the team"),
            "help.called": _("%(actor)s called for help: %(object)s"),
            "help.changed": _("%(actor)s changed a call for help: %(object)s"),
            "help.found": _("%(actor)s found the help looked for: %(object)s"),
            "help.done": _("%(actor)s closed a call for help: %(object)s"),
            "help.taken": _("%(actor)s took up what somebody offers: %(object)s"),
            "help.offer_done": _("%(actor)s said that a hand offered was given: %(object)s"),
            "door.flagged": _("Somebody reported something of the public page: %(object)s"),
            "door.left_shown": _("%(actor)s left shown what was reported: %(object)s"),
            "door.hidden": _("%(actor)s hid something of the public page, with a reason: %(object)s"),
            "door.appealed": _("A second look is asked for at what was hidden: %(object)s"),
            "door.restored": _("%(actor)s put back what was hidden: %(object)s"),
            "door.kept_hidden": _("%(actor)s left hidden what was appealed: %(object)s"),
            "project.withdrawn": _("%(actor)s took the page of the project %(object)s off"),
            "page.composed": _("%(actor)s chose what the page of the project shows"),
            "page.shared": _("%(actor)s made a private link to the page: %(object)s"),
            "page.unshared": _("%(actor)s closed a private link to the page: %(object)s"),
            "logbook.written": _("%(actor)s wrote in the logbook"),
            "logbook.told": _("%(actor)s wrote a note in someone's name, to be confirmed"),
            "logbook.confirmed": _("%(actor)s confirmed words that were written for them"),
            "logbook.readers": _("%(actor)s changed who reads a note of the logbook"),
            "logbook.withdrawn": _("%(actor)s withdrew a note of the logbook"),
            "profiles.declared": _("%(actor)s told in counts who took part in an event"),
            "logbook.edited": _("%(actor)s changed a note of the logbook"),
            "action.added": _("%(actor)s added an action: %(object)s"),
            "action.finished": _("%(actor)s finished an action: %(object)s"),
            "action.begun": _("%(actor)s began an action: %(object)s"),
            "action.put_back": _("%(actor)s put an action back among those to do: %(object)s"),
            "action.reopened": _("%(actor)s reopened an action: %(object)s"),
            "action.changed": _("%(actor)s changed an action: %(object)s"),
            "action.relayed": _("%(actor)s handed over an action: %(object)s"),
            "step.added": _("%(actor)s added a step: %(object)s"),
            "step.changed": _("%(actor)s changed a step: %(object)s"),
            "step.done": _("%(actor)s said that a step is done: %(object)s"),
            "step.undone": _("%(actor)s said that a step is not done after all: %(object)s"),
            "step.removed": _("%(actor)s took a step off the journey"),
            "commitment.made": _("%(actor)s wrote down a commitment: %(object)s"),
            "commitment.changed": _("%(actor)s changed a commitment: %(object)s"),
            "commitment.told": _("%(actor)s said whether a commitment was kept: %(object)s"),
            "commitment.relayed": _("%(actor)s handed over a commitment: %(object)s"),
            "commitment.publication_asked": _("%(actor)s asks to publish what became of a commitment: %(object)s"),
            "commitment.published": _("%(actor)s agreed to publish what became of a commitment: %(object)s"),
            "commitment.publication_refused": _(
                "%(actor)s refused to publish what became of a commitment: %(object)s"
            ),
            "commitment.publication_withdrawn": _("%(actor)s withdrew a commitment from publication: %(object)s"),
            "files.handed_over": _("%(actor)s handed files over: %(object)s"),
            "project.relayed": _("%(actor)s handed the files of a person over to another, see the team: %(object)s"),
        }
    )
    registry.before_asking(ahead.read_rights)
    pending.say()
    calendars.register(dates.events)
    blocks.say_blocks()
    mail_answers.say()
    speaking.say()
    asked_of.say()
    for deed in (services.tell_followers, services.forget_neighbours, services.purge_links):
        work.every_tick(deed)
    _add_pages()
    scripts.add("projects/waiting.js", when=lambda request: "note" in request.COOKIES)
    told.say()
    account.add_link(_("Hand over my files"), "projects:hand_over_mine", _("You leave, or change posts?"))
    calendar.add_source(calendar.phases)
    calendar.add_source(calendar.steps)
    relay.register(Role, _("Roles"), relaying.roles_to_relay)
    relay.register(Action, _("Actions to do"), relaying.actions_to_relay)
    relay.register(Commitment, _("Open commitments"), relaying.commitments_to_relay)


def _add_pages() -> None:
    reads, together, course = rules.can_read_actions, "together", "course"
    for label, page, rule, group, icon, order in (
        (_("The team"), "projects:team", reads, together, "team-line", 10),
        (_("What happened"), "projects:feed", rules.can_open_space, together, "newspaper-line", 40),
        (_("The public page"), "projects:public_page", rules.can_see_page_state, together, "eye-line", 60),
        (_("Messages of neighbours"), "projects:messages", rules.can_read_messages, together, "mail-line", 65),
        (_("Who takes part"), "projects:participation", reads, course, "group-line", 20),
        (_("Calls for help"), "projects:help_calls", rules.can_read_help_calls, together, "hand-heart-line", 66),
        (_("The journey"), "projects:journey", reads, course, "compass-3-line", 10),
        (_("The actions"), "projects:actions", reads, course, "todo-line", 11),
        (_("The commitments"), "projects:commitments", reads, course, "shake-hands-line", 12),
    ):
        space.add_page(label, page, rule, group=group, icon=icon, order=order)
