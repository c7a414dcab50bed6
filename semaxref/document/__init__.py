"""Neutral documents: what can be shown, knowing nothing of drugs.

Records and answers turn themselves into a `Document`; a renderer draws any document.
A new format is one new renderer here, and nothing above has to change for it.
"""

from __future__ import annotations

from semaxref.document.blocks import (
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

__all__ = [
    "Block",
    "Document",
    "Heading",
    "Item",
    "Note",
    "Reference",
    "References",
    "Table",
    "Text",
]
