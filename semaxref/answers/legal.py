"""Legal status: for this compound, in this place, on that day, what of each activity.

The order in which rules decide, strongest first:

1. only rules that may decide, and that no later rule has replaced;
2. a text before an inference before the absence of a rule;
3. a rule on the substance before one on a group;
4. force, a known one before an unknown;
5. the stricter verdict.

A verdict off the scale (unknown, not regulated specifically) never beats one on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, TypeVar

from attrs import frozen

from semaxref.errors import UnknownActivity
from semaxref.model.base import PartialDate, Shown, Value
from semaxref.model.law import (
    Activity,
    ActivityName,
    Basis,
    Force,
    Hold,
    LegalEvent,
    LegalRule,
    Scope,
    Verdict,
    not_a_bool,
)
from semaxref.model.places import Jurisdiction
from semaxref.store import law
from semaxref.store.places import INTERNATIONAL, chain

if TYPE_CHECKING:
    from semaxref.document import Document
    from semaxref.store.store import Store

_BASIS_RANK = {
    Basis.PRIMARY_TEXT: 0,
    Basis.SECONDARY_TEXT: 0,
    Basis.INFERENCE: 1,
    Basis.ABSENCE_OF_RULE: 2,
}
_FORCE_RANK: dict[Force | None, int] = {
    Force.STATUTE: 0,
    Force.REGULATION: 1,
    Force.GAZETTE_ORDER: 2,
    Force.DECISION: 2,
    Force.INTERIM_POLICY: 3,
    Force.ENFORCEMENT_DISCRETION: 4,
    None: 5,
}
_STRICTNESS = {verdict: rank for rank, verdict in enumerate(Verdict)}
L = TypeVar("L", LegalRule, LegalEvent)


class NotKnown(StrEnum):
    """Why a verdict is unknown. None of these is ever "permitted"."""

    NO_RECORD = "no-record"
    OUTSIDE_DATES = "outside-dates"
    LOOKED_NOT_NAMED = "looked-not-named"
    UNSETTLED = "unsettled"


@frozen(eq=False, repr=False, kw_only=True)
class LegalAnswer(Shown, Value):
    """What the law says of one activity, and how we know.

    Attributes:
        compound: Id of the compound that was asked about.
        asked: Id of the place that was asked about.
        jurisdiction: Id of the place whose records answer.
        via: The places from the one asked about to the one that answers; empty where the
            place answers for itself.
        activity: The activity.
        on: The day.
        verdict: What the law says; never a bool.
        deciding: The rules that decide; several where they are equally strong.
        records: All rules in force on the day, deciding or not.
        events: What happened up to the day and bears on the activity; moves no verdict.
        conflicting: Rules that could decide and say something else.
        outside: Rules that do not hold on that day, but on others.
        related: Rules on the parent of a derivative; they do not reach it.
        not_known: Why the verdict is unknown; None where it is not.
        inherited: Whether the deciding rule is that of the free base or of a salt.
        start_unknown: Whether the start of the deciding rule is not known.
        undated: Whether only the day of recording is known of it.
        as_of: The newest day for which the answer was last known; None where nothing
            decides, or no source gives one.
        stale: Whether that day is too long ago.
        data_version: The data that answered.
    """

    compound: str
    asked: str
    jurisdiction: str
    via: tuple[str, ...] = ()
    activity: Activity
    on: date
    verdict: Verdict
    deciding: tuple[LegalRule, ...] = ()
    records: tuple[LegalRule, ...] = ()
    events: tuple[LegalEvent, ...] = ()
    conflicting: tuple[LegalRule, ...] = ()
    outside: tuple[LegalRule, ...] = ()
    related: tuple[LegalRule, ...] = ()
    not_known: NotKnown | None = None
    inherited: bool = False
    start_unknown: bool = False
    undated: bool = False
    as_of: PartialDate | None = None
    stale: bool = False
    data_version: str

    computed: ClassVar = ("reasons",)

    def __bool__(self) -> bool:
        raise not_a_bool("a LegalAnswer")

    @property
    def when(self) -> str:
        """For when the answer was last known, in a few words; empty where nothing decides."""
        if not self.deciding:
            return ""
        known = f"as of {self.as_of}" if self.as_of else f"recorded {self.deciding[0].recorded_on}"
        return f"{known}, stale" if self.stale else known

    def __repr__(self) -> str:
        place = self.asked if not self.via else f"{self.asked} via {self.jurisdiction}"
        return f"<LegalAnswer {self.compound}, {place}, {self.activity}, {self.on}: {self.verdict}>"

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the answer is what it is, a line each."""
        from semaxref.answers.reading import reasons

        return tuple(reasons(self))

    def explain(self) -> str:
        """The whole answer as plain text: verdict, reasons, rules, events, sources."""
        return self.document().text()

    def document(self) -> Document:
        """Verdict, reasons, deciding and other rules, events, sources."""
        from semaxref.answers.reading import answer_document

        return answer_document(self)


