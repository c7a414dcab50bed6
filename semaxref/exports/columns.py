"""Columns: records and answers as typed columns, before any table library is asked.

What a column holds follows from the types of the fields, never from the values: a table of
three rows, of three thousand and of none has the same columns of the same types.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    TypeAlias,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from attrs import field, frozen

from semaxref.model.base import PartialDate, Record, Value
from semaxref.model.evidence import Evidence, EvidenceLevel
from semaxref.model.sources import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

Types: TypeAlias = Mapping[str, Any]
"""The types of the fields of a row, by their names."""
Row: TypeAlias = tuple[Types, Mapping[str, object]]
"""The types and the values of a row."""


@frozen
class Kind:
    """What a column holds.

    Attributes:
        holds: A text, a list of texts, a member of an enum, a day, and so on.
        categories: Of an enum: all its values, whether they occur or not.
        ordered: Whether these stand in an order that means something.
    """

    holds: Literal["text", "texts", "category", "day", "whole", "number", "truth"]
    categories: tuple[str, ...] = ()
    ordered: bool = False


@frozen
class Column:
    """A named column.

    Attributes:
        name: Its name.
        kind: What it holds.
        values: Plain values, one a row; None where one is missing.
    """

    name: str
    kind: Kind
    values: list[Any] = field(factory=list)


TEXT = Kind("text")
TEXTS = Kind("texts")
_DAY = Kind("day")
# A truth value is a whole number to Python, so it must be asked for first.
_PLAIN = {bool: Kind("truth"), int: Kind("whole"), float: Kind("number"), date: _DAY}

_known: dict[type[Value], Types] = {}


def types_of(cls: type[Value]) -> Types:
    """The types of the fields of a class, and of what is computed from them."""
    if cls in _known:
        return _known[cls]
    told = get_type_hints(cls)
    types = {each.name: told[each.name] for each in cls.__attrs_attrs__}
    for name in cls.computed:
        read = getattr(cls, name).fget
        # The answers know sources only when they are type-checked.
        types[name] = get_type_hints(read, localns={"Source": Source})["return"]
    return _known.setdefault(cls, types)


def row_of(value: Value) -> Row:
    """A record, an answer or a value as a row, with the names of its JSON form."""
    types = types_of(type(value))
    return types, {name: getattr(value, name) for name in types}


def columns_of(rows: Iterable[Row], also: Iterable[Types] = ()) -> tuple[Column, ...]:
    """The columns of a table.

    Args:
        rows: The rows; they may be of several classes.
        also: Types of rows that might have been there, so that their columns are.

    Returns:
        First the columns that all rows share, then those that only some of them have. A
        column whose rows differ in type holds texts.
    """
    rows = list(rows)
    shapes = {id(types): types for types in (*also, *(types for types, _ in rows))}
    kinds: dict[str, Kind] = {}
    shared: dict[str, int] = {}
    for types in shapes.values():
        for name, kind, _ in _cells(types, {}):
            kinds[name] = _both(kinds.get(name, kind), kind)
            shared[name] = shared.get(name, 0) + 1
    lines = [{name: value for name, _, value in _cells(*row)} for row in rows]
    return tuple(
        Column(name, kinds[name], [_fit(line.get(name), kinds[name]) for line in lines])
        for name in sorted(kinds, key=lambda name: shared[name] < len(shapes))
    )


def _cells(types: Types, values: Mapping[str, object]) -> Iterator[tuple[str, Kind, object]]:
    """Name, kind and plain value of each column that a row fills; no values: all missing."""
    for name, told in types.items():
        value = values.get(name)
        type_ = _without_none(told)
        yield name, _kind(type_), _plain(value)
        if type_ is PartialDate:
            for end in ("earliest", "latest"):
                yield f"{name}_{end}", _DAY, getattr(value, end, None)
        elif isinstance(type_, type) and issubclass(type_, Value) and not issubclass(type_, Record):
            parts = types_of(type_)
            inner = {part: getattr(value, part, None) for part in parts}
            for part, kind, plain in _cells(parts, inner):
                yield f"{name}_{part}", kind, plain


def _without_none(told: Any) -> Any:
    """A type without the None that says that it may be missing."""
    if get_origin(told) not in (Union, UnionType):
        return told
    left = [each for each in get_args(told) if each is not NoneType]
    return left[0] if len(left) == 1 else told


@cache
def _kind(type_: Any) -> Kind:
    if get_origin(type_) in (tuple, frozenset):
        return TEXTS
    if isinstance(type_, type) and issubclass(type_, StrEnum):
        values = tuple(member.value for member in type_)
        return Kind("category", values, issubclass(type_, EvidenceLevel))
    return _PLAIN.get(type_, TEXT)


def _plain(value: object) -> object:
    """A value as text, list of texts, day or number: records by id, evidence by study."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Record):
        return value.id
    if isinstance(value, Evidence):
        return value.study
    if isinstance(value, Value):
        return str(value)
    if isinstance(value, frozenset):
        return sorted(str(_plain(each)) for each in value)
    return list(map(_plain, value)) if isinstance(value, tuple) else value


def _both(one: Kind, other: Kind) -> Kind:
    """What a column holds whose rows differ in type: any of the categories, else texts."""
    if one == other:
        return one
    if one.holds == other.holds == "category":
        return Kind("category", tuple(dict.fromkeys((*one.categories, *other.categories))))
    return TEXT


def _fit(value: Any, kind: Kind) -> Any:
    """A plain value as its column needs it."""
    if value is None:
        return None
    if kind.holds == "number":
        return float(value)  # in data files 814 may stand for 814.0
    if kind.holds == "text" and not isinstance(value, str):
        return "; ".join(value) if isinstance(value, list) else str(value)
    return value
