"""Rows of any table: dicts, files, and what other libraries call a table, screened as a stream."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from semaxref.errors import InvalidQuery
from semaxref.screening.flags import Screening
from semaxref.screening.tables import arrow_files, text_files
from semaxref.screening.tables.arrow import ArrowStream
from semaxref.screening.tables.batches import of_mappings
from semaxref.screening.tables.kinds import DELIMITERS, FileKind, kind_to_read

if TYPE_CHECKING:
    from collections.abc import Generator

    from semaxref.screening.flags import ActivityOf, Batch, DayOf, Flag, OnBad, PlaceOf
    from semaxref.screening.matcher import Matcher


Rows: TypeAlias = Iterable[Mapping[str, Any]] | str | os.PathLike[str] | ArrowStream
"""What can be screened: mappings, the path of a file, or a table of another library."""


def screen(
    rows: Rows,
    *,
    text: str | Sequence[str],
    jurisdiction: PlaceOf,
    activity: ActivityOf,
    on: DayOf = None,
    key: str | None = None,
    matcher: Matcher | None = None,
    on_bad: OnBad | None = None,
) -> Iterator[Flag]:
    """Find compounds in the texts of a table, and say what the law says of each.

    Any number of rows is read in batches, in the same memory. Rows are numbered from 0; empty
    lines of a file are no rows. A JSON object or a dict need not have every column.

    A bad row, such as one with a cell too many or a place that is none, is told to `on_bad`, and
    the next one is read. Of a row with bytes that are no UTF-8 the rest is screened, and it is
    told of all the same.

    Args:
        rows: Dicts or other mappings of columns to values; the path of a CSV, TSV, JSONL (any of
            them also with .gz), Parquet or Arrow IPC file; or a table of PyArrow, Polars,
            pandas, DuckDB or whatever else has ``__arrow_c_stream__``.
        text: The column of text, or several.
        jurisdiction: The place, or the `Column` that names it in each row.
        activity: The activity, or the `Column` that names it.
        on: The day, or the `Column` that has it; today if not given.
        key: A column by which rows are called, beside their number.
        matcher: What finds the compounds; a `Matcher` of the packaged data if not given.
        on_bad: Told of each bad row. If not given, the first bad row is raised, after the flags
            of the rows before it.

    Returns:
        The flags, by row, column and place in the text.

    Raises:
        UnknownValue: A column is not there, or there is no such activity or kind of file. It and
            what follows is raised at once, except for the columns of an iterator or a pipe,
            whose first rows are not taken before they are asked for.
        InvalidQuery: A column that is needed is there twice, or `rows` is no table.
        JurisdictionNotFound: There is no such place.
        InvalidDate: `on` is no day.
        FileError: The file cannot be read.
        MissingExtra: The table needs PyArrow, which is not installed.
        BadRow: A row is bad, and there is no `on_bad`; raised when it is its turn.

    Example:
        >>> from semaxref.screening import screen
        >>> rows = [{"id": "a1", "title": "Semax nasal spray"}, {"id": "a2", "title": "Socks"}]
        >>> for flag in screen(rows, text="title", key="id", jurisdiction="US",
        ...                    activity="sell-as-supplement", on="2026-11-01"):
        ...     print(flag.key, flag.mention.compound, flag.verdict)
        a1 semax prohibited
    """
    screening = Screening(
        text=text,
        jurisdiction=jurisdiction,
        activity=activity,
        on=on,
        key=key,
        matcher=matcher,
        on_bad=on_bad,
    )
    return _flags(checked_batches(rows, screening), screening)


def _flags(batches: Iterator[Batch], screening: Screening) -> Iterator[Flag]:
    for batch in batches:
        yield from screening.flags(batch)


def checked_batches(rows: Rows, screening: Screening) -> Iterator[Batch]:
    """The batches of a table, whose columns are there, as far as that can be seen beforehand.

    Raises:
        UnknownValue: A column is not there, or there is no such kind of file.
        InvalidQuery: A column is there twice, or `rows` is no table.
        FileError: The file cannot be read.
        MissingExtra: The table needs PyArrow, which is not installed.
    """
    if hasattr(rows, "__arrow_c_stream__"):
        return arrow_files.of_stream(rows, screening)
    if _can_be_read_twice(rows):
        with closing(_batches(rows, screening)) as first:
            next(first, None)
    return _batches(rows, screening)


def _batches(rows: Rows, screening: Screening) -> Generator[Batch]:
    if isinstance(rows, str | os.PathLike):
        return cast("Generator[Batch]", _of_file(Path(os.fspath(rows)), screening))
    if not isinstance(rows, Iterable) or isinstance(rows, Mapping | bytes):
        raise InvalidQuery(
            "rows must be mappings of columns to values, the path of a file or a table of "
            f"Arrow, not {type(rows).__name__}"
        )
    mappings = of_mappings(((row, "", "") for row in rows), screening)
    return cast("Generator[Batch]", mappings)


def _of_file(path: Path, screening: Screening) -> Iterator[Batch]:
    kind, gzipped = kind_to_read(path)
    if kind in DELIMITERS:
        return text_files.of_csv(path, DELIMITERS[kind], screening, gzipped=gzipped)
    if kind is FileKind.JSONL:
        return text_files.of_jsonl(path, screening, gzipped=gzipped)
    read = arrow_files.of_parquet if kind is FileKind.PARQUET else arrow_files.of_ipc
    return read(path, screening)


def _can_be_read_twice(rows: Rows) -> bool:
    """Whether to look at the first rows takes nothing away."""
    if not isinstance(rows, str | os.PathLike):
        return isinstance(rows, Sequence)
    try:
        return not stat.S_ISFIFO(Path(os.fspath(rows)).stat().st_mode)
    except OSError:
        return True  # the reader will say what is wrong with it
