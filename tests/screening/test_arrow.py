"""Arrow: batches of text in, batches of flags out, from whatever holds Arrow."""

from __future__ import annotations

import re
import sys
import weakref
from datetime import date, datetime
from decimal import Decimal
from itertools import islice, repeat
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import semaxref as sx
from semaxref.errors import BadRow
from semaxref.screening import (
    Batch,
    Column,
    Matcher,
    Screening,
    flag_ddl,
    flag_schema,
    screen_batches,
)
from semaxref.screening.tables.arrow import FLAGS, ROWS
from semaxref.screening.tables.arrow_columns import BYTES, pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from subprocess import CompletedProcess

DAY = "2026-11-01"
ASKED: dict[str, Any] = {"jurisdiction": "US", "activity": "sell-as-supplement", "on": DAY}
ROWS_OF: dict[str, list[Any]] = {
    "id": ["a", "b", "c", "d"],
    "title": ["Semax spray", None, "Vitamin C", "Semax-free Noopept"],
    "label": ["no", "Ноопепт", "", "semax and semax"],
}
FOUND = [
    ("a", "title", "semax", 0),
    ("b", "label", "noopept", 0),
    ("d", "title", "semax", 0),
    ("d", "title", "noopept", 11),
    ("d", "label", "semax", 0),
    ("d", "label", "semax", 10),
]
TEXTS: list[Any] = [
    pa.string(),
    pa.large_string(),
    pa.string_view(),
    pa.dictionary(pa.int8(), pa.string()),
    pa.dictionary(pa.uint32(), pa.large_string()),
]


def table(**columns: Any) -> pa.Table:
    """The rows above, with some columns in another form."""
    return pa.table({**ROWS_OF, **columns})


def flags_of(batches: Any, **asked: Any) -> list[dict[str, Any]]:
    """All flags as plain rows."""
    found = screen_batches(batches, **{"text": "title", **ASKED, **asked})
    return [row for batch in found for row in batch.to_pylist()]


