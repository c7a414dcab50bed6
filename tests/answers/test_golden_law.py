"""The golden table: legal answers that were settled by hand before any code was written."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest

import semaxref as sx

if TYPE_CHECKING:
    from semaxref.model.law import ActivityName

COMPOUNDING: ActivityName = "pharmacy-compounding"
SALE: ActivityName = "sell-as-medicine"
UNKNOWN, RESTRICTED, PROHIBITED = "unknown", "restricted", "prohibited"
PRESCRIPTION, UNREGULATED = "permitted-with-prescription", "not-regulated-specifically"

CATEGORY_2 = "semax.legal.us.503a-cat2-2023"
TABLE = "semax.legal.us.cat2-removal.table"
VOTE = "semax.legal.us.pcac-vote"
POLICY = "semax.legal.us.hhs-policy-oct-2026"
PROPOSED_RULE = "piracetam.legal.us.503a-proposed"
HU_DECREE = "noopept.legal.hu.nps-2020"
RU_APPROVAL = "semax.legal.ru.approved.rule"
CA_GROUP = "semax.legal.ca.peptide-rule.rule"
CA_SEIZURE = "semax.legal.ca.seizure.seizure"
WADA = ("semax.legal.wada.s0-scope", "semax.legal.wada.s2-corticotrophins")


class Row(NamedTuple):
    """One question and what its answer has to show."""

    compound: str
    place: str
    activity: ActivityName
    day: str
    verdict: str
    decided_by: str | None = None
    events: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    """Rules that are in force and must be shown, and must not decide."""
    not_known: str | None = None


GOLDEN = (
    Row("semax", "US", COMPOUNDING, "2023-09-28", UNKNOWN, not_known="outside-dates"),
    Row("semax", "US", COMPOUNDING, "2023-09-29", RESTRICTED, CATEGORY_2),
    Row("semax", "US", COMPOUNDING, "2024-06-01", RESTRICTED, CATEGORY_2),
    Row("semax", "US", COMPOUNDING, "2026-04-21", RESTRICTED, CATEGORY_2),
    Row("semax", "US", COMPOUNDING, "2026-04-22", RESTRICTED, TABLE),
    Row("semax", "US", COMPOUNDING, "2026-07-23", RESTRICTED, TABLE),
    Row("semax", "US", COMPOUNDING, "2026-07-24", RESTRICTED, TABLE, (VOTE,)),
    Row("semax", "US", COMPOUNDING, "2026-11-23", RESTRICTED, TABLE, (VOTE,), (POLICY,)),
    Row(
        "piracetam",
        "US",
        COMPOUNDING,
        "2019-03-20",
        UNKNOWN,
        events=(PROPOSED_RULE,),
        not_known="outside-dates",
    ),
    Row(
        "piracetam",
        "US",
        COMPOUNDING,
        "2019-03-21",
        PROHIBITED,
        "piracetam.legal.us.503a-final-rule",
        (PROPOSED_RULE,),
    ),
    Row("noopept", "NZ", "possess", "2015-08-12", UNKNOWN, not_known="outside-dates"),
    Row("noopept", "NZ", "possess", "2015-08-13", PRESCRIPTION, "noopept.legal.nz.possession"),
    Row("noopept", "HU", "possess", "2020-08-24", UNKNOWN, not_known="outside-dates"),
    Row(
        "noopept",
        "HU",
        "possess",
        "2020-08-25",
        UNKNOWN,
        undecided=(HU_DECREE,),
        not_known="unsettled",
    ),
    Row("semax", "NZ", "possess", "2025-07-22", UNKNOWN, not_known="outside-dates"),
    Row(
        "semax",
        "NZ",
        "possess",
        "2025-12-18",
        UNREGULATED,
        "semax.legal.nz.deferred-2025.unscheduled",
    ),
    Row("semax", "NZ", "possess", "2025-12-19", PRESCRIPTION, "semax.legal.nz.prescription-2025"),
    Row("semax", "RU", "prescribe", "2026-11-23", PRESCRIPTION, RU_APPROVAL),
    Row("semax", "RU", "prescribe", "2024-06-01", PRESCRIPTION, RU_APPROVAL),
    Row("semax", "RU", "prescribe", "2011-12-07", PRESCRIPTION, RU_APPROVAL),
    Row("semax", "RU", "prescribe", "2011-12-06", UNKNOWN, not_known="outside-dates"),
    Row("semax", "RU", "prescribe", "1990-01-01", UNKNOWN, not_known="outside-dates"),
    Row(
        "semax",
        "US",
        SALE,
        "2026-11-23",
        PROHIBITED,
        "semax.legal.us.not-approved-unscheduled.sale",
        ("class.legal.us.ruo-disclaimer.xcel", "class.legal.us.ruo-disclaimer.gram"),
    ),
    Row("semax", "US", SALE, "2026-10-01", PROHIBITED, "class.legal.us.ruo-disclaimer.rule"),
    Row(
        "semax",
        "US",
        "possess",
        "2026-11-23",
        UNREGULATED,
        "semax.legal.us.not-approved-unscheduled.possess",
    ),
    Row("semax", "CA", SALE, "2025-04-13", UNKNOWN, not_known="outside-dates"),
    Row("semax", "CA", SALE, "2025-04-14", PROHIBITED, CA_GROUP),
    Row("semax", "CA", SALE, "2026-11-23", PROHIBITED, CA_GROUP, (CA_SEIZURE,)),
    Row("piracetam", "GB", "prescribe", "2022-05-25", UNKNOWN, not_known="outside-dates"),
    Row(
        "piracetam",
        "GB",
        "prescribe",
        "2022-06-01",
        PRESCRIPTION,
        "piracetam.legal.gb.nootropil.rule",
    ),
    Row("piracetam", "JP", "import-personal", "2018-12-31", UNKNOWN, not_known="outside-dates"),
    Row(
        "piracetam",
        "JP",
        "import-personal",
        "2019-01-01",
        PRESCRIPTION,
        "piracetam.legal.jp.import-2019",
    ),
    Row("noopept", "AU", "dispense", "2019-05-31", UNKNOWN, not_known="outside-dates"),
    Row("noopept", "AU", "dispense", "2019-06-01", PRESCRIPTION, "noopept.legal.au.s4-2019"),
    Row("semax", "BR", "possess", "2026-11-23", UNKNOWN, not_known="no-record"),
    Row(
        "semax",
        "INTL",
        "compete-in-sport",
        "2026-11-23",
        UNKNOWN,
        undecided=WADA,
        not_known="unsettled",
    ),
    Row(
        "semax",
        "US",
        "compete-in-sport",
        "2026-11-23",
        UNKNOWN,
        undecided=WADA,
        not_known="unsettled",
    ),
)


@pytest.fixture(params=GOLDEN, ids=lambda row: "-".join(row[:4]))
def row(request: pytest.FixtureRequest) -> Row:
    """A row of the table."""
    golden: Row = request.param
    return golden


@pytest.fixture
def answer(row: Row, catalogue: sx.Catalogue) -> sx.LegalAnswer:
    """The answer to the question of a row."""
    return catalogue.legal_status(row.compound, row.place, on=row.day)[row.activity]


def reason_on(answer: sx.LegalAnswer, record: str) -> str:
    """The one reason that names a record."""
    (reason,) = (reason for reason in answer.reasons if record in reason)
    return reason


def test_verdict_and_what_decided(row: Row, answer: sx.LegalAnswer) -> None:
    """The verdict of each settled case is right, and so is the rule that it is due to."""
    assert answer.verdict == row.verdict
    decided = (row.decided_by,) if row.decided_by else ()
    assert tuple(rule.id for rule in answer.deciding) == decided
    assert answer.not_known == row.not_known


def test_events_are_listed(row: Row, answer: sx.LegalAnswer) -> None:
    """What happened until that day stands beside the verdict, and nothing from after it."""
    listed = {event.id for event in answer.events}
    assert set(row.events) <= listed
    assert all(event.day <= date.fromisoformat(row.day) for event in answer.events)
    assert (VOTE in listed) is (VOTE in row.events)


def test_what_does_not_decide_is_shown_with_its_reason(row: Row, answer: sx.LegalAnswer) -> None:
    """A rule in force that must not decide is among the records, and the answer says why."""
    shown = {rule.id: rule for rule in answer.records}
    for record in row.undecided:
        assert not shown[record].decides
        reason = shown[record].decides_reason
        assert reason
        assert reason in reason_on(answer, record)


def test_every_answer_of_the_table_explains_itself(row: Row, answer: sx.LegalAnswer) -> None:
    """The printed answer names verdict, rule, events and undecided rules, and is no advice."""
    text = " ".join(answer.explain().split())
    assert f"Verdict: {row.verdict}" in text
    for record in (*([row.decided_by] if row.decided_by else []), *row.undecided):
        assert record in text
    for event in answer.events:
        assert " ".join(event.statement.split()[:6]) in text
    assert text.endswith("not medical or legal advice.")


def test_second_record_takes_over_in_april_2026(catalogue: sx.Catalogue) -> None:
    """Same verdict, other ground: the answer tells the two restrictions apart."""
    before = catalogue.legal_status("semax", "US", on="2026-04-21")[COMPOUNDING]
    after = catalogue.legal_status("semax", "US", on="2026-04-22")[COMPOUNDING]
    assert before.verdict is after.verdict is sx.Verdict.RESTRICTED
    assert "Category 2" in str(before.deciding[0])
    assert before.deciding != after.deciding
    assert CATEGORY_2 in reason_on(after, CATEGORY_2)
    assert "not in force on this day" in reason_on(after, CATEGORY_2)


def test_unverified_policy_says_that_it_is_unverified(catalogue: sx.Catalogue) -> None:
    """The policy of October 2026 cannot be taken for law by whoever reads the reasons."""
    answer = catalogue.legal_status("semax", "US", on="2026-11-23")[COMPOUNDING]
    assert "unverified" in reason_on(answer, POLICY)
    assert POLICY not in {rule.id for rule in (*answer.deciding, *answer.conflicting)}


def test_october_policy_is_not_shown_before_its_month(catalogue: sx.Catalogue) -> None:
    """A policy of October 2026 plays no part in an answer for September 2026."""
    answer = catalogue.legal_status("semax", "US", on="2026-09-30")[COMPOUNDING]
    assert POLICY not in {rule.id for rule in answer.records}


def test_outranked_statute_reading_is_named_as_conflicting(catalogue: sx.Catalogue) -> None:
    """Our reading of the statute says prohibited; the text outranks it, and the answer tells."""
    answer = catalogue.legal_status("semax", "US", on="2026-11-23")[COMPOUNDING]
    assert [rule.id for rule in answer.conflicting] == ["semax.legal.us.503a-routes"]
    assert "prohibited" in reason_on(answer, "semax.legal.us.503a-routes")


def test_russian_approval_does_not_reach_back(catalogue: sx.Catalogue) -> None:
    """Its start is not known: it decides from the day that a source attests, and says so."""
    answer = catalogue.legal_status("semax", "RU", on="2024-06-01")["prescribe"]
    assert answer.start_unknown
    assert not answer.undated
    (rule,) = answer.deciding
    assert rule.valid_from is None
    assert str(rule.attested_on) == "2011-12-07"
    assert rule.attested_by
    assert any("start unknown" in reason and "2011-12-07" in reason for reason in answer.reasons)


def test_canadian_group_rule_shows_its_condition(catalogue: sx.Catalogue) -> None:
    """The rule reaches unauthorised injectables; a nasal product must not be read into it."""
    answer = catalogue.legal_status("semax", "CA", on="2025-04-14")[SALE]
    (rule,) = answer.deciding
    assert rule.scope is sx.Scope.GROUP_ENTRY
    (condition,) = (reason for reason in answer.reasons if "unauthorised injectable" in reason)
    assert "nasal" in condition
    assert "injectable" in reason_on(answer, CA_GROUP)


def test_canadian_seizure_is_an_event_and_no_rule(catalogue: sx.Catalogue) -> None:
    """A seizure informs; it neither decides nor stands among the rules."""
    answer = catalogue.legal_status("semax", "CA", on="2026-11-23")[SALE]
    (seizure,) = (event for event in answer.events if event.id == CA_SEIZURE)
    assert seizure.kind is sx.EventKind.SEIZURE
    assert not hasattr(seizure, "verdict")
    assert CA_SEIZURE not in {rule.id for rule in answer.records}


def test_sale_in_the_us_is_never_unregulated(catalogue: sx.Catalogue) -> None:
    """On no day does an unapproved medicine count as one that no rule is about."""
    day, verdicts = date(2010, 1, 1), set()
    while day <= date(2027, 1, 1):
        verdicts.add(catalogue.legal_status("semax", "US", on=day)[SALE].verdict)
        day += timedelta(days=7)
    assert verdicts == {sx.Verdict.UNKNOWN, sx.Verdict.PROHIBITED}


@pytest.mark.parametrize("place", ["INTL", "US", "US-NY", "DE", "BR"])
def test_both_readings_of_the_sports_list(place: str, catalogue: sx.Catalogue) -> None:
    """S0 and S2 are given as open readings, whichever country one asks through."""
    answer = catalogue.legal_status("semax", place, on="2026-11-23")["compete-in-sport"]
    assert answer.verdict is sx.Verdict.UNKNOWN
    assert answer.jurisdiction == "INTL"
    assert answer.asked == place
    assert "S0" in reason_on(answer, WADA[0])
    assert "S2" in reason_on(answer, WADA[1])
    assert (answer.via[:1] + answer.via[-1:]) == (() if place == "INTL" else (place, "INTL"))


def test_no_record_names_the_place(catalogue: sx.Catalogue) -> None:
    """Nothing about Brazil is in the data, and the answer says just that."""
    answer = catalogue.legal_status("semax", "BR", on="2026-11-23")["possess"]
    assert answer.reasons == ("no record: semax in BR",)
    assert (answer.records, answer.events, answer.outside) == ((), (), ())
