"""Compounds: one defined substance each, with its names, structure and records."""

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from attrs import frozen

from semaxref.model.base import Record, Value
from semaxref.model.claims import Claim
from semaxref.model.evidence import Evidence, Evidenced, Ungraded
from semaxref.model.findings import Finding
from semaxref.model.pharmacology import Indication, Mechanism
from semaxref.model.sources import Source
from semaxref.model.vocabulary import Route

if TYPE_CHECKING:
    from semaxref.document import Document


class CompoundKind(StrEnum):
    """What sort of substance it is."""

    PEPTIDE = "peptide"
    PROTEIN = "protein"
    SMALL_MOLECULE = "small-molecule"
    MIXTURE = "mixture"


class Relation(StrEnum):
    """What a compound is to its parent.

    Law passes between a salt and its free base, and along no other relation.
    """

    SALT = "salt"
    DERIVATIVE = "derivative"
    ANALOGUE = "analogue"


class NameKind(StrEnum):
    """What sort of name it is."""

    NAME = "name"
    SYNONYM = "synonym"
    BRAND = "brand"
    INN = "inn"
    CODE = "code"
    CHEMICAL = "chemical"
    TRANSLITERATION = "transliteration"
    ABBREVIATION = "abbreviation"


class IdentifierStatus(StrEnum):
    """Whether an identifier can be trusted to mean the compound."""

    ACCEPTED = "accepted"
    DISPUTED = "disputed"
    INCOMPLETE = "incomplete"
    MISATTRIBUTED = "misattributed"


@frozen(eq=False, repr=False, kw_only=True)
class Name(Value):
    """A name of a compound.

    Attributes:
        text: The name.
        kind: What sort of name it is.
        language: ISO 639-1 code.
        sources: Where it was seen.
        note: What a reader should know about it.
    """

    text: str
    kind: NameKind
    language: str = "en"
    sources: tuple[Source, ...]
    note: str | None = None

    def __str__(self) -> str:
        return f"{self.text} ({self.kind}, {self.language})"


@frozen(eq=False, repr=False, kw_only=True)
class Identifier(Value):
    """A number or key by which a register knows a compound.

    Attributes:
        scheme: The register, such as ``cas`` or ``inchikey``.
        value: The number or key.
        status: Whether it can be trusted.
        sources: Where it was seen.
        note: Why not, where it cannot.
    """

    scheme: str
    value: str
    status: IdentifierStatus = IdentifierStatus.ACCEPTED
    sources: tuple[Source, ...]
    note: str | None = None

    def __str__(self) -> str:
        status = "" if self.status is IdentifierStatus.ACCEPTED else f" ({self.status})"
        return f"{self.scheme} {self.value}{status}"


@frozen(eq=False, repr=False, kw_only=True)
class Structure(Value):
    """What a compound is, atom by atom.

    Attributes:
        formula: Molecular formula, in Hill order.
        molar_mass: Average molar mass, g/mol.
        monoisotopic_mass: Mass of the lightest common isotopes, Da.
        smiles, inchi, inchikey: The structure in three notations.
        sequence: One-letter sequence of a peptide, without its modifications.
        modifications: What is changed at its ends, such as ``N-acetyl``.
        stereo: What is known of the stereochemistry.
        sources: Where it was seen.
        note: What a reader should know about it.
    """

    formula: str
    molar_mass: float
    monoisotopic_mass: float | None = None
    smiles: str | None = None
    inchi: str | None = None
    inchikey: str | None = None
    sequence: str | None = None
    modifications: str | None = None
    stereo: str | None = None
    sources: tuple[Source, ...]
    note: str | None = None

    def __str__(self) -> str:
        return f"{self.formula}, {self.molar_mass:.2f} g/mol"


@frozen(eq=False, repr=False, kw_only=True)
class Formulation(Ungraded):
    """A form in which a compound is made.

    Attributes:
        id: ``<compound>.<slug>``.
        compound: Id of the compound.
        form: Such as ``nasal drops``.
        strength: As the label gives it.
        route: How it is given.
        brand: Brand name.
        pack: Size of the pack.
        excipients: Other ingredients.
        statement: One or two sentences.
        summary: A few words for tables.
        evidence: All lines.
    """

    id: str
    compound: str
    form: str
    strength: str | None = None
    route: Route | None = None
    brand: str | None = None
    pack: str | None = None
    excipients: tuple[str, ...] = ()
    statement: str
    summary: str
    evidence: tuple[Evidence, ...]

    columns: ClassVar = ("id", "form", "strength", "route", "grade")

    @property
    def meaning(self) -> tuple[str, ...]:
        """What the record is about, by ids: what a comparison holds against another."""
        return (self.route.id if self.route else self.form,)

    def document(self) -> "Document":
        """Statement, form, strength, evidence and sources."""
        from semaxref.model.reading import record_document

        facts = (
            f"Form: {self.form}",
            f"Brand: {self.brand}" if self.brand else None,
            f"Strength: {self.strength}" if self.strength else None,
            f"Pack: {self.pack}" if self.pack else None,
            f"Route: {self.route.label}" if self.route else None,
            f"Excipients: {', '.join(self.excipients)}" if self.excipients else None,
        )
        return record_document(self, "Formulation", [fact for fact in facts if fact])


