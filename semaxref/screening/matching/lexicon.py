"""The lexicon: every spelling by which a compound can be met in text, worked out from its names.

A name of the data becomes one entry or several: its own spelling, and those that the rules of
`spelling` give. Inflected forms are not listed; an entry says which endings its last word takes.
"""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from functools import cache
from itertools import islice, product
from typing import TYPE_CHECKING, NamedTuple

from semaxref.model.resolution import MatchKind
from semaxref.screening.matching import affixes, spelling
from semaxref.screening.matching.letters import fold, skeleton
from semaxref.screening.matching.text import Atom, atoms
from semaxref.store.chemistry import cas_is_valid
from semaxref.store.names import NameEntry, compound_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from semaxref.catalogue import Catalogue
    from semaxref.store.files import Json
    from semaxref.store.store import Store


class Gap(IntEnum):
    """What may stand between the pieces of a name."""

    NOTHING = 0
    DASH = 1
    CODE = 2
    LABEL = 3
    WORDS = 4
    PARTS = 5
    LIST = 6


class Entry(NamedTuple):
    """A spelling of a name.

    Attributes:
        compound: Id of the compound.
        kind: What sort of name it is.
        term: The name as the data has it.
        words: The folded pieces, without what the endings replace.
        base: What the last piece ends with in this spelling.
        endings: What it may end with instead.
        gap: What may stand between the pieces.
        confidence: How sure a mention of it is.
        alike: Whether signs that look alike may stand for its letters.
        doubt: What lowers the confidence.
        short: Whether it is so short that it needs a context.
        derived: By which groups or salts it differs from its parent; empty where by none.
        parent: The compound that it is derived from.
        proper: Whether it is what the data calls the compound.
        word: Whether it is spelled like a word of some language.
        brand: Whether it is a brand, or made of one.
    """

    compound: str
    kind: MatchKind
    term: str
    words: tuple[str, ...]
    base: str
    endings: frozenset[str]
    gap: Gap
    confidence: float
    alike: bool
    doubt: str = ""
    short: bool = False
    derived: frozenset[str] = frozenset()
    parent: str = ""
    proper: bool = False
    word: bool = False
    brand: bool = False

    @property
    def spelled(self) -> str:
        """The pieces in one, ending included."""
        return " ".join(self.words) + self.base

    @property
    def firm(self) -> bool:
        """Whether it is so much of a name that digits may stand for its letters."""
        long = len(self.words[0]) >= _LEAST_BRAND
        return self.alike and len(self.words) == 1 and (self.proper or long or not self.brand)

    @property
    def own_endings(self) -> Iterator[str]:
        """The endings of the script of the name."""
        yield self.base
        latin = self.words[-1].isascii()
        yield from (ending for ending in self.endings if ending.isascii() is latin)


NAMES = {MatchKind.ID, MatchKind.NAME, MatchKind.BRAND, MatchKind.TRANSLITERATION}
_CONFIDENCE = {
    MatchKind.SEQUENCE: 0.95,
    MatchKind.NAME: 0.95,
    MatchKind.BRAND: 0.95,
    MatchKind.CODE: 0.9,
    MatchKind.ID: 0.95,
    MatchKind.TRANSLITERATION: 0.9,
    MatchKind.INCHIKEY: 1.0,
    MatchKind.UNII: 0.95,
    MatchKind.IDENTIFIER: 0.9,
}
RANK = {kind: rank for rank, kind in enumerate(_CONFIDENCE)}
"""Which kind a spelling is told as that is of several."""
_LEAST_DISGUISED = 5
"""Letters of the shortest name that is looked for in disguise or declined by rule."""
_LEAST_BRAND = 7
"""The same of a brand, as a short one with an ending may be a word of its own."""
_ATC = 7
"""Signs of the ATC code of a substance; one with fewer is that of a group."""
_SHORT_CODE = 6
_SHORT_NAME = 4
_NO_LABEL = {"wikidata", "drugbank", "chembl", "chebi", "atc", "atcvet"}
"""Registers whose numbers are known for what they are without the name of the register."""


