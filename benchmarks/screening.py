"""Screening text, against what else people search text with: one run, the same rows.

    python benchmarks/screening.py            print the tables
    python benchmarks/screening.py --write    write them to docs/benchmarks.md, too

Needs the library with the engines that `screening_engines` names, PySpark with Java, and Linux.
With ``--haystack`` the short rows are those of files: plain lines, or CSV or TSV whose first and
last columns are a name and a summary. The `rows` and the `engines` are modules of their own.
"""

from __future__ import annotations

import argparse
import csv
import importlib.metadata
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import screening_jobs as jobs
import screening_rows as made
from peers import number
from screening_engines import BASE, ENGINES, OURS
from screening_page import Parts, text
from timing import ROOT, environment, put_on_page

from semaxref import compounds
from semaxref.screening import names_table, prefilter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HEADING = "## Screening"
CASES = ROOT / "tests" / "screening" / "cases.jsonl"
ENGINE = Path(__file__).with_name("screening_engines.py")
DOCUMENTS = 2_000
FAR = 0.5
"""The ratio below which one pair of processes tells enough."""
TERMS = (20, 200, 20_000)
PACKAGES = ("ahocorasick_rs", "pyahocorasick", "flashtext2", "spacy", "polars", "duckdb", "pyspark")


class Haystack(NamedTuple):
    """Rows in a file, one a line.

    Attributes:
        path: The file.
        named: Numbers of the rows that are known to name a compound.
    """

    path: Path
    named: frozenset[int] = frozenset()


