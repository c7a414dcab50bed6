"""Findings: what their fields say in words."""

from __future__ import annotations

from typing import TypedDict

import pytest
from attrs import evolve

import semaxref as sx
from semaxref.model.findings import FINDING_CLASSES

SLEEP = sx.Condition(id="sleep", label="Sleep", kind=sx.ConditionKind.STATE)
NASAL = sx.Route(id="intranasal", label="Nasal")
LINES = (
    sx.Evidence(
        design=sx.StudyDesign.RANDOMISED,
        stance=sx.Stance.SUPPORTS,
        study="tea2001",
        sources=(),
    ),
)


class Shared(TypedDict):
    """The fields that every finding has."""

    id: str
    compound: str
    statement: str
    summary: str
    evidence: tuple[sx.Evidence, ...]


SHARED = Shared(
    id="tea.thing",
    compound="tea",
    statement="Tea does a thing.",
    summary="a thing",
    evidence=LINES,
)
VALUE = sx.KineticValue(
    **SHARED, kind=sx.FindingKind.KINETIC, quantity=sx.Quantity.HALF_LIFE, value=5.0, unit="h"
)


@pytest.mark.parametrize(
    ("value", "low", "high", "unit", "reading"),
    [
        (5.0, None, None, "h", "5 h"),
        (0.093, None, None, "% of dose per g", "0.093 % of dose per g"),
        (5.0, None, None, None, "5"),
        (0.0, None, None, "%", "0 %"),
        (5.0, 4.0, 6.5, "h", "5 (4-6.5) h"),
        (5.0, 0.0, 6.5, "h", "5 (0-6.5) h"),
        (5.0, 4.0, None, "h", "5 h"),
        (5.0, None, 6.0, "h", "5 h"),
        (None, 4.0, 6.5, "h", "4-6.5 h"),
        (None, 0.0, 2.0, "h", "0-2 h"),
        (None, 95.0, None, "%", "at least 95 %"),
        (None, 0.0, None, "%", "at least 0 %"),
        (None, None, 1.0, "h", "up to 1 h"),
        (None, None, 0.0, "h", "up to 0 h"),
    ],
)
def test_a_kinetic_value_reads_with_its_range_and_unit(
    value: float | None, low: float | None, high: float | None, unit: str | None, reading: str
) -> None:
    """A value, a range and an open end each read as what they are; zero is a number."""
    measured = evolve(VALUE, value=value, low=low, high=high, unit=unit)
    assert measured.reading == reading
    assert measured.reading in str(measured)


def test_a_kinetic_value_in_words_reads_as_reported() -> None:
    """What the source says in words is not forced into a number."""
    assert evolve(VALUE, value=None, text="within three days").reading == "within three days"


def test_a_kinetic_value_keeps_its_number_beside_its_words() -> None:
    """What the source says of a number does not stand in its place."""
    measured = evolve(VALUE, value=0.093, unit="% per g", text="at 2 min")
    assert measured.reading == "0.093 % per g (at 2 min)"
    assert evolve(VALUE, value=None, low=4.0, text="in rats").reading == "at least 4 h (in rats)"


def test_a_kinetic_value_without_a_value_is_refused() -> None:
    """A record of a number that has no number is found when it is made, not when it is shown."""
    with pytest.raises(ValueError, match="needs a value, low, high or text"):
        evolve(VALUE, value=None)


def test_no_packaged_kinetic_value_hides_its_number(catalogue: sx.Catalogue) -> None:
    """The number that a record holds is on its page, whatever is said beside it."""
    hidden = []
    for record in catalogue.findings(kind="kinetic"):
        assert isinstance(record, sx.KineticValue)
        numbers = [record.value, record.low, record.high]
        missing = [n for n in numbers if n and f"{n:g}" not in record.reading]
        if missing:
            hidden.append((record.id, missing, record.reading))
    assert hidden == []


def test_a_kinetic_value_says_what_it_holds_for() -> None:
    """A half-life in rat plasma is not mistaken for one in people."""
    full = evolve(VALUE, species="rat", analyte="tannin", matrix="plasma", route=NASAL, dose="1 mg")
    assert full.facts() == ("Half life: 5 h", "In: rat, tannin, plasma, Nasal, 1 mg")
    assert evolve(full, analyte=None, route=None).facts()[1] == "In: rat, plasma, 1 mg"


