"""Changes in the law: replayed, they give every answer; and what happened stands among them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import semaxref as sx

Record: TypeAlias = dict[str, Any]
World: TypeAlias = Callable[..., dict[str, Any]]
CatalogueOf: TypeAlias = Callable[[Mapping[str, Any]], sx.Catalogue]
Verdicts: TypeAlias = dict[sx.Activity, sx.Verdict]

COMPOUNDS = ["semax", "semax-acetate", "n-acetyl-semax", "noopept", "piracetam"]
PLACES = ["US", "US-NY", "NZ", "RU", "CA", "GB", "DE", "FR", "JP", "AU", "KZ", "EU", "INTL", "BR"]
ONE_DAY = timedelta(1)
DATE = re.compile(r"(19|20)\d\d(-\d\d){0,2}")


def verdict_changes(
    catalogue: sx.Catalogue, compound: str, place: str | None
) -> list[sx.LegalChange]:
    """The changes of verdict, oldest first."""
    changes = catalogue.legal_changes(compound, jurisdiction=place, verdict_only=True)
    return [change for change in changes if isinstance(change, sx.LegalChange)]


def replayed(changes: Iterable[sx.LegalChange], on: date) -> Verdicts:
    """The verdicts on a day, from nothing but the changes up to it."""
    verdicts = dict.fromkeys(sx.Activity, sx.Verdict.UNKNOWN)
    for change in changes:
        if change.day <= on:
            assert verdicts[change.activity] is change.before
            verdicts[change.activity] = change.after
    return verdicts


def answered(catalogue: sx.Catalogue, compound: str, place: str, on: date) -> Verdicts:
    """The verdicts on a day, as `legal_status` has them."""
    status = catalogue.legal_status(compound, place, on=on)
    return {activity: answer.verdict for activity, answer in status.items()}


def dates_in(value: Any) -> set[str]:
    """All dates in a piece of parsed JSON, whatever key they stand under."""
    if isinstance(value, dict):
        return set().union(*map(dates_in, value.values()))
    if isinstance(value, list):
        return set().union(*map(dates_in, value))
    return {value} if isinstance(value, str) and DATE.fullmatch(value) else set()


@cache
def days_around(text: str) -> tuple[date, ...]:
    """The first and last day that a partial date can mean, and the days around them."""
    partial = sx.PartialDate.parse(text)
    return tuple(
        edge + timedelta(step) for edge in (partial.earliest, partial.latest) for step in (-1, 0, 1)
    )


@pytest.mark.parametrize("place", PLACES)
def test_replaying_gives_the_status_of_every_boundary_day(
    place: str, catalogue: sx.Catalogue, data_files: Mapping[str, Any]
) -> None:
    """Whoever keeps the changes has missed nothing that `legal_status` would say."""
    law = [data_files.get(f"law/{each}.json") for each in (place[:2], place, "EU", "INTL")]
    unions = [raw for raw in data_files["jurisdictions.json"] if raw["id"] == place[:2]]
    days = {day for text in dates_in([*law, unions]) for day in days_around(text)}
    assert len(days) > 10
    for compound in COMPOUNDS:
        changes = verdict_changes(catalogue, compound, place)
        for day in days:
            assert replayed(changes, day) == answered(catalogue, compound, place, day)


@settings(deadline=None, max_examples=100)
@given(
    compound=st.sampled_from(COMPOUNDS),
    place=st.sampled_from(PLACES),
    day=st.dates(date(1970, 1, 1), date(2030, 1, 1)),
)
def test_replaying_gives_the_status_of_any_day(
    compound: str, place: str, day: date, catalogue: sx.Catalogue
) -> None:
    """Between the boundary days, too, nothing moves that is not among the changes."""
    changes = verdict_changes(catalogue, compound, place)
    assert replayed(changes, day) == answered(catalogue, compound, place, day)


starts = st.sampled_from(["1999", "2001-06", "2001-06-15", "2004", "2019-12"])
rules = st.fixed_dictionaries(
    {
        "jurisdiction": st.sampled_from(["XA", "XA-1", "EU", "XC", "INTL"]),
        "covers": st.sampled_from([["base"], ["salt"], ["derivative"]]),
        "activities": st.sampled_from([["possess"], ["compete-in-sport", "possess"]]),
        "verdict": st.sampled_from(list(sx.Verdict)).map(str),
        "basis": st.sampled_from(["primary-text", "inference"]),
        "decides": st.booleans(),
    },
    optional={
        "valid_from": starts,
        "as_of": starts,
        "valid_until": st.sampled_from(["2005-07", "2008-01-01", "2021"]),
        "supersedes": st.just(["rules.0"]),
    },
)


@settings(deadline=None, max_examples=60)
@given(
    given_rules=st.lists(rules, max_size=6),
    compound=st.sampled_from(["base", "salt", "derivative"]),
    place=st.sampled_from(["XA", "XA-1", "XC"]),
    days=st.lists(st.dates(date(1998, 1, 1), date(2028, 1, 1)), max_size=20),
)
def test_replaying_generated_law(
    given_rules: list[Record],
    compound: str,
    place: str,
    days: list[date],
    world: World,
    catalogue_of: CatalogueOf,
) -> None:
    """Memberships, chains, kin and successors move verdicts on days that no rule names."""
    catalogue = catalogue_of(world(rules=given_rules))
    changes = verdict_changes(catalogue, compound, place)
    edges = {day for text in dates_in(given_rules) for day in days_around(text)}
    edges |= {day for change in changes for day in (change.day - ONE_DAY, change.day)}
    edges |= {day for text in ("2004-05", "2010") for day in days_around(text)}
    edges |= {date(2020, 1, 31), date(2020, 2, 1), date(2026, 11, 22), date(2026, 11, 23)}
    for day in (*edges, *days):
        assert replayed(changes, day) == answered(catalogue, compound, place, day)


def test_a_change_names_day_verdicts_and_ground(catalogue: sx.Catalogue) -> None:
    """One row tells what became of what, when, and which rules stand behind both."""
    changes = catalogue.legal_changes("semax", jurisdiction="NZ", verdict_only=True)
    (last,) = (
        change
        for change in changes
        if isinstance(change, sx.LegalChange)
        if change.activity == "possess" and change.day == date(2025, 12, 19)
    )
    assert (last.before, last.after) == (
        "not-regulated-specifically",
        "permitted-with-prescription",
    )
    assert [rule.id for rule in last.records] == [
        "semax.legal.nz.deferred-2025.unscheduled",
        "semax.legal.nz.prescription-2025",
    ]
    assert last.row() == (
        "2025-12-19",
        "NZ",
        "possess",
        "not-regulated-specifically",
        "permitted-with-prescription",
    )
    assert repr(last) == (
        "<LegalChange 2025-12-19, NZ, possess: "
        "not-regulated-specifically -> permitted-with-prescription>"
    )
    assert "2025-12-19" in str(changes)


def test_a_change_of_ground_alone_is_no_change(catalogue: sx.Catalogue) -> None:
    """Compounding stays restricted in April 2026, by another record: nobody is alarmed."""
    changes = verdict_changes(catalogue, "semax", "US")
    days = {change.day for change in changes if change.activity == "pharmacy-compounding"}
    assert days == {date(2023, 9, 29)}


def test_events_stand_among_the_changes(catalogue: sx.Catalogue) -> None:
    """The vote of July 2026 is listed on its day, and has no verdicts."""
    changes = catalogue.legal_changes("semax", jurisdiction="US", since="2026-07-24")
    (vote,) = (change for change in changes if change.id == "semax.legal.us.pcac-vote")
    assert isinstance(vote, sx.EventDay)
    assert (vote.day, vote.jurisdiction) == (date(2026, 7, 24), "US")
    assert vote.event.kind is sx.EventKind.ADVISORY_VOTE
    assert vote.row()[:2] == ("2026-07-24", "US")
    assert vote.row()[2].startswith("event: advisory-vote: ")
    assert vote.row()[3:] == ("", "")
    assert "semax.legal.us.pcac-vote" in repr(vote)


def test_events_of_the_country_stand_among_the_changes_of_its_parts(
    catalogue: sx.Catalogue,
) -> None:
    """Who watches New York hears of the federal vote, as `legal_status` shows it there."""
    changes = catalogue.legal_changes("semax", jurisdiction="US-NY", since="2026-07-24")
    assert "semax.legal.us.pcac-vote" in changes.ids
    status = catalogue.legal_status("semax", "US-NY", on="2026-07-24")
    listed = {event.id for event in status["pharmacy-compounding"].events}
    assert "semax.legal.us.pcac-vote" in listed


def test_events_on_the_base_stand_among_the_changes_of_its_salt(catalogue: sx.Catalogue) -> None:
    """The vote was on Semax: it is listed for the acetate, and not for a derivative."""
    vote = "semax.legal.us.pcac-vote"
    assert vote in catalogue.legal_changes("semax-acetate", jurisdiction="US").ids
    assert vote in catalogue.legal_changes("semax-acetate").ids
    assert vote not in catalogue.legal_changes("n-acetyl-semax", jurisdiction="US").ids


def test_verdict_only_leaves_events_out(catalogue: sx.Catalogue) -> None:
    """Who wants only what moved a verdict gets the rest of the list, unchanged."""
    everything = catalogue.legal_changes("semax")
    verdicts = catalogue.legal_changes("semax", verdict_only=True)
    assert list(verdicts) == [each for each in everything if isinstance(each, sx.LegalChange)]
    assert 0 < len(verdicts) < len(everything)


def test_an_event_without_a_day_says_so(catalogue: sx.Catalogue) -> None:
    """The seizure in Canada stands on the day of recording and is not given that date."""
    changes = catalogue.legal_changes("semax", jurisdiction="CA")
    (seizure,) = (each for each in changes if each.id == "semax.legal.ca.seizure.seizure")
    assert seizure.day == date(2026, 11, 23)
    assert seizure.row()[0] == "no date"


def test_first_and_last_day_belong_to_the_window(catalogue: sx.Catalogue) -> None:
    """A list for one day is the changes of that day."""
    for change in catalogue.legal_changes("semax", jurisdiction="US"):
        day = change.day
        assert change in catalogue.legal_changes("semax", jurisdiction="US", since=day, until=day)


def test_oldest_first(catalogue: sx.Catalogue) -> None:
    """Over all places the list reads as a history."""
    days = [change.day for change in catalogue.legal_changes("piracetam")]
    assert days == sorted(days)
    assert len(set(days)) > 5


@settings(deadline=None, max_examples=60)
@given(
    window=st.tuples(st.dates(date(2000, 1, 1), date(2027, 1, 1)), st.integers(0, 4000)),
    place=st.sampled_from([None, "US", "NZ"]),
)
def test_a_window_cuts_and_changes_nothing(
    window: tuple[date, int], place: str | None, catalogue: sx.Catalogue
) -> None:
    """`since` and `until` are the first and last day of the list; what is inside stays the same."""
    first, last = window[0], window[0] + timedelta(window[1])
    whole = catalogue.legal_changes("semax", jurisdiction=place)
    part = catalogue.legal_changes("semax", jurisdiction=place, since=first, until=str(last))
    assert list(part) == [change for change in whole if first <= change.day <= last]


@pytest.mark.parametrize("compound", COMPOUNDS)
def test_all_places_together(compound: str, catalogue: sx.Catalogue) -> None:
    """Without a place one gets what each place with records would give, salts included."""
    together = verdict_changes(catalogue, compound, None)
    for place in catalogue._store.places:
        apart = verdict_changes(catalogue, compound, place)
        here = [change for change in together if change.jurisdiction == place]
        grounds = {rule.jurisdiction for change in apart for rule in change.records}
        if place in grounds:  # a place of its own records; not one that only looks to its union
            assert here == apart
        else:
            assert here in ([], apart)


def test_a_union_speaks_once(catalogue: sx.Catalogue) -> None:
    """A rule of the EU is not repeated for each member that has no record of the compound."""
    changes = verdict_changes(catalogue, "semax", None)
    places = {change.jurisdiction for change in changes}
    assert "EU" in places
    assert not places & {"FR", "DE", "ES", "MT"}


def test_membership_is_a_boundary(world: World, catalogue_of: CatalogueOf) -> None:
    """When a country leaves a union its law changes on that day, though no rule does."""
    files = world(rules=[{"jurisdiction": "EU", "valid_from": "1990-01-01"}])
    changes = verdict_changes(catalogue_of(files), "base", "XA-1")
    assert [(change.day, change.after.value) for change in changes] == [
        (date(2000, 1, 1), "prohibited"),
        (date(2020, 2, 1), "unknown"),
    ]
    vague = verdict_changes(catalogue_of(files), "base", "XC")
    assert [(change.day, change.after.value) for change in vague] == [
        (date(2004, 5, 31), "prohibited"),
        (date(2010, 1, 1), "unknown"),
    ]


def test_a_window_that_ends_before_it_begins_is_refused(catalogue: sx.Catalogue) -> None:
    """Swapped days are an error, not an empty and reassuring list."""
    with pytest.raises(sx.InvalidDate, match="before"):
        catalogue.legal_changes("semax", since="2026-01-02", until="2026-01-01")
    with pytest.raises(sx.InvalidDate):
        catalogue.legal_changes("semax", since="2026")


def test_a_place_without_law_has_no_changes(catalogue: sx.Catalogue) -> None:
    """No records, no changes; the empty list prints and an unknown place still raises."""
    assert catalogue.legal_changes("semax", jurisdiction="BR").ids == ()
    assert "No records." in str(catalogue.legal_changes("semax", jurisdiction="BR"))
    with pytest.raises(sx.JurisdictionNotFound):
        catalogue.legal_changes("semax", jurisdiction="Atlantis")
