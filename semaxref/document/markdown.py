"""Documents as Markdown, as GitHub and notebooks read it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from semaxref.document.blocks import Heading, Item, Note, References, Text
from semaxref.document.lists import grouped
from semaxref.document.plain import clean

if TYPE_CHECKING:
    from semaxref.document.blocks import Block, Document, Reference, Table

# Signs that Markdown takes for its own wherever they stand, and those that it does at the start
# of a line. A backslash makes them signs again.
_SIGNS = re.compile(r"[\\`*_\[\]<>|~&$]")
_START = re.compile(r"(\d*)([#+=.):-])")
_NO_TARGET = re.compile(r"[\s<>\\]")


def render(document: Document) -> str:
    """Draw a document as Markdown.

    Args:
        document: What to draw.

    Returns:
        The text, with a line break at its end. Blocks are parted by an empty line.
    """
    return "\n\n".join(map(_draw, grouped(document.blocks))) + "\n"


def _draw(block: Block | list[Item]) -> str:
    if isinstance(block, (list, Item)):
        return "\n".join(map(_item, block if isinstance(block, list) else [block]))
    match block:
        case Heading(text, level):
            return f"{'#' * level} {_line(text)}"
        case Text(text):
            return _escaped(text, "  \n")
        case Note(text):
            return f"> {_escaped(text, f'  {chr(10)}> ')}"
        case References(entries):
            return "\n".join(map(_reference, entries))
    return _table(block)


def _item(item: Item) -> str:
    indent = "  " * item.depth
    return f"{indent}- {_escaped(item.text, f'  {chr(10)}{indent}  ')}"


def _table(table: Table) -> str:
    rows = [table.columns, ("---",) * len(table.columns)] if table.columns else []
    drawn = [
        "| " + " | ".join(cell if number == 1 else _escaped(cell, "<br>") for cell in row) + " |"
        for number, row in enumerate([*rows, *table.rows])
        if row
    ]
    return "\n".join(drawn)


def _reference(entry: Reference) -> str:
    before, word, after = entry.parts
    start = f"{entry.number}. {_line(before)}"
    if not word:
        return start
    target = _NO_TARGET.sub(lambda sign: f"%{ord(sign[0]):02X}", clean(entry.address or ""))
    return f"{start} [{_line(word)}](<{target}>) {_line(after)}".rstrip()


def _line(text: str) -> str:
    return _escaped(text, " ")


def _escaped(text: str, line_break: str) -> str:
    """Text that Markdown shows as it is, with line breaks of the given form."""
    return line_break.join(map(_escaped_line, clean(text).split("\n")))


def _escaped_line(line: str) -> str:
    escaped = _SIGNS.sub(r"\\\g<0>", line.strip())
    start = _START.match(escaped)
    return f"{start[1]}\\{escaped[start.start(2) :]}" if start else escaped
