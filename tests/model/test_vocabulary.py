"""Vocabulary: codes, and the entries that carry them."""

from __future__ import annotations

from attrs import evolve

import semaxref as sx

CODE = sx.Code(system="icd10", code="I63")


def test_a_code_reads_with_its_label_and_fit() -> None:
    """A code that fits only roughly is never shown as if it fitted exactly."""
    assert str(CODE) == "icd10 I63 (no label)"
    labelled = evolve(CODE, label="Cerebral infarction")
    assert str(labelled) == "icd10 I63 (Cerebral infarction)"
    matched = evolve(labelled, match=sx.CodeMatch.BROAD)
    assert str(matched) == "icd10 I63 (Cerebral infarction, broad match)"


def test_entries_show_their_fields() -> None:
    """Synonyms, codes, members and notes of an entry are what `print` shows."""
    target = sx.Target(
        id="dopamine-receptors",
        label="Dopamine receptors",
        kind=sx.TargetKind.FAMILY,
        members=("DRD1", "DRD2"),
        note="Two of five.",
    )
    shown = str(target)
    assert shown.startswith("Target dopamine-receptors\n")
    for wanted in ("Kind: family", "Members: DRD1, DRD2", "Note: Two of five."):
        assert wanted in shown
    assert "Synonyms" not in shown
    assert target.row() == ("dopamine-receptors", "Dopamine receptors", "family")
    route = sx.Route(id="oral", label="Oral", codes=(CODE,))
    assert "Codes: icd10 I63 (no label)" in str(route)
    assert route.row() == ("oral", "Oral")


def test_a_jurisdiction_shows_its_unions() -> None:
    """When a country belonged to a union is seen on its page."""
    union = sx.Membership(id="EU", since=sx.PartialDate(2004, 5, 1), sources=())
    place = sx.Jurisdiction(
        id="XX", name="Teeland", kind=sx.JurisdictionKind.COUNTRY, member_of=(union,)
    )
    assert "Member of: EU since 2004-05-01" in str(place)
    assert place.row() == ("XX", "Teeland", "country")


def test_every_wider_entry_of_the_packaged_data_exists(catalogue: sx.Catalogue) -> None:
    """Walking up from a condition or target ends at a root and never in nothing."""
    store = catalogue._store
    conditions = {entry.id: entry for entry in store.entries(sx.Condition)}
    for condition in conditions.values():
        path = [condition.id]
        while (parent := conditions[path[-1]].parent) is not None:
            assert parent not in path
            path.append(parent)
    targets = {entry.id: entry for entry in store.entries(sx.Target)}
    for target in targets.values():
        assert {*target.members, *([target.parent] if target.parent else [])} <= set(targets)
    routes = {entry.id: entry for entry in store.entries(sx.Route)}
    assert all(set(route.members) <= set(routes) for route in routes.values())
