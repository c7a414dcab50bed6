"""The matcher: what it takes, what it tells, and that it is a value that travels."""

from __future__ import annotations

import math
import pickle
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from attrs.exceptions import FrozenInstanceError

import semaxref as sx
from semaxref.model.resolution import MatchKind
from semaxref.screening import Matcher
from semaxref.screening.matching.sieve import Sieve

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MATCHER = Matcher()


def found(text: str, matcher: Matcher = MATCHER) -> list[tuple[str, str]]:
    """What is found in a text: compounds and what stands there."""
    return [(mention.compound, mention.surface) for mention in matcher.find(text)]


def test_each_name_of_the_data_leads_to_its_compound() -> None:
    """Who looks a name up and who finds it in a text are told of the same compound."""
    for compound in sx.compounds():
        for name in (compound.name, *(name.text for name in compound.names)):
            kinds = {m.compound for m in MATCHER.find(f"({name}, 10 mg)")}
            assert compound.id in kinds, name


def test_kinds_are_those_of_a_look_up() -> None:
    """A name in a text is of the kind that a look-up of it tells."""
    queries = "Minisem GVS-111 80714-61-0 I5FAL2585H MEHFPGP DB09210 Семакс Aktitropil omberacetam"
    for query in [*queries.split(), "AFEHBIGDWIGTEH-AQRCPPRCSA-N"]:
        (mention,) = MATCHER.find(query)
        assert mention.kind == sx.resolve(query).kind, query


def test_only_some_compounds() -> None:
    """Who screens for piracetam is told of it alone, and phenylpiracetam is still not it."""
    only = Matcher(compounds=["Пирацетам", sx.get("semax")])
    assert only.compounds == ("piracetam", "semax")
    text = "Semax, phenylpiracetam, noopept, piracetam"
    assert found(text, only) == [("semax", "Semax"), ("piracetam", "piracetam")]
    with pytest.raises(sx.CompoundNotFound, match="semx"):
        Matcher(compounds=["semx"])
    with pytest.raises(sx.InvalidQuery, match=r"such as \['semax'\]"):
        Matcher(compounds="semax")


def test_what_is_no_text_is_refused_and_what_is_missing_names_nothing() -> None:
    """A number in a column of text is an error with its row; an empty cell is none."""
    with pytest.raises(sx.InvalidQuery, match="not bytes"):
        MATCHER.find(b"Semax")  # type: ignore[arg-type]
    cells: list[Any] = [None, "Semax", math.nan, ""]
    assert [number for number, _ in MATCHER.find_many(cells)] == [1]
    with pytest.raises(sx.InvalidQuery, match="must be several"):
        next(MATCHER.find_many("Semax"))
    with pytest.raises(sx.UnknownValue, match="backend 'grep' is not one of ahocorasick_rs, re"):
        Matcher(backend="grep")  # type: ignore[arg-type]
    with pytest.raises(sx.InvalidQuery, match="text 2 must be a text, not int"):
        list(MATCHER.find_many(["a", None, 5]))  # type: ignore[list-item]


def test_the_place_in_a_text_with_entities_is_that_in_the_text_as_given() -> None:
    """What a page is to mark up can be cut out of its source by start and end."""
    text = "&laquo;&#1057;емак&shy;с&raquo; &amp; no&#111;pept&reg;, &nosuch; x&amp;shy;y"
    marked = [text[m.start : m.end] for m in MATCHER.find(text)]
    assert marked == ["&#1057;емак&shy;с", "no&#111;pept"]
    assert [n for n, _ in MATCHER.find_many(["x", "se&shy;max", "se&shymax", text])] == [1, 3, 3]


def test_a_matcher_is_frozen_and_says_what_it_is() -> None:
    """It can be shared: nobody can change it."""
    with pytest.raises(FrozenInstanceError):
        MATCHER.fuzzy = True  # type: ignore[misc]
    assert len(repr(MATCHER)) < 80
    assert Matcher(compounds=["semax"]) != MATCHER == Matcher(catalogue=None, compounds=None)


