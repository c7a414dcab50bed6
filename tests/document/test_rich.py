"""HTML and Markdown: what is drawn is whole, says nothing else, and lets nothing in."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from semaxref.document import (
    Document,
    Heading,
    Item,
    Note,
    Reference,
    References,
    Table,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    import semaxref as sx
    from semaxref.document import Block

DAY = "2026-11-23"
INJECTIONS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</td></table></div><h1>",
    '" onmouseover="alert(1)',
    "' style='x",
    "&lt;b&gt; &amp;",
    "<!-- -->",
    "[x](javascript:alert(1))",
    "![x](http://example.org/x.png)",
    "[x]: http://example.org",
    "`code` **bold** _it_ ~~no~~ $x$",
    "| a | b |",
    "# head",
    "1. one",
    "- one",
    "+ one",
    "> quote",
    "---",
    "===",
    "    code",
    "\\",
    "\u202egnirts\u202c",
    "[1,2-3] [4]",
    "</style><style>*{display:none}",
)
# Not unassigned signs either: the strict parser takes some of them, U+2FFFE, for errors.
_UNSEEN: tuple[Any, ...] = ("Cs", "Cc", "Cf", "Cn", "Zs", "Zl", "Zp")
words = st.text(st.characters(exclude_categories=_UNSEEN), max_size=20)
lines = st.lists(words | st.sampled_from(INJECTIONS), max_size=4).map(" ".join)
texts = lines | st.lists(lines, min_size=1, max_size=3).map("\n".join)
addresses = st.none() | st.sampled_from(
    [
        "https://doi.org/10.1000/x",
        "https://pubmed.ncbi.nlm.nih.gov/123/",
        'http://example.org/a b?"<>\\',
        "javascript:alert(1)",
        "data:text/html,x",
    ]
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Tables of one to four columns."""
    width = draw(st.integers(1, 4))
    row = st.tuples(*[texts] * width)
    return Table(draw(row), tuple(draw(st.lists(row, max_size=3))))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents of every sort of block, closed by their sources."""
    block: st.SearchStrategy[Block] = st.one_of(
        st.builds(Heading, texts, st.integers(1, 3)),
        st.builds(Text, texts),
        st.builds(Item, texts, st.integers(0, 3)),
        st.builds(Note, texts),
        tables(),
    )
    blocks = draw(st.lists(block, max_size=6))
    told = draw(st.lists(st.tuples(lines, addresses), max_size=3))
    entries = tuple(Reference(n, text, url) for n, (text, url) in enumerate(told, 1))
    return Document([*blocks, *([References(entries)] if entries else [])])


def said(document: Document) -> Iterator[str]:
    """All texts of a document, in their order."""
    for block in document.blocks:
        if isinstance(block, Table):
            yield from block.columns
            yield from (cell for row in block.rows for cell in row)
        elif isinstance(block, References):
            yield from ("".join(entry.parts) for entry in block.entries)
        else:
            yield block.text


def letters(text: str) -> str:
    """A text without white space and without what no renderer shows."""
    return re.sub(r"[\s\u202a-\u202e\u2066-\u2069]+", "", text)


def parsed(html: str) -> Any:
    """What a browser makes of a piece of HTML; it must be well formed."""
    parser = html5lib.HTMLParser(
        tree=html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False
    )
    return parser.parseFragment(html)


HTML_TAGS = {
    "div",
    "style",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "br",
    "a",
}
HTML_ATTRIBUTES = {"class", "lang", "scope", "role", "aria-label", "tabindex", "value", "id"} | {
    "href",
    "rel",
}


@settings(deadline=None, max_examples=150)
@given(documents())
def test_html_lets_nothing_in(document: Document) -> None:
    """Whatever a stranger's overlay says is shown as text: no element, attribute or address."""
    root = parsed(document.html())
    elements = [each for each in root.iter() if isinstance(each.tag, str)]
    assert {each.tag for each in elements[1:]} <= HTML_TAGS
    for each in elements:
        assert set(each.attrib) <= HTML_ATTRIBUTES
        assert each.attrib.get("href", "#").startswith(("#", "https://", "http://"))
    assert len([each for each in elements if each.tag == "style"]) == 1


@settings(deadline=None, max_examples=150)
@given(documents())
def test_html_says_all_and_nothing_else(document: Document) -> None:
    """Every text is there, in its order, as it was written."""
    root = parsed(document.html())
    for style in root.iter("style"):
        style.text = ""
    assert letters("".join(root.itertext())) == letters("".join(said(document)))


MARKDOWN_TAGS = HTML_TAGS - {"div", "style"} | {"blockquote"}


