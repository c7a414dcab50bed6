"""Which law was last looked up too long ago."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import semaxref as sx
from semaxref.errors import InvalidQuery, JurisdictionNotFound, NotFound
from semaxref.model.law import Hold

DAY = date(2026, 11, 26)


def test_each_is_told_with_its_place_and_day(catalogue: sx.Catalogue) -> None:
    """A curator sees what to look up next, place by place, the longest unseen first."""
    found = catalogue.stale(older_than=100, on=DAY)
    keys = [(each.jurisdiction, each.last_known.latest) for each in found]
    assert keys == sorted(keys)
    assert len({each.jurisdiction for each in found}) > 5
    oldest = min(found, key=lambda each: each.last_known.latest)
    assert oldest.record.last_known == oldest.last_known
    assert oldest.id in found.document().text(200)
    assert repr(oldest) == f"<LastKnown {oldest.last_known}: {oldest.id}>"


def test_one_place_can_be_asked_for(catalogue: sx.Catalogue) -> None:
    """A team that works in one country is not told of the rest."""
    found = catalogue.stale(older_than=0, jurisdiction="Russia", on=DAY)
    assert {each.jurisdiction for each in found} == {"RU"}
    assert catalogue.stale(older_than=0, jurisdiction="BR", on=DAY) == ()
    with pytest.raises(JurisdictionNotFound):
        catalogue.stale(jurisdiction="Ruritania")


@settings(deadline=None, max_examples=40)
@given(days=st.integers(0, 9000), on=st.dates(date(2015, 1, 1), date(2035, 1, 1)))
def test_it_is_what_holds_and_was_last_known_before(
    catalogue: sx.Catalogue, days: int, on: date
) -> None:
    """Nothing in force and old is left out, and nothing new or ended is told."""
    found = set(catalogue.stale(older_than=days, on=on).ids)
    for record in catalogue._store.all_records():
        if isinstance(record, sx.LegalRule | sx.Authorisation):
            ended = record.lasts(on) is Hold.NO
            old = record.last_known.latest < on - timedelta(days)
            assert (record.id in found) is (old and not ended), record.id


def test_today_is_the_day_if_none_is_given(catalogue: sx.Catalogue) -> None:
    """Asked without a day, it counts from today."""
    assert catalogue.stale() == catalogue.stale(on=date.today())


@pytest.mark.parametrize("days", [-1, 1.5, "365", None, True])
def test_a_number_of_days_is_a_whole_one(catalogue: sx.Catalogue, days: object) -> None:
    """A slip in the number is refused, and does not give an empty answer."""
    with pytest.raises(InvalidQuery, match="older_than must be a number of days"):
        catalogue.stale(older_than=days)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]


def test_more_days_than_the_calendar_has_find_nothing(catalogue: sx.Catalogue) -> None:
    """An absurd number of days is no overflow."""
    assert catalogue.stale(older_than=10**9, on=DAY) == ()
    assert issubclass(JurisdictionNotFound, NotFound)
