"""Arrow: record batches of text in, record batches of flags out.

It is what engines for large tables have in common. Spark's ``mapInArrow`` takes `screen_batches`
as it is, and Polars, DuckDB, pandas, Dask and Ray need a line around it; the page "On a cluster"
has them all. Memory does not grow with the table: however large a batch is, a few thousand rows
of it are looked at together, and no more flags than that are given out at a time.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Protocol

from semaxref.catalogue import packaged
from semaxref.errors import InvalidQuery, UnknownValue
from semaxref.screening.flags import Column, Screening, told
from semaxref.screening.tables.arrow_columns import DAYS, TEXT, batch_of, need_pyarrow, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa

    from semaxref.answers.legal import LegalAnswer
    from semaxref.catalogue import Catalogue
    from semaxref.screening.flags import ActivityOf, DayOf, Flag, OnBad, PlaceOf
    from semaxref.screening.matcher import Matcher

ROWS = 16_384
"""How many rows are looked at together, at most."""
FLAGS = 8_192
"""How many flags a batch that is given out holds, at most."""

_ABOUT = {
    "row": ("bigint", "number of the row, from 0, in the batches of one call"),
    "key": ("string", "what the row calls itself, from its key column"),
    "column": ("string", "column of text that holds the mention"),
    "compound": ("string", "id of the compound"),
    "start": ("int", "where the mention begins, in code points of the text"),
    "end": ("int", "where it ends"),
    "surface": ("string", "what stands there"),
    "kind": ("string", "how it was recognised"),
    "term": ("string", "name or identifier as the data has it"),
    "confidence": ("double", "from 0 to 1, by rules; no probability"),
    "negated": ("boolean", "whether the text says that the compound is not there"),
    "jurisdiction": ("string", "id of the place that was asked about"),
    "activity": ("string", "activity that was asked about"),
    "on": ("date", "day that was asked about"),
    "verdict": ("string", "what the law says; unknown is not permitted"),
    "not_known": ("string", "why the verdict is unknown; null where it is not"),
    "decided_in": ("string", "id of the place whose records answer"),
    "deciding": ("array<string>", "ids of the rules that decide"),
    "conflicting": ("array<string>", "ids of the rules that could decide and say otherwise"),
    "reasons": ("array<string>", "why the answer is what it is"),
    "sources": ("array<string>", "ids of the sources of the deciding rules"),
    "as_of": ("string", "newest day for which the answer was last known, perhaps in part"),
    "stale": ("boolean", "whether that day is too long ago"),
    "data_version": ("string", "data that answered"),
}
"""The columns of flags: their type, in the words of Spark, and what they hold."""


class ArrowStream(Protocol):
    """What can give Arrow batches by itself: a frame of pandas or Polars, a table, a relation."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The stream, in the form of the C data interface of Arrow."""


def flag_schema(key: pa.DataType | None = None, *, catalogue: Catalogue | None = None) -> pa.Schema:
    """The schema of flags in Arrow.

    Args:
        key: Type of the key column of the rows; text if not given.
        catalogue: The data that answer; the packaged ones if not given.

    Returns:
        A field for each entry of `Flag.as_dict`, with its ``description``. The version of the
        data is in the metadata, as ``semaxref.data_version``.

    Raises:
        MissingExtra: PyArrow is not installed.

    Example:
        >>> schema = flag_schema()
        >>> schema.field("on").type, schema.field("surface").metadata[b"description"]
        (DataType(date32[day]), b'what stands there')
        >>> sorted(schema.metadata)
        [b'semaxref.data_version']
    """
    need_pyarrow()
    import pyarrow as pa

    types: dict[str, Any] = {
        "bigint": pa.int64(),
        "int": pa.int32(),
        "double": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "string": pa.string(),  # in a dictionary it would be smaller, and Spark cannot read that
        "array<string>": pa.list_(pa.string()),
    }
    fields = [
        pa.field(name, types[kind], metadata={"description": about})
        for name, (kind, about) in _ABOUT.items()
    ]
    if key is not None:
        fields[1] = fields[1].with_type(key)
    version = (packaged() if catalogue is None else catalogue).data_version
    return pa.schema(fields, metadata={"semaxref.data_version": version})


