"""Numbers: CAS numbers with any dash or none, run together, or with a wrong check digit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from semaxref.model.resolution import MatchKind
from semaxref.screening.matching.page import UNITS, Hit, Page
from semaxref.store.chemistry import cas_is_valid

if TYPE_CHECKING:
    from semaxref.screening.matching.lexicon import Lexicon

_LABEL = re.compile(r"\bcas(?:\s?(?:rn|no|nr|number|nummer|№|#))?[\s.:=#№]{0,3}$", re.IGNORECASE)
_LABELS = {"cas", "rn", "no", "nr", "casno", "casrn"}
"""What may touch a number in front."""
_LEAST_BARE = 5
"""Digits of the shortest number that is taken for one without its dashes."""


def numbers_at(lexicon: Lexicon, page: Page, place: int) -> tuple[list[Hit], int]:
    """The CAS numbers that begin at a piece of digits.

    Returns:
        The numbers that the lexicon has, and the piece behind what was read; the piece itself
        where nothing was.
    """
    nothing: tuple[list[Hit], int] = ([], place)
    if not (page.tied(place) and page.tied(place + 1)):
        return _bare(lexicon, page, place)
    one, two, three = page.atoms[place : place + 3]
    if not (two.digits and three.digits and len(two.folded) == 2 <= len(one.folded) <= 7):
        return nothing
    if page.tied(place - 1) and page.atoms[place - 1].digits:
        return nothing
    if page.glued(place - 1) and page.atoms[place - 1].folded not in _LABELS:
        return nothing
    if len(three.folded) > 1:
        return _run_together(lexicon, page, place)
    if page.goes_on(place + 2) and not _is_apart(page, place + 2):
        return nothing
    hit = _number(lexicon, one.folded + two.folded, three.folded, one.start, three.end)
    return ([hit], place + 3) if hit else nothing


def _is_apart(page: Page, last: int) -> bool:
    """Whether the number behind a number is another thing: of a list, or an amount."""
    if page.text[page.atoms[last].end] == ",":
        return True
    return page.glued(last + 1) and page.atoms[last + 2].folded in UNITS


def _number(lexicon: Lexicon, body: str, check: str, start: int, end: int) -> Hit | None:
    if entry := lexicon.numbers.get(body + check):
        return Hit(start, end, entry, MatchKind.CAS, entry.confidence, entry.doubt)
    for digit in "0123456789":
        if entry := lexicon.numbers.get(body + digit):
            return Hit(start, end, entry, MatchKind.CAS_WRONG_CHECK_DIGIT, 0.5)
    return None


def _run_together(lexicon: Lexicon, page: Page, place: int) -> tuple[list[Hit], int]:
    """Two CAS numbers with nothing between them, as a cell with several may hold."""
    if not (page.tied(place + 2) and page.tied(place + 3)):
        return [], place
    one, two, three, four, five = page.atoms[place : place + 5]
    check, body = three.folded[0], three.folded[1:]
    if not cas_is_valid(f"{one.folded}-{two.folded}-{check}"):
        return [], place
    if not cas_is_valid(f"{body}-{four.folded}-{five.folded}"):
        return [], place
    middle = three.start + 1
    hits = [
        _number(lexicon, one.folded + two.folded, check, one.start, middle),
        _number(lexicon, body + four.folded, five.folded, middle, five.end),
    ]
    return [hit for hit in hits if hit], place + 5


def _bare(lexicon: Lexicon, page: Page, place: int) -> tuple[list[Hit], int]:
    """A CAS number without its dashes, behind the word CAS."""
    piece = page.atoms[place]
    entry = lexicon.numbers.get(piece.folded)
    if entry is None or len(piece.folded) < _LEAST_BARE or page.glued(place):
        return [], place
    if not _LABEL.search(page.text[max(0, piece.start - 20) : piece.start]):
        return [], place
    why = "the number stands without its dashes"
    return [Hit(piece.start, piece.end, entry, MatchKind.CAS, 0.8, why)], place + 1
