"""Keep the catalogue alive: write, correct, merge and retire supports; see whether their pages still answer."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from levain.foundation import journal, outside
from levain.foundation.versions import save_over
from levain.people.models import User
from levain.support.models import Support
from levain.support.services.ranking import index_supports
from levain.territories.models import Territory

RESERVED = {"nouveau", "calendrier"}
EVERY = timedelta(days=30)
AT_ONCE = 20
# When the first ones all fail, it is our own door that is shut.
SHUT = 5


class CannotMerge(Exception):
    """A support is merged into another one, which is on offer."""


class AlreadyThere(Exception):
    """A support of this name exists."""

    def __init__(self, support: Support):
        super().__init__(_("A support of this name is already in the catalogue."))
        self.support = support


@transaction.atomic
def write_support(*, by: User, territories: Iterable[Territory], **told: Any) -> Support:
    """Add a support; a name that is already there raises AlreadyThere."""
    slug = slugify(told["name"])[:76].strip("-") or "support"
    slug = f"{slug}-0" if slug in RESERVED else slug
    try:
        with transaction.atomic():
            support = Support(
                slug=slug, checked_on=timezone.localdate(), corrected=sorted([*told, "territories"]), **told
            )
            support._history_user = by  # type: ignore[attr-defined]
            support.save()
    except IntegrityError:
        raise AlreadyThere(Support.objects.get(slug=slug)) from None
    support.territories.set(territories)
    index_supports([support])
    journal.record("support.written", on=support, by=by)
    return support


@transaction.atomic
def correct_support(
    support: Support, *, by: User, version: int, territories: Iterable[Territory], **told: Any
) -> list[str]:
    """Change what staff read again; an import leaves these fields from now on. The names of the fields changed.

    Raises ChangedSince when someone else wrote meanwhile.
    """
    changed = [name for name, value in told.items() if _differs(getattr(support, name), value)]
    before = {place.pk for place in support.territories.all()}
    after = {place.pk for place in territories}
    if before != after:
        changed.append("territories")
    if not changed:
        return []
    support._history_user = by  # type: ignore[attr-defined]
    kept = sorted({*support.corrected, *changed})
    save_over(support, version, **told, corrected=kept, checked_on=timezone.localdate())
    if before != after:
        support.territories.set(after)
    index_supports([support])
    journal.record("support.corrected", on=support, by=by, changes=dict.fromkeys(changed, True))
    return changed


def _differs(before: Any, after: Any) -> bool:
    """Lists of codes have no order."""
    return sorted(before) != sorted(after) if isinstance(after, list) else before != after


@transaction.atomic
def retire_support(support: Support, *, by: User, why: str) -> None:
    """It is proposed no more, and still shown where it was used. Again does nothing."""
    if support.retired_on:
        return
    support._history_user = by  # type: ignore[attr-defined]
    save_over(
        support,
        support.version,
        retired_on=timezone.localdate(),
        retired_why=why,
        corrected=sorted({*support.corrected, "retired_on"}),
    )
    journal.record("support.retired", on=support, by=by)


@transaction.atomic
def offer_again(support: Support, *, by: User) -> None:
    """Undo a retirement or a merge."""
    if not support.retired_on:
        return
    support._history_user = by  # type: ignore[attr-defined]
    save_over(
        support,
        support.version,
        retired_on=None,
        retired_why="",
        merged_into=None,
        corrected=sorted({*support.corrected, "retired_on"}),
    )
    journal.record("support.offered_again", on=support, by=by)


@transaction.atomic
def merge_support(support: Support, *, into: Support, by: User) -> None:
    """Two sheets of one support: this one is retired and leads to the other. What was proposed stays as it was."""
    into = Support.objects.select_for_update().get(pk=into.pk)
    if into.pk == support.pk or into.retired_on:
        raise CannotMerge(_("Choose another support, one that is still on offer."))
    if support.merged.exists():
        support.merged.update(merged_into=into)
    support._history_user = by  # type: ignore[attr-defined]
    save_over(
        support,
        support.version,
        merged_into=into,
        retired_on=support.retired_on or timezone.localdate(),
        retired_why=_("It is the same as “%(name)s”.") % {"name": into.name[:200]},
        corrected=sorted({*support.corrected, "retired_on"}),
    )
    journal.record("support.merged", on=support, by=by, changes={"into": into.slug})


@transaction.atomic
def confirm_support(support: Support, *, by: User) -> None:
    """Say that the sheet was read again today and still holds."""
    Support.objects.filter(pk=support.pk).update(checked_on=timezone.localdate())
    journal.record("support.confirmed", on=support, by=by)


def check_links(now: datetime, *, trusted: str = "") -> int:
    """Ask a few pages whether they still answer, those not asked for longest; the number that were asked.

    `trusted` is a place that alone is asked, and may be private: see `outside.fetch`.
    """
    if not settings.CHECK_LINKS:
        return 0
    due = Support.objects.on_offer().exclude(url="")
    due = due.exclude(link_checked_at__gt=now - EVERY).order_by("link_checked_at", "pk")[:AT_ONCE]
    found: list[tuple[Support, str, str]] = []
    for support in due:
        found.append((support, *_state_of(support.url, trusted)))
        if len(found) == SHUT and all(
            state == Support.LinkState.BROKEN and not detail for _s, state, detail in found
        ):
            return 0
    for support, state, detail in found:
        Support.objects.filter(pk=support.pk).update(link_state=state, link_checked_at=now, link_detail=detail[:500])
    return len(found)


def _state_of(url: str, trusted: str) -> tuple[str, str]:
    """The state of a page, and what it said: a number, or where it went."""
    try:
        answer = outside.fetch(url, method="HEAD", trusted=trusted)
        if answer.status in (403, 405, 501):
            answer = outside.fetch(url, trusted=trusted)
    except outside.Unreachable:
        return Support.LinkState.BROKEN, ""
    if answer.moved_to:
        return Support.LinkState.MOVED, answer.moved_to
    return (Support.LinkState.GOOD if answer.status < 400 else Support.LinkState.BROKEN), str(answer.status)
