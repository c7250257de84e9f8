"""What quoted people answer about their words: each answer is kept with who gave it and how, the last one counts."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.capitalisation.models import (
    Because,
    Edition,
    Evidence,
    Paraphrase,
    SheetEdition,
    Showing,
    VoiceAnswer,
    VoiceAsk,
)
from levain.capitalisation.sealing import answered
from levain.capitalisation.services.masking import mask_everywhere
from levain.capitalisation.services.reviewing import evidence_gone
from levain.capitalisation.services.turns import take_turn
from levain.foundation import journal
from levain.people.models import User

Consent, How = Evidence.Consent, VoiceAnswer.How
LONGEST = 1000
# What a quoted person may say; after publication, only that she takes her words back.
HERS = (Consent.AGREED, Consent.PARAPHRASE, Consent.REWRITE, Consent.REFUSED)


class WordingMissing(Exception):
    """The person chose other words, and they were not given."""


class WordsWithdrawn(Exception):
    """The person took her words back."""


class NotAnonymous(Exception):
    """The text says who wrote it: she must be asked."""


class NotHers(Exception):
    """These words were not put to this person."""


class AlreadyPublished(Exception):
    """The words are published: they can be taken back, not changed."""


class NotConfirmed(Exception):
    """Published words are taken back by a deed said in words."""


def check(consent: str, wording: str, speaker: User | None) -> None:
    if consent in Evidence.IN_OTHER_WORDS and not wording.strip():
        raise WordingMissing(_("Write the words the person chose: they will be shown instead of hers."))
    if consent == Consent.ANONYMOUS and speaker is not None:
        raise NotAnonymous(_("This text says who wrote it: ask this person, her words are not anonymous."))


@transaction.atomic
def record_consent(
    evidence: Evidence,
    consent: str,
    *,
    by: User | None,
    wording: str = "",
    how: str = How.SPOKEN,
    said_on: date | None = None,
    name: str = "",
    ask: VoiceAsk | None = None,
) -> bool:
    """What the person answers about her words; whether it changes anything.

    What was published and may no longer be shown is masked; its digest stays. When somebody else wrote her answer
    down, she is told, so that she can say otherwise.
    """
    take_turn(evidence.cohort_id)
    held = Evidence.objects.select_for_update(of=("self",)).select_related("passage").get(pk=evidence.pk)
    if held.consent == Consent.WITHDRAWN:
        raise WordsWithdrawn(_("The person has withdrawn these words: they can no longer be shown."))
    check(consent, wording, held.speaker_user)
    wording = wording if consent in Evidence.IN_OTHER_WORDS else ""
    if (held.consent, held.wording) == (consent, wording):
        return False
    before = held.words
    evidence.consent, evidence.wording = held.consent, held.wording = consent, wording
    evidence.save(update_fields=["consent", "wording"])
    trace(evidence, how=how, by=by, said_on=said_on, name=name, ask=ask)
    _tell(evidence, by=by, how=how)
    if not held.publishable or held.words != before:
        mask_everywhere(evidence, before)
    if consent == Consent.REFUSED:
        evidence_gone(evidence, Because.REFUSED, by=by)
    return True


def trace(
    evidence: Evidence,
    *,
    how: str,
    by: User | None,
    said_on: date | None = None,
    name: str = "",
    ask: VoiceAsk | None = None,
    at: datetime | None = None,
) -> VoiceAnswer:
    """Who said or wrote down what, when, and by which way."""
    at = at or timezone.now()
    return VoiceAnswer.objects.create(
        evidence=evidence,
        ask=ask,
        choice=evidence.consent,
        wording=evidence.wording,
        how=how,
        by=by,
        name=name[:120],
        said_on=said_on or timezone.localdate(at),
        at=at,
    )


def _tell(evidence: Evidence, *, by: User | None, how: str) -> None:
    """The person learns what another wrote down in her name; the team has its board."""
    speaker = evidence.speaker_user
    told = [speaker] if speaker and speaker.is_active and speaker != by and how in VoiceAnswer.REPORTED else []
    verb = "evidence.answered_for" if how in VoiceAnswer.REPORTED else "evidence.consent"
    journal.record(
        verb,
        on=evidence,
        by=by,
        place=evidence.project or evidence.cohort,
        changes={**answered(evidence), "how": how},
        tell=told,
    )


@transaction.atomic
def answer(
    evidence: Iterable[Evidence],
    choice: str,
    *,
    by: User | None,
    ask: VoiceAsk | None = None,
    wording: str = "",
    name: str = "",
    sure: bool = False,
) -> int:
    """The quoted person answers for these passages; the number of those it changes.

    By her page she is `by`; by the link of a letter she answers for what the letter put to her, and nothing else.
    What is published she can only take back, and says so: `sure`.
    """
    if choice not in HERS:
        raise NotHers(_("Choose one of the answers."))
    rows = list(evidence)
    _require_hers(rows, by, ask)
    published = published_among(rows)
    if choice != Consent.REFUSED:
        if len(rows) == 1 and published:
            raise AlreadyPublished(_("These words are published: you can take them back, not change them."))
        rows = [one for one in rows if one.pk not in published]
    elif published and not sure:
        raise NotConfirmed(_("These words are published: tick the box above the button to take them back."))
    rows = [one for one in rows if one.consent != Consent.WITHDRAWN]
    how = How.LINK if ask else How.PAGE
    changed = [
        one for one in rows if record_consent(one, choice, by=by, wording=wording, how=how, name=name, ask=ask)
    ]
    tell_the_team(changed, "voices.answered", by=by)
    return len(changed)


@transaction.atomic
def answer_waiting(
    evidence: models.QuerySet[Evidence], choice: str, *, by: User | None, ask: VoiceAsk | None = None, name: str = ""
) -> int:
    """One answer for all that still waits for one; what she has already decided stays."""
    waiting = list(evidence.filter(consent=Consent.PENDING).select_for_update(of=("self",)))
    return answer(waiting, choice, by=by, ask=ask, name=name) if waiting else 0


def _require_hers(rows: list[Evidence], by: User | None, ask: VoiceAsk | None) -> None:
    hers = {one.pk for one in rows if by is not None and one.speaker_user_id == by.pk}
    if ask is not None:
        hers |= set(ask.evidence.values_list("pk", flat=True))
    if not rows or any(one.pk not in hers for one in rows):
        raise NotHers(_("These words were not put to you."))


def tell_the_team(rows: Iterable[Evidence], verb: str, *, by: User | None) -> None:
    """Whoever asked, or kept the words, learns of which passages: once, however many."""
    rows = list(rows)
    put = VoiceAsk.evidence.through.objects.filter(evidence__in=rows).order_by("voiceask")
    asked = dict(put.values_list("evidence", "voiceask__asked_by"))
    of: dict[int | None, list[Evidence]] = {}
    for one in rows:
        of.setdefault(asked.get(one.pk) or one.created_by_id, []).append(one)
    people = User.objects.in_bulk([pk for pk in of if pk])
    for pk, passages in of.items():
        first = passages[0]
        tell = [people[pk]] if pk and people[pk].is_active else []
        said = verb if len(passages) == 1 else f"{verb}_all"
        journal.record(said, on=first, by=by, place=first.cohort, tell=tell)


def published_among(evidence: Iterable[Evidence]) -> set[int]:
    """Those that everyone can read today, in an edition, a practice sheet, a lesson or a lead: their ids.

    Words renewed since, which wait for her answer, are not those that are shown.
    """
    rows = [one for one in evidence if one.consent in Evidence.PUBLISHABLE]
    cohorts = {one.cohort_id for one in rows}
    reports = Edition.objects.filter(report__cohort__in=cohorts).values_list("report__cohort", "parts", "masked")
    sheets = SheetEdition.objects.filter(sheet__cohort__in=cohorts, sheet__withdrawn_on=None)
    found = [*reports, *sheets.values_list("sheet__cohort", "parts", "masked")]
    shown = {(cohort, part["id"]) for cohort, parts, masked in found for part in parts if part["id"] not in masked}
    for cohort, content in Showing.objects.public().filter(cohort__in=cohorts).values_list("cohort", "content"):
        shown |= {(cohort, f"preuve-{number}") for number in content["passages"]}
    return {one.pk for one in rows if (one.cohort_id, f"preuve-{one.number}") in shown}


def start_again(evidence: Evidence) -> None:
    """The words have changed: she is asked of the new ones, and what was told of the former ones goes."""
    evidence.voice_asks.clear()
    Paraphrase.objects.filter(evidence=evidence).delete()
