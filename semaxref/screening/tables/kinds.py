"""Kinds of files, told by their names."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from semaxref.errors import UnknownValue


class FileKind(StrEnum):
    """How a file holds a table."""

    CSV = "csv"
    TSV = "tsv"
    JSONL = "jsonl"
    PARQUET = "parquet"
    ARROW = "arrow"


_SUFFIXES = {
    ".csv": FileKind.CSV,
    ".tsv": FileKind.TSV,
    ".jsonl": FileKind.JSONL,
    ".ndjson": FileKind.JSONL,
    ".parquet": FileKind.PARQUET,
    ".arrow": FileKind.ARROW,
    ".feather": FileKind.ARROW,
}
TEXT = (FileKind.CSV, FileKind.TSV, FileKind.JSONL)
DELIMITERS = {FileKind.CSV: ",", FileKind.TSV: "\t"}
_READ = (*_SUFFIXES, *(f"{end}.gz" for end, kind in _SUFFIXES.items() if kind in TEXT))


def kind_to_read(path: Path) -> tuple[FileKind, bool]:
    """The kind of a file, and whether it is compressed by gzip.

    Raises:
        UnknownValue: Its name ends in none of the suffixes that are read.
    """
    name = path.name.lower()
    gzipped = name.endswith(".gz")
    kind = _SUFFIXES.get(Path(name.removesuffix(".gz")).suffix)
    if kind is None or (gzipped and kind not in TEXT):
        raise UnknownValue("kind of file", path.name, _READ)
    return kind, gzipped


def kind_to_write(path: Path) -> FileKind:
    """The kind of a file that is to be written.

    Raises:
        UnknownValue: Its name ends in none of the suffixes that are written.
    """
    kind = _SUFFIXES.get(path.suffix.lower())
    if kind is None:
        raise UnknownValue("kind of file", path.name, tuple(_SUFFIXES))
    return kind
