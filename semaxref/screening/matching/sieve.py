"""The sieve: which of many texts may hold a name, at the speed of a search for fixed strings.

A text is turned into its skeleton, blanks and signs left out, and searched for the seeds of the
lexicon. A text without a seed holds no mention, whatever tricks it plays; one with a seed is
read by the finder. Rows are searched many at a time, since most hold nothing.

Two backends do the search, with the same result: ahocorasick_rs, which the extra ``screen``
brings, and the standard library.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate, filterfalse
from typing import Any, Literal, TypeAlias

from semaxref.screening.matching.letters import DELETED, ROW, TABLE, skeleton
from semaxref.screening.matching.text import Plain, has_code

Backend: TypeAlias = Literal["ahocorasick_rs", "re"]
Spans: TypeAlias = Callable[[bytes], "list[tuple[int, int]]"]

_ROW = ROW.encode()
_BLOCK = 64
"""Signs of a text that are measured together."""
_LARGEST_DFA = 400_000
"""Bytes of seeds for which the quickest automaton is built; it takes much memory per byte."""


class Sieve:
    """Tells which texts may hold a seed.

    Args:
        seeds: What to look for; skeletons.
        backend: What searches; the quickest that is there if not given.
    """

    def __init__(self, seeds: Sequence[str], backend: Backend | None = None) -> None:
        self._spans, self.backend = _search([seed.encode() for seed in seeds], backend)
        # Few seeds can be in a text of ASCII, and a small automaton is a quick one.
        ascii_seeds = [seed.encode() for seed in seeds if seed.isascii()]
        self._ascii_spans, _ = _search(ascii_seeds, backend)

    def rows(self, texts: Sequence[str]) -> list[int]:
        """The numbers of the texts that may hold a name, in their order."""
        plain, others = _joined(texts)
        if has_code(plain) or has_code(others):
            texts = [Plain(text).text if has_code(text) else text for text in texts]
            plain, others = _joined(texts)
        # Most texts are of ASCII even where one is not, and these are turned much quicker.
        view = plain.encode("ascii").translate(TABLE, DELETED)
        found = self._found(view, texts, ascii_only=True)
        if not others:
            return found
        view = skeleton(others).encode("utf-8")
        return sorted([*found, *self._found(view, texts, ascii_only=False)])

    def holds(self, text: str) -> bool:
        """Whether a text, signs in code read, may hold a name."""
        return bool(self._seen(text))

    def place(self, text: str) -> tuple[int, int] | None:
        """Where the first seed begins and ends in a text; None where there is none."""
        seen = self._seen(text)
        if not seen:
            return None
        blocks = [text[at : at + _BLOCK] for at in range(0, len(text), _BLOCK)]
        ends = [*accumulate(len(_view(block)) for block in blocks)]

        def sign(place: int) -> int:
            which = bisect_right(ends, place)
            before = ends[which - 1] if which else 0
            widths = accumulate(len(_view(each)) for each in blocks[which])
            return which * _BLOCK + bisect_right([*widths], place - before)

        start, end = seen[0]
        return sign(start), sign(end - 1) + 1

    def _seen(self, text: str) -> list[tuple[int, int]]:
        return (self._ascii_spans if text.isascii() else self._spans)(_view(text))

    def _found(self, view: bytes, texts: Sequence[str], *, ascii_only: bool) -> list[int]:
        """The numbers of the texts, of one sort of them, in whose common view a seed stands."""
        spans = self._ascii_spans(view) if ascii_only else self._spans(view)
        if not spans:
            return []
        numbers = [number for number, text in enumerate(texts) if text.isascii() is ascii_only]
        if view.count(_ROW) != len(numbers) - 1:  # a text holds the sign that parts them
            return [number for number in numbers if self.holds(texts[number])]
        found: list[int] = []
        row = last = 0
        for start, _ in spans:
            row += view.count(_ROW, last, start)
            last = start
            if not found or found[-1] != numbers[row]:
                found.append(numbers[row])
        return found


def _joined(texts: Sequence[str]) -> tuple[str, str]:
    """The texts of ASCII in one, and the others."""
    return ROW.join(filter(str.isascii, texts)), ROW.join(filterfalse(str.isascii, texts))


def _view(text: str) -> bytes:
    if text.isascii():
        return text.encode("ascii").translate(TABLE, DELETED + _ROW)
    return skeleton(text).replace(ROW, "").encode("utf-8")


def _search(seeds: list[bytes], backend: Backend | None) -> tuple[Spans, Backend]:
    if not seeds:
        return (lambda _: []), "re"
    if backend != "re":
        try:
            return _automaton(seeds), "ahocorasick_rs"
        except ImportError:
            if backend is not None:
                from semaxref.errors import MissingExtra

                raise MissingExtra("ahocorasick_rs", ("screen",)) from None
    return _pattern(seeds), "re"


def _automaton(seeds: list[bytes]) -> Spans:
    from ahocorasick_rs import BytesAhoCorasick, Implementation

    small = sum(map(len, seeds)) <= _LARGEST_DFA
    find = BytesAhoCorasick(
        seeds, implementation=Implementation.DFA if small else None
    ).find_matches_as_indexes
    return lambda view: [(start, end) for _, start, end in find(view)]


def _pattern(seeds: list[bytes]) -> Spans:
    find = re.compile(_trie(seeds)).finditer
    return lambda view: [match.span() for match in find(view)]


def _trie(seeds: list[bytes]) -> bytes:
    """A pattern that tries each beginning once, however many seeds share it."""
    tree: dict[int, Any] = {}
    for seed in seeds:
        branch = tree
        for sign in seed:
            branch = branch.setdefault(sign, {})
        branch[-1] = {}
    return _branches(tree)


def _branches(tree: dict[int, Any]) -> bytes:
    if -1 in tree:  # what a seed is the beginning of needs no more to be found
        return b""
    ways = [re.escape(bytes([sign])) + _branches(branch) for sign, branch in tree.items()]
    return ways[0] if len(ways) == 1 else b"(?:" + b"|".join(ways) + b")"
