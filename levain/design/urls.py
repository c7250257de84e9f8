from django.urls import path

from . import views

app_name = "design"
urlpatterns = [
    path("langue/", views.language, name="language"),
    path("affichage/", views.display, name="display"),
    path("mentions-legales/", views.page("legal"), name="legal"),
    path("accessibilite/", views.page("accessibility"), name="accessibility"),
    path("donnees-personnelles/", views.page("privacy"), name="privacy"),
    path("cookies/", views.page("cookies"), name="cookies"),
    path("eco-conception/", views.page("ecodesign"), name="ecodesign"),
    path("licence/", views.page("licence"), name="licence"),
    path("design/", views.components, name="components"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security, name="security"),
    path("contact/", views.page("contact"), name="contact"),
    path("plan-du-site/", views.page("sitemap"), name="sitemap"),
]
