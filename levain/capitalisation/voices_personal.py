"""What this package keeps of the people quoted."""

from django.utils.translation import gettext_lazy as _

from levain.capitalisation.models import Clearance, Paraphrase, Pseudonym, VoiceAnswer, VoiceAsk
from levain.foundation.personal import CONSENT, TRACE, WORDS, Treatment, declare

VOICES = Treatment(
    _("Agreement of the people quoted"),
    _("The passages put to a person, her answers, the name or address of one without an account, her pseudonym."),
    _("Publish no words without the agreement of who said them, and under another name."),
    CONSENT,
    _("Those who draw the learning of the session. The evaluator and the national team open the table of names."),
    _("As long as the report. The address goes when the person is erased, or when her link is closed."),
)

declare(VOICES, VoiceAsk, "person", "name", "email")
declare(TRACE, VoiceAsk, "asked_by")
declare(VOICES, VoiceAnswer, "wording", "by", "name")
declare(WORDS, Paraphrase, "text")
declare(TRACE, Paraphrase, "written_by", "confirmed_by")
declare(TRACE, Clearance, "by")
declare(VOICES, Pseudonym, "person", "name", "known_as")
