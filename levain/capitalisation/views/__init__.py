"""What the pages of this package share: the cohort one works on, and forms that lose nothing."""

from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from levain.capitalisation import rules
from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.programmes.models import Cohort


def cohort_or_404(request, slug) -> Cohort:
    cohort = get_object_or_404(Cohort.objects.select_related("programme"), slug=slug)
    require(rules.can_work_on(request.user, cohort))
    return cohort


def thing_or_404(request, model, pk, rule=rules.can_work, reading=lambda rows: rows, **related):
    """An object of the chain with its cohort, after its rule; `reading` and `related` complete the queryset."""
    rows = reading(model.objects).select_related("cohort__programme", *related.get("select", ()))
    thing = get_object_or_404(rows.prefetch_related(*related.get("prefetch", ())), pk=pk)
    require(rule(request.user, thing))
    return thing


def corpus_page(cohort: Cohort, reading: str) -> str:
    """The page of the corpus one was reading, from what its address said; nothing for who came another way."""
    page = reverse("capitalisation:corpus", args=[cohort.slug])
    return f"{page}?{QueryDict(reading[:1000]).urlencode()}" if reading else ""


def answer(request, form, deed, refusals, *, template="capitalisation/form.html", to=None, **context):
    """Show the form, or do the deed: a refusal or a change made meanwhile gives everything back."""
    current = None
    if request.method == "POST" and form.is_valid():
        try:
            done = deed(form)
        except ChangedSince as changed:
            current = changed.current
            form.add_error(None, str(changed))
            form.data = form.data.copy()
            form.data[form.add_prefix("version")] = current.version
        except refusals as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(to or done)
    now = list(_other_words(form, current)) if current else []
    return render(request, template, {"form": form, "now": now, **context})


def _other_words(form, current):
    """What the text says now where it differs from what was typed, choices in their words."""
    typed = form.told() if hasattr(form, "told") else form.cleaned_data
    for name in _texts(form):
        if hasattr(current, name) and typed.get(name) != getattr(current, name):
            display = getattr(current, f"get_{name}_display", None)
            yield form.fields[name].label, display() if display else getattr(current, name)


def _texts(form):
    return [
        name
        for name in form.fields
        if name not in ("version", "token") and not hasattr(form.fields[name], "queryset")
    ]
