"""Lists of what is published, chosen by closed lists in the address."""

from django.core.paginator import Paginator
from django.db.models import Max
from django.shortcuts import render
from django.views.decorators.http import require_safe

from levain.capitalisation.models import PracticeSheet

A_PAGE = 20


@require_safe
def practices(request):
    rows = PracticeSheet.objects.published().annotate(published_at=Max("editions__published_at"))
    listed = rows.select_related("project__cohort").prefetch_related("project__communes")
    page = Paginator(listed.order_by("-published_at", "-pk"), A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "fictional": any(sheet.fictional for sheet in page)}
    return render(request, "capitalisation/public_sheets.html", context)
