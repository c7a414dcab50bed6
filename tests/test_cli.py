"""The command line: what it prints, in which form, and with which exit status it ends."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import runpy
import subprocess
import sys
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest

import semaxref as sx
from semaxref.cli import main
from semaxref.errors import BadRow, FileError, FileInUse

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from semaxref.errors import SemaxrefError

Capture = pytest.CaptureFixture[str]

DAY = ("--on", "2026-11-23")
ADVICE = "not medical or legal advice"


def keys(*words: str) -> tuple[str, ...]:
    """Sorted keys, from texts that name several."""
    return tuple(sorted(" ".join(words).split()))


def shapes(found: list[dict[str, Any]]) -> set[tuple[str, ...]]:
    """The sets of keys that some objects have."""
    return {keys(*each) for each in found}


# The keys that scripts of users rely on. They change only with a note in the changelog.
EVIDENCE = keys(
    "design stance study sources subjects system model n arms route dose duration",
    "comparator outcomes pools pooled_studies checked note",
)
MECHANISM = keys("id compound targets action statement summary evidence level agreement grade")
INDICATION = keys("id compound condition statement summary evidence level agreement grade")
FINDING = keys("id compound kind statement summary category evidence level agreement grade")
CLAIM = keys("id compound text verdict because parts grounds")
SOURCE = keys(
    "id kind title seen_as original_title authors issued container volume issue page",
    "pmid doi pmcid url language note",
)
COMPOUND = keys(
    "id name kind parent relation names identifiers structure formulations principal",
    "mechanisms indications findings claims",
)
ANSWER = keys(
    "compound asked jurisdiction via activity on verdict deciding records events conflicting",
    "outside related not_known inherited start_unknown undated as_of stale data_version reasons",
)
STATUS = keys("compound jurisdiction on answers data_version")
CHANGE = keys("id compound jurisdiction day activity before after records")
COMPARISON = keys("compounds rows jurisdiction on data_version")
FAULT = {"file", "path", "record", "message", "found", "mend"}
CELL = keys("compound aspect text records meanings conflicting level agreement grade sources")

COMMANDS = [
    ("show", "semax"),
    ("show", "Ноопепт"),
    ("show", "semax.bdnf"),
    ("show", "semax.legal.us.after-vote"),
    ("show", "stroke"),
    ("compare", "semax", "noopept", "piracetam", *DAY),
    ("compare", "semax", "noopept", "--jurisdiction", "RU", *DAY),
    ("uses", "stroke", *DAY),
    ("uses", "инсульт", "--jurisdiction", "RU", "--standing", "labelled", *DAY),
    ("legal", "semax", "US", *DAY),
    ("legal", "semax", "US", "--activity", "pharmacy-compounding", *DAY),
    ("legal", "semax", "US", "--changes", *DAY),
    ("claims",),
    ("claims", "semax"),
    ("sources",),
    ("sources", "noopept"),
    ("diff", "packaged"),
    ("stale", *DAY),
    ("stale", "RU", "--older-than", "30", *DAY),
    ("schema",),
    ("lint",),
]


def as_json(capsys: Capture, *command: str) -> Any:
    """What a command prints with --json."""
    assert main([*command, "--json"]) == 0
    printed = capsys.readouterr()
    assert not printed.err
    return json.loads(printed.out)


def columns(line: str) -> int:
    """How wide a line is on a terminal: some signs, such as Japanese ones, take two columns."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


@pytest.fixture
def own_data(tmp_path: Path) -> Path:
    """A data folder with one compound and nothing else."""
    folder = tmp_path / "own"
    (folder / "compounds/ours").mkdir(parents=True)
    identity = {"id": "ours", "name": "Ours", "kind": "peptide"}
    (folder / "compounds/ours/identity.json").write_text(json.dumps(identity), "utf-8")
    (folder / "about.json").write_text(
        '{"data_version": "own-1", "recorded_on": "2026-11-23"}', "utf-8"
    )
    return folder


