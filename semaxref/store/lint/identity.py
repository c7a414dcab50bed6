"""Identity: ids, names and numbers have their form, and a structure agrees with itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from semaxref.model.claims import Claim
from semaxref.model.compounds import Compound, Identifier, IdentifierStatus, Structure
from semaxref.model.evidence import Evidenced
from semaxref.model.vocabulary import Condition, Route, Target
from semaxref.store.chemistry import cas_is_valid, molar_mass, peptide_formula
from semaxref.store.lint.flaws import Flaw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaxref.model.base import Record
    from semaxref.store.files import Place
    from semaxref.store.store import Store

_RECORD_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+")
_INCHIKEY = re.compile(r"[A-Z]{14}-[A-Z]{10}-[A-Z]", re.ASCII)
_SEQUENCE = re.compile(r"[A-Z]+", re.ASCII)
_AS_WRITTEN = "write it as the register does, one number to an identifier"
# Forms of the numbers of registers; of others any form is taken.
_FORMS = {
    "inchikey": _INCHIKEY,
    "unii": re.compile(r"[A-Z0-9]{10}", re.ASCII),
    "pubchem-cid": re.compile(r"[1-9]\d*", re.ASCII),
    "chembl": re.compile(r"CHEMBL[1-9]\d*", re.ASCII),
    "chemspider": re.compile(r"[1-9]\d*", re.ASCII),
    "drugbank": re.compile(r"DB\d{5}", re.ASCII),
    "wikidata": re.compile(r"Q[1-9]\d*", re.ASCII),
    "mesh": re.compile(r"[CD]\d{6}(\d{3})?", re.ASCII),
    "atc": re.compile(r"[A-Z]\d\d[A-Z]{2}(\d\d)?", re.ASCII),
    "kegg": re.compile(r"[CD]\d{5}", re.ASCII),
    "chebi": re.compile(r"(CHEBI:)?[1-9]\d*", re.ASCII),
    "rxnorm": re.compile(r"[1-9]\d*", re.ASCII),
    "einecs": re.compile(r"\d{3}-\d{3}-\d", re.ASCII),
}
_CODES = {
    "mesh": _FORMS["mesh"],
    "icd10": re.compile(r"[A-Z]\d\d(\.\d{1,2})?(-[A-Z]\d\d)?", re.ASCII),
    "icd11": re.compile(r"[A-Z0-9]{4}(\.[A-Z0-9]{1,2})?", re.ASCII),
    "mondo": re.compile(r"MONDO:\d{7}", re.ASCII),
}
_TARGET_KEYS = {
    "hgnc": re.compile(r"HGNC:[1-9]\d*", re.ASCII),
    "uniprot": re.compile(r"[A-Z]\d[A-Z0-9]{3}\d([A-Z0-9]{3}\d)?", re.ASCII),
    "chembl": _FORMS["chembl"],
}
_LICENSED = {"snomed", "snomedct", "snomed-ct", "sct"}


def ids(_: Store, record: Record) -> Iterator[Flaw]:
    """Ids and codes have their form."""
    if isinstance(record, Evidenced | Claim) and not _RECORD_ID.fullmatch(record.id):
        message = "the id must be lower-case words in dotted parts, such as semax.bdnf"
        yield Flaw(message, "rename it; an id that was published never changes", ("id",))
    for number, code in enumerate(record.codes if isinstance(record, Condition | Route) else ()):
        place: Place = ("codes", number)
        if code.system.casefold() in _LICENSED:
            message = f"codes of {code.system} may not be passed on"
            yield Flaw(message, "take it out", place)
        elif (form := _CODES.get(code.system)) and not form.fullmatch(code.code):
            message = f"{code.code!r} has not the form of a code of {code.system}"
            yield Flaw(message, _AS_WRITTEN, (*place, "code"))
    if isinstance(record, Target):
        for name, form in _TARGET_KEYS.items():
            value: str | None = getattr(record, name)
            if value and not form.fullmatch(value):
                message = f"{value!r} has not the form of an identifier of {name}"
                yield Flaw(message, _AS_WRITTEN, (name,))


def identity(_: Store, record: Record) -> Iterator[Flaw]:
    """The numbers and the structure of a compound."""
    if not isinstance(record, Compound):
        return
    for number, identifier in enumerate(record.identifiers):
        for flaw in _identifier(identifier):
            yield Flaw(flaw.message, flaw.mend, ("identifiers", number, *flaw.place))
    if record.structure:
        for flaw in _structure(record.structure):
            yield Flaw(flaw.message, flaw.mend, ("structure", *flaw.place))


def _identifier(identifier: Identifier) -> Iterator[Flaw]:
    value = identifier.value
    if identifier.status is not IdentifierStatus.ACCEPTED and not identifier.note:
        message = f"{value} is {identifier.status}; say why in its note"
        yield Flaw(message, "add a note; it is shown as the caveat", ("note",))
    if identifier.scheme == "cas" and not cas_is_valid(value):
        message = f"{value!r} is no CAS number: its form or check digit is wrong"
        yield Flaw(message, _AS_WRITTEN, ("value",))
    form = _FORMS.get(identifier.scheme)
    if form and not form.fullmatch(value):
        name = "an InChIKey" if identifier.scheme == "inchikey" else f"a {identifier.scheme} number"
        yield Flaw(f"{value!r} has not the form of {name}", _AS_WRITTEN, ("value",))


def _structure(structure: Structure) -> Iterator[Flaw]:
    if structure.inchikey and not _INCHIKEY.fullmatch(structure.inchikey):
        message = f"{structure.inchikey!r} has not the form of an InChIKey"
        yield Flaw(message, "compute it anew from the structure", ("inchikey",))
    mass = molar_mass(structure.formula)
    if mass is None:
        message = f"the formula {structure.formula!r} cannot be read"
        yield Flaw(message, "write it in Hill order, without dots or charges", ("formula",))
    elif abs(mass - structure.molar_mass) > 0.05:
        message = (
            f"the formula {structure.formula} weighs {mass:.2f}, not {structure.molar_mass} g/mol"
        )
        yield Flaw(message, "one of them belongs to another form, such as a salt", ("molar_mass",))
    sequence = structure.sequence
    if sequence and not _SEQUENCE.fullmatch(sequence):
        message = f"{sequence!r} is no sequence of one-letter codes"
        mend = "write the residues only; what is changed at its ends goes to modifications"
        yield Flaw(message, mend, ("sequence",))
    elif sequence and not structure.modifications:
        formula = peptide_formula(sequence)
        if formula and formula != structure.formula:
            message = f"the sequence {sequence} has the formula {formula}"
            yield Flaw(message, "correct one of them, or name the modifications", ("sequence",))
