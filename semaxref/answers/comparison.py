"""Comparison: compounds side by side, aspect by aspect. It never ranks.

A cell is made of records: their short wordings, their level with its agreement, their
sources. Two cells are held against each other by what their records are about, by ids,
never by prose.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from semaxref.answers.legal import LegalStatus, legal_status
from semaxref.errors import InvalidQuery, UnknownValue
from semaxref.model.base import Record, Shown, Value, spaced
from semaxref.model.compounds import Aspect, AspectName, Compound
from semaxref.model.evidence import (
    Agreement,
    Evidence,
    Evidenced,
    EvidenceLevel,
    agreement_of,
    basis_of,
    grade_of,
    level_of,
)
from semaxref.model.law import Activity, Dated, Hold, LegalEvent
from semaxref.model.places import Jurisdiction
from semaxref.store import lawbook

if TYPE_CHECKING:
    from semaxref.document import Document
    from semaxref.model.authorisations import Authorisation
    from semaxref.model.reading import Citations
    from semaxref.model.sources import Source
    from semaxref.store.store import Store


class RowKind(StrEnum):
    """How the cells of a row stand to each other.

    `UNDOCUMENTED`: at least one compound has no record. `CONFLICTING`: the records of at
    least one cell contradict each other, so that nothing can be held against it.
    """

    SAME = "same"
    DIFFERENT = "different"
    UNDOCUMENTED = "undocumented"
    CONFLICTING = "conflicting"


_LEGAL_ACTIVITIES = {
    Activity.SELL_AS_MEDICINE: "sale as medicine",
    Activity.SELL_AS_SUPPLEMENT: "sale as supplement",
    Activity.POSSESS: "possession",
}


@frozen(eq=False, repr=False, kw_only=True)
class Cell(Value):
    """What one compound has to say on one aspect.

    Attributes:
        compound: Id of the compound.
        aspect: The aspect.
        text: The wording, made of the records' own; empty where there are none.
        records: The records that it is made of.
        meanings: What these are about, by ids.
        conflicting: Whether they contradict each other.
    """

    compound: str
    aspect: Aspect
    text: str
    records: tuple[Evidenced, ...] = ()
    meanings: frozenset[str] = frozenset()
    conflicting: bool = False

    computed: ClassVar = ("level", "agreement", "grade", "sources")

    @property
    def lines(self) -> tuple[Evidence, ...]:
        """The evidence lines of those of its records that are graded."""
        return tuple(line for record in self.records for line in record.weighed)

    @property
    def level(self) -> EvidenceLevel:
        """The highest level over all lines that support."""
        return level_of(self.lines)

    @property
    def agreement(self) -> Agreement:
        """Whether the studies behind its records agree."""
        return agreement_of(self.lines)

    @property
    def grade(self) -> str:
        """Level and agreement; what the cell rests on where none of its records is graded.

        A level that only some of its records reach is given as "up to" that level.
        """
        if self.lines:
            uneven = len({record.level for record in self.records if record.weighed}) > 1
            return f"up to {grade_of(self.lines)}" if uneven else grade_of(self.lines)
        return basis_of(line for record in self.records for line in record.evidence)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The distinct sources of its records."""
        return tuple(dict.fromkeys(s for record in self.records for s in record.sources))

    def __repr__(self) -> str:
        return f"<Cell {self.compound}, {self.aspect}: {len(self.records)} records>"


@frozen(eq=False, repr=False, kw_only=True)
class Row(Value):
    """One aspect of all compounds.

    Attributes:
        aspect: The aspect.
        title: What the row is called.
        cells: A cell for each compound, in their order.
        kind: How these stand to each other.
    """

    aspect: Aspect
    title: str
    cells: tuple[Cell, ...]
    kind: RowKind

    def __repr__(self) -> str:
        return f"<Row {self.aspect}: {self.kind}>"


