"""Write the counts of the data card: what there is, how well it is shown, who has read it.

    python tools/data_card.py [--check] [PAGE]

The counts stand between two markers in docs/data-card.md; the words around them are written by
hand. With --check nothing is written, and the exit status is 1 where the page tells other counts
than the packaged data.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from semaxref.catalogue import Catalogue
from semaxref.model.authorisations import Authorisation
from semaxref.model.evidence import Agreement, EvidenceLevel, SecondReading, Stance, StudyDesign
from semaxref.model.findings import FindingKind
from semaxref.model.law import Basis, LegalEvent, LegalRule
from semaxref.model.sources import SeenAs, SourceKind
from semaxref.store.files import PackagedFolder
from semaxref.store.lawbook import LAW_CLASSES, law_of
from semaxref.store.places import jurisdiction
from semaxref.store.store import LIST_CLASSES, Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from semaxref.model.evidence import Evidence

Row: TypeAlias = "tuple[str | int, ...]"

PAGE = Path(__file__).resolve().parent.parent / "docs" / "data-card.md"
BEGIN = "<!-- counts: written by tools/data_card.py -->"
END = "<!-- end of counts -->"
READINGS = (*(each.value for each in SecondReading), "none")


class Card:
    """The tables of the card.

    Args:
        store: The records.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.catalogue = Catalogue(store)
        self.compounds = self.catalogue.compounds()
        self.evidenced = [record for each in self.compounds for record in each.evidenced]
        self.law = {place: law_of(store, place) for place in store.places}

    def tables(self) -> Iterator[str]:
        """Headings and tables, in their order."""
        day = self.store.about.get("issued") or self.store.about["recorded_on"]
        yield f"Counted in data {self.catalogue.data_version} of {day}."
        yield "### By compound"
        yield table(
            ("compound", "mechanisms", "uses", "findings", "forms", "claims", "lines"),
            with_sum(self.by_compound()),
        )
        yield "### By kind"
        yield table(("kind of record", "records", "evidence lines"), self.by_kind())
        yield "### By level and agreement"
        yield table(("level", *Agreement), with_sum(self.by_grade()))
        yield "### By design and stance"
        yield table(("design", *Stance), with_sum(self.by_design()))
        yield "### By second reading"
        yield table(("evidence lines of", *READINGS), with_sum(self.by_reading()))
        yield "### By how a source was seen"
        yield table(("kind of source", *SeenAs), with_sum(self.by_seen()))
        yield "### Law by what our knowledge of it rests on"
        yield table(("basis", "rules", "of these deciding", "authorisations"), self.by_basis())
        yield "### Law by jurisdiction"
        yield table(
            ("place", "rules", "of these deciding", "events", "authorisations", "last known"),
            self.by_place(),
        )

    def by_compound(self) -> Iterator[Row]:
        """Records and evidence lines of each compound; its law is counted by place."""
        for each in self.compounds:
            records = (each.mechanisms, each.indications, each.findings, each.formulations)
            lines = sum(len(record.evidence) for record in each.evidenced)
            yield each.id, *map(len, (*records, each.claims)), lines

    def by_kind(self) -> Iterator[Row]:
        """Records of each kind; claims and the entries of lists carry no evidence."""
        findings = [finding for each in self.compounds for finding in each.findings]
        groups: list[tuple[str, Sequence[object]]] = [
            ("mechanism", self.catalogue.mechanisms()),
            ("indication", self.catalogue.indications()),
            *(
                (kind.replace("-", " "), [one for one in findings if one.kind is kind])
                for kind in FindingKind
            ),
            ("formulation", [form for each in self.compounds for form in each.formulations]),
            ("claim", self.catalogue.claims()),
        ]
        for key, kind in LAW_CLASSES.items():
            records = [one for one in chain(*self.law.values()) if isinstance(one, kind)]
            groups.append((f"law: {key}", records))
        for name, listed in LIST_CLASSES.items():
            groups.append((f"list: {name}", self.store.entries(listed)))
        for name, some in groups:
            yield name, len(some), sum(len(getattr(one, "evidence", ())) for one in some) or "-"

    def by_grade(self) -> Iterator[Row]:
        """Records on an effect, by level and agreement."""
        found = Counter((one.level, one.agreement) for one in self.evidenced if one.graded)
        for level in reversed(EvidenceLevel):
            yield level, *(found[level, agreement] for agreement in Agreement)

    def by_design(self) -> Iterator[Row]:
        """Evidence lines on compounds, by design and stance."""
        found = Counter((line.design, line.stance) for line in lines_of(self.evidenced))
        for design in StudyDesign:
            yield design, *(found[design, stance] for stance in Stance)

    def by_reading(self) -> Iterator[Row]:
        """Evidence lines of each compound and of law, by what a second reader found."""
        for each in self.compounds:
            yield each.id, *readings(lines_of(each.evidenced))
        yield "law", *readings(line for one in chain(*self.law.values()) for line in one.evidence)

    def by_seen(self) -> Iterator[Row]:
        """Sources, by kind and by how they were seen."""
        found = Counter((source.kind, source.seen_as) for source in self.catalogue.sources())
        for kind in SourceKind:
            yield kind, *(found[kind, seen] for seen in SeenAs)

    def by_basis(self) -> Iterator[Row]:
        """Rules and authorisations, by what our knowledge of them rests on."""
        rules = [one for one in chain(*self.law.values()) if isinstance(one, LegalRule)]
        products = [one for one in chain(*self.law.values()) if isinstance(one, Authorisation)]
        for basis in Basis:
            known = [rule for rule in rules if rule.basis is basis]
            deciding = sum(rule.decides for rule in known)
            yield basis, len(known), deciding, sum(one.basis is basis for one in products)

    def by_place(self) -> Iterator[Row]:
        """Records of law of each place, and the days for which they were last known."""
        for place, records in self.law.items():
            rules = [one for one in records if isinstance(one, LegalRule)]
            products = [one for one in records if isinstance(one, Authorisation)]
            known = sorted((one.last_known for one in (*rules, *products)), key=lambda d: d.latest)
            span = [str(known[0]), str(known[-1])] if known else []
            yield (
                f"{place}, {jurisdiction(self.store, place).name}",
                len(rules),
                sum(rule.decides for rule in rules),
                sum(isinstance(one, LegalEvent) for one in records),
                len(products),
                " to ".join(dict.fromkeys(span)) or "-",
            )


