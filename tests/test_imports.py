"""Who imports whom: the house has floors, and nothing on one of them knows what is above it."""

from __future__ import annotations

import ast
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import semaxref as sx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from subprocess import CompletedProcess

PACKAGE = Path(sx.__file__).parent
PROJECT = Path(__file__).parent.parent / "pyproject.toml"
# The floors, from the ground up. A room that is not built yet has its place already. The
# front door is the package itself: it names what lies below, and only the doors lie above.
FLOORS = (
    {"errors"},
    {"document"},
    {"model"},
    {"store"},
    {"answers"},
    {"catalogue"},
    {"screening", "exports", "plots", "tour"},
    {"semaxref"},
    {"cli_screen"},
    {"cli", "mcp"},
    {"__main__"},
)
RANK = {room: rank for rank, floor in enumerate(FLOORS) for room in floor}
NETWORK = {"asyncio", "ftplib", "http", "imaplib", "poplib", "requests", "smtplib", "socket"} | {
    "socketserver",
    "ssl",
    "telnetlib",
    "urllib",
    "urllib3",
    "xmlrpc",
}


def module_name(file: Path) -> str:
    """The dotted name of a module of the package."""
    parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(file): file for file in sorted(PACKAGE.rglob("*.py"))}


def room_of(module: str) -> str:
    """The part of the package that a module belongs to; the package itself is the front door."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else parts[0]


def imports_of(module: str) -> Iterator[str]:
    """All that a module imports, at any depth: deferred and for type checkers alike."""
    file = MODULES[module]
    # A relative import counts from the package that the module lies in.
    base = module.split(".") if file.name == "__init__.py" else module.split(".")[:-1]
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = base[: len(base) - node.level + 1] if node.level else []
            source = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                inner = f"{source}.{alias.name}"
                yield inner if inner in MODULES else source


OWN = [
    (module, imported)
    for module in MODULES
    for imported in sorted(set(imports_of(module)))
    if imported.partition(".")[0] == "semaxref"
]
FOREIGN = {
    (module, imported.partition(".")[0])
    for module in MODULES
    for imported in imports_of(module)
    if imported.partition(".")[0] not in {"semaxref", *sys.stdlib_module_names}
}


EXTRAS = {
    "ahocorasick_rs": ({"screening"}, "screen"),
    "rapidfuzz": ({"screening"}, "fuzzy"),
    "pandas": ({"exports"}, "pandas"),
    "polars": ({"exports"}, "polars"),
    "pyarrow": ({"exports", "screening"}, "arrow"),
    "jinja2": ({"exports"}, "browse"),
    "matplotlib": ({"plots"}, "plot"),
    "rdkit": ({"exports"}, "dev"),
    "rich": ({"document", "cli_screen"}, "cli"),
}
"""What is no dependency: the rooms that use it, and the extra that brings it."""


def test_every_module_has_a_floor() -> None:
    """A new room is given its place in the house before it is built."""
    assert {room_of(module) for module in MODULES} <= set(RANK)


@pytest.mark.parametrize(("module", "imported"), OWN)
def test_nothing_imports_upwards(module: str, imported: str) -> None:
    """A room can be read, tested and replaced without knowing what stands on it."""
    importer, room = room_of(module), room_of(imported)
    assert imported in MODULES
    assert room == importer or RANK[room] < RANK[importer], f"{module} imports {imported}"


def test_imports_of_the_whole_house_are_seen() -> None:
    """The walk finds deferred imports and those for type checkers, or it proves nothing."""
    assert ("semaxref.catalogue", "semaxref.answers.legal") in OWN
    assert ("semaxref.model.base", "semaxref.document") in OWN
    assert ("semaxref", "semaxref.catalogue") in OWN
    assert len(OWN) > 100


def test_no_import_hides_in_a_text() -> None:
    """Only the front door imports by name; elsewhere such an import would escape these tests."""
    hiding = set()
    for module, file in MODULES.items():
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            word = getattr(node, "id", None) or getattr(node, "attr", None)
            if word in {"import_module", "__import__"}:
                hiding.add(module)
    assert hiding == {"semaxref"}


def test_document_knows_nothing_of_drugs(
    fresh_python: Callable[..., CompletedProcess[str]],
) -> None:
    """Any program can show its own things with `semaxref.document`, and pays for nothing else."""
    allowed = {"semaxref.document", *(m for m in MODULES if m.startswith("semaxref.document."))}
    assert {i for m, i in OWN if room_of(m) == "document"} <= allowed
    drawing = {"semaxref.document.terminal"}
    assert {m for m, name in FOREIGN if name == "rich"} == {*drawing, "semaxref.cli_screen"}
    assert {name for m, name in FOREIGN if room_of(m) == "document"} <= {"attrs", "rich"}
    done = fresh_python(
        "-c",
        "import sys\n"
        "from semaxref.document import Document, Heading, Table\n"
        "text = Document([Heading('Tides'), Table(('day', 'metres'), (('1', '2.4'),))]).text()\n"
        "assert 'Tides' in text and '2.4' in text\n"
        "print(*(name for name in sys.modules if name.startswith('semaxref.')))",
    )
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.split()) <= allowed - drawing


def test_the_model_stands_on_attrs_alone() -> None:
    """The nouns need no reader, no index and no question: other code can make and keep them."""
    assert {room_of(i) for m, i in OWN if room_of(m) == "model"} <= {"model", "document", "errors"}
    assert {name for m, name in FOREIGN if room_of(m) == "model"} == {"attrs"}


def test_dependencies_are_those_declared_and_no_others() -> None:
    """Installing brings three packages, each of which is used, and nothing else is needed."""
    imported = {name for _, name in FOREIGN} - EXTRAS.keys()
    assert imported == {"attrs", "cattrs", "importlib_resources"}
    declared = tomllib.loads(PROJECT.read_text("utf-8"))["project"]["dependencies"]
    assert {each.split(">=")[0].replace("-", "_") for each in declared} == imported


def test_what_an_extra_brings_is_declared_and_stays_in_its_rooms() -> None:
    """The core works without it, and whoever wants the room can install what it needs."""
    used = {(room_of(module), name) for module, name in FOREIGN if name in EXTRAS}
    assert used == {(room, name) for name, (rooms, _) in EXTRAS.items() for room in rooms}
    extras = tomllib.loads(PROJECT.read_text("utf-8"))["project"]["optional-dependencies"]
    brought = {extra: {each.split(">=")[0] for each in needs} for extra, needs in extras.items()}
    for name, (_, extra) in EXTRAS.items():
        assert name in brought[extra]
        assert name in brought["dev"]


def test_nothing_can_reach_the_network() -> None:
    """No module knows how to open a connection, at import or later."""
    used = {
        (module, imported)
        for module in MODULES
        for imported in imports_of(module)
        if imported.partition(".")[0] in NETWORK
    }
    assert not used
