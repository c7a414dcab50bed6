"""The comparison for any choice of compounds, as data that the page puts together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semaxref.answers.comparison import compare
from semaxref.catalogue import STALE_AFTER
from semaxref.model.compounds import Aspect
from semaxref.model.evidence import Agreement
from semaxref.model.places import Jurisdiction, JurisdictionKind
from semaxref.store.places import INTERNATIONAL

if TYPE_CHECKING:
    from semaxref.answers.comparison import Cell, Comparison
    from semaxref.exports.browse.site import Site
    from semaxref.model.compounds import Compound
    from semaxref.model.sources import Source

_FIRST_SHOWN = 3
_NOWHERE = Jurisdiction(id=INTERNATIONAL, name="", kind=JurisdictionKind.INTERNATIONAL)
"""Stands where a comparison wants a place and has no row of law; data may know no place."""


def choices(site: Site) -> dict[str, Any]:
    """All cells of all comparisons: by compound, and those of law by place, too.

    Args:
        site: The pages.

    Returns:
        What the page needs: compounds, places, rows, cells and numbered sources.
    """
    compounds = site.compounds
    if len(compounds) < 2:  # there is nothing to compare, and `compare` says so
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

    def asked(aspects: tuple[Aspect, ...], place: Jurisdiction) -> Comparison:
        return compare(site.store, compounds, aspects, place, site.on, STALE_AFTER)

    table = asked(facts, _NOWHERE)
    cells = {row.aspect.value: [told(cell) for cell in row.cells] for row in table.rows}
    law = {}
    for place in site.places:
        answer = asked((Aspect.LEGAL_STATUS,), place)
        law[place.id] = [told(cell) for cell in answer[Aspect.LEGAL_STATUS].cells]
    return {
        "compounds": [
            {"id": c.id, "name": c.name, "href": site.address("compounds", c.id)} for c in compounds
        ],
        "places": [{"id": place.id, "name": place.name} for place in site.places],
        "rows": [{"id": each.value, "title": _title(each)} for each in facts],
        "legal": _title(Aspect.LEGAL_STATUS),
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


def _title(aspect: Aspect) -> str:
    return aspect.replace("-", " ").capitalize()
