"""Laws of legal answers: what moves a verdict, what never does, and how an answer behaves."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, TypeAlias

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import semaxref as sx

Record: TypeAlias = dict[str, Any]
World: TypeAlias = Callable[..., dict[str, Any]]
CatalogueOf: TypeAlias = Callable[[Mapping[str, Any]], sx.Catalogue]

ON = "2010-06-15"
SCALE = ["prohibited", "restricted", "permitted-with-prescription", "permitted"]
OFF_SCALE = ["not-regulated-specifically", "unknown"]
ACTIVITIES = [activity.value for activity in sx.Activity]
bases = st.sampled_from(["primary-text", "secondary-text", "inference", "absence-of-rule"])
scopes = st.sampled_from(["named-substance", "group-entry", "product", "route"])
forces = st.sampled_from(
    ["statute", "regulation", "gazette-order", "decision", "interim-policy", None]
)
starts = st.sampled_from(["2001", "2001-06", "2001-06-15", "2004", "2009-12-31"])
some_activities = st.lists(st.sampled_from(ACTIVITIES[:4]), min_size=1, unique=True)


def rule_of(verdicts: list[str]) -> st.SearchStrategy[Record]:
    """Rules on ``base`` in XB with one of some verdicts."""
    return st.fixed_dictionaries(
        {
            "activities": some_activities,
            "verdict": st.sampled_from(verdicts),
            "basis": bases,
            "scope": scopes,
            "force": forces,
            "valid_from": starts,
        },
        optional={"valid_until": st.sampled_from(["2008", "2010-06", "2015-01-01"])},
    )


rules = rule_of([*SCALE, *OFF_SCALE])
event_days = st.dates(date(1990, 1, 1), date(2026, 11, 23)).map(str)
events = st.fixed_dictionaries(
    {
        "kind": st.sampled_from([kind.value for kind in sx.EventKind]),
        "about_activities": st.lists(st.sampled_from(ACTIVITIES), min_size=1, unique=True),
    },
    optional={"on": event_days | event_days.map(lambda day: day[:7])},
)


def weighed(
    catalogue: sx.Catalogue, compound: str = "base", place: str = "XB", on: str = ON
) -> dict[str, tuple[str, frozenset[str], frozenset[str]]]:
    """Of each activity the verdict, what decided, and what conflicts."""
    return {
        activity: (
            answer.verdict.value,
            frozenset(rule.id for rule in answer.deciding),
            frozenset(rule.id for rule in answer.conflicting),
        )
        for activity, answer in catalogue.legal_status(compound, place, on=on).items()
    }


def asked(
    catalogue: sx.Catalogue, compound: str = "base", place: str = "XB", on: str = ON
) -> sx.LegalAnswer:
    """The answer on possession."""
    return catalogue.legal_status(compound, place, on=on)["possess"]


def numbered(given: list[Record]) -> list[Record]:
    """The records with ids that stay with them wherever they stand."""
    return [{"id": f"r.{number}", **record} for number, record in enumerate(given)]


def ids(records: tuple[sx.LegalRule, ...]) -> list[str]:
    """Ids in order."""
    return [record.id for record in records]


# Events


@settings(deadline=None, max_examples=60)
@given(given_rules=st.lists(rules, max_size=5), given_events=st.lists(events, max_size=5))
def test_events_move_no_verdict(
    given_rules: list[Record], given_events: list[Record], world: World, catalogue_of: CatalogueOf
) -> None:
    """Whatever happens, only rules decide."""
    quiet = weighed(catalogue_of(world(rules=given_rules)))
    busy = weighed(catalogue_of(world(rules=given_rules, events=given_events)))
    assert busy == quiet


@settings(deadline=None, max_examples=30)
@given(
    given_events=st.lists(events, min_size=1, max_size=5),
    compound=st.sampled_from(["semax", "noopept", "piracetam"]),
    place=st.sampled_from(["US", "NZ", "CA", "INTL"]),
    on=st.dates(date(2010, 1, 1), date(2027, 1, 1)).map(str),
)
def test_events_move_no_verdict_of_the_packaged_law(
    given_events: list[Record],
    compound: str,
    place: str,
    on: str,
    world: World,
    catalogue: sx.Catalogue,
    packaged_with: CatalogueOf,
) -> None:
    """Generated votes, letters and seizures laid over real law change what is listed, no more."""
    placed = [{**event, "jurisdiction": place, "covers": [compound]} for event in given_events]
    files = world(events=placed)
    over = {"sources.json": files["sources.json"], f"law/{place}.json": files[f"law/{place}.json"]}
    busier = packaged_with(over)
    assert weighed(busier, compound, place, on) == weighed(catalogue, compound, place, on)
    listed = [
        event.id
        for answer in busier.legal_status(compound, place, on="2027-01-01").values()
        for event in answer.events
    ]
    assert {f"events.{number}" for number in range(len(placed))} <= set(listed)


def test_an_event_without_a_day_is_shown_from_the_day_of_recording(
    world: World, catalogue_of: CatalogueOf
) -> None:
    """Nobody knows when it happened, so no earlier answer may show it."""
    catalogue = catalogue_of(world(events=[{}]))
    assert asked(catalogue, on="2026-11-22").events == ()
    assert [event.id for event in asked(catalogue, on="2026-11-23").events] == ["events.0"]


def test_events_of_the_country_are_shown_for_its_parts(
    world: World, catalogue_of: CatalogueOf
) -> None:
    """A seizure by the country's authority is no less news in one of its parts."""
    catalogue = catalogue_of(world(events=[{"jurisdiction": "XA", "on": "2009"}]))
    assert [event.id for event in asked(catalogue, place="XA-1").events] == ["events.0"]


