"""The drawing for a terminal: the same words as in plain text, and nothing that takes it over."""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

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
from semaxref.document.terminal import show

if TYPE_CHECKING:
    from collections.abc import Iterable

    from semaxref.document import Block

LOOKS = {"calm": "bold", "high": "bold red", "very-high": "bold magenta"}
# All that a drawing may say to a terminal: a look, and where a link begins and ends.
LOOK = re.compile(r"\x1b\[([\d;]+)m")
LINK = re.compile(r"\x1b\]8;(?:id=[\d-]+)?;(.*?)\x1b\\")
HOSTILE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
RULES = re.compile("[-=|\u2500\u2501\u2502]")
ESCAPES = (
    "\x1b[31m\x1b]0;owned\x07\x1b]8;;https://example.org\x1b\\\x9b2J\x9d8;;x\x9c\x00\x08\x7f\r"
)
OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
MARKUP = (
    "[bold]high[/bold]",
    "[link=https://example.org]tide[/link]",
    "[/]",
    "[red on white]",
    "\\[b]",
    ":warning:",
    "[1,2-3]",
    "[@click=app.bell]x",
)

letters = st.characters(exclude_categories=["Cs"])
signs = st.sampled_from([*ESCAPES, *OVERRIDES, "\t", "\n", "\ue000", "\u3000", "\u6f6e", "\u0301"])
snippets = st.sampled_from(
    [
        *MARKUP,
        *LOOKS,
        "https://a.b/c",
        "doi:10.1/x",
        "PMID 7.",
        "high, calm",
        "tide: very-high (as of 1)",
        ESCAPES,
    ]
)
hostile = st.lists(st.text(letters | signs, max_size=40) | snippets, max_size=4).map(" ".join)
words = st.text("abcdeXYZ-\u0439\u0448\u0436\u04441.", min_size=1, max_size=30)
sentences = st.lists(words | snippets, max_size=12).map(" ".join)
texts = hostile | sentences | st.lists(sentences, max_size=3).map("\n".join)
addresses = (
    st.none() | texts | texts.map("https://example.org/{}".format) | texts.map("http://{}".format)
)


def tables(cells: st.SearchStrategy[str]) -> st.SearchStrategy[Table]:
    """Tables of up to 22 columns, most often of a few, without rows at times."""

    def of_width(width: int) -> st.SearchStrategy[Table]:
        row = st.tuples(*[cells] * width)
        return st.builds(Table, row, st.lists(row, max_size=4).map(tuple))

    return (st.integers(0, 6) | st.integers(7, 22)).flatmap(of_width)


@st.composite
def references(draw: st.DrawFn) -> Reference:
    """Sources, most of which name their address, and some of which claim another."""
    text, address = draw(texts), draw(addresses)
    shown = draw(st.sampled_from(["", address or "", "doi:10.1/x", "PMID 12"]))
    return Reference(draw(st.integers(1, 2000)), f"{text} {shown}", address)


def blocks(text: st.SearchStrategy[str]) -> st.SearchStrategy[Block]:
    """Every sort of block but tables around some texts."""
    return st.one_of(
        st.builds(Heading, text, st.integers(1, 4)),
        st.builds(Text, text),
        st.builds(Item, text, st.integers(0, 12)),
        st.builds(Note, text),
        st.builds(References, st.lists(references(), max_size=4).map(tuple)),
    )


widths = st.sampled_from([60, 80, 120])
flowing = st.builds(Document, st.lists(blocks(texts), max_size=6))
documents = st.builds(Document, st.lists(blocks(texts) | tables(texts), max_size=5))


def drawn(document: Document, width: int, **environment: str) -> str:
    """What a terminal of colours and links gets."""
    stream = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("NO_COLOR", "COLORTERM", "TERM"):
            patch.delenv(name, raising=False)
        for name, value in {"TERM": "xterm-256color", **environment}.items():
            patch.setenv(name, value)
        show(document, stream, width, LOOKS)
    return stream.getvalue().removesuffix("\n")


def bare(text: str) -> str:
    """A drawing without looks and links: what is read."""
    return LINK.sub("", LOOK.sub("", text))


def columns(line: str) -> int:
    """How many columns a line takes: none for what sits on another sign, two for wide ones."""
    return sum(
        0 if unicodedata.combining(sign) else 1 + (unicodedata.east_asian_width(sign) in "WF")
        for sign in line
    )


def widest(text: str) -> int:
    """How many columns the longest line takes."""
    return max(map(columns, bare(text).split("\n")))


