from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from levain.capitalisation import choosing, rules, services
from levain.capitalisation.forms.citing import CiteForm
from levain.capitalisation.kept import kept_in
from levain.capitalisation.views import answer, corpus_page
from levain.foundation import passages, registry
from levain.foundation.verdicts import require

REFUSALS = (
    passages.NotFound,
    passages.NotCitable,
    services.NoCohort,
    services.WordingMissing,
    services.NotAnonymous,
    services.OtherCohort,
    services.OtherCodebook,
)


def source_or_404(kind, pk) -> models.Model:
    model = get_object_or_404(ContentType, pk=kind).model_class()
    if model is None or registry.of(model) is None or not registry.of(model).texts:
        raise Http404
    return get_object_or_404(model, pk=pk)


def cite(request, kind, pk):
    """Keep words of a text as evidence: selected where they stand, pressed here by sentences, or pasted and found."""
    source = source_or_404(kind, pk)
    require(rules.can_cite(request.user, source))
    cohort, said = rules.cohort_of(source), registry.of(source)
    pressed = request.method == "POST" and any(name in request.POST for name in ("sentence", "window", "text"))
    typed = _typed(request, source) if pressed else _asked(request, source)
    form = CiteForm(None if pressed else request.POST or None, source=source, cohort=cohort, initial=typed)
    reading = request.GET.get("corpus", "")
    context = {
        "cohort": cohort,
        "back": corpus_page(cohort, reading),
        "source": source,
        "source_title": said.title(source),
        "fictional": cohort.fictional,
        **_text_shown(request, source, typed if pressed or not form.is_bound else request.POST),
    }
    if pressed:
        return render(request, "capitalisation/cite.html", context | {"form": form})

    def keep(form):
        codes = form.chosen(request.user)
        told = form.cleaned_data | {"codes": codes}
        finding, stance, side = told.pop("finding"), told.pop("stance"), told.pop("side")
        more = told | ({"side": side} if side else {})
        kept = services.cite_as_evidence(source, more.pop("field"), more.pop("quote"), by=request.user, **more)
        if finding:
            services.link_evidence(finding, kept, stance, by=request.user)
        messages.success(request, _("Passage kept: evidence %(number)d.") % {"number": kept.number})
        return f"{kept.get_absolute_url()}?{urlencode({'corpus': reading})}" if reading else kept

    return answer(request, form, keep, REFUSALS, template="capitalisation/cite.html", **context)


def _asked(request, source):
    """What the address brings: the words selected on the page of the text."""
    said = registry.of(source)
    field = _field(source, request.GET.get("field"))
    speaker = said.speaker(source, field) if said.speaker else None
    return {
        "quote": request.GET.get("quote", ""),
        "start": request.GET.get("start", ""),
        "field": field,
        "speaker": speaker.name.split(" ")[0] if speaker and speaker.name else "",
    }


def _typed(request, source):
    """Everything typed so far, with the sentence pressed."""
    typed = {name: request.POST.get(name, "") for name in CiteForm.base_fields if name in request.POST}
    typed["codes"] = request.POST.getlist("codes")
    field = _field(source, request.POST.get("text") or request.POST.get("field"))
    if field != typed.get("field"):
        typed |= {"quote": "", "start": ""}
    typed["field"] = field
    rank = request.POST.get("sentence", "")
    if rank.isdecimal() and len(rank) < 9:
        text = passages.plain(str(getattr(source, field) or ""))
        chosen = choosing.chosen_in(text, typed.get("quote", ""), _number(typed.get("start")))
        place = choosing.press(text, int(rank), chosen)
        if place:
            typed |= {"quote": text[place.start : place.end], "start": place.start}
    return typed


def _text_shown(request, source, typed):
    """The text by sentences, those chosen and those kept already told apart; the other texts of the same object."""
    texts = registry.of(source).texts
    field = _field(source, typed.get("field"))
    text = str(getattr(source, field) or "")
    kept = kept_in(request.user, source, field, {})
    chosen = choosing.chosen_in(passages.plain(text), typed.get("quote", ""), _number(typed.get("start")))
    window = _number(request.POST.get("window"))
    return {
        "reading": choosing.read(text, chosen, [(one.start, one.end) for one in kept], window),
        "kept": kept,
        "text_label": texts[field],
        "other_texts": [(name, label) for name, label in texts.items() if name != field and getattr(source, name)],
    }


def _field(source, name):
    """The text asked for, or the first that says something."""
    texts = registry.of(source).texts
    filled = [one for one in texts if getattr(source, one)]
    return name if name in texts else next(iter(filled or texts))


def _number(text):
    text = str(text or "")
    return int(text) if text.isdecimal() and len(text) < 9 else None
