"""Standing: how a use of a compound stands in a place on a day.

Off-label is a relation of use, place and day. It follows from the authorisations in force
there, and from nothing else.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from attrs import frozen

from semaxref.model.authorisations import Authorisation, LabelledUse, Standing
from semaxref.model.base import Shown, Value
from semaxref.model.law import Hold, not_a_bool
from semaxref.model.places import Jurisdiction
from semaxref.model.vocabulary import Condition
from semaxref.store import lawbook

if TYPE_CHECKING:
    from collections.abc import Collection

    from semaxref.document import Document
    from semaxref.store.store import Store

_Use: TypeAlias = tuple[Authorisation, LabelledUse]


@frozen(eq=False, repr=False, kw_only=True)
class StandingAnswer(Shown, Value):
    """How a use stands, and why.

    Attributes:
        compound: Id of the compound.
        condition: The use.
        jurisdiction: The place.
        on: The day.
        value: Labelled, off-label, not approved, or unknown.
        reasons: Why, a line each.
        authorisations: All authorisations there that hold on that day.
        labelled_as: The labelled uses that name it.
        narrower: The labelled uses that name a narrower condition, where none names it.
        data_version: The data that answered.
    """

    compound: str
    condition: Condition
    jurisdiction: Jurisdiction
    on: date
    value: Standing
    reasons: tuple[str, ...] = ()
    authorisations: tuple[Authorisation, ...] = ()
    labelled_as: tuple[LabelledUse, ...] = ()
    narrower: tuple[LabelledUse, ...] = ()
    data_version: str

    def __bool__(self) -> bool:
        raise not_a_bool("a StandingAnswer")

    def __repr__(self) -> str:
        return (
            f"<StandingAnswer {self.compound}, {self.condition.id}, "
            f"{self.jurisdiction.id}, {self.on}: {self.value}>"
        )

    @property
    def summary(self) -> str:
        """The standing in a few words: with strengths, and with a warning where it misleads."""
        narrower = ["narrower uses are labelled"] if self.narrower else []
        doubtful = ["state doubtful"] if any(a.doubt(self.on) for a in self.authorisations) else []
        return ", ".join([self.value, *self.strengths, *narrower, *doubtful])

    @property
    def strengths(self) -> tuple[str, ...]:
        """The strengths that are labelled for the use."""
        return tuple(dict.fromkeys(use.strength for use in self.labelled_as if use.strength))

    def document(self) -> Document:
        """The standing, its reasons, the authorisations and their sources."""
        from semaxref.document import Block, Document, Heading, Item, Note, Text
        from semaxref.model.base import NOT_ADVICE
        from semaxref.model.reading import Citations

        citations = Citations()
        use = f"{self.condition.label} in {self.jurisdiction.name} on {self.on}"
        blocks: list[Block] = [
            Heading(f"{self.compound}: {use}"),
            Text(f"Standing: {self.summary}"),
            *map(Item, self.reasons),
        ]
        if self.authorisations:
            blocks.append(Heading("Authorisations", 2))
            for each in self.authorisations:
                blocks.append(Item(f"{each.statement} {citations.cite(each.sources)}"))
                blocks += [Item(fact, 1) for fact in each.date_facts()]
        blocks += [
            *citations.references(),
            Note(f"Data {self.data_version}. {NOT_ADVICE}"),
        ]
        return Document(blocks)


def standing(
    store: Store, compound: str, condition: Condition, place: Jurisdiction, on: date
) -> StandingAnswer:
    """How a use of a compound stands in a place on a day.

    Authorisations are those of the place itself: a country does not inherit them from its
    union, nor a subdivision from anyone but its country.

    Args:
        store: The records.
        compound: Id of the compound.
        condition: The use.
        place: The place.
        on: The day.

    Returns:
        The answer with its reasons.
    """
    known = lawbook.products(store, compound, place)
    holding = tuple(each for each in known if each.holds(on) is Hold.YES)
    uses = [
        (each, use)
        for each in holding
        if each.approves
        for use in each.labelled_uses
        if use.since is None or use.since.latest <= on
    ]
    named = _naming(uses, set(store.lineage(condition.id)))
    narrower = [] if named else _naming(uses, store.within(condition.id))
    firm = [(each, use) for each, use in named if not use.disputed]
    value, reasons = _judge(holding, uses, named, narrower)
    blurred = [each.id for each in known if each.holds(on) is Hold.BLURRED]
    reasons += [f"its date is too vague to count on this day: {each}" for each in blurred]
    reasons += [
        f"whether {each.id} is still {each.state} is doubtful: {doubt}"
        for each in holding
        if (doubt := each.doubt(on))
    ]
    reasons += [
        f"not in force on this day: {each.id}" for each in known if each.holds(on) is Hold.NO
    ]
    if not known:
        reasons.append(f"no authorisation of {compound} is recorded for {place.name}")
    return StandingAnswer(
        compound=compound,
        condition=condition,
        jurisdiction=place,
        on=on,
        value=value,
        reasons=tuple(reasons),
        authorisations=holding,
        labelled_as=tuple(use for _, use in (firm or named)),
        narrower=tuple(use for _, use in narrower),
        data_version=store.data_version,
    )


def _judge(
    holding: tuple[Authorisation, ...],
    uses: list[_Use],
    named: list[_Use],
    narrower: list[_Use],
) -> tuple[Standing, list[str]]:
    approved = [each for each in holding if each.approves]
    if not approved:
        value = Standing.NOT_APPROVED if holding else Standing.UNKNOWN
        return value, [f"{each.id}: {each.state}" for each in holding]
    if named:
        # A use that only some copies of a label name is no ground to call it labelled.
        value = Standing.UNKNOWN if _all_disputed(named) else Standing.LABELLED
        return value, [f"{each.id} names: {use}" for each, use in named]
    reasons = [f"a narrower use is labelled by {each.id}: {use}" for each, use in narrower]
    reasons += [
        f"what {each.id} is labelled for is not recorded"
        for each in approved
        if not each.labelled_uses
    ]
    if not uses:
        return Standing.UNKNOWN, reasons
    if _all_disputed(uses):
        # What a label is for is then not known well enough to say what it leaves out.
        doubtful = [f"{each.id} may be for: {use}" for each, use in uses]
        return Standing.UNKNOWN, [*doubtful, *reasons]
    others = ", ".join(dict.fromkeys(use.wording for _, use in uses))
    return Standing.OFF_LABEL, [f"authorised there for other uses: {others}", *reasons]


def _naming(uses: list[_Use], conditions: Collection[str]) -> list[_Use]:
    """The uses that name one of the conditions."""
    return [
        (each, use)
        for each, use in uses
        if any(condition.id in conditions for condition in use.conditions)
    ]


def _all_disputed(uses: list[_Use]) -> bool:
    return all(use.disputed for _, use in uses)
