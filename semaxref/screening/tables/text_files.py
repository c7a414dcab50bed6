"""Rows of text files: CSV, TSV and JSON Lines, compressed by gzip or not.

Nothing that such files get wrong in practice ends the reading: a row that cannot be made out is
bad, and the next one is read. Bytes that are no UTF-8, and NUL, are shown as U+FFFD, one for
each, so that the rest of the text is screened all the same.
"""

from __future__ import annotations

import contextlib
import csv
import gzip
import io
import json
import os
import re
import threading
import zlib
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from semaxref.errors import FileError, InvalidQuery
from semaxref.screening.tables.batches import Gathered, of_mappings, places

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from semaxref.screening.flags import Batch, Screening
    from semaxref.screening.tables.batches import Read

LONGEST = 64 * 2**20
"""Signs of the longest line and the longest cell; longer ones are bad rows.

Python keeps a cell in four bytes a sign and more while it reads: this is a quarter of a gigabyte,
which a quotation mark that is never closed would fill.
"""

_ENDS = ("\n", "\r")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_NO_TEXT = re.compile("[\udc80-\udcff\0]")
"""NUL, and what Python makes of bytes that are no UTF-8."""
_NO_UTF_8 = "bytes that are no UTF-8 or NUL, shown as U+FFFD; the rest was screened"
_CELLS = threading.Lock()


class Lines:
    """The lines of a text file, of bounded length.

    Attributes:
        damaged: Whether one had bytes that are no text, since this was last set to false.
    """

    def __init__(self, path: Path, raw: io.BufferedReader, *, gzipped: bool) -> None:
        self.damaged = False
        self._path = path
        self._raw = raw
        self._size = os.fstat(raw.fileno()).st_size
        self._binary = gzip.GzipFile(fileobj=raw) if gzipped else raw
        # Line breaks stay as they are, as csv wants it, and JSON does not mind.
        self._text = io.TextIOWrapper(
            self._binary, encoding="utf-8-sig", errors="surrogateescape", newline=""
        )

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        line = self._read()
        if not line:
            raise StopIteration
        if len(line) >= LONGEST and not line.endswith(_ENDS):
            while (rest := self._read()) and not rest.endswith(_ENDS):
                pass
            # csv and our reader of JSON both let this through, and ask for the next line then.
            raise csv.Error(f"a line of more than {LONGEST:,} signs")
        if not self.damaged and (("\0" in line) if line.isascii() else not _is_text(line)):
            self.damaged = True
        return line

    def _read(self) -> str:
        try:
            return self._text.readline(LONGEST)
        except (OSError, EOFError, zlib.error) as error:
            raise FileError("read", str(self._path), str(error)) from error

    def check(self) -> None:
        """Refuse an encoding that every program knows by its first two bytes.

        Raises:
            FileError: The file is UTF-16, or cannot be read.
        """
        try:
            start = self._binary.peek(2)[:2]
        except (OSError, EOFError, zlib.error) as error:
            raise FileError("read", str(self._path), str(error)) from error
        if start in _UTF_16:
            raise FileError("read", str(self._path), "it is UTF-16; save it as UTF-8")

    def share(self) -> float | None:
        """How much of the file has been read, from 0 to 1; None of a pipe."""
        return self._raw.tell() / self._size if self._size else None


@contextlib.contextmanager
def _opened(path: Path, *, gzipped: bool) -> Iterator[Lines]:
    try:
        raw = path.open("rb")
    except OSError as error:
        raise FileError("read", str(path), error.strerror or str(error)) from error
    with raw:
        lines = Lines(path, raw, gzipped=gzipped)
        lines.check()
        yield lines


def of_csv(path: Path, delimiter: str, screening: Screening, *, gzipped: bool) -> Iterator[Batch]:
    """Batches of a CSV file with a head. Empty lines are no rows and have no number.

    Raises:
        UnknownValue: The head lacks a column that is needed.
        InvalidQuery: It has one more than once, or there is no head.
        FileError: The file cannot be read.
    """
    with _opened(path, gzipped=gzipped) as lines:
        rows = _Rows(path, lines, delimiter, screening.needed)
        gathered = Gathered(0, screening.needed)
        while rows.gather(gathered):
            yield gathered.batch(lines.share())
            gathered = Gathered(gathered.end, screening.needed)


