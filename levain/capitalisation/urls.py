from django.urls import path

from levain.capitalisation import (
    codes_urls,
    outside_urls,
    practice_urls,
    report_urls,
    showing_urls,
    talk_urls,
    voices_urls,
)
from levain.capitalisation.views import citing, corpus, evidence, home, learning

app_name = "capitalisation"
urlpatterns = [
    *talk_urls.urlpatterns,
    *practice_urls.urlpatterns,
    *report_urls.urlpatterns,
    *codes_urls.urlpatterns,
    *outside_urls.urlpatterns,
    *showing_urls.urlpatterns,
    *voices_urls.urlpatterns,
    path("espace/capitalisation/", home.mine, name="mine"),
    path("espace/capitalisation/<slug:cohort>/", home.home, name="home"),
    path("espace/capitalisation/<slug:cohort>/corpus/", corpus.corpus, name="corpus"),
    path("espace/preuves/nouvelle/<int:kind>/<int:pk>/", citing.cite, name="cite"),
    path("espace/preuves/<int:pk>/", evidence.evidence, name="evidence"),
    path("espace/preuves/<int:pk>/constat/", evidence.link, name="link"),
    path("espace/capitalisation/<slug:cohort>/constats/nouveau/", learning.new_finding, name="new_finding"),
    path("espace/constats/<int:pk>/", learning.finding, name="finding"),
    path("espace/constats/<int:pk>/modifier/", learning.edit_finding, name="edit_finding"),
    path("espace/capitalisation/<slug:cohort>/lecons/nouvelle/", learning.new_lesson, name="new_lesson"),
    path("espace/lecons/<int:pk>/", learning.lesson, name="lesson"),
    path("espace/lecons/<int:pk>/modifier/", learning.edit_lesson, name="edit_lesson"),
    path("espace/capitalisation/<slug:cohort>/pistes/nouvelle/", learning.new_lead, name="new_lead"),
    path("espace/pistes/<int:pk>/", learning.lead, name="lead"),
    path("espace/pistes/<int:pk>/modifier/", learning.edit_lead, name="edit_lead"),
    path("espace/pistes/<int:pk>/reponse/", learning.answer_lead, name="answer_lead"),
]
