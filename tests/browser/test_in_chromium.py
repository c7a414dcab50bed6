"""The pages in real Chromium: searched, chosen from, folded, and looked at by axe-core."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import semaxref as sx
from semaxref.exports.browse import write

if TYPE_CHECKING:
    from collections.abc import Callable

LAST_DAY = "2026-11-23"
HERE = Path(__file__).parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
NODE = shutil.which("node")
MISSING = [
    name
    for name, there in (
        ("Chromium (Debian: apt-get install chromium)", CHROMIUM),
        ("Node.js", NODE),
        ("node_modules (npm ci in tests/browser)", (HERE / "node_modules").is_dir()),
    )
    if not there
]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not here: {', '.join(MISSING)}")

KINDS = (
    "index.html#q=stroke",
    "compounds/selank.html",
    "compounds/acth-4-10.html",
    "compare.html",
    "conditions.html",
    "conditions/stroke.html",
    "places.html",
    "places/ru.html",
    "claims.html",
)
"""One page of each kind, full and nearly empty ones among them."""
LARGE = ("index.html", "compounds/semax.html", "sources.html")
"""Pages that take long to look at: seen wide and narrow, light and dark, but not in all four."""


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packaged data as pages."""
    return write(sx.packaged(), tmp_path_factory.mktemp("pages"), on=LAST_DAY).parent


@pytest.fixture(scope="session")
def look() -> Callable[..., Any]:
    """Plays a scene in Chromium; fails on a console error or a request to anywhere else."""

    def play(folder: Path, scene: str, given: object) -> Any:
        assert CHROMIUM
        assert NODE
        done = subprocess.run(
            [NODE, "check.mjs", CHROMIUM, str(folder), scene, json.dumps(given)],
            cwd=HERE,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        seen = json.loads(done.stdout)
        assert seen["console"] == []
        assert seen["requests"] == []
        assert seen["dialogs"] == []
        return seen["result"]

    return play


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 400])
def test_axe_finds_nothing(pages: Path, look: Callable[..., Any], width: int, scheme: str) -> None:
    """Whoever reads by ear, by keyboard, enlarged or in the dark can use every kind of page."""
    names = KINDS + LARGE if (width == 1200) is (scheme == "light") else KINDS
    looks = [{"width": width, "colorScheme": scheme}]
    assert look(pages, "axe", {"pages": names, "looks": looks}) == []


def test_every_page_opens_without_an_error(pages: Path, look: Callable[..., Any]) -> None:
    """No page asks for anything outside its folder, or complains in the console."""
    names = sorted(path.relative_to(pages).as_posix() for path in pages.rglob("*.html"))
    conditions = [name for name in names if name.startswith("conditions/")]
    names = [name for name in names if name not in conditions[10:]]  # these are much alike
    told = look(pages, "visit", names)
    assert len(told) == len(names)
    assert all(each["heading"] and not each["strangers"] for each in told.values())
    assert told["compounds/semax.html"]["heading"] == "Semax"


def test_a_hostile_overlay_does_nothing(
    look: Callable[..., Any],
    catalogue_of: Callable[..., sx.Catalogue],
    hostile_files: Callable[[str], dict[str, Any]],
    tmp_path: Path,
) -> None:
    """Markup of a stranger in any field of the data runs nothing and makes no element."""
    text = "</script></title>'\"><img src=x onerror=window.touched=1><b class=stranger>"
    text += "<script>window.touched=1</script>"
    folder = write(catalogue_of(hostile_files(text)), tmp_path, on=LAST_DAY).parent
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    told = look(folder, "visit", [*names, "index.html#q=touched"])
    assert not any(each["touched"] or each["strangers"] for each in told.values())
    assert any("<img" in each["heading"] for each in told.values())


def test_axe_would_find_a_fault(look: Callable[..., Any], tmp_path: Path) -> None:
    """The check itself works: a page with planted faults does not pass it."""
    page = '<!doctype html><html><title>x</title><img src="data:,"><p style="color:#eee">pale'
    (tmp_path / "bad.html").write_text(page, encoding="utf-8")
    looks = [{"width": 400, "colorScheme": "light"}]
    found = look(tmp_path, "axe", {"pages": ["bad.html"], "looks": looks})
    assert {"image-alt", "color-contrast", "html-has-lang"} <= {each["rule"] for each in found}


