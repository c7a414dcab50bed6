"""The strings that type checkers allow are the values that the enums have."""

from __future__ import annotations

from enum import StrEnum
from typing import get_args

import pytest

import semaxref as sx
from semaxref.model.authorisations import StandingName
from semaxref.model.claims import ClaimVerdictName
from semaxref.model.compounds import AspectName
from semaxref.model.evidence import AgreementName, LevelName
from semaxref.model.findings import FindingKindName
from semaxref.model.law import ActivityName

PAIRS: list[tuple[object, type[StrEnum]]] = [
    (LevelName, sx.EvidenceLevel),
    (AgreementName, sx.Agreement),
    (FindingKindName, sx.FindingKind),
    (ClaimVerdictName, sx.ClaimVerdict),
    (ActivityName, sx.Activity),
    (StandingName, sx.Standing),
    (AspectName, sx.Aspect),
]


@pytest.mark.parametrize(("alias", "enum"), PAIRS, ids=[enum.__name__ for _, enum in PAIRS])
def test_the_allowed_strings_are_the_values(alias: object, enum: type[StrEnum]) -> None:
    """A string that works passes the type checker, and one that does not fails it."""
    assert get_args(alias) == tuple(member.value for member in enum)


def enums() -> list[type[StrEnum]]:
    """All public enums."""
    found = [getattr(sx, name) for name in sx.__all__]
    return [each for each in found if isinstance(each, type) and issubclass(each, StrEnum)]


@pytest.mark.parametrize("enum", enums(), ids=lambda enum: enum.__name__)
def test_values_are_kebab_case_and_names_follow(enum: type[StrEnum]) -> None:
    """Who knows the value in the data knows the member in the code, and the reverse."""
    assert len(enum) > 1
    for member in enum:
        assert member.name == member.value.upper().replace("-", "_")
        assert member.value == member.value.lower()
        assert "_" not in member.value
        assert enum(member.value) is member
