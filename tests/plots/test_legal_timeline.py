"""The legal timeline: the verdict of each day, how well it is known, and what happened."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_hex

import semaxref as sx
from semaxref.plots import Picture, legal_timeline
from semaxref.plots.bands import ticks
from semaxref.plots.colours import CODES, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any


UNTIL = "2026-11-23"


def bands_of(shapes: Mapping[str, Any], place: str) -> dict[date, str]:
    """The verdict from each day on, as it is drawn."""
    found = {}
    for name in shapes:
        where, _, rest = name.partition("/")
        day, _, what = rest.partition("/")
        if where == place and what in set(sx.Verdict):
            found[date.fromisoformat(day)] = what
    return found


def span(shape: Any) -> tuple[float, float]:
    """Where a band begins and ends."""
    x: float = shape.get_x()
    return x, x + shape.get_width()


@pytest.mark.parametrize(
    ("compound", "activity"),
    [("semax", "sell-as-medicine"), ("piracetam", "dispense"), ("modafinil", "compete-in-sport")],
)
def test_bands_are_the_answers_of_the_catalogue(
    compound: str, activity: sx.Activity, parts: Callable[[Picture], dict[str, Any]]
) -> None:
    """On each day the band has the verdict that `legal_status` gives, in its colour."""
    places = ["US", "NZ", "RU", "BE", "AU", "DE", "KZ"]
    picture = legal_timeline(compound, places, activity=activity, since="1999-01-01", until=UNTIL)
    shapes = parts(picture)
    for place in places:
        bands = bands_of(shapes, place)
        assert min(bands) == date(1999, 1, 1)
        for day in (date(1999, 1, 1) + timedelta(97 * n) for n in range(105)):
            drawn = bands[max(start for start in bands if start <= day)]
            assert drawn == sx.legal_status(compound, place, on=day)[activity].verdict
        for start, verdict in bands.items():
            fill = shapes[f"{place}/{start}/{verdict}"].get_facecolor()
            assert to_hex(fill) == VERDICTS[sx.Verdict(verdict)]
        spans = sorted(span(shapes[f"{place}/{start}/{v}"]) for start, v in bands.items())
        assert all(abs(a[1] - b[0]) < 1e-6 for a, b in pairwise(spans))


def test_stale_begins_when_the_catalogue_calls_it_so(
    parts: Callable[[Picture], dict[str, Any]],
) -> None:
    """What nobody has looked up for a year is hatched, from the first such day on."""
    picture = legal_timeline("piracetam", "KZ", activity="sell-as-medicine", until=UNTIL)
    shapes = parts(picture)
    assert "stale from 2016-06-24" in picture.text
    before = sx.legal_status("piracetam", "KZ", on="2016-06-23")["sell-as-medicine"]
    after = sx.legal_status("piracetam", "KZ", on="2016-06-24")["sell-as-medicine"]
    assert (before.stale, after.stale) == (False, True)
    band = span(shapes["KZ/2015-06-24/permitted"])
    stale = span(shapes["KZ/2015-06-24/stale"])
    assert band[0] < stale[0] < stale[1] == band[1]
    hatches = {str(p.get_hatch() or "") for p in picture.figure.axes[0].patches}
    assert any("/" in hatch for hatch in hatches)
    assert any("\\" in hatch for hatch in hatches)


def test_last_known_is_a_line_on_its_day(parts: Callable[[Picture], dict[str, Any]]) -> None:
    """One sees how far knowledge reaches, and from where on it is carried on."""
    picture = legal_timeline(
        "piracetam", "RU", activity="sell-as-medicine", since="2015-01-01", until="2022-12-31"
    )
    line = parts(picture)["RU/2015-01-01/last-known"]
    (x, _) = line.get_xdata()
    left, right = span(parts(picture)["RU/2015-01-01/permitted"])
    share = (date(2019, 8, 27) - date(2015, 1, 1)).days / (
        (date(2022, 12, 31) - date(2015, 1, 1)).days + 1
    )
    assert (x - left) / (right - left) == pytest.approx(share)


def test_a_rule_without_a_day_is_marked_by_the_day_of_recording(
    world: Callable[..., dict[str, Any]],
    catalogue_of: Callable[[Mapping[str, Any]], sx.Catalogue],
    parts: Callable[[Picture], dict[str, Any]],
) -> None:
    """That no source gives a day is seen: its line is dotted, and it reaches not back."""
    own = catalogue_of(world(rules=[{}]))
    picture = legal_timeline(
        "base", "XB", activity="possess", since="2026-01-01", until="2026-12-31", catalogue=own
    )
    shapes = parts(picture)
    assert bands_of(shapes, "XB") == {date(2026, 1, 1): "unknown", date(2026, 11, 23): "prohibited"}
    line = shapes["XB/2026-11-23/last-known"]
    assert line.is_dashed()
    assert "recorded 2026-11-23" in picture.text


def test_events_are_marked_numbered_and_told(
    parts: Callable[[Picture], dict[str, Any]], labels: Callable[[Picture], dict[str, str]]
) -> None:
    """Every event that bears on the activity is there once, on its day, and moves nothing."""
    picture = legal_timeline("semax", ["US"], activity="pharmacy-compounding", until=UNTIL)
    events = sx.legal_status("semax", "US", on=UNTIL)["pharmacy-compounding"].events
    assert len(events) == 7
    texts, shapes = labels(picture), parts(picture)
    told = " ".join(picture.text.split())
    for number, event in enumerate(events, 1):
        line = texts[f"{event.id}/told"]
        assert line.startswith(f"{number} US, {event.on or 'date not known'}, ")
        assert line.endswith(event.summary)
        assert f"event {line.replace(f'{number} US', f'{number}: US', 1)}" in told
        assert (event.id in shapes) is (event.on is not None)  # no day, no place on the axis


def test_events_before_the_first_day_are_left_out() -> None:
    """A narrow window has the events of that window only."""
    text = legal_timeline(
        "semax", "US", activity="pharmacy-compounding", since="2026-05-01", until=UNTIL
    ).text
    assert "2026-04-16" not in text
    assert "2026-06-30" in text


def test_a_vague_date_is_a_line_not_a_point() -> None:
    """An event of some day in 2017 is drawn over that year, clipped to what is shown."""
    for since, days in (("2016-07-01", 364), ("2017-07-02", 182)):
        picture = legal_timeline(
            "semax", "BE", activity="sell-as-medicine", since=since, until="2018-12-31"
        )
        (axes,) = picture.figure.axes
        flat = [
            xs
            for line in axes.lines
            if len({float(y) for y in np.asarray(line.get_ydata())}) == 1
            if 0.5 < (xs := sorted(float(x) for x in np.asarray(line.get_xdata())))[1] - xs[0] < 8
        ]
        whole = (date(2018, 12, 31) - date.fromisoformat(since)).days + 1
        assert len(flat) == 1
        assert flat[0][1] - flat[0][0] == pytest.approx(8.4 * days / whole)


def test_unknown_is_never_drawn_as_permitted(
    parts: Callable[[Picture], dict[str, Any]], printed: Callable[[Picture], str]
) -> None:
    """A place without records is one hatched band that says unknown and why."""
    picture = legal_timeline("semax", "Brazil", activity="possess", until=UNTIL)
    assert bands_of(parts(picture), "BR") == {date(2021, 11, 24): "unknown"}
    assert "unknown (no record)" in picture.text
    assert "unknown (no record)" in printed(picture)
    assert "Unknown is not permitted." in picture.caption


def test_who_speaks_is_said() -> None:
    """Where the Union answers for a member, or sport for a country, the picture says so."""
    text = legal_timeline("semax", "BE", activity="sell-as-medicine", until=UNTIL).text
    assert "restricted, by EU" in text
    text = legal_timeline("modafinil", "DE", activity="compete-in-sport", until=UNTIL).text
    assert "prohibited, by INTL" in text


def test_conflict_and_inheritance_are_said(
    world: Callable[..., dict[str, Any]],
    catalogue_of: Callable[[Mapping[str, Any]], sx.Catalogue],
) -> None:
    """A rule that is outranked, or that names the other form, does not vanish."""
    rules = [
        {"valid_from": "2020-01-01", "as_of": "2026-01-01", "force": "statute"},
        {"valid_from": "2020-01-01", "verdict": "permitted"},
    ]
    own = catalogue_of(world(rules=rules))
    text = legal_timeline("salt", "XB", activity="possess", until=UNTIL, catalogue=own).text
    assert "outranked, says permitted: rules.1" in text
    assert "inherited between a free base and its salt" in text


def test_an_event_of_the_union_is_told_as_such(
    world: Callable[..., dict[str, Any]],
    catalogue_of: Callable[[Mapping[str, Any]], sx.Catalogue],
) -> None:
    """What the Union did is not said to be the act of a member."""
    own = catalogue_of(world(events=[{"jurisdiction": "EU", "on": "2010-01-01"}]))
    text = legal_timeline("base", "XA", activity="possess", until="2012-01-01", catalogue=own).text
    assert "event 1: XA (EU), 2010-01-01, seizure: r" in text


def test_twenty_places_stay_readable(
    neat: Callable[[Picture], None], parts: Callable[[Picture], dict[str, Any]]
) -> None:
    """A long list of places overlaps nowhere, and each has its row."""
    places = [
        "US",
        "NZ",
        "RU",
        "BE",
        "AU",
        "BR",
        "GB",
        "CA",
        "CH",
        "JP",
        "KZ",
        "UA",
        "ZA",
        "DE",
        "FR",
        "EE",
        "FI",
        "NO",
        "ES",
        "MT",
    ]
    picture = legal_timeline("piracetam", places, activity="prescribe", until=UNTIL)
    neat(picture)
    shapes = parts(picture)
    assert all(bands_of(shapes, place) for place in places)


@pytest.mark.parametrize("until", ["2026-11-23", "2024-06-30"])
def test_short_bands_keep_a_sign(until: str, neat: Callable[[Picture], None]) -> None:
    """Where the word does not fit its code stands, and all words stand below the band."""
    picture = legal_timeline(
        "semax", ["NZ", "US"], activity="possess", since="2018-01-01", until=until
    )
    neat(picture)
    (axes,) = picture.figure.axes
    drawn = {text.get_text() for text in axes.texts if text.get_fontweight() == "bold"}
    if until == UNTIL:
        assert {CODES[sx.Verdict.PERMITTED_WITH_PRESCRIPTION], "unknown"} <= drawn
        assert "from 2025-12-19 permitted with prescription" in picture.text


@settings(deadline=None, max_examples=60)
@given(st.dates(), st.integers(0, 40000))
def test_the_axis_has_few_round_days_in_order(since: date, days: int) -> None:
    """However long the span, marks are first days of months, in it, and not too many."""
    until = date.fromordinal(min(since.toordinal() + days, date.max.toordinal()))
    found = ticks(since, until)
    assert len(found) <= 13
    assert [day for day, _ in found] == sorted({day for day, _ in found})
    for day, label in found:
        assert since <= day <= until
        assert day.day == 1
        assert day.isoformat().startswith(label)


@pytest.mark.parametrize("until", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_can_be_drawn(until: str) -> None:
    """A day far away is no crash."""
    picture = legal_timeline("semax", "US", activity="possess", until=until)
    assert until in picture.caption


def test_one_day_can_be_drawn(neat: Callable[[Picture], None]) -> None:
    """The shortest span there is has a band, too."""
    neat(legal_timeline("semax", "US", activity="possess", since=UNTIL, until=UNTIL))


def test_questions_that_cannot_be_drawn() -> None:
    """No place, one twice, an unknown one or activity, days in disorder: told plainly."""
    with pytest.raises(sx.InvalidQuery, match="jurisdictions: give one at least"):
        legal_timeline("semax", [], activity="possess")
    with pytest.raises(sx.InvalidQuery, match="GB stands twice in jurisdictions"):
        legal_timeline("semax", ["UK", "GB"], activity="possess", until=UNTIL)
    with pytest.raises(sx.JurisdictionNotFound):
        legal_timeline("semax", "Atlantis", activity="possess")
    with pytest.raises(sx.UnknownValue, match="did you mean 'possess'"):
        legal_timeline("semax", "US", activity="posess")  # type: ignore[arg-type]
    with pytest.raises(sx.InvalidDate, match="lies before since"):
        legal_timeline("semax", "US", activity="possess", since=UNTIL, until="2020-01-01")
    with pytest.raises(sx.InvalidDate, match="until"):
        legal_timeline("semax", "US", activity="possess", until="2026")
