"""How records read: citations by number, evidence lines as items, the closing notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semaxref.document import Document, Heading, Item, Note, Reference, References, Text
from semaxref.model.base import NOT_ADVICE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from semaxref.document import Block
    from semaxref.model.evidence import Evidence, Evidenced
    from semaxref.model.sources import Source


class Citations:
    """Numbers sources in the order in which a document names them."""

    def __init__(self) -> None:
        self._numbers: dict[Source, int] = {}

    def cite(self, sources: Iterable[Source]) -> str:
        """The numbers of some sources, as ``[1,3-5]``; empty where there are none."""
        numbers = {self._numbers.setdefault(s, len(self._numbers) + 1) for s in sources}
        return f"[{','.join(_runs(sorted(numbers)))}]" if numbers else ""

    def references(self) -> list[Block]:
        """The list of all sources cited so far, under its heading."""
        entries = tuple(
            Reference(number, source.reference, source.address)
            for source, number in self._numbers.items()
        )
        return [Heading("Sources", 2), References(entries)] if entries else []


def _runs(numbers: list[int]) -> Iterator[str]:
    """Sorted numbers as text, runs of three and more drawn together."""
    while numbers:
        length = 1
        while length < len(numbers) and numbers[length] == numbers[0] + length:
            length += 1
        if length > 2:
            yield f"{numbers[0]}-{numbers[length - 1]}"
        else:
            yield from map(str, numbers[:length])
        numbers = numbers[length:]


def evidence_items(lines: Iterable[Evidence], citations: Citations, depth: int = 0) -> list[Item]:
    """Each evidence line as one item of a list, with its outcomes below it."""
    items: list[Item] = []
    for line in lines:
        details = (
            line.subjects,
            line.n and f"n={line.n}",
            line.system,
            line.model,
            line.route and line.route.label.lower(),
            line.dose,
            line.duration,
            line.comparator and f"compared with {line.comparator}",
            "; ".join(line.arms),
        )
        text = f"{line.stance}: {line.design}"
        about = ", ".join(str(detail) for detail in details if detail)
        text += f"; {about}" if about else ""
        checked = f"; second reading: {line.checked}" if line.checked else "; no second reading"
        items.append(Item(f"{text}{checked} {citations.cite(line.sources)}", depth))
        items += [Item(str(outcome), depth + 1) for outcome in line.outcomes]
        if line.pooled:
            items.append(Item(f"pools {line.pooled} studies in people", depth + 1))
        if line.note:
            items.append(Item(line.note, depth + 1))
    return items


def record_document(record: Evidenced, title: str, facts: Iterable[str] = ()) -> Document:
    """The usual page of a record: statement, facts, grade, evidence, sources."""
    citations = Citations()
    blocks: list[Block] = [
        Heading(f"{title} ({record.id})"),
        Text(record.statement),
        *(Item(fact) for fact in facts),
        Text(f"{'Evidence' if record.graded else 'Rests on'}: {record.grade}"),
        *evidence_items(record.evidence, citations),
        *citations.references(),
        Note(NOT_ADVICE),
    ]
    return Document(blocks)
