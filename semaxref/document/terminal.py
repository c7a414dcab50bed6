"""Documents for a terminal that knows bold, colours and links, drawn by Rich.

The lines are those of the plain text, which keep words whole and measure wide signs: both forms
say the same, letter by letter, and what cannot harm the one cannot harm the other. No text is
ever read as markup. Colour and weight only repeat what the words say.
"""

from __future__ import annotations

import os
import re
import unicodedata
from itertools import accumulate, chain, zip_longest
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.style import Style
from rich.text import Text as Drawn

from semaxref.document import plain
from semaxref.document.blocks import Heading, Item, Note, References, Table, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from semaxref.document.blocks import Block, Document, Reference

MAX_WIDTH = 120
"""A longer line is hard to read, however wide the terminal."""

_BOLD = Style(bold=True)
_DIM = Style(dim=True)
_CITED = re.compile(r"\[\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*\]")
# An address that stands by itself: behind anything but white space it is a part of something.
_ADDRESS = re.compile(r"(?<!\S)(?:https?://[^\s/][^\s<>\"]*|doi:10\.[^\s<>\"]+|PMID [0-9]+)")
_NOT_IN_ADDRESS = re.compile(r"[^!-~]")
_SIGNS = ("\u2501", "\u2500", "\u2502")  # lines: heavy, light, upright
_ASCII_SIGNS = ("=", "-", "|")
_INDENT = "  "

_Span = tuple[int, int, Style]


def show(
    document: Document, stream: TextIO, width: int, styles: Mapping[str, str] | None = None
) -> None:
    """Draw a document on a terminal.

    ``NO_COLOR`` is honoured: it leaves weight, rules and links.

    Args:
        document: What to draw.
        stream: The terminal.
        width: Its width in columns; at most 120 of them are used.
        styles: What words look like that stand for a verdict, such as ``{"no": "bold red"}``.
    """
    console = Console(
        file=stream,
        width=min(width, MAX_WIDTH),
        height=24,  # of no use here, but a width counts only together with it
        force_terminal=True,
        force_jupyter=False,
        no_color=bool(os.environ.get("NO_COLOR")),
    )
    signs = _ASCII_SIGNS if console.options.ascii_only else _SIGNS
    pen = _Pen(console.width, styles or {}, signs)
    before: Block | None = None
    for block in document.blocks:
        if before is not None and not (isinstance(block, Item) and isinstance(before, Item)):
            console.print()
        console.print(Drawn("\n").join(pen.draw(block)), soft_wrap=True)
        before = block


class _Pen:
    """Draws blocks for one terminal."""

    def __init__(self, width: int, styles: Mapping[str, str], signs: tuple[str, str, str]) -> None:
        self._width = width
        self._styles = {word: Style.parse(style) for word, style in styles.items()}
        self._heavy, self._light, self._upright = signs
        # A verdict stands where a part of a text begins, and is followed by the end of a part:
        # the same word in the middle of a sentence is only a word.
        words = "|".join(map(re.escape, sorted(styles, key=len, reverse=True)))
        self._verdicts = re.compile(
            rf"(?:^|[:;,>\[] ?)({words})(?=$|[,;:)\]]| [\[(-])", re.MULTILINE
        )

    def draw(self, block: Block) -> Iterator[Drawn]:
        """The lines of a block."""
        match block:
            case Heading(text, level):
                yield from self._heading(text, level)
            case Text(text):
                yield from self._painted(text, plain.wrap(text, self._width))
            case Item(text, depth):
                yield from self._painted(text, plain.item(text, depth, self._width))
            case Note(text):
                yield from self._note(text)
            case References(entries):
                yield from chain.from_iterable(map(self._reference, entries))
            case _:
                yield from self._table(block)

    def _heading(self, text: str, level: int) -> Iterator[Drawn]:
        lines = plain.wrap(text, self._width)
        yield from (Drawn(plain.unfilled(line), _BOLD) for line in lines)
        if level < 3:
            yield Drawn((self._heavy if level == 1 else self._light) * max(map(len, lines)))

    def _note(self, text: str) -> Iterator[Drawn]:
        for line in self._painted(text, plain.wrap(text, self._width, "  ", "  ")):
            yield Drawn.assemble((self._upright, _DIM), line[1:])

    def _reference(self, entry: Reference) -> Iterable[Drawn]:
        """A source; its number, DOI or address is a link, as far as the text shows it.

        A link whose words do not name its address would let a stranger's record lead astray.
        """
        text = _told(entry.text)
        before, word, after = map(_told, entry.parts)
        spans: list[_Span] = []
        if word and before + word + after == text:
            spans.append((len(before), len(before) + len(word), _link(entry.address or "")))
        return _laid(text, plain.reference(entry, self._width), spans)

    def _table(self, table: Table) -> Iterator[Drawn]:
        if not plain.fits(table, self._width):
            for number, card in enumerate(plain.cards(table)):
                if number:
                    yield Drawn()
                for text in card:
                    yield from self._painted(text, plain.wrap(text, self._width, "", "  "))
            return
        if not table.columns:
            return
        grid = plain.grid(table, self._width)
        inner = Table(table.columns[1:], tuple(row[1:] for row in table.rows))
        if not grid.whole and inner.columns:
            below = plain.grid(inner, self._width - len(_INDENT))
            # With the first column out of the way no word has to be cut, or it gets shorter.
            if below.whole or _height(below) + len(table.rows) < _height(grid):
                yield from self._spanned(table, inner, below)
                return
        total = _total(grid)
        yield from _row(_heads(grid), grid.widths)
        yield Drawn(self._heavy * total)
        for number, row in enumerate(self._rows(table, grid)):
            if grid.spacious and number:
                yield Drawn(self._light * total, _DIM)
            yield from _row(row, grid.widths)

    def _spanned(self, table: Table, inner: Table, grid: plain.Grid) -> Iterator[Drawn]:
        """A table whose first column has its cells above those of the others."""
        first = table.columns[0]
        if first:
            yield from (Drawn(plain.unfilled(s), _BOLD) for s in plain.wrap(first, self._width))
        for line in _row(_heads(grid), grid.widths):
            yield Drawn(_INDENT).append_text(line)
        total = _total(grid) + len(_INDENT)
        yield Drawn(self._heavy * total)
        for number, row in enumerate(self._rows(inner, grid)):
            if number:
                yield Drawn(self._light * total, _DIM)
            name = table.rows[number][0]
            for line in self._painted(name, plain.wrap(name, self._width)):
                yield Drawn("", _BOLD).append_text(line)
            for line in _row(row, grid.widths):
                yield Drawn(_INDENT).append_text(line)

    def _rows(self, table: Table, grid: plain.Grid) -> Iterator[list[list[Drawn]]]:
        for row, lines in zip(table.rows, grid.rows[1:], strict=True):
            yield [self._painted(cell, drawn) for cell, drawn in zip(row, lines, strict=True)]

    def _painted(self, text: str, lines: list[str]) -> list[Drawn]:
        """Lines of a text with its verdicts, the numbers of its sources and addresses made out."""
        text = _told(text)
        spans = [(*found.span(), _DIM) for found in _CITED.finditer(text)]
        spans += map(_linked, _ADDRESS.finditer(text))
        if self._styles:
            spans += [
                (*found.span(1), self._styles[found[1]]) for found in self._verdicts.finditer(text)
            ]
        return _laid(text, lines, spans)