def short(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """What a flag is about, in few words."""
    return [(row["key"], row["column"], row["compound"], row["start"]) for row in rows]


def plain(columns: dict[str, list[Any]], **asked: Any) -> list[dict[str, Any]]:
    """The same by the screening itself, without Arrow."""
    screening = Screening(**{"text": "title", **ASKED, **asked})
    batch = Batch(0, len(next(iter(columns.values()))), columns)
    return [{**flag.as_dict(), "on": flag.answer.on} for flag in screening.flags(batch)]


# What comes out


def test_flags_in_arrow_are_the_flags() -> None:
    """Nothing is lost, added or rounded between a flag and its row in a table."""
    asked = {"text": ("title", "label"), "key": "id"}
    found = flags_of(table(), **asked)
    assert found == plain(ROWS_OF, **asked)
    assert short(found) == FOUND
    assert [row["negated"] for row in found[2:4]] == [True, False]
    assert found[0]["on"] == date(2026, 11, 1)


def test_the_schema_names_what_a_flag_holds() -> None:
    """Who plans a table can read what each column means before there is a row."""
    schema = flag_schema()
    assert schema.names == list(plain(ROWS_OF)[0])
    assert all((field.metadata or {})[b"description"] for field in schema)
    assert schema.metadata == {b"semaxref.data_version": sx.data_version.encode()}
    assert flag_schema(pa.int64()).field("key").type == pa.int64()
    found = screen_batches(table(), text="title", **ASKED)
    assert found.schema.equals(schema, check_metadata=True)
    assert next(found).schema.equals(schema, check_metadata=True)


def test_the_schema_of_an_overlay_names_it(
    packaged_with: Callable[[dict[str, Any]], sx.Catalogue],
) -> None:
    """A table of flags says whose data answered."""
    mine = packaged_with({})
    told = flag_schema(catalogue=mine).metadata
    assert told == {b"semaxref.data_version": mine.data_version.encode()}
    assert mine.data_version.endswith("+generated")
    found = screen_batches(table(), text="title", matcher=Matcher(catalogue=mine), **ASKED)
    assert found.schema.metadata == told
    assert {row["data_version"] for row in found.read_all().to_pylist()} == {mine.data_version}


def test_spark_is_told_the_same_schema() -> None:
    """The two forms of the schema cannot drift apart."""
    told = re.findall(r"`(\w+)` (\S+?)(?:, |$)", flag_ddl("bigint"))
    words = {
        "int64": "bigint",
        "int32": "int",
        "double": "double",
        "bool": "boolean",
        "date32[day]": "date",
        "string": "string",
    }
    schema = flag_schema(pa.int64())
    kinds = [words.get(str(field.type), "array<string>") for field in schema]
    assert told == list(zip(schema.names, kinds, strict=True))
    assert "`key` string" in flag_ddl()


def test_no_flags_are_no_batches() -> None:
    """An engine is not handed empty batches; the schema is there all the same."""
    nothing = screen_batches(pa.table({"title": ["Vitamin C"] * 3}), text="title", **ASKED)
    assert list(nothing) == []
    assert screen_batches(table().slice(0, 0), text="title", **ASKED).read_all().num_rows == 0
    assert list(screen_batches(iter(()), text="title", **ASKED)) == []
    assert screen_batches([], text="title", key="id", **ASKED).schema == flag_schema()


def test_a_text_full_of_names_comes_out_in_pieces() -> None:
    """One monstrous row does not make one monstrous batch."""
    count = 2 * FLAGS + 5
    batches = list(
        screen_batches(table(title=["semax " * count, "", "", "Semax"]), text="title", **ASKED)
    )
    assert [batch.num_rows for batch in batches] == [FLAGS, FLAGS, 6]
    starts = [start for batch in batches for start in batch["start"].to_pylist()]
    assert starts == [*range(0, 6 * count, 6), 0]


def test_the_result_goes_to_other_libraries_as_it_is() -> None:
    """A frame of Polars, pandas or DuckDB is one call away."""
    asked = {"text": ("title", "label"), "key": "id", **ASKED}
    names = ["key", "column", "compound", "start"]
    assert pl.DataFrame(screen_batches(table(), **asked)).select(names).rows() == FOUND
    frame = screen_batches(table(), **asked).read_pandas()
    assert list(frame[names].itertuples(index=False, name=None)) == FOUND
    found = screen_batches(table(), **asked)
    with duckdb.connect() as connection:
        query = 'SELECT key, "column", compound, start FROM found'
        assert connection.sql(query).fetchall() == FOUND
    assert found.read_all().num_rows == 0  # it was read, and cannot be read twice


# What goes in


@pytest.mark.parametrize("kind", TEXTS, ids=str)
@pytest.mark.parametrize("cut", [False, True])
def test_text_in_any_form_of_arrow(kind: Any, cut: bool) -> None:
    """Engines hand text over in several forms; it is the same text, also as a part of more."""
    words = pa.array(["Semax", *ROWS_OF["title"]] if cut else ROWS_OF["title"])
    words = (
        words.cast(kind)
        if not pa.types.is_dictionary(kind)
        else words.dictionary_encode().cast(kind)
    )
    found = flags_of(table(title=words.slice(1) if cut else words), key="id")
    assert found == plain(ROWS_OF, key="id")


def test_a_dictionary_of_views() -> None:
    """The categories of Polars come so."""
    frame = pl.DataFrame(ROWS_OF).with_columns(pl.col("title").cast(pl.Categorical))
    assert flags_of(frame, key="id") == plain(ROWS_OF, key="id")
    words = pa.DictionaryArray.from_arrays(
        pa.array([0, None, 1, 0]), pa.array(["Semax", "x"]).cast(pa.string_view())
    )
    assert [row["key"] for row in flags_of(table(title=words), key="id")] == ["a", "d"]


def test_a_column_of_nothing_holds_nothing() -> None:
    """A reader of JSON gives such a column where all its values are missing."""
    assert flags_of(table(title=pa.nulls(4))) == []


SOURCES: dict[str, Callable[[], Any]] = {
    "a table": table,
    "a reader": lambda: table().to_reader(),
    "a batch": lambda: table().to_batches()[0],
    "batches": lambda: table().to_batches(max_chunksize=1),
    "an iterator of batches": lambda: iter(table().to_batches(max_chunksize=3)),
    "pandas": lambda: pd.DataFrame(ROWS_OF),
    "Polars": lambda: pl.DataFrame(ROWS_OF),
    "parts of a frame": lambda: pl.DataFrame(ROWS_OF).iter_slices(3),
    "readers": lambda: (table().slice(row, 1).to_reader() for row in range(4)),
    "a reader of a generator": lambda: pa.RecordBatchReader.from_batches(
        table().schema, iter(table().to_batches(max_chunksize=2))
    ),
}


@pytest.mark.parametrize("source", SOURCES)
def test_whatever_holds_arrow_can_be_screened(source: str) -> None:
    """Nobody has to convert a table by hand, and rows are numbered through."""
    assert flags_of(SOURCES[source](), key="id") == plain(ROWS_OF, key="id")


def test_a_relation_of_duckdb_can_be_screened() -> None:
    """A query is screened as it comes, without a copy of its result."""
    rows = table()  # noqa: F841 - DuckDB finds it by its name
    with duckdb.connect() as connection:
        found = flags_of(connection.sql("SELECT * FROM rows ORDER BY id"), key="id")
    assert found == plain(ROWS_OF, key="id")


@pytest.mark.parametrize("given", [None, 5, {"title": ["Semax"]}, ["Semax"], [{"title": "Semax"}]])
def test_what_holds_no_arrow_is_refused(given: Any) -> None:
    """Rows as dicts are for `screen`; the error says what is wanted here."""
    with pytest.raises(sx.InvalidQuery, match="must be record batches of Arrow, or a frame"):
        screen_batches(given, text="title", **ASKED)


def test_a_stranger_among_batches_is_refused() -> None:
    """Not only the first part of a stream is looked at."""
    found = screen_batches([*table().to_batches(), "Semax"], text="title", **ASKED)  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    with pytest.raises(sx.InvalidQuery, match="not str"):
        list(found)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["Semax", "", None, "semax Noopept", "x"]), max_size=30), st.data())
