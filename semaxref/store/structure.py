"""From parsed JSON to the model, strictly, with the path of every fault.

cattrs by itself turns ``None`` into ``'None'``, ``5`` into ``'5'`` and a text into a tuple
of its letters. The hooks here refuse all of these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, TypeAlias, TypeVar, get_args, get_origin

from attrs import fields_dict
from cattrs import Converter
from cattrs.errors import (
    ClassValidationError,
    ForbiddenExtraKeysError,
)
from cattrs.gen import make_dict_structure_fn, override

from semaxref.errors import DataFaults, Fault, SemaxrefError, UnknownValue, suggest
from semaxref.model.base import PartialDate, Record
from semaxref.model.findings import FINDING_CLASSES, Finding
from semaxref.model.sources import Source
from semaxref.model.vocabulary import Condition, Route, Target
from semaxref.store.files import Json

R = TypeVar("R", bound=Record)
Lookup: TypeAlias = Callable[[type[Record], str], Record]
"""Finds the record of a class that an id refers to; raises a `LookupError` on a miss."""

Hook: TypeAlias = Callable[[Json, Any], Any]
Path: TypeAlias = tuple[str | int, ...]
_REFERENCES: tuple[type[Record], ...] = (Source, Condition, Target, Route)
_CSL_NAMES = {
    "original_title": "original-title",
    "container": "container-title",
    "authors": "author",
    "pmid": "PMID",
    "doi": "DOI",
    "pmcid": "PMCID",
    "url": "URL",
}
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


class ListFaults(ValueError):
    """What is wrong with the items of a list.

    Attributes:
        errors: Pairs of a place in the list and what is wrong there.
    """

    def __init__(self, errors: list[tuple[int, Exception]]) -> None:
        super().__init__(f"{len(errors)} faults in a list")
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

    Args:
        lookup: Where these ids are looked up.
        detailed: Refuse unknown keys, and collect every fault with its place. Without, the
            first fault ends the attempt; that is for data that were checked before, and takes
            half as long to compile.
    """

    def __init__(self, lookup: Lookup, *, detailed: bool) -> None:
        self._detailed = detailed
        self._converter = Converter(detailed_validation=detailed)
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
            Exception: It does not fit the class; `faults_of` reads what is wrong from it.
        """
        cls: type[Record] = kind
        _object(value)
        if kind is Finding:
            cls = _finding_class(value)
        elif kind is Source:
            value = _from_csl(value)
        hook = self._own.get(cls)
        if hook is None:
            hook = self._own[cls] = self._compile(cls)
        result: R = hook(value, cls)
        return result

    def _compile(self, cls: type[Any]) -> Hook:
        """The hook of a class, with ours for each of its fields.

        Ours are handed over field by field: left to find them, cattrs would ask some thirty
        predicates for each type, at a third of the time that a first question takes.
        """
        csl = cls is Source
        fields = {
            field.name: override(
                rename=_CSL_NAMES.get(field.name) if csl else None,
                struct_hook=(_CSL_HOOKS.get(field.name) if csl else None) or self._hook(field.type),
            )
            for field in cls.__attrs_attrs__
        }
        return make_dict_structure_fn(
            cls,
            self._converter,
            _cattrs_forbid_extra_keys=self._detailed,
            _cattrs_detailed_validation=self._detailed,
            **fields,  # type: ignore[arg-type]
        )

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


def faults_of(error: BaseException, raw: Json, file: str, path: Path = ()) -> Iterator[Fault]:
    """What is wrong with a record, each fault with its place.

    Args:
        error: What `Structurer.structure` raised.
        raw: The parsed record.
        file: The file that it stands in.
        path: Where in the file it stands.

    Yields:
        A fault for each value that does not fit.
    """
    for place, cause in _leaves(error, ()):
        if isinstance(cause, DataFaults):  # of an entry that the record refers to
            yield from cause.faults
            continue
        found = _at(raw, place)
        if isinstance(cause, ForbiddenExtraKeysError):
            allowed = [_CSL_NAMES.get(name, name) for name in fields_dict(cause.cl)]
            for extra in sorted(cause.extra_fields):
                hint = "".join(f"; did you mean {word!r}?" for word in suggest(extra, allowed)[:1])
                message = f"unknown key {extra!r}; allowed are {', '.join(allowed)}{hint}"
                yield Fault(file, json_path((*path, *place)), message)
        elif isinstance(cause, KeyError) and not isinstance(cause, SemaxrefError):
            yield Fault(file, json_path((*path, *place)), f"the key {cause} is missing")
        else:
            yield Fault(file, json_path((*path, *place)), str(cause), _shown(found), cause)


def json_path(path: Path) -> str:
    """A path in JSONPath form, such as ``$[3].evidence[0].stance``."""
    return "$" + "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path)


def _leaves(error: BaseException, path: Path) -> Iterator[tuple[Path, BaseException]]:
    if isinstance(error, ClassValidationError):
        with_notes, without = error.group_exceptions()
        for cause, note in with_notes:
            # A missing key is a fault of the object, not of a value that is not there.
            missing = isinstance(cause, KeyError) and cause.args == (note.name,)
            yield from _leaves(cause, path if missing else (*path, note.name))
        for cause in without:
            yield from _leaves(cause, path)
    elif isinstance(error, ListFaults):
        for index, cause in error.errors:
            yield from _leaves(cause, (*path, index))
    else:
        yield path, error


def _at(raw: Json, path: Path) -> Json:
    for part in path:
        try:
            raw = raw[_CSL_NAMES.get(part, part) if isinstance(part, str) else part]
        except (KeyError, IndexError, TypeError):
            return None
    return raw


def _shown(value: Json) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _name(value: Json) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false"}
    return "null" if value is None else names.get(type(value), "a number")


def _primitive(kind: type, wanted: str) -> Hook:
    def check(value: Json, _: object) -> Any:
        if kind is float and type(value) is int:
            return float(value)
        if type(value) is not kind:
            raise WrongType(f"expected {wanted}, not {_name(value)}")
        return value

    return check


def _text(value: Json) -> str:
    if type(value) is not str:
        raise WrongType(f"expected a text, not {_name(value)}")
    return value


def _object(value: Json) -> dict[str, Json]:
    if type(value) is not dict:
        raise WrongType(f"expected an object, not {_name(value)}")
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
            raise WrongType(f"expected a list, not {_name(value)}")
        try:
            return tuple([hook(item, inner) for item in value])
        except Exception:  # once more, slowly, to say which of them and all of them
            raise _list_error(value, hook, inner) from None

    return structure


def _list_error(value: list[Json], hook: Hook, inner: Any) -> Exception:
    errors: list[tuple[int, Exception]] = []
    for index, item in enumerate(value):
        try:
            hook(item, inner)
        except Exception as error:
            errors.append((index, error))
    return ListFaults(errors)


def _finding_class(value: dict[str, Json]) -> type[Finding]:
    # A kind that is missing or unknown is reported by the hook of the plain class.
    return _FINDINGS.get(str(value.get("kind")), Finding)


def _from_csl(item: dict[str, Json]) -> dict[str, Json]:
    """A CSL-JSON item with our fields beside its own, and without the type that is CSL's."""
    flat = {key: value for key, value in item.items() if key not in ("type", "custom")}
    if item.get("type") not in CSL_TYPES:
        raise UnknownValue("type", item.get("type"), tuple(sorted(CSL_TYPES)))
    custom = item.get("custom")
    if not isinstance(custom, dict):
        raise WrongType(f"expected custom to be an object, not {_name(custom)}")
    return {**flat, **custom}


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


_CSL_HOOKS = {"authors": _authors, "issued": _issued}


def _whole(value: Json) -> int:
    if type(value) is not int:
        raise TypeError
    return value
