"""What the applicants send back when something is missing: the questions asked, and nothing else."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.selection import rules
from levain.selection.forms.admission import AnswerForm
from levain.selection.forms.correction import CorrectionStep
from levain.selection.models import CorrectionRequest, StateChanged
from levain.selection.services import admission as services
from levain.selection.services import corrections
from levain.selection.services.answers import response_of


def correct(request, slug, reference):
    asked = CorrectionRequest.objects.filter(application__call__slug=slug, application__reference=reference)
    asked = asked.select_related("application__call__cohort__programme", "asked_by", "answered_by")
    found = asked.first() or get_object_or_404(asked)
    require(rules.can_read_correction(request.user, found))
    may_correct = rules.can_correct(request.user, found)
    form = answers = None
    if request.method == "POST":
        require(may_correct)
    if may_correct:
        form = AnswerForm(request.POST or None, initial={"version": found.version})
        answers = _answers(request, found)
    if request.method == "POST" and _sent(request, found, form, answers):
        return redirect(found)
    context = {
        "request_made": found,
        "application": found.application,
        "call": found.application.call,
        "form": form,
        "answers": answers,
        "may_correct": may_correct,
        "uses_htmx": bool(answers and answers.uses_htmx),
        "late": timezone.now() > found.due,
        "fictional": found.application.fictional,
    }
    return render(request, "selection/correction.html", context)


def _answers(request, found):
    """The questions asked that this person fills, as one form; None when none is."""
    response = response_of(found.application) if found.questions else None
    if response is None:
        return None
    sent = {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}
    parts = corrections.parts_of(request.user, found.application)
    step = CorrectionStep(response, codes=found.questions, parts=parts, user=request.user, **sent)
    return step if step.lines else None


def _sent(request, found, form, answers) -> bool:
    """Keep what stands; send it back only when that was the button."""
    stands = form.is_valid()
    try:
        if answers is not None:
            mended = answers.is_valid()
            saved = corrections.save(found, answers, by=request.user)
            answers.show(saved)
            if not (mended and saved) or answers.reshaped:
                return False
        if not stands:
            return False
        if "keep" in request.POST:
            messages.success(request, _("Kept. It is not sent yet: send it when you are ready."))
            return True
        services.answer_correction(found, by=request.user, **form.cleaned_data)
    except (StateChanged, services.TooLate, services.AlreadyAnswered, ChangedSince) as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Sent. The team of the call looks at it and tells you."))
    return True
