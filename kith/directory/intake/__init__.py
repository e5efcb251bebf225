"""Reads other people's tables and files into listing records: carefully, and saying what was wrong with which row."""
