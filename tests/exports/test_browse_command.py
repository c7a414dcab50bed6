"""`semaxref browse`: pages of any catalogue from the command line."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from semaxref.cli import FOUND, NOT_FOUND, USAGE, main

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

LAST_DAY = "2026-11-23"


@pytest.fixture
def data(tmp_path: Path, world: Callable[..., Mapping[str, Any]]) -> Path:
    """A small data folder that stands by itself."""
    for path, content in world().items():
        (tmp_path / "data" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / path).write_text(json.dumps(content), encoding="utf-8")
    return tmp_path / "data"


def test_pages_of_data_of_ones_own(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command says which file to open, wherever `--data` stands in it."""
    pages = tmp_path / "pages"
    assert main(["browse", str(pages), "--data", str(data), "--on", LAST_DAY]) == FOUND
    assert str(pages / "index.html") in capsys.readouterr().out
    assert "Data generated" in (pages / "index.html").read_text(encoding="utf-8")
    first = (pages / "index.html").read_bytes()
    assert main(["--data", str(data), "browse", str(pages), "--on", LAST_DAY, "--json"]) == FOUND
    assert json.loads(capsys.readouterr().out) == {"start": str(pages / "index.html")}
    assert (pages / "index.html").read_bytes() == first


def test_pages_of_an_overlay_in_the_usual_folder(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Records laid over others are shown; without a name the folder is `semaxref-pages`."""
    mine = tmp_path / "mine" / "compounds" / "newcomer"
    mine.mkdir(parents=True)
    identity = {"id": "newcomer", "name": "Newcomer", "kind": "peptide"}
    (mine / "identity.json").write_text(json.dumps(identity), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    words = ["browse", "--data", str(data), "--overlay", "mine", "--on", LAST_DAY]
    assert main(words) == FOUND
    assert (tmp_path / "semaxref-pages" / "compounds" / "newcomer.html").is_file()


def test_a_folder_of_others_is_refused_unless_forced(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistyped folder is named on the error stream and left as it was."""
    pages = tmp_path / "home"
    pages.mkdir()
    (pages / "thesis.txt").write_text("mine", encoding="utf-8")
    words = ["browse", str(pages), "--data", str(data), "--on", LAST_DAY]
    assert main(words) == USAGE
    assert "not written by semaxref" in capsys.readouterr().err
    assert not (pages / "index.html").exists()
    assert main([*words, "--force"]) == FOUND
    assert (pages / "index.html").exists()


def test_a_missing_library_is_named(
    data: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who has not installed the extra reads how to, and no traceback."""
    monkeypatch.setitem(sys.modules, "jinja2", None)
    assert main(["browse", str(tmp_path / "pages"), "--data", str(data)]) == NOT_FOUND
    assert "pip install 'semaxref[browse]'" in capsys.readouterr().err
