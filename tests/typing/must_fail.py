"""Lines that must each be an error for type checkers: the mistakes that types are there for.

Nothing here runs: `tests/test_typing.py` asks the type checkers, and holds that the marked
lines, and no others, are errors.
"""

from __future__ import annotations

import semaxref as sx


def use(*_: object) -> None:
    """Take anything."""


def misspelt_names() -> None:
    """The lazy front door must not hide a typo."""
    use(sx.nope)  # error
    use(sx.legal_statuses)  # error
    from semaxref import nope  # error

    use(nope)
    use(sx.Verdict.ALLOWED)  # error
    use(sx.get("semax").nmae)  # error
    use(sx.packaged().gte("semax"))  # error


def misspelt_values() -> None:
    """A parameter knows its values."""
    use(sx.indications("semax", jurisdiction="RU", standing="labeled"))  # error
    use(sx.mechanisms("semax", min_level="randomized"))  # error
    use(sx.mechanisms("semax", agreement="mixed"))  # error
    use(sx.findings("semax", kind="adverse"))  # error
    use(sx.claims("semax", verdict="false"))  # error
    use(sx.legal_status("semax", "US")["posess"])  # error
    use(sx.compare("semax", "noopept", aspects=["price"]))  # error
    use(sx.compare("semax", "noopept")["price"])  # error
    # A member of another enum is no value of this one, though both are texts.
    use(sx.findings(kind=sx.Standing.LABELLED))  # error
    use(sx.indications(jurisdiction="RU", standing=sx.ClaimVerdict.PARTLY))  # error


def wrong_arguments() -> None:
    """What is keyword-only, needed or of another type."""
    use(sx.compounds("oral"))  # error
    use(sx.mechanisms("semax", "BDNF"))  # error
    use(sx.legal_status("semax"))  # error
    use(sx.legal_status("semax", "US", "2026-11-23"))  # error
    use(sx.standing("semax", "stroke"))  # error
    use(sx.get(80714610))  # error
    use(sx.get())  # error
    use(sx.legal_status("semax", "US", on=20261123))  # error
    use(sx.legal_changes("semax", since=2026))  # error
    use(sx.sources("semax", kind="label"))  # error
    use(sx.Catalogue.from_path())  # error


def wrong_expectations() -> None:
    """What an answer is not."""
    molar_mass: float = sx.get("semax").structure.molar_mass  # error
    number: int = sx.legal_status("semax", "US")["possess"].verdict  # error
    first: sx.Compound = sx.compounds()  # error
    use(molar_mass, number, first)
    use(sx.legal_changes("semax")[0].verdict)  # error
    use(sx.findings("semax")[0].quantity)  # error


def frozen() -> None:
    """Records and answers do not change."""
    sx.get("semax").name = "Semaks"  # error
    sx.get("semax").mechanisms.append(sx.mechanisms()[0])  # error
    sx.mechanisms()[0].level = sx.EvidenceLevel.SYNTHESIS  # error
    sx.legal_status("semax", "US")["possess"] = sx.legal_status("semax", "RU")["possess"]  # error


def wrong_tables() -> None:
    """A table library that is none, and a name in place of records."""
    sx.exports.frame(sx.claims(), backend="panda")  # error
    sx.exports.frame("semax", backend="pandas")  # error
