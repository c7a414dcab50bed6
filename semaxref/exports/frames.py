"""Frames: records and answers as tables of pandas, Polars or PyArrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, overload

from semaxref.exports.backends import chosen, table
from semaxref.exports.columns import columns_of
from semaxref.exports.rows import EVIDENCE_LINE, answer_rows, evidence_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from semaxref.exports.backends import AnyFrame, Backend
    from semaxref.model.base import Record, Value


@overload
def frame(answer: Value | Iterable[Value], *, backend: Literal["pandas"]) -> pd.DataFrame: ...
@overload
def frame(answer: Value | Iterable[Value], *, backend: Literal["polars"]) -> pl.DataFrame: ...
@overload
def frame(answer: Value | Iterable[Value], *, backend: Literal["pyarrow"]) -> pa.Table: ...
@overload
def frame(answer: Value | Iterable[Value], *, backend: Backend | None = None) -> AnyFrame: ...
def frame(answer: Value | Iterable[Value], *, backend: Backend | None = None) -> AnyFrame:
    """Records or an answer as a table, one column a field.

    Columns have the names of the JSON form. Enums are categories with all their members, a
    level in its order; days are dates. A partial date is a text (``2010-08``), with the first
    and the last day that it can mean beside it (``valid_from_earliest``,
    ``valid_from_latest``). A record stands as its id, an evidence line as the key of its
    study, another value as a short text; several of them are a list. The structure of a
    compound has a column a field, too (``structure_smiles``). What is not known is missing.

    Args:
        answer: `Records` or any other records or answers (a row each); a `LegalStatus` (a row
            an activity); a `Comparison` or rows of one (a row a cell); a `Difference` (a row
            a changed field, an added or a removed record); one record or answer. Several
            answers make one table.
        backend: ``pandas``, ``polars`` or ``pyarrow``. If not given: the one that the program
            has imported already, else the first of them that is installed.

    Returns:
        A ``pandas.DataFrame``, a ``polars.DataFrame`` or a ``pyarrow.Table``. Without rows it
        has its columns all the same, if the answer is one to a question of a catalogue.

    Raises:
        MissingExtra: The backend is not installed, or none is.
        UnknownValue: There is no such backend.
        InvalidQuery: There is something else than records and answers.

    Example:
        >>> import semaxref as sx
        >>> table = frame(sx.mechanisms("semax"), backend="pandas")
        >>> in_people = table[table["level"] >= "human-uncontrolled"]
        >>> sorted(in_people["id"]) == sorted(
        ...     sx.mechanisms("semax", min_level="human-uncontrolled").ids)
        True
        >>> status = sx.legal_status("semax", "US", on="2026-11-23")
        >>> frame(status, backend="polars").select("activity", "verdict").row(4)
        ('pharmacy-compounding', 'restricted')
    """
    rows, also = answer_rows(answer)
    return table(columns_of(rows, also), chosen(backend))


@overload
def evidence_frame(
    records: Record | Iterable[Record], *, backend: Literal["pandas"]
) -> pd.DataFrame: ...
@overload
def evidence_frame(
    records: Record | Iterable[Record], *, backend: Literal["polars"]
) -> pl.DataFrame: ...
@overload
def evidence_frame(
    records: Record | Iterable[Record], *, backend: Literal["pyarrow"]
) -> pa.Table: ...
@overload
def evidence_frame(
    records: Record | Iterable[Record], *, backend: Backend | None = None
) -> AnyFrame: ...
def evidence_frame(
    records: Record | Iterable[Record], *, backend: Backend | None = None
) -> AnyFrame:
    """The evidence of records as a table, one row a line: what a systematic review extracts.

    ``record``, ``compound`` (several for a rule on several), ``about`` and ``statement`` say
    what the line bears on; ``level_given`` is the level that the line gives if its stance is
    ``supports``. ``pooled`` is how many studies of the compound in people a review pools. The
    lists ``pmids``, ``dois``, ``languages`` and ``titles`` are as long as ``sources``, with a
    missing value where a source has none.

    Args:
        records: Records with evidence, or compounds for all records of these.
        backend: As for `frame`.

    Returns:
        As for `frame`; its columns do not depend on the records.

    Raises:
        MissingExtra: The backend is not installed, or none is.
        UnknownValue: There is no such backend.
        InvalidQuery: There is something that carries no evidence, such as a claim.

    Example:
        >>> import semaxref as sx
        >>> lines = evidence_frame(sx.record("semax.dopamine"), backend="polars")
        >>> lines.select("study", "design", "stance", "level_given").row(0)
        ('eremin2005', 'animal', 'null-result', 'animal')
    """
    rows = evidence_rows(records)
    return table(columns_of(rows, (EVIDENCE_LINE,)), chosen(backend))
