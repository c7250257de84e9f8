"""What the seminars tell the rest of the house of their objects."""

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from levain.foundation import calendars, erasures, kinds, registry, work
from levain.foundation.models import Kind
from levain.foundation.registry import Speaker
from levain.people.models import RoleCode
from levain.projects import calendar, feed
from levain.projects.calendar import Date
from levain.projects.rules import in_cohort
from levain.seminars import asked_of, invitation, mail_answers, pending, rules
from levain.seminars.models import (
    UNSAID,
    Activity,
    ActivityPhoto,
    AfterAction,
    AgendaItem,
    Contribution,
    Invitation,
    Minutes,
    Registration,
    Seminar,
    SeminarTemplate,
)
from levain.seminars.services.forgetting import forget, forget_guests, forget_needs
from levain.seminars.services.invitations import remind_guests
from levain.seminars.services.leaving import forget_rooms
from levain.seminars.services.seats import fill_again


def speaker(contribution: Contribution, field: str) -> Speaker:
    """Her side, then the project or the organisation; an anonymous contribution names nobody."""
    of = contribution.project or contribution.organisation
    unsaid = contribution.side == UNSAID
    return Speaker(
        side="" if unsaid else contribution.side,
        name=str(
            contribution.author or of or (contribution.pseudonym if unsaid else contribution.get_side_display())
        ),
        user=contribution.author,
    )


registry.register(
    Seminar,
    visible=rules.can_see_seminar,
    title=str,
    place=lambda seminar: seminar.cohort,
    texts={"purpose": _("purpose")},
    speaker=lambda seminar, field: Speaker(side=RoleCode.PROGRAMME_LEAD.value, name=str(seminar)),
    date=lambda seminar: seminar.day,
    invitation=lambda seminar: _now("You are asked to run “%s”") % seminar.title,
)
registry.register(
    AgendaItem,
    visible=lambda user, item: rules.can_see_seminar(user, item.seminar),
    title=str,
    place=lambda item: item.seminar.cohort,
)
registry.register(
    Activity,
    visible=rules.can_see_activity,
    title=str,
    place=lambda activity: activity.seminar.cohort,
)
registry.register(
    Registration,
    visible=lambda user, registration: rules.can_see_seminar(user, registration.seminar),
    title=lambda registration: str(registration.seminar),
    place=lambda registration: registration.seminar.cohort,
)
registry.register(
    Invitation,
    visible=rules.can_manage_invitation,
    title=lambda invitation: str(invitation.seminar),
    place=lambda invitation: invitation.seminar.cohort,
)
registry.register(
    SeminarTemplate,
    visible=rules.can_use_template,
    title=str,
    place=lambda template: template.programme,
)
registry.register(
    Contribution,
    visible=rules.can_see_contribution,
    title=lambda contribution: f"{contribution.activity.seminar}, {contribution.activity}",
    place=lambda contribution: contribution.project or contribution.activity.seminar.cohort,
    texts={"text": _("contribution")},
    speaker=speaker,
    date=lambda contribution: contribution.said_on,
)
registry.register(
    Minutes,
    visible=rules.can_see_minutes,
    title=str,
    place=lambda minutes: minutes.seminar.cohort,
    texts={"text": _("minutes"), "decisions": _("decisions"), "offers": _("offers between projects")},
    speaker=lambda minutes, field: Speaker(side=RoleCode.ADVISER.value, name=str(minutes.seminar)),
    date=lambda minutes: minutes.approved_on or minutes.seminar.day,
)

registry.register(
    ActivityPhoto,
    visible=rules.can_see_photo,
    title=str,
    place=lambda photo: photo.activity.seminar.cohort,
    file=lambda user, photo, document: rules.can_see_photo(user, photo),
)
registry.register(
    AfterAction,
    visible=lambda user, review: rules.can_read_after_action(user, review.seminar),
    title=str,
    place=lambda review: review.seminar.cohort,
    texts={
        "planned": _("what was planned"),
        "happened": _("what happened"),
        "why": _("why it was different"),
        "keep": _("what is kept"),
        "change": _("what changes next time"),
    },
    speaker=lambda review, field: Speaker(side=RoleCode.ADVISER.value, name=str(review.seminar)),
    date=lambda review: review.held_on,
)