class Lexicon:
    """All entries, by what they look like.

    Attributes:
        entries: By the shapes of their pieces, parted by blanks.
        begins: The beginnings of these that end with a whole piece.
        words: The shapes of all pieces.
        stems: The shapes of those that take endings.
        called: The name of each compound.
        numbers: CAS numbers without dashes, and what they say.
        derived: The compound that is a parent with certain groups or salts.
        seeds: Shapes of which a text holds one at least if it holds a mention.
    """

    def __init__(self, store: Store) -> None:
        self.entries: dict[str, list[Entry]] = {}
        self.begins: set[str] = set()
        self.words: set[str] = set()
        self.stems: set[str] = set()
        self.called: dict[str, str] = {}
        self.numbers: dict[str, Entry] = {}
        self.derived: dict[tuple[str, frozenset[str]], str] = {}
        shared = _shared(store)
        for compound in store.compound_ids:
            identity = store.raw_identity(compound)
            assert identity is not None
            self.called[compound] = identity["name"]
            for entry in _entries(identity, store):
                self._add(entry)
            for text, named in compound_names(identity):
                if named.kind is MatchKind.CAS and cas_is_valid(text):
                    entry = _entry(named, (text,), Gap.DASH)
                    self.numbers.setdefault(text.replace("-", ""), entry)
        for key in shared:
            self._drop(key)
        self.seeds = _least(self._seeds())

    def _add(self, entry: Entry) -> None:
        shapes = [skeleton(word) for word in entry.words]
        key = " ".join(shapes)
        here = self.entries.setdefault(key, [])
        for number, other in enumerate(here):
            same = (other.compound, other.words, other.base)
            if same == (entry.compound, entry.words, entry.base):
                best = min(other, entry, key=lambda each: RANK[each.kind])
                here[number] = best._replace(endings=other.endings | entry.endings)
                return
        here.append(entry)
        self.words.update(shapes)
        if entry.base or entry.endings:
            self.stems.add(shapes[-1])
        for end in range(1, len(shapes)):
            self.begins.add(" ".join(shapes[:end]))
        if entry.derived:
            self.derived.setdefault((entry.parent, entry.derived), entry.compound)

    def _drop(self, key: str) -> None:
        self.entries.pop(key, None)

    def _seeds(self) -> Iterator[str]:
        for key in self.entries:
            yield key.replace(" ", "")
        for number in self.numbers:  # the check digit may be a wrong one
            yield skeleton(number[:-1])


def lexicon_of(catalogue: Catalogue) -> Lexicon:
    """The lexicon of a catalogue; made once for each."""
    store = catalogue._store  # noqa: SLF001 - a room of the same house
    return store.once("lexicon", lambda: Lexicon(store))


def _shared(store: Store) -> Iterator[str]:
    """Names that are those of a group and not of a compound."""
    for text, entries in store.names.ambiguous().items():
        if all(entry.kind is MatchKind.IDENTIFIER for entry in entries):
            yield " ".join(each.shape for each in atoms(text))


def _least(seeds: Iterable[str]) -> tuple[str, ...]:
    """The seeds that hold no other, as these are found wherever they are."""
    known = {seed for seed in seeds if seed}
    lengths = sorted({len(seed) for seed in known})

    def holds_another(seed: str) -> bool:
        return any(
            seed[place : place + length] in known
            for length in lengths
            if length < len(seed)
            for place in range(len(seed) - length + 1)
        )

    return tuple(sorted(seed for seed in known if not holds_another(seed)))


def _entries(identity: Json, store: Store) -> Iterator[Entry]:
    own = {identity["id"], identity["name"].casefold()}
    branded = {name["text"] for name in identity.get("names", ()) if name["kind"] == "brand"}
    mixture = identity["kind"] == "mixture"
    parent = identity.get("parent")
    called = [*_called(store, parent)] if parent else []
    for text, named in compound_names(identity):
        if named.kind is MatchKind.NAME and text in branded:
            continue  # the list of names says what sort of name it is
        for entry in _of_name(text, named, proper=text.casefold() in own, mixture=mixture):
            if parent and (groups := affixes.between(entry.words, entry.base, called)):
                yield entry._replace(derived=groups, parent=parent)
            else:
                yield entry


