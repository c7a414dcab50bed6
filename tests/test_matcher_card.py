"""The figures of the matcher: what the page says is what the cases give."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import CompletedProcess

ROOT = Path(__file__).parent.parent
MAKER = str(ROOT / "tools" / "matcher_card.py")
PAGE = ROOT / "docs" / "screening.md"


def test_the_figures_are_those_of_the_cases(
    fresh_python: Callable[..., CompletedProcess[str]],
) -> None:
    """Who relies on the precision and recall on the page relies on what was measured."""
    run = fresh_python(MAKER, "--check")
    assert (run.returncode, run.stdout) == (0, "")


def test_other_figures_are_found_and_mended(
    fresh_python: Callable[..., CompletedProcess[str]], tmp_path: Path
) -> None:
    """A rule that makes the matcher worse shows on the page, and cannot be forgotten there."""
    page = tmp_path / "screening.md"
    shutil.copy(PAGE, page)
    page.write_text(re.sub(r"(?<=\| `cas` \| )\d+", "9999", page.read_text("utf-8")), "utf-8")
    run = fresh_python(MAKER, "--check", str(page))
    assert run.returncode == 1
    assert "run python tools/matcher_card.py" in run.stdout
    assert fresh_python(MAKER, str(page)).returncode == 0
    assert page.read_text("utf-8") == PAGE.read_text("utf-8")
