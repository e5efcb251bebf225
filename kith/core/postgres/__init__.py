"""Django's PostgreSQL back end, with an end to its patience."""
