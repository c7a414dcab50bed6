"""Comparison: all that the well-known table says, with what it rests on, and no more."""

from __future__ import annotations

import copy
import json
import pickle
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

import semaxref as sx

if TYPE_CHECKING:
    from pathlib import Path

    from semaxref.model.compounds import AspectName
    from semaxref.model.law import ActivityName

Record: TypeAlias = dict[str, Any]
Files: TypeAlias = Mapping[str, Any]

ON = "2026-11-23"
THREE = ("semax", "noopept", "piracetam")
ASPECTS = [aspect.value for aspect in sx.Aspect]
UNAPPROVED = "never approved|not approved|unapproved"

# What the cells of the seed's table state, as patterns; a cell must hold every one of its own.
FACTS: dict[tuple[str, AspectName], tuple[str, ...]] = {
    ("semax", "chemical-class"): ("synthetic", "heptapeptide"),
    ("noopept", "chemical-class"): ("dipeptide", "derivative"),
    ("piracetam", "chemical-class"): ("racetam",),
    ("semax", "primary-mechanism"): ("BDNF", "NGF", "serotonin|5-HIAA", "dopamine"),
    ("noopept", "primary-mechanism"): ("BDNF", "NGF", "sensiti[sz]es ACh receptors"),
    ("piracetam", "primary-mechanism"): ("modulates AMPA receptors", "membrane", "fluidity"),
    ("semax", "administration"): ("intranasal", "most common", "subcutaneous"),
    ("noopept", "administration"): ("oral", "sublingual"),
    ("piracetam", "administration"): ("oral",),
    ("semax", "primary-use-case"): ("neuroprotect", "stroke", "cognitive enhancement"),
    ("noopept", "primary-use-case"): ("general cognitive enhancement",),
    ("piracetam", "primary-use-case"): ("memory", "cognitive support"),
    ("semax", "legal-status"): (UNAPPROVED, "research.(chemical|use)"),
    ("noopept", "legal-status"): ("unscheduled|not scheduled|no schedule", "gr[ae]y|unknown"),
    ("piracetam", "legal-status"): (UNAPPROVED, "supplement: prohibited|unlawful in supplements"),
}


@pytest.fixture(scope="module")
def comparison(catalogue: sx.Catalogue) -> sx.Comparison:
    """The three of the seed's table on the day of recording."""
    return catalogue.compare(*THREE, on=ON)


def cell(comparison: sx.Comparison, compound: str, aspect: AspectName) -> sx.Cell:
    """A cell."""
    (found,) = (each for each in comparison[aspect].cells if each.compound == compound)
    return found


def legal_records(
    comparison: sx.Comparison, compound: str
) -> list[sx.LegalRule | sx.LegalEvent | sx.Authorisation]:
    """The records of the legal cell of a compound."""
    records = cell(comparison, compound, "legal-status").records
    legal = [
        record
        for record in records
        if isinstance(record, sx.LegalRule | sx.LegalEvent | sx.Authorisation)
    ]
    assert len(legal) == len(records)
    return legal


def cells(comparison: sx.Comparison) -> dict[tuple[str, str], sx.Cell]:
    """All cells by compound and aspect."""
    return {(each.compound, each.aspect.value): each for r in comparison.rows for each in r.cells}


def printed_cells(text: str) -> dict[tuple[int, int], str]:
    """The words of each cell of a printed table, by row and column; lines drawn together."""
    lines = text.splitlines()
    (rule,) = (n for n, line in enumerate(lines) if re.fullmatch(r"-+(  +-+)+", line))
    columns = [match.span() for match in re.finditer(r"-+", lines[rule])]
    found: dict[tuple[int, int], str] = {}
    row, blank = 0, False
    for line in lines[rule + 1 :]:
        if line.startswith("In brackets"):
            break
        if not line and not blank:
            row += 1
        blank = not line
        for column, (start, end) in enumerate(columns):
            found[row, column] = f"{found.get((row, column), '')} {line[start:end].strip()}".strip()
    return found


