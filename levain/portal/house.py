"""The house of a folder: its tables, and the references every programme needs."""

from collections.abc import Callable

from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from levain.evaluation.services import load_framework
from levain.foundation import fresh_tables
from levain.people.state_services import make_state_services
from levain.programmes.services import load_ecoquartier
from levain.seminars.services.expectations import load_expectations
from levain.support.services.catalogue import load_supports, load_synonyms
from levain.support.services.diagnosis import load_diagnosis
from levain.territories.models import Territory
from levain.territories.services import load_territories


class HouseUnreachable(Exception):
    """The database named by DATABASE_URL does not answer."""


def make_house(say: Callable[[str], None] = lambda text: None) -> None:
    """Make the tables and load the references into an empty house; leave an existing one as it is."""
    try:
        empty = "people_user" not in connection.introspection.table_names()
    except OperationalError as problem:
        raise HouseUnreachable(f"The database does not answer: {problem}".strip()) from None
    if empty:
        say("Making the house: tables…")
        fresh_tables.make()
        call_command("createcachetable", verbosity=0)
    elif fresh_tables.unfinished():
        raise HouseUnreachable("The making of this house was stopped half-way: empty its folder or base first.")
    elif MigrationExecutor(connection).migration_plan(MigrationExecutor(connection).loader.graph.leaf_nodes()):
        say("This house was made by an earlier version: run `levain serve --migrate` or `levain manage migrate`.")
    if not Territory.objects.exists():
        load_references(say)


def load_references(say: Callable[[str], None] = lambda text: None) -> None:
    """Territories, State services, supports, the ÉcoQuartier and evaluation frameworks: no programme."""
    for label, load in (
        ("communes, departments, regions", load_territories),
        ("State services", make_state_services),
        ("supports", load_supports),
        ("synonyms", load_synonyms),
        ("ÉcoQuartier framework", load_ecoquartier),
        ("evaluation framework and its questionnaires", load_framework),
        ("questions of the starting point", load_diagnosis),
        ("questions before a seminar", load_expectations),
    ):
        say(f"Loading the {label}…")
        load()
