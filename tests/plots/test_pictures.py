"""What all pictures have in common: how they are kept, shown, named and refused."""

from __future__ import annotations

import io
import re
import sys
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import html5lib
import matplotlib as mpl
import pytest
from matplotlib.text import Text
from PIL import Image

import semaxref as sx
from semaxref.plots import (
    Picture,
    authorisation_map,
    canvas,
    colours,
    evidence_matrix,
    legal_timeline,
    mechanism_map,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from subprocess import CompletedProcess
    from typing import Any

LAST_DAY = "2026-11-23"
SVG = "{http://www.w3.org/2000/svg}"
DRAWN: dict[str, Callable[[sx.Catalogue | None], Picture]] = {
    "mechanisms": lambda own: evidence_matrix(["semax", "noopept", "piracetam"], catalogue=own),
    "uses": lambda own: evidence_matrix(["semax", "noopept"], by="use-case", catalogue=own),
    "law": lambda own: legal_timeline(
        "semax",
        ["US", "NZ", "RU", "BE", "BR"],
        activity="sell-as-medicine",
        until=LAST_DAY,
        catalogue=own,
    ),
    "map": lambda own: authorisation_map("semax", on=LAST_DAY, catalogue=own),
    "network": lambda own: mechanism_map("semax", catalogue=own),
}
EVIL: dict[str, Callable[[sx.Catalogue], Picture]] = {
    "mechanisms": lambda own: evidence_matrix(["evil", "semax"], catalogue=own),
    "uses": lambda own: evidence_matrix("evil", by="use-case", catalogue=own),
    "law": lambda own: legal_timeline(
        "evil", "XX", activity="possess", until=LAST_DAY, catalogue=own
    ),
    "map": lambda own: authorisation_map("evil", on=LAST_DAY, catalogue=own),
    "network": lambda own: mechanism_map("evil", catalogue=own),
}


@pytest.fixture(scope="module")
def drawn(catalogue: sx.Catalogue) -> dict[str, Picture]:
    """One picture of each kind."""
    return {name: draw(catalogue) for name, draw in DRAWN.items()}


@pytest.mark.parametrize("name", DRAWN)
def test_the_caption_has_version_day_limits_and_no_advice(
    drawn: dict[str, Picture], name: str, printed: Callable[[Picture], str]
) -> None:
    """A picture that is passed on alone still says of when it is and what it leaves out."""
    picture = drawn[name]
    for words in (sx.data_version, "2026-11-26", "Not shown: ", "not medical or legal advice"):
        assert words in picture.caption
        assert words in printed(picture)
    assert " ".join(picture.text.split()).endswith(picture.caption)
    assert picture.title in printed(picture)
    assert picture.title == picture.text.split("\n")[0]
    assert picture.document() is picture.words
    assert str(picture) == picture.text


@pytest.mark.parametrize("name", DRAWN)
def test_nothing_overlaps_and_nothing_is_cut(
    drawn: dict[str, Picture], name: str, neat: Callable[[Picture], None]
) -> None:
    """Every word of a picture can be read."""
    neat(drawn[name])


@pytest.mark.parametrize("name", DRAWN)
def test_nothing_is_ranked(drawn: dict[str, Picture], name: str) -> None:
    """No picture says that one compound is better than another."""
    assert not re.search(r"\b(better|best|worse|stronger|superior|score)\b", drawn[name].text)


@pytest.mark.parametrize("name", DRAWN)
def test_svg_names_itself_and_asks_for_nothing(drawn: dict[str, Picture], name: str) -> None:
    """A screen reader says what it is, and a page that holds it stays alone and as it was."""
    picture = drawn[name]
    text = picture.svg()
    root = ET.fromstring(text)
    assert root.get("role") == "img"
    assert root.get("aria-label") == picture.title
    assert root.findtext(f"{SVG}title") == picture.title
    assert root.findtext(f"{SVG}desc") == picture.text
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    drawn_with = {"svg", "title", "desc", "g", "path", "defs", "use", "pattern", "rect", "clipPath"}
    assert tags <= drawn_with
    targets = {
        value
        for element in root.iter()
        for key, value in element.attrib.items()
        if key.endswith("href")
    }
    assert all(target.startswith("#") for target in targets)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert {target[1:] for target in targets} <= set(ids)
    assert {*re.findall(r"url\(#([^)]+)\)", text)} <= set(ids)
    assert "<!" not in text


def test_two_pictures_share_no_id(drawn: dict[str, Picture]) -> None:
    """Several pictures stand in one page without borrowing letters from each other."""
    every = [set(re.findall(r' id="([^"]+)"', picture.svg())) for picture in drawn.values()]
    assert len(set().union(*every)) == sum(map(len, every))


@pytest.mark.parametrize("name", DRAWN)
def test_the_same_question_gives_the_same_file(
    drawn: dict[str, Picture], name: str, catalogue: sx.Catalogue, tmp_path: Path
) -> None:
    """A picture under version control changes when the data do, and never else."""
    again = DRAWN[name](catalogue)
    for kind in ("svg", "png", "pdf"):
        one, other = tmp_path / f"one.{kind}", tmp_path / f"other.{kind}"
        assert drawn[name].save(one) == one
        again.save(str(other))
        assert one.read_bytes() == other.read_bytes()


def test_the_same_in_another_process_and_style(
    drawn: dict[str, Picture], fresh_python: Callable[..., CompletedProcess[str]]
) -> None:
    """Neither the order of sets nor the style of a user's plots changes a picture."""
    code = (
        "import matplotlib as mpl\n"
        "mpl.rcParams.update({'text.color': 'red', 'font.size': 30, 'font.family': 'serif',\n"
        " 'figure.facecolor': 'black', 'savefig.facecolor': 'black', 'axes.grid': True,\n"
        " 'figure.autolayout': True, 'lines.linewidth': 9, 'path.sketch': (9, 9, 9),\n"
        " 'lines.solid_capstyle': 'round', 'lines.solid_joinstyle': 'bevel',\n"
        " 'patch.edgecolor': 'red', 'text.usetex': True, 'figure.dpi': 33,\n"
        " 'lines.marker': 'o', 'savefig.transparent': True, 'lines.dash_capstyle': 'round'})\n"
        "before = dict(mpl.rcParams)\n"
        "from semaxref.plots import legal_timeline\n"
        "picture = legal_timeline('semax', ['US', 'NZ', 'RU', 'BE', 'BR'],\n"
        f" activity='sell-as-medicine', until='{LAST_DAY}')\n"
        "print(picture.svg())\n"
        "assert dict(mpl.rcParams) == before\n"
    )
    done = fresh_python("-c", code, PYTHONHASHSEED="7")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == drawn["law"].svg().strip()


def test_no_pyplot_and_nothing_before_it_is_asked_for(
    fresh_python: Callable[..., CompletedProcess[str]],
) -> None:
    """A server without a display draws, and a program that draws nothing pays for nothing."""
    code = (
        "import sys, semaxref as sx\n"
        "from semaxref.plots import *\n"
        "assert 'matplotlib' not in sys.modules and 'numpy' not in sys.modules\n"
        "evidence_matrix('modafinil').save(sys.argv[1] + '.svg')\n"
        f"legal_timeline('semax', 'US', activity='possess', until='{LAST_DAY}').save(\n"
        " sys.argv[1] + '.png')\n"
        f"authorisation_map('semax', on='{LAST_DAY}')._repr_html_()\n"
        "mechanism_map('modafinil').save(sys.argv[1] + '.pdf')\n"
        "assert 'matplotlib' in sys.modules\n"
        "assert 'matplotlib.pyplot' not in sys.modules and 'pylab' not in sys.modules\n"
    )
    done = fresh_python("-c", code, "/dev/null/none", DISPLAY="", MPLBACKEND="tkagg")
    assert "NotADirectoryError" in done.stderr  # the first one is drawn, and has no place to go
    done = fresh_python("-c", code.replace("sys.argv[1]", "__import__('tempfile').mktemp()"))
    assert done.returncode == 0, done.stderr


def test_without_matplotlib_the_error_names_the_extra(
    fresh_python: Callable[..., CompletedProcess[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever lacks the library is told what to install, by an error of ours."""
    code = (
        "import sys; sys.modules['matplotlib'] = None\n"
        "import semaxref as sx\n"
        "for draw in (lambda: sx.plots.evidence_matrix('semax'),\n"
        "             lambda: sx.plots.legal_timeline('semax', 'US', activity='possess'),\n"
        "             lambda: sx.plots.authorisation_map('semax'),\n"
        "             lambda: sx.plots.mechanism_map('semax')):\n"
        "    try: draw()\n"
        "    except sx.MissingExtra as error: print(error)\n"
    )
    done = fresh_python("-c", code)
    expected = "this needs Matplotlib, not installed here: pip install 'semaxref[plot]'"
    assert done.stdout.splitlines() == [expected] * 4, done.stderr
    for name in [each for each in sys.modules if each.startswith("semaxref.plots.")]:
        monkeypatch.delitem(sys.modules, name)
        monkeypatch.delattr(name)  # as if none of it had been asked for before
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(sx.MissingExtra, match=r"semaxref\[plot\]") as caught:
        mechanism_map("semax")
    assert isinstance(caught.value, ImportError)
    assert caught.value.extras == ("plot",)


def test_files_carry_the_words(drawn: dict[str, Picture], tmp_path: Path) -> None:
    """A file that has lost its page still says what is in the picture."""
    picture = drawn["map"]
    svg = picture.save(tmp_path / "a.SVG").read_text("utf-8")
    assert svg.startswith('<?xml version="1.0" encoding="utf-8"?>\n<svg ')
    assert ET.fromstring(svg.encode()).findtext(f"{SVG}desc") == picture.text
    with Image.open(picture.save(tmp_path / "a.png")) as image:
        assert image.text["Description"] == picture.text  # type: ignore[attr-defined]
        assert image.text["Title"] == picture.title  # type: ignore[attr-defined]
        assert image.getpixel((1, 1)) == (255, 255, 255, 255)
    pdf = picture.save(tmp_path / "a.pdf").read_bytes()
    assert pdf.startswith(b"%PDF")
    assert b"CreationDate" not in pdf


def test_a_format_that_is_none_is_refused(drawn: dict[str, Picture], tmp_path: Path) -> None:
    """A typo in the ending is told, and no empty file is left."""
    with pytest.raises(sx.UnknownValue, match="not one of pdf, png, svg; did you mean 'png'"):
        drawn["map"].save(tmp_path / "a.pngg")
    assert not list(tmp_path.iterdir())


def test_a_notebook_shows_the_picture_and_its_words(drawn: dict[str, Picture]) -> None:
    """In a notebook the picture is drawn, with its words one click away."""
    picture = drawn["network"]
    assert picture._repr_svg_() == picture.svg()
    page = html5lib.parse(picture._repr_html_(), namespaceHTMLElements=False)
    image = page.find(".//{http://www.w3.org/2000/svg}svg")
    assert image is not None
    assert image.get("aria-label") == "Mechanisms of Semax"
    (details_,) = page.iter("details")
    details = "".join(details_.itertext())
    assert "raises BDNF in rodents, by region and time" in details
    assert "raises BDNF in rodents" in picture._repr_markdown_()
    assert repr(picture) == "<Picture Mechanisms of Semax>"


@pytest.mark.parametrize("name", EVIL)
def test_hostile_texts_are_shown_as_they_are(
    name: str,
    hostile: Mapping[str, Any],
    packaged_with: Callable[[Mapping[str, Any]], sx.Catalogue],
    neat: Callable[[Picture], None],
    printed: Callable[[Picture], str],
    evil: str,
    tmp_path: Path,
) -> None:
    """A stranger's overlay runs no mathematics and no markup, and breaks no picture."""
    picture = EVIL[name](packaged_with(hostile))
    neat(picture)
    assert "$\\frac{1}{0}$" in printed(picture).replace(" ", "")
    (axes,) = picture.figure.axes
    assert not any(text.get_parse_math() or text.get_usetex() for text in axes.texts)
    assert all(isinstance(text, Text) for text in axes.texts)
    assert "\u202e" not in printed(picture)
    assert "\N{REPLACEMENT CHARACTER}" in printed(picture)
    squeezed = "".join(picture.text.split())
    assert "".join(evil.replace("\u202e", " ").split()) in squeezed
    root = ET.fromstring(picture.svg())
    assert not [element for element in root.iter() if "script" in element.tag]
    page = html5lib.parse(picture._repr_html_(), namespaceHTMLElements=False)
    assert not [element for element in page.iter() if "script" in str(element.tag)]
    for kind in ("png", "pdf"):
        assert picture.save(tmp_path / f"evil.{kind}").stat().st_size
    assert "\u202e" not in repr(picture)


def test_russian_shows() -> None:
    """The font has Cyrillic: a Russian label is no row of boxes."""
    assert (
        canvas.shown("Семакс, ишемический инсульт, ≥ µ °") == "Семакс, ишемический инсульт, ≥ µ °"
    )


def test_lines_fit_and_lose_nothing() -> None:
    """A long label is parted at spaces and hyphens, a long word where it must be."""
    room, size = 1.2, 8.0
    text = "pre-treatment of alpha2delta/calcium-channel " + "x" * 60
    lines = canvas.wrap(text, room, size, most=20)
    assert all(canvas.width_of(line, size) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert canvas.wrap("", room, size) == [""]
    assert "2026-11-23" in canvas.wrap("known as of the day 2026-11-23", room, size)
    short = canvas.wrap(text, room, size, most=2)
    assert len(short) == 2
    assert short[-1].endswith("…")
    assert canvas.width_of(short[-1], size) <= room
    assert canvas.wrap("mm", 0.001, size, most=1) == ["…"]
    assert len(canvas.shown("y" * 5000)) == 1000


def test_no_colour_needs_sharp_eyes_or_all_three_cones() -> None:
    """Words stand out on every ground, and levels grow darker one by one, in grey as well."""
    grounds = {*colours.LEVELS.values(), *colours.VERDICTS.values(), colours.BLUE, colours.FAINT}
    grounds |= {colours.lighter(ground, 0.5) for ground in grounds}
    for ground in grounds:
        assert colours.contrast(ground, colours.ink_on(ground)) >= 4.5
    assert colours.contrast(colours.QUIET, colours.WHITE) >= 4.5
    steps = [colours.contrast(fill, colours.INK) for fill in colours.LEVELS.values()]
    assert steps == sorted(steps, reverse=True)
    assert len(set(steps)) == len(sx.EvidenceLevel)
    for table in (colours.MARKS, colours.DASHES, colours.CODES, colours.VERDICTS):
        assert len(set(table.values())) == len(table)
    okabe_ito = {"#000000", "#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00"}
    assert {*colours.VERDICTS.values()} <= okabe_ito | {"#cc79a7", colours.WHITE}


@pytest.mark.parametrize(
    "draw",
    [
        lambda: evidence_matrix(["semax", "nopept"]),
        lambda: mechanism_map("nopept"),
        lambda: authorisation_map("nopept"),
        lambda: legal_timeline("nopept", "US", activity="possess"),
    ],
)
def test_a_misspelt_compound_is_told_with_what_was_meant(draw: Callable[[], Picture]) -> None:
    """A typo raises with a suggestion, in every picture alike."""
    with pytest.raises(sx.CompoundNotFound) as caught:
        draw()
    assert "noopept" in caught.value.suggestions


def test_a_compound_may_be_one_of_another_catalogue(
    packaged_with: Callable[[Mapping[str, Any]], sx.Catalogue],
) -> None:
    """A `Compound` at hand is as good as its name, and speaks for the catalogue asked."""
    changed = {
        "compounds/modafinil/identity.json": {"id": "modafinil", "name": "Other", "kind": "peptide"}
    }
    other = packaged_with(changed)
    picture = mechanism_map(sx.get("modafinil"), catalogue=other)
    assert picture.title == "Mechanisms of Other"
    assert "+generated" in picture.caption


def test_a_catalogue_without_dates_says_none(
    catalogue_of: Callable[[Mapping[str, Any]], sx.Catalogue],
) -> None:
    """Where the data do not say of when they are, no day is made up."""
    files = {"compounds/a/identity.json": {"id": "a", "name": "A", "kind": "peptide"}}
    assert mechanism_map("a", catalogue=catalogue_of(files)).caption.startswith("Data unversioned.")


def test_the_figure_is_one_to_work_with(drawn: dict[str, Picture]) -> None:
    """Whoever wants another size or format has a plain Matplotlib figure."""
    buffer = io.BytesIO()
    drawn["uses"].figure.savefig(buffer, format="png", dpi=30)
    assert buffer.getvalue().startswith(b"\x89PNG")
    assert mpl.get_backend().lower() in {"agg", "auto"} or "pyplot" not in str(sys.modules)
