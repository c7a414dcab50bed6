"""The store: all records of one or more data folders, read when they are first needed.

Reading is lazy by file and safe from threads: a thing is built aside, under one lock, and
published once, whole. Folders are layers: a record of a later one replaces the record with
the same id in an earlier one, before anything is structured, so that whatever names the
record sees the new one.
"""

from __future__ import annotations

import os
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar, cast

from semaxref.errors import (
    AmbiguousName,
    CompoundNotFound,
    ConditionNotFound,
    DataFaults,
    Fault,
    NotFound,
    RecordNotFound,
    RouteNotFound,
    TargetNotFound,
    did_you_mean,
    suggest,
)
from semaxref.model.base import Record, checked
from semaxref.model.claims import Claim
from semaxref.model.compounds import Compound
from semaxref.model.findings import Finding
from semaxref.model.pharmacology import Indication, Mechanism
from semaxref.model.sources import Source
from semaxref.model.vocabulary import Condition, Route, Target
from semaxref.store.structure import Structurer, UnknownEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from semaxref.model.resolution import Resolution
    from semaxref.store.files import Folder, Json, Place
    from semaxref.store.names import Index, NameEntry

T = TypeVar("T")
R = TypeVar("R", bound=Record)

SECTION_CLASSES: dict[str, type[Record]] = {
    "mechanisms": Mechanism,
    "indications": Indication,
    "findings": Finding,
    "claims": Claim,
}
LIST_CLASSES: dict[str, type[Record]] = {
    "sources": Source,
    "conditions": Condition,
    "targets": Target,
    "routes": Route,
}
_LISTS = {kind: name for name, kind in LIST_CLASSES.items()}


