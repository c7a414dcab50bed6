"""What the page says of screening, around the tables."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, NamedTuple

from peers import table
from screening_engines import DFA, OURS

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMAND = "python benchmarks/screening.py --haystack FILE ... --long --write"


class Parts(NamedTuple):
    """What was measured: tables, as rows of cells, and what they are about.

    Attributes:
        what: What the short rows are.
        rows: How many these are.
        terms: How many spellings the other engines were given.
        documents: How many long documents there are.
        cases: How many labelled cases there are.
        speed: Throughput and memory of each engine.
        right: What each finds and misses.
        growth: What more names cost.
        processes: One process and two.
        memory: More and more rows.
    """

    what: str
    rows: int
    terms: int
    documents: int
    cases: int
    speed: list[list[str]]
    right: list[list[str]]
    growth: list[list[str]]
    processes: list[list[str]]
    memory: list[list[str]]


def text(parts: Parts) -> list[str]:
    """The lines of the page, without heading and foot."""
    ratios = {engine: float(cells[1]) for engine, *cells in parts.speed}
    to_dfa = ratios[OURS] / ratios[DFA]
    return [
        *_paragraph(
            "What it takes to find the compounds of this library in text, with it and with what "
            "else people use, on the same rows in one run."
        ),
        "```sh",
        COMMAND,
        "```",
        "",
        *_paragraph(
            f"**(a)** {parts.rows:,} mostly clean short rows: {parts.what}. **(b)** "
            f"{parts.rows:,} titles in English, Russian and German, made by a seeded generator; "
            "one in fifty names a compound, in any of its forms, one in three of these "
            "disguised (unseen signs, letters of another script, letters set apart). **(c)** "
            f"{parts.documents:,} made documents of 5,000 to 50,000 signs with one to five "
            "mentions each."
        ),
        *_paragraph(
            "Each figure is of a fresh process with one engine in one thread. It reads the rows "
            "into a list first, then builds the engine, searches a few rows, and only then is "
            "the search timed; an engine that would need more than some seconds is timed on as "
            "many rows as it does in that time. Before each stands one with the base, and the "
            "ratio is that of the two. Memory is the peak over that of the interpreter with its "
            "rows: the engine, its libraries, and its own copy of the rows if it makes one."
        ),
        *_paragraph(
            f"The others get the {parts.terms:,} spellings of `names_table()`, endings included, "
            "and those of the data as written, and search the text in lower case. The boundary "
            "test is `isalnum` on both sides; Polars uses `\\b`, and DuckDB, whose `\\b` knows "
            "no Cyrillic, classes of letters and digits."
        ),
        "### Speed and memory",
        "",
        *_table(
            "engine|(a), million rows/s|x base|(b), million rows/s|x base|"
            "(b), % of named rows found|(c), MB/s|x base|memory (a), MB|memory (c), MB",
            parts.speed,
            "lrrrrrrrrr",
        ),
        "",
        *_paragraph(
            "The base is `ahocorasick_rs` as it comes, with the boundary test, leftmost and "
            "longest first. The goal: at least the speed of ahocorasick_rs with a boundary test "
            "divided by 1.5 on (a), 0.67 in the third column; of the same with a DFA, which takes "
            f"more memory and which ours uses, too, it has {to_dfa:.2f}. Rows that name nothing "
            "are sifted many at a time; one that may name something is read with all rules, which "
            "takes about a fifth of a millisecond, so where much is found, as in (b) and (c), "
            "the base is faster, and finds less. MB are millions of signs. What (b) hides is "
            "made by rules of this library, and says nothing of how much of that is met in life; "
            "what ours leaves there are mostly short codes where nothing speaks of a drug, which "
            "it tells with a confidence below 0.5."
        ),
        "### What is found, and what is missed",
        "",
        *_paragraph(
            f"On the {parts.cases} labelled cases of `tests/screening/cases.jsonl`, half of them "
            "without a mention. A mention is found if the compound is the same and the places "
            "overlap; ours count from a confidence of 0.5. The cases were written with this "
            "library, most of them to be hard, and its rules were made to pass them: the figures "
            "show what sort of thing the others miss, not how well ours does on texts of yours."
        ),
        *_table(
            "engine|precision|recall|missed|wrong|precision, rows|recall, rows",
            parts.right,
            "lrrrrrr",
        ),
        "",
        *_paragraph(
            "What the others do not do: read letters of another script or width, unseen signs, "
            "HTML entities and letters set apart; take any dash of a CAS number, or a wrong check "
            "digit; tell a derivative or salt from its parent where the two are not one term; "
            "tell a name from a number it is glued to (`semax1%`); see a denial; or say how a "
            "mention was recognised. Regular expressions in a table tell rows and no compounds. "
            "With `prefilter` first, what it cannot see is missed, as its documentation says."
        ),
        "### More names",
        "",
        *_paragraph(
            "The packaged data with an overlay of invented names, ten to a compound, on (a). A "
            "name becomes several spellings, with the endings of Russian and Ukrainian."
        ),
        *_table(
            "names laid over|matcher built in, s|million rows/s|x base with the same|"
            "peak memory, MB|of that held by the matcher, MB|peak of the base, MB",
            parts.growth,
            "rrrrrrr",
        ),
        "",
        *_paragraph(
            "The peak has the overlay itself in it, which is read and checked as a whole. The base "
            "gets the spellings of the packaged data and the invented names as they are."
        ),
        "### Processes and Spark",
        "",
        *_paragraph(
            "Million rows a second, of (a), and of (a) with one row in fifty taken from those of "
            "(b) that name a compound. The matcher in a pool of processes that are sent chunks of "
            "rows; `screen_batches`, with the legal answer of each mention, on a table in memory; "
            "and the same in Spark on one machine, by `mapInArrow` from eight Parquet files, "
            "without the start of the JVM and of the first Python processes. The machine has two "
            "cores, which the JVM and other work share."
        ),
        *_table(
            "job|(a), one|(a), two|with mentions, one|with mentions, two",
            parts.processes,
            "lrrrr",
        ),
        "",
        "### Memory does not grow with the rows",
        "",
        *_paragraph(
            "Peak memory over a bare interpreter, in MB, of `screen` over a generator of dicts "
            "and of `screen_batches` over batches of 10,000 rows, made "
            "rows of which one in a thousand names a compound; the second has PyArrow in it."
        ),
        *_table("rows|`screen`|`screen_batches`", parts.memory, "rrr"),
    ]


def _table(head: str, rows: list[list[str]], marks: str) -> list[str]:
    return table(head.split("|"), rows, marks)


def _paragraph(words: str, width: int = 96) -> Sequence[str]:
    return [*textwrap.wrap(words, width, break_on_hyphens=False, break_long_words=False), ""]
