"""Records: a tuple of records that also shows itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from semaxref.model.base import Record, Shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from semaxref.document import Document

R_co = TypeVar("R_co", bound=Record, covariant=True)


class Records(Shown, tuple[R_co, ...]):  # noqa: SLOT001 - a tuple cannot have slots of its own
    """The answer to every plural question: a tuple that prints as a table.

    Attributes:
        title: What was asked.
        remark_title: Head of the column of remarks.
        remarks: What to say of single records in this answer, by their id, such as how a
            use stands in the place that was asked about.
        note: One line to close with.
        of: What classes of records the question is about; known also where none was found.
    """

    title: str
    remark_title: str
    remarks: Mapping[str, str]
    note: str
    of: tuple[type[R_co], ...]

    def __new__(
        cls,
        items: Iterable[R_co] = (),
        *,
        title: str = "Records",
        remark_title: str = "",
        remarks: Mapping[str, str] | None = None,
        note: str = "",
        of: tuple[type[R_co], ...] = (),
    ) -> Records[R_co]:
        """Make an answer of some records."""
        self = super().__new__(cls, items)
        self.title = title
        self.remark_title = remark_title
        self.remarks = dict(remarks or {})
        self.note = note
        self.of = of
        return self

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the records, in their order."""
        return tuple(record.id for record in self)

    def document(self) -> Document:
        """A table of the records, a row each."""
        from semaxref.document import Block, Document, Heading, Note, Table, Text

        blocks: list[Block] = [Heading(f"{self.title} ({len(self)})")]
        if self:
            columns = tuple(name.replace("_", " ") for name in type(self[0]).columns)
            rows = [record.row() for record in self]
            if self.remarks:
                columns = (*columns, self.remark_title)
                rows = [
                    (*row, self.remarks.get(record.id, ""))
                    for row, record in zip(rows, self, strict=True)
                ]
            blocks.append(Table(columns, tuple(rows)))
        else:
            blocks.append(Text("No records."))
        if self.note:
            blocks.append(Note(self.note))
        return Document(blocks)

    def __repr__(self) -> str:
        shown = ", ".join(self.ids[:4]) + (", ..." if len(self) > 4 else "")
        return f"<Records of {len(self)}: {shown}>" if self else "<Records of 0>"
