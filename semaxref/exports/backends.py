"""Backends: typed columns as a table of pandas, Polars or PyArrow."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast, get_args

from semaxref.errors import MissingExtra, UnknownValue

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from semaxref.exports.columns import Column

    AnyFrame: TypeAlias = pd.DataFrame | pl.DataFrame | pa.Table

Backend: TypeAlias = Literal["pandas", "polars", "pyarrow"]
_EXTRAS: dict[Backend, str] = {"pandas": "pandas", "polars": "polars", "pyarrow": "arrow"}


def chosen(backend: str | None) -> Backend:
    """The library that makes the table.

    Args:
        backend: Its name; None for the one that the program uses already, else for the first
            that is installed.

    Raises:
        UnknownValue: There is no such backend.
        MissingExtra: It is not installed, or none is.
    """
    if backend is not None:
        if backend not in _EXTRAS:
            raise UnknownValue("backend", backend, get_args(Backend))
        if not _is_installed(backend):
            raise MissingExtra(backend, (_EXTRAS[backend],))
        return backend
    # pandas and Polars bring PyArrow along, so it is the last to be taken for the one in use.
    for name in _EXTRAS:
        if _is_loaded(name):
            return name
    for name in _EXTRAS:
        if _is_installed(name):
            return name
    raise MissingExtra("pandas, polars or pyarrow", tuple(_EXTRAS.values()))


def table(columns: Iterable[Column], backend: Backend) -> AnyFrame:
    """A table of the columns, made by the backend."""
    if backend == "pandas":
        return _pandas(columns)
    return _polars(columns) if backend == "polars" else _pyarrow(columns)


def _is_loaded(name: str) -> bool:
    return sys.modules.get(name) is not None


def _is_installed(name: str) -> bool:
    return _is_loaded(name) or find_spec(name) is not None


def _pandas(columns: Iterable[Column]) -> pd.DataFrame:
    import pandas as pd

    # The types that know a missing value; days reach from year 1 to 9999 in seconds only.
    types = {"text": "string", "day": "datetime64[s]", "whole": "Int64", "number": "Float64"}
    types |= {"truth": "boolean", "texts": "object"}

    def series(column: Column) -> Any:
        if column.kind.holds != "category":
            return pd.Series(column.values, dtype=cast("Any", types[column.kind.holds]))
        names = list(column.kind.categories)
        codes = [-1 if value is None else names.index(value) for value in column.values]
        dtype = pd.CategoricalDtype(names, column.kind.ordered)
        return pd.Series(pd.Categorical.from_codes(codes, dtype=dtype))

    return pd.DataFrame({column.name: series(column) for column in columns})


def _polars(columns: Iterable[Column]) -> pl.DataFrame:
    import polars as pl

    types: dict[str, Any] = {"text": pl.String, "day": pl.Date, "whole": pl.Int64}
    types |= {"number": pl.Float64, "truth": pl.Boolean, "texts": pl.List(pl.String)}

    def series(column: Column) -> pl.Series:
        names = column.kind.categories  # an Enum compares by their order
        kind = pl.Enum(names) if names else types[column.kind.holds]
        return pl.Series(column.name, column.values, dtype=kind)

    return pl.DataFrame([series(column) for column in columns])


def _pyarrow(columns: Iterable[Column]) -> pa.Table:
    import pyarrow as pa

    types: dict[str, Any] = {"text": pa.string(), "day": pa.date32(), "whole": pa.int64()}
    types |= {"number": pa.float64(), "truth": pa.bool_(), "texts": pa.list_(pa.string())}

    def array(column: Column) -> Any:
        if column.kind.holds != "category":
            return pa.array(column.values, types[column.kind.holds])
        names = list(column.kind.categories)
        codes = [None if value is None else names.index(value) for value in column.values]
        ordered = column.kind.ordered
        indices = pa.array(codes, pa.int32())
        return pa.DictionaryArray.from_arrays(
            indices, pa.array(names, pa.string()), ordered=ordered
        )

    return pa.table({column.name: array(column) for column in columns})
