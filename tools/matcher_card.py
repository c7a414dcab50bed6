"""Write how well the matcher does on the labelled cases, by kind and by language.

    python tools/matcher_card.py [--check] [PAGE]

The tables stand between two markers in docs/screening.md. With --check nothing is written, and
the exit status is 1 where the page tells other figures than the cases give.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from semaxref.model.resolution import MatchKind
from semaxref.screening import Matcher

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "screening.md"
CASES = ROOT / "tests" / "screening" / "cases.jsonl"
BEGIN = "<!-- figures: written by tools/matcher_card.py -->"
END = "<!-- end of figures -->"
SURE = 0.5
LANGUAGES = {
    "en": "English",
    "ru": "Russian",
    "uk": "Ukrainian",
    "de": "German",
    "xx": "none, or several",
}


class Score:
    """What was found, missed and found wrongly."""

    def __init__(self) -> None:
        self.found = self.missed = self.wrong = 0

    def cells(self) -> tuple[str, ...]:
        """Counts, precision and recall."""
        right = self.found or 1
        precision = self.found / (self.found + self.wrong or right)
        recall = self.found / (self.found + self.missed or right)
        return (
            str(self.found), str(self.missed), str(self.wrong), f"{precision:.3f}", f"{recall:.3f}",
        )  # fmt: skip


def scored(cases: Iterable[dict[str, Any]]) -> tuple[dict[str, Score], dict[str, Score]]:
    """The scores by kind and by language; a mention is right if compound and place are."""
    matcher = Matcher()
    by_kind: dict[str, Score] = {kind.value: Score() for kind in MatchKind}
    by_language: dict[str, Score] = {language: Score() for language in LANGUAGES}
    for case in cases:
        sure = [m for m in matcher.find(case["text"]) if m.confidence >= SURE]
        found = {(m.compound, m.start, m.end): m.kind.value for m in sure}
        language = by_language[case["language"]]
        for wanted in case["mentions"]:
            kind = by_kind[wanted["kind"]]
            if found.pop((wanted["compound"], wanted["start"], wanted["end"]), None):
                kind.found += 1
                language.found += 1
            elif not wanted.get("unsure"):
                kind.missed += 1
                language.missed += 1
        for kind_of_wrong in found.values():
            by_kind[kind_of_wrong].wrong += 1
            language.wrong += 1
    return by_kind, by_language


def tables(cases: list[dict[str, Any]]) -> Iterator[str]:
    """The lines of the tables."""
    by_kind, by_language = scored(cases)
    count = Counter(case["language"] for case in cases)
    empty = sum(not case["mentions"] for case in cases)
    yield f"{len(cases)} cases, {empty} of them without a mention."
    yield ""
    head = ("found", "missed", "wrong", "precision", "recall")
    yield from table(
        ("kind", *head),
        ((f"`{k}`", *s.cells()) for k, s in by_kind.items() if s.found or s.missed or s.wrong),
    )
    yield ""
    yield from table(
        ("language", "cases", *head),
        ((LANGUAGES[k], str(count[k]), *s.cells()) for k, s in by_language.items()),
    )


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A table of Markdown; all but its first column are of numbers."""
    yield f"| {' | '.join(head)} |"
    yield f"| --- |{' ---: |' * (len(head) - 1)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def main() -> int:
    """Write the page, or check it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("page", nargs="?", type=Path, default=PAGE)
    options = parser.parse_args()
    cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    text = options.page.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    new = "\n".join([f"{before}{BEGIN}", "", *tables(cases), "", f"{END}{after}"])
    if options.check:
        if new != text:
            print(f"{options.page} is not of these cases; run python tools/matcher_card.py")
        return int(new != text)
    options.page.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
