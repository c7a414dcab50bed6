"""The law of the store: rules, events and authorisations, by place."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, TypeVar

from semaxref.model.law import Authorisation, LegalEvent, LegalRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaxref.store.files import Json
    from semaxref.store.store import Store

LegalRecord: TypeAlias = LegalRule | LegalEvent | Authorisation
L = TypeVar("L", LegalRule, LegalEvent, Authorisation)

LAW_CLASSES: dict[str, type[LegalRecord]] = {
    "rules": LegalRule,
    "events": LegalEvent,
    "authorisations": Authorisation,
}


def rules(store: Store, place: str) -> tuple[LegalRule, ...]:
    """What holds, held or will hold in a place; empty where nothing is recorded."""
    return _read(store, place, "rules", LegalRule)


def events(store: Store, place: str) -> tuple[LegalEvent, ...]:
    """What happened in a place; empty where nothing is recorded."""
    return _read(store, place, "events", LegalEvent)


def authorisations(store: Store, place: str) -> tuple[Authorisation, ...]:
    """How products stand in a place; empty where nothing is recorded."""
    return _read(store, place, "authorisations", Authorisation)


def law_of(store: Store, place: str) -> tuple[LegalRecord, ...]:
    """All legal records of a place."""
    return (*rules(store, place), *events(store, place), *authorisations(store, place))


def reaching(store: Store, compound: str) -> Iterator[LegalRecord]:
    """All legal records, of any place, that name or cover a compound."""
    for place in store.places:
        for record in law_of(store, place):
            covered = (record.compound,) if isinstance(record, Authorisation) else record.covers
            if compound in covered:
                yield record


def _read(store: Store, place: str, key: str, kind: type[L]) -> tuple[L, ...]:
    def build() -> tuple[L, ...]:
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
    for folder in store.folders:
        day = (folder.read("about.json") or store.about).get("recorded_on")
        for raw in (folder.read(f"law/{place}.json") or {}).get(key, ()):
            found[raw["id"]] = {"recorded_on": day, **raw}
    return list(found.values())
