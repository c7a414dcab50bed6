"""Law: when a record holds, in what order verdicts stand, and how legal records read."""

from __future__ import annotations

import copy
import pickle
from datetime import date, timedelta
from functools import cache

import pytest
from attrs import evolve
from hypothesis import example, given, settings
from hypothesis import strategies as st

import semaxref as sx
from semaxref.model.law import Dated
from semaxref.store.places import jurisdiction

RECORDED = sx.PartialDate(2026, 11, 23)
SOURCE = sx.Source(
    id="gazette",
    kind=sx.SourceKind.STATUTE,
    title="Gazette",
    seen_as=sx.SeenAs.PRIMARY,
    url="https://example.org/gazette",
)
LINES = (
    sx.Evidence(
        design=sx.StudyDesign.REGULATOR_DECISION,
        stance=sx.Stance.SUPPORTS,
        study="gazette",
        sources=(SOURCE,),
    ),
)
SLEEP = sx.Condition(id="sleep", label="Sleep", kind=sx.ConditionKind.STATE)
RULE = sx.LegalRule(
    id="tea.legal.xx.rule",
    covers=("tea",),
    jurisdiction="XX",
    activities=(sx.Activity.POSSESS, sx.Activity.EXPORT),
    verdict=sx.Verdict.RESTRICTED,
    basis=sx.Basis.PRIMARY_TEXT,
    scope=sx.Scope.NAMED_SUBSTANCE,
    recorded_on=RECORDED,
    statement="Tea is restricted.",
    summary="tea restricted",
    evidence=LINES,
)
EVENT = sx.LegalEvent(
    id="tea.legal.xx.vote",
    covers=("tea",),
    jurisdiction="XX",
    kind=sx.EventKind.ADVISORY_VOTE,
    recorded_on=RECORDED,
    statement="A vote was held.",
    summary="vote",
    evidence=LINES,
)
AUTHORISATION = sx.Authorisation(
    id="tea.legal.xx.approval",
    compound="tea",
    jurisdiction="XX",
    state=sx.AuthorisationState.APPROVED,
    basis=sx.Basis.PRIMARY_TEXT,
    recorded_on=RECORDED,
    statement="Tea is approved.",
    summary="tea approved",
    evidence=LINES,
)

# Few years, so that dates meet; leap years among them.
days = st.dates(date(2019, 1, 1), date(2025, 12, 31))
partial_dates = days.flatmap(
    lambda day: st.sampled_from(
        [
            sx.PartialDate(day.year),
            sx.PartialDate(day.year, day.month),
            sx.PartialDate(day.year, day.month, day.day),
        ]
    )
)


@cache
def meant_by(partial: sx.PartialDate) -> tuple[date, ...]:
    """Every day that a partial date can mean: those whose ISO text begins with its own."""
    first = date(partial.year, 1, 1)
    year = (first + timedelta(days=number) for number in range(366))
    return tuple(day for day in year if day.isoformat().startswith(str(partial)))


def read_by_force(on: date, start: sx.PartialDate, end: sx.PartialDate | None) -> str:
    """Whether a span holds on a day: in each of the ways in which its dates can be meant."""
    begun = {first <= on for first in meant_by(start)}
    going = {on < last for last in meant_by(end)} if end else {True}
    if begun == going == {True}:
        return "yes"
    return "blurred" if True in begun and True in going else "no"


def near(*partials: sx.PartialDate | None) -> st.SearchStrategy[date]:
    """Days on and beside the boundaries of some dates, and any other."""
    edges = [edge for each in partials if each for edge in (each.earliest, each.latest)]
    return st.one_of(
        st.sampled_from([edge + timedelta(days=by) for edge in edges for by in (-1, 0, 1)]), days
    )


@settings(deadline=None, max_examples=100)
@given(start=partial_dates, end=st.none() | partial_dates, data=st.data())
def test_a_record_holds_as_its_dates_can_be_meant(
    start: sx.PartialDate, end: sx.PartialDate | None, data: st.DataObject
) -> None:
    """A rule is in force only on days on which it is, whichever day 'August 2010' was."""
    on = data.draw(near(start, end))
    rule = evolve(RULE, valid_from=start, valid_until=end)
    assert rule.holds(on) == read_by_force(on, start, end)
    assert evolve(AUTHORISATION, valid_from=start, valid_until=end).holds(on) == rule.holds(on)


