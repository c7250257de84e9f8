import json
import os
from pathlib import Path

from levain.foundation import access
from levain.portal.permissions import allowed_roles, matrix, missing_samples, table
from levain.programmes.models import Programme
from tests.sweep.walk import named

AGREED = Path(__file__).parent / "permissions.json"


def test_every_route_is_declared_and_every_declaration_has_a_route():
    assert sorted(set(named())) == sorted(access.routes())


def test_every_object_that_a_rule_asks_about_has_samples():
    assert missing_samples(matrix()) == []


def test_the_matrix_is_the_one_that_was_agreed():
    """When rights change on purpose: LEVAIN_SNAPSHOT=1 pytest tests/portal/test_permissions.py, and read the diff."""
    found = allowed_roles(matrix())
    if os.environ.get("LEVAIN_SNAPSHOT"):
        lines = [f" {json.dumps(name)}: {json.dumps(relations)}" for name, relations in found.items()]
        AGREED.write_text("{\n" + ",\n".join(lines) + "\n}\n")

    assert found == json.loads(AGREED.read_text())


def test_asking_leaves_nothing_behind():
    matrix()

    assert not Programme.objects.filter(slug__startswith="sample-").exists()


def test_the_printed_matrix_says_who_a_route_is_open_to():
    printed = table(
        [
            {"route": "a:b", "role": role, "relation": "own", "allowed": role != "juror", "reason": ""}
            for role in ("bearer", "juror")
        ]
    )

    assert printed.splitlines()[1].split() == ["a:b", "own", "bearer"]
