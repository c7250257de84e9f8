from django.urls import path

from levain.chain import views

app_name = "chain"
urlpatterns = [path("espace/reprendre/<int:kind>/<int:pk>/", views.turn, name="turn")]
