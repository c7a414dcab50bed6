"""The mechanism map: a box for each record, and lines that say whether studies agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from matplotlib.colors import to_hex

import semaxref as sx
from semaxref.plots import Picture, mechanism_map
from semaxref.plots.colours import DASHES, LEVELS, MARKS
from semaxref.plots.network import arranged

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


@pytest.mark.parametrize("name", ["semax", "noopept", "piracetam", "modafinil"])
def test_boxes_and_lines_are_those_of_the_records(
    name: str,
    parts: Callable[[Picture], dict[str, Any]],
    labels: Callable[[Picture], dict[str, str]],
    neat: Callable[[Picture], None],
) -> None:
    """Each record is a box in the colour of its level, tied to each of its targets once."""
    picture = mechanism_map(name)
    neat(picture)
    shapes, texts = parts(picture), labels(picture)
    records = sx.mechanisms(name)
    targets = {target.id for record in records for target in record.targets}
    lines = {f"{name}>{record.id}" for record in records}
    lines |= {f"{record.id}>{target.id}" for record in records for target in record.targets}
    assert set(shapes) == {name, *records.ids, *targets, *lines}
    for record in records:
        fill = shapes[record.id].get_facecolor()
        assert to_hex(fill) == LEVELS[record.level]
        words = texts[f"{record.id}/text"]
        assert words.startswith(f"{MARKS[record.agreement]} {record.action}: {record.grade}")
        assert words.endswith(record.summary)


def test_lines_differ_by_agreement(parts: Callable[[Picture], dict[str, Any]]) -> None:
    """What studies dispute or refute is not tied by the same line as what they support."""
    shapes = parts(mechanism_map("semax"))
    styles: dict[sx.Agreement, set[str]] = {}
    for record in sx.mechanisms("semax"):
        for target in record.targets:
            line = shapes[f"{record.id}>{target.id}"]
            pattern = str(line.get_linestyle())
            styles.setdefault(record.agreement, set()).add(pattern)
    assert set(styles) == set(DASHES)
    assert all(len(style) == 1 for style in styles.values())
    assert len({style for found in styles.values() for style in found}) == len(DASHES)


def test_the_words_are_those_of_the_records() -> None:
    """Whoever cannot see the picture gets every record, with targets, grade and summary."""
    text = " ".join(mechanism_map("semax").text.split())
    for record in sx.mechanisms("semax"):
        assert f"[{record.grade}], {record.id}" in text
        assert record.summary in text
        assert all(target.label in text for target in record.targets)


def test_the_order_keeps_everything_and_crosses_less() -> None:
    """Nothing is lost by putting boxes in order, and fewer lines cross than before."""
    records = sx.mechanisms("semax")
    left, right = arranged(records)
    assert {record.id for record in left} == set(records.ids)
    before = list(dict.fromkeys(target.id for record in records for target in record.targets))
    after = [target.id for target in right]
    assert sorted(before) == sorted(after)
    assert crossings(left, after) <= crossings(list(records), before)


def crossings(records: list[sx.Mechanism], targets: list[str]) -> int:
    """How many lines cross."""
    lines = [
        (place, targets.index(target.id))
        for place, record in enumerate(records)
        for target in record.targets
    ]
    return sum(a[0] < b[0] and a[1] > b[1] for a in lines for b in lines)


def test_no_mechanism_is_said_and_not_drawn(neat: Callable[[Picture], None]) -> None:
    """A compound without records gets a picture that says so."""
    picture = mechanism_map("cerebrolysin")
    neat(picture)
    assert "No mechanism is recorded. That is not a finding of none." in picture.text
