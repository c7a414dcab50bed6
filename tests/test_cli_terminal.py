"""The command line on a real terminal: a pseudo-terminal, of which Windows has none."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import threading
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

import pytest

import semaxref as sx
from semaxref.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminal", allow_module_level=True)

DAY = ("--on", "2026-11-23")
SEQUENCE = re.compile(r"\x1b\[[\d;]*m|\x1b\]8;[^;]*;[ -~]*?\x1b\\")
COLOUR = re.compile(r"\x1b\[(?:\d+;)*(?:3|4|9|10)[0-7][;m]")
RULES = re.compile("[-=|\u2500\u2501\u2502]")
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
COMMANDS = [
    (),
    ("show", "semax"),
    ("show", "semax.bdnf"),
    ("compare", "semax", "noopept", "piracetam", *DAY),
    ("uses", "stroke", "--jurisdiction", "RU", *DAY),
    ("legal", "semax", "US", *DAY),
    ("legal", "semax", "US", "--activity", "pharmacy-compounding", *DAY),
    ("legal", "semax", "US", "--changes", *DAY),
    ("claims", "semax"),
    ("sources", "semax"),
    ("stale", "NZ", "--older-than", "30", *DAY),
    ("diff", "packaged"),
    ("schema",),
    ("lint",),
]


def open_terminal(columns: int) -> tuple[int, int]:
    """The two ends of a terminal of so many columns: the one that shows, the one to print on."""
    import pty
    import termios

    screen, printer = pty.openpty()
    termios.tcsetwinsize(printer, (40, columns))
    modes = termios.tcgetattr(printer)
    modes[1] &= ~termios.OPOST  # a line break is to stay one sign
    termios.tcsetattr(printer, termios.TCSANOW, modes)
    return screen, printer


def read(screen: int) -> str:
    """All that is printed on a terminal until its other end is closed."""
    parts: list[bytes] = []
    with contextlib.suppress(OSError):  # so Linux tells that the other end is closed
        while part := os.read(screen, 65536):
            parts.append(part)
    os.close(screen)
    return b"".join(parts).decode()


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """What a terminal of so many columns shows of a command, which is run in this process."""

    def run(columns: int, *command: str, status: int = 0, **environment: str) -> str:
        for name in ("NO_COLOR", "COLORTERM", "COLUMNS"):
            monkeypatch.delenv(name, raising=False)
        for name, value in {"TERM": "xterm-256color", **environment}.items():
            monkeypatch.setenv(name, value)
        screen, printer = open_terminal(columns)
        found: list[str] = []
        reader = threading.Thread(target=lambda: found.append(read(screen)))
        reader.start()
        with open(printer, "w", encoding="utf-8") as stream, contextlib.redirect_stdout(stream):  # noqa: PTH123
            assert main([*command]) == status
        reader.join()
        return found[0]

    return run


@pytest.fixture
def piped(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """What a pipe gets of a command."""

    def run(*command: str) -> str:
        assert main([*command]) == 0
        return capsys.readouterr().out

    return run


@pytest.fixture
def without_rich(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rich is not installed."""
    for name in [*sys.modules]:
        if name.partition(".")[0] == "rich" or name == "semaxref.document.terminal":
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "rich", None)


@pytest.fixture
def hostile_data(tmp_path: Path) -> Path:
    """A stranger's data folder, whose texts try to steer the terminal of who reads it."""
    evil = "\x1b[2J\x1b]8;;https://pirates.example\x1b\\\x9b31m\u202e\u2066\x07\x7f"
    folder = tmp_path / "own"
    (folder / "compounds/ours").mkdir(parents=True)
    files = {
        "about.json": {"data_version": f"own{evil}", "recorded_on": "2026-11-23"},
        "compounds/ours/identity.json": {
            "id": "ours",
            "name": f"[bold]Ours[/bold]{evil}",
            "kind": "peptide",
            "names": [
                {
                    "text": f"[link=https://pirates.example]x[/link]{evil}",
                    "kind": "name",
                    "sources": ["page"],
                }
            ],
        },
        "sources.json": [
            {
                "id": "page",
                "type": "webpage",
                "title": f"[link=https://pirates.example]x[/link]{evil}",
                "URL": f"https://harbour.example/{evil}",
                "custom": {"kind": "web-page", "seen_as": "primary"},
            }
        ],
    }
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content), "utf-8")
    return folder


