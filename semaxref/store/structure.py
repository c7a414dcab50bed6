"""From parsed JSON to the model, strictly, with the path of every fault.

cattrs by itself turns ``None`` into ``'None'``, ``5`` into ``'5'`` and a text into a tuple
of its letters. The hooks here refuse all of these.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
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

from semaxref.errors import DataFaults, Fault, SemaxrefError, UnknownValue, did_you_mean, suggest
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
_CUSTOM = ("kind", "seen_as", "note")
_CSL_PLACES = {
    **{ours: (theirs,) for ours, theirs in _CSL_NAMES.items()},
    **{key: ("custom", key) for key in _CUSTOM},
}
_CSL_KEYS = (
    "type",
    *(_CSL_NAMES.get(name, name) for name in fields_dict(Source) if name not in _CUSTOM),
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

    def __init__(self, errors: list[tuple[Path, Exception]]) -> None:
        super().__init__(f"{len(errors)} faults")
        self.errors = errors


class UnknownKey(ValueError):
    """A key that an object does not have."""

    def __init__(self, key: str, allowed: Collection[str]) -> None:
        hint = did_you_mean(suggest(key, allowed, most=1))
        super().__init__(f"unknown key {key!r}; allowed are {', '.join(allowed)}{hint}")


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
        hook = self._own.get(cls)
        if hook is None:
            hook = self._own[cls] = self._compile(cls)
        result: R = _structure_csl(value, hook) if cls is Source else hook(value, cls)
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


def faults_of(error: Exception, raw: Json, file: str, path: Path = ()) -> Iterator[Fault]:
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
            names = tuple(fields_dict(cause.cl))
            allowed = _CSL_KEYS if cause.cl is Source else names
            for extra in sorted(cause.extra_fields):
                yield Fault(file, json_path((*path, *place)), str(UnknownKey(extra, allowed)))
        elif isinstance(cause, UnknownKey):
            yield Fault(file, json_path((*path, *place)), str(cause))
        elif isinstance(cause, KeyError) and not isinstance(cause, SemaxrefError):
            yield Fault(file, json_path((*path, *place)), f"the key {cause} is missing")
        else:
            yield Fault(file, json_path((*path, *place)), str(cause), _shown(found), cause)


def json_path(path: Path) -> str:
    """A path in JSONPath form, such as ``$[3].evidence[0].stance``."""
    return "$" + "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path)


def _leaves(error: Exception, path: Path) -> Iterator[tuple[Path, Exception]]:
    if isinstance(error, ClassValidationError):
        with_notes, without = error.group_exceptions()
        for cause, note in with_notes:
            # A missing key is a fault of the object, not of a value that is not there.
            missing = isinstance(cause, KeyError) and cause.args == (note.name,)
            yield from _leaves(cause, path if missing else (*path, note.name))
        for cause in without:
            yield from _leaves(cause, path)
    elif isinstance(error, PlacedFaults):
        for place, cause in error.errors:
            yield from _leaves(cause, (*path, *place))
    else:
        yield path, error


def _at(raw: Json, path: Path) -> Json:
    for part in path:
        raw = raw[part]
    return raw


def _shown(value: Json) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


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
    errors: list[tuple[Path, Exception]] = []
    for index, item in enumerate(value):
        try:
            hook(item, inner)
        except Exception as error:
            errors.append(((index,), error))
    return PlacedFaults(errors)


def _finding_class(value: dict[str, Json]) -> type[Finding]:
    # A kind that is missing or unknown is reported by the hook of the plain class.
    return _FINDINGS.get(str(value.get("kind")), Finding)


def _structure_csl(item: dict[str, Json], hook: Hook) -> Any:
    """A source from a CSL-JSON item, whose type is CSL's own and whose custom part is ours."""
    faults: list[tuple[Path, Exception]] = []
    outer = {key: value for key, value in item.items() if key not in ("type", "custom")}
    custom = item.get("custom", {})
    if "type" not in item:
        faults = [((), KeyError("type"))]
    elif not isinstance(item["type"], str) or item["type"] not in CSL_TYPES:
        wrong: Exception = UnknownValue("type", item["type"], tuple(sorted(CSL_TYPES)))
        faults = [(("type",), wrong)]
    if "custom" not in item:
        faults.append(((), KeyError("custom")))
    elif type(custom) is not dict:
        wrong = WrongType(f"expected an object, not {kind_name(custom)}")
        faults.append((("custom",), wrong))
    else:
        strange = sorted(set(custom) - set(_CUSTOM))
        faults += [(("custom",), UnknownKey(key, _CUSTOM)) for key in strange]
        misplaced = sorted(set(outer) & set(_CUSTOM))
        faults += [((), UnknownKey(key, _CSL_KEYS)) for key in misplaced]
        try:
            own = {key: custom[key] for key in _CUSTOM if key in custom}
            source = hook({**outer, **own}, Source)
        except Exception as error:
            for place, cause in _leaves(error, ()):
                head = _CSL_PLACES.get(str(place[0]), place[:1]) if place else ()
                faults.append(((*head, *place[1:]), cause))
        else:
            if not faults:
                return source
    raise PlacedFaults(faults)


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
