"""A condition in words: "if the answer to “…” is “…”"."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from levain.questionnaires.conditions import Tree
from levain.questionnaires.models import Question


def in_words(tree: Tree | None, questions: dict[str, Question]) -> str:
    """The sentence that stands beside a question that is not always asked."""
    return _("Only if %(condition)s.") % {"condition": _said(tree, questions)} if tree else ""


def _said(tree, questions):
    kind, *sides = tree
    if kind in ("and", "or"):
        return (_(" and ") if kind == "and" else _(" or ")).join(_said(side, questions) for side in sides)
    if kind == "not":
        return _("it is not so that %(condition)s") % {"condition": _said(sides[0], questions)}
    if kind in COMPARISONS and sides[1] == ["text", ""]:
        return ANSWERED[kind == "="] % {"question": _name(sides[0], questions)}
    if kind in COMPARISONS or kind == "selected":
        return COMPARISONS[kind] % {"question": _name(sides[0], questions), "answer": _answer(sides, questions)}
    return _("“%(question)s” is answered") % {"question": _name(tree, questions)}


COMPARISONS = {
    "=": lazy("“%(question)s” is “%(answer)s”"),
    "!=": lazy("“%(question)s” is not “%(answer)s”"),
    ">": lazy("“%(question)s” is more than %(answer)s"),
    ">=": lazy("“%(question)s” is %(answer)s or more"),
    "<": lazy("“%(question)s” is less than %(answer)s"),
    "<=": lazy("“%(question)s” is %(answer)s or less"),
    "selected": lazy("“%(question)s” includes “%(answer)s”"),
}
ANSWERED = {True: lazy("“%(question)s” is not answered"), False: lazy("“%(question)s” is answered")}


def _name(tree, questions):
    if tree[0] == "count-selected":
        return _("number of choices in %(question)s") % {"question": _name(tree[1], questions)}
    if tree[0] != "ref":
        return str(tree[-1])
    question = questions.get(tree[1])
    return question.text_shown if question else tree[1]


def _answer(sides, questions):
    given = str(sides[1][-1]) if len(sides[1]) > 1 else ""
    question = questions.get(sides[0][1]) if sides[0][0] == "ref" else None
    if question is None:
        return given
    labels = {option.code: option.label for option in question.offered()}
    if question.kind == Question.Kind.CONSENT:
        return _("yes") if given == "yes" else _("no")
    return labels.get(given, given)
