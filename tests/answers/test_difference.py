"""What changed between two catalogues, for a changelog, a review or a watch list."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any, TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

import semaxref as sx
from semaxref.model.json_form import as_json

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Json: TypeAlias = Any

MECHANISMS = "compounds/semax/mechanisms.json"
FINDINGS = "compounds/semax/findings.json"


def change(folder: Path, path: str, edit: Callable[[Json], object]) -> None:
    """Edit one file of a folder."""
    file = folder / path
    content = json.loads(file.read_text("utf-8"))
    edit(content)
    file.write_text(json.dumps(content, ensure_ascii=False), "utf-8")


def by_id(records: Json, key: str) -> Json:
    """The record with an id."""
    return next(raw for raw in records if raw["id"] == key)


def difference(catalogue: sx.Catalogue, folder: Path) -> sx.Difference:
    """From the packaged data to a folder."""
    return catalogue.diff(sx.Catalogue.from_path(folder))


def test_equal_data_do_not_differ(catalogue: sx.Catalogue, data_copy: Path) -> None:
    """Data that were only copied raise no alarm."""
    found = difference(catalogue, data_copy)
    assert (found.added, found.removed, found.changed) == ((), (), ())
    assert "No record differs." in str(found)
    assert found.counts == ("added: none", "removed: none", "changed: none")


def test_the_order_of_records_is_no_difference(catalogue: sx.Catalogue, data_copy: Path) -> None:
    """A file that was sorted anew says the same."""
    change(data_copy, MECHANISMS, lambda records: records.reverse())
    found = difference(catalogue, data_copy)
    assert [each.id for each in (*found.added, *found.removed)] == []
    assert [each.id for each in found.changed] == []


def test_a_changed_field_is_named_with_both_values(
    catalogue: sx.Catalogue, data_copy: Path
) -> None:
    """A reviewer sees the one number that changed, and the line that it stands in."""

    def edit(records: Json) -> None:
        by_id(records, "semax.bdnf")["evidence"][0]["dose"] = "1 kg"

    before = catalogue.record("semax.bdnf")
    assert isinstance(before, sx.Mechanism)
    change(data_copy, MECHANISMS, edit)
    (record,) = difference(catalogue, data_copy).changed
    assert (record.id, record.kind) == ("semax.bdnf", "mechanism")
    (field,) = record.fields
    assert field.path == f"evidence[{before.evidence[0].study}].dose"
    assert (field.before, field.after) == (before.evidence[0].dose, "1 kg")


def test_a_grade_that_falls_is_told(catalogue: sx.Catalogue, data_copy: Path) -> None:
    """Who takes a study away sees that level and agreement went with it."""

    def edit(records: Json) -> None:
        record = by_id(records, "semax.bdnf")
        record["evidence"] = [
            line for line in record["evidence"] if line["design"] == "official-label"
        ] or [{**record["evidence"][0], "design": "review"}]

    change(data_copy, MECHANISMS, edit)
    (record,) = difference(catalogue, data_copy).changed
    told = {field.path: (field.before, field.after) for field in record.fields}
    assert told["level"] == ("animal", "none")
    assert told["agreement"] == ("disputed", "unsupported")
    assert any(path.startswith("evidence[") and new is None for path, (_, new) in told.items())


def test_a_line_moved_within_its_record_is_no_difference(
    catalogue: sx.Catalogue, data_copy: Path
) -> None:
    """Studies are told apart by their key, not by their place in a list."""

    def edit(records: Json) -> None:
        lines = by_id(records, "semax.bdnf")["evidence"]
        lines.append(lines.pop(0))

    change(data_copy, MECHANISMS, edit)
    assert difference(catalogue, data_copy).changed == ()


def test_records_of_one_side_are_named(catalogue: sx.Catalogue, data_copy: Path) -> None:
    """New and lost records stand by kind, with a few words on each."""
    lost: list[str] = []

    def edit(records: Json) -> None:
        new = copy.deepcopy(by_id(records, "semax.bdnf"))
        lost.append(records.pop()["id"])
        records.append({**new, "id": "semax.new", "summary": "a new one"})

    change(data_copy, MECHANISMS, edit)
    change(data_copy, "compounds/semax/identity.json", lambda raw: raw.pop("principal"))
    change(data_copy, "compounds/semax/claims.json", lambda raw: raw.clear())
    found = difference(catalogue, data_copy)
    assert [str(each) for each in found.added] == ["semax.new: a new one"]
    assert set(lost) <= {each.id for each in found.removed}
    assert {each.kind for each in found.removed} == {"claim", "mechanism"}
    assert [each.id for each in found.changed] == ["semax"]
    assert found.counts[0] == "added: 1 mechanism"
    assert "semax (principal[" in str(found.changed[0])
    removed = len(found.removed)
    assert repr(found) == (
        f"<Difference {found.old} -> {found.new}: 1 added, {removed} removed, 1 changed>"
    )
    assert found.old == found.new == sx.data_version


def test_law_places_and_words_are_compared_too(catalogue: sx.Catalogue, data_copy: Path) -> None:
    """A rule, a membership or a synonym that changed is not missed."""
    change(data_copy, "law/CA.json", lambda raw: raw["rules"][0].update(as_of="2026-11-23"))
    change(data_copy, "jurisdictions.json", lambda raw: by_id(raw, "CA").update(name="Canadia"))
    change(data_copy, "conditions.json", lambda raw: by_id(raw, "stroke")["synonyms"].append("x y"))
    found = {each.kind: each for each in difference(catalogue, data_copy).changed}
    assert set(found) == {"legal rule", "jurisdiction", "condition"}
    assert str(found["jurisdiction"].fields[0]) == "name: Canada -> Canadia"


def test_a_truth_value_is_told_in_words(catalogue: sx.Catalogue, data_copy: Path) -> None:
    """That a rule no longer decides is told as JSON has it."""
    draft = {"decides": False, "decides_reason": "a draft"}
    change(data_copy, "law/CA.json", lambda raw: raw["rules"][0].update(draft))
    (record,) = difference(catalogue, data_copy).changed
    assert [str(field) for field in record.fields] == [
        "decides: true -> false",
        "decides_reason: nothing -> a draft",
    ]


def test_the_text_fits_80_columns_and_json_is_whole(
    catalogue: sx.Catalogue, data_copy: Path
) -> None:
    """A long text is cut in print and kept in JSON."""
    long = "A very long word on this. " * 10

    def edit(records: Json) -> None:
        by_id(records, "semax.bdnf")["statement"] = long.strip()

    change(data_copy, MECHANISMS, edit)
    found = difference(catalogue, data_copy)
    assert max(map(len, str(found).splitlines())) <= 80
    assert "..." in str(found)
    told = as_json(found)
    assert told["changed"][0]["fields"][0]["after"] == long.strip()
    assert json.loads(json.dumps(told)) == told


@settings(deadline=None, max_examples=8)
@given(picks=st.sets(st.integers(0, 40), max_size=6))
def test_the_way_back_is_the_way_there_turned_round(
    catalogue: sx.Catalogue,
    data_files: dict[str, Json],
    catalogue_of: Callable[..., sx.Catalogue],
    picks: set[int],
) -> None:
    """What one direction calls added the other calls removed, and values change places."""
    records = copy.deepcopy(data_files[FINDINGS])
    for number in sorted(picks, reverse=True):
        if number % 2:
            del records[number]
        else:
            records[number]["summary"] += "!"
    other = catalogue_of({**data_files, FINDINGS: records})
    there, back = catalogue.diff(other), other.diff(catalogue)
    assert {each.id for each in there.removed} == {each.id for each in back.added}
    assert there.added == back.removed == ()
    turned = [(c.id, f.path, f.after, f.before) for c in back.changed for f in c.fields]
    assert [(c.id, f.path, f.before, f.after) for c in there.changed for f in c.fields] == turned


def test_a_folder_can_be_compared_with_one_of_other_places(
    catalogue: sx.Catalogue, data_copy: Path
) -> None:
    """A place whose law was taken out is told record by record."""
    content = json.loads((data_copy / "law/AT.json").read_text("utf-8"))
    ids = {raw["id"] for raws in content.values() if isinstance(raws, list) for raw in raws}
    (data_copy / "law/AT.json").unlink()
    found = difference(catalogue, data_copy)
    assert {each.id for each in found.removed} == ids
    assert found.changed == ()
