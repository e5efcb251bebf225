"""Makes the search index: FTS5 on SQLite, a weighted text vector with a GIN index on PostgreSQL."""

from django.db import migrations

WORDS = "CREATE TABLE core_search_word (word varchar(60) NOT NULL PRIMARY KEY, uses bigint NOT NULL)"
SQLITE = [
    "CREATE TABLE core_search_doc (id integer PRIMARY KEY, kind varchar(20) NOT NULL, ref bigint NOT NULL, UNIQUE (kind, ref))",
    "CREATE VIRTUAL TABLE core_search_index USING fts5(strong, middle, weak, tokens, tokenize = 'unicode61 remove_diacritics 0')",
    WORDS,
]
POSTGRES = [
    "CREATE TABLE core_search_doc (id bigserial PRIMARY KEY, kind varchar(20) NOT NULL, ref bigint NOT NULL, "
    "vector tsvector NOT NULL, UNIQUE (kind, ref))",
    "CREATE INDEX core_search_doc_vector ON core_search_doc USING gin (vector)",
    WORDS,
]
UNDO = ["DROP TABLE IF EXISTS core_search_index", "DROP TABLE core_search_doc", "DROP TABLE core_search_word"]


def run(schema_editor, statements):
    for statement in statements:
        schema_editor.execute(statement)


def make(apps, schema_editor):
    run(schema_editor, POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE)


def unmake(apps, schema_editor):
    run(schema_editor, UNDO)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(make, unmake, elidable=False)]
