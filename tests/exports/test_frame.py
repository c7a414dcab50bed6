"""Frames: records and answers as tables of the three real libraries."""

from __future__ import annotations

import math
import pickle
import sys
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

import semaxref as sx
from semaxref.exports import evidence_frame, frame
from semaxref.exports.backends import chosen
from semaxref.model.json_form import as_json
from semaxref.store.places import all_places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from subprocess import CompletedProcess

    from semaxref.model.base import Value

Backend: TypeAlias = Literal["pandas", "polars", "pyarrow"]
BACKENDS: tuple[Backend, ...] = get_args(Backend)
LAST_DAY = "2026-11-23"
EACH = pytest.mark.parametrize("backend", BACKENDS)
# Control characters, formulas of spreadsheets, markup, quotes, other scripts, no character.
HOSTILE = (
    "\x00",
    "=cmd()",
    "<script>&amp;",
    "\"';\n\r\t,",
    "Семакс 🧠\u202e",
    "NaN",
    "None",
    "",
    " ",
)


def rows_of(table: Any) -> list[dict[str, Any]]:
    """A table as plain rows, read by the library that made it."""
    if isinstance(table, pl.DataFrame):
        return table.to_dicts()
    if isinstance(table, pa.Table):
        found: list[dict[str, Any]] = table.to_pylist()
        return found
    assert isinstance(table, pd.DataFrame)
    columns = {name: [_of_pandas(value) for value in table[name]] for name in table.columns}
    return [
        dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)
    ]


def _of_pandas(value: Any) -> Any:
    if isinstance(value, pd.Timestamp):
        return value.date()
    return None if value is pd.NA or value is pd.NaT or value != value else value


def names_of(table: Any) -> list[str]:
    """Names of the columns of a table."""
    return list(table.column_names if isinstance(table, pa.Table) else table.columns)


def types_of(table: Any) -> dict[str, str]:
    """Types of the columns of a table, as the library prints them."""
    if isinstance(table, pa.Table):
        return {field.name: str(field.type) for field in table.schema}
    types: Iterable[Any] = table.dtypes
    return dict(zip(names_of(table), map(str, types), strict=True))


def plural_answers(catalogue: sx.Catalogue) -> dict[str, sx.Records[Any]]:
    """An answer to every plural question."""
    return {
        "compounds": catalogue.compounds(),
        "mechanisms": catalogue.mechanisms(),
        "indications": catalogue.indications(),
        "indications there": catalogue.indications(jurisdiction="RU", on=LAST_DAY),
        "findings": catalogue.findings(),
        "claims": catalogue.claims(),
        "sources": catalogue.sources(),
        "sources of one": catalogue.sources("semax"),
        "conditions": catalogue.conditions(),
        "changes": catalogue.legal_changes("semax"),
        "verdicts": catalogue.legal_changes("semax", verdict_only=True),
        "stale": catalogue.stale(on="2100-01-01"),
    }


def nothing_found(catalogue: sx.Catalogue) -> dict[str, sx.Records[Any]]:
    """Answers to the same questions that found nothing."""
    return {
        "compounds": catalogue.compounds(route="rectal", target="BDNF"),
        "mechanisms": catalogue.mechanisms("semax-acetate"),
        "indications": catalogue.indications("semax-acetate"),
        "indications there": catalogue.indications("semax-acetate", jurisdiction="RU", on=LAST_DAY),
        "claims": catalogue.claims("semax-acetate"),
        "changes": catalogue.legal_changes("semax", until="1900-01-01"),
        "verdicts": catalogue.legal_changes("semax", until="1900-01-01", verdict_only=True),
        "stale": catalogue.stale(on="1900-01-01"),
    }


@pytest.fixture(scope="module")
def records(catalogue: sx.Catalogue) -> tuple[sx.Record, ...]:
    """Every record of the packaged data."""
    store = catalogue._store
    return (*store.all_records(), *all_places(store))


@pytest.fixture(scope="module")
def classes(records: tuple[sx.Record, ...]) -> dict[type[sx.Record], sx.Record]:
    """A record of each class."""
    return {type(record): record for record in records}


def agrees(found: Mapping[str, Any], told: Mapping[str, Any]) -> None:
    """A row says what the JSON form says, wherever that is no object in an object."""
    for name, value in told.items():
        if isinstance(value, float) and not math.isnan(value):
            assert found[name] == pytest.approx(value)
        elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
            assert len(found[name]) == len(value)
            assert all(isinstance(each, str) for each in found[name])
        elif isinstance(value, dict):
            assert isinstance(found[name], str)
        elif isinstance(found[name], date):
            assert str(found[name]) == value
        else:
            assert found[name] == value, name