@pytest.fixture
def broken_data(own_data: Path) -> Path:
    """A data folder with two faults in two files."""
    (own_data / "compounds/ours/claims.json").write_text('[{"id": "ours.claim.x"', "utf-8")
    (own_data / "compounds/ours/mechanisms.json").write_text('[{"id": 5}]', "utf-8")
    return own_data


# What each command says


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_answers_in_80_columns(capsys: Capture, command: tuple[str, ...]) -> None:
    """Whatever is asked fits an ordinary terminal, and nothing goes to the error channel."""
    assert main(list(command)) == 0
    printed = capsys.readouterr()
    assert printed.out.strip()
    assert not printed.err
    wide = [line for line in printed.out.splitlines() if columns(line) > 80]
    assert not wide


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_a_json_form(capsys: Capture, command: tuple[str, ...]) -> None:
    """A script gets one JSON value, and the same one every time."""
    first = as_json(capsys, *command)
    assert as_json(capsys, *command) == first


def test_show_prints_what_the_library_prints(capsys: Capture, catalogue: sx.Catalogue) -> None:
    """The command line and the library never tell different things."""
    told: list[tuple[tuple[str, ...], object]] = [
        (("show", "Семакс"), catalogue.get("semax")),
        (("show", "semax.bdnf"), catalogue.record("semax.bdnf")),
        (("compare", "semax", "noopept", *DAY), catalogue.compare("semax", "noopept", on=DAY[1])),
        (("legal", "semax", "US", *DAY), catalogue.legal_status("semax", "US", on=DAY[1])),
        (("claims", "noopept"), catalogue.claims("noopept")),
        (("sources", "piracetam"), catalogue.sources("piracetam")),
    ]
    for command, answer in told:
        assert main(list(command)) == 0
        assert capsys.readouterr().out == f"{answer}\n"


def test_show_finds_a_record_before_a_name(capsys: Capture) -> None:
    """An id means its record, whatever else may be called so."""
    assert as_json(capsys, "show", "semax.bdnf")["id"] == "semax.bdnf"
    assert as_json(capsys, "show", "MEHFPGP")["id"] == "semax"
    assert as_json(capsys, "show", "dolotov2006-brainres")["pmid"]


def test_compare_names_the_place_that_was_asked_for(capsys: Capture) -> None:
    """The legal row is that of the place given."""
    table = as_json(capsys, "compare", "semax", "piracetam", "--jurisdiction", "RU", *DAY)
    assert table["jurisdiction"] == "RU"
    assert table["on"] == DAY[1]
    assert table["compounds"] == ["semax", "piracetam"]


def test_uses_can_be_narrowed(capsys: Capture) -> None:
    """Compound and standing keep what fits, as the library does."""
    everything = as_json(capsys, "uses", "stroke", *DAY)
    own = as_json(capsys, "uses", "stroke", "--compound", "semax", *DAY)
    assert {each["compound"] for each in everything} > {each["compound"] for each in own}
    labelled = as_json(
        capsys, "uses", "stroke", "--jurisdiction", "RU", "--standing", "labelled", *DAY
    )
    found = sx.indications(use_case="stroke", jurisdiction="RU", standing="labelled", on=DAY[1])
    assert [each["id"] for each in labelled] == list(found.ids)


def test_legal_explains_one_activity(capsys: Capture) -> None:
    """One activity is told with its verdict, its reasons and its sources."""
    assert main(["legal", "semax", "US", "--activity", "possess", *DAY]) == 0
    text = capsys.readouterr().out
    answer = sx.legal_status("semax", "US", on=DAY[1])["possess"]
    assert text == f"{answer.explain()}\n"
    assert answer.verdict.value in text
    assert ADVICE in text


def test_legal_changes_end_on_the_day_asked_for(capsys: Capture) -> None:
    """With a day, changes after it are not told, as nobody could know them then."""
    early = as_json(capsys, "legal", "semax", "US", "--changes", "--on", "2024-01-01")
    late = as_json(capsys, "legal", "semax", "US", "--changes", *DAY)
    assert early == late[: len(early)]
    assert max(each["day"] for each in early) <= "2024-01-01"
    assert len(late) > len(early)


