"""Engines that find names in text, and a process that runs one of them.

    python benchmarks/screening_engines.py ENGINE --rows FILE --words FILE

It reads the rows, one a line, then builds the engine, then searches, and prints what that took
as JSON. `screening` starts it, once for each measurement, so that memory is that of one engine.
All engines get the same terms and do their work in one thread.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Found: TypeAlias = tuple[int, int, int, str]
"""Row, where it begins and ends, and compound; -1 where an engine tells rows only."""

SURE = 0.5
"""The least confidence that counts."""
_WARM = 2_000
_SIGNS = 1 << 20
"""Rows, and signs, that are searched once before, to tell how many can be searched in the time."""


class Words(NamedTuple):
    """What the engines look for.

    Attributes:
        terms: Names in lower case, and the compound of each.
        prefilter: The pattern of the library.
        overlay: A folder laid over the packaged data; none if empty.
    """

    terms: dict[str, str]
    prefilter: str
    overlay: str


class Engine(NamedTuple):
    """An engine that is ready.

    Attributes:
        prepare: What makes of rows what the engine searches; not timed.
        search: What searches them.
    """

    prepare: Callable[[Sequence[str]], Any]
    search: Callable[[Any], list[Found]]


def semaxref(words: Words, backend: str) -> Engine:
    """Ours."""
    matcher = _matcher(words, backend)

    def search(texts: Sequence[str]) -> list[Found]:
        return [
            (row, each.start, each.end, each.compound)
            for row, each in matcher.find_many(texts)
            if each.confidence >= SURE
        ]

    return Engine(list, search)


def _matcher(words: Words, backend: str | None = None) -> Any:
    catalogue = import_module("semaxref").packaged()
    if words.overlay:
        catalogue = catalogue.overlay(words.overlay)
    return import_module("semaxref.screening").Matcher(catalogue=catalogue, backend=backend)


def ahocorasick_rs(words: Words, implementation: str) -> Engine:
    """The terms, leftmost and longest first, and whether letters or digits touch what is found."""
    library = import_module("ahocorasick_rs")
    terms = list(words.terms)
    compounds = list(words.terms.values())
    find = library.AhoCorasick(
        terms,
        matchkind=library.MatchKind.LeftmostLongest,
        implementation=getattr(library.Implementation, implementation) if implementation else None,
    ).find_matches_as_indexes

    def search(texts: Sequence[str]) -> list[Found]:
        found = []
        for row, text in enumerate(texts):
            lower = text.lower()
            for term, start, end in find(lower):
                if not _touched(lower, start, end):
                    found.append((row, start, end, compounds[term]))
        return found

    return Engine(list, search)


def _touched(text: str, start: int, end: int) -> bool:
    return (start > 0 and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum())


def pyahocorasick(words: Words) -> Engine:
    """The same with another library."""
    automaton = import_module("ahocorasick").Automaton()
    for term, compound in words.terms.items():
        automaton.add_word(term, (len(term), compound))
    automaton.make_automaton()

    def search(texts: Sequence[str]) -> list[Found]:
        found = []
        for row, text in enumerate(texts):
            lower = text.lower()
            for last, (length, compound) in automaton.iter_long(lower):
                if not _touched(lower, last + 1 - length, last + 1):
                    found.append((row, last + 1 - length, last + 1, compound))
        return found

    return Engine(list, search)


def flashtext2(words: Words) -> Engine:
    """Words that are looked up one by one."""
    processor = import_module("flashtext2").KeywordProcessor(case_sensitive=False)
    for term, compound in words.terms.items():
        processor.add_keyword(term, compound)
    extract = processor.extract_keywords_with_span

    def search(texts: Sequence[str]) -> list[Found]:
        return [
            (row, start, end, compound)
            for row, text in enumerate(texts)
            for compound, start, end in extract(text)
        ]

    return Engine(list, search)


def spacy(words: Words) -> Engine:
    """A tokeniser without a model, and a matcher of phrases in lower case."""
    language = import_module("spacy").blank("xx")
    matcher = import_module("spacy.matcher").PhraseMatcher(language.vocab, attr="LOWER")
    for term, compound in words.terms.items():
        matcher.add(compound, [language.make_doc(term)])
    strings = language.vocab.strings

    def search(texts: Sequence[str]) -> list[Found]:
        found = []
        for row, text in enumerate(texts):
            spans = matcher(language.make_doc(text), as_spans=True)
            found += [(row, one.start_char, one.end_char, strings[one.label]) for one in spans]
        return found

    return Engine(list, search)


def _alternatives(words: Words) -> str:
    return "|".join(map(re.escape, sorted(words.terms, key=len, reverse=True)))


def polars(words: Words, *, prefilter: bool) -> Engine:
    """A regular expression on a column; or the pre-filter, and ours on what is left."""
    os.environ["POLARS_MAX_THREADS"] = "1"  # read when it is imported
    pl = import_module("polars")
    pattern = words.prefilter if prefilter else rf"\b(?:{_alternatives(words)})\b"
    matcher = _matcher(words) if prefilter else None

    def prepare(texts: Sequence[str]) -> Any:
        return pl.DataFrame({"text": texts}).with_row_index("row")

    def search(frame: Any) -> list[Found]:
        kept = frame.filter(pl.col("text").str.to_lowercase().str.contains(pattern))
        return _rest(kept["row"].to_list(), kept["text"].to_list(), matcher)

    return Engine(prepare, search)


def duckdb(words: Words, *, prefilter: bool) -> Engine:
    """The same in SQL, where the boundary of a word of any script has to be spelled out."""
    connection = import_module("duckdb").connect()
    connection.execute("SET threads = 1")
    outside = r"[^\pL\pN]"
    pattern = f"(?:^|{outside})(?:{_alternatives(words)})(?:$|{outside})"
    pattern = words.prefilter if prefilter else pattern
    matcher = _matcher(words) if prefilter else None

    def prepare(texts: Sequence[str]) -> None:
        pa = import_module("pyarrow")
        given = pa.table({"row": range(len(texts)), "text": pa.array(texts, pa.large_string())})
        connection.register("given", given)
        connection.execute("CREATE OR REPLACE TABLE rows AS FROM given")
        connection.unregister("given")

    def search(_: None) -> list[Found]:
        query = "SELECT row, text FROM rows WHERE regexp_matches(lower(text), $1) ORDER BY row"
        kept = connection.execute(query, [pattern]).fetchall()
        return _rest([row for row, _ in kept], [text for _, text in kept], matcher)

    return Engine(prepare, search)


def _rest(rows: list[int], texts: list[str], matcher: Any) -> list[Found]:
    if matcher is None:
        return [(row, -1, -1, "") for row in rows]
    return [
        (rows[number], each.start, each.end, each.compound)
        for number, each in matcher.find_many(texts)
        if each.confidence >= SURE
    ]


OURS = "semaxref"
DFA = "the same, told to build a DFA"
BASE = "ahocorasick_rs + boundary test"
ENGINES: dict[str, Callable[[Words], Engine]] = {
    OURS: lambda words: semaxref(words, "ahocorasick_rs"),
    "semaxref, standard library only": lambda words: semaxref(words, "re"),
    BASE: lambda words: ahocorasick_rs(words, ""),
    DFA: lambda words: ahocorasick_rs(words, "DFA"),
    "pyahocorasick + boundary test": pyahocorasick,
    "flashtext2": flashtext2,
    "spaCy, PhraseMatcher": spacy,
    "Polars, regular expression": lambda words: polars(words, prefilter=False),
    "DuckDB, regular expression": lambda words: duckdb(words, prefilter=False),
    "Polars, `prefilter`, then semaxref": lambda words: polars(words, prefilter=True),
    "DuckDB, `prefilter`, then semaxref": lambda words: duckdb(words, prefilter=True),
}


def read_rows(path: Path, most: int | None = None) -> list[str]:
    """Rows from a file, one a line."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        return [line.rstrip("\n") for _, line in zip(range(most or sys.maxsize), lines)]  # noqa: B905 - the shorter ends it


