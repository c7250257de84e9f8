from dataclasses import asdict
from urllib.parse import urlencode

from django.shortcuts import render

from levain.capitalisation.forms.corpus import CorpusForm
from levain.capitalisation.reading_corpus import Wanted, page_of
from levain.capitalisation.views import cohort_or_404

LAST_PAGE = 10_000


def corpus(request, cohort):
    """Everything written in a session that may be quoted, by words, project, kind, side and date."""
    cohort = cohort_or_404(request, cohort)
    form = CorpusForm(request.GET, cohort=cohort)
    wanted = _wanted(form) if form.is_valid() else Wanted()
    number = _number(request.GET.get("page", ""))
    texts, more = page_of(cohort, wanted, request.user, number) if form.is_valid() else ([], False)
    asked = {name: value for name, value in request.GET.items() if value and name != "page"}
    return render(
        request,
        "capitalisation/corpus.html",
        {
            "cohort": cohort,
            "form": form,
            "texts": texts,
            "narrowed": bool(asked.keys() - {"q"}),
            "asked": any(asdict(wanted).values()),
            "before": f"?{urlencode(asked | {'page': number - 1})}" if number > 1 else "",
            "after": f"?{urlencode(asked | {'page': number + 1})}" if more else "",
            "fictional": cohort.fictional,
        },
    )


def _wanted(form: CorpusForm) -> Wanted:
    said = form.cleaned_data
    return Wanted(said["q"], said["projet"], said["nature"], said["cote"], said["du"], said["au"])


def _number(text: str) -> int:
    """The page asked for; anything else is the first."""
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 7 else 1
