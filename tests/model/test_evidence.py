"""Level and agreement: what follows from evidence lines, and what must never follow."""

from __future__ import annotations

import copy
import itertools
import operator
import pickle
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import semaxref as sx
from semaxref.model.evidence import (
    Evidenced,
    Ungraded,
    agreement_of,
    basis_of,
    grade_of,
    level_of,
    studies_of,
)
from semaxref.model.law import Dated

if TYPE_CHECKING:
    from collections.abc import Callable

Lines: TypeAlias = tuple[sx.Evidence, ...]
Operator: TypeAlias = "Callable[[Any, Any], bool]"
# Designs that prove approvals, identity or contents, and no effect.
PROVE_NO_EFFECT = (
    sx.StudyDesign.REVIEW,
    sx.StudyDesign.OFFICIAL_LABEL,
    sx.StudyDesign.REGULATOR_DECISION,
    sx.StudyDesign.PRODUCT_ANALYSIS,
)
STUDIES = tuple(
    design
    for design in sx.StudyDesign
    if design not in PROVE_NO_EFFECT and design is not sx.StudyDesign.SYSTEMATIC_REVIEW
)
SEEN = tuple(stance for stance in sx.Stance if stance is not sx.Stance.OUTCOME_NOT_SEEN)
KEYS = ("alpha2001", "beta2002", "gamma2003", "delta2004", "epsilon2005")


def source(key: str = "alpha2001") -> sx.Source:
    """A source that can be found."""
    return sx.Source(
        id=key,
        kind=sx.SourceKind.JOURNAL_ARTICLE,
        title=f"On {key}",
        seen_as=sx.SeenAs.PRIMARY,
        url=f"https://example.org/{key}",
    )


def line(
    design: sx.StudyDesign = sx.StudyDesign.RANDOMISED,
    stance: sx.Stance = sx.Stance.SUPPORTS,
    study: str = "alpha2001",
    *,
    pools: tuple[str, ...] = (),
    pooled_studies: int | None = None,
) -> sx.Evidence:
    """An evidence line with one source of the same key."""
    return sx.Evidence(
        design=design,
        stance=stance,
        study=study,
        sources=(source(study),),
        pools=pools,
        pooled_studies=pooled_studies,
    )


any_design = st.sampled_from(sx.StudyDesign)
any_stance = st.sampled_from(sx.Stance)


def lines_with(
    designs: st.SearchStrategy[sx.StudyDesign] = any_design,
    stances: st.SearchStrategy[sx.Stance] = any_stance,
) -> st.SearchStrategy[sx.Evidence]:
    """Evidence lines of some designs and stances; only systematic reviews pool."""

    def of(design: sx.StudyDesign) -> st.SearchStrategy[sx.Evidence]:
        pooling = design is sx.StudyDesign.SYSTEMATIC_REVIEW
        return st.builds(
            line,
            st.just(design),
            stances,
            # A review has a key of its own: nothing pools itself.
            st.sampled_from(("review2010", "review2011") if pooling else KEYS),
            pools=st.lists(st.sampled_from(KEYS), unique=True, max_size=3).map(tuple)
            if pooling
            else st.just(()),
            pooled_studies=st.none() | st.integers(1, 9) if pooling else st.none(),
        )

    return designs.flatmap(of)


evidence = st.lists(lines_with(), max_size=8).map(tuple)
counting = st.lists(
    lines_with(st.sampled_from(STUDIES), st.sampled_from(SEEN)), min_size=1, max_size=8
).map(tuple)


def graded(lines: Lines) -> tuple[sx.EvidenceLevel, sx.Agreement, str]:
    """All that is computed from lines."""
    return level_of(lines), agreement_of(lines), grade_of(lines)


def indication(lines: Lines) -> sx.Indication:
    """A record that rests on some lines."""
    return sx.Indication(
        id="tea.sleep",
        compound="tea",
        condition=sx.Condition(id="sleep", label="Sleep", kind=sx.ConditionKind.STATE),
        statement="Tea is drunk for sleep.",
        summary="drunk for sleep",
        evidence=lines,
    )


