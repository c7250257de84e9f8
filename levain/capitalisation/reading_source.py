"""What a piece of evidence was taken from, as it was then and as it is now."""

from dataclasses import dataclass, field
from typing import Any

from levain.capitalisation.models import Evidence
from levain.capitalisation.services.sources import note_state, state_of
from levain.formulas.differences import Piece, differences
from levain.foundation import passages, pasting, registry
from levain.foundation.passages import Found, State
from levain.people.models import User

TO_SETTLE = (State.CHANGED, State.GONE, State.ALTERED)


@dataclass(frozen=True)
class Source:
    """The state of the words, and for those who work on it what their text says now."""

    found: Found
    to: str = ""
    label: Any = ""
    readable: bool = False
    unsettled: bool = False
    now: pasting.Place | None = None
    words_now: str = ""
    pieces: list[Piece] = field(default_factory=list)

    @property
    def intact(self) -> bool:
        return self.found.state == State.INTACT


def source_of(evidence: Evidence, reader: User) -> Source:
    """The rights of the reader on the source hold here too: who may not open it reads only its state."""
    source, found = evidence.passage.object, state_of(evidence)
    note_state(evidence, found.state)
    if source is not None and evidence.project_id and getattr(source, "project_id", None) == evidence.project_id:
        source.project = evidence.project  # the rules read its session: it is at hand
    if source is None or not registry.may_see(reader, source):
        return Source(found, unsettled=_unsettled(evidence, found))
    said = registry.of(source)
    text = passages.plain(str(getattr(source, evidence.passage.field) or ""))
    now = pasting.nearest(text, evidence.passage.quote) if found.state in TO_SETTLE else None
    words = text[now.start : now.end] if now else ""
    return Source(
        found,
        to=passages.address(evidence.passage, source),
        label=said.texts.get(evidence.passage.field, "") if said else "",
        readable=True,
        unsettled=_unsettled(evidence, found),
        now=now,
        words_now=words,
        pieces=list(differences(evidence.passage.quote, words)) if words else [],
    )


def _unsettled(evidence: Evidence, found: Found) -> bool:
    return found.state in TO_SETTLE and evidence.hold == Evidence.Hold.LIVE
