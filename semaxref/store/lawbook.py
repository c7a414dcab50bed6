"""All legal records together: rules, events and authorisations.

Apart from `law`, so that a question about rules does not pay for the classes of products.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from semaxref.model.authorisations import Authorisation
from semaxref.model.law import LegalEvent, LegalRule
from semaxref.store.law import events, read_law, rules
from semaxref.store.places import country_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaxref.model.places import Jurisdiction
    from semaxref.store.store import Store

LegalRecord: TypeAlias = LegalRule | LegalEvent | Authorisation

LAW_CLASSES: dict[str, type[LegalRecord]] = {
    "rules": LegalRule,
    "events": LegalEvent,
    "authorisations": Authorisation,
}


def authorisations(store: Store, place: str) -> tuple[Authorisation, ...]:
    """How products stand in a place; empty where nothing is recorded."""
    return read_law(store, place, "authorisations", Authorisation)


def products(store: Store, compound: str, place: Jurisdiction) -> tuple[Authorisation, ...]:
    """How products of a compound, its free base or its salts stand in a place.

    A part of a country has the authorisations of the country; a country has its own only.
    """
    forms = store.forms(compound)
    held = authorisations(store, country_of(store, place).id)
    return tuple(each for each in held if each.compound in forms)


def law_of(store: Store, place: str) -> tuple[LegalRecord, ...]:
    """All legal records of a place."""
    return (*rules(store, place), *events(store, place), *authorisations(store, place))


def reaching(store: Store, compound: str) -> Iterator[LegalRecord]:
    """All legal records, of any place, on a compound, its free base or its salts."""
    forms = store.forms(compound)
    for place in store.places:
        for record in law_of(store, place):
            covered = (record.compound,) if isinstance(record, Authorisation) else record.covers
            if not forms.isdisjoint(covered):
                yield record
