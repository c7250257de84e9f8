"""What is printed of a seminar, as written documents: the running order, the certificate of attendance."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.design.dates import in_words
from levain.foundation.written import (
    Block,
    Document,
    Fact,
    Heading,
    ListBlock,
    Note,
    Paragraph,
    Sheet,
    Strong,
    Table,
    Text,
)
from levain.seminars.models import Registration, Seminar
from levain.seminars.services.letters import hours
from levain.seminars.services.seats import gathering_of


def running_order(seminar: Seminar) -> Document:
    """Hour by hour: minutes, who does what, material, plan B; then what to bring, and whom to call."""
    items = seminar.clock(seminar.agenda.select_related("activity"))
    local = [(item, item.begins.astimezone(seminar.zone)) for item in items]
    blocks: list[Block] = [Sheet(title=_("The day"), level=2, compact=True, facts=_about(seminar))]
    blocks.append(Heading(2, _("Hour by hour")))
    if items:
        blocks.append(_table(seminar, local))
        if items[-1].finishes > seminar.ends:
            late = _("The agenda runs until %(ends)s; the seminar is announced to end at %(announced)s.")
            clock = (
                moment.astimezone(seminar.zone).strftime("%H:%M") for moment in (items[-1].finishes, seminar.ends)
            )
            blocks.append(Note(late % dict(zip(("ends", "announced"), clock, strict=True)), tone="warning"))
    else:
        blocks.append(Paragraph([Text(_("The agenda is not written yet."))]))
    if material := [(item, item.material) for item in items if item.material]:
        blocks.append(Heading(2, _("What to bring")))
        listed = [[Text(f"☐ {what} "), Strong(f"({item.title})")] for item, what in material]
        blocks.append(ListBlock(listed))
    return Document(
        title=_("Running order: %(title)s") % {"title": seminar.title},
        date=hours(seminar),
        subtitle=seminar.place,
        blocks=blocks,
        fictional=seminar.fictional,
    )


def _table(seminar: Seminar, local) -> Table:
    head = [_("Hour"), _("Min."), _("What happens"), _("Who leads it"), _("Plan B")]
    rows = []
    for item, begins in local:
        what = [Strong(item.title)]
        if item.activity:
            what.append(Text(f" · {item.activity.get_kind_display()}"))
        said = (
            [Text(begins.strftime("%H:%M"))],
            [Text(str(item.minutes))],
            what,
            [Text(item.who)],
            [Text(item.plan_b)],
        )
        rows.append(list(said))
    return Table(caption=_("Running order, hour by hour"), head=head, rows=rows)


def _about(seminar: Seminar) -> list[Fact]:
    gathering = gathering_of(seminar)
    coming = seminar.registrations.filter(state=Registration.State.REGISTERED).count()
    visit = gathering.visit
    if visit and gathering.visit_starts:
        visit = f"{gathering.visit_starts.astimezone(seminar.zone):%H:%M} · {visit}"
    told = {
        _("What it is for"): seminar.purpose,
        _("How to get there"): seminar.way,
        _("Access"): gathering.access,
        _("Whom to call on the day"): gathering.contact,
        _("Online"): seminar.link,
        _("Site visit"): visit,
        _("Who comes"): ngettext("%(n)s person is registered.", "%(n)s people are registered.", coming)
        % {"n": coming},
    }
    return [Fact(label, [Text(said)]) for label, said in told.items() if said]


def certificate(registration: Registration) -> Document:
    """That a person came: who, to what, when, how long. Signed by the team, on paper or as it is."""
    seminar = registration.seminar
    starts, ends = seminar.starts.astimezone(seminar.zone), seminar.ends.astimezone(seminar.zone)
    lasted: timedelta = ends - starts
    facts = {
        _("Seminar"): seminar.title,
        _("Programme"): f"{seminar.cohort.programme}, {seminar.cohort}",
        _("When"): hours(seminar),
        _("Duration"): _("%(hours)d h %(minutes)02d")
        % dict(zip(("hours", "minutes"), divmod(int(lasted.total_seconds()) // 60, 60), strict=True)),
        _("Where"): _("online") if registration.remote or not seminar.place else seminar.place,
        _("Comes for"): str(registration.project or registration.get_side_display()),
    }
    came = _("The team of the programme certifies that %(name)s took part in the seminar described here.")
    return Document(
        title=_("Certificate of attendance"),
        date=in_words(timezone.localdate()),
        blocks=[
            Paragraph([Text(came % {"name": registration})]),
            Sheet(
                title=str(registration), level=2, facts=[Fact(label, [Text(said)]) for label, said in facts.items()]
            ),
            Paragraph([Text(_("Attendance was noted by the list of the day, or by the code shown in the room."))]),
            Paragraph([Text(_("For the team, signature:"))]),
        ],
        fictional=seminar.fictional,
    )
