"""Items that follow each other, as one list whose depth grows by one step at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semaxref.document.blocks import Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from semaxref.document.blocks import Block


def grouped(blocks: Iterable[Block]) -> Iterator[Block | list[Item]]:
    """Blocks one by one, but items that follow each other together.

    A list within a list that is not there cannot be drawn, so an item is at most one step
    deeper than the one before it, whatever its depth says.
    """
    items: list[Item] = []
    for block in blocks:
        if isinstance(block, Item):
            deepest = items[-1].depth + 1 if items else 0
            items.append(Item(block.text, min(max(block.depth, 0), deepest)))
            continue
        if items:
            yield items
            items = []
        yield block
    if items:
        yield items
