"""Files screened into files: every kind, and nothing lost or doubled however a run ends."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import pickle
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from semaxref.errors import BadRow, FileError, FileInUse, InvalidQuery, MissingExtra, UnknownValue
from semaxref.model.base import NOT_ADVICE
from semaxref.screening import (
    FLAG_COLUMNS,
    Column,
    Matcher,
    Summary,
    flag_schema,
    screen,
    screen_file,
)
from semaxref.screening.tables import batches

if TYPE_CHECKING:
    from collections.abc import Callable

LAW: dict[str, Any] = {"jurisdiction": "US", "activity": "possess", "on": "2026-11-01"}
MATCHER = Matcher()
KINDS = ("csv", "tsv", "jsonl", "ndjson", "parquet", "arrow", "feather")
LISTS = ("deciding", "conflicting", "reasons", "sources")
TITLES = ["Semax", "socks", "Noopept and semax-free", 5, "Ноопепт", None, "Semax Semax"]


posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has nothing of the kind")


class StoppedError(Exception):
    """The end of a process, so far as a test can play it."""


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """A file of rows of which one is bad."""
    return save(tmp_path / "rows.jsonl", TITLES)


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows are a batch."""
    monkeypatch.setattr(batches, "MOST_ROWS", 2)


def save(path: Path, titles: list[Any]) -> Path:
    """Write titles as rows of JSON Lines, with keys."""
    lines = [json.dumps({"id": n, "title": title}) for n, title in enumerate(titles)]
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path


def run(source: Path, target: Path, **options: Any) -> Summary:
    """Screen the titles of a file."""
    return screen_file(
        source, target, **{"text": "title", "key": "id", "matcher": MATCHER, **LAW, **options}
    )


def stopped_run(source: Path, target: Path, after: int, **options: Any) -> None:
    """Begin a run that ends after some batches."""
    left = iter(range(after))

    def stop(*_: object) -> None:
        if next(left, None) is None:
            raise StoppedError

    with contextlib.suppress(StoppedError):
        run(source, target, progress=stop, **options)


def names(folder: Path) -> set[str]:
    """What is in a folder."""
    return {path.name for path in folder.iterdir()}


def read(path: Path) -> list[dict[str, Any]]:
    """The flags of a file of any kind, as they were before they were written."""
    if path.suffix == ".parquet":
        return [{**flag, "on": str(flag["on"])} for flag in pq.read_table(path).to_pylist()]
    if path.suffix in {".arrow", ".feather"}:
        table = pa.ipc.open_file(path.read_bytes()).read_all()
        return [{**flag, "on": str(flag["on"])} for flag in table.to_pylist()]
    if path.suffix in {".jsonl", ".ndjson"}:
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    with path.open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file, delimiter="," if path.suffix == ".csv" else "\t")]


def as_texts(flag: dict[str, Any]) -> dict[str, str]:
    """A flag as CSV has it."""
    cells = {**flag, **{name: "; ".join(flag[name]) for name in LISTS}}
    cells |= {name: str(flag[name]).lower() for name in ("negated", "stale")}
    return {name: "" if cell is None else str(cell) for name, cell in cells.items()}


# What is written


@pytest.mark.parametrize("kind", KINDS)
def test_the_flags_are_those_of_screen(rows: Path, tmp_path: Path, kind: str) -> None:
    """A file has what the stream has, with the published columns, in its own types."""
    bad: list[BadRow] = []
    flags = [
        flag.as_dict() for flag in screen(rows, text="title", key="id", on_bad=bad.append, **LAW)
    ]
    summary = run(rows, tmp_path / f"flags.{kind}")
    got = read(tmp_path / f"flags.{kind}")
    if kind in {"csv", "tsv"}:
        assert got == [as_texts(flag) for flag in flags]
    elif kind in {"jsonl", "ndjson"}:
        assert got == flags
    else:
        assert got == [{**flag, "key": str(flag["key"])} for flag in flags]
    assert all(tuple(flag) == FLAG_COLUMNS for flag in got)
    assert len(got) == summary.mentions == 6
    assert names(tmp_path) == {"rows.jsonl", f"flags.{kind}", f"flags.{kind}.bad.jsonl"}
    (told,) = read(tmp_path / f"flags.{kind}.bad.jsonl") if kind == "jsonl" else [None]
    assert told in ({"row": 3, "column": "title", "reason": bad[0].reason}, None)


