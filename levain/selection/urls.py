from django.urls import path

from levain.selection import views

app_name = "selection"
urlpatterns = [
    path("appels/", views.calls, name="calls"),
    path("appels/<slug:slug>/", views.call, name="call"),
    path("espace/appels/<slug:slug>/candidatures/", views.applications, name="applications"),
]
