"""Records: an answer that is a tuple, and shows itself."""

from __future__ import annotations

import copy
import pickle

import pytest

import semaxref as sx
from semaxref.document import Document, Heading, Note, Table, Text

ROUTES = tuple(sx.Route(id=key, label=key.capitalize()) for key in ("oral", "nasal", "dermal"))
MANY = tuple(sx.Route(id=f"route-{number}", label=f"Route {number}") for number in range(9))


def answer() -> sx.Records[sx.Route]:
    """An answer with all that can be said of one."""
    return sx.Records(
        ROUTES,
        title="Routes",
        remark_title="standing",
        remarks={"oral": "labelled", "dermal": "off-label"},
        note="No advice.",
    )


def test_records_are_a_tuple() -> None:
    """Whatever takes a tuple takes an answer: indexing, unpacking, `in`, comparing, hashing."""
    records = answer()
    assert isinstance(records, tuple)
    assert records == ROUTES
    assert hash(records) == hash(ROUTES)
    assert (records[0], records[-1], records[1:]) == (ROUTES[0], ROUTES[-1], ROUTES[1:])
    first, *rest = records
    assert [first, *rest] == list(ROUTES)
    assert ROUTES[1] in records
    assert MANY[0] not in records
    assert len(records) == 3
    assert records
    assert not sx.Records()
    with pytest.raises(TypeError):
        records[0] = ROUTES[1]  # type: ignore[index]


def test_records_take_any_iterable() -> None:
    """An answer can be made of a generator, and of nothing."""
    assert sx.Records(route for route in ROUTES) == ROUTES
    assert sx.Records() == ()
    assert sx.Records[sx.Route](ROUTES).title == "Records"


def test_records_give_their_ids_in_order() -> None:
    """The ids are what a caller stores, cites and compares."""
    assert answer().ids == ("oral", "nasal", "dermal")
    assert sx.Records().ids == ()


def test_remarks_are_kept_from_their_giver() -> None:
    """An answer does not change when the dict that it was made of does."""
    remarks = {"oral": "labelled"}
    records = sx.Records(ROUTES, remarks=remarks)
    remarks.clear()
    assert records.remarks == {"oral": "labelled"}


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_records_survive_pickling(protocol: int) -> None:
    """An answer from a worker process prints as it does there."""
    back = pickle.loads(pickle.dumps(answer(), protocol))
    assert isinstance(back, sx.Records)
    assert back == ROUTES
    assert str(back) == str(answer())
    assert (back.title, back.remarks) == (answer().title, answer().remarks)


def test_records_can_be_copied() -> None:
    """A copy is an answer as well, with its title and remarks."""
    for back in (copy.copy(answer()), copy.deepcopy(answer())):
        assert isinstance(back, sx.Records)
        assert back == ROUTES
        assert str(back) == str(answer())


def test_records_print_as_a_table() -> None:
    """`print` of an answer shows what was asked, a row for each record, remarks and note."""
    assert answer().document() == Document(
        [
            Heading("Routes (3)"),
            Table(
                ("id", "label", "standing"),
                (
                    ("oral", "Oral", "labelled"),
                    ("nasal", "Nasal", ""),
                    ("dermal", "Dermal", "off-label"),
                ),
            ),
            Note("No advice."),
        ]
    )
    assert str(answer()) == answer().document().text()


def test_records_without_remarks_have_no_column_for_them() -> None:
    """No empty column stands in an answer that has nothing to remark."""
    assert sx.Records(ROUTES, remark_title="standing").document() == Document(
        [
            Heading("Records (3)"),
            Table(("id", "label"), tuple((route.id, route.label) for route in ROUTES)),
        ]
    )


def test_no_records_print_as_that() -> None:
    """An empty answer says that there is nothing, and of what, and keeps its note."""
    assert sx.Records(title="Routes", note="No advice.").document() == Document(
        [Heading("Routes (0)"), Text("No records."), Note("No advice.")]
    )


def test_the_repr_of_records_is_short() -> None:
    """A debugger shows how many there are and the first few, on one line."""
    assert repr(sx.Records(MANY)) == ("<Records of 9: route-0, route-1, route-2, route-3, ...>")
    assert repr(sx.Records(MANY[:4])) == "<Records of 4: route-0, route-1, route-2, route-3>"
    assert repr(sx.Records()) == "<Records of 0>"


@pytest.mark.parametrize("width", [40, 80])
def test_every_plural_answer_prints_within_its_width(catalogue: sx.Catalogue, width: int) -> None:
    """The longest answers fit the terminal, and each names all of its records."""
    answers: tuple[sx.Records[sx.Record], ...] = (
        catalogue.compounds(),
        catalogue.mechanisms(),
        catalogue.indications(),
        catalogue.indications(jurisdiction="RU", on="2026-11-23"),
        catalogue.findings(),
        catalogue.claims(),
        catalogue.sources(),
        catalogue.conditions(),
    )
    for records in answers:
        assert len(records) > 5
        lines = records.document().text(width).split("\n")
        assert max(map(len, lines)) <= width
        assert len(repr(records)) <= 300
        rule = next(number for number, line in enumerate(lines) if line.startswith("-"))
        column = len(lines[rule].split("  ")[0])
        ids = "".join(line[:column].strip() for line in lines[rule + 1 :])
        assert ids.startswith("".join(records.ids))
