"""What became of a support where it was proposed, and what opens and closes in the year to come."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from levain.formulas import anonymity
from levain.support.models import Need, Proposal, Support

# Under this many answers, whoever knows the projects knows who said what (rule R1 of the methods).
FLOOR = anonymity.FLOOR
A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Used:
    """`usefulness` is the middle answer from 1 to 5, None under the floor; `rows` are those she may open."""

    proposed: int
    obtained: int
    under_way: int
    told: int
    usefulness: float | None
    rows: list[Proposal]


def of(support: Support, user: Any) -> Used:
    """Everything proposed, its merged sheets included; the rows are those whose need she may read."""
    proposals = list(
        Proposal.objects.filter(Q(support=support) | Q(support__merged_into=support))
        .select_related("need__project__cohort__programme")
        .order_by("-proposed_on", "-pk")
    )
    answers = Counter(proposal.answer for proposal in proposals)
    levels = sorted(proposal.usefulness for proposal in proposals if proposal.usefulness)
    needs = {proposal.need_id for proposal in proposals}
    readable = (
        set(Need.objects.visible_to(user).filter(pk__in=needs).values_list("pk", flat=True)) if needs else set()
    )
    return Used(
        proposed=len(proposals),
        obtained=answers[Proposal.Answer.OBTAINED],
        under_way=answers[Proposal.Answer.UNDER_WAY],
        told=len(levels),
        usefulness=_middle(levels) if len(levels) >= FLOOR else None,
        rows=[proposal for proposal in proposals if proposal.need_id in readable],
    )


def _middle(levels: list[int]) -> float:
    half = len(levels) // 2
    return levels[half] if len(levels) % 2 else (levels[half - 1] + levels[half]) / 2


def months_to_come(today: date | None = None) -> list[tuple[date, list[tuple[date, bool, Support]]]]:
    """(first day of the month, its moments): each moment is a day, whether it opens, and the support."""
    today = today or timezone.localdate()
    until = today + A_YEAR
    dated = Support.objects.on_offer().filter(Q(opens__range=(today, until)) | Q(closes__range=(today, until)))
    months: dict[date, list[tuple[date, bool, Support]]] = defaultdict(list)
    for support in dated:
        for day, opens in ((support.opens, True), (support.closes, False)):
            if day and today <= day <= until:
                months[day.replace(day=1)].append((day, opens, support))
    return [
        (month, sorted(moments, key=lambda moment: (moment[0], moment[2].name)))
        for month, moments in sorted(months.items())
    ]
