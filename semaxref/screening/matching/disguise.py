"""Disguise: names with their letters set apart, or with digits and signs for letters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from semaxref.model.resolution import MatchKind
from semaxref.screening.matching.affixes import behind_a_group, beside_a_group
from semaxref.screening.matching.letters import DASHES, SIGNS, skeleton
from semaxref.screening.matching.names import endings_of
from semaxref.screening.matching.page import UNITS, Hit, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaxref.screening.matching.lexicon import Entry, Lexicon
    from semaxref.screening.matching.text import Atom

_SPACER = re.compile(rf"\s|\s?[{DASHES}._*·•/~+]\s?")
_MIXED_WORD = re.compile(rf"(?:[^\W_]|[{re.escape(SIGNS)}])+")
_ONE_LETTER_WORDS = set("aiавиксоуяізй")
_MOST = 48
"""Letters of the longest name that is looked for set apart."""
_LEAST = 5
"""Letters of the shortest name that is looked for."""


def spaced(lexicon: Lexicon, page: Page) -> Iterator[Hit]:
    """Names whose letters are set apart, all by the same sign.

    Only where a whole run of single letters is names, words of one letter, and numbers with
    their units: letters of a list, or of another word, are none.
    """
    run: list[Atom] = []
    tie = ""
    for piece in page.atoms:
        single = len(piece.folded) == 1
        gap = page.text[run[-1].end : piece.start] if run else ""
        gap = " " if gap.isspace() and len(gap) == 1 else gap
        joins = single and run and _SPACER.fullmatch(gap)
        if joins and (len(run) == 1 or gap == tie):
            tie = gap
            run.append(piece)
        elif joins:  # where another sign begins to set apart, a letter may belong to either run
            yield from _of_run(lexicon, page, run) or _of_run(lexicon, page, run[:-1])
            tie, run = gap, [run[-1], piece]
        else:
            yield from _of_run(lexicon, page, run)
            run = [piece] if single else []
    yield from _of_run(lexicon, page, run)


def _of_run(lexicon: Lexicon, page: Page, run: list[Atom]) -> list[Hit]:
    if len(run) < _LEAST or behind_a_group(page.text, run[0].start):
        return []
    hits: list[Hit] = []
    place = 0
    while place < len(run):
        if not run[place].digits and (found := _longest(lexicon, run, place)):
            entry, end = found
            start = run[place].start
            hits.append(Hit(start, run[end - 1].end, entry, MatchKind.SPACED, 0.7))
            place = end
        elif run[place].digits or run[place].folded in _ONE_LETTER_WORDS:
            place += 1
        elif place and run[place - 1].digits and "".join(p.folded for p in run[place:]) in UNITS:
            break
        else:
            return []
    return hits


def _longest(lexicon: Lexicon, run: list[Atom], place: int) -> tuple[Entry, int] | None:
    """The longest name that begins in a run, and where it ends."""
    shape = "".join(piece.shape for piece in run[place : place + _MOST])
    for size in range(len(shape), _LEAST - 1, -1):
        if run[place + size - 1].digits:
            continue  # an amount behind the name
        for entry, _ in endings_of(lexicon, shape[:size]):
            if entry.alike:
                return entry, place + size
    return None


def signs_for_letters(lexicon: Lexicon, page: Page) -> Iterator[Hit]:
    """Names in which digits or signs stand for letters."""
    for match in _MIXED_WORD.finditer(page.text, page.start, page.end):
        word = match[0]
        if len(word) < _LEAST or word.isalpha() or not any(map(str.isalpha, word)):
            continue
        found = (
            entry
            for entry, ending in endings_of(lexicon, skeleton(word))
            if entry.firm and not (ending != entry.base and word[-1].isdigit())
        )
        entry = next(found, None)
        if entry and not beside_a_group(page.text, *match.span()):
            yield Hit(*match.span(), entry, MatchKind.LOOK_ALIKE, 0.7)
