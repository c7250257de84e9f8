"""Sample objects of this package for the access matrix."""

from datetime import date

from levain.capitalisation import outside_samples, practice_samples, report_samples, talk_samples, voices_samples
from levain.capitalisation.models import (
    Code,
    CodeChange,
    Evidence,
    Finding,
    Lesson,
    Memo,
    Paragraph,
    PolicyLead,
    Report,
    Section,
)
from levain.foundation import passages
from levain.projects.models import LogbookEntry

EXPLAINED = dict.fromkeys(("limitations_why", "coherence_why", "adequacy_why", "relevance_why", "why"), "Why")
LEVELS = dict.fromkeys(("limitations", "coherence", "adequacy", "relevance"), 1)


def build(world) -> None:
    for relation, project in world.project.items():
        cohort = project.cohort
        number = Evidence.objects.filter(cohort=cohort).count() + 1
        said = {"cohort": cohort, "number": number}
        note = LogbookEntry.objects.create(
            project=project, author=world.stranger, text="The key was in a sugar box.", audience="project"
        )
        outside_samples.build(world, relation, project, note)
        passage = passages.cite(note, "text", "a sugar box", by=world.stranger)
        world.add(
            Evidence, relation, Evidence.objects.create(passage=passage, project=project, side="bearer", **said)
        )
        world.add(
            Finding, relation, Finding.objects.create(title="F", text="F", overall=3, **LEVELS, **EXPLAINED, **said)
        )
        lesson = Lesson.objects.create(title="L", context="c", mechanism="m", effect="e", for_whom="f", **said)
        world.add(Lesson, relation, lesson)
        lead = PolicyLead.objects.create(
            title="P",
            scope="accelerator",
            kind="try",
            addressee="a",
            text="t",
            effort="low",
            first_step="s",
            state="settled",
            **said,
        )
        world.add(PolicyLead, relation, lead)
        code = Code.objects.create(cohort=cohort, slug=f"sample-{project.slug}", label="C")
        world.add(Code, relation, code)
        world.add(CodeChange, relation, CodeChange.objects.create(code=code, kind="split"))
        world.add(Memo, relation, Memo.objects.create(cohort=cohort, code=code, title="M", text="M"))
        talk_samples.build(world, relation, lead)
        report = Report.objects.create(
            cohort=cohort, slug=f"sample-{project.slug}", title="R", dated=date(2022, 3, 11)
        )
        world.add(Report, relation, report)
        section = Section.objects.create(report=report, title="S", position=1)
        world.add(Section, relation, section)
        world.add(
            Paragraph, relation, Paragraph.objects.create(section=section, position=1, kind="context", text="T")
        )
        voices_samples.build(world, relation, report)
        practice_samples.build(world, relation, project, number)
        report_samples.build(world, relation, project)
