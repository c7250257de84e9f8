"""The lists of choices of a form."""

from typing import Any

from django.utils.translation import gettext as _

from levain.foundation.workbooks import Rows
from levain.questionnaires.xlsform.remarks import Remarks
from levain.questionnaires.xlsform.sheet import rows

LONGEST_CODE = 60
MADE_FOR = ("list_name", "name", "label")


class Choices:
    """Each list: its choices in order, and their labels in the other languages of the form."""

    def __init__(self, sheet: Rows, language: str, remarks: Remarks):
        self.language, self.remarks = language, remarks
        self.lists: dict[str, list[dict[str, Any]]] = {}
        self.words: dict[str, dict[str, dict[str, str]]] = {}
        for row in rows(sheet):
            self._add(row)

    def _add(self, row) -> None:
        name, code = row.get("list_name"), row.get("name")
        label = row.text("label", self.language)
        if not name or not code:
            return self.remarks.refuse("choices", row.at, _("a choice needs the name of its list and its own name."))
        if len(code) > LONGEST_CODE or " " in code:
            return self.remarks.refuse(
                "choices", row.at, _("“%(code)s”: the name of a choice is one short word.") % {"code": code[:40]}
            )
        held = self.lists.setdefault(name, [])
        if code in {one["code"] for one in held}:
            return self.remarks.refuse(
                "choices", row.at, _("“%(code)s” stands twice in the list “%(list)s”.") % {"code": code, "list": name}
            )
        if not label:
            self.remarks.lose("choices", row.at, _("this choice has no label: its name stands for it."))
        held.append({"code": code, "label": label or code} | self._more(row))
        for language, text in row.others("label", self.language).items():
            self.words.setdefault(name, {}).setdefault(language, {})[code] = text
        return None

    def _more(self, row) -> dict[str, str]:
        """The columns that a filter may look at; pictures and sounds are not shown."""
        more = {}
        for heading, text in row.cells.items():
            if heading.name.startswith("media"):
                self.remarks.lose("choices", row.at, _("pictures and sounds of a choice are not shown."))
            elif heading.name not in MADE_FOR and not heading.language:
                more[heading.name] = text
        return more

    def scale(self, name: str) -> dict[str, Any] | None:
        """The scale that a list draws when its names are whole numbers that follow one another; else None.

        A choice named `none` is the right to have no opinion.
        """
        told = [one for one in self.lists.get(name, []) if one["code"] != "none"]
        try:
            points = [int(one["code"]) for one in told]
        except ValueError:
            return None
        if not 2 <= len(points) <= 21 or points != list(range(points[0], points[0] + len(points))):
            return None
        labels = ["" if one["label"] == one["code"] else one["label"] for one in told]
        scale: dict[str, Any] = {"min": points[0], "max": points[-1]}
        if any(labels):
            scale["labels"] = labels if all(labels) else [labels[0], labels[-1]]
        if len(told) < len(self.lists[name]):
            scale["no_opinion"] = True
        return scale

    def scale_words(self, name: str) -> dict[str, list[str]]:
        """The points of a scale in the other languages."""
        order = [one["code"] for one in self.lists[name] if one["code"] != "none"]
        return {
            language: [words.get(code, "") for code in order] for language, words in self.words.get(name, {}).items()
        }
