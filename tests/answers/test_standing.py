"""Standing: labelled, off-label, not approved or unknown follow from authorisations alone."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import semaxref as sx

Record: TypeAlias = dict[str, Any]
World: TypeAlias = Callable[..., dict[str, Any]]
CatalogueOf: TypeAlias = Callable[[Mapping[str, Any]], sx.Catalogue]

ON = "2026-11-23"


def use(*conditions: str, **more: str) -> Record:
    """A labelled use."""
    return {"conditions": list(conditions), "wording": " and ".join(conditions), **more}


def standing(
    catalogue: sx.Catalogue,
    use_case: str = "inner",
    *,
    compound: str = "base",
    place: str = "XB",
    on: str = "2010-06-15",
) -> sx.StandingAnswer:
    """How a use stands in the small world."""
    return catalogue.standing(compound, use_case, place, on=on)


def because(answer: sx.StandingAnswer, *words: str) -> bool:
    """Whether one of the reasons holds all these words."""
    return any(all(word in reason for word in words) for reason in answer.reasons)


# The packaged authorisations


def test_piracetam_for_memory_is_off_label_in_britain(catalogue: sx.Catalogue) -> None:
    """The British label names myoclonus and nothing else, and the answer says so."""
    answer = catalogue.standing("piracetam", "memory-impairment", "GB", on=ON)
    assert answer.value is sx.Standing.OFF_LABEL
    assert because(answer, "other uses", "cortical myoclonus")
    assert "piracetam.legal.gb.nootropil.authorisation" in {a.id for a in answer.authorisations}
    assert answer.labelled_as == ()


def test_piracetam_for_memory_is_labelled_in_malta(catalogue: sx.Catalogue) -> None:
    """Where an authorisation names the use it is labelled: off-label is no property of a use."""
    answer = catalogue.standing("piracetam", "memory-impairment", "MT", on=ON)
    assert answer.value is sx.Standing.LABELLED
    assert because(answer, "piracetam.indication.malta", "memory")
    assert [each.conditions[0].id for each in answer.labelled_as] == ["memory-impairment"]


@pytest.mark.parametrize(
    ("use_case", "strengths"),
    [
        ("acute-ischaemic-stroke", ("1%",)),
        ("stroke-recovery", ("0.1%",)),
        ("transient-ischaemic-attack", ("0.1%",)),
        ("dyscirculatory-encephalopathy", ("0.1%",)),
        ("optic-nerve-atrophy", ("0.1%",)),
    ],
)
def test_semax_in_russia_by_strength(
    use_case: str, strengths: tuple[str, ...], catalogue: sx.Catalogue
) -> None:
    """Each labelled use comes with the strength whose label names it."""
    answer = catalogue.standing("semax", use_case, "RU", on=ON)
    assert answer.value is sx.Standing.LABELLED
    assert answer.strengths == strengths
    for strength in strengths:
        assert f", {strength}" in str(answer)


@pytest.mark.parametrize(
    ("use_case", "words"),
    [
        ("traumatic-brain-injury", "one pharmacy page only"),
        ("glaucoma", "one leaflet copy only"),
        ("minimal-brain-dysfunction", "disputed"),
        ("diabetic-retinopathy", "disputed"),
    ],
)
def test_a_use_on_some_copies_of_a_label_is_unknown(
    use_case: str, words: str, catalogue: sx.Catalogue
) -> None:
    """One copied leaflet among several makes no label; the doubt is given as the reason."""
    answer = catalogue.standing("semax", use_case, "RU", on=ON)
    assert answer.value is sx.Standing.UNKNOWN
    assert because(answer, "disputed", words)


def test_a_label_in_doubt_makes_no_use_off_label(
    catalogue: sx.Catalogue,
    packaged_with: Callable[[Mapping[str, Any]], sx.Catalogue],
    data_files: Mapping[str, Any],
) -> None:
    """What a label leaves out is not known where all that it names is disputed."""
    ask = ("piracetam", "attention-deficit-hyperactivity-disorder", "UZ")
    assert catalogue.standing(*ask, on=ON).value is sx.Standing.OFF_LABEL
    law = copy.deepcopy(data_files["law/UZ.json"])
    for use in law["authorisations"][0]["labelled_uses"]:
        use["disputed"] = "copies of the label differ"
    answer = packaged_with({"law/UZ.json": law}).standing(*ask, on=ON)
    assert answer.value is sx.Standing.UNKNOWN
    assert because(answer, "may be for", "disputed")


def test_a_disputed_strength_is_not_counted_as_labelled(catalogue: sx.Catalogue) -> None:
    """Transient attacks are labelled by the weaker drops; the doubtful 1% is only mentioned."""
    answer = catalogue.standing("semax", "transient-ischaemic-attack", "RU", on=ON)
    assert because(answer, "1%", "disputed")
    assert all(each.disputed is None for each in answer.labelled_as)


@pytest.mark.parametrize("on", ["1995-01-01", ON])
def test_semax_is_not_approved_in_the_us(on: str, catalogue: sx.Catalogue) -> None:
    """That a medicine was never approved holds backwards, and is not the same as unknown."""
    answer = catalogue.standing("semax", "stroke", "US", on=on)
    assert answer.value is sx.Standing.NOT_APPROVED
    assert because(answer, "semax.legal.us.not-approved-unscheduled.approval", "never-approved")


def test_a_place_without_records_is_unknown(catalogue: sx.Catalogue) -> None:
    """No record of Brazil is not "not approved in Brazil"."""
    answer = catalogue.standing("semax", "stroke", "BR", on=ON)
    assert answer.value is sx.Standing.UNKNOWN
    assert answer.reasons == ("no authorisation of semax is recorded for Brazil",)
    assert answer.authorisations == ()


def test_an_unknown_place_condition_or_compound_is_an_error(catalogue: sx.Catalogue) -> None:
    """A misspelt question has no standing at all, and gets a suggestion."""
    with pytest.raises(sx.JurisdictionNotFound):
        catalogue.standing("semax", "stroke", "Atlantis", on=ON)
    with pytest.raises(sx.ConditionNotFound, match="stroke"):
        catalogue.standing("semax", "strokee", "RU", on=ON)
    with pytest.raises(sx.CompoundNotFound, match="semax"):
        catalogue.standing("semx", "stroke", "RU", on=ON)
    with pytest.raises(sx.InvalidDate):
        catalogue.standing("semax", "stroke", "RU", on="2026")


def test_a_wider_question_mentions_the_narrower_label(catalogue: sx.Catalogue) -> None:
    """Stroke is wider than what the Russian labels name; who asks hears what they do name."""
    answer = catalogue.standing("semax", "stroke", "RU", on=ON)
    assert answer.value is sx.Standing.OFF_LABEL
    assert because(answer, "narrower use", "acute ischaemic stroke", "1%")
    assert because(answer, "narrower use", "recovery after stroke", "0.1%")
    assert {use.strength for use in answer.narrower} == {"1%", "0.1%"}
    assert answer.summary == "off-label, narrower uses are labelled, state doubtful"
    assert f"Standing: {answer.summary}" in str(answer)


def test_a_narrower_question_is_labelled_by_the_wider_name(catalogue: sx.Catalogue) -> None:
    """A label for recovery after stroke covers aphasia after stroke."""
    answer = catalogue.standing("semax", "aphasia", "RU", on=ON)
    assert answer.value is sx.Standing.LABELLED
    assert because(answer, "recovery after stroke")
    assert answer.narrower == ()
    assert answer.summary == "labelled, 0.1%, state doubtful"


def test_authorisations_without_recorded_uses_label_nothing(catalogue: sx.Catalogue) -> None:
    """Where only the registration is known, whether a use is labelled is unknown, not off-label."""
    answer = catalogue.standing("piracetam", "memory-impairment", "RU", on="2019-11-23")
    assert answer.value is sx.Standing.UNKNOWN
    assert because(answer, "piracetam.legal.ru.generic-reg.authorisation", "not recorded")


def test_the_salt_stands_as_the_free_base(catalogue: sx.Catalogue) -> None:
    """The acetate is the same medicine; a derivative is not."""
    for use_case in ("acute-ischaemic-stroke", "adhd"):
        base = catalogue.standing("semax", use_case, "RU", on=ON)
        assert catalogue.standing("semax-acetate", use_case, "RU", on=ON).value is base.value
    derivative = catalogue.standing("n-acetyl-semax", "stroke", "RU", on=ON)
    assert derivative.value is sx.Standing.UNKNOWN


# Any authorisations


@settings(deadline=None, max_examples=80)
@given(
    labels=st.lists(
        st.tuples(
            st.lists(
                st.sampled_from(["outer", "inner", "innermost", "elsewhere"]),
                min_size=1,
                unique=True,
            ),
            st.booleans(),
        ),
        max_size=3,
    ),
    state=st.sampled_from([state.value for state in sx.AuthorisationState]),
    use_case=st.sampled_from(["outer", "inner", "innermost", "elsewhere"]),
)
def test_standing_by_its_definition(
    labels: list[tuple[list[str], bool]],
    state: str,
    use_case: str,
    world: World,
    catalogue_of: CatalogueOf,
) -> None:
    """Labelled if a label names the use or a wider one; off-label if it names only others.

    What only some copies of a label name decides neither.
    """
    wider = {
        "outer": {"outer"},
        "inner": {"inner", "outer"},
        "innermost": {"innermost", "inner", "outer"},
        "elsewhere": {"elsewhere"},
    }
    uses = [
        use(*conditions, **({"disputed": "one copy"} if disputed else {}))
        for conditions, disputed in labels
    ]
    record = {"state": state, "valid_from": "2001", "labelled_uses": uses}
    answer = standing(catalogue_of(world(authorisations=[record])), use_case)
    naming = [disputed for conditions, disputed in labels if wider[use_case] & set(conditions)]
    if state not in ("approved", "conditionally-approved"):
        expected = "not-approved"
    elif naming:
        expected = "unknown" if all(naming) else "labelled"
    else:
        expected = "unknown" if all(disputed for _, disputed in labels) else "off-label"
    assert answer.value == expected
    assert answer.reasons


def test_a_use_added_later_is_labelled_from_then_on(
    world: World, catalogue_of: CatalogueOf
) -> None:
    """A label that was widened in August 2010 does not reach back before that month is over."""
    uses = [use("elsewhere"), use("inner", since="2010-08")]
    catalogue = catalogue_of(world(authorisations=[{"valid_from": "2001", "labelled_uses": uses}]))
    assert standing(catalogue, on="2010-08-30").value is sx.Standing.OFF_LABEL
    later = standing(catalogue, on="2010-08-31")
    assert later.value is sx.Standing.LABELLED
    assert because(later, "since 2010-08")


@pytest.mark.parametrize(
    ("dates", "reason"),
    [
        ({"valid_from": "2010"}, "its date is too vague to count on this day"),
        ({"valid_from": "2015-01-01"}, "not in force on this day"),
        ({"valid_from": "2001", "valid_until": "2008-01-01"}, "not in force on this day"),
    ],
)
def test_outside_its_dates_an_authorisation_labels_nothing(
    dates: Record, reason: str, world: World, catalogue_of: CatalogueOf
) -> None:
    """An authorisation that has not begun, has ended or is too vague is named as the reason."""
    record = {**dates, "labelled_uses": [use("inner")]}
    answer = standing(catalogue_of(world(authorisations=[record])))
    assert answer.value is sx.Standing.UNKNOWN
    assert because(answer, reason, "authorisations.0")
    assert answer.authorisations == ()


def test_authorisations_do_not_pass_from_the_union(world: World, catalogue_of: CatalogueOf) -> None:
    """Law goes through the chain, approvals do not; a part has those of its country."""
    labelled = {"valid_from": "2001", "labelled_uses": [use("inner")]}
    union = catalogue_of(world(authorisations=[{**labelled, "jurisdiction": "EU"}]))
    assert standing(union, place="XA").value is sx.Standing.UNKNOWN
    country = catalogue_of(world(authorisations=[{**labelled, "jurisdiction": "XA"}]))
    assert standing(country, place="XA-1").value is sx.Standing.LABELLED
    assert standing(country, place="EU").value is sx.Standing.UNKNOWN


def test_narrower_labels_are_mentioned_only_where_none_names_the_use(
    world: World, catalogue_of: CatalogueOf
) -> None:
    """A use that is labelled needs no hint at what else is."""
    catalogue = catalogue_of(
        world(
            authorisations=[
                {"valid_from": "2001", "labelled_uses": [use("inner"), use("innermost")]},
            ]
        )
    )
    assert standing(catalogue, "inner").narrower == ()
    assert len(standing(catalogue, "outer").narrower) == 2
    assert standing(catalogue, "elsewhere").narrower == ()


def test_one_approval_among_refusals_counts(world: World, catalogue_of: CatalogueOf) -> None:
    """A refused product does not undo the approved one beside it."""
    records = [
        {"state": "refused", "valid_from": "2001"},
        {"valid_from": "2002", "labelled_uses": [use("inner", strength="1%")]},
        {"valid_from": "2002", "labelled_uses": [use("inner", strength="1%")]},
    ]
    answer = standing(catalogue_of(world(authorisations=records)))
    assert answer.value is sx.Standing.LABELLED
    assert answer.strengths == ("1%",)
    assert len(answer.authorisations) == 3


def test_the_answer_shows_itself(catalogue: sx.Catalogue) -> None:
    """Print and debugger say what stands how, why, on which papers, and that it is no advice."""
    answer = catalogue.standing("piracetam", "memory-impairment", "GB", on=ON)
    assert (
        repr(answer) == "<StandingAnswer piracetam, memory-impairment, GB, 2026-11-23: off-label>"
    )
    text = str(answer)
    assert max(map(len, text.splitlines())) <= 80
    for part in ("Memory impairment in United Kingdom", "Standing: off-label", "Authorisations"):
        assert part in text
    assert "Sources" in text
    assert " ".join(text.split()).endswith("not medical or legal advice.")
    unknown = str(catalogue.standing("semax", "stroke", "BR", on=ON))
    assert "Authorisations" not in unknown
    assert (answer.on, answer.data_version) == (date(2026, 11, 23), sx.data_version)


# Uses, filtered by how they stand


def test_labelled_uses_of_semax_in_russia(catalogue: sx.Catalogue) -> None:
    """The list of what the labels name, each with its strength and resting on a label."""
    found = catalogue.indications("semax", jurisdiction="RU", standing="labelled", on=ON)
    strengths = {record.condition.id: found.remarks[record.id] for record in found}
    assert strengths["acute-ischaemic-stroke"] == "labelled, 1%, state doubtful"
    for condition in (
        "stroke-recovery",
        "transient-ischaemic-attack",
        "dyscirculatory-encephalopathy",
        "vascular-cognitive-impairment",
        "optic-nerve-atrophy",
        "optic-neuritis",
    ):
        assert strengths[condition] == "labelled, 0.1%, state doubtful"
    assert not {"adhd", "glaucoma", "general-cognitive-enhancement"} & set(strengths)
    for record in found:
        labels = [e for e in record.evidence if e.design is sx.StudyDesign.OFFICIAL_LABEL]
        assert labels, record.id
        assert all(line.sources for line in labels)
        assert "label" in record.grade or record.level > sx.EvidenceLevel.NONE
    assert "labelled, 1%" in " ".join(str(found).split())


@pytest.mark.parametrize("place", ["RU", "US", "GB", "BR"])
def test_standing_filters_part_the_uses(place: str, catalogue: sx.Catalogue) -> None:
    """Each use is in exactly one of the four answers, the one that `standing` gives."""
    whole = catalogue.indications("piracetam", jurisdiction=place, on=ON)
    assert set(whole.remarks) == set(whole.ids) == {r.id for r in sx.get("piracetam").indications}
    seen: list[str] = []
    for value in sx.Standing:
        part = catalogue.indications("piracetam", jurisdiction=place, standing=value, on=ON)
        for record in part:
            answer = catalogue.standing("piracetam", record.condition, place, on=ON)
            assert answer.value is value
            assert part.remarks[record.id].split(", ")[0] == value
        seen += part.ids
    assert sorted(seen) == sorted(whole.ids)


def test_standing_needs_a_place(catalogue: sx.Catalogue) -> None:
    """Off-label without a place means nothing, and is refused."""
    with pytest.raises(sx.InvalidQuery, match="jurisdiction"):
        catalogue.indications("semax", standing="labelled", on=ON)


def test_a_misspelt_standing_is_refused(catalogue: sx.Catalogue) -> None:
    """The American spelling raises and names the allowed words."""
    with pytest.raises(sx.UnknownValue, match="labelled") as raised:
        catalogue.indications(jurisdiction="RU", standing="labeled", on=ON)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    assert raised.value.allowed == tuple(value.value for value in sx.Standing)


def test_standing_and_evidence_together(catalogue: sx.Catalogue) -> None:
    """The question of the front page: labelled stroke uses with controlled studies in people."""
    found = catalogue.indications(
        use_case="stroke",
        jurisdiction="RU",
        standing="labelled",
        min_level="human-controlled",
        on=ON,
    )
    assert {"semax.acute-ischaemic-stroke", "semax.stroke-recovery"} <= set(found.ids)
    assert all(record.level >= sx.EvidenceLevel.HUMAN_CONTROLLED for record in found)


def test_a_state_that_sources_dispute_is_told_from_its_day_on(catalogue: sx.Catalogue) -> None:
    """That Russian registrations are reported cancelled is not hidden behind "labelled"."""
    ask = ("semax", "acute-ischaemic-stroke", "RU")
    before = catalogue.standing(*ask, on="2026-01-19")
    after = catalogue.standing(*ask, on="2026-01-20")
    assert before.value is after.value is sx.Standing.LABELLED
    assert (before.summary, after.summary) == ("labelled, 1%", "labelled, 1%, state doubtful")
    assert not [reason for reason in before.reasons if "doubtful" in reason]
    told = [reason for reason in after.reasons if "is still approved is doubtful" in reason]
    assert len(told) == 2
    record = catalogue.record("semax.legal.ru.approved.1pct")
    assert "Doubtful since 2026-01-20: Two trade papers" in str(record)
    table = catalogue.compare("semax", "selank", jurisdiction="RU", on="2026-11-26")
    for cell in table["legal-status"].cells:
        assert "which is doubtful" in cell.text
    table = catalogue.compare("semax", "selank", jurisdiction="RU", on="2025-11-26")
    for cell in table["legal-status"].cells:
        assert "doubtful" not in cell.text
