"""The front door: the public names, where they come from, and what it costs to open it."""

from __future__ import annotations

import ast
import inspect
import json
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import semaxref as sx

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import CompletedProcess

SOURCE = ast.parse(Path(sx.__file__).read_text("utf-8"))
NOT_QUESTIONS = {"diff", "from_path", "lint", "overlay", "packaged"}
"""What a catalogue can do that is no question to the packaged one."""


def block_for_type_checkers() -> list[ast.stmt]:
    """The statements that only type checkers see."""
    (block,) = (
        node.body
        for node in SOURCE.body
        if isinstance(node, ast.If)
        and isinstance(node.test, ast.Name)
        and node.test.id == "TYPE_CHECKING"
    )
    return block


def seen_by_type_checkers() -> dict[str, str]:
    """Each public name that type checkers see imported, with the module that it comes from."""
    return {
        alias.asname or alias.name: node.module or ""
        for node in block_for_type_checkers()
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def test_the_four_lists_of_names_are_one() -> None:
    """What is documented, completed, bound and type-checked is the same set of names."""
    declared = {
        node.target.id
        for node in block_for_type_checkers()
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
    typed = {name: home.removeprefix("semaxref.") for name, home in seen_by_type_checkers().items()}
    assert typed == {**sx._LAZY, **dict.fromkeys(sx._ROOMS, "semaxref")}
    assert {*typed, *declared, "__version__"} == set(sx.__all__)
    assert dir(sx) == sorted(sx.__all__)
    assert len(sx.__all__) == len(set(sx.__all__))


@pytest.mark.parametrize("name", sorted(seen_by_type_checkers()))
def test_every_public_name_is_what_type_checkers_take_it_for(name: str) -> None:
    """A name can be imported, and it is the thing that its type says."""
    home = import_module(seen_by_type_checkers()[name])
    assert getattr(sx, name) is getattr(home, name)


def test_a_star_import_brings_every_name() -> None:
    """`from semaxref import *` in a notebook works and brings nothing private."""
    namespace: dict[str, object] = {}
    exec("from semaxref import *", namespace)
    del namespace["__builtins__"]
    assert set(namespace) == set(sx.__all__)


@pytest.mark.parametrize("name", ["nope", "_nope", "semax", "__wrapped__"])
def test_a_name_that_is_none_is_an_attribute_error(name: str) -> None:
    """A typo says so at once, and `hasattr`, `inspect` and pickling keep working."""
    assert not hasattr(sx, name)
    with pytest.raises(AttributeError, match=f"'semaxref' has no attribute '{name}'"):
        getattr(sx, name)


def test_functions_are_the_questions_of_the_packaged_catalogue() -> None:
    """What is learnt with the functions holds for a catalogue of one's own, and the reverse."""
    questions = {
        name
        for name, _ in inspect.getmembers(sx.Catalogue, callable)
        if not name.startswith("_") and name not in NOT_QUESTIONS
    }
    functions = {
        name
        for name, home in sx._LAZY.items()
        if home == "catalogue" and name.islower() and name not in ("packaged", "installed_data")
    }
    assert functions == questions
    for name in questions:
        assert getattr(sx, name) == getattr(sx.packaged(), name)


@pytest.mark.parametrize("name", sx._ROOMS)
def test_a_room_can_be_asked_for_by_its_name(
    fresh_python: Callable[..., CompletedProcess[str]], name: str
) -> None:
    """After `import semaxref as sx` nobody needs a second import to get at a part of it."""
    code = (
        f"import semaxref as sx, sys; assert sx.{name} is sys.modules['semaxref.{name}']; "
        f"from semaxref import {name}; assert {name}.__all__ and {name}.__doc__"
    )
    done = fresh_python("-c", code)
    assert done.returncode == 0, done.stderr
    assert vars(sx)["__getattr__"](name) is import_module(f"semaxref.{name}")


def test_the_packaged_catalogue_is_one() -> None:
    """Whoever asks for it shares what others have read already."""
    assert sx.packaged() is sx.packaged()
    assert sx.data_version == sx.packaged().data_version
    assert repr(sx.packaged()) == f"<Catalogue {sx.data_version}>"


def test_every_public_name_has_a_docstring() -> None:
    """`help(sx.anything)` says something."""
    undocumented = [
        name for name in sx._LAZY if not (inspect.getdoc(getattr(sx, name)) or "").strip()
    ]
    assert not undocumented


def test_importing_costs_nothing(fresh_python: Callable[..., CompletedProcess[str]]) -> None:
    """A program that only might need the library pays for neither its parts nor its data."""
    # -S: what the environment imports at start-up must not stand in for us, nor hide us.
    done = fresh_python(
        "-S",
        "-c",
        "import sys\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, given: event == 'open' and opened.append(str(given[0])))\n"
        "before = set(sys.modules)\n"
        "import semaxref\n"
        "loaded = sorted(set(sys.modules) - before)\n"
        "files = [path for path in opened if path.endswith('.json')]\n"
        "import json\n"
        "print(json.dumps([loaded, files, sorted(before)]))",
    )
    assert done.returncode == 0, done.stderr
    loaded, files, before = json.loads(done.stdout)
    unwanted = {"attr", "attrs", "cattrs", "importlib_resources", "json", "typing"}
    assert not unwanted.intersection(before)
    assert loaded == ["semaxref"]
    assert not files


def test_asking_for_the_version_costs_nothing(
    fresh_python: Callable[..., CompletedProcess[str]],
) -> None:
    """Packaging tools and bug reports read `__version__` without reading data."""
    done = fresh_python(
        "-S",
        "-c",
        "import sys, semaxref\n"
        "semaxref.__version__, dir(semaxref), semaxref.__all__, hasattr(semaxref, 'nope')\n"
        "print(*(name for name in sys.modules if name.startswith('semaxref')))",
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["semaxref"]
