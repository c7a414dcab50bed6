"""What all records share: partial dates, days, enum look-up, identity and equality."""

from __future__ import annotations

import calendar
import copy
import pickle
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import semaxref as sx
from semaxref.model.base import MAX_QUERY, Shown, as_day, checked, member
from semaxref.model.law import Activity

years = st.integers(1, 9999)
months = st.integers(1, 12)
days = st.dates()

partial_texts = st.one_of(
    years.map("{:04d}".format),
    st.builds("{:04d}-{:02d}".format, years, months),
    days.map(date.isoformat),
)


@settings(deadline=None, max_examples=100)
@given(text=partial_texts)
def test_a_partial_date_reads_as_it_was_written(text: str) -> None:
    """A year stays a year: nothing is added on the way in, nothing lost on the way out."""
    parsed = sx.PartialDate.parse(text)
    assert str(parsed) == text
    assert sx.PartialDate.parse(str(parsed)) == parsed
    assert sum(part is not None for part in (parsed.year, parsed.month, parsed.day)) == len(
        text.split("-")
    )


@settings(deadline=None, max_examples=100)
@given(year=years, month=months)
def test_a_month_spans_its_days(year: int, month: int) -> None:
    """February of a leap year ends on the 29th, and no month runs into the next."""
    parsed = sx.PartialDate(year, month)
    last = calendar.monthrange(year, month)[1]
    assert parsed.earliest == date(year, month, 1)
    assert parsed.latest == date(year, month, last)


@settings(deadline=None, max_examples=50)
@given(year=years)
def test_a_year_spans_its_days(year: int) -> None:
    """Nothing that holds 'since 2006' is taken to hold before or after what 2006 can mean."""
    parsed = sx.PartialDate(year)
    assert (parsed.earliest, parsed.latest) == (date(year, 1, 1), date(year, 12, 31))


@settings(deadline=None, max_examples=50)
@given(day=days)
def test_a_full_date_means_one_day(day: date) -> None:
    """A date that is known to the day has no blur."""
    parsed = sx.PartialDate.parse(day.isoformat())
    assert parsed.earliest == parsed.latest == day


@settings(deadline=None, max_examples=100)
@given(year=years, month=st.integers(0, 99), day=st.integers(0, 99))
def test_only_days_of_the_calendar_are_dates(year: int, month: int, day: int) -> None:
    """The 30th of February in a data file is a fault, not the 2nd of March."""
    text = f"{year:04d}-{month:02d}-{day:02d}"
    if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
        assert sx.PartialDate.parse(text).earliest == date(year, month, day)
    else:
        with pytest.raises(sx.InvalidDate, match=text):
            sx.PartialDate.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "06",
        "2006-8",
        "2006-08-1",
        "20060801",
        "2006-08-01T00:00",
        " 2006",
        "2006 ",
        "2006-08-01-01",
        "2006-",
        "2006--01",
        "-2006",
        "august 2006",
        "٢٠٠٦",
        "2006\n",
        "0000",
        "2006-13",
        "2006-00",
    ],
)
def test_what_is_no_partial_date_is_refused(text: str) -> None:
    """A typing error in a date is found when it is read; it does not become another date."""
    with pytest.raises(sx.InvalidDate, match="is no date"):
        sx.PartialDate.parse(text)
    with pytest.raises(ValueError, match="is no date"):
        sx.PartialDate.parse(text)


@pytest.mark.parametrize(
    ("month", "day"), [(13, None), (0, None), (2, 30), (None, 5), (1, 32)], ids=str
)
def test_a_partial_date_cannot_be_made_of_nonsense(month: int | None, day: int | None) -> None:
    """A date built by hand is as sound as one that was read; a day needs its month."""
    with pytest.raises(sx.InvalidDate):
        sx.PartialDate(2006, month, day)


def test_partial_dates_are_values() -> None:
    """Dates can be compared, gathered in sets, pickled and shown."""
    one, other = sx.PartialDate.parse("2010-08"), sx.PartialDate(2010, 8)
    assert one == other
    assert hash(one) == hash(other)
    assert one != sx.PartialDate(2010)
    assert one != sx.PartialDate(2010, 8, 1)
    assert one != "2010-08"
    assert repr(one) == "<PartialDate 2010-08>"
    assert pickle.loads(pickle.dumps(one)) == copy.deepcopy(one) == one


# Days that a caller gives


@settings(deadline=None, max_examples=50)
@given(day=days)
def test_a_day_is_a_date_or_its_iso_text(day: date) -> None:
    """`on=` takes what is at hand, and both mean the same day."""
    assert as_day(day, "on") == day
    assert as_day(day.isoformat(), "on") == day


def test_no_day_means_today() -> None:
    """A question without a day is about today."""
    before = date.today()
    assert before <= as_day(None, "on") <= date.today()


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 11, 23, 12, 0),
        datetime(2026, 11, 23, 23, 59, tzinfo=UTC),
    ],
    ids=["without a zone", "with a zone"],
)
def test_a_datetime_is_refused(moment: datetime) -> None:
    """Near midnight the day depends on where one stands; nobody guesses it here."""
    with pytest.raises(sx.InvalidDate, match=r"since .* has a time of day"):
        as_day(moment, "since")