def test_clinical_and_legal_answers_close_with_the_same_line(capsys: Capture) -> None:
    """No answer on law or medicine goes without saying that it is no advice."""
    for command in COMMANDS:
        if command[0] in {"compare", "uses", "legal", "claims"}:
            main(list(command))
            assert ADVICE in " ".join(capsys.readouterr().out.split())


# The keys of the JSON form


def test_keys_of_a_compound(capsys: Capture) -> None:
    """A script that reads a compound finds the same keys in every release."""
    compound = as_json(capsys, "show", "semax")
    assert keys(*compound) == COMPOUND
    for section, wanted in (
        ("mechanisms", MECHANISM),
        ("indications", INDICATION),
        ("claims", CLAIM),
    ):
        assert shapes(compound[section]) == {wanted}
    assert all(set(FINDING) <= set(each) for each in compound["findings"])
    lines = [line for each in compound["mechanisms"] for line in each["evidence"]]
    assert shapes(lines) == {EVIDENCE}


def test_keys_of_a_status_and_of_an_answer(capsys: Capture) -> None:
    """A script that reads the law finds the same keys in every release, and the reasons."""
    status = as_json(capsys, "legal", "semax", "US", *DAY)
    assert keys(*status) == STATUS
    assert [each["activity"] for each in status["answers"]] == list(sx.Activity)
    assert shapes(status["answers"]) == {ANSWER}
    one = as_json(capsys, "legal", "semax", "US", "--activity", "possess", *DAY)
    assert one in status["answers"]


def test_keys_of_changes(capsys: Capture) -> None:
    """Changes of verdicts and events can be told apart by their keys."""
    changes = as_json(capsys, "legal", "semax", "US", "--changes", *DAY)
    verdicts = [each for each in changes if "event" not in each]
    events = [each for each in changes if "event" in each]
    assert shapes(verdicts) == {CHANGE}
    assert shapes(events) == {("day", "event", "id")}


def test_keys_of_a_comparison(capsys: Capture) -> None:
    """A cell carries its text, its grade, its records and its sources."""
    table = as_json(capsys, "compare", "semax", "noopept", *DAY)
    assert keys(*table) == COMPARISON
    for row in table["rows"]:
        assert keys(*row) == ("aspect", "cells", "kind", "title")
        assert shapes(row["cells"]) == {CELL}
        assert all(cell["meanings"] == sorted(cell["meanings"]) for cell in row["cells"])


def test_keys_of_lists(capsys: Capture) -> None:
    """Claims, sources and uses are lists of objects with the same keys in every release."""
    for command, wanted in (
        (("claims", "semax"), CLAIM),
        (("sources", "semax"), SOURCE),
        (("uses", "stroke"), INDICATION),
        (("uses", "stroke", "--jurisdiction", "RU", *DAY), keys(*INDICATION, "standing")),
    ):
        found = as_json(capsys, *command)
        assert shapes(found) == {wanted}


def test_a_grade_is_told_as_in_the_text(capsys: Capture, catalogue: sx.Catalogue) -> None:
    """Level and agreement are computed by the library, not by each script for itself."""
    for each in as_json(capsys, "show", "semax")["mechanisms"]:
        record = catalogue.record(each["id"])
        assert isinstance(record, sx.Mechanism)
        assert each.get("grade") == record.grade


def test_how_a_use_stands_is_told_as_in_the_text(capsys: Capture) -> None:
    """Who asks for a place gets the standing there in JSON, too."""
    found = as_json(capsys, "uses", "stroke", "--jurisdiction", "RU", *DAY)
    told = sx.indications(use_case="stroke", jurisdiction="RU", on=DAY[1]).remarks
    assert {each["id"]: each.get("standing") for each in found} == dict(told)


# Exit status and messages


