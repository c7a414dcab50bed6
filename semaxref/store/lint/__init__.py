"""The linter: what a data folder must hold to beyond fitting the classes.

`check` says whether a folder can be read; this says whether it should be believed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from semaxref.errors import Fault
from semaxref.store.check import faults_in
from semaxref.store.files import json_path
from semaxref.store.lawbook import law_of
from semaxref.store.lint.claims import claim
from semaxref.store.lint.evidence import evidence
from semaxref.store.lint.findings import finding
from semaxref.store.lint.identity import identity, ids
from semaxref.store.lint.law import law
from semaxref.store.lint.sources import source
from semaxref.store.lint.texts import texts
from semaxref.store.places import all_places
from semaxref.store.store import LIST_CLASSES
from semaxref.store.walk import placed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaxref.model.base import Record
    from semaxref.model.places import Jurisdiction
    from semaxref.model.sources import Source
    from semaxref.store.files import Folder
    from semaxref.store.lint.flaws import Flaw, Rule
    from semaxref.store.store import Store
    from semaxref.store.walk import Placed

_RULES: tuple[Rule, ...] = (evidence, texts, ids, identity, finding, source, law, claim)


def lint(store: Store, folder: Folder) -> list[Fault]:
    """All faults of a folder: those that keep it from being read, else those of its content.

    Args:
        store: The store that the folder is the last layer of.
        folder: The folder.

    Returns:
        The faults, each with its place and how to mend it; empty where the folder is clean.
    """
    faults = faults_in(store, folder)
    if faults:
        return faults
    places = {place.id: place for place in all_places(store)}
    found = []
    for here in placed(folder):
        record = _record(store, places, here)
        found += [_fault(here, flaw) for rule in _RULES for flaw in rule(store, record)]
    found += _shared_names(store, folder)
    found += _orphans(store, folder)
    return found


def _fault(here: Placed, flaw: Flaw) -> Fault:
    path = json_path((*here.place, *flaw.place))
    return Fault(here.file, path, flaw.message, mend=flaw.mend, record=here.raw["id"])


def _record(store: Store, places: dict[str, Jurisdiction], here: Placed) -> Record:
    """What was made of a raw record."""
    key: str = here.raw["id"]
    if here.file == "jurisdictions.json":
        return places[key]
    if not here.place:
        return store.compound(key)
    listed = LIST_CLASSES.get(here.file.removesuffix(".json"))
    return store.entry(listed, key) if listed else store.record(key)


def _shared_names(store: Store, folder: Folder) -> Iterator[Fault]:
    """Names that two compounds share, where the folder brings one of these."""
    brought = set(folder.compounds())
    for name, compounds in store.shared_names().items():
        own = next((compound for compound in compounds if compound in brought), None)
        if own:
            file = f"compounds/{own}/identity.json"
            message = f"{name!r} names {' and '.join(compounds)}"
            mend = "take the name from all but one of them, or let it say which it means"
            yield Fault(file, "$.names", message, mend=mend, record=own)


def _orphans(store: Store, folder: Folder) -> Iterator[Fault]:
    """Sources of the folder that nothing names."""
    named: set[Source] = set()
    for compound in store.compounds():
        named.update(compound.sources)
    for code in store.places:
        for record in law_of(store, code):
            named.update(record.sources)
    used = {source.id for source in named}
    for jurisdiction in all_places(store):
        used.update(s.id for membership in jurisdiction.member_of for s in membership.sources)
    for place, raw in folder.numbered("sources.json"):
        if raw["id"] not in used:
            mend = "name it in the evidence line that it carries, or take it out"
            message = "no record names it"
            yield Fault("sources.json", json_path(place), message, mend=mend, record=raw["id"])
