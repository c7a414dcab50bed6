"""What a rule of the linter finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from semaxref.model.base import PartialDate, Record
    from semaxref.store.files import Place
    from semaxref.store.store import Store


class Flaw(NamedTuple):
    """What is wrong with a record.

    Attributes:
        message: What is wrong.
        mend: How to mend it.
        place: Where in the record.
    """

    message: str
    mend: str
    place: Place = ()


Rule: TypeAlias = "Callable[[Store, Record], Iterator[Flaw]]"
"""Looks at one record, among all others."""


def order(
    first: tuple[str, PartialDate | None], second: tuple[str, PartialDate | None]
) -> Iterator[Flaw]:
    """The first date must not surely lie after the second."""
    (name, early), (other, late) = first, second
    if early and late and early.earliest > late.latest:
        message = f"{name} ({early}) lies after {other} ({late})"
        yield Flaw(message, f"correct one of them; {name} comes first", (name,))