@frozen(eq=False, repr=False, kw_only=True)
class Comparison(Shown, Value):
    """Compounds side by side.

    Attributes:
        compounds: The compounds.
        rows: One row for each aspect.
        jurisdiction: The place of the legal row.
        on: The day of the legal row.
        data_version: The data that answered.
    """

    compounds: tuple[Compound, ...]
    rows: tuple[Row, ...]
    jurisdiction: Jurisdiction
    on: date
    data_version: str

    def __getitem__(self, aspect: Aspect | AspectName) -> Row:
        """The row of an aspect.

        Raises:
            UnknownValue: There is no such aspect, or the comparison was made without it.
        """
        for row in self.rows:
            if row.aspect == aspect:
                return row
        raise UnknownValue("aspect", str(aspect), tuple(row.aspect.value for row in self.rows))

    def differences(self) -> tuple[Row, ...]:
        """The rows that are not the same for all compounds."""
        return tuple(row for row in self.rows if row.kind is not RowKind.SAME)

    def __repr__(self) -> str:
        names = ", ".join(compound.id for compound in self.compounds)
        return f"<Comparison of {names}: {len(self.rows)} rows>"

    def document(self) -> Document:
        """The table, what the grades mean, and the numbered sources."""
        from semaxref.document import Document, Heading, Note, Table, Text
        from semaxref.model.base import NOT_ADVICE
        from semaxref.model.reading import Citations

        citations = Citations()
        rows = tuple(
            (row.title, *(_cell_text(cell, citations) for cell in row.cells)) for row in self.rows
        )
        names = tuple(compound.name for compound in self.compounds)
        table = Table(("", *names), rows)
        kinds = "; ".join(f"{row.aspect}: {row.kind}" for row in self.rows)
        return Document(
            [
                Heading(" / ".join(names)),
                table,
                Text(
                    "In brackets: the highest level of evidence that supports, with the "
                    'agreement of the studies; "up to" where only some of the statements '
                    "reach it; or what a cell rests on where none is graded, such as a label. "
                    "No support: no study that counts speaks for it."
                ),
                Text(f"Held against each other by ids: {kinds}."),
                *citations.references(),
                Note(f"Data {self.data_version}; law on {self.on}. {NOT_ADVICE}"),
            ]
        )


def compare(
    store: Store,
    compounds: tuple[Compound, ...],
    aspects: tuple[Aspect, ...],
    place: Jurisdiction,
    on: date,
    stale_after: int,
) -> Comparison:
    """Put compounds side by side.

    Args:
        store: The records.
        compounds: Two or more compounds, each once.
        aspects: The rows, in order.
        place: The place of the legal row.
        on: The day of the legal row.
        stale_after: After how many days without news a legal answer is stale.

    Returns:
        The comparison.

    Raises:
        InvalidQuery: There are fewer than two compounds or no aspect, or one stands twice.
    """
    ids = [compound.id for compound in compounds]
    if len(ids) < 2:
        raise InvalidQuery(f"compare takes two compounds or more, not {len(ids)}")
    if not aspects:
        raise InvalidQuery("compare takes one aspect or more")
    if twice := sorted({each for each in ids if ids.count(each) > 1}):
        raise InvalidQuery(f"a compound cannot be compared with itself: {', '.join(twice)}")

    def cell(compound: Compound, aspect: Aspect) -> Cell:
        if aspect is Aspect.LEGAL_STATUS:
            status = legal_status(store, compound.id, place, on, stale_after)
            return legal_cell(store, compound, status)
        return principal_cell(store, compound, aspect)

    rows = []
    for aspect in aspects:
        cells = tuple(cell(compound, aspect) for compound in compounds)
        title = title_of(aspect) + (f" ({place.id})" if aspect is Aspect.LEGAL_STATUS else "")
        rows.append(Row(aspect=aspect, title=title, cells=cells, kind=_kind(cells)))
    return Comparison(
        compounds=compounds,
        rows=tuple(rows),
        jurisdiction=place,
        on=on,
        data_version=store.data_version,
    )


