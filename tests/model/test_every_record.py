"""Every record of the packaged data: frozen, slotted, portable, and short where it must be."""

from __future__ import annotations

import copy
import pickle
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve, fields
from attrs.exceptions import FrozenInstanceError

import semaxref as sx
from semaxref.model.base import Value
from semaxref.model.evidence import Evidenced
from semaxref.store.places import jurisdiction

if TYPE_CHECKING:
    from collections.abc import Iterator


def values_of(thing: object) -> Iterator[Value]:
    """A record and all values and records within it."""
    if isinstance(thing, tuple):
        for each in thing:
            yield from values_of(each)
    elif isinstance(thing, Value):
        yield thing
        for field in fields(type(thing)):
            yield from values_of(getattr(thing, field.name))


@pytest.fixture(scope="module")
def records(catalogue: sx.Catalogue) -> tuple[sx.Record, ...]:
    """Every record that has an id, jurisdictions included."""
    store = catalogue._store
    places = (jurisdiction(store, code) for code in store.raw_list("jurisdictions"))
    return (*store.all_records(), *places)


@pytest.fixture(scope="module")
def values(records: tuple[sx.Record, ...]) -> tuple[Value, ...]:
    """Every record, and every value within one, once."""
    return tuple({id(value): value for record in records for value in values_of(record)}.values())


def leaves(cls: type[Value]) -> set[type[Value]]:
    """The classes below a class that can be made."""
    below = {leaf for each in cls.__subclasses__() for leaf in leaves(each)}
    return below | ({cls} if "__attrs_attrs__" in vars(cls) else set())


def test_every_class_of_the_model_is_seen(values: tuple[Value, ...]) -> None:
    """The tests below reach every kind of record, or they would promise too much."""
    seen = {type(value) for value in values}
    unseen = {cls for cls in leaves(Value) if cls.__module__.startswith("semaxref.model")} - seen
    assert {cls.__name__ for cls in unseen} <= {"Dated", "Resolution"}
    assert len(seen) > 25


def test_ids_are_unique(records: tuple[sx.Record, ...]) -> None:
    """An id means one record, so that a citation of it can be followed."""
    kinds = [(type(record), record.id) for record in records]
    assert len(set(kinds)) == len(kinds)


def test_nothing_has_a_dict(values: tuple[Value, ...]) -> None:
    """A misspelt attribute cannot be set, and thousands of records stay small."""
    assert not [value for value in values if hasattr(value, "__dict__")]


def test_nothing_can_be_assigned(values: tuple[Value, ...]) -> None:
    """A record that one caller holds is what every other caller sees."""
    for value in values:
        for field in fields(type(value)):
            before = getattr(value, field.name)
            with pytest.raises(FrozenInstanceError):
                setattr(value, field.name, "changed")
            with pytest.raises(FrozenInstanceError):
                delattr(value, field.name)
            assert getattr(value, field.name) is before
        with pytest.raises(FrozenInstanceError):
            value.no_such_field = 1  # type: ignore[attr-defined]


def test_everything_within_is_immutable(values: tuple[Value, ...]) -> None:
    """No list or dict hides in a record, through which it could be changed after all."""
    fine = (Value, tuple, str, int, float, bool, type(None))
    held = [
        (value, field.name)
        for value in values
        for field in fields(type(value))
        if not isinstance(getattr(value, field.name), fine)
    ]
    assert not held


@pytest.mark.parametrize("protocol", [0, pickle.DEFAULT_PROTOCOL, pickle.HIGHEST_PROTOCOL])
def test_every_record_survives_pickling(records: tuple[sx.Record, ...], protocol: int) -> None:
    """Records go to worker processes and caches and come back equal, with their hash."""
    for record in records:
        back = pickle.loads(pickle.dumps(record, protocol))
        assert back is not record
        assert type(back) is type(record)
        assert back == record
        assert hash(back) == hash(record)


def test_every_record_can_be_copied(records: tuple[sx.Record, ...]) -> None:
    """Code that copies what it is given gets an equal record."""
    record: Any  # `evolve` is typed for single classes only
    for record in records:
        for back in (copy.copy(record), copy.deepcopy(record), evolve(record)):
            assert type(back) is type(record)
            assert back == record
            assert hash(back) == hash(record)


def test_every_record_hashes_by_its_id(records: tuple[sx.Record, ...]) -> None:
    """Records can be keys, also across data versions that changed their fields."""
    assert all(hash(record) == hash(record.id) for record in records)


def test_values_with_equal_fields_hash_alike(values: tuple[Value, ...]) -> None:
    """No value holds something that cannot be hashed, and copies meet in a set."""
    for value in values:
        assert len({value, copy.deepcopy(value)}) == 1


def test_every_repr_is_one_short_line(values: tuple[Value, ...]) -> None:
    """A list of records in a debugger stays readable."""
    for value in values:
        shown = repr(value)
        assert shown.startswith(f"<{type(value).__name__} ")
        assert "\n" not in shown
        if isinstance(value, sx.Record):
            assert value.id in shown
            assert len(shown) <= 200


def test_every_value_has_words(values: tuple[Value, ...]) -> None:
    """`str` of any value says what it is instead of failing or recursing."""
    assert all(str(value).strip() for value in values)


def test_every_record_prints_within_80_columns(records: tuple[sx.Record, ...]) -> None:
    """`print(record)` is readable in any terminal, and starts with what it is about."""
    for record in records:
        lines = str(record).split("\n")
        assert max(map(len, lines)) <= 80
        assert lines[0].strip()
        assert lines[-1].strip()


def test_every_record_prints_within_40_columns(records: tuple[sx.Record, ...]) -> None:
    """A record can be read beside an editor or on a telephone."""
    for record in records:
        assert max(map(len, record.document().text(40).split("\n"))) <= 40


def test_every_record_on_medicine_or_law_says_what_it_is_not(
    records: tuple[sx.Record, ...],
) -> None:
    """No page on a use, an effect or a law leaves out that it is no advice."""
    words = "not medical or legal advice"
    spoken = [r for r in records if isinstance(r, Evidenced | sx.Claim | sx.Compound)]
    assert len(spoken) > 400
    assert all(str(record).endswith(f"{words}.") for record in spoken)


def test_every_row_has_its_columns(records: tuple[sx.Record, ...]) -> None:
    """Any record can stand in a table of its kind."""
    for record in records:
        assert len(record.row()) == len(type(record).columns)
        assert record.row()[0] == record.id


def test_every_evidenced_record_shows_its_sources(records: tuple[sx.Record, ...]) -> None:
    """No fact is printed without the numbered references that it rests on."""
    for record in records:
        if isinstance(record, Evidenced):
            assert record.sources
            assert all(line.sources for line in record.evidence)
            assert "Sources\n-------" in str(record)
            assert f"[{len(record.sources)}] " in str(record)
