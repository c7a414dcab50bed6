"""Claims: a verdict is one that its grounds can carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semaxref.model.claims import Claim, ClaimVerdict
from semaxref.model.evidence import Evidenced, Stance
from semaxref.store.lint.flaws import Flaw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaxref.model.base import Record
    from semaxref.store.files import Place
    from semaxref.store.store import Store

_AGAINST = {Stance.NULL_RESULT, Stance.CONTRADICTS, Stance.DISPUTED}
_MEND = "change the verdict, or name the records that carry it"


def claim(store: Store, record: Record) -> Iterator[Flaw]:
    """What is unsupported needs no grounds; every other verdict needs some that fit."""
    if not isinstance(record, Claim) or record.verdict is ClaimVerdict.UNSUPPORTED:
        return
    place: Place = ("grounds",)
    grounds = [store.record(each) for each in record.grounds]
    if not grounds:
        yield Flaw(f"the verdict {record.verdict} needs grounds", _MEND, place)
        return
    lines = [line for each in grounds if isinstance(each, Evidenced) for line in each.evidence]
    if record.verdict is ClaimVerdict.CONTRADICTED:
        if not any(line.stance in _AGAINST for line in lines):
            message = "contradicted, but nothing in its grounds speaks against it"
            yield Flaw(message, _MEND, place)
    elif not any(line.stance is Stance.SUPPORTS for line in lines):
        message = f"{record.verdict}, but nothing in its grounds speaks for it"
        yield Flaw(message, _MEND, place)
