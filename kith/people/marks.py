"""Stands for a row in addresses without its number, which would tell how many such rows there are."""

from typing import ClassVar

from kith.core.tickets import digest


class Marked:
    """A row told apart by a pair of columns, which only its owner's own pages name."""

    marked_by: ClassVar[tuple[str, str]]

    @property
    def mark(self) -> str:
        return digest(":".join([type(self).__name__, *(str(getattr(self, column)) for column in self.marked_by)]))