# Which rule decides


@settings(deadline=None, max_examples=60)
@given(data=st.data(), given_rules=st.lists(rules, min_size=2, max_size=6))
def test_order_in_the_file_does_not_matter(
    data: st.DataObject, given_rules: list[Record], world: World, catalogue_of: CatalogueOf
) -> None:
    """A curator may sort the file; no answer changes."""
    kept = numbered(given_rules)
    shuffled = data.draw(st.permutations(kept))
    assert weighed(catalogue_of(world(rules=shuffled))) == weighed(catalogue_of(world(rules=kept)))


@settings(deadline=None, max_examples=60)
@given(given_rules=st.lists(rules, max_size=4), extra=rules)
def test_a_rule_that_does_not_decide_changes_nothing(
    given_rules: list[Record], extra: Record, world: World, catalogue_of: CatalogueOf
) -> None:
    """What is unverified is shown and left out of the weighing, in replacing others, too."""
    kept = numbered(given_rules)
    muted = {
        **extra,
        "id": "r.muted",
        "decides": False,
        "decides_reason": "not verified",
        "supersedes": [rule["id"] for rule in kept],
    }
    before, after = (catalogue_of(world(rules=r)) for r in (kept, [*kept, muted]))
    assert weighed(after) == weighed(before)
    for activity in muted["activities"]:
        answer = after.legal_status("base", "XB", on=ON)[activity]
        shown = "r.muted" in ids(answer.records)
        assert shown is any("not verified" in reason for reason in answer.reasons)


@settings(deadline=None, max_examples=60)
@given(
    shared=st.fixed_dictionaries({"basis": bases, "scope": scopes, "force": forces}),
    verdicts=st.permutations(SCALE).map(lambda each: each[:2]),
)
def test_of_equal_rules_the_stricter_decides(
    shared: Record, verdicts: list[str], world: World, catalogue_of: CatalogueOf
) -> None:
    """Where two rules are equally strong nobody is told the milder one, nor left unaware of it."""
    pair = [{**shared, "verdict": verdict, "valid_from": "2005"} for verdict in verdicts]
    answer = asked(catalogue_of(world(rules=pair)))
    strict, mild = sorted(verdicts, key=SCALE.index)
    assert answer.verdict == strict
    assert [rule.verdict for rule in answer.conflicting] == [mild]
    assert any(mild in reason and "outranked" in reason for reason in answer.reasons)


@pytest.mark.parametrize(
    ("stronger", "weaker"),
    [
        ({"basis": "secondary-text", "scope": "group-entry"}, {"basis": "inference"}),
        ({"basis": "inference", "scope": "group-entry"}, {"basis": "absence-of-rule"}),
        ({"force": None}, {"scope": "group-entry", "force": "statute"}),
        ({"force": "statute"}, {"force": "regulation"}),
        ({"force": "regulation"}, {"force": "decision"}),
        ({"force": "gazette-order"}, {"force": "interim-policy"}),
        ({"force": "interim-policy"}, {"force": "enforcement-discretion"}),
        ({"force": "enforcement-discretion"}, {"force": None}),
    ],
)
def test_each_step_of_the_order(
    stronger: Record, weaker: Record, world: World, catalogue_of: CatalogueOf
) -> None:
    """Text before inference before absence, substance before group, then force: not strictness."""
    common = {"valid_from": "2005", "force": "decision"}
    mild = {**common, **stronger, "verdict": "permitted"}
    strict = {**common, **weaker, "verdict": "prohibited"}
    answer = asked(catalogue_of(world(rules=[strict, mild])))
    assert answer.verdict is sx.Verdict.PERMITTED
    assert ids(answer.deciding) == ["rules.1"]
    assert ids(answer.conflicting) == ["rules.0"]


@pytest.mark.parametrize(
    "pair",
    [
        ({"basis": "primary-text"}, {"basis": "secondary-text"}),
        ({"force": "gazette-order"}, {"force": "decision"}),
        ({"scope": "named-substance"}, {"scope": "product"}),
    ],
)
def test_what_ranks_alike_decides_together(
    pair: tuple[Record, Record], world: World, catalogue_of: CatalogueOf
) -> None:
    """Two rules of one rank and one verdict are both named, and do not conflict."""
    common = {"valid_from": "2005", "force": "decision", "verdict": "restricted"}
    answer = asked(catalogue_of(world(rules=[{**common, **each} for each in pair])))
    assert ids(answer.deciding) == ["rules.0", "rules.1"]
    assert answer.conflicting == ()


