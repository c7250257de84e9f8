from django.urls import path

from levain.capitalisation.views import corpus, outside

urlpatterns = [
    path("espace/corpus/<int:pk>/", corpus.around, name="around"),
    path("espace/capitalisation/<slug:cohort>/documents/", outside.documents, name="outside_documents"),
    path("espace/capitalisation/<slug:cohort>/documents/nouveau/", outside.give, name="give_outside"),
    path("espace/corpus/documents/<int:pk>/", outside.document, name="outside"),
    path("espace/corpus/documents/<int:pk>/version/", outside.renew, name="renew_outside"),
    path("espace/corpus/documents/<int:pk>/modifier/", outside.edit, name="edit_outside"),
    path("espace/corpus/documents/<int:pk>/retirer/", outside.withdraw, name="withdraw_outside"),
]
