"""The tables of each seminar, and photos of its walls: drawn again from the words, since the walls are invented."""

import json
from typing import Any

import typst
from django.core.files.uploadedfile import SimpleUploadedFile

from levain.portal.demonstration.story import Story, read
from levain.seminars.models import Activity
from levain.seminars.services import add_photo
from levain.seminars.services.tables import edit_table, set_tables

A_COLUMN = 6
# As hands put them: never quite under one another.
WALL = rb"""
#let columns = json(bytes(sys.inputs.columns))
#let papers = (rgb("#fdf1a8"), rgb("#cfe8f7"), rgb("#f8d3cf"), rgb("#d8efcd"))
#set page(width: 960pt, height: 660pt, margin: 18pt, fill: rgb("#efece6"))
#set text(size: 13pt)
#grid(
  columns: columns.map(_ => 1fr), column-gutter: 14pt,
  ..columns.enumerate().map(((rank, column)) => stack(
    spacing: 11pt,
    text(size: 20pt, weight: "bold", column.label), v(4pt),
    ..column.said.enumerate().map(((n, words)) => move(
      dx: calc.rem(n * 13, 30) * 1pt,
      rotate((calc.rem(n * 7 + rank * 5, 5) - 2) * 0.6deg,
        box(width: 84%, height: 84pt, inset: 8pt, clip: true, fill: papers.at(calc.rem(n + rank, 4)), words)),
    )),
  )),
)
"""


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
    said = activity.contributions.filter(hidden=False).exclude(text="")
    columns = [
        {"label": column["label"], "said": [one.text for one in said if one.column == column["id"]][:A_COLUMN]}
        for column in activity.columns
    ]
    drawn = typst.compile(WALL, format="png", ppi=96.0, sys_inputs={"columns": json.dumps(columns)})
    return SimpleUploadedFile("mur.png", drawn, "image/png")