@settings(deadline=None, max_examples=60)
@given(strong=st.lists(rule_of(SCALE), max_size=3), weak=st.lists(rule_of(OFF_SCALE), max_size=3))
def test_off_the_scale_never_beats_nor_conflicts(
    strong: list[Record], weak: list[Record], world: World, catalogue_of: CatalogueOf
) -> None:
    """A search that found no rule cannot cancel a rule, however primary its source is."""
    alone = weighed(catalogue_of(world(rules=strong)))
    together = weighed(catalogue_of(world(rules=[*strong, *weak])))
    for activity, before in alone.items():
        if before[0] in SCALE:
            assert together[activity] == before
        else:
            verdict, _, conflicting = together[activity]
            assert verdict in OFF_SCALE
            assert not conflicting


def test_unknown_never_decides(world: World, catalogue_of: CatalogueOf) -> None:
    """A rule whose verdict is unknown is a record, and no ground."""
    answer = asked(catalogue_of(world(rules=[{"verdict": "unknown", "valid_from": "2005"}])))
    assert answer.verdict is sx.Verdict.UNKNOWN
    assert answer.deciding == ()
    assert answer.not_known == "unsettled"
    assert ids(answer.records) == ["rules.0"]


def test_a_replaced_rule_steps_back_while_its_successor_holds(
    world: World, catalogue_of: CatalogueOf
) -> None:
    """A successor takes over from its first day, even if it is milder, weaker and of a group."""
    old = {"id": "r.old", "valid_from": "2001", "force": "statute"}
    new = {
        "valid_from": "2010-06-15",
        "valid_until": "2012-01-01",
        "verdict": "permitted",
        "scope": "group-entry",
        "supersedes": ["r.old"],
    }
    catalogue = catalogue_of(world(rules=[old, new]))
    assert asked(catalogue, on="2010-06-14").verdict is sx.Verdict.PROHIBITED
    during = asked(catalogue, on="2010-06-15")
    assert during.verdict is sx.Verdict.PERMITTED
    assert during.conflicting == ()
    assert "r.old" in ids(during.records)
    assert asked(catalogue, on="2012-01-01").verdict is sx.Verdict.PROHIBITED


# Dates


@st.composite
def partial_dates(draw: st.DrawFn) -> str:
    """A year, a month or a day in this century."""
    day = draw(st.dates(date(2001, 1, 1), date(2024, 12, 30)))
    return str(day)[: draw(st.sampled_from([4, 7, 10]))]


@settings(deadline=None, max_examples=100)
@given(start=partial_dates(), span=st.integers(800, 2000), cut=st.sampled_from([4, 7, 10]))
def test_a_partial_date_decides_only_where_it_is_sure(
    start: str, span: int, cut: int, world: World, catalogue_of: CatalogueOf
) -> None:
    """Inside what "2006" may mean the rule is shown and does not decide, at both of its ends."""
    begin = sx.PartialDate.parse(start)
    end = sx.PartialDate.parse(str(begin.latest + timedelta(span))[:cut])
    assume(begin.latest < end.earliest)
    catalogue = catalogue_of(world(rules=[{"valid_from": start, "valid_until": str(end)}]))

    def state(day: date) -> tuple[str, bool, str | None]:
        answer = asked(catalogue, on=str(day))
        assert bool(answer.outside) is not bool(answer.records)
        return answer.verdict.value, bool(answer.records), answer.not_known

    one = timedelta(1)
    out = ("unknown", False, "outside-dates")
    sure = ("prohibited", True, None)
    blurred = ("unknown", True, "unsettled")
    assert state(begin.earliest - one) == out
    assert state(begin.latest) == sure
    assert state(end.earliest - one) == sure
    assert state(end.latest) == out
    if begin.earliest < begin.latest:
        assert state(begin.earliest) == state(begin.latest - one) == blurred
    if end.earliest < end.latest:
        assert state(end.earliest) == state(end.latest - one) == blurred


def test_a_vague_date_is_given_as_the_reason(world: World, catalogue_of: CatalogueOf) -> None:
    """Who asks within the blur learns that the date is what keeps the rule from deciding."""
    answer = asked(catalogue_of(world(rules=[{"valid_from": "2010"}])))
    assert "its date is too vague to decide on this day: rules.0" in answer.reasons


@pytest.mark.parametrize(
    ("dates", "first", "flags"),
    [
        ({"valid_from": "2005-03-01", "as_of": "2020"}, "2005-03-01", (False, False)),
        (
            {"attested_on": "2004-03-01", "attested_by": ["rules.0"], "as_of": "2020"},
            "2004-03-01",
            (True, False),
        ),
        ({"as_of": "2020-05"}, "2020-05-31", (True, False)),
        ({}, "2026-11-23", (True, True)),
    ],
)
def test_from_when_a_rule_decides(
    dates: Record, first: str, flags: tuple[bool, bool], world: World, catalogue_of: CatalogueOf
) -> None:
    """From its start, else from when it was seen in force, and never a day before that."""
    catalogue = catalogue_of(world(rules=[dates]))
    answer = asked(catalogue, on=first)
    assert answer.verdict is sx.Verdict.PROHIBITED
    assert (answer.start_unknown, answer.undated) == flags
    assert any("undated" in reason for reason in answer.reasons) is flags[1]
    before = asked(catalogue, on=str(date.fromisoformat(first) - timedelta(1)))
    assert before.verdict is sx.Verdict.UNKNOWN
    assert (before.start_unknown, before.undated) == (False, False)