# What stands in a table


@EACH
@pytest.mark.parametrize("question", sorted(plural_answers(sx.packaged())))
def test_every_plural_question_makes_a_table(
    catalogue: sx.Catalogue, question: str, backend: Backend
) -> None:
    """Whatever was asked, each record is a row, and says what its JSON form says."""
    answer = plural_answers(catalogue)[question]
    found = rows_of(frame(answer, backend=backend))
    assert tuple(row["id"] for row in found) == answer.ids
    assert len(found) > 5
    for row, told in zip(found, as_json(answer), strict=True):
        agrees(row, told)
        beside = {name for name in row.keys() - told.keys() if row[name] is not None}
        stems = tuple(f"{name}_" for name in told)
        assert all(name.startswith(stems) for name in beside)


@EACH
def test_every_class_of_record_makes_a_table(
    classes: dict[type[sx.Record], sx.Record], backend: Backend
) -> None:
    """One record of any kind is a table of one row, with the names of the JSON form in order."""
    assert len(classes) > 15
    for record in classes.values():
        (row,) = rows_of(frame(record, backend=backend))
        told = as_json(record)
        agrees(row, told)
        assert [name for name in row if name in told] == list(told)


def test_the_libraries_tell_the_same(catalogue: sx.Catalogue) -> None:
    """A notebook gives the same result whichever library its reader has."""
    answers: list[Any] = [
        *plural_answers(catalogue).values(),
        catalogue.legal_status("semax", "US", on=LAST_DAY),
        catalogue.compare("semax", "noopept", "piracetam", on=LAST_DAY),
    ]
    for answer in answers:
        first, *others = [rows_of(frame(answer, backend=backend)) for backend in BACKENDS]
        assert all(other == first for other in others)


@EACH
def test_a_record_stands_as_its_id_and_evidence_as_its_study(
    catalogue: sx.Catalogue, backend: Backend
) -> None:
    """A cell can be joined with another table, and stays short."""
    (bdnf,) = rows_of(frame(catalogue.record("semax.bdnf"), backend=backend))
    record = catalogue.record("semax.bdnf")
    assert isinstance(record, sx.Mechanism)
    assert bdnf["targets"] == ["BDNF"]
    assert bdnf["evidence"] == [line.study for line in record.evidence]
    (semax,) = rows_of(frame(catalogue.get("semax"), backend=backend))
    assert "semax.bdnf" in semax["mechanisms"]
    assert "Семакс (brand, ru)" in semax["names"]
    assert "cas 4037-01-8 (misattributed)" in semax["identifiers"]
    (event,) = {
        row["event"]
        for row in rows_of(
            frame(catalogue.legal_changes("semax", jurisdiction="US"), backend=backend)
        )
        if row["id"] == "semax.legal.us.pcac-vote"
    }
    assert event == "semax.legal.us.pcac-vote"


@EACH
def test_a_structure_has_a_column_a_field(catalogue: sx.Catalogue, backend: Backend) -> None:
    """A chemist gets SMILES, InChIKey and mass as columns; a mixture has none of them."""
    found = {row["id"]: row for row in rows_of(frame(catalogue.compounds(), backend=backend))}
    structure = catalogue.get("semax").structure
    assert structure
    assert found["semax"]["structure"] == str(structure)
    assert found["semax"]["structure_inchikey"] == structure.inchikey
    assert found["semax"]["structure_molar_mass"] == pytest.approx(structure.molar_mass)
    assert found["semax"]["structure_sources"] == [source.id for source in structure.sources]
    mixture = found["cerebrolysin"]
    assert {value for name, value in mixture.items() if name.startswith("structure")} == {None}


@EACH
def test_what_was_remarked_is_a_column(catalogue: sx.Catalogue, backend: Backend) -> None:
    """How a use stands in the place that was asked about is not lost in the table."""
    answer = catalogue.indications("semax", jurisdiction="RU", on="2025-11-23")
    table = frame(answer, backend=backend)
    assert names_of(table)[-1] == "standing"
    found = {row["id"]: row["standing"] for row in rows_of(table)}
    assert found == answer.remarks
    route = sx.Route(id="oral", label="Oral")
    other = sx.Route(id="nasal", label="Nasal")
    partly = sx.Records([route, other], remark_title="standing", remarks={"oral": "labelled"})
    assert [row["standing"] for row in rows_of(frame(partly, backend=backend))] == [
        "labelled",
        None,
    ]