def squeezed(text: str) -> str:
    """What is left without white space, rules and what never reaches a terminal."""
    return "".join(RULES.sub("", HOSTILE.sub(" ", text)).replace("\ue000", "").split())


def looks(text: str) -> list[tuple[str, str]]:
    """The looks that are set, each with the text it is for."""
    return re.findall(r"\x1b\[([1-9][\d;]*)m([^\x1b]*)", LINK.sub("", text))


def links(text: str) -> list[tuple[str, str]]:
    """The links of a drawing: where each leads, and what it is called."""
    parts = re.split(r"\x1b\]8;(?:id=[\d-]+)?;(.*?)\x1b\\", text)
    return [
        (address, LOOK.sub("", shown))
        for address, shown in zip(parts[1::2], parts[2::2], strict=True)
        if address
    ]


def in_order(needle: str, hay: Iterable[str]) -> bool:
    """Whether the letters of one text stand in another one in their order."""
    rest = iter(hay)
    return all(letter in rest for letter in needle)


# What is drawn


@settings(deadline=None, max_examples=60)
@given(document=documents, width=widths)
@example(width=60, document=Document([Text("x" * 500), Heading("y" * 500), Note("z" * 500)]))
@example(
    width=60, document=Document([Item("x" * 200, 12), References((Reference(1234, "x" * 200),))])
)
@example(width=60, document=Document([Table(("a" * 90,) * 8, (("b " * 50,) * 8, ("c" * 90,) * 8))]))
@example(width=60, document=Document([Table(("key", "a"), (("x" * 130, "calm " * 30),) * 2)]))
@example(width=60, document=Document([Text("0\u6f6e" * 99), Table(("\u6f6e" * 99,) * 3, ())]))
def test_no_line_is_wider_than_the_terminal(width: int, document: Document) -> None:
    """Lines are never broken by the terminal, which would tear a table apart."""
    assert widest(drawn(document, width)) <= width


@settings(deadline=None, max_examples=60)
@given(document=documents, width=widths)
@example(
    width=60,
    document=Document(
        [Note("a\n\nb"), Item("\na", 2), Text("\ue000a calm, high [1]"), Table((), ())]
    ),
)
@example(width=60, document=Document([Item("calm\u00a0\nhigh"), Note("\u3000calm\u2028 calm")]))
def test_it_says_what_the_plain_text_says(width: int, document: Document) -> None:
    """Who has Rich reads neither more nor less than who has not, letter by letter."""
    told, plain = (squeezed(bare(drawn(document, width))), squeezed(document.text(width)))
    assert Counter(told) == Counter(plain)


@settings(deadline=None, max_examples=40)
@given(document=flowing, width=widths)
def test_it_says_it_in_the_same_order(width: int, document: Document) -> None:
    """Beside tables, whose cells stand next to each other, even the order of letters is that."""
    assert squeezed(bare(drawn(document, width))) == squeezed(document.text(width))


@settings(deadline=None, max_examples=40)
@given(table=tables(texts), width=widths)
def test_every_cell_is_drawn_from_its_start_to_its_end(width: int, table: Table) -> None:
    """A cell is read downwards, and no part of it stands above what comes before it."""
    text = squeezed(bare(drawn(Document([table]), width)))
    cells = [*table.columns, *(cell for row in table.rows for cell in row)]
    assert all(in_order(squeezed(cell), text) for cell in cells)


def test_a_very_wide_terminal_is_not_used_up() -> None:
    """Nobody reads lines of two hundred letters."""
    document = Document([Text("tide " * 200)])
    assert widest(drawn(document, 300)) <= 120 < widest(document.text(300))


def test_blocks_are_parted_and_items_are_not() -> None:
    """A list reads as one, and everything else has air around it."""
    document = Document([Text("Tides:"), Item("high"), Item("at the pier", 1), Note("Ok.")])
    assert bare(drawn(document, 80)) == "Tides:\n\n- high\n  - at the pier\n\n\u2502 Ok."


def test_headings_are_told_apart_without_colour() -> None:
    """Title, section and minor heading differ by their rules, and all are bold."""
    document = Document([Heading("Tides"), Heading("High", 2), Heading("Low", 3)])
    told = drawn(document, 80)
    title, section = "\u2501" * 5, "\u2500" * 4
    assert bare(told) == f"Tides\n{title}\n\nHigh\n{section}\n\nLow"
    assert looks(told) == [("1", "Tides"), ("1", "High"), ("1", "Low")]


