"""Legal timeline: what the law of some places said of one activity, day by day."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import frozen

from semaxref.document import Document, Heading, Item, Note, Text
from semaxref.model.base import spaced
from semaxref.model.law import LegalEvent, Verdict
from semaxref.model.places import Jurisdiction
from semaxref.plots.asking import caption
from semaxref.plots.bands import Band, answer_on, bands, first_day, ticks
from semaxref.plots.canvas import MARGIN, Entry, Sheet, height_of, width_of, wrap
from semaxref.plots.colours import (
    CODES,
    FAINT,
    INK,
    PALE,
    QUIET,
    VERDICTS,
    WHITE,
    lighter,
)
from semaxref.plots.picture import Picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semaxref.catalogue import Catalogue
    from semaxref.document import Block
    from semaxref.model.compounds import Compound
    from semaxref.model.law import Activity

_LABEL = 1.5
_AXIS = 8.4
_BAND = 0.28
_LANE = 0.17
_SMALL = 7.5
_STALE = "/////"
_UNKNOWN = "\\\\\\"
_UNDATED = (1.0, 0.8)
_PALER = 0.45
_NOT_SHOWN = (
    "Events move no verdict. Not shown: other activities, conditions and exceptions of a rule, "
    "rules that are outranked or do not decide, and whatever nobody recorded. Unknown is not "
    "permitted."
)


@frozen(kw_only=True)
class _Place:
    """One row: a place, its bands and its events, numbered over the whole picture."""

    place: Jurisdiction
    bands: tuple[Band, ...]
    events: tuple[tuple[int, LegalEvent], ...]


@frozen
class _Scale:
    """Where a day stands on the sheet."""

    since: date
    until: date

    def x(self, day: date) -> float:
        """The left edge of a day."""
        whole = (self.until - self.since).days + 1
        return MARGIN + _LABEL + _AXIS * (day - self.since).days / whole


def draw(
    compound: Compound,
    places: tuple[Jurisdiction, ...],
    activity: Activity,
    since: date | None,
    until: date,
    catalogue: Catalogue,
) -> Picture:
    """Draw the timeline.

    Args:
        compound: The compound.
        places: The rows.
        activity: What is asked about.
        since: The first day; a little before the first change or event if not given.
        until: The last day.
        catalogue: Where to ask.

    Returns:
        The picture.
    """
    first = since or first_day(compound, places, activity, until, catalogue)
    rows = _rows(compound, places, activity, first, until, catalogue)
    scale = _Scale(first, until)
    title = f"{compound.name}: the law on “{spaced(activity)}”"
    codes = ", ".join(place.id for place in places)
    below = caption(catalogue, f"Law from {first} until {until}.", _NOT_SHOWN)
    sheet = Sheet(2 * MARGIN + _LABEL + _AXIS, title, f"{codes}; {first} to {until}")
    _draw_axis(sheet, scale)
    for row in rows:
        _draw_row(sheet, row, scale)
    _draw_axis(sheet, scale)
    sheet.y += 0.1
    _legends(sheet)
    _draw_events(sheet, rows)
    words = _words(title, rows, first, until, below)
    return Picture(figure=sheet.finish(below), title=title, caption=below, words=words)


def _rows(
    compound: Compound,
    places: tuple[Jurisdiction, ...],
    activity: Activity,
    since: date,
    until: date,
    catalogue: Catalogue,
) -> list[_Place]:
    rows = []
    number = 0
    for place in places:
        answer = answer_on(compound, place, activity, until, catalogue)
        shown = [event for event in answer.events if not event.on or event.on.latest >= since]
        numbered = tuple(enumerate(shown, number + 1))
        number += len(shown)
        spans = tuple(bands(compound, place, activity, since, until, catalogue))
        rows.append(_Place(place=place, bands=spans, events=numbered))
    return rows


# Drawing


def _draw_row(sheet: Sheet, row: _Place, scale: _Scale) -> None:
    lanes = _lanes(row.events, scale)
    top = sheet.y + 0.1
    band = top + _LANE * (max(lanes.values(), default=-1) + 1) + (0.04 if lanes else 0)
    _draw_grid(sheet, scale, sheet.y, band + _BAND + 0.04)
    for number, event in row.events:
        if event.on:
            _draw_event(sheet, number, event, scale, band - 0.04 - _LANE * (lanes[number] + 0.5))
    for each in row.bands:
        _draw_band(sheet, each, scale, band)
    told = [_told(each) for each in row.bands]
    notes = wrap("; ".join(told), _AXIS, _SMALL, most=6)
    below = band + _BAND + 0.06
    sheet.write(MARGIN + _LABEL, below, notes, _SMALL, colour=QUIET, middle=False)
    name = wrap(row.place.name, _LABEL - 0.15, 9, bold=True, most=4)
    middle = band + _BAND / 2
    label_top = max(middle - height_of(name, 9) / 2, sheet.y + 0.03)
    sheet.write(MARGIN, label_top, name, 9, bold=True, middle=False, name=row.place.id)
    code_top = label_top + height_of(name, 9)
    sheet.write(MARGIN, code_top, [row.place.id], _SMALL, colour=QUIET, middle=False)
    sheet.y = max(below + height_of(notes, _SMALL), code_top + height_of(" ", _SMALL)) + 0.08
    sheet.line([(MARGIN, sheet.y), (sheet.width - MARGIN, sheet.y)], PALE, 0.6)


def _draw_band(sheet: Sheet, band: Band, scale: _Scale, y: float) -> None:
    left, right = scale.x(band.start), scale.x(band.end)
    verdict = band.answer.verdict
    fill = VERDICTS[verdict]
    unknown = verdict is Verdict.UNKNOWN
    name = f"{band.answer.asked}/{band.start}"
    sheet.box(
        left,
        y,
        right - left,
        _BAND,
        fill=fill,
        edge=PALE if unknown else INK,
        line=0.6,
        hatch=_UNKNOWN if unknown else "",
        ink=PALE,
        name=f"{name}/{verdict.value}",
    )
    stale = scale.x(band.stale_from)
    if stale < right:
        pale = lighter(fill, _PALER)
        sheet.box(
            stale,
            y,
            right - stale,
            _BAND,
            fill=pale,
            edge=INK,
            line=0.6,
            hatch=_STALE,
            ink=fill,
            name=f"{name}/stale",
        )
    known = band.last_known
    if known and band.start <= known < band.end:
        dated = band.answer.as_of is not None
        x = scale.x(known)
        dash = () if dated else _UNDATED
        sheet.line(
            [(x, y - 0.05), (x, y + _BAND + 0.05)],
            INK,
            2,
            dash=dash,
            over=3.5,
            name=f"{name}/last-known",
        )
    _label_band(sheet, band, scale, y)


def _label_band(sheet: Sheet, band: Band, scale: _Scale, y: float) -> None:
    """The verdict in full where there is room, else its code, beside the line of last known."""
    known = band.last_known or band.start
    days = {band.start, band.end, band.stale_from, max(band.start, min(known, band.end))}
    edges = [scale.x(day) for day in sorted(days)]
    left, right = max(pairwise(edges), key=lambda span: span[1] - span[0])
    verdict = band.answer.verdict
    stale = left >= scale.x(band.stale_from)
    ground = lighter(VERDICTS[verdict], _PALER) if stale else VERDICTS[verdict]
    for text in (spaced(verdict), CODES[verdict]):
        if width_of(text, _SMALL, bold=True) + 0.12 <= right - left:
            sheet.patch((left + right) / 2, y + _BAND / 2, text, _SMALL, on=ground)
            return


def _lanes(events: Sequence[tuple[int, LegalEvent]], scale: _Scale) -> dict[int, int]:
    """How high above the band each event is drawn, so that no two touch."""
    ends: list[float] = []
    lanes = {}
    for number, event in events:
        if not event.on:
            continue
        left = scale.x(max(event.on.earliest, scale.since)) - 0.1
        right = max(scale.x(event.on.latest), left + 0.1) + 0.12 + width_of(str(number), 7)
        lane = next((n for n, end in enumerate(ends) if end < left), len(ends))
        ends[lane : lane + 1] = [right]
        lanes[number] = lane
    return lanes


def _draw_event(sheet: Sheet, number: int, event: LegalEvent, scale: _Scale, y: float) -> None:
    """A mark on its day; a line over what a partial date can mean."""
    assert event.on
    left = scale.x(max(event.on.earliest, scale.since))
    right = scale.x(min(event.on.latest, scale.until))
    if right > left:
        sheet.line([(left, y), (right, y)], INK, 1.2)
    middle = (left + right) / 2
    size = 0.05
    sheet.diamond(middle, y, size, INK, name=event.id)
    sheet.write(right + 0.08, y, [str(number)], 7)


def _draw_axis(sheet: Sheet, scale: _Scale) -> None:
    end = 0.0
    for day, label in ticks(scale.since, scale.until):
        half = width_of(label, 8) / 2
        x = min(max(scale.x(day), MARGIN + _LABEL + half), sheet.width - MARGIN - half)
        if x - half > end:
            sheet.write(x, sheet.y + 0.09, [label], 8, colour=QUIET, align="center")
            end = x + half + 0.08
    sheet.y += 0.2


def _draw_grid(sheet: Sheet, scale: _Scale, top: float, bottom: float) -> None:
    for day, _ in ticks(scale.since, scale.until):
        x = scale.x(day)
        sheet.line([(x, top), (x, bottom)], PALE, 0.8, over=0.5)


def _legends(sheet: Sheet) -> None:
    sheet.legend(
        "Verdict",
        [
            Entry(
                spaced(verdict),
                fill=fill,
                hatch=_UNKNOWN if verdict is Verdict.UNKNOWN else "",
                mark=CODES[verdict],
            )
            for verdict, fill in VERDICTS.items()
        ],
    )
    sheet.legend(
        "Knowledge",
        [
            Entry("last known then", dash=(), upright=True),
            Entry("recorded then, as no source gives a day", dash=_UNDATED, upright=True),
            Entry("stale: more than a year later", fill=FAINT, hatch=_STALE),
            Entry("event, on its day or within a span", fill=WHITE, edge=WHITE, mark="◆"),
        ],
    )


def _draw_events(sheet: Sheet, rows: list[_Place]) -> None:
    if any(row.events for row in rows):
        sheet.y += 0.04
        sheet.paragraph("Events", 9, bold=True, after=0.03)
    for row in rows:
        for number, event in row.events:
            text = f"{number}  {_event(row.place, event)}"
            sheet.paragraph(text, _SMALL, after=0.01, name=f"{event.id}/told")
    sheet.y += 0.1


# In words


def _told(band: Band) -> str:
    known = f", {band.answer.when}" if band.answer.when else ""
    if band.answer.stale:
        known += f" from {band.stale_from}"
    return f"from {band.start} {band.words}{known}"


def _event(place: Jurisdiction, event: LegalEvent) -> str:
    heard = f" ({event.jurisdiction})" if event.jurisdiction != place.id else ""
    day = event.on or "date not known"
    return f"{place.id}{heard}, {day}, {spaced(event.kind)}: {event.summary}"


def _words(title: str, rows: list[_Place], since: date, until: date, below: str) -> Document:
    blocks: list[Block] = [Heading(title), Text(f"From {since} to {until}.")]
    for row in rows:
        blocks.append(Heading(f"{row.place.name} ({row.place.id})", 2))
        for band in row.bands:
            blocks.append(Item(_told(band)))
            blocks += [Item(f"{rule.id}: {rule.summary}", 1) for rule in band.answer.deciding]
            blocks += [
                Item(f"outranked, says {rule.verdict}: {rule.id}", 1)
                for rule in band.answer.conflicting
            ]
            if band.answer.inherited:
                blocks.append(Item("inherited between a free base and its salt", 1))
        blocks += [
            Item(f"event {number}: {_event(row.place, event)}") for number, event in row.events
        ]
    return Document([*blocks, Note(below)])