def test_one_known_start_is_enough(world: World, catalogue_of: CatalogueOf) -> None:
    """Of two rules that decide together, one with a date dates the answer."""
    rules_ = [{"valid_from": "2005"}, {}]
    answer = asked(catalogue_of(world(rules=rules_)), on="2026-11-23")
    assert ids(answer.deciding) == ["rules.0", "rules.1"]
    assert (answer.start_unknown, answer.undated) == (False, False)
    both_seen = [{"as_of": "2005"}, {}]
    answer = asked(catalogue_of(world(rules=both_seen)), on="2026-11-23")
    assert (answer.start_unknown, answer.undated) == (True, False)


@pytest.mark.parametrize(("stale_after", "last"), [(365, "2010-12-31"), (10, "2010-01-10")])
@pytest.mark.parametrize("as_of", ["2009-12-31", "2009-12", "2009"])
def test_stale_after(
    as_of: str, stale_after: int, last: str, world: World, catalogue_of: CatalogueOf
) -> None:
    """After the newest news a verdict stands, marked as stale once it is surely too old."""
    catalogue = catalogue_of(world(rules=[{"valid_from": "2005", "as_of": as_of}]))

    def answer(day: str) -> sx.LegalAnswer:
        return catalogue.legal_status("base", "XB", on=day, stale_after=stale_after)["possess"]

    fresh, old = answer(last), answer(str(date.fromisoformat(last) + timedelta(1)))
    assert not fresh.stale
    assert old.stale
    assert fresh.verdict is old.verdict is sx.Verdict.PROHIBITED
    assert str(old.as_of) == as_of
    assert any("stale" in reason and as_of in reason for reason in old.reasons)
    assert old.when == f"as of {as_of}, stale"
    assert fresh.when == f"as of {as_of}"
    assert f"Verdict: prohibited, {old.when}\n" in old.explain()


def test_without_news_the_day_of_recording_stands_in(
    world: World, catalogue_of: CatalogueOf
) -> None:
    """No source gives a day: nobody is told one, and the answer ages from when it was recorded."""
    rule = {"attested_on": "2005-01-01", "attested_by": ["rules.0"]}
    catalogue = catalogue_of(world(rules=[rule]))
    fresh = asked(catalogue, on="2027-11-23")
    assert fresh.as_of is None
    assert not fresh.stale
    assert fresh.when == "recorded 2026-11-23"
    old = asked(catalogue, on="2027-11-24")
    assert old.stale
    assert any("stale" in reason and "2026-11-23" in reason for reason in old.reasons)
    assert "recorded 2026-11-23, stale" in old.explain()
    assert asked(catalogue_of(world())).when == ""


def test_a_year_is_the_default_age(catalogue: sx.Catalogue) -> None:
    """An answer of which nothing was heard for over a year says so by itself."""
    status = catalogue.legal_status("piracetam", "GB", on="2026-11-23")
    assert status["prescribe"].stale
    assert not catalogue.legal_status("piracetam", "GB", on="2023-05-26")["prescribe"].stale
    assert catalogue.legal_status("piracetam", "GB", on="2023-05-27")["prescribe"].stale
    assert "(stale)" in str(status)


# Places


def test_a_part_of_a_country_looks_to_the_country(world: World, catalogue_of: CatalogueOf) -> None:
    """Without a rule of its own it has those of its country, and says through whom."""
    country = {"jurisdiction": "XA", "valid_from": "2001"}
    catalogue = catalogue_of(world(rules=[country]))
    answer = asked(catalogue, place="XA-1")
    assert answer.verdict is sx.Verdict.PROHIBITED
    assert (answer.asked, answer.jurisdiction, answer.via) == ("XA-1", "XA", ("XA-1", "XA"))
    assert any("XA-1 -> XA" in reason for reason in answer.reasons)
    own = {"jurisdiction": "XA-1", "valid_from": "2001", "verdict": "permitted", "force": None}
    answer = asked(catalogue_of(world(rules=[country, own])), place="XA-1")
    assert answer.verdict is sx.Verdict.PERMITTED
    assert (answer.jurisdiction, answer.via) == ("XA-1", ())


def test_a_part_learns_when_the_law_of_its_country_held(
    world: World, catalogue_of: CatalogueOf
) -> None:
    """Where only other days have a rule, it is still said whose rule it is."""
    ended = {"jurisdiction": "XA", "valid_from": "2001", "valid_until": "2003-01-01"}
    answer = asked(catalogue_of(world(rules=[ended])), place="XA-1")
    assert answer.not_known == "outside-dates"
    assert ids(answer.outside) == ["rules.0"]
    assert (answer.jurisdiction, answer.via) == ("XA", ("XA-1", "XA"))


