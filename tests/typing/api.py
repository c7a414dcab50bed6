"""Lines that must pass under mypy --strict and pyright: what users write, with its types.

Nothing here runs: type checkers read it, and `tests/test_typing.py` asks them.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, assert_type

import pandas as pd
import polars as pl
import pyarrow as pa

import semaxref as sx

if TYPE_CHECKING:
    from collections.abc import Mapping


def compounds(compound: sx.Compound, condition: sx.Condition) -> None:
    """Names, structures, and the records of a compound."""
    assert_type(sx.get("semax"), sx.Compound)
    assert_type(sx.resolve("Семакс").kind, sx.MatchKind)
    assert_type(sx.resolve("Семакс").caveat, str | None)
    assert_type(sx.record("semax.bdnf"), sx.Record)
    assert_type(sx.compounds(), sx.Records[sx.Compound])
    sx.compounds(route="oral", use_case=condition, target="BDNF")
    assert_type(compound.mechanisms, tuple[sx.Mechanism, ...])
    assert_type(compound.indications[0].condition, sx.Condition)
    assert_type(compound.structure, sx.Structure | None)
    if compound.structure:
        assert_type(compound.structure.molar_mass, float)
        assert_type(compound.structure.inchikey, str | None)
    assert_type(compound.identifiers[0].status, sx.IdentifierStatus)
    assert_type(compound.sources, tuple[sx.Source, ...])


def plurals(compound: sx.Compound) -> None:
    """Plural questions: a member of an enum or its string, and tuples of the right thing."""
    mechanisms = sx.mechanisms(compound, target="BDNF", min_level="animal", agreement="disputed")
    assert_type(mechanisms, sx.Records[sx.Mechanism])
    assert_type(mechanisms[0], sx.Mechanism)
    assert_type(mechanisms[0].evidence[0].outcomes[0].direction, sx.Direction)
    assert_type(mechanisms.ids, tuple[str, ...])
    sx.mechanisms(min_level=sx.EvidenceLevel.ANIMAL, agreement=sx.Agreement.DISPUTED)
    for indication in sx.indications(
        "semax", use_case="stroke", jurisdiction="RU", standing="labelled", on=date(2026, 11, 23)
    ):
        assert_type(indication, sx.Indication)
        assert_type(indication.level >= "human-controlled", bool)
        assert_type(indication.level > sx.EvidenceLevel.ANIMAL, bool)
        assert_type(indication.agreement, sx.Agreement)
        assert_type(indication.sources, tuple[sx.Source, ...])
    sx.indications(jurisdiction="RU", standing=sx.Standing.OFF_LABEL, on="2026-11-23")
    assert_type(sx.findings("semax", kind="adverse-effect"), sx.Records[sx.Finding])
    sx.findings(kind=sx.FindingKind.KINETIC)
    for finding in sx.findings():
        if isinstance(finding, sx.KineticValue):
            assert_type(finding.value, float | None)
            assert_type(finding.quantity, sx.Quantity)
    assert_type(sx.claims(verdict="overstated"), sx.Records[sx.Claim])
    sx.claims(verdict=sx.ClaimVerdict.PARTLY)
    assert_type(sx.sources(compound)[0].issued, sx.PartialDate | None)
    assert_type(sx.conditions(), sx.Records[sx.Condition])
    assert_type(sx.condition("инсульт").parent, str | None)


def law(compound: sx.Compound) -> None:
    """A status is a mapping of activities to answers, and a verdict is one of six."""
    status = sx.legal_status(compound, "US", on="2026-11-23", stale_after=30)
    assert_type(status, sx.LegalStatus)
    assert_type(status["possess"], sx.LegalAnswer)
    assert_type(status[sx.Activity.POSSESS].verdict, sx.Verdict)
    for activity, answer in status.items():
        assert_type(activity, sx.Activity)
        assert_type(answer.deciding, tuple[sx.LegalRule, ...])
        assert_type(answer.events, tuple[sx.LegalEvent, ...])
        assert_type(answer.not_known, sx.NotKnown | None)
        assert_type(answer.reasons, tuple[str, ...])
    as_mapping: Mapping[sx.Activity, sx.LegalAnswer] = status
    assert_type(len(as_mapping), int)
    changes = sx.legal_changes("semax", jurisdiction="US", since=date(2026, 1, 1))
    assert_type(changes, sx.Records[sx.LegalChange | sx.EventDay])
    for change in changes:
        assert_type(change.day, date)
        if isinstance(change, sx.LegalChange):
            assert_type(change.after, sx.Verdict)
        else:
            assert_type(change.event, sx.LegalEvent)
    standing = sx.standing("piracetam", sx.condition("stroke"), "GB", on=date(2026, 11, 23))
    assert_type(standing, sx.StandingAnswer)
    assert_type(standing.value, sx.Standing)


def comparison(compound: sx.Compound) -> None:
    """Rows by aspect, cells with their records; an aspect is a member or its string."""
    table = sx.compare(compound, "noopept", "piracetam", jurisdiction="RU", on="2026-11-23")
    assert_type(table, sx.Comparison)
    assert_type(table["chemical-class"], sx.Row)
    assert_type(table[sx.Aspect.LEGAL_STATUS].cells[0], sx.Cell)
    assert_type(table.differences(), tuple[sx.Row, ...])
    sx.compare("semax", "noopept", aspects=["chemical-class"])
    sx.compare("semax", "noopept", aspects=("chemical-class", "administration"))
    sx.compare("semax", "noopept", aspects=[sx.Aspect.ADMINISTRATION])
    sx.compare("semax", "noopept", aspects=[row.aspect for row in table.differences()])


def catalogues(path: Path) -> None:
    """A catalogue of one's own has the same questions."""
    own = sx.Catalogue.from_path(path)
    assert_type(own, sx.Catalogue)
    assert_type(own.overlay(str(path)), sx.Catalogue)
    assert_type(own.get("semax"), sx.Compound)
    assert_type(sx.Catalogue.lint(path), tuple[sx.Fault, ...])
    assert_type(sx.packaged().data_version, str)
    assert_type(sx.data_version, str)
    assert_type(sx.__version__, str)
    assert_type(sx.cite(), str)
    sx.load()
    assert_type(own.get("semax").document(), sx.Document)
    assert_type(own.get("semax").document().text(width=60), str)


