"""The kinds of activity, one file each. A new file in this folder is a new kind: the engine does not change.

A file defines a class that inherits `ActivityKind` and registers it: `register(Poll())`. Its templates lie in
`templates/seminars/live/<code>/`:

- `answer.html`   the telephone: one question, its fields, without button nor <form> (context: activity, form, stage,
  kind; `form` is what `form()` gave). It is the same for everyone, and rendered once for all telephones.
- `results.html`  what the room sees once shown, on the screen and on telephones, as text too (context: activity,
  merged, stage, big). Never a person, never a link.
- `remote.html`   optional: what the facilitator has besides the results (context: activity, merged, stage, live).
"""

from abc import ABC, abstractmethod
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from django import forms
from django.template.loader import select_template

from levain.seminars.models import Activity, Contribution, Stage


class ActivityKind(ABC):
    """How one kind of activity is answered, and what a room of answers becomes."""

    code: str
    # Each telephone gives one answer, which it may change; or several, never more than `at_most`.
    many = False
    at_most = 30
    # Telephones may be for what others wrote (services.answering.vote).
    votes = False
    # What people wrote may be read by the facilitator before the room: the inbox of the remote lists it.
    words = False
    # Where the facilitator chose names, the room reads who wrote each thing; otherwise names are kept and not shown.
    signs = False
    # An anonymous answer keeps the side on whose behalf it was given.
    keeps_side = False
    # Results are shown as they come, unless the facilitator hides them.
    open_results = False

    @abstractmethod
    def form(self, activity: Activity, data: Any = None) -> forms.Form:
        """The fields of an answer, bound or not. Names: text, value, column, with_whom, due, or the kind's own."""

    def answer(self, activity: Activity, form: forms.Form) -> dict[str, Any]:
        """What a valid form keeps in a contribution: text, value, column, with_whom, due; and `apart`, the words
        ({column: text}) that stand by themselves so that nobody's answers can be put together again."""
        kept = ("text", "value", "column", "with_whom", "due")
        return {name: given for name, given in form.cleaned_data.items() if name in kept and given not in ("", None)}

    def initial(self, activity: Activity, given: Contribution) -> dict[str, Any]:
        """What this telephone answered, given back in the fields of the form."""
        return {"text": given.text, "value": given.value, "column": given.column}

    @abstractmethod
    def merged(self, activity: Activity, stage: Stage) -> dict[str, Any]:
        """What the room sees: small JSON, with `n` (how many answered). Asked at most four times a second."""

    def steps(self, activity: Activity) -> list[str]:
        """The names of its steps, when the room goes through several; the remote shows a button for each."""
        return []

    def minutes(self, activity: Activity, step: int) -> int:
        """How long a step lasts: its clock starts when the room comes to it. 0: no clock."""
        return 0

    def held(self, activity: Activity) -> "ActivityKind":
        """Another way of holding it, where the activity is prepared for it."""
        return self

    def votes_each(self, activity: Activity) -> int | None:
        """How many contributions a telephone may be for; None: as many as it likes."""
        return None

    def template(self, part: str) -> Any:
        return select_template([f"seminars/live/{self.code}/{part}.html", f"seminars/live/any/{part}.html"])


_kinds: dict[str, ActivityKind] = {}


def register(kind: ActivityKind) -> None:
    _kinds[kind.code] = kind


def of(activity: Activity) -> ActivityKind | None:
    """The kind of an activity; None for one that is not held live yet."""
    load()
    kind = _kinds.get(activity.kind)
    return kind.held(activity) if kind else None


@cache
def load() -> None:
    """Whichever of them somebody read first, all of them are."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