@EACH
def test_a_legal_status_is_a_row_an_activity(catalogue: sx.Catalogue, backend: Backend) -> None:
    """The law of a place can be filtered and pivoted by activity."""
    status = catalogue.legal_status("semax", "US", on=LAST_DAY)
    found = rows_of(frame(status, backend=backend))
    assert [row["activity"] for row in found] == [activity.value for activity in sx.Activity]
    for row, answer in zip(found, status.values(), strict=True):
        agrees(row, as_json(answer))
    (one,) = rows_of(frame(status["possess"], backend=backend))
    assert one == next(row for row in found if row["activity"] == "possess")


@EACH
def test_several_answers_are_one_table(catalogue: sx.Catalogue, backend: Backend) -> None:
    """The law of several places stands in one table, without any joining by hand."""
    places = ("US", "RU", "NZ")
    statuses = (catalogue.legal_status("semax", place, on=LAST_DAY) for place in places)
    found = rows_of(frame(statuses, backend=backend))
    assert len(found) == len(places) * len(sx.Activity)
    assert list(dict.fromkeys(row["asked"] for row in found)) == list(places)


@EACH
def test_a_comparison_is_a_row_a_cell(catalogue: sx.Catalogue, backend: Backend) -> None:
    """A comparison can be pivoted as its reader likes, each cell with level and agreement."""
    comparison = catalogue.compare("semax", "noopept", "piracetam", jurisdiction="NZ", on=LAST_DAY)
    table = frame(comparison, backend=backend)
    first = ["aspect", "compound", "text", "level", "agreement", "grade", "kind"]
    assert names_of(table)[: len(first)] == first
    found = rows_of(table)
    cells = [(row, cell) for row in comparison.rows for cell in row.cells]
    for told, (row, cell) in zip(found, cells, strict=True):
        agrees(told, as_json(cell))
        assert (told["kind"], told["title"]) == (row.kind.value, row.title)
        place = (told["jurisdiction"], told["on"], told["data_version"])
        assert place == ("NZ", comparison.on, comparison.data_version)
    differing = rows_of(frame(comparison.differences(), backend=backend))
    assert len(differing) == 3 * len(comparison.differences())
    assert {row["aspect"] for row in differing} == {
        r.aspect.value for r in comparison.differences()
    }


@EACH
def test_a_difference_is_a_row_a_field(catalogue: sx.Catalogue, backend: Backend) -> None:
    """A release can be reviewed in a table: what came, what went, what reads otherwise."""
    of = sx.RecordChange(
        id="semax.bdnf",
        kind="mechanism",
        fields=(
            sx.FieldChange(path="summary", before="raises", after="may raise"),
            sx.FieldChange(path="evidence[x].n", after="12"),
        ),
    )
    difference = sx.Difference(
        old="1",
        new="2",
        added=(sx.RecordName(id="a", kind="claim", summary="new"),),
        removed=(sx.RecordName(id="b", kind="source", summary="old"),),
        changed=(of,),
    )
    found = rows_of(frame(difference, backend=backend))
    assert [tuple(row.values()) for row in found] == [
        ("added", "claim", "a", "new", None, None, None, "1", "2"),
        ("removed", "source", "b", "old", None, None, None, "1", "2"),
        ("changed", "mechanism", "semax.bdnf", None, "summary", "raises", "may raise", "1", "2"),
        ("changed", "mechanism", "semax.bdnf", None, "evidence[x].n", None, "12", "1", "2"),
    ]
    same = frame(catalogue.diff(catalogue), backend=backend)
    assert names_of(same) == list(found[0])
    assert rows_of(same) == []


@EACH
def test_other_answers_make_tables_too(catalogue: sx.Catalogue, backend: Backend) -> None:
    """Nobody has to learn which answers can be exported: all of them can."""
    answers: tuple[Value, ...] = (
        catalogue.standing("piracetam", "memory-impairment", "GB", on=LAST_DAY),
        catalogue.resolve("Семакс"),
        catalogue.get("semax").names[0],
        catalogue.compare("semax", "noopept", on=LAST_DAY).rows[0].cells[0],
    )
    for answer in answers:
        (row,) = rows_of(frame(answer, backend=backend))
        agrees(row, as_json(answer))
    semax = catalogue.get("semax")
    assert [row["id"] for row in rows_of(frame(semax.mechanisms, backend=backend))] == [
        mechanism.id for mechanism in semax.mechanisms
    ]


# Types of columns