def in_worker(matcher: Matcher) -> list[tuple[str, str]]:
    """What a worker process finds."""
    return found("Semax и семаксом", matcher)


def test_a_matcher_travels_to_processes_and_serves_threads() -> None:
    """What a pool of workers finds is what one process finds."""
    only = Matcher(compounds=["semax"], backend="re")
    again = pickle.loads(pickle.dumps(only))
    assert again == only
    assert again._sieve.backend == "re"
    assert len(pickle.dumps(only)) < 1000
    expected = in_worker(only)
    with ProcessPoolExecutor(1) as processes:
        assert processes.submit(in_worker, only).result() == expected
    with ThreadPoolExecutor(4) as threads:
        assert all(each == expected for each in threads.map(in_worker, [only] * 40))


def test_an_overlay_is_found_too(
    packaged_with: Callable[[Mapping[str, Any]], sx.Catalogue],
) -> None:
    """Names that users bring are found by the same rules, disguises and cases among them."""
    files = {
        "compounds/glowpep/identity.json": {
            "id": "glowpep",
            "name": "Glowpep",
            "kind": "peptide",
            "structure": {"sequence": "GHKW", "sources": ["emc-27469"]},
            "names": [
                {"text": "Глоупеп", "kind": "name", "language": "ru"},
                {"text": "P21", "kind": "code"},
                {"text": "Noopept", "kind": "brand"},
            ],
        }
    }
    matcher = Matcher(catalogue=packaged_with(files))
    text = "глоупепом, gloupep, Gl0wpep, G l o w p e p, Semax"
    kinds = [(m.compound, m.kind.value) for m in matcher.find(text)]
    assert kinds == [
        ("glowpep", "inflected"),
        ("glowpep", "transliteration"),
        ("glowpep", "look-alike"),
        ("glowpep", "spaced"),
        ("semax", "brand"),
    ]
    (alone,) = matcher.find("section P21 of the car park")
    (beside,) = matcher.find("P21 peptide, 5 mg vial")
    assert alone.confidence < 0.5 < beside.confidence
    assert "nothing beside it speaks of a drug" in alone.explain()
    assert found("GHKW", matcher) == [("glowpep", "GHKW")]
    # Of a name that two compounds share both are told.
    assert found("Noopept", matcher) == [("noopept", "Noopept"), ("glowpep", "Noopept")]


@pytest.mark.parametrize(
    "name",
    [
        "—",
        "™",
        "🙂",
        "字",
        "ª",
        "x",
        "5",
        "-",
        "а",
        "й",
        "字 字",
        "a\u0301",
        "1 2 3",
        "ßß",
        "٣",
        "ⓐ",
    ],
)
def test_names_of_strangers_break_nothing(
    name: str, hostile_files: Callable[[str], dict[str, Any]], catalogue_of: Any
) -> None:
    """A name of one sign, or of none that can be read, makes neither errors nor noise."""
    matcher = Matcher(catalogue=catalogue_of(hostile_files(name)))
    assert len(matcher.find(f"A text about {name} and not much else.")) < 10
    assert matcher.find("plain words") == ()


