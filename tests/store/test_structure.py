"""From parsed JSON to the model: what each hook takes, what it refuses, and where."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from semaxref.errors import DataFaults, Fault, InvalidDate, UnknownValue
from semaxref.model.authorisations import Authorisation
from semaxref.model.base import PartialDate, Record
from semaxref.model.claims import Claim, ClaimVerdict
from semaxref.model.compounds import Compound
from semaxref.model.findings import (
    AdverseEffect,
    Contraindication,
    Finding,
    FindingKind,
    HistoryEvent,
    Interaction,
    KineticValue,
)
from semaxref.model.law import Activity, LegalEvent, LegalRule
from semaxref.model.pharmacology import Indication, Mechanism
from semaxref.model.places import Jurisdiction
from semaxref.model.sources import SeenAs, Source, SourceKind
from semaxref.model.vocabulary import Condition, Route, Target
from semaxref.store.files import json_path
from semaxref.store.strict import StrictStructurer, faults_of
from semaxref.store.structure import Structurer, UnknownEntry, WrongType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from semaxref import Catalogue
    from semaxref.store.store import Store

Json: TypeAlias = Any
R = TypeVar("R", bound=Record)

LINE = {"design": "animal", "stance": "supports", "study": "s", "sources": ["src"]}
COMMON = {"compound": "x", "statement": "A record.", "summary": "r", "evidence": [LINE]}
KINETIC = {"id": "x.k", "kind": "kinetic", **COMMON, "quantity": "tmax", "value": 1.5}
CLAIM = {"id": "x.c", "compound": "x", "text": "t", "verdict": "partly", "because": "b"}
RULE = {
    "id": "x.r",
    "covers": ["x"],
    "jurisdiction": "US",
    "activities": ["possess"],
    "verdict": "prohibited",
    "recorded_on": "2026-11-23",
    "basis": "inference",
    "scope": "named-substance",
    "statement": "A rule.",
    "summary": "r",
    "evidence": [],
}
SOURCE = {
    "id": "s",
    "type": "article-journal",
    "title": "T",
    "original-title": "O",
    "author": [
        {"family": "Dolotov", "given": "OV"},
        {"literal": "WHO"},
        {"family": "Plato"},
        {"given": "Anonymous"},
    ],
    "issued": {"date-parts": [[2006, 8, 1]]},
    "container-title": "J",
    "volume": "1",
    "issue": "2",
    "page": "3",
    "PMID": "4",
    "DOI": "10.1/x",
    "PMCID": "PMC5",
    "URL": "https://example.org",
    "language": "en",
    "custom": {"kind": "review", "seen_as": "primary", "note": "n"},
}
ENTRIES: dict[type[Record], Record] = {
    Source: Source(id="src", kind=SourceKind.REVIEW, title="T", seen_as=SeenAs.PRIMARY),
    Route: Route(id="oral", label="Oral"),
}


def lookup(kind: type[Record], key: str) -> Record:
    """Knows one source and one route."""
    entry = ENTRIES.get(kind)
    if entry is None or entry.id != key:
        raise UnknownEntry(f"no {kind.__name__} {key!r}", f"{kind.__name__.lower()}s.json")
    return entry


@pytest.fixture(params=[StrictStructurer, Structurer], ids=["strict", "quick"])
def structurer(request: pytest.FixtureRequest) -> Structurer:
    """Both ways of reading: they must be as strict."""
    kind: type[Structurer] = request.param
    return kind(lookup)


def faults(raw: Json, kind: type[Record], path: tuple[str | int, ...] = ()) -> list[Fault]:
    """What is wrong with a record."""
    try:
        StrictStructurer(lookup).structure(raw, kind)
    except Exception as error:
        return list(faults_of(error, raw, "f.json", path))
    return []


def paths(found: Iterable[Fault]) -> list[str]:
    """Where the faults are."""
    return [fault.path for fault in found]


# Primitives

STRANGERS: dict[str, list[Json]] = {
    "a text": [None, 5, 1.5, True, [], ["a"], {}],
    "a whole number": [1.5, 5.0, True, False, "5", "", [], [5], {}],
    "a number": [True, False, "1.5", "", [], [1.5], {}],
    "true or false": [None, 0, 1, 1.0, "true", "", [], {}],
}
FIELDS: list[tuple[type[Record], Json, tuple[str | int, ...], str]] = [
    (Claim, CLAIM, ("text",), "a text"),
    (LegalRule, RULE, ("id",), "a text"),
    (Finding, KINETIC, ("evidence", 0, "n"), "a whole number"),
    (Finding, KINETIC, ("value",), "a number"),
    (LegalRule, RULE, ("decides",), "true or false"),
]


@pytest.mark.parametrize(
    ("kind", "raw", "place", "wanted", "value"),
    [
        (kind, raw, place, wanted, value)
        for kind, raw, place, wanted in FIELDS
        for value in STRANGERS[wanted]
    ],
)
def test_a_primitive_takes_its_own_type_only(
    structurer: Structurer,
    kind: type[Record],
    raw: Json,
    place: tuple[str | int, ...],
    wanted: str,
    value: Json,
) -> None:
    """A number is not made a text, nor true a 1: the mistake is shown, not mended in silence."""
    raw = copy.deepcopy(raw)
    holder = raw
    for part in place[:-1]:
        holder = holder[part]
    holder[place[-1]] = value
    with pytest.raises(Exception):  # noqa: B017, PT011 - cattrs wraps it, as it may
        structurer.structure(raw, kind)
    (fault,) = faults(raw, kind)
    assert fault.path == json_path(place)
    assert fault.message.startswith(f"expected {wanted}, not ")


def test_a_whole_number_is_a_number(structurer: Structurer) -> None:
    """Who writes 5 for 5.0 means the number, and gets a float as the class promises."""
    found = structurer.structure({**KINETIC, "value": 5}, Finding)
    assert isinstance(found, KineticValue)
    assert (type(found.value), found.value) == (float, 5.0)


def test_values_pass_unchanged(structurer: Structurer) -> None:
    """What fits is kept as it is, the empty text and the zero included."""
    line = {**LINE, "n": 0, "note": "", "dose": "µg"}
    raw = {**KINETIC, "value": 0.0, "unit": "", "evidence": [line]}
    found = structurer.structure(raw, Finding)
    assert isinstance(found, KineticValue)
    assert (found.value, found.unit, found.evidence[0].n, found.evidence[0].dose) == (
        0.0,
        "",
        0,
        "µg",
    )
    assert structurer.structure({**RULE, "decides": False}, LegalRule).decides is False


def test_null_means_not_known_where_that_may_be(structurer: Structurer) -> None:
    """Null for what may be missing is the same as leaving it out."""
    written = structurer.structure({**KINETIC, "unit": None, "route": None}, Finding)
    assert written == structurer.structure(KINETIC, Finding)


# Compound values


@pytest.mark.parametrize("value", [None, "possess", {}, 5, {"0": "possess"}])
def test_a_list_is_a_list(structurer: Structurer, value: Json) -> None:
    """A text must not become a tuple of its letters, nor an object one of its keys."""
    with pytest.raises(Exception):  # noqa: B017, PT011 - cattrs wraps it, as it may
        structurer.structure({**RULE, "activities": value}, LegalRule)
    (fault,) = faults({**RULE, "activities": value}, LegalRule)
    assert (fault.path, fault.message[:19]) == ("$.activities", "expected a list, no")


def test_every_item_of_a_list_is_judged() -> None:
    """Three wrong items are three faults, each with its number; the good ones are none."""
    raw = {**RULE, "activities": ["possess", "own", "export", 5, None]}
    assert paths(faults(raw, LegalRule)) == [
        "$.activities[1]",
        "$.activities[3]",
        "$.activities[4]",
    ]


@pytest.mark.parametrize("value", [None, "x", 5, [], [[]], True])
@pytest.mark.parametrize(
    ("kind", "raw", "key"),
    [
        (Finding, KINETIC, "evidence"),
        (Claim, CLAIM, "parts"),
        (Condition, {"id": "c", "label": "l", "kind": "disease"}, "codes"),
    ],
)
def test_an_object_is_an_object(
    structurer: Structurer, kind: type[Record], raw: Json, key: str, value: Json
) -> None:
    """Whatever stands for an object inside of a record is told with its place."""
    raw = {**raw, key: [value]}
    with pytest.raises(Exception):  # noqa: B017, PT011 - cattrs wraps it, as it may
        structurer.structure(raw, kind)
    (fault,) = faults(raw, kind)
    assert fault.path == f"$.{key}[0]"
    assert fault.message.startswith("expected an object, not ")


@pytest.mark.parametrize("value", [None, "x", 5, [], True])
@pytest.mark.parametrize("kind", [Claim, Finding, Source, Compound])
def test_a_record_is_an_object(structurer: Structurer, kind: type[Record], value: Json) -> None:
    """A record that is no object at all is refused before its fields are looked for."""
    with pytest.raises(WrongType, match="expected an object, not "):
        structurer.structure(value, kind)


def test_a_word_is_one_of_its_list(structurer: Structurer) -> None:
    """Members are taken by the values of the data files, and by nothing that looks like them."""
    assert structurer.structure(CLAIM, Claim).verdict is ClaimVerdict.PARTLY
    assert structurer.structure(RULE, LegalRule).activities == (Activity.POSSESS,)
    for value in ("PARTLY", "Partly", "partly ", "", 5, None, ["partly"]):
        with pytest.raises(Exception):  # noqa: B017, PT011 - cattrs wraps it, as it may
            structurer.structure({**CLAIM, "verdict": value}, Claim)
    (fault,) = faults({**CLAIM, "verdict": "supportd"}, Claim)
    assert isinstance(fault.cause, UnknownValue)
    for member in ClaimVerdict:
        assert member in fault.message
    assert fault.message.endswith("did you mean 'supported', 'unsupported'?")


def test_a_date_may_be_partial(structurer: Structurer) -> None:
    """A year stays a year: no day is invented, and none that does not exist is taken."""
    for text in ("2026", "2026-11", "2026-11-23"):
        found = structurer.structure({**RULE, "valid_from": text}, LegalRule).valid_from
        assert found == PartialDate.parse(text)
        assert str(found) == text
    for value in ("2026-13", "2026-02-29", "26", "", 2026, ["2026"], "2026-11-23T00:00"):
        (fault,) = faults({**RULE, "valid_from": value}, LegalRule)
        assert fault.path == "$.valid_from"
    (fault,) = faults({**RULE, "valid_from": "2026-02-29"}, LegalRule)
    assert isinstance(fault.cause, InvalidDate)


# References


def test_a_reference_becomes_the_record(structurer: Structurer) -> None:
    """A line holds its sources and its route themselves, not their ids."""
    found = structurer.structure({**KINETIC, "route": "oral"}, Finding)
    assert isinstance(found, KineticValue)
    assert found.route is ENTRIES[Route]
    assert found.evidence[0].sources == (ENTRIES[Source],)
    assert found.evidence[0].sources[0] is ENTRIES[Source]


def test_a_reference_that_leads_nowhere_is_told(structurer: Structurer) -> None:
    """The fault says which file should have held it, so that it can be told once."""
    raw = {**KINETIC, "route": "nowhere", "evidence": [{**LINE, "sources": ["src", "x"]}]}
    with pytest.raises(Exception):  # noqa: B017, PT011 - cattrs wraps it, as it may
        structurer.structure(raw, Finding)
    found = faults(raw, Finding)
    assert sorted(paths(found)) == ["$.evidence[0].sources[1]", "$.route"]
    causes = [fault.cause for fault in found]
    assert {c.file for c in causes if isinstance(c, UnknownEntry)} == {
        "sources.json",
        "routes.json",
    }


@pytest.mark.parametrize("value", [5, ["src"], {"id": "src"}, True])
def test_a_reference_is_a_text(value: Json) -> None:
    """Only an id names a record; a source written out in place is told, not looked up."""
    (fault,) = faults({**KINETIC, "evidence": [{**LINE, "sources": [value]}]}, Finding)
    assert fault.path == "$.evidence[0].sources[0]"
    assert fault.message.startswith("expected a text, not ")


def test_faults_of_the_record_that_is_named_are_passed_on() -> None:
    """A broken source that a record cites brings its own faults, with its own file."""
    own = Fault("sources.json", "$[3].title", "is missing")

    def broken(_: type[Record], __: str) -> Record:
        raise DataFaults((own,))

    with pytest.raises(Exception) as caught:  # noqa: PT011 - cattrs wraps it, as it may
        StrictStructurer(broken).structure(KINETIC, Finding)
    assert list(faults_of(caught.value, KINETIC, "f.json")) == [own]


# Findings


@pytest.mark.parametrize(
    ("kind", "extra", "cls"),
    [
        ("adverse-effect", {"effect": "e"}, AdverseEffect),
        ("interaction", {"agent": "a"}, Interaction),
        ("kinetic", {"quantity": "tmax", "text": "t"}, KineticValue),
        ("history", {"on": "2006"}, HistoryEvent),
        ("identity", {}, Finding),
        ("assessment", {}, Finding),
    ],
)
def test_the_kind_of_a_finding_chooses_its_class(
    structurer: Structurer, kind: str, extra: Json, cls: type[Finding]
) -> None:
    """An adverse effect has its effect and a kinetic value its number, in one list of findings."""
    raw = {"id": "x.f", "kind": kind, **COMMON, **extra}
    found = structurer.structure(raw, Finding)
    assert type(found) is cls
    assert found.kind is FindingKind(kind)
    inside = {"id": "x", "name": "X", "kind": "peptide", "findings": [raw]}
    assert structurer.structure(inside, Compound).findings == (found,)


def test_a_field_of_another_kind_of_finding_is_unknown() -> None:
    """A quantity on an adverse effect would be lost; a missing condition is told."""
    (fault,) = faults({"id": "x.f", "kind": "identity", **COMMON, "quantity": "tmax"}, Finding)
    assert "unknown key 'quantity'" in fault.message
    (fault,) = faults({"id": "x.f", "kind": "contraindication", **COMMON}, Finding)
    assert fault.message == "the key 'condition' is missing"
    assert Contraindication.__name__ not in fault.message


@pytest.mark.parametrize("kind", ["side-effect", None, 5, ["kinetic"], {}])
def test_an_unknown_kind_of_finding_is_told(structurer: Structurer, kind: Json) -> None:
    """A finding whose kind is no kind is refused for that, not for the fields it has."""
    raw = {"id": "x.f", "kind": kind, **COMMON}
    with pytest.raises(Exception):  # noqa: B017, PT011 - cattrs wraps it, as it may
        structurer.structure(raw, Finding)
    assert "$.kind" in paths(faults(raw, Finding))


# Sources in CSL-JSON


def test_a_source_is_read_from_csl(structurer: Structurer) -> None:
    """What Zotero exports, with our two words in its custom part, is a source."""
    found = structurer.structure(SOURCE, Source)
    assert found == Source(
        id="s",
        kind=SourceKind.REVIEW,
        title="T",
        seen_as=SeenAs.PRIMARY,
        original_title="O",
        authors=("Dolotov OV", "WHO", "Plato", "Anonymous"),
        issued=PartialDate(2006, 8, 1),
        container="J",
        volume="1",
        issue="2",
        page="3",
        pmid="4",
        doi="10.1/x",
        pmcid="PMC5",
        url="https://example.org",
        language="en",
        note="n",
    )


@pytest.mark.parametrize(
    ("parts", "date"),
    [([2006], "2006"), ([2006, 8], "2006-08"), ([2006, 8, 1], "2006-08-01"), ([987], "0987")],
)
def test_a_date_of_csl_may_be_partial(structurer: Structurer, parts: Json, date: str) -> None:
    """A year alone, as most references have, is a date."""
    found = structurer.structure({**SOURCE, "issued": {"date-parts": [parts]}}, Source)
    assert str(found.issued) == date
    assert structurer.structure({**SOURCE, "issued": None}, Source).issued is None


@pytest.mark.parametrize(
    "issued",
    [
        "2006",
        2006,
        [],
        [[2006]],
        {},
        {"raw": "2006"},
        {"date-parts": []},
        {"date-parts": None},
        {"date-parts": [2006]},
        {"date-parts": [[2006], [2007]]},
        {"date-parts": [[]]},
        {"date-parts": [["2006"]]},
        {"date-parts": [[2006.0]]},
        {"date-parts": [[True]]},
        {"date-parts": [[2006, 13]]},
        {"date-parts": [[2006, 2, 30]]},
        {"date-parts": [[2006, 1, 1, 1]]},
        {"date-parts": [[-44]]},
    ],
)
def test_a_date_that_is_none_is_told(issued: Json) -> None:
    """A range, a text or a day that does not exist is told at the key of CSL."""
    (fault,) = faults({**SOURCE, "issued": issued}, Source, (7,))
    assert fault.path == "$[7].issued"


@pytest.mark.parametrize("author", [None, "x", 5, {}, ["x"], [{}], [{"name": "x"}], [None], [[]]])
def test_an_author_has_a_name(author: Json) -> None:
    """Names come as CSL writes them; what is none is told at the key of CSL."""
    (fault,) = faults({**SOURCE, "author": author}, Source)
    assert fault.path == "$.author"
    assert "'family' and 'given', or 'literal'" in fault.message


@pytest.mark.parametrize("part", ["family", "given", "literal"])
def test_a_part_of_a_name_is_a_text(part: str) -> None:
    """A number for a name is refused; null for a part that is not known is not."""
    (fault,) = faults({**SOURCE, "author": [{part: 5}]}, Source)
    assert (fault.path, fault.message) == ("$.author", "expected a text, not a number")
    assert faults({**SOURCE, "author": [{"family": "Dolotov", "given": None}]}, Source) == []


@pytest.mark.parametrize("value", ["journal-article", "", None, 5, [], ["book"], {}])
def test_the_type_of_a_source_is_one_of_csl(structurer: Structurer, value: Json) -> None:
    """A type that Zotero and pandoc do not know is told with those that they do."""
    raw = {**SOURCE, "type": value}
    with pytest.raises(Exception):  # noqa: B017, PT011 - several faults are wrapped
        structurer.structure(raw, Source)
    (fault,) = faults(raw, Source)
    assert fault.path == "$.type"
    assert "article-journal" in fault.message


@pytest.mark.parametrize("missing", ["type", "custom"])
def test_a_source_has_a_type_and_our_part(missing: str) -> None:
    """A source without one of the two is told which, and nothing is guessed for it."""
    raw = {key: value for key, value in SOURCE.items() if key != missing}
    (fault,) = faults(raw, Source)
    assert fault.path == "$"
    assert repr(missing) in fault.message


def test_all_faults_of_a_source_are_told() -> None:
    """Wrong values in both parts of a source are told at once, each in its own part."""
    raw = {
        **SOURCE,
        "type": "paper",
        "PMID": 5,
        "year": 2006,
        "custom": {"kind": "paper", "seen_as": "primary", "seen": "x"},
    }
    assert sorted(paths(faults(raw, Source))) == [
        "$",
        "$.PMID",
        "$.custom",
        "$.custom.kind",
        "$.type",
    ]


def test_our_words_stand_in_our_part() -> None:
    """What CSL does not know would be lost to Zotero's eyes outside of the custom part."""
    raw = {key: value for key, value in SOURCE.items() if key != "custom"}
    (fault,) = faults(raw, Source)
    assert fault.message == "the key 'custom' is missing"
    found = faults({**raw, "kind": "review", "custom": {"seen_as": "primary"}}, Source)
    assert any("'kind'" in fault.message for fault in found)


