"""Records laid over others: what changes, what stays, and which day and version they carry."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from semaxref import Catalogue
from semaxref.errors import AmbiguousName, CompoundNotFound, DataFaults, JurisdictionNotFound
from semaxref.model.law import Verdict
from semaxref.store import places
from semaxref.store.law import rules

if TYPE_CHECKING:
    from pathlib import Path

Json: TypeAlias = Any

EVIDENCE = [
    {"design": "review", "stance": "supports", "study": "own-notes", "sources": ["own-notes"]},
]
SOURCE = {
    "id": "own-notes",
    "type": "document",
    "title": "[Notes of the user]",
    "URL": "https://example.org/notes",
    "custom": {"kind": "web-page", "seen_as": "primary"},
}


@pytest.fixture
def layer(tmp_path: Path) -> Path:
    """An empty folder called ``mine``, for a test to fill."""
    folder = tmp_path / "mine"
    folder.mkdir()
    return folder


def save(folder: Path, path: str, content: Json) -> None:
    """Write a file of a folder."""
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(json.dumps(content), encoding="utf-8")


def rule(**changes: Json) -> Json:
    """A rule on Semax that knows no date."""
    return {
        "id": "semax.legal.br.possess",
        "covers": ["semax"],
        "jurisdiction": "BR",
        "activities": ["possess"],
        "verdict": "permitted",
        "basis": "secondary-text",
        "scope": "named-substance",
        "statement": "A note of the user on Brazil.",
        "summary": "note on Brazil",
        "evidence": EVIDENCE,
        **changes,
    }


def changed(before: Catalogue, after: Catalogue) -> set[str]:
    """Ids of the records that differ between two catalogues, or stand in one only."""
    first = {record.id: record for record in before._store.all_records()}
    second = {record.id: record for record in after._store.all_records()}
    assert list(first) == [key for key in second if key in first], "the order has changed"
    return {key for key in first.keys() | second.keys() if first.get(key) != second.get(key)}


def test_an_empty_layer_changes_nothing(catalogue: Catalogue, layer: Path) -> None:
    """Any file of a layer may be missing, all of them included."""
    assert changed(catalogue, catalogue.overlay(layer)) == set()


def test_one_record_changes_and_nothing_else(
    catalogue: Catalogue, layer: Path, data_files: dict[str, Json]
) -> None:
    """A corrected record is seen in the compound that holds it, and every other record stays."""
    path = "compounds/semax/mechanisms.json"
    raw = next(raw for raw in data_files[path] if raw["id"] == "semax.bdnf")
    save(layer, path, [{**raw, "statement": "Another reading."}])
    after = catalogue.overlay(layer)
    assert changed(catalogue, after) == {"semax.bdnf", "semax"}
    before, now = catalogue.get("semax"), after.get("semax")
    assert [m.id for m in now.mechanisms] == [m.id for m in before.mechanisms]
    assert now.names == before.names
    assert "Another reading." in str(after.record("semax.bdnf"))
    assert "Another reading." not in str(catalogue.record("semax.bdnf"))


def test_a_changed_source_is_seen_wherever_it_is_cited(
    catalogue: Catalogue, layer: Path, data_files: dict[str, Json]
) -> None:
    """A source that was retracted is marked once, and every record that cites it shows so."""
    raw = next(raw for raw in data_files["sources.json"] if raw["id"] == "dolotov2006-brainres")
    save(layer, "sources.json", [{**raw, "title": "Retracted"}])
    after = catalogue.overlay(layer)
    citing = {
        record.id
        for record in catalogue._store.all_records()
        if "dolotov2006-brainres" in {source.id for source in getattr(record, "sources", ())}
    }
    assert {"semax", "semax.bdnf"} <= citing
    assert changed(catalogue, after) == {*citing, "dolotov2006-brainres"}


def test_a_changed_word_is_seen_by_the_questions(
    catalogue: Catalogue, layer: Path, data_files: dict[str, Json]
) -> None:
    """A new synonym of a condition is found, in this catalogue and not in the one below."""
    raw = next(raw for raw in data_files["conditions.json"] if raw["id"] == "stroke")
    save(layer, "conditions.json", [{**raw, "synonyms": [*raw["synonyms"], "brain infarct x"]}])
    after = catalogue.overlay(layer)
    assert after.condition("Brain infarct X").id == "stroke"
    assert after.condition("инсульт").id == "stroke"
    with pytest.raises(LookupError):
        catalogue.condition("brain infarct x")


def test_a_compound_can_be_added(catalogue: Catalogue, layer: Path) -> None:
    """A user's own compound is found by its names, compared and asked about like ours."""
    save(layer, "sources.json", [SOURCE])
    save(
        layer,
        "compounds/tuftsin/identity.json",
        {
            "id": "tuftsin",
            "name": "Tuftsin",
            "kind": "peptide",
            "names": [{"text": "Тафтсин", "kind": "brand", "sources": ["own-notes"]}],
            "structure": {
                "formula": "C21H40N8O6",
                "molar_mass": 500.6,
                "sequence": "TKPR",
                "sources": ["own-notes"],
            },
        },
    )
    save(
        layer,
        "compounds/tuftsin/findings.json",
        [
            {
                "id": "tuftsin.chemical-class",
                "compound": "tuftsin",
                "kind": "identity",
                "statement": "A tetrapeptide.",
                "summary": "tetrapeptide",
                "evidence": EVIDENCE,
            }
        ],
    )
    after = catalogue.overlay(layer)
    added = {"tuftsin", "tuftsin.chemical-class", "own-notes"}
    assert changed(catalogue, after) == added
    assert set(after.compounds().ids) == {*catalogue.compounds().ids, "tuftsin"}
    for query in ("tuftsin", "тафтсин", "TKPR", "Thr-Lys-Pro-Arg"):
        assert after.get(query).id == "tuftsin"
    assert "tuftsin" in str(after.compare("semax", "tuftsin", on="2026-11-23")).lower()
    status = after.legal_status("tuftsin", "US", on="2026-11-23")
    assert status["possess"].verdict is Verdict.UNKNOWN
    assert Catalogue.lint(layer) == ()
    with pytest.raises(CompoundNotFound):
        catalogue.get("tuftsin")