@pytest.mark.parametrize(
    ("day", "known"),
    [
        ("1999-12-31", False),
        ("2000-01-01", True),
        ("2020-01-31", True),
        ("2020-02-01", False),
    ],
)
def test_a_member_looks_to_its_union_while_it_is_one(
    day: str, known: bool, world: World, catalogue_of: CatalogueOf
) -> None:
    """The law of the union reaches a member from its first day and ends with its last."""
    catalogue = catalogue_of(world(rules=[{"jurisdiction": "EU", "valid_from": "1990-01-01"}]))
    for place, via in (("XA", ("XA", "EU")), ("XA-1", ("XA-1", "XA", "EU"))):
        answer = asked(catalogue, place=place, on=day)
        assert (answer.verdict is sx.Verdict.PROHIBITED) is known
        assert answer.via == (via if known else ())
    assert asked(catalogue, place="XB", on=day).not_known == "no-record"


def test_international_rules_reach_sport_alone(world: World, catalogue_of: CatalogueOf) -> None:
    """A list of sport binds no pharmacy."""
    everywhere = {"jurisdiction": "INTL", "valid_from": "2001", "activities": ACTIVITIES}
    catalogue = catalogue_of(world(rules=[everywhere]))
    for place in ("XA", "XA-1", "XB"):
        status = catalogue.legal_status("base", place, on=ON)
        known = [activity for activity in status if status[activity].not_known is None]
        assert known == [sx.Activity.COMPETE_IN_SPORT]
        assert status["compete-in-sport"].jurisdiction == "INTL"


def test_an_undecided_record_nearby_does_not_stop_the_chain(
    world: World, catalogue_of: CatalogueOf
) -> None:
    """A rumour of the part leaves the law of the country standing, and is shown beside it."""
    rumour = {"jurisdiction": "XA-1", "valid_from": "2001", "decides": False}
    country = {"jurisdiction": "XA", "valid_from": "2001", "verdict": "restricted"}
    answer = asked(catalogue_of(world(rules=[rumour, country])), place="XA-1")
    assert answer.verdict is sx.Verdict.RESTRICTED
    assert answer.jurisdiction == "XA"
    assert ids(answer.records) == ["rules.0", "rules.1"]


def test_a_rule_that_ended_nearby_hides_no_record_further_away(
    world: World, catalogue_of: CatalogueOf
) -> None:
    """Where nothing decides, all that is in force is shown, from the whole of the chain."""
    ended = {"jurisdiction": "XA-1", "valid_from": "2001", "valid_until": "2003-01-01"}
    open_question = {"jurisdiction": "XA", "valid_from": "2001", "decides": False}
    answer = asked(catalogue_of(world(rules=[ended, open_question])), place="XA-1")
    assert answer.verdict is sx.Verdict.UNKNOWN
    assert ids(answer.records) == ["rules.1"]
    assert answer.not_known == "unsettled"


# Salts and derivatives


@pytest.mark.parametrize(("covered", "form"), [("base", "salt"), ("salt", "base")])
def test_law_passes_between_free_base_and_salt(
    covered: str, form: str, world: World, catalogue_of: CatalogueOf
) -> None:
    """The form that no rule names inherits from the other, and the answer says so."""
    catalogue = catalogue_of(world(rules=[{"covers": [covered], "valid_from": "2001"}]))
    inherited, own = asked(catalogue, form), asked(catalogue, covered)
    assert inherited.verdict is own.verdict is sx.Verdict.PROHIBITED
    assert inherited.inherited
    assert not own.inherited
    assert any("inherited" in reason for reason in inherited.reasons)
    assert inherited.related == ()
    assert not any("inherited" in reason for reason in own.reasons)


def test_a_rule_on_the_salt_itself_comes_first(world: World, catalogue_of: CatalogueOf) -> None:
    """Its own rule decides, however weak; that of the free base conflicts where it differs."""
    base = {"covers": ["base"], "valid_from": "2001", "verdict": "prohibited"}
    salt = {
        "covers": ["salt"],
        "valid_from": "2001",
        "verdict": "permitted",
        "basis": "inference",
        "scope": "group-entry",
    }
    catalogue = catalogue_of(world(rules=[base, salt]))
    answer = asked(catalogue, "salt")
    assert answer.verdict is sx.Verdict.PERMITTED
    assert not answer.inherited
    assert ids(answer.conflicting) == ["rules.0"]
    agreeing = catalogue_of(world(rules=[base, {**salt, "verdict": "prohibited"}]))
    assert asked(agreeing, "salt").conflicting == ()


def test_no_rule_found_on_the_salt_does_not_free_it(
    world: World, catalogue_of: CatalogueOf
) -> None:
    """A search that found nothing on the salt beats no prohibition that it inherits."""
    base = {"covers": ["base"], "valid_from": "2001", "verdict": "prohibited"}
    none_found = {
        "covers": ["salt"],
        "valid_from": "2001",
        "verdict": "not-regulated-specifically",
        "basis": "absence-of-rule",
    }
    answer = asked(catalogue_of(world(rules=[base, none_found])), "salt")
    assert answer.verdict is sx.Verdict.PROHIBITED
    assert answer.inherited


