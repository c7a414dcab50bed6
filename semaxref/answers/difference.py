"""Differences: what two catalogues say differently, record by record and field by field."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import frozen

from semaxref.document import Document, Heading, Item, Table, Text
from semaxref.model.base import Record, Shown, Value, spaced
from semaxref.model.json_form import own_json
from semaxref.store.places import all_places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaxref.document import Block
    from semaxref.store.store import Store

# By what an item of a list is known when its place in the list has changed.
_KEYS = (
    *("study", "id", "scheme", "value", "text", "aspect", "wording", "system", "code"),
    *("endpoint", "region", "time"),
)
_SHOWN = 70
"""Characters of a value in print; JSON has it whole."""


@frozen(eq=False, repr=False, kw_only=True)
class FieldChange(Value):
    """A field that two versions of a record have differently.

    Attributes:
        path: Which field, such as ``evidence[dolotov2006].dose``.
        before, after: What stood and what stands there; None where nothing does.
    """

    path: str
    before: str | None = None
    after: str | None = None

    def __str__(self) -> str:
        return f"{self.path}: {_shown(self.before)} -> {_shown(self.after)}"


@frozen(eq=False, repr=False, kw_only=True)
class RecordChange(Value):
    """A record that stands in both catalogues, and not with the same words.

    Attributes:
        id: Id of the record.
        kind: What sort of record it is, such as ``mechanism``.
        fields: What differs, grades that follow from it included.
    """

    id: str
    kind: str
    fields: tuple[FieldChange, ...]

    def __str__(self) -> str:
        return f"{self.id} ({', '.join(change.path for change in self.fields)})"


@frozen(eq=False, repr=False, kw_only=True)
class RecordName(Value):
    """A record that stands in one of the catalogues only.

    Attributes:
        id: Id of the record.
        kind: What sort of record it is.
        summary: What it is about, in a few words.
    """

    id: str
    kind: str
    summary: str

    def __str__(self) -> str:
        return f"{self.id}: {self.summary}" if self.summary else self.id


@frozen(eq=False, repr=False, kw_only=True)
class Difference(Shown, Value):
    """What changed from one catalogue to another.

    Attributes:
        old, new: Versions of the data.
        added, removed: Records of one side only, by kind and id.
        changed: Records of both sides that differ.
    """

    old: str
    new: str
    added: tuple[RecordName, ...]
    removed: tuple[RecordName, ...]
    changed: tuple[RecordChange, ...]

    computed: ClassVar = ("counts",)

    @property
    def counts(self) -> tuple[str, ...]:
        """How many records of each kind were added, removed and changed, a line each."""
        told = {
            "added": [record.kind for record in self.added],
            "removed": [record.kind for record in self.removed],
            "changed": [record.kind for record in self.changed],
        }
        lines = []
        for word, found in told.items():
            kinds = Counter(found)
            named = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
            lines.append(f"{word}: {named or 'none'}")
        return tuple(lines)

    def document(self) -> Document:
        """Counts by kind, then what was added, removed and changed."""
        kinds = sorted(
            {r.kind for r in (*self.added, *self.removed)} | {r.kind for r in self.changed}
        )
        blocks: list[Block] = [Heading(f"Data {self.old} -> {self.new}")]
        if not kinds:
            return Document([*blocks, Text("No record differs.")])
        rows = []
        for kind in kinds:
            numbers = [sum(r.kind == kind for r in some) for some in (self.added, self.removed)]
            numbers.append(sum(r.kind == kind for r in self.changed))
            rows.append((kind, *map(str, numbers)))
        blocks.append(Table(("kind", "added", "removed", "changed"), tuple(rows)))
        for title, names in (("Added", self.added), ("Removed", self.removed)):
            if names:
                blocks += [Heading(title, 2), *(Item(f"{n.kind} {n}") for n in names)]
        if self.changed:
            blocks.append(Heading("Changed", 2))
        for record in self.changed:
            blocks.append(Item(f"{record.kind} {record.id}"))
            blocks += [Item(str(change), 1) for change in record.fields]
        return Document(blocks)

    def __repr__(self) -> str:
        return (
            f"<Difference {self.old} -> {self.new}: {len(self.added)} added, "
            f"{len(self.removed)} removed, {len(self.changed)} changed>"
        )


def difference(old: Store, new: Store) -> Difference:
    """What changed from one store to another.

    Args:
        old: The earlier records.
        new: The later ones.

    Returns:
        Records of one side only, and fields that differ.
    """
    before, after = _records(old), _records(new)
    return Difference(
        old=old.data_version,
        new=new.data_version,
        added=tuple(_name(after[key]) for key in sorted(after.keys() - before.keys())),
        removed=tuple(_name(before[key]) for key in sorted(before.keys() - after.keys())),
        changed=tuple(_changes(before, after)),
    )


def _changes(
    before: dict[tuple[str, str], Record], after: dict[tuple[str, str], Record]
) -> Iterator[RecordChange]:
    for key in sorted(before.keys() & after.keys()):
        fields = tuple(_compare(own_json(before[key]), own_json(after[key]), ""))
        if fields:
            yield RecordChange(id=key[1], kind=key[0], fields=fields)


def _records(store: Store) -> dict[tuple[str, str], Record]:
    """All records by kind and id: a condition may be called like a compound."""
    records = (*store.all_records(), *all_places(store))
    return {(_kind(record), record.id): record for record in records}


def _kind(record: Record) -> str:
    """The class of a record in words; of a finding its kind."""
    kind = getattr(record, "kind", None) if hasattr(record, "compound") else None
    if kind is not None:
        return spaced(str(kind))
    name = type(record).__name__
    return "".join(f" {letter}" if letter.isupper() else letter for letter in name).strip().lower()


def _name(record: Record) -> RecordName:
    told = (getattr(record, name, None) for name in ("summary", "label", "text", "title", "name"))
    summary = next((text for text in told if isinstance(text, str)), "")
    return RecordName(id=record.id, kind=_kind(record), summary=summary)


def _compare(before: Any, after: Any, path: str) -> Iterator[FieldChange]:
    """Where two JSON values differ, from the outside in."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name in dict.fromkeys((*before, *after)):
            inner = f"{path}.{name}" if path else name
            yield from _compare(before.get(name), after.get(name), inner)
    elif isinstance(before, list) and isinstance(after, list) and _objects(before + after):
        old, new = _keyed(before), _keyed(after)
        for key in dict.fromkeys((*old, *new)):
            yield from _compare(old.get(key), new.get(key), f"{path}[{key}]")
    elif before != after and not (before in ([], None) and after in ([], None)):
        yield FieldChange(path=path, before=_text(before), after=_text(after))


def _objects(items: list[Any]) -> bool:
    return bool(items) and all(isinstance(item, dict) for item in items)


def _keyed(items: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Items of a list by what they are known by, so that a new one does not move the rest."""
    found: dict[str, dict[str, Any]] = {}
    for item in items:
        parts = [str(item[name]) for name in _KEYS if item.get(name)]
        key = base = " ".join(parts[:3]) or "item"
        number = 1
        while key in found:
            number += 1
            key = f"{base} #{number}"
        found[key] = item
    return found


def _text(value: Any) -> str | None:
    """A JSON value in words; None where there is nothing."""
    if value is None or value == []:
        return None
    if isinstance(value, dict):
        told = ((name, _text(part)) for name, part in value.items())
        return "; ".join(f"{name}: {text}" for name, text in told if text is not None)
    if isinstance(value, list):
        return ", ".join(str(_text(item)) for item in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _shown(value: str | None) -> str:
    if value is None:
        return "nothing"
    return value if len(value) <= _SHOWN else f"{value[: _SHOWN - 3]}..."