def test_the_catalogue_below_stays_as_it_was(
    catalogue: Catalogue, layer: Path, data_files: dict[str, Json]
) -> None:
    """An overlay makes a new catalogue; whoever holds the old one sees no difference."""
    before = list(catalogue._store.all_records())
    identity = data_files["compounds/semax/identity.json"]
    save(layer, "compounds/semax/identity.json", {**identity, "name": "Other", "names": []})
    after = catalogue.overlay(layer)
    assert after.get("semax").name == "Other"
    with pytest.raises(CompoundNotFound):
        after.get("Minisem")
    assert catalogue.get("semax").name == "Semax"
    assert catalogue.get("Minisem").id == "semax"
    for record, earlier in zip(catalogue._store.all_records(), before, strict=True):
        assert record is earlier


def test_the_version_names_the_layers(catalogue: Catalogue, layer: Path, tmp_path: Path) -> None:
    """An answer from changed data can be told from one of ours, and says what was laid over."""
    (tmp_path / "second").mkdir()
    once = catalogue.overlay(layer)
    twice = once.overlay(tmp_path / "second")
    ours = catalogue.data_version
    assert once.data_version == f"{ours}+mine"
    assert twice.data_version == f"{ours}+mine+second"
    assert f"{ours}+mine+second" in twice.cite()
    status = twice.legal_status("semax", "US", on="2026-11-23")
    assert status.data_version == f"{ours}+mine+second"
    with pytest.raises(CompoundNotFound, match=re.escape(f"in data {ours}+mine+second")):
        twice.get("tuftsin")