@frozen(eq=False, repr=False, kw_only=True)
class LegalStatus(Shown, Value, Mapping[Activity, LegalAnswer]):
    """What the law says of every activity: a mapping of activities to answers.

    Attributes:
        compound: Id of the compound.
        jurisdiction: The place that was asked about.
        on: The day.
        answers: One answer for each `Activity`, in their order.
        data_version: The data that answered.
    """

    compound: str
    jurisdiction: Jurisdiction
    on: date
    answers: tuple[LegalAnswer, ...]
    data_version: str

    def __bool__(self) -> bool:
        raise not_a_bool("a LegalStatus")

    def __getitem__(self, activity: Activity | ActivityName) -> LegalAnswer:
        """The answer for one activity.

        Raises:
            UnknownActivity: There is no such activity; a `KeyError`, too.
        """
        for answer in self.answers:
            if answer.activity == activity:
                return answer
        raise UnknownActivity("activity", activity, tuple(each.value for each in Activity))

    def __iter__(self) -> Iterator[Activity]:
        return iter(Activity)

    def __len__(self) -> int:
        return len(self.answers)

    __eq__ = Value.__eq__
    __hash__ = Value.__hash__

    def __repr__(self) -> str:
        known = sum(answer.not_known is None for answer in self.answers)
        return (
            f"<LegalStatus {self.compound}, {self.jurisdiction.id}, {self.on}: "
            f"{known} of {len(self)} activities known>"
        )

    def document(self) -> Document:
        """A table of all activities, with what is not known told apart."""
        from semaxref.answers.reading import status_document

        return status_document(self)


def legal_status(
    store: Store, compound: str, place: Jurisdiction, on: date, stale_after: int
) -> LegalStatus:
    """What the law of a place says of a compound on a day.

    Args:
        store: The records.
        compound: Id of the compound.
        place: The place.
        on: The day.
        stale_after: After how many days without news an answer is stale.

    Returns:
        An answer for every activity.
    """
    case = _Case(store, compound, place, on, stale_after)
    return LegalStatus(
        compound=compound,
        jurisdiction=place,
        on=on,
        answers=tuple(map(case.answer, Activity)),
        data_version=store.data_version,
    )


