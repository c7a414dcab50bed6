"""The comparison for any choice of compounds, as data that the page puts together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semaxref.answers.comparison import legal_cell, principal_cell, title_of
from semaxref.model.compounds import Aspect
from semaxref.model.evidence import Agreement

if TYPE_CHECKING:
    from semaxref.answers.comparison import Cell
    from semaxref.exports.browse.site import Site
    from semaxref.model.compounds import Compound
    from semaxref.model.sources import Source

_FIRST_SHOWN = 3


def choices(site: Site) -> dict[str, Any]:
    """All cells of all comparisons: by compound, and those of law by place, too.

    Args:
        site: The pages.

    Returns:
        What the page needs: compounds, places, rows, cells and numbered sources.
    """
    compounds = site.compounds
    if len(compounds) < 2:  # there is nothing to compare
        return {}
    sources: dict[Source, int] = {}

    def told(cell: Cell) -> dict[str, Any]:
        return {
            "text": cell.text,
            "grade": cell.grade if cell.records else "",
            "look": _look(cell),
            "meanings": sorted(cell.meanings),
            "conflicting": cell.conflicting,
            "sources": [sources.setdefault(source, len(sources)) for source in cell.sources],
        }

    facts = tuple(aspect for aspect in Aspect if aspect is not Aspect.LEGAL_STATUS)
    cells = {
        aspect.value: [told(principal_cell(site.store, each, aspect)) for each in compounds]
        for aspect in facts
    }
    law = {
        place.id: [
            told(legal_cell(site.store, each, site.status(each.id, place))) for each in compounds
        ]
        for place in site.places
    }
    return {
        "compounds": [
            {"id": c.id, "name": c.name, "href": site.address("compounds", c.id)} for c in compounds
        ],
        "places": [{"id": place.id, "name": place.name} for place in site.places],
        "rows": [{"id": each.value, "title": title_of(each)} for each in facts],
        "legal": title_of(Aspect.LEGAL_STATUS),
        "cells": cells,
        "law": law,
        "sources": [
            [source.reference, f"sources.html#{site.anchor(source.id)}"] for source in sources
        ],
    }


def first_shown(site: Site) -> tuple[Compound, ...]:
    """The compounds that the comparison opens with: those on which most claims were checked."""
    known = sorted(site.compounds, key=lambda c: (-len(c.claims), -len(c.evidenced), c.id))
    chosen = set(known[:_FIRST_SHOWN])
    return tuple(compound for compound in site.compounds if compound in chosen)


def _look(cell: Cell) -> str:
    """The classes of the mark that a grade is drawn with."""
    if cell.agreement is Agreement.UNSUPPORTED:
        return "plain"
    return f"grade level-{cell.level} says-{cell.agreement}"
