"""`levain`: the one command. It chooses the house's folder before Django reads its settings."""

import json
import os
import shlex
import sys
from pathlib import Path
from typing import TextIO

import click

from levain.portal.import_command import import_from_elsewhere
from levain.portal.opening import open_house, start_django


@click.group()
@click.version_option(package_name="levain")
def main() -> None:
    """Run an accelerator of citizen projects, from the call to the policy leads it yields."""


@main.command()
@click.option("--data", "folder", type=click.Path(path_type=Path), help="Its own folder; var/demo by default.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--no-serve", is_flag=True, help="Build it and stop.")
@click.option(
    "--at", "moment", type=click.Choice(["start", "middle", "end"]), help="Of the year; the end by default."
)
@click.option("--size", type=click.Choice(["small", "large"]), default="small", show_default=True)
def demo(folder: Path | None, host: str, port: int, no_serve: bool, moment: str | None, size: str) -> None:
    """Build the demonstration programme on an embedded database if it is not there, and serve it."""
    from levain.portal import moments, serving

    if not no_serve:
        serving.require_free(host, port)
    try:
        folder, moment = moments.settle(folder, moment)
    except moments.OtherMoment as problem:
        raise click.ClickException(str(problem)) from None
    os.environ["LEVAIN_DATA"] = str(folder.resolve())
    os.environ["LEVAIN_SITE_URL"] = f"http://{host}:{port}"
    os.environ.pop("DATABASE_URL", None)
    open_house()
    from levain.portal.demonstration import build, invitation_to_sign_in, running

    build(moment=moment, size=size, say=lambda text: click.echo(text, err=True))
    if no_serve:
        from levain.portal.founding import this_command

        click.echo(f"Built. To serve it: {this_command()} demo --data {shlex.quote(str(folder))}")
        return
    click.echo(invitation_to_sign_in(f"http://{host}:{port}", room=running.keep_open()))
    serving.serve(host=host, port=port, workers=1, with_worker=True)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=1, show_default=True, help="Server processes.")
@click.option("--no-worker", is_flag=True, help="Another process runs `levain worker`.")
@click.option("--migrate", is_flag=True, help="Bring the database to this version first.")
def serve(host: str, port: int, workers: int, no_worker: bool, migrate: bool) -> None:
    """Serve the house, with the worker beside it."""
    from levain.portal import serving

    serving.require_free(host, port)
    os.environ.setdefault("LEVAIN_SITE_URL", f"http://{host}:{port}")
    start_django()
    from levain.portal.checks import UnsafeSettings, refuse_unsafe_settings

    try:
        refuse_unsafe_settings()
    except UnsafeSettings as problem:
        raise click.ClickException(str(problem)) from None
    open_house()
    if migrate:
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
    serving.announce(host, port)
    serving.serve(host=host, port=port, workers=workers, with_worker=not no_worker)


@main.command()
@click.argument("address")
@click.option("--name", default="", help="First and last name; made of the address by default.")
@click.option("--also", is_flag=True, help="One more person, beside those who administer the house.")
def found(address: str, name: str, also: bool) -> None:
    """Give an empty house to the person of an address: she signs in with it, and founds the first programme."""
    open_house()
    from levain.portal import founding

    founding.give(address, name, also=also)


@main.command()
def worker() -> None:
    """Run queued work until stopped: letters, notices, heavy tasks."""
    open_house()
    from levain.portal.serving import work_until_stopped

    work_until_stopped()


@main.command()
def tick() -> None:
    """Do what is due now: digests, reminders, retention. Safe to run twice."""
    open_house()
    from levain.foundation.work import tick as tick_now

    for line in tick_now() or []:
        click.echo(line)


main.add_command(import_from_elsewhere)


@main.command()
@click.argument("cohort")
@click.option("--output", type=click.Path(path_type=Path), required=True, help="A new folder; a file for recoco.")
@click.option("--format", "form", type=click.Choice(["package", "recoco"]), default="package", show_default=True)
def export(cohort: str, output: Path, form: str) -> None:
    """Write a whole session in open formats: CSV, GeoJSON, files, and `datapackage.json` that describes them."""
    open_house()
    from levain.portal import keeping

    keeping.hand_over(cohort, output, form)