def test_an_explanation_says_how_and_how_sure() -> None:
    """A reviewer reads why a row was flagged without knowing the code."""
    told = [mention.explain() for mention in MATCHER.find("Сeмакс 80714-61-6, piracetam-free")]
    assert told == [
        (
            "'Сeмакс' at 0-6 is semax: the name with letters or digits that look alike, 'Семакс'. "
            "Confidence 0.75."
        ),
        (
            "'80714-61-6' at 7-17 is semax: the CAS number but for its check digit, which is "
            "wrong, '80714-61-0'. Confidence 0.50."
        ),
        (
            "'piracetam' at 19-28 is piracetam: the name 'Piracetam'. The text denies it. "
            "Confidence 0.95."
        ),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # CAS numbers
        ("80714 - 61 - 0", ["80714 - 61 - 0"]),
        ("CAS80714-61-0, CAS no. 80714610", ["80714-61-0", "80714610"]),
        ("80714-61-0-10mg; 80714-61-0,5", ["80714-61-0", "80714-61-0"]),
        ("7491-74-9129954-34-3", ["7491-74-9", "129954-34-3"]),
        ("12-80714-61-0 AB80714-61-0 80714-61-0-98 80714-61-0.5 80714-61-00", []),
        ("80714-61-0129954-34-4 80714-61-6129954-34-3 80714-61-012-3", []),
        ("80714610 80714-610 80714-61 99999-61-0 80714-611-0 80714-61-x", []),
        ("CAS x80714610 CAS 80714610x CAS 8071", []),
        # letters of all sorts
        ("\U0001f162\U0001f154\U0001f15c\U0001f150\U0001f167", 1),
        ("\U0001f182\U0001f174\U0001f17c\U0001f170\U0001f187", 1),
        ("\u24c8\u24d4\u24dc\u24d0\u24e7 \uff33\uff25\uff2d\uff21\uff38 CEMAKC cemakc", 4),
        ("5emax $emax Sem@x SeIank lDEBENONE piracetam1", 6),
        ("modafinll 1111 a1b2c3d4 Sermax", []),
        ("Semax\u200bSpray Se\u00admax Semax\u200bспрей", ["Semax", "Se\u00admax"]),
        ("Se\u0301m\u0430x", ["Se\u0301m\u0430x"]),
        ("acetyls\u0435max acetylab phenylab abc2-oxo-1-pyrrolidineacetamide", []),
        # letters set apart
        ("S e m a x 3 0 m g", ["S e m a x"]),
        ("с с е м а к с о м и S-e-l-a-n-k", ["с е м а к с о м", "S-e-l-a-n-k"]),
        ("p h e n y l  p i r a c e t a m; phenyl p i r a c e t a m; a.c.e.t.y.l S.e.m.a.x", []),
        ("с е м а к с а-н-и-р-а-ц-е-т-а-м", ["с е м а к с а"]),
        ("n o o t r o p; s e m a x a n i b; a b c d e f; S e-m a x; S e m a", []),
        # what stands beside a name
        ("N-ацетил-Semax, NA-Semax-Amidate, Semax acetate", 3),
        ("Semax-NH2 Semax amidate N-acetyl-Selank 4F-methylphenidate Donepezil-N-oxid", []),
        ("2x-Semax, B12-Semax, 10mg-Semax", ["Semax", "Semax", "Semax"]),
        ("Selank (acetate), donepezil HCl, цитиколина натрия", 3),
        ("D-Met-Glu-His-Phe-Pro-Gly-Pro", []),
        ("mehfpgp MEHFPGP, Ala-MEHFPGP", ["mehfpgp", "MEHFPGP"]),
        ("Semax's, Semax’ом, Noopept-а, Semax-s", ["Semax's", "Semax’ом", "Noopept-а", "Semax"]),
        ("[Pro8,Gly9,Pro10]ACTH-(4-10)", ["[Pro8,Gly9,Pro10]ACTH-(4-10)"]),
        # words over lines, in humps, run together
        ("Methyl-\nphenidat Сема-\n ксом Semax-\nspray", 3),
        ("SemaxSpray getNoopeptPrice phenylPiracetam", ["Semax", "Noopept", "phenylPiracetam"]),
        ("phenylpiracetamtabletten Semaxacetatspray piracetamfrei Semaxanibtabletten", 3),
        # signs in code: addresses, JSON, source code, pages
        ("%D0%A1%D0%B5%D0%BC%D0%B0%D0%BA%D1%81 q%3Dsemax semax%20spray 100%", 3),
        ("\\u0421\\u0435\\u043c\\u0430\\u043a\\u0441 line\\nsemax C:\\noopept \\nx", 3),
        ("semax<wbr> is; semax&#1; is; &amp;amp;amp;semax", ["semax", "semax", "semax"]),
        ("Buy\u200bSemax Semax\u200bSelank a&#8203;B a\u200b\u0300b", ["Semax", "Semax", "Selank"]),
        # beside a name that stays what it is
        ("10pcs - Semax, AR - Ritalin, na - semax, Omeprazole Acid Reducer", 4),
        ("Semax¹ and Noopept² SemaxTM HTMLSemax Semaxª", ["Semax", "Noopept"] + ["Semax"] * 3),
        ("Noopept—а это; Semax-\na short course; unlike it", ["Noopept", "Semax"]),
        ("ретинола ацетат семакс", ["семакс"]),
        # and one that does not
        ("Phenyl_Piracetam (phenyl)piracetam Ac-Semax-NH₂", 3),
        ("phenyl-p1racetam S3max amide Semax amid\u0430te Lys-Semax Semax-PEG", []),
        ("Phenyl Piracetam hydrazide tissue plasminogen activator inhibitor", []),
        ("aspirin, dipyridamole N05BX GER4M Rita|In S3max5 2019 e 2020", []),
        ("S|e|m|a|x aspirin™/dipyridamole PubChem CID №4843 Neni™ 800 tablets", 3),
        ("N-acetylsemax (N-acetyl) Semax", ["N-acetylsemax", "(N-acetyl) Semax"]),
        ("Семакс (ацетат) модафініл-сульфон аналізували", ["Семакс (ацетат)"]),
        ("S e m a x 5 ml; p i r a c e t a m 4 0 0", ["S e m a x", "p i r a c e t a m"]),
        # other languages
        ("modafinilo ritalinie CDP-Cholin Активаза Провиджил Phenylpirazetam Azetylsemax", 7),
        # codes and numbers
        ("GVS-111a GVS-1110 5GVS-111 GVS-111.5 GVS-111-2 I5FAL2585HX", []),
        ("Neni 800mg tablet, CHEBI:32010, PubChem CID: 4843, N06BX, 4843, PZI", 3),
    ],
)
def test_marks_of_the_trade(text: str, expected: list[str] | int) -> None:
    """How vendors, offices and machines write names, and what only looks like it."""
    surfaces = [mention.surface for mention in MATCHER.find(text)]
    assert (len(surfaces) if isinstance(expected, int) else surfaces) == expected