# The table of the three


@pytest.mark.parametrize(("place", "facts"), FACTS.items(), ids=lambda value: "-".join(value)[:40])
def test_all_facts_of_the_seed_are_there(
    place: tuple[str, AspectName], facts: tuple[str, ...], comparison: sx.Comparison
) -> None:
    """Nobody loses a fact by going from the popular table to this one."""
    text = " ".join(cell(comparison, *place).text.split())
    missing = [fact for fact in facts if not re.search(fact, text, re.IGNORECASE)]
    assert missing == [], text


def test_facts_cover_the_whole_table(comparison: sx.Comparison) -> None:
    """The list above forgets no cell of the seed's five rows and three columns."""
    assert set(FACTS) == set(cells(comparison))
    assert len(FACTS) == 15


def test_fits_eighty_columns(comparison: sx.Comparison) -> None:
    """The table can be read in any terminal, down to the last source."""
    assert max(map(len, str(comparison).splitlines())) <= 80


def test_words_are_not_torn(comparison: sx.Comparison) -> None:
    """In 80 columns every cell is printed whole, its words unbroken, as its records word it."""
    printed = printed_cells(str(comparison))
    for number, row in enumerate(comparison.rows):
        for column, each in enumerate(row.cells, 1):
            words = re.sub(r"-\s", "-", " ".join(each.text.split()))
            assert re.sub(r"-\s", "-", printed[number, column]).startswith(words)


def test_each_graded_cell_prints_level_with_agreement(comparison: sx.Comparison) -> None:
    """No level stands without its agreement; what no study grades names what it rests on."""
    printed = printed_cells(str(comparison))
    graded = 0
    for number, row in enumerate(comparison.rows):
        for column, each in enumerate(row.cells, 1):
            text = printed[number, column]
            grade, sources = re.findall(r"\[([^\[\]]+)\]", text)[-2:]
            assert grade == each.grade
            assert re.fullmatch(r"[\d,-]+", sources)
            if each.lines:
                graded += 1
                level, agreement = grade.removeprefix("up to ").split(", ")
                assert agreement == each.agreement
                assert level == (each.level if each.level > "none" else "no support")
            else:
                assert not set(sx.EvidenceLevel) & set(grade.split(", "))
    assert graded >= 6


def test_sources_are_numbered_and_listed(comparison: sx.Comparison) -> None:
    """Every number in the table leads to a source below it, and every source is cited."""
    text = str(comparison)
    table, _, below = text.partition("\nSources\n")
    listed = [int(number) for number in re.findall(r"^ *\[(\d+)\] ", below, re.MULTILINE)]
    assert listed == list(range(1, len(listed) + 1))
    cited: set[int] = set()
    for printed in printed_cells(table + "\nIn brackets").values():
        for group in re.findall(r"\[(\d[\d,-]*)\]$", printed.replace(" ", "")):
            for part in group.split(","):
                first, _, last = part.partition("-")
                cited |= set(range(int(first), int(last or first) + 1))
    assert cited == set(listed)
    sources = {source for each in cells(comparison).values() for source in each.sources}
    assert len(listed) == len(sources)
    for source in sources:
        assert " ".join(source.reference.split())[:30] in " ".join(below.split())


def test_closes_with_what_it_is(comparison: sx.Comparison) -> None:
    """Data version, the day of the law, and that it is no advice."""
    text = " ".join(str(comparison).split())
    assert text.endswith(
        f"Data {sx.data_version}; law on 2026-11-23. "
        "This is reference information, not medical or legal advice."
    )
    assert not re.search(r"\b(better|best|stronger than|superior|winner)\b", text, re.IGNORECASE)


