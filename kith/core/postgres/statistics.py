"""After much was written at once: the database looks at its tables before anyone asks it, instead of a minute later."""

from django.db import connection


def look_anew() -> None:
    """Nothing on SQLite, which goes by its indexes; call it outside a transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
