"""Staleness: which law we last looked up too long ago."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from semaxref.model.authorisations import Authorisation
from semaxref.model.base import PartialDate, Record
from semaxref.model.law import Hold, LegalRule
from semaxref.store.lawbook import law_of

if TYPE_CHECKING:
    from datetime import date

    from semaxref.store.store import Store


@frozen(eq=False, repr=False, kw_only=True)
class LastKnown(Record):
    """A rule or an authorisation in force, and the day for which it was last known.

    Attributes:
        id: Id of the record.
        jurisdiction: Id of the place.
        last_known: The day that its source speaks for, or that of recording.
        record: The record.
    """

    id: str
    jurisdiction: str
    last_known: PartialDate
    record: LegalRule | Authorisation

    columns: ClassVar = ("jurisdiction", "last_known", "id", "summary")

    def row(self) -> tuple[str, ...]:
        """Place, day, id and summary."""
        return self.jurisdiction, str(self.last_known), self.id, self.record.summary

    def __repr__(self) -> str:
        return f"<LastKnown {self.last_known}: {self.id}>"


def stale(
    store: Store, places: tuple[str, ...], known_before: date, on: date
) -> tuple[LastKnown, ...]:
    """The rules and authorisations in force that were last known before a day.

    What has ended is settled, and what happened on a day stays so: neither goes stale.

    Args:
        store: The records.
        places: Ids of the jurisdictions.
        known_before: The day; a partial date counts by its latest day.
        on: The day for which they must still be in force.

    Returns:
        The records by place, the longest unseen first.
    """
    found = [
        LastKnown(id=r.id, jurisdiction=place, last_known=r.last_known, record=r)
        for place in places
        for r in law_of(store, place)
        if isinstance(r, LegalRule | Authorisation)
        and r.lasts(on) is not Hold.NO
        and r.last_known.latest < known_before
    ]
    return tuple(sorted(found, key=lambda each: (each.jurisdiction, each.last_known.latest)))
