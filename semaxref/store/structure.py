"""From parsed JSON to the model, strictly, with the path of every fault.

cattrs by itself turns ``None`` into ``'None'``, ``5`` into ``'5'`` and a text into a tuple
of its letters. The hooks here refuse all of these.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, TypeAlias, TypeVar, get_args, get_origin

from attrs import fields_dict

from semaxref.errors import UnknownValue
from semaxref.model.base import PartialDate, Record
from semaxref.model.findings import FINDING_CLASSES, Finding
from semaxref.model.sources import Source
from semaxref.model.vocabulary import Condition, Route, Target
from semaxref.store.files import Json, Place

R = TypeVar("R", bound=Record)
Lookup: TypeAlias = Callable[[type[Record], str], Record]
"""Finds the record of a class that an id refers to; raises a `LookupError` on a miss."""

Hook: TypeAlias = Callable[[Json, Any], Any]
_REFERENCES: tuple[type[Record], ...] = (Source, Condition, Target, Route)
CSL_NAMES = {
    "original_title": "original-title",
    "container": "container-title",
    "authors": "author",
    "pmid": "PMID",
    "doi": "DOI",
    "pmcid": "PMCID",
    "url": "URL",
}
CUSTOM = ("kind", "seen_as", "note")
_APART = frozenset(CUSTOM)
CSL_PLACES: dict[str, Place] = {
    **{ours: (theirs,) for ours, theirs in CSL_NAMES.items()},
    **{key: ("custom", key) for key in CUSTOM},
}
CSL_KEYS = (
    "type",
    *(CSL_NAMES.get(name, name) for name in fields_dict(Source) if name not in CUSTOM),
    "custom",
)
# What a journal article is in CSL must not be read as our finer kinds, so both are kept; the
# type is for Zotero and pandoc, and only these are written.
CSL_TYPES = frozenset(
    """
    article article-journal article-magazine article-newspaper bill book broadcast chapter
    classic collection dataset document entry entry-dictionary entry-encyclopedia event figure
    graphic hearing interview legal_case legislation manuscript map motion_picture musical_score
    pamphlet paper-conference patent performance periodical personal_communication post
    post-weblog regulation report review review-book software song speech standard thesis treaty
    webpage
    """.split()  # noqa: SIM905 - fifty names read better as a paragraph
)


_PRIMITIVES = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
}


_FINDINGS = {kind.value: cls for kind, cls in FINDING_CLASSES.items()}


class WrongType(ValueError):
    """A JSON value of another type than the field has."""


class PlacedFaults(ValueError):
    """What is wrong with the parts of a value.

    Attributes:
        errors: Pairs of a place within the value and what is wrong there.
    """

    def __init__(self, errors: list[tuple[Place, Exception]]) -> None:
        super().__init__(f"{len(errors)} faults")
        self.errors = errors


class UnknownEntry(LookupError):
    """A source, condition, target or route that a record names and that is not there.

    Attributes:
        file: Where it should stand.
    """

    def __init__(self, message: str, file: str) -> None:
        super().__init__(message)
        self.file = file


class Structurer:
    """Turns parsed records into objects of the model.

    A record that names a source, condition, target or route by its id gets the object.

    This one is for data that were checked before: it reads a record key by key, and ends at
    the first fault. `strict.StrictStructurer` finds every fault and its place. It is built with
    cattrs, and importing and compiling that is half of what a first question would take.

    Args:
        lookup: Where ids are looked up.
    """

    def __init__(self, lookup: Lookup) -> None:
        self._hooks: dict[Any, Hook] = {
            kind: _primitive(kind, name) for kind, name in _PRIMITIVES.items()
        }
        self._hooks[PartialDate] = _partial_date
        self._hooks[Finding] = lambda value, _: self.structure(value, Finding)
        for kind in _REFERENCES:
            self._hooks[kind] = lambda value, kind: lookup(kind, _text(value))
        self._own: dict[type[Record], Hook] = {}

    def structure(self, value: Json, kind: type[R]) -> R:
        """One record from its parsed JSON.

        Args:
            value: The parsed JSON.
            kind: The class of the record; for `Finding` the kind in the JSON chooses it.

        Returns:
            The record.

        Raises:
            Exception: It does not fit the class; `strict.faults_of` reads what is wrong from
                what the strict one raises.
        """
        cls: type[Record] = kind
        _object(value)
        if kind is Finding:
            cls = _finding_class(value)
        hook = self._own.get(cls)
        if hook is None:
            hook = self._own[cls] = self._compile(cls)
        result: R = self._source(value, hook) if cls is Source else hook(value, cls)
        return result

    def _compile(self, cls: type[Any]) -> Hook:
        """The hook of a class: each key of the object goes through the hook of its field."""
        table: dict[str, tuple[str, Hook, Any]] = {}
        for name, field in fields_dict(cls).items():
            hook = (CSL_HOOKS.get(name) if cls is Source else None) or self._hook(field.type)
            key = CSL_NAMES.get(name, name) if cls is Source else name
            table[key] = (name, hook, field.type)

        def structure(value: Json, _: object) -> Any:
            given: dict[str, Any] = {}
            for key, part in value.items():
                name, hook, kind = table[key]
                given[name] = hook(part, kind)
            return cls(**given)

        return structure

    def _source(self, item: dict[str, Json], hook: Hook) -> Any:
        """A source from a CSL-JSON item, whose type is CSL's own and whose custom part is ours."""
        custom = item["custom"]
        outer = {key: value for key, value in item.items() if key not in ("type", "custom")}
        if item["type"] not in CSL_TYPES or not _APART.issuperset(custom) or _APART & outer.keys():
            raise WrongType("expected CSL-JSON, with what is ours under custom")
        return hook({**outer, **custom}, Source)

    def _hook(self, kind: Any) -> Hook:
        hook = self._hooks.get(kind)
        if hook is None:
            hook = self._hooks[kind] = self._make_hook(kind)
        return hook

    def _make_hook(self, kind: Any) -> Hook:
        if get_origin(kind) is tuple:
            return _tuple(get_args(kind)[0], self._hook(get_args(kind)[0]))
        if get_origin(kind) is UnionType:
            inner, none = get_args(kind)
            assert none is NoneType
            hook = self._hook(inner)
            return lambda value, _: None if value is None else hook(value, inner)
        if issubclass(kind, StrEnum):
            return _enum(kind)
        hook = self._compile(kind)
        return lambda value, kind: hook(_object(value), kind)


