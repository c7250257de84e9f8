from dataclasses import asdict
from urllib.parse import urlencode

from django.shortcuts import get_object_or_404, render

from levain.capitalisation import outside_rules as rules
from levain.capitalisation.forms.corpus import CorpusForm
from levain.capitalisation.models import CorpusText
from levain.capitalisation.reading_corpus import AROUND, Page, Wanted, page_of, shown
from levain.capitalisation.reading_corpus import around as beside
from levain.capitalisation.views import cohort_or_404
from levain.foundation.verdicts import require


def corpus(request, cohort):
    """Everything written in a session that may be quoted, by words, project, kind, side and date."""
    cohort = cohort_or_404(request, cohort)
    form = CorpusForm(request.GET, cohort=cohort)
    wanted = _wanted(form) if form.is_valid() else Wanted()
    start = request.GET.get("suite", "")[:40]
    page = page_of(cohort, wanted, request.user, start) if form.is_valid() else Page()
    asked = {name: value for name, value in request.GET.items() if value and name != "suite"}
    return render(
        request,
        "capitalisation/corpus.html",
        {
            "cohort": cohort,
            "form": form,
            "page": page,
            "narrowed": bool(asked.keys() - {"q"}),
            "asked": any(asdict(wanted).values()),
            "first": f"?{urlencode(asked)}" if start else "",
            "after": f"?{urlencode(asked | {'suite': page.after})}" if page.after else "",
            "fictional": cohort.fictional,
        },
    )


def _wanted(form: CorpusForm) -> Wanted:
    said = form.cleaned_data
    return Wanted(said["q"], said["projet"], said["nature"], said["cote"], *form.days())


def around(request, pk):
    """A text among those said just before and just after."""
    text = get_object_or_404(CorpusText.objects.select_related("cohort__programme", "project"), pk=pk)
    require(rules.can_read_text(request.user, text))
    before, after = beside(text, request.user) if text.object._meta.label in AROUND else ([], [])
    return render(
        request,
        "capitalisation/around.html",
        {
            "cohort": text.cohort,
            "before": before,
            "here": shown([text], request.user)[0],
            "after": after,
            "fictional": text.cohort.fictional,
        },
    )
