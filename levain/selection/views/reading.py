"""A file as the jury reads it: the text on one side, the grid on the other, then what the others think."""

from collections import defaultdict
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.design.dates import in_words
from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.selection import rules, services
from levain.selection.forms.jury import MaskForm
from levain.selection.forms.reviews import ArgumentForm, ReopenForm, ReviewForm, StanceForm
from levain.selection.jury_registered import file_name
from levain.selection.models import Application, Mask, Remark, Review, Score
from levain.selection.rules import jury as at_the_jury
from levain.selection.services.copies import copy_of


def file_or_404(pk) -> Application:
    found = Application.objects.select_related("call__cohort__programme", "call__jury", "commune__successor")
    return get_object_or_404(found, pk=pk)


def read(request, pk):
    """The reviewer's screen; sent, it keeps or gives the review."""
    application = file_or_404(pk)
    standing = at_the_jury.standing(request.user, application)
    require(at_the_jury.opens(standing))
    may_score = at_the_jury.scores(standing)
    criteria = list(application.call.criteria.all())
    form = review = None
    if may_score:
        review = _review(standing)
        form = ReviewForm(request.POST or None, criteria=criteria, initial=ReviewForm.told(review, criteria))
        if request.method == "POST" and form.is_valid() and (answer := _keep(request, review, form)):
            return answer
    elif request.method == "POST":
        require(may_score)
    others = _others(request.user, application, standing, criteria)
    context = {
        **_file(application, standing.jury),
        **others,
        "form": form,
        "review": review,
        "may_score": may_score,
        "own": None if form else _own(standing, others["reviews"], criteria),
        "fictional": application.fictional,
        "wide": True,
    }
    return render(request, "selection/jury/file.html", context, status=409 if _clashed(form) else 200)


def _clashed(form) -> bool:
    return bool(form) and form.has_error("version", "clash")


def _review(standing) -> Review | None:
    if standing.review is None:
        return None
    found = Review.objects.select_related("application__call__cohort__programme", "juror")
    return found.prefetch_related("scores", "remarks").get(pk=standing.review)


def _keep(request, review, form):
    """Keep what was typed; give the review if that button was pressed. None when it stands no longer."""
    try:
        services.save_review(
            review, form.cleaned_data["version"], scores=form.scores(), remarks=form.remarks(), by=request.user
        )
        if "give" in request.POST:
            services.submit_review(review, by=request.user)
    except services.ReviewIncomplete as refusal:
        for code in refusal.criteria:
            form.add_error(f"level_{code}", _("Give a level, or abstain and say why."))
        form.data = form.data.copy()
        form.data["version"] = review.version
        return None
    except ChangedSince as refusal:
        form.add_error("version", ValidationError(str(refusal), code="clash"))
        return None
    except services.ReviewClosed as refusal:
        messages.error(request, str(refusal))
        return redirect("selection:jury_file", review.application_id)
    if "give" in request.POST:
        messages.success(request, _("Your review is given. Thank you."))
        return redirect("selection:jury_files", review.application.call.slug)
    messages.success(request, _("Your review is kept. You can come back to it on any device."))
    return redirect("selection:jury_file", review.application_id)


@require_POST
def save(request, pk):
    """What the page keeps by itself while one writes: answers with the version kept, or says why not."""
    application = file_or_404(pk)
    standing = at_the_jury.standing(request.user, application)
    if not (may := at_the_jury.scores(standing)):
        return JsonResponse({"refused": may.reason}, status=403)
    review = _review(standing)
    form = ReviewForm(request.POST, criteria=application.call.criteria.all())
    if not form.is_valid():
        mistakes = [
            f"{form.fields[name].label} : {error}" for name, all_of in form.errors.items() for error in all_of
        ]
        return JsonResponse({"refused": " ".join(mistakes)}, status=400)
    try:
        services.save_review(
            review, form.cleaned_data["version"], scores=form.scores(), remarks=form.remarks(), by=request.user
        )
    except (ChangedSince, services.ReviewClosed) as refusal:
        return JsonResponse({"refused": str(refusal)}, status=409)
    hour = in_words(timezone.localtime(), "TIME_FORMAT")
    return JsonResponse({"version": review.version, "said": _("Kept at %(hour)s.") % {"hour": hour}})


def _file(application, jury) -> dict:
    copy = copy_of(application, blind=jury.names_hidden)
    return {
        "application": application,
        "call": application.call,
        "jury": jury,
        "name": file_name(application),
        "copy": copy,
        "opinions": [] if jury.names_hidden else application.opinions.given().select_related("service"),
        "blind": jury.names_hidden,
    }


def _own(standing, reviews, criteria) -> dict | None:
    """What she gave, or had begun when the time came to deliberate, read again."""
    if standing.review is None:
        return None
    review = next((review for review in reviews if review.pk == standing.review), None)
    if review is None:
        review = _review(standing)
        review.by_criterion = {score.criterion_id: score for score in review.scores.all()}
        review.said = list(review.remarks.all())
    return {"review": review, "rows": [(one, review.by_criterion.get(one.pk)) for one in criteria]}


