import os
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.template.base import FilterExpression, Variable, VariableDoesNotExist
from hypothesis import settings as examples

from tests import tables

HOUSE = str(Path(__file__).parent.parent / "levain")
resolve_variable = Variable.resolve

# A busy machine is no reason to fail.
examples.register_profile("house", deadline=None)
examples.load_profile("house")


# What takes longest is begun first, so that no worker is left alone with it at the end.
LONGEST = ("tests/sweep/", "test_demonstration.py", "while_people_write", "test_a_quick_bench")


def pytest_collection_modifyitems(items):
    items.sort(
        key=lambda item: next((rank for rank, part in enumerate(LONGEST) if part in item.nodeid), len(LONGEST))
    )


class UnknownVariable(AssertionError):
    """A template of the house names something that its view does not give."""


def resolve_or_fail(variable, context):
    """Django prints nothing for an unknown variable: here it is an error, in the templates of the house.

    What hangs from an empty link (`{{ need.closed_by.name }}` while nobody closed it) is empty, and not unknown.
    """
    try:
        return resolve_variable(variable, context)
    except VariableDoesNotExist as failure:
        caller = sys._getframe(1)
        printed = caller.f_code is FilterExpression.resolve.__code__ and not caller.f_locals["ignore_failures"]
        template = getattr(context.render_context.template, "origin", "")
        if printed and failure.params[1] is not None and str(template).startswith(HOUSE):
            raise UnknownVariable(f"{variable} in {template}") from None
        raise


@pytest.fixture(autouse=True, scope="session")
def _unknown_variables_fail():
    Variable.resolve = resolve_or_fail


def within_a_deed_of_its_own() -> bool:
    """The transaction that each test runs in is not one that a deed has opened."""
    return any(not block._from_testcase for block in connection.atomic_blocks)


@pytest.fixture(autouse=True, scope="session")
def _deeds_open_their_own_transaction():
    from levain.foundation import journal

    journal.within_a_deed = within_a_deed_of_its_own


def kept_base() -> str:
    """`LEVAIN_KEPT_BASE=FILE pytest --reuse-db` keeps SQLite tables from one run to the next."""
    kept = os.environ.get("LEVAIN_KEPT_BASE", "")
    return kept and kept + os.environ.get("PYTEST_XDIST_WORKER", "")


@pytest.fixture(scope="session")
def django_db_createdb(django_db_createdb):
    """Also when the house has other migrations since: what is kept is made again."""
    return django_db_createdb or bool(kept_base() and not tables.are_of_today(kept_base()))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    from django.conf import settings

    from levain.foundation import fresh_tables

    if kept := kept_base():
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = kept
    settings.MIGRATION_MODULES = fresh_tables.NoMigrations()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The tables as the models say, in a fraction of the time that migrations take."""
    from django.conf import settings

    from levain.foundation import fresh_tables

    settings.MIGRATION_MODULES = {}
    with django_db_blocker.unblock():
        fresh_tables.finish()


@pytest.fixture(autouse=True)
def _house_of_its_own(settings, tmp_path):
    """Files and mails of a test live in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mails")


@pytest.fixture(autouse=True)
def _every_test_may_use_the_database(db):
    pass