def test_pandas_columns_have_types_that_know_missing_values(catalogue: sx.Catalogue) -> None:
    """In pandas nothing falls back to objects but lists, and whole numbers stay whole."""
    found = types_of(frame(catalogue.findings(), backend="pandas"))
    assert found["id"] == "string"
    assert found["level"] == found["kind"] == "category"
    assert found["on_earliest"] == "datetime64[s]"
    assert found["value"] == "Float64"
    assert found["evidence"] == "object"
    assert (
        types_of(frame(catalogue.record("semax.legal.ru.approved.rule"), backend="pandas"))[
            "decides"
        ]
        == "boolean"
    )
    assert types_of(evidence_frame(catalogue.findings(), backend="pandas"))["n"] == "Int64"


def test_polars_columns_have_types(catalogue: sx.Catalogue) -> None:
    """In Polars enums, days and lists are what their names say."""
    found = frame(catalogue.findings(), backend="polars").schema
    assert found["id"] == pl.String
    assert found["level"] == pl.Enum([level.value for level in sx.EvidenceLevel])
    assert found["on_earliest"] == pl.Date
    assert found["value"] == pl.Float64
    assert found["evidence"] == pl.List(pl.String)
    rule = frame(catalogue.record("semax.legal.ru.approved.rule"), backend="polars").schema
    assert rule["decides"] == pl.Boolean
    assert evidence_frame(catalogue.findings(), backend="polars").schema["n"] == pl.Int64


def test_arrow_columns_have_types(catalogue: sx.Catalogue) -> None:
    """In Arrow, and in the Parquet that is written from it, the same."""
    found = frame(catalogue.findings(), backend="pyarrow").schema
    assert found.field("id").type == pa.string()
    assert found.field("level").type == pa.dictionary(pa.int32(), pa.string(), ordered=True)
    assert found.field("kind").type == pa.dictionary(pa.int32(), pa.string(), ordered=False)
    assert found.field("on_earliest").type == pa.date32()
    assert found.field("value").type == pa.float64()
    assert found.field("evidence").type == pa.list_(pa.string())
    rule = frame(catalogue.record("semax.legal.ru.approved.rule"), backend="pyarrow").schema
    assert rule.field("decides").type == pa.bool_()
    lines = evidence_frame(catalogue.findings(), backend="pyarrow").schema
    assert lines.field("n").type == pa.int64()


def test_enums_are_categories_with_all_their_members(catalogue: sx.Catalogue) -> None:
    """A count by level shows the levels that nothing reaches, and levels compare by rank."""
    answer = catalogue.mechanisms("semax")
    levels = [level.value for level in sx.EvidenceLevel]
    in_pandas = frame(answer, backend="pandas")
    assert list(in_pandas["level"].cat.categories) == levels
    assert in_pandas["level"].cat.ordered
    assert not in_pandas["action"].cat.ordered
    assert list(in_pandas["action"].cat.categories) == [action.value for action in sx.Action]
    in_arrow: Any = frame(answer, backend="pyarrow").column("level").combine_chunks()
    assert in_arrow.dictionary.to_pylist() == levels
    strong = [record.id for record in answer if record.level > "animal"]
    assert strong
    assert list(in_pandas.loc[in_pandas["level"] > "animal", "id"]) == strong
    in_polars = frame(answer, backend="polars")
    assert in_polars.filter(pl.col("level") > "animal")["id"].to_list() == strong


@EACH
def test_a_partial_date_is_never_completed(backend: Backend) -> None:
    """The text says what is known; the days beside it are the ends of what it can mean."""
    event = sx.HistoryEvent(
        id="a.event",
        compound="a",
        kind=sx.FindingKind.HISTORY,
        statement="",
        summary="",
        evidence=(),
        on=sx.PartialDate.parse("2010-02"),
    )
    edges = (
        evolve(event, on=sx.PartialDate.parse("0001"), until=sx.PartialDate.parse("9999")),
        evolve(event, on=sx.PartialDate.parse("2012-02-29")),
        evolve(event, on=None),
    )
    names = ("on", "on_earliest", "on_latest")
    found = rows_of(frame((event, *edges), backend=backend))
    assert [tuple(row[name] for name in names) for row in found] == [
        ("2010-02", date(2010, 2, 1), date(2010, 2, 28)),
        ("0001", date(1, 1, 1), date(1, 12, 31)),
        ("2012-02-29", date(2012, 2, 29), date(2012, 2, 29)),
        (None, None, None),
    ]
    assert found[1]["until_latest"] == date(9999, 12, 31)


