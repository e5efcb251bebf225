"""Writes the directory out for other systems, in the open standard for service directories (HSDS)."""
