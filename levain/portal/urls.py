from django.urls import path

from levain.portal.views import cohort, project, public, space

app_name = "portal"
urlpatterns = [
    path("", public.home, name="home"),
    path("projets/", public.projects, name="public_projects"),
    path("projets/<slug:slug>/", public.project, name="public_project"),
    path("espace/", space.space, name="space"),
    path("espace/projets/<slug:slug>/", project.project, name="project"),
    path("espace/sessions/<slug:slug>/", cohort.cohort, name="cohort"),
]