def _called(store: Store, compound: str) -> Iterator[str]:
    """The names of one word of a compound, folded."""
    for text, named in compound_names(store.raw_identity(compound) or {"id": "", "name": ""}):
        pieces = [*atoms(text)]
        if len(pieces) == 1 and named.kind in NAMES:
            yield pieces[0].folded


def _of_name(text: str, named: NameEntry, *, proper: bool, mixture: bool) -> Iterator[Entry]:
    """The entries of one way in which a compound is called."""
    pieces = [*atoms(text)]
    words = tuple(piece.folded for piece in pieces)
    kind = named.kind
    if kind is MatchKind.CAS or not words or not all(words):  # a name may be of signs only
        return
    if kind is MatchKind.INCHIKEY:
        if len(words) == 3:
            yield _entry(named, words, Gap.DASH)
    elif kind is MatchKind.UNII:
        if not text.casefold().startswith("unii"):
            yield _entry(named, words, Gap.NOTHING)
    elif kind is MatchKind.IDENTIFIER:
        yield from _identifier(text, named, pieces)
    elif kind is MatchKind.SEQUENCE:
        short = len(words) == 1 and len(words[0]) < 6
        yield from _joinings(_entry(named, words, Gap.WORDS, short=short))
        if len(words) == 1 and spelling.is_sequence(text):
            russian = atoms(spelling.residues_in_russian(text.upper()))
            yield _entry(named, tuple(piece.folded for piece in russian), Gap.WORDS)
    elif kind is MatchKind.CODE:
        size = sum(map(len, words))
        yield _entry(named, words, Gap.CODE, short=size <= _SHORT_CODE)
    else:
        parts = Gap.PARTS if mixture or set(text) & set("/+") else Gap.WORDS
        gap = Gap.LIST if "," in text else parts
        # A short word and a number, such as a strength, say much else as well.
        short = len(words[0]) <= _SHORT_NAME and (
            len(words) == 1 or (words[1:] == (words[-1],) and words[-1].isdigit())
        )
        if len(pieces) == 1:
            yield from _word(words[0], text, named, proper=proper, short=short)
        else:
            entry = _entry(named, words, gap, short=short)._replace(word=short)
            yield from _joinings(entry)
            if kind is MatchKind.NAME:
                for last in spelling.in_other_languages(words[-1]):
                    other = entry._replace(kind=MatchKind.TRANSLITERATION)
                    yield from _joinings(other._replace(words=(*words[:-1], last)))
            if kind is MatchKind.NAME and all(len(w) > 2 and w.isascii() for w in words):
                yield from _phrase(entry)


def _phrase(entry: Entry) -> Iterator[Entry]:
    """A name of several Latin words, all of them in Cyrillic; the last one takes its endings."""
    ways = [spelling.in_cyrillic(word) for word in entry.words]
    for words in islice(product(*ways), spelling.MOST):
        last = _inflected(entry, words[-1])
        yield last._replace(
            kind=MatchKind.TRANSLITERATION, words=(*map(fold, words[:-1]), *last.words)
        )


def _identifier(text: str, named: NameEntry, pieces: list[Atom]) -> Iterator[Entry]:
    scheme, _, value = named.matched.partition(" ")
    bare = text == value
    if bare and (scheme not in _NO_LABEL or text.isdigit()):
        return
    if (not bare and not text.endswith(value)) or (scheme == "atc" and len(value) < _ATC):
        return  # the group of a code
    words = tuple(piece.folded for piece in pieces)
    yield _entry(named, words, Gap.NOTHING if bare and value.isalnum() else Gap.LABEL)


