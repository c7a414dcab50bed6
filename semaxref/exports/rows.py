"""Rows: what of a record or an answer stands in one row of a table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from semaxref.answers.comparison import Cell, Comparison, RowKind
from semaxref.answers.comparison import Row as ComparisonRow
from semaxref.answers.difference import Difference
from semaxref.answers.legal import LegalStatus
from semaxref.errors import InvalidQuery
from semaxref.exports.columns import row_of, types_of
from semaxref.model.base import Record, Value
from semaxref.model.compounds import Compound
from semaxref.model.evidence import Evidence, Evidenced, EvidenceLevel
from semaxref.model.places import Jurisdiction
from semaxref.model.records import Records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaxref.exports.columns import Row, Types


class ChangeKind(StrEnum):
    """How a record differs between two catalogues."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


_CELL = types_of(Cell)
_IN_COMPARISON: Types = {"jurisdiction": Jurisdiction, "on": date, "data_version": str}
# The order in which a comparison is read; the names are those of its JSON form.
_ROW: Types = {
    **{name: _CELL[name] for name in ("aspect", "compound", "text", "level", "agreement", "grade")},
    "kind": RowKind,
    **{name: _CELL[name] for name in ("conflicting", "meanings", "records", "sources")},
    "title": str,
}
_COMPARED: Types = {**_ROW, **_IN_COMPARISON}
_DIFFERING: Types = {
    "change": ChangeKind,
    **dict.fromkeys(("kind", "id", "summary", "path", "before", "after", "old", "new"), str),
}
_LINE = types_of(Evidence)
EVIDENCE_LINE: Types = {
    **dict.fromkeys(("record", "compound", "about", "statement"), str),
    **{name: _LINE[name] for name in ("study", "design", "stance", "subjects", "n", "system")},
    **{name: _LINE[name] for name in ("model", "arms", "route", "dose", "duration", "comparator")},
    **{name: _LINE[name] for name in ("checked", "pools")},
    "pooled": int | None,
    "level_given": EvidenceLevel,
    "sources": _LINE["sources"],
    **dict.fromkeys(("pmids", "dois", "languages", "titles"), tuple[str | None, ...]),
    "note": _LINE["note"],
    "outcomes": str,
}


def answer_rows(answer: object) -> tuple[list[Row], tuple[Types, ...]]:
    """The rows of an answer, and the types of those that it might have had."""
    if isinstance(answer, Records):
        return _records(answer)
    if not isinstance(answer, Value):
        return [row for each in _items(answer) for row in _rows(each)], ()
    also = {Comparison: (_COMPARED,), Difference: (_DIFFERING,)}
    return list(_rows(answer)), also.get(type(answer), ())


def evidence_rows(records: object) -> list[Row]:
    """A row for each evidence line of records, or of the records of compounds."""
    given = (records,) if isinstance(records, Value) else _items(records)
    return [
        (EVIDENCE_LINE, _extracted(record, line))
        for each in given
        for record in _evidenced(each)
        for line in record.evidence
    ]


def _records(answer: Records[Record]) -> tuple[list[Row], tuple[Types, ...]]:
    remarked = answer.remark_title or answer.remarks
    remark: Types = {answer.remark_title: str} if remarked else {}
    classes = dict.fromkeys((*answer.of, *map(type, answer)))
    shapes = {cls: {**types_of(cls), **remark} for cls in classes}
    rows: list[Row] = [
        (
            shapes[type(record)],
            {**row_of(record)[1], answer.remark_title: answer.remarks.get(record.id)},
        )
        for record in answer
    ]
    return rows, tuple(shapes.values())


def _rows(answer: object) -> Iterator[Row]:
    if isinstance(answer, LegalStatus):
        yield from map(row_of, answer.answers)
    elif isinstance(answer, Comparison):
        there = {name: getattr(answer, name) for name in _IN_COMPARISON}
        for row in answer.rows:
            yield from ((_COMPARED, {**values, **there}) for _, values in _rows(row))
    elif isinstance(answer, ComparisonRow):
        here = {"kind": answer.kind, "title": answer.title}
        yield from ((_ROW, {**row_of(cell)[1], **here}) for cell in answer.cells)
    elif isinstance(answer, Difference):
        yield from ((_DIFFERING, values) for values in _differing(answer))
    elif isinstance(answer, Value):
        yield row_of(answer)
    else:
        raise InvalidQuery(f"a table is made of records and answers, not of {_a(answer)}")


def _differing(answer: Difference) -> Iterator[dict[str, object]]:
    versions = {"old": answer.old, "new": answer.new}
    told = ((ChangeKind.ADDED, answer.added), (ChangeKind.REMOVED, answer.removed))
    for change, names in told:
        for name in names:
            yield {"change": change, **row_of(name)[1], **versions}
    for record in answer.changed:
        known = {"change": ChangeKind.CHANGED, "kind": record.kind, "id": record.id, **versions}
        yield from ({**known, **row_of(each)[1]} for each in record.fields)


def _items(answer: object) -> Iterable[object]:
    if isinstance(answer, Iterable) and not isinstance(answer, str):
        return answer
    raise InvalidQuery(f"a table is made of records and answers, not of {_a(answer)}")


def _evidenced(record: object) -> tuple[Evidenced, ...]:
    if isinstance(record, Evidenced):
        return (record,)
    if isinstance(record, Compound):
        return record.evidenced
    what = repr(record) if isinstance(record, Record) else _a(record)
    raise InvalidQuery(f"{what} carries no evidence")


def _extracted(record: Evidenced, line: Evidence) -> dict[str, object]:
    """What a systematic review notes of a line."""
    covers: tuple[str, ...] | None = getattr(record, "covers", None)
    compounds = covers or (str(getattr(record, "compound", "")),)
    knows_pooled = line.pools or line.pooled_studies is not None
    return {
        **row_of(line)[1],
        "record": record.id,
        "compound": "; ".join(compounds),
        "about": "; ".join(record.meaning),
        "statement": record.statement,
        "pooled": line.pooled if knows_pooled else None,
        "level_given": line.level,
        "pmids": tuple(source.pmid for source in line.sources),
        "dois": tuple(source.doi for source in line.sources),
        "languages": tuple(source.language for source in line.sources),
        "titles": tuple(source.title for source in line.sources),
        "outcomes": "; ".join(map(str, line.outcomes)) or None,
    }


def _a(thing: object) -> str:
    return f"a value of type {type(thing).__name__}"
