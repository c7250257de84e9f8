from django.urls import path

from levain.selection.views import applications, applying, claiming

urlpatterns = [
    path("appels/<slug:slug>/candidater/", applying.start, name="start_application"),
    path("espace/appels/<slug:slug>/saisir/", applications.type_in, name="type_in"),
    path("candidatures/reprendre/<str:token>/", claiming.claim, name="claim"),
    path("candidatures/<slug:key>/", applications.application, name="application"),
    path("candidatures/<slug:key>/etapes/<str:code>/", applying.step, name="step"),
    path("candidatures/<slug:key>/verifier/", applying.check, name="check_application"),
    path("candidatures/<slug:key>/deposer/", applying.deposit, name="deposit"),
    path("candidatures/<slug:key>/garder/", claiming.keep, name="keep_application"),
    path("candidatures/<slug:key>/lire/", applications.read, name="read_application"),
    path("candidatures/<slug:key>/candidature.pdf", applications.application_pdf, name="application_pdf"),
    path("candidatures/<slug:key>/recepisse/", applications.receipt, name="receipt"),
    path("candidatures/<slug:key>/recepisse.pdf", applications.receipt_pdf, name="receipt_pdf"),
    path("candidatures/<slug:key>/mains/", applications.hands, name="hands"),
    path("candidatures/<slug:key>/mains/<int:pk>/retirer/", applications.end_hand, name="end_hand"),
    path(
        "candidatures/<slug:key>/mains/invitations/<int:pk>/annuler/",
        applications.withdraw_invitation,
        name="withdraw_hand_invitation",
    ),
    path("candidatures/<slug:key>/remarques/<str:code>/", applications.remarks, name="remarks"),
    path("candidatures/<slug:key>/remarques/<int:pk>/regler/", applications.settle_remark, name="settle_remark"),
    path("candidatures/<slug:key>/retirer/", applications.withdraw, name="withdraw_application"),
]