registry.word(
    **{
        "photo.added": _("%(actor)s added a photo to an activity"),
        "photo.removed": _("%(actor)s took a photo away"),
        "minutes.drafted": _("%(actor)s had a first draft of minutes made"),
        "minutes.sent": _("%(actor)s sent the minutes: %(object)s"),
        "after_action.written": _("%(actor)s wrote the team's review of a seminar"),
        "promise.told": _("%(actor)s noted what became of a commitment made at a seminar"),
        "seminar.created": _("%(actor)s announced a seminar"),
        "seminar.edited": _("%(actor)s changed a seminar"),
        "agenda_item.added": _("%(actor)s added a line to an agenda"),
        "agenda_item.edited": _("%(actor)s changed an agenda"),
        "agenda_item.moved": _("%(actor)s reordered an agenda"),
        "activity.added": _("%(actor)s prepared an activity"),
        "activity.edited": _("%(actor)s changed an activity"),
        "activity.moved": _("%(actor)s changed the order of the activities"),
        "activity.removed": _("%(actor)s took an activity away"),
        "contributions.sorted": _("%(actor)s sorted the ideas of a board"),
        "contributions.gathered": _("%(actor)s grouped ideas"),
        "contributions.taken_out": _("%(actor)s took ideas out of their group"),
        "contributions.merged": _("%(actor)s merged ideas that say the same"),
        "contributions.parted": _("%(actor)s parted ideas that had been merged"),
        "contributions.pinned": _("%(actor)s pinned ideas"),
        "contributions.unpinned": _("%(actor)s unpinned ideas"),
        "contributions.put_back": _("%(actor)s put ideas back in the inbox"),
        "tables.laid": _("%(actor)s laid the tables of a seminar"),
        "tables.changed": _("%(actor)s changed the tables of a seminar"),
        "registration.made": _("%(actor)s registered for a seminar"),
        "registration.completed": _("%(actor)s completed a registration"),
        "registration.declined": _("%(actor)s will not come to a seminar"),
        "registration.cancelled": _("%(actor)s cancelled a registration"),
        "registration.seat_freed": _("A seat came free: you are registered for the seminar"),
        "registration.attended": _("%(actor)s noted who came"),
        "registration.exported": _("%(actor)s downloaded the list of people"),
        "contribution.added": _("%(actor)s wrote down a contribution"),
        "contribution.edited": _("%(actor)s changed a contribution"),
        "contribution.hidden": _("%(actor)s hid a contribution"),
        "contribution.shown": _("%(actor)s showed a contribution again"),
        "live.opened": _("%(actor)s opened the room"),
        "live.taken_over": _("%(actor)s took over the room"),
        "live.shown": _("%(actor)s brought an activity before the room"),
        "live.closed": _("%(actor)s closed an activity"),
        "live.reopened": _("%(actor)s took answers again"),
        "live.ended": _("%(actor)s closed the room"),
        "live.banned": _("%(actor)s suspended a telephone"),
        "live.forgiven": _("%(actor)s let a telephone speak again"),
        "minutes.written": _("%(actor)s wrote minutes"),
        "minutes.approved": _("%(actor)s approved minutes"),
    }
)

registry.word(
    **{
        "seminar.called_off": _("%(actor)s called off “%(object)s”"),
        "seminar.held_again": _("%(actor)s announced again “%(object)s”"),
        "seminar.uninvited": _("%(actor)s took back an invitation to “%(object)s”"),
        "seminar.invited": _("%(actor)s sent invitations"),
        "agenda_item.removed": _("%(actor)s took a line off an agenda"),
        "agenda.timed": _("%(actor)s changed the durations of an agenda"),
        "gathering.prepared": _("%(actor)s said what coming to “%(object)s” takes"),
        "gathering.seats_kept": _("%(actor)s kept seats for the projects"),
        "gathering.code_opened": _("%(actor)s opened the attendance code"),
        "seminar_template.kept": _("%(actor)s kept the template of “%(object)s”"),
        "seminar_template.retired": _("%(actor)s took off the template “%(object)s”"),
        "photos.agreed": _("%(actor)s agreed to photos"),
        "photos.withdrawn": _("%(actor)s took back an agreement to photos"),
    }
)

kinds.belongs("seminars", Kind.SEMINARS)
for deed in (forget_needs, forget_guests, fill_again, remind_guests):
    work.every_tick(deed)
erasures.erases(forget)
pending.say()
asked_of.say()
mail_answers.say()
calendars.register(invitation.events)


def line_of_time(user, project):
    """The seminars of its cohort, the day each is held where it is held."""
    for seminar in Seminar.objects.filter(cohort=project.cohort):
        yield Date(seminar.day, str(seminar), _("seminar"), url=seminar.get_absolute_url())


calendar.add_source(line_of_time)
work.every_tick(forget_rooms)


def said_for(user, project):
    """What was said in its name, for those whom the seminars are open to; no answer to a questionnaire."""
    said = Contribution.objects.filter(project=project, activity__seminar__cohort=project.cohort_id)
    said = said.exclude(activity__kind=Activity.Kind.CLOSING_QUESTIONNAIRE)
    if not in_cohort(user, project.cohort):
        return said.none()
    manages = user.codes_on(project.cohort, project.cohort.programme) & rules.MANAGES
    return said if manages else said.shown()


feed.tell(
    Contribution,
    readable=said_for,
    of=Concat(F("activity__seminar__slug"), Value("/"), Cast("pk", CharField())),
    link=lambda project, said: reverse("seminars:contribution", args=said.split("/")),
)
