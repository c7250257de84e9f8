"""The visits and the joint actions of the support strand, for the page of the seminars."""

from collections.abc import Collection, Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.seminars.between import Meeting
from levain.support.models import Contact, Facilitation, Need, PeerHelp

CONTACTS = {Contact.Kind.VISIT: _("visit"), Contact.Kind.MEETING: _("meeting")}


def meetings(user: Any, cohorts: Collection[int], at_most: int) -> Iterator[Meeting]:
    """Three queries: help between projects, visits and meetings written down, meetings that somebody convened."""
    today = timezone.localdate()
    readable = Need.objects.visible_to(user).filter(project__cohort__in=cohorts)
    helps = PeerHelp.objects.filter(need__in=readable, met_on__lte=today).select_related("need__project", "project")
    for help_given in helps.order_by("-met_on")[:at_most]:
        who = f"{help_given.project}, {help_given.need.project}"
        kind = _("together") if help_given.kind == PeerHelp.Kind.TOGETHER else _("between projects")
        yield Meeting(help_given.met_on, str(help_given), kind, who, help_given.get_absolute_url())
    contacts = Contact.objects.visible_to(user).filter(project__cohort__in=cohorts, kind__in=CONTACTS)
    for contact in contacts.select_related("project").order_by("-happened_on")[:at_most]:
        who = ", ".join(part for part in (str(contact.project), contact.with_whom) if part)
        kind = CONTACTS[Contact.Kind(contact.kind)]
        yield Meeting(contact.happened_on, str(contact), kind, who, contact.get_absolute_url())
    convened = Facilitation.objects.visible_to(user).filter(
        project__cohort__in=cohorts, kind=Facilitation.Kind.MEETING
    )
    for one in convened.select_related("project").order_by("-happened_on")[:at_most]:
        who = ", ".join(part for part in (str(one.project), one.with_whom) if part)
        yield Meeting(one.happened_on, str(one), _("meeting"), who, one.get_absolute_url())
