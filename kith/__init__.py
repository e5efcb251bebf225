"""Kith: a network of support around each person, with the person in charge of who knows what."""

__version__ = "0.1.0"
