"""What a name or identifier was found to mean."""

from enum import StrEnum
from typing import TYPE_CHECKING

from attrs import frozen

from semaxref.model.base import Shown, Value
from semaxref.model.compounds import Compound

if TYPE_CHECKING:
    from semaxref.document import Document


class MatchKind(StrEnum):
    """What sort of name or identifier a query is; the last five are met in running text only."""

    ID = "id"
    NAME = "name"
    BRAND = "brand"
    CODE = "code"
    TRANSLITERATION = "transliteration"
    CAS = "cas"
    SEQUENCE = "sequence"
    INCHIKEY = "inchikey"
    UNII = "unii"
    IDENTIFIER = "identifier"
    INFLECTED = "inflected"
    LOOK_ALIKE = "look-alike"
    SPACED = "spaced"
    CAS_WRONG_CHECK_DIGIT = "cas-wrong-check-digit"
    FUZZY = "fuzzy"


@frozen(eq=False, repr=False, kw_only=True)
class Resolution(Shown, Value):
    """The compound that a query names, and how it was recognised.

    Attributes:
        query: What was asked.
        compound: What it names.
        kind: What sort of name or identifier it is.
        matched: The name or identifier as the data has it.
        caveat: What to know before relying on it; None where nothing is doubtful.
    """

    query: str
    compound: Compound
    kind: MatchKind
    matched: str
    caveat: str | None = None

    def __repr__(self) -> str:
        doubt = ", with a caveat" if self.caveat else ""
        return f"<Resolution {self.query!r}: {self.compound.id} by {self.kind}{doubt}>"

    def document(self) -> "Document":
        """The compound, how it was recognised, and the caveat."""
        from semaxref.document import Block, Document, Heading, Note, Text

        blocks: list[Block] = [
            Heading(f"{self.query} is {self.compound.name}"),
            Text(f"Recognised as {self.kind} {self.matched} of {self.compound.id}."),
        ]
        return Document([*blocks, Note(self.caveat)] if self.caveat else blocks)
