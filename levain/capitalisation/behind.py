"""What stands behind a finding, a lesson or a lead, down the chain: shown and counted, never scored (M-CHAIN)."""

from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Min, PositiveSmallIntegerField, Prefetch, Q, QuerySet, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.capitalisation.models import Evidence, Finding, FindingEvidence, Lesson, Objection, PolicyLead
from levain.foundation import registry

Thing = Finding | Lesson | PolicyLead
Stance = FindingEvidence.Stance


@dataclass(frozen=True)
class Behind:
    """The evidence of each stance, once each, and the objections heard at any height of the chain."""

    held: dict[str, list[Evidence]] = field(default_factory=dict)
    objections: list[Objection] = field(default_factory=list)

    @property
    def supports(self) -> list[Evidence]:
        return self.held.get(Stance.SUPPORTS, [])

    @property
    def contradicts(self) -> list[Evidence]:
        return self.held.get(Stance.CONTRADICTS, [])

    @property
    def nuances(self) -> list[Evidence]:
        return self.held.get(Stance.NUANCES, [])

    @property
    def evidence(self) -> list[Evidence]:
        return list({one.pk: one for rows in self.held.values() for one in rows}.values())

    @property
    def projects(self) -> list[str]:
        return sorted({one.project.name for one in self.evidence if one.project})

    @property
    def sides(self) -> list[str]:
        return sorted({str(one.get_side_display()) for one in self.evidence if one.side})

    @property
    def kinds(self) -> list[str]:
        """What the words were taken from, in the words of each package: a note, a need, a reply…"""
        return sorted({kind_of(one) for one in self.evidence})

    @property
    def counted(self) -> list[str]:
        """One line: passages, sources, kinds, sides, projects; “one project only” is said when so."""
        evidence = self.evidence
        sources = {(one.passage.object_type_id, one.passage.object_id) for one in evidence}
        n = len(self.projects)
        return [
            ngettext("%(n)d passage", "%(n)d passages", len(evidence)) % {"n": len(evidence)},
            ngettext("%(n)d source", "%(n)d sources", len(sources)) % {"n": len(sources)},
            ngettext("%(n)d kind of text", "%(n)d kinds of text", len(self.kinds)) % {"n": len(self.kinds)},
            ngettext("%(n)d side", "%(n)d sides", len(self.sides)) % {"n": len(self.sides)},
            _("one project only") if n == 1 else ngettext("%(n)d project", "%(n)d projects", n) % {"n": n},
        ]


def kind_of(evidence: Evidence) -> str:
    kind: ContentType = evidence.passage.object_type
    model = kind.model_class()
    said = registry.of(model) if model else None
    label = said.texts.get(evidence.passage.field, "") if said else ""
    return str(label or kind.name)


# Each lesson of a lead with the confidence of its most fragile finding: none as long as one of them is not judged.
OVERALL = PositiveSmallIntegerField()
JUDGED = Case(When(findings__why="", then=Value(0)), default="findings__overall", output_field=OVERALL)
LOWEST = Prefetch("lessons", Lesson.objects.annotate(lowest=Min(JUDGED)).order_by("number"))
PATHS = {
    Finding: ("finding",),
    Lesson: ("finding__lessons", "lesson"),
    PolicyLead: ("finding__lessons__leads", "lesson__leads", "lead"),
}


def behind(thing: Thing) -> Behind:
    """Everything a thing stands on, in three queries however long the chain."""
    paths = PATHS[type(thing)]
    links = FindingEvidence.objects.filter(**{paths[0]: thing}).select_related(
        "evidence__passage__object_type", "evidence__project"
    )
    held: dict[str, dict[int, Evidence]] = {}
    for link in links.order_by("evidence__number"):
        held.setdefault(link.stance, {})[link.evidence_id] = link.evidence
    objections = {one.pk: one for one in objections_of(thing, paths)}
    return Behind({stance: list(rows.values()) for stance, rows in held.items()}, list(objections.values()))


def objections_of(thing: Thing, paths: tuple[str, ...]) -> QuerySet[Objection]:
    """Those heard about the thing, and about what it stands on."""
    about = reduce(or_, (Q(**{path: thing}) for path in paths))
    found = Objection.objects.filter(about).select_related("finding", "lesson", "lead")
    return found.prefetch_related("evidence").order_by("on", "pk")
