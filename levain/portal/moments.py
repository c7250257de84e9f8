"""The moments of the year at which a demonstration may be opened, and the mark that says so in its folder."""

from datetime import date
from pathlib import Path

# Four days before the first seminar, six after the second. At the end, the house lives the day of who opens it.
STANDS_ON = {"start": date(2020, 12, 4), "middle": date(2021, 6, 24), "end": None}
FOLDER = Path("var/demo")


class OtherMoment(Exception):
    """The folder holds the demonstration at another moment of its year."""


def settle(folder: Path | None, asked: str | None) -> tuple[Path, str]:
    """The folder of a demonstration and its moment, marked there; each moment has its own unless one is named."""
    if folder is None:
        folder = FOLDER.with_name(f"{FOLDER.name}-{asked}") if asked and STANDS_ON[asked] else FOLDER
    mark = folder / "demonstration"
    built = None
    if mark.exists() and (folder / "levain.sqlite3").exists():
        said = mark.read_text().strip()
        built = next((name for name, day in STANDS_ON.items() if str(day or "") == said), "end")
    if built and asked and asked != built:
        raise OtherMoment(
            f"{folder} holds the demonstration at another moment ({built}): name another folder with --data."
        )
    moment = built or asked or "end"
    folder.mkdir(parents=True, exist_ok=True)
    mark.write_text(str(STANDS_ON[moment] or ""))
    return folder, moment
