"""`semaxref screen`: a file of rows to a file of flags from the command line."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from semaxref.cli import FOUND, NOT_FOUND, STOPPED, USAGE, main
from semaxref.model.base import NOT_ADVICE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Capture = pytest.CaptureFixture[str]

ASKED = ("--text", "title", "--jurisdiction", "US", "--activity", "possess", "--on", "2026-11-01")
ROWS = """\
id,title,more,to,what,day
a,Semax spray,Noopept,US,possess,2026-11-01
b,socks,semax-free,RU,export,2026-11-02
c,Ноопепт,,Mars,possess,2026-11-01
"""


@pytest.fixture
def rows(tmp_path: Path) -> str:
    """A file of rows, of which one is of no place that we know."""
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    return str(tmp_path / "rows.csv")


@pytest.fixture
def out(tmp_path: Path) -> str:
    """The file of flags."""
    return str(tmp_path / "flags.jsonl")


def flags(out: str) -> list[dict[str, object]]:
    """The flags that were written."""
    with open(out, encoding="utf-8") as lines:  # noqa: PTH123
        return [json.loads(line) for line in lines]


def test_flags_and_a_summary(rows: str, out: str, capsys: Capture) -> None:
    """The flags go to the file, what it came to is printed, and nothing else is said."""
    assert main(["screen", rows, "-o", out, *ASKED]) == FOUND
    printed = capsys.readouterr()
    assert not printed.err
    assert re.search(r"^rows +3$", printed.out, re.MULTILINE)
    assert re.search(r"^rows with a mention +2$", printed.out, re.MULTILINE)
    assert printed.out.splitlines()[-1].strip() == NOT_ADVICE
    assert all(len(line) <= 80 for line in printed.out.splitlines())
    assert [(each["row"], each["compound"]) for each in flags(out)] == [
        (0, "semax"),
        (2, "noopept"),
    ]


def test_a_summary_for_programs(rows: str, out: str, capsys: Capture) -> None:
    """With --json the summary is one JSON value with stable keys."""
    assert main(["screen", rows, "-o", out, *ASKED, "--json"]) == FOUND
    told = json.loads(capsys.readouterr().out)
    assert told["rows"] == 3
    assert told["compounds"] == {"noopept": 1, "semax": 1}
    assert told["target"] == out


def test_columns_can_ask(rows: str, out: str, capsys: Capture) -> None:
    """Place, activity and day can stand in each row; several columns are searched, rows named."""
    words = ["--text", "title", "--text", "more", "--key", "id", "--jurisdiction-column", "to"]
    words += ["--activity-column", "what", "--on-column", "day"]
    assert main(["screen", rows, "-o", out, *words]) == FOUND
    told = [
        [each[k] for k in ("key", "column", "jurisdiction", "activity", "on")]
        for each in flags(out)
    ]
    assert told == [
        ["a", "title", "US", "possess", "2026-11-01"],
        ["a", "more", "US", "possess", "2026-11-01"],
        ["b", "more", "RU", "export", "2026-11-02"],
    ]
    (bad,) = flags(f"{out}.bad.jsonl")
    assert (bad["row"], bad["column"]) == (2, "to")
    assert "Mars" in str(bad["reason"])
    assert re.search(r"^bad rows +1$", capsys.readouterr().out, re.MULTILINE)


def test_what_is_searched_can_be_narrowed(rows: str, out: str, capsys: Capture) -> None:
    """Options go to the matcher and to what is written."""
    words = ["screen", rows, "-o", out, *ASKED, "--json", "--force"]
    for more, mentions in (
        (["--min-confidence", "1"], 0),
        (["--compound", "Семакс"], None),
        (["--fuzzy"], None),
    ):
        status = main([*words, *more])
        printed = capsys.readouterr()
        assert status in {FOUND, NOT_FOUND}  # what finds typing errors is an extra
        assert mentions is None or json.loads(printed.out)["mentions"] == mentions
    assert main([*words, "--compound", "no such thing"]) == NOT_FOUND
    assert "no compound 'no such thing'" in capsys.readouterr().err


def test_data_of_ones_own(
    rows: str, out: str, tmp_path: Path, data_copy: Path, capsys: Capture
) -> None:
    """The law can be that of a folder, or of one laid over it."""
    about = json.loads((data_copy / "about.json").read_text("utf-8"))
    mine = json.dumps({**about, "data_version": "mine-1"})
    (data_copy / "about.json").write_text(mine, encoding="utf-8")
    (tmp_path / "laid").mkdir()
    for more, version in (
        (["--data", str(data_copy)], "mine-1"),
        (["--data", str(data_copy), "--overlay", str(tmp_path / "laid")], "mine-1+laid"),
    ):
        assert main(["screen", rows, "-o", out, *ASKED, "--json", "--force", *more]) == FOUND
        assert json.loads(capsys.readouterr().out)["data_version"] == version
        assert {each["data_version"] for each in flags(out)} == {version}


def test_what_is_wrong_has_a_status_and_a_message(
    rows: str, out: str, tmp_path: Path, capsys: Capture
) -> None:
    """A script sees by the status what happened, a person by one message, never a trace."""
    (tmp_path / "there.csv").write_text("mine", encoding="utf-8")
    place = ["--text", "title", "--jurisdiction-column", "to", "--activity", "possess"]
    for words, status, message in (
        ([rows, "-o", str(tmp_path / "there.csv"), *ASKED], USAGE, "is there already"),
        ([rows, "-o", rows, *ASKED], USAGE, "is the input"),
        ([rows, "-o", "flags.xlsx", *ASKED], USAGE, "not one of .csv"),
        ([rows, "-o", out, *ASKED, "--text", "titel"], USAGE, "did you mean 'title'?"),
        ([rows, "-o", out, *ASKED, "--on-column", "day"], USAGE, "not allowed with argument"),
        ([rows, "-o", out, "--text", "title", "--jurisdiction", "US"], USAGE, "is required"),
        ([rows, "-o", out, *place, "--strict"], NOT_FOUND, "row 2, column 'to': no jurisdiction"),
        ([f"{rows}.gz", "-o", out, *ASKED], NOT_FOUND, "cannot read"),
    ):
        assert main(["screen", *words]) == status
        printed = capsys.readouterr()
        assert not printed.out
        assert message in printed.err
    assert main(["screen", rows, "-o", out, *ASKED]) == USAGE
    assert "belongs to a run with another" in capsys.readouterr().err
    assert main(["screen", rows, "-o", out, *ASKED, "--restart"]) == FOUND


def test_help_fits_a_terminal(capsys: Capture) -> None:
    """It tells how a run goes on, in 80 columns."""
    assert main(["screen", "--help"]) == 0
    text = capsys.readouterr().out
    assert "the same command goes on" in text
    assert all(len(line) <= 80 for line in text.splitlines())


def test_a_run_is_stopped_from_the_keyboard(rows: str, out: str, capsys: Capture) -> None:
    """Ctrl-C says that nothing is lost, and the same command goes on."""
    armed = [f"{out}.part.json.new"]

    def at_the_journal(event: str, told: tuple[object, ...]) -> None:
        if event == "os.rename" and armed and str(told[0]) == armed[0]:
            armed.clear()  # such a hook cannot be taken away again
            signal.raise_signal(signal.SIGINT)

    sys.addaudithook(at_the_journal)
    assert main(["screen", rows, "-o", out, *ASKED]) == STOPPED
    assert capsys.readouterr().err == "semaxref: stopped; the same command goes on from there\n"
    assert main(["screen", rows, "-o", out, *ASKED]) == FOUND
    assert len(flags(out)) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminal")
class TestBar:
    """The bar that shows how far the run is."""

    @pytest.fixture
    def seen(self, rows: str, out: str, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
        """What a terminal shows on the error stream while rows are screened."""

        def run(*words: str) -> str:
            import pty

            monkeypatch.setenv("TERM", "xterm")
            screen, printer = pty.openpty()
            parts: list[bytes] = []

            def read() -> None:
                with contextlib.suppress(OSError):  # so Linux tells that the other end is closed
                    while part := os.read(screen, 65_536):
                        parts.append(part)

            reader = threading.Thread(target=read)
            reader.start()
            with (
                os.fdopen(printer, "w", encoding="utf-8") as stream,
                contextlib.redirect_stderr(stream),
            ):
                assert main(["screen", rows, "-o", out, *ASKED, "--force", *words]) == FOUND
            reader.join()
            os.close(screen)
            return b"".join(parts).decode()

        return run

    def test_it_is_drawn_on_a_terminal(self, seen: Callable[..., str], capsys: Capture) -> None:
        """It names the rows, and is gone at the end; the summary is where it always is."""
        shown = seen()
        assert re.search(r"100%.*3 rows", re.sub(r"\x1b\[[\d;]*m", "", shown))
        assert shown.endswith("\x1b[2K")
        assert "rows with a mention" in capsys.readouterr().out

    def test_it_is_not_drawn_where_it_is_not_wanted(
        self, seen: Callable[..., str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Neither with --plain nor where Rich is not installed."""
        assert not seen("--plain")
        for name in [*sys.modules]:
            if name.partition(".")[0] == "rich":
                monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, "rich", None)
        assert not seen()