def memory(name: str) -> float:
    """Resident memory of this process in MB, by the name that Linux has for it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = [line for line in status.splitlines() if line.startswith(f"{name}:")]
    return int(line.split()[1]) / 1024


def measured(engine: Callable[[Words], Engine], rows: list[str], words: Words, most: float) -> Any:
    """What a search takes: all rows, or as many as the engine can be expected to do in a time."""
    held = memory("VmRSS")
    start = time.perf_counter()
    ready = engine(words)
    build = time.perf_counter() - start
    first = max(1, min(_WARM, _SIGNS * len(rows) // sum(map(len, rows))))
    warm = ready.prepare(rows[:first])
    took = most
    for _ in range(2):  # what is made when it is first needed is not timed
        start = time.perf_counter()
        ready.search(warm)
        took = time.perf_counter() - start
    rows = rows[: max(first, int(first * most / took))]
    prepared = ready.prepare(rows)
    start = time.perf_counter()
    found = ready.search(prepared)
    return {
        "seconds": time.perf_counter() - start,
        "build": build,
        "rows": len(rows),
        "signs": sum(map(len, rows)),
        "megabytes": memory("VmHWM") - held,
        "found": sorted({row for row, *_ in found}),
    }


def main() -> None:
    """Run one engine, and print what it took or what it found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engine", choices=ENGINES)
    parser.add_argument("--rows", type=Path, required=True)
    parser.add_argument("--words", type=Path, required=True)
    parser.add_argument("--most", type=float, default=10, help="seconds that a search may take")
    parser.add_argument("--json", action="store_true", help="rows are JSON; tell what is found")
    options = parser.parse_args()
    rows = read_rows(options.rows)
    engine = ENGINES[options.engine]
    if options.json:
        ready = engine(Words(*json.loads(options.words.read_text(encoding="utf-8"))))
        texts = [json.loads(row) for row in rows]
        print(json.dumps(ready.search(ready.prepare(texts))))
    else:
        words = Words(*json.loads(options.words.read_text(encoding="utf-8")))
        print(json.dumps(measured(engine, rows, words, options.most)))


if __name__ == "__main__":
    main()
