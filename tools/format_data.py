"""Write the data files in their one form: keys in model order, two-space indent, UTF-8.

    python tools/format_data.py [--check] [FOLDER]

A diff of data then shows facts and nothing else; about.json holds a hash over all others.
With --check nothing is written, and the
exit status is 1 where a file is not in its form.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any, get_args, get_origin

from attrs import fields, has

from semaxref.model.compounds import Compound
from semaxref.model.findings import FINDING_CLASSES, Finding
from semaxref.model.places import Jurisdiction
from semaxref.model.sources import Source
from semaxref.store.lawbook import LAW_CLASSES
from semaxref.store.store import LIST_CLASSES, SECTION_CLASSES

if TYPE_CHECKING:
    from collections.abc import Sequence

PACKAGED = Path(__file__).resolve().parent.parent / "semaxref" / "data"
CSL = """
    id type title original-title author issued container-title volume issue page DOI PMID PMCID
    URL language custom
""".split()  # noqa: SIM905 - words read better than a list of them
CUSTOM = ["kind", "seen_as", "note"]


def ordered(value: Any, kind: Any) -> Any:
    """A parsed value with its keys in the order of the fields of its class."""
    if get_origin(kind) is UnionType:
        kind = get_args(kind)[0]
    if isinstance(value, list):
        inner = get_args(kind)[0] if get_args(kind) else None
        return [ordered(item, inner) for item in value]
    if not isinstance(value, dict):
        return value
    if kind is Source:
        custom = by_names(value.get("custom", {}), CUSTOM)
        return by_names({**value, "custom": custom}, CSL)
    if kind is Finding:
        known = {each.value: cls for each, cls in FINDING_CLASSES.items()}
        kind = known.get(value.get("kind", ""), Finding)
    if not (isinstance(kind, type) and has(kind)):
        return value
    types = {field.name: field.type for field in fields(kind)}
    names = sorted(types, key=lambda name: name == "evidence")  # what it says, then why
    return {key: ordered(item, types.get(key)) for key, item in by_names(value, names).items()}


def by_names(value: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """The keys in this order; unknown ones behind, for the linter to find."""
    known = [name for name in names if name in value]
    return {key: value[key] for key in (*known, *(k for k in value if k not in known))}


def formatted(path: Path, content: Any) -> str:
    """The text that a file should have."""
    if path.name == "subdivisions.json":  # five thousand pairs: a country a line
        compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
        lines = [f'  "{place}": {compact(pairs)}' for place, pairs in content.items()]
        return "{\n" + ",\n".join(lines) + "\n}\n"
    if path.parent.name == "law":
        content = by_names(content, ["jurisdiction", *LAW_CLASSES])
        for key, cls in LAW_CLASSES.items():
            if key in content:
                content[key] = [ordered(item, cls) for item in content[key]]
    elif path.stem == "identity":
        content = ordered(content, Compound)
    else:
        kinds = {**LIST_CLASSES, **SECTION_CLASSES, "jurisdictions": Jurisdiction}
        if path.stem in kinds:
            content = [ordered(item, kinds[path.stem]) for item in content]
        if path.stem == "sources":  # one place for each, so that two additions do not collide
            content.sort(key=lambda item: str(item["id"]))
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def content_hash(folder: Path) -> str:
    """A hash over all data files but about.json, which holds it."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.json")):
        if path.name != "about.json":
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return f"sha256:{digest.hexdigest()}"


def salts(folder: Path) -> dict[str, str]:
    """The free base of each salt, so that a question of law need not read all identities."""
    identities = sorted(folder.glob("compounds/*/identity.json"))
    found = (json.loads(path.read_text(encoding="utf-8")) for path in identities)
    return {raw["id"]: raw["parent"] for raw in found if raw.get("relation") == "salt"}


def main() -> int:
    """Format or check a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=PACKAGED)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    wrong = []
    files = sorted(options.folder.rglob("*.json"), key=lambda path: path.name == "about.json")
    for path in files:
        text = path.read_text(encoding="utf-8")
        content = json.loads(text)
        if path.name == "about.json":  # last, when all others have their form
            content["content_hash"] = content_hash(options.folder)
            content["salts"] = salts(options.folder)
        wanted = formatted(path, content)
        if text != wanted:
            wrong.append(path)
            if not options.check:
                path.write_text(wanted, encoding="utf-8")
    for path in wrong:
        print(f"{path}: {'not in its form' if options.check else 'formatted'}")
    return 1 if wrong and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
