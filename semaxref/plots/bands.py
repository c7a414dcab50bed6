"""What a timeline shows: spans over which a legal answer stays as it is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from semaxref.answers.changes import boundary_days
from semaxref.answers.legal import LegalAnswer
from semaxref.catalogue import STALE_AFTER
from semaxref.model.base import spaced
from semaxref.plots.asking import store_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaxref.catalogue import Catalogue
    from semaxref.model.compounds import Compound
    from semaxref.model.law import Activity
    from semaxref.model.places import Jurisdiction

_DAY = timedelta(1)
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)
"""Months from one mark of the axis to the next."""
_SHORT = 30
"""Over more months than these, only years are marked."""
_MOST = 12
_FIVE_YEARS = 5 * 365
_NOT_KNOWN = {
    "no-record": "no record",
    "outside-dates": "records only for other days",
    "looked-not-named": "looked for and not named",
    "unsettled": "records that do not decide",
}


@frozen(kw_only=True)
class Band:
    """A span over which an answer stays as it is.

    Attributes:
        start: Its first day.
        end: The first day after it.
        answer: The answer on its last day.
    """

    start: date
    end: date
    answer: LegalAnswer

    @property
    def last_known(self) -> date | None:
        """The day for which the deciding rules were last known; None where nothing decides."""
        return max((r.last_known.latest for r in self.answer.deciding), default=None)

    @property
    def stale_from(self) -> date:
        """From when it is stale; its end where it is not."""
        known = self.last_known
        if known is None:
            return self.end
        return min(max(shifted(known, STALE_AFTER + 1), self.start), self.end)

    @property
    def words(self) -> str:
        """Its verdict in words, and who says so where it is another place."""
        if self.answer.not_known:
            return f"unknown ({_NOT_KNOWN[self.answer.not_known]})"
        by = f", by {self.answer.jurisdiction}" if self.answer.via else ""
        return f"{spaced(self.answer.verdict)}{by}"


def bands(
    compound: Compound,
    place: Jurisdiction,
    activity: Activity,
    since: date,
    until: date,
    catalogue: Catalogue,
) -> Iterator[Band]:
    """The spans between days on which an answer may change, those alike made one."""
    edges = boundary_days(store_of(catalogue), compound.id, place)
    days = [since, *(day for day in edges if since < day <= until)]
    ends = [*days[1:], shifted(until, 1)]
    open_band: Band | None = None
    for start, end in zip(days, ends, strict=True):
        answer = answer_on(compound, place, activity, end - _DAY, catalogue)
        if open_band and _alike(open_band.answer, answer):
            open_band = evolve(open_band, end=end, answer=answer)
            continue
        if open_band:
            yield open_band
        open_band = Band(start=start, end=end, answer=answer)
    assert open_band
    yield open_band


def answer_on(
    compound: Compound, place: Jurisdiction, activity: Activity, on: date, catalogue: Catalogue
) -> LegalAnswer:
    """What the law of a place says of the activity on a day."""
    return catalogue.legal_status(compound.id, place.id, on=on)[activity]


def _alike(one: LegalAnswer, other: LegalAnswer) -> bool:
    """Whether two answers say the same for the same reasons."""
    return (one.verdict, one.jurisdiction, one.deciding, one.not_known) == (
        other.verdict,
        other.jurisdiction,
        other.deciding,
        other.not_known,
    )


def first_day(
    compound: Compound,
    places: tuple[Jurisdiction, ...],
    activity: Activity,
    until: date,
    catalogue: Catalogue,
) -> date:
    """A little before the first thing that there is to show; five years where there is none."""
    days = []
    for place in places:
        for day in boundary_days(store_of(catalogue), compound.id, place):
            if day <= until and answer_on(compound, place, activity, day, catalogue).deciding:
                days.append(day)
                break
        events = answer_on(compound, place, activity, until, catalogue).events
        days += [event.on.earliest for event in events if event.on]
    if not days:
        return shifted(until, -_FIVE_YEARS)
    earliest = min(days)
    return shifted(earliest, -max((until - earliest).days // 20, 30))


def shifted(day: date, days: int) -> date:
    """A day so many days later, as far as the calendar goes.

    Example:
        >>> shifted(date(2024, 2, 28), 1), shifted(date.max, 1)
        (datetime.date(2024, 2, 29), datetime.date(9999, 12, 31))
    """
    ordinal = day.toordinal() + days
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def ticks(since: date, until: date) -> list[tuple[date, str]]:
    """Round days between two days, twelve or fewer, with their labels.

    Example:
        >>> [label for _, label in ticks(date(2020, 3, 1), date(2023, 2, 1))]
        ['2021', '2022', '2023']
        >>> [label for _, label in ticks(date(2026, 1, 2), date(2026, 5, 1))]
        ['2026-02', '2026-03', '2026-04', '2026-05']
    """
    months = (until.year - since.year) * 12 + until.month - since.month
    steps = (step for step in _STEPS if step >= 12 or months < _SHORT)
    step = next(step for step in steps if months // step < _MOST)
    first = since.year * 12 + since.month - 1
    found = []
    for month in range(first + -first % step, until.year * 12 + until.month, step):
        year, rest = divmod(month, 12)
        if year and since <= (day := date(year, rest + 1, 1)) <= until:
            found.append((day, f"{year:04d}" if step >= 12 else f"{year:04d}-{rest + 1:02d}"))
    return found
