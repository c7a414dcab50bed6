"""All records of a data folder, raw, each with the file and the place where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semaxref.store.files import LISTS
from semaxref.store.lawbook import LAW_CLASSES
from semaxref.store.store import SECTION_CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaxref.store.files import Folder, Json, Place


class Placed(NamedTuple):
    """A raw record and where it stands.

    Attributes:
        file: Place of the file below the folder.
        place: Place within the file.
        raw: The parsed record.
    """

    file: str
    place: Place
    raw: Json


def placed(folder: Folder) -> Iterator[Placed]:
    """The records of a folder: vocabulary and sources, compounds and theirs, law."""
    for name in LISTS:
        yield from _listed(folder, f"{name}.json")
    for compound in folder.compounds():
        path = f"compounds/{compound}/identity.json"
        identity = folder.read(path)
        if identity is not None:
            yield Placed(path, (), {"id": compound, **identity})
            for number, raw in enumerate(_list(identity, "formulations")):
                if type(raw) is dict and isinstance(raw.get("id"), str):
                    yield Placed(path, ("formulations", number), raw)
        for section in SECTION_CLASSES:
            yield from _listed(folder, f"compounds/{compound}/{section}.json")
    for code in folder.places():
        for key in LAW_CLASSES:
            yield from _listed(folder, f"law/{code}.json", key)


def _listed(folder: Folder, path: str, key: str | None = None) -> Iterator[Placed]:
    for place, raw in folder.numbered(path, key):
        yield Placed(path, place, raw)


def _list(raw: Json, key: str) -> list[Json]:
    value = raw.get(key)
    return value if type(value) is list else []