def _others(user, application, standing, criteria) -> dict:
    """The reviews given by the others and the discussion, each under its own rule."""
    may_see = at_the_jury.sees_scores(standing)
    may_read = at_the_jury.reads_discussion(standing)
    reviews = _given(user, application, criteria) if may_see else []
    arguments = list(application.arguments.select_related("author")) if may_read else []
    sides: dict[int, dict[int, object]] = defaultdict(dict)
    for argument in arguments:
        if argument.about_id:
            sides[argument.about_id][argument.author_id] = argument
    for review in reviews:
        last = list(sides[review.pk].values())
        review.agree = [side for side in last if side.agrees]
        review.disagree = [side for side in last if not side.agrees]
        review.others = review.juror_id != user.pk
    return {
        "may_see": may_see,
        "may_read": may_read,
        "may_discuss": at_the_jury.discusses(standing),
        "may_reopen": rules.can_lead_jury(user, application.call) and not standing.jury.has_reached("deliberate"),
        "reviews": reviews,
        "rows": _rows(reviews, criteria),
        "said": [argument for argument in arguments if not argument.about_id],
        "argument_form": ArgumentForm(initial={"token": uuid4()}),
    }


def _given(user, application, criteria) -> list[Review]:
    """The reviews that count, one's own first: their scores and remarks in two queries."""
    counting = Review.objects.counting().filter(application=application)
    names = {criterion.pk: criterion.label for criterion in criteria}
    reviews: dict[int, Review] = {}
    for score in Score.objects.filter(review__in=counting).select_related("review__juror").order_by("criterion"):
        review = reviews.setdefault(score.review_id, score.review)
        review.by_criterion = getattr(review, "by_criterion", {}) | {score.criterion_id: score}
    for review in reviews.values():
        review.said, given = [], review.by_criterion
        review.words = [(names[pk], given[pk]) for pk in names if pk in given and given[pk].reason]
    for remark in Remark.objects.filter(review__in=reviews).order_by("pk"):
        reviews[remark.review_id].said.append(remark)
    return sorted(reviews.values(), key=lambda review: (review.juror_id != user.pk, review.submitted_at))


def _rows(reviews, criteria) -> list[tuple]:
    """For each criterion, each juror's level and the mean of those who gave one."""
    rows = []
    for criterion in criteria:
        scores = [review.by_criterion.get(criterion.pk) for review in reviews]
        levels = [score.level for score in scores if score and score.level is not None]
        rows.append((criterion, scores, sum(levels) / len(levels) if levels else None))
    return rows


def blind_copy(request, pk):
    """What the jury will read when names are hidden, with what hides them; the team adds words to hide."""
    application = file_or_404(pk)
    require(rules.can_read_blind_copy(request.user, application))
    may_add = rules.can_prepare_copy(request.user, application)
    form = MaskForm(request.POST or None)
    if request.method == "POST":
        require(may_add)
        if form.is_valid():
            services.mask(application, form.cleaned_data["words"], by=request.user)
            return redirect("selection:blind_copy", pk)
    context = {
        "application": application,
        "call": application.call,
        "copy": copy_of(application, blind=True),
        "masks": application.masks.all(),
        "form": form,
        "may_add": may_add,
        "fictional": application.fictional,
    }
    return render(request, "selection/jury/copy.html", context)


@require_POST
def unmask(request, pk, mask):
    masks = Mask.objects.select_related("application__call__cohort__programme", "application__call__jury")
    found = get_object_or_404(masks, application=pk, pk=mask)
    require(rules.can_prepare_copy(request.user, found.application))
    services.unmask(found, by=request.user)
    return redirect("selection:blind_copy", pk)


@require_POST
def argue(request, pk):
    application = file_or_404(pk)
    require(rules.can_discuss(request.user, application))
    form = ArgumentForm(request.POST)
    if form.is_valid():
        services.argue(application, by=request.user, **form.cleaned_data)
        return redirect(reverse("selection:jury_file", args=[pk]) + "#discussion")
    return render(
        request, "selection/jury/argue.html", {"form": form, "application": application, **_named(application)}
    )


def _named(application) -> dict:
    return {"call": application.call, "name": file_name(application), "fictional": application.fictional}


def _review_or_404(pk) -> Review:
    found = Review.objects.select_related("application__call__cohort__programme", "application__call__jury", "juror")
    return get_object_or_404(found, pk=pk)


@require_POST
def take_side(request, pk):
    review = _review_or_404(pk)
    require(rules.can_see_review(request.user, review))
    require(rules.can_discuss(request.user, review.application))
    form = StanceForm(request.POST)
    if form.is_valid():
        agrees = form.cleaned_data["agrees"] == "yes"
        services.take_side(review, by=request.user, agrees=agrees, text=form.cleaned_data["text"])
        return redirect(reverse("selection:jury_file", args=[review.application_id]) + f"#avis-{review.pk}")
    return HttpResponse(status=400)


def reopen(request, pk):
    """Give a review back to its juror, with a reason."""
    review = _review_or_404(pk)
    require(rules.can_reopen(request.user, review))
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.reopen_review(review, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The review is open again: its juror is told."))
        return redirect("selection:jury", review.application.call.slug)
    return render(
        request, "selection/jury/reopen.html", {"form": form, "review": review, **_named(review.application)}
    )