def test_the_search_finds_in_two_languages(pages: Path, look: Callable[..., Any]) -> None:
    """A word of either language, a number, an id and a part of a word lead where they should."""
    wanted = {
        "инсульт": "conditions/stroke.html",
        "stroke": "conditions/stroke.html",
        "Семакс": "compounds/semax.html",
        "80714-61-0": "compounds/semax.html",
        "I5FAL2585H": "compounds/semax.html",
        "ноопе": "compounds/noopept.html",
        "Россия": "places/ru.html",
        "semax.bdnf": "compounds/semax.html#r-semax.bdnf",
    }
    follow = {"инсульт": "Stroke", "Семакс": "Semax"}
    words = [*wanted, "xyzzy", "brazil"]
    told = look(pages, "search", {"words": words, "follow": list(follow)})
    assert {word: told[word]["href"] for word in wanted} == wanted
    assert {word: told[word]["heading"] for word in follow} == follow
    assert told["инсульт"]["count"] > 5
    assert told["xyzzy"]["count"] == 0
    assert "Nothing found" in told["xyzzy"]["said"]
    assert "unknown" in told["brazil"]["first"]


def test_the_chooser_works_by_keyboard(
    pages: Path, look: Callable[..., Any], catalogue: sx.Catalogue
) -> None:
    """Nobody needs a mouse to choose; cells and kinds of rows are those of `compare`."""
    taken = ["acth-4-10", "noopept", "selank", "vinpocetine"]
    told = look(pages, "choose", {"take": taken, "place": "Russia"})
    assert told["onSelect"] == "place"
    wanted = catalogue.compare(*taken, jurisdiction="RU", on=LAST_DAY)
    assert told["heads"][1:] == [compound.name for compound in wanted.compounds]
    assert [row["kind"] for row in told["rows"]] == [row.kind for row in wanted.rows]
    for row, expected in zip(told["rows"], wanted.rows, strict=True):
        assert row["title"] == expected.title
        assert row["texts"] == [cell.text or "no record" for cell in expected.cells]
        assert row["grades"] == [cell.grade if cell.records else "" for cell in expected.cells]
    sources = {source for row in wanted.rows for cell in row.cells for source in cell.sources}
    assert told["cited"] == len(sources)
    assert all(compound.name in told["said"] for compound in wanted.compounds)
    assert told["again"] == {key: told[key] for key in told["again"]}, "the address keeps a choice"


def test_one_compound_is_no_comparison(pages: Path, look: Callable[..., Any]) -> None:
    """With fewer than two the page says what to do."""
    told = look(pages, "choose", {"take": ["semax"], "place": "Russia"})
    assert told["rows"] == []
    assert told["said"] == "Choose two compounds or more."


def test_what_folds(pages: Path, look: Callable[..., Any]) -> None:
    """The navigation can be skipped, a link opens its record, and a print shows all."""
    told = look(
        pages,
        "fold",
        {"page": "compounds/selank.html", "anchor": "r-selank.generalised-anxiety-disorder"},
    )
    assert told["skip"] == "Skip to the content"
    assert told["landed"] == "content"
    assert (told["shut"], told["all"]) == (0, 0)
    assert told["opened"] == ["r-selank.generalised-anxiety-disorder"]
    assert told["printed"]


def test_without_scripts_the_content_is_there(pages: Path, look: Callable[..., Any]) -> None:
    """A reader who forbids scripts loses the search and the choice, is told so, and no more."""
    told = look(pages, "still", ["index.html", "compare.html", "compounds/semax.html"])
    assert "needs JavaScript" in told["index.html"]
    assert "needs JavaScript" in told["compare.html"]
    assert "Open all records" not in told["compounds/semax.html"]
    assert "raises BDNF" in told["compounds/semax.html"]