class Store:
    """Records of data folders, with indexes of their names.

    Args:
        folders: The layers; later ones win.

    A pickle of a store holds the files of its folders, as they are when it is first pickled, so
    that a worker process on another machine needs none of them; the packaged folder is named
    only, and must have the same version there. A store that arrives twice is the same object.
    """

    def __init__(self, folders: tuple[Folder, ...]) -> None:
        self.folders = folders
        self._lock = RLock()
        self._built: dict[object, Any] = {}

    def __repr__(self) -> str:
        return f"<Store of {' + '.join(folder.name for folder in self.folders)}>"

    def __reduce__(self) -> tuple[Callable[..., Store], tuple[object, ...]]:
        return _arrived, self.once("sent", self._to_send)

    def _to_send(self) -> tuple[object, ...]:
        folders = tuple(folder.held() for folder in self.folders)
        return os.urandom(16), self.data_version, folders

    def check_version(self, version: str) -> None:
        """Refuse to stand for data of another version, from which somebody sent a pickle.

        Raises:
            DataFaults: The versions differ.
        """
        if version != self.data_version:
            message = f"a pickle was made with data {version}, and here are {self.data_version}"
            mend = "install the same release of semaxref on every machine"
            raise DataFaults((Fault("about.json", "$.data_version", message, mend=mend),))

    def once(self, key: object, build: Callable[[], T]) -> T:
        """The thing that is kept under a key, built on first use."""
        try:
            return cast("T", self._built[key])
        except KeyError:
            pass
        with self._lock:
            if key not in self._built:
                self._built[key] = build()
            return cast("T", self._built[key])

    # What the data say of themselves

    @property
    def about(self) -> Json:
        """The content of about.json: version, date, licence."""
        return self.once("about", lambda: self.folders[0].read("about.json") or {})

    @property
    def data_version(self) -> str:
        """Version of the data; overlays are named behind it."""
        own: str = self.about.get("data_version", "unversioned")
        return "+".join([own, *(folder.name for folder in self.folders[1:])])

    # Raw records, layers merged

    def _merged(self, path: str) -> dict[str, Json]:
        """The records of a list file by id, each from the last layer that has it."""
        return {raw["id"]: raw for folder in self.folders for raw in folder.read(path) or ()}

    def raw_list(self, name: str) -> dict[str, Json]:
        """Parsed entries of sources, conditions, targets, routes or jurisdictions, by id."""
        return self.once(("list", name), lambda: self._merged(f"{name}.json"))

    def raw_section(self, compound: str, section: str) -> dict[str, Json]:
        """Parsed mechanisms, indications, findings or claims of a compound, by id."""
        return self._merged(f"compounds/{compound}/{section}.json")

    def raw_identity(self, compound: str) -> Json | None:
        """The parsed identity of a compound, or None."""

        def read() -> Json | None:
            path = f"compounds/{compound}/identity.json"
            return next((raw for f in reversed(self.folders) if (raw := f.read(path))), None)

        return self.once(("identity", compound), read)

    # Compounds

    @property
    def compound_ids(self) -> tuple[str, ...]:
        """Ids of all compounds, in alphabetical order."""

        def gather() -> tuple[str, ...]:
            ids = {compound for folder in self.folders for compound in folder.compounds()}
            return tuple(sorted(ids))

        return self.once("compounds", gather)

    @property
    def places(self) -> tuple[str, ...]:
        """Ids of all jurisdictions that have a file of law, in alphabetical order."""

        def gather() -> tuple[str, ...]:
            return tuple(sorted({place for folder in self.folders for place in folder.places()}))

        return self.once("places", gather)

    def compound(self, compound: str) -> Compound:
        """A compound by its id, with all its records.

        Raises:
            KeyError: There is none.
        """
        return self.once(("compound", compound), lambda: self._read_compound(compound))

    def _read_compound(self, compound: str) -> Compound:
        identity = self.raw_identity(compound)
        if identity is None:
            raise KeyError(compound)
        sections = {
            section: list(self.raw_section(compound, section).values())
            for section in SECTION_CLASSES
        }
        return self.structure({**identity, **sections}, Compound, f"compounds/{compound}")

    def compounds(self) -> tuple[Compound, ...]:
        """All compounds."""
        return tuple(map(self.compound, self.compound_ids))

    def kin(self, compound: str) -> tuple[str, ...]:
        """The free base of a salt and the salts of a free base: law passes between these."""
        salts = self.once("salts", self._gather_salts)
        if base := salts.get(compound):
            return (base,)
        return tuple(salt for salt, base in salts.items() if base == compound)

    def _gather_salts(self) -> dict[str, str]:
        """The free base of each salt, by the last layer that says what a compound is."""
        bases: dict[str, str | None] = {}
        for folder in self.folders:
            bases |= folder.bases()
        return {salt: base for salt, base in bases.items() if base}

    def forms(self, compound: str) -> frozenset[str]:
        """A compound and its kin: what the law says of one of them reaches the others."""
        return self.once(("forms", compound), lambda: frozenset({compound, *self.kin(compound)}))

    # Structuring

    def structure(self, raw: Json, kind: type[R], file: str) -> R:
        """A record from its parsed JSON.

        Raises:
            DataFaults: It does not fit the class.
        """
        structurer = self.once("structurer", lambda: Structurer(self.entry))
        try:
            return structurer.structure(raw, kind)
        except Exception:  # once more, to say all that is wrong and where
            raise DataFaults(tuple(self.faults_in(raw, kind, file))) from None

    def faults_in(self, raw: Json, kind: type[Record], file: str, path: Place = ()) -> list[Fault]:
        """What is wrong with a parsed record; nothing where it fits its class."""
        from semaxref.store.strict import StrictStructurer, faults_of

        structurer = self.once("strict", lambda: StrictStructurer(self.entry))
        try:
            structurer.structure(raw, kind)
        except Exception as error:
            return list(faults_of(error, raw, file, path))
        return []

    def entry(self, kind: type[R], key: str) -> R:
        """A source, condition, target or route by its id.

        Raises:
            LookupError: There is none.
        """
        return self.once((kind, key), lambda: self._read_entry(kind, key))

    def _read_entry(self, kind: type[R], key: str) -> R:
        name = _LISTS[kind]
        raws = self.raw_list(name)
        if key not in raws:
            message = f"no {kind.__name__.lower()} {key!r} in {name}.json"
            raise UnknownEntry(message + did_you_mean(suggest(key, raws)), f"{name}.json")
        return self.structure(raws[key], kind, f"{name}.json")

    def entries(self, kind: type[R]) -> tuple[R, ...]:
        """All sources, conditions, targets or routes."""
        return tuple(self.entry(kind, key) for key in self.raw_list(_LISTS[kind]))

    # Names

    @property
    def names(self) -> Index[NameEntry]:
        """The index of all names and identifiers of compounds."""
        from semaxref.store.names import Index, compound_names

        def build() -> Index[NameEntry]:
            raws = (self.raw_identity(compound) for compound in self.compound_ids)
            return Index(pair for raw in raws if raw for pair in compound_names(raw))

        return self.once("names", build)

    def shared_names(self) -> dict[str, tuple[str, ...]]:
        """Names that several compounds have by accident; an ATC group is shared on purpose."""
        found = {
            name: tuple(sorted({entry.compound for entry in entries}))
            for name, entries in self.names.ambiguous().items()
            if not all(entry.matched.startswith("atc ") for entry in entries)
        }
        return {name: compounds for name, compounds in found.items() if len(compounds) > 1}

    def resolve(self, query: str) -> Resolution:
        """What a name or identifier means.

        Raises:
            InvalidQuery: The query is no text, empty or too long.
            CompoundNotFound: No compound is called so.
            AmbiguousName: Several are.
        """
        from semaxref.model.resolution import Resolution

        found = self.names.find(checked(query))
        if not found:
            raise CompoundNotFound(query, self.names.suggestions(query), self.data_version)
        candidates = tuple(dict.fromkeys(entry.compound for entry in found))
        if len(candidates) > 1:
            raise AmbiguousName(query, candidates)
        best = next((entry for entry in found if not entry.caveat), found[0])
        return Resolution(
            query=query,
            compound=self.compound(best.compound),
            kind=best.kind,
            matched=best.matched,
            caveat=best.caveat,
        )

    # Vocabulary

    def find_entry(self, kind: type[R], query: str, missing: type[NotFound]) -> R:
        """A condition, target or route by id, label, synonym or code.

        Raises:
            InvalidQuery: The query is no text, empty or too long.
            NotFound: Nothing is called so.
            AmbiguousName: Several are, and none of them holds the others.
        """
        index = self._index(kind)
        found = index.find(checked(query))
        if not found:
            raise missing(query, index.suggestions(query), self.data_version)
        if len(found) > 1:
            return self.entry(kind, self._outermost(query, found, self.raw_list(_LISTS[kind])))
        return self.entry(kind, found[0])

    def _index(self, kind: type[Record]) -> Index[str]:
        from semaxref.store.names import Index

        return self.once(("index", kind), lambda: Index(_called(self.raw_list(_LISTS[kind]))))

    def condition(self, query: str) -> Condition:
        """A condition by id, label, synonym or code."""
        return self.find_entry(Condition, query, ConditionNotFound)

    def target(self, query: str) -> Target:
        """A target by id, label or synonym."""
        return self.find_entry(Target, query, TargetNotFound)

    def route(self, query: str) -> Route:
        """A route by id, label or synonym."""
        return self.find_entry(Route, query, RouteNotFound)

    def _outermost(self, query: str, found: list[str], raws: dict[str, Json]) -> str:
        for candidate in found:
            if all(candidate in _lineage(other, raws) for other in found):
                return candidate
        raise AmbiguousName(query, tuple(found))

    def lineage(self, condition: str) -> tuple[str, ...]:
        """Ids of a condition and all wider ones, from the inside out."""
        return _lineage(condition, self.raw_list("conditions"))

    def within(self, condition: str) -> frozenset[str]:
        """Ids of a condition and all narrower ones."""
        return self.once(
            ("within", condition),
            lambda: frozenset(
                each for each in self.raw_list("conditions") if condition in self.lineage(each)
            ),
        )

    def target_family(self, target: Target) -> frozenset[str]:
        """Ids of a target, its members, and the targets that name it as their parent."""
        ids = {target.id, *target.members}
        ids |= {key for key, raw in self.raw_list("targets").items() if raw.get("parent") in ids}
        return frozenset(ids)

    # Any record

    def record(self, key: str) -> Record:
        """A record by its id.

        Raises:
            RecordNotFound: There is none.
        """
        own = checked(key, "id").partition(".")[0]
        if own in self.compound_ids:  # most ids name their compound: no need to read the rest
            for record in records_of(self.compound(own)):
                if record.id == key:
                    return record
        if key not in self._records:
            raise RecordNotFound(key, suggest(key, self._records), self.data_version)
        return self._records[key]

    def load(self) -> None:
        """Read everything that a question of this store may need."""
        _ = self.about, self.names, self._records
        for kind in (Condition, Target, Route):
            self._index(kind)
        for condition in self.raw_list("conditions"):
            self.within(condition)

    @property
    def _records(self) -> dict[str, Record]:
        """All records by id."""
        return self.once("records", lambda: {r.id: r for r in self.all_records()})

    def all_records(self) -> Iterator[Record]:
        """Every record of the store: compounds with theirs, law, vocabulary, sources."""
        from semaxref.store.lawbook import law_of  # the classes of law are not needed before

        for compound in self.compounds():
            yield from records_of(compound)
        for place in self.places:
            yield from law_of(self, place)
        for kind in LIST_CLASSES.values():
            yield from self.entries(kind)