class _Rows:
    """The rows of a CSV file below its head."""

    def __init__(self, path: Path, lines: Lines, delimiter: str, needed: Sequence[str]) -> None:
        self._lines = lines
        self._reader = csv.reader(lines, delimiter=delimiter)
        self._needed = needed
        try:
            with _large_cells():
                head = next(filter(None, self._reader), None)
        except csv.Error as error:
            raise FileError("read", str(path), str(error)) from error
        if head is None:
            raise InvalidQuery(f"{str(path)!r} is empty; its first line must name the columns")
        self._width = len(head)
        at = places(needed, [_mended(name) for name in head])
        # Of one place itemgetter gives no sequence, and of a slice it does.
        self._pick = itemgetter(*at) if len(at) > 1 else itemgetter(slice(at[0], at[0] + 1))

    def gather(self, gathered: Gathered) -> bool:
        """Take rows until there are enough; whether there was one."""
        with _large_cells():
            while not gathered.full and self._take(gathered):
                pass
        return gathered.end > gathered.start

    def _take(self, gathered: Gathered) -> bool:
        first = self._reader.line_num + 1
        self._lines.damaged = False
        try:
            row = next(self._reader)
        except StopIteration:
            return False
        except csv.Error as error:
            gathered.add_bad("", f"{error}{self._from(first)}")
            return True
        if len(row) == self._width:
            cells = self._pick(row)
            if self._lines.damaged and (mended := [_mended(each) for each in cells]) != [*cells]:
                column = next(
                    name
                    for name, cell, read in zip(self._needed, mended, cells, strict=True)
                    if cell != read
                )
                gathered.add_bad(column, _NO_UTF_8, mended)
            else:
                gathered.add(cells, sum(map(len, cells)))
        elif row:
            reason = f"{len(row)} cells, where the head has {self._width}"
            gathered.add_bad("", f"{reason}{self._from(first)}")
        return True

    def _from(self, first: int) -> str:
        """Where a row of several lines stands, which is often a forgotten quotation mark."""
        last = self._reader.line_num
        return f" (lines {first:,} to {last:,} of the file)" if last > first else ""


def of_jsonl(path: Path, screening: Screening, *, gzipped: bool) -> Iterator[Batch]:
    """Batches of a file with a JSON object in each line. Empty lines are no rows.

    Raises:
        UnknownValue: No row of the first batch has a column that is needed.
        FileError: The file cannot be read.
    """
    with _opened(path, gzipped=gzipped) as lines:
        yield from of_mappings(_objects(lines), screening, lines.share)


def _objects(lines: Lines) -> Iterator[Read]:
    while True:
        lines.damaged = False
        try:
            line = next(lines, "")
        except csv.Error as error:
            yield None, "", str(error)
            continue
        if not line:
            return
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield None, "", f"no JSON: {error}"
            continue
        if not isinstance(row, dict):
            yield None, "", f"expected a JSON object, not {type(row).__name__}"
        elif lines.damaged:
            yield _mended_values(row)
        else:
            yield row, "", ""


def _mended_values(row: Mapping[str, Any]) -> Read:
    mended = {name: _mended(cell) if isinstance(cell, str) else cell for name, cell in row.items()}
    column = next((name for name, cell in row.items() if mended[name] != cell), "")
    return mended, column, _NO_UTF_8


def _mended(text: str) -> str:
    return _NO_TEXT.sub("\ufffd", text)


def _is_text(line: str) -> bool:
    try:
        line.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in line


@contextlib.contextmanager
def _large_cells() -> Iterator[None]:
    """Lets csv read large cells: its limit is one for the whole process, and is put back."""
    with _CELLS:
        before = csv.field_size_limit(LONGEST)
        try:
            yield
        finally:
            csv.field_size_limit(before)
