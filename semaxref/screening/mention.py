"""Mentions: where a text names a compound, and how that was recognised."""

from __future__ import annotations

from attrs import frozen

from semaxref.model.base import Value, spaced
from semaxref.model.resolution import MatchKind

HOW = {
    MatchKind.TRANSLITERATION: "the name as another script or language has it",
    MatchKind.INFLECTED: "an inflected form of the name",
    MatchKind.LOOK_ALIKE: "the name with letters or digits that look alike",
    MatchKind.SPACED: "the name with its letters set apart",
    MatchKind.FUZZY: "nearly the name; perhaps a typing error",
    MatchKind.CAS_WRONG_CHECK_DIGIT: "the CAS number but for its check digit, which is wrong",
}
"""What the kinds that are no names themselves say of a mention."""
_SORTS = {
    MatchKind.CAS: "CAS number",
    MatchKind.UNII: "UNII",
    MatchKind.INCHIKEY: "InChIKey",
}


@frozen(eq=False, repr=False, kw_only=True)
class Mention(Value):
    """A place in a text that names a compound.

    Attributes:
        compound: Id of the compound.
        start: Where it begins, in code points of the text.
        end: Where it ends; ``text[start:end]`` is `surface`.
        surface: What stands there.
        kind: How it was recognised.
        term: The name or identifier as the data has it.
        confidence: From 0 to 1, by rules: a full name is surer than a code of three signs.
            It orders mentions, and is no probability.
        negated: Whether the text says that the compound is not there, as in "semax-free".
        why: What lowered the confidence; empty where nothing did.
    """

    compound: str
    start: int
    end: int
    surface: str
    kind: MatchKind
    term: str
    confidence: float = 1.0
    negated: bool = False
    why: str = ""

    def __str__(self) -> str:
        denied = ", negated" if self.negated else ""
        place = f"{self.compound} at {self.start}-{self.end}"
        return f"{place}: {self.surface!r} ({self.kind}, {self.confidence:.2f}{denied})"

    def explain(self) -> str:
        """How the mention was recognised, in a sentence or two.

        Example:
            >>> from semaxref.screening import Matcher
            >>> mention, = Matcher().find("Semax-free formula")
            >>> print(mention.explain())
            'Semax' at 0-5 is semax: the brand 'Semax'. The text denies it. Confidence 0.95.
        """
        how = HOW.get(self.kind)
        sort = _SORTS.get(self.kind, spaced(self.kind))
        told = f"{how}, {self.term!r}" if how else f"the {sort} {self.term!r}"
        parts = [f"{self.surface!r} at {self.start}-{self.end} is {self.compound}: {told}."]
        parts += [f"{self.why[0].upper()}{self.why[1:]}."] if self.why else []
        parts += ["The text denies it."] if self.negated else []
        return " ".join([*parts, f"Confidence {self.confidence:.2f}."])
