"""What all pictures ask of a catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from semaxref.catalogue import packaged
from semaxref.errors import InvalidQuery
from semaxref.model.base import NOT_ADVICE
from semaxref.model.compounds import Compound

if TYPE_CHECKING:
    from collections.abc import Iterable

    from semaxref.catalogue import Catalogue
    from semaxref.store.store import Store

T = TypeVar("T")


def asked(catalogue: Catalogue | None) -> Catalogue:
    """The catalogue that was given, or the packaged one."""
    return packaged() if catalogue is None else catalogue


def store_of(catalogue: Catalogue) -> Store:
    """The records of a catalogue, for what none of its questions gives."""
    return catalogue._store  # noqa: SLF001 - a room of the same house


def one(catalogue: Catalogue, compound: str | Compound) -> Compound:
    """A compound of this catalogue; that of another stands for the one with its id here."""
    return catalogue.get(compound.id if isinstance(compound, Compound) else compound)


def several(things: Iterable[T], what: str) -> tuple[T, ...]:
    """One thing or more.

    Raises:
        InvalidQuery: There is none, or it is nothing that holds any.
    """
    try:
        found = tuple(things)
    except TypeError:
        raise InvalidQuery(f"{what} must be texts, not {type(things).__name__}") from None
    if not found:
        raise InvalidQuery(f"{what}: give one at least")
    return found


def each_once(ids: Iterable[str], what: str) -> None:
    """Nothing stands twice.

    Raises:
        InvalidQuery: Something does.
    """
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise InvalidQuery(f"{name} stands twice in {what}")
        seen.add(name)


def caption(catalogue: Catalogue, *sentences: str) -> str:
    """What stands below a picture: the data, what it shows and what not, no advice."""
    about = store_of(catalogue).about
    day = about.get("issued") or about.get("recorded_on")
    of = f" of {day}" if day else ""
    return " ".join([f"Data {catalogue.data_version}{of}.", *sentences, NOT_ADVICE])
