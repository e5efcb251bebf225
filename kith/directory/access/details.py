"""Reads the small facts of one listing together: six tables in one query, where a page has no six to spare."""

from typing import Any

from django.db.models import CharField, F, IntegerField, Model, QuerySet, Value

from kith.directory.models import AccessFact, Belonging, Category, Listing, ListingLanguage, Opening, Situation

Part = tuple[str, type[Model], tuple[str, ...], tuple[str, ...]]
# The relation, its table, and its columns: up to two numbers and up to three texts besides the row's own number.
PARTS: tuple[Part, ...] = (
    ("openings", Opening, ("start", "end"), ()),
    ("languages", ListingLanguage, (), ("code",)),
    ("situations", Situation, (), ("code",)),
    ("belongings", Belonging, (), ("kind", "name", "key")),
    ("access_facts", AccessFact, (), ("fact", "answer", "note")),
    ("categories", Category, ("order",), ("slug", "name", "needs")),
)


def read_details(listing: Listing) -> None:
    """Fill the listing's small relations, as `prefetch_related` would. One query."""
    parts = [_part(listing, part) for part in PARTS]
    found: dict[str, list[tuple]] = {}
    for relation, *values in parts[0].union(*parts[1:], all=True):
        found.setdefault(relation, []).append(tuple(values))
    for relation, model, numbers, texts in PARTS:
        names = ["id", *_filled(numbers, 2), *_filled(texts, 3)]
        rows = [_row(model, names, values) for values in sorted(found.get(relation, ()))]
        for row in rows if model is not Category else ():
            row.listing = listing
        _keep(listing, relation, rows)


def _part(listing: Listing, part: Part) -> QuerySet[Any]:
    relation, model, numbers, texts = part
    rows = model._default_manager.filter(**{"listings" if model is Category else "listing": listing})
    first, second = (F(name) if name else Value(0, IntegerField()) for name in _filled(numbers, 2))
    one, two, three = (F(name) if name else Value("", CharField()) for name in _filled(texts, 3))
    marked = rows.order_by().annotate(of=Value(relation, CharField()), n1=first, n2=second, t1=one, t2=two, t3=three)
    return marked.values_list("of", "id", "n1", "n2", "t1", "t2", "t3")


def _filled(names: tuple[str, ...], size: int) -> tuple[str, ...]:
    return names + ("",) * (size - len(names))


def _row(model: type[Model], names: list[str], values: tuple) -> Any:
    """A row with the columns that were read; any other is looked up when someone asks for it."""
    known = {name: value for name, value in zip(names, values, strict=True) if name}
    in_order = [field.attname for field in model._meta.concrete_fields if field.attname in known]
    return model.from_db("default", in_order, [known[name] for name in in_order])


def _keep(listing: Listing, relation: str, rows: list[Any]) -> None:
    kept = getattr(listing, relation).all()
    kept._result_cache = sorted(rows, key=_ORDER[relation]) if relation in _ORDER else rows
    kept._prefetch_done = True
    listing.__dict__.setdefault("_prefetched_objects_cache", {})[relation] = kept


_ORDER: dict[str, Any] = {"openings": lambda row: row.start, "categories": lambda row: row.order}