@pytest.mark.parametrize(
    ("start", "end", "on", "holds"),
    [
        ("2019-03-21", None, "2019-03-20", "no"),
        ("2019-03-21", None, "2019-03-21", "yes"),
        ("2019-03-21", "2026-04-22", "2026-04-21", "yes"),
        ("2019-03-21", "2026-04-22", "2026-04-22", "no"),
        ("2010-08", None, "2010-07-31", "no"),
        ("2010-08", None, "2010-08-01", "blurred"),
        ("2010-08", None, "2010-08-30", "blurred"),
        ("2010-08", None, "2010-08-31", "yes"),
        ("2006", "2010-08", "2010-07-31", "yes"),
        ("2006", "2010-08", "2010-08-01", "blurred"),
        ("2006", "2010-08", "2010-08-30", "blurred"),
        ("2006", "2010-08", "2010-08-31", "no"),
        ("2006", "2006", "2006-07-01", "blurred"),
    ],
)
def test_boundary_days(start: str, end: str | None, on: str, holds: str) -> None:
    """The first day in force is in force, the first day out of force is not."""
    rule = evolve(
        RULE,
        valid_from=sx.PartialDate.parse(start),
        valid_until=sx.PartialDate.parse(end) if end else None,
    )
    assert rule.holds(date.fromisoformat(on)) == holds


@settings(deadline=None, max_examples=100)
@given(
    known=st.tuples(*[st.none() | partial_dates] * 3),
    data=st.data(),
)
def test_a_record_never_decides_before_its_sources_show_it(
    known: tuple[sx.PartialDate | None, ...], data: st.DataObject
) -> None:
    """An unknown start is never taken to lie in the past: first its start, then what shows it."""
    valid_from, attested_on, as_of = known
    rule = evolve(RULE, valid_from=valid_from, attested_on=attested_on, as_of=as_of)
    wanted = next((each for each in known if each), RECORDED)
    assert rule.start == wanted
    assert rule.start_unknown == (valid_from is None)
    assert rule.undated == (not any(known))
    assert rule.last_known == (as_of or RECORDED)
    on = data.draw(near(wanted))
    assert rule.holds(on) == read_by_force(on, wanted, None)
    assert rule.holds(wanted.earliest - timedelta(days=1)) == "no"
    assert rule.holds(wanted.latest) == "yes"


def test_a_rule_without_any_date_decides_from_the_day_of_recording() -> None:
    """Undated law is not said to have held before somebody wrote it down."""
    assert RULE.undated
    assert RULE.holds(date(2026, 11, 22)) == "no"
    assert RULE.holds(date(2026, 11, 23)) == "yes"


@settings(deadline=None, max_examples=50)
@given(attested=partial_dates, on=st.dates())
def test_never_approved_holds_backwards(attested: sx.PartialDate, on: date) -> None:
    """What never was approved was not approved ten years ago either."""
    never = evolve(AUTHORISATION, state=sx.AuthorisationState.NEVER_APPROVED)
    assert never.holds(on) == "yes"
    assert evolve(never, attested_on=attested, as_of=attested).holds(on) == "yes"
    refused = evolve(AUTHORISATION, state=sx.AuthorisationState.REFUSED)
    assert refused.holds(date(2026, 11, 22)) == "no"


def test_never_approved_with_a_start_holds_from_there() -> None:
    """A start that is given is kept to."""
    never = evolve(
        AUTHORISATION,
        state=sx.AuthorisationState.NEVER_APPROVED,
        valid_from=sx.PartialDate(2020, 1, 1),
    )
    assert never.holds(date(2019, 12, 31)) == "no"
    assert never.holds(date(2020, 1, 1)) == "yes"


def test_never_approved_ends_where_it_ends() -> None:
    """A product that was approved at last is not 'never approved' from then on."""
    never = evolve(
        AUTHORISATION,
        state=sx.AuthorisationState.NEVER_APPROVED,
        valid_until=sx.PartialDate(2020, 1, 1),
    )
    assert never.holds(date(2019, 12, 31)) == "yes"
    assert never.holds(date(2020, 1, 1)) == "no"


@pytest.mark.parametrize("state", sx.AuthorisationState)
def test_only_approvals_approve(state: sx.AuthorisationState) -> None:
    """A refused, lapsed or withdrawn product is never taken for an approved one."""
    approves = evolve(AUTHORISATION, state=state).approves
    assert approves == (state in ("approved", "conditionally-approved"))


