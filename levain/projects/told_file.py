"""What the feed of a project tells of its file: partners, map, budget, documents, notes, horizon."""

from typing import Any

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from levain.projects import feed, rules
from levain.projects.feed import of, page, when
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
    Stakeholder,
)


def say() -> None:
    _directory()
    feed.tell(Paper, readable=rules.papers_read, words="title", link=_own("paper"))
    feed.tell(ProgressNote, readable=rules.notes_read, link=_own("progress_note"))
    feed.tell(
        Stakeholder,
        readable=lambda user, project: when(rules.can_read_stakeholders, of(Stakeholder))(user, project).filter(
            audience__in=rules.audiences_read(user, project)
        ),
        words="name",
        link=_own("stakeholder"),
    )
    feed.tell(BudgetLine, readable=when(rules.can_read_budget, of(BudgetLine)), words="label", link=page("budget"))
    feed.tell(Afterwards, readable=when(rules.can_read_afterwards, of(Afterwards)), link=page("afterwards"))
    for model, name in ((Horizon, "horizon"), (EngagementSheet, "engagements")):
        feed.tell(model, readable=when(rules.can_read_horizon, of(model)), link=page(name))


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


def _own(name: str) -> Any:
    """The address of a row in the project that holds it."""
    return lambda project, pk: reverse(f"projects:{name}", args=[project.slug, pk])
