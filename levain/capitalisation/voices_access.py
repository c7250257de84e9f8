"""Who opens the pages of the people quoted."""

from levain.capitalisation import rules
from levain.capitalisation.models import Evidence, Pseudonym, Report, VoiceAsk
from levain.foundation.access import PUBLIC, SIGNED_IN, asks, declare
from levain.programmes.models import Cohort

WORK = {"of": Cohort, "cohort": "slug"}

declare(
    {
        "capitalisation:voices": SIGNED_IN,
        "capitalisation:voice_ask": asks(rules.can_read_ask, of=VoiceAsk),
        # Whoever holds the signed link of a letter answers for the words it put to her.
        "capitalisation:voices_by_link": PUBLIC,
        "capitalisation:voices_board": asks(rules.can_work_on, **WORK),
        "capitalisation:ask_voices": asks(rules.can_work_on, **WORK),
        "capitalisation:ask_by_mail": asks(rules.can_work_on, **WORK),
        "capitalisation:send_voices_again": asks(rules.can_manage_ask, of=VoiceAsk, post_only=True),
        "capitalisation:close_voices": asks(rules.can_manage_ask, of=VoiceAsk, post_only=True),
        "capitalisation:consent": asks(rules.can_work, of=Evidence),
        "capitalisation:paraphrase": asks(rules.can_work, of=Evidence),
        "capitalisation:clear_voice": asks(rules.can_clear, of=Evidence),
        "capitalisation:names": asks(rules.can_open_names, of=Report, slug="slug"),
        "capitalisation:rename_voice": asks(rules.can_change_name, of=Pseudonym),
    }
)
