"""Where each claim of the evidence went: no claim and no key of it is lost without a word.

`claim_map.json` names for each claim its records, and for each key of its data the fields that
hold it, as ``<record id> <path>``, or the reason for leaving it out. A path is made of dotted
keys. A list is passed through, any of its items will do; ``[x]`` picks the items whose study,
value, text, end-point or the like is ``x``.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from semaxref.store.files import PackagedFolder
from semaxref.store.walk import placed

if TYPE_CHECKING:
    from collections.abc import Iterator

    import semaxref as sx

Json: TypeAlias = Any

HERE = Path(__file__).parent
# What the project was made from lies beside it where it is worked on, and is not part of it.
EVIDENCE = HERE.parent.parent / "shared" / "evidence"
needs_evidence = pytest.mark.skipif(not EVIDENCE.is_dir(), reason="the evidence is not here")
EVIDENCE_FILES = ("semax", "noopept", "piracetam", "additions", "legal", "comparators", "leads")

CLAIM_MAP: dict[str, Json] = json.loads((HERE / "claim_map.json").read_text("utf-8"))
BEYOND: dict[str, str] = json.loads((HERE / "beyond_evidence.json").read_text("utf-8"))
"""Records that no claim names, each with where it comes from."""

_STEP = re.compile(r"\.?([\w-]+)|\[([^\]]*)\]")
_PICKED_BY = ("study", "value", "text", "endpoint", "id", "aspect", "scheme", "wording")


@pytest.fixture(scope="module")
def raws() -> dict[str, Json]:
    """All raw records by id, compounds and their records before words of the vocabulary."""
    found: dict[str, Json] = {}
    for file, _, raw in placed(PackagedFolder()):
        if file.startswith(("compounds/", "law/")):
            found[raw["id"]] = raw
    return found


def at(record: Json, path: str) -> list[Json]:
    """What stands at a path of a raw record, nothing empty."""
    here = [record]
    for name, pick in _STEP.findall(path):
        flat = [item for value in here for item in (value if isinstance(value, list) else [value])]
        objects = [item for item in flat if isinstance(item, dict)]
        if name:
            here = [item[name] for item in objects if name in item]
        else:
            here = [item for item in objects if pick in [item.get(key) for key in _PICKED_BY]]
    flat = [item for value in here for item in (value if isinstance(value, list) else [value])]
    return [item for item in flat if item not in ("", None, [], {})]


def test_a_path_finds_what_it_says() -> None:
    """The map is read as it is meant: lists are passed through, and items are picked by key."""
    record = {"a": [{"study": "s", "b": [1, 2]}, {"study": "t", "b": [3]}], "c": {"d": ""}}
    assert at(record, "a.b") == [1, 2, 3]
    assert at(record, "a[t].b") == [3]
    assert at(record, "a[u].b") == at(record, "c.d") == at(record, "x") == []


def test_the_map_is_in_order() -> None:
    """A claim stands once and is easily found; nothing in the map is without a meaning."""
    assert list(CLAIM_MAP) == sorted(CLAIM_MAP)
    for claim, mapped in CLAIM_MAP.items():
        keys = {"records", "fields", "left_out"} if mapped["records"] else {"records", "why"}
        assert {"records"} <= set(mapped) <= keys, claim
        assert len(mapped["records"]) == len(set(mapped["records"])), claim
        reasons = mapped.get("left_out", {}).values() if mapped["records"] else [mapped["why"]]
        assert all(isinstance(reason, str) and reason for reason in reasons), claim
        assert not set(mapped.get("fields", ())) & set(mapped.get("left_out", ())), claim


def test_every_mapped_record_is_there(raws: dict[str, Json]) -> None:
    """Where a claim of the evidence went can be followed: to a record, or to the reason why not."""
    missing = {(c, r) for c, mapped in CLAIM_MAP.items() for r in mapped["records"]} - {
        (c, r) for c, mapped in CLAIM_MAP.items() for r in mapped["records"] if r in raws
    }
    assert missing == set()


def test_every_mapped_field_holds_something(raws: dict[str, Json]) -> None:
    """Each key of a claim can be followed to the field that holds it."""
    wrong = [
        (claim, key, reference)
        for claim, mapped in CLAIM_MAP.items()
        for key, references in mapped.get("fields", {}).items()
        for reference in references or [""]
        for record, _, path in [reference.partition(" ")]
        if record not in mapped["records"] or not path or not at(raws[record], path)
    ]
    assert wrong == []


def test_every_record_comes_from_the_evidence(
    catalogue: sx.Catalogue, raws: dict[str, Json]
) -> None:
    """No record was made up: each is named by a claim of the evidence, or says where it is from."""
    mapped = {record for each in CLAIM_MAP.values() for record in each["records"]}
    verdicts = set(catalogue.claims().ids)  # these rest on other records
    assert sorted(raws.keys() - mapped - verdicts - BEYOND.keys()) == []
    assert sorted(BEYOND.keys() & mapped) == []
    assert sorted(BEYOND.keys() - raws.keys()) == []
    assert all(BEYOND.values())


def claims() -> Iterator[tuple[str, Json]]:
    """The claims of the evidence with the data that each carries."""
    for name in EVIDENCE_FILES:
        content = json.loads((EVIDENCE / f"{name}.json").read_text("utf-8"))
        yield from ((claim["id"], claim.get("data") or {}) for claim in content["claims"])


@needs_evidence
def test_every_claim_of_the_evidence_is_accounted_for() -> None:
    """Nothing is lost on the way from the evidence to the data without a word, or dreamt of."""
    assert sorted({claim for claim, _ in claims()} ^ CLAIM_MAP.keys()) == []


@needs_evidence
def test_every_key_of_a_claim_is_accounted_for() -> None:
    """A dose, a date or a number of a claim stands in a field, or there is a reason why not."""
    lost = [
        (claim, key)
        for claim, data in claims()
        for key, value in data.items()
        if CLAIM_MAP[claim]["records"] and value not in (None, "", [], {})
        if key not in CLAIM_MAP[claim].get("fields", {})
        if key not in CLAIM_MAP[claim].get("left_out", {})
    ]
    assert lost == []