class _Case:
    """One question: a compound, a place and a day, for all activities."""

    def __init__(
        self,
        store: Store,
        compound: str,
        place: Jurisdiction,
        on: date,
        stale_after: int,
    ) -> None:
        self.store = store
        self.compound = compound
        self.place = place
        self.on = on
        self.stale_after = stale_after
        self.forms = store.forms(compound)
        self.chain = chain(store, place, on)
        identity = store.raw_identity(compound) or {}
        derived = identity.get("relation") == "derivative"
        self.parent: str | None = identity.get("parent") if derived else None

    def answer(self, activity: Activity) -> LegalAnswer:
        sport = activity is Activity.COMPETE_IN_SPORT and self.place.id != INTERNATIONAL
        places = (*self.chain, INTERNATIONAL) if sport else self.chain
        rules = {place: self._rules(place, activity) for place in places}
        decided = [place for place in places if _able(rules[place], self.on)]
        if not decided:  # nothing decides: the nearest place that has something to show
            shows = [place for place in places if self._shown(rules[place])]
            shows += [place for place in places if rules[place]]
            return self._weigh(activity, (*shows, self.place.id)[0], places, rules)
        heard = places[: places.index(decided[0]) + 1]
        return self._weigh(activity, decided[0], heard, rules)

    def _rules(self, place: str, activity: Activity) -> list[LegalRule]:
        """Rules on the compound and its kin, in force or not."""
        return [
            rule
            for rule in law.rules(self.store, place)
            if activity in rule.activities and not self.forms.isdisjoint(rule.covers)
        ]

    def _shown(self, rules: list[LegalRule]) -> tuple[LegalRule, ...]:
        return tuple(rule for rule in rules if rule.holds(self.on) is not Hold.NO)

    def _weigh(
        self,
        activity: Activity,
        speaks: str,
        heard: tuple[str, ...],
        by_place: dict[str, list[LegalRule]],
    ) -> LegalAnswer:
        rules = [rule for place in heard for rule in by_place[place]]
        shown = self._shown(rules)
        able = _able(by_place[speaks], self.on)
        own = [rule for rule in able if self.compound in rule.covers]
        # That no rule was found on one form does not free it from a rule on the other.
        deciding = _strongest(own if any(rule.verdict.on_scale for rule in own) else able)
        verdict = deciding[0].verdict if deciding else Verdict.UNKNOWN
        conflicting = (r for r in able if r.verdict.on_scale and r.verdict is not verdict)
        known = [rule.as_of for rule in deciding if rule.as_of]
        last = max((rule.last_known.latest for rule in deciding), default=self.on)
        return LegalAnswer(
            compound=self.compound,
            asked=self.place.id,
            jurisdiction=speaks,
            via=heard[: heard.index(speaks) + 1] if speaks != heard[0] else (),
            activity=activity,
            on=self.on,
            verdict=verdict,
            deciding=deciding,
            records=shown,
            events=self._events(tuple(by_place), activity),
            conflicting=tuple(conflicting) if deciding else (),
            outside=tuple(rule for rule in rules if rule not in shown),
            related=self._related(tuple(by_place), activity),
            not_known=self._not_known(rules, shown) if verdict is Verdict.UNKNOWN else None,
            inherited=not any(self.compound in rule.covers for rule in deciding) and bool(deciding),
            start_unknown=bool(deciding) and all(rule.start_unknown for rule in deciding),
            undated=bool(deciding) and all(rule.undated for rule in deciding),
            as_of=max(known, key=lambda day: day.latest, default=None),
            stale=(self.on - last).days > self.stale_after,
            data_version=self.store.data_version,
        )

    def _not_known(self, rules: list[LegalRule], shown: tuple[LegalRule, ...]) -> NotKnown:
        if not rules:
            return NotKnown.NO_RECORD
        if not shown:
            return NotKnown.OUTSIDE_DATES
        if all(rule.basis is Basis.ABSENCE_OF_RULE for rule in shown):
            return NotKnown.LOOKED_NOT_NAMED
        return NotKnown.UNSETTLED

    def _related(self, places: tuple[str, ...], activity: Activity) -> tuple[LegalRule, ...]:
        if self.parent is None:
            return ()
        return tuple(
            rule
            for place in places
            for rule in law.rules(self.store, place)
            if activity in rule.activities
            and self.parent in rule.covers
            and self.compound not in rule.covers
            and rule.holds(self.on) is not Hold.NO
        )

    def _events(self, places: tuple[str, ...], activity: Activity) -> tuple[LegalEvent, ...]:
        events = [
            event
            for place in places
            for event in law.events(self.store, place)
            if activity in event.about_activities
            and not self.forms.isdisjoint(event.covers)
            and event.day <= self.on
        ]
        return tuple(sorted(events, key=lambda event: event.day))


def _able(rules: list[LegalRule], on: date) -> list[LegalRule]:
    """The rules that can decide on a day: in force, meant to decide, not replaced."""
    deciding = [rule for rule in rules if rule.decides and rule.holds(on) is Hold.YES]
    replaced = {old for rule in deciding for old in rule.supersedes}
    return [
        rule for rule in deciding if rule.id not in replaced and rule.verdict is not Verdict.UNKNOWN
    ]


def _strongest(rules: list[LegalRule]) -> tuple[LegalRule, ...]:
    """The rules that beat all others; all of them have the same verdict."""
    on_scale = [rule for rule in rules if rule.verdict.on_scale]
    if not on_scale:
        return tuple(rules)
    best = min(map(_rank, on_scale))
    return tuple(rule for rule in on_scale if _rank(rule) == best)


def _rank(rule: LegalRule) -> tuple[int, bool, int, int]:
    return (
        _BASIS_RANK[rule.basis],
        rule.scope is Scope.GROUP_ENTRY,
        _FORCE_RANK[rule.force],
        _STRICTNESS[rule.verdict],
    )
