"""Reading data strictly: every value that does not fit, with its place.

cattrs by itself turns ``None`` into ``'None'``, ``5`` into ``'5'`` and a text into a tuple
of its letters; the hooks that it is given here refuse all of these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import fields_dict
from cattrs import Converter
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, override

from semaxref.errors import DataFaults, Fault, SemaxrefError, UnknownValue, did_you_mean, suggest
from semaxref.model.sources import Source
from semaxref.store.files import json_path
from semaxref.store.structure import (
    CSL_HOOKS,
    CSL_KEYS,
    CSL_NAMES,
    CSL_PLACES,
    CSL_TYPES,
    CUSTOM,
    Hook,
    Lookup,
    PlacedFaults,
    Structurer,
    UnknownEntry,
    WrongType,
    kind_name,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from semaxref.store.files import Json, Place


class UnknownKey(ValueError):
    """A key that an object does not have."""

    def __init__(self, key: str, allowed: Collection[str]) -> None:
        hint = did_you_mean(suggest(key, allowed, most=1))
        super().__init__(f"unknown key {key!r}; allowed are {', '.join(allowed)}{hint}")


class StrictStructurer(Structurer):
    """Refuses unknown keys, and collects every fault of a record with its place.

    Args:
        lookup: Where ids are looked up.
    """

    def __init__(self, lookup: Lookup) -> None:
        super().__init__(lookup)
        self._converter = Converter(detailed_validation=True)

    def _compile(self, cls: type[Any]) -> Hook:
        """The hook of a class, with ours for each of its fields."""
        csl = cls is Source
        fields = {
            field.name: override(
                rename=CSL_NAMES.get(field.name) if csl else None,
                struct_hook=(CSL_HOOKS.get(field.name) if csl else None) or self._hook(field.type),
            )
            for field in cls.__attrs_attrs__
        }
        return make_dict_structure_fn(
            cls,
            self._converter,
            _cattrs_forbid_extra_keys=True,
            _cattrs_detailed_validation=True,
            **fields,  # type: ignore[arg-type]
        )

    def _source(self, item: dict[str, Json], hook: Hook) -> Any:
        """A source from a CSL-JSON item, whose type is CSL's own and whose custom part is ours."""
        faults: list[tuple[Place, Exception]] = []
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
            strange = sorted(set(custom) - set(CUSTOM))
            faults += [(("custom",), UnknownKey(key, CUSTOM)) for key in strange]
            misplaced = sorted(set(outer) & set(CUSTOM))
            faults += [((), UnknownKey(key, CSL_KEYS)) for key in misplaced]
            try:
                own = {key: custom[key] for key in CUSTOM if key in custom}
                source = hook({**outer, **own}, Source)
            except Exception as error:
                for place, cause in _leaves(error, ()):
                    head = CSL_PLACES.get(str(place[0]), place[:1]) if place else ()
                    faults.append(((*head, *place[1:]), cause))
            else:
                if not faults:
                    return source
        raise PlacedFaults(faults)


_RENAME = "rename the key, or take it out"


def faults_of(error: Exception, raw: Json, file: str, path: Place = ()) -> Iterator[Fault]:
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
            allowed = CSL_KEYS if cause.cl is Source else names
            for extra in sorted(cause.extra_fields):
                message = str(UnknownKey(extra, allowed))
                yield Fault(file, json_path((*path, *place)), message, mend=_RENAME)
        elif isinstance(cause, UnknownKey):
            yield Fault(file, json_path((*path, *place)), str(cause), mend=_RENAME)
        elif isinstance(cause, KeyError) and not isinstance(cause, SemaxrefError):
            message = f"the key {cause} is missing"
            yield Fault(file, json_path((*path, *place)), message, mend="add it")
        else:
            mend = "add the entry, or name one that is there"
            if not isinstance(cause, UnknownEntry):
                mend = "give a value of the kind that is allowed, or leave the key out"
            where = json_path((*path, *place))
            yield Fault(file, where, str(cause), _shown(found), cause, mend=mend)


def _leaves(error: Exception, path: Place) -> Iterator[tuple[Place, Exception]]:
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


def _at(raw: Json, path: Place) -> Json:
    for part in path:
        raw = raw[part]
    return raw


def _shown(value: Json) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
