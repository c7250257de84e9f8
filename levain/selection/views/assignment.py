"""Files given to read: in balance, by territory or theme, one by one, from a table; tried before it is done."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.foundation.verdicts import require
from levain.people.models import User
from levain.selection import rules, services
from levain.selection.forms.assignment import AssignForm, AssignmentFileForm, ReadersForm
from levain.selection.jury_registered import file_name
from levain.selection.models import Conflict, Review
from levain.selection.services import assignment
from levain.selection.views.jury import call_or_404
from levain.selection.views.reading import file_or_404
from levain.territories.models import Territory

WIDE = (Territory.Kind.REGION, Territory.Kind.DEPARTMENT)


def _jurors(call):
    return User.objects.filter(pk__in=[member.user.pk for member in services.members(call)]).order_by("name")


def _territories(call):
    """The regions and departments of the files before the jury."""
    communes = assignment.before_the_jury(call).filter(commune__isnull=False).values("commune")
    found = Territory.objects.filter(kind__in=WIDE, inner_links__inner__in=communes)
    return found.distinct().order_by("-kind", "folded")


def assign(request, slug):
    """What it would do is shown first; the same form, confirmed, does it."""
    call = call_or_404(slug)
    require(rules.can_lead_jury(request.user, call))
    jury = rules.jury_of(call)
    form = AssignForm(request.POST or None, jurors=_jurors(call), territories=_territories(call))
    plan = None
    if request.method == "POST" and form.is_valid():
        plan = _plan(call, jury, form.cleaned_data)
        if "really" in request.POST:
            narrowed = form.cleaned_data["territory"] or form.cleaned_data["theme"]
            how = Review.How.TERRITORY if narrowed else Review.How.BALANCE
            n = services.assign(call, plan.pairs, by=request.user, how=how)
            messages.success(
                request,
                ngettext("%(n)d file has been given to read.", "%(n)d files have been given to read.", n) % {"n": n},
            )
            return redirect("selection:jury", slug)
    context = {
        "call": call,
        "jury": jury,
        "form": form,
        "plan": plan,
        "before_the_jury": plan is None or assignment.before_the_jury(call).exists(),
        "loads": plan.loads(call) if plan else [],
        "fictional": call.fictional,
    }
    return render(request, "selection/jury/assign.html", context)


def _plan(call, jury, asked) -> assignment.Plan:
    files = assignment.before_the_jury(call).order_by("pk")
    if asked["territory"]:
        files = files.filter(commune__outer_links__outer=asked["territory"])
    if asked["theme"]:
        # Written as a list of codes: the same words on both databases.
        files = files.filter(themes__icontains=f'"{asked["theme"]}"')
    each = jury.readers if asked["how"] == AssignForm.BALANCE else None
    return assignment.plan(files, list(asked["jurors"]), each=each, avoid_coincidences=asked["avoid"])


def assign_from_file(request, slug):
    call = call_or_404(slug)
    require(rules.can_lead_jury(request.user, call))
    form = AssignmentFileForm(request.POST or None, request.FILES or None)
    report = None
    if request.method == "POST" and form.is_valid():
        try:
            report = services.assign_from_csv(
                call,
                form.cleaned_data["file"].read(),
                by=request.user,
                dry_run=not form.cleaned_data["really"],
            )
        except services.NotReadable as mistake:
            form.add_error("file", str(mistake))
    context = {"call": call, "form": form, "report": report, "fictional": call.fictional}
    return render(request, "selection/jury/assign_from_file.html", context)


def readers(request, pk):
    """The readers of one file, one by one."""
    application = file_or_404(pk)
    require(rules.can_set_readers(request.user, application))
    call = application.call
    in_conflict = set(Conflict.objects.standing().filter(application=application).values_list("juror", flat=True))
    possible = _jurors(call).exclude(pk__in=in_conflict)
    reviews = list(application.reviews.free().select_related("juror"))
    initial = {"jurors": [review.juror_id for review in reviews]}
    form = ReadersForm(request.POST or None, jurors=possible, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.set_readers(application, list(form.cleaned_data["jurors"]), by=request.user)
        messages.success(request, _("The readers of this file are kept."))
        return redirect("selection:jury", call.slug)
    context = {
        "call": call,
        "name": file_name(application),
        "form": form,
        "given": [review for review in reviews if review.submitted_at],
        "left_out": User.objects.filter(pk__in=in_conflict),
        "fictional": application.fictional,
    }
    return render(request, "selection/jury/readers.html", context)
