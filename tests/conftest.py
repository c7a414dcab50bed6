"""What several tests share."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

import semaxref as sx
from semaxref.store.files import HeldFolder, PackagedFolder
from semaxref.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from matplotlib.text import Text
    from matplotlib.transforms import BboxBase

    from semaxref.plots import Picture

# A test is right or wrong, however long it takes; the rest is as for the machine, CI or not.
hypothesis.settings.register_profile("whole", parent=hypothesis.settings(), deadline=None)
hypothesis.settings.load_profile("whole")
hypothesis.settings.register_profile("few", parent=hypothesis.settings(), max_examples=20)

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
    return lambda files: sx.Catalogue(Store((HeldFolder(files, "generated"),)))


@pytest.fixture(scope="session")
def packaged_with() -> Callable[[Mapping[str, Any]], sx.Catalogue]:
    """Makes a catalogue of the packaged data with generated files laid over them."""
    return lambda files: sx.Catalogue(Store((PackagedFolder(), HeldFolder(files, "generated"))))


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


@pytest.fixture(scope="session")
def parts() -> Callable[[Picture], dict[str, Any]]:
    """Shapes of a picture by what they stand for."""
    from matplotlib.text import Text

    def read(picture: Picture) -> dict[str, Any]:
        (axes,) = picture.figure.axes
        artists = [each for each in axes.get_children() if not isinstance(each, Text)]
        named = [(str(each.get_gid()), each) for each in artists if each.get_gid()]
        return dict(named)

    return read


@pytest.fixture(scope="session")
def labels() -> Callable[[Picture], dict[str, str]]:
    """Named texts of a picture, their lines put together."""

    def read(picture: Picture) -> dict[str, str]:
        found: dict[str, str] = {}
        for text in texts_of(picture):
            if name := text.get_gid():
                found[name] = " ".join(filter(None, [found.get(name, ""), text.get_text()]))
        return found

    return read


@pytest.fixture(scope="session")
def printed() -> Callable[[Picture], str]:
    """All that can be read in a picture."""
    return lambda picture: " ".join(text.get_text() for text in texts_of(picture))


@pytest.fixture(scope="session")
def neat() -> Callable[[Picture], None]:
    """Fails where a text leaves the picture or touches another, or leaves the box it is for."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    def check(picture: Picture) -> None:
        canvas = FigureCanvasAgg(picture.figure)
        renderer = canvas.get_renderer()  # type: ignore[no-untyped-call]
        (axes,) = picture.figure.axes
        inner = [(t, t.get_window_extent(renderer)) for t in texts_of(picture) if t.get_text()]
        width, height = canvas.get_width_height()
        for text, box in inner:
            inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height
            assert inside, f"cut: {text.get_text()!r}"
        inner.sort(key=lambda pair: float(pair[1].y0))
        for place, (text, box) in enumerate(inner):
            for other, above in inner[place + 1 :]:
                # Boxes of lines have room above small letters, so a pixel means nothing.
                if above.y0 > box.y1 - 1.5:
                    break
                across = min(box.x1, above.x1) - max(box.x0, above.x0)
                assert across <= 1, f"{text.get_text()!r} lies on {other.get_text()!r}"
        boxes: dict[str, list[BboxBase]] = {}
        for patch in axes.patches:
            extent = patch.get_window_extent(renderer).padded(1.5)
            boxes.setdefault(f"{patch.get_gid()}/text", []).append(extent)
        for text, box in inner:
            # A record may have several boxes, one in each of its rows.
            around = boxes.get(str(text.get_gid()), [])
            corners = [(box.x0, box.y0), (box.x1, box.y1)]
            fits = [all(outer.contains(*corner) for corner in corners) for outer in around]
            assert any(fits) or not around, f"out of its box: {text.get_text()!r}"

    return check


def texts_of(picture: Picture) -> list[Text]:
    """All texts of a picture."""
    (axes,) = picture.figure.axes
    return list(axes.texts)


EVIL = "$\\frac{1}{0}$ <script>alert(1)</script> --> ]]> \u202e字 " + "Ы" * 90
"""Mathematics that is none, markup, a turn of direction, a sign no font has, a long word."""


@pytest.fixture(scope="session")
def evil() -> str:
    """A text that a stranger's overlay could bring."""
    return EVIL