# Level


@pytest.mark.parametrize(
    ("design", "level"),
    [
        ("user-report", "anecdote"),
        ("in-vitro", "in-vitro"),
        ("animal", "animal"),
        ("human-observational", "human-uncontrolled"),
        ("human-uncontrolled", "human-uncontrolled"),
        ("human-controlled", "human-controlled"),
        ("randomised", "randomised"),
        ("review", "none"),
        ("official-label", "none"),
        ("regulator-decision", "none"),
        ("product-analysis", "none"),
        ("systematic-review", "none"),
    ],
)
def test_each_design_gives_its_level(design: str, level: str) -> None:
    """A reader can rely on what 'randomised' or 'animal' stands for."""
    one = line(sx.StudyDesign(design))
    assert one.level == level
    assert level_of([one]) == level


def test_every_design_is_graded_or_known_not_to_be() -> None:
    """A new design gets its place in the tables before data use it."""
    assert {line(design).level for design in STUDIES} == set(sx.EvidenceLevel) - {
        sx.EvidenceLevel.NONE,
        sx.EvidenceLevel.SYNTHESIS,
    }
    assert all(basis_of([line(design)]) for design in sx.StudyDesign)


@settings(deadline=None, max_examples=100)
@given(lines=evidence)
def test_the_level_is_that_of_a_supporting_line_and_none_is_higher(lines: Lines) -> None:
    """A level can be traced to a line that supports; without one there is none."""
    supporting = [each.level for each in lines if each.stance is sx.Stance.SUPPORTS]
    level = level_of(lines)
    assert level in supporting or (level == "none" and not supporting)
    assert all(level >= each for each in supporting)


@settings(deadline=None, max_examples=100)
@given(lines=evidence, more=lines_with(stances=st.just(sx.Stance.SUPPORTS)))
def test_more_support_never_lowers_a_level(lines: Lines, more: sx.Evidence) -> None:
    """Adding a study in favour cannot make a record look weaker."""
    assert level_of((*lines, more)) == max(level_of(lines), more.level)


@settings(deadline=None, max_examples=100)
@given(
    lines=evidence,
    more=lines_with(stances=st.sampled_from([s for s in sx.Stance if s is not sx.Stance.SUPPORTS])),
)
def test_what_does_not_support_gives_no_level(lines: Lines, more: sx.Evidence) -> None:
    """A randomised trial that found nothing does not raise a record to 'randomised'."""
    assert level_of((*lines, more)) == level_of(lines)
    assert level_of([more]) == "none"


@settings(deadline=None, max_examples=100)
@given(lines=evidence, data=st.data(), more=lines_with(st.sampled_from(PROVE_NO_EFFECT)))
def test_labels_reviews_and_decisions_change_nothing(
    lines: Lines, more: sx.Evidence, data: st.DataObject
) -> None:
    """An approval, a leaflet or a textbook is never counted as a study of the effect."""
    assert more.level == "none"
    assert graded((more,))[:2] == ("none", "unsupported")
    at = data.draw(st.integers(0, len(lines)))
    both = (*lines[:at], more, *lines[at:])
    assert (level_of(both), agreement_of(both)) == (level_of(lines), agreement_of(lines))
    assert studies_of(both) == studies_of(lines)


@settings(deadline=None, max_examples=100)
@given(
    lines=evidence,
    more=lines_with(stances=st.just(sx.Stance.OUTCOME_NOT_SEEN)),
)
def test_an_outcome_that_was_not_seen_counts_for_nothing(lines: Lines, more: sx.Evidence) -> None:
    """A trial known by its title alone neither supports nor refutes, whatever its design."""
    both = (*lines, more)
    assert (level_of(both), agreement_of(both)) == (level_of(lines), agreement_of(lines))
    assert studies_of(both) == studies_of(lines)
    assert graded((more,))[:2] == ("none", "unsupported")


