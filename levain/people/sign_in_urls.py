"""The few routes of django-allauth that we use, under the names it asks for."""

from django.urls import path

from levain.people import views

urlpatterns = [
    path("connexion/", views.SignIn.as_view(), name="account_login"),
    path("connexion/", views.SignIn.as_view(), name="account_request_login_code"),
    path("connexion/code/", views.TypeCode.as_view(), name="account_confirm_login_code"),
    path("deconnexion/", views.SignOut.as_view(), name="account_logout"),
]
