"""`levain found`: the first person of an empty house; what `levain serve` says while it has nobody."""

import os
import shlex
import sys
from pathlib import Path

import click
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from levain.programmes.founding import AlreadyFounded, ClosedAccount, administrators, found_house

ADDRESS = "you@example.org"


@translation.override("en")
def give(address: str, name: str, *, also: bool) -> None:
    try:
        person, now = found_house(address, name, also=also)
    except ValidationError as problem:
        raise click.ClickException(f"{address[:80]}: {' '.join(problem.messages)}") from None
    except AlreadyFounded as problem:
        said = "Nothing was changed; --also adds somebody beside her."
        raise click.ClickException(f"{problem} {said}") from None
    except ClosedAccount as problem:
        raise click.ClickException(str(problem)) from None
    said = "administers this house from now on." if now else "already administers this house: nothing was changed."
    click.echo("\n".join([f"{person.email} {said}", *_how_to_enter()]))


def _how_to_enter() -> list[str]:
    """The address is the one that was set, or that `levain serve` chose in another terminal."""
    page = reverse("account_login")
    here = os.environ.get("LEVAIN_SITE_URL")
    where = f"{settings.SITE_URL}{page}" if here else f"{page} at the address that `levain serve` gave"
    return [f"To enter: {where}, then the code that is sent there.", *_mails()]


def _mails() -> list[str]:
    if settings.MAILS_ARE_FILES:
        return [f"No mail server is set: mails, and the codes, are files in {settings.EMAIL_FILE_PATH}"]
    return []


def to_do_first() -> list[str]:
    """What whoever starts an empty house must know."""
    if administrators().exists():
        return _mails()
    return [f"Nobody administers this house yet. In another terminal: {_command()} found {ADDRESS}", *_mails()]


def _command() -> str:
    """This very command, on the same folder: it may be on no path."""
    folder = f"LEVAIN_DATA={shlex.quote(os.environ['LEVAIN_DATA'])} " if os.environ.get("LEVAIN_DATA") else ""
    return folder + this_command()


def this_command() -> str:
    return sys.argv[0] if Path(sys.argv[0]).name == "levain" else "levain"