def test_semax_acetate_has_the_law_of_semax(catalogue: sx.Catalogue) -> None:
    """In the packaged law the acetate answers as the peptide does, marked as inherited."""
    for place in ("US", "NZ", "RU", "CA"):
        base = catalogue.legal_status("semax", place, on="2026-11-23")
        salt = catalogue.legal_status("semax-acetate", place, on="2026-11-23")
        for activity, answer in base.items():
            assert salt[activity].verdict is answer.verdict
            assert salt[activity].deciding == answer.deciding
            assert salt[activity].inherited is bool(answer.deciding)


@pytest.mark.parametrize("place", ["US", "US-NY"])
def test_a_derivative_does_not_inherit(place: str, catalogue: sx.Catalogue) -> None:
    """Of N-acetyl-Semax nothing is known; what holds for Semax is shown and named as that."""
    answer = catalogue.legal_status("n-acetyl-semax", place, on="2026-11-23")["sell-as-medicine"]
    assert answer.verdict is sx.Verdict.UNKNOWN
    assert (answer.deciding, answer.records) == ((), ())
    assert answer.not_known == "no-record"
    assert not answer.inherited
    assert "semax.legal.us.not-approved-unscheduled.sale" in ids(answer.related)
    for rule in answer.related:
        assert "semax" in rule.covers
        assert any(rule.id in r and "parent compound" in r for r in answer.reasons)


def test_a_derivative_shows_both_readings_on_its_parent(catalogue: sx.Catalogue) -> None:
    """In sport, too, the open readings on Semax are shown beside the unknown of a derivative."""
    answer = catalogue.legal_status("n-acetyl-semax", "US", on="2026-11-23")["compete-in-sport"]
    assert answer.verdict is sx.Verdict.UNKNOWN
    assert {"semax.legal.wada.s0-scope", "semax.legal.wada.s2-corticotrophins"} <= set(
        ids(answer.related)
    )


def test_the_table_of_a_derivative_hints_at_its_parent(catalogue: sx.Catalogue) -> None:
    """Who sees only unknown in the table of a derivative learns that its parent has rules."""
    text = str(catalogue.legal_status("n-acetyl-semax", "US", on="2026-11-23"))
    assert "The parent compound has rules of its own" in text
    assert "parent compound" not in str(catalogue.legal_status("semax", "US", on="2026-11-23"))


def test_related_records_are_those_in_force(world: World, catalogue_of: CatalogueOf) -> None:
    """What held for the parent once, or reaches the derivative itself, is not "related"."""
    ended = {"valid_from": "2001", "valid_until": "2003-01-01"}
    both = {"covers": ["base", "derivative"], "valid_from": "2001", "decides": False}
    other_activity = {"valid_from": "2001", "activities": ["export"]}
    catalogue = catalogue_of(world(rules=[ended, both, other_activity, {"valid_from": "2001"}]))
    answer = asked(catalogue, "derivative")
    assert ids(answer.related) == ["rules.3"]
    assert ids(answer.records) == ["rules.1"]
    assert asked(catalogue, "base").related == ()


# Not knowing


@pytest.mark.parametrize(
    ("rule", "kind", "words"),
    [
        (None, "no-record", "no record: base in XB"),
        ({"valid_from": "2015"}, "outside-dates", "records only for other days"),
        (
            {
                "valid_from": "2001",
                "verdict": "unknown",
                "basis": "absence-of-rule",
                "decides": False,
            },
            "looked-not-named",
            "looked for and not named; that permits nothing",
        ),
        ({"valid_from": "2001", "decides": False}, "unsettled", "records that do not decide"),
        (
            {"valid_from": "2001", "verdict": "unknown", "basis": "inference"},
            "unsettled",
            "records that do not decide",
        ),
    ],
)
def test_kinds_of_not_knowing(
    rule: Record | None, kind: str, words: str, world: World, catalogue_of: CatalogueOf
) -> None:
    """No record, other days, looked and not named, unsettled: told apart, and none is permitted."""
    catalogue = catalogue_of(world(rules=[rule] if rule else []))
    answer = asked(catalogue)
    assert answer.verdict is sx.Verdict.UNKNOWN
    assert answer.not_known == kind
    assert words in answer.reasons[0]
    assert answer.as_of is None
    assert not answer.stale
    table = " ".join(str(catalogue.legal_status("base", "XB", on=ON)).split())
    assert "Unknown (which is not permitted)" in table
    assert f"{words.partition(':')[0]}: " in table


def test_a_search_beside_an_open_record_is_unsettled(
    world: World, catalogue_of: CatalogueOf
) -> None:
    """Where one source was searched in vain and another names it in doubt, that is no silence."""
    searched = {"valid_from": "2001", "basis": "absence-of-rule", "decides": False}
    doubtful = {"valid_from": "2001", "basis": "secondary-text", "decides": False}
    assert asked(catalogue_of(world(rules=[searched, doubtful]))).not_known == "unsettled"
    assert asked(catalogue_of(world(rules=[searched, searched]))).not_known == "looked-not-named"


def test_a_known_verdict_has_no_kind_of_not_knowing(
    world: World, catalogue_of: CatalogueOf
) -> None:
    """`not_known` is None where a rule decides, be it off the scale."""
    for verdict in (*SCALE, "not-regulated-specifically"):
        rule = {"valid_from": "2001", "verdict": verdict, "basis": "absence-of-rule"}
        assert asked(catalogue_of(world(rules=[rule]))).not_known is None