def test_it_does_not_matter_how_rows_are_cut(words: list[str | None], data: st.DataObject) -> None:
    """Batches of any size, empty ones included, give the flags of the whole."""
    rows = pa.table({"title": pa.array(words, pa.string())})
    cuts = sorted(data.draw(st.lists(st.integers(0, len(words)), max_size=5)))
    ends = [*cuts, len(words)]
    parts = [rows.slice(a, b - a) for a, b in zip([0, *cuts], ends, strict=True)]
    assert flags_of(parts) == plain({"title": words}) if words else flags_of(parts) == []


# Memory


def test_batches_are_read_as_flags_are_asked_for() -> None:
    """An endless stream can be screened: nothing waits for its end."""
    (batch,) = table().to_batches()
    endless = screen_batches(repeat(batch), text="title", key="id", **ASKED)
    rows = [row for found in islice(endless, 3) for row in found["row"].to_pylist()]
    assert rows == [0, 3, 3, 4, 7, 7, 8, 11, 11]


def test_no_batch_is_kept() -> None:
    """Memory is that of one batch, whatever the size of the table."""
    given: list[weakref.ref[pa.RecordBatch]] = []

    def stream() -> Iterator[pa.RecordBatch]:
        for number in range(20):
            batch = pa.record_batch({"title": [f"Semax {number}"] * 100})
            given.append(weakref.ref(batch))
            yield batch
            del batch
            assert sum(each() is not None for each in given) <= 2

    assert screen_batches(stream(), text="title", **ASKED).read_all().num_rows == 2000


def test_a_batch_of_any_number_of_rows_is_numbered_through() -> None:
    """A whole table in one batch is looked at in parts, and its rows keep their numbers."""
    words = ["x"] * (2 * ROWS + 3)
    places = [0, ROWS - 1, ROWS, 2 * ROWS + 2]
    for place in places:
        words[place] = "Semax"
    keys = list(range(1000, 1000 + len(words)))
    found = flags_of(pa.table({"id": keys, "title": words}), key="id")
    assert [row["row"] for row in found] == places
    assert [row["key"] for row in found] == [1000 + place for place in places]


