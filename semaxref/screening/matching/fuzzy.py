"""Typing errors: names that are nearly spelled right; only for those who ask for them.

A word with an error may as well be another word, so these mentions are told with low
confidence. rapidfuzz does the comparing, which the extra ``fuzzy`` brings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from semaxref.errors import MissingExtra
from semaxref.model.resolution import MatchKind
from semaxref.screening.matching.finder import Finder, Hit, apart
from semaxref.screening.matching.text import atoms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaxref.screening.matching.lexicon import Entry, Lexicon

_LEAST = 5
"""Letters of the shortest word in which an error is looked for."""
_LONG = 12
"""Letters from which on two errors are taken for errors."""
_MOST = 64
"""Letters of the longest."""
_MEMO = 65_536


class FuzzyFinder(Finder):
    """Finds names, and words that are one error away from one; of long names two.

    An error is a letter too many, one too few, another one, or two that changed places. The
    first letter must be right.

    Args:
        lexicon: The names.

    Raises:
        MissingExtra: rapidfuzz is not installed.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        try:
            from rapidfuzz import process
            from rapidfuzz.distance import OSA
        except ImportError:
            raise MissingExtra("rapidfuzz", ("fuzzy",)) from None
        super().__init__(lexicon)
        self._nearest = process.extractOne
        self._distance = OSA.distance
        self._names: dict[str, dict[str, Entry]] = {}
        for here in lexicon.entries.values():
            for entry in here:
                if entry.alike and len(entry.words) == 1:
                    name = entry.spelled
                    self._names.setdefault(name[0], {}).setdefault(name, entry)
        self._memo: dict[str, tuple[Entry, int] | None] = {}

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Hit]:
        """The names in a part of a text, those with errors among them."""
        found = super().find(text, start, end)
        return apart([*found, *self._with_errors(text, start, end, found)])

    def _with_errors(
        self, text: str, start: int, end: int | None, found: list[Hit]
    ) -> Iterator[Hit]:
        taken = {place for hit in found for place in range(hit.start, hit.end)}
        for piece in atoms(text, start, end):
            word = piece.folded
            if piece.digits or len(word) < _LEAST or piece.start in taken:
                continue
            if len(word) > _MOST:
                continue
            if near := self._remembered(word):
                entry, errors = near
                why = f"{errors} letter{'s' * (errors > 1)} from {entry.spelled!r}"
                yield Hit(
                    piece.start, piece.end, entry, MatchKind.FUZZY, 0.5 if errors == 1 else 0.4, why
                )

    def _remembered(self, word: str) -> tuple[Entry, int] | None:
        try:
            return self._memo[word]
        except KeyError:
            pass
        if len(self._memo) >= _MEMO:
            self._memo.clear()
        near = self._memo[word] = self._near(word)
        return near

    def _near(self, word: str) -> tuple[Entry, int] | None:
        names = self._names.get(word[0], {})
        most = 2 if len(word) >= _LONG else 1
        best = self._nearest(word, names.keys(), scorer=self._distance, score_cutoff=most)
        return (names[best[0]], int(best[1])) if best and best[1] else None
