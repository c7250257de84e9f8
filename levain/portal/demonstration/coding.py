"""How the codebook was made more precise while reading, and what was thought on the way: invented."""

from functools import partial

from levain.capitalisation.models import Code
from levain.capitalisation.services import revise_code, write_memo
from levain.portal.demonstration.story import Story, read


def plan(story: Story) -> None:
    told = read("memos")
    for said in told["codes"]:
        story.on(said["date"], partial(precise, story, said))
    for said in told["memos"]:
        story.on(said["date"], partial(think, story, said))


def precise(story: Story, said: dict) -> None:
    code = Code.objects.get(pk=story.made[f"code {said['id']}"].pk)
    words = {name: said[name] for name in ("include", "exclude", "example")}
    revise_code(code, code.version, by=_person(story, said), **words)


def think(story: Story, said: dict) -> None:
    write_memo(
        story.cohort,
        by=_person(story, said),
        code=story.made[f"code {said['code']}"] if "code" in said else None,
        evidence=story.made[said["evidence"]] if "evidence" in said else None,
        title=said["title"],
        text=said["text"],
        fictional=True,
    )


def _person(story: Story, said: dict):
    return story.adviser if said["by"] == "adviser" else story.people[said["by"]]
