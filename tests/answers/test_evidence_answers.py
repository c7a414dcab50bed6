"""Answers on evidence: null and contradicting results stand beside the popular sentence."""

from __future__ import annotations

import pytest

import semaxref as sx


def test_semax_alone_does_not_change_dopamine(catalogue: sx.Catalogue) -> None:
    """Who asks for dopamine finds the null result of Semax alone, refuted, with its study."""
    found = catalogue.mechanisms("semax", target="dopamine")
    (alone,) = (record for record in found if record.action is sx.Action.INCREASES)
    assert alone.agreement is sx.Agreement.REFUTED
    assert alone.level is sx.EvidenceLevel.NONE
    (line,) = (each for each in alone.evidence if each.study == "eremin2005")
    assert line.stance is sx.Stance.NULL_RESULT
    assert line.design is sx.StudyDesign.ANIMAL
    assert {outcome.direction for outcome in line.outcomes} == {sx.Direction.NO_CHANGE}
    assert any("extracellular dopamine" in outcome.endpoint for outcome in line.outcomes)
    assert not [each for each in alone.evidence if each.stance is sx.Stance.SUPPORTS]
    assert "no-change" in str(alone)


def test_semax_potentiates_amphetamine(catalogue: sx.Catalogue) -> None:
    """The same question shows what did happen: amphetamine raised dopamine more, in rodents."""
    found = catalogue.mechanisms("semax", target="dopamine")
    (both,) = (record for record in found if record.action is sx.Action.POTENTIATES)
    assert (both.level, both.agreement) == (sx.EvidenceLevel.ANIMAL, sx.Agreement.SUPPORTED)
    assert {line.study for line in both.evidence} == {"eremin2004", "eremin2005"}
    assert all("amphetamine" in str(line.model).lower() for line in both.evidence)
    assert "amphetamine" in both.statement.lower()
    assert sx.Direction.INCREASE in {o.direction for line in both.evidence for o in line.outcomes}


def test_both_are_in_the_printed_answer(catalogue: sx.Catalogue) -> None:
    """The table alone tells that the popular mechanism is refuted, and says no level for it."""
    text = catalogue.mechanisms("semax", target="dopamine").document().text(width=160)
    (refuted,) = (line for line in text.splitlines() if "no support, refuted" in line)
    assert "increases dopamine" in refuted
    (supported,) = (line for line in text.splitlines() if "animal, supported" in line)
    assert "potentiates dopamine" in supported
    assert "amphetamine" in supported


def test_the_popular_sentence_on_dopamine_is_contradicted(catalogue: sx.Catalogue) -> None:
    """The claim is judged, says why, and rests on the record of the null result."""
    claims = [
        claim
        for claim in catalogue.claims("semax")
        if "dopamine" in claim.text and "raises" in claim.text
    ]
    (claim,) = claims
    assert claim.verdict is sx.ClaimVerdict.CONTRADICTED
    assert claim in catalogue.claims("semax", verdict="contradicted")
    assert claim not in catalogue.claims("semax", verdict="supported")
    assert "semax.dopamine" in claim.grounds
    assert "unchanged" in claim.because
    grounds = [catalogue.record(each) for each in claim.grounds]
    assert {record.agreement for record in grounds if isinstance(record, sx.Mechanism)} >= {
        sx.Agreement.REFUTED
    }


def test_claims_are_on_the_compound_that_was_asked(catalogue: sx.Catalogue) -> None:
    """Each verdict parts the claims, and together they are all claims."""
    every = catalogue.claims()
    parts = [claim.id for verdict in sx.ClaimVerdict for claim in catalogue.claims(verdict=verdict)]
    assert sorted(parts) == sorted(every.ids)
    assert {claim.compound for claim in catalogue.claims("semax")} == {"semax"}
    with pytest.raises(sx.UnknownValue, match="contradicted"):
        catalogue.claims("semax", verdict="contradictory")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def test_filters_on_evidence(catalogue: sx.Catalogue) -> None:
    """`min_level` and `agreement` keep what they name, by rank and not by alphabet."""
    every = catalogue.indications("semax")
    for level in sx.EvidenceLevel:
        kept = catalogue.indications("semax", min_level=level)
        order = list(sx.EvidenceLevel)
        wanted = [each for each in every if order.index(each.level) >= order.index(level)]
        assert list(kept) == wanted
    for agreement in sx.Agreement:
        some = catalogue.indications("semax", agreement=agreement)
        assert list(some) == [each for each in every if each.agreement is agreement]
    assert 0 < len(catalogue.indications("semax", min_level="randomised")) < len(every)


def test_uses_by_route(catalogue: sx.Catalogue) -> None:
    """A route keeps the uses with a study or label by that route."""
    found = catalogue.indications("piracetam", route="oral")
    assert 0 < len(found) < len(catalogue.indications("piracetam"))
    for record in found:
        assert "oral" in {line.route.id for line in record.evidence if line.route}
    with pytest.raises(sx.RouteNotFound, match="oral"):
        catalogue.indications("piracetam", route="orall")


def test_a_family_of_targets_finds_its_members(catalogue: sx.Catalogue) -> None:
    """Asked for GABA receptors one gets those on GABA-A receptors, too; asked for BDNF no NGF."""
    family = catalogue.mechanisms(target="gaba-receptor")
    member = catalogue.mechanisms(target="gaba-a-receptor")
    assert member.ids
    assert set(member.ids) <= set(family.ids)
    bdnf = catalogue.mechanisms("semax", target="BDNF")
    assert "semax.bdnf" in bdnf.ids
    assert "semax.ngf" not in bdnf.ids
    with pytest.raises(sx.TargetNotFound, match="dopamine"):
        catalogue.mechanisms("semax", target="dopamin")
