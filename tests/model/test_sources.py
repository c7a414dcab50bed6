"""Sources: a reference that can be followed."""

from __future__ import annotations

import pytest
from attrs import evolve

import semaxref as sx

BARE = sx.Source(
    id="tea2001",
    kind=sx.SourceKind.JOURNAL_ARTICLE,
    title="On tea",
    seen_as=sx.SeenAs.PRIMARY,
)
ARTICLE = evolve(
    BARE,
    authors=("Green A", "Black B"),
    issued=sx.PartialDate(2001, 5),
    container="J Tea",
    volume="12",
    issue="3",
    page="45-67",
    pmid="11111111",
    doi="10.1000/tea.2001",
    url="https://example.org/tea",
)


def test_a_full_reference_is_one_line_that_can_be_followed() -> None:
    """Who, what, where, when and the numbers to look it up by, in that order."""
    assert ARTICLE.reference == (
        "Green A, Black B. On tea. J Tea 12(3):45-67. 2001-05. PMID 11111111. doi:10.1000/tea.2001"
    )


def test_a_bare_reference_has_no_empty_parts() -> None:
    """What is not known leaves no stray point or bracket."""
    assert BARE.reference.rstrip(".") == "On tea. n.d"
    assert evolve(BARE, url="https://example.org/tea").reference == (
        "On tea. n.d. https://example.org/tea"
    )


@pytest.mark.parametrize(
    ("volume", "issue", "page", "place"),
    [
        (None, None, None, "J Tea"),
        ("12", None, None, "J Tea 12"),
        ("12", "3", None, "J Tea 12(3)"),
        ("12", None, "45-67", "J Tea 12:45-67"),
        ("12", "3", "45-67", "J Tea 12(3):45-67"),
    ],
)
def test_the_place_in_a_journal(
    volume: str | None, issue: str | None, page: str | None, place: str
) -> None:
    """Volume, issue and page stand as readers of journals know them."""
    source = evolve(ARTICLE, volume=volume, issue=issue, page=page)
    assert source.reference.split(". ")[2] == place


def test_a_page_without_a_volume_follows_the_journal() -> None:
    """An article number stands close to its journal, and alone where the journal is unknown."""
    source = evolve(ARTICLE, volume=None, issue=None, page="e12")
    assert "J Tea:e12" in source.reference
    assert ". e12. " in evolve(source, container=None).reference


@pytest.mark.parametrize("field", ["issue", "page"])
def test_an_issue_or_page_is_shown_without_a_volume(field: str) -> None:
    """A journal that counts issues only can still be found by the issue and the page."""
    known = {"volume": None, "issue": None, "page": None, field: "77-79"}
    assert "77-79" in evolve(ARTICLE, **known).reference  # type: ignore[arg-type]


def test_many_authors_are_shortened() -> None:
    """Three are named; more are 'et al.', so that a list of references stays short."""
    four = ("Green A", "Black B", "White C", "Red D")
    assert evolve(BARE, authors=four[:3]).reference.startswith("Green A, Black B, White C. On")
    assert evolve(BARE, authors=four).reference.startswith("Green A, Black B, White C et al. On")


def test_points_are_not_doubled() -> None:
    """A title that ends in a full stop gets no second one."""
    source = evolve(BARE, title="On tea.", container="J Tea.", issued=sx.PartialDate(2001))
    assert source.reference == "On tea. J Tea. 2001"


def test_a_source_that_was_only_seen_cited_says_so() -> None:
    """A reader knows that nobody here has read it."""
    cited = evolve(ARTICLE, seen_as=sx.SeenAs.CITATION)
    assert cited.reference == f"{ARTICLE.reference} [seen cited]"
    assert "[seen cited]" not in ARTICLE.reference


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        (
            {"doi": "10.1000/x", "pmid": "1", "url": "https://example.org"},
            "https://doi.org/10.1000/x",
        ),
        ({"pmid": "1", "url": "https://example.org"}, "https://pubmed.ncbi.nlm.nih.gov/1/"),
        ({"url": "https://example.org"}, "https://example.org"),
        ({}, None),
    ],
)
def test_the_most_lasting_address_is_given(fields: dict[str, str], address: str | None) -> None:
    """A link that will still work in ten years comes before one that may not."""
    assert evolve(BARE, **fields).address == address  # type: ignore[arg-type]


def test_a_source_known_by_its_pmcid_can_be_found() -> None:
    """A free full text is no dead end: it has an address, and its number is in the reference."""
    source = evolve(BARE, pmcid="PMC1234567")
    assert source.address is not None
    assert "PMC1234567" in source.address
    assert "PMC1234567" in source.reference


def test_every_packaged_source_can_be_found(catalogue: sx.Catalogue) -> None:
    """No reference in an answer is a dead end."""
    for source in catalogue.sources():
        assert source.address is not None
        assert source.address.startswith(("https://", "http://"))
        assert not any(character.isspace() for character in source.address)
        assert "\n" not in source.reference
        assert source.title.rstrip(".") in source.reference


def test_a_source_reads_with_its_original_title_and_note() -> None:
    """A Russian title can be looked up as it was printed."""
    assert str(BARE) == f"Source tea2001\n==============\n\n{BARE.reference}"
    full = evolve(BARE, original_title="Чай и сон", note="Abstract only.")
    assert str(full).endswith(f"{BARE.reference}\n\nOriginal title: Чай и сон\n\n  Abstract only.")


def test_a_source_in_a_table_gives_its_reference() -> None:
    """A list of sources can be read as a bibliography."""
    assert ARTICLE.row() == ("tea2001", "journal-article", ARTICLE.reference)
