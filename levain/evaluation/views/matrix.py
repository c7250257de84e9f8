from contextlib import contextmanager

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from levain.evaluation import rules, services
from levain.evaluation.forms import AnswerForm, LinkForm, PlaceForm, QuestionForm, UnlinkForm
from levain.evaluation.logic_drawing import drawing
from levain.evaluation.models import EvaluationQuestion, Framework, FrameworkEdition, LogicLink, LogicNode
from levain.evaluation.sources.sides import checked
from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.programmes.models import Cohort

REFUSALS = (
    *(services.ChangeUnexplained, services.FrameworkReadOnly, services.InUse, services.LinkRefused),
    services.TakenOff,
)


def matrix(request, slug):
    """Questions, criteria, indicators, sources, methods, answers: one row a question."""
    cohort, framework = of_cohort(slug)
    require(rules.can_read_cohort_framework(request.user, cohort))
    questions = framework.questions.select_related("criterion", "answer").prefetch_related("indicators")
    return page(
        request,
        "evaluation/matrix.html",
        cohort,
        framework=framework,
        questions=list(questions),
        editions=framework.editions.select_related("closed_by"),
        may_edit=rules.can_edit_cohort_framework(request.user, cohort),
    )


def new_question(request, slug):
    cohort, framework = of_cohort(slug)
    require(rules.can_edit_cohort_framework(request.user, cohort))
    return _question(request, cohort, framework, None)


def edit_question(request, pk):
    question = _question_or_404(pk)
    require(rules.can_edit_question(request.user, question))
    return _question(request, question.framework.cohort, question.framework, question)


def _question(request, cohort, framework, question):
    used = services.is_used(framework)
    form = QuestionForm(request.POST or None, framework=framework, used=used, question=question)
    dropping = question is not None and "drop" in request.POST
    if request.method == "POST" and (dropping or form.is_valid()):
        with changing(request, form):
            if dropping:
                services.drop_part(question, by=request.user, reason=request.POST.get("reason", ""))
            else:
                told = {name: value for name, value in form.cleaned_data.items() if name != "reason"}
                services.write_question(framework, by=request.user, question=question, reason=form.why(), **told)
            return redirect("evaluation:matrix", cohort.slug)
    return page(request, "evaluation/question_form.html", cohort, form=form, question=question)


def answer(request, pk):
    question = _question_or_404(pk)
    require(rules.can_edit_question(request.user, question))
    held = getattr(question, "answer", None)
    form = AnswerForm(request.POST or None, initial={"text": held.text, "version": held.version} if held else {})
    if request.method == "POST" and form.is_valid():
        told = {"text": form.cleaned_data["text"], "version": form.cleaned_data["version"] or 0}
        try:
            services.answer_question(question, by=request.user, **told)
        except ChangedSince as changed:
            form.add_error(None, f"{changed} « {changed.current.text} »")
            form.data = {**request.POST.dict(), "version": changed.current.version}
        else:
            messages.success(request, _("The answer is kept."))
            return redirect("evaluation:matrix", question.framework.cohort.slug)
    return page(request, "evaluation/question_answer.html", question.framework.cohort, form=form, question=question)


def model(request, slug):
    """The logic model drawn and in a table, and what its check reports."""
    cohort, framework = of_cohort(slug)
    require(rules.can_read_cohort_framework(request.user, cohort))
    report, _kinds = checked(framework)
    targets = Prefetch("leads_to", LogicLink.objects.select_related("target"))
    nodes = list(LogicNode.objects.filter(framework=framework).prefetch_related(targets, "looked_at_by__indicator"))
    return page(
        request,
        "evaluation/logic_model.html",
        cohort,
        framework=framework,
        nodes=nodes,
        drawing=drawing(nodes, report),
        report=report,
        may_edit=rules.can_edit_cohort_framework(request.user, cohort),
    )


def change_model(request, slug):
    """Add a link, take one away, hang an indicator on a box: one form at a time."""
    cohort, framework = of_cohort(slug)
    require(rules.can_edit_cohort_framework(request.user, cohort))
    what = request.GET.get("quoi", "lien")
    if what not in CHANGES:
        raise Http404
    title, kind = CHANGES[what]
    form = kind(request.POST or None, framework=framework, used=services.is_used(framework))
    if request.method == "POST" and form.is_valid():
        with changing(request, form):
            _change(form, request.user)
            return redirect("evaluation:logic_model", slug)
    return page(request, "evaluation/change_model.html", cohort, form=form, title=title)


CHANGES = {
    "lien": (gettext_lazy("Add a link"), LinkForm),
    "retrait": (gettext_lazy("Take a link away"), UnlinkForm),
    "indicateur": (gettext_lazy("Hang an indicator on a box"), PlaceForm),
}


def _change(form, by):
    told, why = form.cleaned_data, {"by": by, "reason": form.why()}
    if "assumption" in told:
        services.link(told["source"], told["target"], assumption=told["assumption"], **why)
    elif "link" in told:
        services.unlink(told["link"], **why)
    else:
        services.place_indicator(told["indicator"], told["node"], **why)


def edition(request, pk):
    """The framework as it was before a change."""
    found = get_object_or_404(
        FrameworkEdition.objects.select_related("framework__cohort__programme", "closed_by"), pk=pk
    )
    require(rules.can_read_edition(request.user, found))
    return page(request, "evaluation/edition.html", found.framework.cohort, edition=found)


@contextmanager
def changing(request, form):
    """Say that the framework is changed, or put on the form what refuses it, with the words of today."""
    try:
        yield
    except ChangedSince as changed:
        form.add_error(None, f"{changed} {_as_it_is(changed.current)}")
        form.data = form.data.copy()
        form.data["opened"] = services.as_opened(changed.current)
    except REFUSALS as error:
        form.add_error(None, str(error))
    else:
        messages.success(request, _("The framework is changed."))


def _as_it_is(part) -> str:
    words = part.text if hasattr(part, "text") else part.label
    return f"« {words} » ({part.criterion})" if hasattr(part, "criterion") else f"« {words} »"


def of_cohort(slug):
    cohort = get_object_or_404(Cohort.objects.select_related("programme"), slug=slug)
    return cohort, get_object_or_404(Framework, cohort=cohort)


def _question_or_404(pk):
    questions = EvaluationQuestion.objects.select_related("framework__cohort__programme", "criterion", "answer")
    return get_object_or_404(questions.filter(framework__cohort__isnull=False), pk=pk)


def page(request, template, cohort, **context):
    return render(request, template, {"cohort": cohort, "fictional": cohort.fictional, **context})