# Synthesis, and what is pooled


@pytest.mark.parametrize(
    ("pools", "pooled_studies", "level"),
    [
        ((), None, "none"),
        ((), 0, "none"),
        ((), 1, "synthesis"),
        (("alpha2001",), None, "synthesis"),
        (("alpha2001", "beta2002"), 2, "synthesis"),
    ],
)
def test_a_review_is_a_synthesis_only_if_it_pools_people(
    pools: tuple[str, ...], pooled_studies: int | None, level: str
) -> None:
    """A review that found no study of the compound in people is no evidence for it."""
    review = line(
        sx.StudyDesign.SYSTEMATIC_REVIEW,
        study="review2010",
        pools=pools,
        pooled_studies=pooled_studies,
    )
    assert review.level == level
    assert agreement_of([review]) == ("supported" if level == "synthesis" else "unsupported")


def test_a_review_that_pools_no_people_is_no_synthesis_whatever_else_it_pools() -> None:
    """A meta-analysis of rats, with 'none in people' written on it, is not the top grade."""
    review = line(
        sx.StudyDesign.SYSTEMATIC_REVIEW, study="review2010", pools=("rats1999",), pooled_studies=0
    )
    assert review.level == "none"
    rats = line(sx.StudyDesign.ANIMAL, study="rats1999")
    assert graded((review, rats)) == ("animal", "supported", "animal, supported")


@settings(deadline=None, max_examples=100)
@given(
    pooled=st.lists(lines_with(st.sampled_from(STUDIES)), min_size=1, max_size=5).map(tuple),
    stance=st.sampled_from(SEEN),
)
def test_what_a_review_pools_counts_once(pooled: Lines, stance: sx.Stance) -> None:
    """A trial does not vote twice, once by itself and once within a review."""
    keys = tuple(dict.fromkeys(each.study for each in pooled))
    review = line(sx.StudyDesign.SYSTEMATIC_REVIEW, stance, "review2010", pools=keys)
    assert studies_of((*pooled, review)) == {"review2010": {stance}}
    assert agreement_of((*pooled, review)) == agreement_of((review,))


@settings(deadline=None, max_examples=50)
@given(
    pooled=counting,
    unseen=st.sampled_from(
        [
            (sx.StudyDesign.SYSTEMATIC_REVIEW, sx.Stance.OUTCOME_NOT_SEEN),
            *((design, sx.Stance.SUPPORTS) for design in PROVE_NO_EFFECT),
        ]
    ),
)
def test_a_review_that_does_not_count_hides_no_study(
    pooled: Lines, unseen: tuple[sx.StudyDesign, sx.Stance]
) -> None:
    """Naming trials in a narrative or unread review does not make them disappear."""
    keys = tuple(dict.fromkeys(each.study for each in pooled))
    review = line(*unseen, "review2010", pools=keys)
    assert studies_of((*pooled, review)) == studies_of(pooled)
    assert agreement_of((*pooled, review)) == agreement_of(pooled)


def test_a_study_beside_a_review_still_counts() -> None:
    """A later trial that a review could not pool can dispute it."""
    review = line(sx.StudyDesign.SYSTEMATIC_REVIEW, study="review2010", pools=("alpha2001",))
    later = line(stance=sx.Stance.NULL_RESULT, study="beta2002")
    assert graded((review, later)) == ("synthesis", "disputed", "synthesis, disputed")


# Agreement


