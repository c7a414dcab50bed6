"""What is wrong with a data folder: every fault of every file, found in one go.

A file is first sifted: what is no JSON, or no record at all, is noted and left out. The rest
is held against the classes, and then against each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from semaxref.errors import DataFaults, Fault, suggest
from semaxref.model.compounds import Compound
from semaxref.model.places import Jurisdiction
from semaxref.store.files import LISTS, SECTIONS, Folder, Json
from semaxref.store.lawbook import LAW_CLASSES
from semaxref.store.store import LIST_CLASSES, SECTION_CLASSES, Store
from semaxref.store.structure import Path, UnknownEntry, json_path

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from semaxref.model.base import Record

_CLASSES: dict[str, type[Record]] = {**LIST_CLASSES, "jurisdictions": Jurisdiction}


def faults_in(store: Store, folder: Folder) -> list[Fault]:
    """All faults of a folder.

    Args:
        store: The store that the folder is the last layer of: what the records of an
            overlay name may stand in the layers below.
        folder: The folder.

    Returns:
        The faults, file by file; empty where the folder can be loaded.
    """
    sifted = Sifted(folder)
    merged = Store((*store.folders[:-1], sifted))
    faults = [*folder.strangers(), *_record_faults(merged, sifted)]
    if not sifted.faults:  # what was sifted out would be missed at every place that names it
        faults += _reference_faults(merged, sifted)
    return list(dict.fromkeys([*sifted.faults, *faults]))


class Sifted(Folder):
    """A folder without what is no JSON or no record; it keeps the faults of what it leaves out.

    Attributes:
        faults: What was left out, and why.
        broken: Paths of the files that could not be parsed.
    """

    def __init__(self, folder: Folder) -> None:
        super().__init__(folder.root, folder.name)
        self.faults: list[Fault] = []
        self.broken: set[str] = set()
        self._read: dict[str, Json | None] = {}

    def read(self, path: str) -> Json | None:
        """The parsed file, without what is no record."""
        if path not in self._read:
            try:
                content = super().read(path)
            except DataFaults as error:
                self.faults += error.faults
                self.broken.add(path)
                content = None
            self._read[path] = None if content is None else self._sift(path, content)
        return self._read[path]

    def _sift(self, path: str, content: Json) -> Json | None:
        stem = path.rpartition("/")[2].removesuffix(".json")
        if path in ("about.json", "subdivisions.json") or stem == "identity":
            return content if self._is(dict, content, path) else None
        if not path.startswith("law/"):
            return self._records(path, content, ())
        if not self._is(dict, content, path):
            return None
        allowed = {"jurisdiction", *LAW_CLASSES}
        for key in sorted(set(content) - allowed):
            message = f"unknown key {key!r}; allowed are {', '.join(sorted(allowed))}"
            self.faults.append(Fault(path, "$", message))
        if content.get("jurisdiction") != stem:
            message = f"must be {stem!r}, as the file is named"
            self.faults.append(Fault(path, "$.jurisdiction", message))
        return {
            key: self._records(path, content[key], (key,)) for key in LAW_CLASSES if key in content
        }

    def _records(self, path: str, content: Json, place: Path) -> list[Json]:
        """Of a list, the objects that have an id of their own."""
        found: dict[str, Json] = {}
        if not self._is(list, content, path, place):
            return []
        for number, raw in enumerate(content):
            here: Path = (*place, number)
            if not self._is(dict, raw, path, here):
                continue
            key = raw.get("id")
            if not isinstance(key, str) or not key:
                self.faults.append(Fault(path, json_path(here), "a record must have a text as id"))
            elif key in found:
                message = f"the id {key!r} stands twice in this file"
                self.faults.append(Fault(path, json_path((*here, "id")), message))
            else:
                found[key] = raw
        return list(found.values())

    def _is(self, kind: type, content: Json, path: str, place: Path = ()) -> bool:
        if type(content) is kind:
            return True
        wanted = "an object" if kind is dict else "a list"
        found = {"dict": "an object", "list": "a list"}.get(type(content).__name__, "a plain value")
        message = f"expected {wanted}, not {found}"
        self.faults.append(Fault(path, json_path(place), message))
        return False


def _record_faults(store: Store, folder: Sifted) -> Iterator[Fault]:
    """What does not fit its class, record by record."""
    for name in LISTS:
        path = f"{name}.json"
        for number, raw in enumerate(folder.read(path) or ()):
            yield from _known(store, folder, raw, _CLASSES[name], path, (number,))
    for compound in folder.compounds():
        for section in SECTIONS:
            path = f"compounds/{compound}/{section}.json"
            content = folder.read(path)
            if section == "identity":
                if content is not None:
                    yield from _known(store, folder, content, Compound, path, ())
                    yield from _foreign(content.get("id"), compound, path, "$.id")
                continue
            for number, raw in enumerate(content or ()):
                kind = SECTION_CLASSES[section]
                yield from _known(store, folder, raw, kind, path, (number,))
                yield from _foreign(raw.get("compound"), compound, path, f"$[{number}].compound")
    for place in folder.places():
        path = f"law/{place}.json"
        content = folder.read(path) or {}
        for key, kind in LAW_CLASSES.items():
            for number, raw in enumerate(content.get(key, ())):
                day = (folder.read("about.json") or store.about).get("recorded_on")
                dated = raw if day is None else {"recorded_on": day, **raw}
                yield from _known(store, folder, dated, kind, path, (key, number))
                own = raw.get("jurisdiction")
                yield from _foreign(own, place, path, f"$.{key}[{number}].jurisdiction")


def _known(
    store: Store,
    folder: Sifted,
    raw: Json,
    kind: type[Record],
    path: str,
    place: Path,
) -> Iterator[Fault]:
    """The faults of a record, but for entries that a file which cannot be read may hold."""
    for fault in store.faults_in(raw, kind, path, place):
        if not (isinstance(fault.cause, UnknownEntry) and fault.cause.file in folder.broken):
            yield fault


def _foreign(own: Json, wanted: str, path: str, place: str) -> Iterator[Fault]:
    if isinstance(own, str) and own != wanted:
        yield Fault(path, place, f"must be {wanted!r}, as its place in the folder says", repr(own))


def _reference_faults(store: Store, folder: Sifted) -> Iterator[Fault]:
    """Ids that name no record; ids that two records share."""
    compounds = set(store.compound_ids)
    places = store.raw_list("jurisdictions")
    conditions, targets = store.raw_list("conditions"), store.raw_list("targets")
    seen: dict[str, str] = {}
    wanted: list[tuple[str, str, str]] = []  # file, place, id of a record that must exist

    def own(raw: Json, path: str, place: str) -> Iterator[Fault]:
        first = seen.setdefault(raw["id"], path)
        if first != path:
            yield Fault(path, f"{place}.id", f"the id {raw['id']!r} stands in {first}, too")

    for number, raw in enumerate(folder.read("conditions.json") or ()):
        yield from _missing(raw.get("parent"), conditions, "conditions.json", f"$[{number}].parent")
    for number, raw in enumerate(folder.read("targets.json") or []):
        for member in [*raw.get("members", []), raw.get("parent")]:
            yield from _missing(member, targets, "targets.json", f"$[{number}]")
    for compound in folder.compounds():
        base = f"compounds/{compound}/"
        identity = folder.read(f"{base}identity.json") or {}
        parent = identity.get("parent")
        yield from _missing(parent, compounds, f"{base}identity.json", "$.parent")
        for number, raw in enumerate(identity.get("formulations", ())):
            yield from own(raw, f"{base}identity.json", f"$.formulations[{number}]")
        for number, cell in enumerate(identity.get("principal", [])):
            where = f"$.principal[{number}].records"
            wanted += [(f"{base}identity.json", where, each) for each in cell.get("records", ())]
        for section in SECTION_CLASSES:
            path = f"{base}{section}.json"
            for number, raw in enumerate(folder.read(path) or []):
                yield from own(raw, path, f"$[{number}]")
                wanted += [(path, f"$[{number}].grounds", each) for each in raw.get("grounds", ())]
    for place in folder.places():
        path = f"law/{place}.json"
        yield from _missing(place, places, path, "$.jurisdiction")
        for key in LAW_CLASSES:
            for number, raw in enumerate((folder.read(path) or {}).get(key, ())):
                here = f"$.{key}[{number}]"
                yield from own(raw, path, here)
                for each in [*raw.get("covers", []), raw.get("compound")]:
                    yield from _missing(each, compounds, path, f"{here}.covers")
                for name in ("supersedes", "attested_by"):
                    wanted += [(path, f"{here}.{name}", each) for each in raw.get(name, ())]
    known = _record_ids(store)
    for path, where, each in wanted:
        yield from _missing(each, known, path, where)


def _record_ids(store: Store) -> set[str]:
    """Ids of all records that another can name as its ground."""
    from semaxref.store.law import raw_law

    ids: set[str] = set()
    for compound in store.compound_ids:
        identity = store.raw_identity(compound) or {}
        ids |= {raw["id"] for raw in identity.get("formulations", ())}
        for section in SECTION_CLASSES:
            ids |= set(store.raw_section(compound, section))
    for place in store.places:
        for key in LAW_CLASSES:
            ids |= {raw["id"] for raw in raw_law(store, place, key)}
    return ids


def _missing(key: Json, known: Collection[str], path: str, place: str) -> Iterator[Fault]:
    if isinstance(key, str) and key not in known:  # anything else its class has refused
        hint = "".join(f"; did you mean {word!r}?" for word in suggest(key, known)[:1])
        yield Fault(path, place, f"there is no record {key!r}{hint}", repr(key))