def test_how_sure_a_mention_is() -> None:
    """What is doubtful in itself has less confidence than what it resembles, and says why."""
    (capital,), (small,) = MATCHER.find("MEHFPGP"), MATCHER.find("mehfpgp")
    assert capital.confidence > small.confidence
    assert "capitals" in small.why
    (brand,), (word,) = MATCHER.find("Nootrop tablets"), MATCHER.find("nootrop tablets")
    assert brand.confidence > 0.5 > word.confidence
    (disputed,) = MATCHER.find("82248-59-7")
    assert disputed.confidence < 0.9
    assert "not quite its own" in disputed.explain()


@pytest.mark.parametrize(
    "text", ["noben", "geram", "concerta", "neni 800 mg", "MiniSEM", "seMax", "nootrop tablets"]
)
def test_what_is_spelled_like_another_word_is_not_sure(text: str) -> None:
    """A word of another language that a name is spelled like does not stop a parcel."""
    assert all(mention.confidence < 0.5 for mention in MATCHER.find(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Semax does not contain piracetam.", [False, True]),
        ("Semax - free shipping; Modafinil: no prescription required", [False, False]),
        ("No caffeine, Noopept 10 mg", [False]),
        ("Помимо семакса пью селанк; семакса нет в наличии", [False, False, False]),
        ("Nicht ohne Ritalin, nicht mit Ritalin einnehmen", [False, False]),
        ("unlike modafinil Ritalin is a stimulant", [True, False]),
        ("Cerebrolysin ist nicht mit Cortexin zu verwechseln", [False, True]),
        ("Do not confuse Semax with Selank", [False, True]),
        ("никакого семакса; idebenone: no", [True, True]),
        ("Semax and Noopept were not found", [True, True]),
        (" and ".join(["Semax"] * 2000), [False] * 2000),
    ],
)
def test_what_is_denied(text: str, expected: list[bool]) -> None:
    """Only what a text denies is marked so, and not what it offers in the same breath."""
    assert [mention.negated for mention in MATCHER.find(text)] == expected


