"""Claims: popular statements, held against the records."""

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from attrs import frozen

from semaxref.model.base import Record, Value

if TYPE_CHECKING:
    from semaxref.document import Document


class ClaimVerdict(StrEnum):
    """How a popular statement fares against the records."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    OVERSTATED = "overstated"
    UNSUPPORTED = "unsupported"
    CONTRADICTED = "contradicted"


ClaimVerdictName: TypeAlias = Literal[
    "supported", "partly", "overstated", "unsupported", "contradicted"
]


@frozen(eq=False, repr=False, kw_only=True)
class ClaimPart(Value):
    """One assertion within a claim, with a verdict of its own.

    Attributes:
        text: The assertion, in our words.
        verdict: How it fares.
    """

    text: str
    verdict: ClaimVerdict

    def __str__(self) -> str:
        return f"{self.text}: {self.verdict}"


@frozen(eq=False, repr=False, kw_only=True)
class Claim(Record):
    """A popular statement, an editor's verdict on it, and what the verdict rests on.

    Attributes:
        id: ``<compound>.claim.<slug>``.
        compound: Id of the compound.
        text: The statement, in our words.
        verdict: The editor's judgement.
        because: Why.
        parts: The assertions that it is made of, where they fare differently.
        grounds: Ids of the records that the verdict rests on.
    """

    id: str
    compound: str
    text: str
    verdict: ClaimVerdict
    because: str
    parts: tuple[ClaimPart, ...] = ()
    grounds: tuple[str, ...] = ()

    columns: ClassVar = ("id", "text", "verdict")

    def __repr__(self) -> str:
        return f"<Claim {self.id}: {self.verdict}>"

    def document(self) -> "Document":
        """The statement, the verdict, why, and the ids of its grounds."""
        from semaxref.document import Block, Document, Heading, Item, Note, Text
        from semaxref.model.base import NOT_ADVICE

        blocks: list[Block] = [
            Heading(f"Claim ({self.id})"),
            Text(self.text),
            Text(f"Verdict: {self.verdict}. {self.because}"),
            *(Item(str(part)) for part in self.parts),
        ]
        if self.grounds:
            blocks += [Text("Rests on:"), *(Item(ground) for ground in self.grounds)]
        return Document([*blocks, Note(NOT_ADVICE)])
