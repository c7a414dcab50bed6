"""Colours and marks, the same in all pictures. No colour is ever the only sign."""

from __future__ import annotations

from semaxref.model.evidence import Agreement, EvidenceLevel
from semaxref.model.law import Verdict

INK = "#1a1a1a"
QUIET = "#595959"
PALE = "#c9c9c9"
FAINT = "#f2f2f2"
WHITE = "#ffffff"

LEVELS = {
    EvidenceLevel.NONE: WHITE,
    EvidenceLevel.ANECDOTE: "#f1f6fc",
    EvidenceLevel.IN_VITRO: "#dce9f6",
    EvidenceLevel.ANIMAL: "#bbd6ee",
    EvidenceLevel.HUMAN_UNCONTROLLED: "#8fbde3",
    EvidenceLevel.HUMAN_CONTROLLED: "#5b9bd1",
    EvidenceLevel.RANDOMISED: "#2369ad",
    EvidenceLevel.SYNTHESIS: "#0a3d75",
}
"""One hue, darker with each level, so that it reads in grey, too."""

MARKS = {
    Agreement.SUPPORTED: "●",
    Agreement.DISPUTED: "◐",
    Agreement.REFUTED: "✕",
    Agreement.UNSUPPORTED: "○",
}
DASHES: dict[Agreement, tuple[float, ...]] = {
    Agreement.SUPPORTED: (),
    Agreement.DISPUTED: (6, 2.5),
    Agreement.REFUTED: (1, 1.5),
    Agreement.UNSUPPORTED: (6, 2, 1, 2),
}
MEANINGS = {
    Agreement.SUPPORTED: "all studies that count support it",
    Agreement.DISPUTED: "studies disagree",
    Agreement.REFUTED: "studies looked and none supports it",
    Agreement.UNSUPPORTED: "no study that counts",
}

# Okabe and Ito's colours, which people with any kind of colour vision tell apart.
BLUE = "#0072b2"
SKY = "#56b4e9"
GREEN = "#009e73"
ORANGE = "#e69f00"
VERMILION = "#d55e00"
PURPLE = "#cc79a7"

VERDICTS = {
    Verdict.PROHIBITED: VERMILION,
    Verdict.RESTRICTED: ORANGE,
    Verdict.PERMITTED_WITH_PRESCRIPTION: SKY,
    Verdict.PERMITTED: GREEN,
    Verdict.NOT_REGULATED_SPECIFICALLY: PURPLE,
    Verdict.UNKNOWN: WHITE,
}
CODES = {
    Verdict.PROHIBITED: "X",
    Verdict.RESTRICTED: "R",
    Verdict.PERMITTED_WITH_PRESCRIPTION: "Rx",
    Verdict.PERMITTED: "P",
    Verdict.NOT_REGULATED_SPECIFICALLY: "N",
    Verdict.UNKNOWN: "?",
}
"""What stands in a band that is too short for the word."""


def ink_on(ground: str) -> str:
    """Black or white, whichever stands out more on a colour.

    Example:
        >>> ink_on("#0a3d75"), ink_on("#e69f00")
        ('#ffffff', '#1a1a1a')
    """
    return max(INK, WHITE, key=lambda ink: contrast(ink, ground))


def contrast(one: str, other: str) -> float:
    """How much two colours stand out against each other, by WCAG: from 1 to 21.

    Example:
        >>> round(contrast("#ffffff", "#000000"))
        21
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lighter(colour: str, part: float) -> str:
    """A colour mixed with white; 1 is white.

    Example:
        >>> lighter("#000000", 0.5)
        '#808080'
    """
    return "#" + "".join(f"{round(c + (255 - c) * part):02x}" for c in _channels(colour))


def _luminance(colour: str) -> float:
    parts = [c / 255 for c in _channels(colour)]
    line = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * line[0] + 0.7152 * line[1] + 0.0722 * line[2]


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
