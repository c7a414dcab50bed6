"""Arithmetic on identifiers and formulas, held against RDKit."""

# Digits that only look like those of ASCII are what is tested here.
# ruff: noqa: RUF001

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from rdkit import Chem
from rdkit.Chem import rdMolDescriptors

from semaxref.model.compounds import IdentifierStatus, Structure
from semaxref.store.chemistry import cas_is_valid, molar_mass, peptide_formula

if TYPE_CHECKING:
    from semaxref import Catalogue

RESIDUES = "ACDEFGHIKLMNPQRSTVWY"
PEPTIDES = st.text(RESIDUES, min_size=1, max_size=40)


def formula_of(mol: Chem.Mol) -> str:
    """The molecular formula, by RDKit."""
    return str(rdMolDescriptors.CalcMolFormula(mol))


def mass_of(mol: Chem.Mol, *, exact: bool = False) -> float:
    """The average or the monoisotopic mass, by RDKit."""
    weigh = rdMolDescriptors.CalcExactMolWt if exact else rdMolDescriptors._CalcMolWt
    return float(weigh(mol))


def key_of(mol: Chem.Mol) -> str:
    """The InChIKey, by RDKit."""
    return str(Chem.MolToInchiKey(mol))  # type: ignore[no-untyped-call]


def molecule(smiles: str) -> Chem.Mol:
    """The molecule of a SMILES."""
    found = Chem.MolFromSmiles(smiles)
    assert found is not None, smiles
    return found


@pytest.fixture(scope="session")
def structures(catalogue: Catalogue) -> dict[str, Structure]:
    """The structures of all packaged compounds."""
    found = {c.id: c.structure for c in catalogue.compounds() if c.structure}
    assert len(found) > 20
    return found


def test_the_mass_of_every_formula_is_that_of_its_structure(
    structures: dict[str, Structure],
) -> None:
    """The linter's own arithmetic agrees with the masses of the data."""
    for name, structure in structures.items():
        assert molar_mass(structure.formula) == pytest.approx(structure.molar_mass, abs=0.02), name


def test_the_wrong_keys_are_what_the_notes_say(catalogue: Catalogue) -> None:
    """The incomplete key leaves the histidine centre open; the other is the D-prolyl compound."""
    semax, noopept = catalogue.get("semax"), catalogue.get("noopept")
    assert semax.structure
    assert semax.structure.smiles
    opened = semax.structure.smiles.replace("[C@@H](Cc1c[nH]cn1)", "C(Cc1c[nH]cn1)")
    assert opened != semax.structure.smiles
    (incomplete,) = [
        i.value
        for i in semax.identifiers
        if (i.scheme, i.status) == ("inchikey", IdentifierStatus.INCOMPLETE)
    ]
    assert key_of(molecule(opened)) == incomplete
    assert noopept.structure
    assert noopept.structure.smiles
    mirrored = noopept.structure.smiles.replace("@@", "@")
    (wrong,) = [i.value for i in noopept.identifiers if i.status is IdentifierStatus.MISATTRIBUTED]
    assert key_of(molecule(mirrored)) == wrong


@settings(max_examples=100, deadline=None)
@given(PEPTIDES)
@example(RESIDUES)
@example("G")
def test_a_peptide_has_the_formula_of_its_molecule(sequence: str) -> None:
    """Whatever peptide a user adds, the formula that the linter expects is the right one."""
    mol = Chem.MolFromSequence(sequence)
    formula = formula_of(mol)
    assert peptide_formula(sequence) == formula
    assert molar_mass(formula) == pytest.approx(mass_of(mol), rel=1e-4)


@settings(max_examples=60, deadline=None)
@given(PEPTIDES, st.sampled_from("BJOUXZacz1- *"), st.integers(0, 40))
def test_an_unknown_residue_has_no_formula(sequence: str, odd: str, at: int) -> None:
    """A residue outside the twenty is left open, not counted as nothing."""
    assert peptide_formula(sequence[:at] + odd + sequence[at:]) is None


@pytest.mark.parametrize(
    ("formula", "smiles"),
    [
        ("H2O", "O"),
        ("CH4", "C"),
        ("C6H10N2O2", "NC(=O)CN1CCCC1=O"),
        ("H3O4P", "OP(=O)(O)O"),
        ("C2H6OS", "CS(C)=O"),
    ],
)
def test_a_formula_weighs_what_its_molecule_does(formula: str, smiles: str) -> None:
    """Each of the six elements has its weight."""
    assert molar_mass(formula) == pytest.approx(mass_of(molecule(smiles)), rel=1e-4)


@pytest.mark.parametrize(
    "formula", ["C37H51N9O10Xx", "NaCl", "c6h6", "C6 H6", "C6H6.H2O", "5", "é"]
)
def test_a_formula_that_cannot_be_read_has_no_mass(formula: str) -> None:
    """An element or a notation that is not known is not weighed by half."""
    assert molar_mass(formula) is None


@pytest.mark.parametrize(
    "number",
    ["80714-61-0", "4037-01-8", "157115-85-0", "7491-74-9", "50-00-0", "7732-18-5", "64-17-5"],
)
def test_a_cas_number_that_exists_is_valid(number: str) -> None:
    """Numbers of known substances pass, from formaldehyde to Semax."""
    assert cas_is_valid(number)


@pytest.mark.parametrize(
    "number",
    [
        "",
        "80714-61-6",
        "80714610",
        "80714-610",
        "80714–61–0",
        " 80714-61-0",
        "80714-61-0 ",
        "80714-61-0\n",
        "5-00-0",
        "12345678-12-1",
        "CAS 80714-61-0",
        "８０７１４-61-0",
        "I5FAL2585H",
    ],
)
def test_what_has_not_the_form_of_a_cas_number_is_refused(number: str) -> None:
    """A number with other dashes, digits or words around it is a slip of the pen."""
    assert not cas_is_valid(number)


@settings(max_examples=100, deadline=None)
@given(st.integers(10, 9_999_999), st.integers(0, 99))
def test_one_check_digit_fits(first: int, second: int) -> None:
    """For any body of a number, one last digit is right and nine are typing errors."""
    fitting = [d for d in range(10) if cas_is_valid(f"{first}-{second:02d}-{d}")]
    assert len(fitting) == 1


@settings(max_examples=100, deadline=None)
@given(st.integers(10, 9_999_999), st.integers(0, 99), st.integers(0, 7))
def test_two_digits_that_changed_places_are_seen(first: int, second: int, at: int) -> None:
    """The commonest slip, two neighbours exchanged, never passes."""
    body = f"{first}{second:02d}"
    assume(at + 1 < len(body) and body[at] != body[at + 1] and body[at + 1] != "0")
    (digit,) = [d for d in range(10) if cas_is_valid(f"{body[:-2]}-{body[-2:]}-{d}")]
    slipped = body[:at] + body[at + 1] + body[at] + body[at + 2 :]
    assert not cas_is_valid(f"{slipped[:-2]}-{slipped[-2:]}-{digit}")


def test_every_cas_number_of_the_data_is_valid(catalogue: Catalogue) -> None:
    """Those that circulate wrongly are real numbers too, of other substances."""
    numbers = [
        identifier.value
        for compound in catalogue.compounds()
        for identifier in compound.identifiers
        if identifier.scheme == "cas"
    ]
    assert len(numbers) >= 20
    assert all(map(cas_is_valid, numbers))