@pytest.mark.parametrize(
    ("command", "status", "message"),
    [
        (("show", "semx"), 1, "did you mean 'semax'"),
        (("show", "Семак"), 1, "Семакс"),
        (("show", "N06BX"), 1, "noopept"),
        (("compare", "semax", "semaxanib"), 1, "semaxanib"),
        (("uses", "insomniax"), 1, "insomnia"),
        (("uses", "stroke", "--jurisdiction", "Germny"), 1, "Germany"),
        (("legal", "semax", "Atlantis"), 1, "Atlantis"),
        (("claims", "noopet"), 1, "noopept"),
        (("sources", "piracetan"), 1, "piracetam"),
        (("compare", "semax"), 2, "two compounds"),
        (("compare", "semax", "Семакс"), 2, "itself"),
        (("uses", "stroke", "--standing", "labelled"), 2, "jurisdiction"),
        (("uses", "stroke", "--jurisdiction", "RU", "--standing", "labeled"), 2, "labelled"),
        (("legal", "semax", "US", "--activity", "posess"), 2, "did you mean 'possess'"),
        (("legal", "semax", "US", "--on", "yesterday"), 2, "YYYY-MM-DD"),
        (("show", ""), 2, "empty"),
        (("--data", "no/such/folder", "show", "semax"), 2, "no/such/folder"),
        (("lint", "no/such/folder"), 2, "no/such/folder"),
        (("diff", "packaged", "no/such/folder"), 2, "no/such/folder"),
        (("stale", "Ruritania"), 1, "Ruritania"),
        (("stale", "--older-than", "-3"), 2, "older_than must be a number of days"),
        (("schema", "mechanism"), 2, "did you mean 'mechanisms'"),
        (("--data", "."), 2, "usage: semaxref"),
        (("teach",), 2, "usage: semaxref"),
        (("show",), 2, "usage: semaxref show"),
        (("legal", "semax"), 2, "usage: semaxref legal"),
        (("show", "semax", "--yaml"), 2, "--yaml"),
    ],
)
def test_what_went_wrong_is_said_and_can_be_tested_for(
    capsys: Capture, command: tuple[str, ...], status: int, message: str
) -> None:
    """A shell script sees by the status what happened, a person by one message, never a trace."""
    assert main(list(command)) == status
    printed = capsys.readouterr()
    assert not printed.out
    assert message in printed.err
    assert "Traceback" not in printed.err


