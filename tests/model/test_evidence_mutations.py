"""Each rule of level and agreement, broken on purpose: a check must see it.

The check below holds a handful of cases, written from the two tables of the documentation,
against what a record says of itself. Then each rule is broken in turn. A mutation that the
check did not see would be a rule that nothing guards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

import pytest
from attrs import evolve

import semaxref as sx
from semaxref.model import evidence

Lines: TypeAlias = tuple[sx.Evidence, ...]
Studies: TypeAlias = dict[str, frozenset[sx.Stance]]
Change: TypeAlias = Callable[[sx.Evidence], sx.Evidence]
Mutation: TypeAlias = Callable[[pytest.MonkeyPatch], None]

NONE, SYNTHESIS = sx.EvidenceLevel.NONE, sx.EvidenceLevel.SYNTHESIS
SUPPORTS, NOTHING, AGAINST = sx.Stance.SUPPORTS, sx.Stance.NULL_RESULT, sx.Stance.CONTRADICTS
DISPUTED, UNSEEN = sx.Stance.DISPUTED, sx.Stance.OUTCOME_NOT_SEEN
POOLING = sx.StudyDesign.SYSTEMATIC_REVIEW
LEVELS = {
    "user-report": "anecdote",
    "in-vitro": "in-vitro",
    "animal": "animal",
    "human-observational": "human-uncontrolled",
    "human-uncontrolled": "human-uncontrolled",
    "human-controlled": "human-controlled",
    "randomised": "randomised",
    "systematic-review": "synthesis",
    "review": "none",
    "official-label": "none",
    "regulator-decision": "none",
    "product-analysis": "none",
}


def line(
    stance: sx.Stance = SUPPORTS,
    study: str = "a",
    design: sx.StudyDesign = sx.StudyDesign.RANDOMISED,
    *,
    pools: tuple[str, ...] = (),
    people: int | None = None,
) -> sx.Evidence:
    """An evidence line."""
    return sx.Evidence(
        design=design, stance=stance, study=study, sources=(), pools=pools, pooled_studies=people
    )


# Name of a case: lines, level, agreement, number of studies that count.
CASES: dict[str, tuple[Lines, str, str, int]] = {
    **{
        f"one {design}": (
            (line(design=sx.StudyDesign(design), people=3 if design == POOLING else None),),
            level,
            "unsupported" if level == "none" else "supported",
            int(level != "none"),
        )
        for design, level in LEVELS.items()
    },
    "nothing": ((), "none", "unsupported", 0),
    "two that support": ((line(), line(study="b")), "randomised", "supported", 2),
    "the best of two": (
        (line(design=sx.StudyDesign.ANIMAL), line(study="b"), line(study="b")),
        "randomised",
        "supported",
        2,
    ),
    "the better one, though not by alphabet": (
        (
            line(design=sx.StudyDesign.HUMAN_CONTROLLED),
            line(study="b", design=sx.StudyDesign.IN_VITRO),
        ),
        "human-controlled",
        "supported",
        2,
    ),
    "no effect": ((line(NOTHING),), "none", "refuted", 1),
    "the reverse": ((line(AGAINST),), "none", "refuted", 1),
    "no effect and the reverse": ((line(NOTHING), line(AGAINST, "b")), "none", "refuted", 2),
    "support and no effect": ((line(), line(NOTHING, "b")), "randomised", "disputed", 2),
    "support and the reverse": ((line(), line(AGAINST, "b")), "randomised", "disputed", 2),
    "a dispute": ((line(DISPUTED),), "none", "disputed", 1),
    "support and a dispute": ((line(), line(DISPUTED, "b")), "randomised", "disputed", 2),
    "no effect and a dispute": ((line(NOTHING), line(DISPUTED, "b")), "none", "disputed", 2),
    "a better one that found nothing": (
        (line(design=sx.StudyDesign.ANIMAL), line(NOTHING, "b")),
        "animal",
        "disputed",
        2,
    ),
    "an outcome not seen": ((line(UNSEEN),), "none", "unsupported", 0),
    "support and an outcome not seen": (
        (line(design=sx.StudyDesign.ANIMAL), line(UNSEEN, "b")),
        "animal",
        "supported",
        1,
    ),
    "no effect and an outcome not seen": ((line(NOTHING), line(UNSEEN, "b")), "none", "refuted", 1),
    "support and a label": (
        (line(), line(AGAINST, "b", sx.StudyDesign.OFFICIAL_LABEL)),
        "randomised",
        "supported",
        1,
    ),
    "one study of two end-points": ((line(), line(NOTHING)), "randomised", "disputed", 1),
    "one study told three times": ((line(), line(), line()), "randomised", "supported", 1),
    "a review that pools nobody": ((line(design=POOLING),), "none", "unsupported", 0),
    "a review that counts zero people": (
        (line(design=POOLING, people=0),),
        "none",
        "unsupported",
        0,
    ),
    "a review that names what it pools": (
        (line(study="r", design=POOLING, pools=("a",)),),
        "synthesis",
        "supported",
        1,
    ),
    "a pooled study that dissents": (
        (line(study="r", design=POOLING, pools=("a",)), line(NOTHING)),
        "synthesis",
        "supported",
        1,
    ),
    "a study beside what is pooled": (
        (line(study="r", design=POOLING, pools=("a",)), line(), line(study="b")),
        "synthesis",
        "supported",
        2,
    ),
    "a review whose outcome was not seen": (
        (line(UNSEEN, "r", POOLING, pools=("a",)), line()),
        "randomised",
        "supported",
        1,
    ),
    "a narrative review of a trial": (
        (line(study="r", design=sx.StudyDesign.REVIEW, pools=("a",)), line()),
        "randomised",
        "supported",
        1,
    ),
}


def failing() -> list[str]:
    """The cases in which a record does not say what the tables say."""
    condition = sx.Condition(id="c", label="C", kind=sx.ConditionKind.STATE)
    found = []
    for name, (lines, level, agreement, studies) in CASES.items():
        record = sx.Indication(
            id="x.c", compound="x", condition=condition, statement="S.", summary="s", evidence=lines
        )
        said = (record.level, record.agreement, len(evidence.studies_of(record.weighed)))
        if said != (level, agreement, studies):
            found.append(name)
    return found


def test_the_rules_as_they_are_pass_the_check() -> None:
    """The check sees faults, and none where there is none."""
    assert failing() == []
    assert set(LEVELS) == set(sx.StudyDesign)


# The table of designs


@pytest.mark.parametrize("level", sx.EvidenceLevel)
@pytest.mark.parametrize("design", sx.StudyDesign)
def test_a_wrong_level_for_a_design_is_seen(
    monkeypatch: pytest.MonkeyPatch, design: sx.StudyDesign, level: sx.EvidenceLevel
) -> None:
    """No design can be given a level that is not its own, nor one that it should not have."""
    monkeypatch.setitem(evidence._LEVELS, design, level)
    if LEVELS[design] == level:
        assert failing() == []
    else:
        assert f"one {design}" in failing()


@pytest.mark.parametrize("design", [design for design, level in LEVELS.items() if level != "none"])
def test_a_missing_level_is_seen(monkeypatch: pytest.MonkeyPatch, design: str) -> None:
    """No row can fall out of the table."""
    monkeypatch.delitem(evidence._LEVELS, sx.StudyDesign(design))
    assert f"one {design}" in failing()


# The functions


def changed(*names: str, by: Change) -> Mutation:
    """Some functions of the module, fed with changed lines."""

    def mutate(monkeypatch: pytest.MonkeyPatch) -> None:
        for name in names:
            original = getattr(evidence, name)

            def fed(
                lines: Iterable[sx.Evidence], original: Callable[..., object] = original
            ) -> object:
                return original([by(each) for each in lines])

            monkeypatch.setattr(evidence, name, fed)

    return mutate


def read_as(was: sx.Stance, now: sx.Stance) -> Change:
    """Lines of one stance, taken for lines of another."""
    return lambda each: evolve(each, stance=now) if each.stance is was else each


def of_stance(stance: sx.Stance) -> Callable[[sx.Evidence], bool]:
    """Lines of one stance."""
    return lambda each: each.stance is stance


def leaving_out(what: Callable[[sx.Evidence], bool]) -> Mutation:
    """Agreement over fewer lines than there are."""

    def mutate(monkeypatch: pytest.MonkeyPatch) -> None:
        original = evidence.studies_of

        def fewer(lines: Iterable[sx.Evidence]) -> Studies:
            return original([each for each in lines if not what(each)])

        monkeypatch.setattr(evidence, "studies_of", fewer)

    return mutate


def answering(was: sx.Agreement, now: sx.Agreement) -> Mutation:
    """A branch of agreement that leads elsewhere."""

    def mutate(monkeypatch: pytest.MonkeyPatch) -> None:
        original = evidence.agreement_of

        def other(lines: Iterable[sx.Evidence]) -> sx.Agreement:
            right = original(lines)
            return now if right is was else right

        monkeypatch.setattr(evidence, "agreement_of", other)

    return mutate


def levelling(level: Callable[[sx.Evidence], sx.EvidenceLevel]) -> Mutation:
    """Another level of a line."""
    return lambda monkeypatch: monkeypatch.setattr(sx.Evidence, "level", property(level))


def from_table(each: sx.Evidence) -> sx.EvidenceLevel:
    """The level by the table alone, whatever is pooled."""
    return evidence._LEVELS.get(each.design, NONE)


def only_by(field: str) -> Callable[[sx.Evidence], sx.EvidenceLevel]:
    """The level, where only one of the two fields can tell that people were pooled."""
    return lambda each: (
        NONE if each.design is POOLING and not getattr(each, field) else from_table(each)
    )


def every_line_votes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line taken for a study of its own."""
    original = evidence.studies_of

    def apart(lines: Iterable[sx.Evidence]) -> Studies:
        return original(
            [evolve(each, study=f"{each.study}-{number}") for number, each in enumerate(lines)]
        )

    monkeypatch.setattr(evidence, "studies_of", apart)


