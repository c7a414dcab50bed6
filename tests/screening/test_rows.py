"""Rows of any kind of table: the same flags from all, whatever is wrong with some of the rows."""

from __future__ import annotations

import csv
import gzip
import io
import itertools
import json
import os
import random
import sys
import threading
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from semaxref.errors import (
    BadRow,
    FileError,
    InvalidDate,
    InvalidQuery,
    JurisdictionNotFound,
    MissingExtra,
    UnknownValue,
)
from semaxref.screening import FLAG_COLUMNS, Column, Matcher, screen
from semaxref.screening.tables import batches, text_files

if TYPE_CHECKING:
    from collections.abc import Iterator

Row = dict[str, Any]
LAW: dict[str, Any] = {"jurisdiction": "US", "activity": "possess", "on": "2026-11-01"}
MATCHER = Matcher()
ROWS: list[Row] = [
    {"id": "a", "title": "Semax spray, with Noopept", "text": "", "to": "US"},
    {"id": "b", "title": "socks", "text": "nothing", "to": "HU"},
    {"id": "c", "title": "Ноопепт", "text": "semax-free", "to": "NZ"},
]


def save_csv(path: Path, rows: list[Row], delimiter: str = ",") -> Path:
    """Write rows as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(ROWS[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def save_jsonl(path: Path, rows: list[Any]) -> Path:
    """Write rows as JSON Lines."""
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def save_ipc(path: Path, table: pa.Table, *, stream: bool) -> Path:
    """Write a table as an Arrow file or stream, of batches of two rows."""
    make = pa.ipc.new_stream if stream else pa.ipc.new_file
    with make(str(path), table.schema) as writer:
        writer.write_table(table, max_chunksize=2)
    return path


def zipped(path: Path) -> Path:
    """The same file, compressed."""
    made = path.with_name(f"{path.name}.gz")
    made.write_bytes(gzip.compress(path.read_bytes()))
    return made


def as_table(rows: list[Row]) -> pa.Table:
    """Rows as a table of PyArrow."""
    return pa.Table.from_pylist(rows, schema=pa.schema([(name, pa.string()) for name in ROWS[0]]))


def forms(folder: Path, rows: list[Row]) -> Iterator[tuple[str, Any]]:
    """The same rows in all the forms that are read."""
    table = as_table(rows)
    yield "dicts", rows
    yield "iterator", iter(rows)
    for made in (
        save_csv(folder / "rows.csv", rows),
        save_csv(folder / "rows.TSV", rows, "\t"),
        save_jsonl(folder / "rows.jsonl", rows),
        save_jsonl(folder / "rows.ndjson", rows),
    ):
        yield made.name, made
        yield f"{made.name}.gz", str(zipped(made))
    pq.write_table(table, folder / "rows.parquet", row_group_size=2)
    yield "parquet", folder / "rows.parquet"
    yield "arrow", save_ipc(folder / "rows.arrow", table, stream=False)
    yield "feather", save_ipc(folder / "rows.feather", table, stream=False)
    yield "arrow stream", save_ipc(folder / "stream.arrow", table, stream=True)
    yield "table", table
    yield "reader", table.to_reader()
    yield "polars", pl.DataFrame(rows, schema=dict.fromkeys(ROWS[0], pl.String))
    yield "pandas", pd.DataFrame(rows, columns=list(ROWS[0]), dtype="string")


def told(rows: Any, **options: Any) -> tuple[list[Row], list[BadRow]]:
    """The flags of rows, and the bad rows."""
    bad: list[BadRow] = []
    asked = {"text": ("title", "text"), "matcher": MATCHER, **LAW, **options}
    flags = [flag.as_dict() for flag in screen(rows, on_bad=bad.append, **asked)]
    return flags, bad


def found(rows: Any, **options: Any) -> list[tuple[int, str]]:
    """Row and compound of each flag, of rows of which none is bad."""
    flags, bad = told(rows, **options)
    assert not bad
    return [(flag["row"], flag["compound"]) for flag in flags]


def reasons(bad: list[BadRow]) -> list[tuple[int, str]]:
    """Number and reason of bad rows."""
    return [(each.row, each.reason) for each in bad]


# What a flag tells


def test_a_flag_names_the_row_the_place_in_it_and_the_law(tmp_path: Path) -> None:
    """Each mention is one flag, by row, column and place in the text."""
    flags, bad = told(save_csv(tmp_path / "r.csv", ROWS), key="id", jurisdiction=Column("to"))
    assert not bad
    assert [(f["row"], f["key"], f["column"], f["compound"], f["jurisdiction"]) for f in flags] == [
        (0, "a", "title", "semax", "US"),
        (0, "a", "title", "noopept", "US"),
        (2, "c", "title", "noopept", "NZ"),
        (2, "c", "text", "semax", "NZ"),
    ]
    assert [flag["negated"] for flag in flags] == [False, False, False, True]
    assert all(tuple(flag) == FLAG_COLUMNS for flag in flags)


def test_a_flag_as_a_line_calls_its_row_as_the_table_does() -> None:
    """By its key where there is one, else by its number."""
    for key, which in ((None, "row 1,"), ("id", "row b7,")):
        (flag,) = screen([ROWS[1], {"id": "b7", "title": "Semax"}], text="title", key=key, **LAW)
        assert str(flag).startswith(f"{which} title: semax at 0-5")
        assert str(flag).endswith(f"possess in US, 2026-11-01: {flag.verdict}")


def test_any_number_of_days_is_asked_in_bounded_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is remembered of questions that were asked is thrown away before it grows."""
    monkeypatch.setattr("semaxref.screening.flags._MEMO", 2)
    rows = [{"title": "Semax", "day": f"2026-01-{day:02}"} for day in range(1, 31)]
    flags, bad = told(rows, text="title", on=Column("day"))
    assert [flag["on"] for flag in flags] == [row["day"] for row in rows]
    assert not bad


