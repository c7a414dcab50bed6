"""The blocks of a document: values that a renderer can rely on."""

from __future__ import annotations

import pickle

import pytest
from attrs.exceptions import FrozenInstanceError

from semaxref.document import (
    Block,
    Document,
    Heading,
    Item,
    Note,
    Reference,
    References,
    Table,
    Text,
)

BLOCKS: tuple[Block, ...] = (
    Heading("Tides", 2),
    Text("Twice a day."),
    Item("high water", 1),
    Note("At the pier."),
    Table(("day", "metres"), (("1", "2.4"),)),
    References((Reference(1, "Harbour office", "https://example.org/tides"),)),
)


def test_a_document_takes_any_iterable_of_blocks() -> None:
    """A caller may build a list or a generator, and the document cannot change afterwards."""
    blocks = list(BLOCKS)
    document = Document(blocks)
    blocks.clear()
    assert document.blocks == BLOCKS
    assert Document(block for block in BLOCKS) == document


def test_documents_with_the_same_blocks_are_equal() -> None:
    """A test of an answer can hold its document against another, and cache it by value."""
    assert Document(BLOCKS) == Document(list(BLOCKS))
    assert hash(Document(BLOCKS)) == hash(Document(list(BLOCKS)))
    assert Document(BLOCKS) != Document(BLOCKS[1:])
    assert pickle.loads(pickle.dumps(Document(BLOCKS))) == Document(BLOCKS)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: type(block).__name__)
def test_blocks_are_frozen_and_slotted(block: object) -> None:
    """A renderer gets what the record said, not what somebody made of it since."""
    assert not hasattr(block, "__dict__")
    with pytest.raises(FrozenInstanceError):
        block.text = "other"  # type: ignore[attr-defined]


def test_the_usual_width_is_80() -> None:
    """`print(record)` fits the terminal that everybody has."""
    document = Document([Text("word " * 100)])
    assert document.text() == document.text(80)
    assert 75 < max(map(len, document.text().split("\n"))) <= 80
