"""Use-cases: lay words, Russian words and codes lead to one condition and all below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import semaxref as sx

if TYPE_CHECKING:
    from collections.abc import Mapping


def below(data_files: Mapping[str, Any], condition: str) -> set[str]:
    """A condition and all that name it as their parent, at any depth; from the raw file."""
    found, size = {condition}, 0
    while len(found) > size:
        size = len(found)
        found |= {raw["id"] for raw in data_files["conditions.json"] if raw.get("parent") in found}
    return found


def users(data_files: Mapping[str, Any], conditions: set[str]) -> set[str]:
    """Ids of all indications for some conditions; from the raw files."""
    return {
        raw["id"]
        for path, records in data_files.items()
        if path.endswith("/indications.json")
        for raw in records
        if raw["condition"] in conditions
    }


@pytest.mark.parametrize("word", ["stroke", "Stroke", "инсульт", "ИНСУЛЬТ", "brain attack"])
def test_stroke_in_any_words(
    word: str, catalogue: sx.Catalogue, data_files: Mapping[str, Any]
) -> None:
    """A patient's, a Russian doctor's and a coder's word find the same uses, narrower ones too."""
    assert catalogue.condition(word).id == "stroke"
    conditions = below(data_files, "stroke")
    assert {"ischaemic-stroke", "acute-ischaemic-stroke", "haemorrhagic-stroke"} < conditions
    found = catalogue.indications(use_case=word)
    assert set(found.ids) == users(data_files, conditions)
    assert {"semax.acute-ischaemic-stroke", "semax.stroke-recovery"} <= set(found.ids)
    assert {record.compound for record in found} > {"semax"}


def test_a_code_finds_its_condition_and_below(
    catalogue: sx.Catalogue, data_files: Mapping[str, Any]
) -> None:
    """I63 stands on ischaemic stroke and on its acute form: the outer one is meant."""
    assert catalogue.condition("I63").id == catalogue.condition("i63").id == "ischaemic-stroke"
    conditions = below(data_files, "ischaemic-stroke")
    assert "acute-ischaemic-stroke" in conditions
    assert "haemorrhagic-stroke" not in conditions
    found = catalogue.indications(use_case="I63")
    assert set(found.ids) == users(data_files, conditions)
    assert found.ids


def test_every_word_of_every_condition_finds_it(
    catalogue: sx.Catalogue, data_files: Mapping[str, Any]
) -> None:
    """No label or synonym leads to another condition, or to none."""
    for raw in data_files["conditions.json"]:
        for word in (raw["id"], raw["label"], *raw.get("synonyms", ())):
            assert catalogue.condition(word).id == raw["id"], word


def test_every_condition_finds_the_uses_below_it(
    catalogue: sx.Catalogue, data_files: Mapping[str, Any]
) -> None:
    """A wider word never finds less than a narrower one."""
    for condition in catalogue.conditions():
        wanted = users(data_files, below(data_files, condition.id))
        assert set(catalogue.indications(use_case=condition).ids) == wanted


def test_a_miss_suggests(catalogue: sx.Catalogue) -> None:
    """A typo raises and names what was probably meant, in either script."""
    with pytest.raises(sx.ConditionNotFound) as raised:
        catalogue.indications(use_case="strok")
    assert "stroke" in raised.value.suggestions
    assert raised.value.data_version == sx.data_version
    with pytest.raises(sx.ConditionNotFound, match="инсульт"):
        catalogue.condition("инсульд")
    with pytest.raises(sx.ConditionNotFound):
        catalogue.indications(use_case="sunburn")


def test_use_case_of_one_compound(catalogue: sx.Catalogue) -> None:
    """A compound narrows the search, and only it: nothing of others, nothing else of its own."""
    everyone = catalogue.indications(use_case="stroke")
    semax = catalogue.indications("semax", use_case="stroke")
    assert list(semax) == [record for record in everyone if record.compound == "semax"]
    compounds = catalogue.compounds(use_case="stroke")
    assert set(compounds.ids) == {record.compound for record in everyone}
