"""Texts: what a text says once its HTML entities are read, and the pieces it is made of."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from semaxref.screening.matching.letters import INVISIBLE, fold, skeleton

if TYPE_CHECKING:
    from collections.abc import Iterator

# By the sign that each begins with, as a search for one fixed sign is a quick one.
_CODES = {
    "&": r"&(?:amp;){0,3}(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});",
    "<wbr": r"<wbr\s{0,9}/?>",
    # a sign of UTF-8 in an address, and one in JSON or source code
    "%": (
        r"%[2-7][0-9a-fA-F]|%[c-dC-D][0-9a-fA-F]%[89abAB][0-9a-fA-F]"
        r"|%[eE][0-9a-fA-F](?:%[89abAB][0-9a-fA-F]){2}"
    ),
    "\\u": r"\\u[0-9a-fA-F]{4}",
}
_ENTITY = re.compile("|".join(_CODES.values()))
_FIRST = [(begin, re.compile(code)) for begin, code in _CODES.items()]
_CIRCLED = "\u24b6-\u24e9\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189"
# Letters to Python are also small figures, fractions and figures in circles.
_NO_LETTER = "\u00aa\u00b2\u00b3\u00b9\u00ba\u00bc-\u00be\u2070-\u209c\u2150-\u218b\u2460-\u249b"
_NO_LETTER += "\u24ea-\u24ff\u2776-\u2793"
_LETTER = rf"[^\W\d_{_NO_LETTER}]|[{_CIRCLED}]"
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_ATOM = re.compile(
    rf"(?P<letters>(?:{_LETTER})(?:[{INVISIBLE}{_MARKS}]{{0,8}}(?:{_LETTER}))*[{_MARKS}]{{0,8}})"
    r"|(?P<digits>\d+)"
)
_CAPITAL = "A-ZА-ЯЁІЇЄҐ"
_SMALL = rf"[^\W\d_{_CAPITAL}]"
_HUMP = re.compile(
    rf"(?<={_SMALL}{_SMALL})(?=[{_CAPITAL}])|(?<={_SMALL})(?=[{_CAPITAL}]{_SMALL})"
    rf"|(?<=[{_CAPITAL}])(?=[{_CAPITAL}]{_SMALL})"
)
_BREAKING = re.compile(f"[\u200b\ufeff]+(?=[{_CAPITAL}])")


def has_code(text: str) -> bool:
    """Whether a text may say something else once its signs in code are read."""
    return any(begin in text and code.search(text) for begin, code in _FIRST)


class Plain:
    """A text without signs in code, such as HTML entities, and the way back to it as given.

    Attributes:
        text: What it says.
    """

    __slots__ = ("_at", "_shift", "_size", "text")

    def __init__(self, text: str) -> None:
        self._at: list[int] = []
        self._shift: list[int] = []
        self._size: list[int] = []
        self.text = self._read(text) if has_code(text) else text

    def _read(self, text: str) -> str:
        parts: list[str] = []
        length = last = 0
        for match in _ENTITY.finditer(text):
            raw = match[0]
            sign = _meant(raw)
            if sign == raw:
                continue
            parts += (text[last : match.start()], sign)
            length += match.start() - last + len(sign)
            last = match.end()
            self._at.append(length)
            self._shift.append(last - length)
            self._size.append(len(sign))
        return "".join([*parts, text[last:]]) if parts else text

    def start(self, place: int) -> int:
        """Where a place lies in the text as it was given."""
        which = bisect_right(self._at, place) - 1
        return place + self._shift[which] if which >= 0 else place

    def end(self, place: int) -> int:
        """Where a thing ends in it that ends at a place: behind its last sign."""
        which = bisect_right(self._at, place) - 1
        # The last sign may itself be in code; what says nothing behind it is none of it.
        while which >= 0 and self._at[which] == place:
            if self._size[which]:
                return place + self._shift[which]
            which -= 1
        return place + self._shift[which] if which >= 0 else place


def _meant(code: str) -> str:
    """What a sign in code means; one that means nothing stays as it is."""
    if code[0] == "<":
        return ""
    if code[0] == "%":
        return bytes.fromhex(code.replace("%", "")).decode(errors="replace")
    if code[0] == "\\":
        return chr(int(code.removeprefix("\\u"), 16))
    entity = re.sub("^&(?:amp;)+", "&", code)  # coded twice, and perhaps thrice
    read = html.unescape(entity)
    return read if len(read) <= 2 and read != entity else code


class Atom(NamedTuple):
    """Letters without a break, or digits without one.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        raw: What stands there.
        folded: Its letters and digits, in one case.
        shape: What these look like.
        digits: Whether it is of digits.
    """

    start: int
    end: int
    raw: str
    folded: str
    shape: str
    digits: bool


def atom(raw: str, start: int, *, digits: bool = False) -> Atom:
    """A piece of a text."""
    return Atom(start, start + len(raw), raw, fold(raw), skeleton(raw), digits)


def atoms(text: str, start: int = 0, end: int | None = None) -> Iterator[Atom]:
    """The pieces of a text, in their order.

    Example:
        >>> [each.folded for each in atoms("Semax_30mg, GVS-111")]
        ['semax', '30', 'mg', 'gvs', '111']
    """
    for match in _ATOM.finditer(text, start, len(text) if end is None else end):
        yield atom(match[0], match.start(), digits=match.lastgroup == "digits")


def humps(piece: Atom) -> list[Atom]:
    """The words of a piece in camel case; none where it is not."""
    if piece.raw[1:].islower():  # as most words are
        return []
    cuts = [match.start() for match in _HUMP.finditer(piece.raw)]
    if not cuts:
        return []
    places = [0, *cuts, len(piece.raw)]
    return [atom(piece.raw[a:b], piece.start + a) for a, b in pairwise(places)]


def halves(piece: Atom) -> list[Atom]:
    """The words of a piece that an unseen space parts, before a capital; none where none does."""
    if piece.raw.isascii():
        return []
    breaks = [match.span() for match in _BREAKING.finditer(piece.raw)]
    starts, ends = [0, *(end for _, end in breaks)], [*(at for at, _ in breaks), len(piece.raw)]
    parts = zip(starts, ends, strict=True)
    return [atom(piece.raw[a:b], piece.start + a) for a, b in parts] if breaks else []


def without_first(piece: Atom) -> Atom:
    r"""A piece without its first letter, as in the ``nsemax`` of a ``\\nsemax`` in source code."""
    return atom(piece.raw[1:], piece.start + 1)


def unbroken(text: str, one: Atom, other: Atom) -> Atom:
    """Two pieces that are one word which a line breaks."""
    return atom(text[one.start : other.end], one.start)
