"""Plain text: what is drawn fits the terminal, is whole, and cannot take the terminal over."""

from __future__ import annotations

import re
import unicodedata
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

if TYPE_CHECKING:
    from semaxref.document import Block

GAP = 2
"""Columns of a table are two spaces apart."""
ESCAPES = "\x1b[31m\x1b]0;owned\x07\x9b2J\x00\x08\x7f\r\x0b\x0c\x1c\x85"
OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
HOSTILE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

# Lone surrogates cannot be written to a terminal by Python itself, so no renderer has to bear them.
letters = st.characters(exclude_categories=["Cs"])
hostile = st.sampled_from([*ESCAPES, *OVERRIDES, "\t", "\n"])
texts = st.text(letters | hostile, max_size=120)
ideographs = st.text("\u6f6e\u6c50\uff21a ", max_size=60)  # two columns each, but for the last two
words = st.text("abcdeXYZ-\u0439\u0448\u0436\u04441", min_size=1, max_size=100)
sentences = st.lists(words, max_size=12).map(" ".join)
paragraphs = st.lists(sentences, max_size=4).map("\n".join)
anything = texts | paragraphs | ideographs


def tables(cells: st.SearchStrategy[str], columns: int = 12) -> st.SearchStrategy[Table]:
    """Tables of up to so many columns, without rows at times."""

    def of_width(width: int) -> st.SearchStrategy[Table]:
        row = st.tuples(*[cells] * width)
        return st.builds(Table, row, st.lists(row, max_size=5).map(tuple))

    return st.integers(1, columns).flatmap(of_width)


def blocks(text: st.SearchStrategy[str]) -> st.SearchStrategy[Block]:
    """Every sort of block around some texts."""
    references = st.builds(Reference, st.integers(1, 2000), text, st.none() | text)
    return st.one_of(
        st.builds(Heading, text, st.integers(1, 4)),
        st.builds(Text, text),
        st.builds(Item, text, st.integers(0, 12)),
        st.builds(Note, text),
        st.builds(References, st.lists(references, max_size=4).map(tuple)),
        tables(text),
    )


def documents(text: st.SearchStrategy[str]) -> st.SearchStrategy[Document]:
    """Documents of any blocks."""
    return st.builds(Document, st.lists(blocks(text), max_size=6))


def widest(text: str) -> int:
    """How many columns of a terminal the longest line takes."""
    return max(
        sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)
        for line in text.split("\n")
    )


def squeezed(text: str) -> str:
    """What is left of a text where all white space and what is stripped is taken out."""
    return "".join(HOSTILE.sub(" ", text).split())


@pytest.mark.parametrize("width", [40, 80])
@settings(deadline=None, max_examples=100)
@given(document=documents(anything))
@example(document=Document([Text("x" * 500), Heading("y" * 500), Note("z" * 500)]))
@example(document=Document([Item("x" * 200, 12)]))
@example(document=Document([Table(("a" * 90,) * 12, (("b " * 50,) * 12, ("c" * 90,) * 12))]))
@example(document=Document([Table(("a", "b"), (("x-" * 60, "y"), ("", "z " * 200)))]))
@example(document=Document([References((Reference(1234, "x" * 200),))]))
@example(document=Document([Table(("head",) * 3 + ("00\u6f6e" * 10,) * 4, ())]))
@example(document=Document([Text("0\u6f6e" * 99), Item("\u6f6e" * 99, 3), Note("\u6f6e" * 99)]))
def test_no_line_is_wider_than_the_terminal(width: int, document: Document) -> None:
    """Lines are never broken by the terminal, which would tear a table apart."""
    assert widest(document.text(width)) <= width


@pytest.mark.parametrize(("width", "columns"), [(40, 15), (40, 40), (80, 28), (80, 90)])
def test_a_table_of_very_many_columns_does_not_break_out(width: int, columns: int) -> None:
    """Even more columns than there is room for gaps leave the lines within the terminal."""
    row = tuple(f"cell{number}" for number in range(columns))
    text = Document([Table(row, (row, row))]).text(width)
    assert widest(text) <= width


@settings(deadline=None, max_examples=50)
@given(document=documents(sentences), width=st.integers(-5, 39))
def test_a_width_below_40_is_taken_as_40(document: Document, width: int) -> None:
    """A terminal that reports no width or a silly one gets a readable page, not an error."""
    assert document.text(width) == document.text(40)


@settings(deadline=None, max_examples=100)
@given(document=documents(texts), width=st.sampled_from([40, 80]))
@example(document=Document([Text(ESCAPES + OVERRIDES)]), width=80)
@example(document=Document([Heading(ESCAPES), Item(OVERRIDES), Note(ESCAPES)]), width=80)
@example(document=Document([Table((ESCAPES, OVERRIDES), ((OVERRIDES, ESCAPES),))]), width=40)
@example(document=Document([References((Reference(1, ESCAPES + OVERRIDES),))]), width=80)
def test_nothing_hostile_reaches_the_terminal(document: Document, width: int) -> None:
    """A stranger's record can neither move the cursor nor turn a verdict round."""
    assert not HOSTILE.search(document.text(width))


