"""The adapters of the page "On a cluster", as they stand there: one set of flags from all engines.

What is installed is tested. Spark, Dask and Ray talk to themselves through sockets, which the
other tests forbid; ``nox -s engines`` installs them and lets them.
"""

from __future__ import annotations

import doctest
import json
import os
import re
import shutil
import sys
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Literal

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import semaxref as sx
from semaxref.screening import (
    Batch,
    Column,
    Screening,
    flag_ddl,
    flag_schema,
    screen_batches,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAGE = Path(__file__).parents[2] / "docs" / "cluster.md"
COUNT = 5_000
FILES = 4
WORDS = ("Vitamin", "Spray", "10 mg", "semaxanib", "free", "новый", "capsules", "Semenax", "🧠")
NAMES = ("Semax", "semax", "Noopept", "Ноопепт", "semax-free")

pytestmark = pytest.mark.filterwarnings("ignore")  # those of engines are not ours to mend


def titles() -> list[str | None]:
    """Titles as a shop has them: most name nothing, some several things, some are missing."""
    random = Random(5)

    def title() -> str | None:
        if random.random() < 0.02:
            return None
        words = random.choices(WORDS, k=random.randrange(8))
        words += random.choices(NAMES, k=random.choice((0,) * 9 + (1, 2)))
        random.shuffle(words)
        return " ".join(words)

    return [title() for _ in range(COUNT)]


ROWS: dict[str, list[Any]] = {"id": list(range(7_000, 7_000 + COUNT)), "title": titles()}
Rows = list[dict[str, Any]]


def in_order(flags: Rows) -> Rows:
    """Flags by key, column and place; without the row number, which counts within a part."""
    rows = [{name: value for name, value in row.items() if name != "row"} for row in flags]
    return sorted(rows, key=lambda row: (row["key"], row["column"], row["start"], row["compound"]))


def sections() -> dict[str, str]:
    """The page, by its headings."""
    parts = re.split(r"^#+ (.+)$", PAGE.read_text("utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def code_of(heading: str) -> str:
    """The code of a section that does something; what only shows a result is left out."""
    found = []
    for block in re.findall(
        r"^```python\n(.*?)^```$", sections()[heading], re.DOTALL | re.MULTILINE
    ):
        examples = doctest.DocTestParser().get_examples(block)
        found += [each.source for each in examples if not each.want] if examples else [block]
    return "".join(found)


def run(heading: str, folder: Path | None = None, **given: Any) -> dict[str, Any]:
    """The code of a section, with the start of the page before it.

    Blocks that are run in the page make their own rows first; here others are given.
    """
    space: dict[str, Any] = {"__name__": "__main__"}
    exec(code_of("Start"), space)
    space |= given
    code = code_of(heading)
    for name in given:
        code = re.sub(rf"^{name} = .*\n", "", code, flags=re.MULTILINE)
    if folder:  # the processes of some engines stay where they were started
        code = code.replace('"rows"', repr(f"{folder}/rows"))
        code = code.replace('"flags"', repr(f"{folder}/flags"))
    exec(code, space)
    return space


@pytest.fixture(scope="module")
def expected() -> Rows:
    """The flags of plain Python, which all engines must give."""
    asked = run("Start")["asked"]
    screening = Screening(**{**asked, "text": (asked["text"],)})
    flags = screening.flags(Batch(0, COUNT, ROWS))
    rows = in_order([{**flag.as_dict(), "on": flag.answer.on} for flag in flags])
    assert len(rows) > 500
    assert {row["negated"] for row in rows} == {True, False}
    assert {row["compound"] for row in rows} == {"semax", "noopept"}
    return rows


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place with the rows as a folder of Parquet files, where the code of the page runs."""
    (tmp_path / "rows").mkdir()
    table = pa.table(ROWS)
    size = COUNT // FILES
    for number in range(FILES):
        part = table.slice(number * size, size)
        pq.write_table(part, tmp_path / "rows" / f"{number}.parquet", row_group_size=size // 3)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(folder: Path) -> Rows:
    """The flags that were written as Parquet."""
    files = sorted((folder / "flags").rglob("*.parquet"))
    return [row for file in files for row in pq.ParquetFile(file).read().to_pylist()]


@pytest.fixture(scope="module")
def engine(request: pytest.FixtureRequest) -> Callable[[str], Any]:
    """Gives an engine that needs sockets, or skips the test."""

    def give(name: str) -> Any:
        module = pytest.importorskip(name)
        forbidden = request.config.getoption("--disable-socket", default=False)
        if forbidden and not request.config.getoption("--force-enable-socket"):
            pytest.skip("needs sockets; run by nox -s engines")
        return module

    return give


# In one process


def test_pyarrow(expected: Rows, folder: Path) -> None:
    """A table in memory, and a folder of files from batch to batch."""
    space = run("PyArrow", rows=pa.table(ROWS))
    assert in_order(space["flags"].to_pylist()) == expected
    assert in_order(written(folder)) == expected


def test_pandas(expected: Rows) -> None:
    """A frame in, a frame out."""
    flags = run("pandas", rows=pd.DataFrame(ROWS))["flags"]
    schema = flag_schema(pa.int64())
    assert in_order(pa.Table.from_pandas(flags, schema=schema).to_pylist()) == expected


def test_pandas_in_pieces(expected: Rows) -> None:
    """Pieces of a file are one table, and its rows are numbered through."""
    frame = pd.DataFrame(ROWS)
    asked = run("Start")["asked"]
    pieces = (frame.iloc[start : start + 700] for start in range(0, COUNT, 700))
    flags = screen_batches(pieces, **asked).read_all().to_pylist()
    assert in_order(flags) == expected
    assert all(ROWS["id"][row["row"]] == row["key"] for row in flags)


def test_polars(expected: Rows) -> None:
    """A frame in, a frame out."""
    flags = run("Polars", rows=pl.DataFrame(ROWS))["flags"]
    assert in_order(flags.to_dicts()) == expected


@pytest.mark.parametrize("engine_of_polars", ["in-memory", "streaming"])
@pytest.mark.parametrize("source", ["frame", "files"])
def test_polars_lazily(
    expected: Rows, folder: Path, source: str, engine_of_polars: Literal["in-memory", "streaming"]
) -> None:
    """A step of a lazy query, run as a whole or part by part."""
    lazy = pl.scan_parquet(folder / "rows") if source == "files" else pl.LazyFrame(ROWS)
    flags = run("Polars, lazily", rows=lazy)["flags"]
    assert in_order(flags.collect(engine=engine_of_polars).to_dicts()) == expected


def test_duckdb(expected: Rows, folder: Path) -> None:
    """The result of a query, read as it comes; the flags are a table for the next query."""
    with duckdb.connect() as con:
        con.execute(f"CREATE VIEW rows AS FROM '{folder}/rows/*.parquet'")
        flags = run("DuckDB", con=con, _=None)["flags"]  # noqa: F841 - DuckDB finds it by its name
        found = con.sql("FROM flags").to_arrow_table().to_pylist()
    assert in_order(found) == expected


def test_duckdb_as_a_function(expected: Rows, folder: Path) -> None:
    """In SQL, the function names the compounds that the flags are about, row by row."""
    with duckdb.connect() as con:
        con.execute(f"CREATE VIEW rows AS FROM '{folder}/rows/*.parquet'")
        create = code_of("DuckDB, as a function").replace("con.close()", "")
        exec(code_of("Start") + create, {"con": con, "__name__": "__main__"})
        found = con.sql("SELECT id, unnest(named(title)) FROM rows ORDER BY ALL").fetchall()
    assert found == sorted((row["key"], row["compound"]) for row in expected)


# In several


@pytest.fixture(scope="module")
def spark(engine: Callable[[str], Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Spark with two processes, which tries a task up to four times, as a cluster does."""
    sql = engine("pyspark.sql")
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("Spark needs Java")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("PYSPARK_DRIVER_PYTHON", sys.executable)
        session = (
            sql.SparkSession.builder.master("local[2,4]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("warehouse")))
            .config("spark.sql.execution.arrow.maxRecordsPerBatch", "100")
            .getOrCreate()
        )
        session.sparkContext.setLogLevel("OFF")
        yield session
        session.stop()


def test_spark(expected: Rows, folder: Path, spark: Any) -> None:
    """From files to files, in tasks of their own."""
    run("Spark", folder, spark=spark)
    assert in_order(written(folder)) == expected


def test_spark_with_a_matcher_of_an_overlay(expected: Rows, folder: Path, spark: Any) -> None:
    """It is sent to the workers, with the records of the overlay in it."""
    mine = folder / "our-records" / "compounds" / "ours"
    mine.mkdir(parents=True)
    identity = {"id": "ours", "name": "Ours", "kind": "small-molecule"}
    (mine / "identity.json").write_text(json.dumps(identity), encoding="utf-8")
    rows = spark.read.parquet(f"{folder}/rows")
    flags = run("What each machine needs", rows=rows)["flags"]
    shutil.rmtree(folder / "our-records")
    version = f"{sx.data_version}+our-records"
    found = flags.toArrow().to_pylist()
    assert in_order(found) == [{**row, "data_version": version} for row in expected]


@pytest.mark.parametrize("signal", ["exit", "kill"])
def test_a_worker_of_spark_that_dies(expected: Rows, folder: Path, spark: Any, signal: str) -> None:
    """Its task is done again from the start: nothing is lost, and nothing is there twice."""
    run("Spark", folder, spark=spark, screen_batches=dying(folder / "died", signal))
    assert (folder / "died").exists()
    assert in_order(written(folder)) == expected


def test_a_worker_of_spark_that_always_dies(folder: Path, spark: Any) -> None:
    """The job fails as a whole and says so; no half of a result looks like one."""
    always = dying(folder / "no" / "such" / "place", "exit")
    with pytest.raises(Exception, match=r"failed 4 times(.|\n)*Python worker exited unexpectedly"):
        run("Spark", folder, spark=spark, screen_batches=always)
    assert not (folder / "flags" / "_SUCCESS").exists()
    assert written(folder) == []


def test_a_bad_row_in_spark(folder: Path, spark: Any) -> None:
    """The job ends with our own words for it; with `on_bad` it goes on."""
    rows = spark.read.parquet(str(folder / "rows")).limit(10).coalesce(1)
    asked = {**run("Start")["asked"], "jurisdiction": Column("place")}
    rows = rows.selectExpr("id", "'Semax' AS title", "if(id % 10 = 3, 'Nowhere', 'US') AS place")

    def strict(part: Any) -> Any:
        return screen_batches(part, **asked)

    def lenient(part: Any) -> Any:
        return screen_batches(part, **asked, on_bad=print)

    with pytest.raises(Exception, match="BadRow: row 3, column 'place': no jurisdiction 'Nowhere'"):
        rows.mapInArrow(strict, flag_ddl("bigint")).collect()
    assert rows.mapInArrow(lenient, flag_ddl("bigint")).count() == 9


def dying(mark: Path, signal: str) -> Callable[..., Any]:
    """A `screen_batches` whose process dies after its first batch, once if the mark can be set."""

    def screened(part: Any, **asked: Any) -> Any:
        import os

        import pyarrow as pa

        flags = screen_batches(part, **asked)

        def batches() -> Iterator[Any]:
            for number, batch in enumerate(flags):
                yield batch
                try:
                    os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
                except FileExistsError:
                    continue
                except FileNotFoundError:
                    pass
                if number == 0 and signal == "kill":
                    os.kill(os.getpid(), 9)
                os._exit(1)

        return pa.RecordBatchReader.from_batches(flags.schema, batches())

    return screened


def test_dask(expected: Rows, folder: Path, engine: Callable[[str], Any]) -> None:
    """From files to files, in processes."""
    engine("dask.dataframe")
    with engine("dask").config.set(scheduler="processes", num_workers=2):
        run("Dask")
    assert in_order(written(folder)) == expected


def test_a_process_of_dask_that_dies(folder: Path, engine: Callable[[str], Any]) -> None:
    """On one machine Dask does not try again: the job ends with an error."""
    engine("dask.dataframe")
    with (
        engine("dask").config.set(scheduler="processes", num_workers=2),
        pytest.raises(BrokenProcessPool),
    ):
        run("Dask", screen_batches=dying(folder / "died", "kill"))
    assert (folder / "died").exists()


@pytest.fixture
def ray(engine: Callable[[str], Any]) -> Iterator[Any]:
    """Ray with two processes."""
    module = engine("ray")
    module.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    yield module
    module.shutdown()


@pytest.mark.usefixtures("ray")
def test_ray(expected: Rows, folder: Path) -> None:
    """From files to files, in tasks."""
    run("Ray Data", folder)
    assert in_order(written(folder)) == expected


@pytest.mark.usefixtures("ray")
def test_a_worker_of_ray_that_dies(expected: Rows, folder: Path) -> None:
    """Its task is done again, and nothing is lost or there twice."""
    run("Ray Data", folder, screen_batches=dying(folder / "died", "kill"))
    assert (folder / "died").exists()
    assert in_order(written(folder)) == expected
