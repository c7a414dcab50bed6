"""Laws of the matcher, held on generated texts."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import semaxref as sx
from semaxref.model.resolution import MatchKind
from semaxref.screening import Matcher, names_table, prefilter
from semaxref.screening.matching.affixes import group_of, prefixed, salt_of
from semaxref.screening.matching.beside import _RESIDUES
from semaxref.screening.matching.letters import skeleton
from semaxref.screening.matching.lexicon import Gap, Lexicon, lexicon_of
from semaxref.screening.matching.text import Plain
from semaxref.screening.sql import UNSEEN
from semaxref.store.files import HeldFolder, PackagedFolder
from semaxref.store.store import Store

if TYPE_CHECKING:
    from semaxref.screening.matching.lexicon import Entry
    from semaxref.screening.matching.sieve import Backend

BETWEEN = {
    Gap.NOTHING: {""},
    Gap.DASH: {"-"},
    Gap.CODE: {"", " ", "-", "_", "/", "."},
    Gap.LABEL: {"", " ", "-", "_", ".", ": "},
    Gap.WORDS: {"", " ", "-", "_", " ("},
    Gap.PARTS: {"", " ", "-", "_", " (", "/"},
    Gap.LIST: {"", " ", "-", "_", " (", "/", ", "},
}
"""What may part the pieces of a name, of what the tests put between words."""
NAMES = {MatchKind.ID, MatchKind.NAME, MatchKind.BRAND, MatchKind.TRANSLITERATION}


def plain(text: str) -> str:
    """A text without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in decomposed if sign.isalnum())


class Reference:
    """Finds names by trying every stretch of a text.

    It knows no disguises and no groups or salts beside a name, and is for texts without any.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.forms: dict[str, list[Entry]] = {}
        for entries in lexicon.entries.values():
            for entry in entries:
                for ending in {entry.base, *entry.endings}:
                    self.forms.setdefault(" ".join(entry.words) + ending, []).append(entry)

    def find(self, text: str) -> set[tuple[int, int, str]]:
        """Where names stand, and which compounds they mean."""
        runs: list[tuple[int, int, str]] = []
        place = 0
        for sort, signs in groupby(text, lambda s: "d" if s.isdigit() else "l" * s.isalpha()):
            run = "".join(signs)
            if sort:
                runs.append((place, place + len(run), run))
            place += len(run)
        found: set[tuple[int, int, str]] = set()
        first = 0
        while first < len(runs):
            for last in reversed(range(first, len(runs))):
                meant = self._meant(text, runs[first : last + 1])
                if meant:
                    found |= {(runs[first][0], runs[last][1], compound) for compound in meant}
                    first = last
                    break
            first += 1
        return found

    def _meant(self, text: str, runs: list[tuple[int, int, str]]) -> set[str]:
        start, end = runs[0][0], runs[-1][1]
        gaps = [text[a[1] : b[0]] for a, b in pairwise(runs)]
        form = " ".join(plain(run) for _, _, run in runs)
        return {
            entry.compound
            for entry in self.forms.get(form, ())
            if all(gap in BETWEEN[entry.gap] for gap in gaps)
            and self._alone(text, start, end, strict=entry.kind not in NAMES)
        }

    def _alone(self, text: str, start: int, end: int, *, strict: bool) -> bool:
        before, after = text[:start][-1:], text[end : end + 1]
        if not strict:
            touches = (
                text[end - 1].isdigit() and after.isalpha() and text[end : end + 2].lower() != "mg"
            )
            return not (touches or (before.isalnum() and text[start].isdigit()))
        goes_on = after in {".", ",", "-"} and after and text[end + 1 : end + 2].isdigit()
        return not (before.isalnum() or after.isalnum() or (goes_on and text[end - 1].isdigit()))


LEXICON = lexicon_of(sx.packaged())
MATCHER = Matcher()
BACKENDS: dict[Backend, Matcher] = {
    "re": Matcher(backend="re"),
    "ahocorasick_rs": Matcher(backend="ahocorasick_rs"),
}
REFERENCE = Reference(LEXICON)
PATTERN = re.compile(prefilter())
TERMS = sorted({row.term for row in names_table() if row.kind != "cas"})
BARE = [
    term
    for term in TERMS
    if not any(group_of(w, dashed=True) or salt_of(w) or prefixed(w) for w in term.split())
    and not term.endswith("nh 2")
    and not set(term.split()) & _RESIDUES
]
"""Names without a group, salt or residue in them, of which the reference knows nothing."""
SINGLE = sorted(
    {e.spelled for es in LEXICON.entries.values() for e in es if e.alike and len(e.words) == 1}
)
WORDS = [
    "flask",
    "the",
    "30",
    "mg",
    "купить",
    "или",
    "99",
    "x",
    "max",
    "use",
    "these",
    "anib",
    "in",
]
TIES = [" ", "-", "_", "/", ", ", ". ", "", " (", ": "]
UNSEEN_SIGNS = ["\u00ad", "\u200b", "\u200d", "\u2060", "\ufeff"]


def alternately(words: list[str], ties: list[str]) -> str:
    """Words with ties between them."""
    return "".join(part for pair in zip(words, ties, strict=False) for part in pair)


def texts(words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Short texts of some words."""
    return st.integers(1, 7).flatmap(
        lambda size: st.builds(
            alternately,
            st.lists(words, min_size=size, max_size=size),
            st.lists(st.sampled_from(TIES), min_size=size, max_size=size),
        )
    )


