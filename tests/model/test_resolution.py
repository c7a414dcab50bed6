"""Resolution: what a query was found to mean, and with what doubt."""

from __future__ import annotations

import pickle

from attrs import evolve

import semaxref as sx

CLEAR = sx.Resolution(
    query="Chai",
    compound=sx.Compound(id="tea", name="Tea", kind=sx.CompoundKind.MIXTURE),
    kind=sx.MatchKind.TRANSLITERATION,
    matched="chai",
)
DOUBTFUL = evolve(CLEAR, caveat="also a spice")


def test_a_resolution_says_how_a_name_was_recognised() -> None:
    """Who matches names by machine sees by which name, and of which kind, it was found."""
    assert str(CLEAR) == ("Chai is Tea\n===========\n\nRecognised as transliteration chai of tea.")
    assert repr(CLEAR) == "<Resolution 'Chai': tea by transliteration>"


def test_a_doubt_is_shown() -> None:
    """A caveat is on the page, and its presence in the short form."""
    assert str(DOUBTFUL) == f"{CLEAR}\n\n  also a spice"
    assert repr(DOUBTFUL) == "<Resolution 'Chai': tea by transliteration, with a caveat>"


def test_resolutions_are_values() -> None:
    """Two runs over the same names can be compared."""
    assert evolve(CLEAR) == CLEAR
    assert DOUBTFUL != CLEAR
    assert len({CLEAR, evolve(CLEAR), DOUBTFUL}) == 2
    assert pickle.loads(pickle.dumps(DOUBTFUL)) == DOUBTFUL


def test_the_key_with_an_undefined_centre_resolves_with_its_caveat(
    catalogue: sx.Catalogue,
) -> None:
    """The wrong key that circulates for Semax is understood, and doubted."""
    found = catalogue.resolve("AFEHBIGDWIGTEH-CXFOGXNKSA-N")
    assert (found.compound.id, found.kind) == ("semax", sx.MatchKind.INCHIKEY)
    assert found.caveat is not None
    assert found.caveat in " ".join(str(found).split())
    assert found.query in repr(found)
    assert len(repr(found)) <= 200
