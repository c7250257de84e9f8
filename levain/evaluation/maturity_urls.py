"""The addresses of the maturity of a project."""

from django.urls import path

from levain.evaluation.views import maturity

urlpatterns = [
    path("espace/projets/<slug:slug>/maturite/", maturity.profile, name="maturity"),
    path("espace/projets/<slug:slug>/maturite/niveaux/", maturity.give, name="give_maturity"),
    path("espace/projets/<slug:slug>/maturite/accord/", maturity.agree, name="agree_maturity"),
    path("espace/projets/<slug:slug>/maturite/preuves/", maturity.prove, name="prove_maturity"),
    path("espace/maturite/preuves/<int:pk>/retirer/", maturity.remove, name="remove_proof"),
]