def test_a_matcher_of_the_packaged_data_is_used_if_none_is_given() -> None:
    """The shortest call works."""
    (flag,) = screen([{"title": "Semax"}], text="title", **LAW)
    assert flag.mention.compound == "semax"
    assert flag.verdict is flag.answer.verdict


WORDS = st.sampled_from(["Semax", "semax", "Ноопепт", "Noopept", "semax-free", "x", "naïve", "🧠"])
SIGNS = st.sampled_from([" ", ", ", "\n", "\r\n", "\r", '"', "\t", " = ", "; ", "''"])
TEXTS = st.lists(WORDS | SIGNS, max_size=8).map(" ".join) | st.text(
    st.characters(codec="utf-8", exclude_characters="\0"), max_size=12
)
TABLES = st.lists(
    st.fixed_dictionaries(
        {"id": TEXTS, "title": TEXTS, "text": TEXTS, "to": st.sampled_from(["US", "RU", "Mars"])}
    ),
    max_size=7,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=TABLES, most=st.integers(1, 4))
def test_the_same_flags_from_all_forms(
    rows: list[Row], most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In which form a table comes makes no difference, nor how many rows are read at once."""
    asked: dict[str, Any] = {"key": "id", "jurisdiction": Column("to")}
    first = None
    for name, form in forms(tmp_path, rows):
        flags, bad = told(form, **asked)
        first = first or (flags, reasons(bad))
        assert (flags, reasons(bad)) == first, name
        monkeypatch.setattr(batches, "MOST_ROWS", most)
    assert first
    assert [number for number, _ in first[1]] == [
        n for n, r in enumerate(rows) if r["to"] == "Mars"
    ]


def test_what_other_libraries_call_missing_is_no_text() -> None:
    """None, NaN and NA hold nothing, and are nothing bad."""
    for missing in (None, float("nan"), pd.NA, pd.NaT):
        assert found([{"title": missing, "text": "Semax"}]) == [(0, "semax")]
    frame = pd.DataFrame({"title": ["Semax", None], "text": [None, "Noopept"]})
    assert found(frame) == [(0, "semax"), (1, "noopept")]


def test_rows_are_taken_as_they_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """An endless source is screened as it comes, and nothing is taken before it is asked for."""
    monkeypatch.setattr(batches, "MOST_ROWS", 10)
    taken = itertools.count()
    flags = screen(
        ({"title": f"Semax {next(taken)}"} for _ in itertools.count()), text="title", **LAW
    )
    assert next(taken) == 0
    assert [flag.row for flag in itertools.islice(flags, 15)] == list(range(15))
    assert next(taken) == 21


def test_long_texts_come_in_smaller_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory is bounded by what the texts have in signs, and not only by how many they are."""
    sizes: list[int] = []

    class Counting(Matcher):
        def find_many(self, texts: Any) -> Any:
            sizes.append(len(texts))
            return super().find_many(texts)

    monkeypatch.setattr("semaxref.screening.tables.arrow_columns.BYTES", 100_000)
    monkeypatch.setattr(batches, "MOST_SIGNS", 100_000)
    rows = [{"id": "", "title": f"{' ' * 20_000}Semax", "text": "", "to": ""}] * 20
    for name, form in forms(tmp_path, rows):
        sizes.clear()
        assert len(found(form, text="title", matcher=Counting())) == 20
        assert max(sizes) <= 5, name


def test_of_parquet_only_the_columns_that_are_needed_are_read(tmp_path: Path) -> None:
    """A wide table costs no more than its texts: a broken column beside them is not even seen."""
    path = tmp_path / "wide.parquet"
    table = pa.table({"big": ["y" * 50_000] * 3, "title": ["Semax"] * 3})
    pq.write_table(table, path, compression="none", use_dictionary=False)
    column = pq.ParquetFile(path).metadata.row_group(0).column(0)
    content = bytearray(path.read_bytes())
    end = column.data_page_offset + column.total_compressed_size
    content[column.data_page_offset : end] = b"\xff" * column.total_compressed_size
    path.write_bytes(content)
    with pytest.raises(FileError):
        told(path, text="big")
    assert found(path, text="title") == [(row, "semax") for row in range(3)]


def test_a_stream_of_duckdb_is_a_table() -> None:
    """A query of DuckDB is screened without a copy of it."""
    duckdb: Any = pytest.importorskip("duckdb")
    query = duckdb.sql("select 'Semax ' || range as title, range as id from range(3)")
    flags, bad = told(query, text="title", key="id")
    assert [flag["key"] for flag in flags] == [0, 1, 2]
    assert not bad


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_pipe_is_read_once(tmp_path: Path) -> None:
    """The output of another program can be screened, though it cannot be read a second time."""
    for name, content in (("p.csv", "title\nSemax\n"), ("p.jsonl", '{"title": "Semax"}\n')):
        path = tmp_path / name
        os.mkfifo(path)
        writer = threading.Thread(target=path.write_text, args=(content,))
        writer.start()
        assert found(path, text="title") == [(0, "semax")]
        writer.join()


# What is wrong with the question


def test_what_is_asked_is_checked_at_once(tmp_path: Path) -> None:
    """A mistake in the call is raised by the call, and not when the first flag is taken."""
    path = save_csv(tmp_path / "r.csv", ROWS)
    wrong: list[tuple[dict[str, Any], type[Exception]]] = [
        ({"jurisdiction": "Atlantis"}, JurisdictionNotFound),
        ({"activity": "posess"}, UnknownValue),
        ({"on": "yesterday"}, InvalidDate),
        ({"text": ()}, InvalidQuery),
        ({"key": "ID"}, UnknownValue),
        ({"jurisdiction": Column("country")}, UnknownValue),
    ]
    for options, error in wrong:
        with pytest.raises(error):
            screen(path, **{"text": "title", **LAW, **options})


def test_a_column_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    """In every form but one that can be read once only, the call itself says it."""
    for name, form in forms(tmp_path, ROWS):
        if name == "iterator":
            flags = screen(form, text="titel", **LAW)
            with pytest.raises(UnknownValue) as caught:
                next(flags)
        else:
            with pytest.raises(UnknownValue) as caught:
                screen(form, text="titel", **LAW)
        assert caught.value.allowed == ("id", "title", "text", "to")
        assert caught.value.suggestions == ("title",)


def test_a_column_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    """Nobody can say which of them is meant; others may be there twice."""
    path = tmp_path / "twice.csv"
    path.write_text("title,x,title,x,text\nSemax,1,Noopept,2,Semax\n", "utf-8")
    with pytest.raises(InvalidQuery, match="'title' is there 2 times"):
        screen(path, text="title", **LAW)
    assert found(path, text="text") == [(0, "semax")]


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    """One dict, bytes or a number are not rows, and a name must say which kind of file it is."""
    wrong: list[Any] = [ROWS[0], b"rows.csv", 5, None]
    for rows in wrong:
        with pytest.raises(InvalidQuery, match="rows must be mappings"):
            screen(rows, text="title", **LAW)
    for name in ("rows.xlsx", "rows", "rows.parquet.gz", ".csv"):
        with pytest.raises(UnknownValue, match=r"\.csv, \.tsv, \.jsonl.*\.parquet.*\.csv\.gz"):
            screen(tmp_path / name, text="title", **LAW)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """It is not there, is a folder, or is not what its name says; then why is told."""
    (tmp_path / "folder.csv").mkdir()
    for name in ("a.csv", "a.jsonl.gz", "a.parquet", "a.arrow", "folder.csv"):
        with pytest.raises(FileError, match=f"cannot read '.*{name}'") as caught:
            screen(tmp_path / name, text="title", **LAW)
        assert caught.value.doing == "read"
    for name in ("b.csv.gz", "b.jsonl.gz", "b.parquet", "b.arrow"):
        (tmp_path / name).write_bytes(b"title\nSemax\n")
        with pytest.raises(FileError, match=f"cannot read '.*{name}'"):
            screen(tmp_path / name, text="title", **LAW)


def test_utf_16_is_refused_with_a_way_out(tmp_path: Path) -> None:
    """Its rows would all be bad; a spreadsheet writes it as "Unicode text"."""
    for name, write in (
        ("a.tsv", Path.write_bytes),
        ("a.jsonl.gz", lambda p, b: p.write_bytes(gzip.compress(b))),
    ):
        write(tmp_path / name, "title\nSemax\n".encode("utf-16"))
        with pytest.raises(FileError, match="it is UTF-16; save it as UTF-8"):
            screen(tmp_path / name, text="title", **LAW)


def test_a_compressed_file_that_breaks_off_is_told_where_it_does(tmp_path: Path) -> None:
    """What was read before is screened; then an error says that this was not all."""
    whole = zipped(save_csv(tmp_path / "r.csv", ROWS * 20_000))
    cut = tmp_path / "cut.csv.gz"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    flags = screen(cut, text="title", **LAW)
    assert next(flags).row == 0
    with pytest.raises(FileError, match="end-of-stream"):
        list(flags)


def test_an_empty_file(tmp_path: Path) -> None:
    """Without a head a CSV file is refused; without rows any file has no flags."""
    path = tmp_path / "r.csv"
    for content in ("", "\n\n"):
        path.write_text(content, "utf-8")
        with pytest.raises(InvalidQuery, match="first line must name the columns"):
            screen(path, text="title", **LAW)
    for _, form in forms(tmp_path, []):
        assert found(form) == []


def test_without_pyarrow_its_files_name_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dicts and text need nothing; all else says what brings it."""
    made = dict(forms(tmp_path, ROWS))
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for name in ("parquet", "arrow", "table", "polars"):
        with pytest.raises(MissingExtra, match=r"semaxref\[arrow\]"):
            screen(made[name], text="title", **LAW)
    assert found(made["rows.csv"]) == found(made["dicts"]) != []


# What is wrong with rows


def test_the_first_bad_row_is_raised_after_the_flags_before_it() -> None:
    """Who wants no bad rows still gets all that stands before the first."""
    rows: list[Row] = [{"title": "Semax"}, {"title": 5}, {"title": "Semax"}]
    flags = screen(rows, text="title", **LAW)
    assert next(flags).row == 0
    with pytest.raises(BadRow, match="row 1, column 'title': expected a text, not int"):
        next(flags)


def test_rows_of_csv_with_too_many_or_too_few_cells(tmp_path: Path) -> None:
    """Nobody knows which cell is which, so they are told of; numbers and the rest stay right."""
    path = tmp_path / "r.csv"
    path.write_text('id,title\n1,Semax\n2,Semax,spray\n3\n\n4,"Semax\n', "utf-8")
    flags, bad = told(path, text="title", key="id")
    assert [(flag["row"], flag["key"]) for flag in flags] == [(0, "1"), (3, "4")]
    assert reasons(bad) == [
        (1, "3 cells, where the head has 2"),
        (2, "1 cells, where the head has 2"),
    ]
    path.write_text('id,title\n1,Semax\n"2,Semax\n3,Semax\n4,Semax\n', "utf-8")
    flags, bad = told(path, text="title")
    assert [flag["row"] for flag in flags] == [0]
    assert reasons(bad) == [(1, "1 cells, where the head has 2 (lines 3 to 5 of the file)")]


def test_lines_of_json_that_are_none(tmp_path: Path) -> None:
    """Broken lines, other values and depths that no program reads are told of and passed."""
    path = tmp_path / "r.jsonl"
    lines = ['{"title": "Semax"}', '{"title": "Sem', "", "[1]", "[" * 100_000, "1" * 10_000, "   ",
             '{"title": "Semax"}', '{"other": 1}', '{"title": null}', '{"title": ["Semax"]}',
             '{"title": "Se\0max"}']  # fmt: skip
    path.write_text("\n".join(lines), "utf-8")
    flags, bad = told(path, text="title")
    assert [flag["row"] for flag in flags] == [0, 5]
    assert [each.row for each in bad] == [1, 2, 3, 4, 6, 8, 9]
    told_of = [each.reason for each in bad]
    assert told_of[0].startswith("no JSON: ")
    assert told_of[1] == "expected a JSON object, not list"
    assert told_of[4] == "no column title, only other"
    assert told_of[5] == "expected a text, not list"


def test_a_file_of_nothing_but_junk_has_bad_rows_only(tmp_path: Path) -> None:
    """Where no row could be read, nobody can say that a column is not there."""
    (tmp_path / "r.jsonl").write_bytes(b"junk\n\xff\n")
    flags, bad = told(tmp_path / "r.jsonl")
    assert not flags
    assert [each.row for each in bad] == [0, 1]


def test_rows_need_not_have_every_column() -> None:
    """JSON often leaves out what is empty; a row with no column of text at all is bad."""
    rows = [{"title": "Semax"}, {"text": "Noopept"}, {}, {"Title": "Semax"}, ("title", "Semax")]
    flags, bad = told(rows)
    assert [(flag["row"], flag["compound"]) for flag in flags] == [(0, "semax"), (1, "noopept")]
    assert reasons(bad) == [
        (2, "no column title or text, only nothing"),
        (3, "no column title or text, only Title"),
        (4, "expected a mapping of columns to values, not tuple"),
    ]


def test_a_place_an_activity_and_a_day_that_are_none_are_bad_rows() -> None:
    """Columns of the question are read row by row, and a row that asks nothing is told of."""
    asked = {name: Column(name) for name in LAW}
    rows = [
        {"title": "Semax", **LAW, **other}
        for other in (
            {},
            {"jurisdiction": "Mars"},
            {"activity": None},
            {"on": 5},
            {"on": [1]},
            {"on": None},
        )
    ]
    flags, bad = told(rows, text="title", **asked)
    assert [flag["row"] for flag in flags] == [0]
    assert [(each.row, each.column) for each in bad] == [
        (1, "jurisdiction"), (2, "activity"), (3, "on"), (4, "on"), (5, "on"),
    ]  # fmt: skip


def test_bytes_that_are_no_text_are_told_of_and_the_rest_is_screened(tmp_path: Path) -> None:
    """A row from another encoding loses the letters that cannot be read, and not its mention."""
    path = tmp_path / "r.csv"
    path.write_bytes(
        b"id,title,other\n\xe91,Semax,x\n2,caf\xe9 Semax,x\n3,\0 Semax,x\n4,Semax,\xff\0\n"
        + "5,Ноопепт,x\n".encode()
    )
    flags, bad = told(path, text="title", key="id")
    assert [(f["row"], f["key"], f["start"], f["surface"]) for f in flags] == [
        (0, "\ufffd1", 0, "Semax"), (1, "2", 5, "Semax"), (2, "3", 2, "Semax"),
        (3, "4", 0, "Semax"), (4, "5", 0, "Ноопепт"),
    ]  # fmt: skip
    assert [(each.row, each.column) for each in bad] == [(0, "id"), (1, "title"), (2, "title")]
    assert all("no UTF-8" in each.reason for each in bad)
    path = tmp_path / "r.jsonl"
    path.write_bytes(b'{"n": 1, "title": "caf\xe9 Semax"}\n{"title": "Semax"}\n')
    flags, bad = told(path, text="title")
    assert [(flag["row"], flag["start"]) for flag in flags] == [(0, 5), (1, 0)]
    assert [(each.row, each.column) for each in bad] == [(0, "title")]


def test_bytes_of_arrow_that_are_no_text(tmp_path: Path) -> None:
    """Arrow files can say of any bytes that they are a text."""
    junk = pa.array([b"caf\xe9 Semax", b"Semax", None], pa.binary()).view(pa.string())
    pq.write_table(pa.table({"title": junk}), tmp_path / "r.parquet")
    for form in (pa.table({"title": junk}), tmp_path / "r.parquet"):
        flags, bad = told(form, text="title")
        assert [(flag["row"], flag["start"]) for flag in flags] == [(0, 5), (1, 0)]
        assert [(each.row, each.column) for each in bad] == [(0, "title")]


def test_lone_surrogates_are_passed_through(tmp_path: Path) -> None:
    """They come out of broken JSON escapes and file names, and are no reason to stop."""
    rows = [{"title": "\ud83d Semax \udc80", "text": "", "id": "\udcff"}]
    for form in (rows, save_jsonl(tmp_path / "r.jsonl", rows)):
        flags, bad = told(form, key="id")
        assert [(f["key"], f["start"], f["surface"]) for f in flags] == [("\udcff", 2, "Semax")]
        assert not bad


# What is large


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_a_line_of_20_megabytes(tmp_path: Path, kind: str) -> None:
    """One huge cell is a row like any other, and csv keeps its own limit for everyone else."""
    limit = csv.field_size_limit()
    text = f"{' ' * 20_000_000}Semax"
    rows = [{"id": "1", "title": text, "text": "", "to": ""}, dict.fromkeys(ROWS[0], "Semax")]
    if kind == "parquet":
        path = tmp_path / "r.parquet"
        pq.write_table(as_table(rows), path)
    elif kind == "jsonl":
        path = save_jsonl(tmp_path / "r.jsonl", rows)
    else:
        path = save_csv(tmp_path / "r.csv", rows)
    flags, bad = told(path, text="title")
    assert [(flag["row"], flag["start"]) for flag in flags] == [(0, 20_000_000), (1, 0)]
    assert not bad
    assert csv.field_size_limit() == limit


def test_a_line_or_cell_without_end_is_one_bad_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory stays bounded, and reading goes on behind it."""
    monkeypatch.setattr(text_files, "LONGEST", 50)
    for line in ("x" * 50, "x" * 99, "x" * 500):
        for name, text in (
            ("r.csv", f"title\nSemax\n{line}\nSemax\n"),
            ("r.jsonl", f'{{"title": "Semax"}}\n{line}\n{{"title": "Semax"}}\n'),
        ):
            (tmp_path / name).write_text(text, "utf-8")
            flags, bad = told(tmp_path / name, text="title")
            assert [flag["row"] for flag in flags] == [0, 2]
            assert reasons(bad) == [(1, "a line of more than 50 signs")]
        (tmp_path / "end.csv").write_text(f"title\nSemax\n{line}", "utf-8")
        assert [each.row for each in told(tmp_path / "end.csv", text="title")[1]] == [1]
    many = "\n".join(["a" * 20] * 3)
    (tmp_path / "r.csv").write_text(f'title\nSemax\n"{many}"\nSemax\n', "utf-8")
    flags, bad = told(tmp_path / "r.csv", text="title")
    assert flags[0]["row"] == 0
    assert reasons(bad)[0][1].startswith("field larger than field limit (50) (lines 3 to")
    (tmp_path / "head.csv").write_text("t" * 60, "utf-8")
    with pytest.raises(FileError, match="a line of more than 50 signs"):
        screen(tmp_path / "head.csv", text="title", **LAW)


@pytest.mark.parametrize("name", ["r.csv", "r.jsonl"])
def test_binary_junk_is_passed(tmp_path: Path, name: str) -> None:
    """Whatever bytes stand between two rows, both are found and nothing is raised."""
    good = {"r.csv": b"Semax\n", "r.jsonl": b'{"title": "Semax"}\n'}[name]
    chance = random.Random(5)
    for _ in range(20):
        junk = chance.randbytes(5_000).replace(b'"', b"")
        (tmp_path / name).write_bytes(b"title\n" * (name == "r.csv") + good + junk + b"\n" + good)
        flags, bad = told(tmp_path / name, text="title")
        assert flags[0]["row"] == 0
        assert flags[-1]["row"] >= bad[-1].row
        assert [each.row for each in bad] == sorted({each.row for each in bad})


def test_many_empty_rows(tmp_path: Path) -> None:
    """Empty cells are rows and empty lines are none, and a mention behind them keeps its number."""
    path = tmp_path / "r.csv"
    path.write_text("id,title\n" + ",\n" * 100_000 + "\n" * 100_000 + "x,Semax\n", "utf-8")
    assert found(path, text="title") == [(100_000, "semax")]
    path = tmp_path / "r.jsonl"
    path.write_text("\n" * 100_000 + '{"title": ""}\n' * 9 + '{"title": "Semax"}', "utf-8")
    assert found(path, text="title") == [(9, "semax")]


def test_files_of_several_threads_do_not_lower_the_limit_of_another(tmp_path: Path) -> None:
    """The limit of csv is one for the whole process; it is put back, and never too early."""
    path = save_csv(tmp_path / "r.csv", [{**ROWS[1], "title": f"{'x' * 150_000} Semax"}] * 9)
    limit = csv.field_size_limit()
    counts: list[int] = []
    work = [threading.Thread(target=lambda: counts.append(len(found(path)))) for _ in range(4)]
    for each in work:
        each.start()
    for each in work:
        each.join()
    assert counts == [9] * 4
    assert csv.field_size_limit() == limit


def test_a_byte_order_mark_belongs_to_no_column(tmp_path: Path) -> None:
    """Spreadsheets put one in front of UTF-8."""
    (tmp_path / "r.csv").write_text("title\nSemax\n", "utf-8-sig")
    (tmp_path / "r.jsonl").write_text('{"title": "Semax"}\n', "utf-8-sig")
    for name in ("r.csv", "r.jsonl"):
        assert found(tmp_path / name, text="title") == [(0, "semax")]


def test_any_mapping_is_a_row() -> None:
    """A row of another library needs only to be a mapping."""
    assert found([MappingProxyType({"title": "Semax"})], text="title") == [(0, "semax")]
    assert found(csv.DictReader(io.StringIO("title\nSemax\n")), text="title") == [(0, "semax")]
