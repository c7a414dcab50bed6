"""Arithmetic on identifiers and formulas, without a chemistry library.

Enough for the linter to see that a CAS number is mistyped, and that a formula, a mass and a
sequence do not belong together. The tests hold it against RDKit.
"""

import re

_CAS = re.compile(r"(\d{2,7})-(\d{2})-(\d)", re.ASCII)
# Standard atomic weights (IUPAC, abridged), g/mol.
_ATOMS = {
    "C": 12.011, "H": 1.008, "N": 14.007, "O": 15.999, "S": 32.06, "P": 30.974,
    "F": 18.998, "Cl": 35.45, "Br": 79.904,
}  # fmt: skip
# Residues: what each amino acid brings to a chain, water taken off.
_RESIDUES = {
    "A": "C3H5NO", "R": "C6H12N4O", "N": "C4H6N2O2", "D": "C4H5NO3", "C": "C3H5NOS",
    "E": "C5H7NO3", "Q": "C5H8N2O2", "G": "C2H3NO", "H": "C6H7N3O", "I": "C6H11NO",
    "L": "C6H11NO", "K": "C6H12N2O", "M": "C5H9NOS", "F": "C9H9NO", "P": "C5H7NO",
    "S": "C3H5NO2", "T": "C4H7NO2", "W": "C11H10N2O", "Y": "C9H9NO2", "V": "C5H9NO",
}  # fmt: skip


def cas_is_valid(number: str) -> bool:
    """Whether a CAS number has its form and its check digit.

    Example:
        >>> cas_is_valid("80714-61-0"), cas_is_valid("80714-61-6")
        (True, False)
    """
    match = _CAS.fullmatch(number)
    if match is None:
        return False
    digits = (match[1] + match[2])[::-1]
    return sum(place * int(d) for place, d in enumerate(digits, 1)) % 10 == int(match[3])


def molar_mass(formula: str) -> float | None:
    """Average molar mass of a formula of the elements of drugs, in g/mol; None if unreadable.

    Example:
        >>> round(molar_mass("H2O"), 2)
        18.02
    """
    parts = re.findall(r"([A-Z][a-z]?)(\d*)", formula)
    if (
        not parts
        or "".join(a + b for a, b in parts) != formula
        or not {a for a, _ in parts} <= set(_ATOMS)
    ):
        return None
    return sum(_ATOMS[element] * int(count or 1) for element, count in parts)


def peptide_formula(sequence: str) -> str | None:
    """Molecular formula of a linear, unmodified peptide; None for an unknown residue.

    Example:
        >>> peptide_formula("MEHFPGP")
        'C37H51N9O10S'
    """
    atoms = {"H": 2, "O": 1}
    for residue in sequence:
        if residue not in _RESIDUES:
            return None
        for element, count in re.findall(r"([A-Z])(\d*)", _RESIDUES[residue]):
            atoms[element] = atoms.get(element, 0) + int(count or 1)
    return "".join(
        element + (str(atoms[element]) if atoms[element] > 1 else "")
        for element in "CHNOS"
        if element in atoms
    )
