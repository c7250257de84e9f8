from django.urls import path

from levain.people import views

app_name = "people"
urlpatterns = [
    path("connexion/demonstration/", views.sign_in_demonstration, name="sign_in_demonstration"),
    path("espace/compte/", views.account, name="account"),
    path("espace/compte/cles/", views.keys, name="keys"),
    path("espace/compte/cles/<int:pk>/fermer/", views.close_key, name="close_key"),
    path("espace/compte/fermer-mes-sessions/", views.close_sessions, name="close_sessions"),
    path("invitations/<str:token>/", views.invitation, name="invitation"),
]