class Aspect(StrEnum):
    """A row of a comparison of compounds."""

    CHEMICAL_CLASS = "chemical-class"
    PRIMARY_MECHANISM = "primary-mechanism"
    ADMINISTRATION = "administration"
    PRIMARY_USE_CASE = "primary-use-case"
    LEGAL_STATUS = "legal-status"


AspectName: TypeAlias = Literal[
    "chemical-class",
    "primary-mechanism",
    "administration",
    "primary-use-case",
    "legal-status",
]


@frozen(eq=False, repr=False, kw_only=True)
class Principal(Value):
    """Which records make up a cell of the default comparison.

    Attributes:
        aspect: The row, such as ``primary-mechanism``.
        records: Ids, in the order in which the cell gives them.
    """

    aspect: Aspect
    records: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.aspect}: {', '.join(self.records)}"


@frozen(eq=False, repr=False, kw_only=True)
class Compound(Record):
    """One defined substance.

    Free base, salt, derivative and mixture are compounds of their own, tied by `parent`
    and `relation`.

    Attributes:
        id: Kebab-case key, such as ``semax-acetate``.
        name: Preferred name.
        kind: Peptide, protein, small molecule or mixture.
        parent: Id of the compound that it derives from.
        relation: What it is to its parent.
        names: All names, with their sources.
        identifiers: Numbers and keys, wrong ones that circulate included.
        structure: Formula, mass, notations; None for a mixture, and where it is not known.
        formulations: Forms in which it is made.
        principal: Which records make up the cells of the default comparison.
        mechanisms, indications, findings, claims: Its records.
    """

    id: str
    name: str
    kind: CompoundKind
    parent: str | None = None
    relation: Relation | None = None
    names: tuple[Name, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    structure: Structure | None = None
    formulations: tuple[Formulation, ...] = ()
    principal: tuple[Principal, ...] = ()
    mechanisms: tuple[Mechanism, ...] = ()
    indications: tuple[Indication, ...] = ()
    findings: tuple[Finding, ...] = ()
    claims: tuple[Claim, ...] = ()

    columns: ClassVar = ("id", "name", "kind", "structure")

    def __attrs_post_init__(self) -> None:
        if (self.parent is None) is not (self.relation is None):
            raise ValueError("parent and relation go together: what it derives from, and how")

    @property
    def evidenced(self) -> tuple[Evidenced, ...]:
        """All its records that carry evidence."""
        return (*self.mechanisms, *self.indications, *self.findings, *self.formulations)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The distinct sources of the compound and all its records."""
        found = [source for name in self.names for source in name.sources]
        found += [source for key in self.identifiers for source in key.sources]
        found += self.structure.sources if self.structure else ()
        found += [source for record in self.evidenced for source in record.sources]
        return tuple(dict.fromkeys(found))

    def principal_ids(self, aspect: str) -> tuple[str, ...]:
        """Ids of the records that make up a cell; empty where none is named."""
        return next((each.records for each in self.principal if each.aspect == aspect), ())

    def document(self) -> "Document":
        """Names, identifiers, structure, and a table of each kind of record."""
        from semaxref.document import Block, Document, Heading, Item, Note, Table, Text
        from semaxref.model.base import NOT_ADVICE

        blocks: list[Block] = [Heading(self.name)]
        kin = f", {self.relation} of {self.parent}" if self.parent else ""
        blocks.append(Text(f"{self.kind.replace('-', ' ').capitalize()}{kin}."))
        if self.structure:
            sequence = f"; sequence {self.structure.sequence}" if self.structure.sequence else ""
            blocks.append(Text(f"{self.structure}{sequence}"))
            kept = ("smiles", "inchikey", "stereo", "modifications", "note")
            told = ((name, getattr(self.structure, name)) for name in kept)
            blocks += [Item(f"{name}: {value}") for name, value in told if value]
        notes = [(str(name), name.note) for name in self.names]
        notes += [(str(identifier), identifier.note) for identifier in self.identifiers]
        blocks += [Item(f"{text}: {note}" if note else text) for text, note in notes]
        sections: dict[str, tuple[Record, ...]] = {
            "Formulations": self.formulations,
            "Mechanisms": self.mechanisms,
            "Uses": self.indications,
            "Findings": self.findings,
            "Claims": self.claims,
        }
        for title, records in sections.items():
            if records:
                rows = tuple(record.row() for record in records)
                blocks += [Heading(title, 2), Table(type(records[0]).columns, rows)]
        return Document([*blocks, Note(NOT_ADVICE)])