def test_cells_are_made_of_the_named_records(
    comparison: sx.Comparison, catalogue: sx.Catalogue
) -> None:
    """What a cell says can be followed to records, their evidence lines and sources."""
    for compound in comparison.compounds:
        for aspect in sx.Aspect:
            each = cell(comparison, compound.id, aspect.value)
            named = compound.principal_ids(aspect)
            ids = {record.id for record in each.records}
            assert set(named) <= ids if aspect is sx.Aspect.LEGAL_STATUS else set(named) == ids
            assert each.records
            for record in each.records:
                assert catalogue.record(record.id) == record
                assert set(record.sources) <= set(each.sources)


@pytest.mark.parametrize("compound", THREE)
def test_legal_cell(compound: str, comparison: sx.Comparison, catalogue: sx.Catalogue) -> None:
    """It gives the approval, and three verdicts with the day for which they were last known."""
    text = " ".join(cell(comparison, compound, "legal-status").text.split())
    status = catalogue.legal_status(compound, "US", on=ON)
    words_of: dict[ActivityName, str] = {
        "sell-as-medicine": "sale as medicine",
        "sell-as-supplement": "sale as supplement",
        "possess": "possession",
    }
    for activity, words in words_of.items():
        answer = status[activity]
        known = f" ({answer.when})" if answer.when else ""
        assert f"{words}: {answer.verdict.value}{known}" in text
    assert re.match(r"never approved by .+ \(as of \d{4}", text)
    assert all(record.jurisdiction == "US" for record in legal_records(comparison, compound))
    rules = [r for r in legal_records(comparison, compound) if isinstance(r, sx.LegalRule)]
    assert all(text.count(rule.summary) == 1 for rule in rules)


def test_legal_cell_of_another_place(catalogue: sx.Catalogue) -> None:
    """Asked for Russia the row is headed so, and says approved where the US cell did not."""
    russian = catalogue.compare("semax", "piracetam", jurisdiction="RU", on=ON)
    row = russian["legal-status"]
    assert "RU" in row.title
    assert all("approved" in each.text for each in row.cells)
    assert not any("never approved" in each.text for each in row.cells)
    for compound in ("semax", "piracetam"):
        assert {each.jurisdiction for each in legal_records(russian, compound)} == {"RU"}
    assert russian.jurisdiction.id == "RU"
    with pytest.raises(sx.JurisdictionNotFound):
        catalogue.compare("semax", "noopept", jurisdiction="Atlantis", on=ON)


def test_a_part_of_a_country_has_its_approvals(catalogue: sx.Catalogue) -> None:
    """As `standing` does, the legal cell for New York knows what the FDA never approved."""
    table = catalogue.compare(*THREE, jurisdiction="US-NY", on=ON)
    assert all("never approved by" in each.text for each in table["legal-status"].cells)


def test_the_salt_has_the_approval_of_the_base(catalogue: sx.Catalogue) -> None:
    """As `standing` does, the legal cell takes the acetate for the same medicine."""
    for place, words in (("US", "never approved by FDA"), ("RU", "approved")):
        table = catalogue.compare("semax", "semax-acetate", jurisdiction=place, on=ON)
        assert all(words in each.text for each in table["legal-status"].cells)


def test_legal_cell_depends_on_the_day(catalogue: sx.Catalogue) -> None:
    """Before anything was recorded as prohibited the cell does not say that it was."""
    early = cell(catalogue.compare(*THREE, on="2014-01-01"), "semax", "legal-status").text
    assert "prohibited" not in early
    assert "sale as medicine: unknown" in early
    october = cell(catalogue.compare(*THREE, on="2026-10-01"), "semax", "legal-status").text
    assert october.count("a research-use-only label does not protect a seller") == 1
    letter = "noopept.legal.us.warning-letter-peak"
    for day, known in (("2019-02-04", False), ("2019-02-05", True)):
        records = legal_records(catalogue.compare(*THREE, on=day), "noopept")
        assert (letter in {record.id for record in records}) is known


