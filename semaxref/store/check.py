"""What is wrong with a data folder: every fault of every file, found in one go.

The records of a sifted folder are held against their classes, and then against each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import fields_dict

from semaxref.errors import Fault, InvalidDate, did_you_mean, suggest
from semaxref.model.base import PartialDate, Record
from semaxref.model.compounds import Compound
from semaxref.model.places import Jurisdiction
from semaxref.store.files import LISTS, SECTIONS, Folder, Json, json_path
from semaxref.store.law import raw_law
from semaxref.store.lawbook import LAW_CLASSES
from semaxref.store.sift import Sifted, unknown_keys
from semaxref.store.store import LIST_CLASSES, SECTION_CLASSES, Store
from semaxref.store.structure import UnknownEntry, kind_name
from semaxref.store.walk import placed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from semaxref.store.files import Place

_CLASSES: dict[str, type[Record]] = {**LIST_CLASSES, "jurisdictions": Jurisdiction}
_ABOUT = {"title": False, "data_version": True, "recorded_on": True, "issued": False}
_ABOUT |= dict.fromkeys(("licence", "authors", "content_hash", "salts"), False)
_OF_KIND = "give a value of the kind that is allowed"
_OWN_ID = "give each record an id of its own"
_SOME_DAY = "1970-01-01"
"""Stands in for a missing day of recording, which is one fault and not one for each rule."""


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
    check = _Check(Store((*store.folders[:-1], sifted)), sifted)
    faults = [*folder.strangers(), *check.singles(), *check.records(), *check.references()]
    return list(dict.fromkeys([*sifted.faults, *faults]))


class _Check:
    """The checks of one folder."""

    def __init__(self, store: Store, folder: Sifted) -> None:
        self.store = store
        self.folder = folder

    def singles(self) -> Iterator[Fault]:
        """The two files that hold no records."""
        about = self.folder.read("about.json")
        alone = len(self.store.folders) == 1
        if about is not None:
            yield from _about_faults(about, alone=alone)
        elif alone and "about.json" not in self.folder.broken:
            message = "the file is missing; it names the data and their day"
            mend = "add it, with data_version and recorded_on"
            yield Fault("about.json", "$", message, mend=mend)
        for country, pairs in (self.folder.read("subdivisions.json") or {}).items():
            where = json_path((country,))
            if type(pairs) is not list:
                message = f"expected a list, not {kind_name(pairs)}"
                yield Fault("subdivisions.json", where, message, mend=_OF_KIND)
                continue
            for number, pair in enumerate(pairs):
                if type(pair) is not list or [type(part) for part in pair] != [str, str]:
                    message = "expected a code and name, such as ['US-NY', 'New York']"
                    place = f"{where}[{number}]"
                    yield Fault("subdivisions.json", place, message, mend=_OF_KIND)

    def records(self) -> Iterator[Fault]:
        """What does not fit its class, record by record."""
        for name in LISTS:
            path = f"{name}.json"
            for place, raw in self.folder.numbered(path):
                yield from self._own(raw, _CLASSES[name], path, place)
        for compound in self.folder.compounds():
            yield from self._identity(compound)
            for section, kind in SECTION_CLASSES.items():
                path = f"compounds/{compound}/{section}.json"
                for place, raw in self.folder.numbered(path):
                    yield from self._own(raw, kind, path, place)
                    yield from _foreign(raw, "compound", compound, path, place)
        day = (self.folder.read("about.json") or self.store.about).get("recorded_on", _SOME_DAY)
        for code in self.folder.places():
            path = f"law/{code}.json"
            for key, law_kind in LAW_CLASSES.items():
                for place, raw in self.folder.numbered(path, key):
                    dated = {"recorded_on": day if _is_date(day) else _SOME_DAY, **raw}
                    yield from self._own(dated, law_kind, path, place)
                    yield from _foreign(raw, "jurisdiction", code, path, place)

    def _identity(self, compound: str) -> Iterator[Fault]:
        path = f"compounds/{compound}/identity.json"
        raw = self.folder.read(path)
        if raw is None:
            if path not in self.folder.broken and self.store.raw_identity(compound) is None:
                message = f"the file is missing; it says what {compound} is"
                yield Fault(path, "$", message, mend="add it, or take the folder out")
            return
        allowed = [name for name in fields_dict(Compound) if name not in SECTIONS]
        misplaced = {key: value for key, value in raw.items() if key in SECTIONS}
        for message in unknown_keys(misplaced, allowed):
            yield Fault(path, "$", message, mend="move it to the file of its kind, or rename it")
        own = {key: value for key, value in raw.items() if key not in SECTIONS}
        faults = list(self._own(own, Compound, path, ()))
        if any(fault.path.startswith("$.formulations") for fault in faults):
            self.folder.broken.add(path)  # a claim may rest on the one that cannot be read
        yield from faults
        yield from self._twice(path, raw)
        yield from _foreign(raw, "id", compound, path, ())
        for number, formulation in _objects(raw, "formulations"):
            yield from _foreign(formulation, "compound", compound, path, ("formulations", number))

    def _own(self, raw: Json, kind: type[Record], path: str, place: Place) -> Iterator[Fault]:
        """The faults of a record itself.

        Those of an entry that it names stand in the file of the entry; an entry that a
        broken file may hold is not missed.
        """
        for fault in self.store.faults_in(raw, kind, path, place):
            hidden = isinstance(fault.cause, UnknownEntry) and fault.cause.file in (
                self.folder.broken
            )
            if fault.file == path and not hidden:
                yield fault

    def references(self) -> Iterator[Fault]:
        """Ids that name no record, ids that two records share, and circles of parents."""
        yield from self._shared_ids()
        compounds = self.store.compound_ids
        for name in ("conditions", "targets", "routes"):
            path, known = f"{name}.json", self.store.raw_list(name)
            for place, raw in self.folder.numbered(path):
                yield from self._missing(raw.get("parent"), known, path, (*place, "parent"))
                for member in _list(raw, "members"):
                    yield from self._missing(member, known, path, (*place, "members"))
                yield from _circle(raw, known, path, place)
        places = self.store.raw_list("jurisdictions")
        for place, raw in self.folder.numbered("jurisdictions.json"):
            for number, union in _objects(raw, "member_of"):
                where = (*place, "member_of", number, "id")
                yield from self._missing(union.get("id"), places, "jurisdictions.json", where)
        for compound in self.folder.compounds():
            yield from self._named_by_compound(compound, compounds)
        for code in self.folder.places():
            path = f"law/{code}.json"
            yield from self._missing(code, places, path, ("jurisdiction",))
            for key in LAW_CLASSES:
                for place, raw in self.folder.numbered(path, key):
                    yield from self._named_by_law(raw, path, place, compounds)

    def _named_by_compound(self, compound: str, compounds: Collection[str]) -> Iterator[Fault]:
        path = f"compounds/{compound}/identity.json"
        raw = self.folder.read(path) or {}
        identities = {each: self.store.raw_identity(each) or {} for each in compounds}
        yield from self._missing(raw.get("parent"), compounds, path, ("parent",))
        yield from _circle({"id": compound, **raw}, identities, path, ())
        for number, cell in _objects(raw, "principal"):
            for key in _list(cell, "records"):
                yield from self._no_record(key, path, ("principal", number, "records"))
        path = f"compounds/{compound}/claims.json"
        for place, claim in self.folder.numbered(path):
            for key in _list(claim, "grounds"):
                yield from self._no_record(key, path, (*place, "grounds"))

    def _named_by_law(
        self, raw: Json, path: str, place: Place, compounds: Collection[str]
    ) -> Iterator[Fault]:
        for key in _list(raw, "covers"):
            yield from self._missing(key, compounds, path, (*place, "covers"))
        yield from self._missing(raw.get("compound"), compounds, path, (*place, "compound"))
        for name in ("supersedes", "attested_by"):
            for key in _list(raw, name):
                yield from self._no_record(key, path, (*place, name))

    def _shared_ids(self) -> Iterator[Fault]:
        """Ids that stand in two places; a layer may replace a record, but in its own file."""
        below = [Sifted(folder) for folder in self.store.folders[:-1]]
        seen = {key: path for folder in below for path, _, key in _ids(folder)}
        for path, place, key in _ids(self.folder):
            first = seen.setdefault(key, path)
            if first != path:
                message = f"the id {key!r} stands in {first}, too"
                yield Fault(path, json_path((*place, "id")), message, mend=_OWN_ID)

    def _twice(self, path: str, identity: Json) -> Iterator[Fault]:
        """Formulations with one id; other lists were sifted for that."""
        seen: set[Json] = set()
        for number, raw in _objects(identity, "formulations"):
            key = raw.get("id")
            if isinstance(key, str) and key in seen:
                message = f"the id {key!r} stands twice in this file"
                where = json_path(("formulations", number, "id"))
                yield Fault(path, where, message, mend=_OWN_ID)
            seen.add(str(key))

    def _missing(
        self, key: Json, known: Collection[str], path: str, place: Place
    ) -> Iterator[Fault]:
        if isinstance(key, str) and key not in known:  # anything else its class has refused
            message = f"there is no record {key!r}{did_you_mean(suggest(key, known, most=1))}"
            mend = "add the record, or name one that is there"
            yield Fault(path, json_path(place), message, repr(key), mend=mend)

    def _no_record(self, key: Json, path: str, place: Place) -> Iterator[Fault]:
        """A fault where no record has this id, unless a broken file may hold it."""
        own = f"compounds/{str(key).partition('.')[0]}/"
        if not any(file.startswith((own, "law/")) for file in self.folder.broken):
            known = self.store.once("record ids", lambda: _record_ids(self.store))
            yield from self._missing(key, known, path, place)


def _about_faults(about: dict[str, Json], *, alone: bool) -> Iterator[Fault]:
    for message in unknown_keys(about, _ABOUT):
        yield Fault("about.json", "$", message, mend="rename the key, or take it out")
    for key, required in _ABOUT.items():
        if key not in about:
            if required and alone:
                yield Fault("about.json", "$", f"the key {key!r} is missing", mend="add it")
        elif key == "authors":
            yield from _authors_faults(about[key])
        elif key == "salts":
            yield from _salts_faults(about[key])
        elif type(about[key]) is not str:
            message = f"expected a text, not {kind_name(about[key])}"
            yield Fault("about.json", f"$.{key}", message, mend=_OF_KIND)
        elif key in ("recorded_on", "issued") and not _is_date(about[key]):
            message = f"{about[key]!r} is no date; allowed are YYYY, YYYY-MM and YYYY-MM-DD"
            yield Fault("about.json", f"$.{key}", message, mend=_OF_KIND)


def _authors_faults(authors: Json) -> Iterator[Fault]:
    if type(authors) is not list:
        message = f"expected a list, not {kind_name(authors)}"
        yield Fault("about.json", "$.authors", message, mend=_OF_KIND)
        return
    for number, author in enumerate(authors):
        if type(author) is not str:
            message = f"expected a text, not {kind_name(author)}"
            yield Fault("about.json", f"$.authors[{number}]", message, mend=_OF_KIND)


def _salts_faults(salts: Json) -> Iterator[Fault]:
    """The index of salts is for our own data; elsewhere the identities are asked."""
    named = salts.items() if type(salts) is dict else [(None, None)]
    if not all(type(part) is str for pair in named for part in pair):
        message = "expected an object of ids, each salt with its base"
        yield Fault("about.json", "$.salts", message, mend="take it out; the identities say it")


def _is_date(value: Json) -> bool:
    try:
        PartialDate.parse(value)
    except (InvalidDate, TypeError):
        return False
    return True


def _foreign(raw: Json, key: str, wanted: str, path: str, place: Place) -> Iterator[Fault]:
    own = raw.get(key)
    if isinstance(own, str) and own != wanted:
        message = f"must be {wanted!r}, as its place in the folder says"
        mend = "correct the key, or move the record to where it belongs"
        yield Fault(path, json_path((*place, key)), message, repr(own), mend=mend)


def _circle(raw: Json, known: dict[str, Json], path: str, place: Place) -> Iterator[Fault]:
    """A fault where the parents of an entry lead back to it."""
    seen, here = [raw["id"]], raw.get("parent")
    while isinstance(here, str) and here in known and here not in seen:
        seen.append(here)
        here = known[here].get("parent")
    if isinstance(here, str) and here == raw["id"]:
        message = f"its parents lead back to it: {' -> '.join([*seen, here])}"
        where = json_path((*place, "parent"))
        yield Fault(path, where, message, mend="take one of these parents out")


def _list(raw: Json, key: str) -> list[Json]:
    """A list of a record; where there is something else, its class has refused it."""
    value = raw.get(key)
    return value if type(value) is list else []


def _objects(raw: Json, key: str) -> Iterator[tuple[int, dict[str, Json]]]:
    for number, item in enumerate(_list(raw, key)):
        if type(item) is dict:
            yield number, item


def _ids(folder: Sifted) -> Iterator[tuple[str, Place, str]]:
    """Files, places and ids of all records of a folder that share one name space.

    A compound has the id of its folder, and places are named by code.
    """
    for file, place, raw in placed(folder):
        if place and file != "jurisdictions.json":
            yield file, place, raw["id"]


def _record_ids(store: Store) -> set[str]:
    """Ids of all records that another can name as its ground."""
    ids: set[str] = set()
    for compound in store.compound_ids:
        identity = store.raw_identity(compound) or {}
        ids |= {str(raw.get("id")) for _, raw in _objects(identity, "formulations")}
        for section in SECTION_CLASSES:
            ids |= set(store.raw_section(compound, section))
    for place in store.places:
        for key in LAW_CLASSES:
            ids |= {raw["id"] for raw in raw_law(store, place, key)}
    return ids
