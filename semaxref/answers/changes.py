"""Changes: the days on which the law of a compound became another, and what happened between."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from attrs import frozen

from semaxref.answers.legal import LegalAnswer, legal_status
from semaxref.model.base import Record
from semaxref.model.law import Activity, LegalEvent, LegalRule, Verdict
from semaxref.store import law
from semaxref.store.places import INTERNATIONAL, chain, country_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaxref.model.places import Jurisdiction
    from semaxref.store.store import Store

NEVER_STALE = 10**6
"""For a look-up that asks only what the law says, not how long ago that was known."""


@frozen(eq=False, repr=False, kw_only=True)
class LegalChange(Record):
    """A day on which the verdict on an activity differs from that of the day before.

    Attributes:
        id: Compound, place, activity and day, as one key.
        compound: Id of the compound.
        jurisdiction: Id of the place that was asked about.
        day: The day.
        activity: The activity.
        before, after: The verdicts.
        records: The rules that decided before or decide after.
    """

    id: str
    compound: str
    jurisdiction: str
    day: date
    activity: Activity
    before: Verdict
    after: Verdict
    records: tuple[LegalRule, ...]

    columns: ClassVar = ("day", "jurisdiction", "activity", "before", "after")

    def row(self) -> tuple[str, ...]:
        """Day, place, activity and verdicts."""
        return str(self.day), self.jurisdiction, self.activity, self.before, self.after

    def __repr__(self) -> str:
        return (
            f"<LegalChange {self.day}, {self.jurisdiction}, {self.activity}: "
            f"{self.before.value} -> {self.after.value}>"
        )


@frozen(eq=False, repr=False, kw_only=True)
class EventDay(Record):
    """A legal event on its day, among the changes.

    Attributes:
        id: Id of the event.
        day: The day on which it is shown: its own, or that of recording where it has none.
        event: The event.
    """

    id: str
    day: date
    event: LegalEvent

    columns: ClassVar = LegalChange.columns

    @property
    def jurisdiction(self) -> str:
        """Id of the place."""
        return self.event.jurisdiction

    def row(self) -> tuple[str, ...]:
        """Day, place and what happened; it has no verdicts."""
        day = str(self.event.on or "no date")
        return (
            day,
            self.jurisdiction,
            f"event: {self.event.kind}: {self.event.summary}",
            "",
            "",
        )

    def __repr__(self) -> str:
        return f"<EventDay {self.day}: {self.event.id}>"


Change: TypeAlias = LegalChange | EventDay


def legal_changes(
    store: Store,
    compound: str,
    place: Jurisdiction,
    since: date | None,
    until: date | None,
    *,
    events: bool,
) -> list[Change]:
    """The changes of a compound's law in a place, oldest first.

    Args:
        store: The records.
        compound: Id of the compound.
        place: The place.
        since: First day to look at; None for the first of all.
        until: Last day to look at; None for the last of all.
        events: Whether to give the events, too.

    Returns:
        Changes of verdicts, and events on their day.
    """

    def wanted(day: date) -> bool:
        return (since is None or since <= day) and (until is None or day <= until)

    found: list[Change] = []
    for day in filter(wanted, boundary_days(store, compound, place)):
        before = legal_status(store, compound, place, day - timedelta(1), NEVER_STALE)
        after = legal_status(store, compound, place, day, NEVER_STALE)
        found += [
            _change(old, new)
            for old, new in zip(before.answers, after.answers, strict=True)
            if old.verdict is not new.verdict
        ]
    if events:
        forms = store.forms(compound)
        found += [
            EventDay(id=event.id, day=event.day, event=event)
            for code in _heard(store, place)
            for event in law.events(store, code)
            if not forms.isdisjoint(event.covers)
            and wanted(event.day)
            and (code == INTERNATIONAL or code in chain(store, place, event.day))
        ]
    return sorted(found, key=lambda change: change.day)


def boundary_days(store: Store, compound: str, place: Jurisdiction) -> list[date]:
    """The days on which an answer of this place can differ from that of the day before."""
    forms = store.forms(compound)
    days: set[date] = set()
    for membership in country_of(store, place).member_of:
        days.add(membership.since.latest)
        days.update({membership.until.earliest} if membership.until else ())
    for code in _heard(store, place):
        for rule in law.rules(store, code):
            if not forms.isdisjoint(rule.covers):
                days.update(_edges(rule))
    return sorted(days - {date.min})  # no day lies before that one


def _heard(store: Store, place: Jurisdiction) -> tuple[str, ...]:
    """All places that ever speak for a place, itself first."""
    country = country_of(store, place)
    unions = (membership.id for membership in country.member_of)
    return tuple(dict.fromkeys((place.id, country.id, *unions, INTERNATIONAL)))


def _edges(rule: LegalRule) -> Iterator[date]:
    yield rule.start.latest
    if rule.valid_until:
        yield rule.valid_until.earliest


def _change(before: LegalAnswer, after: LegalAnswer) -> LegalChange:
    records = dict.fromkeys((*before.deciding, *after.deciding))
    return LegalChange(
        id=f"{after.compound}/{after.asked}/{after.activity}/{after.on}",
        compound=after.compound,
        jurisdiction=after.asked,
        day=after.on,
        activity=after.activity,
        before=before.verdict,
        after=after.verdict,
        records=tuple(records),
    )
