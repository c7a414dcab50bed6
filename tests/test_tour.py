"""The tour: what one sees who types the name of the program and nothing else."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from semaxref.cli import main
from semaxref.tour import PROGRAM, Step, steps, tour

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    import semaxref as sx

Capture = pytest.CaptureFixture[str]
DAY = "2026-11-23"


@pytest.fixture
def taken(catalogue: sx.Catalogue) -> tuple[Step, ...]:
    """The steps of the tour on the day of the data."""
    return tuple(steps(catalogue, DAY))


def test_the_program_alone_shows_a_tour(capsys: Capture, taken: tuple[Step, ...]) -> None:
    """Who does not know what to ask sees questions, commands and answers, and no error."""
    assert main([]) == 0
    printed = capsys.readouterr()
    assert not printed.err
    lines = printed.out.splitlines()
    for step in taken:
        assert f"- {step.question}" in lines
        assert f"  {step.line}" in lines
    assert "not medical or legal advice" in printed.out


def test_the_tour_fits_a_terminal(capsys: Capture) -> None:
    """80 columns and 40 lines, the one for the next command included."""
    main([])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) < 40
    assert max(map(len, lines)) <= 80


def test_the_tour_of_a_day_is_always_the_same(
    catalogue: sx.Catalogue, taken: tuple[Step, ...]
) -> None:
    """Legal answers of the tour are those of the day that is asked for."""
    text = tour(taken, catalogue.data_version).text()
    assert text == tour(steps(catalogue, DAY), catalogue.data_version).text()
    assert catalogue.data_version in text
    early = {step.command: step.answer for step in steps(catalogue, "2024-01-01")}
    late = {step.command: step.answer for step in taken}
    assert early.keys() == late.keys()
    assert early != late


def test_commands_of_the_tour_work_and_answer_as_it_says(
    capsys: Capture, taken: tuple[Step, ...]
) -> None:
    """Each command can be typed as it stands, and says what the tour has promised."""
    assert len(taken) >= 6
    for step in taken:
        assert step.line == f"{PROGRAM} {step.command}"
        name, *rest = shlex.split(step.command)
        dated = ["--on", DAY] if name in {"legal", "uses", "compare"} else []
        assert main([name, *rest, *dated]) == 0
        printed = capsys.readouterr().out
        assert main([name, *rest, *dated, "--json"]) == 0
        found = capsys.readouterr().out
        words = re.findall(r"[\w.-]{4,}", step.answer)
        assert len(words) >= 2
        own = {"claims", "sources", "read", "themselves", "only", "seen", "cited"}
        assert all(word in printed or word in found for word in words if word not in own)


def test_counts_of_the_tour_are_those_of_the_answers(
    catalogue: sx.Catalogue, taken: tuple[Step, ...]
) -> None:
    """How many claims and sources there are is counted and not written down."""
    told = {step.command: step.answer for step in taken}
    claims, sources = catalogue.claims("semax"), catalogue.sources("semax")
    verdicts = Counter(claim.verdict.value for claim in claims)
    counted = dict(
        word.split(" ")[::-1] for word in told["claims semax"].split(": ")[1].split(", ")
    )
    assert {verdict: int(number) for verdict, number in counted.items()} == verdicts
    assert told["claims semax"].startswith(f"{len(claims)} claims")
    numbers = [*map(int, re.findall(r"\d+", told["sources semax"]))]
    assert numbers[0] == len(sources) == numbers[1] + numbers[2]
    assert numbers[1] == sum(source.seen_as.value == "primary" for source in sources)


def test_the_tour_is_for_our_data_only(capsys: Capture, data_copy: Path) -> None:
    """Other data may lack what the tour asks for; there a command is still needed."""
    assert main(["--data", str(data_copy)]) == 2
    printed = capsys.readouterr()
    assert not printed.out
    assert "COMMAND" in printed.err


def test_the_tour_is_the_same_in_a_process(
    fresh_python: Callable[..., CompletedProcess[str]], catalogue: sx.Catalogue
) -> None:
    """`python -m semaxref` shows it, too, and ends well."""
    done = fresh_python("-m", "semaxref")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{tour(steps(catalogue), catalogue.data_version).text()}\n"
