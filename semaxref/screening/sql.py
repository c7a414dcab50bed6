"""For those who stay in SQL: a pattern that lets few rows through, and a table of all spellings.

Filter rows by the pattern where they lie, and give what is left to `Matcher`: it tells the few
true mentions from the rest, and where they stand.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from semaxref.catalogue import Catalogue, packaged
from semaxref.model.resolution import MatchKind
from semaxref.screening.matching.letters import fold
from semaxref.screening.matching.lexicon import Entry, Gap, Lexicon, lexicon_of

if TYPE_CHECKING:
    from collections.abc import Iterator

UNSEEN = (MatchKind.LOOK_ALIKE, MatchKind.SPACED, MatchKind.FUZZY)
"""Kinds of mention that `prefilter` cannot see."""

_PARTED = {Gap.NOTHING: "", Gap.DASH: "-"}
_TIES = ("", *" -_./\t\n\u00a0\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d")
"""What parts the pieces of a code or number, as far as the pattern sees."""
_LEAST = 4
"""Letters of a word that is rare enough to stand for a whole name."""
_SPELLED = (("и", "й"), ("і", "ї"))
"""Letters that folding makes one of, as a text that is searched by SQL is not folded."""


class NameRow(NamedTuple):
    """A spelling by which a compound can be met.

    Attributes:
        term: The spelling, in lower case, its pieces parted by blanks.
        folded: Its letters and digits.
        compound: Id of the compound.
        kind: What sort of name or form it is.
    """

    term: str
    folded: str
    compound: str
    kind: str


def names_table(catalogue: Catalogue | None = None) -> list[NameRow]:
    """Every spelling that the matcher takes for a name, declined forms among them.

    Disguises are not listed, nor what rules make of a name and a word beside it, such as a
    salt. A CAS number stands without its dashes.

    Args:
        catalogue: Whose compounds; the packaged one if not given.

    Returns:
        Rows of text, sorted; as they are for ``pandas.DataFrame`` or ``polars.DataFrame``.

    Example:
        >>> rows = names_table()
        >>> [row.kind for row in rows if row.term == "семаксом"]
        ['inflected']
    """
    lexicon = lexicon_of(packaged() if catalogue is None else catalogue)
    rows = {
        NameRow(number, number, entry.compound, MatchKind.CAS.value)
        for number, entry in lexicon.numbers.items()
    }
    for entry in _entries(lexicon):
        for ending in entry.own_endings:
            term = _PARTED.get(entry.gap, " ").join(entry.words) + ending
            kind = entry.kind if ending == entry.base else MatchKind.INFLECTED
            rows.add(NameRow(term, fold(term), entry.compound, kind.value))
    return sorted(rows)


def prefilter(catalogue: Catalogue | None = None) -> str:
    r"""A pattern for RE2, found in every text in which the matcher finds a name undisguised.

    Search the text in lower case for it. It lets more through than names, as it knows no whole
    words (RE2's own ``\b`` knows no Cyrillic). It cannot see: letters that look alike or are
    set apart, full-width letters and accents, unseen signs and HTML entities within a name,
    words that the end of a line parts, codes and CAS numbers parted by more than one sign, and
    typing errors. It is of plain texts only, so that the regular expressions of Rust, Java and
    Python take it, too, and quickly.

    Args:
        catalogue: Whose compounds; the packaged one if not given.

    Returns:
        The pattern.

    Example:
        >>> import re
        >>> bool(re.search(prefilter(), "Спрей с Семаксом".lower()))
        True
    """
    lexicon = lexicon_of(packaged() if catalogue is None else catalogue)
    ways = {spelled for key in _keys(lexicon) for spelled in _spelled(key)}
    return "|".join(map(re.escape, sorted(ways)))


def _entries(lexicon: Lexicon) -> Iterator[Entry]:
    for key in sorted(lexicon.entries):
        yield from lexicon.entries[key]


def _keys(lexicon: Lexicon) -> Iterator[str]:
    """Texts of which a name holds one at least.

    A name in which another one stands is found with it. Of a name of several words the longest
    is enough; where all are short, as in a code, the first two with what parts them.
    """
    known = {entry.words: entry.gap for entry in _entries(lexicon)}
    single = [words[0] for words in known if len(words) == 1]
    for words, gap in known.items():
        if any(name in word for word in words for name in single if name != word or len(words) > 1):
            continue
        longest = max((word for word in words if word.isalpha()), key=len, default="")
        if len(words) == 1 or len(longest) >= _LEAST:
            yield longest or "".join(words)
        elif gap is Gap.NOTHING:
            yield "".join(words)
        else:
            yield from (tie.join(words[:2]) for tie in _TIES)
    for number in lexicon.numbers:  # without the check digit, which may be a wrong one
        yield from (f"{number[:-3]}{tie}{number[-3:-1]}" for tie in _TIES)


def _spelled(key: str) -> Iterator[str]:
    """A text in all the spellings that fold to it: й and ї stand behind vowels only."""
    yield key
    for folded, letter in _SPELLED:
        yield re.sub(f"(?<=[аеёиоуыэюяіє]){folded}", letter, key)
