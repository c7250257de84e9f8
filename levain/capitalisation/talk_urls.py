"""Pages where findings, lessons and leads are written together, discussed, sent, answered and followed."""

from django.urls import path

from levain.capitalisation.views import candidates, following, linking, reread, rereadings, together

CHAIN = {"finding": "constats", "lesson": "lecons", "lead": "pistes"}
TOGETHER = {
    "move": ("etat", together.move),
    "reviewed": ("revu", together.reviewed),
    "versions": ("versions", together.versions),
    "put_back": ("versions/remettre", together.put_back),
    "objection": ("objections/nouvelle", together.new_objection),
    "remarks": ("remarques", rereadings.remarks),
}
urlpatterns = [
    *(
        path(f"espace/{words}/<int:pk>/{page}/", view, {"kind": kind}, name=f"{kind}_{deed}")
        for kind, words in CHAIN.items()
        for deed, (page, view) in TOGETHER.items()
    ),
    path("espace/capitalisation/<slug:cohort>/recurrences/", candidates.candidates, name="candidates"),
    path("espace/capitalisation/<slug:cohort>/recurrences/constat/", candidates.write, name="write_candidate"),
    path(
        "espace/capitalisation/<slug:cohort>/recurrences/<str:key>/ecarter/",
        candidates.dismiss,
        name="dismiss_candidate",
    ),
    path("espace/capitalisation/<slug:cohort>/relectures/", rereadings.listed, name="rereadings"),
    path("espace/capitalisation/<slug:cohort>/relectures/nouvelle/", rereadings.new, name="new_rereading"),
    path("espace/relectures/<int:pk>/", rereadings.rereading, name="rereading"),
    path("espace/relectures/<int:pk>/inviter/", rereadings.ask, name="ask_readers"),
    path("espace/relectures/<int:pk>/clore/", rereadings.close, name="close_rereading"),
    path("espace/relectures/<int:pk>/lire/", reread.mine, name="my_rereading"),
    path("espace/relectures/personnes/<int:pk>/retirer/", rereadings.take_back, name="take_back_reader"),
    path("espace/remarques/<int:pk>/", rereadings.answer_remark, name="answer_remark"),
    path("relectures/<str:token>/", reread.reread, name="reread"),
    path("relectures/<str:token>/fini/", reread.done, name="reread_done"),
    path("relectures/<str:token>/<slug:kind>/<int:pk>/", reread.read_one, name="read_one"),
    path("espace/pistes/<int:pk>/envoyer/", following.send, name="send_lead"),
    path("espace/pistes/<int:pk>/suites/nouvelle/", following.follow, name="follow_lead"),
    path("espace/pistes/<int:pk>/reprise/", following.take_up, name="take_up_lead"),
    path("espace/dispositifs/<slug:programme>/pistes/", following.followed_leads, name="followed_leads"),
    path("espace/constats/<int:pk>/preuves/", linking.gather, name="gather"),
    path("espace/constats/<int:pk>/preuves/oter/", linking.unlink, name="unlink"),
    path("espace/objections/<int:pk>/", together.edit_objection, name="edit_objection"),
]
