"""Authorisation map: where a product of a compound is authorised, on a day."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from attrs import frozen

from semaxref.catalogue import STALE_AFTER
from semaxref.document import Document, Heading, Item, Note, Text
from semaxref.model.authorisations import Authorisation, AuthorisationState
from semaxref.model.law import Hold
from semaxref.model.places import Jurisdiction, JurisdictionKind
from semaxref.plots.asking import caption, store_of
from semaxref.plots.canvas import MARGIN, Entry, Sheet, wrap
from semaxref.plots.colours import BLUE, GREEN, INK, PALE, QUIET, VERMILION, WHITE, ink_on, lighter
from semaxref.plots.grid import COLUMNS, POSITIONS, ROWS
from semaxref.plots.picture import Picture
from semaxref.store.lawbook import reaching
from semaxref.store.places import all_places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from semaxref.catalogue import Catalogue
    from semaxref.document import Block
    from semaxref.model.compounds import Compound

_TILE = 0.4
_GAP = 0.03
_NOT_SHOWN = (
    "Not shown: for which use, form and strength a product is authorised, and whether it is sold. "
    "No record is not the same as not approved. An authorisation by the European Union is not "
    "carried over to its members, nor one of theirs to it. Squares stand roughly where the "
    "countries lie; size means nothing."
)


class State(StrEnum):
    """What is known of the authorisation of a compound in a place."""

    APPROVED = "approved"
    CONDITIONAL = "conditionally approved"
    NOT_APPROVED = "not approved"
    OTHER_DAYS = "records only for other days"
    NO_RECORD = "no record"


_FILLS = {
    State.APPROVED: BLUE,
    State.CONDITIONAL: GREEN,
    State.NOT_APPROVED: VERMILION,
    State.OTHER_DAYS: WHITE,
    State.NO_RECORD: WHITE,
}
_EDGES = _FILLS | {State.OTHER_DAYS: INK, State.NO_RECORD: PALE}
_DOUBT = "?"
_PALER = 0.5
_SIGNS = {
    State.APPROVED: "●",
    State.CONDITIONAL: "◐",
    State.NOT_APPROVED: "✕",
    State.OTHER_DAYS: "…",
    State.NO_RECORD: "",
}


@frozen(kw_only=True)
class _Tile:
    """One place.

    Attributes:
        place: The place.
        state: What is known.
        holding: The authorisations that hold on the day.
        others: Those that do not, or whose date is too vague to tell.
        doubts: Why it is doubtful that it stands so.
        known: The newest day for which it was known, as text.
        firm: Whether a source gives such a day, and it is not too long ago.
    """

    place: Jurisdiction
    state: State
    holding: tuple[Authorisation, ...] = ()
    others: tuple[Authorisation, ...] = ()
    doubts: tuple[str, ...] = ()
    known: str = ""
    firm: bool = False


def draw(compound: Compound, on: date, catalogue: Catalogue) -> Picture:
    """Draw the map.

    Args:
        compound: The compound.
        on: The day.
        catalogue: Where to ask.

    Returns:
        The picture.
    """
    tiles = _tiles(compound, on, catalogue)
    title = f"{compound.name}: authorisations on {on}"
    below = caption(catalogue, f"Authorisations on {on}.", _NOT_SHOWN)
    sheet = Sheet(
        2 * MARGIN + COLUMNS * _TILE,
        title,
        "Whether any product is authorised. Below a code: the year for which that was last known; "
        "n.d. where no source gives a day.",
    )
    top = sheet.y
    apart = 0
    for tile in tiles:
        spot = POSITIONS.get(tile.place.id)
        if spot is None:
            if tile.state is State.NO_RECORD and tile.place.id != "EU":
                continue
            spot = (8 + apart, ROWS - 1)
            apart += 2
        _draw_tile(sheet, tile, MARGIN + spot[0] * _TILE, top + spot[1] * _TILE)
    sheet.y = top + ROWS * _TILE + 0.15
    _legends(sheet)
    words = _words(title, tiles, on, compound, below)
    return Picture(figure=sheet.finish(below), title=title, caption=below, words=words)


def _tiles(compound: Compound, on: date, catalogue: Catalogue) -> list[_Tile]:
    store = store_of(catalogue)
    held: dict[str, list[Authorisation]] = {}
    for record in reaching(store, compound.id):
        if isinstance(record, Authorisation):
            held.setdefault(record.jurisdiction, []).append(record)
    return [
        _tile(place, tuple(held.get(place.id, ())), on)
        for place in all_places(store)
        if place.kind is not JurisdictionKind.INTERNATIONAL or place.id in held
    ]


def _tile(place: Jurisdiction, held: tuple[Authorisation, ...], on: date) -> _Tile:
    holding = tuple(each for each in held if each.holds(on) is Hold.YES)
    approving = tuple(each for each in holding if each.approves)
    # Where something is approved, what else was refused there says nothing against it.
    speaking = approving or holding
    days = [each.as_of for each in speaking if each.as_of]
    newest = max(days, key=lambda day: day.latest, default=None)
    return _Tile(
        place=place,
        state=_state(held, holding, approving),
        holding=holding,
        others=tuple(each for each in held if each not in holding),
        doubts=tuple(dict.fromkeys(filter(None, (each.doubt(on) for each in speaking)))),
        known=str(newest or ""),
        firm=newest is not None and (on - newest.latest).days <= STALE_AFTER,
    )


def _state(
    held: tuple[Authorisation, ...],
    holding: tuple[Authorisation, ...],
    approving: tuple[Authorisation, ...],
) -> State:
    if approving:
        full = any(each.state is AuthorisationState.APPROVED for each in approving)
        return State.APPROVED if full else State.CONDITIONAL
    if holding:
        return State.NOT_APPROVED
    return State.OTHER_DAYS if held else State.NO_RECORD


def _draw_tile(sheet: Sheet, tile: _Tile, x: float, y: float) -> None:
    side = _TILE - _GAP
    state = tile.state
    fill = _FILLS[state] if tile.firm else lighter(_FILLS[state], _PALER)
    code = tile.place.id
    blank = state is State.NO_RECORD
    sheet.box(
        x,
        y,
        side,
        side,
        fill=fill,
        edge=_EDGES[state],
        line=0.7 if blank else 1.1,
        dash=(2, 1.5) if state is State.OTHER_DAYS else (),
        name=f"{code}/{state.name.lower()}",
    )
    ink = QUIET if blank else ink_on(fill)
    lines = wrap(code, side, 8, bold=not blank, most=1)
    if blank:
        sheet.write(x + side / 2, y + side / 2, lines, 8, colour=ink, align="center", name=code)
        return
    sheet.write(x + side / 2, y + 0.12, lines, 8, bold=True, colour=ink, align="center", name=code)
    below = f"{_SIGNS[state]} {tile.known[:4] or 'n.d.'}" if tile.holding else _SIGNS[state]
    sheet.write(x + side / 2, y + 0.265, [below], 6.5, colour=ink, align="center")
    if tile.doubts:
        sheet.badge(x + side, y + 0.02, _DOUBT, name=f"{code}/doubt")


def _legends(sheet: Sheet) -> None:
    sheet.legend(
        "State",
        [
            Entry(state.value, fill=fill, mark=_SIGNS[state], edge=_EDGES[state])
            for state, fill in _FILLS.items()
        ],
    )
    sheet.legend(
        "Knowledge",
        [
            Entry("in doubt: sources disagree whether it still stands so", mark=_DOUBT, edge=INK),
            Entry(
                "paler: last known more than a year before, or no day given",
                fill=lighter(BLUE, _PALER),
            ),
        ],
    )


def _words(title: str, tiles: list[_Tile], on: date, compound: Compound, below: str) -> Document:
    blocks: list[Block] = [Heading(title)]
    for state in State:
        found = [tile for tile in tiles if tile.state is state]
        if state is State.NO_RECORD:
            codes = ", ".join(tile.place.id for tile in found)
            blocks.append(Heading(f"No record, which is not “not approved” ({len(found)})", 2))
            blocks.append(Text(codes))
        elif found:
            blocks.append(Heading(f"{state.value.capitalize()} ({len(found)})", 2))
            for tile in found:
                blocks += _told(tile, on, compound)
    return Document([*blocks, Note(below)])


def _told(tile: _Tile, on: date, compound: Compound) -> Iterator[Item]:
    doubt = ", in doubt" if tile.doubts else ""
    known = f", last known {tile.known}" if tile.known else ""
    if tile.holding and not tile.firm:
        known += ", stale" if tile.known else ", no source gives a day"
    yield Item(f"{tile.place.name} ({tile.place.id}){known}{doubt}")
    for each in tile.holding:
        yield Item(f"{each.state}: {each.id}: {each.summary}{_form(each, compound)}", 1)
    for each in tile.others:
        vague = each.holds(on) is Hold.BLURRED
        why = "its date is too vague for this day" if vague else "not in force on this day"
        yield Item(f"{each.state}, {why}: {each.id}: {each.summary}{_form(each, compound)}", 1)
    yield from (Item(f"in doubt: {why}", 1) for why in tile.doubts)


def _form(authorisation: Authorisation, compound: Compound) -> str:
    other = authorisation.compound
    return f" (of {other})" if other != compound.id else ""
