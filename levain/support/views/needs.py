from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, prefetch_related_objects
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.people.models import RoleCode
from levain.projects.models import Project
from levain.projects.rules import THE_COLLECTIVE, audiences_read
from levain.projects.views import by_script, project_or_404
from levain.support import diagnosis, rules, typical_needs
from levain.support.forms.needs import CloseForm, EditNeedForm, HelpForm, NeedForm, QualifyForm
from levain.support.forms.proposals import FIRST_ANSWERS, LATER_ANSWERS
from levain.support.models import Facilitation, Need, PeerHelp, Proposal, Referral
from levain.support.services import needs as services
from levain.support.story import story
from levain.support.views import audiences_offered, bring_up_to_date, need_or_404, numbered, team_of
from levain.support.vocabularies import THEMES
from levain.support.waiting import all_waits, waits_for, with_waits


def needs(request, slug):
    project = project_or_404(slug)
    require(rules.can_list_needs(request.user, project))
    read = Need.objects.filter(project=project, audience__in=audiences_read(request.user, project))
    page = Paginator(read, 20).get_page(request.GET.get("page"))
    page.object_list = with_waits(page.object_list)
    for need in page:
        need.project = project
        need.wait = waits_for(need)
    context = {"project": project, "page": page, "fictional": project.fictional}
    return render(request, "support/needs.html", context | {"may_state": rules.can_state_need(request.user, project)})


def need_new(request, slug):
    project = project_or_404(slug)
    require(rules.can_state_need(request.user, project))
    offered = audiences_offered(request.user, project)
    for_someone = rules.states_for_someone(request.user, project)
    team = team_of(project, *THE_COLLECTIVE, RoleCode.LOCAL_AUTHORITY)
    obstacles = project.obstacles.filter(audience__in=audiences_read(request.user, project), lifted_on=None)
    form = NeedForm(
        request.POST or None,
        by=request.user,
        offered=offered,
        team=team,
        for_someone=for_someone,
        obstacles=obstacles,
        initial=_start(request, obstacles),
    )
    if request.method == "POST" and form.is_valid():
        need = services.state_need(project, by=request.user, **form.told())
        messages.success(request, _("Your need is written. The adviser has been told."))
        to = need.get_absolute_url()
        return JsonResponse({"to": to}) if by_script(request) else redirect(to)
    context = {"project": project, "form": form, "offered": offered, "fictional": project.fictional}
    typical = typical_needs.from_stage(project.stage) if request.method == "GET" else []
    return render(request, "support/need_new.html", context | {"typical": typical})


def _start(request, obstacles):
    """Blank, from an obstacle, from a signal of the starting point, or from a need that others have had."""
    obstacle = numbered(obstacles, request.GET.get("obstacle"))
    if obstacle:
        return {"obstacle": obstacle.pk, "blocks": obstacle.text, "tried": obstacle.tried}
    start = diagnosis.find(request.GET.get("signal", "")) or typical_needs.find(request.GET.get("type", ""))
    return start.initial if start else {}


def need(request, pk):
    found = need_or_404(request, pk)
    prefetch_related_objects(
        [found],
        Prefetch("proposals", Proposal.objects.select_related("support", "proposed_by", "answered_by")),
        Prefetch("referrals", Referral.objects.select_related("service", "asked_by", "replied_by")),
        Prefetch("facilitations", Facilitation.objects.select_related("by")),
        Prefetch("peers", PeerHelp.objects.select_related("project__cohort__programme", "by")),
    )
    followed = [proposal for proposal in found.proposals.all() if proposal.answer not in NOT_ASKED_FOR]
    prefetch_related_objects(followed, "steps")
    for child in (*found.proposals.all(), *found.referrals.all(), *found.peers.all()):
        child.need = found  # what is asked of each text walks back to its project: no need to read it again
    readable = audiences_read(request.user, found.project)
    obstacles = [obstacle for obstacle in found.obstacles.all() if obstacle.audience in readable]
    for obstacle in obstacles:
        obstacle.project = found.project
    gestures = [gesture for gesture in found.facilitations.all() if gesture.audience in readable]
    for gesture in gestures:
        gesture.need, gesture.project = found, found.project
    return render(
        request,
        "support/need.html",
        {
            "need": found,
            "project": found.project,
            "theme": THEMES.get(found.theme, ""),
            "earlier": _earlier(found),
            "waits": all_waits(found),
            "story": story(found, obstacles, _answers(found), gestures, followed),
            "datable": {given.pk for given in found.peers.all() if rules.can_date_help(request.user, given)},
            "proposals": _with_answers(request.user, found),
            "to_reply": [referral for referral in found.referrals.all() if rules.can_reply(request.user, referral)],
            "may": _may(request.user, found),
            "fictional": found.project.fictional,
        },
    )


def _earlier(need):
    """The words that were changed since, on each side."""
    if need.version == 1:
        return {"project": [], "adviser": []}
    rows = list(need.history.order_by("history_id").values_list("in_my_words", "adviser_words"))
    project, adviser = (list(dict.fromkeys(words)) for words in zip(*rows, strict=True))
    return {
        "project": [words for words in project if words != need.in_my_words],
        "adviser": [words for words in adviser if words and words != need.adviser_words],
    }


def _answers(need):
    """Every answer given, the earlier ones read only when there are some."""
    proposals = need.proposals.all()
    if all(proposal.version <= 2 for proposal in proposals):
        return [proposal for proposal in proposals if proposal.answered_on]
    kept = Proposal.history.select_related("answered_by").filter(need_id=need.pk, answered_on__isnull=False)
    return kept.order_by("history_id")


