from collections.abc import Iterator
from urllib.parse import urlencode

from django import forms
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.capitalisation import outside_rules as rules
from levain.capitalisation.forms.corpus import CorpusForm
from levain.capitalisation.models import CorpusText
from levain.capitalisation.reading_corpus import AROUND, Page, Wanted, page_of, shown
from levain.capitalisation.reading_corpus import around as beside
from levain.capitalisation.views import cohort_or_404
from levain.design.dates import in_words
from levain.formulas import french
from levain.foundation import search
from levain.foundation.verdicts import require

MOST_WORDS = 8


def corpus(request, cohort):
    """Everything written in a session that may be quoted, by words, project, kind, side and date."""
    cohort = cohort_or_404(request, cohort)
    form = CorpusForm(request.GET, cohort=cohort)
    mend = not form.is_valid()
    wanted = Wanted() if mend else _wanted(form)
    start = request.GET.get("suite", "")[:40]
    page = Page() if mend else page_of(cohort, wanted, request.user, start)
    given = {name: value for name, value in request.GET.items() if value and name in form.fields}
    return render(
        request,
        "capitalisation/corpus.html",
        {
            "cohort": cohort,
            "form": form,
            "mend": mend,
            "page": page,
            "counted": _counted(page),
            "asked": wanted,
            "narrowed": bool(given),
            "filters": [] if mend else list(_filters(form, given)),
            "alone": [] if page.texts else _one_by_one(given),
            "first": f"?{urlencode(given)}" if start else "",
            "reading": urlencode(given | ({"suite": start} if start else {})) or "toutes",
            "after": f"?{urlencode(given | {'suite': page.after})}" if page.after else "",
            "fictional": cohort.fictional,
        },
    )


def _wanted(form: CorpusForm) -> Wanted:
    said = form.cleaned_data
    return Wanted(said["q"], said["projet"], said["nature"], said["cote"], *form.days())


def _counted(page: Page) -> str:
    """How many texts answer, as far as they are counted."""
    if page.capped and page.count >= search.CAP:
        return _("More than 1,000 texts")
    words = ngettext("%(n)d text", "%(n)d texts", page.count) % {"n": page.count}
    return _("At least %(texts)s") % {"texts": words} if page.capped else words


def _filters(form: CorpusForm, given: dict[str, str]) -> Iterator[dict[str, str]]:
    """What narrows the search, each with the address that takes it off."""
    for name in given:
        value = form.cleaned_data.get(name)
        if name == "q" or not value:
            continue
        field = form.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            value = field.label_from_instance(value)
        elif isinstance(field, forms.ChoiceField):
            value = dict(field.choices)[value]
        elif isinstance(field, forms.DateField):
            value = in_words(value)
        off = {other: told for other, told in given.items() if other != name}
        yield {"label": field.label, "value": value, "off": f"?{urlencode(off)}"}


def _one_by_one(given: dict[str, str]) -> list[tuple[str, str]]:
    """Each of several words alone, with the same filters."""
    told = [word for word in dict.fromkeys(french.words(given.get("q", ""))) if french.token(word)][:MOST_WORDS]
    return [(word, f"?{urlencode(given | {'q': word})}") for word in told] if len(told) > 1 else []


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
            "reading": "",
            "here": shown([text], request.user)[0],
            "after": after,
            "fictional": text.cohort.fictional,
        },
    )
