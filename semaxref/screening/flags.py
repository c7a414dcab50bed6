"""Flags: mentions in the rows of a table, each with the legal answer that the row asks for.

Matching and law are two steps. A text is searched for compounds; then the compound, place,
activity and day of the row are one question of law, and the few hundred different questions of
a million rows are asked once each.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from heapq import merge
from typing import Any, TypeAlias

from attrs import field, frozen

from semaxref.answers.legal import LegalAnswer
from semaxref.errors import BadRow, InvalidQuery, SemaxrefError
from semaxref.model.base import Value, as_day, member
from semaxref.model.law import Activity, ActivityName, Verdict
from semaxref.screening.matcher import Matcher, packaged_matcher
from semaxref.screening.mention import Mention

FLAG_COLUMNS = (
    *("row", "key", "column", "compound", "start", "end", "surface", "kind", "term"),
    *("confidence", "negated", "jurisdiction", "activity", "on", "verdict", "not_known"),
    *("decided_in", "deciding", "conflicting", "reasons", "sources", "as_of", "stale"),
    "data_version",
)
"""The columns of a flag as a row of a table."""

_MEMO = 65_536
"""Questions of law whose answers are kept; a table may bring any number of days."""


@frozen
class Column:
    """A column that says it for each row, where else a value would say it for all.

    Attributes:
        name: The name of the column.

    Example:
        >>> from semaxref.screening import screen
        >>> rows = [{"title": "Semax spray", "to": "US"}, {"title": "Ноопепт", "to": "HU"}]
        >>> for flag in screen(rows, text="title", jurisdiction=Column("to"),
        ...                    activity="sell-as-supplement", on="2026-11-01"):
        ...     print(flag.mention.compound, flag.answer.asked, flag.answer.verdict)
        semax US prohibited
        noopept HU unknown
    """

    name: str


PlaceOf: TypeAlias = str | Column
ActivityOf: TypeAlias = Activity | ActivityName | Column
DayOf: TypeAlias = date | str | Column | None
OnBad: TypeAlias = Callable[[BadRow], None]


@frozen(eq=False, repr=False, kw_only=True)
class Flag(Value):
    """A mention in a row, and what the law says of it.

    Attributes:
        row: Number of the row, from 0.
        key: What the row calls itself, from its key column; None where none was named.
        column: The column of text that holds the mention.
        mention: Where, and how it was recognised.
        answer: The legal answer for the place, activity and day of the row.
    """

    row: int
    key: Any
    column: str
    mention: Mention
    answer: LegalAnswer

    def __str__(self) -> str:
        which = self.row if self.key is None else self.key
        answer = self.answer
        place = f"{answer.activity} in {answer.asked}, {answer.on}: {answer.verdict}"
        return f"row {which}, {self.column}: {self.mention}; {place}"

    @property
    def verdict(self) -> Verdict:
        """What the law says; never a bool."""
        return self.answer.verdict

    def as_dict(self) -> dict[str, Any]:
        """The flag as one flat row, with the columns of `FLAG_COLUMNS`.

        Days are ISO texts; several ids or reasons are lists.
        """
        mention, answer = self.mention, self.answer
        return {
            "row": self.row,
            "key": self.key,
            "column": self.column,
            "compound": mention.compound,
            "start": mention.start,
            "end": mention.end,
            "surface": mention.surface,
            "kind": mention.kind.value,
            "term": mention.term,
            "confidence": mention.confidence,
            "negated": mention.negated,
            "jurisdiction": answer.asked,
            "activity": answer.activity.value,
            "on": answer.on.isoformat(),
            **told(answer),
        }


def told(answer: LegalAnswer) -> dict[str, Any]:
    """What a flag tells of a legal answer, beside the question."""
    sources = [s.id for rule in answer.deciding for line in rule.evidence for s in line.sources]
    return {
        "verdict": answer.verdict.value,
        "not_known": answer.not_known and answer.not_known.value,
        "decided_in": answer.jurisdiction,
        "deciding": [rule.id for rule in answer.deciding],
        "conflicting": [rule.id for rule in answer.conflicting],
        "reasons": list(answer.reasons),
        "sources": list(dict.fromkeys(sources)),
        "as_of": None if answer.as_of is None else str(answer.as_of),
        "stale": answer.stale,
        "data_version": answer.data_version,
    }


@frozen
class Batch:
    """Rows that are screened together, column by column.

    Attributes:
        start: Number of the first row.
        size: How many there are.
        columns: The values of each column that is needed, one a row.
        bad: What is wrong with rows as they were read, by their place in the batch. They are
            told of, and screened as far as they could be read: a cell that could not is None.
        share: How much of the source has been read, from 0 to 1; None where that is not known.
    """

    start: int
    size: int
    columns: Mapping[str, Sequence[Any]]
    bad: Mapping[int, BadRow] = field(factory=dict)
    share: float | None = None

    def since(self, row: int) -> Batch:
        """The batch without the rows before the one of this number."""
        done = row - self.start
        if done <= 0:
            return self
        return Batch(
            start=row,
            size=self.size - done,
            columns={name: values[done:] for name, values in self.columns.items()},
            bad={at - done: error for at, error in self.bad.items() if at >= done},
            share=self.share,
        )


def _columns(given: str | Sequence[str]) -> tuple[str, ...]:
    columns = (given,) if isinstance(given, str) else tuple(given)
    if not columns or not all(isinstance(name, str) for name in columns):
        raise InvalidQuery(f"text must name a column or several, not {given!r}")
    return columns


def _matcher(given: Matcher | None) -> Matcher:
    return packaged_matcher() if given is None else given


@frozen(kw_only=True)
class Screening:
    """What is asked of each row.

    Attributes:
        text: Columns of text.
        jurisdiction: The place, or the column that names it.
        activity: The activity, or the column that names it.
        on: The day, or the column that has it; today if not given.
        key: The column by which rows are called; None for none.
        matcher: What finds the compounds; all packaged ones if None.
        on_bad: Told of each row that cannot be screened; if None, the first is raised.

    Raises:
        InvalidQuery: No column of text is named, or one that is no text.
        JurisdictionNotFound: There is no such place.
        UnknownValue: There is no such activity.
        InvalidDate: `on` is no day.
    """

    text: tuple[str, ...] = field(converter=_columns)
    jurisdiction: PlaceOf
    activity: ActivityOf
    on: DayOf = None
    key: str | None = None
    matcher: Matcher = field(default=None, converter=_matcher)
    on_bad: OnBad | None = None
    _said: dict[tuple[str, object], Any] = field(factory=dict, init=False, repr=False, eq=False)
    _law: dict[tuple[object, ...], LegalAnswer] = field(
        factory=dict, init=False, repr=False, eq=False
    )

    def __attrs_post_init__(self) -> None:
        for name in self._asked:  # a constant is wrong once, and not in each row
            if not isinstance(given := getattr(self, name), Column):
                self._mean(name, given)

    _asked = ("jurisdiction", "activity", "on")

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns that are read, each once."""
        asked = (getattr(self, name) for name in self._asked)
        named = [each.name for each in asked if isinstance(each, Column)]
        return tuple(dict.fromkeys([*self.text, *named, *([self.key] if self.key else [])]))

    def flags(self, batch: Batch) -> Iterator[Flag]:
        """The flags of some rows, by row, column and place in the text.

        Raises:
            BadRow: A row is bad, and nobody wants to be told instead; the flags of the rows
                before it come first.
        """
        wrong = self._not_to_screen(batch)
        bad = {**wrong, **batch.bad}
        end = batch.size
        if self.on_bad is None:
            end = min(bad, default=end)
        else:
            for row in sorted(bad):
                self.on_bad(bad[row])
        # Merged, and not sorted, since one row may hold more mentions than memory.
        columns = (self._mentions(batch, name, end, wrong) for name in self.text)
        for row, column, mention in merge(*columns, key=lambda each: each[0]):
            yield Flag(
                row=batch.start + row,
                key=batch.columns[self.key][row] if self.key else None,
                column=column,
                mention=mention,
                answer=self._answer(mention.compound, *self._of_row(batch, row)),
            )
        if end < batch.size:
            raise bad[end]

    def _mentions(
        self, batch: Batch, column: str, end: int, wrong: Collection[int]
    ) -> Iterator[tuple[int, str, Mention]]:
        """The mentions in a column of text, up to a row and without some."""
        texts = batch.columns[column][:end]
        if wrong:
            texts = [None if row in wrong else each for row, each in enumerate(texts)]
        for row, mention in self.matcher.find_many(texts):
            yield row, column, mention

    def _not_to_screen(self, batch: Batch) -> dict[int, BadRow]:
        """The rows that have no text where one should be, or ask no question of law."""
        wrong: dict[int, BadRow] = {}
        for name in self.text:
            texts = batch.columns[name]
            if set(map(type, texts)) <= {str, type(None)}:
                continue
            for row, each in enumerate(texts):
                if not isinstance(each, str) and not is_missing(each):
                    reason = f"expected a text, not {type(each).__name__}"
                    wrong.setdefault(row, BadRow(batch.start + row, name, reason))
        for name in self._asked:
            column = getattr(self, name)
            if isinstance(column, Column):
                wrong = self._wrong(batch, name, column.name) | wrong
        return wrong

    def _wrong(self, batch: Batch, name: str, column: str) -> dict[int, BadRow]:
        values = batch.columns[column]
        reasons: dict[object, str] = {}
        try:
            different: set[object] | list[object] = set(values)
        except TypeError:  # a list in a cell
            different = list(values)
        for value in different:
            try:
                self._mean(name, value)
            except SemaxrefError as error:
                reasons[repr(value)] = str(error)
        if not reasons:
            return {}
        return {
            row: BadRow(batch.start + row, column, reasons[repr(value)])
            for row, value in enumerate(values)
            if repr(value) in reasons
        }

    def _of_row(self, batch: Batch, row: int) -> Iterator[Any]:
        for name in self._asked:
            given = getattr(self, name)
            if isinstance(given, Column):
                given = batch.columns[given.name][row]
            yield self._mean(name, given)

    def _mean(self, name: str, given: object) -> Any:
        """The place, activity or day that is meant; each spelling is looked up once.

        Raises:
            SemaxrefError: It is none.
        """
        try:
            return self._said[name, given]
        except KeyError:
            pass
        except TypeError:  # a list, say
            raise InvalidQuery(f"{name} must be a text, not {type(given).__name__}") from None
        meant = self._look_up(name, given)
        if len(self._said) >= _MEMO:
            self._said.clear()
        self._said[name, given] = meant
        return meant

    def _look_up(self, name: str, given: Any) -> Any:
        if name == "on":
            if given is None and isinstance(self.on, Column):
                raise InvalidQuery("on is empty; give a date or 'YYYY-MM-DD'")
            return as_day(given, "on")
        if not isinstance(given, str):
            raise InvalidQuery(f"{name} must be a text, not {type(given).__name__}")
        if name == "activity":
            return member(Activity, given, "activity")
        return self.matcher.catalogue.jurisdiction(given).id

    def _answer(self, compound: str, place: str, activity: Activity, day: date) -> LegalAnswer:
        key = (compound, place, activity, day)
        try:
            return self._law[key]
        except KeyError:
            pass
        answer = self.matcher.catalogue.legal_status(compound, place, on=day)[activity]
        if len(self._law) >= _MEMO:
            self._law.clear()
        self._law[key] = answer
        return answer


def is_missing(value: object) -> bool:
    """Whether a cell is empty: None, or the not-a-number and missing values of tables."""
    if value is None or type(value).__name__ in {"NAType", "NaTType"}:
        return True
    return isinstance(value, float) and math.isnan(value)
