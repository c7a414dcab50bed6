"""What all records share: identity, equality, a short `repr`, partial dates, enum look-up."""

import re
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from attrs import frozen

from semaxref.errors import InvalidDate, InvalidQuery, UnknownValue

if TYPE_CHECKING:
    from semaxref.document import Document

NOT_ADVICE = "This is reference information, not medical or legal advice."
"""The line that closes whatever is rendered of law or medicine."""

MAX_QUERY = 1000
"""Characters of the longest query; the longest name has a tenth of that."""

E = TypeVar("E", bound=StrEnum)


def spaced(value: str) -> str:
    """A value of an enum as words.

    Example:
        >>> spaced("permitted-with-prescription")
        'permitted with prescription'
    """
    return value.replace("-", " ")


class Shown:
    """A thing that turns itself into a document, and by that shows itself anywhere.

    `print` shows it whole; a notebook draws it as HTML, and its `repr` stays one short line.
    """

    __slots__ = ()

    def document(self) -> "Document":
        """What it shows, as a neutral document, which any renderer can draw."""
        raise NotImplementedError

    def __str__(self) -> str:
        return self.document().text()

    def _repr_html_(self) -> str:
        return self.document().html()

    def _repr_markdown_(self) -> str:
        return self.document().markdown()


class Value:
    """A value without an identity of its own; equal to another with equal fields.

    Equality and hash are written once here, not generated for each class: generating
    them is a good part of what importing attrs classes costs.
    """

    __slots__ = ()
    __attrs_attrs__: ClassVar[Any]
    computed: ClassVar[tuple[str, ...]] = ()
    """Names of properties that belong to what is said of the value, beside its fields."""

    def _fields(self) -> tuple[object, ...]:
        return tuple(getattr(self, field.name) for field in self.__attrs_attrs__)

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if other.__class__ is not self.__class__:
            return NotImplemented
        assert isinstance(other, Value)
        return self._fields() == other._fields()

    def __hash__(self) -> int:
        return hash(self._fields())

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self}>"


class Record(Shown, Value):
    """A thing with an id that never changes.

    Records are equal when all their fields are, and hash by id. `print` shows a record
    whole; its `repr` is one short line.
    """

    __slots__ = ()
    id: str

    def __hash__(self) -> int:
        return hash(self.id)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id}>"

    def document(self) -> "Document":
        """The record as a neutral document, which any renderer can draw.

        Here: its plain fields, a line each. Records with more to say say it themselves.
        """
        from semaxref.document import Document, Heading, Text

        lines = [
            Text(f"{field.name.replace('_', ' ').capitalize()}: {_plain(value)}")
            for field, value in zip(self.__attrs_attrs__, self._fields(), strict=True)
            if field.name != "id" and value not in (None, (), False)
        ]
        return Document([Heading(f"{type(self).__name__} {self.id}"), *lines])

    def row(self) -> tuple[str, ...]:
        """The record as one row of a table with the columns of `columns`."""
        return (self.id, *(_plain(getattr(self, name)) for name in self.columns[1:]))

    columns: ClassVar[tuple[str, ...]] = ("id",)


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(map(_plain, value))
    return value.id if isinstance(value, Record) else str(value)


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)  # of the forms of ISO 8601 this one only
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@frozen(eq=False, repr=False)
class PartialDate(Value):
    """A day, a month or a year; never completed by invention.

    Attributes:
        year: Calendar year.
        month: 1 to 12, or None where only the year is known.
        day: 1 to 31, or None where only the month is known.

    Example:
        >>> PartialDate.parse("2010-08").latest
        datetime.date(2010, 8, 31)
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __attrs_post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise InvalidDate(f"day {self.day} of no month is no date")
        month, day = (1 if part is None else part for part in (self.month, self.day))
        try:
            date(self.year, month, day)
        except ValueError as error:
            raise InvalidDate(f"{self} is no date: {error}") from None

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

        Raises:
            InvalidDate: The text is none of these, or no day of the calendar.
        """
        match = _PARTIAL.fullmatch(text)
        if match is None:
            raise InvalidDate(f"{text!r} is no date; allowed are YYYY, YYYY-MM and YYYY-MM-DD")
        return cls(*(int(part) for part in match.groups() if part))

    @property
    def earliest(self) -> date:
        """The first day that this date can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day that this date can mean."""
        month = self.month or 12
        if self.day or month == 12:
            return date(self.year, month, self.day or 31)
        return date(self.year, month + 1, 1) - timedelta(days=1)

    def __str__(self) -> str:
        parts = [f"{p:02d}" for p in (self.month, self.day) if p is not None]
        return "-".join([f"{self.year:04d}", *parts])


def checked(query: object, parameter: str = "query") -> str:
    """The query, if it can be one.

    Raises:
        InvalidQuery: It is no text, empty, or longer than 1,000 characters.
    """
    if not isinstance(query, str):
        raise InvalidQuery(f"{parameter} must be a text, not {type(query).__name__}")
    if len(query) > MAX_QUERY:
        raise InvalidQuery(
            f"{parameter} has {len(query):,} characters; at most {MAX_QUERY:,} are looked up"
        )
    if not query.strip():
        raise InvalidQuery(f"{parameter} is empty")
    return query


def as_day(value: date | str | None, parameter: str) -> date:
    """The calendar day that a caller means; today where None is given.

    Raises:
        InvalidDate: It is no ISO day, or a datetime (whose day depends on a time zone).
    """
    if value is None:
        return date.today()
    if isinstance(value, datetime):
        raise InvalidDate(
            f"{parameter} {value!r} has a time of day; give a date, "
            "as the day depends on the time zone"
        )
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise InvalidDate(f"{parameter} {value!r} is no day; give a date or 'YYYY-MM-DD'")


def member(kind: type[E], value: str, parameter: str) -> E:
    """The member of an enum for a member or its value.

    Raises:
        UnknownValue: The enum has no such value; the error lists the allowed ones.
    """
    try:
        return kind(value)
    except ValueError:
        allowed = tuple(each.value for each in kind)
        raise UnknownValue(parameter, value, allowed) from None
