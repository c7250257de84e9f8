"""`levain backup`, `levain restore`, `levain export`, `levain erase`: from the terminal to the file, and back."""

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from levain.foundation import backups
from levain.foundation.work import keep_plans_right
from levain.people.erasing import erase as erase_her
from levain.people.services import person_at

PIPE = Path("-")


def say(text: str) -> None:
    click.echo(text, err=True)


def keep(file: Path) -> None:
    with TemporaryDirectory(prefix="levain-backup-") as folder:
        target = Path(folder, "backup") if file == PIPE else file
        try:
            said = backups.back_up(target, say=say)
        except (backups.NotTaken, backups.Unusable, OSError) as problem:
            raise click.ClickException(f"No backup was made: {problem}") from None
        if file == PIPE:
            with target.open("rb") as made:
                shutil.copyfileobj(made, sys.stdout.buffer)
        rows = sum(table["rows"] for table in said["tables"].values())
        say(f"{file}: {rows} rows, {len(said['files'])} files, {target.stat().st_size / 1e6:.1f} MB, read back.")
        for name in said["missing"]:
            say(f"The house itself has lost the file {name}: its row is kept, its content is not.")


def put_back(file: Path, *, force: bool) -> None:
    with TemporaryDirectory(prefix="levain-restore-") as folder:
        source = file
        if file == PIPE:
            source = Path(folder, "backup")
            with source.open("wb") as received:
                shutil.copyfileobj(sys.stdin.buffer, received)
        try:
            done = backups.restore(source, force=force, say=say)
        except FileNotFoundError:
            raise click.ClickException(f"There is no file {file}.") from None
        except (backups.NotRestored, backups.Unusable) as problem:
            raise click.ClickException(str(problem)) from None
    keep_plans_right()
    say(f"Restored: {done['rows']} rows, {done['files']} files.")
    if done["erased_again"]:
        say(f"{done['erased_again']} erased person(s) of this backup were erased again.")


def hand_over(cohort: str, output: Path, form: str) -> None:
    """A whole session for another house, or what another service can take of it."""
    from levain.portal.exchange import NoCohort, NotEmpty, export_cohort, recoco

    try:
        if form == "recoco":
            output.write_text(recoco.export(cohort), "utf8")
            say(f"{output}: what a Recoco portal can take (docs/recoco.md). No account is named in it.")
            return
        told = export_cohort(cohort, output, say=say)
    except (NoCohort, NotEmpty, OSError) as problem:
        raise click.ClickException(str(problem)) from None
    say(f"{output}: {len(told['resources'])} tables. They hold personal data: keep them as a backup.")


def erase(address: str) -> None:
    person = person_at(address)
    if person is None:
        raise click.ClickException(f"Nobody has the address {address}.")
    erase_her(person, by=None)
    say("Erased.")
