from django.urls import path

from levain.portal.views import about, cohort, extracts, open_data, preparing, project, public, public_project, space

app_name = "portal"
urlpatterns = [
    path("", public.home, name="home"),
    path("projets/", public.projects, name="public_projects"),
    path("projets/<slug:slug>/", public_project.project, name="public_project"),
    path("statistiques/", about.statistics, name="statistics"),
    path("donnees/", open_data.open_data, name="open_data"),
    path("sitemap.xml", about.sitemap, name="sitemap"),
    path("sessions/", public.season_list, name="seasons"),
    path("sessions/<slug:slug>/", public.season, name="season"),
    path("apercu/<str:token>/", public_project.shared, name="shared_project"),
    path("apercu/<str:token>/photos/<int:pk>/", public_project.shared_photo, name="shared_photo"),
    path("espace/", space.space, name="space"),
    path("espace/attendu/", space.everything_expected, name="expected"),
    path("espace/ici-comme/", space.here_as, name="here_as"),
    path("espace/projets/<slug:slug>/", project.project, name="project"),
    path("espace/sessions/<slug:slug>/", cohort.cohort, name="cohort"),
    path("espace/sessions/<slug:slug>/tableaux/", extracts.extracts, name="extracts"),
    path("espace/sessions/<slug:slug>/tableaux/<slug:kind>/", extracts.extract, name="extract"),
    path("espace/sessions/<slug:slug>/tableaux/<slug:kind>/schema.json", extracts.schema, name="extract_schema"),
    path("espace/sessions/<slug:slug>/recoco/", extracts.for_recoco, name="recoco"),
    path("espace/tableaux/<int:pk>/", extracts.fetch, name="fetch_extract"),
    path("espace/sessions/<slug:slug>/preparer/", preparing.prepare, name="prepare"),
    path("espace/dispositifs/<slug:slug>/", preparing.programme, name="programme"),
    path("espace/dispositifs/<slug:slug>/sessions/", cohort.cohorts, name="cohorts"),
]
