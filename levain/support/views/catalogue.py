from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils.translation import ngettext

from levain.foundation import search
from levain.foundation.verdicts import require
from levain.support import rules, used, vocabularies
from levain.support.forms.catalogue import CatalogueForm
from levain.support.models import Support

A_PAGE = 24


def catalogue(request):
    form = CatalogueForm(request.GET)
    if not form.is_valid() and form.is_made_up:
        raise BadRequest
    asked = form.cleaned_data
    supports = _found(
        Support.objects.on_offer().offering(**{name: asked[name] for name in form.CLOSED}), asked.get("q", "")
    )
    page = Paginator(supports, A_PAGE).get_page(request.GET.get("page"))
    for support in page:
        support.kind_label = vocabularies.KINDS.get(support.kind, support.kind)
        support.theme_labels = _labels(vocabularies.THEMES, support.themes[:3])
    count = page.paginator.count
    context = {
        "form": form,
        "page": page,
        "counted": ngettext("%(count)d support", "%(count)d supports", count) % {"count": count},
        "is_filtered": any(asked.values()),
        "is_narrowed": any(asked[name] for name in form.CLOSED),
        "may_keep": rules.can_keep_catalogue(request.user),
    }
    return render(request, "support/catalogue.html", context)


def _found(supports, words):
    """Without words, the list by name; with words, the best first, among what the index brings."""
    if not words:
        return supports
    rank = {pk: place for place, pk in enumerate(search.find(Support, words, limit=search.CAP))}
    return sorted(supports.filter(pk__in=rank), key=lambda support: rank[support.pk])


def support(request, slug):
    found = get_object_or_404(
        Support.objects.select_related("merged_into").prefetch_related("territories"), slug=slug
    )
    require(rules.can_read_support(request.user, found))
    context = {
        "support": found,
        "kind": vocabularies.KINDS.get(found.kind, found.kind),
        "themes": _labels(vocabularies.THEMES, found.themes),
        "beneficiaries": _labels(vocabularies.BENEFICIARIES, found.beneficiaries),
        "stages": _labels(vocabularies.STAGES, found.stages),
        "territories": found.territories.all(),
        "is_general_knowledge": found.confidence == "general_knowledge",
        "link_fails": found.link_state in (Support.LinkState.MOVED, Support.LinkState.BROKEN),
        "may_keep": rules.can_keep_catalogue(request.user, found),
        "may_offer": rules.can_offer_to_several(request.user, found),
        "used": used.of(found, request.user),
    }
    return render(request, "support/support.html", context)


def calendar(request):
    """What opens and closes in the year to come, month by month."""
    return render(request, "support/calendar.html", {"months": used.months_to_come()})


def _labels(vocabulary, codes):
    return [vocabulary.get(code, code) for code in codes]
