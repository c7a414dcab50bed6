"""Sources: the bibliographic and legal documents that every fact rests on."""

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from semaxref.model.base import PartialDate, Record

if TYPE_CHECKING:
    from semaxref.document import Document


class SourceKind(StrEnum):
    """What sort of document a source is."""

    JOURNAL_ARTICLE = "journal-article"
    REVIEW = "review"
    THESIS = "thesis"
    TRIAL_REGISTRY = "trial-registry"
    LABEL = "label"
    REGULATOR = "regulator"
    STATUTE = "statute"
    REFERENCE_DATABASE = "reference-database"
    NEWS = "news"
    WEB_PAGE = "web-page"
    CALCULATION = "calculation"


class SeenAs(StrEnum):
    """Whether the source's own record was read, or only seen cited elsewhere."""

    PRIMARY = "primary"
    CITATION = "citation"


@frozen(eq=False, repr=False, kw_only=True)
class Source(Record):
    """A document that facts rest on.

    Attributes:
        id: Short key, such as ``dolotov2006-brainres``.
        kind: What sort of document it is.
        title: Title; in square brackets where it is our description.
        original_title: Title in the language of the document, where another is given.
        authors: Names as ``Family Given``.
        issued: Date of publication, as far as known.
        container: Journal, register or site.
        volume, issue, page: Place in the container.
        pmid, doi, pmcid, url: Where to find it; at least one is given.
        language: ISO 639-1 code of the document.
        seen_as: ``primary`` (its own record was read) or ``citation`` (seen cited).
        note: What a reader should know about it.
    """

    id: str
    kind: SourceKind
    title: str
    seen_as: SeenAs
    original_title: str | None = None
    authors: tuple[str, ...] = ()
    issued: PartialDate | None = None
    container: str | None = None
    volume: str | None = None
    issue: str | None = None
    page: str | None = None
    pmid: str | None = None
    doi: str | None = None
    pmcid: str | None = None
    url: str | None = None
    language: str | None = None
    note: str | None = None

    columns: ClassVar = ("id", "kind", "reference")

    @property
    def address(self) -> str | None:
        """A web address of the source: by its DOI, its PMID, its own, or its PMCID."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        if self.pmcid and not self.url:
            return f"https://pmc.ncbi.nlm.nih.gov/articles/{self.pmcid}/"
        return self.url

    @property
    def reference(self) -> str:
        """The source as one plain line, for a list of references.

        A source that was only seen cited says so.
        """
        authors = ", ".join(self.authors[:3]) + (" et al." if len(self.authors) > 3 else "")
        numbers = (self.volume or "") + (f"({self.issue})" if self.issue else "")
        place = " ".join(part for part in (self.container, numbers) if part)
        place = ":".join(part for part in (place, self.page) if part)
        keys = [f"PMID {self.pmid}"] if self.pmid else []
        keys += [f"doi:{self.doi}"] if self.doi else []
        keys += [self.address] if self.address and not keys else []
        parts = [
            authors,
            self.title,
            place,
            str(self.issued) if self.issued else "n.d.",
            *keys,
        ]
        line = ". ".join(part.rstrip(".") for part in parts if part)
        line += "." if line.endswith("n.d") else ""
        return line + (" [seen cited]" if self.seen_as is SeenAs.CITATION else "")

    def document(self) -> "Document":
        """The reference with its note."""
        from semaxref.document import Block, Document, Heading, Note, Text

        blocks: list[Block] = [
            Heading(f"Source {self.id}"),
            Text(self.reference),
        ]
        if self.original_title:
            blocks.append(Text(f"Original title: {self.original_title}"))
        if self.note:
            blocks.append(Note(self.note))
        return Document(blocks)
