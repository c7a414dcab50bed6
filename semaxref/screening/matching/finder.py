"""The finder: reads a text piece by piece and tells every name in it.

It is exact and slow, a few million signs a second, and is asked only where `sieve` has seen
that there may be something.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from semaxref.screening.matching.beside import Told, told
from semaxref.screening.matching.disguise import signs_for_letters, spaced
from semaxref.screening.matching.names import Names
from semaxref.screening.matching.numbers import numbers_at
from semaxref.screening.matching.page import Hit, Page, apart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaxref.screening.matching.lexicon import Lexicon


class Finder:
    """Finds the names of a lexicon in a text.

    Args:
        lexicon: The names.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Hit]:
        """The names in a part of a text, in their order, none of them over another.

        Args:
            text: The text, without entities.
            start: Where to begin.
            end: Where to end; its end if not given.
        """
        page = Page(text, start, len(text) if end is None else end)
        read = [*self._read(page)]
        # What is none of our compounds keeps its place, too: nothing shorter is found in it.
        no_mentions = {id(each.hit) for each in read if not each.is_mention}
        hits = apart([*(each.hit for each in read), *spaced(self.lexicon, page)])
        starts = [hit.start for hit in hits]
        disguised: list[Hit] = []
        for hit in signs_for_letters(self.lexicon, page):
            before = bisect_left(starts, hit.end) - 1
            if before < 0 or hits[before].end <= hit.start:
                disguised.append(hit)
        return [hit for hit in apart([*hits, *disguised]) if id(hit) not in no_mentions]

    def _read(self, page: Page) -> Iterator[Told]:
        """Names and numbers as they are written, piece by piece."""
        names = Names(self.lexicon, page)
        names.prepare()
        place = 0
        while place < len(page):
            digits = page.atoms[place].digits
            if digits:
                hits, behind = numbers_at(self.lexicon, page, place)
                if behind > place:
                    yield from map(Told, hits)
                    place = behind
                    continue
            reads = names.at(place) or ([] if digits else names.within(place))
            for read in reads:
                yield told(names, place, read)
            place = reads[0].last + 1 if reads else place + 1


__all__ = ["Finder", "Hit", "apart"]
