from django.urls import path

from levain.programmes import views

app_name = "programmes"
urlpatterns = [path("espace/ecoquartier/", views.engagements, name="engagements")]