# Places and keys


def test_faults_know_their_place_in_the_file() -> None:
    """The place of the record in its file goes before the place in the record."""
    raw = {**KINETIC, "kind": "kinetic", "evidence": [LINE, {**LINE, "stance": "yes"}]}
    (fault,) = faults(raw, Finding, ("events", 3))
    assert (fault.file, fault.path) == ("f.json", "$.events[3].evidence[1].stance")
    assert fault.found == "'yes'"


def test_a_path_is_a_json_path() -> None:
    """Editors and jq understand the places that we give."""
    assert json_path(()) == "$"
    assert json_path((3, "evidence", 0, "stance")) == "$[3].evidence[0].stance"


def test_missing_and_unknown_keys_are_told_together() -> None:
    """A misspelt key is both: one that is not known and one that is not there."""
    raw = {**CLAIM, "becuase": "b", "colour": "red"}
    del raw["because"]
    messages = sorted(fault.message for fault in faults(raw, Claim))
    assert messages[0] == "the key 'because' is missing"
    assert messages[1].startswith("unknown key 'becuase'; allowed are id, compound, text, ")
    assert messages[1].endswith("; did you mean 'because'?")
    assert messages[2].startswith("unknown key 'colour'")
    assert "did you mean" not in messages[2]
    assert paths(faults(raw, Claim)) == ["$", "$", "$"]