def test_rules_of_other_days_are_given_with_their_span(
    world: World, catalogue_of: CatalogueOf
) -> None:
    """Who asks too early or too late learns when something held."""
    past = {"valid_from": "2001", "valid_until": "2003-01-01"}
    answer = asked(catalogue_of(world(rules=[past, {"valid_from": "2015"}])))
    assert ids(answer.outside) == ["rules.0", "rules.1"]
    assert "not in force on this day (from 2001 until 2003-01-01): rules.0: prohibited" in (
        answer.reasons
    )
    assert "not in force on this day (from 2015): rules.1: prohibited" in answer.reasons


# How an answer behaves


@pytest.fixture
def status(catalogue: sx.Catalogue) -> sx.LegalStatus:
    """Semax in the US on the day of recording."""
    return catalogue.legal_status("semax", "US", on="2026-11-23")


def test_no_legal_answer_is_a_bool(status: sx.LegalStatus, catalogue: sx.Catalogue) -> None:
    """`if status["possess"]:` would read unknown as allowed; it raises instead."""
    standing = catalogue.standing("semax", "stroke", "RU", on="2026-11-23")
    for value in (status, status["possess"], status["possess"].verdict, standing):
        with pytest.raises(sx.NotABool, match="not yes or no") as raised:
            bool(value)
        assert isinstance(raised.value, TypeError)
        assert isinstance(raised.value, sx.SemaxrefError)


@pytest.mark.parametrize("verdict", sx.Verdict)
def test_no_verdict_is_a_bool(verdict: sx.Verdict) -> None:
    """Not even a prohibition is simply no."""
    with pytest.raises(sx.NotABool):
        bool(verdict)


def test_a_misspelt_activity_is_suggested(status: sx.LegalStatus) -> None:
    """A typo is not an unknown verdict: it raises, is a miss of a key, and names the right word."""
    with pytest.raises(sx.UnknownActivity, match="did you mean 'possess'") as raised:
        status["posess"]  # type: ignore[index]  # pyright: ignore[reportArgumentType]
    assert isinstance(raised.value, KeyError)
    assert isinstance(raised.value, ValueError)
    assert raised.value.allowed == tuple(ACTIVITIES)
    assert raised.value.suggestions == ("possess",)


def test_status_is_a_mapping_of_all_activities(status: sx.LegalStatus) -> None:
    """It can be looped over, unpacked and asked for what it holds like any dictionary."""
    assert isinstance(status, Mapping)
    assert len(status) == len(sx.Activity) == 14
    assert list(status) == list(status.keys()) == list(sx.Activity)
    assert list(status.values()) == list(status.answers)
    assert all(answer.activity is activity for activity, answer in status.items())
    assert "possess" in status
    assert "posess" not in status
    assert status.get("posess") is None  # type: ignore[call-overload]
    assert status["possess"] is status[sx.Activity.POSSESS]


def test_equal_questions_have_equal_answers(
    status: sx.LegalStatus, catalogue: sx.Catalogue
) -> None:
    """An answer is a value: equal, hashable, and the same after a pickle or a copy."""
    fresh = sx.Catalogue.packaged().legal_status("semax", "US", on=date(2026, 11, 23))
    assert fresh is not status
    assert fresh == status
    assert hash(fresh) == hash(status)
    assert catalogue.legal_status("semax", "US", on="2026-11-22") != status
    assert pickle.loads(pickle.dumps(status)) == status
    assert copy.deepcopy(status) == copy.copy(status) == status


def test_short_forms_show_the_verdict(status: sx.LegalStatus) -> None:
    """What a debugger shows is short, and still says what, where, when and which verdict."""
    assert repr(status) == "<LegalStatus semax, US, 2026-11-23: 6 of 14 activities known>"
    assert repr(status["possess"]) == (
        "<LegalAnswer semax, US, possess, 2026-11-23: not-regulated-specifically>"
    )
    via = repr(status["compete-in-sport"])
    assert via == "<LegalAnswer semax, US via INTL, compete-in-sport, 2026-11-23: unknown>"


def test_str_of_an_answer_is_its_explanation(status: sx.LegalStatus) -> None:
    """`print` shows verdict, rule, text, sources and that it is no advice."""
    answer = status["sell-as-medicine"]
    text = str(answer)
    assert text == answer.explain()
    assert text.startswith("semax, US: sell-as-medicine on 2026-11-23\n")
    for part in ("Verdict: prohibited", "Rules in force", "Events", "Sources", "not medical"):
        assert part in text
    assert max(map(len, text.splitlines())) <= 80


def test_explanation_says_who_speaks(world: World, catalogue_of: CatalogueOf) -> None:
    """An answer through a chain is headed by the place that was asked and the one that answers."""
    catalogue = catalogue_of(world(rules=[{"jurisdiction": "XA", "valid_from": "2001"}]))
    assert "base, XA-1 (by XA): possess" in asked(catalogue, place="XA-1").explain()
    assert "speaks: XA" in " ".join(str(catalogue.legal_status("base", "XA-1", on=ON)).split())


