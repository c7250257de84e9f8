"""The surveys of a cohort, for its team: prepare, open, ask, remind, count, publish."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from levain.evaluation import burden, floors, rules
from levain.evaluation.forms import CountForm, DatesForm, InviteForm, SurveyForm
from levain.evaluation.models import Survey
from levain.evaluation.services import survey_people as people
from levain.evaluation.services import surveys as services
from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.programmes.models import Cohort
from levain.questionnaires.services import NotPublished


def cohort_or_404(slug) -> Cohort:
    return get_object_or_404(Cohort.objects.select_related("programme"), slug=slug)


def survey_or_404(pk) -> Survey:
    return get_object_or_404(Survey.objects.whole(), pk=pk)


def surveys(request, slug):
    cohort = cohort_or_404(slug)
    require(rules.can_run_surveys(request.user, cohort))
    found = list(
        Survey.objects.filter(cohort=cohort)
        .select_related("project", "revision")
        .annotate(asked=Count("invitees"), told=Count("invitees", filter=Q(invitees__answered=True)))
        .order_by("-opens_on", "title", "pk")
    )
    handed = services.answered_of(found)
    for survey in found:
        survey.n = handed.get(survey.pk, 0)
    context = {"cohort": cohort, "surveys": found, "heavy": burden.heavy(cohort), "limit": burden.LIMIT}
    return render(request, "evaluation/surveys.html", context | {"fictional": cohort.fictional})


def new_survey(request, slug):
    cohort = cohort_or_404(slug)
    require(rules.can_run_surveys(request.user, cohort))
    form = SurveyForm(request.POST or None, cohort=cohort)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.prepare(
                cohort,
                form.cleaned_data["questionnaire"],
                by=request.user,
                projects=form.asked_about(),
                token=form.cleaned_data["token"],
                **form.told(),
            )
        except (services.WrongPromise, NotPublished) as refusal:
            form.add_error("promise", str(refusal))
        else:
            messages.success(request, _("The survey is ready. Nobody is asked before you open it."))
            return redirect(made[0] if len(made) == 1 else "evaluation:surveys", *([] if len(made) == 1 else [slug]))
    context = {"cohort": cohort, "form": form, "fictional": cohort.fictional}
    return render(request, "evaluation/survey_new.html", context)


def survey(request, pk):
    found = survey_or_404(pk)
    require(rules.can_run_survey(request.user, found))
    invitees = found.invitees.aggregate(
        asked=Count("pk"),
        sent=Count("pk", filter=Q(invited_on__isnull=False)),
        told=Count("pk", filter=Q(answered=True)),
    )
    context = {
        "survey": found,
        "cohort": found.cohort,
        "n": services.answered(found),
        "invitees": invitees,
        "waited": [] if found.anonymous else list(people.to_remind(found)[:50]),
        "promise": floors.promise_told(found),
        "least": floors.least(found),
        "address": request.build_absolute_uri(found.path),
        "may_change": rules.can_change_survey(request.user, found),
        "may_open": rules.can_open_survey(request.user, found),
        "may_invite": rules.can_invite(request.user, found),
        "may_type": rules.can_type_in(request.user, found),
        "may_count": rules.can_count_survey(request.user, found),
        "may_publish": rules.can_publish_survey(request.user, found),
        "count_form": CountForm(survey=found) if rules.can_count_survey(request.user, found) else None,
        "fictional": found.fictional,
    }
    return render(request, "evaluation/survey.html", context)


def edit_survey(request, pk):
    found = survey_or_404(pk)
    require(rules.can_change_survey(request.user, found))
    form = DatesForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            services.change(found, version=form.cleaned_data["version"] or 0, by=request.user, **form.told())
        except (ChangedSince, services.StateChanged) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The survey is changed."))
            return redirect(found)
    context = {"survey": found, "cohort": found.cohort, "form": form, "fictional": found.fictional}
    return render(request, "evaluation/survey_edit.html", context)


@require_POST
def open_survey(request, pk):
    found = survey_or_404(pk)
    require(rules.can_open_survey(request.user, found))
    return _done(request, found, lambda: services.open_(found, by=request.user), _("The survey is open."))


@require_POST
def count_survey(request, pk):
    found = survey_or_404(pk)
    require(rules.can_count_survey(request.user, found))
    form = CountForm(request.POST, survey=found)
    if not form.is_valid():
        messages.error(request, _("This question does not tell the answers apart."))
        return redirect(found)
    by = form.cleaned_data["breakdown"]
    said = _("The answers are counted. No other is taken.")
    return _done(request, found, lambda: services.count(found, by=request.user, breakdown=by), said)


@require_POST
def publish_survey(request, pk):
    found = survey_or_404(pk)
    require(rules.can_publish_survey(request.user, found))
    shown = request.POST.get("shown") != "no"
    said = _("Everyone may read the results.") if shown else _("The results are no longer public.")
    return _done(request, found, lambda: services.publish(found, by=request.user, shown=shown), said)


def _done(request, found, deed, said):
    try:
        deed()
    except services.StateChanged as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect(found)


def invite(request, pk):
    found = survey_or_404(pk)
    require(rules.can_invite(request.user, found))
    there = set(found.invitees.values_list("person", flat=True))
    offered = [one for one in people.candidates(found) if one.person.pk not in there]
    form = InviteForm(request.POST or None, offered=offered)
    if request.method == "POST" and form.is_valid():
        n = people.invite(found, form.chosen(), form.cleaned_data["addresses"], by=request.user)
        messages.success(request, ngettext("%(n)d person added.", "%(n)d people added.", n) % {"n": n})
        return redirect(found)
    context = {
        "survey": found,
        "cohort": found.cohort,
        "form": form,
        "heavy": burden.over(burden.load(found.cohort), [one.person.pk for one in offered], found),
        "limit": burden.LIMIT,
        "fictional": found.fictional,
    }
    return render(request, "evaluation/survey_invite.html", context)


@require_POST
def send_survey(request, pk):
    """The letters leave; again, only to those who had none."""
    found = survey_or_404(pk)
    require(rules.can_invite(request.user, found))
    if found.state != Survey.State.OPEN:
        messages.error(request, _("Open the survey before you write to people."))
    else:
        n = people.send(found, by=request.user)
        messages.success(request, ngettext("%(n)d letter leaves.", "%(n)d letters leave.", n) % {"n": n})
    return redirect(found)


@require_POST
def remind_survey(request, pk):
    found = survey_or_404(pk)
    require(rules.can_invite(request.user, found))
    n = people.remind(found, by=request.user)
    messages.success(request, ngettext("%(n)d reminder leaves.", "%(n)d reminders leave.", n) % {"n": n})
    return redirect(found)


def asked(request, slug):
    """What is asked of each person, all instruments together."""
    cohort = cohort_or_404(slug)
    require(rules.can_run_surveys(request.user, cohort))
    page = Paginator(burden.loads(cohort), 60).get_page(request.GET.get("page"))
    context = {"cohort": cohort, "page": page, "limit": burden.LIMIT, "fictional": cohort.fictional}
    return render(request, "evaluation/asked.html", context)
