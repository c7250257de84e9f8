"""The versions of a sheet of the catalogue: who changed what, when, from which words to which."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from levain.support.forms.support import SupportForm
from levain.support.models import Support
from levain.support.vocabularies import BENEFICIARIES, KINDS, STAGES, THEMES

SHOWN = 30
CODES = {**KINDS, **BENEFICIARIES, **STAGES, **THEMES}


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Version:
    at: datetime
    who: str
    changes: list[Change]


def of(support: Support) -> list[Version]:
    """Latest first; the first version of all has no change to show."""
    kept = list(support.history.select_related("history_user").order_by("-history_id")[: SHOWN + 1])
    made = [
        Version(after.history_date, _who(after), _changes(before, after))
        for after, before in zip(kept, [*kept[1:], None], strict=True)
    ]
    return [version for version in made[:SHOWN] if version.changes or version is made[-1]]


def _who(kept) -> str:
    return str(kept.history_user or kept.history_change_reason or _("the catalogue shipped with Levain"))


def _changes(before, after) -> list[Change]:
    if before is None:
        return []
    fields = SupportForm.base_fields
    found = []
    for name in (*SupportForm.FIELDS, "retired_why"):
        one, other = (_said(getattr(kept, name)) for kept in (before, after))
        if one != other:
            label = fields[name].label if name in fields else _("Why it is no longer proposed")
            found.append(Change(str(label), one, other))
    return found


def _said(value) -> str:
    if isinstance(value, list):
        return ", ".join(str(CODES.get(code, code)) for code in value)
    return str(CODES.get(value, value)) if value else ""
