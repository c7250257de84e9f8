from django.urls import path

from levain.chain import views

app_name = "chain"
TURN = "espace/reprendre/<int:kind>/<int:pk>"
urlpatterns = [
    path(f"{TURN}/", views.turn, name="turn"),
    path(f"{TURN}/action/", views.turn, {"into": "action"}, name="turn_to_action"),
    path(f"{TURN}/besoin/", views.turn, {"into": "need"}, name="turn_to_need"),
]