def test_a_kinetic_value_of_unknown_setting_leaves_no_stray_label() -> None:
    """Where nothing is known of species and route, no empty 'In:' is printed."""
    facts = VALUE.facts()
    assert facts[0] == "Half life: 5 h"
    assert not any(fact.rstrip().endswith(":") for fact in facts)


def test_an_adverse_effect_says_how_often() -> None:
    """The source's word for a frequency, else its rates, else that it gave none."""
    bare = sx.AdverseEffect(**SHARED, kind=sx.FindingKind.ADVERSE_EFFECT, effect="cough")
    assert bare.facts() == ("Effect: cough", "Frequency: not stated")
    rate = evolve(bare, rate="5%")
    assert rate.facts()[1] == "Frequency: 5%"
    against = evolve(rate, comparator_rate="4%")
    assert against.facts()[1] == "Frequency: 5% against 4%"
    assert evolve(against, frequency="common").facts()[1].startswith("Frequency: common")


def test_no_rate_is_hidden_by_a_word() -> None:
    """'common' does not hide that the comparator did as badly."""
    both = sx.AdverseEffect(
        **SHARED,
        kind=sx.FindingKind.ADVERSE_EFFECT,
        effect="cough",
        frequency="common",
        rate="5%",
        comparator_rate="6%",
    )
    assert "6%" in str(both)


def test_a_contraindication_names_its_condition() -> None:
    """The condition is given in words and by its key."""
    found = sx.Contraindication(**SHARED, kind=sx.FindingKind.CONTRAINDICATION, condition=SLEEP)
    assert found.facts() == ("Condition: Sleep (sleep)",)
    assert "- Condition: Sleep (sleep)" in str(found)


def test_an_interaction_names_the_other_substance() -> None:
    """With what, and to what effect; an effect that is not stated is said not to be."""
    found = sx.Interaction(**SHARED, kind=sx.FindingKind.INTERACTION, agent="milk")
    assert found.facts() == ("With: milk", "Effect: not stated")
    assert evolve(found, effect="weaker").facts() == ("With: milk", "Effect: weaker")


def test_a_history_event_gives_its_date() -> None:
    """When it was, as far as known; from when to when where it lasted."""
    found = sx.HistoryEvent(**SHARED, kind=sx.FindingKind.HISTORY)
    assert found.facts() == ("Date: not known",)
    dated = evolve(found, on=sx.PartialDate(1982))
    assert dated.facts() == ("Date: 1982",)
    assert evolve(dated, until=sx.PartialDate(1991, 5)).facts() == ("Date: 1982 to 1991-05",)


def test_a_history_event_whose_start_is_not_known_keeps_its_end() -> None:
    """An end that is known is not lost with the start."""
    found = sx.HistoryEvent(**SHARED, kind=sx.FindingKind.HISTORY, until=sx.PartialDate(1991, 5))
    assert "1991-05" in "".join(found.facts())


@pytest.mark.parametrize("kind", sx.FindingKind)
def test_only_effects_are_graded(kind: sx.FindingKind) -> None:
    """History, identity and the like rest on documents and carry no level of evidence."""
    found = sx.Finding(**SHARED, kind=kind)
    effects = {
        "adverse-effect",
        "contraindication",
        "interaction",
        "kinetic",
        "metabolism",
        "pharmacodynamics",
    }
    assert found.graded == (kind.value in effects)
    assert found.level == ("randomised" if found.graded else "none")
    assert found.grade == ("randomised, supported" if found.graded else "study")
    shown = str(found)
    assert ("Evidence: " in shown) == found.graded
    assert ("Rests on: " in shown) != found.graded
    assert shown.startswith(f"{kind.replace('-', ' ').capitalize()} (tea.thing)")
    assert found.facts() == ()


def test_a_finding_means_its_category_or_itself() -> None:
    """Two compounds of one chemical class are found to be the same in a comparison."""
    plain = sx.Finding(**SHARED, kind=sx.FindingKind.IDENTITY)
    assert plain.meaning == ("thing",)
    assert evolve(plain, category="heptapeptide").meaning == ("heptapeptide",)


def test_kinds_with_fields_have_their_class(catalogue: sx.Catalogue) -> None:
    """A user who filters by kind gets the fields of that kind."""
    for record in catalogue.findings():
        assert type(record) is FINDING_CLASSES.get(record.kind, sx.Finding)
    assert {record.kind for record in catalogue.findings()} >= set(FINDING_CLASSES)
