"""What several tests share."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import semaxref as sx
from semaxref.store.files import Folder, PackagedFolder
from semaxref.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

LAST_DAY = "2026-11-23"
"""The day on which the packaged data were recorded."""


@pytest.fixture(scope="session")
def catalogue() -> sx.Catalogue:
    """The packaged catalogue, read whole."""
    packaged = sx.Catalogue.packaged()
    packaged.load()
    return packaged


@pytest.fixture(scope="session")
def package() -> Path:
    """The folder of the package under test."""
    return Path(sx.__file__).parent


@pytest.fixture
def data_copy(tmp_path: Path, package: Path) -> Path:
    """A copy of the packaged data, for a test to change."""
    return Path(shutil.copytree(package / "data", tmp_path / "data"))


@pytest.fixture(scope="session")
def fresh_python(package: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs Python in a new process that finds the package, with warnings as errors.

    Positional arguments are those of the interpreter, named ones go to the environment.
    """

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        settings = {"PYTHONPATH": str(package.parent), "PYTHONIOENCODING": "utf-8", **environment}
        return subprocess.run(
            [sys.executable, "-W", "error", *arguments],
            env={**os.environ, **settings},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return run


class MemoryFolder(Folder):
    """A data folder whose files were never written: property tests need hundreds of them."""

    def __init__(self, files: Mapping[str, Any]) -> None:
        super().__init__(Path(), "generated")
        self._files = files

    def read(self, path: str) -> Any:
        """The file as it was given."""
        return self._files.get(path)

    def entries(self, path: str) -> tuple[str, ...]:
        """Names of what lies directly below a path."""
        below = f"{path}/" if path else ""
        names = {file.removeprefix(below) for file in self._files if file.startswith(below)}
        return tuple(sorted({name.partition("/")[0] for name in names}))


@pytest.fixture(scope="session")
def data_files(package: Path) -> dict[str, Any]:
    """The packaged data as plain parsed JSON, by the path of the file."""
    root = package / "data"
    return {
        path.relative_to(root).as_posix(): json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(root.rglob("*.json"))
    }


@pytest.fixture(scope="session")
def catalogue_of() -> Callable[[Mapping[str, Any]], sx.Catalogue]:
    """Makes a catalogue of generated files only."""
    return lambda files: sx.Catalogue(Store((MemoryFolder(files),)))


@pytest.fixture(scope="session")
def packaged_with() -> Callable[[Mapping[str, Any]], sx.Catalogue]:
    """Makes a catalogue of the packaged data with generated files laid over them."""
    return lambda files: sx.Catalogue(Store((PackagedFolder(), MemoryFolder(files))))


@pytest.fixture(scope="session")
def world() -> Callable[..., dict[str, Any]]:
    """Makes the files of a small world around given legal records.

    In it, XA belonged to the EU from 2000 until 1 February 2020 and has the part XA-1; XC
    belonged to it from some day in May 2004 until some day in 2010; XB belongs to nothing. Of
    the compound ``base`` there are a salt and a derivative. Records need to say only what a
    test is about; their place is XB unless they name another.
    """
    return _world


def _world(
    *,
    rules: Iterable[Mapping[str, Any]] = (),
    events: Iterable[Mapping[str, Any]] = (),
    authorisations: Iterable[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    evidence = [
        {"design": "regulator-decision", "stance": "supports", "study": "g", "sources": ["g"]}
    ]
    common = {"jurisdiction": "XB", "statement": "A record.", "summary": "r", "evidence": evidence}
    defaults: dict[str, dict[str, Any]] = {
        "rules": {
            "covers": ["base"],
            "activities": ["possess"],
            "verdict": "prohibited",
            "basis": "primary-text",
            "scope": "named-substance",
        },
        "events": {"covers": ["base"], "kind": "seizure", "about_activities": ["possess"]},
        "authorisations": {"compound": "base", "state": "approved", "basis": "primary-text"},
    }
    files: dict[str, Any] = {
        "about.json": {"data_version": "generated", "recorded_on": LAST_DAY},
        "sources.json": [
            {
                "id": "g",
                "type": "webpage",
                "title": "Gazette",
                "URL": "https://example.org/gazette",
                "custom": {"kind": "regulator", "seen_as": "primary"},
            }
        ],
        "conditions.json": [
            {"id": "outer", "label": "Outer", "kind": "disease"},
            {"id": "inner", "label": "Inner", "kind": "disease", "parent": "outer"},
            {"id": "innermost", "label": "Innermost", "kind": "disease", "parent": "inner"},
            {"id": "elsewhere", "label": "Elsewhere", "kind": "disease"},
        ],
        "jurisdictions.json": [
            {
                "id": "XA",
                "name": "Aria",
                "kind": "country",
                "member_of": [
                    {"id": "EU", "since": "2000-01-01", "until": "2020-02-01", "sources": ["g"]}
                ],
            },
            {"id": "XA-1", "name": "Aria One", "kind": "subdivision"},
            {"id": "XB", "name": "Borea", "kind": "country"},
            {
                "id": "XC",
                "name": "Cilia",
                "kind": "country",
                "member_of": [{"id": "EU", "since": "2004-05", "until": "2010", "sources": ["g"]}],
            },
            {"id": "EU", "name": "The Union", "kind": "union"},
            {"id": "INTL", "name": "International", "kind": "international"},
        ],
        "compounds/base/identity.json": {"id": "base", "name": "Base", "kind": "peptide"},
        "compounds/other/identity.json": {"id": "other", "name": "Other", "kind": "peptide"},
    }
    for relation in ("salt", "derivative"):
        files[f"compounds/{relation}/identity.json"] = {
            "id": relation,
            "name": relation.capitalize(),
            "kind": "peptide",
            "parent": "base",
            "relation": relation,
        }
    for kind, records in (("rules", rules), ("events", events), ("authorisations", authorisations)):
        for number, given in enumerate(records):
            record = {"id": f"{kind}.{number}", **common, **defaults[kind], **given}
            place = record["jurisdiction"]
            law = files.setdefault(f"law/{place}.json", {"jurisdiction": place})
            law.setdefault(kind, []).append(record)
    return files
