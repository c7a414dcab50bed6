"""Jurisdictions: codes and names of places, and where to look when a place is silent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from semaxref.errors import JurisdictionNotFound
from semaxref.model.base import checked
from semaxref.model.places import Jurisdiction, JurisdictionKind

if TYPE_CHECKING:
    from datetime import date

    from semaxref.store.files import Json
    from semaxref.store.names import Index
    from semaxref.store.store import Store

INTERNATIONAL = "INTL"
_SUBDIVISION = re.compile(r"([A-Z]{2})-[A-Z0-9]{1,3}", re.ASCII)


def jurisdiction(store: Store, query: str) -> Jurisdiction:
    """A jurisdiction by code or name.

    Args:
        store: Where to look.
        query: ISO 3166-1 alpha-2 or alpha-3 code, ISO 3166-2 code, English, native or
            Russian name, ``UK``, ``EU`` or ``INTL``; in any case.

    Returns:
        The jurisdiction.

    Raises:
        InvalidQuery: The query is no text, empty or too long.
        JurisdictionNotFound: No place is called so.
    """
    raws = store.raw_list("jurisdictions")
    code = checked(query, "jurisdiction").strip().upper()
    if code in raws:
        return _read(store, code)
    if _SUBDIVISION.fullmatch(code) and (name := _subdivisions(store, code[:2]).get(code)):
        return Jurisdiction(id=code, name=name, kind=JurisdictionKind.SUBDIVISION)
    index = _index(store)
    found = index.find(query)
    if found:
        return _read(store, found[0])
    raise JurisdictionNotFound(query, index.suggestions(query), store.data_version)


def chain(store: Store, place: Jurisdiction, on: date) -> tuple[str, ...]:
    """Where to look for a rule, from the place itself outwards.

    A subdivision looks to its country, and a member to its union while it is one. The
    international rules of sport are another chain; see `INTERNATIONAL`.

    Args:
        store: Where memberships are recorded.
        place: The place that was asked about.
        on: The day.

    Returns:
        Ids of places, the one asked about first.
    """
    country = country_of(store, place)
    unions = [membership.id for membership in country.member_of if membership.holds(on)]
    return tuple(dict.fromkeys((place.id, country.id, *unions)))


def country_of(store: Store, place: Jurisdiction) -> Jurisdiction:
    """The country that a subdivision belongs to; any other place itself."""
    return _read(store, place.id[:2]) if place.kind is JurisdictionKind.SUBDIVISION else place


def all_places(store: Store) -> tuple[Jurisdiction, ...]:
    """All jurisdictions of the data; the parts of countries are names only."""
    return tuple(_read(store, code) for code in store.raw_list("jurisdictions"))


def load_places(store: Store) -> None:
    """Read all that a question about a place may need."""
    all_places(store)
    _subdivisions(store, "US")
    _index(store)


def _index(store: Store) -> Index[str]:
    from semaxref.store.names import Index

    raws = store.raw_list("jurisdictions")
    return store.once("place names", lambda: Index(_called(raws)))


def _read(store: Store, code: str) -> Jurisdiction:
    raw = store.raw_list("jurisdictions")[code]
    return store.once(
        (Jurisdiction, code),
        lambda: store.structure(raw, Jurisdiction, "jurisdictions.json"),
    )


def _subdivisions(store: Store, country: str) -> dict[str, str]:
    def read() -> dict[str, list[Json]]:
        found: dict[str, list[Json]] = {}
        for folder in store.folders:
            for place, pairs in (folder.read("subdivisions.json") or {}).items():
                found[place] = [*found.get(place, ()), *pairs]
        return found

    return dict(store.once("subdivisions", read).get(country, ()))


def _called(raws: dict[str, Json]) -> list[tuple[str, str]]:
    names = []
    for code, raw in raws.items():
        names += [(name, code) for name in (code, raw["name"], *raw.get("names", ()))]
        names += [(raw["alpha3"], code)] if "alpha3" in raw else []
    return names
