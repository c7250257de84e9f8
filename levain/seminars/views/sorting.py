"""Sort the ideas of a board, in the room or after: by keyboard, by touch, with or without scripts."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.foundation.verdicts import require
from levain.seminars import rules, services, sorting
from levain.seminars.forms.sorting import SortForm
from levain.seminars.models import Activity, Group
from levain.seminars.views.activities import activity_or_404

# An inbox longer than this is sorted in several times.
AT_ONCE = 40


def sort(request, slug, pk):
    activity = activity_or_404(slug, pk)
    require(rules.can_sort(request.user, activity))
    if request.method == "POST":
        return done(request, activity)
    return page(request, activity, SortForm(activity=activity))


def page(request, activity: Activity, form):
    given = sorting.with_photos(each for each in sorting.placed(activity) if not each.hidden)
    for each in given:
        each.activity = activity
    tables = sorting.by_table(given)
    table = wanted_table(request, tables)
    shown = [each for each in given if table is None or each.table == table]
    board = sorting.board_of(activity, shown)
    inbox, board.inbox = len(board.inbox), board.inbox[:AT_ONCE]
    names = {one.number: str(one) for one in activity.seminar.tables.select_related("project")}
    return render(
        request,
        "seminars/sorting/sort.html",
        {
            "seminar": activity.seminar,
            "activity": activity,
            "board": board,
            "inbox": inbox,
            "form": form,
            "table": table,
            "tables": [
                (n, names.get(n) or _("Table %(n)s") % {"n": n}, tables[n]) for n in sorted(filter(None, tables))
            ],
            "of_table": names.get(table, ""),
            "wide": True,
            "fictional": activity.seminar.fictional,
        },
    )


def wanted_table(request, tables) -> int | None:
    said = request.GET.get("table", "")
    table = int(said) if said.isascii() and said.isdigit() and len(said) < 3 else None
    return table if table in tables else None


def done(request, activity: Activity):
    form = SortForm(request.POST, activity=activity)
    what = DEEDS.get(request.POST.get("what", ""))
    if what and form.is_valid():
        try:
            messages.success(request, what(activity, form, request.user))
        except (services.NothingChosen, services.Unfit) as error:
            form.add_error(None, str(error))
    if form.errors:
        return page(request, activity, form)
    kept = {"table": request.GET["table"]} if request.GET.get("table") else {}
    return redirect(f"{request.path}?{urlencode(kept)}" if kept else request.path)


def put(activity, form, by):
    n = services.sort(activity, form.cleaned_data["ideas"], by=by, column=form.cleaned_data["column"] or None)
    return ngettext("%(n)s idea is in its column.", "%(n)s ideas are in their column.", n) % {"n": n}


def gather(activity, form, by):
    typed = form.cleaned_data
    into = Group.objects.filter(pk=typed["group"], activity=activity).first() if typed["group"] else None
    group = services.gather(activity, typed["ideas"], title=typed["title"], into=into, by=by)
    return _("These ideas are together under “%(title)s”.") % {"title": group.title}


def merge(activity, form, by):
    services.merge(activity, form.cleaned_data["ideas"], by=by)
    return _("These ideas are shown as one. The words of each are kept.")


def part(activity, form, by):
    services.part(activity, form.cleaned_data["ideas"], by=by)
    return _("These ideas stand by themselves again.")


def pin(activity, form, by):
    services.pin(activity, form.cleaned_data["ideas"], by=by)
    return _("Pinned at the top of their column.")


def unpin(activity, form, by):
    services.pin(activity, form.cleaned_data["ideas"], by=by, pinned=False)
    return _("No longer pinned.")


def take_out(activity, form, by):
    services.take_out(activity, form.cleaned_data["ideas"], by=by)
    return _("Out of their group.")


def put_back(activity, form, by):
    services.back_to_inbox(activity, form.cleaned_data["ideas"], by=by)
    return _("Back in the inbox: the screen no longer shows them.")


def hide(activity, form, by):
    chosen = activity.contributions.filter(pk__in=form.cleaned_data["ideas"])
    if not chosen:
        raise services.NothingChosen(_("Choose at least one idea."))
    for said in chosen:
        said.activity = activity
        services.hide_contribution(said, by=by)
    return _("Hidden. You can show them again from the page of the activity.")


DEEDS = {
    "sort": put,
    "gather": gather,
    "merge": merge,
    "part": part,
    "pin": pin,
    "unpin": unpin,
    "take_out": take_out,
    "back": put_back,
    "hide": hide,
}
