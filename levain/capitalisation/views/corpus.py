from dataclasses import asdict
from urllib.parse import urlencode

from django.shortcuts import render

from levain.capitalisation.forms.corpus import CorpusForm
from levain.capitalisation.reading_corpus import Wanted, page_of
from levain.capitalisation.views import cohort_or_404


def corpus(request, cohort):
    """Everything written in a session that may be quoted, by words, project, kind, side and date."""
    cohort = cohort_or_404(request, cohort)
    form = CorpusForm(request.GET, cohort=cohort)
    wanted = _wanted(form) if form.is_valid() else Wanted()
    start = _place(request.GET.get("rang", ""))
    texts, then = page_of(cohort, wanted, request.user, start) if form.is_valid() else ([], None)
    asked = {name: value for name, value in request.GET.items() if value and name != "rang"}
    return render(
        request,
        "capitalisation/corpus.html",
        {
            "cohort": cohort,
            "form": form,
            "texts": texts,
            "narrowed": bool(asked.keys() - {"q"}),
            "asked": any(asdict(wanted).values()),
            "first": f"?{urlencode(asked)}" if start else "",
            "after": f"?{urlencode(asked | {'rang': then})}" if then else "",
            "fictional": cohort.fictional,
        },
    )


def _wanted(form: CorpusForm) -> Wanted:
    said = form.cleaned_data
    return Wanted(said["q"], said["projet"], said["nature"], said["cote"], said["du"], said["au"])


def _place(text: str) -> int:
    """The place to read from; anything else is the beginning."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
