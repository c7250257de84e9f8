"""Put a board in order: out of the inbox, into a column or a group, two that say the same made one, the best pinned.

Each deed can be undone by another one, and none changes what a person wrote.
"""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from levain.foundation.versions import save_over
from levain.people.models import User
from levain.seminars.live.bell import ring_for
from levain.seminars.models import Activity, Contribution, Group, Place
from levain.seminars.services.contributions import _blur_time
from levain.seminars.services.deeds import record
from levain.seminars.values import Unfit


class NothingChosen(Exception):
    """A deed on several ideas needs at least one; a merge needs two."""


def sort(activity: Activity, pks: Collection[int], *, by: User, column: str | None = None) -> int:
    """Take ideas out of the inbox, or move them to another column; out of their group if it stands elsewhere."""
    if column and column not in {each["id"] for each in activity.columns}:
        raise Unfit(_("Choose one of the columns of this activity."))
    with transaction.atomic():
        chosen = _chosen(activity, pks)
        for said in chosen:
            place = _placed(said)
            if column is not None:
                _move(said, column)
                if place.group and place.group.column != column:
                    place.group = None
                    place.save(update_fields=["group"])
        _record("contributions.sorted", activity, by, n=len(chosen))
    return len(chosen)


@transaction.atomic
def gather(activity: Activity, pks: Collection[int], *, title: str, by: User, into: Group | None = None) -> Group:
    """Put ideas together under a title, or into a group that exists; they take its column."""
    chosen = _chosen(activity, pks)
    title = " ".join(title.split())
    if into is None and not title:
        raise NothingChosen(_("Give the group a title, or choose one that exists."))
    if into is None:
        last = activity.groups.aggregate(last=Max("position"))["last"] or 0
        into = Group.objects.create(activity=activity, column=chosen[0].column, title=title[:120], position=last + 1)
    elif into.activity_id != activity.pk:
        raise Unfit(_("Choose one of the groups of this board."))
    for said in chosen:
        place = _placed(said)
        place.group = into
        place.save(update_fields=["group"])
        _move(said, into.column)
    _record("contributions.gathered", activity, by, n=len(chosen))
    return into


@transaction.atomic
def take_out(activity: Activity, pks: Collection[int], *, by: User) -> int:
    """Out of their groups; a group left empty goes with the last of them."""
    chosen = _chosen(activity, pks)
    Place.objects.filter(contribution__in=chosen).update(group=None)
    activity.groups.filter(places__isnull=True).delete()
    _record("contributions.taken_out", activity, by, n=len(chosen))
    return len(chosen)


@transaction.atomic
def merge(activity: Activity, pks: Collection[int], *, by: User, kept: int | None = None) -> Contribution:
    """Show ideas that say the same as one: the `kept` one, else the most supported, else the first written."""
    chosen = _chosen(activity, pks)
    if len(chosen) < 2:
        raise NothingChosen(_("Choose at least two ideas to merge."))
    first = next((each for each in chosen if each.pk == kept), None)
    first = first or min(chosen, key=lambda each: (-each.votes, each.rank))
    others = [each for each in chosen if each != first]
    _free(_placed(first))
    for said in others:
        place = _placed(said)
        place.merged_into, place.pinned = first, False
        place.save(update_fields=["merged_into", "pinned"])
    Place.objects.filter(merged_into__in=others).update(merged_into=first)
    _record("contributions.merged", activity, by, n=len(chosen))
    return first


@transaction.atomic
def part(activity: Activity, pks: Collection[int], *, by: User) -> int:
    """Undo a merge: the idea and those merged into it stand by themselves again."""
    chosen = _chosen(activity, pks)
    parted = Place.objects.filter(merged_into__in=chosen).update(merged_into=None)
    parted += Place.objects.filter(contribution__in=chosen, merged_into__isnull=False).update(merged_into=None)
    _record("contributions.parted", activity, by, n=parted)
    return parted


@transaction.atomic
def pin(activity: Activity, pks: Collection[int], *, by: User, pinned: bool = True) -> int:
    """Keep ideas at the top of their column."""
    chosen = _chosen(activity, pks)
    for said in chosen:
        place = _placed(said)
        place.pinned = pinned
        place.save(update_fields=["pinned"])
    _record("contributions.pinned" if pinned else "contributions.unpinned", activity, by, n=len(chosen))
    return len(chosen)


@transaction.atomic
def back_to_inbox(activity: Activity, pks: Collection[int], *, by: User) -> int:
    """Undo the sorting of ideas: the room no longer sees them until they are taken out again."""
    chosen = _chosen(activity, pks)
    Place.objects.filter(contribution__in=chosen).delete()
    Place.objects.filter(merged_into__in=chosen).update(merged_into=None)
    activity.groups.filter(places__isnull=True).delete()
    _record("contributions.put_back", activity, by, n=len(chosen))
    return len(chosen)


@transaction.atomic
def rename_group(group: Group, *, title: str, version: int, by: User) -> None:
    title = " ".join(title.split())[:120]
    if not title:
        raise NothingChosen(_("Give the group a title, or choose one that exists."))
    save_over(group, version, title=title)
    _record("contributions.gathered", group.activity, by, n=0)


def _chosen(activity: Activity, pks: Collection[int]) -> list[Contribution]:
    """Those of this activity alone, held until the deed is done, in the order they were written."""
    chosen = list(activity.contributions.select_for_update().filter(pk__in=pks).order_by("rank"))
    if not chosen:
        raise NothingChosen(_("Choose at least one idea."))
    for said in chosen:
        said.activity = activity
    return chosen


def _placed(said: Contribution) -> Place:
    return Place.objects.select_related("group").get_or_create(contribution=said)[0]


def _free(place: Place) -> None:
    if place.merged_into_id:
        place.merged_into = None
        place.save(update_fields=["merged_into"])


def _move(said: Contribution, column: str) -> None:
    if said.column != column:
        said.column = column
        _blur_time(said)
        said.save(update_fields=["column"])


def _record(verb: str, activity: Activity, by: User | None, *, n: int) -> None:
    """On the activity, with how many: what was anonymous stays so."""
    record(verb, on=activity, seminar=activity.seminar, by=by, changes={"n": n})
    ring_for(activity)
