"""Findings: effects, kinetics, history and whatever else is known of a compound."""

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from attrs import frozen

from semaxref.model.base import PartialDate, spaced
from semaxref.model.evidence import Evidence, Evidenced
from semaxref.model.vocabulary import Condition, Route

if TYPE_CHECKING:
    from semaxref.document import Document


class FindingKind(StrEnum):
    """What a finding is about.

    `ASSESSMENT` says how things stand with the evidence: that no trial was found, that a
    mechanism is unclear.
    """

    ADVERSE_EFFECT = "adverse-effect"
    CONTRAINDICATION = "contraindication"
    INTERACTION = "interaction"
    KINETIC = "kinetic"
    METABOLISM = "metabolism"
    PHARMACODYNAMICS = "pharmacodynamics"
    ADMINISTRATION = "administration"
    IDENTITY = "identity"
    HISTORY = "history"
    PRODUCT_QUALITY = "product-quality"
    ASSESSMENT = "assessment"


_UNGRADED = frozenset(
    {
        FindingKind.ADMINISTRATION,
        FindingKind.IDENTITY,
        FindingKind.HISTORY,
        FindingKind.PRODUCT_QUALITY,
        FindingKind.ASSESSMENT,
    }
)
FindingKindName: TypeAlias = Literal[
    "adverse-effect",
    "contraindication",
    "interaction",
    "kinetic",
    "metabolism",
    "pharmacodynamics",
    "administration",
    "identity",
    "history",
    "product-quality",
    "assessment",
]


class Quantity(StrEnum):
    """What a kinetic value measures."""

    HALF_LIFE = "half-life"
    TMAX = "tmax"
    CMAX = "cmax"
    BIOAVAILABILITY = "bioavailability"
    VOLUME_OF_DISTRIBUTION = "volume-of-distribution"
    PROTEIN_BINDING = "protein-binding"
    CLEARANCE = "clearance"
    EXCRETION = "excretion"
    ABSORPTION = "absorption"
    ONSET = "onset"
    DURATION_OF_ACTION = "duration-of-action"
    BRAIN_UPTAKE = "brain-uptake"
    STEADY_STATE = "steady-state"
    DEGRADATION = "degradation"


@frozen(eq=False, repr=False, kw_only=True)
class Finding(Evidenced):
    """Something known of a compound that is neither a mechanism nor a use.

    Attributes:
        id: ``<compound>.<slug>``.
        compound: Id of the compound.
        kind: What it is about.
        statement: One or two sentences.
        summary: A few words for tables.
        category: What it says, as one key that others can share, such as ``heptapeptide``
            for the chemical class; a comparison holds these against each other.
        evidence: All lines, null and contradicting ones included.
    """

    id: str
    compound: str
    kind: FindingKind
    statement: str
    summary: str
    category: str | None = None
    evidence: tuple[Evidence, ...]

    columns: ClassVar = ("id", "kind", "summary", "grade")

    @property
    def meaning(self) -> tuple[str, ...]:
        """What the record is about, by ids: what a comparison holds against another."""
        return (self.category or self.id.partition(".")[2],)

    @property
    def graded(self) -> bool:
        """Whether it is about an effect; identity, history and the like are not graded."""
        return self.kind not in _UNGRADED

    def facts(self) -> tuple[str, ...]:
        """What the fields of this kind say, a line each."""
        return ()

    def document(self) -> "Document":
        """Statement, facts, grade, evidence and sources."""
        from semaxref.model.reading import record_document

        title = spaced(self.kind).capitalize()
        return record_document(self, title, self.facts())