def write_rows(path: Path, rows: Iterable[str]) -> Path:
    """A file of rows."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(row.replace("\n", " ") + "\n" for row in rows)
    return path


def rows_of(path: Path) -> Iterator[str]:
    """The rows of a file of somebody: its lines, or a name and a summary of each."""
    with path.open(encoding="utf-8", errors="replace", newline="") as lines:
        if path.suffix == ".csv":
            yield from (f"{cells[0]} {cells[-1]}" for cells in csv.reader(lines) if cells)
        elif path.suffix == ".tsv":
            cells_of = (line.rstrip("\r\n").split("\t") for line in lines)
            yield from (f"{cells[0]} {cells[-1]}" for cells in cells_of)
        else:
            yield from (line.rstrip("\r\n") for line in lines)


def terms() -> dict[str, str]:
    """All spellings of the library, and those of the data as they are written."""
    found = {row.term: row.compound for row in names_table()}
    for compound in compounds():
        numbers = [each.value for each in compound.identifiers if each.scheme == "cas"]
        for name in (compound.name, *(name.text for name in compound.names), *numbers):
            found.setdefault(name.lower(), compound.id)
    return found


def run(engine: str, rows: Path, words: Path, *options: str) -> Any:
    """What a process with one engine tells."""
    command = [sys.executable, str(ENGINE), engine, "--rows", str(rows), "--words", str(words)]
    done = subprocess.run(
        [*command, *options], check=True, stdout=subprocess.PIPE, text=True, env=environment()
    )
    return json.loads(done.stdout)


class Speed(NamedTuple):
    """What an engine takes for a haystack; medians."""

    rows: float
    megabytes: float
    ratio: float
    build: float
    memory: float
    found: float


def speed(engine: str, haystack: Haystack, words: Path, rounds: int, most: float) -> Speed:
    """An engine and the base in turn, each in a fresh process."""
    tries, ratios = [], []
    for _ in range(rounds):
        base = run(BASE, haystack.path, words, "--most", str(most))
        each = run(engine, haystack.path, words, "--most", str(most)) if engine != BASE else base
        tries.append(each)
        ratios.append(each["signs"] / each["seconds"] / (base["signs"] / base["seconds"]))
        if ratios[-1] < FAR:
            break
    last = tries[-1]
    known = {row for row in haystack.named if row < last["rows"]}
    return Speed(
        rows=statistics.median(each["rows"] / each["seconds"] for each in tries),
        megabytes=statistics.median(each["signs"] / each["seconds"] for each in tries) / 1e6,
        ratio=statistics.median(ratios),
        build=statistics.median(each["build"] for each in tries),
        memory=statistics.median(each["megabytes"] for each in tries),
        found=100 * len(known.intersection(last["found"])) / len(known) if known else 0.0,
    )


def speeds(haystacks: list[Haystack], words: Path, rounds: int, most: float) -> list[list[str]]:
    """The rows of the table of speed."""
    lines = []
    for engine in ENGINES:
        a, b, c = (speed(engine, each, words, rounds, most) for each in haystacks)
        line = [engine, number(a.rows / 1e6), number(a.ratio), number(b.rows / 1e6)]
        line += [number(b.ratio), number(b.found), number(c.megabytes), number(c.ratio)]
        lines.append([*line, number(a.memory), number(c.memory)])
        print("|", " | ".join(lines[-1]), "|", file=sys.stderr, flush=True)
    return lines


def right(words: Path, place: Path) -> list[list[str]]:
    """What each engine finds and misses on the labelled cases."""
    cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    path = write_rows(place / "cases", (json.dumps(case["text"]) for case in cases))
    lines = []
    for engine in ENGINES:
        found = [tuple(each) for each in run(engine, path, words, "--json")]
        by_row: dict[int, list[Any]] = {}
        for row, *rest in found:
            by_row.setdefault(row, []).append(rest)
        hits = wanted = false = 0
        for row, case in enumerate(cases):
            left = by_row.get(row, [])[:]
            for mention in sorted(case["mentions"], key=lambda each: each.get("unsure", False)):
                same = [each for each in left if _same(each, mention)]
                if not mention.get("unsure"):  # that one may be found and need not be
                    wanted += 1
                    hits += bool(same)
                left = [each for each in left if each not in same[:1]]
            false += len(left)
        named = {row for row, case in enumerate(cases) if case["mentions"]}
        told = set(by_row)
        whole = any(start >= 0 for _, start, *_ in found)
        mentions = [_share(hits, hits + false), _share(hits, wanted), str(wanted - hits)]
        lines.append(
            [
                engine,
                *((*mentions, str(false)) if whole else ("rows only", "", "", "")),
                _share(len(told & named), len(told)),
                _share(len(told & named), len(named)),
            ]
        )
    return lines


def _same(found: list[Any], mention: dict[str, Any]) -> bool:
    start, end, compound = found
    over = start < mention["end"] and mention["start"] < end
    return bool(over and compound == mention["compound"])


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else ""


def growth(haystack: Haystack, place: Path, rounds: int, most: float) -> list[list[str]]:
    """The rows of the table of terms."""
    lines = []
    for count in TERMS:
        folder = place / f"overlay-{count}"
        folder.mkdir()
        made.write_overlay(folder, count)
        own = {**terms(), **{name: name for name in made.invented(count)}}
        words = place / f"words-{count}"
        words.write_text(json.dumps([own, "", str(folder)]), encoding="utf-8")
        ours = speed(OURS, haystack, words, rounds, most)
        base = speed(BASE, haystack, words, 1, most)
        build, held = jobs.overlaid(folder)
        lines.append([f"{count:,}", number(build), number(ours.rows / 1e6), number(ours.ratio)])
        lines[-1] += [number(ours.memory), number(held), number(base.memory)]
        print("|", " | ".join(lines[-1]), "|", file=sys.stderr, flush=True)
    return lines


def page(options: argparse.Namespace, place: Path) -> list[str]:
    """The part of the page that this writes, heading included."""
    if options.haystack:
        short = [row for path in options.haystack for row in rows_of(path)]
        random.Random(made.SEED).shuffle(short)  # noqa: S311 - no secret
        short = (short * (options.rows // len(short) + 1))[: options.rows]
        what = options.called
    else:
        short = list(made.clean(options.rows))
        what = "made rows without a name"
    catalogue = list(made.catalogue(options.rows))
    known = frozenset(row for row, each in enumerate(catalogue) if each.compound)
    a = Haystack(write_rows(place / "a", short))
    b = Haystack(write_rows(place / "b", (row.text for row in catalogue)), known)
    c = Haystack(write_rows(place / "c", made.documents(DOCUMENTS)))
    naming = [catalogue[row].text for row in sorted(known)]
    dice = random.Random(made.SEED)  # noqa: S311 - no secret
    mixed = write_rows(
        place / "mixed",
        (row if dice.randrange(made.ONE_IN) else dice.choice(naming) for row in short),
    )
    del short, catalogue
    words = place / "words"
    words.write_text(json.dumps([terms(), prefilter(), ""]), encoding="utf-8")
    parts = Parts(
        what=what,
        rows=options.rows,
        terms=len(terms()),
        documents=DOCUMENTS,
        cases=len(CASES.read_text(encoding="utf-8").splitlines()),
        speed=speeds([a, b, c], words, options.rounds, options.most),
        right=right(words, place),
        growth=growth(a, place, options.rounds, options.most),
        processes=jobs.processes(a.path, mixed, place),
        memory=jobs.flat((1, 5, 20) if options.long else (1, 5)),
    )
    versions = ", ".join(f"{each} {importlib.metadata.version(each)}" for each in PACKAGES)
    foot = (
        f"{date.today()}, Python {platform.python_version()}, {os.cpu_count()} cores, {versions}; "
        f"medians of {options.rounds} pairs of fresh processes, one pair where an engine takes "
        "more than twice the time of the base."
    )
    return [HEADING, "", *text(parts), "", foot]


def main() -> None:
    """Measure, and print or write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="short rows in a haystack")
    parser.add_argument("--haystack", type=Path, nargs="*", help="files of short rows")
    parser.add_argument("--called", default="rows of files", help="what the page calls these")
    parser.add_argument("--rounds", type=int, default=3, help="pairs of processes for each figure")
    parser.add_argument("--most", type=float, default=2, help="seconds that a search may take")
    parser.add_argument("--long", action="store_true", help="memory for 20 million rows, too")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        lines = page(options, Path(place))
    print("\n".join(lines))
    if options.write:
        put_on_page(HEADING, lines)


if __name__ == "__main__":
    main()