@pytest.mark.parametrize("value", ["x" * 58, "x" * 59, "é" * 5000, -5, 1.5, False])
def test_what_was_found_is_shown_short(value: Json) -> None:
    """The value is shown as it stands there, if need be its beginning."""
    raw = {**CLAIM, "verdict": value}
    (fault,) = faults(raw, Claim)
    assert len(fault.found) <= 60
    whole = repr(value)
    assert fault.found == (whole if len(whole) <= 60 else f"{whole[:57]}...")


@pytest.mark.parametrize("value", [None, [], {}, [1, 2]])
def test_what_is_no_plain_value_is_not_shown(value: Json) -> None:
    """A whole list or object would drown the message; its sort is named instead."""
    (fault,) = faults({**CLAIM, "text": value}, Claim)
    assert fault.found == ""
    assert fault.message.startswith("expected a text, not ")


# Both ways of reading

CLASSES: dict[str, type[Record]] = {
    "sources.json": Source,
    "conditions.json": Condition,
    "targets.json": Target,
    "routes.json": Route,
    "jurisdictions.json": Jurisdiction,
    "mechanisms.json": Mechanism,
    "indications.json": Indication,
    "findings.json": Finding,
    "claims.json": Claim,
    "identity.json": Compound,
}
LAW: dict[str, type[Record]] = {
    "rules": LegalRule,
    "events": LegalEvent,
    "authorisations": Authorisation,
}


