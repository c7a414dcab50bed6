"""Batches: rows gathered until there are enough of them, with what is wrong with some."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from semaxref.errors import BadRow, InvalidQuery, UnknownValue
from semaxref.screening.flags import Batch

if TYPE_CHECKING:
    from semaxref.screening.flags import Screening

MOST_ROWS = 2048
MOST_SIGNS = 16 * 2**20
"""Signs, or bytes, of a batch of long texts, which has fewer rows; one row may have more."""

Read: TypeAlias = tuple[object, str, str]
"""A row as it was read, the column in which something is wrong, and what; or empty texts."""


class Gathered:
    """Rows on their way to be a batch."""

    def __init__(self, start: int, needed: Sequence[str]) -> None:
        self.start = start
        self._needed = needed
        self._nothing = (None,) * len(needed)
        self._rows: list[Sequence[Any]] = []
        self._bad: dict[int, BadRow] = {}
        self._signs = 0

    @property
    def end(self) -> int:
        """Number of the row that comes next."""
        return self.start + len(self._rows)

    @property
    def full(self) -> bool:
        """Whether there are enough."""
        return len(self._rows) >= MOST_ROWS or self._signs >= MOST_SIGNS

    def add(self, cells: Sequence[Any], signs: int) -> None:
        """Add a row: its cells in the columns that are needed, and how long it is."""
        self._rows.append(cells)
        self._signs += signs

    def add_bad(self, column: str, reason: str, cells: Sequence[Any] = ()) -> None:
        """Add a row that is bad, with its cells if they could be read at all."""
        self._bad[len(self._rows)] = BadRow(self.end, column, reason)
        self.add(cells or self._nothing, length(cells))

    def batch(self, share: float | None) -> Batch:
        """The batch of them."""
        columns = zip(*self._rows, strict=True)
        return Batch(
            start=self.start,
            size=len(self._rows),
            columns=dict(zip(self._needed, columns, strict=True)),
            bad=self._bad,
            share=share,
        )


def length(cells: Sequence[Any]) -> int:
    """How many signs the texts of a row have."""
    return sum(len(each) for each in cells if isinstance(each, str))


def places(needed: Iterable[str], there: Sequence[str]) -> list[int]:
    """Where the columns that are needed stand among those that are there.

    Raises:
        UnknownValue: One is not there.
        InvalidQuery: One is there more than once.
    """
    for name in needed:
        if name not in there:
            raise UnknownValue("column", name, tuple(there))
        if (times := there.count(name)) > 1:
            raise InvalidQuery(f"column {name!r} is there {times} times; rename all but one")
    return [there.index(name) for name in needed]


def of_mappings(
    rows: Iterator[Read],
    screening: Screening,
    share: Callable[[], float | None] = lambda: None,
) -> Iterator[Batch]:
    """Batches of rows that are mappings of columns to values.

    A row need not have every column, as JSON often leaves out what is empty. A column that no
    row of the first batch has is taken for a typing error, and a row with no column of text for
    a bad one.

    Raises:
        UnknownValue: No row of the first batch has a column that is needed.
    """
    needed, texts = screening.needed, screening.text
    seen: dict[str, None] = {}
    gathered = Gathered(0, needed)
    for row, column, reason in rows:
        if not isinstance(row, dict | Mapping):
            wrong = f"expected a mapping of columns to values, not {type(row).__name__}"
            gathered.add_bad(column, reason or wrong)
        else:
            cells = tuple([row.get(name) for name in needed])
            if not gathered.start:
                seen.update(dict.fromkeys(row))
            if reason:
                gathered.add_bad(column, reason, cells)
            elif cells[0] is None and not any(name in row for name in texts):
                gathered.add_bad("", f"no column {' or '.join(texts)}, only {_listed(row)}", cells)
            else:
                gathered.add(cells, length(cells))
        if gathered.full:
            if not gathered.start:
                _be_seen(needed, seen)
            yield gathered.batch(share())
            gathered = Gathered(gathered.end, needed)
    if gathered.end > gathered.start:
        if not gathered.start:
            _be_seen(needed, seen)
        yield gathered.batch(share())


def _be_seen(needed: Iterable[str], seen: Mapping[str, None]) -> None:
    if seen:  # else no row could be read, which has been said of each
        places(needed, tuple(seen))


def _listed(names: Iterable[object]) -> str:
    return ", ".join(map(str, names)) or "nothing"