@pytest.mark.parametrize("kind", [pa.string(), pa.string_view()], ids=str)
def test_long_texts_are_looked_at_few_together(kind: Any) -> None:
    """Documents of megabytes are not all Python strings at the same time."""
    half, twice = "word " * (BYTES // 10), "word " * (BYTES // 5 * 2)
    words = [f"Semax {half}", "y", f"Noopept {twice}", None, "Semax"] * 2
    rows = pa.table({"title": pa.array(words, pa.string()).cast(kind)})
    assert [row["row"] for row in flags_of(rows)] == [0, 2, 4, 5, 7, 9]
    parts = list(pieces(rows.to_batches()[0], ROWS))
    assert [text for part in parts for text in part["title"].to_pylist()] == words
    assert all(part.nbytes <= BYTES or part.num_rows == 1 for part in parts)


# Columns that say it


def test_columns_say_place_activity_and_day() -> None:
    """Each row has its own question, in whatever form its columns are."""
    rows = {
        "title": ["Semax"] * 3,
        "to": ["US", "RU", "Germany"],
        "what": ["possess", "prescribe", "possess"],
        "when": ["2026-11-01", "2024-06-01", "2020-02-29"],
    }
    asked = {"jurisdiction": Column("to"), "activity": Column("what"), "on": Column("when")}
    wanted = plain(rows, **asked)
    days = pa.array(map(date.fromisoformat, rows["when"]), pa.date32())
    forms = {
        "to": pa.array(rows["to"]).dictionary_encode(),
        "what": pa.array(rows["what"]).cast(pa.string_view()),
    }
    for when in (rows["when"], days, days.cast(pa.date64()), days.dictionary_encode()):
        found = flags_of(pa.table({**rows, **forms, "when": when}), **asked)
        assert found == wanted
    assert [row["jurisdiction"] for row in wanted] == ["US", "RU", "DE"]


def test_a_row_that_cannot_be_screened_is_told_of() -> None:
    """The rows around it are screened, and its number is that in the whole stream."""
    days = pa.array([0, 2**31 - 1, None, 20_000, -(2**31)], pa.int32()).view(pa.date32())
    rows = pa.table({"title": ["Semax"] * 5, "day": days})
    told: list[BadRow] = []
    parts = rows.to_batches(max_chunksize=2)
    found = flags_of(parts, on=Column("day"), on_bad=told.append)
    assert [row["on"] for row in found] == [date(1970, 1, 1), date(2024, 10, 4)]
    assert [(each.row, each.column) for each in told] == [(1, "day"), (2, "day"), (4, "day")]
    assert "out of range" in told[0].reason
    with pytest.raises(BadRow, match="row 1, column 'day'") as caught:
        flags_of(parts, on=Column("day"))
    assert caught.value.row == 1


def test_bytes_that_are_no_text_are_told_of() -> None:
    """Arrow does not check what a reader put into a column of text."""
    offsets = pa.array([0, 5, 7, 7, 12], pa.int32()).buffers()[1]
    mask = pa.array([True, True, False, True]).buffers()[1]
    words = pa.Array.from_buffers(
        pa.string(), 4, [mask, offsets, pa.py_buffer(b"Semax\xff\xfesemax")]
    )
    told: list[BadRow] = []
    found = flags_of(pa.table({"title": words}), on_bad=told.append)
    assert [row["row"] for row in found] == [0, 3]
    (bad,) = told
    assert str(bad).startswith("row 1, column 'title': bytes that are no UTF-8, shown as U+FFFD")


@pytest.mark.parametrize(
    "keys",
    [
        [1, 2, 3, 4],
        [date(2020, 1, day) for day in range(1, 5)],
        [Decimal("1.10"), Decimal("2.20"), None, Decimal("4.40")],
        [b"\xff", b"", b"a", b"b"],
        [[1], [2, 3], [], [4]],
    ],
    ids=["whole numbers", "days", "decimals", "bytes", "lists"],
)
def test_a_key_keeps_its_type(keys: list[Any]) -> None:
    """Flags can be joined to the rows by it, without a conversion."""
    rows = table(id=keys)
    found = screen_batches(rows, text="title", key="id", **ASKED)
    assert found.schema.field("key").type == rows.schema.field("id").type
    assert found.schema == flag_schema(rows.schema.field("id").type)
    assert [row["key"] for row in found.read_all().to_pylist()] == [keys[0], keys[3], keys[3]]


@pytest.mark.parametrize("kind", TEXTS, ids=str)
def test_a_key_of_text_is_plain_text(kind: Any) -> None:
    """The schema of flags is the same, in whatever form an engine holds its text."""
    keys = pa.array(ROWS_OF["id"])
    rows = table(
        id=keys.cast(kind) if not pa.types.is_dictionary(kind) else keys.dictionary_encode()
    )
    found = screen_batches(rows, text="title", key="id", **ASKED)
    assert found.schema == flag_schema()
    assert [row["key"] for row in found.read_all().to_pylist()] == ["a", "d", "d"]


def test_one_column_may_be_text_and_key_and_day() -> None:
    """Nothing is read twice, and the key keeps its type where the day is read as text."""
    assert short(flags_of(table(), key="title"))[0] == ("Semax spray", "title", "semax", 0)
    days = pa.table({"title": ["Semax"], "day": [date(2024, 6, 1)]})
    (row,) = flags_of(days, key="day", on=Column("day"))
    assert row["key"] == row["on"] == date(2024, 6, 1)


# What is wrong is told at once


@pytest.mark.parametrize("what", ["text", "key", "jurisdiction", "activity", "on"])
def test_a_column_that_is_not_there(what: str) -> None:
    """It is told before a row is read, with the columns that there are."""
    given = "titel" if what in {"text", "key"} else Column("titel")
    with pytest.raises(sx.UnknownValue, match="did you mean 'title'") as caught:
        screen_batches(table(), **{"text": "title", **ASKED, what: given})
    assert caught.value.allowed == tuple(ROWS_OF)


@pytest.mark.parametrize(
    ("columns", "asked", "message"),
    [
        ({"title": [1, 2, 3, 4]}, {}, "column 'title' must hold text, not int64"),
        ({"title": [b"Semax"] * 4}, {}, "column 'title' must hold text, not binary"),
        ({"label": [1, 2, 3, 4]}, {"jurisdiction": Column("label")}, "'label' must hold text"),
        (
            {"label": [datetime(2020, 1, 1)] * 4},
            {"on": Column("label")},
            r"column 'label' must hold days or text, not timestamp\[us\]",
        ),
        ({"title": [date(2020, 1, 1)] * 4}, {"on": Column("label")}, "must hold text, not date32"),
    ],
)
def test_a_column_that_holds_something_else(
    columns: dict[str, Any], asked: dict[str, Any], message: str
) -> None:
    """A wrong column is one error, and not one for each of a hundred million rows."""
    with pytest.raises(sx.InvalidQuery, match=message):
        screen_batches(table(**columns), **{"text": "title", **ASKED, **asked})


def test_a_column_that_is_there_twice() -> None:
    """It is not guessed which one is meant."""
    rows = pa.table([pa.array(["Semax"]), pa.array(["x"])], names=["title", "title"])
    with pytest.raises(sx.InvalidQuery, match="2 columns are called 'title'"):
        screen_batches(rows, text="title", **ASKED)


def test_columns_may_change_their_form_and_not_their_sense() -> None:
    """A later batch is looked at like the first, and its key must fit the flags before it."""
    later = table(title=pa.array(ROWS_OF["title"]).dictionary_encode())
    assert len(flags_of([table(), later], key="id")) == 6
    with pytest.raises(sx.InvalidQuery, match="'id' holds string, and int64 in a later batch"):
        flags_of([table(), table(id=[1, 2, 3, 4])], key="id")
    with pytest.raises(sx.UnknownValue, match="column 'title' is not one of id, label"):
        flags_of([table(), table().drop_columns(["title"])], key="id")


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"jurisdiction": "Nowhere"}, sx.JurisdictionNotFound),
        ({"activity": "sell"}, sx.UnknownValue),
        ({"on": "yesterday"}, sx.InvalidDate),
        ({"text": ()}, sx.InvalidQuery),
    ],
)
def test_a_question_that_cannot_be_asked(
    asked: dict[str, Any], error: type[sx.SemaxrefError]
) -> None:
    """It is told where the mistake was made, and not by a worker an hour later."""
    with pytest.raises(error):
        screen_batches(table(), **{"text": "title", **ASKED, **asked})


