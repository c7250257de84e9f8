"""The team composes: what stands above the questions, sections, questions, their order, publishing."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.questionnaires import rules
from levain.questionnaires.forms.composer import NewQuestionForm, PromiseForm, QuestionForm, SectionForm, homes
from levain.questionnaires.models import Immutable, Question, Questionnaire, Revision, Section
from levain.questionnaires.services import checking, composing
from levain.questionnaires.services.publishing import WouldBreak, release
from levain.questionnaires.services.reading import Asked
from levain.questionnaires.services.wording import in_words


def draft_or_404(request, slug) -> Revision:
    """The version being composed, for who may compose it."""
    questionnaire = get_object_or_404(Questionnaire, slug=slug)
    require(rules.can_compose(request.user, questionnaire))
    revision = questionnaire.revisions.filter(published_at=None).first()
    if revision is None:
        raise Http404
    revision.questionnaire = questionnaire
    return revision


def back(revision, anchor="") -> str:
    return reverse("questionnaires:compose", args=[revision.questionnaire.slug]) + (f"#{anchor}" if anchor else "")


def begin(request):
    require(rules.can_begin(request.user))
    language = {"language": (get_language() or "fr")[:2], "anonymous": False}
    for_applications = request.GET.get("pour") == "candidature"
    form = PromiseForm(request.POST or None, initial=language, for_applications=for_applications)
    if request.method == "POST" and form.is_valid():
        try:
            questionnaire = composing.begin(by=request.user, **form.told())
        except composing.TitleTaken as taken:
            form.add_error("title", str(taken))
        else:
            return redirect("questionnaires:compose", questionnaire.slug)
    return render(request, "questionnaires/begin.html", {"form": form, "for_applications": for_applications})


@require_POST
def open_draft(request, slug):
    questionnaire = get_object_or_404(Questionnaire, slug=slug)
    require(rules.can_compose(request.user, questionnaire))
    composing.open_draft(questionnaire, by=request.user)
    return redirect("questionnaires:compose", slug)


def compose(request, slug):
    questionnaire = get_object_or_404(Questionnaire.objects.prefetch_related("revisions"), slug=slug)
    require(rules.can_compose(request.user, questionnaire))
    revision = questionnaire.draft
    if revision is None:
        return redirect(questionnaire)
    revision.questionnaire = questionnaire
    asked = Asked(revision)
    context = {
        "questionnaire": questionnaire,
        "revision": revision,
        "steps": _steps(asked),
        "found": checking.problems(revision, asked),
    }
    return render(request, "questionnaires/compose.html", context)


def _steps(asked):
    """Each section with its questions, blocks with theirs, and when each is asked."""
    for part in [*filter(None, asked.sections), *asked.questions]:
        part.only_if = in_words(asked.tree(part.condition), asked.by_code)
    for question in asked.outer:
        question.repeated = asked.inner_of[question.pk]
    return [(section, asked.of_section(section)) for section in asked.sections]


def promise(request, slug):
    revision = draft_or_404(request, slug)
    form = PromiseForm(request.POST or None, revision=revision)

    def save():
        composing.reword(revision, by=request.user, **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and _saved(request, form, save):
        return redirect(back(revision))
    return _form_page(request, revision, form, _("Title and promise"))


def _saved(request, form, save) -> bool:
    """Save, or say that somebody did meanwhile: what was typed is kept, to be sent again knowingly."""
    try:
        save()
    except ChangedSince as meanwhile:
        form.knows(meanwhile.current.version)
        form.add_error(None, str(meanwhile))
        said = str(meanwhile.current)
        form.add_error(None, _("What it says now: %(words)s") % {"words": said})
        return False
    except Immutable as published:
        form.add_error(None, str(published))
        return False
    messages.success(request, _("Kept."))
    return True


def _form_page(request, revision, form, name, **more):
    context = {"revision": revision, "form": form, "name": name, "back": back(revision), "part": None, "lead": ""}
    return render(request, "questionnaires/compose_form.html", context | more)


def new_section(request, slug):
    revision = draft_or_404(request, slug)
    initial = {"code": composing.free_code(revision.questionnaire, "s")}
    form = SectionForm(request.POST or None, initial=initial)

    def save():
        composing.write_section(revision, None, by=request.user, **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and _saved(request, form, save):
        return redirect(back(revision, f"section-{form.cleaned_data['code']}"))
    return _form_page(request, revision, form, _("A new section"))


def section(request, slug, code):
    revision = draft_or_404(request, slug)
    found = get_object_or_404(revision.sections, code=code)
    found.revision = revision
    form = SectionForm(request.POST or None, section=found)

    def save():
        said = {name: form.cleaned_data[name] for name in ("version", "title", "intro")}
        composing.write_section(revision, found, by=request.user, **said)

    if request.method == "POST" and form.is_valid() and _saved(request, form, save):
        return redirect(back(revision, f"section-{code}"))
    return _form_page(request, revision, form, found.title, **_around(revision, found, "section"))


def _around(revision, part, kind):
    """What else may be done with a section or a question."""
    args = [revision.questionnaire.slug, part.code]
    to = reverse(f"questionnaires:{kind}_translation", args=args)
    others = [(name, f"{to}?langue={code}") for code, name in settings.LANGUAGES if code != revision.language]
    asked = Asked(revision)
    return {
        "part": part,
        "part_name": f"{kind}-{part.pk}",
        "condition": reverse(f"questionnaires:{kind}_condition", args=args),
        "only_if": in_words(asked.tree(part.condition), asked.by_code),
        "translations": others,
    }


def new_question(request, slug):
    revision = draft_or_404(request, slug)
    places = homes(revision, list(revision.questions.all()))
    initial = {"code": composing.free_code(revision.questionnaire), "home": request.GET.get("dans", "")}
    form = NewQuestionForm(request.POST or None, revision=revision, homes=places, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = composing.add_question(revision, by=request.user, **form.cleaned_data)
        except Immutable as published:
            form.add_error(None, str(published))
        else:
            return redirect("questionnaires:question", slug, made.code)
    return _form_page(request, revision, form, _("A new question"))


def question(request, slug, code):
    revision = draft_or_404(request, slug)
    found = get_object_or_404(revision.questions, code=code)
    found.revision = revision
    form = QuestionForm(request.POST or None, question=found, sections=list(revision.sections.all()))

    def save():
        composing.write_question(found, by=request.user, **form.told())

    if request.method == "POST" and form.is_valid() and _saved(request, form, save):
        return redirect(back(revision, f"question-{code}"))
    name = Truncator(found.text).chars(80)
    about = {"lead": _("Answered by: %(kind)s") % {"kind": found.get_kind_display()}}
    return _form_page(request, revision, form, name, **about, **_around(revision, found, "question"))


@require_POST
def arrange(request, slug):
    """Move a section or a question, or take it out: the button says which, as `question-12:up`."""
    revision = draft_or_404(request, slug)
    named, _colon, deed = request.POST.get("deed", "").partition(":")
    part = _part(revision, named)
    if part is None or deed not in ("up", "down", "remove"):
        messages.warning(request, _("It is no longer there: somebody took it out."))
        return redirect(back(revision))
    if deed == "remove":
        composing.remove(part, by=request.user)
        messages.success(request, _("Taken out of this version. The versions already published keep it."))
        return redirect(back(revision))
    composing.shift(part, -1 if deed == "up" else 1, by=request.user)
    kind = "section" if isinstance(part, Section) else "question"
    return redirect(back(revision, f"{kind}-{part.code}"))


def _part(revision, named) -> Section | Question | None:
    kind, _dash, pk = named.partition("-")
    rows = {"section": revision.sections, "question": revision.questions}.get(kind)
    if rows is None or not (pk.isascii() and pk.isdigit() and len(pk) < 16):
        return None
    return rows.filter(pk=pk).select_related("revision__questionnaire").first()


def publish(request, slug):
    revision = draft_or_404(request, slug)
    if request.method == "POST":
        try:
            moved = release(revision, by=request.user)
        except WouldBreak as error:
            messages.error(request, str(error))
        else:
            said = ngettext("%(n)d draft follows it.", "%(n)d drafts follow it.", moved) % {"n": moved}
            messages.success(request, _("Published: this version no longer changes.") + (f" {said}" if moved else ""))
            return redirect(revision.questionnaire)
    asked = Asked(revision)
    published = Questionnaire.objects.prefetch_related("revisions").get(pk=revision.questionnaire_id).published
    found = checking.problems(revision, asked)
    context = {
        "revision": revision,
        "back": back(revision),
        "blocking": [problem for problem in found if problem.blocking],
        "advised": [problem for problem in found if not problem.blocking],
        "published": published,
        "changes": checking.changes(revision, published, asked),
    }
    return render(request, "questionnaires/publish.html", context)
