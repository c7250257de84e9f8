from django.urls import path

from levain.foundation import health, views

app_name = "foundation"
urlpatterns = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("fichiers/<int:pk>/", views.document, name="document"),
    path("espace/avis/", views.notices, name="notices"),
    path("espace/avis/lus/", views.read_notices, name="read_notices"),
    path("espace/reprendre/", views.resume, name="resume"),
    path("avis/arret/<str:token>/", views.stop_letters, name="stop_letters"),
    path("reponses/<str:token>/", views.answer, name="answer"),
]
