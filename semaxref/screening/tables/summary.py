"""The summary of a screening: how many rows, mentions and verdicts there were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import define, field, frozen

from semaxref.model.base import NOT_ADVICE, Shown, Value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from semaxref.document import Document
    from semaxref.screening.flags import Flag


@define
class Tally:
    """What is counted while rows are screened.

    Attributes:
        rows: Rows that are done.
        rows_with_mention: Those in which a compound is mentioned.
        mentions: Mentions.
        bad_rows: Rows that were told of as bad.
        compounds: Mentions by compound.
        verdicts: Mentions by verdict.
        last: The last row with a mention.
    """

    rows: int = 0
    rows_with_mention: int = 0
    mentions: int = 0
    bad_rows: int = 0
    compounds: dict[str, int] = field(factory=dict)
    verdicts: dict[str, int] = field(factory=dict)
    last: int = -1

    def add(self, flag: Flag) -> None:
        """Count a flag; those of a row come together."""
        self.mentions += 1
        self.rows_with_mention += flag.row != self.last
        self.last = flag.row
        for counts, name in (
            (self.compounds, flag.mention.compound),
            (self.verdicts, flag.verdict.value),
        ):
            counts[name] = counts.get(name, 0) + 1


@frozen(eq=False, repr=False, kw_only=True)
class Summary(Shown, Value):
    """What a screening came to.

    Attributes:
        rows: How many rows were read; empty lines of a file are none.
        rows_with_mention: In how many of them a compound is mentioned.
        mentions: How many mentions there are.
        bad_rows: How many rows are bad.
        compounds: Mentions by compound, most first.
        verdicts: Mentions by verdict, most first.
        data_version: The data that answered.
        target: The file that has the flags.
        bad_target: The file that has the bad rows; None where there are none.
        went_on_from: Row at which an interrupted run was taken up; 0 where there was none.
    """

    rows: int
    rows_with_mention: int
    mentions: int
    bad_rows: int
    compounds: tuple[tuple[str, int], ...]
    verdicts: tuple[tuple[str, int], ...]
    data_version: str
    target: str
    bad_target: str | None
    went_on_from: int = 0

    def as_dict(self) -> dict[str, Any]:
        """The summary with stable keys, for JSON."""
        told = {each.name: getattr(self, each.name) for each in self.__attrs_attrs__}
        return {**told, "compounds": dict(self.compounds), "verdicts": dict(self.verdicts)}

    def document(self) -> Document:
        """The numbers as a table, and where the flags are."""
        from semaxref.document import Document, Heading, Note, Table, Text
        from semaxref.model.base import spaced

        numbers = [
            ("rows", self.rows),
            ("rows with a mention", self.rows_with_mention),
            ("bad rows", self.bad_rows),
            ("mentions", self.mentions),
            *((f"of {compound}", number) for compound, number in self.compounds),
            *((spaced(verdict), number) for verdict, number in self.verdicts),
        ]
        table = Table(("what", "number"), tuple((what, f"{n:,}") for what, n in numbers))
        told = [f"The flags are in {self.target}."]
        told += [f"The bad rows are in {self.bad_target}."] if self.bad_target else []
        told += [f"Went on from row {self.went_on_from:,}."] if self.went_on_from else []
        told += [f"Data {self.data_version}."]
        return Document([Heading("Screening"), table, Text(" ".join(told)), Note(NOT_ADVICE)])


def most_first(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Counts in descending order, equal ones by name."""
    return tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0])))
