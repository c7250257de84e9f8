from django.urls import path

from levain.projects.views import actions, commitments, journey, logbook, neighbours, notes, public_page, relay, team

app_name = "projects"
urlpatterns = [
    path("espace/projets/<slug:slug>/carnet/", logbook.logbook, name="logbook"),
    path("espace/projets/<slug:slug>/carnet/ecrire/", logbook.write, name="write"),
    path("espace/projets/<slug:slug>/carnet/<int:pk>/", notes.entry, name="entry"),
    path("espace/projets/<slug:slug>/carnet/<int:pk>/modifier/", notes.edit, name="edit_entry"),
    path("espace/projets/<slug:slug>/carnet/<int:pk>/versions/", notes.versions, name="entry_versions"),
    path("espace/projets/<slug:slug>/carnet/<int:pk>/lecteurs/", notes.readers, name="entry_readers"),
    path("espace/projets/<slug:slug>/carnet/<int:pk>/confirmer/", notes.confirm, name="confirm_entry"),
    path("espace/projets/<slug:slug>/carnet/<int:pk>/retirer/", notes.withdraw, name="withdraw_entry"),
    path("espace/projets/<slug:slug>/actions/", actions.actions, name="actions"),
    path("espace/projets/<slug:slug>/actions/ajouter/", actions.add_action, name="add_action"),
    path("espace/projets/<slug:slug>/actions/<int:pk>/modifier/", actions.edit_action, name="edit_action"),
    path("espace/projets/<slug:slug>/actions/<int:pk>/deplacer/", actions.move_action, name="move_action"),
    path("espace/projets/<slug:slug>/parcours/", journey.journey, name="journey"),
    path("espace/projets/<slug:slug>/parcours/ajouter/", journey.add_step, name="add_step"),
    path("espace/projets/<slug:slug>/parcours/<int:pk>/modifier/", journey.edit_step, name="edit_step"),
    path("espace/projets/<slug:slug>/parcours/<int:pk>/avancer/", journey.move_step, name="move_step"),
    path("espace/projets/<slug:slug>/promesses/", commitments.commitments, name="commitments"),
    path("espace/projets/<slug:slug>/promesses/ajouter/", commitments.add_commitment, name="add_commitment"),
    path(
        "espace/projets/<slug:slug>/promesses/<int:pk>/modifier/", commitments.edit_commitment, name="edit_commitment"
    ),
    path("espace/projets/<slug:slug>/promesses/<int:pk>/suite/", commitments.tell_commitment, name="tell_commitment"),
    path(
        "espace/projets/<slug:slug>/promesses/<int:pk>/publication/",
        commitments.publish_commitment,
        name="publish_commitment",
    ),
    path("espace/projets/<slug:slug>/equipe/", team.team, name="team"),
    path("espace/projets/<slug:slug>/equipe/inviter/", team.invite, name="invite"),
    path("projets/<slug:slug>/ecrire/", neighbours.write_to, name="write_to"),
    path("projets/<slug:slug>/suivre/", neighbours.follow, name="follow"),
    path("messages/<str:token>/", neighbours.confirm_message, name="confirm_message"),
    path("suivi/<str:token>/", neighbours.confirm_follow, name="confirm_follow"),
    path("suivi/<str:token>/arret/", neighbours.unfollow, name="unfollow"),
    path("espace/projets/<slug:slug>/messages/", neighbours.inbox, name="messages"),
    path("espace/projets/<slug:slug>/messages/<int:pk>/repondre/", neighbours.answer, name="answer_message"),
    path("espace/projets/<slug:slug>/page/", public_page.state, name="public_page"),
    path("espace/projets/<slug:slug>/page/choisir/", public_page.compose, name="compose_page"),
    path("espace/projets/<slug:slug>/page/publier/", public_page.publish, name="publish_page"),
    path("espace/projets/<slug:slug>/page/retirer/", public_page.withdraw, name="withdraw_page"),
    path("espace/projets/<slug:slug>/page/liens/", public_page.share, name="share_page"),
    path("espace/projets/<slug:slug>/page/liens/<int:pk>/fermer/", public_page.revoke, name="revoke_link"),
    path("espace/projets/<slug:slug>/equipe/roles/<int:pk>/terminer/", team.end_role, name="end_role"),
    path("espace/projets/<slug:slug>/equipe/invitations/<int:pk>/renvoyer/", team.send_again, name="send_again"),
    path(
        "espace/projets/<slug:slug>/equipe/invitations/<int:pk>/retirer/", team.withdraw, name="withdraw_invitation"
    ),
    path("espace/transmettre/", relay.hand_over_mine, name="hand_over_mine"),
    path("espace/transmettre/<int:pk>/", relay.hand_over, name="hand_over"),
    path("espace/transmissions/<int:pk>/", relay.relay, name="relay"),
]
