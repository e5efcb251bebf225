"""The recovery pages, by subject."""