def flag_ddl(key: str = "string") -> str:
    """The schema of flags as Spark wants it told, for ``mapInArrow``.

    Args:
        key: Spark's type of the key column, such as ``bigint``.

    Example:
        >>> flag_ddl("bigint")
        '`row` bigint, `key` bigint, `column` string, ... `data_version` string'
    """
    kinds = {name: kind for name, (kind, _) in _ABOUT.items()} | {"key": key}
    return ", ".join(f"`{name}` {kind}" for name, kind in kinds.items())


def screen_batches(
    batches: Iterable[pa.RecordBatch | ArrowStream] | ArrowStream,
    *,
    text: str | Sequence[str],
    jurisdiction: PlaceOf,
    activity: ActivityOf,
    on: DayOf = None,
    key: str | None = None,
    matcher: Matcher | None = None,
    on_bad: OnBad | None = None,
) -> pa.RecordBatchReader:
    """Screen rows in Arrow batches: the flags of their mentions, as Arrow batches.

    Rows are numbered from 0 in the batches of one call. An engine that cuts a table into parts
    makes a call for each part; there only a key column says which row of the table is meant.

    Args:
        batches: Record batches, one after the other; or what gives them as a stream: a frame of
            pandas or Polars, a table or reader of PyArrow, a relation of DuckDB.
        text: The column of text, or several; plain or in a dictionary.
        jurisdiction: The place: a code or name, or the `Column` that has it.
        activity: The activity, or the `Column` that has it.
        on: The day, or the `Column` that has it; today if not given. Give one on a cluster,
            where a job may run past midnight.
        key: The column by which rows are called, of any type.
        matcher: What finds the compounds; one for all of the packaged data if not given.
        on_bad: Told of each row that cannot be screened, which then has no flags; if None, the
            first is raised.

    Returns:
        An iterator of record batches, none of them empty, with the schema of `flag_schema`; it
        can be read as a whole (``read_all``, ``read_pandas``), and handed to Polars or DuckDB
        as it is. Flags stand by row, column and place in the text.

    Raises:
        MissingExtra: PyArrow is not installed.
        InvalidQuery: A column holds no text, or there are no batches in what was given.
        UnknownValue: There is no such column, or activity.
        JurisdictionNotFound: There is no such place.
        InvalidDate: `on` is no day.
        BadRow: While it is read: a row cannot be screened.

    Example:
        >>> import pyarrow as pa
        >>> rows = pa.table({"id": ["a", "b"], "title": ["Semax spray", "Vitamin C"]})
        >>> flags = screen_batches(rows, text="title", key="id", jurisdiction="US",
        ...                        activity="sell-as-supplement", on="2026-11-01").read_all()
        >>> flags.select(["row", "key", "compound", "verdict"]).to_pylist()
        [{'row': 0, 'key': 'a', 'compound': 'semax', 'verdict': 'prohibited'}]
    """
    need_pyarrow()
    import pyarrow as pa

    screening = Screening(
        text=text,
        jurisdiction=jurisdiction,
        activity=activity,
        on=on,
        matcher=matcher,
        on_bad=on_bad,
    )
    columns, stream = _opened(batches)
    held = None if columns is None else _check(columns, screening, key)
    schema = flag_schema(held, catalogue=screening.matcher.catalogue)
    return pa.RecordBatchReader.from_batches(schema, _screened(stream, screening, key, schema))


# What comes in


def _opened(given: Any) -> tuple[pa.Schema | None, Iterator[pa.RecordBatch]]:
    """The columns, None where there is no batch that tells them; and the batches one by one."""
    if hasattr(given, "__arrow_c_stream__"):
        reader = _reader(given)
        return reader.schema, iter(reader)
    if not isinstance(given, Iterable):
        raise _no_batch(given)
    parts = iter(given)
    for first in parts:
        reader = _reader(first)
        return reader.schema, chain(reader, chain.from_iterable(map(_reader, parts)))
    return None, iter(())


