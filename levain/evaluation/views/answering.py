"""Answer a survey without an account: by the link of a poster, or by one's own; staff types in sheets of paper."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from levain.evaluation import floors, rules
from levain.evaluation.models import Survey
from levain.evaluation.services import survey_answers as services
from levain.evaluation.services import survey_people as people
from levain.evaluation.views.surveys import survey_or_404
from levain.foundation.verdicts import require
from levain.questionnaires.forms import Sitting, StepForm
from levain.questionnaires.models import Response
from levain.questionnaires.services import Asked, Closed, Incomplete, Sheet, save_step

# This very browser has answered: said to her, known to nobody else.
COOKIE, DAYS = "levain-survey-%s", 60


@never_cache
def answer_survey(request, token):
    """The key of a survey is for everybody; a longer link is one person's."""
    found = Survey.objects.whole().filter(key=token).first()
    invitee = None if found else people.invitee_of(token)
    if found is None and invitee is None:
        return render(request, "evaluation/answer_unknown.html", {}, status=404)
    if found and not found.anonymous:
        # Its people have each a link of their own: this one only says so.
        return render(request, "evaluation/answer_closed.html", {"survey": found, "own_link": True})
    found = found or invitee.survey
    if not found.takes_answers() or (invitee and invitee.answered):
        context = {"survey": found, "answered": bool(invitee and invitee.answered), "fictional": found.fictional}
        return render(request, "evaluation/answer_closed.html", context)
    if found.named:
        return _named(request, found, invitee, token)
    if found.anonymous and request.method == "GET" and "encore" not in request.GET and _has_answered(request, found):
        return render(request, "evaluation/answer_again.html", {"survey": found, "fictional": found.fictional})
    return _unnamed(request, found, invitee, reverse("evaluation:answer_thanks", args=[found.key]))


def answer_thanks(request, token):
    found = get_object_or_404(Survey.objects.whole(), key=token)
    return render(request, "evaluation/answer_thanks.html", {"survey": found, "fictional": found.fictional})


def _has_answered(request, survey) -> bool:
    return request.COOKIES.get(COOKIE % survey.key) == "1"


