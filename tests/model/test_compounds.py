"""Compounds: names, identifiers, structure, and the records that belong to one."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

import semaxref as sx
from semaxref.document import Heading, Item, Table, Text


def source(key: str) -> sx.Source:
    """A source."""
    return sx.Source(
        id=key,
        kind=sx.SourceKind.WEB_PAGE,
        title=key,
        seen_as=sx.SeenAs.PRIMARY,
        url=f"https://example.org/{key}",
    )


def lines(key: str) -> tuple[sx.Evidence, ...]:
    """Evidence that one source carries."""
    return (
        sx.Evidence(
            design=sx.StudyDesign.OFFICIAL_LABEL,
            stance=sx.Stance.SUPPORTS,
            study=key,
            sources=(source(key),),
        ),
    )


CONDITION = sx.Condition(id="sleep", label="Sleep", kind=sx.ConditionKind.STATE)
TARGETS = tuple(
    sx.Target(id=key, label=f"Label of {key}", kind=sx.TargetKind.GENE_PRODUCT)
    for key in ("ADORA1", "ADORA2A")
)
FORMULATION = sx.Formulation(
    id="tea.cup",
    compound="tea",
    form="infusion",
    statement="Tea is poured.",
    summary="a cup",
    evidence=lines("label"),
)
MECHANISM = sx.Mechanism(
    id="tea.adenosine",
    compound="tea",
    targets=TARGETS,
    action=sx.Action.ANTAGONISES,
    statement="Tea antagonises.",
    summary="antagonist",
    evidence=lines("mechanism"),
)
INDICATION = sx.Indication(
    id="tea.sleep",
    compound="tea",
    condition=CONDITION,
    statement="Tea is drunk.",
    summary="drunk",
    evidence=lines("indication"),
)
FINDING = sx.Finding(
    id="tea.class",
    compound="tea",
    kind=sx.FindingKind.IDENTITY,
    statement="Tea is a leaf.",
    summary="leaf",
    evidence=lines("finding"),
)
CLAIM = sx.Claim(
    id="tea.claim.sleep",
    compound="tea",
    text="Tea helps.",
    verdict=sx.ClaimVerdict.PARTLY,
    because="It is warm.",
)
BARE = sx.Compound(id="tea", name="Tea", kind=sx.CompoundKind.MIXTURE)
FULL = evolve(
    BARE,
    kind=sx.CompoundKind.PEPTIDE,
    parent="leaf",
    relation=sx.Relation.SALT,
    names=(
        sx.Name(text="чай", kind=sx.NameKind.SYNONYM, language="ru", sources=(source("name"),)),
    ),
    identifiers=(sx.Identifier(scheme="cas", value="50-00-0", sources=(source("identifier"),)),),
    structure=sx.Structure(
        formula="C8H10N4O2", molar_mass=194.194, sequence="MEHF", sources=(source("structure"),)
    ),
    formulations=(FORMULATION,),
    principal=(
        sx.Principal(aspect=sx.Aspect.PRIMARY_MECHANISM, records=("tea.adenosine", "tea.class")),
    ),
    mechanisms=(MECHANISM,),
    indications=(INDICATION,),
    findings=(FINDING,),
    claims=(CLAIM,),
)


def test_a_bare_compound_prints() -> None:
    """A compound of which little is known has no empty sections."""
    headings = [block.text for block in BARE.document().blocks if isinstance(block, Heading)]
    assert headings == ["Tea"]
    assert BARE.document().blocks[1] == Text("Mixture.")
    assert BARE.evidenced == BARE.sources == ()


def test_a_full_compound_shows_all_its_records() -> None:
    """What is known of a compound is on one page, a section for each sort of record."""
    blocks = FULL.document().blocks
    assert blocks[1:5] == (
        Text("Peptide, salt of leaf."),
        Text("C8H10N4O2, 194.19 g/mol; sequence MEHF"),
        Item("чай (synonym, ru)"),
        Item("cas 50-00-0"),
    )
    headings = [block.text for block in blocks if isinstance(block, Heading)]
    assert headings == ["Tea", "Formulations", "Mechanisms", "Uses", "Findings", "Claims"]
    shown = [row[0] for block in blocks if isinstance(block, Table) for row in block.rows]
    assert shown == ["tea.cup", "tea.adenosine", "tea.sleep", "tea.class", "tea.claim.sleep"]


def test_a_compound_knows_all_its_sources() -> None:
    """Every document behind anything said of a compound is listed, once."""
    assert {each.id for each in FULL.sources} == {
        "name",
        "identifier",
        "structure",
        "label",
        "mechanism",
        "indication",
        "finding",
    }
    twice = evolve(FULL, names=FULL.names * 2)
    assert twice.sources == FULL.sources
    assert {each.id for each in evolve(FULL, structure=None).sources} == {
        each.id for each in FULL.sources
    } - {"structure"}


def test_a_compound_gathers_what_carries_evidence() -> None:
    """Whoever walks all evidence of a compound misses no sort of record."""
    assert set(FULL.evidenced) == {FORMULATION, MECHANISM, INDICATION, FINDING}


@pytest.mark.parametrize(
    "kin", [{"parent": "leaf"}, {"relation": sx.Relation.SALT}], ids=["parent", "relation"]
)
def test_a_parent_needs_a_relation_and_the_reverse(kin: dict[str, Any]) -> None:
    """Law is not inherited along a tie of which nobody knows what it is."""
    with pytest.raises(ValueError, match="parent and relation go together"):
        evolve(BARE, **kin)


def test_what_is_principal_is_named_by_aspect() -> None:
    """A cell of the comparison is made of the records that a curator named, in their order."""
    assert FULL.principal_ids("primary-mechanism") == ("tea.adenosine", "tea.class")
    assert FULL.principal_ids("administration") == ()
    assert BARE.principal_ids("primary-mechanism") == ()
    assert str(FULL.principal[0]) == "primary-mechanism: tea.adenosine, tea.class"


def test_a_compound_in_a_table_gives_its_structure() -> None:
    """Formula and mass stand in a list of compounds."""
    assert FULL.row() == ("tea", "Tea", "peptide", "C8H10N4O2, 194.19 g/mol")
    assert BARE.row() == ("tea", "Tea", "mixture", "")


def test_a_doubtful_identifier_says_so() -> None:
    """A wrong key that circulates is never shown as if it were right."""
    (right,) = FULL.identifiers
    wrong = evolve(right, status=sx.IdentifierStatus.MISATTRIBUTED)
    assert str(right) == "cas 50-00-0"
    assert str(wrong) == "cas 50-00-0 (misattributed)"


def test_a_formulation_reads_with_its_form_and_route() -> None:
    """Form, strength, route and other ingredients are on the page where they are known."""
    shown = str(FORMULATION)
    assert "- Form: infusion" in shown
    for label in ("Strength", "Route", "Excipients"):
        assert label not in shown
    full = evolve(
        FORMULATION,
        strength="5%",
        route=sx.Route(id="oral", label="Oral"),
        excipients=("water", "milk"),
    )
    for wanted in ("- Strength: 5%", "- Route: Oral", "- Excipients: water, milk"):
        assert wanted in str(full)


def test_brand_and_pack_of_a_formulation_are_shown() -> None:
    """What stands on the box can be held against the record."""
    full = str(evolve(FORMULATION, brand="Earl Green", pack="20 bags"))
    assert "Earl Green" in full
    assert "20 bags" in full


def test_a_formulation_means_its_route_or_form() -> None:
    """Two compounds that are given the same way are the same in that row of a comparison."""
    assert FORMULATION.meaning == ("infusion",)
    routed = evolve(FORMULATION, route=sx.Route(id="oral", label="Oral"))
    assert routed.meaning == ("oral",)
    assert routed.row() == ("tea.cup", "infusion", "", "oral", "label")


def test_a_mechanism_says_what_its_grade_is_about() -> None:
    """A grade is never read as one of another proposition."""
    assert MECHANISM.said == "antagonises ADORA1, ADORA2A"
    assert MECHANISM.meaning == ("antagonises ADORA1", "antagonises ADORA2A")
    assert MECHANISM.document().blocks[2] == Item(
        "Said: antagonises Label of ADORA1 (ADORA1), Label of ADORA2A (ADORA2A)"
    )
    assert MECHANISM.row()[1] == MECHANISM.said


def test_an_indication_means_its_condition() -> None:
    """Uses are compared by condition, whatever they are called."""
    assert INDICATION.meaning == ("sleep",)
    assert INDICATION.row() == ("tea.sleep", "sleep", "label only", "drunk")


def test_packaged_records_belong_to_their_compound(catalogue: sx.Catalogue) -> None:
    """A record found through a compound is about that compound and says so in its id."""
    for compound in catalogue.compounds():
        for record in (*compound.evidenced, *compound.claims):
            assert record.id.startswith(f"{compound.id}.")
            assert getattr(record, "compound", None) == compound.id
        for cell in compound.principal:
            assert compound.principal_ids(cell.aspect) == cell.records
            assert all(catalogue.record(each).id == each for each in cell.records)
