"""The data card: what it counts is what is there."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

import semaxref as sx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from subprocess import CompletedProcess

Json: TypeAlias = Any
Run: TypeAlias = "Callable[..., CompletedProcess[str]]"
Table: TypeAlias = dict[str, dict[str, str]]

ROOT = Path(__file__).parent.parent
MAKER = ROOT / "tools" / "data_card.py"
PAGE = ROOT / "docs" / "data-card.md"


@pytest.fixture(scope="module")
def tables() -> dict[str, Table]:
    """The tables of the page by their headings: the cells of a row by the head of their column."""
    found: dict[str, Table] = {}
    page = PAGE.read_text("utf-8")
    for title, text in re.findall(r"^### (.*)\n\n((?:\|.*\n)+)", page, re.MULTILINE):
        head, _, *rows = (
            [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines()
        )
        found[title] = {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in rows}
    return found


def counted(table: Table, *, but: str = "all") -> dict[str, dict[str, int]]:
    """The numbers of a table, without the zeros and the row of sums."""
    return {
        name: numbers
        for name, row in table.items()
        if name != but and (numbers := {key: int(n) for key, n in row.items() if n != "0"})
    }


def nested(pairs: Iterator[tuple[str, str]]) -> dict[str, dict[str, int]]:
    """How often each pair comes, by its two parts."""
    found: dict[str, dict[str, int]] = {}
    for (first, second), number in Counter(pairs).items():
        found.setdefault(first, {})[second] = number
    return found


def lines(data_files: dict[str, Json]) -> Iterator[tuple[str, Json]]:
    """The raw evidence lines, each with its compound or ``law``."""
    for path, content in data_files.items():
        for part in content.values() if path.startswith("law/") else (content,):
            for raw in raws(part):
                owner = "law" if path.startswith("law/") else raw.get("compound")
                yield from ((str(owner), line) for line in raw.get("evidence", ()))


def raws(content: Json) -> Iterator[dict[str, Json]]:
    """The raw records of a part of a file, formulations included."""
    for raw in content if isinstance(content, list) else [content]:
        if isinstance(raw, dict):
            yield raw
            yield from raw.get("formulations", ())


def test_the_page_is_up_to_date(fresh_python: Run) -> None:
    """Who reads the card reads of the data that they have installed."""
    run = fresh_python(str(MAKER), "--check")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_an_old_page_is_told_and_brought_up_to_date(fresh_python: Run, tmp_path: Path) -> None:
    """A curator who forgot the card hears of it, and one command mends it, words untouched."""
    text = PAGE.read_text("utf-8")
    old = tmp_path / "card.md"
    old.write_text(re.sub(r"^\| semax \|.*\n", "", text, flags=re.MULTILINE), encoding="utf-8")
    run = fresh_python(str(MAKER), "--check", str(old))
    assert (run.returncode, run.stdout) == (1, f"{old}: other counts than the data\n")
    run = fresh_python(str(MAKER), str(old))
    assert (run.returncode, run.stdout) == (0, f"{old}: written\n")
    assert old.read_text("utf-8") == text


@pytest.mark.parametrize("markers", [0, 2])
def test_a_page_without_its_markers_is_refused(
    fresh_python: Run, tmp_path: Path, markers: int
) -> None:
    """A page whose markers were lost or doubled is left alone, not overwritten."""
    text = PAGE.read_text("utf-8")
    (block,) = re.findall(r"<!-- counts.*<!-- end of counts -->", text, re.DOTALL)
    page = tmp_path / "card.md"
    page.write_text(block * markers, encoding="utf-8")
    run = fresh_python(str(MAKER), str(page))
    assert run.returncode == 1
    assert "once each" in run.stderr
    assert page.read_text("utf-8") == block * markers


def test_records_are_counted_by_compound(tables: dict[str, Table]) -> None:
    """The numbers of a compound are those that its questions answer with."""
    card = dict(tables["By compound"])
    for compound in sx.compounds():
        assert card.pop(compound.id) == {
            "mechanisms": str(len(sx.mechanisms(compound))),
            "uses": str(len(sx.indications(compound))),
            "findings": str(len(sx.findings(compound))),
            "forms": str(len(compound.formulations)),
            "claims": str(len(sx.claims(compound))),
            "lines": str(sum(len(record.evidence) for record in compound.evidenced)),
        }
    (total,) = card.values()
    assert int(total["mechanisms"]) == len(sx.mechanisms())
    assert int(total["claims"]) == len(sx.claims())


def test_records_are_counted_by_kind(tables: dict[str, Table]) -> None:
    """Each kind of finding is there with its number, and so are sources and conditions."""
    card = {name: row["records"] for name, row in tables["By kind"].items()}
    for kind in sx.FindingKind:
        assert card[kind.replace("-", " ")] == str(len(sx.findings(kind=kind)))
    assert card["list: sources"] == str(len(sx.sources()))
    assert card["list: conditions"] == str(len(sx.conditions()))


def test_grades_are_counted(tables: dict[str, Table]) -> None:
    """How strong the evidence is at large, and how often it disagrees, can be read off."""
    graded = (record for each in sx.compounds() for record in each.evidenced if record.graded)
    pairs = ((str(record.level), str(record.agreement)) for record in graded)
    assert counted(tables["By level and agreement"]) == nested(pairs)


def test_lines_are_counted(tables: dict[str, Table], data_files: dict[str, Json]) -> None:
    """What the lines are, and who has read them twice, is as it stands in the files."""
    found = list(lines(data_files))
    pairs = ((line["design"], line["stance"]) for owner, line in found if owner != "law")
    assert counted(tables["By design and stance"]) == nested(pairs)
    readings = ((owner, line.get("checked", "none")) for owner, line in found)
    assert counted(tables["By second reading"]) == nested(readings)


def test_sources_are_counted(tables: dict[str, Table], data_files: dict[str, Json]) -> None:
    """How much rests on documents that nobody opened is told."""
    customs = (raw["custom"] for raw in data_files["sources.json"])
    pairs = ((custom["kind"], custom["seen_as"]) for custom in customs)
    assert counted(tables["By how a source was seen"]) == nested(pairs)


def test_law_is_counted(tables: dict[str, Table], data_files: dict[str, Json]) -> None:
    """Each place that has a file of law is there, with what the file holds."""
    card = tables["Law by jurisdiction"]
    files = {path: content for path, content in data_files.items() if path.startswith("law/")}
    assert [name.partition(",")[0] for name in card] == [path[4:-5] for path in sorted(files)]
    for (name, row), content in zip(card.items(), files.values(), strict=True):
        for key in ("rules", "events", "authorisations"):
            assert row[key] == str(len(content.get(key, ()))), name
        deciding = [raw for raw in content.get("rules", ()) if raw.get("decides", True)]
        assert row["of these deciding"] == str(len(deciding)), name
    bases = tables["Law by what our knowledge of it rests on"].values()
    for column in ("rules", "of these deciding", "authorisations"):
        assert sum(int(row[column]) for row in bases) == sum(int(r[column]) for r in card.values())


def test_sums_are_sums(tables: dict[str, Table]) -> None:
    """The last row of a table is the sum of those above."""
    summed = {title: table for title, table in tables.items() if "all" in table}
    assert len(summed) == 5
    for title, table in summed.items():
        total = {key: int(number) for key, number in table["all"].items()}
        rows = [row for name, row in table.items() if name != "all"]
        assert total == {key: sum(int(row[key]) for row in rows) for key in total}, title
