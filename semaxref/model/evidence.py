"""Evidence lines, and the two grades that follow from them: level and agreement.

Nobody types a grade in. Take a source away, and what rested on it falls by itself.
"""

from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum
from typing import ClassVar, Literal, TypeAlias

from attrs import frozen

from semaxref.model.base import Record, Value, member
from semaxref.model.sources import Source
from semaxref.model.vocabulary import Route


class StudyDesign(StrEnum):
    """How the thing behind an evidence line was found."""

    IN_VITRO = "in-vitro"
    ANIMAL = "animal"
    USER_REPORT = "user-report"
    HUMAN_OBSERVATIONAL = "human-observational"
    HUMAN_UNCONTROLLED = "human-uncontrolled"
    HUMAN_CONTROLLED = "human-controlled"
    RANDOMISED = "randomised"
    SYSTEMATIC_REVIEW = "systematic-review"
    REVIEW = "review"
    OFFICIAL_LABEL = "official-label"
    REGULATOR_DECISION = "regulator-decision"
    PRODUCT_ANALYSIS = "product-analysis"


class Stance(StrEnum):
    """What a line says of the record that it stands on."""

    SUPPORTS = "supports"
    NULL_RESULT = "null-result"
    CONTRADICTS = "contradicts"
    DISPUTED = "disputed"
    OUTCOME_NOT_SEEN = "outcome-not-seen"


