"""The rules and events of the store, by place."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from semaxref.model.base import Record
from semaxref.model.law import LegalEvent, LegalRule

if TYPE_CHECKING:
    from semaxref.store.files import Json
    from semaxref.store.store import Store

R = TypeVar("R", bound=Record)


def rules(store: Store, place: str) -> tuple[LegalRule, ...]:
    """What holds, held or will hold in a place; empty where nothing is recorded."""
    return read_law(store, place, "rules", LegalRule)


def events(store: Store, place: str) -> tuple[LegalEvent, ...]:
    """What happened in a place; empty where nothing is recorded."""
    return read_law(store, place, "events", LegalEvent)


def read_law(store: Store, place: str, key: str, kind: type[R]) -> tuple[R, ...]:
    """The records of a place that stand under a key of its file."""

    def build() -> tuple[R, ...]:
        if place not in store.places:
            return ()
        raws = raw_law(store, place, key)
        return tuple(store.structure(raw, kind, f"law/{place}.json") for raw in raws)

    return store.once((kind, place), build)


def raw_law(store: Store, place: str, key: str) -> list[Json]:
    """Parsed records of a place, each from the last layer that has it.

    The day on which a layer was recorded goes into each of its records: it stands in where
    a record has no date of its own.
    """
    found: dict[str, Json] = {}
    for day, content in store.once(("law", place), lambda: _layers(store, place)):
        for raw in content.get(key, ()):
            found[raw["id"]] = {"recorded_on": day, **raw}
    return list(found.values())


def _layers(store: Store, place: str) -> list[tuple[Json, Json]]:
    """The day of recording and the content of each file on a place; parsed once for all keys."""
    return [
        ({**store.about, **(folder.read("about.json") or {})}.get("recorded_on"), content)
        for folder in store.folders
        if (content := folder.read(f"law/{place}.json"))
    ]
