"""What a user may type for a compound: every spelling that must hit, and what must miss."""

# Letters, digits and dashes that only look like those of ASCII are what is tested here.
# ruff: noqa: RUF001

from __future__ import annotations

import unicodedata
import warnings
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import semaxref as sx
from semaxref.catalogue import CaveatWarning
from semaxref.errors import AmbiguousName, CompoundNotFound, InvalidQuery
from semaxref.model.compounds import IdentifierStatus
from semaxref.model.resolution import MatchKind
from semaxref.store.names import Index, compound_names, fold

if TYPE_CHECKING:
    from collections.abc import Callable

INCOMPLETE_KEY = "AFEHBIGDWIGTEH-CXFOGXNKSA-N"
"""The key that Wikipedia prints for Semax; it leaves the histidine centre open."""

SPELLINGS = {
    "semax": [
        "semax",
        "Semax",
        "SEMAX",
        "  sEmAx\t",
        "se-max",
        "S e m a x",
        "ｓｅｍａｘ",
        "ＳＥＭＡＸ",
        "se\u00admax",
        "se\u200bmax",
        "Semax®",
        "Semax™",
        "Семакс",
        "СЕМАКС",
        "се\u00adмакс",
        "Семакс®",
        "Minisem",
        "MINISEM™",
        "Semax (free base)",
        "80714-61-0",
        "80714610",
        "80714‑61‑0",
        "80714–61–0",
        "80714−61−0",
        "８０７１４－６１－０",
        "CAS 80714-61-0",
        "CAS: 80714-61-0",
        "cas#80714-61-0",
        "I5FAL2585H",
        "i5fal2585h",
        "UNII I5FAL2585H",
        "UNII: I5FAL2585H",
        "AFEHBIGDWIGTEH-AQRCPPRCSA-N",
        "afehbigdwigteh-aqrcpprcsa-n",
        "InChIKey=AFEHBIGDWIGTEH-AQRCPPRCSA-N",
        "MEHFPGP",
        "mehfpgp",
        "M-E-H-F-P-G-P",
        "Met-Glu-His-Phe-Pro-Gly-Pro",
        "met glu his phe pro gly pro",
        "MetGluHisPheProGlyPro",
        "H-Met-Glu-His-Phe-Pro-Gly-Pro-OH",
        "methionyl-glutamyl-histidyl-phenylalanyl-prolyl-glycyl-proline",
        "ACTH(4-7)-PGP",
        "ACTH 4–7 PGP",
        "Pro-Gly-Pro-ACTH(4-7)",
        "[Pro8,Gly9,Pro10]ACTH-(4-10)",
        "9811102",
        "CID 9811102",
        "PubChem-CID: 9811102",
        "Q4415058",
        "MeSH C048487",
    ],
    "noopept": [
        "noopept",
        "Noopept",
        "NOOPEPT",
        "noo-pept",
        "Noo pept",
        " noopept\n",
        "Ｎｏｏｐｅｐｔ",
        "noo\u00adpept",
        "Noopept®",
        "Ноопепт",
        "НООПЕПТ",
        "ноо-пепт",
        "omberacetam",
        "Omberacetam",
        "омберацетам",
        "GVS-111",
        "gvs111",
        "GVS 111",
        "GVS–111",
        "ГВС-111",
        "гвс 111",
        "DVD-111",
        "SGS-111",
        "157115-85-0",
        "157115‐85‐0",
        "CAS 157115-85-0",
        "4QBJ98683M",
        "unii:4qbj98683m",
        "PJNSMUBMSNAEEN-AWEZNQCLSA-N",
        "InChIKey=PJNSMUBMSNAEEN-AWEZNQCLSA-N",
        "180496",
        "PubChem CID 180496",
        "ChemSpider 157065",
        "ethyl phenylacetyl-Pro-Gly",
        "Ethyl 1-(phenylacetyl)-L-prolylglycinate",
        "N-phenylacetyl-L-prolylglycine ethyl ester",
    ],
    "piracetam": [
        "piracetam",
        "Piracetam",
        "PIRACETAM",
        "pira-cetam",
        "p i r a c e t a m",
        "ｐｉｒａｃｅｔａｍ",
        "pirace\u00adtam",
        "Piracetam®",
        "Пирацетам",
        "ПИРАЦЕТАМ",
        "Nootropil",
        "Nootropil®",
        "NOOTROPIL",
        "Nootropyl",
        "Ноотропил",
        "ноотропил™",
        "Lucetam",
        "Geratam",
        "Myocalm",
        "Neni 800",
        "neni-800",
        "UCB-6215",
        "ucb 6215",
        "UCB6215",
        "CL-871",
        "KT-801",
        "7491-74-9",
        "7491‒74‒9",
        "CAS 7491-74-9",
        "ZH516LNZ10",
        "UNII ZH516LNZ10",
        "GMZVRMREEHBGGF-UHFFFAOYSA-N",
        "InChIKey=GMZVRMREEHBGGF-UHFFFAOYSA-N",
        "4843",
        "CID4843",
        "PubChem-CID 4843",
        "DB09210",
        "DrugBank DB09210",
        "CHEMBL36715",
        "ChEMBL CHEMBL36715",
        "CHEBI:32010",
        "N06BX03",
        "ATC N06BX03",
        "QN06BX03",
        "231-312-7",
        "EINECS 231-312-7",
        "2-oxo-1-pyrrolidineacetamide",
        "2-(2-oxopyrrolidin-1-yl)acetamide",
        "2‐(2‐Oxopyrrolidin‐1‐yl)Acetamide",
    ],
    "acth-4-10": [
        "acth-4-10",
        "ACTH(4-10)",
        "ACTH 4–10",
        "MEHFRWG",
        "Met-Glu-His-Phe-Arg-Trp-Gly",
        "H-Met-Glu-His-Phe-Arg-Trp-Gly-OH",
        "4037-01-8",
        "CAS 4037-01-8",
        "4037‑01‑8",
        "HAAUASBAIUJHAN-LXOXETEGSA-N",
    ],
    "semax-acetate": ["semax-acetate", "Semax Acetate", "NDC 87370-014"],
    "n-acetyl-semax": ["N-Acetyl Semax", "NACETYL SEMAX", "Ac-MEHFPGP-OH"],
    "n-acetyl-semax-amide": [
        "N-acetyl-Semax amide",
        "N-Acetyl Semax Amidate",
        "Ac-MEHFPGP-NH2",
        "Ac-Met-Glu-His-Phe-Pro-Gly-Pro-NH2",
    ],
}
HITS = [(query, compound) for compound, queries in SPELLINGS.items() for query in queries]