class Direction(StrEnum):
    """Which way an outcome went."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NO_CHANGE = "no-change"
    IMPROVED = "improved"
    WORSENED = "worsened"
    MIXED = "mixed"
    NOT_STATED = "not-stated"


class SecondReading(StrEnum):
    """What a second reader found when holding a line against its source.

    Lines that no second reader has held against their source carry none.
    """

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    NOT_FOUND = "not-found"


class EvidenceLevel(StrEnum):
    """The strongest design that supports a record; ordered by rank, not by alphabet.

    Example:
        >>> EvidenceLevel.RANDOMISED > "animal"
        True
    """

    NONE = "none"
    ANECDOTE = "anecdote"
    IN_VITRO = "in-vitro"
    ANIMAL = "animal"
    HUMAN_UNCONTROLLED = "human-uncontrolled"
    HUMAN_CONTROLLED = "human-controlled"
    RANDOMISED = "randomised"
    SYNTHESIS = "synthesis"

    @property
    def rank(self) -> int:
        """Place in the order, from 0 for `NONE`."""
        return _RANKS[self]

    def __lt__(self, other: str) -> bool:
        return self.rank < member(EvidenceLevel, other, "level").rank

    def __le__(self, other: str) -> bool:
        return self.rank <= member(EvidenceLevel, other, "level").rank

    def __gt__(self, other: str) -> bool:
        return self.rank > member(EvidenceLevel, other, "level").rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= member(EvidenceLevel, other, "level").rank


class Agreement(StrEnum):
    """Whether the studies behind a record agree."""

    SUPPORTED = "supported"
    DISPUTED = "disputed"
    REFUTED = "refuted"
    UNSUPPORTED = "unsupported"


LevelName: TypeAlias = Literal[
    "none",
    "anecdote",
    "in-vitro",
    "animal",
    "human-uncontrolled",
    "human-controlled",
    "randomised",
    "synthesis",
]
AgreementName: TypeAlias = Literal["supported", "disputed", "refuted", "unsupported"]

_RANKS = {level: rank for rank, level in enumerate(EvidenceLevel)}
_LEVELS = {
    StudyDesign.USER_REPORT: EvidenceLevel.ANECDOTE,
    StudyDesign.IN_VITRO: EvidenceLevel.IN_VITRO,
    StudyDesign.ANIMAL: EvidenceLevel.ANIMAL,
    StudyDesign.HUMAN_OBSERVATIONAL: EvidenceLevel.HUMAN_UNCONTROLLED,
    StudyDesign.HUMAN_UNCONTROLLED: EvidenceLevel.HUMAN_UNCONTROLLED,
    StudyDesign.HUMAN_CONTROLLED: EvidenceLevel.HUMAN_CONTROLLED,
    StudyDesign.RANDOMISED: EvidenceLevel.RANDOMISED,
    StudyDesign.SYSTEMATIC_REVIEW: EvidenceLevel.SYNTHESIS,
}
# What lines rest on, in words; the weightier first.
_BASES = {
    StudyDesign.REGULATOR_DECISION: "regulator",
    StudyDesign.OFFICIAL_LABEL: "label",
    StudyDesign.PRODUCT_ANALYSIS: "product analysis",
    StudyDesign.SYSTEMATIC_REVIEW: "review",
    StudyDesign.RANDOMISED: "study",
    StudyDesign.HUMAN_CONTROLLED: "study",
    StudyDesign.HUMAN_UNCONTROLLED: "study",
    StudyDesign.HUMAN_OBSERVATIONAL: "study",
    StudyDesign.ANIMAL: "study",
    StudyDesign.IN_VITRO: "study",
    StudyDesign.REVIEW: "reference",
    StudyDesign.USER_REPORT: "user report",
}


@frozen(eq=False, repr=False, kw_only=True)
class Outcome(Value):
    """One end-point of a study.

    Attributes:
        endpoint: What was measured.
        region: Where, such as a brain region.
        time: When.
        direction: Which way it went.
        effect: The size, as the source reports it.
    """

    endpoint: str
    region: str | None = None
    time: str | None = None
    direction: Direction = Direction.NOT_STATED
    effect: str | None = None

    def __str__(self) -> str:
        parts = [
            self.endpoint,
            self.region and f"in {self.region}",
            self.time and f"at {self.time}",
        ]
        size = f" ({self.effect})" if self.effect else ""
        return f"{', '.join(p for p in parts if p)}: {self.direction}{size}"


@frozen(eq=False, repr=False, kw_only=True)
class Evidence(Value):
    """One study, label or decision bearing on a record.

    Attributes:
        design: How it was found.
        stance: What it says of the record.
        study: Key of the study; lines with the same key are one study.
        sources: The documents that report it.
        subjects: Who or what was studied.
        system: Tissue, cells or assay.
        model: Disease model.
        n: How many people or animals.
        arms: The groups that were compared.
        route: How it was given.
        dose: As the source gives it.
        duration: How long it was given.
        comparator: What it was compared with.
        outcomes: What was found, end-point by end-point.
        pools: Keys of studies that a review pools.
        pooled_studies: How many studies of this compound in people a review pools.
        checked: What a second reader found; None where nobody has looked.
        note: Limits and doubts.
    """

    design: StudyDesign
    stance: Stance
    study: str
    sources: tuple[Source, ...]
    subjects: str | None = None
    system: str | None = None
    model: str | None = None
    n: int | None = None
    arms: tuple[str, ...] = ()
    route: Route | None = None
    dose: str | None = None
    duration: str | None = None
    comparator: str | None = None
    outcomes: tuple[Outcome, ...] = ()
    pools: tuple[str, ...] = ()
    pooled_studies: int | None = None
    checked: SecondReading | None = None
    note: str | None = None

    @property
    def pooled(self) -> int:
        """How many studies of this compound in people a review pools, as far as known."""
        return len(self.pools) if self.pooled_studies is None else self.pooled_studies

    @property
    def level(self) -> EvidenceLevel:
        """The level that this line gives where it supports."""
        if self.design is StudyDesign.SYSTEMATIC_REVIEW and not self.pooled:
            return EvidenceLevel.NONE
        return _LEVELS.get(self.design, EvidenceLevel.NONE)

    def __str__(self) -> str:
        return f"{self.study}: {self.design}, {self.stance}"


def level_of(lines: Iterable[Evidence]) -> EvidenceLevel:
    """The highest level over the lines that support.

    Args:
        lines: Evidence lines, in any order.

    Returns:
        `EvidenceLevel.NONE` where none supports.
    """
    return max(
        (line.level for line in lines if line.stance is Stance.SUPPORTS),
        default=EvidenceLevel.NONE,
    )


def agreement_of(lines: Iterable[Evidence]) -> Agreement:
    """Whether the studies behind the lines agree.

    Labels, narrative reviews and decisions are no studies and do not count; nor does a
    study whose outcome was not seen. A study that a counted review pools is part of that
    review and does not count again.

    Args:
        lines: Evidence lines, in any order.

    Returns:
        The agreement over distinct studies.
    """
    stances = {stance for votes in studies_of(lines).values() for stance in votes}
    if not stances:
        return Agreement.UNSUPPORTED
    if stances == {Stance.SUPPORTS}:
        return Agreement.SUPPORTED
    if stances <= {Stance.NULL_RESULT, Stance.CONTRADICTS}:
        return Agreement.REFUTED
    return Agreement.DISPUTED


def studies_of(lines: Iterable[Evidence]) -> dict[str, frozenset[Stance]]:
    """The distinct studies that count for agreement, with what each of them says."""
    counted = [
        line
        for line in lines
        if line.level is not EvidenceLevel.NONE and line.stance is not Stance.OUTCOME_NOT_SEEN
    ]
    pooled = {study for line in counted for study in line.pools if study != line.study}
    votes: defaultdict[str, set[Stance]] = defaultdict(set)
    for line in counted:
        if line.study not in pooled:
            votes[line.study].add(line.stance)
    return {study: frozenset(stances) for study, stances in votes.items()}


def grade_of(lines: Iterable[Evidence]) -> str:
    """Level and agreement in words, never one without the other.

    Where no study counts, it says what there is instead.
    """
    lines = tuple(lines)
    agreement = agreement_of(lines)
    if agreement is Agreement.UNSUPPORTED:
        return f"{basis_of(lines) or 'nothing'} only"
    level = level_of(lines)
    return f"{'no support' if level is EvidenceLevel.NONE else level}, {agreement}"


def basis_of(lines: Iterable[Evidence]) -> str:
    """What lines rest on, in words and without a grade: labels, a regulator, references."""
    designs = {line.design for line in lines}
    names = dict.fromkeys(name for each, name in _BASES.items() if each in designs)
    return ", ".join(names)


class Evidenced(Record):
    """A record that rests on evidence lines, with what follows from them.

    Only a record on an effect is graded: a leaflet proves what is on the label, and a
    register what is registered, without a level of evidence.
    """

    __slots__ = ()
    evidence: tuple[Evidence, ...]
    statement: str
    summary: str
    computed: ClassVar[tuple[str, ...]] = ("level", "agreement", "grade")

    @property
    def graded(self) -> bool:
        """Whether level and agreement say something of the record."""
        return True

    @property
    def weighed(self) -> tuple[Evidence, ...]:
        """The lines that level and agreement are computed from; none where it is not graded."""
        return self.evidence if self.graded else ()

    @property
    def level(self) -> EvidenceLevel:
        """The highest level over the lines that support."""
        return level_of(self.weighed)

    @property
    def agreement(self) -> Agreement:
        """Whether the studies agree."""
        return agreement_of(self.weighed)

    @property
    def grade(self) -> str:
        """Level and agreement; what the record rests on where it is not graded."""
        return grade_of(self.evidence) if self.graded else basis_of(self.evidence)

    @property
    def meaning(self) -> tuple[str, ...]:
        """What the record is about, by ids: what a comparison holds against another."""
        return (self.id,)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The distinct sources of all lines, in their order."""
        return tuple(dict.fromkeys(s for line in self.evidence for s in line.sources))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id}: {self.grade}>"


class Ungraded(Evidenced):
    """A record on a fact that no study grades: a product, a rule, an event."""

    __slots__ = ()
    computed: ClassVar[tuple[str, ...]] = ()

    @property
    def graded(self) -> bool:
        """Never."""
        return False