def _unnamed(request, survey, invitee, after, *, paper=False):
    """Nothing is kept before the last step; the answers wait in the page."""
    response = Response(
        revision=survey.revision, anonymous=True, lists=survey.lists, language=survey.revision.language
    )
    about = f"survey-{survey.pk}-{invitee.pk if invitee else ''}"
    sitting = Sitting(response, request.POST.get("told", ""), salt=about, moment=survey.moment)
    steps = sitting.sections
    step = _number(request.POST.get("step", ""), len(steps))
    form = sitting.form(step, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and not form.reshaped:
        sitting.keep(form)
        lacking = _lacking(sitting, form)
        if "back" in request.POST:
            step, form = max(0, step - 1), None
        elif lacking:
            for one in lacking:
                form.add_error(one.question.code if one.question.code in form.fields else None, one.why)
        elif step + 1 < len(sitting.sections):
            step, form = step + 1, None
        else:
            return _handed_in(request, survey, sitting, invitee, after, paper=paper)
        form = form or sitting.form(step)
    context = _page(survey, form, step, sitting.sections) | {"told": sitting.text, "paper": paper, "invitee": invitee}
    return render(request, "evaluation/answer.html", context)


def _lacking(sitting, form):
    """What must be answered on this page before the next."""
    here = {line.question.code for line in form.places.values()}
    return [one for one in sitting.missing if one.question.code in here]


def _handed_in(request, survey, sitting, invitee, after, *, paper):
    try:
        services.hand_in(survey, sitting.given, once=sitting.once, invitee=invitee, paper=paper)
    except (services.NotOpen, services.AlreadyAnswered) as refusal:
        messages.error(request, str(refusal))
        return redirect(request.path)
    answer = redirect(after)
    if not paper and survey.anonymous:
        secure = request.is_secure()
        answer.set_cookie(COOKIE % survey.key, "1", 86400 * DAYS, secure=secure, httponly=True, samesite="Lax")
    return answer


def _number(said, most) -> int:
    return min(int(said), most - 1) if said.isascii() and said.isdigit() and len(said) < 4 else 0


def _page(survey, form, step, sections) -> dict:
    section = sections[step]
    return {
        "survey": survey,
        "form": form,
        "step": step,
        "number": step + 1,
        "of": len(sections),
        "section": section,
        "last": step + 1 == len(sections),
        "promise": floors.promise_told(survey),
        "uses_htmx": form.uses_htmx,
        "fictional": survey.fictional,
    }


def _named(request, survey, invitee, token, *, paper=False):
    """Kept step by step, so that she may stop and come back by the same link; begun with what is known."""
    response = (
        services.begin(invitee) if request.method == "POST" else invitee.response or _not_begun(survey, invitee)
    )
    sheet = Sheet.of(response, Asked(survey.revision, survey.moment)) if response.pk else _empty(response, survey)
    sections = [one for one in sheet.asked.sections if one is None or sheet.holds(one.condition)]
    step = _number(request.POST.get("step", ""), len(sections))
    by = request.user if request.user.is_authenticated else invitee.person
    form = StepForm(
        response, sections[step], data=request.POST or None, files=request.FILES or None, user=by, sheet=sheet
    )
    if request.method == "POST":
        valid = form.is_valid()
        try:
            saved = save_step(response, form, by=by)
        except Closed as refusal:
            messages.error(request, str(refusal))
            return redirect(request.path)
        form.show(saved)
        if valid and saved and not form.reshaped:
            if "later" in request.POST:
                messages.success(request, _("Your answers are kept. Come back by the same link."))
                return redirect(request.get_full_path())
            if step + 1 < len(sections) and "back" not in request.POST:
                step += 1
            elif "back" in request.POST:
                step = max(0, step - 1)
            else:
                return _named_handed_in(request, survey, invitee, form, sections, step, by, paper=paper)
            fresh = Sheet.of(response, sheet.asked)
            form = StepForm(response, sections[step], user=by, sheet=fresh)
    context = _page(survey, form, step, sections) | {"invitee": invitee, "paper": paper, "kept": True}
    return render(request, "evaluation/answer.html", context)


def _not_begun(survey, invitee) -> Response:
    return Response(revision=survey.revision, lists=services.prefill.lists_for(invitee))


def _empty(response, survey) -> Sheet:
    return Sheet(response, Asked(survey.revision, survey.moment), {}, [])


def _named_handed_in(request, survey, invitee, form, sections, step, by, *, paper):
    try:
        services.hand_in_named(invitee, by=by, paper=paper)
    except Incomplete as refusal:
        for one in refusal.missing:
            field = one.question.code if one.question.code in form.fields else None
            form.add_error(field, one.why if field else f"{one.question.text_shown} {one.why}")
    except (services.NotOpen, services.AlreadyAnswered) as refusal:
        form.add_error(None, str(refusal))
    else:
        if paper:
            messages.success(request, _("The sheet is kept."))
            return redirect("evaluation:survey_paper", survey.pk)
        return redirect("evaluation:answer_thanks", survey.key)
    context = _page(survey, form, step, sections) | {"invitee": invitee, "paper": paper, "kept": True}
    return render(request, "evaluation/answer.html", context)


def survey_paper(request, pk):
    """Sheets filled in by hand, typed one after the other; with a name, for whom."""
    found = survey_or_404(pk)
    require(rules.can_type_in(request.user, found))
    waited = [] if found.anonymous else list(people.to_type(found))
    invitee = None
    if not found.anonymous:
        wanted = request.GET.get("pour", "")
        invitee = next((one for one in waited if str(one.pk) == wanted), None)
        if invitee is None and wanted:
            raise Http404
        if invitee is None:
            context = {"survey": found, "cohort": found.cohort, "waited": waited, "fictional": found.fictional}
            return render(request, "evaluation/survey_paper.html", context)
        invitee.survey = found
    if found.named:
        return _named(request, found, invitee, "", paper=True)
    return _unnamed(request, found, invitee, reverse("evaluation:survey_paper", args=[pk]) + "?tapee=1", paper=True)
