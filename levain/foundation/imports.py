"""What an import tells: each row refused, then what was added, updated, left as it was."""

from collections.abc import Sized
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

MOST_REFUSED = 1000


def enough(errors: Sized) -> bool:
    """So many rows are refused that the file is another one than we think: reading on would only fill the memory."""
    return len(errors) >= MOST_REFUSED


@dataclass
class ImportReport:
    """What an import did, or would do when dry. One row in error and nothing is written."""

    dry_run: bool = False
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    errors: list[Any] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def written(self) -> bool:
        return not (self.errors or self.dry_run)

    def lines(self) -> list[str]:
        """What to print: each row refused, then the count."""
        counted = _("%(created)d added, %(updated)d updated, %(unchanged)d unchanged.") % {
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
        }
        dry = [_("Nothing was written: this was a trial.")] if self.dry_run else []
        stopped = [_("The reading stopped there.")] if enough(self.errors) else []
        return [*map(str, self.errors), *stopped, *([] if self.errors else [counted, *self.notes]), *dry]
