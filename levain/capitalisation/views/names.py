"""Who stands behind the names of a report: opened by a gesture that leaves its trace."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from levain.capitalisation import rules
from levain.capitalisation.forms.voices import NameForm
from levain.capitalisation.models import Pseudonym
from levain.capitalisation.services import pseudonyms
from levain.capitalisation.views import answer
from levain.capitalisation.views.report import report_or_404
from levain.foundation.verdicts import require


@never_cache
def table(request, slug) -> HttpResponse:
    """The button; then, once pressed, the table, which no address opens by itself."""
    report = report_or_404(request, slug, rules.can_open_names)
    context = {"report": report, "cohort": report.cohort, "fictional": report.fictional}
    if request.method == "POST":
        context["names"] = pseudonyms.open_table(report, by=request.user)
    else:
        context["n"] = report.pseudonyms.count()
    return render(request, "capitalisation/names.html", context)


def rename(request, pk):
    one = get_object_or_404(Pseudonym.objects.select_related("report__cohort__programme"), pk=pk)
    require(rules.can_change_name(request.user, one))
    form = NameForm(request.POST or None, initial={"name": one.name})
    back = reverse("capitalisation:names", args=[one.report.slug])

    def change(form):
        pseudonyms.rename(one, form.cleaned_data["name"], by=request.user)
        return back

    return answer(
        request,
        form,
        change,
        pseudonyms.NameOfSomebody,
        cohort=one.report.cohort,
        name=_("Another name for “%(name)s”") % {"name": one.name},
        cancel=back,
        fictional=one.report.fictional,
    )
