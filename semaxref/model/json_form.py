"""Records and answers as JSON values, with the names of their fields as stable keys."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from semaxref.model.base import PartialDate, Record, Value
from semaxref.model.compounds import Compound

if TYPE_CHECKING:
    from semaxref.model.records import Records

_CONTENT = ("formulations", "mechanisms", "indications", "findings", "claims")
"""Fields of a compound that hold records of their own."""


def as_json(answer: Value | Records[Any]) -> Any:
    """An answer as JSON values.

    A record within another stands as its id, so that nothing is said twice; the records of
    a compound, which are its content, stand whole.

    Args:
        answer: A record, an answer, or several records.

    Returns:
        Objects, lists, texts, numbers, truth values and null.
    """
    if isinstance(answer, Value):
        return _whole(answer)
    told: list[dict[str, Any]] = [_whole(record) for record in answer]
    if answer.remarks:
        for record in told:
            record[answer.remark_title] = answer.remarks[record["id"]]
    return told


def own_json(record: Record) -> dict[str, Any]:
    """A record as JSON values; of a compound, what it is without the records that it holds."""
    told = {name: _plain(getattr(record, name)) for name in _names(record)}
    if isinstance(record, Compound):
        told = {name: part for name, part in told.items() if name not in _CONTENT}
    return told


def _names(value: Value) -> list[str]:
    return [*(field.name for field in value.__attrs_attrs__), *value.computed]


def _whole(value: Value) -> dict[str, Any]:
    content = isinstance(value, Compound)
    return {name: _plain(getattr(value, name), whole=content) for name in _names(value)}


def _plain(value: Any, *, whole: bool = False) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | PartialDate):
        return str(value)
    if isinstance(value, Record) and not whole:
        return value.id
    if isinstance(value, Value):
        return _whole(value)
    if isinstance(value, str | int | float) or value is None:
        return value
    assert isinstance(value, Iterable)
    items = [_plain(item, whole=whole) for item in value]
    return sorted(items) if isinstance(value, frozenset) else items
