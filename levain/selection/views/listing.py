"""The files of a call, a page at a time: those a member of the jury has to read, those the team follows."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.db.models import Avg, Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from levain.foundation import sheets
from levain.foundation.sheets import Column
from levain.foundation.verdicts import require
from levain.projects.themes import THEMES
from levain.selection import rules
from levain.selection.jury_registered import file_name
from levain.selection.models import Application, Call, Criterion, Declaration, Review, Score
from levain.selection.rules import jury as at_the_jury
from levain.selection.views.jury import call_or_404
from levain.territories.models import Territory

A_PAGE = 25
TO_READ, GIVEN = "a-lire", "rendus"
STATES = {value: label for value, label in Application.State.choices if value != Application.State.DRAFT}
SORTS = {
    "depot": (gettext_lazy("date of deposit"), ("deposited_at", "pk")),
    "titre": (gettext_lazy("title"), ("title", "pk")),
    "lieu": (gettext_lazy("place"), ("place", "pk")),
    "avis": (gettext_lazy("reviews given"), ("given", "pk")),
}
NAMES = ("etat", "territoire", "theme", "tri")


@dataclass
class Asked:
    """What the address asks for, from closed lists."""

    etat: str = ""
    territoire: str = ""
    theme: str = ""
    tri: str = ""
    place: Territory | None = None

    @classmethod
    def of(cls, given: Any) -> "Asked":
        if set(given) - {*NAMES, "page"}:
            raise BadRequest("parameter")
        asked = cls(**{name: given.get(name, "")[:60] for name in NAMES})
        known = {"etat": STATES, "theme": THEMES, "tri": SORTS}
        for name, values in known.items():
            if getattr(asked, name) and getattr(asked, name) not in values:
                raise BadRequest(name)
        if asked.territoire:
            wide = Territory.objects.filter(kind__in=("region", "department"))
            kind, _dash, code = asked.territoire.partition("-")
            asked.place = wide.filter(kind=kind, code=code).first()
            if asked.place is None:
                raise BadRequest("territoire")
        return asked

    def said(self, **changes: str) -> str:
        told = {name: getattr(self, name) for name in NAMES} | changes
        return "?" + urlencode({name: value for name, value in told.items() if value})

    def narrow(self, found: QuerySet[Application]) -> QuerySet[Application]:
        if self.etat:
            found = found.filter(state=self.etat)
        if self.theme:
            # Written as a list of codes: the same words on both databases.
            found = found.filter(themes__icontains=f'"{self.theme}"')
        if self.place:
            found = found.filter(commune__outer_links__outer=self.place)
        return found


def applications(request, slug):
    """The team's list: a few applications a page, with how far they were read."""
    call = call_or_404(slug)
    require(rules.can_read_applications(request.user, call))
    asked = Asked.of(request.GET)
    scored = shows_scores(request.user, call)
    received = rules.readable_by(request.user, call).exclude(state=Application.State.DRAFT)
    page = Paginator(_sorted(asked.narrow(received), asked).select_related("project"), A_PAGE).get_page(
        request.GET.get("page")
    )
    shown = list(page)
    counted = _readers(shown, scored)
    jury = rules.jury_of(call)
    in_full = bool(at_the_jury.codes(request.user, call) & rules.READS_APPLICATIONS)
    for application in shown:
        application.call = call
        application.read = counted.get(application.pk, (0, 0, None))
        application.opens = (
            application.get_absolute_url() if in_full else reverse("selection:jury_file", args=[application.pk])
        )
    context = {
        "call": call,
        "jury": jury,
        "page": page,
        "asked": asked,
        "scored": scored,
        "count": page.paginator.count,
        "narrowed": bool(asked.etat or asked.theme or asked.territoire),
        "states": STATES.items(),
        "themes": THEMES.items(),
        "territories": _territories(received),
        "sorts": [(name, label) for name, (label, _order) in SORTS.items()],
        "may_set_readers": rules.can_lead_jury(request.user, call),
        "may_check": rules.can_check(request.user, call),
        "fictional": call.fictional,
    }
    return render(request, "selection/applications.html", context)


def shows_scores(user, call: Call) -> bool:
    """Whether a list shows scores: to the team, once the jury discusses; a member reads them file by file."""
    held = at_the_jury.codes(user, call)
    if held & at_the_jury.JURY:
        return rules.jury_of(call).has_reached(at_the_jury.Phase.DELIBERATE)
    return bool(held & at_the_jury.PREPARES) and rules.jury_of(call).has_reached(at_the_jury.Phase.DISCUSS)


def _sorted(found: QuerySet[Application], asked: Asked) -> QuerySet[Application]:
    if asked.tri == "avis":
        given = Review.objects.counting().filter(application=OuterRef("pk")).order_by().values("application")
        found = found.annotate(given=Subquery(given.annotate(n=Count("pk")).values("n"), output_field=IntegerField()))
    _label, order = SORTS[asked.tri or "depot"]
    return found.order_by(*order)