@pytest.mark.parametrize(
    "value",
    [
        "",
        "2026",
        "2026-11",
        "20261123",
        "2026-W48-1",
        "2026-11-31",
        "23.11.2026",
        "2026-11-23T00:00",
        "yesterday..",
        20261123,
        2026.5,
        (2026, 11, 23),
        b"2026-11-23",
    ],
    ids=repr,
)
def test_what_is_no_day_is_refused(value: object) -> None:
    """A month, a number or another notation is not silently taken for some day."""
    with pytest.raises(sx.InvalidDate, match=r"until .* is no day"):
        as_day(value, "until")  # type: ignore[arg-type]


# Queries


@pytest.mark.parametrize(
    "query", ["x", " semax ", "\u0421\u0435\u043c\u0430\u043a\u0441", "x" * MAX_QUERY]
)
def test_a_text_is_a_query(query: str) -> None:
    """Any text that could be a name is looked up as it was given."""
    assert checked(query) == query


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("", "is empty"),
        (" \t\n\u00a0", "is empty"),
        ("x" * (MAX_QUERY + 1), "1,001 characters; at most 1,000"),
        (None, "must be a text, not NoneType"),
        (5, "must be a text, not int"),
        (b"semax", "must be a text, not bytes"),
        (["semax"], "must be a text, not list"),
    ],
    ids=["empty", "blank", "over-long", "none", "number", "bytes", "list"],
)
def test_what_cannot_be_a_query_is_refused(query: object, why: str) -> None:
    """An empty field of a form is not answered with some compound, and says what is wrong."""
    with pytest.raises(sx.InvalidQuery, match=f"^name .*{why}|^name {why}"):
        checked(query, "name")


# Members of enums


class Tide(StrEnum):
    """A small enum to look things up in."""

    HIGH = "high"
    LOW = "low"


@pytest.mark.parametrize("tide", Tide)
def test_a_member_is_found_by_itself_and_by_its_value(tide: Tide) -> None:
    """A caller may write the member or its string."""
    assert member(Tide, tide, "tide") is tide
    assert member(Tide, tide.value, "tide") is tide


@pytest.mark.parametrize("value", ["hihg", "HIGH", "", "high ", 5, None], ids=repr)
def test_an_unknown_value_names_the_allowed_ones(value: object) -> None:
    """Who mistypes a value reads what could have been typed."""
    with pytest.raises(sx.UnknownValue) as caught:
        member(Tide, value, "tide")  # type: ignore[arg-type]
    assert caught.value.parameter == "tide"
    assert caught.value.value == value
    assert caught.value.allowed == ("high", "low")
    assert "high, low" in str(caught.value)


def test_a_misspelt_value_gets_a_suggestion() -> None:
    """Who mistypes one of many values need not search the list."""
    with pytest.raises(sx.UnknownValue, match="did you mean 'possess'"):
        member(Activity, "posess", "activity")


# Identity and equality


def condition(**changes: object) -> sx.Condition:
    """A condition, with some fields changed."""
    return evolve(
        sx.Condition(id="tide", label="Tide", kind=sx.ConditionKind.STATE),
        **changes,  # type: ignore[arg-type]
    )


def test_records_are_equal_by_all_fields_and_hash_by_id() -> None:
    """A changed record is not equal to the one it replaces, yet both answer to one id."""
    one, same, changed = condition(), condition(), condition(label="Ebb")
    assert one == same
    assert one is not same
    assert one != changed
    assert hash(one) == hash(same) == hash(changed) == hash("tide")
    assert len({one, same, changed}) == 2


def test_values_are_equal_and_hash_by_all_fields() -> None:
    """Two codes with the same fields are one code in a set, wherever they were read."""
    one, same = (sx.Code(system="icd10", code="I63") for _ in range(2))
    assert one == same
    assert len({one, same}) == 1
    assert one != evolve(one, code="I64")
    assert len({one, evolve(one, code="I64")}) == 2


def test_things_of_different_kinds_are_never_equal() -> None:
    """A route with the id and label of a condition is not that condition."""
    route = sx.Route(id="tide", label="Tide")
    assert condition() != route
    assert route != condition()
    assert condition() != "tide"
    assert condition().__eq__("tide") is NotImplemented


def test_a_record_without_words_of_its_own_shows_its_fields() -> None:
    """`print` of an entry of a vocabulary shows what is known, and no empty fields."""
    code = sx.Code(system="icd10", code="I63", label="Cerebral infarction")
    shown = str(condition(parent="sea", synonyms=("ebb", "flow"), codes=(code,)))
    assert shown.startswith("Condition tide\n")
    lines = [line for line in shown.split("\n")[2:] if line]
    assert lines == [
        "Label: Tide",
        "Kind: state",
        "Parent: sea",
        "Synonyms: ebb, flow",
        "Codes: icd10 I63 (Cerebral infarction)",
    ]
    assert repr(condition()) == "<Condition tide>"


def test_a_record_as_a_row_has_a_cell_for_each_column() -> None:
    """A table of records shows ids of other records, and nothing where nothing is known."""
    assert condition().row() == ("tide", "Tide", "state", "")
    assert condition(parent="sea").row() == ("tide", "Tide", "state", "sea")


def test_dates_stay_apart_by_a_day() -> None:
    """The first day out of a month is out of it."""
    august = sx.PartialDate(2010, 8)
    assert sx.PartialDate(2010, 9).earliest - august.latest == timedelta(days=1)


def test_what_shows_itself_must_say_how() -> None:
    """Who adds a kind of answer is told at its first use, not shown an empty page."""
    with pytest.raises(NotImplementedError):
        str(Shown())