@settings(deadline=None, max_examples=150)
@given(documents())
def test_markdown_shows_what_was_written(document: Document) -> None:
    """A Markdown reader shows every text as it was written, and makes no markup of it."""
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    root = html5lib.parseFragment(
        reader.render(document.markdown()), treebuilder="etree", namespaceHTMLElements=False
    )
    elements = [each for each in root.iter() if isinstance(each.tag, str)][1:]
    assert {each.tag for each in elements} <= MARKDOWN_TAGS
    for each in elements:
        assert each.attrib.get("href", "http://").startswith(("https://", "http://"))
    assert letters("".join(root.itertext())) == letters("".join(said(document)))


def test_sources_are_linked_by_what_names_them() -> None:
    """A reader clicks on the DOI, and on the number in a cell to get to the source."""
    entry = Reference(2, "Who. What. PMID 12. doi:10.1/x [seen cited]", "https://doi.org/10.1/x")
    document = Document([Text("so [2] and [3]"), References((entry,))])
    root = parsed(document.html())
    links = {each.attrib["href"]: each.text for each in root.iter("a")}
    (target,) = [each.attrib["id"] for each in root.iter("li")]
    assert links == {f"#{target}": "2", "https://doi.org/10.1/x": "doi:10.1/x"}
    assert "[doi:10.1/x](<https://doi.org/10.1/x>)" in document.markdown()


def test_two_documents_on_one_page_do_not_share_targets() -> None:
    """In a notebook a number leads to the source of its own answer."""
    source = References((Reference(1, "A"),))
    pages = [Document([Text(text), source]).html() for text in ("a [1]", "b [1]")]
    ids = [each.attrib["id"] for page in pages for each in parsed(page).iter("li")]
    assert len(set(ids)) == 2


def test_a_notebook_draws_a_document_itself() -> None:
    """A document at the end of a cell looks as its answer does."""
    document = Document([Heading("Tides"), Item("high"), Table(("At",), (("noon",),))])
    assert [each.text for each in parsed(document._repr_html_()).iter("th")] == ["At", "noon"]
    assert document._repr_markdown_() == document.markdown()


def test_a_table_without_columns_draws_nothing() -> None:
    """An answer without a single compound leaves no empty frame behind."""
    root = parsed(Document([Text("Tides"), Table((), ())]).html())
    assert not list(root.iter("table"))


SHOWN = {
    "record": lambda c: c.record("semax.bdnf"),
    "compound": lambda c: c.get("semax"),
    "claim": lambda c: c.claims("semax")[0],
    "records": lambda c: c.indications("semax", jurisdiction="RU", on=DAY),
    "status": lambda c: c.legal_status("semax", "US", on=DAY),
    "answer": lambda c: c.legal_status("semax", "US", on=DAY)["pharmacy-compounding"],
    "comparison": lambda c: c.compare("semax", "noopept", "piracetam", on=DAY),
    "standing": lambda c: c.standing("piracetam", "stroke", "GB", on=DAY),
    "resolution": lambda c: c.resolve("Семакс"),
    "difference": lambda c: c.diff(c),
}


@pytest.mark.parametrize("name", SHOWN)
def test_every_answer_shows_itself_in_a_notebook(catalogue: sx.Catalogue, name: str) -> None:
    """A cell that ends in an answer is drawn, and says what `print` says."""
    answer = SHOWN[name](catalogue)
    root = parsed(answer._repr_html_())
    for style in root.iter("style"):
        style.text = ""
    assert letters("".join(root.itertext())) == letters("".join(said(answer.document())))
    reader = MarkdownIt("commonmark").enable("table")
    assert "<h1>" in reader.render(answer._repr_markdown_())


def test_html_of_a_comparison_is_small(catalogue: sx.Catalogue) -> None:
    """A notebook with a dozen comparisons stays one that can be mailed."""
    assert len(catalogue.compare("semax", "noopept", "piracetam", on=DAY)._repr_html_()) < 60_000


def test_a_page_stands_by_itself(catalogue: sx.Catalogue) -> None:
    """A saved page opens without a network, in a light and in a dark room, on a phone."""
    page = catalogue.legal_status("semax", "US", on=DAY).document().page()
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    assert root.find("head/title").text == "semax: legal status in United States on 2026-11-23"
    loading = {"src", "srcset", "data", "action", "background", "poster"}
    assert not [each for each in root.iter() if loading & set(each.attrib)]
    assert not [each for each in root.iter() if each.tag in {"script", "link", "iframe", "img"}]
    assert "default-src 'none'" in page
    assert "color-scheme:light dark" in page
    levels = [int(each.tag[1]) for each in root.iter() if re.fullmatch("h[1-6]", str(each.tag))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_title_lower_down_keeps_the_order_of_headings() -> None:
    """Within a page of one's own, the answer takes its place below its heading."""
    document = Document([Heading("a"), Heading("b", 2), Heading("c", 3)])
    tags = [
        each.tag for each in parsed(document.html(top=5)).iter() if each.text in ("a", "b", "c")
    ]
    assert tags == ["h5", "h6", "h6"]
