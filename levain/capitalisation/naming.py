"""How the report names what it stands on: the anchor, the reference, the place of the words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from levain.capitalisation.gathering import Gathered
from levain.capitalisation.models import Evidence, Figure, Finding, Lesson, PolicyLead, PracticeSheet
from levain.capitalisation.references import Thing
from levain.foundation import registry
from levain.foundation import written as w
from levain.projects.models import Project

ANCHORS = {
    Finding: "constat",
    Evidence: "preuve",
    Lesson: "lecon",
    PolicyLead: "piste",
    Figure: "chiffre",
    Project: "projet",
    PracticeSheet: "fiche",
}


def anchor(thing: Thing) -> str:
    """The name of an entry in the web page and in the PDF."""
    if isinstance(thing, Project):
        return f"projet-{thing.slug}"
    return f"{ANCHORS[type(thing)]}-{thing.number}"


def refer(thing: Thing, words: str = "") -> w.Reference:
    if isinstance(thing, Project):
        return w.Reference(anchor(thing), words or _("project %(name)s") % {"name": thing.name})
    names = {
        Finding: _("finding %(number)d"),
        Evidence: _("evidence %(number)d"),
        Lesson: _("lesson %(number)d"),
        PolicyLead: _("lead %(number)d"),
        Figure: _("figure %(number)d"),
        PracticeSheet: _("practice sheet %(number)d"),
    }
    return w.Reference(anchor(thing), words or names[type(thing)] % {"number": thing.number})


def listed(things: Iterable) -> list[w.Run]:
    runs: list[w.Run] = []
    for thing in things:
        runs += [w.Text(", ")] if runs else []
        runs.append(refer(thing))
    return runs


def shown_value(value) -> str:
    """A number in French has its comma; several values are told in their order."""
    if isinstance(value, dict):
        return "\u00a0; ".join(f"{name}\u00a0: {shown_value(one)}" for name, one in value.items())
    if isinstance(value, list):
        return ", ".join(shown_value(one) for one in value)
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return str(value)


def told_value(figure: Figure) -> str:
    """Its value as words of a sentence; a dash when there is none."""
    if figure.value is None:
        return "—"
    return f"{shown_value(figure.value)}\u00a0{figure.unit}" if figure.unit else shown_value(figure.value)


def confidence(lead: PolicyLead, chain: Gathered) -> list[w.Run]:
    """That of the most fragile finding the lead depends on, which is named."""
    findings = [finding for lesson in chain.lessons_of(lead) for finding in chain.findings_of(lesson)]
    if not findings:
        return [w.Text(_("none yet"))]
    weakest = min(findings, key=lambda finding: (finding.overall, finding.number))
    words = _("%(level)s, that of its most fragile finding, ") % {"level": weakest.get_overall_display()}
    return [w.Text(words), refer(weakest)]


def where(evidence: Evidence) -> str:
    """The project, and what sort of text the words stand in."""
    said = registry.of(evidence.passage.object_type.model_class())
    label = str(said.texts.get(evidence.passage.field, "")) if said else ""
    return ", ".join(part for part in (evidence.project.name if evidence.project else "", label) if part)


def source_numbers(chain: Gathered) -> dict[str, int]:
    """The sources named in words, numbered in the order in which the report names them."""
    cited = [one for paragraph in chain.paragraphs for one in paragraph.cites]
    labels = [one.source["label"] for one in cited if one.source]
    return {label: number for number, label in enumerate(dict.fromkeys(labels), start=1)}