def test_an_approval_that_ended_is_not_in_the_cell(catalogue: sx.Catalogue) -> None:
    """Piracetam was registered in Kazakhstan until June 2020; a later table does not say so."""
    for day, approved in (("2020-06-23", True), ("2020-06-24", False)):
        table = catalogue.compare("piracetam", "semax", jurisdiction="KZ", on=day)
        assert ("approved" in cell(table, "piracetam", "legal-status").text) is approved


# Rows


def test_kinds_of_the_three(comparison: sx.Comparison) -> None:
    """Classes differ; where the records of a cell contradict each other the row says so."""
    kinds = {row.aspect: row.kind for row in comparison.rows}
    assert kinds["chemical-class"] == "different"  # type: ignore[index]
    assert comparison["primary-mechanism"].kind is sx.RowKind.CONFLICTING
    assert [row.aspect for row in comparison.differences()] == ASPECTS


def principal(*records: str, aspect: str = "primary-use-case") -> list[Record]:
    """What makes up a cell."""
    return [{"aspect": aspect, "records": list(records)}]


def indication(compound: str, condition: str, *stances: str) -> Record:
    """A use with one randomised study for each stance."""
    return {
        "id": f"{compound}.use",
        "compound": compound,
        "condition": condition,
        "statement": f"{compound} is used.",
        "summary": f"words of {compound}",
        "evidence": [
            {"design": "randomised", "stance": stance, "study": f"s{n}", "sources": ["g"]}
            for n, stance in enumerate(stances)
        ],
    }


@pytest.mark.parametrize(
    ("ours", "theirs", "kind"),
    [
        (("inner", "supports"), ("inner", "supports"), "same"),
        (("inner", "supports"), ("elsewhere", "supports"), "different"),
        (("inner", "supports"), ("outer", "supports"), "different"),
        (("inner", "supports"), None, "undocumented"),
        (("inner", "supports", "null-result"), ("inner", "supports"), "conflicting"),
        (("inner", "supports"), ("elsewhere", "disputed"), "conflicting"),
        (("inner", "supports", "contradicts"), None, "undocumented"),
    ],
)
def test_kinds_of_rows(
    ours: tuple[str, ...],
    theirs: tuple[str, ...] | None,
    kind: str,
    world: Callable[..., dict[str, Any]],
    catalogue_of: Callable[[Files], sx.Catalogue],
) -> None:
    """Two cells are held against each other by what they are about, never by their wording."""
    files = world()
    for compound, given in (("base", ours), ("other", theirs)):
        if given:
            files[f"compounds/{compound}/identity.json"]["principal"] = principal(f"{compound}.use")
            files[f"compounds/{compound}/indications.json"] = [indication(compound, *given)]
    catalogue = catalogue_of(files)
    table = catalogue.compare(
        "base", "other", aspects=["primary-use-case"], jurisdiction="XB", on="2010-01-01"
    )
    (row,) = table.rows
    assert row.kind == kind
    assert table.differences() == (() if kind == "same" else (row,))
    assert f"primary-use-case: {kind}" in str(table)
    if theirs is None:
        assert row.cells[1].text == ""
        assert row.cells[1].grade == ""
        assert "no record" in str(table)


@pytest.mark.parametrize(
    ("rules", "kind"),
    [
        ([{"covers": ["base", "other"]}], "same"),
        ([{"covers": ["base"]}, {"covers": ["other"], "verdict": "restricted"}], "different"),
        (
            [{"covers": ["base"]}, {"covers": ["other"], "control_state": "scheduled-nps"}],
            "different",
        ),
        ([{"covers": ["base"]}], "undocumented"),
        ([{"covers": ["base", "other"]}, {"verdict": "restricted"}], "conflicting"),
    ],
)
def test_kinds_of_the_legal_row(
    rules: list[Record],
    kind: str,
    world: Callable[..., dict[str, Any]],
    catalogue_of: Callable[[Files], sx.Catalogue],
) -> None:
    """Law is the same if the verdicts are, whatever rules they come from."""
    dated = [{"valid_from": "2001", **rule} for rule in rules]
    table = catalogue_of(world(rules=dated)).compare(
        "base", "other", aspects=["legal-status"], jurisdiction="XB", on="2010-01-01"
    )
    assert table["legal-status"].kind == kind


