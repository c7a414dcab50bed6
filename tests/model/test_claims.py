"""Claims: a popular statement, a verdict, and what it rests on."""

from __future__ import annotations

from attrs import evolve

import semaxref as sx
from semaxref.document import Document, Heading, Item, Note, Text

BARE = sx.Claim(
    id="tea.claim.sleep",
    compound="tea",
    text="Tea makes one sleep.",
    verdict=sx.ClaimVerdict.CONTRADICTED,
    because="It keeps people awake.",
)


def test_a_claim_shows_its_verdict_and_why() -> None:
    """The statement never stands without what became of it."""
    document = BARE.document()
    assert document.blocks[:-1] == (
        Heading("Claim (tea.claim.sleep)"),
        Text("Tea makes one sleep."),
        Text("Verdict: contradicted. It keeps people awake."),
    )
    assert isinstance(document.blocks[-1], Note)
    assert "not medical or legal advice" in document.blocks[-1].text


def test_a_claim_shows_its_parts_and_grounds() -> None:
    """Assertions that fare differently are told apart, and what each rests on can be followed."""
    part = sx.ClaimPart(text="Green tea does", verdict=sx.ClaimVerdict.PARTLY)
    full = evolve(BARE, parts=(part,), grounds=("tea.sleep", "tea.caffeine"))
    assert full.document() == Document(
        [
            *BARE.document().blocks[:3],
            Item("Green tea does: partly"),
            Text("Rests on:"),
            Item("tea.sleep"),
            Item("tea.caffeine"),
            BARE.document().blocks[-1],
        ]
    )


def test_a_claim_shows_its_verdict_in_lists() -> None:
    """A list or table of claims cannot be taken for a list of facts."""
    assert repr(BARE) == "<Claim tea.claim.sleep: contradicted>"
    assert BARE.row() == ("tea.claim.sleep", "Tea makes one sleep.", "contradicted")
    assert "contradicted" in str(sx.Records([BARE]))


def test_every_packaged_claim_rests_on_records_that_exist(catalogue: sx.Catalogue) -> None:
    """A reader can follow a verdict to its grounds."""
    for claim in catalogue.claims():
        assert claim.because
        assert claim.text
        for ground in claim.grounds:
            assert catalogue.record(ground).id == ground
            assert ground in str(claim).replace("\n", "").replace(" ", "")
        if claim.verdict != "unsupported":
            assert claim.grounds
