"""The jury's sheet: the files first, then what the notes say of them, one question a page."""

from random import Random

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST

from levain.design.charts import Bars, Row
from levain.foundation import sheets
from levain.foundation.sheets import Column
from levain.foundation.verdicts import require
from levain.selection import rules
from levain.selection.forms.meeting import PlacesForm, WishForm
from levain.selection.models import Argument, Call, DiversityRule
from levain.selection.numbers import decimal, percent, whole
from levain.selection.rules.jury import JURY, codes
from levain.selection.services import diversity as wished
from levain.selection.services.sheet import Sheet, group_labels, read_counts, rule_texts

A_PAGE, FILES_A_PAGE, DRAWN = 25, 50, 3
MODES = {
    "all": _lazy("all weightings"),
    "order": _lazy("those that keep the order of the published weights"),
    "band": _lazy("those within 5 points of the published weights"),
}


def call_or_404(slug) -> Call:
    return get_object_or_404(Call.objects.select_related("cohort__programme", "jury", "meeting"), slug=slug)


def opened(request, slug):
    """The call, and its sheet as this person may read it."""
    call = call_or_404(slug)
    require(rules.can_read_sheet(request.user, call))
    sheet = Sheet(call, rules.closed_to(request.user, call))
    context = {
        "call": call,
        "closed_count": len(sheet.without),
        "may_read_meeting": rules.can_read_meeting(request.user, call),
        "fictional": call.fictional,
    }
    return call, sheet, context


def files(request, slug):
    call, sheet, context = opened(request, slug)
    page = Paginator(sheet.files, FILES_A_PAGE).get_page(request.GET.get("page"))
    counts = read_counts(call, sheet.without)
    shown = [one.pk for one in page]
    said = Argument.objects.filter(application__in=shown).values("application")
    said = said.annotate(words=Count("pk", filter=Q(about=None)), sides=Count("about"))
    of = {one["application"]: (one["words"], one["sides"]) for one in said}
    rows = [(one, *counts.get(one.pk, (0, 0)), *of.get(one.pk, (0, 0))) for one in page]
    # The same three for everyone who reads the same files: drawn from the name of the call.
    drawn = Random(call.slug).sample(sheet.files, min(DRAWN, len(sheet.files)))  # noqa: S311
    context |= {"page": page, "rows": rows, "drawn": drawn, "sits": bool(codes(request.user, call) & JURY)}
    return render(request, "selection/sheet/files.html", context)


def ranking(request, slug):
    _call, sheet, context = opened(request, slug)
    ordered, agreed = sheet.ranking, sheet.agreement
    page = Paginator(ordered["applications"], A_PAGE).get_page(request.GET.get("page"))
    context |= {
        "page": page,
        "criteria": sheet.criteria,
        "wide": True,
        "seats": sheet.seats,
        "gap": ordered["gap"],
        "typical_error": agreed["typical_error"],
        "tied": [one["title"] for one in ordered["applications"] if one["side"] == "tied"],
        "chart": terms_chart(page, sheet),
        "rows": [(one, [one["terms"].get(criterion["id"]) for criterion in sheet.criteria]) for one in page],
    }
    return render(request, "selection/sheet/ranking.html", context)


def terms_chart(page, sheet) -> Bars:
    """The terms of each file end to end: their length is the sum."""
    ranked = [one for one in page if one["rank"]]
    cut = {
        place: _("after the %(seats)d seats") % {"seats": sheet.seats}
        for place, one in enumerate(ranked)
        if one["rank"] > sheet.seats and (place and ranked[place - 1]["rank"] <= sheet.seats)
    }
    return Bars(
        id="terms",
        title=_("Weighted sum of each file, term by term"),
        description=_(
            "One bar a file, the best first; each piece is the weight of a criterion times its mean note. "
            "The same numbers stand in the table below."
        ),
        series=tuple(criterion["label"] for criterion in sheet.criteria),
        rows=[
            Row(
                f"{one['rank']}. {one['title']}",
                tuple(one["terms"].get(criterion["id"], 0.0) for criterion in sheet.criteria),
                decimal(one["score"], 2),
            )
            for one in ranked
        ],
        highest=5,
        marks=cut,
    )


def weightings(request, slug):
    _call, sheet, context = opened(request, slug)
    mode = request.GET.get("poids") if request.GET.get("poids") in MODES else "all"
    drawn = sheet.robustness(mode)
    shares = [
        (one, drawn["shares"][one["id"]]) for one in sheet.ranking["applications"] if one["id"] in drawn["shares"]
    ]
    page = Paginator(shares, A_PAGE).get_page(request.GET.get("page"))
    chart = Bars(
        id="shares",
        title=_("Share of the weightings under which each file is within the seats"),
        description=_("One bar a file, in the order of the notes. The same numbers stand in the table below."),
        rows=[Row(f"{one['rank']}. {one['title']}", (share,), percent(share)) for one, share in page],
        highest=1,
    )
    context |= {
        "page": page,
        "drawn": drawn,
        "draws": whole(drawn["draws"]),
        "chart": chart,
        "rows": [(one, percent(share)) for one, share in page],
        "modes": [(name, label, name == mode) for name, label in MODES.items()],
        "mode": mode,
        "mode_label": MODES[mode],
        "seats": sheet.seats,
    }
    return render(request, "selection/sheet/weightings.html", context)


