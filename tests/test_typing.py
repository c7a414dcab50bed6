"""The types: what users may write passes under mypy --strict and pyright, and mistakes do not."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import semaxref as sx

HERE = Path(__file__).parent / "typing"
ROOT = Path(sx.__file__).parent.parent
PASSING = HERE / "api.py"
FAILING = HERE / "must_fail.py"
MARKED = {
    number
    for number, line in enumerate(FAILING.read_text("utf-8").splitlines(), 1)
    if line.endswith("# error")
}

Faults = dict[str, dict[int, str]]


def by_mypy(tmp_path: Path) -> Faults:
    """The errors that mypy finds, by file and line."""
    pytest.importorskip("mypy")
    # Settings of its own: those of the project leave out the file that must fail.
    settings = tmp_path / "mypy.ini"
    # An installed library is found without a path, and mypy refuses one to where it is installed.
    path = "" if ROOT.name == "site-packages" else f"mypy_path = {ROOT.as_posix()}\n"
    settings.write_text(f"[mypy]\nstrict = true\n{path}", "utf-8")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--config-file", str(settings)),
            *("--no-pretty", "--hide-error-context", "--no-color-output", "--no-error-summary"),
            *("--python-executable", sys.executable),
            *(str(PASSING), str(FAILING)),
        ],
        cwd=tmp_path,  # where the library is installed, its neighbours would shadow others
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    assert not done.stderr
    faults: Faults = {}
    for line in done.stdout.splitlines():
        match = re.fullmatch(r"(.+?):(\d+): error: (.+)", line)
        if match:
            faults.setdefault(Path(match[1]).name, {})[int(match[2])] = match[3]
    return faults


def by_pyright(tmp_path: Path) -> Faults:
    """The errors that pyright finds, by file and line."""
    pytest.importorskip("pyright")
    for file in (PASSING, FAILING):  # it only looks at files below its settings
        shutil.copy(file, tmp_path)
    settings = tmp_path / "pyrightconfig.json"
    project = {
        "strict": [PASSING.name],
        "typeCheckingMode": "standard",
        "extraPaths": [str(ROOT)],
    }
    settings.write_text(json.dumps(project), "utf-8")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pyright", "--outputjson", "--project", str(settings)),
            *("--pythonpath", sys.executable),
        ],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    report = json.loads(done.stdout)
    assert report["summary"]["filesAnalyzed"] == 2
    faults: Faults = {}
    for each in report["generalDiagnostics"]:
        if each["severity"] == "error":
            line = each["range"]["start"]["line"] + 1
            faults.setdefault(Path(each["file"]).name, {})[line] = each["message"]
    return faults


@pytest.fixture(scope="module", params=[by_mypy, by_pyright])
def faults(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Faults:
    """What each type checker finds in both files."""
    found: Faults = request.param(tmp_path_factory.mktemp("checked"))
    return found


def test_what_is_right_is_no_error(faults: Faults) -> None:
    """An editor never marks what the documentation says may be written."""
    assert faults.get(PASSING.name, {}) == {}


def test_what_is_wrong_is_an_error(faults: Faults) -> None:
    """An editor marks a mistyped name or value before it runs."""
    found = faults.get(FAILING.name, {})
    assert {line: message for line, message in found.items() if line not in MARKED} == {}
    assert MARKED - set(found) == set()


def test_the_lines_that_must_fail_are_marked() -> None:
    """The file of failing lines names the two mistakes that everybody makes."""
    marked = [FAILING.read_text("utf-8").splitlines()[number - 1] for number in MARKED]
    assert any("sx.nope" in line for line in marked)
    assert any('standing="labeled"' in line for line in marked)
    assert len(marked) > 20


def test_the_package_says_that_it_is_typed(package: Path) -> None:
    """Type checkers read our types only where `py.typed` is shipped."""
    assert (package / "py.typed").is_file()
