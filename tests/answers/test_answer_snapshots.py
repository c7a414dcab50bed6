"""What users see, kept as text, so that a change of data or wording shows its effect in review.

Run with ``SEMAXREF_UPDATE_SNAPSHOTS=1`` to write the files anew, and read the difference.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

import semaxref as sx

Answer: TypeAlias = Callable[[sx.Catalogue], object]

SNAPSHOTS = Path(__file__).parents[1] / "snapshots"
UPDATE = "SEMAXREF_UPDATE_SNAPSHOTS"
ON = "2026-11-23"

SHOWN: dict[str, Answer] = {
    "compare-semax-noopept-piracetam": lambda c: c.compare("semax", "noopept", "piracetam", on=ON),
    "legal-semax-us": lambda c: c.legal_status("semax", "US", on=ON),
    "legal-semax-nz": lambda c: c.legal_status("semax", "NZ", on=ON),
    "legal-semax-ru": lambda c: c.legal_status("semax", "RU", on=ON),
    "legal-piracetam-gb": lambda c: c.legal_status("piracetam", "GB", on=ON),
}


@pytest.mark.parametrize("name", SHOWN)
def test_shown_as_kept(name: str, catalogue: sx.Catalogue) -> None:
    """No word of a printed answer changes unseen, down to the byte."""
    path = SNAPSHOTS / f"{name}.txt"
    shown = f"{SHOWN[name](catalogue)}\n"
    if os.environ.get(UPDATE) == "1":
        path.write_bytes(shown.encode("utf-8"))
    # As text, for a readable difference; decoded from bytes, so that no line end is translated.
    assert path.read_bytes().decode("utf-8") == shown, f"if this is meant, run with {UPDATE}=1"


def test_no_snapshot_is_left_over() -> None:
    """A file that no answer is held against any more would only look like a check."""
    assert {path.name for path in SNAPSHOTS.iterdir()} == {f"{name}.txt" for name in SHOWN}
