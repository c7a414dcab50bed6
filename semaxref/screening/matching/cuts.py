"""Cuts: where a long text can be cut without cutting a name.

A long text is read only around the places that may hold a name. What is read there must be what
would be read in the whole, so it is cut where no name can lie across: between two words that no
name has, and that are no group or salt of one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from semaxref.screening.matching import affixes
from semaxref.screening.matching.letters import DASHES, INVISIBLE
from semaxref.screening.matching.text import atoms

if TYPE_CHECKING:
    from semaxref.screening.matching.lexicon import Lexicon
    from semaxref.screening.matching.text import Atom

_WINDOW = 64
"""Signs in which a cut is looked for first."""
_LONGEST_ENDING = 4
# What makes one word of two: a dash, also at the end of a line, and what is not seen.
_JOINED = re.compile(f"[{INVISIBLE}]*|.*[{DASHES}].*", re.DOTALL)


def cut_before(lexicon: Lexicon, text: str, place: int, least: int) -> int:
    """The last cut before a place; where there is none, the least place to be taken for one."""
    window = _WINDOW
    while place > least:
        begin = max(least, place - window)
        pieces = [*atoms(text, begin, place)]
        # A piece at the edge of the window may be a part of a longer one.
        pieces = pieces[begin > 0 : len(pieces) - 1]
        for number in range(len(pieces) - 1, 0, -1):
            if _parts(lexicon, text, pieces[number - 1], pieces[number]):
                return pieces[number].start
        if begin == least:
            break
        window *= 4
    return least


def cut_after(lexicon: Lexicon, text: str, place: int, most: int) -> int:
    """The first cut behind a place; where there is none, the last place to be taken for one."""
    window = _WINDOW
    while place < most:
        end = min(most, place + window)
        pieces = [*atoms(text, place, end)]
        pieces = pieces[1 : len(pieces) - (end < len(text))]
        for number in range(1, len(pieces)):
            if _parts(lexicon, text, pieces[number - 1], pieces[number]):
                return pieces[number].start
        if end == most:
            break
        window *= 4
    return most


def _parts(lexicon: Lexicon, text: str, one: Atom, other: Atom) -> bool:
    if _JOINED.fullmatch(text, one.end, other.start):
        return False
    return _is_strange(lexicon, one) and _is_strange(lexicon, other)


def _is_strange(lexicon: Lexicon, piece: Atom) -> bool:
    """Whether no name has a word like a piece, nor a group or salt beside it."""
    shape = piece.shape
    if piece.digits or len(shape) < 2 or shape in lexicon.words or affixes.is_affix(piece.folded):
        return False
    stems = (shape[: len(shape) - cut] for cut in range(min(_LONGEST_ENDING, len(shape) - 1) + 1))
    return lexicon.stems.isdisjoint(stems)
