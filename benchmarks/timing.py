"""What the benchmarks share: how time and memory are taken, and how a result gets onto the page.

Whole processes are started in turn, A B A B, and a ratio is taken pair by pair, so that a
machine whose speed drifts does not tilt it; warm calls are timed in one process, in turn as
well. Only the standard library is used, as this runs in the environments of others, too.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
HERE = (sys.executable,)
"""The command of the interpreter that runs this."""

CALLS = 100_000
"""Calls in a batch of warm ones."""

LONGEST = 0.5
"""Seconds that a batch may take; slow calls are timed fewer at a time."""

# The peak of the process itself: ru_maxrss would hold that of its parent, from before the exec.
MEMORY = "\nfor line in open('/proc/self/status'):\n    'VmHWM' in line and print(line.split()[1])"
_KNOWN = {"semax": object()}


class Pair(NamedTuple):
    """Two programs that are timed against each other.

    Attributes:
        code: What is measured.
        base: What it is measured against.
        python: The command of the interpreter that runs both.
    """

    code: str
    base: str
    python: Sequence[str] = HERE


def output_of(code: str, python: Sequence[str] = HERE) -> str:
    """What a fresh process prints that runs some code."""
    command = [*python, "-c", code]
    return subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, env=environment()
    ).stdout


def seconds(code: str, python: Sequence[str] = HERE) -> float:
    """Wall time of a fresh process that runs some code."""
    command = [*python, "-c", code]
    start = time.perf_counter()
    subprocess.run(command, check=True, env=environment())
    return time.perf_counter() - start


def environment() -> dict[str, str]:
    """Ours, with compiled bytecode allowed: an installed library has it."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def ratios(pairs: Sequence[Pair], rounds: int) -> list[float]:
    """The median of each pair of fresh processes; all pairs take turns in each round."""
    for code, base, python in pairs:
        for warm_up in (code, base):
            seconds(warm_up, python)
    found: list[list[float]] = [[] for _ in pairs]
    for _ in range(rounds):
        for each, (code, base, python) in zip(found, pairs, strict=True):
            each.append(seconds(code, python) / seconds(base, python))
    return [statistics.median(each) for each in found]


def warm_ratio(call: Callable[[], object], rounds: int = 15) -> float:
    """The median of a call against a `dict` look-up through a bare function, by batches."""

    def batch(function: Callable[[], object], calls: int) -> float:
        start = time.perf_counter()
        for _ in range(calls):
            function()
        return (time.perf_counter() - start) / calls

    call()
    calls = max(1, min(CALLS, int(LONGEST / batch(call, 1))))
    return statistics.median(batch(call, calls) / batch(_look_up, CALLS) for _ in range(rounds))


def _look_up() -> object:
    return _bare("semax")


def _bare(key: str) -> object:
    return _KNOWN[key]


def resident(code: str, base: str, rounds: int, python: Sequence[str] = HERE) -> float:
    """Peak resident memory of a fresh process over that of another, in MB; needs Linux."""

    def peak(code: str) -> float:
        return int(output_of(code + MEMORY, python)) / 1024

    return statistics.median(peak(code) - peak(base) for _ in range(rounds))


def put_on_page(start: str, lines: Sequence[str]) -> None:
    """Put lines in place of those that begin with a start and end before the next heading.

    Other parts of the page stay; where nothing begins so, the lines go to its end.
    """
    before, _, after = PAGE.read_text(encoding="utf-8").partition(f"\n{start}")
    _, heading, rest = after.partition("\n## ")
    parts = [before.strip(), "\n".join(lines).strip()]
    if heading:
        parts.append(f"## {rest.strip()}")
    PAGE.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
