"""How records read: numbered citations, evidence lines, the closing notice."""

from __future__ import annotations

import re

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import semaxref as sx
from semaxref.document import Heading, Item, Note, References, Text
from semaxref.model.reading import Citations, evidence_items, record_document

SOURCES = tuple(
    sx.Source(
        id=f"tea{number}",
        kind=sx.SourceKind.WEB_PAGE,
        title=f"On tea, part {number}",
        seen_as=sx.SeenAs.PRIMARY,
        url=f"https://example.org/{number}",
    )
    for number in range(1, 13)
)
LINE = sx.Evidence(
    design=sx.StudyDesign.RANDOMISED,
    stance=sx.Stance.SUPPORTS,
    study="tea2001",
    sources=SOURCES[:1],
)
citing = st.lists(st.lists(st.sampled_from(SOURCES), max_size=12), max_size=8)


def cited_by(text: str) -> list[int]:
    """The numbers that a citation such as ``[1,3-5]`` stands for."""
    numbers: list[int] = []
    for part in text.strip("[]").split(",") if text else ():
        first, _, last = part.partition("-")
        numbers += range(int(first), int(last or first) + 1)
    return numbers


@settings(deadline=None, max_examples=100)
@given(places=citing)
def test_a_citation_leads_to_its_sources(places: list[list[sx.Source]]) -> None:
    """The numbers in the text are those in the list below, whatever is cited in what order."""
    citations = Citations()
    texts = [citations.cite(sources) for sources in places]
    blocks = citations.references()
    listed = {
        entry.number: entry.text
        for block in blocks
        if isinstance(block, References)
        for entry in block.entries
    }
    for text, sources in zip(texts, places, strict=True):
        assert {listed[number] for number in cited_by(text)} == {s.reference for s in sources}
        assert cited_by(text) == sorted(set(cited_by(text)))


@settings(deadline=None, max_examples=100)
@given(places=citing)
def test_sources_are_numbered_as_they_appear(places: list[list[sx.Source]]) -> None:
    """Numbers start at 1, have no gaps, and a source that comes again keeps its own."""
    citations = Citations()
    for sources in places:
        citations.cite(sources)
    wanted = list(dict.fromkeys(source for sources in places for source in sources))
    blocks = citations.references()
    if not wanted:
        assert blocks == []
        return
    heading, references = blocks
    assert heading == Heading("Sources", 2)
    assert isinstance(references, References)
    assert [(entry.number, entry.text, entry.address) for entry in references.entries] == [
        (number, source.reference, source.address) for number, source in enumerate(wanted, 1)
    ]


@settings(deadline=None, max_examples=100)
@given(numbers=st.sets(st.integers(1, 12)))
def test_runs_of_three_and_more_are_drawn_together(numbers: set[int]) -> None:
    """A record with twelve sources is cited as [1-12]; two neighbours stay two."""
    citations = Citations()
    citations.cite(SOURCES)
    text = citations.cite(SOURCES[number - 1] for number in numbers)
    assert set(cited_by(text)) == numbers
    assert bool(text) == bool(numbers)
    for first, last in re.findall(r"(\d+)-(\d+)", text):
        assert int(last) - int(first) >= 2
    # Drawn together as far as can be: no three neighbours stand apart.
    singles = {int(part) for part in text.strip("[]").split(",") if part.isdecimal()}
    assert not any({n, n + 1, n + 2} <= numbers and n in singles for n in numbers)


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ((), ""),
        ((1,), "[1]"),
        ((1, 2), "[1,2]"),
        ((1, 2, 3), "[1-3]"),
        ((5, 3, 4, 1), "[1,3-5]"),
        ((1, 2, 4, 5, 6, 9), "[1,2,4-6,9]"),
        ((10, 11, 12), "[10-12]"),
        ((2, 2, 2), "[2]"),
    ],
)
def test_citations_as_they_are_written(numbers: tuple[int, ...], text: str) -> None:
    """Citations look as they do in any paper."""
    citations = Citations()
    citations.cite(SOURCES)
    assert citations.cite(SOURCES[number - 1] for number in numbers) == text