# What must find nothing, with the suggestion that must come first; None where there is none.
MISSES: list[tuple[str, str | None]] = [
    ("semaxanib", None),
    ("Semenax", "semax"),
    ("sparsemax", None),
    ("softmax", None),
    ("baseMaxHp", None),
    ("semaglutide", None),
    ("Adamax", None),
    ("levetiracetam", None),
    ("Cerebrolisin", "cerebrolysin"),
    ("oxiracetam", "piracetam"),
    ("Semax nasal spray", None),
    ("semax peptide", None),
    ("heptapeptide", None),
    ("ACTH", "acth-4-10"),
    ("ACTH(1-24)", None),
    ("C37H51N9O10S", None),
    ("AFEHBIGDWIGTEH", "AFEHBIGDWIGTEH-AQRCPPRCSA-N"),
    ("™", None),
    ("---", None),
    ("semx", "semax"),
    ("semaxx", "semax"),
    ("sеmax", "semax"),  # with a Cyrillic letter in it
    ("noopep", "noopept"),
    ("nopept", "noopept"),
    ("piracetum", "piracetam"),
    ("pirasetam", "piracetam"),
    ("Nootropill", "Nootropil"),
    ("семак", "Семакс"),
    ("Сэмакс", "Семакс"),
    ("симакс", "Семакс"),
    ("ноопет", "Ноопепт"),
    ("пирацитам", "Пирацетам"),
    ("ноотропол", "Ноотропил"),
    ("80714-61-6", "80714-61-0"),
    ("MEHFPG", "MEHFPGP"),
]


