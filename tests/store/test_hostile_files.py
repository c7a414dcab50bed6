"""Data folders as users make them: broken, misnamed, mistyped, dangling; all told at once."""

from __future__ import annotations

import copy
import json
import os
import pickle
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from semaxref import Catalogue
from semaxref.errors import DataFaults, Fault, InvalidQuery
from semaxref.store import places
from semaxref.store.files import MAX_BYTES, Folder, PackagedFolder
from semaxref.store.lawbook import law_of
from semaxref.store.store import LIST_CLASSES, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from semaxref.model.base import Record

Json: TypeAlias = Any
Place: TypeAlias = tuple[str | int, ...]

IDENTITY = "compounds/semax/identity.json"
MECHANISMS = "compounds/semax/mechanisms.json"
INDICATIONS = "compounds/semax/indications.json"
FINDINGS = "compounds/semax/findings.json"
CLAIMS = "compounds/semax/claims.json"
EVERY_SORT = [
    "about.json",
    "sources.json",
    "conditions.json",
    "targets.json",
    "routes.json",
    "jurisdictions.json",
    "subdivisions.json",
    IDENTITY,
    MECHANISMS,
    CLAIMS,
    "law/US.json",
]
SOURCE = next(
    number
    for number, raw in enumerate(PackagedFolder().read("sources.json") or ())
    if {"author", "PMID", "issued"} <= set(raw)
)
"""Where a source stands that has all of these."""
AUTHOR, PMID, ISSUED = (f"$[{SOURCE}].{key}" for key in ("author", "PMID", "issued"))
DELETED = object()
"""Stands for taking a value away."""


def load(folder: Path, path: str) -> Json:
    """The parsed file of a folder."""
    return json.loads((folder / path).read_text(encoding="utf-8"))


def save(folder: Path, path: str, content: Json) -> None:
    """Write a file of a folder."""
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(json.dumps(content), encoding="utf-8")


def put(folder: Path, path: str, place: Place, value: object) -> None:
    """Change one value of a file; `DELETED` takes it away."""
    content = load(folder, path)
    if not place:
        content = value
    else:
        holder = content
        for part in place[:-1]:
            holder = holder[part]
        if value is DELETED:
            del holder[place[-1]]
        else:
            holder[place[-1]] = value
    save(folder, path, content)


def faults(folder: Path) -> list[Fault]:
    """The faults for which a folder was refused."""
    with pytest.raises(DataFaults) as caught:
        Catalogue.from_path(folder)
    return list(caught.value.faults)


def only(folder: Path) -> Fault:
    """The one fault of a folder, where there is one and no more."""
    found = faults(folder)
    assert len(found) == 1, found
    return found[0]


def about(found: list[Fault], file: str) -> list[Fault]:
    """Those faults that name a file."""
    return [fault for fault in found if fault.file == file]


# The good folder


def test_a_copy_of_our_data_is_our_data(data_copy: Path, catalogue: Catalogue) -> None:
    """A user who copies the data to change them starts from the same records, each of them."""
    copied = Catalogue.from_path(data_copy)
    ours = list(catalogue._store.all_records())
    theirs = list(copied._store.all_records())
    assert len(theirs) == len(ours) > 500
    for mine, other in zip(ours, theirs, strict=True):
        assert other is not mine
        assert other == mine
        assert str(other) == str(mine)
    assert copied.data_version == catalogue.data_version
    assert copied.cite() == catalogue.cite()
    for code in catalogue._store.raw_list("jurisdictions"):
        assert places.jurisdiction(copied._store, code) == places.jurisdiction(
            catalogue._store, code
        )


def test_a_path_may_be_a_text(data_copy: Path) -> None:
    """A path from a command line or a setting is a text."""
    assert Catalogue.from_path(str(data_copy)).get("semax").id == "semax"


def test_hidden_files_and_notes_are_no_data(data_copy: Path) -> None:
    """What editors and file managers leave behind, or a read-me, does not spoil a folder."""
    (data_copy / ".DS_Store").write_bytes(b"\x00\x01")
    (data_copy / "compounds/.cache").mkdir()
    (data_copy / "compounds/semax/.claims.json.swp").write_bytes(b"\x00")
    (data_copy / "README.md").write_text("Ours.", encoding="utf-8")
    (data_copy / "law/notes.txt").write_text("Ours.", encoding="utf-8")
    assert Catalogue.from_path(data_copy).get("semax").id == "semax"


def test_other_data_say_which_they_are(data_copy: Path) -> None:
    """An answer from a user's data must not carry our version or our citation."""
    save(data_copy, "about.json", {"data_version": "mine-3", "recorded_on": "2026-12-01"})
    own = Catalogue.from_path(data_copy)
    assert own.data_version == "mine-3"
    assert repr(own) == "<Catalogue mine-3>"
    assert "Data version mine-3, 2026-12-01" in own.cite()
    assert "semaxref" not in own.cite()


def test_a_path_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    """A mistyped path is said to be one, for reading, overlaying and linting alike."""
    (tmp_path / "file.json").write_text("{}", encoding="utf-8")
    asks: list[Callable[[Path], object]] = [
        Catalogue.from_path,
        Catalogue.packaged().overlay,
        Catalogue.lint,
    ]
    for path in (tmp_path / "nowhere", tmp_path / "file.json"):
        for ask in asks:
            with pytest.raises(InvalidQuery, match="is no folder"):
                ask(path)


# What is no JSON

