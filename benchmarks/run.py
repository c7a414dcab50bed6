"""The budgets of the library, measured as ratios in one run.

    python benchmarks/run.py            print the table
    python benchmarks/run.py --write    write it to docs/benchmarks.md, too

Needs the library installed in the interpreter that runs this. `timing` says how it is measured;
medians are given.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from timing import ROOT, Pair, put_on_page, ratios, resident, warm_ratio

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


def ratio(code: str, base: str, rounds: int) -> float:
    """Median over pairs of fresh processes."""
    return ratios([Pair(code, base)], rounds)[0]


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

    def by_id() -> object:
        return semaxref.get("semax")

    def by_name() -> object:
        return semaxref.get("Семакс")

    def legal() -> object:
        return semaxref.legal_status("semax", "US", on="2026-11-23")

    memory = resident(LOAD, "import cattrs", max(rounds // 4, 3))
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
        ("warm `get` by id", f"{warm_ratio(by_id):.1f} x a `dict` look-up", "3"),
        ("warm `get` by another spelling", f"{warm_ratio(by_name):.1f} x the same", "10"),
        ("warm `legal_status`", f"{warm_ratio(legal):.1f} x the same", "100"),
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
        put_on_page(lines[0], lines)


if __name__ == "__main__":
    main()