def _entry(named: NameEntry, words: tuple[str, ...], gap: Gap, *, short: bool = False) -> Entry:
    doubtful = named.caveat is not None
    size = sum(map(len, words))
    return Entry(
        compound=named.compound,
        kind=named.kind,
        term=_term(named),
        words=words,
        base="",
        endings=frozenset(),
        gap=gap,
        confidence=0.6 if doubtful else _CONFIDENCE.get(named.kind, 0.98),
        alike=named.kind in NAMES and size >= _LEAST_DISGUISED,
        doubt="the identifier is not quite its own" if doubtful else "",
        short=short,
        brand=named.kind is MatchKind.BRAND,
    )


def _term(named: NameEntry) -> str:
    """A name as the data has it; of a number whose kind tells the register, the number alone."""
    if named.kind in {MatchKind.CAS, MatchKind.UNII, MatchKind.INCHIKEY}:
        return named.matched.rpartition(" ")[2]
    return named.matched


def _joinings(entry: Entry) -> Iterator[Entry]:
    """A name of several pieces, and with the blanks and dashes between its letters left out."""
    yield entry
    joined: list[str] = []
    for word in entry.words:
        if joined and joined[-1][-1].isalpha() and word[0].isalpha():
            joined[-1] += word
        else:
            joined.append(word)
    if len(joined) < len(entry.words):
        yield entry._replace(words=tuple(joined))


def _word(word: str, text: str, named: NameEntry, *, proper: bool, short: bool) -> Iterator[Entry]:
    """The entries of a name of one word: its spellings, each with its endings."""
    entry = _entry(named, (word,), Gap.NOTHING, short=short)._replace(proper=proper)
    other = entry._replace(
        kind=MatchKind.TRANSLITERATION, confidence=_CONFIDENCE[MatchKind.TRANSLITERATION]
    )
    if not word.isascii():
        # With the accents that make letters of their own, which folding takes away.
        own = "".join(filter(str.isalnum, unicodedata.normalize("NFC", text).casefold()))
        yield _inflected(entry, own)
        if (form := spelling.in_ukrainian(own)) != own:
            yield _inflected(other, form)
        for latin in filter(str.isalpha, spelling.in_latin(own)):
            also = other._replace(word=latin in spelling.VERBS)
            yield _latin(also, latin, declined=len(latin) > _LEAST_DISGUISED)
        return
    if word in spelling.WORDS:
        yield entry._replace(short=True, alike=False, word=True)
        return
    entry = entry._replace(word=word in spelling.VERBS)
    firm = len(word) >= (
        _LEAST_DISGUISED if proper or named.kind is MatchKind.NAME else _LEAST_BRAND
    )
    yield _latin(entry, word, declined=firm)
    if len(word) < _LEAST_DISGUISED:
        return
    for form in spelling.in_other_languages(word) if named.kind is MatchKind.NAME else ():
        yield _latin(other, form, declined=True)
    for cyrillic in spelling.in_cyrillic(word):
        if cyrillic in spelling.WORDS:
            yield other._replace(words=(cyrillic,), short=True, alike=False, word=True)
            continue
        for form in dict.fromkeys((cyrillic, spelling.in_ukrainian(cyrillic))):
            yield _inflected(other, form)


def _latin(entry: Entry, word: str, *, declined: bool) -> Entry:
    long = declined and len(word) > _LEAST_DISGUISED + 1
    endings = _latin_endings(declined=declined, long=long, vowel=word[-1] in "aeiouy")
    return entry._replace(words=(word,), endings=endings)


@cache  # a set serves thousands of entries
def _latin_endings(*, declined: bool, long: bool, vowel: bool) -> frozenset[str]:
    endings = spelling.LATIN_ENDINGS if declined else frozenset[str]()
    if long:
        endings |= spelling.VOWEL_ENDINGS
    if vowel:
        endings &= {"s"}
    return endings | spelling.MIXED_ENDINGS


def _inflected(entry: Entry, word: str) -> Entry:
    form = spelling.declined(word)
    return entry._replace(
        words=(fold(form.stem),), base=fold(form.base), endings=_folded(form.endings)
    )


@cache
def _folded(endings: frozenset[str]) -> frozenset[str]:
    return frozenset(map(fold, endings))