@pytest.mark.parametrize(
    ("states", "kind"),
    [(("approved", "approved"), "same"), (("approved", "refused"), "different")],
)
def test_approvals_are_held_against_each_other(
    states: tuple[str, str],
    kind: str,
    world: Callable[..., dict[str, Any]],
    catalogue_of: Callable[[Files], sx.Catalogue],
) -> None:
    """An approved and a refused medicine differ, though nothing else is known of either."""
    authorisations = [
        {"compound": compound, "state": state, "valid_from": "2001"}
        for compound, state in zip(("base", "other"), states, strict=True)
    ]
    table = catalogue_of(world(authorisations=authorisations)).compare(
        "base", "other", aspects=["legal-status"], jurisdiction="XB", on="2010-01-01"
    )
    assert table["legal-status"].kind == kind


def test_unknown_law_is_in_the_cell(
    world: Callable[..., dict[str, Any]], catalogue_of: Callable[[Files], sx.Catalogue]
) -> None:
    """Where nothing is recorded the cell says unknown three times, and nothing of approval."""
    table = catalogue_of(world()).compare("base", "other", jurisdiction="XB", on="2010-01-01")
    each = cell(table, "base", "legal-status")
    assert each.text.count("unknown") == 3
    assert each.records == ()
    assert table["legal-status"].kind == "undocumented"
    assert "sale as medicine: unknown" in " ".join(str(table).split())


# What may be asked


@pytest.mark.parametrize("compounds", [(), ("semax",)])
def test_fewer_than_two(compounds: tuple[str, ...], catalogue: sx.Catalogue) -> None:
    """One compound is no comparison."""
    with pytest.raises(sx.InvalidQuery, match="two"):
        catalogue.compare(*compounds, on=ON)


def test_one_twice(catalogue: sx.Catalogue) -> None:
    """The same compound under two names is found out."""
    with pytest.raises(sx.InvalidQuery, match="semax"):
        catalogue.compare("semax", "noopept", "Семакс", on=ON)
    with pytest.raises(sx.InvalidQuery):
        catalogue.compare("semax", sx.get("semax"), on=ON)


def test_a_choice_of_aspects(comparison: sx.Comparison, catalogue: sx.Catalogue) -> None:
    """Some rows alone, in the order given, and each as in the whole table."""
    part = catalogue.compare(*THREE, aspects=["administration", "chemical-class"], on=ON)
    assert [row.aspect.value for row in part.rows] == ["administration", "chemical-class"]
    for row in part.rows:
        assert row == comparison[row.aspect]
    with pytest.raises(sx.UnknownValue) as raised:
        part["legal-status"]
    assert raised.value.allowed == ("administration", "chemical-class")
    with pytest.raises(sx.InvalidQuery, match="aspect"):
        catalogue.compare(*THREE, aspects=[], on=ON)
    with pytest.raises(sx.UnknownValue, match="administration"):
        part["administraton"]  # type: ignore[index]  # pyright: ignore[reportArgumentType]
    with pytest.raises(sx.UnknownValue, match="legal-status"):
        catalogue.compare(*THREE, aspects=["legal"], on=ON)  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]


def test_order_is_the_callers(comparison: sx.Comparison, catalogue: sx.Catalogue) -> None:
    """Columns stand as they were asked for; no compound comes first by merit, no cell changes."""
    reverse = catalogue.compare(*reversed(THREE), on=ON)
    assert [compound.id for compound in reverse.compounds] == list(reversed(THREE))
    assert cells(reverse) == cells(comparison)
    assert [row.kind for row in reverse.rows] == [row.kind for row in comparison.rows]