@EACH
def test_what_is_not_known_is_missing(catalogue: sx.Catalogue, backend: Backend) -> None:
    """Nothing unknown turns into a text, a zero or a false; an empty list stays one."""
    found = rows_of(frame(catalogue.findings(), backend=backend))
    effect = next(row for row in found if row["kind"] == "adverse-effect")
    assert effect["effect"]
    assert {effect[name] for name in ("value", "quantity", "route", "on", "on_earliest")} == {None}
    table: Any = frame(catalogue.findings(), backend=backend)
    values = table["value"]
    if isinstance(values, pd.Series):
        holes = int(values.isna().sum())
    else:
        holes = values.null_count() if isinstance(values, pl.Series) else values.null_count
    assert holes == sum(getattr(finding, "value", None) is None for finding in catalogue.findings())
    (semax,) = rows_of(frame(evolve(catalogue.get("semax"), claims=()), backend=backend))
    assert semax["claims"] == []


def test_the_columns_do_not_depend_on_what_was_found(catalogue: sx.Catalogue) -> None:
    """A program does not fail on the one compound of which there is no such record."""
    full = plural_answers(catalogue)
    for question, answer in nothing_found(catalogue).items():
        assert answer == ()
        for backend in BACKENDS:
            empty = frame(answer, backend=backend)
            assert rows_of(empty) == []
            assert types_of(empty) == types_of(frame(full[question], backend=backend))


def test_every_question_says_what_it_is_about(catalogue: sx.Catalogue) -> None:
    """No answer of a catalogue loses its columns when it is empty."""
    for answer in plural_answers(catalogue).values():
        assert answer.of
        assert all(isinstance(record, answer.of) for record in answer)
    for kind in sx.FindingKind:
        found = catalogue.findings(kind=kind)
        assert all(type(record) in found.of for record in found)


@EACH
def test_of_nothing_no_columns_are_known(backend: Backend) -> None:
    """An empty tuple is an empty table and no error."""
    nothing: Iterable[sx.Record]
    for nothing in (sx.Records[sx.Record](), (), []):
        table = frame(nothing, backend=backend)
        assert names_of(table) == []
        assert rows_of(table) == []


@EACH
def test_records_of_several_classes_share_a_table(
    classes: dict[type[sx.Record], sx.Record], backend: Backend
) -> None:
    """A list that somebody put together by hand is a table, too: no pair of records clashes."""
    for one, other in combinations(classes.values(), 2):
        table = frame((one, other), backend=backend)
        first, second = rows_of(table)
        assert (first["id"], second["id"]) == (one.id, other.id)
        columns = [names_of(frame(record, backend=backend)) for record in (one, other)]
        shared = [name for name in columns[0] if name in columns[1]]
        assert names_of(table)[: len(shared)] == shared
        assert set(names_of(table)) == {*columns[0], *columns[1]}


@EACH
def test_a_column_of_two_enums_knows_both(catalogue: sx.Catalogue, backend: Backend) -> None:
    """The verdicts of a claim and of a rule stand in one column without loss."""
    rule = catalogue.record("semax.legal.ru.approved.rule")
    assert isinstance(rule, sx.LegalRule)
    mixed = (catalogue.claims("semax")[0], rule)
    table = frame(mixed, backend=backend)
    verdicts = [str(record.verdict) for record in mixed]
    assert [row["verdict"] for row in rows_of(table)] == verdicts
    if isinstance(table, pl.DataFrame):
        assert table.schema["verdict"] == pl.Enum(
            [*map(str, sx.ClaimVerdict), *map(str, sx.Verdict)]
        )


@frozen(eq=False, repr=False)
class Odd(sx.Record):
    """A record of a user, whose fields are of other types than ours of the same names."""

    id: str
    on: date | None = None
    mechanisms: str | None = None
    claims: float | None = None


@EACH
def test_a_column_of_two_types_holds_texts(catalogue: sx.Catalogue, backend: Backend) -> None:
    """Records that do not fit together lose nothing but the type of the column."""
    odd = Odd("odd", date(2026, 1, 2), "one", 2)
    event = catalogue.record("semax.legal.us.pcac-vote")
    semax = catalogue.get("semax")
    table = frame((odd, event, semax), backend=backend)
    found = rows_of(table)
    assert [row["on"] for row in found] == ["2026-01-02", "2026-07-24", None]
    assert [row["claims"] for row in found][::2] == ["2", "; ".join(c.id for c in semax.claims)]
    assert found[0]["mechanisms"] == "one"
    assert found[2]["mechanisms"] == "; ".join(m.id for m in semax.mechanisms)
    (alone,) = rows_of(frame(odd, backend=backend))
    assert alone == {"id": "odd", "on": date(2026, 1, 2), "mechanisms": "one", "claims": 2.0}
    assert isinstance(alone["claims"], float)


