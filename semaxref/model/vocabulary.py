"""Controlled words: conditions, molecular targets and routes of administration."""

from enum import StrEnum
from typing import ClassVar

from attrs import frozen

from semaxref.model.base import Record, Value


class ConditionKind(StrEnum):
    """What sort of condition it is."""

    DISEASE = "disease"
    SYMPTOM = "symptom"
    ENHANCEMENT = "enhancement"
    STATE = "state"


class CodeMatch(StrEnum):
    """How well a code of another system fits."""

    EXACT = "exact"
    CLOSE = "close"
    BROAD = "broad"
    NARROW = "narrow"
    RELATED = "related"


@frozen(eq=False, repr=False, kw_only=True)
class Code(Value):
    """A code of another system, with how well it fits.

    Attributes:
        system: ``icd10``, ``icd11``, ``mesh``, ``mondo``, ``nci``.
        code: The code itself.
        label: Its label in that system.
        match: How well it fits; None where this was not judged.
        home: True where the code stands on several entries and means this one.
    """

    system: str
    code: str
    label: str | None = None
    match: CodeMatch | None = None
    home: bool = False

    def __str__(self) -> str:
        match = f", {self.match} match" if self.match else ""
        return f"{self.system} {self.code} ({self.label or 'no label'}{match})"


@frozen(eq=False, repr=False, kw_only=True)
class Condition(Record):
    """A disease, symptom, state or enhancement that a compound is used for.

    Attributes:
        id: Kebab-case key, such as ``acute-ischaemic-stroke``.
        label: English label.
        kind: Disease, symptom, state or enhancement.
        parent: Id of the wider condition, if any.
        synonyms: Other words, lay and Russian ones included.
        codes: Codes of other systems.
        note: What a reader should know about the entry.
    """

    id: str
    label: str
    kind: ConditionKind
    parent: str | None = None
    synonyms: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()
    note: str | None = None

    columns: ClassVar = ("id", "label", "kind", "parent")


class TargetKind(StrEnum):
    """What sort of target it is."""

    GENE_PRODUCT = "gene-product"
    FAMILY = "family"
    SMALL_MOLECULE = "small-molecule"
    PROCESS = "process"
    STRUCTURE = "structure"


@frozen(eq=False, repr=False, kw_only=True)
class Target(Record):
    """What a mechanism acts on.

    Attributes:
        id: Gene symbol or kebab-case key.
        label: Name.
        kind: Gene product, family, small molecule, process or cell structure.
        synonyms: Other names.
        members: Ids of the members of a family, as far as the data has them.
        parent: Id of the wider target, if any.
        hgnc, uniprot, chembl: Identifiers of the human gene product.
        species: Whose gene product the identifiers are of.
        note: What a reader should know about the entry.
    """

    id: str
    label: str
    kind: TargetKind
    synonyms: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    parent: str | None = None
    hgnc: str | None = None
    uniprot: str | None = None
    chembl: str | None = None
    species: str | None = None
    note: str | None = None

    columns: ClassVar = ("id", "label", "kind")


@frozen(eq=False, repr=False, kw_only=True)
class Route(Record):
    """A route of administration.

    Attributes:
        id: Kebab-case key, such as ``intranasal``.
        label: English label.
        synonyms: Other words, abbreviations and Russian ones included.
        codes: Codes of other systems.
        members: Ids of the routes that a wider one holds.
        note: What a reader should know about the entry.
    """

    id: str
    label: str
    synonyms: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()
    members: tuple[str, ...] = ()
    note: str | None = None

    columns: ClassVar = ("id", "label")
