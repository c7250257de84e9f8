"""Calls for help and offers, as pages show them: those of one project, and the one list of a cohort."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, Q, QuerySet, Value
from django.utils import timezone

from levain.programmes.models import Cohort
from levain.projects.models import HelpCall, NeighbourMessage, Project

CALL, OFFER = "call", "offer"
# A public page shows no more of each.
MOST = 12


@dataclass
class Hands:
    """What the public page shows; it stands on the form that composes the page even when both are empty."""

    calls: QuerySet[HelpCall]
    offers: QuerySet[NeighbourMessage]


@dataclass
class Answers:
    listed: QuerySet[NeighbourMessage]


def of_page(project: Project) -> Hands:
    offers = project.neighbour_messages.shown().offers().filter(done_at=None)
    return Hands(with_offers(project.help_calls.shown())[:MOST], offers.order_by("-published_at")[:MOST])


def answers_of_page(project: Project) -> Answers:
    shown = project.neighbour_messages.shown().exclude(kind=NeighbourMessage.Kind.HELP)
    return Answers(shown.order_by("-published_at")[:MOST])


def with_offers(calls: QuerySet[HelpCall]) -> QuerySet[HelpCall]:
    """Each with the number of hands taken up for it, and of offers still to be read."""
    taken = Q(offers__taken_at__isnull=False)
    waiting = Q(offers__confirmed_at__isnull=False, offers__taken_at=None, offers__answered_at=None)
    counted = calls.annotate(
        taken=Count("offers", filter=taken, distinct=True), waiting=Count("offers", filter=waiting, distinct=True)
    )
    # Counting forgets the order of the model.
    return counted.order_by(*HelpCall._meta.ordering)


def of_cohort(cohort: Cohort, hand: str = "") -> Any:
    """One list of both, soonest to leave first: rows (what, id), to be read page by page with `read`."""
    day = timezone.localdate()
    calls = HelpCall.objects.shown(day).filter(project__cohort=cohort, project__published=True)
    offers = NeighbourMessage.objects.shown().offers().filter(project__cohort=cohort, project__published=True)
    offers = offers.filter(done_at=None)
    if hand:
        calls, offers = calls.filter(hand=hand), offers.filter(gives=hand)
    first = calls.order_by().annotate(what=Value(CALL, CharField())).values_list("what", "pk", "created_at")
    second = offers.order_by().annotate(what=Value(OFFER, CharField())).values_list("what", "pk", "published_at")
    return first.union(second, all=True).order_by("-created_at", "pk")


def read(rows: Iterable[tuple]) -> list[dict[str, Any]]:
    """The calls and offers of a page, in its order: two queries."""
    rows = list(rows)
    calls = with_offers(HelpCall.objects.select_related("project")).in_bulk(_ids(rows, CALL))
    offers = NeighbourMessage.objects.select_related("project").in_bulk(_ids(rows, OFFER))
    found = {CALL: calls, OFFER: offers}
    return [{"what": what, what: found[what][pk]} for what, pk, _at in rows if pk in found[what]]


def _ids(rows: list[tuple], what: str) -> list[int]:
    return [pk for kind, pk, _at in rows if kind == what]