DAMAGE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "truncated": (lambda content: content[: len(content) // 2], "not JSON, or cut off"),
    "empty": (lambda _: b"", "not JSON, or cut off"),
    "comma at the end": (lambda content: content.rstrip()[:-1] + b",}", "not JSON, or cut off"),
    "two documents": (lambda content: content + content, "not JSON, or cut off"),
    "a comment": (lambda content: b"// ours\n" + content, "not JSON, or cut off"),
    "byte order mark": (lambda content: b"\xef\xbb\xbf" + content, "not JSON, or cut off"),
    "binary": (lambda _: bytes(range(256)), "not UTF-8"),
    "compressed": (lambda _: b"\x1f\x8b\x08\x00\x9c\xff", "not UTF-8"),
    "utf-16": (lambda content: content.decode().encode("utf-16"), "not UTF-8"),
    "latin-1": (lambda _: '{"é": 1}'.encode("latin-1"), "not UTF-8"),
    "deep lists": (lambda _: b"[" * 100_000, "nested too deeply"),
    "deep objects": (lambda _: b'{"a":' * 100_000, "nested too deeply"),
    "deep and closed": (lambda _: b"[" * 100_000 + b"]" * 100_000, "nested too deeply"),
    "twice the same key": (lambda _: b'{"id": "a", "id": "b"}', "same key stands twice"),
    "NaN": (lambda _: b"[NaN]", "NaN is no JSON number"),
    "Infinity": (lambda _: b"[Infinity]", "Infinity is no JSON number"),
    "-Infinity": (lambda _: b"[-Infinity]", "-Infinity is no JSON number"),
    "endless number": (lambda _: b"[" + b"9" * 5000 + b"]", "digits"),
    "too large a number": (lambda _: b"[1e999]", "1e999"),
    "too small a number": (lambda _: b"[-1e999]", "-1e999"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_is_no_json_is_told_with_its_file(data_copy: Path, damage: str) -> None:
    """A file that was cut off, mangled or made to hurt is named, and why it cannot be read."""
    spoil, message = DAMAGE[damage]
    file = data_copy / CLAIMS
    file.write_bytes(spoil(file.read_bytes()))
    fault = only(data_copy)
    assert (fault.file, fault.path) == (CLAIMS, "$")
    assert message in fault.message


@pytest.mark.parametrize("path", EVERY_SORT)
def test_a_broken_file_of_any_sort_is_found(data_copy: Path, path: str) -> None:
    """No file is so unimportant that its damage shows only at a question weeks later."""
    file = data_copy / path
    file.write_bytes(file.read_bytes()[:-3])
    assert [fault.path for fault in about(faults(data_copy), path)] == ["$"]


@pytest.mark.parametrize("path", EVERY_SORT)
@pytest.mark.parametrize("content", [None, 5, [[]], {"a": 1}])
def test_json_of_another_shape_is_refused(data_copy: Path, path: str, content: Json) -> None:
    """A file whose JSON is fine and whose shape is not is named, not read as empty."""
    save(data_copy, path, content)
    assert about(faults(data_copy), path)


def test_a_broken_file_is_told_once(data_copy: Path) -> None:
    """One broken list of sources is one fault, not one for each of the lines that cite it."""
    (data_copy / "sources.json").write_bytes(b"[")
    assert only(data_copy).file == "sources.json"


def test_a_missing_about_is_told_once(data_copy: Path) -> None:
    """A folder without about.json lacks one file; the reader is not shown a hundred faults."""
    (data_copy / "about.json").unlink()
    assert only(data_copy).file == "about.json"


@pytest.mark.parametrize("size", [MAX_BYTES + 1, 100_000_000])
def test_a_huge_file_is_refused_by_its_size(data_copy: Path, size: int) -> None:
    """A log or a dump in the wrong place does not fill the memory."""
    os.truncate(data_copy / CLAIMS, size)
    fault = only(data_copy)
    assert fault.file == CLAIMS
    assert f"{size:,} bytes" in fault.message
    assert f"at most {MAX_BYTES:,}" in fault.message


def test_a_file_of_the_largest_size_is_read(data_copy: Path) -> None:
    """The limit itself is still allowed."""
    (data_copy / CLAIMS).write_bytes(b"[]".ljust(MAX_BYTES))
    assert Catalogue.from_path(data_copy).claims("semax") == ()


def test_an_unreadable_file_is_a_fault(data_copy: Path) -> None:
    """A file without the right to read it is named like any other fault."""
    file = data_copy / CLAIMS
    file.chmod(0)
    if os.access(file, os.R_OK):  # an administrator may read all files but this one
        memory = Path("/proc/self/mem")
        if not memory.exists():
            pytest.skip("no file here that cannot be read")
        file.unlink()
        file.symlink_to(memory)
    fault = only(data_copy)
    assert fault.file == CLAIMS
    assert fault.message.startswith("cannot be read: ")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is closed to root")
def test_an_unreadable_folder_is_a_fault(data_copy: Path) -> None:
    """A closed folder is told as a fault of the data, not as an error of the system."""
    folder = data_copy / "compounds/semax"
    folder.chmod(0)
    try:
        assert any("compounds/semax" in fault.file for fault in faults(data_copy))
    finally:
        folder.chmod(0o755)


def test_text_that_is_no_unicode_is_refused(data_copy: Path) -> None:
    """Half of a surrogate pair can be parsed and never printed."""
    file = data_copy / IDENTITY
    content = file.read_bytes().replace(b'"name": "Semax"', b'"name": "Semax\\ud800"')
    file.write_bytes(content)
    assert only(data_copy).file == IDENTITY


# Values

LINE: Place = (0, "evidence", 0)
# What is put where, with the place that must be told and a part of the message.
WRONG: list[tuple[str, Place, Json, str, str]] = [
    # Texts
    (IDENTITY, ("name",), None, "$.name", "expected a text, not null"),
    (IDENTITY, ("name",), 5, "$.name", "expected a text, not a number"),
    (IDENTITY, ("name",), True, "$.name", "expected a text, not true or false"),
    (IDENTITY, ("name",), ["Semax"], "$.name", "expected a text, not a list"),
    (IDENTITY, ("name",), {}, "$.name", "expected a text, not an object"),
    (IDENTITY, ("names", 2, "text"), 1.5, "$.names[2].text", "expected a text, not a number"),
    (CLAIMS, (3, "because"), None, "$[3].because", "expected a text, not null"),
    # Lists: a text must not become its letters
    (MECHANISMS, (1, "targets"), "NGF", "$[1].targets", "expected a list, not a text"),
    (MECHANISMS, (0, "evidence"), {}, "$[0].evidence", "expected a list, not an object"),
    (MECHANISMS, (*LINE, "sources"), None, "$[0].evidence[0].sources", "expected a list, not null"),
    (CLAIMS, (0, "grounds"), "semax.bdnf", "$[0].grounds", "expected a list, not a text"),
    (CLAIMS, (0, "grounds"), 5, "$[0].grounds", "expected a list, not a number"),
    (CLAIMS, (0, "grounds"), [5], "$[0].grounds[0]", "expected a text, not a number"),
    (IDENTITY, ("principal",), {}, "$.principal", "expected a list, not an object"),
    (IDENTITY, ("principal", 0), ["x"], "$.principal[0]", "expected an object, not a list"),
    (IDENTITY, ("principal", 0, "records"), 5, "$.principal[0].records", "expected a list"),
    (IDENTITY, ("formulations",), None, "$.formulations", "expected a list, not null"),
    (IDENTITY, ("formulations", 0), "x", "$.formulations[0]", "expected an object, not a text"),
    (IDENTITY, ("formulations", 0, "id"), ["x"], "$.formulations[0].id", "expected a text"),
    ("law/CA.json", ("rules", 0, "covers"), None, "$.rules[0].covers", "expected a list"),
    ("law/CA.json", ("rules", 0, "covers"), "semax", "$.rules[0].covers", "expected a list"),
    ("law/RU.json", ("rules", 0, "attested_by"), 1.5, "$.rules[0].attested_by", "expected a list"),
    ("law/RU.json", ("rules", 0, "supersedes"), True, "$.rules[0].supersedes", "expected a list"),
    ("targets.json", (0, "members"), 5, "$[0].members", "expected a list"),
    ("conditions.json", (0, "parent"), ["x"], "$[0].parent", "expected a text"),
    # Numbers
    (MECHANISMS, (*LINE, "n"), "12", "$[0].evidence[0].n", "expected a whole number, not a text"),
    (MECHANISMS, (*LINE, "n"), 12.0, "$[0].evidence[0].n", "expected a whole number"),
    (MECHANISMS, (*LINE, "n"), True, "$[0].evidence[0].n", "expected a whole number"),
    (IDENTITY, ("structure", "molar_mass"), "813.9", "$.structure.molar_mass", "expected a number"),
    (IDENTITY, ("structure", "molar_mass"), True, "$.structure.molar_mass", "expected a number"),
    ("law/CA.json", ("rules", 0, "decides"), "false", "$.rules[0].decides", "true or false"),
    ("law/CA.json", ("rules", 0, "decides"), 0, "$.rules[0].decides", "true or false"),
    # Objects
    (IDENTITY, ("structure",), "C37", "$.structure", "expected an object, not a text"),
    (IDENTITY, ("names", 0), None, "$.names[0]", "expected an object, not null"),
    (MECHANISMS, (0, "evidence", 0), "x", "$[0].evidence[0]", "expected an object, not a text"),
    # Words from a list
    (IDENTITY, ("kind",), "peptid", "$.kind", "did you mean 'peptide'?"),
    (IDENTITY, ("names", 0, "kind"), "trade", "$.names[0].kind", "brand"),
    (IDENTITY, ("identifiers", 0, "status"), "wrong", "$.identifiers[0].status", "misattributed"),
    (IDENTITY, ("relation",), "Salt", "$.relation", "did you mean 'salt'"),
    (MECHANISMS, (0, "action"), "raises", "$[0].action", "increases"),
    (MECHANISMS, (*LINE, "design"), "rat", "$[0].evidence[0].design", "animal"),
    (MECHANISMS, (*LINE, "stance"), "suports", "$[0].evidence[0].stance", "mean 'supports'"),
    (MECHANISMS, (*LINE, "stance"), "", "$[0].evidence[0].stance", "null-result"),
    (MECHANISMS, (*LINE, "stance"), None, "$[0].evidence[0].stance", "not null"),
    (FINDINGS, (0, "kind"), "sideeffect", "$[0].kind", "adverse-effect"),
    (FINDINGS, (0, "kind"), None, "$[0].kind", "expected a text, not null"),
    (CLAIMS, (0, "verdict"), "true", "$[0].verdict", "overstated"),
    ("conditions.json", (0, "kind"), "illness", "$[0].kind", "disease"),
    ("targets.json", (0, "kind"), "gene", "$[0].kind", "gene-product"),
    ("jurisdictions.json", (0, "kind"), "state", "$[0].kind", "subdivision"),
    ("law/CA.json", ("rules", 0, "verdict"), "allowed", "$.rules[0].verdict", "permitted"),
    ("law/CA.json", ("rules", 0, "basis"), "law", "$.rules[0].basis", "primary-text"),
    ("law/CA.json", ("rules", 0, "scope"), "group", "$.rules[0].scope", "group-entry"),
    (
        "law/CA.json",
        ("rules", 0, "activities", 0),
        "sell",
        "$.rules[0].activities[0]",
        "sell-as-medicine",
    ),
    ("law/CA.json", ("events", 0, "kind"), "raid", "$.events[0].kind", "seizure"),
    (
        "law/EU.json",
        ("authorisations", 0, "state"),
        "unapproved",
        "$.authorisations[0].state",
        "never-approved",
    ),
    # Dates
    ("law/CA.json", ("rules", 0, "as_of"), "2025-13", "$.rules[0].as_of", "is no date"),
    ("law/CA.json", ("rules", 0, "as_of"), "2025-02-30", "$.rules[0].as_of", "is no date"),
    ("law/CA.json", ("rules", 0, "as_of"), "14.4.2025", "$.rules[0].as_of", "YYYY-MM-DD"),
    ("law/CA.json", ("rules", 0, "as_of"), "0000", "$.rules[0].as_of", "is no date"),
    ("law/CA.json", ("rules", 0, "as_of"), 2025, "$.rules[0].as_of", "expected a text"),
    # A list of sources in CSL-JSON, whose keys are not ours
    ("sources.json", (0, "title"), 5, "$[0].title", "expected a text, not a number"),
    (
        "sources.json",
        (SOURCE, "author"),
        "Abdullina AA",
        AUTHOR,
        "'family' and 'given'",
    ),
    (
        "sources.json",
        (SOURCE, "author", 0),
        {"name": "x"},
        AUTHOR,
        "'family' and 'given'",
    ),
    ("sources.json", (SOURCE, "author", 0), {}, AUTHOR, "'family' and 'given'"),
    ("sources.json", (SOURCE, "author", 0, "family"), 5, AUTHOR, "expected a text"),
    (
        "sources.json",
        (SOURCE, "PMID"),
        35102783,
        PMID,
        "expected a text, not a number",
    ),
    ("sources.json", (SOURCE, "issued"), "2022", ISSUED, "date-parts"),
    (
        "sources.json",
        (SOURCE, "issued"),
        {"date-parts": [["2022"]]},
        ISSUED,
        "date-parts",
    ),
    ("sources.json", (SOURCE, "issued"), {"date-parts": []}, ISSUED, "date-parts"),
    (
        "sources.json",
        (SOURCE, "issued"),
        {"date-parts": [[2022, 13]]},
        ISSUED,
        "is no date",
    ),
    ("sources.json", (0, "type"), "journal", "$[0].type", "article-journal"),
    ("sources.json", (0, "custom"), [], "$[0].custom", "expected an object, not a list"),
    ("sources.json", (0, "custom"), DELETED, "$[0]", "'custom' is missing"),
    ("sources.json", (0, "custom", "kind"), "paper", "$[0].custom.kind", "journal-article"),
    ("sources.json", (0, "custom", "seen_as"), None, "$[0].custom.seen_as", "not null"),
    # The two files that no class describes
    ("about.json", ("data_version",), 5, "$.data_version", "expected a text, not a number"),
    ("about.json", ("recorded_on",), "today", "$.recorded_on", "is no date"),
    ("about.json", ("issued",), "soon", "$.issued", "is no date"),
    ("about.json", ("salts",), ["x"], "$.salts", "expected an object of ids"),
    ("about.json", ("salts",), {"x": 5}, "$.salts", "expected an object of ids"),
    ("about.json", ("authors",), "me", "$.authors", "expected a list, not a text"),
    ("about.json", ("authors", 0), 5, "$.authors[0]", "expected a text, not a number"),
    ("subdivisions.json", ("US",), 5, "$.US", "expected a list, not a number"),
    ("subdivisions.json", ("US", 0), ["US-AL"], "$.US[0]", "code and name"),
]


@pytest.mark.parametrize(
    ("path", "place", "value", "where", "message"),
    WRONG,
    ids=[f"{path}-{where}-{value!r:.20}" for path, _, value, where, _ in WRONG],
)
def test_a_value_of_the_wrong_sort_is_told_with_its_place(
    data_copy: Path, path: str, place: Place, value: Json, where: str, message: str
) -> None:
    """One mistyped value of one file: the one fault says where it stands and what may stand."""
    put(data_copy, path, place, value)
    fault = only(data_copy)
    assert (fault.file, fault.path) == (path, where)
    assert message in fault.message
    assert str(fault).startswith(f"{path}: {where}: ")


def test_a_fault_shows_what_was_found(data_copy: Path) -> None:
    """The value that stands there is shown, a long one shortened, so that it can be found."""
    put(data_copy, IDENTITY, ("kind",), "peptid")
    put(data_copy, CLAIMS, (0, "verdict"), "x" * 500)
    kind, verdict = faults(data_copy)
    assert kind.found == "'peptid'"
    assert "(found 'peptid')" in str(kind)
    assert verdict.found.startswith("'xxx")
    assert verdict.found.endswith("...")
    assert len(verdict.found) == 60
    assert kind.as_dict() == {
        "file": IDENTITY,
        "path": "$.kind",
        "record": "",
        "message": kind.message,
        "found": "'peptid'",
        "mend": kind.mend,
    }


MISSING: list[tuple[str, Place, str]] = [
    (IDENTITY, ("kind",), "$"),
    (IDENTITY, ("names", 0, "sources"), "$.names[0]"),
    (IDENTITY, ("identifiers", 0, "value"), "$.identifiers[0]"),
    (IDENTITY, ("structure", "formula"), "$.structure"),
    (IDENTITY, ("formulations", 0, "form"), "$.formulations[0]"),
    (IDENTITY, ("principal", 0, "records"), "$.principal[0]"),
    (MECHANISMS, (4, "targets"), "$[4]"),
    (MECHANISMS, (*LINE, "stance"), "$[0].evidence[0]"),
    (INDICATIONS, (0, "condition"), "$[0]"),
    (FINDINGS, (0, "kind"), "$[0]"),
    (CLAIMS, (0, "because"), "$[0]"),
    ("conditions.json", (0, "label"), "$[0]"),
    ("targets.json", (0, "kind"), "$[0]"),
    ("routes.json", (0, "label"), "$[0]"),
    ("jurisdictions.json", (0, "name"), "$[0]"),
    ("sources.json", (0, "title"), "$[0]"),
    ("law/CA.json", ("rules", 0, "verdict"), "$.rules[0]"),
    ("law/CA.json", ("events", 0, "covers"), "$.events[0]"),
    ("law/EU.json", ("authorisations", 0, "compound"), "$.authorisations[0]"),
    ("law/CA.json", ("jurisdiction",), "$.jurisdiction"),
    ("about.json", ("recorded_on",), "$"),
]


@pytest.mark.parametrize(("path", "place", "where"), MISSING)
def test_a_missing_key_is_told_with_its_object(
    data_copy: Path, path: str, place: Place, where: str
) -> None:
    """What must be said and is not is told at the object that lacks it."""
    put(data_copy, path, place, DELETED)
    fault = only(data_copy)
    assert (fault.file, fault.path) == (path, where)
    assert f"{place[-1]}" in str(fault)


UNKNOWN: list[tuple[str, Place, str, str | None]] = [
    (IDENTITY, (), "nmae", "name"),
    (IDENTITY, ("names", 0), "langauge", "language"),
    (IDENTITY, ("identifiers", 0), "schema", "scheme"),
    (IDENTITY, ("structure",), "inchi_key", "inchikey"),
    (IDENTITY, ("formulations", 0), "strenght", "strength"),
    (IDENTITY, ("principal", 0), "record", "records"),
    (MECHANISMS, (0,), "target", "targets"),
    (MECHANISMS, LINE, "durations", "duration"),
    (MECHANISMS, (*LINE, "outcomes", 0), "end-point", "endpoint"),
    (INDICATIONS, (0,), "conditions", "condition"),
    (FINDINGS, (0,), "categories", "category"),
    (CLAIMS, (0,), "ground", "grounds"),
    ("conditions.json", (0,), "synonym", "synonyms"),
    ("targets.json", (0,), "uniprod", "uniprot"),
    ("routes.json", (0, "codes", 0), "sistem", "system"),
    ("jurisdictions.json", (0,), "alpha-3", "alpha3"),
    ("sources.json", (0,), "page-first", None),
    ("sources.json", (0,), "original_title", "original-title"),
    ("sources.json", (0, "custom"), "seen-as", "seen_as"),
    ("law/CA.json", (), "rule", "rules"),
    ("law/CA.json", ("rules", 0), "covered", "covers"),
    ("law/CA.json", ("events", 0), "activities", "about_activities"),
    ("law/EU.json", ("authorisations", 0), "label_uses", "labelled_uses"),
    ("about.json", (), "version", "data_version"),
]


@pytest.mark.parametrize(("path", "place", "key", "suggestion"), UNKNOWN)
def test_an_unknown_key_is_told_with_what_was_meant(
    data_copy: Path, path: str, place: Place, key: str, suggestion: str | None
) -> None:
    """A misspelt key would lose its value without a word; the fault says what was meant."""
    put(data_copy, path, (*place, key), "x")
    fault = only(data_copy)
    assert fault.file == path
    assert f"unknown key {key!r}; allowed are " in fault.message
    assert ("did you mean" in fault.message) is (suggestion is not None)
    if suggestion:
        assert fault.message.endswith(f"; did you mean {suggestion!r}?")


@pytest.mark.parametrize("section", ["mechanisms", "indications", "findings", "claims"])
def test_records_in_the_file_of_the_identity_are_not_lost(data_copy: Path, section: str) -> None:
    """Who writes claims into identity.json either has them or is told; never neither."""
    records = load(data_copy, f"compounds/semax/{section}.json")
    save(
        data_copy, "compounds/semax/identity.json", {**load(data_copy, IDENTITY), section: records}
    )
    (data_copy / f"compounds/semax/{section}.json").unlink()
    assert IDENTITY in {fault.file for fault in faults(data_copy)}


def test_a_field_of_a_source_stands_once(data_copy: Path) -> None:
    """A title in our part of a source must not replace the title of CSL without a word."""
    put(data_copy, "sources.json", (0, "custom", "title"), "Another")
    assert only(data_copy).file == "sources.json"


def test_a_kinetic_value_has_a_value(data_copy: Path) -> None:
    """A kinetic record without any number or text can be loaded only to fail when printed."""
    records = load(data_copy, FINDINGS)
    number = next(i for i, raw in enumerate(records) if raw["kind"] == "kinetic")
    for key in ("value", "low", "high", "text"):
        records[number].pop(key, None)
    save(data_copy, FINDINGS, records)
    assert (only(data_copy).file, only(data_copy).path) == (FINDINGS, f"$[{number}]")


def test_places_count_from_the_file_as_it_is(data_copy: Path) -> None:
    """A broken record does not shift the places of those behind it."""
    put(data_copy, CLAIMS, (0,), "no record")
    put(data_copy, CLAIMS, (4, "verdict"), "maybe")
    assert [fault.path for fault in faults(data_copy)] == ["$[0]", "$[4].verdict"]


# Ids


def test_an_id_stands_once_in_a_file(data_copy: Path) -> None:
    """Of two records with one id, one would win unseen."""
    for path in (CLAIMS, "sources.json", "jurisdictions.json"):
        records = load(data_copy, path)
        save(data_copy, path, [*records, records[0]])
    found = faults(data_copy)
    assert [fault.file for fault in found] == ["sources.json", "jurisdictions.json", CLAIMS]
    for fault in found:
        number = len(load(data_copy, fault.file)) - 1
        assert fault.path == f"$[{number}].id"
        assert "stands twice in this file" in fault.message


def test_an_id_stands_once_in_a_file_of_law(data_copy: Path) -> None:
    """A rule and an event with one id are two records that nothing can tell apart."""
    law = load(data_copy, "law/CA.json")
    law["events"].append({**law["events"][0], "id": law["rules"][0]["id"]})
    save(data_copy, "law/CA.json", law)
    fault = only(data_copy)
    assert fault.file == "law/CA.json"
    assert fault.path == f"$.events[{len(law['events']) - 1}].id"


def test_an_id_stands_once_among_formulations(data_copy: Path) -> None:
    """Two forms of a compound with one id are seen, though they stand in another list."""
    identity = load(data_copy, IDENTITY)
    identity["formulations"].append(identity["formulations"][0])
    save(data_copy, IDENTITY, identity)
    assert (only(data_copy).file, only(data_copy).path) == (IDENTITY, "$.formulations[3].id")


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (FINDINGS, (0, "id")),
        ("compounds/noopept/mechanisms.json", (5, "id")),
        ("law/EU.json", ("rules", 0, "id")),
        ("compounds/noopept/identity.json", ("formulations", 0, "id")),
        ("targets.json", (3, "id")),
    ],
)
def test_an_id_stands_once_in_all_files(data_copy: Path, path: str, place: Place) -> None:
    """`record` promises one record to an id, whichever file it stands in."""
    put(data_copy, path, place, "semax.bdnf")
    found = [fault for fault in faults(data_copy) if "semax.bdnf" in fault.message]
    assert len(found) == 1
    assert MECHANISMS in str(found[0])
    assert path in str(found[0])


def test_ids_of_the_packaged_data_are_one_for_each(catalogue: Catalogue) -> None:
    """Each record of the packaged data is the one that its id brings back."""
    records = list(catalogue._store.all_records())
    assert len({record.id for record in records}) == len(records)
    for record in records:
        assert catalogue.record(record.id) is record


@pytest.mark.parametrize("value", [None, 5, "", [], {}])
def test_a_record_needs_an_id(data_copy: Path, value: Json) -> None:
    """Without a text as id, nothing could name a record; the fault says which one it is."""
    put(data_copy, MECHANISMS, (3, "id"), value)
    found = about(faults(data_copy), MECHANISMS)
    assert [(fault.path, "must have a text as id" in fault.message) for fault in found] == [
        ("$[3]", True)
    ]


# What names what

DANGLING: list[tuple[str, Place, Json]] = [
    (MECHANISMS, (*LINE, "sources", 0), "nobody2020"),
    (MECHANISMS, (0, "targets", 0), "BDFN"),
    (MECHANISMS, (*LINE, "route"), "by-air"),
    (INDICATIONS, (0, "condition"), "stroek"),
    (IDENTITY, ("formulations", 0, "route"), "nasally"),
    (IDENTITY, ("names", 0, "sources", 0), "nobody2020"),
    (IDENTITY, ("structure", "sources", 0), "nobody2020"),
    (IDENTITY, ("principal", 0, "records", 0), "semax.chemical-clas"),
    (IDENTITY, ("parent",), "acth-4-11"),
    (CLAIMS, (0, "grounds"), ["semax.bndf"]),
    ("conditions.json", (10, "parent"), "nowhere"),
    ("targets.json", (0, "parent"), "nowhere"),
    ("targets.json", (0, "members"), ["nowhere"]),
    ("routes.json", (0, "members"), ["nowhere"]),
    ("law/CA.json", ("rules", 0, "covers"), ["semaks"]),
    ("law/CA.json", ("events", 0, "covers"), ["semax", "semaks"]),
    ("law/EU.json", ("authorisations", 0, "compound"), "semaks"),
    ("law/RU.json", ("rules", 0, "supersedes"), ["semax.legal.ru.nothing"]),
    ("law/RU.json", ("rules", 0, "attested_by"), ["semax.legal.ru.nothing"]),
    ("law/RU.json", ("rules", 0, "evidence", 0, "sources", 0), "nobody2020"),
    (
        "law/RU.json",
        ("authorisations", 0, "labelled_uses", 0, "conditions", 0),
        "acute-ischaemic-strok",
    ),
]


def _named(value: Json) -> str:
    named = value[-1] if isinstance(value, list) else value
    assert isinstance(named, str)
    return named


@pytest.mark.parametrize(("path", "place", "value"), DANGLING)
def test_what_names_nothing_is_told(data_copy: Path, path: str, place: Place, value: Json) -> None:
    """A name that leads nowhere is told with its file, its place and the name itself."""
    put(data_copy, path, place, value)
    fault = only(data_copy)
    named = _named(value)
    assert fault.file == path
    assert repr(named) in fault.message
    assert fault.found == repr(named)
    head = f"${'' if isinstance(place[0], int) else '.'}"
    assert fault.path.startswith(head + ("" if head == "$." else f"[{place[0]}]"))


def test_a_near_miss_says_which_record_was_meant(data_copy: Path) -> None:
    """A curator who mistypes an id is shown the one that exists."""
    put(data_copy, MECHANISMS, (0, "targets", 0), "BDFN")
    put(data_copy, CLAIMS, (0, "grounds"), ["semax.bndf"])
    put(data_copy, "law/CA.json", ("rules", 0, "covers"), ["semx"])
    hints = {fault.message.partition("did you mean ")[2] for fault in faults(data_copy)}
    assert hints == {"'BDNF'?", "'semax.bdnf'?", "'semax'?"}


def test_a_membership_names_a_place(data_copy: Path) -> None:
    """A country cannot belong to a union that the data do not have."""
    countries = load(data_copy, "jurisdictions.json")
    number = next(i for i, raw in enumerate(countries) if raw["id"] == "DE")
    countries[number]["member_of"][0]["id"] = "EUU"
    save(data_copy, "jurisdictions.json", countries)
    fault = only(data_copy)
    assert fault.path.startswith(f"$[{number}].member_of[0]")
    assert "'EUU'" in fault.message


def test_a_fault_of_a_source_is_told_once(data_copy: Path) -> None:
    """A source that ten records cite has its fault in the list of sources and nowhere else."""
    sources = load(data_copy, "sources.json")
    used = load(data_copy, MECHANISMS)[0]["evidence"][0]["sources"][0]
    number = next(i for i, raw in enumerate(sources) if raw["id"] == used)
    put(data_copy, "sources.json", (number, "custom", "kind"), "paper")
    assert only(data_copy).path == f"$[{number}].custom.kind"


def test_a_cell_of_the_comparison_is_one_that_exists(data_copy: Path) -> None:
    """A misspelt aspect would empty a cell of the comparison without a word."""
    put(data_copy, IDENTITY, ("principal", 0, "aspect"), "chemical-clas")
    fault = only(data_copy)
    assert (fault.file, fault.path) == (IDENTITY, "$.principal[0].aspect")
    assert "chemical-class" in fault.message


@pytest.mark.parametrize(
    ("path", "place", "value"),
    [
        ("conditions.json", (0, "parent"), "neurological"),
        ("targets.json", (0, "parent"), "BDNF"),
        (IDENTITY, ("parent",), "semax"),
        ("compounds/acth-4-10/identity.json", ("parent",), "semax"),
    ],
)
def test_nothing_is_its_own_parent(data_copy: Path, path: str, place: Place, value: str) -> None:
    """A circle of parents has no outermost member; the data are wrong, not merely odd."""
    put(data_copy, path, place, value)
    if path.startswith("compounds/acth"):
        put(data_copy, path, ("relation",), "analogue")
    assert path in {fault.file for fault in faults(data_copy)}


@pytest.mark.parametrize("key", ["parent", "relation"])
def test_parent_and_relation_go_together(data_copy: Path, key: str) -> None:
    """A salt of nothing breaks the passing of law between a salt and its base."""
    put(data_copy, "compounds/semax-acetate/identity.json", (key,), DELETED)
    assert only(data_copy).file == "compounds/semax-acetate/identity.json"


# Places in the folder

MISNAMED = [
    "source.json",
    "compounds/semax.json",
    "compounds/semax/claim.json",
    "compounds/semax/Claims.json",
    "compounds/semax/old/claims.json",
    "law/EU/rules.json",
    "laws/US.json",
    "compound/semax/claims.json",
]


@pytest.mark.parametrize("path", MISNAMED)
def test_a_misnamed_file_is_told(data_copy: Path, path: str) -> None:
    """A file that nothing reads is a mistake that its author would never notice."""
    save(data_copy, path, [])
    fault = only(data_copy)
    assert fault.file == path
    assert "compounds/<id>/{identity,mechanisms,indications,findings,claims}.json" in fault.message


def test_a_compound_needs_an_identity(data_copy: Path) -> None:
    """Records of a compound that has no name cannot be read, and the fault says what lacks."""
    save(data_copy, "compounds/tuftsin/claims.json", [])
    fault = only(data_copy)
    assert fault.file == "compounds/tuftsin/identity.json"


FOREIGN: list[tuple[str, Place, Json, str]] = [
    (IDENTITY, ("id",), "semaks", "$.id"),
    (MECHANISMS, (2, "compound"), "noopept", "$[2].compound"),
    (FINDINGS, (2, "compound"), "noopept", "$[2].compound"),
    (CLAIMS, (0, "compound"), "noopept", "$[0].compound"),
    (IDENTITY, ("formulations", 0, "compound"), "noopept", "$.formulations[0].compound"),
    ("law/CA.json", ("rules", 0, "jurisdiction"), "US", "$.rules[0].jurisdiction"),
    ("law/CA.json", ("events", 0, "jurisdiction"), "US", "$.events[0].jurisdiction"),
    (
        "law/EU.json",
        ("authorisations", 0, "jurisdiction"),
        "US",
        "$.authorisations[0].jurisdiction",
    ),
    ("law/CA.json", ("jurisdiction",), "US", "$.jurisdiction"),
]


@pytest.mark.parametrize(("path", "place", "value", "where"), FOREIGN)
def test_a_record_belongs_where_it_stands(
    data_copy: Path, path: str, place: Place, value: Json, where: str
) -> None:
    """A rule of one country in the file of another would be read as its law."""
    put(data_copy, path, place, value)
    fault = only(data_copy)
    assert (fault.file, fault.path) == (path, where)
    assert "must be " in fault.message


def test_law_is_of_a_place_that_exists(data_copy: Path) -> None:
    """A file of law for a place that nobody can ask about is told."""
    shutil.move(data_copy / "law/EU.json", data_copy / "law/EUR.json")
    content = load(data_copy, "law/EUR.json")
    content["jurisdiction"] = "EUR"
    for key in ("rules", "events", "authorisations"):
        for raw in content[key]:
            raw["jurisdiction"] = "EUR"
    save(data_copy, "law/EUR.json", content)
    found = about(faults(data_copy), "law/EUR.json")
    assert ["'EUR'" in fault.message for fault in found] == [True]


# All at once


def test_all_faults_of_all_files_are_told_at_once(data_copy: Path) -> None:
    """A curator mends a folder in one go, not in as many as it has faults."""
    put(data_copy, IDENTITY, ("kind",), "peptid")
    put(data_copy, IDENTITY, ("names", 0, "language"), 5)
    put(data_copy, MECHANISMS, (0, "evidence", 0, "stance"), "yes")
    put(data_copy, MECHANISMS, (0, "evidence", 0, "sources", 0), "nobody2020")
    put(data_copy, MECHANISMS, (7, "statement"), DELETED)
    put(data_copy, CLAIMS, (0, "grounds"), ["semax.nothing"])
    put(data_copy, "conditions.json", (4, "parent"), "nowhere")
    put(data_copy, "law/CA.json", ("rules", 0, "jurisdiction"), "US")
    put(data_copy, "law/CA.json", ("rules", 0, "covers", 0), "nobody")
    save(data_copy, "notes.json", {})
    found = {(fault.file, fault.path) for fault in faults(data_copy)}
    assert found == {
        (IDENTITY, "$.kind"),
        (IDENTITY, "$.names[0].language"),
        (MECHANISMS, "$[0].evidence[0].stance"),
        (MECHANISMS, "$[0].evidence[0].sources[0]"),
        (MECHANISMS, "$[7]"),
        (CLAIMS, "$[0].grounds"),
        ("conditions.json", "$[4].parent"),
        ("law/CA.json", "$.rules[0].jurisdiction"),
        ("law/CA.json", "$.rules[0].covers"),
        ("notes.json", "$"),
    }


def test_a_broken_file_does_not_hide_what_another_names(data_copy: Path) -> None:
    """Faults that have nothing to do with a broken file are told beside it."""
    (data_copy / CLAIMS).write_bytes(b"[")
    put(data_copy, "law/CA.json", ("rules", 0, "covers", 0), "nobody")
    put(data_copy, "conditions.json", (4, "parent"), "nowhere")
    found = {fault.file for fault in faults(data_copy)}
    assert found == {CLAIMS, "law/CA.json", "conditions.json"}


def test_the_error_reads_as_a_list(data_copy: Path) -> None:
    """The message counts the faults, shows twenty and says how many more there are."""
    mechanisms = load(data_copy, MECHANISMS)
    for raw in mechanisms[:25]:
        raw["action"] = "raises"
    save(data_copy, MECHANISMS, mechanisms)
    with pytest.raises(DataFaults) as caught:
        Catalogue.from_path(data_copy)
    lines = str(caught.value).splitlines()
    assert lines[0] == "25 fault(s) in the data; nothing was loaded"
    assert lines[1].startswith(f"  {MECHANISMS}: $[0].action: ")
    assert len(lines) == 22
    assert lines[-1] == "  ... and 5 more"
    assert pickle.loads(pickle.dumps(caught.value)).faults == caught.value.faults


def test_nothing_is_half_loaded(data_copy: Path, catalogue: Catalogue) -> None:
    """A refused overlay leaves no trace in the catalogue that it was to lie over."""
    before = list(catalogue._store.all_records())
    (data_copy / "sources.json").write_bytes(b"[")
    put(data_copy, IDENTITY, ("name",), "Other")
    put(data_copy, CLAIMS, (0, "verdict"), "maybe")
    with pytest.raises(DataFaults):
        catalogue.overlay(data_copy)
    assert list(catalogue._store.all_records()) == before
    assert catalogue.get("semax").name == "Semax"


# Anything


def _places(value: Json, here: Place = ()) -> Iterator[Place]:
    yield here
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _places(inner, (*here, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _places(inner, (*here, number))


_VALUES = st.one_of(
    st.sampled_from([None, True, 0, -1, 1.5, 10**40, "", "semax", "semax.bdnf", "2020-13", "US"]),
    st.sampled_from([[], {}, [None], [[]], [{}], [5], ["x"], {"id": "x"}, {"id": ["x"]}]),
    st.just(DELETED),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=5,
    ),
)


@pytest.fixture(scope="module")
def mutable_copy(tmp_path_factory: pytest.TempPathFactory, package: Path) -> Path:
    """A copy of the packaged data that is put right again after each change."""
    return Path(shutil.copytree(package / "data", tmp_path_factory.mktemp("fuzz") / "data"))


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_any_one_change_is_loaded_or_told(
    mutable_copy: Path, data_files: dict[str, Json], data: st.DataObject
) -> None:
    """Whatever one value becomes: the folder loads and can be asked, or says what is wrong."""
    path = data.draw(st.sampled_from(sorted(data_files)))
    every = sorted(_places(data_files[path]), key=len)
    # Half of the time near the top, where a record is a record; most values lie deep.
    shallow = [place for place in every if len(place) <= 3]
    place = data.draw(st.sampled_from(shallow) | st.sampled_from(every))
    value = data.draw(_VALUES)
    file = mutable_copy / path
    original = file.read_bytes()
    content = copy.deepcopy(data_files[path])
    if place:
        holder = content
        for part in place[:-1]:
            holder = holder[part]
        if value is DELETED:
            del holder[place[-1]]
        else:
            holder[place[-1]] = value
    else:
        content = {} if value is DELETED else value
    try:
        file.write_text(json.dumps(content), encoding="utf-8")
        changed = _read_or_told(mutable_copy)
        if isinstance(changed, Catalogue):
            _can_be_asked(changed, path)
            assert isinstance(Catalogue.lint(mutable_copy), tuple)
        else:
            assert changed.faults
            assert str(changed)
            assert all(fault.message and fault.path[0] == "$" for fault in changed.faults)
    finally:
        file.write_bytes(original)


def _read_or_told(folder: Path) -> Catalogue | DataFaults:
    try:
        return Catalogue.from_path(folder)
    except DataFaults as error:
        return error


def _can_be_asked(catalogue: Catalogue, path: str) -> None:
    """What stands in a file can be shown, and the usual questions have an answer."""
    assert repr(catalogue)
    assert catalogue.cite()
    folder, _, name = path.partition("/")
    store = catalogue._store
    shown: list[Record] = []
    if folder == "compounds":
        compound = store.compound(name.partition("/")[0])
        shown = [compound, *compound.evidenced, *compound.claims]
        assert len(catalogue.legal_status(compound, "INTL", on="2026-11-23")) > 10
    elif folder == "law":
        shown = list(law_of(store, name.removesuffix(".json")))
    elif path in ("sources.json", "conditions.json", "targets.json", "routes.json"):
        shown = list(store.entries(LIST_CLASSES[folder.removesuffix(".json")]))
    for record in shown:
        assert str(record).encode()
    for code in store.raw_list("jurisdictions"):
        assert places.jurisdiction(store, code).id == code


# The folder itself


def test_a_folder_reads_what_is_there(tmp_path: Path) -> None:
    """A file that does not exist is None, a folder in its place is no file."""
    folder = Folder(tmp_path, "mine")
    assert folder.read("about.json") is None
    (tmp_path / "about.json").mkdir()
    assert folder.read("about.json") is None
    assert folder.entries("nowhere") == ()
    save(tmp_path, "law/XX.json", {"jurisdiction": "XX"})
    (tmp_path / "compounds/empty").mkdir(parents=True)
    (tmp_path / "law/readme.txt").write_text("x", encoding="utf-8")
    assert (folder.places(), folder.compounds()) == (("XX",), ())
    assert folder.read("law/XX.json") == {"jurisdiction": "XX"}


def test_a_store_names_its_layers(tmp_path: Path) -> None:
    """In a debugger one sees which folders a store reads, the last one winning."""
    store = Store((PackagedFolder(), Folder(tmp_path, "mine")))
    assert repr(store) == "<Store of packaged + mine>"


def test_a_folder_that_cannot_be_listed_is_a_fault(
    data_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A closed folder is told as a fault of the data; an administrator cannot close one."""
    listed = Path.iterdir

    def closed(folder: Path) -> Iterator[Path]:
        if folder.name == "law":
            raise PermissionError(13, "Permission denied")
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", closed)
    assert [(f.file, f.message) for f in faults(data_copy)] == [
        ("law", "cannot be read: Permission denied")
    ]


def test_a_fault_shows_itself(data_copy: Path) -> None:
    """In a console, a fault reads as what it says."""
    (data_copy / CLAIMS).write_bytes(b"[")
    assert repr(only(data_copy)) == f"<Fault {only(data_copy)}>"
