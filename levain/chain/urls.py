from django.urls import path

from levain.chain.views import letters, turning

app_name = "chain"
TURN = "espace/reprendre/<int:kind>/<int:pk>"
LETTERS = "espace/appels/<slug:slug>/lettres"
LETTER = f"{LETTERS}/<slug:reference>"
urlpatterns = [
    path(f"{TURN}/", turning.turn, name="turn"),
    path("espace/engagements/<int:kind>/<int:pk>/suivre/", turning.follow, name="follow"),
    path(f"{TURN}/action/", turning.turn, {"into": "action"}, name="turn_to_action"),
    path(f"{TURN}/besoin/", turning.turn, {"into": "need"}, name="turn_to_need"),
    path(f"{LETTERS}/", letters.listed, name="letters"),
    path(f"{LETTERS}/preparer/", letters.prepare, name="prepare_letters"),
    path(f"{LETTERS}/publier/", letters.release, name="release"),
    path(f"{LETTERS}/modele/<slug:state>/", letters.template, name="letter_template"),
    path(f"{LETTER}/", letters.letter, name="letter"),
    path(f"{LETTER}/lue/", letters.read, name="letter_read"),
]