# Evidence


@EACH
def test_evidence_is_a_row_a_line(catalogue: sx.Catalogue, backend: Backend) -> None:
    """A reviewer extracts every line of every record, and finds the record of each."""
    for answer in (catalogue.mechanisms(), catalogue.indications(), catalogue.findings()):
        found = rows_of(evidence_frame(answer, backend=backend))
        lines = [(record, line) for record in answer for line in record.evidence]
        assert len(found) == len(lines) > 100
        for row, (record, line) in zip(found, lines, strict=True):
            assert (row["record"], row["compound"]) == (record.id, record.compound)
            assert row["about"] == "; ".join(record.meaning)
            assert row["statement"] == record.statement
            names = ("study", "design", "stance", "subjects", "n", "dose", "checked", "note")
            assert all(row[name] == getattr(line, name) for name in names)
            assert row["level_given"] == line.level
            assert row["route"] == (line.route and line.route.id)
            assert row["sources"] == [source.id for source in line.sources]
            assert row["outcomes"] == ("; ".join(map(str, line.outcomes)) or None)


@EACH
def test_lists_of_evidence_go_with_the_sources(catalogue: sx.Catalogue, backend: Backend) -> None:
    """The PMID beside a title is the one of that title, also where a source has none."""
    found = rows_of(evidence_frame(catalogue.compounds(), backend=backend))
    assert any(None in row["pmids"] and len(row["pmids"]) > 1 for row in found)
    known = {source.id: source for source in catalogue.sources()}
    for row in found:
        told = zip(
            *(row[name] for name in ("sources", "pmids", "dois", "languages", "titles")),
            strict=True,
        )
        for key, *rest in told:
            source = known[key]
            assert rest == [source.pmid, source.doi, source.language, source.title]


@EACH
def test_pooled_is_missing_where_nothing_is_known(backend: Backend) -> None:
    """That a review pools no study is told apart from what is no review, or does not say."""
    source = sx.Source(
        id="s", kind=sx.SourceKind.REVIEW, title="T", seen_as=sx.SeenAs.PRIMARY, url="https://x.org"
    )
    line = sx.Evidence(
        design=sx.StudyDesign.SYSTEMATIC_REVIEW,
        stance=sx.Stance.SUPPORTS,
        study="s",
        sources=(source,),
    )
    lines = (
        line,
        evolve(line, pooled_studies=0),
        evolve(line, pools=("a", "b")),
        evolve(line, pools=("a",), pooled_studies=7),
    )
    record = sx.Finding(
        id="a.b",
        compound="a",
        kind=sx.FindingKind.KINETIC,
        statement="",
        summary="",
        evidence=lines,
    )
    found = rows_of(evidence_frame(record, backend=backend))
    assert [row["pooled"] for row in found] == [None, 0, 2, 7]
    assert [row["level_given"] for row in found] == ["none", "none", "synthesis", "synthesis"]


@EACH
def test_evidence_of_law_names_all_that_a_rule_covers(
    catalogue: sx.Catalogue, records: tuple[sx.Record, ...], backend: Backend
) -> None:
    """The evidence of a rule on several compounds is not that of one of them."""
    rule = next(r for r in records if isinstance(r, sx.LegalRule) and len(r.covers) > 1)
    found = rows_of(evidence_frame(rule, backend=backend))
    assert {row["compound"] for row in found} == {"; ".join(rule.covers)}
    (approval, *_) = (r for r in records if isinstance(r, sx.Authorisation))
    assert rows_of(evidence_frame([approval], backend=backend))[0]["compound"] == approval.compound
    semax = catalogue.get("semax")
    of_semax = rows_of(evidence_frame(semax, backend=backend))
    assert len(of_semax) == sum(len(record.evidence) for record in semax.evidenced)


@EACH
def test_no_evidence_has_the_same_columns(catalogue: sx.Catalogue, backend: Backend) -> None:
    """What is read of the table of evidence does not depend on what was found."""
    empty = evidence_frame((), backend=backend)
    assert rows_of(empty) == []
    assert types_of(empty) == types_of(evidence_frame(catalogue.mechanisms(), backend=backend))


