"""The budgets of the library, measured as ratios in one run.

    python benchmarks/run.py            print the table
    python benchmarks/run.py --write    write it to docs/benchmarks.md, too

Needs the library installed in the interpreter that runs this. Whole processes are started in
turn, A B A B, and the ratio is taken pair by pair, so that a machine whose speed drifts does
not tilt it; warm calls are timed in one process, in turn as well. Medians are given.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
NOTHING = "pass"
FLOOR = "import attrs, cattrs, json, importlib_resources"
GET = "import semaxref; semaxref.get('semax')"
READ_ALL = """
import attrs, cattrs, json, importlib_resources, pathlib, semaxref
root = pathlib.Path(semaxref.__file__).parent / 'data'
for file in root.rglob('*.json'):
    json.loads(file.read_bytes())
"""
LEGAL = GET + "; semaxref.legal_status('semax', 'US')"
LOAD = "import semaxref; semaxref.load()"
# The peak of the process itself: ru_maxrss would hold that of its parent, from before the exec.
MEMORY = "\nfor line in open('/proc/self/status'):\n    'VmHWM' in line and print(line.split()[1])"


def seconds(code: str) -> float:
    """Wall time of a fresh process that runs some code."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, env=environment())
    return time.perf_counter() - start


def environment() -> dict[str, str]:
    """Ours, with compiled bytecode allowed: an installed library has it."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def ratio(code: str, base: str, rounds: int) -> float:
    """Median over pairs of fresh processes."""
    for warm_up in (code, base):
        seconds(warm_up)
    return statistics.median(seconds(code) / seconds(base) for _ in range(rounds))


def warm_ratio(call: Callable[[], object], base: Callable[[], object], rounds: int = 15) -> float:
    """Median over pairs of many calls each."""

    def many(function: Callable[[], object]) -> float:
        start = time.perf_counter()
        for _ in range(100_000):
            function()
        return time.perf_counter() - start

    call()
    return statistics.median(many(call) / many(base) for _ in range(rounds))


def resident(code: str) -> float:
    """Peak resident memory of a fresh process, in MB; needs Linux."""
    command = [sys.executable, "-c", code + MEMORY]
    out = subprocess.run(command, check=True, capture_output=True, env=environment()).stdout
    return int(out) / 1024


def wheel_megabytes() -> float:
    """Size of a wheel built from this tree."""
    with tempfile.TemporaryDirectory() as place:
        command = [sys.executable, "-m", "build", "--wheel", "--outdir", place, str(ROOT)]
        subprocess.run(command, check=True, capture_output=True)
        (wheel,) = Path(place).glob("*.whl")
        return wheel.stat().st_size / 1e6


def rows(rounds: int) -> list[tuple[str, str, str]]:
    """What was measured, against its budget."""
    import semaxref

    known = {"semax": semaxref.get("semax")}

    def bare(key: str) -> object:
        return known[key]

    def look_up() -> object:
        return bare("semax")

    def by_id() -> object:
        return semaxref.get("semax")

    def by_name() -> object:
        return semaxref.get("Семакс")

    def legal() -> object:
        return semaxref.legal_status("semax", "US", on="2026-11-23")

    memory = statistics.median(
        resident(LOAD) - resident("import cattrs") for _ in range(max(rounds // 4, 3))
    )
    load = ratio(LOAD, READ_ALL, rounds)
    return [
        (
            "`import semaxref`, nothing touched",
            f"{ratio('import semaxref', NOTHING, rounds):.2f} x `pass`",
            "1.3",
        ),
        ('import + `get("semax")`', f"{ratio(GET, FLOOR, rounds):.2f} x floor", "1.6"),
        (
            'the same + `legal_status("semax", "US")`',
            f"{ratio(LEGAL, FLOOR, rounds):.2f} x floor",
            "1.75",
        ),
        ("whole catalogue", f"{load:.2f} x (floor + `json.loads` of all files)", "2.5"),
        ("warm `get` by id", f"{warm_ratio(by_id, look_up):.1f} x a `dict` look-up", "3"),
        ("warm `get` by another spelling", f"{warm_ratio(by_name, look_up):.1f} x the same", "10"),
        ("warm `legal_status`", f"{warm_ratio(legal, look_up):.1f} x the same", "100"),
        ("wheel", f"{wheel_megabytes():.2f} MB", "1"),
        ("resident memory, all loaded, over `import cattrs`", f"{memory:.1f} MB", "15"),
    ]


def main() -> None:
    """Measure, and print or write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=25, help="pairs of processes for each row")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    options = parser.parse_args()
    versions = ", ".join(
        f"{name} {importlib.metadata.version(name)}"
        for name in ("semaxref", "attrs", "cattrs", "importlib-resources")
    )
    foot = (
        f"{date.today()}, Python {platform.python_version()}, {os.cpu_count()} cores, {versions}; "
        f"medians of {options.rounds} pairs of fresh processes."
    )
    lines = [
        "| what | measured | budget, at most |",
        "| --- | ---: | ---: |",
        *(f"| {what} | {measured} | {budget} |" for what, measured, budget in rows(options.rounds)),
        "",
        foot,
    ]
    print("\n".join(lines))
    if options.write:
        page = ROOT / "docs" / "benchmarks.md"
        head = page.read_text(encoding="utf-8").partition("| what |")[0]
        page.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
