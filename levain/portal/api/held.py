"""What a key opens: the things of a session that its holder may see in her role, by the rules that pages ask."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import Http404
from django.utils import timezone
from ninja import Query, Router
from ninja.errors import Throttled
from ninja.security import HttpBearer

from levain.capitalisation.models import Finding, Lesson, PolicyLead, PracticeSheet
from levain.evaluation.models import Objective
from levain.foundation import limits, registry
from levain.people import keys
from levain.people.models import User
from levain.portal.api import pages, shapes
from levain.portal.api.shapes import Slug
from levain.programmes.models import Cohort
from levain.projects.models import Action, LogbookEntry, Project
from levain.seminars.models import Contribution
from levain.support.models import Contact, Need, Obstacle, Proposal, Referral


@dataclass(frozen=True)
class Kind:
    """A class of things, the path from each to its session, and what its rule and its words read with it."""

    model: type[models.Model]
    path: str
    with_it: tuple[str, ...] = ()

    def rows(self, cohort: Cohort) -> models.QuerySet:
        found = self.model._default_manager.filter(**{self.path: cohort})
        return found.select_related(f"{self.path}__programme", *self.with_it, *people_of(self.model))


def people_of(model: type[models.Model]) -> list[str]:
    """The fields that name who wrote, asked or answered."""
    return [field.name for field in model._meta.concrete_fields if field.related_model is User]


KINDS = {
    "projects": Kind(Project, "cohort"),
    "needs": Kind(Need, "project__cohort"),
    "proposals": Kind(Proposal, "need__project__cohort", ("support",)),
    "referrals": Kind(Referral, "need__project__cohort", ("service",)),
    "obstacles": Kind(Obstacle, "project__cohort"),
    "contacts": Kind(Contact, "project__cohort"),
    "notes": Kind(LogbookEntry, "project__cohort"),
    "actions": Kind(Action, "project__cohort"),
    "objectives": Kind(Objective, "project__cohort"),
    "contributions": Kind(Contribution, "activity__seminar__cohort", ("project",)),
    "findings": Kind(Finding, "cohort"),
    "lessons": Kind(Lesson, "cohort"),
    "leads": Kind(PolicyLead, "cohort"),
    "sheets": Kind(PracticeSheet, "cohort", ("project__cohort__programme",)),
}


WRONG_KEYS, MOST_WRONG, MINUTE = "api-key", 30, 60


class Key(HttpBearer):
    def authenticate(self, request: Any, token: str) -> User | None:
        """Keys that open nothing are counted, so that nobody tries them one after another."""
        if limits.reached(request, WRONG_KEYS, most=MOST_WRONG):
            raise Throttled(wait=MINUTE)
        reader = keys.reader(token, timezone.now())
        if reader is None:
            limits.too_often(request, WRONG_KEYS, most=MOST_WRONG, within=MINUTE)
        return reader


Listed = shapes.one_of(KINDS)
router = Router(tags=["with a key"], auth=Key())


@router.get("/sessions/{slug}/{kind}", response=shapes.Things, url_name="things")
def things(request, slug: Slug, kind: Listed, asked: Query[pages.Asked]):
    """Things of a session: projects, needs, proposals, referrals, obstacles, contacts, notes, actions, objectives,
    contributions, findings, lessons, leads, sheets. What the key may not see is left out: pages may hold less."""
    known, person = KINDS.get(kind), request.auth
    cohort = Cohort.objects.filter(slug=slug).first()
    if known is None or cohort is None:
        raise Http404
    return pages.of(request, known.rows(cohort), asked, _shape(kind), lambda found: _seen(person, found))


def _seen(person: User, found: list[models.Model]) -> list[models.Model]:
    """Those the rules let her see; the rights of whoever speaks in them are read at once too, to name each side."""
    speakers = [(getattr(one, name), one) for one in found for name in people_of(type(one)) if getattr(one, name)]
    registry.read_ahead([(person, one) for one in found] + speakers)
    return [one for one in found if registry.may_see(person, one)]


def _shape(kind: str) -> Callable[[Any], dict[str, Any]]:
    def shape(one: Any) -> dict[str, Any]:
        said = registry.of(one)
        place = said.place(one)
        texts = {name: str(getattr(one, name) or "") for name in said.texts}
        first = next(iter(said.texts), "")
        return {
            "kind": kind,
            "number": one.pk,
            "title": str(said.title(one)),
            "texts": texts,
            "side": str(said.speaker(one, first).side) if said.speaker and first else "",
            "date": said.date(one) if said.date else None,
            "project": place.slug if isinstance(place, Project) else None,
            "address": shapes.full(one.get_absolute_url()) if hasattr(one, "get_absolute_url") else None,
        }

    return shape
