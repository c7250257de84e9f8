"""Start Django on the house's folder: what every command does first, before anything of the house is imported."""

import os

import click

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def start_django() -> None:
    import django

    django.setup()


def open_house() -> None:
    """Start Django on the house's folder, and make the house first if the folder is empty."""
    start_django()
    from levain.portal.house import HouseUnreachable, make_house

    try:
        make_house(say=lambda text: click.echo(text, err=True))
    except HouseUnreachable as problem:
        raise click.ClickException(str(problem)) from None