@pytest.fixture(scope="session")
def records(data_files: dict[str, Json]) -> list[tuple[type[Record], Json]]:
    """Every record of the packaged data, parsed, with its class."""
    found: list[tuple[type[Record], Json]] = []
    for path, content in data_files.items():
        name = path.rpartition("/")[2]
        if path.startswith("law/"):
            for key, kind in LAW.items():
                dated = [{"recorded_on": "2026-11-23", **raw} for raw in content.get(key, ())]
                found += [(kind, raw) for raw in dated]
        elif name in CLASSES:
            raws = content if isinstance(content, list) else [content]
            found += [(CLASSES[name], raw) for raw in raws]
    return found


@pytest.fixture(scope="session")
def both_ways(catalogue: Catalogue) -> tuple[Structurer, Structurer]:
    """The strict and the quick way, over the packaged vocabulary."""
    store: Store = catalogue._store
    return StrictStructurer(store.entry), Structurer(store.entry)


def test_both_ways_read_the_same(
    records: list[tuple[type[Record], Json]], both_ways: tuple[Structurer, Structurer]
) -> None:
    """What was checked in detail is what is loaded quickly, for every record that we ship."""
    strict, quick = both_ways
    assert len(records) > 900
    for kind, raw in records:
        assert strict.structure(raw, kind) == quick.structure(raw, kind)


