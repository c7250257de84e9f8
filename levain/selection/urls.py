from django.urls import path

from levain.selection import admission_urls
from levain.selection.views import calls

app_name = "selection"
urlpatterns = [
    *admission_urls.urlpatterns,
    path("appels/", calls.calls, name="calls"),
    path("appels/<slug:slug>/", calls.call, name="call"),
    path("espace/appels/<slug:slug>/candidatures/", calls.applications, name="applications"),
]