@pytest.mark.parametrize(("query", "compound"), HITS)
def test_every_spelling_finds_its_compound(query: str, compound: str) -> None:
    """Whoever copies a name from a box, a paper or a register finds the right substance."""
    assert sx.resolve(query).compound.id == compound


@pytest.mark.parametrize("compound", ["semax", "noopept", "piracetam"])
def test_spellings_are_many_and_differ(compound: str) -> None:
    """The promise of twenty spellings each is about different texts, not about one repeated."""
    assert len(set(SPELLINGS[compound])) == len(SPELLINGS[compound]) >= 20


@pytest.mark.parametrize(("query", "suggestion"), MISSES)
def test_what_is_no_name_finds_nothing(query: str, suggestion: str | None) -> None:
    """A word that only looks like a name must not lead to a drug; a near miss says which."""
    with pytest.raises(CompoundNotFound) as caught:
        sx.get(query)
    assert caught.value.query == query
    assert caught.value.data_version == sx.data_version
    if suggestion is None:
        assert caught.value.suggestions == ()
    else:
        assert caught.value.suggestions[0] == suggestion
        assert f"did you mean {suggestion!r}" in str(caught.value)


def test_suggestions_are_names_that_can_be_asked_for() -> None:
    """A suggestion that itself is not found would send the reader in a circle."""
    for query, _ in MISSES:
        with pytest.raises(CompoundNotFound) as caught:
            sx.resolve(query)
        for suggestion in caught.value.suggestions:
            assert sx.resolve(suggestion).compound.id in sx.compounds().ids


@pytest.mark.parametrize("query", ["CAS No. 80714-61-0", "pubchem 9811102"])
def test_suggestions_are_written_as_people_write_them(query: str) -> None:
    """What is suggested is shown to people: a name of the data, not a key glued for look-up."""
    with pytest.raises(CompoundNotFound) as caught:
        sx.resolve(query)
    assert not {"cas80714-61-0", "pubchem-cid9811102"} & set(caught.value.suggestions)


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("semax", MatchKind.ID),
        ("Minisem", MatchKind.BRAND),
        ("Semax (free base)", MatchKind.NAME),
        ("GVS-111", MatchKind.CODE),
        ("80714-61-0", MatchKind.CAS),
        ("I5FAL2585H", MatchKind.UNII),
        ("AFEHBIGDWIGTEH-AQRCPPRCSA-N", MatchKind.INCHIKEY),
        ("MEHFPGP", MatchKind.SEQUENCE),
        ("DB09210", MatchKind.IDENTIFIER),
    ],
)
def test_a_resolution_says_how_it_was_recognised(query: str, kind: MatchKind) -> None:
    """A curator who matches a list must see whether a brand or a register number matched."""
    found = sx.resolve(query)
    assert (found.kind, found.query) == (kind, query)
    assert fold(found.matched).endswith(fold(query))


@pytest.mark.parametrize("ask", [sx.get, sx.resolve, sx.record, sx.condition])
@pytest.mark.parametrize("query", ["", " \t\n", "s" * 1001, 5, None, b"semax", ["semax"], 1.5])
def test_what_is_no_query_is_refused(ask: Callable[[str], object], query: str) -> None:
    """An empty cell or a number from a table is a mistake of the caller, not a miss."""
    with pytest.raises(InvalidQuery):
        ask(query)


def test_a_refusal_says_what_is_wrong() -> None:
    """The message names the type, or how long the text is and how long it may be."""
    with pytest.raises(InvalidQuery, match="must be a text, not int"):
        sx.resolve(5)  # type: ignore[arg-type]
    with pytest.raises(InvalidQuery, match=r"1,001 characters; at most 1,000"):
        sx.resolve("s" * 1001)
    with pytest.raises(InvalidQuery, match="empty"):
        sx.resolve(" ")