def any_review_pools(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is named in a line that does not count, left out as if it were pooled."""
    original = evidence.studies_of

    def without(lines: Iterable[sx.Evidence]) -> Studies:
        lines = list(lines)
        named = {study for each in lines for study in each.pools}
        return original([each for each in lines if each.study not in named])

    monkeypatch.setattr(evidence, "studies_of", without)


def level_by(choose: Callable[[Iterator[sx.EvidenceLevel]], sx.EvidenceLevel]) -> Mutation:
    """Another choice among the levels of the lines that support."""

    def chosen(lines: Iterable[sx.Evidence]) -> sx.EvidenceLevel:
        return choose(each.level for each in lines if each.stance is SUPPORTS)

    return lambda monkeypatch: monkeypatch.setattr(evidence, "level_of", chosen)


def level_of_any(monkeypatch: pytest.MonkeyPatch) -> None:
    """The highest level, whatever a line says."""

    def highest(lines: Iterable[sx.Evidence]) -> sx.EvidenceLevel:
        return max((each.level for each in lines), default=NONE)

    monkeypatch.setattr(evidence, "level_of", highest)


def not_pooling(each: sx.Evidence) -> sx.Evidence:
    """A review that still counts people, but names no study."""
    return evolve(each, pools=(), pooled_studies=each.pooled_studies or len(each.pools) or None)


MUTATIONS: dict[str, Mutation] = {
    # Level: the highest over the lines that support
    **{
        f"level counts {stance}": changed("level_of", by=read_as(stance, SUPPORTS))
        for stance in sx.Stance
        if stance is not SUPPORTS
    },
    "level ignores support": changed("level_of", by=read_as(SUPPORTS, NOTHING)),
    "level counts any line": level_of_any,
    "level takes the lowest": level_by(lambda levels: min(levels, default=NONE)),
    "level takes the last": level_by(lambda levels: ([NONE, *levels])[-1]),
    "level takes the first": level_by(lambda levels: next(levels, NONE)),
    "level of nothing is not none": level_by(
        lambda levels: max(levels, default=sx.EvidenceLevel.ANECDOTE)
    ),
    "levels are ordered by alphabet": level_by(lambda levels: max(levels, key=str, default=NONE)),
    # Synthesis: only if people are pooled
    "a review is always a synthesis": levelling(from_table),
    "a review is never a synthesis": levelling(
        lambda each: NONE if each.design is POOLING else from_table(each)
    ),
    "a review must name what it pools": levelling(only_by("pools")),
    "a review must count what it pools": levelling(only_by("pooled_studies")),
    "zero people are people": levelling(
        lambda each: (
            NONE
            if each.design is POOLING and not each.pools and each.pooled_studies is None
            else from_table(each)
        )
    ),
    # Agreement: each branch
    **{
        f"{was} reads as {now}": answering(was, now)
        for was in sx.Agreement
        for now in sx.Agreement
        if was is not now
    },
    # Agreement: each stance
    **{
        f"agreement takes {was} for {now}": changed("studies_of", by=read_as(was, now))
        for was, now in [
            (SUPPORTS, NOTHING),
            (SUPPORTS, DISPUTED),
            (NOTHING, SUPPORTS),
            (NOTHING, DISPUTED),
            (AGAINST, SUPPORTS),
            (AGAINST, DISPUTED),
            (DISPUTED, SUPPORTS),
            (DISPUTED, NOTHING),
        ]
    },
    **{
        f"agreement ignores {stance}": leaving_out(of_stance(stance))
        for stance in (SUPPORTS, NOTHING, AGAINST, DISPUTED)
    },
    # An outcome that was not seen never counts
    **{
        f"an unseen outcome counts as {stance}": changed("studies_of", by=read_as(UNSEEN, stance))
        for stance in (SUPPORTS, NOTHING, AGAINST, DISPUTED)
    },
    "an unseen outcome counts everywhere": changed(
        "studies_of", "level_of", by=read_as(UNSEEN, SUPPORTS)
    ),
    # Distinct studies; what is pooled counts once
    "every line is a study": every_line_votes,
    "pooled studies count again": changed("studies_of", by=not_pooling),
    "any review hides what it names": any_review_pools,
    "all studies are one": changed("studies_of", by=lambda each: evolve(each, study="a")),
    "reviews do not count": leaving_out(lambda each: each.design is POOLING),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_broken_rule_is_seen(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """No rule of level or agreement can be lost without a test that fails."""
    MUTATIONS[name](monkeypatch)
    assert failing() != []


def test_nothing_stays_broken() -> None:
    """Mutations are undone; the other tests meet the real rules."""
    assert failing() == []