def _readers(shown: list[Application], scored: bool) -> dict[int, tuple[int, int, float | None]]:
    """For the files of a page: how many readers, reviews given, weighted sum; three queries at most."""
    ids = [application.pk for application in shown]
    free = Review.objects.free().filter(application__in=ids).order_by()
    counted = free.values_list("application").annotate(n=Count("pk"), g=Count("submitted_at"))
    sums = _sums(ids) if scored else {}
    return {pk: (readers, given, sums.get(pk)) for pk, readers, given in counted}


def _sums(ids: list[int]) -> dict[int, float]:
    """The weighted sum of each file, as on the jury's sheet: none while a criterion has no level."""
    given = Score.objects.filter(review__in=Review.objects.counting().filter(application__in=ids), abstained=False)
    means = given.order_by().values_list("review__application", "criterion", "criterion__weight")
    criteria = Criterion.objects.filter(call__applications__in=ids[:1]).count()
    terms = defaultdict(list)
    for pk, _criterion, weight, mean in means.annotate(mean=Avg("level")):
        terms[pk].append(float(weight) * mean)
    # Without what floating means leave behind, so that it rounds as the exact sum of the sheet does.
    return {pk: round(sum(each), 9) for pk, each in terms.items() if len(each) == criteria}


def _territories(received: QuerySet[Application]) -> list[tuple[str, str]]:
    communes = received.order_by().filter(commune__isnull=False).values("commune")
    places = Territory.objects.filter(kind__in=("region", "department"), inner_links__inner__in=communes).distinct()
    rows = places.order_by("-kind", "folded").values_list("kind", "code", "name")
    return [(f"{kind}-{code}", name) for kind, code, name in rows]


def files(request, slug):
    """The files a member of the jury may open: those left to score first."""
    call = call_or_404(slug)
    require(rules.can_read_jury(request.user, call))
    asked = request.GET.get("etat", "")
    if asked not in ("", TO_READ, GIVEN) or set(request.GET) - {"etat", "page"}:
        raise BadRequest("etat")
    jury = rules.jury_of(call)
    found = files_open_to(request.user, call, jury)
    if asked:
        found = found.filter(hers=True, given__isnull=asked == TO_READ)
    page = Paginator(found.order_by("given", "pk"), A_PAGE).get_page(request.GET.get("page"))
    for application in page:
        application.call = call
        application.shown = file_name(application)
    context = {
        "call": call,
        "jury": jury,
        "page": page,
        "chosen": asked,
        "choices": (("", _("All of them")), (TO_READ, _("Left to score")), (GIVEN, _("Given"))),
        "fictional": call.fictional,
    }
    return render(request, "selection/jury/files.html", context)


def files_open_to(user, call: Call, jury) -> QuerySet[Application]:
    """The same files as `can_open_file`, asked of the database: no conflict, declared, given or open to all."""
    held = at_the_jury.codes(user, call)
    found = call.applications.filter(at_the_jury.free_of(user), state__in=rules.BEFORE_THE_JURY)
    hers = Review.objects.filter(juror=user.pk, application=OuterRef("pk"))
    found = found.annotate(
        hers=Exists(hers), given=Subquery(hers.values("submitted_at")[:1]), begun=Subquery(hers.values("version")[:1])
    )
    if not held & at_the_jury.JURY or not jury.has_reached(at_the_jury.Phase.READ):
        return found.none()
    found = found.filter(Exists(Declaration.objects.filter(juror=user.pk, application=OuterRef("pk"))))
    if jury.has_reached(at_the_jury.Phase.DISCUSS) or "jury_chair" in held:
        return found
    return found.filter(hers=True)


COLUMNS = (
    Column("application", "string", gettext_lazy("Reference of the application")),
    Column("juror", "string", gettext_lazy("Member of the jury")),
    Column("given_on", "date", gettext_lazy("Day the review was given")),
    Column("criterion", "string", gettext_lazy("Criterion")),
    Column("weight", "number", gettext_lazy("Weight of the criterion")),
    Column("level", "integer", gettext_lazy("Level, empty for an abstention"), unit="0-5"),
    Column("reason", "string", gettext_lazy("What was said of it")),
)


def export(request, slug):
    """The scores given, as a table: only the files whose scores the person may see today."""
    call = get_object_or_404(Call.objects.select_related("cohort__programme", "jury"), slug=slug)
    require(rules.can_export_scores(request.user, call))
    open_files = files_with_scores(request.user, call)
    scores = (
        Score.objects.filter(review__in=Review.objects.counting().filter(application__in=open_files))
        .order_by("review__application", "review__juror", "criterion__position")
        .values_list(
            *("review__application__reference", "review__juror__name", "review__submitted_at__date"),
            *("criterion__code", "criterion__weight", "level", "reason"),
        )
        .iterator()
    )
    return sheets.streamed(f"notes-{call.slug}.csv", COLUMNS, scores)


def files_with_scores(user, call: Call) -> QuerySet[Application]:
    """The same files as `can_see_scores` once the jury deliberates, asked of the database."""
    found = call.applications.filter(at_the_jury.free_of(user), state__in=rules.BEFORE_THE_JURY)
    if at_the_jury.codes(user, call) & at_the_jury.JURY:
        found = found.filter(Exists(Declaration.objects.filter(juror=user.pk, application=OuterRef("pk"))))
    return found
