from django.urls import include, path

from levain.portal.api import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("", include("levain.people.sign_in_urls")),
    path("", include("levain.people.urls")),
    path("", include("levain.territories.urls")),
    path("", include("levain.foundation.urls")),
    path("", include("levain.design.urls")),
    path("", include("levain.questionnaires.urls")),
    path("", include("levain.programmes.urls")),
    path("", include("levain.projects.urls")),
    path("", include("levain.support.urls")),
    path("", include("levain.seminars.urls")),
    path("", include("levain.selection.urls")),
    path("", include("levain.evaluation.urls")),
    path("", include("levain.capitalisation.urls")),
    path("", include("levain.chain.urls")),
    path("", include("levain.portal.urls")),
]

handler400 = "levain.design.errors.bad_request"
handler403 = "levain.design.errors.forbidden"
handler404 = "levain.design.errors.not_found"
handler500 = "levain.design.errors.server_error"
