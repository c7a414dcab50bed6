"""Page: a text in pieces, what stands between them, and the names that were found in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from semaxref.screening.matching.letters import DASHES, INVISIBLE, word_set
from semaxref.screening.matching.text import atoms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from semaxref.model.resolution import MatchKind
    from semaxref.screening.matching.lexicon import Entry

DASH = rf"\s?[{DASHES}]\s?"
TIED = re.compile(DASH)
"""A dash that makes one of two words."""
UNITS = word_set("mg mcg g ml kg iu мг мкг г мл ug µg")
"""Units that may follow a number without a blank."""
_UNSEEN = re.compile(f"[{INVISIBLE}]+")
_LINE_BREAK = re.compile(rf"[{DASHES}][^\S\n]*\r?\n\s*")
_WIDEST = 12
"""Signs of the widest gap that can be within a name, unseen ones counted."""


class Hit(NamedTuple):
    """A name in a text.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        entry: The entry of the lexicon that it is.
        kind: How it was recognised.
        confidence: How sure it is by itself.
        why: What lowered that.
        denied: Whether the word itself denies it, as ``-frei`` does.
        needs_context: Whether it means nothing where nothing speaks of drugs.
        other: The compound that it means where what stands beside it makes that another.
    """

    start: int
    end: int
    entry: Entry
    kind: MatchKind
    confidence: float
    why: str = ""
    denied: bool = False
    needs_context: bool = False
    other: str = ""

    @property
    def compound(self) -> str:
        """Id of the compound that is named."""
        return self.other or self.entry.compound


def apart(hits: Iterable[Hit]) -> list[Hit]:
    """Of hits that lie over one another the leftmost, and of these the longest.

    Two meanings of one name lie in one place, and both stay.
    """
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda each: (each.start, -each.end)):
        another = kept and hit[:2] == kept[-1][:2] and hit.compound != kept[-1].compound
        if not kept or hit.start >= kept[-1].end or another:
            kept.append(hit)
    return kept


class Page:
    """A text in pieces: runs of letters and runs of digits.

    Args:
        text: The text, without entities.
        start: Where to begin.
        end: Where to end.

    Attributes:
        text: The text.
        start: Where the pieces begin.
        end: Where they end.
        atoms: The pieces; a word in camel case, and one that the end of a line parts, are
            made others when they are read.
    """

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.atoms = [*atoms(text, start, end)]
        self._lines = text.find("\n", start, end) >= 0

    def __len__(self) -> int:
        return len(self.atoms)

    def gap(self, number: int) -> str | None:
        """What stands between a piece and the next, without unseen signs; None where much does."""
        if not 0 <= number < len(self.atoms) - 1:
            return None
        between = self.text[self.atoms[number].end : self.atoms[number + 1].start]
        if len(between) > _WIDEST:
            return None
        if between.isascii():
            return between
        # A soft hyphen where nothing else stands is a dash that was meant.
        return _UNSEEN.sub("", between) or ("-" if "\u00ad" in between else "")

    def tied(self, number: int) -> bool:
        """Whether a dash, and nothing else, stands between a piece and the next."""
        return bool(TIED.fullmatch(self.gap(number) or ""))

    def glued(self, number: int) -> bool:
        """Whether a piece and the next touch, letters to digits."""
        if not 0 <= number < len(self.atoms) - 1:
            return False
        one, other = self.atoms[number], self.atoms[number + 1]
        return one.end == other.start and one.digits is not other.digits

    def goes_on(self, number: int) -> bool:
        """Whether a number goes on behind a dash or a point."""
        end = self.atoms[number].end
        return bool(re.match(rf"[.,{DASHES}]\d", self.text[end : end + 2]))

    def breaks(self, number: int) -> bool:
        """Whether the end of a line parts a piece from the next, with a dash."""
        if not self._lines or number + 1 >= len(self.atoms):
            return False
        one, other = self.atoms[number : number + 2]
        return bool(_LINE_BREAK.fullmatch(self.text, one.end, other.start))
