"""What this package says of its objects to the rest of the house."""

from django.utils.translation import gettext_lazy as _

from levain.design.dates import in_words
from levain.foundation import registry, work
from levain.foundation.registry import Speaker
from levain.people.models import RoleCode
from levain.projects import ahead, blocks, mail_answers, pending, rules, services, space
from levain.projects.models import Action, Commitment, LogbookEntry, NeighbourMessage, PrivateLink, Project, Step

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
        PrivateLink,
        visible=lambda user, link: rules.can_see_page_state(user, link.project),
        title=str,
        place=lambda link: link.project,
    )
    for model in (Action, Commitment, Step):
        registry.register(
            model,
            visible=lambda user, obj: rules.can_read_actions(user, obj.project),
            title=str,
            place=lambda obj: obj.project,
        )
    registry.word(
        **{
            "project.opened": _("%(actor)s opened the space of the project %(object)s"),
            "project.published": _("%(actor)s published the page of the project %(object)s"),
            "neighbour.wrote": _("Somebody wrote to the team from the public page: %(object)s"),
            "neighbour.answered": _("%(actor)s answered a message from the public page: %(object)s"),
            "project.withdrawn": _("%(actor)s took the page of the project %(object)s off"),
            "page.composed": _("%(actor)s chose what the page of the project shows"),
            "page.shared": _("%(actor)s made a private link to the page: %(object)s"),
            "page.unshared": _("%(actor)s closed a private link to the page: %(object)s"),
            "logbook.written": _("%(actor)s wrote in the logbook"),
            "logbook.told": _("%(actor)s wrote a note in someone's name, to be confirmed"),
            "logbook.confirmed": _("%(actor)s confirmed words that were written for them"),
            "logbook.readers": _("%(actor)s changed who reads a note of the logbook"),
            "logbook.withdrawn": _("%(actor)s withdrew a note of the logbook"),
            "logbook.edited": _("%(actor)s changed a note of the logbook"),
            "action.added": _("%(actor)s added an action: %(object)s"),
            "action.finished": _("%(actor)s finished an action: %(object)s"),
            "step.added": _("%(actor)s added a step: %(object)s"),
            "commitment.made": _("%(actor)s made a commitment: %(object)s"),
            "commitment.told": _("%(actor)s said whether a commitment was kept: %(object)s"),
        }
    )
    registry.before_asking(ahead.read_rights)
    pending.say()
    space.add_page(
        _("Journey, actions and commitments"),
        "projects:actions",
        rules.can_read_actions,
        group="course",
        icon="todo-line",
        order=10,
    )
    space.add_page(
        _("The team"), "projects:team", rules.can_read_actions, group="together", icon="team-line", order=10
    )
    space.add_page(
        _("The public page"),
        "projects:public_page",
        rules.can_see_page_state,
        group="together",
        icon="eye-line",
        order=60,
    )
    space.add_page(
        _("Messages of neighbours"),
        "projects:messages",
        rules.can_read_messages,
        group="together",
        icon="mail-line",
        order=65,
    )
    blocks.say_blocks()
    mail_answers.say()
    for deed in (services.tell_followers, services.forget_neighbours, services.purge_links):
        work.every_tick(deed)