@pytest.mark.parametrize("kind", KINDS)
def test_no_flags_are_a_table_all_the_same(tmp_path: Path, kind: str) -> None:
    """Who reads the output of a clean file finds its columns."""
    target = tmp_path / f"flags.{kind}"
    summary = run(save(tmp_path / "rows.jsonl", ["socks"] * 3), target)
    assert read(target) == []
    assert (summary.rows, summary.mentions, summary.bad_target) == (3, 0, None)
    if kind in {"csv", "tsv"}:
        line = target.read_text("utf-8")
        assert line == ("," if kind == "csv" else "\t").join(FLAG_COLUMNS) + "\n"
    if kind == "parquet":
        assert pq.read_schema(target).equals(flag_schema())
    assert names(tmp_path) == {"rows.jsonl", f"flags.{kind}"}


def test_the_summary_counts(rows: Path, tmp_path: Path) -> None:
    """It says how much there was, and closes with the line that all such answers close with."""
    summary = run(rows, tmp_path / "flags.jsonl")
    assert summary.as_dict() == {
        "rows": 7,
        "rows_with_mention": 4,
        "mentions": 6,
        "bad_rows": 1,
        "compounds": {"semax": 4, "noopept": 2},
        "verdicts": dict(Counter(flag["verdict"] for flag in read(tmp_path / "flags.jsonl"))),
        "data_version": MATCHER.catalogue.data_version,
        "target": str(tmp_path / "flags.jsonl"),
        "bad_target": str(tmp_path / "flags.jsonl.bad.jsonl"),
        "went_on_from": 0,
    }
    text = str(summary)
    assert text.splitlines()[-1].strip() == NOT_ADVICE
    assert "flags.jsonl.bad.jsonl" in "".join(text.split())
    assert "Went on" not in text


def test_what_is_not_sure_enough_is_left_out(rows: Path, tmp_path: Path) -> None:
    """The least confidence bounds what is written and what is counted."""
    least = min(flag["confidence"] for flag in _flags(rows, tmp_path / "a.jsonl"))
    assert run(rows, tmp_path / "b.jsonl", min_confidence=least).mentions == 6
    assert run(rows, tmp_path / "c.jsonl", min_confidence=1.0).mentions == 0
    assert read(tmp_path / "c.jsonl") == []
    for wrong in (95, -1, float("nan")):
        with pytest.raises(InvalidQuery, match="min_confidence must be from 0 to 1"):
            run(rows, tmp_path / "d.jsonl", min_confidence=wrong)


def _flags(source: Path, target: Path) -> list[dict[str, Any]]:
    run(source, target)
    return read(target)


SPECIAL = st.sampled_from(
    ["=", "+", "-", "@", "\t", "\r", "\n", "'", '"', ",", ";", "1", "a", "\uff1d"]
)
CELLS = st.lists(SPECIAL, max_size=5).map("".join)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(keys=st.lists(CELLS, min_size=1, max_size=6), kind=st.sampled_from(["csv", "tsv"]))
def test_a_spreadsheet_runs_nothing_and_nothing_is_lost(
    keys: list[str], kind: str, tmp_path: Path
) -> None:
    """No text begins like a formula, and to take the apostrophe away gives back what it was."""
    source, target = tmp_path / "rows.jsonl", tmp_path / f"flags.{kind}"
    lines = (json.dumps({"id": key, "title": "Semax"}) for key in keys)
    source.write_text("\n".join(lines), "utf-8")
    run(source, target, force=True)
    written = [flag["key"] for flag in read(target)]
    assert not any(cell.startswith(FORMULA) for cell in written)

    def before(cell: str) -> str:
        guarded = cell.startswith("'") and cell.lstrip("'").startswith(FORMULA)
        return cell[1:] if guarded else cell

    assert [before(cell) for cell in written] == keys


