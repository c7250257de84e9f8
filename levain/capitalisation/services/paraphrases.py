"""A passage told in other words by the team: checked, read by a second person, and shown to who said it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.capitalisation import identifying, voices_shown
from levain.capitalisation.models import Clearance, Evidence, Paraphrase, VoiceAnswer
from levain.capitalisation.services import asking, voices
from levain.foundation import journal, passages
from levain.foundation.versions import ChangedSince
from levain.people.models import User

Consent, How = Evidence.Consent, VoiceAnswer.How


class NotToParaphrase(Exception):
    """Nobody asked that these words be told otherwise."""


class Identifies(Exception):
    """The paraphrase still says who spoke."""


class OwnParaphrase(Exception):
    """Another person reads it again."""


class NothingToClear(Exception):
    """These words name nobody else."""


def marks_in(evidence: Evidence, text: str) -> list[identifying.Mark]:
    """What identifies in these words, told for this passage."""
    crowd = voices_shown.crowds([evidence]).get((evidence.project_id, evidence.side))
    return identifying.in_paraphrase(
        text,
        identifying.known_in(evidence.cohort),
        original=evidence.passage.quote,
        common=identifying.common_words(evidence.cohort),
        alone=voices_shown.side_of(evidence) if crowd is not None and crowd < voices_shown.CROWD else "",
    )


@transaction.atomic
def write(evidence: Evidence, text: str, *, by: User, version: int = 0) -> Paraphrase:
    """The words of the team; written again, they wait for a second reader again."""
    held = Evidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk)
    if held.consent not in (Consent.REWRITE, Consent.TOLD):
        raise NotToParaphrase(_("These words are not to be told otherwise: the person has answered something else."))
    one = Paraphrase.objects.filter(evidence=held).first()
    if one is None:
        one = Paraphrase(evidence=held, version=0)
    elif one.version != version:
        raise ChangedSince(one)
    elif one.text == text:
        return one
    one.text, one.written_by, one.written_at = text, by, timezone.now()
    one.confirmed_by = one.confirmed_on = None
    one.version += 1
    one.save()
    if held.consent == Consent.TOLD:
        # What was told so is not so any more: it waits for its second reader, and leaves what is published.
        voices.record_consent(evidence, Consent.REWRITE, by=by, how=How.TEAM)
    _record("paraphrase.written", one, by)
    return one


@transaction.atomic
def confirm(one: Paraphrase, *, by: User, version: int) -> None:
    """A second person has read what identifies, and answers for the paraphrase; who spoke is shown it."""
    held = Paraphrase.objects.select_for_update(of=("self",)).get(pk=one.pk)
    if held.version != version:
        raise ChangedSince(held)
    if held.confirmed_by_id:
        return
    if held.written_by_id == by.pk:
        raise OwnParaphrase(_("Another person reads again what you wrote."))
    evidence = Evidence.objects.select_related("passage", "cohort", "project", "speaker_user").get(
        pk=held.evidence_id
    )
    if evidence.consent != Consent.REWRITE:
        raise NotToParaphrase(_("These words are not to be told otherwise: the person has answered something else."))
    never = [mark.words for mark in marks_in(evidence, held.text) if mark.never]
    if never:
        raise Identifies(_("Still there: %(words)s. Take it out before confirming.") % {"words": ", ".join(never)})
    held.confirmed_by, held.confirmed_on = by, timezone.localdate()
    held.save()
    voices.record_consent(evidence, Consent.TOLD, by=by, wording=held.text, how=How.TEAM)
    _record("paraphrase.confirmed", held, by, show=evidence)


def _record(verb: str, one: Paraphrase, by: User, *, show: Evidence | None = None) -> None:
    evidence = show or one.evidence
    speaker = evidence.speaker_user if show else None
    journal.record(
        verb,
        on=evidence,
        by=by,
        place=evidence.project or evidence.cohort,
        changes={"words": passages.digest(one.text)},
        tell=[speaker] if speaker and speaker.is_active else [],
    )
    ask = asking.latest_ask(evidence) if show else None
    if ask and not ask.person_id:
        asking.write(ask, "voices_told")


@transaction.atomic
def clear(evidence: Evidence, reason: str, *, by: User) -> Clearance:
    """A second person answers for those whom these words let recognise: they agree, or act in a public office."""
    if by.pk == evidence.created_by_id:
        raise OwnParaphrase(_("Another person than the one who kept the passage reads it again."))
    if not identifying.named_in(evidence, identifying.known_in(evidence.cohort)):
        raise NothingToClear(_("These words name nobody else."))
    said = {"digest": identifying.digest_of(evidence), "reason": reason, "by": by, "on": timezone.localdate()}
    done, _new = Clearance.objects.update_or_create(evidence=evidence, defaults=said)
    place = evidence.project or evidence.cohort
    journal.record("evidence.cleared", on=evidence, by=by, place=place, changes={"words": said["digest"]})
    return done