def title_of(aspect: Aspect) -> str:
    """What a row is called, apart from its place."""
    return spaced(aspect).capitalize()


def principal_cell(store: Store, compound: Compound, aspect: Aspect) -> Cell:
    """What the principal records of a compound say on an aspect other than its legal status."""
    records = _evidenced(store, compound.principal_ids(aspect))
    return Cell(
        compound=compound.id,
        aspect=aspect,
        text="; ".join(record.summary for record in records),
        records=records,
        meanings=frozenset(meaning for record in records for meaning in record.meaning),
        conflicting=any(record.agreement is Agreement.DISPUTED for record in records),
    )


def _evidenced(store: Store, ids: tuple[str, ...]) -> tuple[Evidenced, ...]:
    records: list[Record] = [store.record(each) for each in ids]
    return tuple(record for record in records if isinstance(record, Evidenced))


def legal_cell(store: Store, compound: Compound, status: LegalStatus) -> Cell:
    """Authorisation, control state, and the verdicts on three activities, each with its day."""
    place, on = status.jurisdiction, status.on
    held = lawbook.products(store, compound.id, place)
    authorisations = [each for each in held if each.holds(on) is Hold.YES]
    answers = [status[activity] for activity in _LEGAL_ACTIVITIES]
    rules = dict.fromkeys(rule for answer in answers for rule in answer.deciding)
    states = [str(rule.control_state) for rule in rules if rule.control_state]
    parts = list(dict.fromkeys(_authorised(each, on) for each in authorisations))
    parts += [spaced(state) for state in dict.fromkeys(states)]
    for answer in answers:
        known = f" ({answer.when})" if answer.when else ""
        why = ", ".join(rule.summary for rule in answer.deciding)
        parts.append(
            f"{_LEGAL_ACTIVITIES[answer.activity]}: {answer.verdict}{known}"
            + (f": {why}" if why else "")
        )
    named = _in_force(_evidenced(store, compound.principal_ids(Aspect.LEGAL_STATUS)), status)
    parts += [record.summary for record in named if record not in rules]
    meanings = {f"authorisation {each.state}" for each in authorisations}
    meanings |= {f"control {state}" for state in states}
    meanings |= {f"{answer.activity} {answer.verdict}" for answer in answers}
    return Cell(
        compound=compound.id,
        aspect=Aspect.LEGAL_STATUS,
        text=";\n".join(parts),
        records=tuple(dict.fromkeys((*authorisations, *rules, *named))),
        meanings=frozenset(meanings) if authorisations or rules else frozenset(),
        conflicting=any(answer.conflicting for answer in answers),
    )


def _in_force(records: tuple[Evidenced, ...], status: LegalStatus) -> list[Evidenced]:
    """Of the legal records that a cell names, those of the place that bear on the day."""
    return [
        record
        for record in records
        if (isinstance(record, Dated) and record.holds(status.on) is Hold.YES)
        or (isinstance(record, LegalEvent) and record.day <= status.on)
        if record.jurisdiction == status.jurisdiction.id
    ]


def _authorised(authorisation: Authorisation, on: date) -> str:
    by = f" by {authorisation.authority}" if authorisation.authority else ""
    known = f" (as of {authorisation.as_of})" if authorisation.as_of else ""
    doubt = ", which is doubtful" if authorisation.doubt(on) else ""
    return f"{spaced(authorisation.state)}{by}{known}{doubt}"


def _kind(cells: tuple[Cell, ...]) -> RowKind:
    if not all(cell.meanings for cell in cells):
        return RowKind.UNDOCUMENTED
    if any(cell.conflicting for cell in cells):
        return RowKind.CONFLICTING
    same = len({cell.meanings for cell in cells}) == 1
    return RowKind.SAME if same else RowKind.DIFFERENT


def _cell_text(cell: Cell, citations: Citations) -> str:
    if not cell.records:
        return cell.text or "no record"
    return f"{cell.text} [{cell.grade}] {citations.cite(cell.sources)}"