def items(*lines: sx.Evidence, depth: int = 0) -> list[tuple[int, str]]:
    """The items of some lines, as depth and text."""
    return [(item.depth, item.text) for item in evidence_items(lines, Citations(), depth)]


def test_a_bare_line_reads_as_stance_and_design() -> None:
    """What a study says comes first, and that nobody has checked the line is said."""
    assert items(LINE) == [(0, "supports: randomised; no second reading [1]")]


def test_a_line_without_sources_has_no_empty_brackets() -> None:
    """Nothing is cited where there is nothing to cite."""
    ((_, text),) = items(evolve(LINE, sources=()))
    assert "[" not in text


def test_a_full_line_shows_all_that_the_study_did() -> None:
    """Subjects, number, dose, route and comparator are read with the result."""
    full = evolve(
        LINE,
        subjects="adults",
        n=40,
        system="blood",
        model="wakefulness",
        route=sx.Route(id="oral", label="Oral"),
        dose="1 cup",
        duration="4 weeks",
        comparator="water",
        arms=("tea", "water"),
        checked=sx.SecondReading.CONFIRMED,
    )
    ((_, text),) = items(full)
    assert text == (
        "supports: randomised; adults, n=40, blood, wakefulness, oral, 1 cup, 4 weeks, "
        "compared with water, tea; water; second reading: confirmed [1]"
    )


def test_outcomes_and_notes_stand_below_their_line() -> None:
    """Which end-point moved, and what limits the study, belongs to that study."""
    line = evolve(
        LINE,
        outcomes=(sx.Outcome(endpoint="sleep", direction=sx.Direction.DECREASE),),
        note="Small.",
    )
    assert items(line, depth=1)[1:] == [(2, "sleep: decrease"), (2, "Small.")]


@pytest.mark.parametrize(
    ("pools", "count", "text"),
    [
        ((), 3, "pools 3 studies in people"),
        (("a", "b"), None, "pools 2 studies in people"),
        (("a", "b"), 5, "pools 5 studies in people"),
    ],
)
def test_a_review_says_how_much_it_pools(
    pools: tuple[str, ...], count: int | None, text: str
) -> None:
    """A synthesis of two trials is told from one of twenty."""
    review = evolve(
        LINE, design=sx.StudyDesign.SYSTEMATIC_REVIEW, pools=pools, pooled_studies=count
    )
    assert items(review)[1:] == [(1, text)]
    assert len(items(evolve(review, pools=(), pooled_studies=None))) == 1


def test_a_page_has_statement_facts_grade_sources_and_notice_in_this_order() -> None:
    """Every record reads the same way, and ends with what it is not."""
    record = sx.Indication(
        id="tea.sleep",
        compound="tea",
        condition=sx.Condition(id="sleep", label="Sleep", kind=sx.ConditionKind.STATE),
        statement="Tea is drunk for sleep.",
        summary="for sleep",
        evidence=(LINE, evolve(LINE, stance=sx.Stance.NULL_RESULT, study="b", sources=SOURCES[:2])),
    )
    document = record_document(record, "Use", ["A fact"])
    assert document.blocks[:4] == (
        Heading("Use (tea.sleep)"),
        Text("Tea is drunk for sleep."),
        Item("A fact"),
        Text("Evidence: randomised, disputed"),
    )
    assert [block.text for block in document.blocks if isinstance(block, Item)][1:] == [
        "supports: randomised; no second reading [1]",
        "null-result: randomised; no second reading [1,2]",
    ]
    assert document.blocks[-3] == Heading("Sources", 2)
    assert isinstance(document.blocks[-2], References)
    assert isinstance(document.blocks[-1], Note)
    assert "not medical or legal advice" in document.blocks[-1].text
    assert record.document().blocks[2] == Item("Used for: Sleep (sleep)")
