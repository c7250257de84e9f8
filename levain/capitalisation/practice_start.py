"""What the project's file already says, put in the parts of a new practice sheet: nobody writes it twice."""

from collections.abc import Iterator
from typing import Any

from levain.capitalisation.models import Evidence, Lesson, Part
from levain.design.dates import in_words
from levain.evaluation.models import Effect
from levain.foundation.audiences import Audience
from levain.projects.models import Action, Project, Step
from levain.support.models import Need, Obstacle, Proposal

ROWS = 5
MOST = 3000
# Where the words of a passage were written says what they speak of.
PART_OF = {
    "need": Part.PROBLEM,
    "logbookentry": Part.ACTION,
    "action": Part.ACTION,
    "effect": Part.EFFECTS,
    "rating": Part.EFFECTS,
    "answer": Part.EFFECTS,
    "obstacle": Part.OBSTACLES,
    "proposal": Part.LEVERS,
    "referral": Part.LEVERS,
    "mission": Part.LEVERS,
    "facilitation": Part.LEVERS,
    "contribution": Part.CONDITIONS,
}


def texts_of(project: Project) -> dict[str, str]:
    """A first draft of each part; what was written for the collective alone is left where it is."""
    drafted = {
        Part.CONTEXT: _context,
        Part.PROBLEM: _problem,
        Part.ACTION: _action,
        Part.EFFECTS: _effects,
        Part.OBSTACLES: _obstacles,
        Part.LEVERS: _levers,
        Part.CONDITIONS: _conditions,
    }
    return {part.value: "\n\n".join(one for one in of(project) if one)[:MOST] for part, of in drafted.items()}


def _shared(rows: Any, path: str = "audience") -> Any:
    return rows.exclude(**{path: Audience.COLLECTIVE})


def _context(project: Project) -> Iterator[str]:
    yield ", ".join(str(commune) for commune in project.communes.all())
    yield project.pitch


def _problem(project: Project) -> Iterator[str]:
    for need in _shared(Need.objects.filter(project=project)).order_by("stated_on", "pk")[:3]:
        yield f"{need.in_my_words} {need.blocks}".strip()


def _action(project: Project) -> Iterator[str]:
    done = [(one.done, one.title) for one in Step.objects.filter(project=project, done__isnull=False)]
    done += [(one.done, one.title) for one in Action.objects.filter(project=project, done__isnull=False)]
    yield "\n".join(f"- {in_words(day)}\u00a0: {title}" for day, title in sorted(done)[: 2 * ROWS])


def _effects(project: Project) -> Iterator[str]:
    for effect in Effect.objects.filter(project=project).order_by("noticed_on", "pk")[:ROWS]:
        yield f"{effect.text} ({effect.get_directness_display()}, {effect.on_whom})"
    closed = _shared(Need.objects.filter(project=project, state=Need.State.CLOSED)).exclude(outcome="")
    for need in closed.order_by("outcome_on", "pk")[:ROWS]:
        yield need.outcome


def _obstacles(project: Project) -> Iterator[str]:
    for one in _shared(Obstacle.objects.filter(project=project)).order_by("recorded_on", "pk")[:ROWS]:
        yield f"{one.text} ({one.get_kind_display()})"


def _levers(project: Project) -> Iterator[str]:
    for one in _shared(Obstacle.objects.filter(project=project)).exclude(lifted_how="").order_by("lifted_on")[:ROWS]:
        yield one.lifted_how
    obtained = Proposal.objects.filter(need__project=project, answer=Proposal.Answer.OBTAINED)
    for one in _shared(obtained, "need__audience").select_related("support").order_by("-usefulness", "pk")[:ROWS]:
        yield f"{one.support.name}. {one.comment}".strip()


def _conditions(project: Project) -> Iterator[str]:
    lessons = Lesson.objects.filter(findings__evidence__project=project).distinct()
    for lesson in lessons.order_by("number")[:3]:
        yield lesson.for_whom


def passages_of(project: Project) -> dict[str, list[Evidence]]:
    """The passages of the project that may be published, by the part they speak of."""
    kept = Evidence.objects.filter(project=project, consent__in=Evidence.PUBLISHABLE)
    found: dict[str, list[Evidence]] = {}
    for one in kept.select_related("passage__object_type").order_by("number"):
        part = PART_OF.get(one.passage.object_type.model)
        if part and len(found.setdefault(part.value, [])) < ROWS:
            found[part.value].append(one)
    return found