cased = st.sampled_from([str.upper, str.lower, str.capitalize])
names = st.builds(lambda name, case: case(name), st.sampled_from(TERMS), cased)
plain_texts = texts(names | st.sampled_from(WORDS))


bare_texts = st.builds(
    lambda text, case: case(text),
    texts(st.sampled_from(BARE) | st.sampled_from(WORDS)),
    st.sampled_from([str.upper, str.lower]),
)


@given(bare_texts)
@example("GVS-111-30")
@example("semax30mg semax_selank")
def test_the_matcher_finds_what_the_reference_finds(text: str) -> None:
    """On texts without tricks the matcher is as right as a list of every spelling."""
    found = {(m.start, m.end, m.compound) for m in MATCHER.find(text)}
    assert found == REFERENCE.find(text)


def mangled(name: str, tricks: list[int]) -> str:
    """A name with a trick played on each letter: 0 for none."""
    alike = {"a": "а", "e": "е", "o": "о", "p": "р", "c": "с", "x": "х", "а": "a", "е": "e",
             "о": "o", "с": "c", "м": "m", "i": "1", "l": "I", "s": "5"}  # fmt: skip
    signs = []
    for sign, trick in zip(name, tricks, strict=False):
        signs.append(
            [
                sign,
                alike.get(sign, sign),
                sign + UNSEEN_SIGNS[trick % len(UNSEEN_SIGNS)],
                f"&#{ord(sign)};",
                chr(ord(sign) + 0xFEE0) if sign.isascii() and sign.isalpha() else sign,
                unicodedata.normalize("NFD", sign + "\u0301"),
                f"{sign} ",
            ][trick]
        )
    return "".join(signs) + name[len(tricks) :]


disguised = st.builds(
    mangled, st.sampled_from(SINGLE), st.lists(st.integers(0, 6), max_size=12)
) | st.builds(
    lambda name, tie: tie.join(name), st.sampled_from(SINGLE), st.sampled_from([" ", ".", "-"])
)
tricky_texts = texts(disguised | names | st.sampled_from(WORDS) | st.text(max_size=4))


@given(tricky_texts)
def test_the_sieve_loses_nothing(text: str) -> None:
    """What the exact reading finds is found when most texts are never read."""
    plain = Plain(text).text
    read = MATCHER._finder.find(plain)
    for hit in read:
        shape = skeleton(plain[hit.start : hit.end])
        assert any(seed in shape for seed in LEXICON.seeds)
    assert len(MATCHER.find(text)) == len(read)


