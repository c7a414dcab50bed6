"""Findings: a number says of what it is, and a span of years runs forward."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semaxref.model.findings import HistoryEvent, KineticValue
from semaxref.store.lint.flaws import Flaw, order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaxref.model.base import Record
    from semaxref.store.store import Store


def finding(_: Store, record: Record) -> Iterator[Flaw]:
    """Kinetic values and history."""
    if isinstance(record, KineticValue):
        yield from _kinetic(record)
    if isinstance(record, HistoryEvent):
        yield from order(("on", record.on), ("until", record.until))


def _kinetic(record: KineticValue) -> Iterator[Flaw]:
    """Half-lives that circulate without animal and analyte can be anybody's."""
    for name in ("species", "analyte"):
        if not getattr(record, name):
            message = f"a kinetic value without {name} could be anybody's"
            yield Flaw(message, f"give the {name}, or say 'not stated'", (name,))
    numbers = (record.value, record.low, record.high)
    if not record.unit and any(number is not None for number in numbers):
        yield Flaw("a number without a unit", "give it as the source has it", ("unit",))
    if record.low is not None and record.high is not None and record.low > record.high:
        message = f"low ({record.low:g}) lies above high ({record.high:g})"
        yield Flaw(message, "correct one of them", ("low",))