def test_undocumented_cells_of_packaged_data(catalogue: sx.Catalogue) -> None:
    """Against a substance without recorded uses the row is undocumented, and the cell says so."""
    table = catalogue.compare("semax", "acth-4-10", on=ON)
    assert table["primary-use-case"].kind is sx.RowKind.UNDOCUMENTED
    assert cell(table, "acth-4-10", "primary-use-case").records == ()
    assert "no record" in str(table)
    assert max(map(len, str(table).splitlines())) <= 80


def test_comparison_is_a_value(comparison: sx.Comparison, catalogue: sx.Catalogue) -> None:
    """Equal questions give equal tables, which survive a pickle and a copy."""
    fresh = sx.Catalogue.packaged().compare(*THREE, on=ON)
    assert fresh == comparison
    assert hash(fresh) == hash(comparison)
    assert pickle.loads(pickle.dumps(comparison)) == comparison
    assert copy.deepcopy(comparison) == comparison
    assert catalogue.compare("semax", "noopept", on=ON) != comparison


def test_short_forms(comparison: sx.Comparison) -> None:
    """A debugger shows one line for each of table, row and cell."""
    assert repr(comparison) == "<Comparison of semax, noopept, piracetam: 5 rows>"
    row = comparison["chemical-class"]
    assert repr(row) == "<Row chemical-class: different>"
    assert repr(row.cells[0]) == "<Cell semax, chemical-class: 1 records>"


# Overlays: one changed record changes one cell


def changed_file(files: Files, record: str, change: Record) -> dict[str, Any]:
    """The files of an overlay that holds one record, changed."""
    for path, content in files.items():
        if path.endswith("identity.json"):
            for number, form in enumerate(content.get("formulations", ())):
                if form["id"] == record:
                    new = copy.deepcopy(content)
                    new["formulations"][number] |= change
                    return {path: new}
        elif path.startswith("compounds/"):
            for raw in content:
                if raw["id"] == record:
                    return {path: [{**raw, **change}]}
        elif path.startswith("law/"):
            for kind in ("rules", "events", "authorisations"):
                for raw in content.get(kind, ()):
                    if raw["id"] == record:
                        jurisdiction = content["jurisdiction"]
                        return {path: {"jurisdiction": jurisdiction, kind: [{**raw, **change}]}}
    raise LookupError(record)


def changed_cells(before: sx.Comparison, after: sx.Comparison) -> set[tuple[str, str]]:
    """Compound and aspect of all cells that differ."""
    old, new = cells(before), cells(after)
    return {place for place in old if old[place] != new[place]}


@pytest.mark.parametrize("compound", THREE)
@pytest.mark.parametrize("aspect", ASPECTS)
def test_overlaid_record_changes_its_cell_and_no_other(
    compound: str,
    aspect: AspectName,
    comparison: sx.Comparison,
    catalogue: sx.Catalogue,
    data_files: Files,
    tmp_path: Path,
) -> None:
    """Whoever corrects one record by an overlay sees it in one cell, and need not fear the rest."""
    record = cell(comparison, compound, aspect).records[-1]
    overlay = tmp_path / "corrected"
    for path, content in changed_file(
        data_files, record.id, {"summary": "corrected by hand"}
    ).items():
        (overlay / path).parent.mkdir(parents=True)
        (overlay / path).write_text(json.dumps(content), encoding="utf-8")
    after = catalogue.overlay(overlay).compare(*THREE, on=ON)
    assert changed_cells(comparison, after) == {(compound, aspect)}
    assert "corrected by hand" in cell(after, compound, aspect).text
    assert "corrected by hand" not in str(comparison)
    assert [row.kind for row in after.rows] == [row.kind for row in comparison.rows]
    assert after.data_version == f"{comparison.data_version}+corrected"