def test_keys_of_every_type(tmp_path: Path) -> None:
    """Numbers stay numbers, below zero as well; what no file can hold is written as text."""
    keys: list[Any] = [-1, 2.5, True, None, float("nan"), ["x", 1], "\ud83d", "Ы"]
    source = tmp_path / "rows.jsonl"
    lines = [json.dumps({"id": key, "title": "Semax"}) for key in keys]
    source.write_text("\n".join(lines), "utf-8")
    known = [-1, 2.5, True, None, None, ["x", 1], "\ud83d", "Ы"]
    assert [flag["key"] for flag in _flags(source, tmp_path / "a.jsonl")] == known
    texts = ["-1", "2.5", "true", "", "", "x; 1", "\\ud83d", "Ы"]
    source.write_text(source.read_text("utf-8").replace('["x", 1]', '["x", "1"]'), "utf-8")
    assert [flag["key"] for flag in _flags(source, tmp_path / "a.csv")] == texts
    texts = ["-1", "2.5", "true", None, None, '["x", "1"]', "\\ud83d", "Ы"]  # type: ignore[list-item]
    assert [flag["key"] for flag in _flags(source, tmp_path / "a.parquet")] == texts
    table = pa.table({"id": [date(2026, 1, 2)], "title": ["Semax"]})
    pq.write_table(table, tmp_path / "rows.parquet")
    (flag,) = _flags(tmp_path / "rows.parquet", tmp_path / "b.jsonl")
    assert flag["key"] == "2026-01-02"


