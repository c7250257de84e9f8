"""Tables made together by a migration: Django draws its models again after each table, this draws them once.

A fresh house has some hundred and eighty tables that know one another: drawn after each, they took half a minute.
"""

from collections.abc import Sequence
from typing import Any

from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation


class Tables(Operation):
    """The tables that a migration makes one after the other, without any other change between them."""

    def __init__(self, created: Sequence[CreateModel]):
        self.created = created

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return ("Tables", [self.created], {})

    def state_forwards(self, app_label: str, state: Any) -> None:
        # What was drawn is put aside: whoever reads the models next draws them with these.
        state.clear_delayed_apps_cache()
        state.__dict__.pop("apps", None)
        for each in self.created:
            each.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for each in self.created:
            each.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for each in reversed(self.created):
            each.database_backwards(app_label, schema_editor, from_state, to_state)

    def references_model(self, name: str, app_label: str) -> bool:
        return any(each.references_model(name, app_label) for each in self.created)

    def describe(self) -> str:
        return f"Create {len(self.created)} tables"