def test_the_folder_where_one_stands_has_a_name(
    catalogue: Catalogue, layer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A layer given as ``.`` is named by its folder: ``2026.11+`` would say nothing."""
    monkeypatch.chdir(layer)
    assert catalogue.overlay(".").data_version == f"{catalogue.data_version}+mine"


def test_the_last_layer_wins(catalogue: Catalogue, layer: Path, tmp_path: Path) -> None:
    """Of two corrections of one record, the one that was laid on last is shown."""
    save(layer, "sources.json", [{**SOURCE, "title": "First"}])
    save(tmp_path / "second", "sources.json", [{**SOURCE, "title": "Second"}])
    once = catalogue.overlay(layer)
    twice = once.overlay(tmp_path / "second")
    assert "First" in str(once.record("own-notes"))
    assert "Second" in str(twice.record("own-notes"))


def test_a_layer_lies_over_own_data_too(data_copy: Path, layer: Path) -> None:
    """A catalogue from a user's folder takes layers as the packaged one does."""
    save(data_copy, "about.json", {"data_version": "own", "recorded_on": "2026-11-23"})
    after = Catalogue.from_path(data_copy).overlay(layer)
    assert after.data_version == "own+mine"


def test_undated_law_holds_from_the_day_of_its_own_layer(catalogue: Catalogue, layer: Path) -> None:
    """A rule without a date is not known before it was written down, and by whom it was."""
    save(layer, "sources.json", [SOURCE])
    save(layer, "law/BR.json", {"jurisdiction": "BR", "rules": [rule()]})
    without = catalogue.overlay(layer)
    save(layer, "about.json", {"data_version": "1", "recorded_on": "2027-02-03"})
    dated = catalogue.overlay(layer)
    for after, day_before, day in (
        (without, "2026-11-22", "2026-11-23"),
        (dated, "2027-02-02", "2027-02-03"),
    ):
        earlier = after.legal_status("semax", "BR", on=day_before)["possess"]
        answer = after.legal_status("semax", "BR", on=day)["possess"]
        assert earlier.verdict is Verdict.UNKNOWN
        assert answer.verdict is Verdict.PERMITTED
        assert str(rules(after._store, "BR")[0].recorded_on) == day
    # The day of the layer is not written into the records below it.
    assert changed(catalogue, dated) == {"own-notes", "semax.legal.br.possess"}
    unknown = catalogue.legal_status("semax", "BR", on="2027-02-03")["possess"]
    assert unknown.verdict is Verdict.UNKNOWN


def test_one_rule_is_replaced_and_the_others_hold(
    catalogue: Catalogue, layer: Path, data_files: dict[str, Json]
) -> None:
    """A corrected rule of a country leaves its other rules, events and authorisations alone."""
    raw = data_files["law/CA.json"]["rules"][0]
    save(layer, "law/CA.json", {"jurisdiction": "CA", "rules": [{**raw, "verdict": "restricted"}]})
    after = catalogue.overlay(layer)
    assert changed(catalogue, after) == {raw["id"]}
    answer = after.legal_status("semax", "CA", on="2025-04-14")["sell-as-medicine"]
    assert answer.verdict is Verdict.RESTRICTED


def test_a_layer_with_a_date_of_its_own_can_be_linted(layer: Path) -> None:
    """The linter sees a layer as `overlay` does, whether or not it says when it was written."""
    save(layer, "sources.json", [SOURCE])
    save(layer, "law/BR.json", {"jurisdiction": "BR", "rules": [rule()]})
    assert Catalogue.lint(layer) == ()
    save(layer, "about.json", {"recorded_on": "2027-02-03"})
    assert Catalogue.lint(layer) == ()


def test_a_place_can_be_added(catalogue: Catalogue, layer: Path) -> None:
    """A country or a part of one that our list lacks can be asked about after a layer."""
    save(layer, "jurisdictions.json", [{"id": "XK", "name": "Kosovo", "kind": "country"}])
    save(layer, "subdivisions.json", {"XK": [["XK-01", "Prishtina"]], "US": [["US-ZZ", "Zed"]]})
    after = catalogue.overlay(layer)
    assert places.jurisdiction(after._store, "Kosovo").id == "XK"
    assert places.jurisdiction(after._store, "xk-01").name == "Prishtina"
    assert places.jurisdiction(after._store, "US-ZZ").name == "Zed"
    assert places.jurisdiction(after._store, "US-NY").name == "New York"
    with pytest.raises(JurisdictionNotFound):
        places.jurisdiction(catalogue._store, "US-ZZ")


def test_a_layer_may_name_what_lies_below(catalogue: Catalogue, layer: Path) -> None:
    """A user's claim rests on our records, and only what neither has is a fault."""
    claim = {
        "id": "semax.claim.own",
        "compound": "semax",
        "text": "It raises BDNF.",
        "verdict": "partly",
        "because": "Animals only.",
        "grounds": ["semax.bdnf"],
    }
    save(layer, "compounds/semax/claims.json", [claim])
    assert changed(catalogue, catalogue.overlay(layer)) == {"semax", "semax.claim.own"}
    save(layer, "compounds/semax/claims.json", [{**claim, "grounds": ["semax.bdn"]}])
    with pytest.raises(DataFaults) as caught:
        catalogue.overlay(layer)
    (fault,) = caught.value.faults
    assert (fault.file, fault.path) == ("compounds/semax/claims.json", "$[0].grounds")
    assert "did you mean 'semax.bdnf'?" in fault.message


def test_faults_of_a_layer_are_its_own(catalogue: Catalogue, layer: Path) -> None:
    """What is told is what the user can mend: every fault names a file of the layer."""
    save(layer, "compounds/semax/mechanisms.json", [{"id": "semax.own"}])
    save(layer, "law/US.json", {"jurisdiction": "US", "rules": [rule()]})
    with pytest.raises(DataFaults) as caught:
        catalogue.overlay(layer)
    assert {fault.file for fault in caught.value.faults} == {
        "compounds/semax/mechanisms.json",
        "law/US.json",
    }


def test_an_id_is_not_given_to_another_kind_of_record(catalogue: Catalogue, layer: Path) -> None:
    """A finding with the id of a mechanism below would hide it from `record`."""
    finding = {
        "id": "semax.bdnf",
        "compound": "semax",
        "kind": "identity",
        "statement": "Another.",
        "summary": "another",
        "evidence": EVIDENCE,
    }
    save(layer, "sources.json", [SOURCE])
    save(layer, "compounds/semax/findings.json", [finding])
    with pytest.raises(DataFaults, match=r"semax\.bdnf"):
        catalogue.overlay(layer)


def test_a_new_compound_does_not_take_a_name_over(
    catalogue: Catalogue, layer: Path, data_files: dict[str, Json]
) -> None:
    """A layer that calls its compound Minisem makes the name ambiguous; neither wins unseen."""
    save(
        layer,
        "compounds/minisem/identity.json",
        {"id": "minisem", "name": "Minisem", "kind": "peptide"},
    )
    with pytest.raises(AmbiguousName):
        catalogue.overlay(layer).resolve("Minisem")
    assert any("names minisem and semax" in fault.message for fault in Catalogue.lint(layer))
    assert "minisem" not in data_files


def test_a_whole_copy_laid_over_is_the_same(catalogue: Catalogue, data_copy: Path) -> None:
    """A layer that repeats every record changes none of them."""
    shutil.move(data_copy / "about.json", data_copy / ".about.json")
    assert changed(catalogue, catalogue.overlay(data_copy)) == set()
