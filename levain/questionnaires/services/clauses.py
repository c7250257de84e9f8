"""A condition as people pick it: some questions compared with an answer, all of them or one of them."""

from dataclasses import dataclass

from levain.questionnaires import conditions
from levain.questionnaires.conditions import Tree
from levain.questionnaires.models import Question

Kind = Question.Kind
SIGNS = {
    Kind.CHOICE: ("=", "!=", "answered", "unanswered"),
    Kind.CHOICES: ("selected", "not selected", "answered", "unanswered"),
    Kind.NUMBER: (">=", "<=", "=", "answered", "unanswered"),
    Kind.SCALE: (">=", "<=", "=", "answered", "unanswered"),
    Kind.DATE: (">=", "<=", "answered", "unanswered"),
    Kind.CONSENT: ("=", "!="),
    Kind.TEXT: ("answered", "unanswered"),
    Kind.LONG_TEXT: ("answered", "unanswered"),
    Kind.COMMUNE: ("answered", "unanswered"),
    Kind.FILE: ("answered", "unanswered"),
    Kind.MATRIX: ("answered", "unanswered"),
}


@dataclass(frozen=True)
class Clause:
    code: str
    sign: str
    value: str = ""


def read(source: str) -> tuple[str, list[Clause]] | None:
    """How the clauses are joined, and each; None for a condition that was written elsewhere in another way."""
    try:
        tree = conditions.parse(source)
    except conditions.Unreadable:
        return None
    if tree is None:
        return "and", []
    join, sides = (tree[0], tree[1:]) if tree[0] in ("and", "or") else ("and", [tree])
    found = [_clause(side) for side in sides]
    clauses = [clause for clause in found if clause]
    return (join, clauses) if len(clauses) == len(found) else None


def _clause(tree: Tree) -> Clause | None:
    if tree[0] == "not" and tree[1][0] == "selected" and (inside := _clause(tree[1])):
        return Clause(inside.code, "not selected", inside.value)
    if len(tree) != 3 or tree[1][0] != "ref" or tree[2][0] not in ("text", "number"):
        return None
    sign, code, value = tree[0], tree[1][1], tree[2][1]
    if value == "" and sign in ("=", "!="):
        return Clause(code, "unanswered" if sign == "=" else "answered")
    return Clause(code, sign, value)


def write(join: str, clauses: list[Clause]) -> str:
    """The condition that says so, in the language that is kept and exchanged."""
    return f" {join} ".join(_written(clause) for clause in clauses)


def _written(clause: Clause) -> str:
    asked = f"${{{clause.code}}}"
    if clause.sign in ("answered", "unanswered"):
        return f"{asked} {'!=' if clause.sign == 'answered' else '='} ''"
    value = clause.value if conditions.NUMBER.fullmatch(clause.value) else _quoted(clause.value)
    if clause.sign in ("selected", "not selected"):
        said = f"selected({asked}, {_quoted(clause.value)})"
        return f"not({said})" if clause.sign == "not selected" else said
    return f"{asked} {clause.sign} {value}"


def _quoted(value: str) -> str:
    return f'"{value}"' if "'" in value else f"'{value}'"