def test_the_longest_query_is_still_looked_up() -> None:
    """The limit is a thousand characters, itself included."""
    with pytest.raises(CompoundNotFound):
        sx.resolve("s" * 1000)
    assert sx.resolve("semax".center(1000)).compound.id == "semax"


def test_the_number_of_the_natural_peptide_is_never_semax() -> None:
    """CAS 4037-01-8 circulates under Semax, and ordering by it would bring ACTH(4-10)."""
    for query in ("4037-01-8", "CAS 4037-01-8", "4037018"):
        found = sx.resolve(query)
        assert (found.compound.id, found.caveat) == ("acth-4-10", None)
    misattributed = [
        i for i in sx.get("semax").identifiers if i.status is IdentifierStatus.MISATTRIBUTED
    ]
    assert [i.value for i in misattributed] == ["4037-01-8"]


def test_the_key_of_the_wrong_enantiomer_finds_nothing() -> None:
    """The D-prolyl key that circulates for Noopept is another substance."""
    with pytest.raises(CompoundNotFound):
        sx.resolve("PJNSMUBMSNAEEN-CQSZACIVSA-N")


@pytest.mark.parametrize(
    ("query", "words"),
    [(INCOMPLETE_KEY, "histidine"), ("122178", "9811102"), ("ChemSpider 108969", "histidine")],
)
def test_a_doubtful_identifier_carries_a_caveat(query: str, words: str) -> None:
    """A key that leaves a stereocentre open may mean something else; the reader must know."""
    found = sx.resolve(query)
    assert found.compound.id == "semax"
    assert found.caveat is not None
    assert words in found.caveat
    assert found.caveat in " ".join(str(found).split())
    assert "with a caveat" in repr(found)


def test_get_warns_of_a_doubtful_identifier_each_time() -> None:
    """`get` returns only the compound, so the doubt comes as a warning at the caller's line."""
    for _ in range(2):
        with pytest.warns(CaveatWarning, match="stereocentre") as caught:
            assert sx.get(INCOMPLETE_KEY).id == "semax"
        assert caught[0].filename == __file__
        assert INCOMPLETE_KEY in str(caught[0].message)