def bare(text: str) -> str:
    """What is read of a text: no looks, no links."""
    return SEQUENCE.sub("", text)


def letters(text: str) -> Counter[str]:
    """The letters of a text, without rules and white space."""
    return Counter("".join(RULES.sub("", bare(text)).split()))


def widest(text: str) -> int:
    """How many columns the longest line takes."""
    return max(
        sum(1 + (unicodedata.east_asian_width(sign) in "WF") for sign in line)
        for line in bare(text).split("\n")
    )


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_says_on_a_terminal_what_it_says_in_a_pipe(
    shown: Callable[..., str], piped: Callable[..., str], command: tuple[str, ...], columns: int
) -> None:
    """The same letters, in no line wider than the terminal, and nothing that steers it."""
    text, plain = shown(columns, *command), piped(*command)
    assert widest(text) <= columns
    assert letters(text) == letters(plain)
    assert "\x1b" not in bare(text)
    assert "\x1b" not in plain


def test_verdicts_are_coloured_and_the_word_stands_there_all_the_same(
    shown: Callable[..., str], piped: Callable[..., str]
) -> None:
    """Who sees no colours loses nothing; a pipe gets none."""
    command = ("legal", "semax", "US", *DAY)
    text, plain = shown(80, *command), piped(*command)
    assert re.search(r"\x1b\[1;91mprohibited\x1b\[0m", text)
    assert re.search(r"\x1b\[1;95mrestricted\x1b\[0m", text)
    assert not COLOUR.search(plain)
    for verdict in ("prohibited", "restricted"):
        assert bare(text).count(verdict) == plain.count(verdict) > 0


def test_sources_can_be_opened(shown: Callable[..., str]) -> None:
    """Every source with an address is a link to it, and no link goes elsewhere."""
    told = shown(80, "legal", "semax", "US", *DAY)
    linked = set(re.findall(r"\x1b\]8;[^;]*;([^\x1b]+)\x1b", told))
    sources = {
        source
        for answer in sx.legal_status("semax", "US", on=DAY[1]).answers
        for rule in answer.deciding
        for source in rule.sources
    }
    assert linked == {source.address for source in sources if source.address}


@pytest.mark.parametrize(
    ("columns", "environment"),
    [(59, {}), (40, {}), (80, {"TERM": "dumb"}), (200, {"TERM": "unknown"})],
    ids=["59", "40", "dumb", "unknown"],
)
def test_a_terminal_that_is_too_small_or_knows_nothing_gets_plain_text(
    shown: Callable[..., str], columns: int, environment: dict[str, str]
) -> None:
    """Plain text fits the terminal, too, and is never wider than 80 columns."""
    text = shown(columns, "legal", "semax", "US", *DAY, **environment)
    status = sx.legal_status("semax", "US", on=DAY[1])
    assert text == f"{status.document().text(min(columns, 80))}\n"


@pytest.mark.usefixtures("without_rich")
def test_without_rich_the_terminal_gets_plain_text(shown: Callable[..., str]) -> None:
    """The library alone, without its extra, answers on any terminal."""
    assert shown(100, "claims", "noopept") == f"{sx.claims('noopept')}\n"
    assert shown(60, "claims", "noopept") == f"{sx.claims('noopept').document().text(60)}\n"


