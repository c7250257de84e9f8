import re

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.support import rules
from levain.support.forms.proposals import AnswerForm, SearchForm, WhyForm
from levain.support.models import Proposal, Support
from levain.support.services import catalogue
from levain.support.services import proposals as services
from levain.support.services.needs import NeedClosed, NotTheMoment
from levain.support.views import bring_up_to_date, need_or_404
from levain.support.vocabularies import THEMES

SHOWN = 6
LONGEST_SEARCH = 200


def propose(request, pk):
    need = need_or_404(request, pk)
    require(rules.can_propose(request.user, need))
    posted = request.POST if request.method == "POST" else None
    asked = (posted or request.GET).get("q", "")[:LONGEST_SEARCH].strip()
    forms = _choices(need, posted, asked)
    if posted and "search" not in posted and _are_valid(forms) and _proposed(request, need, forms):
        return redirect(need)
    context = {
        "need": need,
        "project": need.project,
        "theme": THEMES.get(need.theme, ""),
        "forms": forms,
        "mistaken": next((form for form in forms if form.is_bound and form.errors), None),
        "search": SearchForm(initial={"q": asked}),
        "nothing_found": bool(asked) and not any(not form.is_bound for form in forms),
        "fictional": need.project.fictional,
    }
    return render(request, "support/propose.html", context)


def _choices(need, posted, asked):
    """One small form for each support shown: what is ticked first, then what was searched, or the best ranked."""
    known = set(need.proposals.values_list("support_id", flat=True))
    found = _searched(need, asked) if asked else catalogue.rank_for(need, top=SHOWN + len(known))
    found = [match for match in found if match.support.pk not in known][:SHOWN]
    chosen = _ticked(posted, known, {match.support.pk: match for match in found}) if posted else []
    shown = {match.support.pk: match for match in [*chosen, *found]}
    return [_form(match, posted) for match in shown.values()]


def _searched(need, asked):
    """The same explanations for what the adviser looks for in her own words."""
    project = need.project
    return catalogue.rank(
        asked,
        commune=list(project.communes.all()),
        beneficiary=catalogue.ACTS_AS.get(project.collective.kind, set()),
        stage=project.stage,
        has_local_authority=True,
        top=SHOWN * 2,
    )


def _ticked(posted, known, explained):
    """The supports ticked on the page, those of an earlier search included."""
    names = (re.fullmatch(r"s([0-9]{1,18})-chosen", name) for name in posted)
    ticked = Support.objects.on_offer().filter(pk__in=[int(name[1]) for name in names if name]).exclude(pk__in=known)
    return [explained.get(support.pk) or catalogue.Match(support, 0, None) for support in ticked]


def _form(match, posted):
    """Bound to what was posted when this support was on the page; prefilled with a sentence to correct otherwise."""
    bound = posted if posted and f"s{match.support.pk}-why" in posted else None
    return WhyForm(bound, match=match, initial={"why": match.proposed})


def _are_valid(forms):
    return all([form.is_valid() for form in forms if form.is_bound])


def _proposed(request, need, forms):
    chosen = [
        (form.support, form.cleaned_data["why"])
        for form in forms
        if form.is_bound and form.cleaned_data.get("chosen")
    ]
    if not chosen:
        messages.error(request, _("Nothing was proposed: tick at least one support."))
        return False
    try:
        made = services.propose(need, chosen, by=request.user)
    except (services.NothingNew, NeedClosed, NotTheMoment) as refusal:
        messages.error(request, str(refusal))
        return isinstance(refusal, services.NothingNew)
    names = ", ".join(proposal.support.name for proposal in made)
    messages.success(request, _("Proposed to the project: %(names)s.") % {"names": names})
    return True


def answer(request, pk):
    """One tap on the page of the need, or here with a word about it."""
    proposals = Proposal.objects.select_related(
        "need__project__cohort__programme", "need__stated_by", "support", "proposed_by"
    )
    proposal = get_object_or_404(proposals, pk=pk)
    require(rules.can_answer(request.user, proposal))
    initial = {
        "answer": proposal.answer,
        "comment": proposal.comment,
        "usefulness": proposal.usefulness or "",
        "version": proposal.version,
    }
    form = AnswerForm(request.POST or None, initial=initial)
    current = None
    if request.method == "POST" and form.is_valid():
        try:
            services.answer(proposal, by=request.user, **_said(form, proposal))
        except ChangedSince as changed:
            current = changed.current
            form.add_error(None, str(changed))
            bring_up_to_date(form, current.version)
        else:
            messages.success(
                request, _("Your answer is kept: %(answer)s.") % {"answer": proposal.get_answer_display()}
            )
            return redirect(proposal)
    context = {"proposal": proposal, "need": proposal.need, "project": proposal.need.project, "current": current}
    return render(
        request, "support/answer.html", context | {"form": form, "fictional": proposal.need.project.fictional}
    )


def _said(form, proposal):
    """A tap without the field keeps what was told of the usefulness before."""
    said = dict(form.cleaned_data)
    if "usefulness" not in form.data:
        said["usefulness"] = proposal.usefulness
    if "comment" not in form.data:
        said["comment"] = proposal.comment
    return said