def test_large_tables_are_made_in_parts(
    rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table of Parquet or Arrow is never in memory as a whole."""
    monkeypatch.setattr("semaxref.screening.tables.writing._ROWS", 2)
    monkeypatch.setattr("semaxref.screening.tables.writing._BATCHES", 2)
    assert [flag["row"] for flag in _flags(rows, tmp_path / "a.parquet")] == [0, 2, 2, 4, 6, 6]
    assert pq.ParquetFile(tmp_path / "a.parquet").num_row_groups == 2


# What is refused


def test_nothing_that_is_there_is_overwritten_unless_forced(rows: Path, tmp_path: Path) -> None:
    """Neither flags nor bad rows; who forces it gets no bad rows of a run before."""
    target, bad = tmp_path / "flags.csv", tmp_path / "flags.csv.bad.jsonl"
    run(rows, target)
    for path in (target, bad):
        with pytest.raises(FileInUse, match="is there already") as caught:
            run(rows, target)
        assert caught.value.file == str(path)
        path.unlink()
    target.write_text("mine", "utf-8")
    bad.write_text("mine", "utf-8")
    clean = save(tmp_path / "clean.jsonl", ["Semax"])
    run(clean, target, force=True)
    assert len(read(target)) == 1
    assert not bad.exists()


@posix
def test_the_input_is_never_the_output(tmp_path: Path) -> None:
    """By whatever name it goes, and be it forced."""
    rows = save(tmp_path / "flags.csv.bad.jsonl", TITLES)
    content = rows.read_bytes()
    (tmp_path / "link.jsonl").symlink_to(rows)
    for target in (rows, tmp_path / "link.jsonl", tmp_path / "flags.csv"):
        with pytest.raises(InvalidQuery, match="is the input; name another output"):
            run(rows, target, force=True)
    assert rows.read_bytes() == content
    assert names(tmp_path) == {rows.name, "link.jsonl"}


def test_a_question_that_is_wrong_leaves_nothing(rows: Path, tmp_path: Path) -> None:
    """All is checked before the first byte is written."""
    (tmp_path / "folder.csv").mkdir()
    before = names(tmp_path)
    for target in ("flags.xlsx", "flags.csv.gz", "flags"):
        with pytest.raises(UnknownValue, match="kind of file"):
            run(rows, tmp_path / target)
    with pytest.raises(UnknownValue, match="column 'titel'"):
        run(rows, tmp_path / "flags.csv", text="titel")
    with pytest.raises(FileError, match=r"cannot read '.*none\.csv': No such file"):
        run(tmp_path / "none.csv", tmp_path / "flags.csv")
    with pytest.raises(FileError, match="it is no regular file"):
        run(tmp_path / "folder.csv", tmp_path / "flags.csv")
    assert names(tmp_path) == before
    with pytest.raises(FileError, match=r"cannot write '.*': No such file or directory$"):
        run(rows, tmp_path / "no such folder" / "flags.csv")


def test_pyarrow_is_missed_before_the_work(
    rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And not at the end of an hour."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"semaxref\[arrow\]"):
        run(rows, tmp_path / "flags.parquet")
    assert names(tmp_path) == {"rows.jsonl"}


def test_strict_stops_at_the_first_bad_row(rows: Path, tmp_path: Path) -> None:
    """Without it the same call goes on; with it a run that had bad rows does not end well."""
    target = tmp_path / "flags.jsonl"
    with pytest.raises(BadRow, match="row 3"):
        run(rows, target, strict=True)
    assert not target.exists()
    stopped_run(rows, target, after=0)
    with pytest.raises(BadRow, match="row 3, column 'title'"):
        run(rows, target, strict=True)
    assert run(rows, target).mentions == 6


def test_errors_survive_pickling() -> None:
    """Worker processes hand them back."""
    for error in (
        FileError("read", "a.csv", "why"),
        FileError("write", "a.csv", "why", 5_000),
        FileInUse("a.csv", "is there already"),
    ):
        back = pickle.loads(pickle.dumps(error))
        assert (type(back), str(back), back.__dict__) == (type(error), str(error), error.__dict__)
        assert isinstance(back, OSError)


# How a run goes on


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    titles=st.lists(st.sampled_from(TITLES), max_size=12),
    stops=st.lists(st.integers(0, 3), max_size=4),
    kind=st.sampled_from(["csv", "jsonl", "parquet"]),
    torn=st.binary(max_size=20),
)
@pytest.mark.usefixtures("small_batches")
def test_a_run_that_is_stopped_anywhere_ends_as_one_that_is_not(
    titles: list[Any], stops: list[int], kind: str, torn: bytes, tmp_path: Path
) -> None:
    """Byte for byte, with half a batch on the disk behind what is sure, and in any kind of file."""
    source = save(tmp_path / "rows.jsonl", titles)
    whole, target = tmp_path / f"whole.{kind}", tmp_path / f"flags.{kind}"
    whole_bad, bad = (path.with_name(f"{path.name}.bad.jsonl") for path in (whole, target))
    for path in (whole, target, whole_bad, bad):
        path.unlink(missing_ok=True)
    once = run(source, whole)
    for after in stops:
        if not target.exists():
            stopped_run(source, target, after)
        for part in (f"{target.name}.part", f"{bad.name}.part"):
            if (tmp_path / part).exists():
                with (tmp_path / part).open("ab") as file:
                    file.write(torn)
    summary = run(source, target, force=True)
    assert target.read_bytes() == whole.read_bytes()
    assert bad.exists() == whole_bad.exists()
    assert not bad.exists() or bad.read_bytes() == whole_bad.read_bytes()
    assert _counts(summary) == _counts(once)
    assert not {name for name in names(tmp_path) if ".part" in name}


def _counts(summary: Summary) -> dict[str, Any]:
    return {k: v for k, v in summary.as_dict().items() if "target" not in k and k != "went_on_from"}


@pytest.mark.usefixtures("small_batches")
def test_a_run_says_where_it_went_on(rows: Path, tmp_path: Path) -> None:
    """Rows that are done are not screened again, and the progress tells how far it is."""
    seen: list[tuple[int, float | None]] = []
    stopped_run(rows, tmp_path / "flags.csv", after=1)
    journal = json.loads((tmp_path / "flags.csv.part.json").read_text("utf-8"))
    assert journal["tally"]["rows"] == 4
    summary = run(rows, tmp_path / "flags.csv", progress=lambda *told: seen.append(told))
    assert summary.went_on_from == 4
    assert "Went on from row 4." in str(summary)
    assert [done for done, _ in seen] == [4, 4, 6, 7]  # the bar runs while rows are passed over
    assert seen[-1][1] == 1.0


@pytest.mark.usefixtures("small_batches")
def test_another_run_does_not_go_on_with_the_part(rows: Path, tmp_path: Path) -> None:
    """Another input, other options or other data are refused by name, and nothing is touched."""
    target = tmp_path / "flags.csv"
    stopped_run(rows, target, after=0)
    part = (tmp_path / "flags.csv.part").read_bytes()
    others: list[tuple[str, dict[str, Any]]] = [
        ("activity", {"activity": "export"}),
        ("jurisdiction", {"jurisdiction": Column("title")}),
        ("on", {"on": None}),
        ("compounds", {"matcher": Matcher(compounds=("semax",))}),
        ("key, min_confidence", {"key": None, "min_confidence": 0.5}),
    ]
    for name, options in others:
        with pytest.raises(FileInUse, match=f"another {name}; restart to throw away"):
            run(rows, target, **options)
    os.utime(rows, ns=(1, 1))
    with pytest.raises(FileInUse, match="another input"):
        run(rows, target)
    assert (tmp_path / "flags.csv.part").read_bytes() == part
    assert run(rows, target, activity="export", restart=True).went_on_from == 0
    assert {flag["activity"] for flag in read(target)} == {"export"}


@pytest.mark.usefixtures("small_batches")
def test_a_run_over_midnight_asks_for_one_day(rows: Path, tmp_path: Path) -> None:
    """Without a day it is that on which the run began, on which it may be taken up later."""
    target, journal = tmp_path / "flags.jsonl", tmp_path / "flags.jsonl.part.json"
    stopped_run(rows, target, after=0, on=None)
    told = json.loads(journal.read_text("utf-8"))
    assert told["day"] == date.today().isoformat()
    journal.write_text(json.dumps({**told, "day": "2026-11-02"}), "utf-8")
    run(rows, target, on=None)
    assert {flag["on"] for flag in read(target)[1:]} == {"2026-11-02"}


@pytest.mark.usefixtures("small_batches")
def test_a_part_that_is_not_ours_or_lacks_something_is_refused(rows: Path, tmp_path: Path) -> None:
    """Nothing is guessed: a part without its journal, or shorter than that says, is left alone."""
    target, part = tmp_path / "flags.csv", tmp_path / "flags.csv.part"
    part.write_text("my own", "utf-8")
    with pytest.raises(FileInUse, match="is no part that we know; restart"):
        run(rows, target)
    assert part.read_text("utf-8") == "my own"
    stopped_run(rows, target, after=1, restart=True)
    os.truncate(part, 10)
    with pytest.raises(FileInUse, match="is shorter than its journal says; restart"):
        run(rows, target)
    for content in ("{", "{}", "[]", '{"tally": {"x": 1}}'):
        (tmp_path / "flags.csv.part.json").write_text(content, "utf-8")
        with pytest.raises(FileInUse, match="is no journal that we know; restart"):
            run(rows, target)
    assert run(rows, target, restart=True).mentions == 6


@pytest.mark.usefixtures("small_batches")
def test_an_output_that_was_taken_away_before_its_journal_is_made_anew(
    rows: Path, tmp_path: Path
) -> None:
    """A process that ends at the very last step leaves a journal that then means nothing."""
    target, journal = tmp_path / "flags.csv", tmp_path / "flags.csv.part.json"
    stopped_run(rows, target, after=1)
    told = {**json.loads(journal.read_text("utf-8")), "finished": True}
    journal.write_text(json.dumps(told), "utf-8")
    (tmp_path / "flags.csv.part").unlink()
    summary = run(rows, target)
    assert (summary.went_on_from, summary.mentions, len(read(target))) == (0, 6, 6)


@posix
@pytest.mark.usefixtures("small_batches")
def test_two_processes_do_not_write_one_output(
    rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second is refused while the first is at work, and if it has ended in between."""
    fcntl: Any = pytest.importorskip("fcntl")
    target = tmp_path / "flags.csv"
    stopped_run(rows, target, after=0)
    with (tmp_path / "flags.csv.part").open("a") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        for restart in (False, True):
            with pytest.raises(FileInUse, match="is being written by another process"):
                run(rows, target, restart=restart)
    stopped_run(rows, target, after=0, restart=True)

    def late(*_: object) -> None:
        (tmp_path / "flags.csv.part.json").unlink()

    with monkeypatch.context() as patch:
        patch.setattr(fcntl, "flock", late)
        with pytest.raises(FileInUse, match="was being written by another process"):
            run(rows, target)
    monkeypatch.setitem(sys.modules, "fcntl", None)  # as on Windows
    assert run(rows, target, restart=True).mentions == 6


# What happens to a real process

KILLED_AT_A_BATCH = """
import os, signal, sys
from semaxref.screening import screen_file
from semaxref.screening.tables import batches
batches.MOST_ROWS = 100
left = iter(range(int(sys.argv[3])))
screen_file(sys.argv[1], sys.argv[2], text="title", key="id", jurisdiction="US",
            activity="possess", on="2026-11-01",
            progress=lambda *_: next(left, None) is None and os.kill(os.getpid(), signal.SIGKILL))
"""
WITHOUT_ROOM = """
import resource, sys
from semaxref.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, 1_500_000))
sys.exit(main(["screen", sys.argv[1], "-o", sys.argv[2], "--text", "title", "--key", "id",
               "--jurisdiction", "US", "--activity", "possess", "--on", "2026-11-01"]))
"""
KILLED_AT_THE_END = """
import os, signal, sys
from pathlib import Path
from semaxref.screening import screen_file
from semaxref.screening.tables import batches
batches.MOST_ROWS = 2
for step in range(1, 6):
    if not os.fork():
        left = iter(range(step - 1))
        def at_a_step(event, told):
            # Files are renamed or removed; the journal alone is replaced after each batch, too.
            if event in ("os.rename", "os.remove") and not str(told[0]).endswith(".new"):
                next(left, None) is None and os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(at_a_step)
        target = Path(sys.argv[2], str(step), sys.argv[3])
        target.parent.mkdir()
        screen_file(sys.argv[1], target, text="title", key="id", jurisdiction="US",
                    activity="possess", on="2026-11-01")
        os._exit(0)
    os.wait()
"""


@posix
def test_kill_9(
    tmp_path: Path, fresh_python: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """A process that is killed in the middle, twice, loses nothing and writes nothing twice."""
    source = save(tmp_path / "rows.jsonl", TITLES * 300)
    whole, target = tmp_path / "whole.csv", tmp_path / "flags.csv"
    once = run(source, whole)
    for after in ("3", "12"):
        done = fresh_python("-c", KILLED_AT_A_BATCH, str(source), str(target), after)
        assert done.returncode == -9, done.stderr
        assert not target.exists()
        with (tmp_path / "flags.csv.part").open("ab") as part:
            part.write(b"999,half a row")
    summary = run(source, target)
    assert summary.went_on_from == 1300
    assert _counts(summary) == _counts(once)
    assert target.read_bytes() == whole.read_bytes()


@posix
def test_kill_9_at_any_moment(tmp_path: Path, package: Path) -> None:
    """Whenever it is killed, be it at work or done, the next one ends with the same bytes."""
    source = save(tmp_path / "rows.jsonl", TITLES * 1_500)
    whole, target = tmp_path / "whole.csv", tmp_path / "flags.csv"
    run(source, whole)
    part = tmp_path / "flags.csv.part"
    for size in (1, 1_000_000):
        words = [*("screen", str(source), "-o", str(target), "--text", "title", "--key", "id")]
        words += ["--jurisdiction", "US", "--activity", "possess", "--on", "2026-11-01"]
        with subprocess.Popen(
            [sys.executable, "-m", "semaxref", *words],
            env={**os.environ, "PYTHONPATH": str(package.parent)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            while process.poll() is None:
                with contextlib.suppress(FileNotFoundError):
                    if part.stat().st_size >= size:
                        process.kill()
    run(source, target, force=True)
    assert target.read_bytes() == whole.read_bytes()


@posix
@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_kill_9_at_the_end(
    rows: Path,
    tmp_path: Path,
    kind: str,
    fresh_python: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    """Before any of the last steps, which give the output its name, the process may end."""
    whole, name = tmp_path / f"whole.{kind}", f"flags.{kind}"
    run(rows, whole)
    folder = tmp_path / "killed"
    folder.mkdir()
    done = fresh_python("-W", "ignore", "-c", KILLED_AT_THE_END, str(rows), str(folder), name)
    assert done.returncode == 0, done.stderr
    unfinished = 0
    for state in folder.iterdir():
        if any(".part" in each for each in names(state)):
            unfinished += 1
            assert run(rows, state / name).mentions == 6
        assert names(state) == {name, f"{name}.bad.jsonl"}
        assert (state / name).read_bytes() == whole.read_bytes()
        bad = (path.with_name(f"{path.name}.bad.jsonl") for path in (whole, state / name))
        assert len({path.read_bytes() for path in bad}) == 1
    assert unfinished == 4


@posix
def test_a_full_disk(
    tmp_path: Path, fresh_python: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """The message names the row that it got to, and with room the same command goes on."""
    source = save(tmp_path / "rows.jsonl", TITLES * 1_000)
    whole, target = tmp_path / "whole.jsonl", tmp_path / "flags.jsonl"
    run(source, whole)
    done = fresh_python("-c", WITHOUT_ROOM, str(source), str(target))
    assert done.returncode == 1
    assert "cannot write" in done.stderr
    assert re.search(r"; [1-9][\d,]+ rows are done, and the same command goes on", done.stderr)
    assert "Traceback" not in done.stderr
    assert run(source, target).mentions == 6_000
    assert target.read_bytes() == whole.read_bytes()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.usefixtures("small_batches")
def test_a_device_that_is_full(rows: Path, tmp_path: Path) -> None:
    """The part, the bad rows and the journal can each be what does not fit."""
    target = tmp_path / "flags.jsonl"
    for name, message in (
        ("flags.jsonl.part", "No space left on device; 0 rows are done"),
        ("flags.jsonl.bad.jsonl.part", "No space left on device; 2 rows are done"),
        ("flags.jsonl.part.json.new", "No space left on device$"),
    ):
        (tmp_path / name).symlink_to("/dev/full")
        with pytest.raises(FileError, match=message) as caught:
            run(rows, target)
        assert caught.value.doing == "write"
        for path in tmp_path.glob("flags*"):
            path.unlink()
    (tmp_path / "flags.parquet.part.table").symlink_to("/dev/full")
    with pytest.raises(FileError, match="No space left on device; 7 rows are done"):
        run(rows, tmp_path / "flags.parquet")
    (tmp_path / "flags.parquet.part.table").unlink()
    assert run(rows, tmp_path / "flags.parquet").went_on_from == 7