def test_an_error_of_the_source_comes_out_as_it_is() -> None:
    """A file that breaks off is told of as its reader told it."""

    def broken() -> Iterator[pa.RecordBatch]:
        yield from table().to_batches()
        raise OSError("the disk is gone")

    for source in (broken(), pa.RecordBatchReader.from_batches(table().schema, broken())):
        found = screen_batches(source, text="title", **ASKED)
        assert next(found).num_rows == 3
        with pytest.raises(OSError, match="the disk is gone"):
            next(found)


def test_without_pyarrow_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who lacks it is told what to install."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for call in (flag_schema, lambda: screen_batches([], text="title", **ASKED)):
        with pytest.raises(sx.MissingExtra, match=r"needs pyarrow, .* 'semaxref\[arrow\]'"):
            call()


def test_screening_works_without_pyarrow(
    fresh_python: Callable[..., CompletedProcess[str]],
) -> None:
    """Only who asks for Arrow needs it, and who does not, does not wait for it."""
    done = fresh_python(
        "-c",
        "import sys\nfrom semaxref.screening import Matcher, flag_ddl, screen_batches\n"
        "assert Matcher().find('Semax') and flag_ddl()\nassert 'pyarrow' not in sys.modules",
    )
    assert done.returncode == 0, done.stderr


def test_a_flag_and_its_row_have_the_same_types() -> None:
    """Arrow takes each value as it is, so that none is changed on its way."""
    (flag,) = Screening(text="title", **ASKED).flags(Batch(0, 1, {"title": ["Semax"]}))
    row = {**flag.as_dict(), "on": flag.answer.on}
    assert pa.Table.from_pylist([row], schema=flag_schema()).to_pylist() == [row]
