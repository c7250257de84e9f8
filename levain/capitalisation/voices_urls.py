"""Pages of the people quoted, and of those who follow their answers."""

from django.urls import path

from levain.capitalisation.views import names, voices, voices_team

urlpatterns = [
    path("espace/propos/", voices.mine, name="voices"),
    path("espace/propos/demandes/<int:pk>/", voices.asked, name="voice_ask"),
    path("propos/<str:token>/", voices.by_link, name="voices_by_link"),
    path("espace/capitalisation/<slug:cohort>/accords/", voices_team.board, name="voices_board"),
    path("espace/capitalisation/<slug:cohort>/accords/demander/", voices_team.ask, name="ask_voices"),
    path("espace/capitalisation/<slug:cohort>/accords/ecrire/", voices_team.ask_by_mail, name="ask_by_mail"),
    path("espace/propos/demandes/<int:pk>/renvoyer/", voices_team.send_again, name="send_voices_again"),
    path("espace/propos/demandes/<int:pk>/fermer/", voices_team.close_link, name="close_voices"),
    path("espace/preuves/<int:pk>/accord/", voices_team.consent, name="consent"),
    path("espace/preuves/<int:pk>/paraphrase/", voices_team.paraphrase, name="paraphrase"),
    path("espace/preuves/<int:pk>/relecture/", voices_team.clear, name="clear_voice"),
    path("espace/rapports/<slug:slug>/noms/", names.table, name="names"),
    path("espace/noms/<int:pk>/", names.rename, name="rename_voice"),
]