@settings(deadline=None, max_examples=100)
@given(text=paragraphs, width=st.integers(40, 120))
def test_a_paragraph_is_drawn_whole(text: str, width: int) -> None:
    """Long words are cut and lines are wrapped, but no letter is lost or moved."""
    for block in (Text(text), Note(text)):
        assert squeezed(Document([block]).text(width)) == squeezed(text)
    assert squeezed(Document([Item(f"x{text}", 3)]).text(width)) == f"-x{squeezed(text)}"


def columns_of(text: str) -> tuple[list[slice], list[str]]:
    """Where the columns of a table stand by the rule below its head, and the lines below it."""
    lines = text.split("\n")
    rule = next(n for n, line in enumerate(lines) if line and not line.replace(" ", "").strip("-"))
    slices = [slice(*match.span()) for match in re.finditer("-+", lines[rule])]
    return slices, lines[rule + 1 :]


@settings(deadline=None, max_examples=50)
@given(table=tables(paragraphs, 6), width=st.integers(40, 120))
def test_every_cell_stands_whole_in_its_column(table: Table, width: int) -> None:
    """A reader who goes down a column reads the cells of that column, and all of them."""
    # The head is given plain words, so that the rule below it is the first of its kind.
    plain = Table(tuple("head" for _ in table.columns), table.rows)
    slices, body = columns_of(Document([plain]).text(width))
    assert len(slices) == len(table.columns)
    for number, place in enumerate(slices):
        wanted = "".join(squeezed(row[number]) for row in table.rows)
        assert squeezed("".join(line[place] for line in body)) == wanted


@settings(deadline=None, max_examples=50)
@given(cells=st.lists(paragraphs, min_size=30, max_size=30), width=st.integers(40, 80))
def test_every_cell_of_a_table_that_is_too_wide_is_there(cells: list[str], width: int) -> None:
    """Where the terminal has no room for the columns, each cell still stands behind its head."""
    columns = tuple(f"c{number}" for number in range(15))
    table = Table(columns, (tuple(cells[:15]), tuple(cells[15:])))
    wanted = [
        f"{head}:{cell}" for row in table.rows for head, cell in zip(columns, row, strict=True)
    ]
    assert squeezed(Document([table]).text(width)) == squeezed("".join(wanted))


def test_a_table_that_is_too_wide_and_empty_shows_its_heads() -> None:
    """That there is nothing is seen, and what there is nothing of, at any width."""
    text = Document([Table(tuple(f"head{number}" for number in range(15)), ())]).text(40)
    assert all(f"head{number}" in text for number in range(15))
    assert widest(text) <= 40


@settings(deadline=None, max_examples=50)
@given(document=documents(anything), width=st.sampled_from([40, 80]))
def test_no_line_ends_in_blanks(document: Document, width: int) -> None:
    """Output can be compared, committed and pasted without invisible differences."""
    assert all(line == line.rstrip() for line in document.text(width).split("\n"))


@settings(deadline=None, max_examples=50)
@given(document=documents(sentences))
@example(document=Document([Heading("Tides"), Text("")]))
@example(document=Document([Text("Twice a day.\n")]))
@example(document=Document([Heading("Tides"), References(())]))
def test_the_text_ends_without_a_line_break(document: Document) -> None:
    """`print` adds the one that is wanted, and no second where a field happens to be empty."""
    assert not document.text().endswith("\n")


def test_an_empty_document_is_an_empty_text() -> None:
    """Nothing to say is drawn as nothing."""
    assert Document([]).text() == ""


def test_headings_are_underlined_by_rank() -> None:
    """Title, section and minor heading can be told apart without colour."""
    assert Document([Heading("Tides")]).text() == "Tides\n====="
    assert Document([Heading("Tides", 2)]).text() == "Tides\n-----"
    assert Document([Heading("Tides", 3)]).text() == "Tides"
    long = Document([Heading("high water " * 8)]).text(40).split("\n")
    assert len(long) > 2
    assert set(long[-1]) == {"="}
    assert len(long[-1]) == max(map(len, long[:-1]))


def test_blocks_are_parted_and_items_are_not() -> None:
    """A list reads as one, and everything else has air around it."""
    text = Document(
        [Text("Tides:"), Item("high"), Item("at the pier", 1), Item("low"), Note("Ok.")]
    )
    assert text.text() == "Tides:\n\n- high\n  - at the pier\n- low\n\n  Ok."


def test_names_are_not_broken_at_their_hyphens() -> None:
    """An id or a DOI in a paragraph can be copied from the terminal in one piece."""
    key = "tea.acute-need-of-tea"
    text = Document([Text(f"{'word ' * 5}{key} {'word ' * 8}{key}")]).text(40)
    assert text.count(key) == 2


