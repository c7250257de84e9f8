from django.urls import path

from levain.projects.views import actions, logbook, team

app_name = "projects"
urlpatterns = [
    path("espace/projets/<slug:slug>/carnet/", logbook.logbook, name="logbook"),
    path("espace/projets/<slug:slug>/carnet/ecrire/", logbook.write, name="write"),
    path("espace/projets/<slug:slug>/carnet/<int:pk>/", logbook.entry, name="entry"),
    path("espace/projets/<slug:slug>/carnet/<int:pk>/modifier/", logbook.edit, name="edit_entry"),
    path("espace/projets/<slug:slug>/actions/", actions.actions, name="actions"),
    path("espace/projets/<slug:slug>/actions/ajouter/", actions.add_action, name="add_action"),
    path("espace/projets/<slug:slug>/actions/<int:pk>/faite/", actions.finish_action, name="finish_action"),
    path("espace/projets/<slug:slug>/equipe/", team.team, name="team"),
    path("espace/projets/<slug:slug>/equipe/inviter/", team.invite, name="invite"),
]