@settings(deadline=None, max_examples=50)
@given(on=st.none() | partial_dates)
def test_an_event_is_shown_when_it_surely_has_happened(on: sx.PartialDate | None) -> None:
    """An event of 'August 2010' does not appear before August was over."""
    event = evolve(EVENT, on=on)
    assert event.day == (meant_by(on)[-1] if on else date(2026, 11, 23))


def test_an_event_cannot_move_a_verdict() -> None:
    """A vote or a warning has neither verdict nor span, so nothing can take it for law."""
    for name in ("verdict", "valid_from", "valid_until", "holds", "decides", "force"):
        assert not hasattr(EVENT, name)
    assert not isinstance(EVENT, Dated)


# Verdicts


@pytest.mark.parametrize("verdict", sx.Verdict)
def test_a_verdict_is_not_yes_or_no(verdict: sx.Verdict) -> None:
    """`if verdict:` cannot let a prohibited thing through."""
    with pytest.raises(sx.NotABool, match=r"look at \.verdict"):
        bool(verdict)
    with pytest.raises(TypeError):
        assert not verdict
    with pytest.raises(sx.SemaxrefError):
        any([verdict])


@pytest.mark.parametrize("verdict", sx.Verdict)
def test_a_verdict_can_be_compared_and_sent(verdict: sx.Verdict) -> None:
    """Refusing `bool` does not keep a verdict from being compared, keyed, pickled or shown."""
    assert verdict == verdict.value
    assert {verdict: 1}[verdict] == 1
    assert verdict in list(sx.Verdict)
    assert pickle.loads(pickle.dumps(verdict)) is copy.deepcopy(verdict) is verdict
    assert f"{verdict}" == verdict.value


def test_the_scale_of_verdicts_goes_from_strict_to_lenient() -> None:
    """Where rules of equal weight differ, the stricter is known by its place."""
    scale = [verdict.value for verdict in sx.Verdict if verdict.on_scale]
    assert scale == ["prohibited", "restricted", "permitted-with-prescription", "permitted"]


@pytest.mark.parametrize("value", ["unknown", "not-regulated-specifically"])
def test_what_says_nothing_of_the_law_is_off_the_scale(value: str) -> None:
    """Not knowing is never stricter or more lenient than a rule."""
    assert not sx.Verdict(value).on_scale


# How legal records read


def test_a_bare_rule_reads_without_what_is_not_known() -> None:
    """An empty field leaves no stray label, and what is unknown is said to be."""
    shown = str(RULE)
    assert "- XX: possess, export: restricted" in shown
    assert "- Covers tea\n" in shown
    assert "Start not known" in shown
    assert "Force: not known; known from primary-text; scope named-substance" in shown
    for label in ("Announced", "Instrument", "Condition", "Control", "Supply", "Supersedes"):
        assert f"- {label}" not in shown
    assert "Does not decide" not in shown
    assert "None" not in shown


def test_a_full_rule_shows_all_that_is_known() -> None:
    """Instrument, number, group, condition and the reason not to decide are all on the page."""
    rule = evolve(
        RULE,
        also_covers=("coffee",),
        covers_group="stimulants",
        announced_on=sx.PartialDate(2018, 5),
        valid_from=sx.PartialDate(2019, 3, 21),
        valid_until=sx.PartialDate(2022),
        as_of=sx.PartialDate(2021, 2),
        instrument="Tea Act",
        document_number="No. 5",
        force=sx.Force.STATUTE,
        condition="after noon",
        control_state=sx.ControlState.NOT_SCHEDULED,
        supply_class=sx.SupplyClass.PRESCRIPTION,
        supersedes=("tea.legal.xx.old",),
        decides=False,
        decides_reason="not verified",
    )
    lines = [line.removeprefix("- ") for line in rule.document().text(200).split("\n")]
    for wanted in (
        "Covers tea, coffee through the group: stimulants",
        "In force from 2019-03-21, until 2022 (first day out of force), last known 2021-02",
        "Announced 2018-05",
        "Instrument: Tea Act (No. 5)",
        "Force: statute; known from primary-text; scope named-substance",
        "Condition: after noon",
        "Control: not-scheduled",
        "Supply: prescription",
        "Supersedes tea.legal.xx.old",
        "Does not decide: not verified",
    ):
        assert wanted in lines


