"""What the page of a finding, a lesson or a lead shows besides its own words."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from levain.capitalisation.behind import Thing, behind
from levain.capitalisation.models import PolicyLead, State
from levain.capitalisation.services.following import digest_of
from levain.capitalisation.services.lead_letters import still_here
from levain.capitalisation.services.together import name_of
from levain.foundation.models import Letter

# What is said of a letter that has not left.
NOT_GONE = {
    Letter.State.HELD: _("not gone yet: it is read before it leaves"),
    Letter.State.WAITING: _("about to leave"),
    Letter.State.CANCELLED: _("cancelled: it does not leave"),
}

BADGES = {State.DRAFT: "plain", State.SHARED: "info", State.SETTLED: "success", State.SET_ASIDE: "warning"}
MOVES = {
    State.DRAFT: [(State.SHARED, _("Share it for comments"), "chat-3-line")],
    State.SHARED: [
        (State.SETTLED, _("Settle it"), "check-line"),
        (State.DRAFT, _("Take it back as a draft"), "draft-line"),
    ],
    State.SETTLED: [(State.SHARED, _("Open it for comments again"), "chat-3-line")],
    State.SET_ASIDE: [(State.DRAFT, _("Take it up again as a draft"), "draft-line")],
}


@dataclass(frozen=True)
class Standing:
    """Where a text stands and what can be done of it."""

    thing: Thing
    name: str

    @property
    def badge(self) -> str:
        return BADGES[State(self.thing.state)]

    @property
    def moves(self) -> list[tuple[str, Any, str]]:
        return MOVES[State(self.thing.state)]

    @property
    def shaky(self) -> list[Thing]:
        """What it stands on directly and is not settled itself."""
        under = self.thing.lessons if self.name == "lead" else self.thing.findings if self.name == "lesson" else None
        return [one for one in under.all() if one.state != State.SETTLED] if under else []

    @property
    def may_be_set_aside(self) -> bool:
        return self.thing.state != State.SET_ASIDE

    def to(self, deed: str) -> str:
        return reverse(f"capitalisation:{self.name}_{deed}", args=[self.thing.pk])

    @property
    def addresses(self) -> dict[str, str]:
        return {deed: self.to(deed) for deed in ("move", "reviewed", "versions", "objection", "remarks")}


def standing(thing: Thing) -> dict[str, Any]:
    """For the blocks `standing.html`, `behind.html` and `objections.html`."""
    gathered = behind(thing)
    return {
        "standing": Standing(thing, name_of(thing)),
        "authors": [str(one) for one in thing.authors.all()],
        "behind": gathered,
        "objections": gathered.objections,
    }


def what_followed(lead: PolicyLead) -> dict[str, Any]:
    """The letters, the answers and what was done; whether the last answer is to words that have changed since."""
    answers = list(lead.answers.all())
    last = answers[0] if answers else None
    sendings = list(lead.sendings.all())
    here = still_here(sendings)
    return {
        "sendings": [(one, NOT_GONE.get(here.get(one.pk, ""), "")) for one in sendings],
        "answered_letters": {one.sending_id for one in answers},
        "follow_ups": lead.follow_ups.all(),
        "last_answer": last,
        "earlier_answers": answers[1:],
        "answered_before": last is not None and last.words not in ("", digest_of(lead)),
        "taken_up_by": list(lead.taken_up_by.select_related("cohort")),
    }
