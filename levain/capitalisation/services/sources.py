"""When a source changes: its evidence is looked at again, then frozen, renewed or set aside by those who kept it."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.capitalisation import sealing
from levain.capitalisation.models import Evidence, FormerPassage
from levain.capitalisation.sealing import answered, seal
from levain.capitalisation.services.voices import WordsWithdrawn, start_again
from levain.foundation import journal, passages
from levain.foundation.passages import Found, State
from levain.foundation.versions import save_over
from levain.people.models import User


class NothingChanged(Exception):
    """The source still says what was kept."""


class WordsGone(Exception):
    """There is no text to take new words from."""


def state_of(evidence: Evidence) -> Found:
    """Where the words stand today; what the journal sealed when they were kept must still be what is kept."""
    found = passages.find(evidence.passage)
    told = sealing.told_of([evidence]).get(evidence.pk, {})
    return found if sealing.is_sealed(evidence, told) else Found(State.ALTERED, None, None)


def look_again(model: type[models.Model], keys: Iterable[int]) -> int:
    """Find again the words kept from these objects, and note of each whether its source still says it."""
    kept = Evidence.objects.filter(
        passage__object_type=ContentType.objects.get_for_model(model), passage__object_id__in=set(keys)
    ).select_related("passage")
    found = passages.find_all(one.passage for one in kept)
    changed = []
    for one in kept:
        state = found[one.passage_id].state
        if one.source_state != state:
            one.source_state = state
            changed.append(one)
    Evidence.objects.bulk_update(changed, ["source_state"])
    return len(changed)


def note_state(evidence: Evidence, state: State) -> None:
    """What the page has just seen is what the lists say."""
    if evidence.source_state != state:
        Evidence.objects.filter(pk=evidence.pk).update(source_state=state)


def freeze_words(evidence: Evidence, version: int, *, by: User) -> None:
    """The words stay as they were said that day, whatever their source becomes."""
    _hold(evidence, version, Evidence.Hold.FROZEN, "evidence.frozen", by)


def set_aside(evidence: Evidence, version: int, *, by: User) -> None:
    """These words carry nothing any more: no report can be published on them. They stay known."""
    _hold(evidence, version, Evidence.Hold.ASIDE, "evidence.set_aside", by)


def follow_source(evidence: Evidence, version: int, *, by: User) -> None:
    """Back from a freeze or a withdrawal: the source counts again."""
    _hold(evidence, version, Evidence.Hold.LIVE, "evidence.followed", by)


@transaction.atomic
def _hold(evidence: Evidence, version: int, hold: str, verb: str, by: User) -> None:
    save_over(evidence, version, hold=hold, held_by=by, held_at=timezone.now())
    journal.record(verb, on=evidence, by=by, place=evidence.project or evidence.cohort)


@transaction.atomic
def take_new_words(
    evidence: Evidence, version: int, quote: str, *, by: User, start: int | None = None
) -> FormerPassage:
    """The words of the source as it stands now; the former ones are kept, and the person quoted is asked again."""
    if evidence.consent == Evidence.Consent.WITHDRAWN:
        raise WordsWithdrawn(_("The person has withdrawn these words: they can no longer be shown."))
    former = evidence.passage
    source = former.object
    if source is None:
        raise WordsGone(_("The source is no longer there: its former words can only be kept as they were."))
    passage = passages.cite(source, former.field, quote, by=by, start=start)
    if (passage.digest, passage.start, passage.end) == (former.digest, former.start, former.end):
        raise NothingChanged(_("These are the words already kept."))
    kept = FormerPassage.objects.create(evidence=evidence, passage=former, consent=evidence.consent, by=by)
    save_over(
        evidence,
        version,
        passage=passage,
        consent=Evidence.Consent.PENDING,
        wording="",
        hold=Evidence.Hold.LIVE,
        held_by=by,
        held_at=timezone.now(),
        source_state=State.INTACT,
    )
    start_again(evidence)
    journal.record(
        "evidence.renewed",
        on=evidence,
        by=by,
        place=evidence.project or evidence.cohort,
        changes={"passage": passage.digest, "words": seal(passage), **answered(evidence)},
    )
    return kept
