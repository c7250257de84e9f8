"""A large call: its lists with thousands of files, and what a jury's sheet costs to compute."""

from datetime import timedelta
from random import Random
from statistics import median
from time import process_time, thread_time
from typing import Any

from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from levain.people.models import User
from levain.portal.bench.walk import Cast
from levain.selection.models import Application, Call, Criterion, Jury, Review, Score
from levain.selection.services.sheet import Sheet

SHEET_FILES, READERS, ASKED = 200, 5, 7
LISTS = {
    "applications": "selection:applications",
    "jury_sheet": "selection:sheet",
    "notes": "selection:sheet_ranking",
}


def measured(applications: int) -> dict[str, Any] | None:
    """Lists over so many applications of five reviews each, beside the call of the demonstration; then the sheet
    of two hundred, computed from nothing. Nothing of it is kept."""
    cast = Cast()
    if cast.call is None or cast.lead is None:
        return None
    with transaction.atomic():
        big = many(cast.call, applications)
        client = Client()
        client.force_login(cast.lead)
        lists = {name: listed(client, url, cast.call, big) for name, url in LISTS.items()}
        found = {"applications": applications, "readers": READERS, "lists": lists}
        found["sheet"] = computed(many(cast.call, SHEET_FILES))
        transaction.set_rollback(True)
    cache.clear()
    return found


def listed(client: Client, url: str, small: Call, big: Call) -> dict[str, Any]:
    """Processor time, queries and growth of a list from the small call to the big one."""
    costs = {}
    for call in (small, big):
        path = reverse(url, args=[call.slug])
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(path)
            queries = len(captured)
        costs[call.slug] = median(spent(client, path) for _time in range(ASKED))
    growth = costs[big.slug] / costs[small.slug]
    told = {"queries": queries, "cpu_ms": round(costs[big.slug] * 1000, 1), "html": len(answer.content)}
    return told | {"growth": round(growth, 2)}


def spent(client: Client, path: str) -> float:
    before = thread_time()
    client.get(path)
    return thread_time() - before


def computed(call: Call) -> dict[str, Any]:
    """Every part of the sheet, as the first reader of new notes waits for it; all the threads of numpy count."""
    cache.clear()
    before = process_time()
    sheet = Sheet(call)
    parts = (sheet.ranking, sheet.agreement, sheet.robustness(), sheet.best([]))
    return {"files": len(sheet.files), "weightings": parts[2]["draws"], "cpu_s": round(process_time() - before, 2)}


def many(model: Call, applications: int) -> Call:
    """A call of so many applications, each read by five jurors on every criterion."""
    random = Random(applications)  # noqa: S311
    now = timezone.now()
    call = Call.objects.create(
        cohort=model.cohort,
        slug=f"bench-{applications}",
        title=model.title,
        short=model.short,
        opens=now - timedelta(days=90),
        closes=now - timedelta(days=30),
    )
    criteria = Criterion.objects.bulk_create(
        Criterion(call=call, code=one.code, position=one.position, label=one.label, weight=one.weight)
        for one in model.criteria.all()
    )
    Jury.objects.create(call=call, phase=Jury.Phase.DELIBERATE)
    jurors = [
        User.objects.create_user(f"bench-{applications}-{n}@example.invalid", name=f"Juror {n}")
        for n in range(READERS)
    ]
    files = Application.objects.bulk_create(
        Application(
            call=call,
            reference=f"file-{number}",
            title=f"Application {number}",
            summary="Six neighbours around a garden. " * 12,
            place="Melle",
            state=Application.State.ADMISSIBLE,
        )
        for number in range(applications)
    )
    reviews = Review.objects.bulk_create(
        Review(application=file, juror=juror, submitted_at=now) for file in files for juror in jurors
    )
    Score.objects.bulk_create(
        (
            Score(review=review, criterion=criterion, level=min(5, random.randint(0, 3) + review.application_id % 3))
            for review in reviews
            for criterion in criteria
        ),
        batch_size=5_000,
    )
    return call
