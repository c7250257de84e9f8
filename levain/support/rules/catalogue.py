"""Who reads the catalogue, and who keeps it."""

from django.utils.translation import gettext as _

from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.support.models import Support, Synonym
from levain.support.rules.needs import SUPPORTING


def can_read_support(user, support: Support) -> Verdict:
    if user.is_authenticated:
        return GRANTED
    return refused(_("Sign in to read the catalogue."))


def can_keep_catalogue(user, support: Support | None = None) -> Verdict:
    """The catalogue serves every cohort: whoever advises or leads one may keep it."""
    if user.is_authenticated and user.holds(*SUPPORTING):
        return GRANTED
    return refused(_("The advisers and the national team keep the catalogue."))


def can_keep_synonyms(user, synonym: Synonym | None = None) -> Verdict:
    """The table serves every cohort: whoever advises or leads one may keep it."""
    if user.is_authenticated and user.holds(*SUPPORTING):
        return GRANTED
    return refused(_("The advisers and the national team keep the table of everyday words."))
