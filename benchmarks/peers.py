"""What users pay for libraries of the same kind: the same jobs for each, in one run.

    python benchmarks/peers.py            print the tables
    python benchmarks/peers.py --write    write them to docs/benchmarks.md, too

Makes a virtual environment for each library in a temporary folder, with the newest release that
pip finds; semaxref is built from this tree. `timing` says how it is measured; medians are given.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import NamedTuple

from timing import ROOT, Pair, output_of, put_on_page, ratios, resident

HEADING = "## Neighbours"
NOTHING = "pass"
WARM = """
import sys
sys.path.append({folder!r})
from timing import warm_ratio
{load}
print(warm_ratio(lambda: {call}))
"""
ABOUT = """
import importlib.metadata, json, pathlib, sysconfig
site = pathlib.Path(sysconfig.get_path("purelib"))
print(json.dumps({
    "bytes": sum(file.stat().st_size for file in site.rglob("*") if file.is_file()),
    "packages": {each.name: each.version for each in importlib.metadata.distributions()},
}))
"""


class Library(NamedTuple):
    """A library, and the code of each job for it.

    Attributes:
        name: As pip knows it.
        what: What it holds, and how.
        load: How it is imported.
        one: One thing, with data of it.
        everything: All that it can load.
        key: A look-up by the key of a thing.
        spelling: A look-up of the same thing by another name of it.
        source: What pip is told to install.
    """

    name: str
    what: str
    load: str
    one: str
    everything: str
    key: str
    spelling: str
    source: str


LIBRARIES = (
    Library(
        name="semaxref",
        what="compounds with evidence, sources and law, from JSON",
        load="import semaxref",
        one="semaxref.get('semax').mechanisms",
        everything="semaxref.load()",
        key="semaxref.get('semax')",
        spelling="semaxref.get('Семакс')",
        source=str(ROOT),
    ),
    Library(
        name="particle",
        what="particles of physics, from CSV",
        load="from particle import Particle",
        one="Particle.from_pdgid(211).lifetime",
        everything="Particle.all()",
        key="Particle.from_pdgid(211)",
        spelling="Particle.from_name('pi+')",
        source="particle",
    ),
    Library(
        name="pycountry",
        what="lists of ISO, from JSON",
        load="import pycountry",
        one="pycountry.countries.get(alpha_2='RU').name",
        everything=(
            "[list(each) for each in (pycountry.countries, pycountry.subdivisions, "
            "pycountry.historic_countries, pycountry.currencies, pycountry.languages, "
            "pycountry.language_families, pycountry.scripts)]"
        ),
        key="pycountry.countries.get(alpha_2='RU')",
        spelling="pycountry.countries.lookup('Russian Federation')",
        source="pycountry",
    ),
    Library(
        name="mendeleev",
        what="chemical elements, from SQLite through an object mapper",
        load="import mendeleev",
        one="mendeleev.element('Si').isotopes",
        everything="mendeleev.get_all_elements()",
        key="mendeleev.element('Si')",
        spelling="mendeleev.element('Silicon')",
        source="mendeleev",
    ),
    Library(
        name="chemicals",
        what="names and properties of chemicals, from tables on numpy and pandas",
        load="import chemicals",
        one="chemicals.Tb(chemicals.search_chemical('caffeine').CASs)",
        everything="chemicals.complete_lazy_loading()",
        key="chemicals.search_chemical('58-08-2')",
        spelling="chemicals.search_chemical('caffeine')",
        source="chemicals",
    ),
)


class Installed(NamedTuple):
    """A library in an environment of its own.

    Attributes:
        python: The command of its interpreter, which sees nothing of ours.
        version: Of the library.
        packages: How many pip installed, the library included.
        megabytes: What they take on disk.
    """

    python: tuple[str, ...]
    version: str
    packages: int
    megabytes: float


def install(library: Library, place: Path) -> Installed:
    """Make an environment, and let pip install the library into it."""
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
    folder, name = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    python = (str(place / folder / name), "-I")
    before = json.loads(output_of(ABOUT, python))
    options = ("--quiet", "--disable-pip-version-check")
    subprocess.run([*python, "-m", "pip", "install", *options, library.source], check=True)
    after = json.loads(output_of(ABOUT, python))
    return Installed(
        python=python,
        version=after["packages"][library.name],
        packages=len(after["packages"]) - len(before["packages"]),
        megabytes=(after["bytes"] - before["bytes"]) / 1e6,
    )


def measured(installed: list[Installed], rounds: int) -> list[tuple[str, list[str]]]:
    """The rows of the table: a job, and what each library takes for it."""
    both = list(zip(LIBRARIES, installed, strict=True))

    def fresh(*parts: str) -> list[str]:
        """Fresh processes against an empty one, all libraries in turn."""
        pairs = [
            Pair("\n".join(getattr(library, part) for part in parts), NOTHING, there.python)
            for library, there in both
        ]
        return [number(each) for each in ratios(pairs, rounds)]

    def warm(part: str) -> list[str]:
        """A call in one process that has made it before."""
        folder = str(Path(__file__).resolve().parent)
        found = []
        for library, there in both:
            code = WARM.format(folder=folder, load=library.load, call=getattr(library, part))
            found.append(number(float(output_of(code, there.python))))
        return found

    memory = [
        resident(f"{each.load}\n{each.everything}", NOTHING, max(rounds // 4, 3), there.python)
        for each, there in both
    ]
    return [
        ("import, x `pass`", fresh("load")),
        ("import + one thing with its data, x `pass`", fresh("load", "one")),
        ("import + everything loaded, x `pass`", fresh("load", "everything")),
        ("warm look-up by key, x a `dict` look-up", warm("key")),
        ("warm look-up by another spelling, x the same", warm("spelling")),
        ("installed size, MB", [number(each.megabytes) for each in installed]),
        ("packages installed", [str(each.packages) for each in installed]),
        ("peak resident memory, everything loaded, MB", [number(each) for each in memory]),
    ]


def number(value: float) -> str:
    """A number with its first three digits; more would not come out the same twice."""
    value = float(f"{value:.3g}")
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def table(head: list[str], rows: list[list[str]], marks: str) -> list[str]:
    """Lines of a table; a mark of `l` or `r` says how each column is set."""
    dashes = ["---:" if mark == "r" else "---" for mark in marks]
    return [f"| {' | '.join(row)} |" for row in (head, dashes, *rows)]


def part(installed: list[Installed], rounds: int) -> list[str]:
    """The part of the page that this writes, heading included."""
    names = [library.name for library in LIBRARIES]
    results = [[job, *values] for job, values in measured(installed, rounds)]
    jobs = [[name, what, *(f"`{code}`" for code in codes)] for name, what, *codes, _ in LIBRARIES]
    versions = ", ".join(
        f"{name} {there.version}" for name, there in zip(names, installed, strict=True)
    )
    foot = (
        f"{date.today()}, Python {platform.python_version()}, {os.cpu_count()} cores, {versions}; "
        f"medians of {rounds} pairs of fresh processes."
    )
    return [
        HEADING,
        "",
        "What users pay for other libraries that carry reference data, by the same jobs, in one",
        "run. The libraries do different work with different data: the table shows what each",
        "costs its users, and not which is better made.",
        "",
        "```sh",
        "python benchmarks/peers.py --write",
        "```",
        "",
        *table(["what", *names], results, "l" + "r" * len(names)),
        "",
        "Each library has an environment of its own, made for the run. The first three rows are",
        "fresh processes, against `python -c pass` in the same environment, in turn. Warm",
        "look-ups are repeated in one process, against a look-up in a `dict` through a bare",
        "function; some libraries remember the answer, and some look again. The size is all that",
        "pip installs, dependencies and bytecode included; memory is over that of a bare",
        "interpreter. The jobs are:",
        "",
        *table(
            ["library", "holds", "import", "one thing", "everything", "by key", "other spelling"],
            jobs,
            "lllllll",
        ),
        "",
        foot,
    ]


def main() -> None:
    """Measure, and print or write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=11, help="pairs of processes for each job")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        installed = [install(each, Path(place) / each.name) for each in LIBRARIES]
        lines = part(installed, options.rounds)
    print("\n".join(lines))
    if options.write:
        put_on_page(HEADING, lines)


if __name__ == "__main__":
    main()
