"""The door of a project: what anyone writes, what the team answers, what is looked for, what is reported."""

from django.urls import path

from levain.projects.views import helping, inbox, moderation, neighbours

SPACE = "espace/projets/<slug:slug>"
urlpatterns = [
    path("projets/<slug:slug>/ecrire/", neighbours.write_to, name="write_to"),
    path("projets/<slug:slug>/suivre/", neighbours.follow, name="follow"),
    path("projets/<slug:slug>/signaler/message/<int:pk>/", moderation.flag_message, name="flag_message"),
    path("projets/<slug:slug>/signaler/appel/<int:pk>/", moderation.flag_call, name="flag_call"),
    path("messages/<str:token>/", neighbours.confirm_message, name="confirm_message"),
    path("mon-message/<str:token>/", neighbours.my_message, name="my_message"),
    path("suivi/<str:token>/", neighbours.confirm_follow, name="confirm_follow"),
    path("suivi/<str:token>/arret/", neighbours.unfollow, name="unfollow"),
    path(f"{SPACE}/messages/", inbox.inbox, name="messages"),
    path(f"{SPACE}/messages/<int:pk>/", inbox.message, name="message"),
    path(f"{SPACE}/messages/<int:pk>/repondre/", inbox.answer, name="answer_message"),
    path(f"{SPACE}/messages/<int:pk>/publier/", inbox.publish, name="publish_message"),
    path(f"{SPACE}/messages/<int:pk>/retirer/", inbox.unpublish, name="unpublish_message"),
    path(f"{SPACE}/messages/<int:pk>/accepter/", inbox.take, name="take_offer"),
    path(f"{SPACE}/messages/<int:pk>/fait/", inbox.offer_done, name="offer_done"),
    path(f"{SPACE}/messages/<int:pk>/masquer/", moderation.hide_message, name="hide_message"),
    path(f"{SPACE}/coups-de-main/", helping.help_calls, name="help_calls"),
    path(f"{SPACE}/coups-de-main/ajouter/", helping.add, name="help_call_add"),
    path(f"{SPACE}/coups-de-main/<int:pk>/modifier/", helping.edit, name="help_call_edit"),
    path(f"{SPACE}/coups-de-main/<int:pk>/trouve/", helping.found, name="help_call_found"),
    path(f"{SPACE}/coups-de-main/<int:pk>/fini/", helping.done, name="help_call_done"),
    path(f"{SPACE}/coups-de-main/<int:pk>/masquer/", moderation.hide_call, name="hide_call"),
    path("espace/sessions/<slug:slug>/coups-de-main/", helping.of_cohort, name="hands"),
    path("espace/sessions/<slug:slug>/signalements/", moderation.waiting, name="moderation"),
    path("espace/signalements/<int:pk>/laisser/", moderation.leave_shown, name="leave_shown"),
    path("espace/masques/<int:pk>/", moderation.hiding, name="hiding"),
]
