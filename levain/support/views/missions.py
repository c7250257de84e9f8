"""Ad-hoc expertise, from the brief to what both sides say of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation.files import Unacceptable
from levain.foundation.verdicts import require
from levain.people.models import User
from levain.projects.rules import audiences_read
from levain.projects.views import project_or_404
from levain.support import rules
from levain.support.forms import missions as forms
from levain.support.models import Mission, MissionOffer
from levain.support.services import missions as services
from levain.support.services.experts import experts_around, fitting
from levain.support.views import one_gesture
from levain.support.visits import with_visits
from levain.support.vocabularies import THEMES


def missions(request, slug):
    project = project_or_404(slug)
    require(rules.can_list_missions(request.user, project))
    listed = list(project.missions.select_related("expert"))
    for mission in listed:
        mission.project = project
    context = {
        "project": project,
        "missions": with_visits(listed),
        "days_left": services.days_left(project.cohort),
        "envelope": project.cohort.expertise_days,
        "may_record": rules.can_record_mission(request.user, project),
        "may_set_envelope": rules.can_set_envelope(request.user, project.cohort),
        "fictional": project.fictional,
    }
    return render(request, "support/missions.html", context)


def mission_new(request, slug):
    project = project_or_404(slug)
    require(rules.can_record_mission(request.user, project))
    needs = project.needs.filter(audience__in=audiences_read(request.user, project))
    asked = request.GET.get("besoin", "")
    initial = {"need": int(asked) if asked.isdecimal() and len(asked) < 19 else None}
    form = forms.BriefForm(request.POST or None, needs=needs, initial=initial)
    if request.method == "POST" and form.is_valid():
        mission = services.write_brief(project, by=request.user, **form.cleaned_data)
        messages.success(request, _("The brief is written. Choose now to whom it is put."))
        return redirect(mission)
    context = {"project": project, "form": form, "left": services.days_left(project.cohort)}
    return render(request, "support/mission_new.html", context | {"fictional": project.fictional})


def mission_record(request, slug):
    """Agreed by telephone: written down at once, counted like the others."""
    project = project_or_404(slug)
    require(rules.can_record_mission(request.user, project))
    form = forms.RecordForm(request.POST or None, experts=experts_around(project))
    if request.method == "POST" and form.is_valid():
        try:
            mission = services.record_mission(project, by=request.user, **form.cleaned_data)
        except services.EnvelopeEmpty as refusal:
            form.add_error("days", str(refusal))
        else:
            messages.success(request, _("The mission is written. The expert and the project have been told."))
            return redirect(mission)
    context = {"project": project, "form": form, "fictional": project.fictional}
    return render(request, "support/mission_record.html", context)


def _mission(request, pk):
    found = Mission.objects.select_related("project__cohort__programme", "expert", "need")
    mission = get_object_or_404(found.prefetch_related("offers__expert", "documents"), pk=pk)
    require(rules.can_read_mission(request.user, mission))
    return mission


def mission(request, pk):
    found = _mission(request, pk)
    user = request.user
    may_lead = rules.can_lead_mission(user, found)
    offers = list(found.offers.all())
    follows = bool(rules.can_list_missions(user, found.project))
    context = {
        "mission": with_visits([found])[0],
        "project": found.project,
        "theme": THEMES.get(found.theme, ""),
        "offers": offers if follows else [offer for offer in offers if offer.expert_id == user.pk],
        "mine": next((offer for offer in offers if offer.expert_id == user.pk), None),
        "may_answer": any(rules.can_answer_offer(user, offer) for offer in offers),
        "may_lead": may_lead,
        "may_ask": may_lead and found.state in (Mission.State.BRIEF, Mission.State.ASKED),
        "may_agree": may_lead and any(offer.answer == MissionOffer.Answer.YES for offer in offers),
        "may_deliver": rules.can_deliver(user, found),
        "may_appraise": rules.can_appraise(user, found),
        "follows": follows,
        "fictional": found.project.fictional,
    }
    return render(request, "support/mission.html", context)


def ask(request, pk):
    """The shortlist, with why each fits; several may be asked at once."""
    found = _mission(request, pk)
    require(rules.can_lead_mission(request.user, found))
    fits = fitting(found)
    if request.method == "POST":
        ticked = {number for number in request.POST.getlist("expert") if number.isdecimal()}
        chosen = [expert.user for expert, _fit in fits if str(expert.pk) in ticked]
        if chosen and _done(request, services.ask_experts, found, chosen, by=request.user):
            messages.success(request, _("The brief is on its way. Each answers from the mail or from here."))
            return redirect(found)
        if not chosen:
            messages.error(request, _("Nobody was asked: tick at least one person."))
    context = {"mission": found, "project": found.project, "fits": fits, "fictional": found.project.fictional}
    return render(request, "support/mission_ask.html", context)


@require_POST
def answer_offer(request, pk):
    offers = MissionOffer.objects.select_related("mission__project__cohort__programme")
    offer = get_object_or_404(offers, pk=pk)
    require(rules.can_answer_offer(request.user, offer))
    form = forms.OfferAnswerForm(request.POST)
    takes = request.POST.get("answer") == "yes"
    if form.is_valid() and _done(
        request, services.answer_offer, offer, by=request.user, takes=takes, words=form.cleaned_data["words"]
    ):
        messages.success(request, _("Your answer is on its way to the adviser."))
    return redirect(offer.mission)


def _page(request, pk, *, rule, form_class, deed, title, said, **options):
    """One gesture on a mission: its form, its rule, its deed."""
    found = _mission(request, pk)
    require(rule(request.user, found))
    given = {name: make(found) for name, make in options.items()}
    form = form_class(request.POST or None, request.FILES or None, **given)
    return one_gesture(
        request,
        found,
        form,
        lambda: _done(request, deed, found, request.user, form),
        project=found.project,
        words=found.brief,
        asked=title,
        said=said,
    )


def _done(request, deed, *args, **kwargs) -> bool:
    """Do it, or say why it cannot be done."""
    try:
        deed(*args, **kwargs)
    except (services.NotTheMoment, services.EnvelopeEmpty, Unacceptable) as refusal:
        messages.error(request, str(refusal))
        return False
    return True


def agree(request, pk):
    return _page(
        request,
        pk,
        rule=rules.can_lead_mission,
        form_class=forms.AgreementForm,
        deed=lambda mission, user, form: services.agree(mission, by=user, **form.cleaned_data),
        title=_("Agree with an expert"),
        said=_("Agreed. The expert and the project have been told."),
        ready=lambda mission: User.objects.filter(
            mission_offers__mission=mission, mission_offers__answer=MissionOffer.Answer.YES
        ),
        initial=lambda mission: {"days": mission.days},
    )


def plan(request, pk):
    return _page(
        request,
        pk,
        rule=rules.can_deliver,
        form_class=forms.VisitsForm,
        deed=lambda mission, user, form: services.plan_visits(mission, by=user, **form.cleaned_data),
        title=_("Set the days on site"),
        said=_("The dates are set. The project has been told."),
        initial=lambda mission: {"visits": ", ".join(mission.visits)},
    )


def deliver(request, pk):
    return _page(
        request,
        pk,
        rule=rules.can_deliver,
        form_class=forms.DeliverableForm,
        deed=lambda mission, user, form: services.deliver(mission, by=user, **form.cleaned_data),
        title=_("Give what the mission produced"),
        said=_("It is with the project. Both sides now say what it was worth."),
        initial=lambda mission: {"deliverable": mission.deliverable},
    )


def appraise(request, pk):
    return _page(
        request,
        pk,
        rule=rules.can_appraise,
        form_class=forms.AppraisalForm,
        deed=lambda mission, user, form: services.appraise(
            mission, by=user, side=rules.appraising_side(user, mission), **form.cleaned_data
        ),
        title=_("Say what the mission was worth"),
        said=_("Thank you: it is kept with the mission."),
    )


def cancel(request, pk):
    return _page(
        request,
        pk,
        rule=rules.can_lead_mission,
        form_class=forms.CancelForm,
        deed=lambda mission, user, form: services.cancel(mission, by=user, **form.cleaned_data),
        title=_("Cancel the mission"),
        said=_("Cancelled. Those who were asked have been told; the days return to the envelope."),
    )