def _reader(given: Any) -> pa.RecordBatchReader:
    import pyarrow as pa

    if isinstance(given, pa.RecordBatchReader):  # so that errors of its source stay what they are
        return given
    if isinstance(given, pa.Table):
        return given.to_reader()
    if isinstance(given, pa.RecordBatch):
        return pa.RecordBatchReader.from_batches(given.schema, [given])
    if not hasattr(given, "__arrow_c_stream__"):
        raise _no_batch(given)
    return pa.RecordBatchReader.from_stream(given)


def _no_batch(given: object) -> InvalidQuery:
    return InvalidQuery(
        "batches must be record batches of Arrow, or a frame or table that gives them, "
        f"not {type(given).__name__}"
    )


def _check(columns: pa.Schema, screening: Screening, key: str | None) -> pa.DataType | None:
    """Refuse columns that are not there, and those by which no row could be screened.

    Returns:
        What the key column holds; None where there is none.

    Raises:
        UnknownValue: A column is not there.
        InvalidQuery: It is there twice, or holds what is no text, or no day.
    """
    for name in (*screening.needed, *(() if key is None else (key,))):
        found = len(columns.get_all_field_indices(name))
        if not found:
            raise UnknownValue("column", name, tuple(columns.names))
        if found > 1:
            raise InvalidQuery(f"{found} columns are called {name!r}")
    for name in screening.needed:
        kind = _plain_type(columns.field(name).type)
        days = isinstance(screening.on, Column) and screening.on.name == name
        if str(kind) not in (TEXT | DAYS if days else TEXT):
            wanted = "days or text" if days else "text"
            raise InvalidQuery(f"column {name!r} must hold {wanted}, not {kind}")
    return None if key is None else _plain_type(columns.field(key).type)


def _plain_type(kind: pa.DataType) -> pa.DataType:
    """The type of what a dictionary holds; any text is text."""
    import pyarrow as pa

    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return pa.string() if str(kind) in TEXT else kind


# What is looked at together


def _screened(
    stream: Iterator[pa.RecordBatch], screening: Screening, key: str | None, schema: pa.Schema
) -> Iterator[pa.RecordBatch]:
    names = sorted({*screening.needed, *(() if key is None else (key,))})
    held, columns = schema.field("key").type, None
    start = 0
    for batch in stream:
        if batch.schema != columns:
            columns = batch.schema
            other = _check(columns, screening, key) or held
            if other != held:
                raise InvalidQuery(f"column {key!r} holds {held}, and {other} in a later batch")
        for part in pieces(batch.select(names), ROWS):
            flags = screening.flags(batch_of(part, screening.needed, start))
            while some := list(islice(flags, FLAGS)):
                rows = [flag.row - start for flag in some]
                yield _batch(some, None if key is None else part.column(key).take(rows), schema)
            start += part.num_rows


# What goes out


def _batch(flags: Sequence[Flag], keys: pa.Array[Any] | None, schema: pa.Schema) -> pa.RecordBatch:
    import pyarrow as pa

    # A few answers serve thousands of flags: each is told once, and then taken by its number.
    answers = {id(flag.answer): flag.answer for flag in flags}
    numbers = {key: number for number, key in enumerate(answers)}
    law = [_law(answer) for answer in answers.values()]
    which = [numbers[id(flag.answer)] for flag in flags]

    def column(field: pa.Field[Any]) -> Any:
        name, kind = field.name, field.type
        if name == "key":
            return pa.nulls(len(flags), kind) if keys is None else keys.cast(kind)
        if name in law[0]:
            return pa.array([told[name] for told in law], kind).take(which)
        of = flags if name in {"row", "column"} else [flag.mention for flag in flags]
        return pa.array([getattr(each, name) for each in of], kind)

    return pa.RecordBatch.from_arrays([column(field) for field in schema], schema=schema)


def _law(answer: LegalAnswer) -> dict[str, Any]:
    asked = {"jurisdiction": answer.asked, "activity": answer.activity, "on": answer.on}
    return asked | told(answer)