def test_far_apart_in_a_long_text() -> None:
    """Only what surrounds a name is read of a long text, and every name is found."""
    filler = "lorem ipsum dolor " * 2000
    text = f"{filler} Semax {filler} семаксом; 80714-61-0 {filler}"
    assert [surface for _, surface in found(text)] == ["Semax", "семаксом", "80714-61-0"]


def test_a_name_of_many_spellings_keeps_the_first_ones(
    packaged_with: Callable[[Mapping[str, Any]], sx.Catalogue],
) -> None:
    """A name with more ways to write it than can be kept is found in the usual ones."""
    names = ("Хцхцхцюяжщйль", "Глазурь", "Бромелай", "Верия")
    files = {
        "compounds/odd/identity.json": {
            "id": "odd",
            "name": "Oddone",
            "kind": "peptide",
            "names": [{"text": name, "kind": "name"} for name in names],
        }
    }
    matcher = Matcher(catalogue=packaged_with(files))
    text = "хцхцхцюяжщйлем, глазурью, бромелая, верией, glazur"
    assert {compound for compound, _ in found(text, matcher)} == {"odd"}
    assert len(found(text, matcher)) == 5


def test_without_the_extra_the_standard_library_does_it() -> None:
    """A machine without the extra finds the same; who names the extra is told how to get it."""
    code = """
import sys
sys.modules["ahocorasick_rs"] = sys.modules["rapidfuzz"] = None
import semaxref
from semaxref.screening import Matcher
print(Matcher()._sieve.backend, [m.compound for m in Matcher().find("Semax")])
for wanted in ({"backend": "ahocorasick_rs"}, {"fuzzy": True}):
    try:
        Matcher(**wanted)
    except semaxref.MissingExtra as error:
        print(error)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == [
        "re ['semax']",
        "this needs ahocorasick_rs, not installed here: pip install 'semaxref[screen]'",
        "this needs rapidfuzz, not installed here: pip install 'semaxref[fuzzy]'",
    ]


def test_the_backend_is_chosen_by_what_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to say which of the two searches."""
    assert Matcher()._sieve.backend == "ahocorasick_rs"
    for name in ("ahocorasick_rs", "rapidfuzz"):
        monkeypatch.setitem(sys.modules, name, None)
    assert Matcher()._sieve.backend == "re"
    with pytest.raises(sx.MissingExtra, match=r"semaxref\[screen\]"):
        Matcher(backend="ahocorasick_rs")
    with pytest.raises(sx.MissingExtra, match=r"semaxref\[fuzzy\]"):
        Matcher(fuzzy=True)


def test_a_catalogue_without_compounds_finds_nothing(
    catalogue_of: Callable[[Mapping[str, Any]], sx.Catalogue],
) -> None:
    """A folder of vocabulary only can be screened with, and finds nothing."""
    empty = Matcher(catalogue=catalogue_of({"about.json": {"data_version": "x"}}))
    assert list(empty.find_many(["Semax"])) == []


def test_rows_that_hold_the_sign_between_rows() -> None:
    """Whatever a row holds, its mentions are told of it and not of its neighbours."""
    rows = ["a\x1eb", "Semax\x1eSelank", "\x1e", "Сема\x1eкс", "семакс \x1e семакс", "Noopept"]
    assert [(n, m.surface) for n, m in MATCHER.find_many(rows)] == [
        (1, "Semax"),
        (1, "Selank"),
        (4, "семакс"),
        (4, "семакс"),
        (5, "Noopept"),
    ]


