"""What the note-taker of a table writes or photographs: it keeps the table and its project."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from levain.foundation import documents, files
from levain.seminars import values
from levain.seminars.live import kinds
from levain.seminars.live.bell import ring
from levain.seminars.live.secrets import Phone
from levain.seminars.models import ANONYMOUS, UNSAID, Activity, Contribution, LiveEvent, Side, Table
from levain.seminars.services.answering import NotTaken, check_taken, given_by, join


def take_notes(live: Any, secret: str, table: Table) -> Phone:
    """Enter the room as the note-taker of a table: the telephone speaks for it."""
    side = Side.BEARER if table.project_id else UNSAID
    phone = join(live, secret, side=side, project=table.project, table=table.number)
    phone.device.live = live
    return phone


@transaction.atomic
def note(
    phone: Phone,
    activity: Activity,
    table: Table,
    *,
    token: UUID,
    text: str = "",
    column: str = "",
    side: str = "",
    photo: Any = None,
) -> Contribution:
    """Keep a note, once for its token; files.Unacceptable, and nothing kept, if the picture cannot be read."""
    kind = kinds.of(activity)
    if kind is None or not kind.words:
        raise NotTaken(_("Tables take no notes in this activity."))
    check_taken(phone, activity)
    values.check(activity, None, column)
    known = phone.token(activity, f"note {token}")
    already = Contribution.objects.filter(token=known).first()
    if already is not None:
        return already
    said = given_by(phone, activity, kind)
    said.token, said.column, said.table = known, column, table.number
    said.text = text.strip() or _("Photograph of the sheet of table %(n)s") % {"n": table.number}
    if side == ANONYMOUS:
        said.named, said.side, said.project, said.author, said.pseudonym = False, ANONYMOUS, None, None, ""
    elif side and said.named:
        said.side = side
    Contribution.objects.bulk_create([said])
    if photo is not None:
        documents.attach(said, photo, by=None, alt=said.text, kinds=files.PICTURES)
    ring(phone.device.live, LiveEvent.Kind.ANSWER, activity)
    return said
