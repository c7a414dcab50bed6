"""Columns of Arrow as batches of rows: a few thousand rows of a table in Python at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semaxref.errors import BadRow, MissingExtra
from semaxref.screening.flags import Batch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa

BYTES = 8 * 1024 * 1024
"""How much text the rows of a piece may hold together; a row with more is a piece by itself."""
TEXT = {"string", "large_string", "string_view", "null"}
DAYS = {"date32[day]", "date64[ms]"}
_FEWEST = 1_024  # rows that are tried together, where only a guess says that they are too large
_NO_UTF_8 = "bytes that are no UTF-8, shown as U+FFFD; the rest was screened"


def need_pyarrow() -> None:
    """See that PyArrow is there before any work is done.

    Raises:
        MissingExtra: It is not.
    """
    try:
        import pyarrow as pa  # noqa: F401
    except ImportError:
        raise MissingExtra("pyarrow", ("arrow",)) from None


def pieces(batch: pa.RecordBatch, rows: int) -> Iterator[pa.RecordBatch]:
    """A batch in pieces, without dictionaries and views.

    Args:
        batch: The batch; only columns that are needed.
        rows: How many rows a piece has at most; fewer where these are large.
    """
    import pyarrow as pa

    # The size of a piece of views is known only once they are copied; that of all may be large.
    views = [column for column in batch.columns if str(column.type) == "string_view"]
    size = max(1, sum(column.get_total_buffer_size() for column in views))
    most = min(rows, max(batch.num_rows * BYTES // size, _FEWEST))
    for start in range(0, batch.num_rows, most):
        columns = map(_plain, batch.slice(start, most).columns)
        yield from _halves(pa.RecordBatch.from_arrays(list(columns), batch.schema.names))


def batch_of(
    piece: pa.RecordBatch, needed: Sequence[str], start: int, share: float | None = None
) -> Batch:
    """A piece as rows to be screened.

    Args:
        piece: A piece of a batch, as `pieces` gives it.
        needed: The columns that are read.
        start: Number of its first row.
        share: How much of the source has been read, from 0 to 1.
    """
    bad: dict[int, BadRow] = {}
    columns = {name: _values(piece.column(name), name, start, bad) for name in needed}
    return Batch(start, piece.num_rows, columns, bad, share)


def _halves(piece: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    rows = piece.num_rows
    if rows > 1 and piece.nbytes > BYTES:
        yield from _halves(piece.slice(0, rows // 2))
        yield from _halves(piece.slice(rows // 2))
    else:
        yield piece


def _plain(column: pa.Array[Any]) -> pa.Array[Any]:
    """A column without a dictionary; text with offsets that are large enough for any."""
    import pyarrow as pa

    if isinstance(column, pa.DictionaryArray):
        words = _plain(column.dictionary)  # not all that a dictionary may hold can be taken
        column = pa.DictionaryArray.from_arrays(column.indices, words).dictionary_decode()
    return column.cast(pa.large_string()) if str(column.type) in TEXT else column


def _values(column: pa.Array[Any], name: str, start: int, bad: dict[int, BadRow]) -> list[Any]:
    """The cells of a column in Python; the rows with bytes that are no text are told of."""
    import pyarrow as pa

    if str(column.type) in DAYS:  # as text: Arrow has days that Python has not
        column = column.cast(pa.date32(), safe=False).cast(pa.string())
    try:
        return column.to_pylist()
    except UnicodeDecodeError:  # Arrow trusts whoever has called these bytes a text
        pass
    values: list[Any] = column.view(pa.large_binary()).to_pylist()
    for row, cell in enumerate(values):
        if cell is not None:
            try:
                values[row] = cell.decode()
            except UnicodeDecodeError:
                values[row] = cell.decode(errors="replace")
                bad.setdefault(row, BadRow(start + row, name, _NO_UTF_8))
    return values