@pytest.mark.parametrize("given", ["semax", 5, None, ["semax"], [None]])
def test_what_is_no_answer_makes_no_table(given: Any) -> None:
    """A name instead of a record says so, and is not taken for a list of letters."""
    for make in (frame, evidence_frame):
        with pytest.raises(sx.InvalidQuery, match="of type"):
            make(given)


def test_a_record_without_evidence_is_refused(catalogue: sx.Catalogue) -> None:
    """A table of evidence is never silently short of what was put into it."""
    for records in (catalogue.claims("semax"), catalogue.sources("semax")[0]):
        with pytest.raises(sx.InvalidQuery, match="carries no evidence"):
            evidence_frame(records)


# Text as it is


@EACH
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_left_as_it_is(text: str, backend: Backend) -> None:
    """What a user's records say stands in the table to the letter, none of it as missing."""
    route = sx.Route(id=f"r{text}", label=text, synonyms=(text, "x"), note=text)
    answer = sx.Records([route], remark_title="standing", remarks={route.id: text})
    (row,) = rows_of(frame(answer, backend=backend))
    assert row == {
        "id": f"r{text}",
        "label": text,
        "synonyms": [text, "x"],
        "codes": [],
        "members": [],
        "note": text,
        "standing": text,
    }


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(
    st.lists(
        st.builds(
            sx.KineticValue,
            id=TEXT,
            compound=TEXT,
            kind=st.sampled_from(sx.FindingKind),
            statement=TEXT,
            summary=TEXT,
            evidence=st.just(()),
            quantity=st.sampled_from(sx.Quantity),
            value=st.none() | st.floats(allow_nan=False) | st.integers(-(2**50), 2**50),
            text=TEXT,
            species=st.none() | TEXT,
        ),
        max_size=5,
    ),
    st.sampled_from(BACKENDS),
)
@settings(deadline=None, max_examples=100)
def test_any_records_come_back(records: list[sx.KineticValue], backend: Backend) -> None:
    """Whatever records hold, their rows hold the same, in the same order."""
    found = rows_of(frame(sx.Records(records, of=(sx.KineticValue,)), backend=backend))
    assert len(found) == len(records)
    for row, record in zip(found, records, strict=True):
        told = as_json(record)
        assert list(row) == list(told)
        assert {name: value for name, value in row.items() if name != "value"} == {
            name: value for name, value in told.items() if name != "value"
        }
        assert row["value"] == told["value"]


@given(st.data())
@settings(deadline=None, max_examples=50)
def test_any_choice_of_records_makes_a_table(data: st.DataObject) -> None:
    """Records of any kinds in any order keep their ids, in each of the libraries alike."""
    known = tuple(sx.packaged()._store.all_records())
    chosen = data.draw(st.lists(st.sampled_from(known), min_size=1, max_size=8))
    tables = [rows_of(frame(chosen, backend=backend)) for backend in BACKENDS]
    assert [row["id"] for row in tables[0]] == [record.id for record in chosen]
    assert tables[0] == tables[1] == tables[2]


# The libraries


CLASS = {"pandas": "DataFrame", "polars": "DataFrame", "pyarrow": "Table"}
Fresh: TypeAlias = "Callable[..., CompletedProcess[str]]"


def made_by(fresh_python: Fresh, before: str, call: str = "frame(())") -> str:
    """Which library makes the table in a fresh process, after some other code has run."""
    done = fresh_python(
        "-c",
        f"import sys\n{before}\nfrom semaxref.exports import frame\n"
        f"made = type({call})\nprint(made.__module__.split('.')[0], made.__name__)",
    )
    assert done.returncode == 0, done.stderr
    library, name = done.stdout.split()
    assert name == CLASS[library]
    return library


def without(*names: str) -> str:
    """Code after which libraries are not to be had."""
    return "".join(f"sys.modules[{name!r}] = None\n" for name in names)


def test_nothing_is_imported_before_a_table_is_made(fresh_python: Fresh) -> None:
    """Who makes no table does not wait for a library of tables, and needs none."""
    done = fresh_python(
        "-c",
        "import sys, semaxref, semaxref.exports\nsemaxref.exports.frame, semaxref.get('semax')\n"
        "print(*{'numpy', 'pandas', 'polars', 'pyarrow'}.intersection(sys.modules))",
    )
    assert done.returncode == 0, done.stderr
    assert not done.stdout.split()


@pytest.mark.parametrize("library", BACKENDS)
def test_the_library_in_use_is_taken(fresh_python: Fresh, library: str) -> None:
    """A program that works with one library is not handed the table of another."""
    assert made_by(fresh_python, f"import {library}") == library