@settings(deadline=None, max_examples=50)
@given(known=st.tuples(*[st.none() | partial_dates] * 4))
@example(known=(sx.PartialDate(2019, 3, 21), None, None, None))
@example(known=(None, None, sx.PartialDate(2011, 12, 7), None))
def test_dates_read_as_they_are(known: tuple[sx.PartialDate | None, ...]) -> None:
    """Each date that is known is shown, and 'undated' is said of undated records alone."""
    valid_from, valid_until, attested_on, as_of = known
    rule = evolve(
        RULE,
        valid_from=valid_from,
        valid_until=valid_until,
        attested_on=None if valid_from else attested_on,
        as_of=as_of,
    )
    said = "; ".join(rule.date_facts())
    for shown in (rule.valid_from, rule.valid_until, rule.attested_on, rule.as_of):
        assert shown is None or str(shown) in said
    assert ("Start not known" in said) == rule.start_unknown
    assert ("undated" in said) == rule.undated


def test_an_event_reads_with_its_day_and_kind() -> None:
    """What happened, where and when is the first thing on the page."""
    assert "- XX, date not known: advisory vote" in str(EVENT)
    dated = evolve(EVENT, on=sx.PartialDate(2026, 7, 24))
    assert "- XX, 2026-07-24: advisory vote" in str(dated)
    assert repr(dated) == "<LegalEvent tea.legal.xx.vote: advisory-vote, 2026-07-24>"
    assert repr(EVENT) == "<LegalEvent tea.legal.xx.vote: advisory-vote, no date>"


def test_reprs_name_what_matters() -> None:
    """A list of rules in a debugger shows verdicts, and one of authorisations their states."""
    assert repr(RULE) == "<LegalRule tea.legal.xx.rule: restricted>"
    assert repr(AUTHORISATION) == "<Authorisation tea.legal.xx.approval: approved>"


def test_an_authorisation_reads_with_its_product_and_uses() -> None:
    """Product, holder, number and labelled uses are on the page, and nothing where unknown."""
    bare = str(AUTHORISATION)
    assert "- XX: approved" in bare
    for label in ("Product", "Authority", "Number", "Holder", "Supply", "Labelled", "Start given"):
        assert f"- {label}" not in bare
    full = evolve(
        AUTHORISATION,
        product="Tea 5%",
        authority="Tea Office",
        number="T-1",
        holder="Teahouse",
        supply_class=sx.SupplyClass.RESTRICTED_PRESCRIPTION,
        valid_from_disputed=("1994", "1996"),
        labelled_uses=(sx.LabelledUse(conditions=(SLEEP,), wording="lack of sleep"),),
    )
    for wanted in (
        "- Product: Tea 5%",
        "- Authority: Tea Office",
        "- Number: T-1",
        "- Holder: Teahouse",
        "- Supply: restricted-prescription",
        "- Start given as 1994, 1996",
        "- Labelled for lack of sleep",
    ):
        assert wanted in str(full)


def test_a_labelled_use_reads_with_its_doubts() -> None:
    """Strength, start and doubt stand beside the use that they limit."""
    use = sx.LabelledUse(
        conditions=(SLEEP,),
        wording="lack of sleep",
        strength="5%",
        disputed="copies differ",
        since=sx.PartialDate(2011, 12),
    )
    assert str(use) == "lack of sleep, 5%, since 2011-12 (disputed: copies differ)"
    assert str(evolve(use, strength=None, disputed=None, since=None)) == "lack of sleep"


# Membership of a union


@settings(deadline=None, max_examples=100)
@given(since=partial_dates, until=st.none() | partial_dates, data=st.data())
def test_a_membership_holds_only_where_it_surely_does(
    since: sx.PartialDate, until: sx.PartialDate | None, data: st.DataObject
) -> None:
    """A country is not given the rules of a union on a day on which it may have been outside."""
    membership = sx.Membership(id="EU", since=since, until=until, sources=(SOURCE,))
    on = data.draw(near(since, until))
    assert membership.holds(on) == (read_by_force(on, since, until) == "yes")


def test_a_membership_reads_with_its_span() -> None:
    """When a country joined and left is seen at once."""
    joined = sx.Membership(id="EU", since=sx.PartialDate(1973), sources=(SOURCE,))
    assert str(joined) == "EU since 1973"
    left = evolve(joined, until=sx.PartialDate(2020, 2, 1))
    assert str(left) == "EU since 1973 until 2020-02-01"


def test_the_united_kingdom_left_on_the_first_of_february(catalogue: sx.Catalogue) -> None:
    """Rules of the union stop reaching Great Britain on the day on which they did."""
    (union,) = jurisdiction(catalogue._store, "GB").member_of
    assert union.holds(date(2020, 1, 31))
    assert not union.holds(date(2020, 2, 1))
