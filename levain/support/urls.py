from django.urls import path

from levain.support.views import catalogue, contacts, missions, needs, obstacles, proposals, referrals, synonyms

app_name = "support"
urlpatterns = [
    path("espace/supports/", catalogue.catalogue, name="catalogue"),
    path("espace/supports/<slug:slug>/", catalogue.support, name="support"),
    path("espace/synonymes/", synonyms.synonyms, name="synonyms"),
    path("espace/synonymes/<int:pk>/", synonyms.synonym_edit, name="synonym_edit"),
    path("espace/synonymes/<int:pk>/retirer/", synonyms.synonym_remove, name="synonym_remove"),
    path("espace/projets/<slug:slug>/besoins/", needs.needs, name="needs"),
    path("espace/projets/<slug:slug>/besoins/nouveau/", needs.need_new, name="need_new"),
    path("espace/besoins/<int:pk>/", needs.need, name="need"),
    path("espace/besoins/<int:pk>/modifier/", needs.need_edit, name="need_edit"),
    path("espace/besoins/<int:pk>/qualifier/", needs.qualify, name="qualify"),
    path("espace/besoins/<int:pk>/accord/", needs.agree, name="agree"),
    path("espace/besoins/<int:pk>/proposer/", proposals.propose, name="propose"),
    path("espace/besoins/<int:pk>/orienter/", referrals.refer, name="refer"),
    path("espace/besoins/<int:pk>/aider/", needs.help_offer, name="help"),
    path("espace/besoins/<int:pk>/clore/", needs.close, name="close"),
    path("espace/propositions/<int:pk>/repondre/", proposals.answer, name="answer"),
    path("espace/orientations/<int:pk>/repondre/", referrals.reply, name="reply"),
    path("espace/projets/<slug:slug>/contacts/", contacts.contacts, name="contacts"),
    path("espace/projets/<slug:slug>/contacts/nouveau/", contacts.contact_new, name="contact_new"),
    path("espace/projets/<slug:slug>/obstacles/", obstacles.obstacles, name="obstacles"),
    path("espace/projets/<slug:slug>/obstacles/nouveau/", obstacles.obstacle_new, name="obstacle_new"),
    path("espace/obstacles/<int:pk>/lever/", obstacles.lift, name="lift"),
    path("espace/projets/<slug:slug>/missions/", missions.missions, name="missions"),
    path("espace/projets/<slug:slug>/missions/nouvelle/", missions.mission_new, name="mission_new"),
]
