"""Sample practice sheets for the access matrix."""

from levain.capitalisation.models import (
    Finding,
    Lesson,
    Part,
    PolicyLead,
    PracticeSheet,
    SheetEdition,
    SheetGround,
    Showing,
)
from levain.capitalisation.practice_document import document_of
from levain.capitalisation.services.showing import content_of
from levain.foundation import written


def build(world, relation, project, number) -> None:
    """A sheet that its bearers are asked to read, and one of its parts with what it stands on."""
    sheet = PracticeSheet.objects.create(
        cohort=project.cohort,
        project=project,
        number=number,
        slug=f"sample-{project.slug}",
        title="P",
        asked_version=1,
        **dict.fromkeys(Part.values, "T"),
    )
    world.add(PracticeSheet, relation, sheet)
    finding = Finding.objects.filter(cohort=project.cohort).first()
    ground = SheetGround.objects.create(sheet=sheet, part=Part.CONTEXT, finding=finding)
    world.add(SheetGround, relation, ground)
    content = written.to_json(document_of(sheet))
    edition = SheetEdition.objects.create(sheet=sheet, number=1, content=content, parts=[], digest="0")
    world.add(SheetEdition, relation, edition)
    shown = {"cohort": project.cohort, "shown_version": 1}
    lesson = Lesson.objects.get(cohort=project.cohort, number=number)
    world.add(Showing, relation, Showing.objects.create(lesson=lesson, content=content_of(lesson), **shown))
    lead = PolicyLead.objects.get(cohort=project.cohort, number=number)
    Showing.objects.create(lead=lead, content=content_of(lead), **shown)
