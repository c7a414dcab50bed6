"""Titles and identifiers: a PMID that belongs to another paper is seen when it is entered.

`title_pairs.json` is a list of its own beside the data: for each source with a PMID or DOI, its
title, and whether both were found together in another record of the paper (`held`), such as a
page of PubMed or of the publisher. Whoever changes a title or an identifier must change both
lists, and look at the paper once more.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import semaxref as sx

PAIRS: dict[str, Any] = json.loads(
    (Path(__file__).parent / "title_pairs.json").read_text(encoding="utf-8")
)


def test_title_and_identifier_are_those_that_were_held_together() -> None:
    """Three of three PMIDs of a public data set belonged to other papers: here none can drift."""
    ours = {
        source.id: {
            **({"pmid": source.pmid} if source.pmid else {}),
            **({"doi": source.doi} if source.doi else {}),
            "title": source.title,
        }
        for source in sx.sources()
        if source.pmid or source.doi
    }
    listed = {
        key: {name: value for name, value in pair.items() if name != "held"}
        for key, pair in PAIRS.items()
    }
    assert ours == listed


def test_an_identifier_stands_for_one_title() -> None:
    """Two papers never share a PMID or a DOI in the list."""
    for key in ("pmid", "doi"):
        values = [pair[key].casefold() for pair in PAIRS.values() if key in pair]
        assert len(values) == len(set(values))


def test_most_pairs_were_held() -> None:
    """The list is more than a copy of the data: nearly all pairs were found in a second record."""
    held = sum(pair["held"] for pair in PAIRS.values())
    assert held / len(PAIRS) > 0.8
