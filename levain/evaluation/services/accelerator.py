"""Ask four voices what the call made happen; put the same sentences to everyone at three moments."""

from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.design.dates import in_words
from levain.evaluation import floors
from levain.evaluation.models import BarometerAnswer, BarometerWave, EmergenceAsk, MissedInitiative, Moment
from levain.foundation import journal, letters, yaml_files
from levain.people.models import Organisation, Role, RoleCode, User
from levain.programmes.models import Cohort
from levain.projects.models import ProjectTerritory
from levain.selection.models import Application, EvaluationConsent

BAROMETER = yaml_files.read(Path(__file__).resolve().parent.parent / "data" / "barometer.yaml")
STATEMENTS: dict[str, str] = BAROMETER["statements"]
SCALE: list[str] = BAROMETER["scale"]
State = Application.State
VOICES = {
    State.RETAINED: EmergenceAsk.Voice.RETAINED,
    State.DRAFT: EmergenceAsk.Voice.NEVER_DEPOSITED,
    State.WITHDRAWN: EmergenceAsk.Voice.NEVER_DEPOSITED,
}


class AlreadyAnswered(Exception):
    """These five questions are answered once."""


class AskClosed(Exception):
    """The results of this voice may be read since: one more answer would be told apart."""


class AlreadyOpen(Exception):
    """The barometer is taken once at each moment: else before and after would not compare."""


class WaveClosed(Exception):
    """The barometer is not open on this day."""


@transaction.atomic
def ask_emergence(cohort: Cohort, *, when: str, by: User) -> list[EmergenceAsk]:
    """Write to those who agreed to be called, and to the State services of the cohort's territories; once each.

    A voice whose results are shown is not asked again: what one more person says would be told apart.
    """
    held = Cohort.objects.select_for_update().get(pk=cohort.pk)
    done = EmergenceAsk.objects.filter(cohort=held, when=when)
    by_voice: dict[str, list[EmergenceAsk]] = defaultdict(list)
    for ask in done:
        by_voice[ask.voice].append(ask)
    shown = {voice for voice, asks in by_voice.items() if floors.voice_shown(asks)}
    made = []
    consents = EvaluationConsent.objects.filter(call__cohort=held, withdrawn_at=None, side="bearer").exclude(email="")
    consents = consents.exclude(reference__in=done.exclude(reference="").values("reference"))
    states = dict(Application.objects.filter(call__cohort=held).values_list("reference", "state"))
    for consent in consents:
        voice = VOICES.get(State(states.get(consent.reference, State.DRAFT)), EmergenceAsk.Voice.NOT_RETAINED)
        made.append(EmergenceAsk(voice=voice, reference=consent.reference, name=consent.name, email=consent.email))
    for service in _services(held).exclude(pk__in=done.exclude(service=None).values("service")):
        made.append(EmergenceAsk(voice=EmergenceAsk.Voice.STATE, service=service, email=service.mailbox))
    made = [ask for ask in made if ask.voice not in shown]
    for ask in made:
        ask.cohort, ask.when, ask.asked_by = held, when, by
        ask.save()
        if ask.email:
            _write(ask)
    if made:
        journal.record("emergence.asked", on=made[0], by=by, place=held, changes={"n": len(made), "when": when})
    return made


def _services(cohort: Cohort) -> Any:
    """The State services that hold a role in the projects of the cohort, or cover one of their communes."""
    projects = cohort.projects.values("pk")
    land = ProjectTerritory.objects.filter(project__in=projects).values("territory__outer_links__outer")
    held = Q(scope_type__model="project", scope_id__in=projects)
    held |= Q(scope_type__model="territory", scope_id__in=land)
    roles = Role.objects.filter(held, code=RoleCode.STATE_SERVICE, organisation__isnull=False)
    return Organisation.objects.filter(pk__in=roles.values("organisation"))


def link(ask: EmergenceAsk) -> str:
    return settings.SITE_URL + reverse("evaluation:answer_emergence", args=[ask.key])


def _write(ask: EmergenceAsk) -> None:
    text = _(
        "Hello,\n\nFive questions, three minutes, about what the call of %(cohort)s made happen, or not. "
        "No account is needed. Your answers are read by the evaluation team, and shown by group, never with your "
        "name.\n\n%(link)s\n\nYou may answer until %(day)s, or leave them unanswered."
    ) % {"cohort": ask.cohort.name, "link": link(ask), "day": in_words(ask.closes)}
    letters.queue(ask.email, _("Five questions about the call"), text)


@transaction.atomic
def answer_emergence(ask: EmergenceAsk, *, missed: list[dict[str, str]] | None = None, **said: Any) -> None:
    """Keep the answers, once; a State service adds the initiatives that did not apply."""
    now = EmergenceAsk.objects.select_for_update().get(pk=ask.pk)
    if now.answered_on:
        raise AlreadyAnswered(_("These questions were already answered. Thank you."))
    if now.is_over():
        raise AskClosed(_("These questions are closed. What you wrote was not kept."))
    for name, value in said.items():
        setattr(now, name, value)
    now.answered_on = timezone.localdate()
    now.save()
    MissedInitiative.objects.bulk_create(MissedInitiative(ask=now, **one) for one in missed or ())
    journal.record("emergence.answered", on=now, by=None, place=now.cohort)


@transaction.atomic
def open_wave(
    cohort: Cohort, *, by: User, moment: str, opens: date, closes: date, invited: int | None = None
) -> BarometerWave:
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    if BarometerWave.objects.filter(cohort=cohort, moment=moment).exists():
        raise AlreadyOpen(_("The barometer was already taken: %(moment)s.") % {"moment": Moment(moment).label})
    wave = BarometerWave.objects.create(
        cohort=cohort, opened_by=by, moment=moment, opens=opens, closes=closes, invited=invited
    )
    journal.record("barometer.opened", on=wave, by=by, place=cohort, changes={"moment": moment})
    return wave


@transaction.atomic
def answer_wave(wave: BarometerWave, *, token: UUID, levels: dict[str, int], day: date | None = None) -> None:
    """Keep the levels given, 1 to 5; a sentence without opinion is not there. The same form is kept once."""
    if not wave.is_open(day):
        raise WaveClosed(_("The barometer is closed. What you chose was not kept."))
    kept = {name: level for name, level in levels.items() if name in STATEMENTS and level in range(1, 6)}
    BarometerAnswer.objects.get_or_create(pk=token, defaults={"wave": wave, "levels": kept})
