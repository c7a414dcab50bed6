"""Rows of Arrow: Parquet, Arrow IPC, and the tables of any library that speaks its C interface."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from semaxref.errors import FileError
from semaxref.screening.tables.arrow_columns import batch_of, need_pyarrow, pieces
from semaxref.screening.tables.batches import MOST_ROWS, MOST_SIGNS, places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pyarrow as pa

    from semaxref.screening.flags import Batch, Screening

    Part = tuple[pa.RecordBatch, float | None]

_MAGIC = b"ARROW1"
_READ_AHEAD = 2**20
"""Bytes of a column of Parquet that are read at once, where else it is all of a row group."""


def of_stream(rows: Any, screening: Screening) -> Iterator[Batch]:
    """Batches of anything with ``__arrow_c_stream__``; its columns are checked at once.

    Raises:
        UnknownValue: A column that is needed is not there.
        InvalidQuery: One is there more than once.
        MissingExtra: PyArrow is not installed.
    """
    need_pyarrow()
    import pyarrow as pa

    reader = pa.RecordBatchReader.from_stream(rows)
    places(screening.needed, reader.schema.names)
    return _batches(((part, None) for part in reader), screening)


def of_parquet(path: Path, screening: Screening) -> Iterator[Batch]:
    """Batches of a Parquet file, of which only the columns that are needed are read.

    Raises:
        UnknownValue: A column that is needed is not there.
        InvalidQuery: One is there more than once.
        FileError: The file cannot be read.
        MissingExtra: PyArrow is not installed.
    """
    with _reading(path):
        yield from _batches(_parts_of_parquet(path, screening.needed), screening)


def of_ipc(path: Path, screening: Screening) -> Iterator[Batch]:
    """Batches of an Arrow IPC file or stream.

    Raises:
        UnknownValue: A column that is needed is not there.
        InvalidQuery: One is there more than once.
        FileError: The file cannot be read.
        MissingExtra: PyArrow is not installed.
    """
    with _reading(path):
        yield from _batches(_parts_of_ipc(path, screening.needed), screening)


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Tell what goes wrong with a file in our words."""
    need_pyarrow()
    import pyarrow as pa

    try:
        yield
    except (pa.ArrowException, OSError) as error:
        raise FileError("read", str(path), str(error)) from error


def _parts_of_parquet(path: Path, needed: tuple[str, ...]) -> Iterator[Part]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(path, buffer_size=_READ_AHEAD) as file:
        places(needed, file.schema_arrow.names)
        done, total = 0, file.metadata.num_rows
        for number in range(file.num_row_groups):  # over all at once, PyArrow keeps what was read
            group = file.metadata.row_group(number)
            size = _at_once(group.total_byte_size, group.num_rows)
            for part in file.iter_batches(size, row_groups=[number], columns=list(needed)):
                done += part.num_rows
                yield part, done / total


def _parts_of_ipc(path: Path, needed: tuple[str, ...]) -> Iterator[Part]:
    import pyarrow as pa

    with path.open("rb") as file:
        is_stream = file.read(len(_MAGIC)) != _MAGIC
    with pa.OSFile(str(path), "rb") as source:
        if is_stream:
            stream = pa.ipc.open_stream(source)
            places(needed, stream.schema.names)
            for part in stream:
                yield part, source.tell() / source.size()
            return
        wanted = places(needed, pa.ipc.open_file(source).schema.names)
        options = pa.ipc.IpcReadOptions(included_fields=wanted)
        table = pa.ipc.open_file(source, options=options)
        for number in range(table.num_record_batches):
            yield table.get_batch(number), (number + 1) / table.num_record_batches


def _batches(parts: Iterable[Part], screening: Screening) -> Iterator[Batch]:
    start = 0
    for whole, share in parts:
        for piece in pieces(whole.select(list(screening.needed)), MOST_ROWS):
            yield batch_of(piece, screening.needed, start, share)
            start += piece.num_rows


def _at_once(size: int, rows: int) -> int:
    """How many rows make a batch, where so many have so many bytes."""
    return max(1, min(MOST_ROWS, MOST_SIGNS * rows // max(size, 1)))