@pytest.mark.parametrize(
    "stances",
    [
        combination
        for length in range(len(sx.Stance) + 1)
        for combination in itertools.combinations(sx.Stance, length)
    ],
    ids=lambda stances: "+".join(stances) or "nothing",
)
@pytest.mark.parametrize("one_study", [False, True], ids=["one study each", "one study"])
def test_agreement_by_its_table(stances: tuple[sx.Stance, ...], *, one_study: bool) -> None:
    """Every mixture of findings reads as the documentation says, in one study or in several."""
    lines = [
        line(stance=stance, study="alpha2001" if one_study else key)
        for stance, key in zip(stances, KEYS, strict=False)
    ]
    heard = {str(stance) for stance in stances} - {"outcome-not-seen"}
    against = heard & {"null-result", "contradicts"}
    if not heard:
        wanted = "unsupported"
    elif heard == {"supports"}:
        wanted = "supported"
    elif heard == against:
        wanted = "refuted"
    else:
        wanted = "disputed"
    assert agreement_of(lines) == wanted


@settings(deadline=None, max_examples=100)
@given(lines=evidence, data=st.data())
def test_the_order_of_lines_does_not_matter(lines: Lines, data: st.DataObject) -> None:
    """Two curators who enter the same studies get the same grade."""
    shuffled = tuple(data.draw(st.permutations(lines)))
    assert graded(shuffled) == graded(lines)
    assert studies_of(shuffled) == studies_of(lines)


@settings(deadline=None, max_examples=100)
@given(one=lines_with(stances=st.sampled_from(SEEN)), rest=evidence)
def test_a_study_told_by_three_sources_counts_once(one: sx.Evidence, rest: Lines) -> None:
    """A trial that was published three times is not three trials."""
    three = tuple(source(key) for key in ("paper", "abstract", "thesis"))
    together = evolve(one, sources=three)
    apart = tuple(evolve(one, sources=(each,)) for each in three)
    assert studies_of((together, *rest)) == studies_of((*apart, *rest)) == studies_of((one, *rest))
    assert graded((together, *rest)) == graded((*apart, *rest)) == graded((one, *rest))
    assert len(studies_of((*apart,))) == (one.level != "none")


@settings(deadline=None, max_examples=100)
@given(lines=counting)
def test_studies_are_told_apart_by_their_key(lines: Lines) -> None:
    """What each study says is kept apart, so that a reader can count them."""
    studies = studies_of(lines)
    assert set(studies) == {each.study for each in lines}
    for each in lines:
        assert each.stance in studies[each.study]
    assert sum(map(len, studies.values())) == len({(each.study, each.stance) for each in lines})


@settings(deadline=None, max_examples=100)
@given(lines=counting, more=st.sampled_from([sx.Stance.NULL_RESULT, sx.Stance.CONTRADICTS]))
def test_a_result_against_never_makes_a_record_supported(lines: Lines, more: sx.Stance) -> None:
    """Adding a study that found nothing can only weaken what the studies agree on."""
    both = (*lines, line(stance=more, study="new2020"))
    before, after = agreement_of(lines), agreement_of(both)
    assert after in ("disputed", "refuted")
    assert (after == "refuted") == (before == "refuted")


@settings(deadline=None, max_examples=100)
@given(lines=evidence)
def test_lines_may_come_from_a_generator(lines: Lines) -> None:
    """Whoever filters lines on the way gets the grade of what is left."""
    assert grade_of(each for each in lines) == grade_of(lines)
    assert level_of(iter(lines)) == level_of(lines)
    assert agreement_of(iter(lines)) == agreement_of(lines)
    assert basis_of(iter(lines)) == basis_of(lines)


# In words


@settings(deadline=None, max_examples=100)
@given(lines=evidence)
def test_no_level_is_worded_without_its_agreement(lines: Lines) -> None:
    """'randomised' alone would hide that the trials disagree."""
    level, agreement, grade = graded(lines)
    if agreement == "unsupported":
        assert grade.endswith(" only")
        assert not any(each in grade.split() for each in sx.EvidenceLevel)
    elif level == "none":
        assert grade == f"no support, {agreement}"
    else:
        assert grade == f"{level}, {agreement}"


