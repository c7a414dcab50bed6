"""Evidence matrix: compounds side by side, a tile for each record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from semaxref.document import Document, Heading, Item, Note, Text
from semaxref.model.evidence import Agreement, EvidenceLevel
from semaxref.model.pharmacology import Indication, Mechanism
from semaxref.model.vocabulary import Condition, ConditionKind, Target, TargetKind
from semaxref.plots.asking import caption
from semaxref.plots.canvas import MARGIN, Entry, Sheet, height_of, shown, width_of, wrap
from semaxref.plots.colours import (
    FAINT,
    LEVELS,
    MARKS,
    MEANINGS,
    PALE,
    QUIET,
    ink_on,
)
from semaxref.plots.picture import Picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaxref.catalogue import Catalogue
    from semaxref.document import Block
    from semaxref.model.compounds import Compound

_LABEL = 2.45
_LEAST = 7.0
"""No table is less wide, so that the legends have room."""
_PAD = 0.06
_GAP = 0.05
_SIZE = 7.5
_MANY = 15
"""With more rows than these, the heads of the columns stand below them once more."""
_GROUPS = {
    TargetKind.GENE_PRODUCT: "Gene products",
    TargetKind.FAMILY: "Families of gene products",
    TargetKind.SMALL_MOLECULE: "Small molecules",
    TargetKind.PROCESS: "Processes",
    TargetKind.STRUCTURE: "Structures of the cell",
    ConditionKind.DISEASE: "Diseases",
    ConditionKind.SYMPTOM: "Symptoms",
    ConditionKind.STATE: "States",
    ConditionKind.ENHANCEMENT: "Enhancement",
}
_COMMON = (
    "Each tile is one record: the strongest design that supports it, and whether its studies agree."
)
_NOT_SHOWN = (
    "Not shown: how large an effect is, in which species and at which dose, and how well a study "
    "was done; the records say it. A dash is no record here, not a finding of no effect. Rows are "
    "in alphabetical order, columns as they were asked for; nothing is ranked."
)


@frozen
class _Row:
    """What the records are about, and those of each compound."""

    about: Target | Condition
    cells: tuple[tuple[Mechanism | Indication, ...], ...]


def draw(compounds: tuple[Compound, ...], by: str, catalogue: Catalogue) -> Picture:
    """Draw the matrix.

    Args:
        compounds: The columns.
        by: ``mechanism`` or ``use-case``.
        catalogue: Where they come from.

    Returns:
        The picture.
    """
    rows = _rows(compounds, by)
    names = [compound.name for compound in compounds]
    kind = "targets of their mechanisms" if by == "mechanism" else "what they are used for"
    title = f"Evidence on {_listed(names)}, by {'mechanism' if by == 'mechanism' else 'use'}"
    below = caption(catalogue, _COMMON, _NOT_SHOWN)
    words = [word for name in names for word in name.split()]
    longest = max(width_of(shown(word), 9, bold=True) for word in words) + 0.08
    column = max(min(1.6, max(1.0, 7.2 / len(compounds))), min(longest, 1.6))
    column = max(column, (_LEAST - _LABEL) / len(compounds) - _GAP)
    width = 2 * MARGIN + _LABEL + len(compounds) * (column + _GAP)
    sheet = Sheet(width, title, f"Columns: compounds. Rows: {kind}.")
    _heads(sheet, names, column)
    group = ""
    for row in rows:
        if group != (group := _GROUPS[row.about.kind]):
            _group(sheet, group)
        _draw_row(sheet, row, column)
    if not rows:
        sheet.paragraph("No records.", 10)
    if len(rows) > _MANY:
        _heads(sheet, names, column)
    sheet.y += 0.12
    _legends(sheet)
    said = _words(title, compounds, rows, below)
    return Picture(figure=sheet.finish(below), title=title, caption=below, words=said)


def _rows(compounds: tuple[Compound, ...], by: str) -> list[_Row]:
    """One row for each target or condition, in groups, by alphabet."""
    found: dict[str, Target | Condition] = {}
    cells: dict[tuple[str, str], list[Mechanism | Indication]] = {}
    for compound in compounds:
        records = compound.mechanisms if by == "mechanism" else compound.indications
        for record in records:
            abouts = record.targets if isinstance(record, Mechanism) else (record.condition,)
            for about in abouts:
                found[about.id] = about
                cells.setdefault((about.id, compound.id), []).append(record)
    groups = list(_GROUPS)
    ordered = sorted(
        found.values(), key=lambda each: (groups.index(each.kind), each.label.casefold(), each.id)
    )
    return [
        _Row(each, tuple(tuple(cells.get((each.id, c.id), ())) for c in compounds))
        for each in ordered
    ]


def named(about: Target | Condition) -> str:
    """What a row is called; a gene product by its symbol, too, which is its id."""
    symbol = isinstance(about, Target) and about.id.isupper() and about.id != about.label
    return f"{about.label} ({about.id})" if symbol else about.label


def tile_lines(record: Mechanism | Indication) -> tuple[str, str]:
    """What a tile says: what is said to happen, and the level or what there is instead."""
    said = record.action.value if isinstance(record, Mechanism) else ""
    if record.agreement is Agreement.UNSUPPORTED:
        return said, record.grade
    level = record.level
    return said, "no support" if level is EvidenceLevel.NONE else level.value


def _heads(sheet: Sheet, names: list[str], column: float) -> None:
    lines = [wrap(name, column - 0.05, 9, bold=True, most=4) for name in names]
    high = max(height_of(each, 9) for each in lines)
    for number, each in enumerate(lines):
        x = _left(number, column) + column / 2
        top = sheet.y + high - height_of(each, 9)
        sheet.write(x, top, each, 9, bold=True, align="center", middle=False)
    sheet.y += high + 0.08


def _group(sheet: Sheet, name: str) -> None:
    sheet.y += 0.04
    high = 0.23
    sheet.box(MARGIN, sheet.y, sheet.room, high, fill=FAINT, edge=FAINT)
    sheet.write(MARGIN + 0.06, sheet.y + high / 2, [name], 8.5, bold=True)
    sheet.y += high + _GAP


def _draw_row(sheet: Sheet, row: _Row, column: float) -> None:
    label = wrap(named(row.about), _LABEL - 0.15, 8.5, most=5)
    tiles = [[_tile(record, column) for record in cell] for cell in row.cells]
    stacks = [sum(high for *_, high in cell) + _GAP * (len(cell) - 1) for cell in tiles]
    high = max(height_of(label, 8.5) + 0.04, *stacks, 0.24)
    sheet.write(MARGIN, sheet.y + high / 2, label, 8.5, name=row.about.id)
    for number, cell in enumerate(tiles):
        x = _left(number, column)
        if not cell:
            middle = x + column / 2
            sheet.write(middle, sheet.y + high / 2, ["–"], 8.5, colour=QUIET, align="center")
        spare = (high - stacks[number]) / len(cell) if cell else 0
        y = sheet.y
        for record, lines, own in cell:
            _draw_tile(sheet, (x, y, column, own + spare), record, lines)
            y += own + spare + _GAP
    sheet.y += high + _GAP
    sheet.line(
        [(MARGIN, sheet.y - _GAP / 2), (sheet.width - MARGIN, sheet.y - _GAP / 2)], FAINT, 0.8
    )


def _tile(
    record: Mechanism | Indication, column: float
) -> tuple[Mechanism | Indication, list[str], float]:
    """A record, the lines of its tile, and how high that has to be."""
    said, level = tile_lines(record)
    room = column - 2 * _PAD
    lines = [
        *(wrap(said, room, _SIZE) if said else ()),
        *wrap(f"{_mark(record)} {level}", room, _SIZE),
    ]
    return record, lines, height_of(lines, _SIZE) + 2 * 0.035


def _mark(record: Mechanism | Indication) -> str:
    return MARKS[record.agreement]


def _draw_tile(
    sheet: Sheet,
    place: tuple[float, float, float, float],
    record: Mechanism | Indication,
    lines: list[str],
) -> None:
    x, y, width, high = place
    fill = LEVELS[record.level]
    sheet.box(x, y, width, high, fill=fill, edge=PALE, name=record.id)
    sheet.write(
        x + width / 2,
        y + high / 2,
        lines,
        _SIZE,
        colour=ink_on(fill),
        align="center",
        name=f"{record.id}/text",
    )


def _left(number: int, column: float) -> float:
    return MARGIN + _LABEL + number * (column + _GAP)


def _legends(sheet: Sheet) -> None:
    levels = [
        Entry("no support" if level is EvidenceLevel.NONE else level.value, fill=colour)
        for level, colour in LEVELS.items()
    ]
    sheet.legend("Level", levels)
    sheet.legend("Agreement", agreement_entries())


def agreement_entries() -> Iterator[Entry]:
    """The marks of agreement with their meaning."""
    for agreement, mark in MARKS.items():
        yield Entry(f"{agreement}: {MEANINGS[agreement]}", mark=mark, edge=PALE)


def _words(title: str, compounds: tuple[Compound, ...], rows: list[_Row], below: str) -> Document:
    blocks: list[Block] = [
        Heading(title),
        Text("Level is that of the strongest design that supports, never without the agreement."),
    ]
    group = ""
    for row in rows:
        if group != (group := _GROUPS[row.about.kind]):
            blocks.append(Heading(group, 2))
        blocks.append(Item(named(row.about)))
        for compound, cell in zip(compounds, row.cells, strict=True):
            blocks += [Item(f"{compound.name}: {_said(record)}", 1) for record in cell]
        silent = [c.name for c, cell in zip(compounds, row.cells, strict=True) if not cell]
        if silent:
            blocks.append(Item(f"No record: {', '.join(silent)}", 1))
    if not rows:
        blocks.append(Text("No records."))
    return Document([*blocks, Note(below)])


def _said(record: Mechanism | Indication) -> str:
    said = f"{record.action} " if isinstance(record, Mechanism) else ""
    return f"{said}[{record.grade}], {record.id}: {record.summary}"


def _listed(names: list[str]) -> str:
    if len(names) > 6:
        return f"{len(names)} compounds"
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
