"""Mechanism map: from a compound over what it is said to do to what it does it to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from semaxref.document import Document, Heading, Item, Note, Text
from semaxref.model.evidence import EvidenceLevel
from semaxref.plots.asking import caption
from semaxref.plots.canvas import MARGIN, Entry, Sheet, height_of, wrap
from semaxref.plots.colours import (
    DASHES,
    FAINT,
    INK,
    LEVELS,
    MARKS,
    MEANINGS,
    PALE,
    QUIET,
    ink_on,
)
from semaxref.plots.matrix import named
from semaxref.plots.picture import Picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semaxref.catalogue import Catalogue
    from semaxref.document import Block
    from semaxref.model.compounds import Compound
    from semaxref.model.pharmacology import Mechanism
    from semaxref.model.vocabulary import Target

_COMPOUND = 1.35
_EFFECT = 3.3
_TARGET = 2.7
_SPACE = 1.15
_GAP = 0.09
_SIZE = 8
_PAD = 0.07
_SWEEPS = 8
_COMMON = (
    "Each box in the middle is one record, with the strongest design that supports it; its lines "
    "say whether its studies agree."
)
_NOT_SHOWN = (
    "Not shown: how large an effect is, in which species and at which dose, which effect follows "
    "from which, and whether any of it matters in people. Places are chosen so that few lines "
    "cross; nothing is ranked."
)


@frozen
class _Node:
    """A box with its text; `key` is the id of what it stands for."""

    key: str
    lines: tuple[str, ...]
    bold: int = 0

    @property
    def high(self) -> float:
        """Its height."""
        return height_of(self.lines, _SIZE) + 2 * _PAD


def draw(compound: Compound, catalogue: Catalogue) -> Picture:
    """Draw the map.

    Args:
        compound: The compound.
        catalogue: Where it comes from.

    Returns:
        The picture.
    """
    title = f"Mechanisms of {compound.name}"
    below = caption(catalogue, _COMMON, _NOT_SHOWN)
    records = compound.mechanisms
    width = 2 * MARGIN + _COMPOUND + _EFFECT + _TARGET + 2 * _SPACE
    sheet = Sheet(width, title, "Compound, what it is said to do, and to what.")
    if records:
        _draw_graph(sheet, compound, records)
        _legends(sheet)
    else:
        sheet.paragraph("No mechanism is recorded. That is not a finding of none.", 10)
    words = _words(title, records, below)
    return Picture(figure=sheet.finish(below), title=title, caption=below, words=words)


def arranged(records: Sequence[Mechanism]) -> tuple[list[Mechanism], list[Target]]:
    """Records and targets in an order in which few of the lines between them cross.

    Each goes to the mean of what it is tied to, to and fro; what is level keeps its order.
    """
    left = list(records)
    right = list({target.id: target for record in left for target in record.targets}.values())
    for _ in range(_SWEEPS):
        at = {record.id: place for place, record in enumerate(left)}
        tied: dict[str, list[int]] = {}
        for record in left:
            for target in record.targets:
                tied.setdefault(target.id, []).append(at[record.id])
        right.sort(key=lambda target: sum(tied[target.id]) / len(tied[target.id]))
        at = {target.id: place for place, target in enumerate(right)}
        left.sort(key=lambda r: sum(at[t.id] for t in r.targets) / max(len(r.targets), 1))
    return left, right


def _draw_graph(sheet: Sheet, compound: Compound, records: Sequence[Mechanism]) -> None:
    left, right = arranged(records)
    effects = [_effect(record) for record in left]
    targets = [
        _Node(each.id, tuple(wrap(named(each), _TARGET - 2 * _PAD, _SIZE))) for each in right
    ]
    high = max(_stacked(effects), _stacked(targets))
    top = sheet.y
    x_effect = MARGIN + _COMPOUND + _SPACE
    x_target = x_effect + _EFFECT + _SPACE
    at_effect = _spread(effects, top, high)
    at_target = _spread(targets, top, high)
    name = wrap(compound.name, _COMPOUND - 2 * _PAD, 10, bold=True)
    middle, own = top + high / 2, height_of(name, 10) + 0.24
    for record in left:
        agreement = record.agreement
        dash = DASHES[agreement]
        y = at_effect[record.id]
        start = (MARGIN + _COMPOUND, middle)
        sheet.bow(start, (x_effect, y), QUIET, 1.1, dash, f"{compound.id}>{record.id}")
        for target in record.targets:
            end = (x_target, at_target[target.id])
            line = f"{record.id}>{target.id}"
            sheet.bow((x_effect + _EFFECT, y), end, QUIET, 1.1, dash, line)
    sheet.box(MARGIN, middle - own / 2, _COMPOUND, own, fill=INK, edge=INK, name=compound.id)
    centre = MARGIN + _COMPOUND / 2
    sheet.write(centre, middle, name, 10, bold=True, colour=ink_on(INK), align="center")
    fills = {record.id: LEVELS[record.level] for record in left}
    for node in effects:
        _draw_node(sheet, node, x_effect, at_effect[node.key], _EFFECT, fills[node.key])
    for node in targets:
        _draw_node(sheet, node, x_target, at_target[node.key], _TARGET, FAINT)
    sheet.y = top + high + 0.2


def _effect(record: Mechanism) -> _Node:
    room = _EFFECT - 2 * _PAD
    head = wrap(
        f"{MARKS[record.agreement]} {record.action}: {record.grade}", room, _SIZE, bold=True
    )
    return _Node(record.id, (*head, *wrap(record.summary, room, _SIZE)), len(head))


def _draw_node(sheet: Sheet, node: _Node, x: float, y: float, width: float, fill: str) -> None:
    top = y - node.high / 2
    sheet.box(x, top, width, node.high, fill=fill, edge=PALE, name=node.key)
    head, rest = node.lines[: node.bold], node.lines[node.bold :]
    ink = ink_on(fill)
    name = f"{node.key}/text"
    start = top + _PAD
    sheet.write(x + _PAD, start, head, _SIZE, bold=True, colour=ink, middle=False, name=name)
    start += height_of(head, _SIZE)
    sheet.write(x + _PAD, start, rest, _SIZE, colour=ink, middle=False, name=name)


def _stacked(nodes: list[_Node]) -> float:
    return sum(node.high + _GAP for node in nodes) - _GAP


def _spread(nodes: list[_Node], top: float, high: float) -> dict[str, float]:
    """The middle of each box, with the room that is left shared out between them."""
    gap = _GAP + (high - _stacked(nodes)) / (len(nodes) + 1)
    y = top + gap - _GAP
    places = {}
    for node in nodes:
        places[node.key] = y + node.high / 2
        y += node.high + gap
    return places


def _legends(sheet: Sheet) -> None:
    sheet.legend(
        "Lines",
        [
            Entry(f"{agreement}: {MEANINGS[agreement]}", dash=dash, colour=QUIET)
            for agreement, dash in DASHES.items()
        ],
    )
    sheet.legend("Signs", [Entry(a.value, mark=mark, edge=PALE) for a, mark in MARKS.items()])
    sheet.legend(
        "Level",
        [
            Entry("no support" if level is EvidenceLevel.NONE else level.value, fill=fill)
            for level, fill in LEVELS.items()
        ],
    )


def _words(title: str, records: Sequence[Mechanism], below: str) -> Document:
    blocks: list[Block] = [Heading(title)]
    for record in records:
        targets = ", ".join(named(target) for target in record.targets)
        blocks.append(Item(f"{record.action} {targets} [{record.grade}], {record.id}"))
        blocks.append(Item(record.summary, 1))
    if not records:
        blocks.append(Text("No mechanism is recorded. That is not a finding of none."))
    return Document([*blocks, Note(below)])
