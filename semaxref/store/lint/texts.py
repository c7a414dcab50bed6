"""Texts: plain, short and in whole sentences; no advice, no marketing, no stand-ins."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from semaxref.model.base import Record, Value
from semaxref.model.claims import Claim
from semaxref.model.evidence import Evidenced
from semaxref.model.sources import Source
from semaxref.store.lint.flaws import Flaw
from semaxref.store.structure import CSL_PLACES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaxref.store.files import Place
    from semaxref.store.store import Store

_CODE: Place = ("alpha3",)
"""A code may be XXX: ISO 3166 leaves it to the user."""

MAX_STATEMENT = 320
MAX_SUMMARY = 60
_PLACEHOLDER = re.compile(
    r"\b(todo|tbd|fixme|lorem ipsum|placeholder|curation pending|xxx)\b", re.IGNORECASE
)
_ADVICE = re.compile(
    r"^(take|avoid|do not|consult|ask|talk to|never|always|use (it|this|with))\b|\byou(r)?\b",
    re.IGNORECASE,
)
_MARKETING = re.compile(
    r"\b(powerful|amazing|superior|miracle|revolutionary|cutting-edge|game-changer)\b",
    re.IGNORECASE,
)


def texts(_: Store, record: Record) -> Iterator[Flaw]:
    """Every text of a record, and then the way in which it is told."""
    for place, text in _texts(record):
        if isinstance(record, Source):  # its keys are those of CSL-JSON
            place = (*CSL_PLACES.get(str(place[0]), place[:1]), *place[1:])  # noqa: PLW2901
        if _PLACEHOLDER.search(text) and place != _CODE:
            message = f"holds a placeholder: {text!r}"
            yield Flaw(message, "give the value, or leave the key out", place)
        if _is_json(text):
            message = f"JSON in text: {text[:40]!r}"
            yield Flaw(message, "put it into fields of its own", place)
    if isinstance(record, Evidenced):
        yield from _told("statement", record.statement, MAX_STATEMENT)
        yield from _statement(record)
        if len(record.summary) > MAX_SUMMARY:
            message = f"a summary of {len(record.summary)} characters; at most {MAX_SUMMARY}"
            yield Flaw(message, "say it in fewer words; a table shows it", ("summary",))
    elif isinstance(record, Claim):
        yield from _told("text", record.text, MAX_STATEMENT)
        yield from _told("because", record.because, MAX_STATEMENT)


def _told(key: str, text: str, most: int) -> Iterator[Flaw]:
    if len(text) > most:
        message = f"a text of {len(text)} characters; at most {most}: {text[:40]!r}..."
        yield Flaw(message, "cut it to one or two sentences", (key,))


def _statement(record: Evidenced) -> Iterator[Flaw]:
    place: Place = ("statement",)
    if _ADVICE.search(record.statement):
        message = f"reads like advice: {record.statement[:60]!r}"
        yield Flaw(message, "say what was found, or what the label says", place)
    if _MARKETING.search(record.statement):
        message = f"reads like marketing: {record.statement[:60]!r}"
        yield Flaw(message, "say what was found, by whom and in whom", place)
    if not record.statement.rstrip().endswith((".", ")", "]")):
        message = "the statement is no sentence; end it with a full stop"
        yield Flaw(message, "end it with a full stop", place)


def _texts(value: Value, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """The texts of a record with their places; those of other records are their own."""
    for field in value.__attrs_attrs__:
        inner = getattr(value, field.name)
        for number, item in enumerate(inner if isinstance(inner, tuple) else (inner,)):
            here = (*place, field.name, *((number,) if isinstance(inner, tuple) else ()))
            if type(item) is str:  # an enum holds one of ours
                yield here, item
            elif isinstance(item, Value) and not isinstance(item, Record):
                yield from _texts(item, here)


def _is_json(text: str) -> bool:
    """Whether a text is an object or a list that was meant to be parsed."""
    if text[:1] + text[-1:] not in ("{}", "[]"):
        return False
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
