"""Places: the jurisdictions whose rules are recorded."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from attrs import frozen

from semaxref.model.base import PartialDate, Record, Value
from semaxref.model.sources import Source


class JurisdictionKind(StrEnum):
    """What sort of place it is."""

    COUNTRY = "country"
    SUBDIVISION = "subdivision"
    UNION = "union"
    INTERNATIONAL = "international"


@frozen(eq=False, repr=False, kw_only=True)
class Membership(Value):
    """A span during which a country belongs to a union.

    Attributes:
        id: The union, such as ``EU``.
        since: First day of membership.
        until: First day outside, if it has ended.
        sources: The documents that say so.
    """

    id: str
    since: PartialDate
    until: PartialDate | None = None
    sources: tuple[Source, ...]

    def holds(self, on: date) -> bool:
        """Whether the country surely belongs to the union on that day."""
        return self.since.latest <= on and (self.until is None or on < self.until.earliest)

    def __str__(self) -> str:
        return f"{self.id} since {self.since}" + (f" until {self.until}" if self.until else "")


@frozen(eq=False, repr=False, kw_only=True)
class Jurisdiction(Record):
    """A place, or a body, whose rules are recorded.

    Attributes:
        id: ISO 3166-1 alpha-2 or ISO 3166-2 code, ``EU`` or ``INTL``.
        name: English name.
        kind: Country, subdivision, union or international body.
        alpha3: ISO 3166-1 alpha-3 code of a country.
        names: Other names, native and Russian ones included.
        member_of: Unions that a country belongs or belonged to.
    """

    id: str
    name: str
    kind: JurisdictionKind
    alpha3: str | None = None
    names: tuple[str, ...] = ()
    member_of: tuple[Membership, ...] = ()

    columns: ClassVar = ("id", "name", "kind")