_KEPT = 8
_here: dict[object, Store] = {}  # stores that arrived in pickles, by the name of the pickle


def _arrived(name: object, version: str, folders: tuple[Folder, ...]) -> Store:
    """The store of a pickle; indexes that were built for it serve when it arrives again."""
    store = _here.get(name)
    if store is None:
        store = Store(folders)
        store.check_version(version)
        store.once("sent", lambda: (name, version, folders))  # it keeps its name when sent on
        if len(_here) >= _KEPT:
            _here.clear()
        store = _here.setdefault(name, store)
    return store


def records_of(compound: Compound) -> Iterator[Record]:
    """A compound and all its records."""
    yield compound
    yield from compound.evidenced
    yield from compound.claims


def _lineage(key: str, raws: dict[str, Json]) -> tuple[str, ...]:
    ids = [key]
    while (parent := raws[ids[-1]].get("parent")) and parent not in ids:
        ids.append(parent)
    return tuple(ids)


def _called(raws: dict[str, Json]) -> Iterable[tuple[str, str]]:
    """The names and codes of the entries of a vocabulary.

    A code that stands on several entries and has a home among them means that one only.
    """
    homes = {
        (code["system"], code["code"])
        for raw in raws.values()
        for code in raw.get("codes", ())
        if code.get("home")
    }
    for key, raw in raws.items():
        yield key, key
        yield raw["label"], key
        for synonym in raw.get("synonyms", ()):
            yield synonym, key
        for code in raw.get("codes", ()):
            if code.get("home") or (code["system"], code["code"]) not in homes:
                yield code["code"], key
