"""Pages of what everyone reads: lists, pages, pictures, the feed, and the page that decides of them."""

from django.urls import path

from levain.capitalisation.views import passing_on, public_learning, public_lists, showing

LESSON = "lecons/<slug:cohort>/<int:number>/"
LEAD = "pistes/<slug:cohort>/<int:number>/"

urlpatterns = [
    path("appris/", public_learning.learned, name="learned"),
    path("appris/flux.atom", passing_on.news, name="feed"),
    path("lecons/", public_lists.lessons, name="public_lessons"),
    path(LESSON, public_learning.lesson, name="public_lesson"),
    path("pistes/", public_lists.leads, name="public_leads"),
    path(LEAD, public_learning.lead, name="public_lead"),
    path("rapports/", public_lists.reports, name="reports"),
    path("fiches/<slug:slug>/carte.png", passing_on.sheet, name="practice_card"),
    path(f"{LESSON}carte.png", passing_on.lesson, name="lesson_card"),
    path(f"{LEAD}carte.png", passing_on.lead, name="lead_card"),
    path("rapports/<slug:slug>/carte.png", passing_on.report, name="report_card"),
    path("appris/carte.png", passing_on.listing, name="learned_card"),
    path("espace/capitalisation/<slug:cohort>/public/", showing.shown, name="shown"),
    path("espace/<slug:kind>/<int:pk>/montrer/", showing.show, name="show"),
    path("espace/<slug:kind>/<int:pk>/retirer-du-site/", showing.take_off, name="take_off"),
]
