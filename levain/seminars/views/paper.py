"""Paper cards: printed before, typed in after, counted with the rest."""

from dataclasses import asdict

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from levain.foundation.verdicts import require
from levain.foundation.written_files import handed
from levain.foundation.written_pdf import set_pdf
from levain.seminars import paper, rules, services
from levain.seminars.forms.typing_in import CardsForm, CopiesForm
from levain.seminars.models import Activity, Registration
from levain.seminars.views.activities import activity_or_404
from levain.seminars.views.preparation import managed_or_404

LAYOUT = "seminars/paper/cards.typ"
USUAL, USUAL_TABLES = 20, 6


def cards(request, slug, pk):
    """A card as it will be printed, and how many."""
    activity = activity_or_404(slug, pk)
    require(rules.can_manage_activity(request.user, activity))
    card = paper.card_of(activity)
    context = {
        "seminar": activity.seminar,
        "activity": activity,
        "card": card,
        "form": CopiesForm(initial={"n": copies_of(activity, *usual(activity.seminar))}),
        "fictional": activity.seminar.fictional,
    }
    return render(request, "seminars/paper/cards.html", context)


def usual(seminar) -> tuple[int, int]:
    """How many people come, and how many tables: a card for each person, a sheet for each table."""
    coming = seminar.registrations.filter(state=Registration.State.REGISTERED).count()
    return coming or USUAL, seminar.tables.count() or USUAL_TABLES


def copies_of(activity, people, tables) -> int:
    return tables if activity.kind == Activity.Kind.PEER_CONSULTATION else people


def pdf(request, slug, pk):
    activity = activity_or_404(slug, pk)
    require(rules.can_manage_activity(request.user, activity))
    return printed(request, activity.seminar, [activity], f"cartes-{activity.pk}")


def every_pdf(request, slug):
    """The cards of the whole seminar: what to take along in case nothing else works."""
    seminar = managed_or_404(request, slug)
    activities = list(seminar.activities.all())
    for activity in activities:
        activity.seminar = seminar
    return printed(request, seminar, activities, f"cartes-{seminar.slug}")


def printed(request, seminar, activities: list[Activity], name: str):
    asked = CopiesForm(request.GET)
    copies = asked.cleaned_data["n"] if asked.is_valid() else None
    counts = usual(seminar)
    packs = [
        asdict(paper.card_of(activity)) | {"copies": copies or copies_of(activity, *counts)}
        for activity in activities
    ]
    plain = {
        "title": activities[0].title if len(activities) == 1 else seminar.title,
        "seminar": seminar.title,
        "language": (get_language() or "fr")[:2],
        "packs": packs,
        "words": {
            "named": _("Your side and your project, if you wish: ____________________   Table ____"),
            "anonymous": _("Anonymous: write no name."),
        },
    }
    return handed(set_pdf(LAYOUT, plain), "pdf", name)


def type_in(request, slug, pk):
    """One card on each line, all kept or none; the same page sent twice keeps them once."""
    activity = activity_or_404(slug, pk)
    require(rules.can_manage_activity(request.user, activity))
    form = CardsForm(request.POST or None, activity=activity, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        n = services.type_in(activity, form.read, by=request.user, token=form.cleaned_data["token"], **form.speaker())
        said = ngettext("%(n)s card is kept and counted.", "%(n)s cards are kept and counted.", n) % {"n": n}
        messages.success(request, said)
        return redirect(f"{request.path}?{form.query()}")
    context = {
        "seminar": activity.seminar,
        "activity": activity,
        "form": form,
        "keys": form.keys,
        "example": form.example,
        "counted": activity.contributions.count(),
        "fictional": activity.seminar.fictional,
    }
    return render(request, "seminars/paper/type_in.html", context)
