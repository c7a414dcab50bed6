"""Names: which entries of the lexicon the pieces of a text spell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from semaxref.model.resolution import MatchKind
from semaxref.screening.matching import affixes
from semaxref.screening.matching.letters import DASHES, INVISIBLE, fold, skeleton
from semaxref.screening.matching.lexicon import NAMES, Entry, Gap, Lexicon
from semaxref.screening.matching.page import DASH, UNITS, Page
from semaxref.screening.matching.spelling import compounded
from semaxref.screening.matching.text import halves, humps, unbroken, without_first

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaxref.screening.matching.text import Atom

_SOFT = rf"\s{DASHES}()\[\]{{}}'’‘′`´\"“”„«»_·®™"
_GAPS = {
    Gap.NOTHING: re.compile(""),
    Gap.DASH: re.compile(DASH),
    Gap.CODE: re.compile(rf"|[\s_./]|{DASH}"),
    Gap.LABEL: re.compile(rf"[\s:=#№._{DASHES}]{{0,3}}"),
    Gap.WORDS: re.compile(rf"[{_SOFT}]{{0,4}}"),
    Gap.PARTS: re.compile(rf"[{_SOFT}/+&]{{0,4}}"),
    Gap.LIST: re.compile(rf"[{_SOFT},/+&]{{0,4}}"),
}
_UNSEEN = re.compile(f"[{INVISIBLE}]+")
_LONGEST = 24
"""Pieces of the longest name."""
LONGEST_ENDING = 4
"""Letters of the longest ending."""
_LEAST_HALF = 2
"""Letters that the second half of a word has at least more than, as "Semax-" may end a line."""
_LEAST_MADE = 8
_MOST_MADE = 64
"""Letters of the shortest and of the longest word that is made of a name and more."""


class Read(NamedTuple):
    """An entry that pieces of a text were found to spell.

    Attributes:
        entry: The entry.
        last: The number of the last piece.
        exact: Whether it is spelled so, or only looks so.
        ending: What its last word ends with.
        compounded: Whether it is a part of a longer word.
        denied: Whether that word denies it.
        groups: The groups and salts that are parts of that word.
    """

    entry: Entry
    last: int
    exact: bool
    ending: str
    compounded: bool = False
    denied: bool = False
    groups: frozenset[str] = frozenset()

    @property
    def declined(self) -> bool:
        """Whether it is not as the data has it."""
        return self.compounded or self.ending != self.entry.base

    @property
    def kind(self) -> MatchKind:
        """How the pieces spell it."""
        if not self.exact:
            return MatchKind.LOOK_ALIKE
        if not self.declined:
            return self.entry.kind
        # Slavic endings in Latin letters are Russian in another script.
        latin = self.entry.words[-1].isascii() and self.ending.isascii()
        if latin and not self.compounded and self.ending != "s":
            return MatchKind.TRANSLITERATION
        return MatchKind.INFLECTED


class Names:
    """Reads names from the pieces of a text.

    Args:
        lexicon: The names.
        page: The text.
    """

    def __init__(self, lexicon: Lexicon, page: Page) -> None:
        self.lexicon = lexicon
        self.page = page

    def prepare(self) -> None:
        """Split words in camel case, and join those that the end of a line parts.

        What is a name as it stands stays as it is.
        """
        made: list[Atom] = []
        pieces = self.page.atoms
        place = 0
        while place < len(pieces):
            piece = pieces[place]
            place += 1
            if piece.digits:
                made.append(piece)
                continue
            if self.page.breaks(place - 1) and len(pieces[place].raw) > _LEAST_HALF:
                whole = unbroken(self.page.text, piece, pieces[place])
                if self._word(whole.folded, 0) or self._made(whole.folded, 0):
                    made.append(whole)
                    place += 1
                    continue
            parts = humps(piece) or halves(piece)
            if not parts and piece.start and piece.folded[0] in "nrt":
                escaped = self.page.text[piece.start - 1] == "\\" and len(piece.raw) > 1
                parts = [without_first(piece)] if escaped else []
            if parts and not self.at(place - 1):
                made += parts
            else:
                made.append(piece)
        self.page.atoms = made

    def at(self, place: int) -> list[Read]:
        """The longest names that begin at a piece; several where a name means several things."""
        return self._longest(place)

    def within(self, place: int) -> list[Read]:
        """The name in a piece that is none itself: one with a group, a salt, a German word."""
        found = self._made(self.page.atoms[place].folded, place)
        return [found] if found else []

    def with_group(self, place: int) -> Read | None:
        """What the piece before a name and the name are together, such as phenyl piracetam."""
        before, name = self.page.atoms[place - 1 : place + 1]
        return self._word(before.folded + name.folded, place)

    def _longest(self, place: int) -> list[Read]:
        best: list[Read] = []
        key = ""
        for last in range(place, min(len(self.page), place + _LONGEST)):
            if last > place and self.page.gap(last - 1) is None:
                break
            best = self._spelled(key, place, last) or best
            shape = self.page.atoms[last].shape
            key = f"{key} {shape}" if key else shape
            if key not in self.lexicon.begins:
                break
        return best

    def _spelled(self, key: str, place: int, last: int) -> list[Read]:
        """What the pieces up to the last spell, of which all others have the key."""
        shape = self.page.atoms[last].shape
        found: list[Read] = []
        for cut in range(min(LONGEST_ENDING, len(shape) - 1) + 1):
            stem = shape[: len(shape) - cut]
            for entry in self.lexicon.entries.get(f"{key} {stem}" if key else stem, ()):
                read = self._as(entry, place, last, shape[len(stem) :])
                if read and self._tied(entry, place, last) and self._free(entry, place, last):
                    found.append(read)
        if not found:
            return []
        best = max(map(_surer, found))
        told = {read.entry.compound: read for read in reversed(found) if _surer(read) == best}
        return [*told.values()]

    def _as(self, entry: Entry, place: int, last: int, rest: str) -> Read | None:
        """An entry, if the pieces spell it or look so; the shape of its ending is given."""
        found = None
        for ending in (entry.base, *entry.endings):
            if skeleton(ending) != rest:
                continue
            exact = self._same(entry, place, last, ending)
            if exact or (exact is False and found is None):
                found = Read(entry, last, exact, ending)
        return found

    def _same(self, entry: Entry, place: int, last: int, ending: str) -> bool | None:
        """Whether the pieces are those of an entry (True), look so (False), or neither (None)."""
        exact = True
        for number, word in enumerate(entry.words, place):
            piece = self.page.atoms[number]
            full = word + ending if number == last else word
            if piece.folded == full:
                continue
            mixed = ending != "" and ending.isascii() is not word.isascii()
            if not entry.alike or mixed or not _looks_like(piece.raw, full):
                return None
            exact = False
        return exact

    def _tied(self, entry: Entry, place: int, last: int) -> bool:
        """Whether between the pieces stands what may stand there."""
        gaps = [self.page.gap(number) for number in range(place, last)]
        if entry.gap is Gap.CODE and len(entry.words[0]) == 1 and gaps and gaps[0] == " ":
            return False  # "e 2020" is a word and a year
        return all(gap is not None and _GAPS[entry.gap].fullmatch(gap) for gap in gaps)

    def _free(self, entry: Entry, place: int, last: int) -> bool:
        """Whether an entry stands by itself, or beside what may touch it."""
        before, after = self.page.glued(place - 1), self.page.glued(last)
        ends_with_digits = self.page.atoms[last].digits
        if entry.kind not in NAMES:  # codes and numbers: what touches them makes them others
            goes_on = (
                ends_with_digits
                and entry.kind is not MatchKind.SEQUENCE
                and self.page.goes_on(last)
            )
            return not (before or after or goes_on)
        if before and self.page.atoms[place].digits:
            return False
        return not (after and ends_with_digits) or self.page.atoms[last + 1].folded in UNITS

    def _made(self, word: str, place: int, depth: int = 0) -> Read | None:
        """What a word is that is made of a name and more."""
        if not _LEAST_MADE <= len(word) <= _MOST_MADE or depth > 2:
            return None

        def inner(part: str) -> Read | None:
            return self._word(part, place) or self._made(part, place, depth + 1)

        if (made := compounded(word)) and (found := inner(made.name)):
            return found._replace(compounded=True, denied=made.denied)
        for name, salt in affixes.salted(word):
            if found := inner(name):
                return found._replace(groups=found.groups | {salt}, compounded=True)
        if (split := affixes.prefixed(word)) and (found := inner(split[1])):
            return found._replace(groups=found.groups | {split[0]})
        return None

    def _word(self, word: str, place: int) -> Read | None:
        """The name that a folded word is."""
        for entry, ending in endings_of(self.lexicon, skeleton(word)):
            if entry.kind in NAMES and entry.words[0] + ending == word:
                return Read(entry, place, True, ending)
        return None


def endings_of(lexicon: Lexicon, shape: str) -> Iterator[tuple[Entry, str]]:
    """The entries of one word that have a shape, and what they end with."""
    for cut in range(min(LONGEST_ENDING, len(shape) - 1) + 1):
        stem, rest = shape[: len(shape) - cut], shape[len(shape) - cut :]
        for entry in lexicon.entries.get(stem, ()):
            yield from ((entry, end) for end in entry.own_endings if skeleton(end) == rest)


def _surer(read: Read) -> tuple[bool, bool, bool]:
    """What is exact before what looks alike, the names of the data and whole ones first."""
    return read.exact, read.entry.kind is not MatchKind.TRANSLITERATION, not read.declined


def _looks_like(raw: str, expected: str) -> bool:
    """Whether a word of the same shape looks like another to a reader, too.

    The shapes of i and l are one, since a capital I looks like a small l; the small letters
    do not look alike.
    """
    folded, seen = fold(raw), _UNSEEN.sub("", raw)
    if not len(folded) == len(expected) == len(seen):
        return not raw.isascii()
    capitals = any(map(str.isupper, raw))
    return all(
        {is_, should} != {"i", "l"} or sign == "I" or (sign == "l" and capitals)
        for sign, is_, should in zip(seen, folded, expected, strict=True)
    )
