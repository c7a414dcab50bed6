"""The linter: what a data folder must hold to beyond fitting the classes.

`check` says whether a folder can be read; this says whether it should be believed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from semaxref.errors import Fault
from semaxref.model.authorisations import Authorisation
from semaxref.model.base import Record
from semaxref.model.claims import Claim, ClaimVerdict
from semaxref.model.compounds import Compound, Identifier, IdentifierStatus
from semaxref.model.evidence import Evidence, Evidenced, Stance, StudyDesign
from semaxref.model.law import Basis, Dated, LegalRule, Scope
from semaxref.model.sources import Source, SourceKind
from semaxref.store.check import faults_in
from semaxref.store.chemistry import cas_is_valid, molar_mass, peptide_formula
from semaxref.store.lawbook import law_of
from semaxref.store.store import Store, records_of

if TYPE_CHECKING:
    from semaxref.store.files import Folder

MAX_STATEMENT = 320
MAX_SUMMARY = 60
_RECORD_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+")
_INCHIKEY = re.compile(r"[A-Z]{14}-[A-Z]{10}-[A-Z]")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_PLACEHOLDER = re.compile(
    r"\b(todo|tbd|fixme|lorem ipsum|placeholder|curation pending|xxx)\b", re.IGNORECASE
)
_ADVICE = re.compile(
    r"^(take|avoid|do not|consult|ask|talk to|never|always|use (it|this|with))\b|\byou(r)?\b",
    re.IGNORECASE,
)
_MARKETING = re.compile(
    r"\b(powerful|amazing|superior|miracle|revolutionary|cutting-edge|game-changer)\b",
    re.IGNORECASE,
)
_PATIENTS = re.compile(
    r"\b(patients?|volunteers|children with|healthy (men|women|people))\b", re.IGNORECASE
)
_NO_TRIALS = {SourceKind.LABEL, SourceKind.STATUTE, SourceKind.NEWS}

Message: TypeAlias = str
Rule: TypeAlias = Callable[[Store, Record], Iterator[Message]]


def lint(store: Store, folder: Folder) -> list[Fault]:
    """All faults of a folder: those that keep it from being read, else those of its content.

    Args:
        store: The store that the folder is the last layer of.
        folder: The folder.

    Returns:
        The faults; empty where the folder is clean.
    """
    faults = faults_in(store, folder)
    if faults:
        return faults
    found = []
    for file, record in _own_records(store, folder):
        for rule in _RULES:
            found += [Fault(file, record.id, message) for message in rule(store, record)]
    found += [Fault("compounds", name, m) for name, m in _shared_names(store)]
    found += [Fault("sources.json", key, "no record names it") for key in _orphans(store, folder)]
    return found


def _own_records(store: Store, folder: Folder) -> Iterator[tuple[str, Record]]:
    """The records that the folder brings, with their files."""
    for raw in folder.read("sources.json") or ():
        yield "sources.json", store.entry(Source, raw["id"])
    for compound in folder.compounds():
        brought = {
            raw["id"]
            for section in ("mechanisms", "indications", "findings", "claims")
            for raw in folder.read(f"compounds/{compound}/{section}.json") or ()
        }
        identity = folder.read(f"compounds/{compound}/identity.json") or {}
        brought |= {compound} if identity else set()
        brought |= {raw["id"] for raw in identity.get("formulations", ())}
        for record in records_of(store.compound(compound)):
            if record.id in brought:
                yield f"compounds/{compound}", record
    for place in folder.places():
        law = folder.read(f"law/{place}.json") or {}
        brought = {raw["id"] for raws in law.values() if isinstance(raws, list) for raw in raws}
        for record in law_of(store, place):
            if record.id in brought:
                yield f"law/{place}.json", record


def _evidence(_: Store, record: Record) -> Iterator[Message]:
    """No fact without a source, and no study twice on one record."""
    if not isinstance(record, Evidenced):
        return
    if not record.evidence:
        yield "no evidence; every record needs at least one line"
    seen: set[tuple[str, StudyDesign, Stance]] = set()
    for line in record.evidence:
        if not line.sources:
            yield f"the line {line.study} names no source"
        if (key := (line.study, line.design, line.stance)) in seen:
            yield f"the study {line.study} stands twice; merge the lines"
        seen.add(key)
        yield from _line(line)


def _line(line: Evidence) -> Iterator[Message]:
    if line.design is StudyDesign.ANIMAL and _PATIENTS.search(line.subjects or ""):
        yield f"the line {line.study} is animal, but was done in people ({line.subjects})"
    randomised = line.design is StudyDesign.RANDOMISED
    if randomised and line.sources and all(source.kind in _NO_TRIALS for source in line.sources):
        yield f"the line {line.study} is randomised, but none of its sources can be a trial"
    if line.study in line.pools:
        yield f"the review {line.study} pools itself"
    if line.pools and line.design is not StudyDesign.SYSTEMATIC_REVIEW:
        yield f"the line {line.study} pools studies, but is no systematic review"
    for text in (line.note, line.subjects, line.dose, line.duration):
        if text and _PLACEHOLDER.search(text):
            yield f"the line {line.study} holds a placeholder: {text!r}"


def _wording(_: Store, record: Record) -> Iterator[Message]:
    """Statements are plain and short, and give no advice."""
    texts = (
        (record.statement, record.summary)
        if isinstance(record, Evidenced)
        else (record.text, record.because)
        if isinstance(record, Claim)
        else ()
    )
    for text in texts:
        if _PLACEHOLDER.search(text):
            yield f"holds a placeholder: {text!r}"
        if len(text) > MAX_STATEMENT:
            yield f"a text of {len(text)} characters; at most {MAX_STATEMENT}: {text[:40]!r}..."
    if isinstance(record, Evidenced):
        if _ADVICE.search(record.statement):
            yield f"reads like advice: {record.statement[:60]!r}"
        if _MARKETING.search(record.statement):
            yield f"reads like marketing: {record.statement[:60]!r}"
        if not record.statement.rstrip().endswith((".", ")", "]")):
            yield "the statement is no sentence; end it with a full stop"
        if len(record.summary) > MAX_SUMMARY:
            yield f"a summary of {len(record.summary)} characters; at most {MAX_SUMMARY}"


def _identity(_: Store, record: Record) -> Iterator[Message]:
    """Ids have their form; keys have theirs, and their check digits."""
    if isinstance(record, Evidenced | Claim) and not _RECORD_ID.fullmatch(record.id):
        yield "the id must be lower-case words in dotted parts, such as semax.bdnf"
    if not isinstance(record, Compound):
        return
    for identifier in record.identifiers:
        yield from _identifier(identifier)
    structure = record.structure
    if structure is None:
        return
    if structure.inchikey and not _INCHIKEY.fullmatch(structure.inchikey):
        yield f"{structure.inchikey!r} has not the form of an InChIKey"
    mass = molar_mass(structure.formula)
    if mass is None:
        yield f"the formula {structure.formula!r} cannot be read"
    elif abs(mass - structure.molar_mass) > 0.05:
        yield f"the formula {structure.formula} weighs {mass:.2f}, not {structure.molar_mass} g/mol"
    if structure.sequence and not structure.modifications:
        formula = peptide_formula(structure.sequence)
        if formula and formula != structure.formula:
            yield f"the sequence {structure.sequence} has the formula {formula}"


def _identifier(identifier: Identifier) -> Iterator[Message]:
    if identifier.status is not IdentifierStatus.ACCEPTED and not identifier.note:
        yield f"{identifier.value} is {identifier.status}; say why in its note"
    if identifier.scheme == "cas" and not cas_is_valid(identifier.value):
        yield f"{identifier.value!r} is no CAS number: its form or check digit is wrong"
    if identifier.scheme == "inchikey" and not _INCHIKEY.fullmatch(identifier.value):
        yield f"{identifier.value!r} has not the form of an InChIKey"


def _source(_: Store, record: Record) -> Iterator[Message]:
    """Every source can be found."""
    if not isinstance(record, Source):
        return
    if not (record.pmid or record.doi or record.pmcid or record.url):
        yield "no PMID, DOI or address"
    if record.pmid and not record.pmid.isdecimal():
        yield f"the PMID {record.pmid!r} is no number"
    if record.doi and not _DOI.fullmatch(record.doi):
        yield f"{record.doi!r} has not the form of a DOI"
    if record.url and not record.url.startswith(("https://", "http://")):
        yield f"{record.url!r} is no web address"


def _law(_: Store, record: Record) -> Iterator[Message]:
    """Legal records are dated in order, and give reasons where they must."""
    if not isinstance(record, Dated):
        return
    start, end = record.valid_from, record.valid_until
    if start and end and end.latest <= start.earliest:
        yield f"ends ({end}) before it starts ({start})"
    if record.attested_on and record.valid_from:
        yield "attested_on is for records whose start is not known"
    if isinstance(record, LegalRule):
        if not record.decides and not record.decides_reason:
            yield "a rule that does not decide must say why in decides_reason"
        if record.force and not record.instrument:
            yield "a rule with force must name its instrument"
        if record.basis is Basis.ABSENCE_OF_RULE and record.verdict.on_scale:
            yield f"the absence of a rule cannot say {record.verdict}"
        if (record.scope is Scope.GROUP_ENTRY) != bool(record.covers_group):
            yield "scope group-entry and covers_group go together"
        if not record.activities:
            yield "a rule must name the activities that it is about"
    if isinstance(record, Authorisation):
        designs = {line.design for line in record.evidence}
        proofs = {StudyDesign.REGULATOR_DECISION, StudyDesign.OFFICIAL_LABEL, StudyDesign.REVIEW}
        if not designs & proofs:
            yield "an authorisation rests on a register, label or order, or a page that cites one"


def _claim(store: Store, record: Record) -> Iterator[Message]:
    """A verdict is one that its grounds can carry."""
    if not isinstance(record, Claim):
        return
    grounds = [store.record(each) for each in record.grounds]
    if record.verdict is ClaimVerdict.UNSUPPORTED:
        return
    if not grounds:
        yield f"the verdict {record.verdict} needs grounds"
        return
    lines = [line for each in grounds if isinstance(each, Evidenced) for line in each.evidence]
    against = {Stance.NULL_RESULT, Stance.CONTRADICTS, Stance.DISPUTED}
    if record.verdict is ClaimVerdict.CONTRADICTED:
        if not any(line.stance in against for line in lines):
            yield "contradicted, but nothing in its grounds speaks against it"
    elif not any(line.stance is Stance.SUPPORTS for line in lines):
        yield f"{record.verdict}, but nothing in its grounds speaks for it"


_RULES: tuple[Rule, ...] = (_evidence, _wording, _identity, _source, _law, _claim)


def _shared_names(store: Store) -> Iterator[tuple[str, Message]]:
    """Names that two compounds share by accident; an ATC group is shared on purpose."""
    for name, entries in store.names.ambiguous().items():
        compounds = sorted({entry.compound for entry in entries})
        if len(compounds) > 1 and not all(entry.matched.startswith("atc ") for entry in entries):
            yield name, f"names {' and '.join(compounds)}"


def _orphans(store: Store, folder: Folder) -> list[str]:
    """Sources of the folder that nothing names."""
    named: set[Source] = set()
    for compound in store.compounds():
        named.update(compound.sources)
    for place in store.places:
        for record in law_of(store, place):
            named.update(record.sources)
    used = {source.id for source in named}
    for place in store.raw_list("jurisdictions").values():
        used.update(key for union in place.get("member_of", ()) for key in union["sources"])
    return [raw["id"] for raw in folder.read("sources.json") or () if raw["id"] not in used]
