"""What applications, projects, needs and supports are about: one vocabulary for all."""

from django.utils.translation import gettext_lazy as _

THEMES = {
    "participation": _("participation"),
    "habitat": _("housing"),
    "energie": _("energy"),
    "mobilite": _("mobility"),
    "alimentation_agriculture": _("food and farming"),
    "biodiversite_nature": _("biodiversity and nature"),
    "eau": _("water"),
    "dechets_economie_circulaire": _("waste and circular economy"),
    "amenagement_espace_public": _("planning and public space"),
    "tiers_lieux": _("shared places"),
    "solidarite_inclusion": _("solidarity and inclusion"),
    "economie_locale": _("local economy"),
    "patrimoine": _("heritage"),
    "education_sensibilisation": _("education and awareness"),
    "sante_environnement": _("health and environment"),
    "numerique": _("digital"),
}