def test_plain_text_can_be_had_on_any_terminal(
    shown: Callable[..., str], piped: Callable[..., str]
) -> None:
    """`--plain` prints what a pipe gets, before the command and after it."""
    command = ("legal", "semax", "US", *DAY)
    assert shown(120, *command, "--plain") == piped(*command)
    assert shown(70, "--plain", *command) == piped(*command)
    assert shown(120, "--plain") == piped()


def test_json_is_the_same_everywhere(shown: Callable[..., str], piped: Callable[..., str]) -> None:
    """JSON has no colours, whoever reads it."""
    command = ("legal", "semax", "US", "--json", *DAY)
    assert shown(60, *command) == piped(*command)


def test_no_color_is_honoured(shown: Callable[..., str]) -> None:
    """Who sets NO_COLOR gets weight and links, and no colour."""
    command = ("legal", "semax", "US", *DAY)
    text = shown(80, *command, NO_COLOR="1")
    assert COLOUR.search(shown(80, *command))
    assert not COLOUR.search(text)
    assert "\x1b[1mprohibited\x1b[0m" in text
    assert "\x1b]8;" in text


def test_a_terminal_that_does_not_know_its_width_has_80_columns(shown: Callable[..., str]) -> None:
    """Some terminals over a wire say 0; they get what fits an ordinary one."""
    assert 60 < widest(shown(0, "claims", "noopept")) <= 80


def test_data_of_a_stranger_cannot_steer_the_terminal(
    shown: Callable[..., str], hostile_data: Path
) -> None:
    """Neither in an answer nor in plain text nor in JSON is there a sign that could."""
    data = ("--data", str(hostile_data))
    for columns in (50, 60, 120):
        for command in (
            ("show", "ours"),
            ("show", "page"),
            ("sources",),
            ("diff", str(hostile_data)),
            ("diff", str(hostile_data), "--counts"),
        ):
            text = shown(columns, *data, *command)
            assert not STEERING.search(bare(text))
            assert "\x1b]8;;https://pirates.example" not in text
            for form in ("--plain", "--json"):
                assert not STEERING.search(shown(columns, *data, *command, form))
    assert "[bold]Ours[/bold]" in shown(80, *data, "show", "ours")
    told = json.loads(shown(80, *data, "show", "ours", "--json"))
    assert told["name"].startswith("[bold]Ours[/bold]\x1b[2J")  # JSON gives it back whole


def test_a_message_about_such_data_cannot_either(
    shown: Callable[..., str], capsys: pytest.CaptureFixture[str], hostile_data: Path
) -> None:
    """A fault that quotes what it has found quotes no sign that could steer the terminal."""
    (hostile_data / "targets.json").write_text('[{"\\u009b2J\\u202e": 1}]', "utf-8")
    assert main(["--data", str(hostile_data), "show", "ours"]) == 1
    assert not STEERING.search(capsys.readouterr().err)
    for form in ((), ("--json",)):
        told = shown(80, "lint", str(hostile_data), *form, status=1)
        assert "targets.json" in told
        assert not STEERING.search(told)
    assert main(["show", "\x1b[2J\u202e"]) == 1
    assert not STEERING.search(capsys.readouterr().err)


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_a_real_process_draws_on_a_real_terminal(package: Path, columns: int) -> None:
    """`python -m semaxref` finds out by itself that it is on a terminal, and how wide that is."""
    kept = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "COLUMNS", "COLORTERM"}}
    screen, printer = open_terminal(columns)
    with subprocess.Popen(
        [sys.executable, "-m", "semaxref", "claims", "noopept"],
        stdin=printer,
        stdout=printer,
        stderr=printer,
        env={**kept, "PYTHONPATH": str(package.parent), "PYTHONUTF8": "1", "TERM": "xterm"},
    ) as process:
        os.close(printer)
        text = read(screen)
    assert process.returncode == 0
    assert COLOUR.search(text)
    assert widest(text) <= columns
    assert letters(text) == letters(str(sx.claims("noopept")))