def lines_of(records: Iterable[object]) -> Iterator[Evidence]:
    """The evidence lines of some records."""
    for record in records:
        yield from getattr(record, "evidence", ())


def readings(lines: Iterable[Evidence]) -> tuple[int, ...]:
    """How many lines were confirmed, corrected, not found, and not read a second time."""
    found = Counter(line.checked.value if line.checked else "none" for line in lines)
    return tuple(found[each] for each in READINGS)


def with_sum(rows: Iterable[Row]) -> list[Row]:
    """The rows, and one with the sums of their columns."""
    kept = list(rows)
    numbers = zip(*(row[1:] for row in kept), strict=True)
    return [*kept, ("all", *(sum(map(int, column)) for column in numbers))]


def table(heads: Sequence[str], rows: Iterable[Row]) -> str:
    """A table in Markdown: the first column is text, the others are set to the right."""
    lines = [f"| {' | '.join(heads)} |", f"| --- |{' ---: |' * (len(heads) - 1)}"]
    lines += [f"| {' | '.join(map(str, row))} |" for row in rows]
    return "\n".join(lines)


def written(page: str) -> str:
    """The page with the counts of the packaged data between its markers.

    Raises:
        ValueError: It has not each of the markers once.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end) or BEGIN in rest or END in after:
        raise ValueError(f"the page needs {BEGIN!r} and {END!r}, once each")
    counts = "\n\n".join(Card(Store((PackagedFolder(),))).tables())
    return f"{before}{begin}\n\n{counts}\n\n{end}{after}"


def main() -> int:
    """Write the counts, or say that they differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", nargs="?", type=Path, default=PAGE)
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args()
    text = options.page.read_text(encoding="utf-8")
    wanted = written(text)
    if text == wanted:
        return 0
    print(f"{options.page}: {'other counts than the data' if options.check else 'written'}")
    if not options.check:
        options.page.write_text(wanted, encoding="utf-8")
    return int(options.check)


if __name__ == "__main__":
    sys.exit(main())
