"""How the documentation is built: Sphinx, MyST and Furo, warnings as errors.

    python -m pip install ".[docs]"
    sphinx-build -W --keep-going docs site

The pages are plain Markdown that reads well without being built. What only the site needs is done
here: a tree of contents, and the pages that lie above this folder. The notebooks are run at each
build, so that what they show is what the library says.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import semaxref

if TYPE_CHECKING:
    from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parent.parent

project = "semaxref"
author = copyright = "The semaxref contributors"  # noqa: A001 - what Sphinx calls it
version = release = semaxref.__version__
extensions = ["myst_nb"]
html_theme = "furo"
html_title = f"semaxref {release}, data {semaxref.data_version}"
exclude_patterns = ["site"]
myst_heading_anchors = 4
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 120
# A picture for each way of showing an answer would show it thrice.
nb_mime_priority_overrides = [("html", "text/html", 0), ("html", "image/svg+xml", 1)]

NOTEBOOKS = [f"notebooks/{path.stem}" for path in sorted(ROOT.glob("docs/notebooks/*.md"))]
CONTENTS = {
    "Learn": ["tutorial", *NOTEBOOKS],
    "Do": ["plots", "browse", "screening", "cluster"],
    "Look up": ["reference", "data"],
    "Trust": ["data-card", "second-reading", "benchmarks"],
    "Project": ["contributing", "changelog"],
}
# Pages of the project that are read here as well.
ABOVE = {"contributing": "CONTRIBUTING.md", "changelog": "CHANGELOG.md"}
ELSEWHERE = re.compile(r"\[([^\]]+)\]\((?:\.\./)*(?:semaxref/data/)?(?:LICENSE|README\.md)\)")


def setup(app: Sphinx) -> None:
    """Have each page prepared before it is read, and the data browser written beside them."""
    app.connect("source-read", prepare)
    app.connect("build-finished", browser)


def prepare(_: Any, page: str, source: list[str]) -> None:
    """Bring in what lies above this folder, and turn links to it into links to pages here."""
    text = source[0]
    if page in ABOVE:
        text = (ROOT / ABOVE[page]).read_text(encoding="utf-8").replace("](docs/", "](")
    for name, file in ABOVE.items():
        text = text.replace(f"](../{file}", f"]({name}.md").replace(f"]({file}", f"]({name}.md")
    text = ELSEWHERE.sub(r"\1", text)
    if page == "index":
        text += "".join(tree(title, pages) for title, pages in CONTENTS.items())
    source[0] = text


def browser(app: Sphinx, error: Exception | None) -> None:
    """The pages of the data, by the code of ``python -m semaxref browse``."""
    if error is None and app.builder.format == "html":
        from semaxref.exports.browse import write

        write(semaxref.packaged(), Path(app.outdir) / "browse", force=True)


def tree(title: str, pages: list[str]) -> str:
    """A part of the tree of contents."""
    lines = ["", "```{toctree}", ":hidden:", f":caption: {title}", "", *pages, "```", ""]
    return "\n".join(lines)
