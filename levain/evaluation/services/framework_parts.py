"""The criteria, the boxes and the indicators of a cohort's framework: added, or changed."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from levain.evaluation.models import Criterion, Framework, Indicator, LogicLink, LogicNode
from levain.evaluation.services.framework_change import LinkRefused, held_as_opened, opened_to_change, record
from levain.formulas import logic_model
from levain.people.models import User

Added = Criterion | LogicNode | Indicator
# The letter of a box tells its step, as in the starter model.
LETTERS = {"ressource": "R", "activite": "A", "realisation": "S", "resultat": "E", "impact": "I"}


@transaction.atomic
def write_part(
    framework: Framework,
    kind: type[Added],
    *,
    by: User,
    said: dict[str, Any],
    part: Added | None = None,
    opened: str = "",
    reason: str = "",
) -> Added:
    """Add a part, or change one; `opened` is what the form was opened on."""
    if part is not None:
        part = held_as_opened(part, opened)
    held = opened_to_change(framework, by, reason)
    if part is None:
        part = kind(framework=held, code=_free_code(held, kind, said), position=_last(held, kind) + 1)
    for name, value in said.items():
        setattr(part, name, value)
    if isinstance(part, LogicNode):
        _refuse_backwards(held, part)
    part.save()
    record("framework.changed", held, by, part=part.code)
    return part


def _last(framework: Framework, kind: type[Added]) -> int:
    return max(kind.objects.filter(framework=framework).values_list("position", flat=True), default=0)


def _free_code(framework: Framework, kind: type[Added], said: dict[str, Any]) -> str:
    taken = set(kind.objects.filter(framework=framework).values_list("code", flat=True))
    letter = {Criterion: "C", Indicator: "I"}.get(kind) or LETTERS[said["kind"]]
    form = "{}{:02}" if kind is Indicator else "{}{}"
    return next(code for n in range(1, 1000) if (code := form.format(letter, n)) not in taken)


def _refuse_backwards(framework: Framework, node: LogicNode) -> None:
    """A box that moves to another step keeps links that go forward."""
    nodes = dict(framework.logicnodes.values_list("code", "kind")) | {node.code: node.kind}
    links = LogicLink.objects.filter(source__framework=framework).values_list("source__code", "target__code")
    if not logic_model.check(nodes, set(links), {}).sound:
        raise LinkRefused(_("With this step, a link of the model would go back: take it away first."))
