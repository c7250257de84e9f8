"""The page that tells people what their programs may read, and how."""

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from levain.portal.api.held import KINDS

PUBLIC = [
    ("api:sessions", _("The sessions of the programme"), "JSON"),
    ("api:projects", _("The projects that have published their page"), "JSON"),
    ("api:projects_geojson", _("The same, on a map"), "GeoJSON"),
    ("api:calls", _("The calls announced, with their criteria"), "JSON"),
    ("api:reports", _("The published reports, with the digest of each edition"), "JSON"),
    ("api:sheets", _("The practice sheets published"), "JSON"),
    ("api:lessons", _("The lessons shown to everyone"), "JSON"),
    ("api:leads", _("The leads shown to everyone, with what was answered and done"), "JSON"),
    ("api:figures", _("The figures of the published reports, as they were published"), "JSON"),
    ("capitalisation:feed", _("What is new: reports, sheets, lessons, leads, answers"), "Atom"),
    ("api:openapi-json", _("The description of the interface (OpenAPI 3.1)"), "JSON"),
]


def open_data(request):
    return render(
        request,
        "portal/open_data.html",
        {
            "public": [(settings.SITE_URL + reverse(name), label, form) for name, label, form in PUBLIC],
            "kinds": ", ".join(KINDS),
            "things": f"{settings.SITE_URL}/api/v1/sessions/2020-2021/needs",
            "fictional": settings.DEMONSTRATION,
        },
    )
