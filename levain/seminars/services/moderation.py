"""Keep a room civil: hide what was sent, show it again, suspend a telephone. Nothing is erased."""

from django.db import transaction

from levain.people.models import User
from levain.seminars.live.bell import ring
from levain.seminars.models import Contribution, Device, Live, LiveEvent
from levain.seminars.services import contributions
from levain.seminars.services.deeds import record


@transaction.atomic
def hide(live: Live, contribution: Contribution, *, by: User, hidden: bool = True) -> None:
    """Off the screens and telephones at once; the team still reads it and may show it again."""
    deed = contributions.hide_contribution if hidden else contributions.show_contribution
    deed(contribution, by=by)
    ring(live, LiveEvent.Kind.ANSWER, contribution.activity)


@transaction.atomic
def ban(live: Live, device: Device, *, by: User, banned: bool = True) -> None:
    """A telephone of the list sends nothing more; it still follows the room."""
    if not Device.objects.filter(pk=device.pk, banned=not banned).update(banned=banned):
        return
    record("live.banned" if banned else "live.forgiven", on=live.seminar, seminar=live.seminar, by=by)


@transaction.atomic
def silence(live: Live, contribution: Contribution, *, by: User, silenced: bool = True) -> None:
    """Suspend the telephone that sent this, without knowing which it is; and hide what it sent."""
    if contribution.token is None:
        return
    entry = [contribution.activity_id, str(contribution.token)]
    live = Live.objects.select_for_update().get(pk=live.pk)
    if silenced == (entry in live.silenced):
        return
    live.silenced = [*live.silenced, entry] if silenced else [each for each in live.silenced if each != entry]
    live.save(update_fields=["silenced"])
    if silenced:
        hide(live, contribution, by=by)
    record("live.banned" if silenced else "live.forgiven", on=live.seminar, seminar=live.seminar, by=by)
