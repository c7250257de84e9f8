"""The kinds of texts a reader chooses from: what people call them, and the classes that hold them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

KINDS = {
    "carnet": (_("Logbook"), ("projects.LogbookEntry",)),
    "conversations": (_("Conversations"), ("projects.Message",)),
    "besoins": (_("Needs and proposals"), ("support.Need", "support.Proposal", "support.PeerHelp")),
    "contacts": (_("Calls and visits"), ("support.Contact",)),
    "services": (_("Questions to the State services"), ("support.Referral",)),
    "obstacles": (_("Obstacles and facilitation"), ("support.Obstacle", "support.Facilitation")),
    "missions": (_("Missions and their appraisal"), ("support.Mission",)),
    "contributions": (_("Contributions to the seminars"), ("seminars.Contribution",)),
    "comptes-rendus": (
        _("Minutes of the seminars"),
        ("seminars.Minutes", "seminars.AfterAction", "seminars.Seminar"),
    ),
    "reponses": (_("Answers to open questions"), ("questionnaires.Answer",)),
    "candidatures": (
        _("Applications and opinions"),
        ("selection.Application", "selection.Opinion", "selection.CorrectionRequest"),
    ),
    "evaluation": (
        _("Objectives and evaluation"),
        (
            "evaluation.Objective",
            "evaluation.Rating",
            "evaluation.Expectation",
            "evaluation.Crossing",
            "evaluation.MaturityAgreement",
            "evaluation.MaturityProof",
            "evaluation.Measure",
            "evaluation.Effect",
            "evaluation.Proof",
        ),
    ),
    "documents": (_("Documents from outside"), ("capitalisation.DocumentParagraph",)),
    "projets": (_("Other writings of the projects"), ()),
}
OTHER = "projets"
_OF = {label: name for name, (_words, labels) in KINDS.items() for label in labels}


def kind_of(model: type[models.Model]) -> str:
    return _OF.get(model._meta.label, OTHER)


def words_of(model: type[models.Model]) -> str:
    return str(KINDS[kind_of(model)][0])
