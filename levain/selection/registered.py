from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from levain.foundation import calendars, registry
from levain.foundation.registry import Speaker
from levain.projects import calendar
from levain.projects.calendar import Date
from levain.selection import dates, inviting, jury_registered, rules, sheet_registered
from levain.selection.models import Application, Call


def say() -> None:
    registry.register(
        Call,
        visible=rules.can_read_call,
        title=str,
        place=lambda call: call.cohort,
        invitation=inviting.to_the_jury,
    )
    registry.register(
        Application,
        visible=rules.can_read_application,
        title=str,
        place=lambda application: application.project or application.call.cohort,
        texts={"summary": _("application")},
        speaker=lambda application, field: Speaker("bearer", application.collective),
        date=lambda application: (application.deposited_at or application.started_at).date(),
        invitation=inviting.to_an_application,
    )
    calendars.register(dates.events)
    registry.word(
        **{
            "call.composed": _("%(actor)s began to compose the call %(object)s"),
            "call.edited": _("%(actor)s changed the call %(object)s"),
            "call.criteria_set": _("%(actor)s set the criteria of the call %(object)s"),
            "call.closing_moved": _("%(actor)s moved the closing of the call %(object)s"),
            "call.announced": _("%(actor)s announced the call %(object)s"),
            "call.released": _("%(actor)s published the decisions of the call %(object)s"),
            "application.started": _("%(actor)s began an application: %(object)s"),
            "application.written": _("%(actor)s wrote in the application %(object)s"),
            "application.claimed": _("%(actor)s keeps the application %(object)s in an account"),
            "application.commented": _("%(actor)s left a remark in the application %(object)s"),
            "application.comment_settled": _("%(actor)s settled a remark in the application %(object)s"),
            "application.deposited": _("%(actor)s deposited the application %(object)s"),
            "application.withdrawn": _("%(actor)s withdrew the application %(object)s"),
            "application.received": _("%(actor)s recorded the application %(object)s"),
            "application.decided": _("%(actor)s recorded the decision on %(object)s"),
        }
    )
    calendar.add_source(line_of_time)
    jury_registered.say()
    sheet_registered.say()


def line_of_time(user, project):
    """The days of the calls of its cohort, each read in the call's own time zone."""
    for call in Call.objects.visible_to(user).filter(cohort=project.cohort).distinct():
        zone, url = ZoneInfo(call.time_zone), call.get_absolute_url()
        yield Date(call.opens.astimezone(zone).date(), str(_("The call opens")), _("call for projects"), url=url)
        yield Date(call.closes.astimezone(zone).date(), str(_("The call closes")), _("call for projects"), url=url)
        if call.released_at:
            day = call.released_at.astimezone(zone).date()
            yield Date(day, str(_("The decisions are published")), _("call for projects"), url=url)
