"""The closed lists of the catalogue: codes, labels, and the French words they bring to the index."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from levain.projects.themes import THEMES

KINDS = {
    "ingenierie": _("project engineering"),
    "expertise": _("advice and expertise"),
    "formation": _("training"),
    "financement": _("funding"),
    "mise_en_reseau": _("networking"),
    "outil_methode": _("tool or method"),
    "animation": _("local facilitation"),
    "foncier_locaux": _("land and premises"),
    "juridique": _("legal advice"),
    "communication": _("communication"),
}
BENEFICIARIES = {
    "collectif_informel": _("informal collective"),
    "association": _("association"),
    "collectivite": _("local authority"),
    "cooperative": _("cooperative"),
    "entreprise_ess": _("social enterprise"),
    "habitants": _("inhabitants"),
}
STAGES = {
    "emergence": pgettext_lazy("stage", "emergence"),
    "structuration": pgettext_lazy("stage", "structuring"),
    "conception": pgettext_lazy("stage", "design"),
    "realisation": pgettext_lazy("stage", "realisation"),
    "fonctionnement": pgettext_lazy("stage", "running"),
    "essaimage": pgettext_lazy("stage", "spreading"),
}
CONFIDENCE = {
    "sourced": _("read in its source"),
    "general_knowledge": _("general knowledge, not checked in a source"),
}

# What a label brings to the index is French whatever the reader's language: the catalogue is.
FRENCH = {
    "ingenierie": "ingénierie, accompagnement",
    "expertise": "expertise, conseil",
    "formation": "formation",
    "financement": "financement, argent",
    "mise_en_reseau": "mise en réseau",
    "outil_methode": "outil, méthode",
    "animation": "animation",
    "foncier_locaux": "foncier, locaux",
    "juridique": "juridique",
    "communication": "communication",
    "participation": "participation",
    "habitat": "habitat, logement",
    "energie": "énergie",
    "mobilite": "mobilité, déplacements",
    "alimentation_agriculture": "alimentation, agriculture",
    "biodiversite_nature": "biodiversité, nature",
    "eau": "eau",
    "dechets_economie_circulaire": "déchets, économie circulaire",
    "amenagement_espace_public": "aménagement, espace public",
    "tiers_lieux": "tiers-lieux",
    "solidarite_inclusion": "solidarité, inclusion",
    "economie_locale": "économie locale",
    "patrimoine": "patrimoine",
    "education_sensibilisation": "éducation, sensibilisation",
    "sante_environnement": "santé, environnement",
    "numerique": "numérique",
}
# Beyond these many themes a support is general: its themes no longer say what it is for.
GENERAL = 8


def french_labels(kind: str, themes: list[str]) -> str:
    codes = [kind] if len(themes) > GENERAL else [kind, *themes]
    return ", ".join(FRENCH.get(code, "") for code in codes)


def theme_label(code: str) -> str:
    return str(THEMES.get(code, code))