def test_a_table_has_a_head_and_rows_that_are_set_apart_at_need() -> None:
    """Short rows stand together; where one has two lines, a rule shows where it ends."""
    short = Table(("day", "metres"), (("1", "2.4"), ("21", "3")))
    assert bare(drawn(Document([short]), 80)).split("\n") == [
        "day  metres",
        "\u2501" * 11,
        "1    2.4",
        "21   3",
    ]
    long = Table(("day", "tides"), (("1", "high\nlow"), ("2", "high")))
    assert bare(drawn(Document([long]), 80)).split("\n") == [
        "day  tides",
        "\u2501" * 10,
        "1    high",
        "     low",
        "\u2500" * 10,
        "2    high",
    ]


KEYS = ("lighthouse.at-the-northern-pier", "harbourmaster.extraordinarily-high-water")
PROSE = "extraordinarily high, measured twice by harbourmasters"


def test_words_are_kept_whole_where_a_narrower_table_would_cut_them() -> None:
    """With the first column above the others there is room for words, and keys can be copied."""
    rows = tuple((key, "randomised, high", PROSE, "well-documented", "unknown") for key in KEYS)
    table = Table(("key", "grade", "what", "state", "then"), rows)
    plain, told = Document([table]).text(60), bare(drawn(Document([table]), 60))
    lines = told.split("\n")
    whole = [*KEYS, "randomised,", *PROSE.split(), "well-documented"]
    assert all(any(word in line for line in lines) for word in whole)
    assert not all(word in plain for word in whole)
    assert lines[0] == "key"
    assert lines[1].startswith("  grade")
    assert [line for line in lines if not line.startswith(" ") and line in KEYS] == [*KEYS]
    assert widest(told) <= 60


def test_a_first_column_without_a_head_has_none_above_the_others() -> None:
    """A comparison starts with its compounds, not with an empty line."""
    table = Table(("", *"abcd"), tuple((key, PROSE, PROSE, PROSE, "x") for key in KEYS))
    lines = bare(drawn(Document([table]), 60)).split("\n")
    assert lines[0].split() == [*"abcd"]
    assert KEYS[0] in lines


@pytest.mark.parametrize("columns", [1, 2])
def test_a_word_for_which_no_terminal_has_room_is_cut(columns: int) -> None:
    """A sequence of two hundred letters is shown whole, over several lines."""
    table = Table(("key", "what")[:columns], (("y", "x" * 200)[-columns:],) * 2)
    told = bare(drawn(Document([table]), 80))
    assert widest(told) <= 80
    assert told.count("x") == 400


def test_a_table_with_too_many_columns_becomes_a_list() -> None:
    """Where there is no room for columns each cell still stands behind its head."""
    heads = tuple(f"head{number}" for number in range(15))
    table = Table(heads, (tuple(map(str, range(15))), heads))
    lines = bare(drawn(Document([table]), 60)).split("\n")
    assert lines[:2] == ["head0: 0", "head1: 1"]
    assert lines[15] == ""
    assert "head0" in drawn(Document([Table(heads, ())]), 60)


@pytest.mark.parametrize("row", [("1",), ("1", "2", "3")], ids=["short", "long"])
def test_a_ragged_row_is_refused(row: tuple[str, ...]) -> None:
    """A cell never slips silently below the head of another column."""
    with pytest.raises(ValueError, match="argument"):
        drawn(Document([Table(("day", "metres"), (("1", "2.4"), row))]), 80)


def test_wide_signs_are_measured_right() -> None:
    """Columns stand below each other in Japanese and under stress marks, too."""
    rows = (
        ("\u6f6e\u6c50", "here"),
        ("tide", "here"),
        ("\u0441\u0435\u0301\u043c\u0430\u043a\u0441", "here"),
    )
    lines = bare(drawn(Document([Table(("\u6f6e", "x"), rows)]), 80)).split("\n")
    assert len({columns(line[: line.index("here")]) for line in lines[2:]}) == 1
    title = bare(drawn(Document([Heading("\u6f6e\u6c50")]), 80)).split("\n")
    assert len(title[1]) == 4


def test_a_console_without_such_signs_gets_others_for_the_rules() -> None:
    """An old console shows lines of its own signs, not of question marks."""
    raw = io.BytesIO()
    with io.TextIOWrapper(raw, encoding="ascii", errors="replace") as stream:
        show(Document([Heading("Tides"), Note("Ok."), Table(("a", "b"), ())]), stream, 80)
        stream.flush()
        text = bare(raw.getvalue().decode("ascii")).replace("\r\n", "\n")
    assert text == "Tides\n=====\n\n| Ok.\n\na  b\n====\n"


