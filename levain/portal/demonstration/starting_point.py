"""What each project answers at the beginning of its year, step by step, as its bearer would on her phone."""

from functools import partial
from typing import Any

from levain.portal.demonstration.story import Story, read
from levain.questionnaires.forms import StepForm
from levain.questionnaires.services import Sheet, save_step
from levain.support.services import diagnosis


def plan(story: Story) -> None:
    for name, said in read("starting_point")["answers"].items():
        story.on(said["day"], partial(answer, story, name, said))


def answer(story: Story, name: str, said: dict[str, Any]) -> None:
    project, by = story.projects[name], story.people[said["by"]]
    response = diagnosis.begin(project, by=by)
    sheet = Sheet.of(response)
    given = {f"r-{code}": str(value) for code, value in said["told"].items()}
    for section in sheet.asked.sections:
        form = StepForm(response, section, data=given, user=by, sheet=sheet)
        if not form.is_valid() or not save_step(response, form, by=by):
            raise ValueError(f"{name}: {form.errors.as_text()}")
    diagnosis.hand_in(response, project, by=by)
