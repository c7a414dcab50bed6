"""Places by any of their codes and names, and the chain of places whose law reaches them."""

# Letters and signs that only look like those of ASCII are what is tested here.
# ruff: noqa: RUF001

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import semaxref as sx
from semaxref import Catalogue
from semaxref.errors import InvalidQuery, JurisdictionNotFound
from semaxref.model.places import JurisdictionKind
from semaxref.store.names import fold
from semaxref.store.places import INTERNATIONAL, chain, country_of, jurisdiction

if TYPE_CHECKING:
    from collections.abc import Callable

    from semaxref.store.store import Store

Json: TypeAlias = Any


@pytest.fixture(scope="session")
def store(catalogue: Catalogue) -> Store:
    """The packaged records."""
    return catalogue._store


FOUND = [
    *[(query, "US") for query in ("US", "us", " US ", "USA", "usa", "U.S.A.", "U.S.", "ＵＳ")],
    *[(query, "US") for query in ("United States", "UNITED STATES OF AMERICA", "США")],
    *[(query, "GB") for query in ("GB", "UK", "uk", "U.K.", "GBR", "United Kingdom", "Britain")],
    *[(query, "GB") for query in ("Великобритания", "England", "Great Britain")],
    *[(query, "RU") for query in ("RU", "RUS", "Russia", "Russian Federation", "Россия", "РФ")],
    *[(query, "DE") for query in ("DE", "DEU", "Germany", "Deutschland", "Германия", "GERMANY")],
    *[(query, "KZ") for query in ("KZ", "KAZ", "Kazakhstan", "Казахстан", "Қазақстан")],
    *[(query, "JP") for query in ("JP", "JPN", "Japan", "日本", "Япония")],
    *[(query, "CZ") for query in ("CZ", "Czechia", "Czech Republic", "Česko", "Cesko", "Чехия")],
    *[(query, "CI") for query in ("CIV", "Ivory Coast", "Côte d'Ivoire", "Cote d’Ivoire")],
    *[(query, "TR") for query in ("TUR", "Turkey", "Türkiye", "Turkiye", "Турция")],
    *[(query, "GR") for query in ("GR", "Ελλάδα", "ΕΛΛΆΔΑ", "Greece")],
    *[(query, "KR") for query in ("KOR", "South Korea", "한국")],
    *[(query, "UA") for query in ("UA", "Україна", "Украина")],
    *[(query, "NZ") for query in ("NZ", "NZL", "New Zealand", "new-zealand", "Aotearoa")],
    *[(query, "HU") for query in ("HU", "Magyarország", "Hungary", "Венгрия")],
    *[(query, "BR") for query in ("BR", "Brazil", "Brasil", "Бразилия")],
    *[(query, "EU") for query in ("EU", "eu", "European Union", "Union européenne", "Евросоюз")],
    *[(query, "INTL") for query in ("INTL", "intl", "International")],
    *[(query, query.upper()) for query in ("US-NY", "us-ny", "GB-ENG", "DE-BY", "RU-MOW", "CA-QC")],
    ("Georgia", "GE"),
]
NOT_FOUND = [
    ("Germny", "Germany"),
    ("Rusia", "Russia"),
    ("Kazakstan", "Kazakhstan"),
    ("Герамния", "Германия"),
    ("Росия", "Россия"),
    ("Macedonia", "North Macedonia"),
    ("Atlantis", None),
    ("XX", None),
    ("US-ZZ", None),
    ("XX-YY", None),
    ("US-NYXX", None),
    ("USSR", None),
    ("World", None),
    ("--", None),
]


@pytest.mark.parametrize(("query", "code"), FOUND)
def test_a_place_is_found_by_any_of_its_names(store: Store, query: str, code: str) -> None:
    """Codes, English, native and Russian names: whatever stands in a table finds the place."""
    assert jurisdiction(store, query).id == code


@pytest.mark.parametrize(("query", "suggestion"), NOT_FOUND)
def test_an_unknown_place_is_never_an_empty_answer(
    store: Store, query: str, suggestion: str | None
) -> None:
    """A place that is not known is an error with what was meant, not a place without law."""
    with pytest.raises(JurisdictionNotFound) as caught:
        jurisdiction(store, query)
    assert caught.value.query == query
    assert caught.value.data_version == store.data_version
    if suggestion is None:
        assert caught.value.suggestions == () or query == "XX"
    else:
        assert caught.value.suggestions[0] == suggestion


@pytest.mark.parametrize("query", ["", "  ", 5, None, ["US"], "U" * 1001])
def test_what_is_no_place_at_all_is_refused(store: Store, query: str) -> None:
    """An empty or wrongly typed place is the caller's mistake, and the error says whose."""
    with pytest.raises(InvalidQuery, match="jurisdiction"):
        jurisdiction(store, query)
    with pytest.raises(InvalidQuery, match="jurisdiction"):
        sx.legal_status("semax", query, on="2026-11-23")


def test_every_place_is_found_by_all_that_it_is_called(
    store: Store, data_files: dict[str, Json]
) -> None:
    """No two places share a folded name, so that none can be taken for another."""
    meanings: dict[str, set[str]] = {}
    for raw in data_files["jurisdictions.json"]:
        called = [raw["id"], raw["name"], *raw.get("names", [])]
        called += [raw["alpha3"]] if "alpha3" in raw else []
        for name in called:
            assert fold(name), name
            meanings.setdefault(fold(name), set()).add(raw["id"])
            assert jurisdiction(store, name).id == raw["id"]
            assert jurisdiction(store, name.lower()).id == raw["id"]
    assert {name: ids for name, ids in meanings.items() if len(ids) > 1} == {}


