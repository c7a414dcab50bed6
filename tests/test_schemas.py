"""The JSON Schemas: what an editor accepts is what the library reads."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from semaxref.model.compounds import Compound
from semaxref.model.places import Jurisdiction
from semaxref.store.files import PackagedFolder
from semaxref.store.lawbook import LAW_CLASSES
from semaxref.store.store import LIST_CLASSES, SECTION_CLASSES, Store
from semaxref.store.structure import UnknownEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from semaxref.model.base import Record

Json: TypeAlias = Any

MAKER = Path(__file__).parent.parent / "tools" / "make_schemas.py"
STORE = Store((PackagedFolder(),))
CLASSES: dict[str, type[Record]] = {
    **LIST_CLASSES,
    **SECTION_CLASSES,
    "jurisdictions": Jurisdiction,
    "identity": Compound,
}
NAMES = ("about", "subdivisions", "law", *CLASSES)
VALUES: tuple[Json, ...] = (
    None,
    5,
    1.5,
    True,
    "x",
    "",
    "2010-13",
    "2010-08",
    [],
    ["x"],
    [5],
    {},
    {"x": 1},
)


@pytest.fixture(scope="module")
def schemas(package: Path) -> dict[str, Json]:
    """The shipped schemas by name."""
    folder = package / "schemas"
    names = {path.name.partition(".")[0]: path for path in folder.glob("*.schema.json")}
    assert sorted(names) == sorted(NAMES)
    return {name: json.loads(path.read_text("utf-8")) for name, path in names.items()}


def name_of(path: str) -> str:
    """Which schema a file of data goes by."""
    return "law" if path.startswith("law/") else path.rpartition("/")[2].removesuffix(".json")


def test_schemas_are_those_of_the_classes(fresh_python: Callable[..., Any]) -> None:
    """A field that was added to a class is in the schema, too: the two cannot drift apart."""
    run = fresh_python(str(MAKER), "--check")
    assert (run.returncode, run.stdout) == (0, "")


@pytest.mark.parametrize("name", NAMES)
def test_each_is_a_schema(schemas: dict[str, Json], name: str) -> None:
    """Tools of other languages can read it: it fits the dialect that it names."""
    assert schemas[name]["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(schemas[name])


@pytest.mark.parametrize("name", NAMES)
def test_each_field_is_told(schemas: dict[str, Json], name: str) -> None:
    """An editor shows what a key means while one types."""
    silent = [
        key
        for part in (schemas[name].get("items", {}), *schemas[name].get("$defs", {}).values())
        for key, value in part.get("properties", {}).items()
        if "description" not in value and "enum" not in value
    ]
    assert silent == [] or name in ("sources", "about")


def test_our_files_fit(schemas: dict[str, Json], data_files: dict[str, Json]) -> None:
    """The schemas accept what the library accepts: all of the packaged data."""
    for path, content in data_files.items():
        errors = Draft202012Validator(schemas[name_of(path)]).iter_errors(content)
        assert [error.message for error in errors] == [], path


def samples(data_files: dict[str, Json]) -> Iterator[tuple[str, type[Record], Json]]:
    """Records of every kind, each with the name of its schema."""
    for path, content in data_files.items():
        name = name_of(path)
        if name == "law":
            for key, kind in LAW_CLASSES.items():
                for raw in content.get(key, ())[:2]:
                    yield key, kind, raw
        elif name == "identity":
            yield name, Compound, content
        elif name in CLASSES:
            for raw in content[:: max(len(content) // 8, 1)]:
                yield name, CLASSES[name], raw


def places(value: Json, here: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place within a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in inner:
        yield (*here, key)
        if isinstance(item, dict | list):
            yield from places(item, (*here, key))


@settings(deadline=None, max_examples=300)
@given(data=st.data())
def test_a_broken_record_is_refused_by_both(
    schemas: dict[str, Json], data_files: dict[str, Json], data: st.DataObject
) -> None:
    """Whatever one breaks, the schema refuses it if and only if the library does."""
    name, kind, original = data.draw(st.sampled_from(list(samples(data_files))), label="record")
    raw = copy.deepcopy(original)
    where = data.draw(st.sampled_from(list(places(raw))), label="place")
    *outer, last = where
    holder = raw
    for part in outer:
        holder = holder[part]
    change = data.draw(st.sampled_from(["put", "drop", "add"]), label="change")
    if change == "put":
        holder[last] = data.draw(st.sampled_from(VALUES), label="value")
    elif change == "drop":
        del holder[last]
    elif isinstance(holder, dict):
        holder["stranger"] = 1
    dated = {"recorded_on": "2026-11-23"} if name in LAW_CLASSES else {}
    faults = STORE.faults_in({**dated, **raw}, kind, "x.json")
    readable = all(isinstance(fault.cause, UnknownEntry) for fault in faults)
    content = raw if name == "identity" else [raw]
    if name in LAW_CLASSES:
        content, name = {"jurisdiction": "US", name: content}, "law"
    assert Draft202012Validator(schemas[name]).is_valid(content) is readable, faults
