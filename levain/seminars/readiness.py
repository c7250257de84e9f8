"""What a facilitator still has to prepare, each with the page where it is done."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.seminars.models import Gathering, Registration, Seminar
from levain.seminars.services import expectations

State = Registration.State


def _expected(seminar: Seminar) -> str:
    if n := expectations.told(seminar):
        return ngettext("Expectations: %(n)s answer", "Expectations: %(n)s answers", n) % {"n": n}
    return _("Expectations")


def left(seminar: Seminar, gathering: Gathering, agenda: list) -> list[tuple[str, str]]:
    """In the order in which one prepares a day; nothing once it is over or called off."""
    if seminar.is_over() or gathering.cancelled_at:
        return []

    def to(page):
        return reverse(f"seminars:{page}", args=[seminar.slug])

    return [*_agenda_left(seminar, agenda, to), *_place_left(seminar, gathering, to), *_people_left(seminar, to)]


def _agenda_left(seminar: Seminar, agenda: list, to) -> list[tuple[str, str]]:
    found = []
    if not agenda:
        found.append((_("Write the agenda"), to("running_order")))
    elif agenda[-1].finishes > seminar.ends:
        found.append((_("The agenda runs later than the end announced"), to("running_order")))
    if nobody := [item for item in agenda if not item.who]:
        found.append((_("Lines that nobody leads: %(n)d") % {"n": len(nobody)}, to("running_order")))
    if without := [item for item in agenda if item.activity_id and not item.plan_b]:
        found.append((_("Activities without a plan B: %(n)d") % {"n": len(without)}, to("running_order")))
    return found


def _place_left(seminar: Seminar, gathering: Gathering, to) -> list[tuple[str, str]]:
    on_site, afar = seminar.format != Seminar.Format.ONLINE, seminar.format != Seminar.Format.ON_SITE
    found = []
    if on_site and not seminar.place:
        found.append((_("Say where people meet"), to("edit")))
    if afar and not seminar.link:
        found.append((_("Give the link to join from afar"), to("edit")))
    if on_site and not gathering.access:
        found.append((_("Describe the access to the place"), to("place")))
    if not gathering.contact:
        found.append((_("Say whom to call on the day"), to("place")))
    return found


def _people_left(seminar: Seminar, to) -> list[tuple[str, str]]:
    asked = seminar.invitations.filter(withdrawn_at=None)
    counted = asked.aggregate(n=Count("pk"), silent=Count("pk", filter=Q(registration=None)))
    if not counted["n"]:
        return [(_("Invite people"), to("invitations"))]
    if n := counted["silent"]:
        said = ngettext("%(n)d person invited has not answered", "%(n)d people invited have not answered", n)
        return [(said % {"n": n}, to("invitations"))]
    return []


def pages(seminar: Seminar, gathering: Gathering) -> list[tuple[str, str]]:
    """The pages where a seminar is prepared, in the order of the work."""
    named = [
        (_("Title, date and place"), "edit"),
        (_("Running order"), "running_order"),
        (_("Who runs it"), "facilitators"),
        (_("Place and access"), "place"),
        (_("Site visit"), "visit"),
        (_("Registration: questions and seats"), "asking"),
        (_("Invitations"), "invitations"),
        (_("Registrations and needs"), "registrations"),
        (_expected(seminar), "expectations_read"),
        (_("Attendance, sheet and badges"), "attendance"),
        (_("Keep as a template"), "keep_template"),
    ]
    if not gathering.cancelled_at and not seminar.is_over():
        named.append((_("Call the seminar off"), "call_off"))
    return [(label, reverse(f"seminars:{page}", args=[seminar.slug])) for label, page in named]
