"""Law: dates in order, reasons where they must be, and documents that can carry a rule."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from semaxref.model.authorisations import Authorisation
from semaxref.model.evidence import Evidenced, StudyDesign
from semaxref.model.law import Basis, Dated, LegalRule, Scope
from semaxref.model.sources import SourceKind
from semaxref.store.lint.flaws import Flaw, order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaxref.model.base import Record
    from semaxref.store.store import Store

_PROOFS = {StudyDesign.REGULATOR_DECISION, StudyDesign.OFFICIAL_LABEL, StudyDesign.REVIEW}
# Documents of which one can say that the text itself was read.
_TEXTS = {SourceKind.STATUTE, SourceKind.REGULATOR, SourceKind.LABEL}


def law(_: Store, record: Record) -> Iterator[Flaw]:
    """Legal records are dated in order, and give reasons where they must."""
    if isinstance(record, Dated):
        yield from _dates(record)
    if isinstance(record, LegalRule):
        yield from _rule(record)
    if isinstance(record, Authorisation):
        yield from _authorisation(record)
    if isinstance(record, LegalRule | Authorisation) and record.basis is Basis.PRIMARY_TEXT:
        yield from _text(record)


def _dates(record: Dated) -> Iterator[Flaw]:
    start, end = record.valid_from, record.valid_until
    if start and end and end.latest <= start.earliest:
        message = f"ends ({end}) before it starts ({start})"
        yield Flaw(message, "valid_until is the first day out of force", ("valid_until",))
    if record.attested_on and start:
        message = "attested_on is for records whose start is not known"
        yield Flaw(message, "take it out; the start is known", ("attested_on",))
    yield from order(("attested_on", record.attested_on), ("as_of", record.as_of))
    if record.as_of and record.as_of.earliest > date.today():
        message = f"as_of ({record.as_of}) lies in the future"
        yield Flaw(message, "give the day that the source speaks for", ("as_of",))


def _rule(record: LegalRule) -> Iterator[Flaw]:
    if not record.decides and not record.decides_reason:
        message = "a rule that does not decide must say why in decides_reason"
        yield Flaw(message, "say why it is shown and does not decide", ("decides_reason",))
    if record.force and not record.instrument:
        message = "a rule with force must name its instrument"
        yield Flaw(message, "name the text that gives it its force", ("instrument",))
    if record.basis is Basis.ABSENCE_OF_RULE and record.verdict.on_scale:
        message = f"the absence of a rule cannot say {record.verdict}"
        mend = "say not-regulated-specifically or unknown, or name the text that says more"
        yield Flaw(message, mend, ("verdict",))
    if (record.scope is Scope.GROUP_ENTRY) != bool(record.covers_group):
        message = "scope group-entry and covers_group go together"
        yield Flaw(message, "name the group, or give the narrower scope", ("covers_group",))
    if not record.activities:
        message = "a rule must name the activities that it is about"
        yield Flaw(message, "name at least one", ("activities",))
    yield from order(("announced_on", record.announced_on), ("valid_from", record.valid_from))


def _authorisation(record: Authorisation) -> Iterator[Flaw]:
    if not {line.design for line in record.evidence} & _PROOFS:
        message = "an authorisation rests on a register, label or order, or a page that cites one"
        yield Flaw(message, "add a line for the register, label or order", ("evidence",))
    if record.state_disputed_since and not record.state_disputed:
        message = "state_disputed_since without state_disputed"
        yield Flaw(message, "say why it is doubtful", ("state_disputed",))
    for number, use in enumerate(record.labelled_uses):
        for flaw in order(("valid_from", record.valid_from), ("since", use.since)):
            yield Flaw(flaw.message, flaw.mend, ("labelled_uses", number, "since"))


def _text(record: Evidenced) -> Iterator[Flaw]:
    """Who says that the text itself was read must name a document that is such a text."""
    kinds = {source.kind for source in record.sources}
    if not kinds & _TEXTS:
        named = ", ".join(sorted(kinds)) or "none"
        message = f"basis primary-text, but no source is a register, label or order ({named})"
        yield Flaw(message, "name that document, or say secondary-text", ("basis",))