def agreement(request, slug):
    _call, sheet, context = opened(request, slug)
    agreed = sheet.agreement
    context |= {
        "agreed": agreed,
        "meaning": MEANINGS.get(agreed["reading"], ""),
        "why": WHY.get(agreed["why_not"], ""),
    }
    return render(request, "selection/sheet/agreement.html", context)


MEANINGS = {
    "reliable": _lazy("The jurors read the levels alike: the mean notes can be relied on."),
    "tentative": _lazy(
        "The jurors read the levels roughly alike: draw careful conclusions only from the mean notes."
    ),
    "low": _lazy("The jurors read the levels differently: talk about the files before you look at the order."),
}
WHY = {
    "no variation": _lazy("All the notes are the same: no agreement can be told from that."),
    "too few values": _lazy("Too few notes have been given for an agreement to be told."),
}


def diversity(request, slug):
    call, sheet, context = opened(request, slug)
    may_declare = rules.can_declare_diversity(request.user, call)
    wishes = list(call.diversity_rules.select_related("declared_by"))
    counts = counts_of(sheet)
    labels = group_labels([*counts, *((wish.group, wish.value) for wish in wishes)])
    form = WishForm(request.POST or None, groups=groups_of(counts, labels))
    if request.method == "POST":
        require(may_declare)
        if form.is_valid():
            wished.declare_wish(call, by=request.user, **form.told())
            messages.success(request, _("The wish is declared, with your name and the date."))
            return redirect("selection:sheet_diversity", call.slug)
    best = sheet.best(wishes, labels)
    titles = {one.id: one.title for one in sheet.files}
    told = zip(wishes, rule_texts(wishes, labels), best["prices"] or [None] * len(wishes), strict=True)
    context |= {
        "form": form,
        "may_declare": may_declare,
        "best": best,
        "wishes": list(told),
        "chosen": [titles[name] for name in best["applications"]],
        "others": [", ".join(titles[name] for name in one) for one in best["alternatives"]],
        "left_out": [titles[name] for name in best["free"] if name not in best["applications"]],
    }
    return render(request, "selection/sheet/diversity.html", context)


def counts_of(sheet):
    """How many files are in each region, kind of place and theme."""
    counts = {}
    for one in sheet.files:
        for group, values in (("region", [one.region]), ("setting", [one.setting]), ("theme", one.themes)):
            for value in filter(None, values):
                counts[group, value] = counts.get((group, value), 0) + 1
    return counts


def groups_of(counts, labels):
    """What the files can answer: their regions, kinds of place and themes, with how many are in each."""
    named = dict(DiversityRule.Group.choices)
    return [
        (
            named[group],
            sorted(
                (f"{kind}:{value}", f"{labels[kind, value]} ({n})")
                for (kind, value), n in counts.items()
                if kind == group
            ),
        )
        for group in named
    ]


def places(request, slug):
    """The kind of place of each file, said by those who declare what is wished."""
    call, sheet, context = opened(request, slug)
    require(rules.can_declare_diversity(request.user, call))
    page = Paginator(sheet.files, A_PAGE).get_page(request.GET.get("page"))
    form = PlacesForm(request.POST or None, files=page)
    if request.method == "POST" and form.is_valid():
        wished.place_files(call, form.told(), by=request.user)
        messages.success(request, _("The kinds of place are kept."))
        return redirect("selection:sheet_diversity", call.slug)
    return render(request, "selection/sheet/places.html", context | {"form": form, "page": page})


@require_POST
def take_wish_back(request, slug, pk):
    call = call_or_404(slug)
    require(rules.can_declare_diversity(request.user, call))
    wished.take_wish_back(get_object_or_404(call.diversity_rules, pk=pk), by=request.user)
    messages.success(request, _("The wish is taken back."))
    return redirect("selection:sheet_diversity", call.slug)


def ranking_csv(request, slug):
    """Terms and sums as they are computed, to add up again elsewhere."""
    _call, sheet, _context = opened(request, slug)
    columns = [
        *NAMED_FILE,
        Column("score", "number", _("Weighted sum")),
        *(Column(one["id"], "number", one["label"]) for one in sheet.criteria),
        Column("reviews", "integer", _("Reviews given")),
        Column("spread", "number", _("Standard deviation between jurors")),
    ]
    lines = (
        [
            *(one["rank"], one["id"], one["title"], rounded(one["score"])),
            *(rounded(one["terms"].get(criterion["id"])) for criterion in sheet.criteria),
            *(one["readers"], rounded(one["spread"])),
        ]
        for one in sheet.ranking["applications"]
    )
    return sheets.as_file(f"{slug}-notes.csv", columns, lines)


def weightings_csv(request, slug):
    _call, sheet, _context = opened(request, slug)
    modes = {mode: sheet.robustness(mode)["shares"] for mode in MODES}
    lines = (
        [one["rank"], one["id"], one["title"], *(rounded(modes[mode].get(one["id"])) for mode in MODES)]
        for one in sheet.ranking["applications"]
        if one["rank"]
    )
    columns = [*NAMED_FILE, *(Column(mode, "number", label) for mode, label in MODES.items())]
    return sheets.as_file(f"{slug}-ponderations.csv", columns, lines)


def rounded(value):
    return None if value is None else round(value, 6)


NAMED_FILE = (
    Column("rank", "integer", _lazy("Rank")),
    Column("file", "string", _lazy("Reference of the file")),
    Column("title", "string", _lazy("Title")),
)
