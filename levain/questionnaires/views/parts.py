"""When a section or a question is asked, and its words in other languages."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from levain.foundation.versions import ChangedSince
from levain.questionnaires.forms.composer import ClauseForm, TranslationForm
from levain.questionnaires.models import Immutable, Question, Section
from levain.questionnaires.services import clauses, composing
from levain.questionnaires.services.reading import Asked
from levain.questionnaires.services.wording import in_words
from levain.questionnaires.views.composing import back, draft_or_404

MOST_CLAUSES = 6


def section_condition(request, slug, code):
    return _condition(request, slug, Section, code)


def question_condition(request, slug, code):
    return _condition(request, slug, Question, code)


def _condition(request, slug, kind, code):
    revision = draft_or_404(request, slug)
    part = get_object_or_404(kind.objects.filter(revision=revision), code=code)
    part.revision = revision
    asked = Asked(revision)
    earlier = _earlier(part, asked)
    looked = next((one for one in earlier if one.code == request.GET.get("question")), None)
    form = None
    if looked:
        bound = request.POST if request.method == "POST" and "sign" in request.POST else None
        form = ClauseForm(bound, question=looked, signs=clauses.SIGNS[looked.kind])
    if request.method == "POST" and _changed(request, part, form):
        return redirect(request.path)
    read = clauses.read(part.condition)
    join, found = read or ("and", [])
    context = {
        "revision": revision,
        "part": part,
        "back": back(revision, f"{kind.__name__.lower()}-{part.code}"),
        "sentence": in_words(asked.tree(part.condition), asked.by_code),
        "elsewhere": part.condition if read is None else "",
        "join": join,
        "clauses": [in_words(asked.tree(clauses.write("and", [one])), asked.by_code) for one in found],
        "earlier": earlier,
        "looked": looked,
        "form": form,
    }
    return render(request, "questionnaires/condition.html", context)


def _earlier(part, asked) -> list[Question]:
    """The questions that a condition may look at: those asked before, and in a block those of the same row."""
    found = []
    for question in asked.questions:
        inside = question.block_id and question.block_id != getattr(part, "block_id", None)
        if isinstance(part, Question):
            before = question.position < part.position
        else:
            before = question.section_id is None or question.section.position < part.position
        if before and not inside and question.kind in clauses.SIGNS:
            found.append(question)
    return found


def _changed(request, part, form) -> bool:
    """Add a clause, take one away, or join them otherwise."""
    join, found = clauses.read(part.condition) or ("and", [])
    if form is not None and form.is_bound:
        if not form.is_valid():
            return False
        told = form.cleaned_data
        found = [*found[: MOST_CLAUSES - 1], clauses.Clause(form.question.code, told["sign"], told["value"])]
    elif request.POST.get("join") in ("and", "or"):
        join = request.POST["join"]
    elif "remove" in request.POST:
        gone = request.POST["remove"]
        found = [] if gone == "all" else [one for place, one in enumerate(found) if str(place) != gone]
    else:
        return False
    try:
        composing.write_part(part, version=part.version, by=request.user, condition=clauses.write(join, found))
    except (ChangedSince, Immutable) as refusal:
        messages.warning(request, str(refusal))
    return True


def section_translation(request, slug, code):
    return _translation(request, slug, Section, code)


def question_translation(request, slug, code):
    return _translation(request, slug, Question, code)


def _translation(request, slug, kind, code):
    revision = draft_or_404(request, slug)
    part = get_object_or_404(kind.objects.filter(revision=revision), code=code)
    part.revision = revision
    languages = {code: name for code, name in settings.LANGUAGES if code != revision.language}
    language = request.GET.get("langue") or next(iter(languages), "")
    if language not in languages:
        raise Http404
    form = TranslationForm(request.POST or None, part=part, language=language)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            composing.write_part(part, version=version, by=request.user, translations=form.told())
        except ChangedSince as meanwhile:
            form.knows(meanwhile.current.version)
            form.add_error(None, str(meanwhile))
        except Immutable as published:
            form.add_error(None, str(published))
        else:
            messages.success(request, _("Kept."))
            return redirect(reverse(f"questionnaires:{kind.__name__.lower()}", args=[slug, code]))
    named = {"language": _(languages[language]), "part": Truncator(str(part)).chars(60)}
    name = _("In another language (%(language)s): %(part)s") % named
    context = {"revision": revision, "form": form, "name": name, "back": back(revision), "part": None, "lead": ""}
    return render(request, "questionnaires/compose_form.html", context)