@main.command()
@click.argument("text")
@click.option("--commune", help="INSEE code.")
@click.option("--beneficiary")
@click.option("--stage")
@click.option("--top", default=5, show_default=True)
@click.option("--json", "as_json", is_flag=True)
def match(text: str, commune: str, beneficiary: str, stage: str, top: int, as_json: bool) -> None:
    """Rank the catalogue for a need said in plain words, with reasons."""
    open_house()
    from levain.support.services.catalogue import UnknownFacet, match_command

    try:
        matches = match_command(text, commune=commune, beneficiary=beneficiary, stage=stage, top=top)
    except UnknownFacet as problem:
        raise click.ClickException(str(problem)) from None
    if as_json:
        click.echo(json.dumps(matches, ensure_ascii=False, indent=1))
        return
    for rank, found in enumerate(matches, 1):
        click.echo(f"{rank}. {found['name']}  ({found['score']:.2f})")
        for sentence in [*found["reasons"], *found["missing"]]:
            click.echo(f"   - {sentence}")


@main.command()
@click.argument("call")
@click.option("--json", "as_json", is_flag=True)
def select(call: str, as_json: bool) -> None:
    """The jury's sheet of a call: terms, ranks, agreement, shares of weightings, the best set."""
    open_house()
    from levain.portal.selecting import NoCall, lines, sheet_of

    try:
        sheet = sheet_of(call)
    except NoCall as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(json.dumps(sheet, ensure_ascii=False, indent=1) if as_json else "\n".join(lines(sheet)))


@main.command()
@click.argument("cohort")
@click.option("--json", "as_json", is_flag=True)
def evaluate(cohort: str, as_json: bool) -> None:
    """Every figure of the evaluation of a cohort, with its method, how many it counts, and which rows."""
    open_house()
    from levain.portal.evaluating import NoCohort, figures_of, lines

    try:
        found = figures_of(cohort)
    except NoCohort as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(json.dumps(found, ensure_ascii=False, indent=1) if as_json else "\n".join(lines(found)))


@main.command()
@click.argument("code", required=False)
@click.argument("file", type=click.File(), default="-")
@click.option("--shape", is_flag=True, help="Say what it reads and gives, and stop.")
def method(code: str | None, file: TextIO, shape: bool) -> None:
    """Compute one named method on a JSON file, or on the input: `levain method M-ALPHA < data.json`."""
    from levain.formulas import methods

    if code is None:
        click.echo("\n".join(map(methods.about, methods.METHODS)))
        return
    try:
        if shape:
            click.echo(methods.shape(code))
            return
        answer = methods.compute(code, json.load(file))
    except (methods.UnknownMethod, ValueError) as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(json.dumps(answer, ensure_ascii=False, indent=1))


@main.command()
@click.argument("cohort")
@click.option("--format", "form", type=click.Choice(["html", "pdf", "odt"]), default="html", show_default=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
def report(cohort: str, form: str, output: Path) -> None:
    """Write the capitalisation report of a cohort."""
    open_house()
    from levain.capitalisation.services import NoReport, report_file

    try:
        output.write_bytes(report_file(cohort, form))
    except NoReport as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(f"{output}: {output.stat().st_size} bytes", err=True)


@main.command()
@click.argument("file", type=click.Path(allow_dash=True, dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Keep the whole house, data and files, in FILE while people work; `-` gives it to another command."""
    start_django()
    from levain.portal import keeping

    keeping.keep(file)


@main.command()
@click.argument("file", type=click.Path(allow_dash=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Lose what this house holds.")
def restore(file: Path, force: bool) -> None:
    """Put a backup back into an empty house; everything is checked before. `-` reads it from the input."""
    start_django()
    from levain.portal import keeping

    keeping.put_back(file, force=force)


@main.command()
@click.argument("address")
@click.confirmation_option(prompt="Her account, her address and her name are lost for good. Erase her?")
def erase(address: str) -> None:
    """Erase the person of an address; every restore will erase her again."""
    open_house()
    from levain.portal import keeping

    keeping.erase(address)


@main.command()
@click.option("--json", "as_json", is_flag=True)
def permissions(as_json: bool) -> None:
    """Print who may do what: role × route × relation, by asking the rules."""
    open_house()
    from levain.portal.permissions import matrix, table

    rows = matrix()
    click.echo(json.dumps(rows, ensure_ascii=False, indent=1) if as_json else table(rows))


@main.command()
@click.option("--json", "as_json", is_flag=True)
@click.option("--quick", is_flag=True, help="The small set only, fewer requests.")
def bench(as_json: bool, quick: bool) -> None:
    """Measure pages, matching and reports, as ratios to a bare view in the same run."""
    from levain.portal.bench import BenchFailed, run, table

    try:
        figures = run(quick=quick, say=lambda text: click.echo(text, err=True))
    except BenchFailed as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(json.dumps(figures, ensure_ascii=False, indent=1) if as_json else table(figures))


@main.command(context_settings={"ignore_unknown_options": True, "help_option_names": []}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Django's own commands."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["levain manage", *arguments])


if __name__ == "__main__":
    sys.exit(main())