NOT_ASKED_FOR = {Proposal.Answer.WAITING, Proposal.Answer.NOT_FOR_US, Proposal.Answer.DONE_BEFORE}
FOLLOWED = {Proposal.Answer.UNDER_WAY, Proposal.Answer.BLOCKED}


def _with_answers(user, need):
    """The proposals, each with the answers that one tap gives now."""
    for proposal in need.proposals.all():
        asked_for = proposal.answer not in NOT_ASKED_FOR
        proposal.may_follow = asked_for and bool(rules.can_follow_proposal(user, proposal))
        refused = proposal.answer in (Proposal.Answer.NOT_FOR_US, Proposal.Answer.NOT_OBTAINED)
        proposal.may_request = not refused and bool(rules.can_write_request(user, proposal))
        proposal.may_answer = bool(rules.can_answer(user, proposal))
        following = FIRST_ANSWERS if proposal.answer == Proposal.Answer.WAITING else []
        if proposal.answer in FOLLOWED:
            following = [answer for answer in LATER_ANSWERS if answer != proposal.answer]
        proposal.one_tap = [(answer.value, answer.label) for answer in following]
    return list(need.proposals.all())


def _may(user, need):
    return {
        "edit": rules.can_edit_need(user, need),
        "qualify": rules.can_qualify(user, need),
        "agree": rules.can_agree(user, need),
        "propose": rules.can_propose(user, need),
        "refer": rules.can_refer(user, need),
        "close": rules.can_close(user, need),
        "help": rules.can_help(user, need),
        "confirm": rules.can_confirm(user, need),
    }


def need_edit(request, pk):
    found = need_or_404(request, pk)
    require(rules.can_edit_need(request.user, found))
    offered = audiences_offered(request.user, found.project)
    form = EditNeedForm(request.POST or None, offered=offered, initial=EditNeedForm.initial_of(found))
    context = {"need": found, "offered": offered}
    if request.method == "POST" and form.is_valid():
        back_to_adviser = found.state == Need.State.QUALIFIED
        try:
            services.reword(found, by=request.user, **form.cleaned_data)
        except (ChangedSince, services.NeedClosed) as refusal:
            _give_back(form, refusal, context)
        else:
            said = _("Your words are changed; the earlier ones are kept.")
            if back_to_adviser:
                said = _("Your words are changed, and the adviser looks at them again. The earlier ones are kept.")
            messages.success(request, said)
            return redirect(found)
    return _form_page(request, "support/need_edit.html", found, form, context)


def qualify(request, pk):
    found = need_or_404(request, pk)
    require(rules.can_qualify(request.user, found))
    initial = {"adviser_words": found.adviser_words, "theme": found.theme, "version": found.version}
    form = QualifyForm(request.POST or None, themes=THEMES.items(), initial=initial)
    context = {}
    if request.method == "POST" and form.is_valid():
        try:
            services.qualify(found, by=request.user, **form.cleaned_data)
        except (ChangedSince, services.NotTheMoment) as refusal:
            _give_back(form, refusal, context)
        else:
            messages.success(request, _("Written. The project is asked whether these words are right."))
            return redirect(found)
    return _form_page(request, "support/qualify.html", found, form, context)


@require_POST
def confirm(request, pk):
    """A need written in her name: these are her words. To correct them, she changes them."""
    found = need_or_404(request, pk)
    require(rules.can_confirm(request.user, found))
    services.confirm(found, by=request.user)
    messages.success(request, _("Thank you: these words are yours."))
    return redirect(found)


@require_POST
def agree(request, pk):
    found = need_or_404(request, pk)
    require(rules.can_agree(request.user, found))
    version = request.POST.get("version", "")
    try:
        services.agree(found, by=request.user, version=int(version) if version.isdecimal() else None)
    except ChangedSince:
        messages.warning(request, _("The adviser changed these words in the meantime: read them again."))
    except services.NotTheMoment as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Agreed: the adviser now looks for supports with you."))
    return redirect(found)


def close(request, pk):
    found = need_or_404(request, pk)
    require(rules.can_close(request.user, found))
    initial = {"met": found.met, "outcome": found.outcome, "version": found.version}
    form = CloseForm(request.POST or None, initial=initial)
    context = {}
    if request.method == "POST" and form.is_valid():
        try:
            services.close(found, by=request.user, **form.cleaned_data)
        except ChangedSince as refusal:
            _give_back(form, refusal, context)
        else:
            messages.success(request, _("Thank you: what came of this need is kept."))
            return redirect(found)
    return _form_page(request, "support/close.html", found, form, context)


def help_offer(request, pk):
    found = need_or_404(request, pk)
    require(rules.can_help(request.user, found))
    mine = Project.objects.filter(pk__in=[project.pk for project in rules.helpers_of(request.user, found)])
    form = HelpForm(request.POST or None, projects=mine)
    if request.method == "POST" and form.is_valid():
        try:
            services.offer_help(found, by=request.user, **form.cleaned_data)
        except services.NeedClosed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your offer is written. The project has been told."))
            return redirect(found)
    return _form_page(request, "support/help.html", found, form, {})


def _give_back(form, refusal, context):
    """What was typed comes back with the reason; over a newer version, with that version beside it."""
    form.add_error(None, str(refusal))
    if isinstance(refusal, ChangedSince):
        context["current"] = refusal.current
        bring_up_to_date(form, refusal.current.version)


def _form_page(request, template, need, form, context):
    known = {"need": need, "project": need.project, "form": form, "fictional": need.project.fictional}
    return render(request, template, known | context)