def kind_name(value: Json) -> str:
    """What sort of JSON value it is, in words."""
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false"}
    return "null" if value is None else names.get(type(value), "a number")


def _primitive(kind: type, wanted: str) -> Hook:
    def check(value: Json, _: object) -> Any:
        if kind is float and type(value) is int:
            return float(value)
        if type(value) is not kind:
            raise WrongType(f"expected {wanted}, not {kind_name(value)}")
        return value

    return check


def _text(value: Json) -> str:
    if type(value) is not str:
        raise WrongType(f"expected a text, not {kind_name(value)}")
    return value


def _object(value: Json) -> dict[str, Json]:
    if type(value) is not dict:
        raise WrongType(f"expected an object, not {kind_name(value)}")
    return value


def _enum(kind: type[StrEnum]) -> Hook:
    members = {each.value: each for each in kind}

    def check(value: Json, _: object) -> StrEnum:
        found = members.get(_text(value))
        if found is None:
            raise UnknownValue(kind.__name__, value, tuple(members))
        return found

    return check


def _partial_date(value: Json, _: object) -> PartialDate:
    return PartialDate.parse(_text(value))


def _tuple(inner: Any, hook: Hook) -> Hook:
    def structure(value: Json, _: object) -> tuple[Any, ...]:
        if type(value) is not list:
            raise WrongType(f"expected a list, not {kind_name(value)}")
        try:
            return tuple([hook(item, inner) for item in value])
        except Exception:  # once more, slowly, to say which of them and all of them
            raise _list_error(value, hook, inner) from None

    return structure


def _list_error(value: list[Json], hook: Hook, inner: Any) -> Exception:
    errors: list[tuple[Place, Exception]] = []
    for index, item in enumerate(value):
        try:
            hook(item, inner)
        except Exception as error:
            errors.append(((index,), error))
    return PlacedFaults(errors)


def _finding_class(value: dict[str, Json]) -> type[Finding]:
    # A kind that is missing or unknown is reported by the hook of the plain class.
    return _FINDINGS.get(str(value.get("kind")), Finding)


def _authors(value: Json, _: object) -> tuple[str, ...]:
    if type(value) is not list or not all(isinstance(each, dict) for each in value):
        raise WrongType("expected a list of objects with 'family' and 'given', or 'literal'")
    names = []
    for each in value:
        if not each or not set(each) <= {"family", "given", "literal"}:
            raise WrongType(f"expected 'family' and 'given', or 'literal', not {sorted(each)}")
        parts = (each.get("literal"), each.get("family"), each.get("given"))
        names.append(" ".join(_text(part) for part in parts if part is not None))
    return tuple(names)


def _issued(value: Json, _: object) -> PartialDate | None:
    if value is None:
        return None
    try:
        ((*parts,),) = value["date-parts"]
        text = "-".join(f"{_whole(part):0{4 if i == 0 else 2}d}" for i, part in enumerate(parts))
    except (TypeError, KeyError, ValueError):
        raise WrongType('expected a date as {"date-parts": [[2006, 8, 1]]}') from None
    return PartialDate.parse(text)


CSL_HOOKS = {"authors": _authors, "issued": _issued}


def _whole(value: Json) -> int:
    if type(value) is not int:
        raise TypeError
    return value