def _laid(text: str, lines: list[str], spans: Iterable[_Span]) -> list[Drawn]:
    """Lay spans of a text over its lines, which have the same letters and other white space."""
    drawn = Drawn("\n".join(map(plain.unfilled, lines)))
    letters = [place for place, sign in enumerate(drawn.plain) if not sign.isspace()]
    told = [*accumulate((not sign.isspace() for sign in text), initial=0)]
    mark = len(letters) - told[-1]  # letters before the text: a dash, a number
    for start, end, style in spans:
        for first, last in _runs(letters[mark + told[start] : mark + told[end]], drawn.plain):
            drawn.stylize(style, first, last)
    return [*drawn.split("\n", allow_blank=True)]


def _told(text: str) -> str:
    """What is drawn of a text."""
    return plain.unfilled(plain.clean(text))


def _runs(letters: list[int], text: str) -> Iterator[tuple[int, int]]:
    """Where letters stand, line by line: nothing but letters and what parts them is marked."""
    first = 0
    for number, place in enumerate(letters):
        if not number or "\n" in text[letters[number - 1] : place]:
            first = place
        if number + 1 == len(letters) or "\n" in text[place : letters[number + 1]]:
            yield first, place + 1


def _heads(grid: plain.Grid) -> list[list[Drawn]]:
    return [[Drawn(plain.unfilled(line), _BOLD) for line in cell] for cell in grid.rows[0]]


def _total(grid: plain.Grid) -> int:
    return sum(grid.widths) + len(plain.GAP) * (len(grid.widths) - 1)


def _height(grid: plain.Grid) -> int:
    return sum(max(map(len, row)) for row in grid.rows)


def _row(cells: list[list[Drawn]], widths: list[int]) -> Iterator[Drawn]:
    for line in zip_longest(*cells, fillvalue=Drawn()):
        drawn = Drawn()
        for number, (cell, width) in enumerate(zip(line, widths, strict=True)):
            drawn.append(plain.GAP if number else "")
            drawn.append_text(cell)
            drawn.append(" " * (width - _columns(cell.plain)))
        drawn.rstrip()
        yield drawn


def _columns(line: str) -> int:
    """How many columns of a terminal a line takes: a stress mark none, a Japanese sign two."""
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in line)
    return len(line) + wide - sum(map(bool, map(unicodedata.combining, line)))


def _linked(found: re.Match[str]) -> _Span:
    """The link of an address that stands in a text, without what ends the sentence behind it."""
    address = found[0]
    while address[-1] in ".,;:" or (address[-1] == ")" and address.count(")") > address.count("(")):
        address = address[:-1]
    end = found.start() + len(address)
    if address.startswith("doi:"):
        return found.start(), end, _link(f"https://doi.org/{address.removeprefix('doi:')}")
    if address.startswith("PMID "):
        number = address.removeprefix("PMID ")
        return found.start(), end, _link(f"https://pubmed.ncbi.nlm.nih.gov/{number}/")
    return found.start(), end, _link(address)


def _link(address: str) -> Style:
    """The look of a link; its address in ASCII, as the sequence that carries it demands."""

    def escaped(sign: re.Match[str]) -> str:
        return "".join(f"%{byte:02X}" for byte in sign[0].encode(errors="replace"))

    return Style(underline=True, link=_NOT_IN_ADDRESS.sub(escaped, plain.clean(address)))
