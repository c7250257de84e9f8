"""The register of personal data, as the code declares it: nothing on its page is written beside it."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from levain.foundation import personal


@require_safe
def personal_data(request):
    return render(request, "foundation/personal_data.html", {"register": personal.register()})
