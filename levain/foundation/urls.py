from django.urls import path

from levain.foundation import health
from levain.foundation.views import answers, calendars, files, notices, register, resuming

app_name = "foundation"
urlpatterns = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("fichiers/<int:pk>/", files.document, name="document"),
    path("espace/avis/", notices.notices, name="notices"),
    path("espace/avis/lus/", notices.read_notices, name="read_notices"),
    path("espace/reprendre/", resuming.resume, name="resume"),
    path("espace/avis/rythme/", notices.rhythm, name="rhythm"),
    path("espace/avis/reprendre/", notices.resume_letters, name="resume_letters"),
    path("espace/compte/agenda/", calendars.feeds, name="calendar_feeds"),
    path("espace/compte/agenda/ouvrir/", calendars.open_feed, name="open_calendar_feed"),
    path("espace/compte/agenda/fermer/", calendars.close_feed, name="close_calendar_feed"),
    path("agenda/<str:token>.ics", calendars.feed, name="calendar_feed"),
    path("avis/arret/<str:token>/", notices.stop_letters, name="stop_letters"),
    path("reponses/<str:token>/", answers.answer, name="answer"),
    path("donnees-personnelles/registre/", register.personal_data, name="personal_data"),
]
