"""A picture: a figure, what it says in words, and how it is kept and shown."""

from __future__ import annotations

import hashlib
import html
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from semaxref.document import Document
from semaxref.document.plain import clean
from semaxref.errors import UnknownValue
from semaxref.model.base import Shown

if TYPE_CHECKING:
    import os

    from matplotlib.figure import Figure  # noqa: TC004 - an extra, which may not be there

FORMATS = ("pdf", "png", "svg")
_DROPPED = re.compile(
    r"<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->|<metadata>.*?</metadata>|<defs>\s*<style.*?</defs>",
    re.DOTALL,
)
_BETWEEN = re.compile(r">\s+<")
_FINE = re.compile(r"([1-9]\d*\.\d\d)\d+")
"""A number from 1 with more digits than anybody can see: points have a hundredth."""
_SHIFT = re.compile(r'(<use [^>]*?) transform="translate\(([-\d.]+) 0\)"')
_REFERENCE = re.compile(r'(?<=url\(#)[^)]+(?=\))|(?<=xlink:href="#)[^"]+(?=")')
_ID = re.compile(r' id="([^"]*)"')


@frozen(eq=False, repr=False, kw_only=True)
class Picture(Shown):
    """A picture of an answer, with the same answer in words.

    Attributes:
        figure: The Matplotlib figure, to do with as you like. Artists that stand for a record
            or a place have its id as their gid.
        title: What it shows, in one line.
        caption: What stands below it: the version of the data, the day, and what the picture
            does not show.
        words: All that it says, as a neutral document.
    """

    figure: Figure
    title: str
    caption: str
    words: Document

    def __repr__(self) -> str:
        return f"<Picture {clean(self.title)}>"

    @property
    def text(self) -> str:
        """All that the picture says, as plain text: what stands in for it."""
        return self.words.text()

    def document(self) -> Document:
        """All that the picture says, as a neutral document."""
        return self.words

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the picture to a file, with its text alternative inside.

        Args:
            path: The file; its ending says the format: ``.svg``, ``.png`` or ``.pdf``.

        Returns:
            The file.

        Raises:
            UnknownValue: It ends otherwise.
        """
        file = Path(path)
        kind = file.suffix.lower().removeprefix(".")
        if kind not in FORMATS:
            raise UnknownValue("format", kind, FORMATS)
        file.write_bytes(self._drawn(kind))
        return file

    def svg(self) -> str:
        """The picture as one SVG element, which can stand in a page beside others.

        The same picture gives the same text, whenever and wherever it is drawn. It has no
        script and no style sheet, asks for nothing, and names itself to a screen reader.
        """
        buffer = io.StringIO()
        self.figure.savefig(buffer, format="svg", facecolor="white", metadata={"Date": None})
        body = _BETWEEN.sub("><", _DROPPED.sub("", buffer.getvalue())).strip()
        body = _SHIFT.sub(r'\1 x="\2"', _FINE.sub(r"\1", body))
        head, _, rest = body.partition(">")
        rest, key = _renamed(rest)
        title, words = html.escape(clean(self.title)), html.escape(clean(self.text))
        labels = (
            f' role="img" aria-label="{title}" stroke-linejoin="round" stroke-linecap="butt"'
            ' style="max-width:100%;height:auto"'
        )
        names = f'\n <title>{title}</title>\n <desc id="{key}-words">{words}</desc>'
        return f"{head}{labels}>{names}{rest}\n"

    def _drawn(self, kind: str) -> bytes:
        if kind == "svg":
            return f'<?xml version="1.0" encoding="utf-8"?>\n{self.svg()}'.encode()
        title, words = clean(self.title), clean(self.text)
        metadata = {
            "png": {"Title": title, "Description": words, "Software": "semaxref"},
            "pdf": {
                "Title": title,
                "Subject": words,
                "Creator": "semaxref",
                "Producer": "Matplotlib",
                "CreationDate": None,
            },
        }[kind]
        buffer = io.BytesIO()
        self.figure.savefig(buffer, format=kind, dpi=200, facecolor="white", metadata=metadata)
        return buffer.getvalue()

    def _repr_svg_(self) -> str:
        return self.svg()

    def _repr_html_(self) -> str:
        return (
            f'<figure class="semaxref-picture" style="margin:0">\n{self.svg()}'
            "<details><summary>The picture in words</summary>\n"
            f"{self.words.html(3)}\n</details>\n</figure>"
        )


def _renamed(body: str) -> tuple[str, str]:
    """An SVG with ids that follow from what is drawn, and only those that are referred to.

    Matplotlib makes them at random, or the same ones for every figure, which clash where two
    pictures stand in one page.
    """
    names = {old: str(new) for new, old in enumerate(dict.fromkeys(_REFERENCE.findall(body)))}

    def named(prefix: str, text: str) -> str:
        def declare(match: re.Match[str]) -> str:
            return f' id="{prefix}-{names[match[1]]}"' if match[1] in names else ""

        text = _REFERENCE.sub(lambda match: f"{prefix}-{names[match[0]]}", text)
        return _ID.sub(declare, text)

    digest = hashlib.sha256(named("", body).encode()).hexdigest()
    key = f"p{digest[:8]}"
    return named(key, body), key