def test_the_list_of_countries_is_whole(data_files: dict[str, Json]) -> None:
    """Each country has both its ISO codes, in their form, and its name in Russian."""
    raws = [raw for raw in data_files["jurisdictions.json"] if raw["kind"] == "country"]
    assert len(raws) == 249
    for raw in raws:
        assert len(raw["id"]) == 2
        assert raw["id"].isupper()
        assert len(raw["alpha3"]) == 3
        cyrillic = [name for name in raw.get("names", []) if "\u0400" <= name[0] <= "\u04ff"]
        assert cyrillic, raw["id"]


def test_every_subdivision_is_one_of_its_country(store: Store, data_files: dict[str, Json]) -> None:
    """An ISO 3166-2 code finds its name, and leads to the country in its first two letters."""
    for country, parts in data_files["subdivisions.json"].items():
        for code, name in parts:
            found = jurisdiction(store, code)
            assert (found.id, found.name, found.kind) == (code, name, JurisdictionKind.SUBDIVISION)
            assert country_of(store, found).id == country
    assert len(data_files["subdivisions.json"]) > 190


def test_a_place_is_one_object(store: Store) -> None:
    """However it was asked for, a country is the same record, with its names and memberships."""
    germany = jurisdiction(store, "DE")
    assert jurisdiction(store, "Deutschland") is germany
    assert country_of(store, germany) is germany
    assert germany.alpha3 == "DEU"


def days(query: str, first: str, last: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The chains of a place on two days."""
    store = Catalogue.packaged()._store
    place = jurisdiction(store, query)
    one, two = (chain(store, place, date.fromisoformat(day)) for day in (first, last))
    return one, two


@pytest.mark.parametrize(
    ("query", "last", "first", "before", "after"),
    [
        ("GB", "2020-01-31", "2020-02-01", ("GB", "EU"), ("GB",)),
        ("GB", "1972-12-31", "1973-01-01", ("GB",), ("GB", "EU")),
        ("HR", "2013-06-30", "2013-07-01", ("HR",), ("HR", "EU")),
        ("CZ", "2004-04-30", "2004-05-01", ("CZ",), ("CZ", "EU")),
        ("DE", "1957-12-31", "1958-01-01", ("DE",), ("DE", "EU")),
        ("GB-SCT", "2020-01-31", "2020-02-01", ("GB-SCT", "GB", "EU"), ("GB-SCT", "GB")),
        ("US-NY", "2020-01-31", "2020-02-01", ("US-NY", "US"), ("US-NY", "US")),
        ("US", "1990-01-01", "2026-11-23", ("US",), ("US",)),
        ("EU", "1990-01-01", "2026-11-23", ("EU",), ("EU",)),
        ("INTL", "1990-01-01", "2026-11-23", ("INTL",), ("INTL",)),
        ("CH", "1990-01-01", "2026-11-23", ("CH",), ("CH",)),
    ],
)
def test_a_chain_changes_on_the_day_of_joining_and_leaving(
    query: str, last: str, first: str, before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    """Union law reaches a member from its first day to its last, and nobody else."""
    assert days(query, last, first) == (before, after)


@settings(max_examples=100, deadline=None)
@given(st.dates())
@example(date(2020, 2, 1))
@example(date(1973, 1, 1))
def test_britain_belongs_between_two_days(on: date) -> None:
    """On any day the chain of a former member follows its two dates and nothing else."""
    store = Catalogue.packaged()._store
    member = date(1973, 1, 1) <= on < date(2020, 2, 1)
    wanted = ("GB", "EU") if member else ("GB",)
    assert chain(store, jurisdiction(store, "GB"), on) == wanted


def test_there_are_27_members(store: Store) -> None:
    """On the day of the data the union has the members that it has."""
    codes = store.raw_list("jurisdictions")
    on = date(2026, 11, 23)
    chains = [chain(store, jurisdiction(store, code), on) for code in codes]
    assert len([each for each in chains if each[-1] == "EU" and len(each) == 2]) == 27
    assert INTERNATIONAL not in {place for each in chains[:-1] for place in each} - {"INTL"}


def test_a_partial_date_of_joining_counts_once_it_is_sure(
    world: Callable[..., dict[str, Any]], catalogue_of: Callable[..., Catalogue]
) -> None:
    """Of a membership since some day of 2000, nothing is derived before the year is over."""
    files = world()
    membership = files["jurisdictions.json"][0]["member_of"][0]
    membership["since"], membership["until"] = "2000", "2020-02"
    store = catalogue_of(files)._store
    aria = jurisdiction(store, "XA")
    sure = {
        on: chain(store, aria, date.fromisoformat(on)) == ("XA", "EU")
        for on in ("2000-12-30", "2000-12-31", "2020-01-31", "2020-02-01")
    }
    assert sure == {
        "2000-12-30": False,
        "2000-12-31": True,
        "2020-01-31": True,
        "2020-02-01": False,
    }


def test_a_subdivision_with_its_own_record_is_that_record(
    world: Callable[..., dict[str, Any]], catalogue_of: Callable[..., Catalogue]
) -> None:
    """A part of a country that the list of jurisdictions has needs no list of subdivisions."""
    store = catalogue_of(world())._store
    part = jurisdiction(store, "Aria One")
    assert part.id == "XA-1"
    assert chain(store, part, date(2010, 1, 1)) == ("XA-1", "XA", "EU")
    with pytest.raises(JurisdictionNotFound):
        jurisdiction(store, "XA-2")
