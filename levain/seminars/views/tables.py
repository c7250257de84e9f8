"""Tables: laid by the team; for each, one address where its note-taker types or photographs."""

from functools import partial

from django.conf import settings
from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from levain.foundation import files
from levain.foundation.verdicts import require
from levain.seminars import rules, services
from levain.seminars.forms.tables import LayForm, NoteForm, TableForm, noted
from levain.seminars.live import kinds, secrets
from levain.seminars.models import Live, Table
from levain.seminars.services import answering, notes
from levain.seminars.values import Unfit
from levain.seminars.views.preparation import managed_or_404, saved, typed
from levain.seminars.views.room import closed, keep_secret, live_of, phone_of, unknown, wants_json

WRITTEN = 30


def tables(request, slug):
    seminar = managed_or_404(request, slug)
    form = LayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.set_tables(seminar, by=request.user, **form.cleaned_data)
        except services.TooManyTables as error:
            form.add_error(None, str(error))
        else:
            said = ngettext("%(n)s table added.", "%(n)s tables added.", len(made)) % {"n": len(made)}
            messages.success(request, said)
            return redirect("seminars:tables", slug)
    live = Live.objects.filter(seminar=seminar).first()
    live = live if live and live.is_open() else None
    laid = list(seminar.tables.select_related("project"))
    for table in laid if live else []:
        table.address = settings.SITE_URL + reverse("seminars:notes", args=[live.code, table.number])
    context = {
        "seminar": seminar,
        "tables": laid,
        "live": live,
        "form": form,
        "fictional": seminar.fictional,
    }
    return render(request, "seminars/tables/tables.html", context)


def table_or_404(slug, pk) -> Table:
    every = Table.objects.select_related("seminar__cohort__programme", "project")
    return get_object_or_404(every, pk=pk, seminar__slug=slug)


def edit(request, slug, pk):
    table = table_or_404(slug, pk)
    require(rules.can_manage_table(request.user, table))
    form = TableForm(request.POST or None, instance=table)
    if saved(request, form, partial(services.edit_table, table), _("The table has been changed.")):
        return redirect("seminars:tables", slug)
    title = _("Table %(n)s") % {"n": table.number}
    return typed(request, table.seminar, form, title=title, submit=_("Save"))


@require_POST
def remove(request, slug, pk):
    table = table_or_404(slug, pk)
    require(rules.can_manage_table(request.user, table))
    services.remove_table(table, by=request.user)
    messages.success(request, _("The table is taken away. What was said at it is kept."))
    return redirect("seminars:tables", slug)


@never_cache
def notes_of(request, code, number):
    """The page of a note-taker: no account, one field, what the table has already given."""
    live = live_of(code)
    if live is None:
        return unknown(request, code)
    table = get_object_or_404(live.seminar.tables.select_related("project"), number=number)
    phone = phone_of(request, live)
    if phone is None and not live.is_open():
        return closed(request, live)
    if phone is None or phone.device.table != table.number:
        about = {"live": live, "table": table, "seminar": live.seminar, "fictional": live.seminar.fictional}
        return render(request, "seminars/tables/begin.html", about)
    activity = asked(request, live)
    form = NoteForm(activity=activity, initial=now_at(live, activity) | request.GET.dict()) if activity else None
    return written(request, live, table, activity, form)


def now_at(live, activity) -> dict[str, str]:
    """A note begins at the step where the room is."""
    kind = kinds.of(activity)
    steps = kind.steps(activity) if kind else []
    return {"column": activity.columns[min(live.stage(activity).step, len(steps) - 1)]["id"]} if steps else {}


def asked(request, live):
    """The activity named, else the one the room is at."""
    wanted = request.GET.get("atelier") or request.POST.get("activity") or ""
    if wanted.isascii() and wanted.isdigit() and wanted in live.stages:
        return live.seminar.activities.filter(pk=wanted).first()
    return live.activity


def written(request, live, table, activity, form, status=200):
    shown = [each for each in live.seminar.activities.all() if str(each.pk) in live.stages and noted(each)]
    given = activity.contributions.shown().filter(table=table.number).order_by("-rank") if activity else []
    about = {
        "live": live,
        "seminar": live.seminar,
        "table": table,
        "activity": activity,
        "activities": shown,
        "takes": bool(activity and noted(activity) and live.is_open() and not live.stage(activity).closed),
        "form": form,
        "given": given[:WRITTEN],
        "step": live.stage(activity).step if activity else 0,
        "follows": bool(activity and kinds.of(activity) and kinds.of(activity).steps(activity)),
        "fictional": live.seminar.fictional,
    }
    return render(request, "seminars/tables/notes.html", about, status=status)


@require_POST
def begin(request, code, number):
    live = live_of(code)
    if live is None:
        return unknown(request, code)
    table = get_object_or_404(live.seminar.tables.select_related("project"), number=number)
    phone = phone_of(request, live)
    secret = (
        phone.secret if phone else secrets.opened(request.COOKIES.get(secrets.COOKIE, "")) or secrets.new_secret()
    )
    notes.take_notes(live, secret, table)
    answer = redirect("seminars:notes", code, number)
    keep_secret(answer, secret)
    return answer


@require_POST
def note(request, code, number):
    live = live_of(code)
    if live is None:
        return unknown(request, code)
    table = get_object_or_404(live.seminar.tables.select_related("project"), number=number)
    phone, activity = phone_of(request, live), asked(request, live)
    if phone is None or phone.device.table != table.number or activity is None:
        return refused(request, live, table, _("Say first that you take notes for this table."), 401)
    activity.seminar = live.seminar
    form = NoteForm(request.POST, request.FILES, activity=activity)
    if not form.is_valid():
        return mended(request, live, table, activity, form)
    try:
        notes.note(phone, activity, table, token=form.cleaned_data["token"], **form.told())
    except (files.Unacceptable, Unfit) as error:
        form.add_error(None, str(error))
        return mended(request, live, table, activity, form)
    except answering.NotTaken as error:
        return refused(request, live, table, str(error), 409)
    if wants_json(request):
        return JsonResponse({"received": True})
    messages.success(request, _("Received, thank you. You can write another one."))
    kept = f"&column={form.cleaned_data['column']}" if form.cleaned_data.get("column") else ""
    return redirect(f"{reverse('seminars:notes', args=[code, number])}?atelier={activity.pk}{kept}")


def mended(request, live, table, activity, form):
    if wants_json(request):
        return JsonResponse({"errors": [str(error) for told in form.errors.values() for error in told]}, status=422)
    return written(request, live, table, activity, form, status=422)


def refused(request, live, table, said, status):
    if wants_json(request):
        return JsonResponse({"refused": said}, status=status)
    messages.error(request, said)
    return redirect("seminars:notes", live.code, table.number)