@frozen(eq=False, repr=False, kw_only=True)
class AdverseEffect(Finding):
    """An unwanted effect.

    Attributes:
        effect: What happens.
        frequency: How often, as the source words it.
        rate, comparator_rate: How often with the compound and with what it was compared with.
    """

    effect: str
    frequency: str | None = None
    rate: str | None = None
    comparator_rate: str | None = None

    def facts(self) -> tuple[str, ...]:
        """Effect and frequency."""
        against = f"against {self.comparator_rate}" if self.comparator_rate else None
        rate = " ".join(part for part in (self.rate, against) if part)
        often = "; ".join(part for part in (self.frequency, rate) if part)
        return f"Effect: {self.effect}", f"Frequency: {often or 'not stated'}"


@frozen(eq=False, repr=False, kw_only=True)
class Contraindication(Finding):
    """A condition in which a label says not to use the compound.

    Attributes:
        condition: The condition.
    """

    condition: Condition

    def facts(self) -> tuple[str, ...]:
        """The condition."""
        return (f"Condition: {self.condition.label} ({self.condition.id})",)


@frozen(eq=False, repr=False, kw_only=True)
class Interaction(Finding):
    """What happens together with something else.

    Attributes:
        agent: The other substance.
        effect: What happens.
    """

    agent: str
    effect: str | None = None

    def facts(self) -> tuple[str, ...]:
        """Agent and effect."""
        return f"With: {self.agent}", f"Effect: {self.effect or 'not stated'}"


@frozen(eq=False, repr=False, kw_only=True)
class KineticValue(Finding):
    """One pharmacokinetic value.

    Attributes:
        quantity: What was measured.
        value, low, high: A number, or a range, in `unit`.
        unit: Unit as the source gives it.
        text: The value as reported, where it is no plain number; else what belongs to it.
        species, analyte, matrix: In whom, of what, in which fluid or tissue.
        route, dose: How it was given.
    """

    quantity: Quantity
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    text: str | None = None
    species: str | None = None
    analyte: str | None = None
    matrix: str | None = None
    route: Route | None = None
    dose: str | None = None

    def __attrs_post_init__(self) -> None:
        if self.text is None and self.value is None and self.low is None and self.high is None:
            raise ValueError("a kinetic value needs a value, low, high or text")

    @property
    def reading(self) -> str:
        """The value with its unit, and what the source adds to it, as one text."""
        if self.value is not None:
            number = f"{self.value:g}"
            if self.low is not None and self.high is not None:
                number += f" ({self.low:g}-{self.high:g})"
        elif self.low is not None and self.high is not None:
            number = f"{self.low:g}-{self.high:g}"
        elif self.low is not None:
            number = f"at least {self.low:g}"
        elif self.high is not None:
            number = f"up to {self.high:g}"
        else:
            return self.text or ""
        value = f"{number} {self.unit or ''}".rstrip()
        return f"{value} ({self.text})" if self.text else value

    def facts(self) -> tuple[str, ...]:
        """The value, and what it holds for."""
        where = (
            self.species,
            self.analyte,
            self.matrix,
            self.route and self.route.label,
            self.dose,
        )
        value = f"{self.quantity.replace('-', ' ').capitalize()}: {self.reading}"
        known = ", ".join(part for part in where if part)
        return (value, f"In: {known}") if known else (value,)


@frozen(eq=False, repr=False, kw_only=True)
class HistoryEvent(Finding):
    """Something that happened to a compound.

    Attributes:
        on: When, as far as known.
        until: The last day, where it lasted.
    """

    on: PartialDate | None = None
    until: PartialDate | None = None

    def facts(self) -> tuple[str, ...]:
        """The date."""
        if self.on:
            return (f"Date: {self.on}" + (f" to {self.until}" if self.until else ""),)
        return ("Date: not known" + (f", until {self.until}" if self.until else ""),)


# Kinds with fields of their own; all others are plain findings.
FINDING_CLASSES: dict[FindingKind, type[Finding]] = {
    FindingKind.ADVERSE_EFFECT: AdverseEffect,
    FindingKind.CONTRAINDICATION: Contraindication,
    FindingKind.INTERACTION: Interaction,
    FindingKind.KINETIC: KineticValue,
    FindingKind.HISTORY: HistoryEvent,
}