@pytest.fixture(scope="session")
def hostile(data_files: Mapping[str, Any]) -> dict[str, Any]:
    """Files of an overlay all of whose texts are hostile, on a compound ``evil``."""
    line = {
        "design": "animal",
        "stance": "supports",
        "study": "evil",
        "sources": [data_files["sources.json"][0]["id"]],
    }
    common = {"statement": EVIL, "summary": EVIL, "evidence": [line]}
    law = {**common, "jurisdiction": "XX"}
    return {
        "about.json": {"recorded_on": "2026-11-23"},
        "targets.json": [{"id": "evil-target", "label": EVIL, "kind": "process"}],
        "conditions.json": [{"id": "evil-condition", "label": EVIL, "kind": "disease"}],
        "jurisdictions.json": [{"id": "XX", "name": EVIL, "kind": "country"}],
        "compounds/evil/identity.json": {"id": "evil", "name": EVIL, "kind": "peptide"},
        "compounds/evil/mechanisms.json": [
            {
                "id": f"evil.m{number}",
                "compound": "evil",
                "targets": ["evil-target"],
                "action": "modulates",
                **common,
            }
            for number in range(3)
        ],
        "compounds/evil/indications.json": [
            {"id": "evil.i", "compound": "evil", "condition": "evil-condition", **common}
        ],
        "law/XX.json": {
            "jurisdiction": "XX",
            "rules": [
                {
                    "id": "evil.rule",
                    "covers": ["evil"],
                    "activities": ["possess"],
                    "verdict": "prohibited",
                    "basis": "primary-text",
                    "scope": "named-substance",
                    "valid_from": "2020-01-01",
                    **law,
                }
            ],
            "events": [
                {
                    "id": "evil.event",
                    "covers": ["evil"],
                    "kind": "seizure",
                    "about_activities": ["possess"],
                    "on": "2021",
                    **law,
                }
            ],
            "authorisations": [
                {
                    "id": "evil.product",
                    "compound": "evil",
                    "state": "approved",
                    "state_disputed": EVIL,
                    "basis": "primary-text",
                    "valid_from": "2020-01-01",
                    **law,
                }
            ],
        },
    }


@pytest.fixture(scope="session")
def hostile_files() -> Callable[[str], dict[str, Any]]:
    """Makes the files of a world in which every text is a given one, such as markup."""
    return _hostile


def _hostile(text: str) -> dict[str, Any]:
    """Files of a world in which every text is the given one, ids of compounds included."""
    key = text.replace("/", "|").strip() or "id"
    line = {
        "design": "animal", "stance": "supports", "study": text, "sources": [key],
        "subjects": text, "dose": text, "note": text,
        "outcomes": [{"endpoint": text, "effect": text}],
    }  # fmt: skip
    words = {"statement": text, "summary": text, "evidence": [line]}
    own = {"compound": key, **words}
    law = {"jurisdiction": "XB", "basis": "primary-text", **words}
    source = {
        "id": key, "type": "webpage", "title": text, "URL": text,
        "custom": {"kind": "regulator", "seen_as": "primary", "note": text},
    }  # fmt: skip
    names = [{"text": text, "kind": "name", "language": "en", "sources": [key], "note": text}]
    return {
        "about.json": {"data_version": text, "recorded_on": LAST_DAY, "title": text},
        "sources.json": [source],
        "conditions.json": [
            {"id": key, "label": text, "kind": "disease", "synonyms": [text], "note": text,
             "codes": [{"system": text, "code": text, "label": text}]}
        ],
        "targets.json": [{"id": key, "label": text, "kind": "process", "synonyms": [text]}],
        "jurisdictions.json": [
            {"id": "XB", "name": text, "kind": "country", "names": [text]},
            {"id": "XC", "name": text, "kind": "country", "names": [text]},
            {"id": "INTL", "name": "International", "kind": "international"},
        ],
        f"compounds/{key}/identity.json": {
            "id": key, "name": text, "kind": "peptide", "names": names,
            "identifiers": [{"scheme": text, "value": text, "sources": [key], "note": text}],
            "structure": {"formula": text, "molar_mass": 1.0, "smiles": text, "inchikey": text,
                          "sequence": text, "note": text, "sources": [key]},
            "principal": [{"aspect": "primary-mechanism", "records": [f"{key}.m"]}],
            "formulations": [{"id": f"{key}.f", "form": text, "brand": text, **own}],
        },
        f"compounds/{key}/mechanisms.json": [
            {"id": f"{key}.m", "targets": [key], "action": "increases", **own}
        ],
        f"compounds/{key}/indications.json": [{"id": f"{key}.i", "condition": key, **own}],
        f"compounds/{key}/findings.json": [
            {"id": f"{key}.a", "kind": "adverse-effect", "effect": text, **own},
            {"id": f"{key}.c", "kind": "contraindication", "condition": key, **own},
            {"id": f"{key}.h", "kind": "history", **own},
        ],
        f"compounds/{key}/claims.json": [
            {"id": f"{key}.claim.x", "compound": key, "text": text, "verdict": "partly",
             "because": text, "grounds": [f"{key}.m", text],
             "parts": [{"text": text, "verdict": "supported"}]}
        ],
        "compounds/other/identity.json": {"id": "other", "name": text, "kind": "peptide",
                                          "parent": key, "relation": "derivative"},
        "law/XB.json": {
            "jurisdiction": "XB",
            "rules": [
                {"id": f"{key}.r", "covers": [key], "activities": ["possess"], "scope": "product",
                 "verdict": "prohibited", "instrument": text, "condition": text, **law}
            ],
            "events": [
                {"id": f"{key}.e", "covers": [key], "kind": "seizure", "jurisdiction": "XB",
                 "about_activities": ["possess"], **words}
            ],
            "authorisations": [
                {"id": f"{key}.p", "compound": key, "state": "approved", "product": text,
                 "labelled_uses": [{"conditions": [key], "wording": text}], **law}
            ],
        },
    }  # fmt: skip