_VALUES: st.SearchStrategy[Json] = st.one_of(
    st.sampled_from([None, True, 0, 5, 1.5, "", "x", "semax", "2006", "animal", "oral", 10**400]),
    st.sampled_from([[], {}, [None], [[]], [{}], ["x"], [5], {"x": 1}]),
)


@settings(max_examples=100, deadline=None)
@given(
    which=st.integers(0, 10**6),
    steps=st.lists(st.integers(0, 10**6), min_size=1, max_size=6),
    delete=st.booleans(),
    value=_VALUES,
)
def test_both_ways_refuse_the_same(
    records: list[tuple[type[Record], Json]],
    both_ways: tuple[Structurer, Structurer],
    which: int,
    steps: list[int],
    delete: bool,
    value: Json,
) -> None:
    """What the check lets pass can be loaded, and what cannot be loaded has its faults."""
    careful, quick = both_ways
    kind, original = records[which % len(records)]
    raw = copy.deepcopy(original)
    holder: Json = raw
    key: Json = None
    for step in steps:  # down into the record, as far as the steps and the record go
        keys = sorted(holder) if isinstance(holder, dict) else list(range(len(holder)))
        key = keys[step % len(keys)]
        inner = holder[key]
        if step is steps[-1] or not (isinstance(inner, dict | list) and inner):
            break
        holder = inner
    if isinstance(holder, dict) and delete:
        del holder[key]
    else:
        holder[key] = copy.deepcopy(value)
    strict = _attempt(careful, raw, kind)
    loose = _attempt(quick, raw, kind)
    assert isinstance(strict, Exception) == isinstance(loose, Exception)
    if isinstance(strict, Exception):
        found = list(faults_of(strict, raw, "f.json"))
        assert found
        assert all(fault.message for fault in found)
    else:
        assert strict == loose


def _attempt(structurer: Structurer, raw: Json, kind: type[Record]) -> Record | Exception:
    try:
        return structurer.structure(raw, kind)
    except Exception as error:
        return error