def test_nothing_found_is_no_success(capsys: Capture) -> None:
    """`semaxref uses ... && ...` does not go on where there is no such use."""
    assert main(["uses", "migraine", "--compound", "piracetam"]) == 1
    assert "No records." in capsys.readouterr().out
    assert main(["uses", "migraine", "--compound", "piracetam", "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == []


def test_every_error_of_the_library_has_a_status() -> None:
    """No error of ours reaches the user as a trace, those of the future included."""
    covered = (
        sx.NotFound,
        sx.AmbiguousName,
        sx.DataFaults,
        sx.MissingExtra,
        sx.InvalidQuery,
        sx.InvalidDate,
        sx.UnknownValue,
        sx.MissingExtra,
        sx.FolderInUse,
        BadRow,
        FileError,
        FileInUse,
        sx.NotABool,  # of a program that uses an answer as a bool; no command does
        sx.MissingExtra,  # of a room that no command needs
    )

    def below(error: type[SemaxrefError]) -> set[type[SemaxrefError]]:
        return {error}.union(*map(below, error.__subclasses__()))

    others = {e for e in below(sx.SemaxrefError) if not issubclass(e, covered)}
    assert others == {sx.SemaxrefError}


def test_help_is_a_success_and_names_every_command(capsys: Capture) -> None:
    """`--help` tells what there is, for the whole and for each command."""
    assert main(["--help"]) == 0
    text = capsys.readouterr().out
    for command in {each[0] for each in COMMANDS}:
        assert command in text
        assert main([command, "--help"]) == 0
        assert "--json" in capsys.readouterr().out


# Data of one's own


def test_a_data_folder_can_be_asked(capsys: Capture, own_data: Path) -> None:
    """Every question can be put to a folder of one's own, and to that only."""
    data = ("--data", str(own_data))
    assert as_json(capsys, *data, "show", "ours")["name"] == "Ours"
    assert main([*data, "show", "semax"]) == 1
    assert "own-1" in capsys.readouterr().err
    for question in (("claims",), ("sources", "ours")):  # nothing found, and said so
        assert main([*data, *question, "--json"]) == 1
        assert json.loads(capsys.readouterr().out) == []


def test_a_broken_data_folder_is_not_asked(capsys: Capture, broken_data: Path) -> None:
    """A question to broken data ends with all faults and no answer."""
    assert main(["--data", str(broken_data), "show", "ours"]) == 1
    printed = capsys.readouterr()
    assert not printed.out
    assert "claims.json" in printed.err
    assert "mechanisms.json" in printed.err


def test_lint_lists_every_fault(capsys: Capture, broken_data: Path) -> None:
    """A curator sees all faults with their places at once, and CI fails."""
    assert main(["lint", str(broken_data)]) == 1
    *lines, total = capsys.readouterr().out.splitlines()
    faults = sx.Catalogue.lint(broken_data)
    assert all(fault.mend for fault in faults)
    told = [(str(fault), f"    to mend: {fault.mend}") for fault in faults]
    assert lines == [line for pair in told for line in pair]
    assert len(faults) >= 2
    assert total == f"{len(faults)} fault(s)"
    assert main(["lint", str(broken_data), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [set(each) for each in found] == [FAULT] * len(faults)
    assert {each["file"] for each in found} == {fault.file for fault in faults}


def test_lint_of_clean_data_succeeds(capsys: Capture, own_data: Path) -> None:
    """Ours and a clean folder pass, and say so."""
    for command in (["lint"], ["lint", str(own_data)]):
        assert main(command) == 0
        assert capsys.readouterr().out == "0 fault(s)\n"
    assert as_json(capsys, "lint") == []


def test_lint_checks_the_folder_that_is_asked(capsys: Capture, broken_data: Path) -> None:
    """`--data` means the same for `lint` as for any command: broken data are not called clean."""
    assert main(["--data", str(broken_data), "lint"]) == 1
    assert "claims.json" in capsys.readouterr().out


def test_diff_compares_with_ours_unless_told_otherwise(capsys: Capture, own_data: Path) -> None:
    """A curator sees what a folder lacks or has, as text, as counts or as JSON."""
    assert main(["diff", "packaged", str(own_data)]) == 0
    assert "compound ours: Ours" in capsys.readouterr().out
    assert main(["diff", str(own_data), "--counts"]) == 0
    head, added, removed, changed = capsys.readouterr().out.splitlines()
    assert head == f"Data own-1 -> {sx.data_version}"
    assert added.startswith("added: ")
    assert (removed, changed) == ("removed: 1 compound", "changed: none")
    told = as_json(capsys, "diff", str(own_data))
    assert set(told) == {"old", "new", "added", "removed", "changed", "counts"}
    assert told["removed"] == [{"id": "ours", "kind": "compound", "summary": "Ours"}]


def test_schema_prints_the_schema_that_is_shipped(capsys: Capture, package: Path) -> None:
    """`semaxref schema claims > claims.schema.json` gives an editor what it needs."""
    assert main(["schema", "claims"]) == 0
    shipped = (package / "schemas" / "claims.schema.json").read_text("utf-8")
    assert capsys.readouterr().out == shipped
    assert set(as_json(capsys, "schema")) >= {"claims", "law", "identity"}


# As a process


def test_the_module_is_the_command(
    fresh_python: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    """`python -m semaxref` answers, and its exit status is that of the command."""
    done = fresh_python("-m", "semaxref", "show", "Семакс")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{sx.get('semax')}\n", "")
    done = fresh_python("-m", "semaxref", "show", "semx")
    assert (done.returncode, done.stdout) == (1, "")
    assert "did you mean 'semax'" in done.stderr
    done = fresh_python("-m", "semaxref", "--yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("usage: semaxref")


def test_the_words_of_the_process_are_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """Run as a module, the command takes what the shell gives, and ends the process with it."""
    for words, status in ((["claims", "noopept"], 0), (["claims", "noopet"], 1), (["claim"], 2)):
        monkeypatch.setattr(sys, "argv", ["semaxref", *words])
        with pytest.raises(SystemExit) as ended:
            runpy.run_module("semaxref", run_name="__main__", alter_sys=True)
        assert ended.value.code == status
    assert capsys.readouterr().out == f"{sx.claims('noopept')}\n"


def test_a_console_without_cyrillic_still_gets_an_answer(
    fresh_python: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    """An old console shows question marks for what it lacks, instead of failing."""
    done = fresh_python("-m", "semaxref", "show", "semax", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.isascii()
    assert "?" in done.stdout
    assert len(done.stdout.splitlines()) == len(str(sx.get("semax")).splitlines())
    done = fresh_python("-m", "semaxref", "show", "Семак", PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert done.stderr.isascii()


def test_json_loses_no_letter_on_such_a_console(
    fresh_python: Callable[..., subprocess.CompletedProcess[str]], capsys: Capture
) -> None:
    """A pipe has whatever encoding the system gives it; data must come through it whole."""
    done = fresh_python("-m", "semaxref", "show", "stroke", "--json", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert json.loads(done.stdout) == as_json(capsys, "show", "stroke")


@pytest.mark.parametrize("lines", [0, 1])
@pytest.mark.parametrize(
    "command", [["sources"], ["show", "stroke"], ["--help"], ["lint"]], ids=" ".join
)
def test_a_reader_that_has_seen_enough_is_no_error(
    package: Path, command: list[str], lines: int
) -> None:
    """`semaxref ... | head -1` ends quietly, however much there was still to say."""
    given = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with subprocess.Popen(
        [sys.executable, "-m", "semaxref", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**given, "PYTHONPATH": str(package.parent), "PYTHONIOENCODING": "utf-8"},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        for _ in range(lines):
            assert process.stdout.readline()
        process.stdout.close()
        message = process.stderr.read()
    assert message == b""
    assert process.returncode == 0


def test_such_a_reader_ends_no_program_that_calls_us() -> None:
    """A program that runs a command with a closed pipe as its output goes on."""
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w", encoding="utf-8") as stream, contextlib.redirect_stdout(stream):
        assert main(["sources"]) == 0


def test_a_stream_of_any_kind_will_do() -> None:
    """A notebook or a test that redirects the output gets it."""
    with contextlib.redirect_stdout(io.StringIO()) as caught:
        assert main(["claims", "noopept"]) == 0
    assert caught.getvalue() == f"{sx.claims('noopept')}\n"


def test_a_stream_that_only_plays_a_terminal_will_do() -> None:
    """A program that shows our output in a window of its own gets what an ordinary one shows."""

    class Window(io.StringIO):
        def isatty(self) -> bool:
            return True

    with contextlib.redirect_stdout(Window()) as caught:
        assert main(["claims", "noopept"]) == 0
    assert "Claims" in caught.getvalue()
    assert max(map(columns, re.sub(r"\x1b\[[\d;]*m", "", caught.getvalue()).split("\n"))) <= 80


def test_a_pipe_pays_for_no_rich(
    fresh_python: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    """Where no terminal is printed on, nothing of Rich is imported, nor the rooms around it."""
    done = fresh_python(
        "-c",
        "import sys\n"
        "from semaxref.cli import main\n"
        "main(['claims', 'noopept'])\n"
        "main(['claims', 'noopept', '--json'])\n"
        "main(['--plain'])\n"
        "found = [n for n in sys.modules if n.split('.')[0] == 'rich' or 'terminal' in n]\n"
        "print(*found, file=sys.stderr)",
    )
    assert (done.returncode, done.stderr.strip()) == (0, "")


def test_a_record_that_is_not_there_is_missed_as_a_record(capsys: Capture) -> None:
    """Who mistypes the id of a record is shown ids of records, not names of compounds."""
    assert main(["show", "semax.bndf"]) == 1
    error = capsys.readouterr().err
    assert "no record 'semax.bndf'" in error
    assert "'semax.bdnf'" in error