def test_wrapped_items_and_notes_keep_their_indent() -> None:
    """The second line of an item stands below its words, not below its dash."""
    item = Document([Item("word " * 20, 2)]).text(40).split("\n")
    assert item[0].startswith("    - word")
    assert len(item) > 1
    assert all(re.match(r" {6}\S", line) for line in item[1:])
    note = Document([Note("word " * 20)]).text(40).split("\n")
    assert len(note) > 1
    assert all(re.match(r" {2}\S", line) for line in note)


def test_line_breaks_of_an_item_are_kept_and_indented() -> None:
    """A text of two lines stays below its own dash."""
    assert Document([Item("high\nlow", 1)]).text() == "  - high\n    low"


def test_references_stand_below_each_other() -> None:
    """Numbers of one and of three digits are aligned, and so is what follows them."""
    text = Document([References(tuple(Reference(n, "word " * 12) for n in (1, 23, 456)))]).text(40)
    heads = [line[:5] for line in text.split("\n") if "[" in line]
    assert heads == [" [1] ", "[23] ", "[456]"]
    rest = [line for line in text.split("\n") if "[" not in line]
    assert len(rest) >= 3
    assert all(re.match(r" {5}\S", line) for line in rest)


def test_a_table_that_fits_keeps_its_natural_widths() -> None:
    """Short cells are not spread over the terminal."""
    table = Table(("day", "metres"), (("1", "2.4"), ("21", "3")))
    assert Document([table]).text() == "day  metres\n---  ------\n1    2.4\n21   3"


def test_a_table_without_rows_shows_its_head() -> None:
    """That there is nothing is seen, and what there is nothing of."""
    assert Document([Table(("day", "metres"), ())]).text() == "day  metres\n---  ------"


def test_a_table_of_empty_cells_is_drawn() -> None:
    """A column of which nothing is known neither fails nor vanishes."""
    text = Document([Table(("", "day"), (("", ""), ("", "1")))]).text()
    assert text.split("\n")[:2] == ["   day", "-  ---"]
    assert text.split("\n")[-1] == "   1"


def test_a_table_without_columns_is_no_error() -> None:
    """An answer that has no column to show still prints what stands around it."""
    assert "Tides" in Document([Heading("Tides"), Table((), ())]).text()


@pytest.mark.parametrize("row", [("1",), ("1", "2", "3")], ids=["short", "long"])
def test_a_ragged_row_is_refused(row: tuple[str, ...]) -> None:
    """A cell never slips silently below the head of another column."""
    with pytest.raises(ValueError, match="argument"):
        Document([Table(("day", "metres"), (("1", "2.4"), row))]).text()


def test_line_breaks_in_a_cell_are_kept() -> None:
    """A cell that lists two things shows them on two lines, and rows are then set apart."""
    table = Table(("day", "tides"), (("1", "high\nlow"), ("2", "high")))
    assert Document([table]).text() == ("day  tides\n---  -----\n1    high\n     low\n\n2    high")


def test_line_breaks_in_a_head_are_kept() -> None:
    """A head of two lines does not set the rows apart."""
    table = Table(("day", "tide\nin m"), (("1", "2.4"), ("2", "3")))
    assert Document([table]).text() == "day  tide\n     in m\n---  ----\n1    2.4\n2    3"


def test_words_are_kept_whole_where_they_fit() -> None:
    """The wide column gives way first, and no word of it is cut."""
    prose = "the harbour office measured extraordinarily high water twice this year"
    key = "tide.measurement.one"  # one letter wider than a fair half of the terminal
    text = Document([Table(("id", "what"), ((key, prose),))]).text(40)
    assert key in text
    assert all(word in text for word in prose.split())


def test_compounds_are_parted_at_their_hyphens() -> None:
    """Where whole words would starve the other columns, an id is broken where it may be."""
    part = (
        "interdenominational"  # with its hyphen one letter wider than a fair half of the terminal
    )
    key = f"permitted-with-{part}-of-a-harbour"
    prose = "the harbour office says so in every year in which it was asked about this"
    text = Document([Table(("key", "why"), ((key, prose),))]).text(40)
    (place, _), body = columns_of(text)
    cell = [line[place].strip() for line in body if line[place].strip()]
    assert len(cell) > 1
    assert "".join(cell) == key
    assert all(line.endswith("-") for line in cell[:-1])
    assert f"{part}-" in cell or any(line.endswith(f"-{part}-") for line in cell)


def test_a_word_without_hyphens_is_cut_only_at_need() -> None:
    """A word of a hundred letters does not starve its neighbour to a column of one letter."""
    text = Document([Table(("a", "b"), (("x" * 100, "some words of the other column"),))]).text(40)
    slices, _ = columns_of(text)
    assert all(place.stop - place.start >= 15 for place in slices)
    assert slices[-1].stop == 40
    assert slices[1].start - slices[0].stop == GAP
