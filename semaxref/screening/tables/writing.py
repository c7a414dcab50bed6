"""Flags as lines of text, and lines made into a table of Parquet or Arrow."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from semaxref.screening.flags import FLAG_COLUMNS, is_missing
from semaxref.screening.tables.arrow import flag_schema
from semaxref.screening.tables.kinds import DELIMITERS, FileKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import TextIO

    import pyarrow as pa

    from semaxref.catalogue import Catalogue
    from semaxref.screening.flags import Flag

_ROWS = 2048
"""Flags that are Python objects at once while a table is made."""
_BATCHES = 16
"""So many times more, which take less room in Arrow, are a row group of Parquet."""
# What a spreadsheet would take for a formula. Apostrophes in front count as well, so that to take
# one away from a cell like this always gives back what it was.
_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


class _Lines:
    """Ends lines by a line feed; csv puts quotes around a stray CR only where CR ends its lines."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, line: str) -> None:
        """Write one line that csv has made."""
        self._stream.write(f"{line[:-2]}\n")


def line_writer(kind: FileKind, stream: TextIO) -> Callable[[Flag], None]:
    """What writes a flag to a file of text.

    Args:
        kind: CSV, TSV, or JSON Lines for anything else.
        stream: Where to. It must write what it cannot encode with a backslash.
    """
    if kind in DELIMITERS:
        rows = csv.writer(_Lines(stream), delimiter=DELIMITERS[kind], lineterminator="\r\n")

        def as_cells(flag: Flag) -> None:
            rows.writerow([_cell(value) for value in _row(flag).values()])

        return as_cells

    def as_object(flag: Flag) -> None:
        # A lone surrogate is written as an escape, which JSON knows as well.
        stream.write(json.dumps(_row(flag), ensure_ascii=False, default=str) + "\n")

    return as_object


def head(kind: FileKind) -> str:
    """What a file of text begins with."""
    return f"{DELIMITERS[kind].join(FLAG_COLUMNS)}\n" if kind in DELIMITERS else ""


def make_table(lines: Path, table: Path, kind: FileKind, catalogue: Catalogue) -> None:
    """Make a table of Parquet or Arrow out of flags in JSON Lines, some at a time.

    Args:
        lines: The flags.
        table: The file to write.
        kind: What to write.
        catalogue: The data that answered.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = flag_schema(catalogue=catalogue)
    writer = (
        pq.ParquetWriter(table, schema)
        if kind is FileKind.PARQUET
        else pa.ipc.new_file(str(table), schema)
    )
    with writer, lines.open(encoding="utf-8") as stream:
        batches = _batches(stream, schema)
        while some := [*islice(batches, _BATCHES)]:
            writer.write_table(pa.Table.from_batches(some))


def _batches(lines: Iterator[str], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    while rows := [_for_arrow(json.loads(line)) for line in islice(lines, _ROWS)]:
        yield pa.RecordBatch.from_pylist(rows, schema=schema)


def _row(flag: Flag) -> dict[str, Any]:
    row = flag.as_dict()
    return {**row, "key": None} if is_missing(row["key"]) else row


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, int | float):
        return value
    text = "; ".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if _FORMULA.match(text) else text


def _for_arrow(row: dict[str, Any]) -> dict[str, Any]:
    key = row["key"]
    if key is not None and not isinstance(key, str):
        row["key"] = json.dumps(key, ensure_ascii=False)  # a column has one type
    row["on"] = date.fromisoformat(row["on"])
    for name in ("key", "surface"):  # a lone surrogate is no text for Arrow
        if row[name] is not None:
            row[name] = row[name].encode(errors="backslashreplace").decode()
    return row
