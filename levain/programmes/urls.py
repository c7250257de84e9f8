from django.urls import path

from levain.programmes.views import cohorts, engagements, news, outbox, programmes

app_name = "programmes"
PROGRAMME = "espace/dispositifs/<slug:slug>"
LETTERS = "espace/sessions/<slug:slug>/courriers"

urlpatterns = [
    path("espace/ecoquartier/", engagements.engagements, name="engagements"),
    path("espace/dispositifs/fonder/", programmes.found, name="found"),
    path(f"{PROGRAMME}/presentation/", programmes.edit, name="edit"),
    path(f"{PROGRAMME}/equipe/", programmes.team, name="team"),
    path(f"{PROGRAMME}/equipe/invitations/", programmes.handle, name="team_invitation"),
    path(f"{PROGRAMME}/sessions/ouvrir/", cohorts.open_cohort, name="open_cohort"),
    path(f"{LETTERS}/", outbox.listed, name="outbox"),
    path(f"{LETTERS}/ecrire/", outbox.write, name="write_letter"),
    path(f"{LETTERS}/envoyer/", outbox.release_all, name="release_letters"),
    path(f"{LETTERS}/nouvelles/", news.held, name="held_news"),
    path(f"{LETTERS}/nouvelles/<int:pk>/laisser-partir/", news.decide, {"deed": "release"}, name="release_news"),
    path(f"{LETTERS}/nouvelles/<int:pk>/abandonner/", news.decide, {"deed": "drop"}, name="drop_news"),
    path(f"{LETTERS}/<int:pk>/", outbox.letter, name="outbox_letter"),
    path(f"{LETTERS}/<int:pk>/retenir/", outbox.move, {"deed": "retenir"}, name="hold_letter"),
    path(f"{LETTERS}/<int:pk>/laisser-partir/", outbox.move, {"deed": "envoyer"}, name="release_letter"),
    path(f"{LETTERS}/<int:pk>/annuler/", outbox.move, {"deed": "annuler"}, name="cancel_letter"),
]
