"""The names of the questions of a form, and the shorter ones that the long have here."""

import re

from django.utils.translation import gettext as _

from levain.questionnaires.xlsform.kinds import Type
from levain.questionnaires.xlsform.remarks import Remarks
from levain.questionnaires.xlsform.sheet import Row

LONGEST = 30
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


class Names:
    """name in the form → code here; both are unique."""

    def __init__(self, told: list[tuple[Row, Type | None]], remarks: Remarks):
        self.remarks = remarks
        self.codes: dict[str, str] = {}
        self.groups: dict[str, str] = {}
        for row, kind in told:
            if kind is None or kind.closes or not (kind.kind or kind.opens or kind.note):
                continue
            self._add(row, self.groups if kind.opens == "group" else self.codes, wanted=not kind.note)

    def _add(self, row: Row, held: dict[str, str], *, wanted: bool) -> None:
        name = row.get("name")
        if not name:
            if wanted:
                self.remarks.refuse("survey", row.at, _("this line has no name."))
        elif not NAME.fullmatch(name):
            self.remarks.refuse("survey", row.at, _("“%(name)s” cannot be a name.") % {"name": name[:60]})
        elif name in held:
            self.remarks.refuse("survey", row.at, _("“%(name)s” is the name of two lines.") % {"name": name[:60]})
        elif wanted:
            held[name] = self._short(row, name, held)

    def _short(self, row: Row, name: str, held: dict[str, str]) -> str:
        """Section and question codes take 30 signs, made of letters, digits, hyphens and underscores."""
        plain = name.replace(".", "_")
        code, n = plain[:LONGEST], 1
        while code in held.values():
            n += 1
            code = f"{plain[: LONGEST - 1 - len(str(n))]}_{n}"
        if code != name:
            self.remarks.lose(
                "survey", row.at, _("“%(name)s” is called “%(code)s” here.") % {"name": name[:80], "code": code}
            )
        return code