def test_an_accepted_identifier_does_not_warn() -> None:
    """A warning on good keys would teach users to ignore it."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        sx.get("AFEHBIGDWIGTEH-AQRCPPRCSA-N")
        sx.get("9811102")
    assert caught == []


@pytest.mark.parametrize("query", ["N06BX", "n06bx", "ATC N06BX", "N06 BX"])
def test_a_shared_group_is_ambiguous(query: str) -> None:
    """An ATC group names many; choosing one of them silently would be a wrong answer."""
    for ask in (sx.get, sx.resolve):
        with pytest.raises(AmbiguousName) as caught:
            ask(query)
        assert {"citicoline", "noopept", "piracetam", "semax"} < set(caught.value.candidates)
        assert caught.value.query == query
        assert ", ".join(caught.value.candidates) in str(caught.value)


OTHERS = [
    ("phenylpiracetam", "fonturacetam"),
    ("Церебролизин", "cerebrolysin"),
    ("Селанк", "selank"),
    ("TKPRPGP", "selank"),
    ("CDP-choline", "citicoline"),
    ("Кортексин", "cortexin"),
]


@pytest.mark.parametrize(("query", "compound"), OTHERS)
def test_neighbours_are_found_and_told_apart(query: str, compound: str) -> None:
    """A name that holds that of another compound, or is Russian, leads to its own."""
    assert sx.resolve(query).compound.id == compound


def test_no_name_means_two_compounds_but_for_groups() -> None:
    """Each name and identifier of the data leads to its own compound and to no other."""
    meanings: dict[str, set[str]] = {}
    groups = set()
    for compound in sx.compounds():
        sequence = compound.structure and compound.structure.sequence
        texts = [compound.id, compound.name, *(name.text for name in compound.names)]
        texts += [sequence] if sequence else []
        for identifier in compound.identifiers:
            if identifier.scheme == "atc":
                groups |= {fold(identifier.value[:5])}
            elif identifier.status is not IdentifierStatus.MISATTRIBUTED:
                texts.append(identifier.value)
        for text in texts:
            meanings.setdefault(fold(text), set()).add(compound.id)
            assert sx.resolve(text).compound is compound
    assert all(len(compounds) == 1 for compounds in meanings.values())
    assert {"n06bx", "n06ba"} < groups


_DASHES = "-\u00ad\u2010\u2011\u2012\u2013\u2014\u2212 \u00a0\u200b\u2009_®™"


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(HITS), st.data())
def test_case_and_separators_make_no_difference(hit: tuple[str, str], data: st.DataObject) -> None:
    """A name that was broken over a line or set in capitals is the same name."""
    query, compound = hit
    letters = []
    for letter in query:
        changed = letter.swapcase() if data.draw(st.booleans()) else letter
        letters.append(data.draw(st.text(_DASHES, max_size=1)) + changed)
    assert sx.resolve("".join(letters)).compound.id == compound


@settings(max_examples=100, deadline=None)
@given(st.text())
@example("Ё")
@example("е\u0308")  # the same letter, decomposed
@example("\u1100-\u1161")  # parts of a Korean syllable, kept apart by a dash
@example("ﬁ Straße İ ŉ")
def test_folding_twice_is_folding_once(text: str) -> None:
    """What is stored folded is found by what is asked folded, whatever the script."""
    assert fold(fold(text)) == fold(text)


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Z"])))
@example("Ёжик")
def test_composed_and_decomposed_text_is_one_name(text: str) -> None:
    """Some systems hand letters and their accents apart; a reader sees no difference."""
    composed, apart = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert fold(composed) == fold(apart)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=1000))
def test_any_text_gets_an_answer_or_a_clean_miss(query: str) -> None:
    """Whatever is pasted into a search field, the error is one that a caller expects."""
    try:
        found = sx.resolve(query)
    except (CompoundNotFound, AmbiguousName, InvalidQuery):
        return
    assert found.compound in sx.compounds()


def test_an_index_keeps_all_meanings_and_no_empty_name() -> None:
    """Two things with one name are both found, once each; signs alone are no name."""
    index = Index([("One", 1), ("one", 1), ("ONE", 2), ("®", 3), ("two", 4)])
    assert index.find("o-n-e") == [1, 2]
    assert index.find("®") == index.find("three") == []
    assert index.ambiguous() == {"One": [1, 2]}
    assert index.suggestions("tow") == ()
    assert index.suggestions("on") == ("One",)


def test_a_bare_identity_has_its_id_and_name() -> None:
    """A user's compound needs no register number and no structure to be found."""
    names = dict(compound_names({"id": "x-1", "name": "X One"}))
    assert set(names) == {"x-1", "X One"}
    assert {entry.compound for entry in names.values()} == {"x-1"}


def test_a_sequence_with_an_unknown_residue_has_no_three_letter_name() -> None:
    """An odd residue is not spelt out wrongly; the sequence itself still finds the compound."""
    names = dict(
        compound_names({"id": "x", "name": "X", "structure": {"sequence": "MXH"}}),
    )
    assert set(names) == {"x", "X", "MXH"}


def test_a_modified_peptide_is_not_found_by_its_bare_sequence() -> None:
    """MEHFPGP is Semax; its acetyl derivatives share the residues and are other substances."""
    structure = {"sequence": "MEHFPGP", "modifications": "N-acetyl"}
    assert set(dict(compound_names({"id": "x", "name": "X", "structure": structure}))) == {"x", "X"}


def test_a_doubt_without_a_note_is_named_by_its_status() -> None:
    """An identifier that a user marks as disputed warns even where no reason was written."""
    identifier = {"scheme": "cas", "value": "1-1-1", "status": "disputed"}
    names = dict(compound_names({"id": "x", "name": "X", "identifiers": [identifier]}))
    assert names["1-1-1"].caveat == "disputed"
