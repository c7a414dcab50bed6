"""Layers: what each overlay added to a catalogue and replaced in it, and where it disagrees."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from attrs import frozen

from semaxref.answers.changes import NEVER_STALE
from semaxref.answers.legal import legal_status
from semaxref.document import Document, Heading, Item, Text
from semaxref.model.base import Shown, Value
from semaxref.store.law import rules
from semaxref.store.places import jurisdiction
from semaxref.store.store import Store
from semaxref.store.walk import placed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaxref.answers.legal import LegalAnswer
    from semaxref.document import Block
    from semaxref.model.law import LegalRule
    from semaxref.store.files import Folder, Json


class ConflictKind(StrEnum):
    """How an overlay disagrees with what lies below it."""

    REPLACED_TWICE = "replaced-twice"
    SHARED_NAME = "shared-name"
    LAW = "law"


@frozen(eq=False, repr=False, kw_only=True)
class Conflict(Value):
    """A point at which an overlay and what lies below it disagree.

    Attributes:
        kind: How they disagree.
        subject: What about: the id of a record, or a name.
        message: What each of them says, and which holds.
    """

    kind: ConflictKind
    subject: str
    message: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.message}"


@frozen(eq=False, repr=False, kw_only=True)
class Layer(Shown, Value):
    """What one overlay did to the catalogue below it.

    Attributes:
        name: Name of its folder.
        added: Ids of the records that are new.
        replaced: Ids of the records that stand in place of others.
        repeated: Ids of the records that say what was there already.
        conflicts: Where it disagrees with what lies below.
    """

    name: str
    added: tuple[str, ...]
    replaced: tuple[str, ...]
    repeated: tuple[str, ...]
    conflicts: tuple[Conflict, ...]

    def document(self) -> Document:
        """The three lists and the conflicts."""
        blocks: list[Block] = [Heading(f"Overlay {self.name}")]
        told = {"Added": self.added, "Replaced": self.replaced, "Repeated": self.repeated}
        for title, names in told.items():
            if names:
                blocks += [Heading(f"{title} ({len(names)})", 2), *map(Item, names)]
        blocks.append(Heading(f"Conflicts ({len(self.conflicts)})", 2))
        blocks += [Item(str(conflict)) for conflict in self.conflicts] or [Text("None.")]
        return Document(blocks)

    def __repr__(self) -> str:
        return (
            f"<Layer {self.name}: {len(self.added)} added, {len(self.replaced)} replaced, "
            f"{len(self.conflicts)} conflicts>"
        )


def layers(store: Store) -> tuple[Layer, ...]:
    """What each overlay of a store did, from the lowest up; empty where there is none."""
    return tuple(
        _layer(Store(store.folders[: number + 1])) for number in range(1, len(store.folders))
    )


def _layer(store: Store) -> Layer:
    """What the uppermost folder of a store did."""
    *below, own = store.folders
    here = _raws(own)
    known: dict[tuple[str, str], Json] = {}
    by: dict[tuple[str, str], str] = {}
    for folder in below:
        for key, raw in _raws(folder).items():
            if known.get(key) != raw:
                known[key], by[key] = raw, folder.name
    replaced = [key for key in here if key in known and here[key] != known[key]]
    twice = (
        Conflict(
            kind=ConflictKind.REPLACED_TWICE,
            subject=key[1],
            message=f"{by[key]} has it, too; {own.name} lies above it and holds",
        )
        for key in replaced
        if by[key] != below[0].name
    )
    return Layer(
        name=own.name,
        added=tuple(key[1] for key in here if key not in known),
        replaced=tuple(key[1] for key in replaced),
        repeated=tuple(key[1] for key in here if key in known and here[key] == known[key]),
        conflicts=(*twice, *_shared_names(store, own), *_legal(store, own)),
    )


def _raws(folder: Folder) -> dict[tuple[str, str], Json]:
    """The raw records of a folder by file and id; law of a place is one file to this end."""
    return {(file, raw["id"]): raw for file, _, raw in placed(folder)}


def _shared_names(store: Store, own: Folder) -> Iterator[Conflict]:
    brought = set(own.compounds())
    for name, compounds in store.shared_names().items():
        if not brought.isdisjoint(compounds):
            yield Conflict(
                kind=ConflictKind.SHARED_NAME,
                subject=name,
                message=f"names {' and '.join(compounds)}; to ask for it is ambiguous",
            )


def _legal(store: Store, own: Folder) -> Iterator[Conflict]:
    """Rules of the folder that say otherwise than a rule below, on the day they begin."""
    for code in own.places():
        place = jurisdiction(store, code)
        brought = {raw["id"] for _, raw in own.numbered(f"law/{code}.json", "rules")}
        able = (r for r in rules(store, code) if r.id in brought and r.decides)
        for rule in (r for r in able if r.verdict.on_scale):
            for compound in rule.covers:
                status = legal_status(store, compound, place, rule.start.latest, NEVER_STALE)
                for activity in rule.activities:
                    answer = status[activity]
                    against = tuple(
                        r
                        for r in (*answer.deciding, *answer.conflicting)
                        if r.id not in brought and r.verdict is not rule.verdict
                    )
                    if against and rule in (*answer.deciding, *answer.conflicting):
                        yield _said(rule, answer, against)


def _said(rule: LegalRule, answer: LegalAnswer, against: tuple[LegalRule, ...]) -> Conflict:
    others = ", ".join(f"{each.id} says {each.verdict}" for each in against)
    holds = ", ".join(each.id for each in answer.deciding)
    return Conflict(
        kind=ConflictKind.LAW,
        subject=rule.id,
        message=(
            f"{answer.compound}, {answer.activity}, {answer.on}: it says {rule.verdict}, "
            f"{others}; decided by {holds}"
        ),
    )