# What it looks like


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("high", ["high"]),
        ("animal, high", ["high"]),
        ("calm -> very-high", ["calm", "very-high"]),
        ("Tide: high, as of noon", ["high"]),
        ("some water [up to knees, high] [1]", ["high"]),
        ("first line\ncalm (stale)", ["calm"]),
        ("high water is a calm thing", []),
        ("very high", []),
        ("not-high", []),
        ("tide: highest", []),
    ],
)
def test_a_verdict_is_marked_and_the_same_word_in_a_sentence_is_not(
    text: str, marked: list[str]
) -> None:
    """Colour shows where the verdict stands; prose stays quiet."""
    for block in (Text(text), Item(text), Note(text), Table(("tide",), ((text,),))):
        found = looks(drawn(Document([block]), 80))
        styles = [("1", "calm"), ("1;31", "high"), ("1;35", "very-high")]
        assert [word for look, word in found if (look, word) in styles] == marked


def test_a_verdict_is_marked_across_lines_and_only_its_letters() -> None:
    """A verdict that is broken at its hyphen keeps its colour, and the gap beside it has none."""
    table = Table(("tide", "why"), (("very-high", "word " * 60),) * 2)
    heads = ("x" * 40, "y")
    told = drawn(Document([Table(heads, (("a " * 60, "very-high"), ("a", "b " * 60)))]), 60)
    assert ("1;35", "very-high") in looks(told) or ("1;35", "very-") in looks(told)
    narrow = drawn(Document([Text(f"{'x' * 57}, very-high, calm")]), 60)
    assert [word for _, word in looks(narrow)] == ["very-high", "calm"]
    told = drawn(Document([table]), 60)
    assert {word for look, word in looks(told) if look == "1;35"} == {"very-high"}


def test_citations_step_back() -> None:
    """The numbers of sources do not get into the way of the sentence."""
    told = drawn(Document([Text("High water twice a day [1,3-5]; see [x] and [2].")]), 80)
    assert [word for look, word in looks(told) if look == "2"] == ["[1,3-5]", "[2]"]


def test_no_color_leaves_weight_and_takes_colour() -> None:
    """Who sets NO_COLOR gets none, and the same words."""
    document = Document([Heading("Tides"), Text("calm, high, very-high [1]")])
    coloured, without = drawn(document, 80), drawn(document, 80, NO_COLOR="1")
    colour = re.compile(r"\x1b\[(?:\d+;)*(?:3|4|9|10)[0-7][;m]")
    assert colour.search(coloured)
    assert not colour.search(without)
    assert ("1", "Tides") in looks(without)
    assert bare(without) == bare(coloured)
    assert colour.search(drawn(document, 80, NO_COLOR=""))  # the standard: empty is not set


def test_nothing_is_marked_where_no_look_was_asked_for() -> None:
    """A document of any other program is drawn without our words."""
    stream = io.StringIO()
    show(Document([Text("high, calm")]), stream, 80)
    assert stream.getvalue() == "high, calm\n"


# What a stranger's record cannot do


@settings(deadline=None, max_examples=60)
@given(document=documents, width=widths)
@example(
    width=60, document=Document([Heading(ESCAPES), Item(OVERRIDES), Note(ESCAPES), Text(OVERRIDES)])
)
@example(width=60, document=Document([Table((ESCAPES, OVERRIDES), ((OVERRIDES, ESCAPES),))]))
@example(
    width=60,
    document=Document(
        [
            References(
                (
                    Reference(1, f"https://a/{ESCAPES}", f"https://a/{ESCAPES}"),
                    Reference(2, f"http://{OVERRIDES}\u6f6e x", f"http://{OVERRIDES}\u6f6e x"),
                )
            )
        ]
    ),
)
def test_nothing_hostile_reaches_the_terminal(width: int, document: Document) -> None:
    """A stranger's record can neither move the cursor nor turn a verdict round."""
    told = drawn(document, width)
    assert not HOSTILE.search(bare(told))
    codes = {code for found in LOOK.findall(told) for code in found.split(";")}
    assert codes <= {"0", "1", "2", "4", "31", "35"}
    assert all(re.fullmatch(r"https?://[!-~]*", address) for address, _ in links(told))