def errors() -> None:
    """A miss carries what was asked and what was probably meant."""
    try:
        sx.get("semx")
    except sx.CompoundNotFound as error:
        assert_type(error.query, str)
        assert_type(error.suggestions, tuple[str, ...])
    except sx.AmbiguousName as error:
        assert_type(error.candidates, tuple[str, ...])
    except sx.SemaxrefError as error:
        assert_type(error, sx.SemaxrefError)


def tables(status: sx.LegalStatus, records: sx.Records[sx.Mechanism]) -> None:
    """A named library gives its own type of table, of anything that was answered."""
    assert_type(sx.exports.frame(records, backend="pandas"), pd.DataFrame)
    assert_type(sx.exports.frame(status, backend="polars"), pl.DataFrame)
    assert_type(sx.exports.frame(records[0], backend="pyarrow"), pa.Table)
    assert_type(sx.exports.frame([status, status]), pd.DataFrame | pl.DataFrame | pa.Table)
    assert_type(sx.exports.evidence_frame(records, backend="pandas"), pd.DataFrame)
    assert_type(sx.exports.evidence_frame(records[0], backend="polars"), pl.DataFrame)
    assert_type(sx.exports.evidence_frame(sx.get("semax"), backend="pyarrow"), pa.Table)
    assert_type(records.of, tuple[type[sx.Mechanism], ...])


def pictures() -> None:
    """Each picture is a `Picture`, and says where it was saved."""
    picture = sx.plots.evidence_matrix(["semax", sx.get("noopept")], by="use-case")
    assert_type(picture, sx.plots.Picture)
    assert_type(sx.plots.legal_timeline("semax", "US", activity="possess"), sx.plots.Picture)
    assert_type(sx.plots.authorisation_map("semax"), sx.plots.Picture)
    assert_type(sx.plots.mechanism_map("semax"), sx.plots.Picture)
    assert_type(picture.text, str)
    assert_type(picture.save("matrix.svg"), Path)


def screening(rows: pd.DataFrame, batches: list[pa.RecordBatch]) -> None:
    """Mentions in texts, and flags in rows."""
    matcher = sx.Matcher(compounds=["semax", sx.get("noopept")], fuzzy=False)
    assert_type(matcher.find("Semax"), tuple[sx.Mention, ...])
    for number, mention in matcher.find_many(["Semax", None]):
        assert_type(number, int)
        assert_type(mention.kind, sx.MatchKind)
    flags = sx.screen(
        rows, text=["title", "label"], jurisdiction=sx.Column("to"), activity="possess", on=None
    )
    assert_type(next(flags).answer, sx.LegalAnswer)
    assert_type(next(flags).verdict, sx.Verdict)
    table = sx.screening.screen_batches(
        batches, text="title", jurisdiction="US", activity=sx.Activity.POSSESS
    )
    assert_type(table, pa.RecordBatchReader)
    assert_type(sx.screening.prefilter(), str)