def test_the_size_of_what_is_searched_together_is_bounded() -> None:
    """A few enormous rows are not put together into one; they are searched as they come."""
    rows = ["x " * 100_000 + "Semax"] * 5 + ["Semax"] * 3000
    assert [number for number, _ in MATCHER.find_many(rows)] == list(range(3005))


@pytest.mark.parametrize("backend", ["re", "ahocorasick_rs"])
def test_surrogates_and_binary_junk_are_read(backend: Any) -> None:
    """Halves of surrogate pairs and bytes read as Latin-1 stop nobody."""
    matcher = Matcher(backend=backend)
    junk = bytes(range(256)).decode("latin-1") * 20
    texts = ["\ud800Semax\udfff", junk + " Semax " + junk, "Сема\udc80кс", "\ud83dсемаксом"]
    found_in = [(number, mention.surface) for number, mention in matcher.find_many(texts)]
    assert found_in == [(0, "Semax"), (1, "Semax"), (3, "семаксом")]


def test_twenty_megabytes_in_one_line() -> None:
    """A file without a line break is searched piece by piece."""
    half = "lorem ipsum dolor sit amet " * 400_000
    text = f"{half}семаксом {half}"
    assert [(m.start, m.surface) for m in MATCHER.find(text)] == [(len(half), "семаксом")]


def test_a_name_may_lie_anywhere_between_pieces_of_a_long_text() -> None:
    """No seam in a long text hides a name, nor shows one twice."""
    for start in range(4060, 4110):
        text = "a" * start + " N-acetyl-Semax amidate, semaks " + "b" * 9000
        assert found(text) == [
            ("n-acetyl-semax-amide", "N-acetyl-Semax amidate"),
            ("semax", "semaks"),
        ]


@pytest.mark.parametrize("filler", ["1 ", "1, ", "x-", "1"])
def test_a_long_text_that_can_be_cut_nowhere(filler: str) -> None:
    """What has no two words that could be told apart is read in parts that overlap."""
    for start in (0, 1):
        text = "," * start + "Semax, " + filler * 60_000 + ", Selank, " + filler * 60_000
        assert [surface for _, surface in found(text)] == ["Semax", "Selank"]


def test_many_terms_do_not_make_the_sieve_loose() -> None:
    """Of seeds that hold one another the shortest are enough."""
    sieve = Sieve(["semax", "cemakc"], "re")
    assert sieve.rows(["these max", "SE-MAX", "семакс", "max"]) == [0, 1, 2]
    assert sieve.holds("S.e.m.a.x")
    assert not Sieve([]).holds("semax")


def test_typing_errors_are_found_on_demand_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks for errors gets them, with low confidence; other drugs are none of them."""
    typos = "Semaxx, nopept, пирацитам, phenylpiracetm, cerebrolysn"
    others = "semaxanib, Semenax, semaglutide, oxiracetam, levetiracetam, modal"
    assert found(f"{typos}; {others}") == []
    fuzzy = Matcher(fuzzy=True)
    mentions = fuzzy.find(f"{typos}; {others}; Semax, семакса, 12345")
    assert [(m.compound, m.kind) for m in mentions] == [
        ("semax", MatchKind.FUZZY),
        ("noopept", MatchKind.FUZZY),
        ("piracetam", MatchKind.FUZZY),
        ("fonturacetam", MatchKind.FUZZY),
        ("cerebrolysin", MatchKind.FUZZY),
        ("semax", MatchKind.BRAND),
        ("semax", MatchKind.INFLECTED),
    ]
    assert all(m.confidence <= 0.5 for m in mentions[:5])
    assert "1 letter from" in mentions[0].explain()
    monkeypatch.setattr("semaxref.screening.matching.fuzzy._MEMO", 2)
    assert found("Semax" + "x" * 100, fuzzy) == []
    assert found("Semaxx one two three Semaxx", fuzzy) == [("semax", "Semaxx")] * 2
    assert list(fuzzy.find_many(["x", "Semaxx"])) == [(1, fuzzy.find("Semaxx")[0])]
