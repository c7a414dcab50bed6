"""Sifting a data folder: what is no JSON, or no record at all, is noted and left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semaxref.errors import DataFaults, Fault
from semaxref.store.files import Folder, Json, Place, json_path
from semaxref.store.lawbook import LAW_CLASSES
from semaxref.store.strict import UnknownKey
from semaxref.store.structure import kind_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


class Sifted(Folder):
    """A folder without what is no JSON or no record, and the faults of what it leaves out.

    Attributes:
        faults: What was left out, and why.
        broken: Paths of the files of which something was left out: what others miss may
            have stood there.
    """

    def __init__(self, folder: Folder) -> None:
        super().__init__(folder.root, folder.name)
        self.faults: list[Fault] = []
        self.broken: set[str] = set()
        self._files: dict[str, Json | None] = {}
        self._numbers: dict[int, int] = {}

    def read(self, path: str) -> Json | None:
        """The parsed file, without what is no record."""
        if path not in self._files:
            self._files[path] = None
            try:
                content = super().read(path)
            except DataFaults as error:
                self.faults += error.faults
                self.broken.add(path)
            else:
                self._files[path] = None if content is None else self._sift(path, content)
        return self._files[path]

    def numbered(self, path: str, key: str | None = None) -> Iterator[tuple[Place, Json]]:
        """The records of a file with their places in it; in a file of law, those of a key."""
        content = self.read(path)
        if content is None:
            return
        for raw in content if key is None else content.get(key, ()):
            number = self._numbers[id(raw)]
            yield ((number,) if key is None else (key, number)), raw

    def note(self, path: str, place: Place, message: str, found: str = "") -> None:
        """Note a fault."""
        mend = "give the file its form: see `python -m semaxref schema`"
        self.faults.append(Fault(path, json_path(place), message, found, mend=mend))

    def _sift(self, path: str, content: Json) -> Json | None:
        stem = path.rpartition("/")[2].removesuffix(".json")
        if path in ("about.json", "subdivisions.json") or stem == "identity":
            return content if self._is(dict, content, path) else None
        if not path.startswith("law/"):
            return self._records(path, content, ())
        if not self._is(dict, content, path):
            return None
        for message in unknown_keys(content, ("jurisdiction", *LAW_CLASSES)):
            self.note(path, (), message)
        if content.get("jurisdiction") != stem:
            self.note(path, ("jurisdiction",), f"must be {stem!r}, as the file is named")
        found: dict[str, list[Json]] = {}
        for key in LAW_CLASSES:
            if key in content:
                seen = {raw["id"] for raws in found.values() for raw in raws}
                found[key] = self._records(path, content[key], (key,), seen)
        return found

    def _records(
        self, path: str, content: Json, place: Place, seen: Collection[str] = ()
    ) -> list[Json]:
        """Of a list, the objects that have an id of their own."""
        found: dict[str, Json] = {}
        if not self._is(list, content, path, place):
            return []
        for number, raw in enumerate(content):
            here: Place = (*place, number)
            if not self._is(dict, raw, path, here):
                continue
            key = raw.get("id")
            if not isinstance(key, str) or not key:
                self.note(path, here, "a record must have a text as id")
                self.broken.add(path)
            elif key in found or key in seen:
                self.note(path, (*here, "id"), f"the id {key!r} stands twice in this file")
            else:
                found[key] = raw
                self._numbers[id(raw)] = number
        return list(found.values())

    def _is(self, kind: type, content: Json, path: str, place: Place = ()) -> bool:
        if type(content) is kind:
            return True
        wanted = "an object" if kind is dict else "a list"
        self.note(path, place, f"expected {wanted}, not {kind_name(content)}")
        self.broken.add(path)
        return False


def unknown_keys(content: dict[str, Json], allowed: Collection[str]) -> Iterator[str]:
    """A message for each key that is not allowed, with what was probably meant."""
    for key in sorted(set(content) - set(allowed)):
        yield str(UnknownKey(key, allowed))
