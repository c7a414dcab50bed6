"""The site: which pages there are, how they are addressed, and the answers that several share."""

from __future__ import annotations

import hashlib
import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from semaxref.answers.standing import standing
from semaxref.model.authorisations import Authorisation
from semaxref.model.law import Activity
from semaxref.store.lawbook import law_of, products, reaching
from semaxref.store.places import all_places, jurisdiction

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from semaxref.answers.legal import LegalStatus
    from semaxref.answers.standing import StandingAnswer
    from semaxref.catalogue import Catalogue
    from semaxref.model.compounds import Compound
    from semaxref.model.pharmacology import Indication
    from semaxref.model.places import Jurisdiction
    from semaxref.model.vocabulary import Condition
    from semaxref.store.lawbook import LegalRecord

_PLAIN = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*", re.ASCII)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.ASCII)
_LONGEST = 80


class Source(NamedTuple):
    """Where a source is used."""

    compounds: tuple[str, ...]
    places: tuple[str, ...]


def slug(key: str) -> str:
    """A name for a file or an anchor: any id as itself if it is plain, else made so.

    Two ids never share one, not even on a disk that takes capitals for small letters.

    Example:
        >>> slug("semax-acetate"), slug("US")
        ('semax-acetate', 'us')
        >>> slug("a/../b") == slug("a-..-b")
        False
    """
    small = key.lower()
    same = key in (small, small.upper())
    if same and len(key) <= _LONGEST and _PLAIN.fullmatch(small) and not _RESERVED.fullmatch(small):
        return small
    readable = re.sub(r"[^a-z0-9]+", "-", small, flags=re.ASCII).strip("-")[:40]
    return f"{readable}--{hashlib.sha256(key.encode()).hexdigest()[:12]}"


class Site:
    """A catalogue on a day, as pages.

    Args:
        catalogue: The records.
        on: The day of all legal answers.
    """

    def __init__(self, catalogue: Catalogue, on: date) -> None:
        self.catalogue = catalogue
        self.on = on
        self.store = catalogue._store  # noqa: SLF001 - of the same house, on the floor above it

    # What there is

    @property
    def title(self) -> str:
        """What the data call themselves."""
        return str(self.store.about.get("title", "Data")).removeprefix("semaxref: ")

    @cached_property
    def compounds(self) -> tuple[Compound, ...]:
        """All compounds, by name."""
        return tuple(sorted(self.catalogue.compounds(), key=lambda c: (c.name.casefold(), c.id)))

    @cached_property
    def by_id(self) -> dict[str, Compound]:
        """All compounds by id."""
        return {compound.id: compound for compound in self.compounds}

    @cached_property
    def conditions(self) -> dict[str, Condition]:
        """All conditions by id."""
        return {condition.id: condition for condition in self.catalogue.conditions()}

    @cached_property
    def children(self) -> dict[str | None, list[Condition]]:
        """The conditions directly below each, by label; those at the top below None."""
        found: dict[str | None, list[Condition]] = {}
        for condition in sorted(self.conditions.values(), key=lambda c: (c.label.casefold(), c.id)):
            found.setdefault(condition.parent, []).append(condition)
        return found

    @cached_property
    def places(self) -> tuple[Jurisdiction, ...]:
        """The places with law of their own, by name."""
        found = (jurisdiction(self.store, code) for code in self.store.places)
        return tuple(sorted(found, key=lambda place: place.name))

    @cached_property
    def silent_places(self) -> tuple[Jurisdiction, ...]:
        """The places that the data know and have no law of, by name."""
        own = set(self.store.places)
        found = (place for place in all_places(self.store) if place.id not in own)
        return tuple(sorted(found, key=lambda place: place.name))

    @cached_property
    def law(self) -> dict[str, tuple[LegalRecord, ...]]:
        """All legal records by place."""
        return {place.id: law_of(self.store, place.id) for place in self.places}

    @cached_property
    def uses(self) -> dict[str, list[Indication]]:
        """The indications by condition, by name of the compound; narrower ones not included."""
        found: dict[str, list[Indication]] = {}
        for compound in self.compounds:
            for indication in compound.indications:
                found.setdefault(indication.condition.id, []).append(indication)
        return found

    def within(self, condition: Condition) -> list[Indication]:
        """The uses for a condition, then those for narrower ones, in the order of their labels."""
        found = list(self.uses.get(condition.id, ()))
        for child in self.children.get(condition.id, ()):
            found += self.within(child)
        return found

    @cached_property
    def used(self) -> dict[str, Source]:
        """Where each source is used: ids of compounds and of places."""
        compounds: dict[str, list[str]] = {}
        places: dict[str, list[str]] = {}
        for compound in self.compounds:
            for source in compound.sources:
                compounds.setdefault(source.id, []).append(compound.id)
        for place, records in self.law.items():
            for source in dict.fromkeys(s for record in records for s in record.sources):
                places.setdefault(source.id, []).append(place)
        return {
            key: Source(tuple(compounds.get(key, ())), tuple(places.get(key, ())))
            for key in (*compounds, *places)
        }

    # Where it is

    def address(self, kind: str, key: str) -> str:
        """The page of a compound, condition or place, from the top folder."""
        return f"{kind}/{slug(key)}.html"

    def anchor(self, key: str) -> str:
        """The anchor of a record on the page that shows it."""
        return f"r-{slug(key)}"

    def of_record(self, compound: str, key: str) -> str:
        """The place of a record of a compound, from the top folder."""
        return f"{self.address('compounds', compound)}#{self.anchor(key)}"

    def of_law(self, record: LegalRecord) -> str:
        """The place of a legal record, from the top folder."""
        return f"{self.address('places', record.jurisdiction)}#{self.anchor(record.id)}"

    @cached_property
    def homes(self) -> dict[str, str]:
        """Where each record is shown, by id, from the top folder."""
        found = {
            record.id: self.of_law(record) for records in self.law.values() for record in records
        }
        for compound in self.compounds:
            own = (*compound.evidenced, *compound.claims)
            found |= {record.id: self.of_record(compound.id, record.id) for record in own}
        return found

    # What is answered

    def places_of(self, compound: str) -> list[Jurisdiction]:
        """The places with a record on a compound, its free base or its salts."""
        found = {record.jurisdiction for record in reaching(self.store, compound)}
        return [place for place in self.places if place.id in found]

    def status(self, compound: str, place: Jurisdiction) -> LegalStatus:
        """What the law of a place says of a compound."""
        return self.catalogue.legal_status(compound, place.id, on=self.on)

    def standings(self, indication: Indication) -> list[StandingAnswer]:
        """How a use stands in each place that has a record of a product of the compound."""
        return [
            standing(self.store, indication.compound, indication.condition, place, self.on)
            for place in self.places
            if products(self.store, indication.compound, place)
        ]

    def covered(self, record: LegalRecord) -> list[Compound]:
        """The compounds that a legal record is on, as far as there is a page of them."""
        ids = (record.compound,) if isinstance(record, Authorisation) else record.covers
        return [self.by_id[each] for each in ids if each in self.by_id]


def known_activities(statuses: Iterable[LegalStatus]) -> list[Activity]:
    """The activities on which any of some answers knows something, in their order."""
    known = {a.activity for status in statuses for a in status.answers if a.not_known is None}
    return [activity for activity in Activity if activity in known]
