"""Authorisations: how products stand with authorities, and what they are labelled for."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from attrs import frozen

from semaxref.model.base import PartialDate, Value
from semaxref.model.evidence import Evidence
from semaxref.model.law import Basis, Dated, Hold, SupplyClass
from semaxref.model.vocabulary import Condition, Route

if TYPE_CHECKING:
    from semaxref.document import Document


class AuthorisationState(StrEnum):
    """How a product stands with an authority."""

    APPROVED = "approved"
    CONDITIONALLY_APPROVED = "conditionally-approved"
    INVESTIGATIONAL = "investigational"
    REFUSED = "refused"
    WITHDRAWN_BY_HOLDER = "withdrawn-by-holder"
    WITHDRAWN_BY_REGULATOR = "withdrawn-by-regulator"
    LAPSED = "lapsed"
    NEVER_APPROVED = "never-approved"


class Standing(StrEnum):
    """How a use stands in a place on a day."""

    LABELLED = "labelled"
    OFF_LABEL = "off-label"
    NOT_APPROVED = "not-approved"
    UNKNOWN = "unknown"


StandingName: TypeAlias = Literal["labelled", "off-label", "not-approved", "unknown"]


@frozen(eq=False, repr=False, kw_only=True)
class LabelledUse(Value):
    """A use that an authorisation names.

    Attributes:
        conditions: The conditions that the wording means.
        wording: The use as the label names it, in our words.
        strength: The strength that it holds for.
        disputed: Why it is doubtful, where copies of the label differ.
        since: From when, where it came later than the authorisation.
    """

    conditions: tuple[Condition, ...]
    wording: str
    strength: str | None = None
    disputed: str | None = None
    since: PartialDate | None = None

    def __str__(self) -> str:
        doubt = f" (disputed: {self.disputed})" if self.disputed else ""
        strength = f", {self.strength}" if self.strength else ""
        since = f", since {self.since}" if self.since else ""
        return f"{self.wording}{strength}{since}{doubt}"


@frozen(eq=False, repr=False, kw_only=True)
class Authorisation(Dated):
    """How a product stands with an authority; the one truth about "approved for".

    Attributes:
        compound: Id of the compound.
        product, form, strength, route: The product, as far as known.
        authority, number, holder: Who authorised it, under which number, for whom.
        state: How it stands.
        state_disputed: Why it is doubtful that it stands so, where sources disagree.
        state_disputed_since: The day from which it is doubtful; always, if not given.
        supply_class: How it may be supplied.
        valid_from_disputed: Starts that sources give, where they disagree.
        basis: What our knowledge of it rests on.
        labelled_uses: What it is labelled for.
        statement, summary: In words.
        evidence: All lines.
    """

    compound: str
    product: str | None = None
    form: str | None = None
    strength: str | None = None
    route: Route | None = None
    authority: str | None = None
    number: str | None = None
    holder: str | None = None
    state: AuthorisationState
    state_disputed: str | None = None
    state_disputed_since: PartialDate | None = None
    supply_class: SupplyClass | None = None
    valid_from_disputed: tuple[str, ...] = ()
    basis: Basis
    labelled_uses: tuple[LabelledUse, ...] = ()
    statement: str
    summary: str
    evidence: tuple[Evidence, ...]

    columns: ClassVar = ("id", "jurisdiction", "state", "summary")

    @property
    def approves(self) -> bool:
        """Whether its state is an approval."""
        return self.state in (
            AuthorisationState.APPROVED,
            AuthorisationState.CONDITIONALLY_APPROVED,
        )

    def holds(self, on: date) -> Hold:
        """Whether it holds on a day; that a product never was approved holds backwards too."""
        if self.state is AuthorisationState.NEVER_APPROVED and not self.valid_from:
            return self.lasts(on)
        return Dated.holds(self, on)

    def doubt(self, on: date) -> str | None:
        """Why its state is doubtful on a day; None where it is not."""
        since = self.state_disputed_since
        return self.state_disputed if since is None or since.earliest <= on else None

    def __repr__(self) -> str:
        return f"<Authorisation {self.id}: {self.state}>"

    def document(self) -> "Document":
        """Statement, product, state, labelled uses, evidence and sources."""
        from semaxref.model.reading import record_document

        since = f" since {self.state_disputed_since}" if self.state_disputed_since else ""
        facts = (
            f"{self.jurisdiction}: {self.state}",
            f"Doubtful{since}: {self.state_disputed}" if self.state_disputed else None,
            f"Product: {self.product}" if self.product else None,
            f"Route: {self.route.label}" if self.route else None,
            f"Authority: {self.authority}" if self.authority else None,
            f"Number: {self.number}" if self.number else None,
            f"Holder: {self.holder}" if self.holder else None,
            f"Supply: {self.supply_class}" if self.supply_class else None,
            *self.date_facts(),
            f"Known from {self.basis}",
            f"Start given as {', '.join(self.valid_from_disputed)}"
            if self.valid_from_disputed
            else None,
            *(f"Labelled for {use}" for use in self.labelled_uses),
        )
        return record_document(self, "Authorisation", [fact for fact in facts if fact])
