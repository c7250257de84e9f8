from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils.translation import ngettext

from levain.foundation.verdicts import require
from levain.support import rules, used, vocabularies
from levain.support.forms.catalogue import CatalogueForm
from levain.support.models import Support
from levain.support.services.ranking import matching_ids

A_PAGE = 24


def catalogue(request):
    form = CatalogueForm(request.GET)
    if not form.is_valid() and form.is_made_up:
        raise BadRequest
    asked = form.cleaned_data
    facets = {name: asked[name] for name in form.CLOSED}
    page = Paginator(matching_ids(asked.get("q", ""), **facets), A_PAGE).get_page(request.GET.get("page"))
    shown = Support.objects.in_bulk(page.object_list)
    page.object_list = [shown[pk] for pk in page.object_list]
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
