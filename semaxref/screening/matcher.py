"""Matcher: finds the compounds of a catalogue in text."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from attrs import field, frozen

from semaxref.catalogue import Catalogue, packaged
from semaxref.errors import InvalidQuery, UnknownValue
from semaxref.model.compounds import Compound
from semaxref.screening.matching.context import denied, speaks_of_drugs
from semaxref.screening.matching.cuts import cut_after, cut_before
from semaxref.screening.matching.finder import Finder
from semaxref.screening.matching.lexicon import lexicon_of
from semaxref.screening.matching.sieve import Backend, Sieve
from semaxref.screening.matching.text import Plain
from semaxref.screening.mention import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from semaxref.screening.matching.page import Hit


_ROWS = 1024
_SIGNS = 1 << 18
"""How many texts, and signs, are searched together."""
_FEW = 32
"""How many are taken at a time; none is long as a rule, and all may be."""
_PIECE = 1 << 12
"""Signs of a piece of a long text."""
_REACH = 1024
"""Signs by which pieces overlap; longer than any name with all that may stand in it."""
_FAR = 1 << 15
"""Signs within which a cut is looked for, on either side of a piece."""
_NEAR = 120
"""Signs within which another name, that is sure, is a context."""
_CONTEXT = (0.3, 0.8)
"""Confidence of a short code or name without and with a context."""


def _catalogue(given: Catalogue | None) -> Catalogue:
    return packaged() if given is None else given


def _ids(given: Iterable[str | Compound] | None) -> tuple[str, ...] | None:
    if given is None:
        return None
    if isinstance(given, str):
        raise InvalidQuery(f"compounds must be several, such as [{given!r}], not one text")
    return tuple(each.id if isinstance(each, Compound) else each for each in given)


@frozen(kw_only=True)
class Matcher:
    """Finds the compounds of a catalogue in text, by rules that explain themselves.

    Names of all kinds are found in any case, script, width and hyphenation, in Russian and
    Ukrainian cases, in look-alike letters, with letters set apart, behind HTML entities; whole
    words only, the longest name first. Typing errors are not, unless it is asked for.

    Building one takes some hundredths of a second; build it once. It can be pickled, and used
    from several threads.

    Args:
        catalogue: Whose compounds; the packaged one if not given.
        compounds: Only these, by id, name or identifier; all if not given. The names of the
            others still keep theirs: phenylpiracetam does not become piracetam.
        fuzzy: Whether to find names with one or two typing errors, too. Needs the extra
            ``fuzzy``; slow, and wrong at times.
        backend: What searches for fixed strings, ``ahocorasick_rs`` (extra ``screen``) or ``re``;
            the quicker one that is there if not given. What is found is the same.

    Raises:
        CompoundNotFound: There is no such compound.
        MissingExtra: `fuzzy` without rapidfuzz, or a backend that is not installed.
        UnknownValue: There is no such backend.

    Example:
        >>> matcher = Matcher()
        >>> for mention in matcher.find("Спрей с семаксом; piracetam-free"):
        ...     print(mention)
        semax at 8-16: 'семаксом' (inflected, 0.90)
        piracetam at 18-27: 'piracetam' (name, 0.95, negated)
    """

    catalogue: Catalogue = field(default=None, converter=_catalogue)
    compounds: tuple[str, ...] | None = field(default=None, converter=_ids)
    fuzzy: bool = False
    _backend: Backend | None = field(default=None, alias="backend", eq=False, repr=False)
    _finder: Finder = field(init=False, eq=False, repr=False)
    _sieve: Sieve = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if self._backend is not None and self._backend not in get_args(Backend):
            raise UnknownValue("backend", self._backend, get_args(Backend))
        if self.compounds is not None:
            known = tuple(dict.fromkeys(self.catalogue.get(c).id for c in self.compounds))
            object.__setattr__(self, "compounds", known)
        lexicon = lexicon_of(self.catalogue)
        finder = Finder(lexicon)
        if self.fuzzy:
            from semaxref.screening.matching.fuzzy import FuzzyFinder

            finder = FuzzyFinder(lexicon)
        object.__setattr__(self, "_finder", finder)
        object.__setattr__(self, "_sieve", Sieve(lexicon.seeds, self._backend))

    def __getstate__(self) -> tuple[Any, ...]:
        return (self.catalogue, self.compounds, self.fuzzy, self._backend)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        for name, value in zip(("catalogue", "compounds", "fuzzy", "_backend"), state, strict=True):
            object.__setattr__(self, name, value)
        self.__attrs_post_init__()

    def find(self, text: str) -> tuple[Mention, ...]:
        """The compounds that a text names.

        Args:
            text: The text; HTML entities in it are read.

        Returns:
            The mentions in their order. They do not overlap; only a name that two compounds
            share makes two mentions of one place.

        Raises:
            InvalidQuery: It is no text.
        """
        if not isinstance(text, str):
            raise InvalidQuery(f"text must be a text, not {type(text).__name__}")
        return tuple(self._mentions(text))

    def find_many(self, texts: Iterable[str | None]) -> Iterator[tuple[int, Mention]]:
        """The compounds that many texts name, at the speed of a search for fixed strings.

        Args:
            texts: The texts; None and other missing values name nothing.

        Yields:
            The number of the text, from 0, and a mention in it.

        Raises:
            InvalidQuery: One of them is no text; the error tells its number.
        """
        if isinstance(texts, str):
            raise InvalidQuery(f"texts must be several, such as [{texts[:20]!r}], not one text")
        start = 0
        for batch in _batches(iter(texts)):
            if set(map(type, batch)) == {str}:
                given: list[str] = batch
            else:
                given = [_text(each, start + number) for number, each in enumerate(batch)]
            for number in self._candidates(given):
                for mention in self._mentions(given[number]):
                    yield start + number, mention
            start += len(batch)

    def _candidates(self, texts: list[str]) -> Iterable[int]:
        # Long texts are sifted piece by piece when they are read.
        if self.fuzzy or sum(map(len, texts)) > len(texts) * _PIECE:
            return range(len(texts))
        return self._sieve.rows(texts)

    def _mentions(self, text: str) -> Iterator[Mention]:
        plain = Plain(text)
        hits = [
            hit
            for part in self._parts(plain.text)
            for hit in self._finder.find(plain.text, part.start, part.end)
            if part.own_from <= hit.start < part.own_to
        ]
        sure = [hit for hit in hits if not hit.needs_context]
        compounds, places = {hit.compound for hit in sure}, [hit.start for hit in sure]
        ends = {hit.start: hit.end for hit in hits}
        for hit in hits:
            if self.compounds is not None and hit.compound not in self.compounds:
                continue
            confidence, why = hit.confidence, hit.why
            if hit.needs_context:
                context = (
                    hit.compound in compounds
                    or _is_near(places, hit)
                    or speaks_of_drugs(plain.text, hit.start, hit.end)
                )
                confidence = min(confidence, _CONTEXT[context])
                why = "short, and nothing beside it speaks of a drug" if not context else why
            start, end = plain.start(hit.start), plain.end(hit.end)
            yield Mention(
                compound=hit.compound,
                start=start,
                end=end,
                surface=text[start:end],
                kind=hit.kind,
                term=self._finder.lexicon.called[hit.other] if hit.other else hit.entry.term,
                confidence=confidence,
                negated=hit.denied or denied(plain.text, hit.start, hit.end, ends),
                why=why,
            )

    def _parts(self, text: str) -> Iterator[_Part]:
        """The parts of a text that may hold a name."""
        if self.fuzzy or len(text) <= _PIECE + _REACH:
            if self.fuzzy or self._sieve.holds(text):
                yield _Part(0, len(text), 0, len(text))
            return
        lexicon = self._finder.lexicon
        own_from = start = 0
        while start < len(text):
            seen = self._sieve.place(text[start : start + _PIECE + _REACH])
            if seen is None:
                start += _PIECE
                continue
            first, last = start + seen[0], start + seen[1]
            begin = cut_before(lexicon, text, first, max(own_from - _REACH, first - _FAR, 0))
            most = min(last + _FAR, len(text))
            end = cut_after(lexicon, text, last, most)
            # Where no cut was found, the next part begins within this one, and both read the seam.
            own_to = end if end < most or most == len(text) else max(last, end - _REACH)
            yield _Part(begin, end, max(begin, own_from), own_to)
            own_from = start = own_to


class _Part(NamedTuple):
    """A part of a text that is read by itself.

    Attributes:
        start: Where to begin to read.
        end: Where to end.
        own_from: From where on what is found is told.
        own_to: Up to where.
    """

    start: int
    end: int
    own_from: int
    own_to: int


@cache
def packaged_matcher() -> Matcher:
    """The matcher of all packaged compounds: one serves all calls that bring none."""
    return Matcher()


def _is_near(places: list[int], hit: Hit) -> bool:
    """Whether a name stands beside one of some places, which are in order."""
    return bisect_left(places, hit.start - _NEAR) < bisect_left(places, hit.end + _NEAR)


def _batches(texts: Iterator[Any]) -> Iterator[list[Any]]:
    """Texts in lists of a bounded number and, but for one long text, a bounded length."""
    batch: list[Any] = []
    signs = 0
    while few := [*islice(texts, _FEW)]:
        batch += few
        signs += sum(map(len, few if set(map(type, few)) == {str} else filter(_is_text, few)))
        if len(batch) >= _ROWS or signs >= _SIGNS:
            yield batch
            batch, signs = [], 0
    if batch:
        yield batch


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _text(value: object, number: int) -> str:
    """A text; an empty one for a missing value.

    Raises:
        InvalidQuery: It is something else.
    """
    if isinstance(value, str):
        return value
    from semaxref.screening.flags import is_missing

    if is_missing(value):
        return ""
    raise InvalidQuery(f"text {number} must be a text, not {type(value).__name__}")