@given(st.lists(tricky_texts | st.none(), max_size=40))
def test_one_text_or_many_and_each_backend_find_the_same(many: list[str | None]) -> None:
    """A laptop without the extra finds what a cluster with it finds, one by one or in bulk."""
    one_by_one = [
        (number, mention)
        for number, text in enumerate(many)
        if text is not None
        for mention in MATCHER.find(text)
    ]
    for matcher in BACKENDS.values():
        assert list(matcher.find_many(many)) == one_by_one


@given(tricky_texts)
def test_a_mention_is_where_it_says(text: str) -> None:
    """Each surface stands at its place, in order, and none lies over another."""
    end = 0
    for mention in MATCHER.find(text):
        assert text[mention.start : mention.end] == mention.surface
        assert mention.start >= end
        assert 0 < mention.confidence <= 1
        end = mention.end


@given(plain_texts, st.integers(0, 9000), st.booleans())
def test_a_long_text_holds_what_its_parts_hold(text: str, before: int, stops: bool) -> None:
    """Wherever in a long document a sentence stands, the same names are found in it."""
    filler = ("Lorem ipsum dolor. " if stops else "lorem ipsum dolor ") * (before // 18)
    tail = (". Sit amet" if stops else " sit amet") * 700
    alone = MATCHER.find(f". {text}. ")
    found = MATCHER.find(f"{filler}. {text}. {tail}")
    shift = len(filler)
    assert [(m.compound, m.start - shift, m.kind) for m in found] == [
        (m.compound, m.start, m.kind) for m in alone
    ]


@given(plain_texts)
def test_the_pattern_for_sql_loses_no_plain_name(text: str) -> None:
    """Who filters in a database first loses nothing that is not disguised."""
    plain = [m for m in MATCHER.find(text) if m.kind not in UNSEEN]
    assert not plain or PATTERN.search(text.lower())


@pytest.mark.parametrize("row", names_table()[::37])
def test_a_spelling_of_the_table_is_found(row: tuple[str, ...]) -> None:
    """Every row of the table of names is a name to the matcher, of the same compound."""
    term, _, compound, kind = row
    text = f"CAS {term}" if kind == "cas" else term
    assert compound in {mention.compound for mention in MATCHER.find(text)}


odd_names = st.text("aeбйьяїe-—™® 12()[],/+&'xщцкс字ⓐ٣ªßİ\u0301\u200bN", min_size=1, max_size=9)


@settings(max_examples=40)  # each has a catalogue to build
@given(
    st.lists(odd_names, min_size=3, max_size=6),
    st.sampled_from(["peptide", "mixture"]),
    st.sampled_from(["name", "brand", "code", "transliteration", "chemical"]),
    st.sampled_from(["cas", "unii", "atc", "other"]),
)
def test_whatever_a_stranger_calls_a_compound_can_be_looked_for(
    names_of_it: list[str], sort: str, kind: str, scheme: str
) -> None:
    """No name of an overlay, however odd, breaks the matcher or its pattern and table."""
    files = {
        "compounds/odd/identity.json": {
            "id": "odd",
            "name": names_of_it[0],
            "kind": sort,
            "names": [{"text": name, "kind": kind} for name in names_of_it],
            "parent": "semax",
            "relation": "derivative",
            "structure": {"sequence": names_of_it[1].upper()},
            "identifiers": [{"scheme": scheme, "value": names_of_it[2]}],
        }
    }
    odd = sx.Catalogue(Store((PackagedFolder(), HeldFolder(files, "odd"))))
    text = " ; ".join([*names_of_it, "Semax"])
    for mention in Matcher(catalogue=odd).find(text):
        assert text[mention.start : mention.end] == mention.surface
        assert mention.compound in mention.explain()
    assert re.compile(prefilter(odd)).search("semax")
    assert all(row.term for row in names_table(odd))