def test_deciding_group_rule_is_named_with_its_group(
    world: World, catalogue_of: CatalogueOf
) -> None:
    """That a substance is reached only through a group is part of the reason."""
    rule = {
        "valid_from": "2001",
        "scope": "group-entry",
        "covers_group": "all that glitters",
        "instrument": "Gold Act",
        "document_number": "GA-7",
    }
    (reason,) = asked(catalogue_of(world(rules=[rule]))).reasons
    assert reason == (
        "decided by rules.0 (Gold Act, GA-7); known from primary-text, "
        "reached through the group: all that glitters"
    )


def test_a_number_within_the_instrument_is_not_repeated(
    world: World, catalogue_of: CatalogueOf
) -> None:
    """A notice that is called by its number is cited by it once."""
    rule = {"valid_from": "2001", "instrument": "Notice GA-7", "document_number": "GA-7"}
    (reason,) = asked(catalogue_of(world(rules=[rule]))).reasons
    assert reason.count("GA-7") == 1


def test_status_table_marks_what_a_reader_must_know(
    world: World, catalogue_of: CatalogueOf
) -> None:
    """Inheritance, dissent and events are counted beside the verdict in the table."""
    given_rules = [{"valid_from": "2001"}, {"valid_from": "2001", "verdict": "permitted"}]
    files = world(rules=given_rules, events=[{"on": "2009"}])
    table = " ".join(str(catalogue_of(files).legal_status("salt", "XB", on=ON)).split())
    assert "prohibited" in table
    for remark in ("inherited from the other form", "1 rule(s) say otherwise", "1 event(s)"):
        assert remark in table


def test_an_empty_status_still_prints(catalogue: sx.Catalogue) -> None:
    """A place of which nothing is known gives a page that says so, not an empty table."""
    text = str(catalogue.legal_status("noopept", "BR", on="2026-11-23"))
    assert "Unknown (which is not permitted)" in text
    assert "no record: prescribe" in text
    assert "verdict" not in text


def test_a_status_without_gaps_speaks_of_none(world: World, catalogue_of: CatalogueOf) -> None:
    """Where every activity is settled the page does not warn of unknown ones."""
    rule = {"valid_from": "2001", "activities": ACTIVITIES}
    text = str(catalogue_of(world(rules=[rule])).legal_status("base", "XB", on=ON))
    assert text.count("prohibited") == 14
    assert "Unknown" not in text


def test_a_compound_may_be_given_as_itself(catalogue: sx.Catalogue) -> None:
    """What `get` returned can be asked about, in any catalogue that has a compound of its id."""
    semax = catalogue.get("semax")
    for each in (semax, sx.Catalogue.packaged().get("semax")):
        answer = catalogue.legal_status(each, "United States", on="2026-11-23")
        assert answer == catalogue.legal_status("semax", "US", on="2026-11-23")


def test_a_compound_of_other_data_is_not_taken_for_ours(
    catalogue: sx.Catalogue, world: World, catalogue_of: CatalogueOf
) -> None:
    """A compound that only another catalogue knows is a miss, not an answer without law."""
    stranger = catalogue_of(world()).get("base")
    with pytest.raises(sx.CompoundNotFound, match="base"):
        catalogue.legal_status(stranger, "US", on="2026-11-23")


@pytest.mark.parametrize("on", ["2026-13-01", "2026-11", "yesterday", 20261123])
def test_a_day_that_is_none_is_refused(on: Any, catalogue: sx.Catalogue) -> None:
    """A half or a wrong date is an error, not today."""
    with pytest.raises(sx.InvalidDate):
        catalogue.legal_status("semax", "US", on=on)


def test_an_unknown_place_is_an_error(catalogue: sx.Catalogue) -> None:
    """A misspelt country must not look like one without law."""
    with pytest.raises(sx.JurisdictionNotFound, match="Russia"):
        catalogue.legal_status("semax", "Rusia", on="2026-11-23")


def test_day_and_version_are_part_of_the_answer(status: sx.LegalStatus) -> None:
    """An answer that was kept can be dated, and traced to the data that it came from."""
    assert status.on == status["possess"].on == date(2026, 11, 23)
    assert status.data_version == status["possess"].data_version == sx.data_version
    assert (status.compound, status.jurisdiction.id) == ("semax", "US")


def test_warm_answers_do_not_depend_on_what_was_asked_before(catalogue: sx.Catalogue) -> None:
    """The same question in other words, for another day or age of news, is answered afresh."""
    days: list[date | str] = ["2023-09-28", date(2023, 9, 29), "2023-09-28", "2023-09-29"]
    verdicts = [
        catalogue.legal_status("Семакс", "USA", on=day)["pharmacy-compounding"].verdict
        for day in days
    ]
    unknown, restricted = sx.Verdict.UNKNOWN, sx.Verdict.RESTRICTED
    assert verdicts == [unknown, restricted, unknown, restricted]
    patient = catalogue.legal_status("piracetam", "GB", on="2026-11-23", stale_after=10_000)
    assert not patient["prescribe"].stale
    assert catalogue.legal_status("piracetam", "GB", on="2026-11-23")["prescribe"].stale
