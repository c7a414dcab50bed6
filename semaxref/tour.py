"""A short tour: what one can ask, each with a command and what it answers, on the real data."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from semaxref.answers.changes import LegalChange
from semaxref.document import Document, Heading, Item, Note, Text
from semaxref.model.base import NOT_ADVICE
from semaxref.model.claims import ClaimVerdict
from semaxref.model.law import Activity
from semaxref.model.pharmacology import Mechanism
from semaxref.model.sources import SeenAs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from semaxref.catalogue import Catalogue

PROGRAM = "python -m semaxref"


class Step(NamedTuple):
    """A question of the tour.

    Attributes:
        question: What one may want to know.
        command: The words behind the program that ask it.
        answer: The short of what it prints.
    """

    question: str
    command: str
    answer: str

    @property
    def line(self) -> str:
        """The command as one types it."""
        return f"{PROGRAM} {self.command}"


def steps(catalogue: Catalogue, on: date | str | None = None) -> Iterator[Step]:
    """The questions of the tour, answered from a catalogue.

    Args:
        catalogue: The packaged one, or one laid over it.
        on: The day of the legal answers; today if not given.
    """
    compound = catalogue.get("80714-61-0")
    yield Step(
        "Whose CAS number is 80714-61-0? (Any name does as well: Семакс.)",
        "show 80714-61-0",
        f"{compound.name}, a {compound.kind}: {compound.structure}",
    )
    dopamine = catalogue.record("semax.dopamine")
    assert isinstance(dopamine, Mechanism)
    yield Step(
        "Does Semax raise dopamine?",
        f"show {dopamine.id}",
        f"{dopamine.grade}: {dopamine.summary}",
    )
    uses = catalogue.indications("semax", use_case="stroke", jurisdiction="RU", on=on)
    yield Step(
        "Is Semax used for stroke, on what evidence, and on the label in Russia?",
        "uses stroke --compound semax --jurisdiction RU",
        "\n".join(f"{use.condition.id}: {use.grade}; {uses.remarks[use.id]}" for use in uses),
    )
    asked = ("semax", "piracetam")
    row = catalogue.compare(*asked, aspects=["chemical-class"], on=on).rows[0]
    yield Step(
        "How do two compounds differ?",
        f"compare {' '.join(asked)}",
        f"{row.title}: {' / '.join(cell.text for cell in row.cells)}",
    )
    for question, place, activity in (
        (
            "May a pharmacy in the United States compound Semax?",
            "US",
            Activity.PHARMACY_COMPOUNDING,
        ),
        ("May one possess Semax in Brazil? (Unknown is never permitted.)", "BR", Activity.POSSESS),
    ):
        answer = catalogue.legal_status("semax", place, on=on)[activity]
        why = f", {answer.when}" if answer.not_known is None else f": {answer.reasons[0]}"
        yield Step(question, f"legal semax {place} --activity {activity}", f"{answer.verdict}{why}")
    change = catalogue.legal_changes("noopept", jurisdiction="NZ", until=on, verdict_only=True)[0]
    assert isinstance(change, LegalChange)
    yield Step(
        "When did the law on Noopept change in New Zealand?",
        "legal noopept NZ --changes",
        f"{change.day}, {change.activity}: {change.before} -> {change.after}",
    )
    claims = catalogue.claims("semax")
    verdicts = Counter(claim.verdict for claim in claims)
    told = (f"{verdicts[verdict]} {verdict}" for verdict in ClaimVerdict if verdict in verdicts)
    yield Step(
        "How do popular statements on Semax fare?",
        "claims semax",
        f"{len(claims)} claims: {', '.join(told)}",
    )
    sources = catalogue.sources("semax")
    read = sum(source.seen_as is SeenAs.PRIMARY for source in sources)
    yield Step(
        "Who says so?",
        "sources semax",
        f"{len(sources)} sources: {read} read themselves, {len(sources) - read} only seen cited",
    )


def tour(taken: Iterable[Step], data_version: str) -> Document:
    """The tour as a document, for a page of 80 columns and 40 lines.

    Args:
        taken: The steps.
        data_version: The data that answered.
    """
    return Document(
        [
            Heading("What you can ask semaxref"),
            *(Item(f"{step.question}\n{step.line}\n{step.answer}") for step in taken),
            Text(f"Each answer is longer, with its sources. More: {PROGRAM} --help"),
            Note(f"Data {data_version}. {NOT_ADVICE}"),
        ]
    )
