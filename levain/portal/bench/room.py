"""A room opened in the house of the bench, its telephones, and what the base holds at the end."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from levain.people.models import RoleCode, User
from levain.programmes.models import Cohort
from levain.seminars.live import room, secrets, stream
from levain.seminars.models import Activity, Contribution, Device, Live
from levain.seminars.services import add_activity, create_seminar
from levain.seminars.services import live as driving


def opened(telephones: int) -> dict[str, Any]:
    """A poll before the room, its results shown; every telephone has entered."""
    now = timezone.now()
    cohort = Cohort.objects.order_by("pk").first()
    by = User.objects.filter(roles__code=RoleCode.ADVISER).first()
    seminar = create_seminar(cohort, title="Banc", starts=now, ends=now + timedelta(hours=2), by=by)
    poll = add_activity(seminar, kind=Activity.Kind.POLL, title="Combien ?", options=list("ABCD"), named=False, by=by)
    live = driving.open_live(seminar, by=by)
    driving.show(live, poll, by=by)
    driving.reveal(live, poll, by=by)
    held = [f"bench {live.pk} {number}" for number in range(telephones)]
    Device.objects.bulk_create(Device(live=live, mark=secrets.mark(one, live.pk)) for one in held)
    path = reverse("seminars:room_stream", args=[live.code])
    return {
        "live": live.pk,
        "code": live.code,
        "activity": poll.pk,
        "cookies": [secrets.sealed(one) for one in held],
        "phone_stream": f"{path}?t={stream.address(live, room.PHONE, 'fr')}",
        "screen_stream": f"{path}?t={stream.address(live, room.SCREEN, 'fr')}",
    }


def version(pk: int) -> int:
    return Live.objects.get(pk=pk).version


def closed(pk: int) -> None:
    """The last thing that everyone in the room is told."""
    live = Live.objects.select_related("activity", "driver", "seminar__cohort__programme").get(pk=pk)
    driving.close(live, live.activity, by=live.driver)


def counted(pk: int) -> dict[str, int]:
    """Each telephone acknowledged must be there, with what it chose, once."""
    live = Live.objects.select_related("activity").get(pk=pk)
    telephones = live.devices.count()
    wanted = {
        secrets.answer_token(f"bench {pk} {number}", live.activity_id, ""): number % 4 for number in range(telephones)
    }
    rows = list(Contribution.objects.filter(activity=live.activity).values_list("token", "value"))
    right = {token for token, value in rows if wanted.get(token) == value}
    return {"lost": len(wanted) - len(right), "doubled": len(rows) - len({token for token, _value in rows})}
