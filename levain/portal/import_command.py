"""`levain import`: what comes into the house from elsewhere."""

from pathlib import Path

import click

from levain.portal.opening import open_house


@click.group("import")
def import_from_elsewhere() -> None:
    """Bring data in: a report row by row, all or nothing, twice without duplicate."""


def report_import(report) -> None:
    for line in report.lines():
        click.echo(line)
    if report.errors:
        raise click.ClickException(f"{len(report.errors)} row(s) refused; nothing was written.")


@import_from_elsewhere.command("communes")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True)
def import_communes(file: Path, dry_run: bool) -> None:
    """Territories, in the format of levain/territories/data."""
    open_house()
    from levain.territories.services import import_communes as bring

    report_import(bring(file, dry_run=dry_run))


@import_from_elsewhere.command("supports")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True)
def import_supports(file: Path, dry_run: bool) -> None:
    """A catalogue of supports, in the format of levain/support/data/supports.yaml."""
    open_house()
    from levain.support.services.catalogue import load_supports

    report_import(load_supports(file, dry_run=dry_run))


@import_from_elsewhere.command("aides-territoires")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option("--commune", default="", help="INSEE code: only what is open there, from the service.")
@click.option("--dry-run", is_flag=True)
def import_aides_territoires(file: Path | None, commune: str, dry_run: bool) -> None:
    """Supports of Aides-territoires: from a FILE of its API, or from the service itself without a file."""
    open_house()
    from levain.support.services.aides_territoires import import_aids

    report_import(import_aids(file, insee=commune, dry_run=dry_run))


@import_from_elsewhere.command("xlsform")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True)
def import_xlsform(file: Path, dry_run: bool) -> None:
    """A questionnaire, from an XLSForm workbook (.xlsx, .ods); it comes in as a version to publish."""
    open_house()
    from levain.questionnaires.services.exchange import bring_in

    kind = file.suffix.lstrip(".").lower()
    report_import(bring_in(file.read_bytes(), kind, name=file.stem, dry_run=dry_run))


@import_from_elsewhere.command("applications")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option(
    "--call", "slug", default="", help="The last word of its address; the call not yet decided, without it."
)
@click.option("--demarche", type=int, help="Without a file: the number of a procedure of Démarches simplifiées.")
@click.option("--dry-run", is_flag=True)
def import_applications(file: Path | None, slug: str, demarche: int | None, dry_run: bool) -> None:
    """Applications received elsewhere: a JSON answer of Démarches simplifiées, a CSV, XLSX or ODS table."""
    if (file is None) == (demarche is None):
        raise click.UsageError("Give a file, or the number of a procedure.")
    open_house()
    from levain.foundation.outside import Unreachable
    from levain.selection.models import Call
    from levain.selection.services.receiving import import_demarche, import_file

    calls = list(Call.objects.filter(slug=slug) if slug else Call.objects.filter(released_at=None)[:2])
    if len(calls) != 1:
        raise click.ClickException("Say which call, with --call.")
    call = calls[0]
    try:
        bring = import_file(file, call=call, dry_run=dry_run) if file else None
        report_import(bring or import_demarche(demarche, call=call, dry_run=dry_run))
    except Unreachable as problem:
        raise click.ClickException(str(problem)) from None


@import_from_elsewhere.command("cohort")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True)
def import_session(folder: Path, dry_run: bool) -> None:
    """A whole session, from the folder that `levain export` wrote."""
    open_house()
    from levain.portal.exchange import NotThisPackage, import_cohort

    try:
        report_import(import_cohort(folder, dry_run=dry_run, say=lambda text: click.echo(text, err=True)))
    except NotThisPackage as problem:
        raise click.ClickException(str(problem)) from None
