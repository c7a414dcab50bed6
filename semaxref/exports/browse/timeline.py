"""Legal timelines: what held when, drawn as bands, with marks for what happened.

Lengths are shares of the width, so that a drawing fits a phone and a wide screen alike. What a
band says is told in words beside it, for those who do not see it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semaxref.answers.changes import LegalChange
from semaxref.model.base import spaced
from semaxref.model.law import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from semaxref.answers.changes import EventDay
    from semaxref.answers.legal import LegalStatus
    from semaxref.exports.browse.site import Site
    from semaxref.model.compounds import Compound
    from semaxref.model.law import Activity
    from semaxref.model.places import Jurisdiction

_TICKS = 6
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)
HEIGHTS = {
    Verdict.PROHIBITED: 20,
    Verdict.RESTRICTED: 16,
    Verdict.PERMITTED_WITH_PRESCRIPTION: 12,
    Verdict.PERMITTED: 8,
    Verdict.NOT_REGULATED_SPECIFICALLY: 4,
}
"""Of bands: the stricter, the taller, for those who cannot tell the colours."""


class Band(NamedTuple):
    """A span with one verdict; `start` and `width` are shares of the whole in percent."""

    verdict: Verdict
    since: date
    until: date | None
    start: float
    width: float

    @property
    def words(self) -> str:
        """The span in words."""
        until = f" until {self.until}" if self.until else ""
        return f"{self.verdict} from {self.since}{until}"


class Mark(NamedTuple):
    """An event on its day."""

    words: str
    at: float


class Row(NamedTuple):
    """One line of a timeline: activities of a place that fared alike, or its events."""

    place: Jurisdiction
    activities: tuple[Activity, ...]
    bands: tuple[Band, ...]
    marks: tuple[Mark, ...]
    last: date | None
    last_at: float


class Timeline(NamedTuple):
    """All lines, with the years of the axis and the day of the pages."""

    rows: tuple[Row, ...]
    ticks: tuple[tuple[int, float], ...]
    today: float
    on: date
    heights: Mapping[Verdict, int] = HEIGHTS


def timeline(site: Site, compound: Compound) -> Timeline | None:
    """The law of a compound over time, in the places that have records of it.

    Args:
        site: The pages.
        compound: The compound.

    Returns:
        The timeline; None where nothing ever had a verdict and nothing happened.
    """
    told = {}
    for place in site.places_of(compound.id):
        changes = site.catalogue.legal_changes(compound, jurisdiction=place.id)
        if changes:
            told[place.id] = (place, changes)
    days = [change.day for _, changes in told.values() for change in changes]
    if not days:
        return None
    scale = _Scale(min(days), max(site.on, *days))
    rows: list[Row] = []
    for place, changes in told.values():
        rows += _rows(place, changes, site.status(compound.id, place), scale)
    return Timeline(tuple(rows), scale.ticks(), scale.at(site.on), site.on)


class _Scale:
    """Days as shares of the width; whole years, so that the axis ends on one."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first.year, last.year + 1

    def at(self, day: date) -> float:
        year = day.year + (day.timetuple().tm_yday - 1) / 366
        return round(100 * (year - self.first) / (self.last - self.first), 2)

    def ticks(self) -> tuple[tuple[int, float], ...]:
        span = self.last - self.first
        step = next((step for step in _STEPS if span / step <= _TICKS), 1000)
        years = range(-(-self.first // step) * step, self.last + 1, step)
        return tuple((year, round(100 * (year - self.first) / span, 2)) for year in years)


def _rows(
    place: Jurisdiction,
    changes: Sequence[LegalChange | EventDay],
    status: LegalStatus,
    scale: _Scale,
) -> list[Row]:
    by_activity: dict[Activity, list[LegalChange]] = {}
    marks = []
    for change in changes:
        if isinstance(change, LegalChange):
            by_activity.setdefault(change.activity, []).append(change)
        else:
            day = str(change.event.on or "no date")
            words = f"{day}: {spaced(change.event.kind)}: {change.event.summary}"
            marks.append(Mark(words, scale.at(change.day)))
    # Activities with the same bands share a line.
    alike: dict[tuple[tuple[Band, ...], date | None], list[Activity]] = {}
    for activity, own in sorted(by_activity.items(), key=lambda item: list(status).index(item[0])):
        known = status[activity].as_of
        key = (_bands(own, scale), known.latest if known else None)
        alike.setdefault(key, []).append(activity)
    rows = [
        Row(place, tuple(activities), bands, (), last, scale.at(last) if last else 0)
        for (bands, last), activities in alike.items()
    ]
    return [*rows, Row(place, (), (), tuple(marks), None, 0)] if marks else rows


def _bands(changes: Sequence[LegalChange], scale: _Scale) -> tuple[Band, ...]:
    bands = []
    for number, change in enumerate(changes):
        if change.after is Verdict.UNKNOWN:
            continue
        until = changes[number + 1].day if number + 1 < len(changes) else None
        start, end = scale.at(change.day), scale.at(until) if until else 100.0
        bands.append(Band(change.after, change.day, until, start, round(end - start, 2)))
    return tuple(bands)
