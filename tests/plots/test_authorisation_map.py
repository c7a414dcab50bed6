"""The authorisation map: approved, not approved and not known, told apart."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from matplotlib.colors import to_hex

import semaxref as sx
from semaxref.plots import Picture, authorisation_map
from semaxref.plots.grid import COLUMNS, POSITIONS, ROWS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any


ON = "2026-11-23"


def states_of(shapes: Mapping[str, Any]) -> dict[str, str]:
    """What is drawn for each place."""
    pairs = (name.split("/") for name in shapes)
    return {place: state for place, state in pairs if state != "doubt"}


def look(shape: Any) -> tuple[str, str, object]:
    """Fill, edge and dashes of a tile."""
    fill, edge, dashes = (
        getattr(shape, f"get_{what}")() for what in ("facecolor", "edgecolor", "linestyle")
    )
    return to_hex(fill), to_hex(edge), dashes


def test_every_country_has_one_square_of_its_own(data_files: Mapping[str, Any]) -> None:
    """No country is missing from the map, and none hides another."""
    countries = {p["id"] for p in data_files["jurisdictions.json"] if p["kind"] == "country"}
    assert set(POSITIONS) == countries
    assert len(set(POSITIONS.values())) == len(countries)
    assert all(0 <= column < COLUMNS and 0 <= row < ROWS for column, row in POSITIONS.values())


def test_the_map_looks_like_the_world() -> None:
    """Neighbours that everybody knows lie as everybody knows them."""
    west_to_east = ["US", "CU", "ES", "FR", "DE", "PL", "BY", "KZ", "MN", "JP"]
    columns = [POSITIONS[code][0] for code in west_to_east]
    assert columns == sorted(columns)
    north_to_south = ["NO", "DE", "IT", "TN", "NE", "NG", "AO", "NA", "ZA"]
    rows = [POSITIONS[code][1] for code in north_to_south]
    assert rows == sorted(rows)


def test_tiles_say_what_the_records_say(
    parts: Callable[[Picture], dict[str, Any]], catalogue: sx.Catalogue
) -> None:
    """Each place shows the state of its own authorisations on that day."""
    shapes = parts(authorisation_map("piracetam", on=ON))
    drawn = states_of(shapes)
    records = [r for r in catalogue._store.all_records() if isinstance(r, sx.Authorisation)]
    own = [r for r in records if r.compound == "piracetam"]
    assert len(own) > 15
    day = sx.PartialDate.parse(ON).latest
    for place in {r.jurisdiction for r in own}:
        held = [r for r in own if r.jurisdiction == place and r.holds(day) is sx.Hold.YES]
        if any(r.approves for r in held):
            assert drawn[place] == "approved"
        else:
            assert drawn[place] == ("not_approved" if held else "other_days")
    assert drawn["KZ"] == "other_days"
    assert drawn["US"] == "not_approved"
    silent = set(POSITIONS) - {r.jurisdiction for r in own}
    assert {drawn[place] for place in silent} == {"no_record"}
    assert len(drawn) == len(POSITIONS) + 1  # and the Union


def test_unknown_does_not_look_like_not_approved(
    parts: Callable[[Picture], dict[str, Any]], printed: Callable[[Picture], str]
) -> None:
    """No record, records for other days and a refusal differ in fill, edge and sign."""
    picture = authorisation_map("piracetam", on=ON)
    shapes = parts(picture)
    names = {state: name for name in shapes for state in [name.split("/")[1]]}
    looks = {state: look(shapes[name]) for state, name in names.items() if state != "doubt"}
    assert len(looks) == 4
    assert len(set(looks.values())) == 4
    assert len({fill for fill, *_ in looks.values()}) >= 3
    for words in ("approved", "not approved", "records only for other days", "no record"):
        assert words in printed(picture)
    assert "No record, which is not “not approved”" in picture.text
    assert "No record is not the same as not approved." in picture.caption


def test_doubt_is_marked_and_told(parts: Callable[[Picture], dict[str, Any]]) -> None:
    """A registration that is reported cancelled is not drawn as a plain approval."""
    before, after = (authorisation_map("semax", on=day) for day in ("2026-01-19", ON))
    assert "RU/doubt" in parts(after)
    assert "Russia (RU), last known 2019-12, stale, in doubt" in after.text
    assert "in doubt: Two trade papers" in after.text
    assert "RU/doubt" not in parts(before)
    assert ", in doubt" not in before.text


def test_what_was_known_long_ago_is_paler_and_dated(
    parts: Callable[[Picture], dict[str, Any]], printed: Callable[[Picture], str]
) -> None:
    """An approval last seen in 2014 does not look as sure as one of this year."""
    picture = authorisation_map("modafinil", on="2011-06-01")
    (old,) = (
        look(parts(authorisation_map("modafinil", on=day))["EU/approved"])[0]
        for day in ("2013-01-01",)
    )
    assert look(parts(picture)["EU/approved"])[0] != old
    assert "● 2011" in printed(picture)
    text = authorisation_map("piracetam", on=ON).text
    assert "Germany (DE), last known 2014-11, stale" in text
    assert "Austria (AT), no source gives a day" in text


def test_a_union_and_its_members_speak_for_themselves(
    parts: Callable[[Picture], dict[str, Any]],
) -> None:
    """An authorisation by the Union colours no member."""
    drawn = states_of(parts(authorisation_map("modafinil", on=ON)))
    assert drawn["EU"] == "approved"
    assert drawn["DE"] == "no_record"


def test_states_that_the_packaged_data_lack(
    world: Callable[..., dict[str, Any]],
    catalogue_of: Callable[[Mapping[str, Any]], sx.Catalogue],
    parts: Callable[[Picture], dict[str, Any]],
    neat: Callable[[Picture], None],
) -> None:
    """Conditional approval, a refusal beside an approval, vague dates, places off the map."""
    given = [
        {"state": "conditionally-approved", "valid_from": "2020-01-01", "jurisdiction": "XA"},
        {"state": "approved", "valid_from": "2020-01-01", "jurisdiction": "XB"},
        {"state": "refused", "valid_from": "2019-01-01", "jurisdiction": "XB"},
        {"compound": "salt", "valid_from": "2021", "jurisdiction": "XC"},
        {"state": "refused", "valid_from": "2020-01-01", "jurisdiction": "INTL"},
    ]
    own = catalogue_of(world(authorisations=given))
    picture = authorisation_map("base", on="2021-06-01", catalogue=own)
    assert states_of(parts(picture)) == {
        "XA": "conditional",
        "XB": "approved",
        "XC": "other_days",
        "EU": "no_record",
        "INTL": "not_approved",
    }
    neat(picture)
    assert "refused: authorisations.2" in picture.text
    vague = "approved, its date is too vague for this day: authorisations.3: r (of salt)"
    assert vague in " ".join(picture.text.split())
    later = authorisation_map("base", on="2018-01-01", catalogue=own)
    assert Counter(states_of(parts(later)).values())["other_days"] == 4
    assert "not in force on this day" in later.text


def test_a_day_that_is_none_is_refused() -> None:
    """A date with a time is refused here as everywhere."""
    with pytest.raises(sx.InvalidDate):
        authorisation_map("semax", on="yesterday")
