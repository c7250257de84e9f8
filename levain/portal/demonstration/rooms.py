"""The tables of each seminar, and photos of its walls: drawn again from the words, since the walls are invented."""

from io import BytesIO
from textwrap import wrap
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from levain.portal.demonstration.story import Story, read
from levain.seminars.models import Activity
from levain.seminars.services import add_photo
from levain.seminars.services.tables import edit_table, set_tables

SIZE = (1280, 860)
NOTE, GAP, TOP = 250, 14, 84
PAPERS = ("#fdf1a8", "#cfe8f7", "#f8d3cf", "#d8efcd")
A_COLUMN, ON_A_NOTE = 6, 20


def lay(story: Story, held: Any) -> None:
    """The tables, each with its project or its subject."""
    said = read("gathering")["seminars"].get(held.said["id"], {}).get("tables", [])
    titles = [one.get("title") or one["project"] for one in said]
    for table, one in zip(set_tables(held.seminar, by=held.host, titles=titles), said, strict=True):
        if project := story.projects.get(one.get("project", "")):
            edit_table(table, by=held.host, version=table.version, title="", project=project, note_taker="")


def photograph(held: Any) -> None:
    """What hung on the walls at the end of the day; nobody can be recognised on it."""
    for one in read("gathering")["seminars"].get(held.said["id"], {}).get("photos", []):
        activity = held.activities[one["activity"]]
        add_photo(activity, wall_of(activity), caption=one["caption"], by=held.host)


def wall_of(activity: Activity) -> SimpleUploadedFile:
    """Notes of paper under the title of their column."""
    wall = Image.new("RGB", SIZE, "#efece6")
    pen = ImageDraw.Draw(wall)
    title, words = ImageFont.load_default(28), ImageFont.load_default(17)
    wide = SIZE[0] // max(1, len(activity.columns))
    for rank, column in enumerate(activity.columns):
        left = rank * wide + GAP
        pen.text((left, 28), column["label"], font=title, fill="#161616")
        said = activity.contributions.filter(column=column["id"], hidden=False).exclude(text="")
        high = (SIZE[1] - TOP) // A_COLUMN - GAP
        for place, one in enumerate(said[:A_COLUMN]):
            # As hands put them: never quite under one another.
            x, y = left + (place * 37) % max(1, wide - NOTE - 2 * GAP), TOP + place * (high + GAP)
            pen.rectangle((x, y, x + NOTE, y + high), fill=PAPERS[(rank + place) % len(PAPERS)])
            lines = wrap(one.text, 30)[: high // ON_A_NOTE]
            pen.text((x + 10, y + 8), "\n".join(lines), font=words, fill="#161616", spacing=3)
    drawn = BytesIO()
    wall.save(drawn, "JPEG", quality=80)
    return SimpleUploadedFile("mur.jpg", drawn.getvalue(), "image/jpeg")
