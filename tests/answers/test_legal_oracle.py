"""Legal answers against a second, slower and plainer account of which rule decides.

The oracle below reads the JSON itself and follows the page of the design sentence by sentence;
it shares no code with the package. It is asked about all of the packaged law, and about law
that hypothesis makes up.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import semaxref as sx

Files: TypeAlias = Mapping[str, Any]
Rule: TypeAlias = dict[str, Any]

SCALE = ["prohibited", "restricted", "permitted-with-prescription", "permitted"]
TEXTS = ("primary-text", "secondary-text")
FORCES = [
    ("statute",),
    ("regulation",),
    ("gazette-order", "decision"),
    ("interim-policy",),
    ("enforcement-discretion",),
    (None,),
]


class Expected(NamedTuple):
    """What an answer has to say."""

    verdict: str
    deciding: frozenset[str]
    conflicting: frozenset[str]
    inherited: bool
    start_unknown: bool
    undated: bool
    as_of: str | None
    stale: bool


class Seen(NamedTuple):
    """What is shown with an answer; and through which places it came, where something decides."""

    via: tuple[str, ...] | None
    records: frozenset[str]
    events: frozenset[str]


# Dates


def first_day(partial: str) -> date:
    """The first day that a partial date can mean."""
    year, month, day = [*map(int, partial.split("-")), 1, 1][:3]
    return date(year, month, day)


def last_day(partial: str) -> date:
    """The last day that a partial date can mean."""
    parts = [*map(int, partial.split("-"))]
    if len(parts) == 1:
        parts.append(12)
    if len(parts) == 2:
        parts.append(monthrange(*parts)[1])
    return date(*parts)


def start_of(record: Rule, recorded_on: str) -> str:
    """From when a record counts: its start, else the first day on which it was seen in force."""
    for name in ("valid_from", "attested_on", "as_of"):
        if record.get(name):
            return str(record[name])
    return recorded_on


def surely_in_force(rule: Rule, on: date, recorded_on: str) -> bool:
    """Whether it is in force whatever its partial dates mean."""
    end = rule.get("valid_until")
    return last_day(start_of(rule, recorded_on)) <= on and (not end or on < first_day(end))


def perhaps_in_force(rule: Rule, on: date, recorded_on: str) -> bool:
    """Whether it is in force on one of the readings of its dates."""
    end = rule.get("valid_until")
    return first_day(start_of(rule, recorded_on)) <= on and (not end or on < last_day(end))


def boundary_days(files: Files, places: tuple[str, ...]) -> list[date]:
    """All days named by a rule of these places or by a membership, with the days around them.

    So are the days on which the last news of a rule becomes a year old.
    """
    recorded = files["about.json"]["recorded_on"]
    named = []
    for place in places:
        for rule in files.get(f"law/{place}.json", {}).get("rules", ()):
            named += [start_of(rule, recorded), rule.get("valid_until")]
            news = last_day(rule.get("as_of") or recorded)
            named.append(str(news + timedelta(days=365)))
        for member in country(files, place).get("member_of", ()):
            named += [member["since"], member.get("until")]
    edges = {day for text in named if text for day in (first_day(text), last_day(text))}
    return sorted({day + timedelta(step) for day in edges for step in (-1, 0, 1)})


# Places and kin


def country(files: Files, place: str) -> dict[str, Any]:
    """The entry of the country that a place is or belongs to."""
    found: dict[str, Any] = next(
        raw for raw in files["jurisdictions.json"] if raw["id"] == place.partition("-")[0]
    )
    return found


def chain(files: Files, place: str, activity: str, on: date) -> tuple[str, ...]:
    """Where to look, the nearest place first."""
    home = country(files, place)
    places = [place] if place == home["id"] else [place, home["id"]]
    for member in home.get("member_of", ()):
        until = member.get("until")
        if last_day(member["since"]) <= on and (not until or on < first_day(until)):
            places.append(member["id"])
    if activity == "compete-in-sport" and place != "INTL":
        places.append("INTL")
    return tuple(places)


def kin(files: Files, compound: str) -> set[str]:
    """The free base of a salt, or the salts of a free base."""
    compounds = {raw["id"]: raw for path, raw in files.items() if path.endswith("/identity.json")}
    own = compounds[compound]
    if own.get("relation") == "salt":
        return {own["parent"]}
    return {
        other
        for other, raw in compounds.items()
        if raw.get("relation") == "salt" and raw["parent"] == compound
    }


# Which rule decides


def rank(rule: Rule) -> tuple[int, int, int, int]:
    """The place of a rule with a verdict on the scale; the lowest decides."""
    basis = 0 if rule["basis"] in TEXTS else {"inference": 1, "absence-of-rule": 2}[rule["basis"]]
    narrow = 1 if rule["scope"] == "group-entry" else 0
    force = next(place for place, each in enumerate(FORCES) if rule.get("force") in each)
    return basis, narrow, force, SCALE.index(rule["verdict"])


def strongest(rules: list[Rule]) -> list[Rule]:
    """The rules that decide among some that may."""
    on_scale = [rule for rule in rules if rule["verdict"] in SCALE]
    if on_scale:
        return [rule for rule in on_scale if rank(rule) == min(map(rank, on_scale))]
    return [rule for rule in rules if rule["verdict"] == "not-regulated-specifically"]


def rules_on(files: Files, place: str, activity: str, compounds: set[str]) -> list[Rule]:
    """The rules of a place on an activity that cover one of some compounds."""
    return [
        rule
        for rule in files.get(f"law/{place}.json", {}).get("rules", ())
        if activity in rule["activities"] and compounds & set(rule["covers"])
    ]


def expect(
    files: Files, compound: str, place: str, activity: str, on: date
) -> tuple[Expected, Seen]:
    """The answer by the design."""
    recorded = files["about.json"]["recorded_on"]
    reached = {compound} | kin(files, compound)
    places = chain(files, place, activity, on)
    for number, here in enumerate(places):
        able = [
            rule
            for rule in rules_on(files, here, activity, reached)
            if rule.get("decides", True) and surely_in_force(rule, on, recorded)
        ]
        replaced = {old for rule in able for old in rule.get("supersedes", ())}
        able = [rule for rule in able if rule["id"] not in replaced]
        own = [rule for rule in able if compound in rule["covers"]]
        # The rules on a form itself speak first; but nothing off the scale beats what is on it.
        speaks_for_itself = any(rule["verdict"] in SCALE for rule in own)
        deciding = strongest(own if speaks_for_itself else able)
        if deciding:
            inherited = not any(rule in own for rule in deciding)
            answer = weigh(deciding, able, inherited, on, recorded)
            heard = places[: number + 1]
            return answer, seen(
                files, heard if number else (), heard, places, activity, reached, on
            )
    nothing: frozenset[str] = frozenset()
    unknown = Expected("unknown", nothing, nothing, False, False, False, None, False)
    return unknown, seen(files, None, places, places, activity, reached, on)


def weigh(
    deciding: list[Rule], able: list[Rule], inherited: bool, on: date, recorded: str
) -> Expected:
    """What follows from the rules that decide."""
    verdict = deciding[0]["verdict"]
    known = [rule["as_of"] for rule in deciding if rule.get("as_of")]
    news = max(last_day(rule.get("as_of") or recorded) for rule in deciding)
    return Expected(
        verdict=verdict,
        deciding=ids(deciding),
        conflicting=ids(r for r in able if r["verdict"] in SCALE and r["verdict"] != verdict),
        inherited=inherited,
        start_unknown=not any(rule.get("valid_from") for rule in deciding),
        undated=not any(
            rule.get("valid_from") or rule.get("attested_on") or rule.get("as_of")
            for rule in deciding
        ),
        as_of=max(known, key=last_day, default=None),
        stale=on > news + timedelta(days=365),
    )


def seen(
    files: Files,
    via: tuple[str, ...] | None,
    heard: tuple[str, ...],
    places: tuple[str, ...],
    activity: str,
    reached: set[str],
    on: date,
) -> Seen:
    """The rules in force in the places that were heard, and the events of all until the day.

    A rule whose dates are too vague to decide is in force enough to be shown; an event without
    a day counts from the day of recording.
    """
    recorded = files["about.json"]["recorded_on"]
    in_force = ids(
        rule
        for place in heard
        for rule in rules_on(files, place, activity, reached)
        if perhaps_in_force(rule, on, recorded)
    )
    happened = ids(
        event
        for place in places
        for event in files.get(f"law/{place}.json", {}).get("events", ())
        if activity in event.get("about_activities", ())
        if reached & set(event["covers"])
        if last_day(event.get("on") or recorded) <= on
    )
    return Seen(via, in_force, happened)


def ids(records: Iterator[Rule] | list[Rule]) -> frozenset[str]:
    """Their ids."""
    return frozenset(record["id"] for record in records)


def said(answer: sx.LegalAnswer) -> tuple[Expected, Seen]:
    """What an answer of the package says, in the form of the oracle."""
    assert answer.jurisdiction == (answer.via or (answer.asked,))[-1]
    return (
        Expected(
            verdict=answer.verdict.value,
            deciding=frozenset(rule.id for rule in answer.deciding),
            conflicting=frozenset(rule.id for rule in answer.conflicting),
            inherited=answer.inherited,
            start_unknown=answer.start_unknown,
            undated=answer.undated,
            as_of=str(answer.as_of) if answer.as_of else None,
            stale=answer.stale,
        ),
        Seen(
            via=answer.via if answer.deciding else None,
            records=frozenset(rule.id for rule in answer.records),
            events=frozenset(event.id for event in answer.events),
        ),
    )


def compounds_to_ask(files: Files, places: Sequence[str]) -> set[str]:
    """Those that law of these places reaches, their parents and forms, and one that none does."""
    raws = [raw for path, raw in files.items() if path.endswith("/identity.json")]
    rules = [
        rule for place in places for rule in files.get(f"law/{place}.json", {}).get("rules", ())
    ]
    reached = {compound for rule in rules for compound in rule["covers"]}
    ids = {raw["id"] for raw in raws if raw["id"] in reached or raw.get("parent") in reached}
    ids |= {raw["parent"] for raw in raws if raw["id"] in reached and "parent" in raw}
    return ids | {next(raw["id"] for raw in raws if raw["id"] not in ids)}


def disagreements(files: Files, catalogue: sx.Catalogue, place: str) -> list[str]:
    """All questions about a place to which package and oracle give different answers."""
    heard = chain(files, place, "compete-in-sport", date(2015, 1, 1))
    days = boundary_days(files, heard)
    compounds = sorted(compounds_to_ask(files, heard))
    return [
        f"{compound}, {place}, {activity}, {day}: {wanted} but {got}"
        for compound in compounds
        for day in days
        for activity, answer in catalogue.legal_status(compound, place, on=day).items()
        if (got := said(answer)) != (wanted := expect(files, compound, place, activity, day))
    ]


def places_with_law() -> list[str]:
    """Places to ask about: all of which law is recorded, and some that only look elsewhere."""
    law = sx.packaged()._store.places
    return [*law, "US-NY", "DE-BE", "FR", "BR"]


@pytest.mark.parametrize("place", places_with_law())
def test_packaged_law(place: str, catalogue: sx.Catalogue, data_files: Files) -> None:
    """For every compound, activity and boundary day of a place, the right rule decides."""
    assert disagreements(data_files, catalogue, place) == []


def test_the_oracle_has_something_to_say(catalogue: sx.Catalogue, data_files: Files) -> None:
    """Package and oracle do not merely agree on knowing nothing."""
    on, decided = date(2026, 11, 23), 0
    for place in catalogue._store.places:
        for compound in ("semax", "noopept", "piracetam"):
            answers = [expect(data_files, compound, place, each, on)[0] for each in sx.Activity]
            decided += sum(answer.verdict != "unknown" for answer in answers)
    assert decided >= 40


# Law that nobody made

DATES = ["2001", "2001-06", "2001-06-15", "2002-02", "2003-03-01", "2004", "2004-12-31", "2019"]
LATER = ["2005", "2005-07", "2005-07-01", "2020-02", "2021-05-05"]
rules = st.fixed_dictionaries(
    {
        "jurisdiction": st.sampled_from(["XA", "XA", "XA-1", "EU", "XB", "XC", "INTL"]),
        "covers": st.lists(
            st.sampled_from(["base", "base", "salt", "derivative"]), min_size=1, unique=True
        ),
        "activities": st.lists(
            st.sampled_from(["possess", "compete-in-sport"]), min_size=1, unique=True
        ),
        "verdict": st.sampled_from([*SCALE, "not-regulated-specifically", "unknown"]),
        "basis": st.sampled_from([*TEXTS, "inference", "absence-of-rule"]),
        "scope": st.sampled_from(["named-substance", "group-entry", "route"]),
        "force": st.sampled_from([force for forces in FORCES for force in forces]),
        "decides": st.sampled_from([True, True, True, False]),
    },
    optional={
        "valid_from": st.sampled_from(DATES),
        "valid_until": st.sampled_from(LATER),
        "attested_on": st.sampled_from(DATES),
        "as_of": st.sampled_from([*DATES, *LATER]),
        "supersedes": st.sampled_from([["rules.0"], ["rules.1"]]),
    },
)
events = st.fixed_dictionaries(
    {
        "jurisdiction": st.sampled_from(["XA", "XA-1", "EU", "XB", "INTL"]),
        "covers": st.sampled_from([["base"], ["salt"], ["base", "derivative"]]),
        "about_activities": st.sampled_from([["possess"], ["possess", "compete-in-sport"]]),
        "kind": st.sampled_from([kind.value for kind in sx.EventKind]),
    },
    optional={"on": st.sampled_from([*DATES, *LATER])},
)


@settings(deadline=None, max_examples=100)
@given(
    rules=st.lists(rules, max_size=6),
    events=st.lists(events, max_size=3),
    place=st.sampled_from(["XA", "XA-1", "XB", "XC", "EU", "INTL"]),
)
def test_generated_law(
    rules: list[Rule],
    events: list[Rule],
    place: str,
    world: Callable[..., dict[str, Any]],
    catalogue_of: Callable[[Files], sx.Catalogue],
) -> None:
    """Whatever the rules, their dates, ranks, places and forms are, the right one decides."""
    files = world(rules=rules, events=events)
    assert disagreements(files, catalogue_of(files), place) == []
