"""Two practice sheets: begun with what was learned, agreed by those who carry the project, then published."""

from datetime import date
from functools import partial

from levain.capitalisation.models import Finding, Part, PracticeSheet, SheetReading
from levain.capitalisation.services import answer_sheet, ask_bearers, begin_sheet, publish_sheet, write_part
from levain.capitalisation.services.practice import bearers_of
from levain.portal.demonstration.story import Story, read

BEGUN = date(2022, 2, 17)
AGREED = date(2022, 2, 21)
PUBLISHED = date(2022, 3, 11)


def plan(story: Story) -> None:
    for said in read("sheets")["sheets"]:
        story.on(BEGUN, partial(begin, story, said))
        story.on(AGREED, partial(agree, story, said["id"]))
        story.on(PUBLISHED, partial(release, story, said["id"]))


def begin(story: Story, said: dict) -> None:
    """Its parts are rewritten from the draft that the project's file gives."""
    sheet = begin_sheet(story.projects[said["project"]], said["title"], by=story.adviser)
    story.made[said["id"]] = sheet
    for part in Part:
        behind = [story.made[known] for known in said["grounds"].get(part.value, ()) if known in story.made]
        findings = [one for one in behind if isinstance(one, Finding)]
        evidence = [one for one in behind if not isinstance(one, Finding)]
        write_part(
            sheet,
            sheet.version,
            part,
            said[part.value].strip(),
            by=story.adviser,
            evidence=evidence,
            findings=findings,
        )
    ask_bearers(sheet, by=story.adviser)


def agree(story: Story, known: str) -> None:
    sheet = PracticeSheet.objects.select_related("project__cohort__programme").get(pk=story.made[known].pk)
    bearer = bearers_of(sheet.project)[0]
    answer_sheet(sheet, sheet.version, SheetReading.Answer.AGREES, by=bearer)


def release(story: Story, known: str) -> None:
    publish_sheet(PracticeSheet.objects.get(pk=story.made[known].pk), by=story.lead)
