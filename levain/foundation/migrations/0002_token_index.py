"""Each engine's own index over the tokens; it follows its table by itself, so that no writer can forget it."""

from django.db import migrations

SQLITE = [
    """CREATE VIRTUAL TABLE foundation_searchtokens USING fts5(
        tokens, content='foundation_searchentry', content_rowid='id',
        tokenize='unicode61 remove_diacritics 0', detail=none)""",
    "INSERT INTO foundation_searchtokens(foundation_searchtokens) VALUES ('rebuild')",
    """CREATE TRIGGER foundation_searchentry_added AFTER INSERT ON foundation_searchentry BEGIN
        INSERT INTO foundation_searchtokens(rowid, tokens) VALUES (new.id, new.tokens); END""",
    """CREATE TRIGGER foundation_searchentry_removed AFTER DELETE ON foundation_searchentry BEGIN
        INSERT INTO foundation_searchtokens(foundation_searchtokens, rowid, tokens)
        VALUES ('delete', old.id, old.tokens); END""",
    """CREATE TRIGGER foundation_searchentry_changed AFTER UPDATE ON foundation_searchentry BEGIN
        INSERT INTO foundation_searchtokens(foundation_searchtokens, rowid, tokens)
        VALUES ('delete', old.id, old.tokens);
        INSERT INTO foundation_searchtokens(rowid, tokens) VALUES (new.id, new.tokens); END""",
]
SQLITE_BACK = [
    "DROP TRIGGER foundation_searchentry_added",
    "DROP TRIGGER foundation_searchentry_removed",
    "DROP TRIGGER foundation_searchentry_changed",
    "DROP TABLE foundation_searchtokens",
]
POSTGRESQL = [
    """ALTER TABLE foundation_searchentry ADD COLUMN lexemes tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array(tokens, ' '))) STORED""",
    "CREATE INDEX foundation_searchentry_lexemes ON foundation_searchentry USING gin (lexemes)",
]
POSTGRESQL_BACK = ["ALTER TABLE foundation_searchentry DROP COLUMN lexemes"]


def run(schema_editor, on_sqlite, on_postgresql):
    statements = on_sqlite if schema_editor.connection.vendor == "sqlite" else on_postgresql
    for statement in statements:
        schema_editor.execute(statement, params=None)


def add(apps, schema_editor):
    run(schema_editor, SQLITE, POSTGRESQL)


def take_away(apps, schema_editor):
    run(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)


class Migration(migrations.Migration):

    dependencies = [("foundation", "0001_tables")]

    operations = [migrations.RunPython(add, take_away)]