@pytest.mark.parametrize("text", MARKUP)
def test_markup_in_data_is_shown_and_not_obeyed(text: str) -> None:
    """What looks like markup of Rich is only text."""
    told = drawn(Document([Text(text), Item(text), Heading(text, 3)]), 80)
    assert bare(told) == f"{text}\n\n- {text}\n\n{text}"
    assert not links(told)
    assert {look for look, word in looks(told)} <= {"1", "2"}


@pytest.mark.parametrize(
    ("text", "address", "shown"),
    [
        ("Tides. https://example.org/x", "https://example.org/x", "https://example.org/x"),
        ("Tides. http://example.org/x [seen]", "http://example.org/x", "http://example.org/x"),
        ("Tides. doi:10.1/x", "https://doi.org/10.1/x", "doi:10.1/x"),
        ("Tides. PMID 12.", "https://pubmed.ncbi.nlm.nih.gov/12/", "PMID 12"),
    ],
)
def test_sources_are_links(text: str, address: str, shown: str) -> None:
    """A click on a DOI, a number or an address opens it, and the text is that of any source."""
    told = drawn(Document([References((Reference(7, text, address),))]), 80)
    assert links(told) == [(address, shown)]
    assert bare(told) == f" [7] {text}"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Tides. javascript:alert(1)", "javascript:alert(1)"),
        ("Tides. file:///etc/passwd", "file:///etc/passwd"),
        ("Tides. HTTPS://example.org", "ftp://example.org"),
        ("Tides. https://example.org", None),
        ("Tides. https://harbour.example", "https://pirates.example"),
        ("Tides.", "https://pirates.example"),
    ],
)
def test_nothing_else_is_a_link(text: str, address: str | None) -> None:
    """Only addresses of the web are links, and only under their own name."""
    told = drawn(Document([References((Reference(7, text, address),))]), 80)
    assert told == f" [7] {text}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See https://example.org/a_(b).", [("https://example.org/a_(b)",) * 2]),
        ("(see https://example.org/a), and", [("https://example.org/a",) * 2]),
        ("doi:10.1/x.", [("https://doi.org/10.1/x", "doi:10.1/x")]),
        (
            "PMID 12, PMID 3",
            [(f"https://pubmed.ncbi.nlm.nih.gov/{n}/", f"PMID {n}") for n in (12, 3)],
        ),
        ("x=https://example.org javascript:x file:///x https:// ://x", []),
    ],
)
def test_addresses_in_a_text_are_links(text: str, found: list[tuple[str, str]]) -> None:
    """A list of sources in a table can be opened, too; nothing but what is read is linked."""
    for block in (Text(text), Item(text), Note(text), Table(("source",), ((text,),))):
        assert links(drawn(Document([block]), 80)) == found


def test_a_column_of_prose_is_not_starved() -> None:
    """Where an address cannot be kept whole, the table takes the form that is shorter."""
    prose = f"{'high water was measured at the pier ' * 4}https://example.org/{'tide' * 15}"
    table = Table(("key", "kind", "source"), (("lighthouse2022", "journal-article", prose),) * 2)
    told = bare(drawn(Document([table]), 60))
    assert told.split("\n")[3] == "lighthouse2022"
    assert told.count("\n") < Document([table]).text(60).count("\n")


def test_a_long_address_is_one_link_over_several_lines() -> None:
    """The whole address is opened from any of the lines that it takes."""
    address = f"https://example.org/{'tide-' * 40}"
    told = drawn(Document([References((Reference(1, f"Tides. {address}", address),))]), 60)
    assert len(links(told)) > 2
    assert {to for to, _ in links(told)} == {address}
    assert "".join(shown for _, shown in links(told)) == address
    assert len(set(re.findall(r"\x1b\]8;(id=[\d-]+);", told))) == 1


def test_an_address_in_other_letters_is_a_link_in_ascii() -> None:
    """What an escape sequence may carry is ASCII; the words stay as they are."""
    address = "https://example.org/\u043f\u0440\u0438\u043b\u0438\u0432 x"
    told = drawn(Document([References((Reference(1, address, address),))]), 80)
    encoded = "%D0%BF%D1%80%D0%B8%D0%BB%D0%B8%D0%B2%20x"
    assert links(told) == [(f"https://example.org/{encoded}", address)]


def test_half_a_sign_in_an_address_is_no_error() -> None:
    """What JSON can hold and no encoding can write does not keep the rest from being shown."""
    address = "https://example.org/\ud800"
    told = drawn(Document([References((Reference(1, address, address),))]), 80)
    assert [to for to, _ in links(told)] == ["https://example.org/%3F"]
