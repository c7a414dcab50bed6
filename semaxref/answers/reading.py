"""How legal answers read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semaxref.document import Document, Heading, Item, Note, Table, Text
from semaxref.model.base import NOT_ADVICE
from semaxref.model.law import Hold, Verdict
from semaxref.model.reading import Citations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaxref.answers.legal import LegalAnswer, LegalStatus
    from semaxref.document import Block
    from semaxref.model.law import LegalRule

_NOT_KNOWN = {
    "no-record": "no record",
    "outside-dates": "records only for other days",
    "looked-not-named": "looked for and not named; that permits nothing",
    "unsettled": "records that do not decide",
}


def reasons(answer: LegalAnswer) -> Iterator[str]:
    """Why a legal answer is what it is, a line each."""
    if answer.not_known:
        yield f"{_NOT_KNOWN[answer.not_known]}: {answer.compound} in {answer.asked}"
    if answer.via:
        yield f"{answer.asked} has no deciding rule; looked further: {' -> '.join(answer.via)}"
    for rule in answer.deciding:
        yield f"decided by {_cited(rule)}{_basis(rule)}"
        if rule.condition:
            yield f"on the condition: {rule.condition}"
    if answer.inherited:
        yield "inherited between a free base and its salt; no rule names this form"
    if answer.undated:
        day = answer.deciding[0].recorded_on
        yield f"undated: decides only from the day of recording, {day}"
    elif answer.start_unknown:
        yield f"start unknown: in force no later than {answer.deciding[0].start}"
    if answer.stale:
        known = answer.as_of or answer.deciding[0].recorded_on
        yield f"stale: last known {known}, and nothing newer is recorded"
    for rule in answer.conflicting:
        yield f"another rule says {rule.verdict} and is outranked: {rule.id}"
    for rule in answer.records:
        if rule.holds(answer.on) is Hold.BLURRED:
            yield f"its date is too vague to decide on this day: {rule.id}"
        if rule.decides_reason:
            yield f"shown, does not decide: {rule.id}: {rule.decides_reason}"
    for rule in answer.outside:
        span = f"from {rule.start}" + (f" until {rule.valid_until}" if rule.valid_until else "")
        yield f"not in force on this day ({span}): {rule.id}: {rule.verdict}"
    for rule in answer.related:
        yield f"reaches the parent compound, not this one: {rule.id}: {rule.verdict}"


def answer_document(answer: LegalAnswer) -> Document:
    """A legal answer with all that it rests on."""
    citations = Citations()
    place = answer.asked if not answer.via else f"{answer.asked} (by {answer.jurisdiction})"
    known = f", {answer.when}" if answer.when else ""
    blocks: list[Block] = [
        Heading(f"{answer.compound}, {place}: {answer.activity} on {answer.on}"),
        Text(f"Verdict: {answer.verdict}{known}"),
        *map(Item, answer.reasons),
    ]
    if answer.records:
        blocks.append(Heading("Rules in force", 2))
        for rule in answer.records:
            blocks.append(Item(f"{rule.id}: {rule.verdict}"))
            text = f"{rule.statement} {citations.cite(rule.sources)}"
            blocks += [Item(text, 1), *(Item(fact, 1) for fact in rule.date_facts())]
    if answer.events:
        blocks.append(Heading("Events (they move no verdict)", 2))
        for event in answer.events:
            day = event.on or "date not known"
            cited = citations.cite(event.sources)
            blocks.append(Item(f"{day}: {event.statement} {cited}"))
    blocks += [*citations.references(), _closing(answer.data_version)]
    return Document(blocks)


def status_document(status: LegalStatus) -> Document:
    """All activities in one table; the unknown ones are named below it, with why."""
    known = [answer for answer in status.answers if answer.not_known is None]
    citations = Citations()
    blocks: list[Block] = [
        Heading(f"{status.compound}: legal status in {status.jurisdiction.name} on {status.on}")
    ]
    if known:
        rows = tuple(
            (
                answer.activity,
                f"{answer.verdict}{' (stale)' if answer.stale else ''}",
                answer.when.removeprefix("as of ").removesuffix(", stale"),
                _why(answer, citations),
            )
            for answer in known
        )
        blocks.append(Table(("activity", "verdict", "as of", "by"), rows))
    unknown = [answer for answer in status.answers if answer.verdict is Verdict.UNKNOWN]
    if unknown:
        blocks.append(Text("Unknown (which is not permitted):"))
        for reason, words in _NOT_KNOWN.items():
            names = [answer.activity for answer in unknown if answer.not_known == reason]
            if names:
                blocks.append(Item(f"{words}: {', '.join(names)}"))
    if any(answer.related for answer in status.answers):
        text = "The parent compound has rules of its own, which do not reach this one; the answer "
        blocks.append(Text(f"{text}for a single activity shows them."))
    blocks += [*citations.references(), _closing(status.data_version)]
    return Document(blocks)


def _why(answer: LegalAnswer, citations: Citations) -> str:
    words = [f"{rule.summary} {citations.cite(rule.sources)}" for rule in answer.deciding]
    notes = (
        f"speaks: {answer.jurisdiction}" if answer.via else None,
        "inherited from the other form" if answer.inherited else None,
        f"{len(answer.conflicting)} rule(s) say otherwise" if answer.conflicting else None,
        f"{len(answer.events)} event(s)" if answer.events else None,
    )
    return "; ".join([*words, *(note for note in notes if note)])


def _cited(rule: LegalRule) -> str:
    number = rule.document_number or ""
    number = f", {number}" if number and number not in (rule.instrument or "") else ""
    instrument = f" ({rule.instrument}{number})" if rule.instrument else ""
    return f"{rule.id}{instrument}"


def _basis(rule: LegalRule) -> str:
    group = f", reached through the group: {rule.covers_group}" if rule.covers_group else ""
    return f"; known from {rule.basis}{group}"


def _closing(data_version: str) -> Note:
    return Note(f"Data {data_version}. {NOT_ADVICE}")
