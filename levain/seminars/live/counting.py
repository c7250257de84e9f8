"""Answers of a whole room, counted by the database."""

import json
from collections import Counter

from django.db.models import Count
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from levain.seminars.models import UNSAID, Activity


def shown(activity: Activity):
    return activity.contributions.filter(hidden=False)


def counted(activity: Activity) -> list[tuple[object, int]]:
    """Each value given, with how many gave it: one row a value, whatever the number of telephones."""
    given = shown(activity).filter(value__isnull=False).order_by()
    return list(given.values_list("value").annotate(n=Count("pk")))


def by_number(activity: Activity) -> tuple[int, Counter]:
    """How many answered, and how many chose each answer; a list of choices counts for each of them."""
    counts: Counter = Counter()
    n = 0
    for value, times in counted(activity):
        n += times
        for each in value if isinstance(value, list) else [value]:
            counts[each if not isinstance(each, dict) else json.dumps(each, sort_keys=True)] += times
    return n, counts


def shares(labels: list[tuple[object, str]], counts: Counter, n: int) -> list[dict]:
    """One line for each answer offered: its label, its count, and its share of those who answered."""
    return [
        {"label": label, "n": counts[key], "share": round(100 * counts[key] / n) if n else 0} for key, label in labels
    ]


def who(contribution) -> str:
    """How a contribution is signed in the room: the name people gave, or their project, or their side; or nothing."""
    if not contribution.named:
        return ""
    spoken = contribution.author or contribution.pseudonym
    of = contribution.project or ("" if contribution.side == UNSAID else contribution.get_side_display())
    return ", ".join(str(one) for one in (spoken, of) if one) if spoken else capfirst(str(of))


def signature(contribution) -> str:
    """The same, and the table whose note-taker wrote it."""
    if not contribution.named:
        return ""
    table = _("Table %(n)s") % {"n": contribution.table} if contribution.table else ""
    return " · ".join(one for one in (table, who(contribution)) if one)
