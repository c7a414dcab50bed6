"""Law: rules that hold, events that happened, and their dates."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from attrs import frozen

from semaxref.model.base import PartialDate, spaced
from semaxref.model.evidence import Evidence, Ungraded

if TYPE_CHECKING:
    from semaxref.document import Document


class Activity(StrEnum):
    """What somebody may want to do with a compound."""

    PRESCRIBE = "prescribe"
    DISPENSE = "dispense"
    SELL_AS_MEDICINE = "sell-as-medicine"
    SELL_AS_SUPPLEMENT = "sell-as-supplement"
    PHARMACY_COMPOUNDING = "pharmacy-compounding"
    MANUFACTURE = "manufacture"
    IMPORT_PERSONAL = "import-personal"
    IMPORT_COMMERCIAL = "import-commercial"
    EXPORT = "export"
    POSSESS = "possess"
    ADVERTISE = "advertise"
    REIMBURSE = "reimburse"
    COMPETE_IN_SPORT = "compete-in-sport"
    MILITARY_USE = "military-use"


ActivityName: TypeAlias = Literal[
    "prescribe",
    "dispense",
    "sell-as-medicine",
    "sell-as-supplement",
    "pharmacy-compounding",
    "manufacture",
    "import-personal",
    "import-commercial",
    "export",
    "possess",
    "advertise",
    "reimburse",
    "compete-in-sport",
    "military-use",
]


class Verdict(StrEnum):
    """What a rule says of an activity. The first four are in the order of strictness.

    A verdict is not yes or no: `bool()` of it raises.
    """

    PROHIBITED = "prohibited"
    RESTRICTED = "restricted"
    PERMITTED_WITH_PRESCRIPTION = "permitted-with-prescription"
    PERMITTED = "permitted"
    NOT_REGULATED_SPECIFICALLY = "not-regulated-specifically"
    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        raise not_a_bool("a Verdict")

    @property
    def on_scale(self) -> bool:
        """Whether it is one of the four that say what the law allows."""
        return self in _SCALE


_SCALE = tuple(Verdict)[:4]


class Force(StrEnum):
    """What gives a rule its force, strongest first; two of them are equal."""

    STATUTE = "statute"
    REGULATION = "regulation"
    GAZETTE_ORDER = "gazette-order"
    DECISION = "decision"
    INTERIM_POLICY = "interim-policy"
    ENFORCEMENT_DISCRETION = "enforcement-discretion"


class Basis(StrEnum):
    """What our knowledge of a rule rests on."""

    PRIMARY_TEXT = "primary-text"
    SECONDARY_TEXT = "secondary-text"
    INFERENCE = "inference"
    ABSENCE_OF_RULE = "absence-of-rule"


class Scope(StrEnum):
    """What a rule takes hold of."""

    NAMED_SUBSTANCE = "named-substance"
    GROUP_ENTRY = "group-entry"
    PRODUCT = "product"
    BATCH = "batch"
    ROUTE = "route"
    DOSAGE_FORM = "dosage-form"
    POPULATION = "population"


class ControlState(StrEnum):
    """Which list a substance stands on, or that it was looked for and stands on none."""

    NOT_SCHEDULED = "not-scheduled"
    SCHEDULED_NARCOTIC = "scheduled-narcotic"
    SCHEDULED_PSYCHOTROPIC = "scheduled-psychotropic"
    SCHEDULED_NPS = "scheduled-nps"
    MEDICINE_SCHEDULE = "medicine-schedule"
    NAMED_EXCLUSION_LIST = "named-exclusion-list"
    SPORT_PROHIBITED = "sport-prohibited"
    INSTITUTION_PROHIBITED = "institution-prohibited"


class SupplyClass(StrEnum):
    """How a medicine may be supplied."""

    NO_PRESCRIPTION = "no-prescription"
    PRESCRIPTION = "prescription"
    RESTRICTED_PRESCRIPTION = "restricted-prescription"


class EventKind(StrEnum):
    """What happened."""

    ADVISORY_VOTE = "advisory-vote"
    WARNING_LETTER = "warning-letter"
    PUBLIC_WARNING = "public-warning"
    SEIZURE = "seizure"
    REGISTRY_LISTING = "registry-listing"
    PROPOSAL = "proposal"
    ANNOUNCEMENT = "announcement"
    MEETING = "meeting"
    WITHDRAWN_NOMINATION = "withdrawn-nomination"
    COURT = "court"


class Hold(StrEnum):
    """Whether a dated record holds on a day.

    `BLURRED`: its date is partial, and the day lies within what it may mean.
    """

    NO = "no"
    BLURRED = "blurred"
    YES = "yes"


@frozen(eq=False, repr=False, kw_only=True)
class Dated(Ungraded):
    """A legal record with its two clocks: when it holds, and when we last knew.

    Attributes:
        id: Key that never changes.
        jurisdiction: Id of the place.
        valid_from: First day on which it holds.
        valid_until: First day on which it no longer holds.
        attested_on: Earliest day on which a source shows it in force, where the start is
            not known.
        attested_by: Ids of the records that show it.
        as_of: The day that its source speaks for.
        recorded_on: The day on which it was written down; stands in where it has no other
            date.
    """

    id: str
    jurisdiction: str
    valid_from: PartialDate | None = None
    valid_until: PartialDate | None = None
    attested_on: PartialDate | None = None
    attested_by: tuple[str, ...] = ()
    as_of: PartialDate | None = None
    recorded_on: PartialDate

    @property
    def start(self) -> PartialDate:
        """From when it decides: never earlier than its sources show it."""
        return self.valid_from or self.attested_on or self.as_of or self.recorded_on

    @property
    def start_unknown(self) -> bool:
        """Whether the day on which it came into force is not known."""
        return self.valid_from is None

    @property
    def undated(self) -> bool:
        """Whether only the day of recording is known."""
        return not (self.valid_from or self.attested_on or self.as_of)

    @property
    def last_known(self) -> PartialDate:
        """The day for which we last knew it: `as_of`, else the day of recording."""
        return self.as_of or self.recorded_on

    def holds(self, on: date) -> Hold:
        """Whether it holds on a day.

        Args:
            on: The day.

        Returns:
            `Hold.BLURRED` within what a partial date may mean.
        """
        if on < self.start.earliest:
            return Hold.NO
        lasts = self.lasts(on)
        return Hold.BLURRED if lasts is Hold.YES and on < self.start.latest else lasts

    def lasts(self, on: date) -> Hold:
        """Whether it has not ended by a day, whenever it began."""
        if self.valid_until is None or on < self.valid_until.earliest:
            return Hold.YES
        return Hold.BLURRED if on < self.valid_until.latest else Hold.NO

    def date_facts(self) -> tuple[str, ...]:
        """Its dates, a line each."""
        start = f"In force from {self.valid_from}" if self.valid_from else "Start not known"
        if self.valid_from is None and self.attested_on:
            start += f"; in force no later than {self.attested_on}"
        until = f"until {self.valid_until} (first day out of force)" if self.valid_until else ""
        known = f"last known {self.as_of}" if self.as_of else f"recorded {self.recorded_on}"
        known = f"undated, {known}" if self.undated else known
        return (", ".join(part for part in (start, until, known) if part),)


@frozen(eq=False, repr=False, kw_only=True)
class LegalRule(Dated):
    """What holds in a place.

    Attributes:
        covers: Ids of the compounds that it reaches.
        also_covers: Substances that it reaches and that this data has no record of.
        covers_group: The group, where it reaches them through one.
        activities: What it is about.
        verdict: What it says.
        announced_on: When it was announced; no start.
        instrument, document_number: The text that it stands in.
        force: What gives it force; None where that is not known.
        basis: What our knowledge of it rests on.
        scope: What it takes hold of.
        condition: Under which condition.
        control_state, supply_class: List and supply class that it sets.
        supersedes: Ids of the rules that it replaces.
        decides: False where it is shown and must not decide.
        decides_reason: Why not.
        statement, summary: In words.
        evidence: All lines.
    """

    covers: tuple[str, ...]
    also_covers: tuple[str, ...] = ()
    covers_group: str | None = None
    activities: tuple[Activity, ...]
    verdict: Verdict
    announced_on: PartialDate | None = None
    instrument: str | None = None
    document_number: str | None = None
    force: Force | None = None
    basis: Basis
    scope: Scope
    condition: str | None = None
    control_state: ControlState | None = None
    supply_class: SupplyClass | None = None
    supersedes: tuple[str, ...] = ()
    decides: bool = True
    decides_reason: str | None = None
    statement: str
    summary: str
    evidence: tuple[Evidence, ...]

    columns: ClassVar = ("id", "verdict", "activities", "summary")

    def __repr__(self) -> str:
        return f"<LegalRule {self.id}: {self.verdict}>"

    def document(self) -> "Document":
        """Statement, dates, instrument, evidence and sources."""
        from semaxref.model.reading import record_document

        reach = ", ".join((*self.covers, *self.also_covers))
        group = f" through the group: {self.covers_group}" if self.covers_group else ""
        number = f" ({self.document_number})" if self.document_number else ""
        facts = (
            f"{self.jurisdiction}: {', '.join(self.activities)}: {self.verdict}",
            f"Covers {reach}{group}",
            *self.date_facts(),
            f"Announced {self.announced_on}" if self.announced_on else None,
            f"Instrument: {self.instrument}{number}" if self.instrument else None,
            f"Force: {self.force or 'not known'}; known from {self.basis}; scope {self.scope}",
            f"Condition: {self.condition}" if self.condition else None,
            f"Control: {self.control_state}" if self.control_state else None,
            f"Supply: {self.supply_class}" if self.supply_class else None,
            f"Supersedes {', '.join(self.supersedes)}" if self.supersedes else None,
            f"Does not decide: {self.decides_reason}" if self.decides_reason else None,
        )
        return record_document(self, "Legal rule", [fact for fact in facts if fact])


@frozen(eq=False, repr=False, kw_only=True)
class LegalEvent(Ungraded):
    """What happened on a day. It has no verdict and no span: it cannot move one.

    Attributes:
        id: Key that never changes.
        covers: Ids of the compounds that it concerns.
        also_covers: Substances that it concerns and that this data has no record of.
        covers_group: The group, where it concerns them through one.
        jurisdiction: Id of the place.
        on: The day, as far as known.
        kind: What happened.
        about_activities: Which activities it bears on.
        as_of: The day that its source speaks for.
        recorded_on: The day on which it was written down.
        statement, summary: In words.
        evidence: All lines.
    """

    id: str
    covers: tuple[str, ...]
    also_covers: tuple[str, ...] = ()
    covers_group: str | None = None
    jurisdiction: str
    on: PartialDate | None = None
    kind: EventKind
    about_activities: tuple[Activity, ...] = ()
    as_of: PartialDate | None = None
    recorded_on: PartialDate
    statement: str
    summary: str
    evidence: tuple[Evidence, ...]

    columns: ClassVar = ("id", "on", "kind", "summary")

    @property
    def day(self) -> date:
        """The day from which it is shown: its own, or that of recording."""
        return (self.on or self.recorded_on).latest

    def __repr__(self) -> str:
        return f"<LegalEvent {self.id}: {self.kind}, {self.on or 'no date'}>"

    def document(self) -> "Document":
        """Statement, day, evidence and sources."""
        from semaxref.model.reading import record_document

        facts = [f"{self.jurisdiction}, {self.on or 'date not known'}: {spaced(self.kind)}"]
        if self.about_activities:
            facts.append(f"Bears on {', '.join(self.about_activities)}")
        if self.covers_group:
            facts.append(f"Concerns the group: {self.covers_group}")
        return record_document(self, "Legal event", facts)


def not_a_bool(what: str) -> Exception:
    """The error for a legal answer that was used as if it were yes or no."""
    from semaxref.errors import NotABool

    return NotABool(f"{what} is not yes or no; look at .verdict")
