"""Documents as plain text for a terminal of fixed width."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from semaxref.document.blocks import Heading, Item, Note, References, Table, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from semaxref.document.blocks import Block, Document, Reference

MIN_WIDTH = 40
GAP = "  "
# A record may come from a stranger's overlay: an escape sequence must not reach a terminal,
# and a bidirectional override must not turn a verdict round.
_WORDS = re.compile(r"\s+")
_PARTS = re.compile(r"\s+|(?<=[a-zA-Z]{2}-)(?=[a-zA-Z])")
_LEAST = 4  # a narrower column cannot be read
_FILLER = "\ue000"  # private use: no text that is meant to be read holds it
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def render(document: Document, width: int) -> str:
    """Draw a document as plain text.

    Args:
        document: What to draw.
        width: The longest line, in characters; less than 40 is taken as 40.

    Returns:
        The text. Blocks are parted by an empty line, items of a list are not.
    """
    width = max(width, MIN_WIDTH)
    parts: list[str] = []
    before: Block | None = None
    for block in document.blocks:
        drawn = "\n".join(unfilled(line).rstrip() for line in _draw(block, width))
        tight = isinstance(block, Item) and isinstance(before, Item)
        parts.append(drawn if tight or not parts else f"\n{drawn}")
        before = block
    return "\n".join(parts).rstrip("\n")


def _draw(block: Block, width: int) -> Iterable[str]:
    match block:
        case Heading(text, level):
            lines = wrap(text, width)
            if level < 3:
                lines.append(("=" if level == 1 else "-") * max(map(len, lines)))
            return lines
        case Text(text):
            return wrap(text, width)
        case Item(text, depth):
            return item(text, depth, width)
        case Note(text):
            return wrap(text, width, "  ", "  ")
        case References(entries):
            return [line for entry in entries for line in reference(entry, width)]
    return _table(block, width)


def item(text: str, depth: int, width: int) -> list[str]:
    """The lines of an entry of a list."""
    indent = "  " * depth
    return wrap(text, width, f"{indent}- ", f"{indent}  ")


def reference(entry: Reference, width: int) -> list[str]:
    """The lines of a source."""
    return wrap(entry.text, width, f"[{entry.number}] ".rjust(5), " " * 5)


def clean(text: str) -> str:
    """The text without signs that could steer a terminal or turn a line round."""
    return CONTROL.sub(" ", text)


def _clean(text: str) -> str:
    """The text without what could harm a terminal, and as long as it is wide.

    A filler stands before each sign that takes two columns; it is taken out at the end.
    """
    text = clean(text)
    if text.isascii():
        return text
    return "".join(_FILLER + c if unicodedata.east_asian_width(c) in "WF" else c for c in text)


def unfilled(line: str) -> str:
    """A line as it is printed, without the fillers that make it as long as it is wide."""
    return line.replace(_FILLER, "")


def wrap(
    text: str, width: int, first: str = "", rest: str = "", *, hyphens: bool = False
) -> list[str]:
    """The lines of a text, without what could harm a terminal, and no letter less.

    Args:
        text: The text; its line breaks are kept.
        width: The longest line, in columns of the terminal.
        first: What the first line starts with.
        rest: What the others start with.
        hyphens: Whether a line may end at a hyphen within a word.

    Returns:
        The lines, with fillers: each is as long as it is wide.
    """
    lines: list[str] = []
    for paragraph in _clean(text).split("\n"):
        # A cut may part a filler from its sign, which then is one column wider than it seems.
        spare = 1 if _FILLER in paragraph and len(first) + len(paragraph) > width else 0
        wrapped = textwrap.wrap(
            paragraph,
            width - spare,
            initial_indent=rest if lines else first,
            subsequent_indent=rest,
            break_on_hyphens=hyphens,
        )
        lines += [_clean(unfilled(line)) for line in wrapped] or [""]
    return lines


def _table(table: Table, width: int) -> Iterable[str]:
    if not table.columns:
        return
    if not fits(table, width):
        for number, card in enumerate(cards(table)):
            if number:
                yield ""
            for text in card:
                yield from wrap(text, width, "", "  ")
        return
    drawn = grid(table, width)
    yield from _row(drawn.rows[0], drawn.widths)
    yield GAP.join("-" * column for column in drawn.widths)
    for number, row in enumerate(drawn.rows[1:]):
        if drawn.spacious and number:
            yield ""
        yield from _row(row, drawn.widths)


class Grid(NamedTuple):
    """A table, laid out.

    Attributes:
        widths: The width of each column.
        rows: The lines of each cell, row by row, the heads first.
        spacious: Whether rows have to be set apart, as one of them has several lines.
        whole: Whether there was room for its words, so that none had to be cut.
    """

    widths: list[int]
    rows: list[list[list[str]]]
    spacious: bool
    whole: bool


def fits(table: Table, width: int) -> bool:
    """Whether the terminal has room for the columns of a table."""
    return len(table.columns) * (_LEAST + len(GAP)) <= width + len(GAP)


def grid(table: Table, width: int) -> Grid:
    """Lay a table out whose columns fit the terminal."""
    cells = [table.columns, *table.rows]
    widths, whole = _widths(cells, width)
    rows = [
        [wrap(cell, column, hyphens=True) for cell, column in zip(row, widths, strict=True)]
        for row in cells
    ]
    spacious = any(len(cell) > 1 for row in rows[1:] for cell in row)
    return Grid(widths, rows, spacious, whole)


def cards(table: Table) -> Iterable[list[str]]:
    """A table with more columns than the terminal has room for: each row as texts."""
    if not table.rows:
        yield [", ".join(table.columns)]
    for row in table.rows:
        yield [f"{column}: {cell}" for column, cell in zip(table.columns, row, strict=True)]


def _row(cells: list[list[str]], widths: list[int]) -> Iterable[str]:
    for number in range(max(map(len, cells))):
        line = [cell[number] if number < len(cell) else "" for cell in cells]
        yield GAP.join(text.ljust(column) for text, column in zip(line, widths, strict=True))


def _widths(rows: list[tuple[str, ...]], width: int) -> tuple[list[int], bool]:
    """Natural widths where they fit; else wide columns give way, and keep words if they can.

    Whether they can is the second that is returned.
    """
    columns = [[_clean(cell) for cell in column] for column in zip(*rows, strict=True)]
    natural = [max(len(line) for cell in cells for line in cell.split("\n")) for cells in columns]
    room = width - len(GAP) * (len(natural) - 1)
    fair = _cap([(1, high) for high in natural], room)
    for between in (_WORDS, _PARTS):  # words are parted at hyphens, and cut, only at need
        words = [[w for cell in cells for w in between.split(cell)] for cells in columns]
        wide = [(max(map(len, w)), high) for w, high in zip(words, natural, strict=True)]
        if (cap := _cap(wide, room)) * 10 >= fair * 9:  # the other columns stay readable
            return _capped(wide, cap), True
    return _capped([(1, high) for high in natural], fair), False


def _cap(wide: list[tuple[int, int]], room: int) -> int:
    """The widest cap at which columns of these least and natural widths fit; 0 where none does."""
    return next((cap for cap in range(room, 0, -1) if sum(_capped(wide, cap)) <= room), 0)


def _capped(wide: list[tuple[int, int]], cap: int) -> list[int]:
    return [max(min(high, cap), low, 1) for low, high in wide]
