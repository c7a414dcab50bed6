"""The blocks that a document is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from attrs import field, frozen

if TYPE_CHECKING:
    from collections.abc import Iterable


@frozen
class Heading:
    """A heading.

    Attributes:
        text: The words.
        level: 1 for the title, 2 for a section, 3 below that.
    """

    text: str
    level: int = 1


@frozen
class Text:
    """A paragraph."""

    text: str


@frozen
class Item:
    """An entry of a list, with a depth from 0."""

    text: str
    depth: int = 0


@frozen
class Note:
    """A remark that belongs to what stands above it."""

    text: str


@frozen
class Table:
    """A table.

    Attributes:
        columns: The heads.
        rows: The cells, row by row, as many as there are columns. A line break within
            a cell is kept.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@frozen
class Reference:
    """A numbered source.

    Attributes:
        number: The number by which the text refers to it.
        text: The reference.
        address: A web address, if it has one.
    """

    number: int
    text: str
    address: str | None = None

    @property
    def parts(self) -> tuple[str, str, str]:
        """The text before, of and after what names the address, such as a DOI.

        The middle is empty where the address is none of the web: nothing else is a link.
        """
        address = self.address or ""
        if not address.startswith(("https://", "http://")):
            return self.text, "", ""
        doi = address.removeprefix("https://doi.org/")
        pmid = address.removeprefix("https://pubmed.ncbi.nlm.nih.gov/").strip("/")
        for word in (f"doi:{doi}", f"PMID {pmid}", address):
            before, found, after = self.text.partition(word)
            if found:
                return before, word, after
        return f"{self.text} ", address, ""


@frozen
class References:
    """The list of sources that closes a document."""

    entries: tuple[Reference, ...]


Block: TypeAlias = Heading | Text | Item | Note | Table | References


def _as_tuple(blocks: Iterable[Block]) -> tuple[Block, ...]:
    return tuple(blocks)


@frozen
class Document:
    """A sequence of blocks.

    Attributes:
        blocks: What is shown, in order.
    """

    blocks: tuple[Block, ...] = field(converter=_as_tuple)

    def text(self, width: int = 80) -> str:
        """The document as plain text.

        Args:
            width: The longest line, in characters; 40 or more.

        Returns:
            The text, without a line break at its end.
        """
        from semaxref.document.plain import render  # only what is shown pays for a renderer

        return render(self, width)

    def html(self, top: int = 2, *, style: bool = True) -> str:
        """The document as a part of an HTML page, without a script.

        Args:
            top: The level of its title, from 1; within another page 2 or lower.
            style: Whether to put its style inside; without, the page has to have it, as
                ``semaxref.document.html.STYLE``.

        Returns:
            One ``div`` element.
        """
        from semaxref.document.html import render

        return render(self, top, style=style)

    def page(self) -> str:
        """The document as an HTML page that stands by itself and asks for nothing else."""
        from semaxref.document.html import page

        return page(self)

    def markdown(self) -> str:
        """The document as Markdown, as GitHub and notebooks read it."""
        from semaxref.document.markdown import render

        return render(self)

    def _repr_html_(self) -> str:
        return self.html()

    def _repr_markdown_(self) -> str:
        return self.markdown()
