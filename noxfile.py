"""The gates, on each Python that is there: ``nox`` runs all, ``nox -s lint`` one."""

import shutil
import subprocess
from pathlib import Path

import nox

nox.options.default_venv_backend = "venv"


def _runs(version: str) -> bool:
    """Whether this Python is there; a name on the path may be an empty shim."""
    command = [f"python{version}", "--version"]
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


PYTHONS = [version for version in ("3.11", "3.12", "3.13", "3.14") if _runs(version)]
ENGINES = ("dask[dataframe]>=2025.1", "pyspark>=4.0", "ray[data]>=2.44")
BESIDE = ("tests", "docs", "README.md", "CONTRIBUTING.md", "pyproject.toml", "tools")


@nox.session
def lint(session: nox.Session) -> None:
    """Style, types and data."""
    session.install("-e", ".[dev]")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy")
    session.run("pyright")
    session.run("python", "-m", "semaxref", "lint")
    session.run("python", "tools/format_data.py", "--check")
    session.run("python", "tools/make_schemas.py", "--check")
    session.run("python", "tools/data_card.py", "--check")
    session.run("python", "tools/matcher_card.py", "--check")
    session.run("python", "-m", "semaxref", "stale")  # a report: what to look up next


@nox.session
def docs(session: nox.Session) -> None:
    """The site, with the notebooks run and every warning an error."""
    session.install(".[docs]")
    place = session.create_tmp()
    session.run("sphinx-build", "-W", "--keep-going", "-q", "docs", f"{place}/site")


@nox.session(python=PYTHONS)
def wheel(session: nox.Session) -> None:
    """The tests against an installed wheel, away from the tree."""
    place = Path(session.create_tmp()).resolve()
    shutil.rmtree(place / "dist", ignore_errors=True)
    shutil.rmtree(place / "away", ignore_errors=True)
    session.install("build")
    session.run("python", "-m", "build", "--wheel", "--outdir", str(place / "dist"), ".")
    (built,) = (place / "dist").glob("*.whl")
    session.install(f"{built}[dev]")
    (place / "away").mkdir()
    for name in BESIDE:
        if Path(name).is_dir():  # in a browser the pages are tested once, from the tree
            aside = shutil.ignore_patterns("node_modules")
            shutil.copytree(name, place / "away" / name, ignore=aside)
        else:
            shutil.copy(name, place / "away" / name)
    session.chdir(place / "away")
    pages = ("docs", "README.md", "CONTRIBUTING.md")
    # The whole of the generated examples is run once, from the tree; see .ci/run. With the newest
    # Python there are a few, and with the others none.
    newest = session.python == PYTHONS[-1]
    fewer = ["--hypothesis-profile=few"] if newest else ["-m", "not hypothesis"]
    session.run("python", "-m", "pytest", *fewer, "tests", *pages, *session.posargs)


@nox.session(python=[version for version in PYTHONS if version <= "3.13"][-1:])
def engines(session: nox.Session) -> None:
    """The same flags from all engines that the page on clusters names; Spark needs Java."""
    tests = ("hypothesis", "pytest-socket", "pytest-xdist")
    session.install(".[arrow,pandas,polars,screen]", "duckdb>=1.1", *tests, *ENGINES)
    # They talk to themselves through sockets, and warn of each other's versions.
    free = ("--force-enable-socket", "--numprocesses=0", "-W", "default")
    session.run("pytest", *free, "tests/engines", *session.posargs)
