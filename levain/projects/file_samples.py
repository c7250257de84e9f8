"""Samples of a project's file for the access matrix."""

from datetime import timedelta

from django.utils import timezone

from levain.projects.models import (
    Afterwards,
    BudgetLine,
    ContactPerson,
    EngagementSheet,
    Horizon,
    NoteRound,
    Paper,
    Partner,
    Partnership,
    ProgressNote,
    Stakeholder,
)


def build(world, relation, project, author) -> None:
    """The rest of the project's file: partners, map, budget, documents, progress note, where it goes."""
    by = {"entered_by": author}
    partner = Partner.objects.create(project=project, name="Partner", **by)
    for made in (
        partner,
        ContactPerson.objects.create(partner=partner, name="Person", agreement="Agrees", **by),
        Partnership.objects.create(partner=partner, project=project, linked_by=author),
        Stakeholder.objects.create(project=project, name="Neighbours", **by),
        BudgetLine.objects.create(project=project, side="expense", state="planned", label="Paint", amount=10, **by),
        Paper.objects.create(project=project, title="Plan", given_by=author),
        Horizon.objects.create(project=project, ambition="Further", written_by=author),
        Afterwards.objects.create(project=project, budget="Dues", written_by=author),
        EngagementSheet.objects.create(project=project),
        _note(project, author),
    ):
        world.add(type(made), relation, made)
    world.add(NoteRound, relation, NoteRound.objects.get(cohort=project.cohort))


def _note(project, author) -> ProgressNote:
    today = timezone.localdate()
    asked, _new = NoteRound.objects.get_or_create(
        cohort=project.cohort, defaults={"asked_by": author, "asked_on": today, "due": today + timedelta(days=10)}
    )
    given = {"state": "given", "moved": "Paint", "given_at": timezone.now()}
    return ProgressNote.objects.create(round=asked, project=project, **given)
