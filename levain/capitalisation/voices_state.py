"""Where the agreement on a passage stands: the same words in lists, on its page and on the board that counts them."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from levain.capitalisation.models import Evidence, Paraphrase, VoiceAsk

Consent = Evidence.Consent
# Each state: what it is called, and its rows among those of `followed`.
STATES: dict[str, tuple[Promise, Q]] = {
    "demander": (_("Not asked yet"), Q(consent=Consent.PENDING, was_asked=False)),
    "attente": (_("Asked, no answer yet"), Q(consent=Consent.PENDING, was_asked=True)),
    "accord": (_("The person agrees"), Q(consent=Consent.AGREED)),
    "mots": (_("In words she chose"), Q(consent=Consent.PARAPHRASE)),
    "dire": (_("To tell in other words"), Q(consent=Consent.REWRITE, unread=False)),
    "relire": (_("Paraphrase to read again"), Q(consent=Consent.REWRITE, unread=True)),
    "dites": (_("Told in other words"), Q(consent=Consent.TOLD)),
    "refus": (_("Refused"), Q(consent=Consent.REFUSED)),
    "retrait": (_("Words withdrawn"), Q(consent=Consent.WITHDRAWN)),
    "anonyme": (_("Said without a name"), Q(consent=Consent.ANONYMOUS)),
}
DECIDED = {
    Consent.AGREED: "accord",
    Consent.PARAPHRASE: "mots",
    Consent.TOLD: "dites",
    Consent.REFUSED: "refus",
    Consent.WITHDRAWN: "retrait",
    Consent.ANONYMOUS: "anonyme",
}


def followed(rows: QuerySet[Evidence]) -> QuerySet[Evidence]:
    """Each passage with whether it was put to its author, and whether a paraphrase of it is to be read again."""
    put = VoiceAsk.evidence.through.objects.filter(evidence=OuterRef("pk"))
    unread = Paraphrase.objects.filter(evidence=OuterRef("pk"), confirmed_by=None)
    return rows.annotate(was_asked=Exists(put), unread=Exists(unread))


def state_of(one: Evidence) -> str:
    """The state of a passage read with `followed`, the one whose count holds it."""
    consent = Consent(one.consent)
    if consent == Consent.PENDING:
        return "attente" if one.was_asked else "demander"
    if consent == Consent.REWRITE:
        return "relire" if one.unread else "dire"
    return DECIDED[consent]


def agreement(one: Evidence) -> str:
    return str(STATES[state_of(one)][0])
