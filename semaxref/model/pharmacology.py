"""What a compound is said to do, and what it is used for."""

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from semaxref.model.evidence import Evidence, Evidenced
from semaxref.model.vocabulary import Condition, Target

if TYPE_CHECKING:
    from semaxref.document import Document


class Action(StrEnum):
    """What a compound is said to do to a target."""

    INCREASES = "increases"
    DECREASES = "decreases"
    INHIBITS = "inhibits"
    ACTIVATES = "activates"
    ANTAGONISES = "antagonises"
    BINDS = "binds"
    MODULATES = "modulates"
    POTENTIATES = "potentiates"
    PROTECTS = "protects"


@frozen(eq=False, repr=False, kw_only=True)
class Mechanism(Evidenced):
    """One thing that a compound is said to do to a target, with its evidence.

    Attributes:
        id: ``<compound>.<slug>``.
        compound: Id of the compound.
        targets: What it acts on; more than one where a study speaks of them together.
        action: What it is said to do. Whether it does is what `level` and `agreement` say.
        statement: One or two sentences.
        summary: A few words for tables.
        evidence: All lines, null and contradicting ones included.
    """

    id: str
    compound: str
    targets: tuple[Target, ...]
    action: Action
    statement: str
    summary: str
    evidence: tuple[Evidence, ...]

    columns: ClassVar = ("id", "said", "grade", "summary")

    @property
    def said(self) -> str:
        """The proposition that the grade is about, such as ``increases BDNF``."""
        return f"{self.action} {', '.join(target.id for target in self.targets)}"

    @property
    def meaning(self) -> tuple[str, ...]:
        """What the record is about, by ids: what a comparison holds against another."""
        return tuple(f"{self.action} {target.id}" for target in self.targets)

    def document(self) -> "Document":
        """Statement, targets, grade, evidence and sources."""
        from semaxref.model.reading import record_document

        targets = ", ".join(f"{target.label} ({target.id})" for target in self.targets)
        return record_document(self, "Mechanism", [f"Said: {self.action} {targets}"])


@frozen(eq=False, repr=False, kw_only=True)
class Indication(Evidenced):
    """One use of a compound for a condition, clinical or enhancement, with its evidence.

    Whether the use is approved anywhere is not said here: that is a relation of use,
    place and day, which `standing` answers.

    Attributes:
        id: ``<compound>.<slug>``.
        compound: Id of the compound.
        condition: What it is used for.
        statement: One or two sentences.
        summary: A few words for tables.
        evidence: All lines, null and contradicting ones included.
    """

    id: str
    compound: str
    condition: Condition
    statement: str
    summary: str
    evidence: tuple[Evidence, ...]

    columns: ClassVar = ("id", "condition", "grade", "summary")

    @property
    def meaning(self) -> tuple[str, ...]:
        """What the record is about, by ids: what a comparison holds against another."""
        return (self.condition.id,)

    def document(self) -> "Document":
        """Statement, condition, grade, evidence and sources."""
        from semaxref.model.reading import record_document

        condition = f"{self.condition.label} ({self.condition.id})"
        return record_document(self, "Indication", [f"Used for: {condition}"])