def test_pandas_in_use_is_taken_before_what_it_brings(fresh_python: Fresh) -> None:
    """As pandas imports PyArrow itself, both are there; its user still gets a DataFrame."""
    assert made_by(fresh_python, "import pyarrow, polars, pandas") == "pandas"


@pytest.mark.parametrize("number", range(len(BACKENDS)))
def test_else_the_first_that_is_installed(fresh_python: Fresh, number: int) -> None:
    """Without a word on libraries there is a table, if there is a library."""
    assert made_by(fresh_python, without(*BACKENDS[:number])) == BACKENDS[number]


def test_a_named_library_is_taken_whatever_is_in_use(fresh_python: Fresh) -> None:
    """Who names a library gets it, and the other ones are not even imported."""
    made = made_by(fresh_python, "import pandas", "frame((), backend='polars')")
    assert made == "polars"
    quiet = "frame((), backend='pyarrow')"
    after = f"{quiet}\nassert not {{'pandas', 'polars'}}.intersection(sys.modules)"
    done = fresh_python("-c", f"import sys\nfrom semaxref.exports import frame\n{after}")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("call", "needed", "extras"),
    [
        ("frame(())", "pandas, polars or pyarrow", ("pandas", "polars", "arrow")),
        ("evidence_frame(())", "pandas, polars or pyarrow", ("pandas", "polars", "arrow")),
        ("frame((), backend='pandas')", "pandas", ("pandas",)),
        ("frame((), backend='polars')", "polars", ("polars",)),
        ("frame((), backend='pyarrow')", "pyarrow", ("arrow",)),
    ],
)
def test_without_a_library_the_error_names_the_extra(
    fresh_python: Fresh, call: str, needed: str, extras: tuple[str, ...]
) -> None:
    """Who lacks a library is told what to install, by an error of ours that is an ImportError."""
    done = fresh_python(
        "-c",
        f"import sys\n{without(*BACKENDS)}"
        "from semaxref import SemaxrefError\nfrom semaxref.exports import evidence_frame, frame\n"
        f"try:\n    {call}\nexcept ImportError as error:\n"
        "    assert isinstance(error, SemaxrefError)\n"
        "    print(type(error).__name__, error.needed, error.extras, error, sep='|')",
    )
    assert done.returncode == 0, done.stderr
    name, told, brought, message = done.stdout.strip().split("|")
    assert (name, told, brought) == ("MissingExtra", needed, str(extras))
    assert message.startswith(f"this needs {needed}")
    assert all(f"pip install 'semaxref[{extra}]'" in message for extra in extras)


@pytest.mark.parametrize("number", range(len(BACKENDS)))
def test_the_order_of_libraries(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """One in use is taken before one that is only installed, and both by the same order."""
    for name in BACKENDS:
        monkeypatch.delitem(sys.modules, name)
    for name in BACKENDS[:number]:
        monkeypatch.setitem(sys.modules, name, None)
    assert chosen(None) == BACKENDS[number]
    assert chosen(BACKENDS[-1]) == BACKENDS[-1]
    monkeypatch.setitem(sys.modules, BACKENDS[-1], pa)
    assert chosen(None) == BACKENDS[-1]


def test_a_library_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each library is missed by its own extra, also where another one is there."""
    for name, extra in zip(BACKENDS, ("pandas", "polars", "arrow"), strict=True):
        monkeypatch.setitem(sys.modules, name, None)
        with pytest.raises(sx.MissingExtra, match=f"'semaxref.{extra}.'$"):
            frame((), backend=name)
    with pytest.raises(sx.MissingExtra, match="pandas, polars or pyarrow"):
        frame(())


def test_a_library_that_is_none_is_refused() -> None:
    """A misspelt library is told with the ones that there are."""
    with pytest.raises(sx.UnknownValue, match="did you mean 'pandas'") as caught:
        frame((), backend="panda")  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType, reportCallIssue]
    assert caught.value.allowed == BACKENDS


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_the_error_survives_pickling(protocol: int) -> None:
    """A worker process can hand it back."""
    error = sx.MissingExtra("pandas", ("pandas",))
    back = pickle.loads(pickle.dumps(error, protocol))
    assert (str(back), back.needed, back.extras) == (str(error), error.needed, error.extras)


def test_an_answer_keeps_what_it_is_about(catalogue: sx.Catalogue) -> None:
    """An empty answer from a worker process or a cache has its columns, too."""
    answer = catalogue.mechanisms("semax-acetate")
    back = pickle.loads(pickle.dumps(answer))
    assert back.of == answer.of == (sx.Mechanism,)