@pytest.mark.parametrize("compound", THREE)
def test_every_record_of_a_cell_moves_that_cell_alone(
    compound: str,
    comparison: sx.Comparison,
    data_files: Files,
    packaged_with: Callable[[Files], sx.Catalogue],
) -> None:
    """Not only the first record of a cell: any of them, and only that cell."""
    for place, each in cells(comparison).items():
        if place[0] != compound:
            continue
        for record in each.records:
            files = changed_file(data_files, record.id, {"summary": "changed", "statement": "New."})
            after = packaged_with(files).compare(*THREE, on=ON)
            assert changed_cells(comparison, after) == {place}, record.id


@pytest.mark.parametrize(
    ("record", "change", "word"),
    [
        ("semax.legal.us.not-approved-unscheduled.sale", {"verdict": "restricted"}, "restricted"),
        ("semax.legal.us.not-approved-unscheduled.approval", {"state": "approved"}, "approved by"),
        (
            "semax.legal.us.not-approved-unscheduled.possess",
            {"control_state": "scheduled-nps"},
            "scheduled nps",
        ),
    ],
)
def test_changed_law_changes_the_legal_cell(
    record: str,
    change: Record,
    word: str,
    comparison: sx.Comparison,
    data_files: Files,
    packaged_with: Callable[[Files], sx.Catalogue],
) -> None:
    """Verdict, approval and control state are computed, not copied into the cell."""
    after = packaged_with(changed_file(data_files, record, change)).compare(*THREE, on=ON)
    assert changed_cells(comparison, after) == {("semax", "legal-status")}
    text = " ".join(cell(after, "semax", "legal-status").text.split())
    assert word in text.replace("never approved", "")
    assert text != " ".join(cell(comparison, "semax", "legal-status").text.split())


def test_a_changed_record_outside_the_table_changes_nothing(
    comparison: sx.Comparison,
    catalogue: sx.Catalogue,
    data_files: Files,
    packaged_with: Callable[[Files], sx.Catalogue],
) -> None:
    """A cell is made of the records that it names, and of none besides."""
    used = {record.id for each in cells(comparison).values() for record in each.records}
    others = [m.id for c in THREE for m in catalogue.mechanisms(c) if m.id not in used]
    assert len(others) > 10
    for record in others[::7]:
        files = changed_file(data_files, record, {"summary": "changed"})
        assert not changed_cells(comparison, packaged_with(files).compare(*THREE, on=ON))


def test_evidence_taken_away_lowers_the_cell(
    comparison: sx.Comparison,
    data_files: Files,
    packaged_with: Callable[[Files], sx.Catalogue],
) -> None:
    """Grades are computed: a cell falls with its evidence, and is disputed by a null result."""
    path, place = "compounds/piracetam/mechanisms.json", ("piracetam", "primary-mechanism")
    used = {record.id for record in cells(comparison)[place].records}
    raws = [raw for raw in data_files[path] if raw["id"] in used]

    def overlaid(change: Callable[[Record], Record | None]) -> sx.Cell:
        changed = [
            {**raw, "evidence": [new for line in raw["evidence"] if (new := change(line))]}
            for raw in raws
        ]
        after = packaged_with({path: changed}).compare(*THREE, on=ON)
        return cells(after)[place]

    assert cells(comparison)[place].grade == "up to animal, supported"
    cells_only = overlaid(lambda line: line if line["design"] == "in-vitro" else None)
    assert cells_only.grade == "in-vitro, supported"
    doubted = overlaid(
        lambda line: {**line, "stance": "null-result"} if line["design"] == "animal" else line
    )
    assert doubted.grade == "in-vitro, disputed"
    refuted = overlaid(lambda line: {**line, "stance": "contradicts"})
    assert refuted.grade == "no support, refuted"


def test_a_level_that_only_some_statements_reach_says_so(comparison: sx.Comparison) -> None:
    """The best study behind one statement lends its level to no other in the same cell."""
    uneven = 0
    for each in cells(comparison).values():
        levels = {record.level for record in each.records if record.graded}
        assert each.grade.startswith("up to ") == (len(levels) > 1)
        uneven += len(levels) > 1
    assert uneven
    assert "up to" in str(comparison).partition("In brackets")[2]
