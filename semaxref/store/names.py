"""Names in any case, spacing, hyphenation and script: folding, and an index of folded names."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from semaxref.errors import suggest
from semaxref.model.base import spaced
from semaxref.model.resolution import MatchKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from semaxref.store.files import Json

_MARKS = str.maketrans("™℠", "  ")  # or decomposition makes letters of them
_NAME_KINDS = {"brand", "code", "transliteration"}
_SCHEME_KINDS = {
    "cas": MatchKind.CAS,
    "inchikey": MatchKind.INCHIKEY,
    "unii": MatchKind.UNII,
}
_LABELS = {
    "inchikey": "InChIKey",
    "pubchem-cid": "PubChem CID",
    "chembl": "ChEMBL",
    "chebi": "ChEBI",
    "drugbank": "DrugBank",
    "chemspider": "ChemSpider",
    "wikidata": "Wikidata",
    "mesh": "MeSH",
    "rxnorm": "RxNorm",
}
_CODES = "Ala Arg Asn Asp Cys Gln Glu Gly His Ile Leu Lys Met Phe Pro Ser Thr Trp Tyr Val"
_RESIDUES = dict(zip("ARNDCQEGHILKMFPSTWYV", _CODES.split(), strict=True))

T = TypeVar("T")


def fold(text: str) -> str:
    """The letters and digits of a text, in one case and one form.

    Full-width letters, accents, soft hyphens, trade marks, dashes and spaces of any kind make
    no difference.

    Example:
        >>> fold("N-Acetyl Semax®"), fold("80714‑61‑0")
        ('nacetylsemax', '80714610')
    """
    folded = unicodedata.normalize("NFKD", text.translate(_MARKS)).casefold()
    return "".join(filter(str.isalnum, folded))


class Index(Generic[T]):
    """Folded names and what they mean; a name may mean several things.

    Args:
        entries: Pairs of a name and what it means.
    """

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._found: dict[str, list[T]] = {}
        self._shown: dict[str, str] = {}
        for name, meaning in entries:
            key = fold(name)
            if key:
                meanings = self._found.setdefault(key, [])
                if meaning not in meanings:
                    meanings.append(meaning)
                self._shown.setdefault(key, name)

    def find(self, name: str) -> list[T]:
        """What a name means; empty where it means nothing."""
        return self._found.get(fold(name), [])

    def suggestions(self, name: str) -> tuple[str, ...]:
        """Names that look most like one that was not found, as they are written."""
        return tuple(self._shown[key] for key in suggest(fold(name), self._found))

    def ambiguous(self) -> Mapping[str, list[T]]:
        """Names that mean several things."""
        return {self._shown[key]: found for key, found in self._found.items() if len(found) > 1}


class NameEntry(NamedTuple):
    """One way in which a compound is called."""

    compound: str
    kind: MatchKind
    matched: str
    caveat: str | None = None


def compound_names(identity: Json) -> Iterator[tuple[str, NameEntry]]:
    """All ways in which a compound is called.

    Args:
        identity: The parsed identity file of the compound.

    Yields:
        Each spelling, with what it says of the compound. Identifiers that belong to another
        substance are left out: they must never lead here.
    """
    compound = identity["id"]
    yield compound, NameEntry(compound, MatchKind.ID, compound)
    yield identity["name"], NameEntry(compound, MatchKind.NAME, identity["name"])
    for name in identity.get("names", ()):
        kind = MatchKind(name["kind"]) if name["kind"] in _NAME_KINDS else MatchKind.NAME
        yield name["text"], NameEntry(compound, kind, name["text"])
    structure = identity.get("structure", {})
    if key := structure.get("inchikey"):
        entry = NameEntry(compound, MatchKind.INCHIKEY, f"inchikey {key}")
        yield key, entry
        yield f"InChIKey {key}", entry
    sequence = structure.get("sequence")
    if sequence and not structure.get("modifications"):
        entry = NameEntry(compound, MatchKind.SEQUENCE, sequence)
        yield sequence, entry
        if set(sequence) <= set(_RESIDUES):
            chain = "-".join(_RESIDUES[residue] for residue in sequence)
            yield chain, entry
            yield f"H-{chain}-OH", entry
    for identifier in identity.get("identifiers", ()):
        status = identifier.get("status", "accepted")
        if status == "misattributed":
            continue
        scheme, value = identifier["scheme"], identifier["value"]
        caveat = None if status == "accepted" else identifier.get("note", status)
        kind = _SCHEME_KINDS.get(scheme, MatchKind.IDENTIFIER)
        entry = NameEntry(compound, kind, f"{scheme} {value}", caveat)
        for number in (value, value[:5]) if scheme == "atc" else (value,):
            # The group of a substance code is a name that others share.
            yield number, entry
            yield f"{_label(scheme)} {number}", entry
            yield f"{_label(scheme).rpartition(' ')[2]} {number}", entry


def _label(scheme: str) -> str:
    """A register as people write it before a number of it."""
    return _LABELS.get(scheme, spaced(scheme).upper())
