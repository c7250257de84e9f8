"""What the feed of a project tells of its file: partners, map, budget, documents, notes, horizon."""

from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from levain.projects import feed, rules
from levain.projects.feed import page
from levain.projects.models import (
    Afterwards,
    BudgetLine,
    ContactPerson,
    EngagementSheet,
    Horizon,
    Paper,
    Partner,
    Partnership,
    ProgressNote,
    Project,
    Stakeholder,
)


def say() -> None:
    _directory()
    feed.tell(Paper, readable=rules.papers_read, words="title", link=_own("paper"))
    feed.tell(ProgressNote, readable=rules.notes_read, link=_own("progress_note"))
    feed.tell(
        Stakeholder,
        readable=_stakeholders,
        words="name",
        link=_own("stakeholder"),
    )
    feed.tell(BudgetLine, opens=rules.can_read_budget, words="label", link=page("budget"))
    feed.tell(Afterwards, opens=rules.can_read_afterwards, link=page("afterwards"))
    for model, name in ((Horizon, "horizon"), (EngagementSheet, "engagements")):
        feed.tell(model, opens=rules.can_read_horizon, link=page(name))


def _directory() -> None:
    """Its partners, those of the cohort that it counts among its own, and whom to call at them."""
    feed.tell(
        Partner,
        readable=rules.own_partners_read,
        words="name",
        link=_own("partner"),
    )
    feed.tell(
        ContactPerson,
        readable=lambda user, project: ContactPerson.objects.filter(
            partner__in=rules.own_partners_read(user, project).order_by().values("pk")
        ),
        words="name",
        of="partner_id",
        link=_own("partner"),
    )
    feed.tell(
        Partnership,
        readable=lambda user, project: Partnership.objects.filter(
            project=project, partner__in=rules.partners_read(user, project).order_by().values("pk")
        ),
        words="partner__name",
        # The sheet of a partner is at the address of the project that entered it.
        of=Concat(F("partner__project__slug"), Value("/"), Cast("partner_id", CharField())),
        link=lambda project, sheet: reverse("projects:partner", args=sheet.split("/")),
    )


def _stakeholders(user: Any, project: Project) -> QuerySet:
    found = Stakeholder.objects.filter(project=project, audience__in=rules.audiences_read(user, project))
    return found if rules.can_read_stakeholders(user, project) else found.none()


def _own(name: str) -> Any:
    """The address of a row in the project that holds it."""
    return lambda project, pk: reverse(f"projects:{name}", args=[project.slug, pk])
