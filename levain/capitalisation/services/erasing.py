"""An erased person can no longer be asked, nor found by the words that named her: links close, names go."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from levain.capitalisation.models import (
    Evidence,
    Objection,
    Pseudonym,
    Reader,
    Remark,
    VoiceAnswer,
    VoiceAsk,
)
from levain.capitalisation.services.voices import trace
from levain.capitalisation.voices_shown import key_of, known_as, same_people
from levain.people.models import User

Consent = Evidence.Consent


@transaction.atomic
def forget(person: User) -> None:
    """What waited for her is told in other words; what she remarked stays, signed by nobody in particular."""
    hers = list(_words_of(person))
    asks = VoiceAsk.objects.filter(Q(person=person) | Q(email__iexact=person.email))
    VoiceAnswer.objects.filter(Q(by=person) | Q(ask__in=asks)).update(name="")
    asks.update(name="", email="", person=None, round=0)
    known = {key_of(one)[1] for one in hers if not one.speaker_user_id}
    _forget_names(known - {""}, {one.cohort_id for one in hers})
    for evidence in hers:
        evidence.speaker = ""
        evidence.save(update_fields=["speaker"])
        if evidence.consent == Consent.PENDING:
            evidence.consent = Consent.REWRITE
            evidence.save(update_fields=["consent"])
            trace(evidence, how=VoiceAnswer.How.SILENCE, by=None)
    _sign_by_nobody(person)


def _words_of(person: User) -> Iterable[Evidence]:
    """Hers by her account, by the letter sent to her address, or by her whole name in a project where she speaks."""
    asked = Q(voice_asks__email__iexact=person.email, voice_asks__shared=False)
    rows = Evidence.objects.filter(Q(speaker_user=person) | asked).select_related("cohort", "project").distinct()
    found = {one.pk: one for one in rows}
    for cohort in {one.cohort for one in rows}:
        keys = {key for key in same_people(cohort).get((person.pk, ""), []) if key[0] is None}
        others = Evidence.objects.filter(cohort=cohort, speaker_user=None).exclude(speaker="") if keys else ()
        found |= {one.pk: one for one in others if key_of(one) in keys}
    return found.values()


def _forget_names(known: set[str], cohorts: set[int]) -> None:
    rows = Pseudonym.objects.filter(report__cohort__in=cohorts, person=None) if known else ()
    gone = [one.pk for one in rows if known_as(*one.known_as.split(":", 1)) in known]
    Pseudonym.objects.filter(pk__in=gone).delete()


def _sign_by_nobody(person: User) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        nobody = _("A person who has left")
    readers = Reader.objects.filter(Q(user=person) | Q(email__iexact=person.email))
    remarks = Remark.objects.filter(Q(by=person) | Q(reader__in=readers))
    Objection.objects.filter(remark__in=remarks).update(by=nobody)
    remarks.update(name=nobody)
    readers.filter(withdrawn_on=None).update(withdrawn_on=timezone.localdate())
    readers.update(name=nobody, email="")
