"""Whole jobs of screening: several processes, Spark, many names, many rows.

Each is a fresh process that runs this file, so that its memory is its own.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import screening_rows as made
from peers import number
from screening_engines import memory, read_rows
from timing import environment

import semaxref
from semaxref.screening import Matcher, flag_ddl, screen, screen_batches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ASKED: dict[str, Any] = {
    "text": "text",
    "jurisdiction": "US",
    "activity": "sell-as-supplement",
    "on": "2026-11-01",
}
_CHUNK = 16_384
_REPEATED = 50_000
"""Rows that are given again and again where many millions are screened."""
_ONE_IN = 1_000
"""Of these, rows of which one holds a mention."""
_JOBS = 2
"""How often a job of several processes is timed, after once that is not."""
_matcher: Matcher | None = None


def fresh(*arguments: str) -> Any:
    """What a job tells that a fresh process runs."""
    done = subprocess.run(
        [sys.executable, __file__, *arguments],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    return json.loads(done.stdout.splitlines()[-1])


def overlaid(folder: Path) -> tuple[float, float]:
    """Seconds in which a matcher of an overlay is built, and MB that it holds."""
    tries = [fresh("overlaid", str(folder)) for _ in range(3)]
    return statistics.median(each[0] for each in tries), statistics.median(t[1] for t in tries)


def _overlaid(folder: str) -> tuple[float, float]:
    catalogue = semaxref.packaged().overlay(folder)
    held = memory("VmRSS")
    start = time.perf_counter()
    matcher = Matcher(catalogue=catalogue)
    took = time.perf_counter() - start
    list(matcher.find_many(["Semax"]))
    return took, memory("VmRSS") - held


def _start() -> None:
    global _matcher  # noqa: PLW0603 - one for each process
    _matcher = Matcher()


def _search(texts: list[str]) -> list[tuple[int, str]]:
    assert _matcher is not None
    return [(row, mention.compound) for row, mention in _matcher.find_many(texts)]


def timed(job: Callable[[], object]) -> float:
    """Seconds of a job, its median, when it has been done once before."""
    tries = []
    for _ in range(_JOBS + 1):
        start = time.perf_counter()
        job()
        tries.append(time.perf_counter() - start)
    return statistics.median(tries[1:])


def _pool(rows: str, workers: str) -> float:
    texts = read_rows(Path(rows))
    chunks = [texts[at : at + _CHUNK] for at in range(0, len(texts), _CHUNK)]
    with multiprocessing.get_context("spawn").Pool(int(workers), _start) as pool:
        return len(texts) / timed(lambda: list(pool.imap(_search, chunks)))


def _arrow(rows: str) -> float:
    pa = import_module("pyarrow")
    texts = read_rows(Path(rows))
    table = pa.table({"text": texts, "id": range(len(texts))})
    flags = timed(lambda: screen_batches(table, **ASKED, key="id").read_all())
    return len(texts) / flags


def _write_parquet(rows: Path, folder: Path) -> int:
    """The rows as eight files of Parquet."""
    pa, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    texts = read_rows(rows)
    folder.mkdir()
    for part in range(8):
        own = range(part, len(texts), 8)
        held = pa.table({"id": own, "text": [texts[row] for row in own]})
        parquet.write_table(held, folder / f"{part}.parquet")
    return len(texts)


def _spark(folder: str, rows: str, cores: str) -> float:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = import_module("pyspark.sql").SparkSession.builder.master(f"local[{cores}]")
    quiet = {"spark.ui.enabled": "false", "spark.driver.bindAddress": "127.0.0.1"}
    quiet |= {"spark.driver.host": "127.0.0.1", "spark.log.level": "ERROR"}
    for name, value in quiet.items():
        session = session.config(name, value)
    spark = session.getOrCreate()
    asked = {**ASKED, "key": "id"}

    def job() -> int:
        given = spark.read.parquet(folder)
        flags = given.mapInArrow(lambda part: screen_batches(part, **asked), flag_ddl("bigint"))
        found: int = flags.count()
        return found

    took = timed(job)
    spark.stop()
    return int(rows) / took


def processes(clean: Path, mixed: Path, place: Path) -> list[list[str]]:
    """Rows a second with one process and two; of clean rows and of those with mentions."""
    lines = []
    by_name = {"matcher, multiprocessing": "pool", "`screen_batches`": "arrow", "Spark": "spark"}
    for name, job in by_name.items():
        line = [name]
        for rows in (clean, mixed):
            rates = []
            folder = place / f"parquet-{rows.name}"
            count = 0 if job != "spark" else _write_parquet(rows, folder)
            for workers in ("1", "2"):
                if job == "arrow" and workers == "2":
                    continue
                given = (str(folder), str(count), workers) if job == "spark" else (str(rows),)
                rates.append(fresh(job, *given, *((workers,) if job == "pool" else ())))
            shown = [number(rate / 1e6) for rate in rates]
            line += shown if len(shown) == 2 else [*shown, ""]
        lines.append(line)
        print("|", " | ".join(line), "|", file=sys.stderr, flush=True)
    return lines


def flat(millions: tuple[int, ...]) -> list[list[str]]:
    """Peak memory over a bare interpreter for more and more rows."""
    lines = []
    for count in millions:
        with ThreadPoolExecutor() as both:
            given = (str(count * 10**6),) * 2
            dicts, arrow = both.map(fresh, ("dicts", "batches"), given)
        lines.append([f"{count} million", number(dicts), number(arrow)])
        print("|", " | ".join(lines[-1]), "|", file=sys.stderr, flush=True)
    return lines


def _again(count: int) -> Iterator[str]:
    rows = list(made.clean(_REPEATED))
    named = [row.text for row in made.catalogue(_REPEATED) if row.compound]
    rows[::_ONE_IN] = named[: len(rows[::_ONE_IN])]
    while count > 0:
        yield from islice(rows, count)
        count -= len(rows)


def _dicts(count: str) -> float:
    bare = _BARE
    for _ in screen(({"text": text} for text in _again(int(count))), **ASKED):
        pass
    return memory("VmHWM") - bare


def _batches(count: str) -> float:
    bare = _BARE
    pa = import_module("pyarrow")

    def batches() -> Iterator[Any]:
        texts = _again(int(count))
        while some := list(islice(texts, 10_000)):
            yield pa.record_batch({"text": some})

    for _ in screen_batches(batches(), **ASKED):
        pass
    return memory("VmHWM") - bare


_BARE = 9.0
"""MB of a bare interpreter; taken anew by `main`."""


def main() -> None:
    """Run one job."""
    global _BARE  # noqa: PLW0603 - it is that of this process
    command = [sys.executable, "-c", "print(open('/proc/self/status').read())"]
    status = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    (line,) = [line for line in status.splitlines() if line.startswith("VmHWM")]
    _BARE = int(line.split()[1]) / 1024
    name, *arguments = sys.argv[1:]
    known: dict[str, Callable[..., Any]] = {
        "overlaid": _overlaid,
        "pool": _pool,
        "arrow": _arrow,
        "spark": _spark,
        "dicts": _dicts,
        "batches": _batches,
    }
    print(json.dumps(known[name](*arguments)))


if __name__ == "__main__":
    main()
