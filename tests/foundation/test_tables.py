from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from levain.foundation.tables import Tables


def test_tables_made_together_are_known_as_if_they_were_made_one_by_one():
    migration = MigrationLoader(connection).get_migration("support", "0001_tables")
    [together] = [each for each in migration.operations if isinstance(each, Tables)]
    made, one_by_one = ProjectState(), ProjectState()

    together.state_forwards("support", made)
    for each in together.created:
        each.state_forwards("support", one_by_one)

    assert made.models == one_by_one.models
    assert len(together.created) == len(made.models)


def test_the_base_of_the_tests_holds_every_column_of_every_model():
    with connection.cursor() as cursor:
        held = {
            table: {column.name for column in connection.introspection.get_table_description(cursor, table)}
            for table in connection.introspection.table_names(cursor)
        }
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed:
            assert {field.column for field in model._meta.local_concrete_fields} <= held[model._meta.db_table]