@pytest.mark.parametrize(
    ("lines", "grade"),
    [
        ((line(), line(stance=sx.Stance.NULL_RESULT, study="b")), "randomised, disputed"),
        ((line(stance=sx.Stance.NULL_RESULT),), "no support, refuted"),
        ((line(stance=sx.Stance.DISPUTED),), "no support, disputed"),
        ((line(sx.StudyDesign.OFFICIAL_LABEL),), "label only"),
        (
            (line(sx.StudyDesign.REVIEW), line(sx.StudyDesign.REGULATOR_DECISION)),
            "regulator, reference only",
        ),
        ((line(stance=sx.Stance.OUTCOME_NOT_SEEN),), "study only"),
        ((line(sx.StudyDesign.SYSTEMATIC_REVIEW),), "review only"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_grade_in_words(lines: Lines, grade: str) -> None:
    """A reader sees how strong the evidence is and whether it agrees, or what there is instead."""
    assert grade_of(lines) == grade
    assert indication(lines).grade == grade


def test_a_basis_names_each_thing_once() -> None:
    """Five trials are 'study', once, behind what weighs more."""
    lines = [line(design, study=design) for design in sx.StudyDesign]
    assert basis_of(lines + lines) == (
        "regulator, label, product analysis, review, study, reference, user report"
    )
    assert basis_of([]) == ""


def test_a_record_without_lines_does_not_pretend_to_have_some() -> None:
    """An empty record is 'unsupported' and its grade is no stray word."""
    empty = indication(())
    assert (empty.level, empty.agreement, empty.sources) == ("none", "unsupported", ())
    assert empty.grade.strip() == empty.grade
    assert empty.grade not in ("", "only")


# Records


@settings(deadline=None, max_examples=50)
@given(lines=evidence)
def test_a_record_is_graded_by_its_lines(lines: Lines) -> None:
    """The properties of a record are those of its lines; nothing is typed in."""
    record = indication(lines)
    assert (record.level, record.agreement) == (level_of(lines), agreement_of(lines))
    assert record.weighed == lines
    assert repr(record) == f"<Indication tea.sleep: {record.grade}>"
    wanted = {each for line_ in lines for each in line_.sources}
    assert set(record.sources) == wanted
    assert len(record.sources) == len(wanted)


def test_removing_the_best_study_drops_the_grade() -> None:
    """Take a source away, and what rested on it falls by itself."""
    record = indication((line(), line(sx.StudyDesign.ANIMAL, study="beta2002")))
    assert record.grade == "randomised, supported"
    without = evolve(record, evidence=record.evidence[1:])
    assert without.grade == "animal, supported"
    assert evolve(record, evidence=()).level == "none"


def test_removing_the_best_lines_drops_the_level_of_every_packaged_record(
    catalogue: sx.Catalogue,
) -> None:
    """No packaged level survives the loss of what it rests on."""
    records = [
        record
        for compound in catalogue._store.compounds()
        for record in compound.evidenced
        if record.level > "none"
    ]
    assert len(records) > 80
    for record in records:
        best = [
            each
            for each in record.evidence
            if each.stance is sx.Stance.SUPPORTS and each.level is record.level
        ]
        assert best
        rest = tuple(each for each in record.evidence if each not in best)
        assert level_of(rest) < record.level


def test_removing_the_only_critic_restores_agreement() -> None:
    """A dispute rests on its lines as much as support does."""
    critic = line(stance=sx.Stance.CONTRADICTS, study="beta2002")
    record = indication((line(), critic))
    assert record.agreement == "disputed"
    assert evolve(record, evidence=record.evidence[:1]).agreement == "supported"
    assert evolve(record, evidence=record.evidence[1:]).agreement == "refuted"


def test_records_on_law_and_products_are_never_graded(catalogue: sx.Catalogue) -> None:
    """A decree is no study: it has no level, however strong the lines behind it look."""
    found = [record for record in catalogue._store.all_records() if isinstance(record, Ungraded)]
    assert {type(record) for record in found} >= {sx.LegalRule, sx.LegalEvent, sx.Formulation}
    assert any(isinstance(record, Dated) for record in found)
    for record in found:
        assert not record.graded
        assert record.weighed == ()
        assert (record.level, record.agreement) == ("none", "unsupported")
        assert record.grade == basis_of(record.evidence)
        assert not any(word in record.grade for word in ("supported", "disputed", "refuted"))


def test_what_a_record_means_is_itself_unless_it_says_otherwise() -> None:
    """A comparison never takes two unlike records for the same."""

    class Plain(Evidenced):
        id = "tea.tannin"

    assert Plain().meaning == ("tea.tannin",)


def test_an_outcome_reads_as_a_line() -> None:
    """Direction and size of an end-point are seen with where and when it was measured."""
    full = sx.Outcome(
        endpoint="BDNF mRNA",
        region="hippocampus",
        time="20 min",
        direction=sx.Direction.DECREASE,
        effect="-30%",
    )
    assert str(full) == "BDNF mRNA, in hippocampus, at 20 min: decrease (-30%)"
    assert str(sx.Outcome(endpoint="sleep")) == "sleep: not-stated"
    assert str(line()) == "alpha2001: randomised, supports"
    assert repr(line()) == "<Evidence alpha2001: randomised, supports>"


# The order of levels

ORDER = (
    "none",
    "anecdote",
    "in-vitro",
    "animal",
    "human-uncontrolled",
    "human-controlled",
    "randomised",
    "synthesis",
)
OPERATORS: tuple[Operator, ...] = (
    operator.lt,
    operator.le,
    operator.gt,
    operator.ge,
)


@pytest.mark.parametrize("compare", OPERATORS, ids=lambda each: each.__name__)
@pytest.mark.parametrize(("low", "high"), list(itertools.product(ORDER, repeat=2)))
def test_levels_are_ordered_by_strength(compare: Operator, low: str, high: str) -> None:
    """'animal' is below 'human-controlled' for members and strings alike, on either side."""
    wanted = compare(ORDER.index(low), ORDER.index(high))
    one, other = sx.EvidenceLevel(low), sx.EvidenceLevel(high)
    assert compare(one, other) is wanted
    assert compare(one, high) is wanted
    assert compare(low, other) is wanted


def test_levels_can_be_sorted() -> None:
    """`sorted`, `max` and `min` go by strength, not by alphabet."""
    assert tuple(sorted(sx.EvidenceLevel, reverse=True)) == tuple(
        sx.EvidenceLevel(each) for each in reversed(ORDER)
    )
    assert max(sx.EvidenceLevel) == "synthesis"
    assert min(sx.EvidenceLevel) == "none"
    assert [level.rank for level in map(sx.EvidenceLevel, ORDER)] == list(range(len(ORDER)))


@pytest.mark.parametrize("compare", OPERATORS, ids=lambda each: each.__name__)
def test_a_misspelt_level_is_refused(compare: Operator) -> None:
    """A typing error in a comparison is an error and not some order of letters."""
    for one, other in ((sx.EvidenceLevel.ANIMAL, "randomized"), ("rct", sx.EvidenceLevel.ANIMAL)):
        with pytest.raises(ValueError, match=r"randomized|rct"):
            compare(one, other)


@pytest.mark.parametrize("level", sx.EvidenceLevel)
def test_a_level_stays_itself(level: sx.EvidenceLevel) -> None:
    """A level is its string, a key, and the same member after a journey."""
    assert level == level.value
    assert hash(level) == hash(level.value)
    assert f"{level}" == str(level) == level.value
    assert pickle.loads(pickle.dumps(level)) is copy.deepcopy(level) is level


@settings(deadline=None, max_examples=50)
@given(lines=evidence, minimum=st.sampled_from(ORDER))
def test_a_level_can_be_held_against_a_minimum(lines: Lines, minimum: str) -> None:
    """`record.level >= "human-controlled"` is the filter that it looks like."""
    level = level_of(lines)
    assume(level != "none")
    assert (level >= minimum) == (ORDER.index(level) >= ORDER.index(minimum))
