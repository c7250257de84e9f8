"""The criteria, the boxes and the indicators of a cohort's framework, added, changed, taken off with their reason."""

import hashlib
import json
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from levain.evaluation.models import Criterion, Framework, Indicator, LogicLink, LogicNode
from levain.evaluation.services.matrix import InUse, LinkRefused, opened_to_change, record
from levain.formulas import logic_model
from levain.foundation.versions import ChangedSince
from levain.people.models import User

Part = Criterion | LogicNode | Indicator
WORDS: dict[type, tuple[str, ...]] = {
    Criterion: ("label", "gloss", "source"),
    LogicNode: ("text", "kind", "directness"),
    Indicator: ("label", "unit", "kind", "impact", "better", "criterion_id", "source", "moments", "method"),
}
# The letter of a box tells its step, as in the starter model.
LETTERS = {"ressource": "R", "activite": "A", "realisation": "S", "resultat": "E", "impact": "I"}


def part_opened(part: Part) -> str:
    """What a form was opened on: the words that two people may change at once."""
    told = [getattr(part, name) for name in WORDS[type(part)]]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


@transaction.atomic
def write_part(
    framework: Framework,
    kind: type[Part],
    *,
    by: User,
    said: dict[str, Any],
    part: Part | None = None,
    opened: str = "",
    reason: str = "",
) -> Part:
    """Add a part, or change one; `opened` is what the form was opened on."""
    if part is not None:
        Framework.objects.select_for_update().get(pk=framework.pk)
        part = kind.objects.get(pk=part.pk, framework=framework)
        if opened != part_opened(part):
            raise ChangedSince(part)
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


@transaction.atomic
def drop_part(part: Part, *, by: User, reason: str = "") -> None:
    """Take it off; what questions, projects or indicators lean on stays."""
    held = opened_to_change(part.framework, by, reason)
    record("framework.changed", held, by, dropped=part.code)
    try:
        part.delete()
    except ProtectedError as error:
        raise InUse(_("Questions, indicators or projects lean on it: it stays.")) from error


def _last(framework: Framework, kind: type[Part]) -> int:
    return max(kind.objects.filter(framework=framework).values_list("position", flat=True), default=0)


def _free_code(framework: Framework, kind: type[Part], said: dict[str, Any]) -> str:
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
