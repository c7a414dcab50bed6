"""The evidence matrix: a tile for each record, and a dash where there is none."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from matplotlib.colors import to_hex

import semaxref as sx
from semaxref.plots import Picture, evidence_matrix
from semaxref.plots.colours import LEVELS, MARKS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, Literal


THREE = ("semax", "noopept", "piracetam")
TEN = (
    *THREE,
    "selank",
    "modafinil",
    "cerebrolysin",
    "citicoline",
    "fonturacetam",
    "donepezil",
    "methylphenidate",
)


def records_of(compounds: tuple[str, ...], by: str) -> list[sx.Mechanism | sx.Indication]:
    """All records that a matrix has to show."""
    found: list[sx.Mechanism | sx.Indication] = []
    for name in compounds:
        found += sx.mechanisms(name) if by == "mechanism" else sx.indications(name)
    return found


def test_every_use_is_a_tile_with_its_level_and_agreement(
    parts: Callable[[Picture], dict[str, Any]], labels: Callable[[Picture], dict[str, str]]
) -> None:
    """What is drawn is what the records say, no more and no less."""
    picture = evidence_matrix(THREE, by="use-case")
    shapes, texts = parts(picture), labels(picture)
    records = records_of(THREE, "use-case")
    assert set(shapes) == {record.id for record in records}
    for record in records:
        fill = shapes[record.id].get_facecolor()
        assert to_hex(fill) == LEVELS[record.level]
        words = texts[f"{record.id}/text"].replace("- ", "-")
        assert words.startswith(MARKS[record.agreement])
        if record.agreement is sx.Agreement.UNSUPPORTED:
            assert words.endswith(record.grade)
        else:
            none = record.level is sx.EvidenceLevel.NONE
            assert words.endswith("no support" if none else record.level)
    rows = {record.condition.id for record in records if isinstance(record, sx.Indication)}
    assert rows <= set(texts)


def test_every_mechanism_stands_with_each_of_its_targets() -> None:
    """A mechanism on three targets is found in the row of each, with its action."""
    picture = evidence_matrix(THREE)
    (axes,) = picture.figure.axes
    drawn = [str(patch.get_gid()) for patch in axes.patches if patch.get_gid()]
    expected = [
        record.id
        for record in records_of(THREE, "mechanism")
        if isinstance(record, sx.Mechanism)
        for _ in record.targets
    ]
    assert sorted(drawn) == sorted(expected)
    words = " ".join(text.get_text() for text in axes.texts if text.get_gid() == "semax.bdnf/text")
    assert words == f"increases {MARKS[sx.Agreement.DISPUTED]} animal"


@pytest.mark.parametrize("by", ["mechanism", "use-case"])
@pytest.mark.parametrize("compounds", [("semax",), THREE, TEN])
def test_the_words_are_those_of_the_records(
    by: Literal["mechanism", "use-case"], compounds: tuple[str, ...]
) -> None:
    """Whoever cannot see the picture gets every record, with grade, summary and id."""
    text = " ".join(evidence_matrix(compounds, by=by).text.split())
    names = {name: sx.get(name).name for name in compounds}
    for record in records_of(compounds, by):
        said = f"{record.action} " if isinstance(record, sx.Mechanism) else ""
        line = f"{names[record.compound]}: {said}[{record.grade}], {record.id}: {record.summary}"
        assert line in text


def test_a_gap_is_no_record_and_not_no_effect() -> None:
    """An empty place is a dash, counted and named in words, and explained."""
    picture = evidence_matrix(THREE, by="use-case")
    records = records_of(THREE, "use-case")
    rows = {record.condition.id for record in records if isinstance(record, sx.Indication)}
    full = {
        (record.condition.id, record.compound)
        for record in records
        if isinstance(record, sx.Indication)
    }
    (axes,) = picture.figure.axes
    dashes = [text for text in axes.texts if text.get_text() == "–"]
    assert len(dashes) == len(rows) * 3 - len(full)
    assert "No record: Semax, Noopept" in picture.text
    assert "not a finding of no effect" in picture.caption


@pytest.mark.parametrize("by", ["mechanism", "use-case"])
def test_ten_compounds_stay_readable(
    by: Literal["mechanism", "use-case"], neat: Callable[[Picture], None]
) -> None:
    """A wide and tall matrix overlaps nowhere, and names its columns at both ends."""
    picture = evidence_matrix(TEN, by=by)
    neat(picture)
    (axes,) = picture.figure.axes
    heads = [text.get_text() for text in axes.texts]
    assert heads.count("Semax") == heads.count("Methylphenidate") == 2
    assert picture.title.startswith("Evidence on 10 compounds")


def test_rows_stand_in_groups_by_alphabet() -> None:
    """A row is found by its name, and its place says nothing of its worth."""
    (axes,) = evidence_matrix("piracetam", by="use-case").figure.axes
    names = [text.get_text() for text in axes.texts]
    diseases = names[names.index("Diseases") + 1 : names.index("Symptoms")]
    labels = [sx.condition(text).label for text in diseases if text in all_labels()]
    assert len(labels) > 5
    assert all(one.casefold() <= other.casefold() for one, other in pairwise(labels))


def all_labels() -> set[str]:
    """Labels of all conditions."""
    return {condition.label for condition in sx.conditions()}


def test_a_compound_without_records_is_said_to_have_none(neat: Callable[[Picture], None]) -> None:
    """Nothing on record is a picture that says so, not an error and not an empty one."""
    picture = evidence_matrix("omeprazole")
    neat(picture)
    assert "No records." in picture.text
    (axes,) = picture.figure.axes
    assert "No records." in [text.get_text() for text in axes.texts]
    assert picture.title == "Evidence on Omeprazole, by mechanism"


def test_a_symbol_is_shown_once(labels: Callable[[Picture], dict[str, str]]) -> None:
    """A gene product is found by its symbol; what has none is not called twice the same."""
    texts = labels(evidence_matrix("semax"))
    assert texts["BDNF"] == "brain derived neurotrophic factor (BDNF)"
    assert texts["amyloid-beta"] == "Amyloid-beta"


def test_an_overlay_changes_the_tile_it_changes(
    packaged_with: Callable[[Mapping[str, Any]], sx.Catalogue],
    data_files: Mapping[str, Any],
    parts: Callable[[Picture], dict[str, Any]],
) -> None:
    """Lay a study over the data, and the picture shows it by itself."""
    (raw,) = (
        each
        for each in data_files["compounds/modafinil/indications.json"]
        if each["id"] == "modafinil.narcolepsy"
    )
    line = {**raw["evidence"][0], "design": "randomised", "stance": "supports", "study": "new"}
    changed = {**raw, "evidence": [line]}
    own = packaged_with({"compounds/modafinil/indications.json": [changed]})
    before = parts(evidence_matrix("modafinil", by="use-case"))["modafinil.narcolepsy"]
    after = parts(evidence_matrix("modafinil", by="use-case", catalogue=own))
    fills = [to_hex(shape.get_facecolor()) for shape in (before, after["modafinil.narcolepsy"])]
    assert fills == [LEVELS[sx.EvidenceLevel.NONE], LEVELS[sx.EvidenceLevel.RANDOMISED]]


def test_questions_that_cannot_be_drawn() -> None:
    """No compound, one twice, no list, rows by something else: each is told plainly."""
    with pytest.raises(sx.InvalidQuery, match="compounds: give one at least"):
        evidence_matrix([])
    with pytest.raises(sx.InvalidQuery, match="semax stands twice in compounds"):
        evidence_matrix(["semax", "Семакс"])
    with pytest.raises(sx.InvalidQuery, match="compounds must be texts, not int"):
        evidence_matrix(5)  # type: ignore[arg-type]
    with pytest.raises(sx.UnknownValue, match="did you mean 'mechanism'") as caught:
        evidence_matrix("semax", by="mechanisms")  # type: ignore[arg-type]
    assert caught.value.allowed == ("mechanism", "use-case")
