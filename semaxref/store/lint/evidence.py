"""Evidence: no fact without a source, no study twice, no design that its papers belie."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from semaxref.model.evidence import Evidence, Evidenced, Stance, StudyDesign
from semaxref.model.sources import SourceKind
from semaxref.store.lint.flaws import Flaw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaxref.model.base import Record
    from semaxref.store.files import Place
    from semaxref.store.store import Store

_PEOPLE = re.compile(
    r"\b(patients?|volunteers?|humans?|clinical trial|children|adults|healthy (men|women|people))\b"
    r"|\b(больны|пациент|доброволь|детей)",
    re.IGNORECASE,
)
_DONE_IN_PEOPLE = re.compile(
    r"\b(patients?|volunteers|children with|healthy (men|women|people))\b", re.IGNORECASE
)
_ANIMALS = re.compile(
    r"\b(rats?|mice|mouse|rabbits?|rodents?|dogs?|gerbils?|guinea pigs?|chicks?|snails?|helix)\b"
    r"|\b(крыс|мыш)",
    re.IGNORECASE,
)
_NO_TRIALS = {SourceKind.LABEL, SourceKind.STATUTE, SourceKind.NEWS}
_HUMAN = {
    StudyDesign.HUMAN_OBSERVATIONAL,
    StudyDesign.HUMAN_UNCONTROLLED,
    StudyDesign.HUMAN_CONTROLLED,
    StudyDesign.RANDOMISED,
}


def evidence(_: Store, record: Record) -> Iterator[Flaw]:
    """No fact without a source, and no study twice on one record."""
    if not isinstance(record, Evidenced):
        return
    if not record.evidence:
        mend = "add a line for each study, label or decision that bears on it"
        yield Flaw("no evidence; every record needs at least one line", mend, ("evidence",))
    seen: set[tuple[str, StudyDesign, Stance]] = set()
    for number, line in enumerate(record.evidence):
        place: Place = ("evidence", number)
        if not line.sources:
            mend = "name the documents that report it, or take the line out"
            yield Flaw(f"the line {line.study} names no source", mend, (*place, "sources"))
        if (key := (line.study, line.design, line.stance)) in seen:
            mend = "make one line of them, with the outcomes of both"
            yield Flaw(f"the study {line.study} stands twice; merge the lines", mend, place)
        seen.add(key)
        for flaw in _line(line):
            yield Flaw(flaw.message, flaw.mend, (*place, *flaw.place))


def _line(line: Evidence) -> Iterator[Flaw]:
    design: Place = ("design",)
    if line.design is StudyDesign.ANIMAL and _DONE_IN_PEOPLE.search(line.subjects or ""):
        message = f"the line {line.study} is animal, but was done in people ({line.subjects})"
        yield Flaw(message, "give it a human design, or correct the subjects", design)
    yield from _titles(line)
    randomised = line.design is StudyDesign.RANDOMISED
    if randomised and line.sources and all(s.kind in _NO_TRIALS for s in line.sources):
        message = f"the line {line.study} is randomised, but none of its sources can be a trial"
        yield Flaw(message, "name the report of the trial, or change the design", design)
    if line.design is StudyDesign.USER_REPORT and line.dose:
        message = f"the line {line.study} gives a dose of users: {line.dose!r}"
        yield Flaw(message, "take it out: doses are those of studies and labels", ("dose",))
    if line.study in line.pools:
        message = f"the review {line.study} pools itself"
        yield Flaw(message, "take it out of its own pools", ("pools",))
    if line.pools and line.design is not StudyDesign.SYSTEMATIC_REVIEW:
        message = f"the line {line.study} pools studies, but is no systematic review"
        yield Flaw(message, "change the design, or take the pools out", ("pools",))
    for name, number in (("n", line.n), ("pooled_studies", line.pooled_studies)):
        if number is not None and number < (1 if name == "n" else 0):
            message = f"the line {line.study} counts {number}"
            yield Flaw(message, "give the number, or leave the key out", (name,))


def _titles(line: Evidence) -> Iterator[Flaw]:
    """The titles of the papers say in whom a study was done, unless they say both."""
    titles = [f"{source.title} {source.original_title or ''}".strip() for source in line.sources]
    people = next(filter(_PEOPLE.search, titles), None)
    animals = next(filter(_ANIMALS.search, titles), None)
    # Cells of people in a dish are in-vitro all the same.
    wrong = people if line.design is StudyDesign.ANIMAL and not animals else None
    wrong = animals if line.design in _HUMAN and not people else wrong
    if wrong:
        message = (
            f"the line {line.study} is {line.design}, but the title of its source speaks of "
            f"{'people' if people else 'animals'}: {wrong[:80]!r}"
        )
        yield Flaw(message, "correct the design, or the source that it names", ("design",))
