"""What was done for a project, supports followed and offered to several, and what the State did."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.foundation.verdicts import require
from levain.people.models import Organisation
from levain.programmes.models import Cohort
from levain.projects.models import Project
from levain.projects.rules import audiences_read
from levain.projects.views import project_or_404
from levain.support import rules, state_deeds
from levain.support.forms import facilitation as forms
from levain.support.models import Contact, Facilitation, Need, PeerHelp, Proposal, Support
from levain.support.services import facilitation as services
from levain.support.services.needs import meet
from levain.support.views import audiences_offered, numbered, one_gesture

A_PAGE = 20
MOST_NEEDS = 60


def facilitations(request, slug):
    project = project_or_404(slug)
    require(rules.can_list_contacts(request.user, project))
    read = project.facilitations.filter(audience__in=audiences_read(request.user, project))
    page = Paginator(read.select_related("by", "service", "obstacle", "need"), A_PAGE).get_page(
        request.GET.get("page")
    )
    for gesture in page:
        gesture.project = project
        gesture.may_tell = rules.can_tell_unblocked(request.user, gesture)
    context = {"project": project, "page": page, "may_record": rules.can_record_gesture(request.user, project)}
    return render(request, "support/facilitations.html", context | {"fictional": project.fictional})


def gesture_new(request, slug):
    project = project_or_404(slug)
    require(rules.can_record_gesture(request.user, project))
    offered = audiences_offered(request.user, project)
    read = audiences_read(request.user, project)
    called = numbered(project.contacts.filter(audience__in=read), request.GET.get("appel"))
    around = numbered(project.obstacles.filter(audience__in=read), request.GET.get("obstacle"))
    form = forms.GestureForm(
        request.POST or None,
        needs=project.needs.filter(audience__in=read),
        obstacles=project.obstacles.filter(audience__in=read),
        offered=offered,
        initial={"obstacle": around, **(_told(called) if called else {})},
    )
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        service = _service_of(request.user, project)
        [made] = services.record_gesture(
            [project], by=request.user, on=said.pop("happened_on"), service=service, **said
        )
        messages.success(request, _("It is recorded: the project and its adviser have been told."))
        return redirect(made)
    context = {"project": project, "form": form, "offered": offered, "fictional": project.fictional}
    return render(request, "support/gesture_new.html", context)


def _told(contact: Contact) -> dict:
    """What a contact already says of the gesture."""
    return {"text": contact.text, "with_whom": contact.with_whom, "happened_on": contact.happened_on}


def _service_of(user, project: Project) -> Organisation | None:
    """The State service in whose name she acts, the one that covers the project first."""
    mine = Organisation.objects.filter(pk__in=rules.services_of(user))
    covering = mine.filter(territories__inner_links__inner__in=project.communes.all())
    return covering.first() or mine.first()


def unblocked(request, pk):
    gestures = Facilitation.objects.select_related("project__cohort__programme")
    gesture = get_object_or_404(gestures, pk=pk)
    require(rules.can_tell_unblocked(request.user, gesture))
    form = forms.UnblockedForm(request.POST or None, initial={"words": gesture.unblocked})
    return one_gesture(
        request,
        gesture,
        form,
        lambda: services.tell_unblocked(gesture, by=request.user, words=form.cleaned_data["words"]),
        project=gesture.project,
        words=gesture.text,
        asked=_("What did it unblock?"),
        said=_("Noted. It will count among what was unblocked."),
    )


def follow(request, pk):
    proposals = Proposal.objects.select_related("need__project__cohort__programme", "support")
    proposal = get_object_or_404(proposals, pk=pk)
    require(rules.can_follow_proposal(request.user, proposal))
    form = forms.StepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.follow_proposal(proposal, by=request.user, **form.cleaned_data)
        messages.success(request, _("Noted: everyone sees where the request has got to."))
        return redirect(proposal)
    project = proposal.need.project
    context = {"proposal": proposal, "project": project, "form": form, "steps": proposal.steps.select_related("by")}
    return render(request, "support/follow.html", context | {"fictional": project.fictional})


def offer(request, slug):
    support = get_object_or_404(Support, slug=slug)
    require(rules.can_offer_to_several(request.user, support))
    followed = Project.objects.followed_by(request.user)
    needs = (
        Need.objects.visible_to(request.user)
        .filter(project__in=followed, state__in=[Need.State.QUALIFIED, Need.State.OPEN])
        .exclude(proposals__support=support)
        .select_related("project")
        .order_by("project__name", "-stated_on")
    )
    few = Need.objects.filter(pk__in=list(needs.values_list("pk", flat=True)[:MOST_NEEDS]))
    form = forms.OfferForm(request.POST or None, needs=few.select_related("project").order_by("project__name"))
    if request.method == "POST" and form.is_valid():
        made = services.offer_to_projects(
            support, form.cleaned_data["needs"], why=form.cleaned_data["why"], by=request.user
        )
        said = ngettext("Offered to %(n)d project.", "Offered for %(n)d needs.", len(made))
        messages.success(request, said % {"n": len(made)})
        return redirect(support)
    context = {"support": support, "form": form, "some": few.exists()}
    return render(request, "support/offer.html", context)


def met(request, pk):
    helps = PeerHelp.objects.select_related("need__project__cohort__programme", "project__cohort__programme")
    given = get_object_or_404(helps, pk=pk)
    require(rules.can_date_help(request.user, given))
    form = forms.MetForm(request.POST or None, initial={"on": given.met_on, "words": given.met_words})
    return one_gesture(
        request,
        given,
        form,
        lambda: meet(given, by=request.user, **form.cleaned_data),
        project=given.need.project,
        words=given.text,
        asked=_("A visit, a joint action: when?"),
        said=_("Noted: this meeting between two projects is dated."),
    )


def service_deeds(request, pk):
    service = get_object_or_404(Organisation, pk=pk)
    require(rules.can_read_service_deeds(request.user, service))
    return _deeds(request, str(service), state_deeds.of_service(service, request.user))


def cohort_deeds(request, slug):
    cohort = get_object_or_404(Cohort.objects.select_related("programme"), slug=slug)
    require(rules.can_read_cohort_deeds(request.user, cohort))
    deeds = state_deeds.of_cohort(cohort, request.user)
    return _deeds(request, str(cohort), deeds, place=cohort, fictional=cohort.fictional)


def _deeds(request, whose, deeds, place=None, fictional=False):
    context = {"whose": whose, "deeds": deeds, "place": place, "fictional": fictional or request.user.fictional}
    return render(request, "support/state_deeds.html", context)
