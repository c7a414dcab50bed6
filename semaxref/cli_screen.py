"""The command `screen`: its words, and the bar that shows how far it is."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from semaxref.model.law import Activity

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from semaxref.catalogue import Catalogue
    from semaxref.screening.tables.files import Progress
    from semaxref.screening.tables.summary import Summary

ABOUT = """\
Files are CSV, TSV, JSON Lines (.jsonl, .ndjson), Parquet (.parquet) or Arrow
IPC (.arrow, .feather), by their names; of the first three, IN may also end in
.gz. Parquet and Arrow need semaxref[arrow].

OUT appears when it is whole. Until then there are OUT.part and its journal,
OUT.part.json: after a crash, a kill or a full disk the same command goes on
from there. If IN, an option or the data have changed since, it is refused, and
--restart begins anew. Bad rows go to OUT.bad.jsonl.

In CSV and TSV, lists are joined by "; ", and texts that a spreadsheet would
take for a formula (that begin with = + - @, a tab or a line break) get an
apostrophe in front.

Exit status: 0 done; 1 a bad row with --strict, or a file that cannot be read or
written; 2 the command was not understood, or a file is in the way; 130 stopped
from the keyboard."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the words of the command to its parser."""
    add = parser.add_argument
    add("source", metavar="IN", help="the file of rows")
    add("-o", "--output", metavar="OUT", required=True, help="the file of flags")
    again = "; may be given again"
    add("--text", metavar="COLUMN", action="append", required=True, help=f"where to search{again}")
    for name, shown, what in (
        ("jurisdiction", "PLACE", "the place whose law is asked"),
        ("activity", "ACTIVITY", f"the activity: {', '.join(Activity)}"),
        ("on", "YYYY-MM-DD", "the day; today if left out"),
    ):
        either = parser.add_mutually_exclusive_group(required=name != "on")
        either.add_argument(f"--{name}", metavar=shown, help=what)
        either.add_argument(f"--{name}-column", metavar="COLUMN", help="the column that says it")
    add("--key", metavar="COLUMN", help="a column by which rows are called in the output")
    add("--compound", action="append", help=f"search for this one only{again}")
    add("--fuzzy", action="store_true", help="find names with typing errors, too")
    least = "leave out mentions that are less sure than this, from 0 to 1"
    add("--min-confidence", metavar="NUMBER", type=float, default=0.0, help=least)
    add("--strict", action="store_true", help="stop at the first bad row, with exit status 1")
    add("--force", action="store_true", help="replace OUT if it is there")
    add("--restart", action="store_true", help="begin anew, and not where a run was stopped")


def run(options: argparse.Namespace, catalogue: Catalogue) -> Summary:
    """Screen one file as the options say.

    Raises:
        SemaxrefError: It could not be done; the message says why, and what is allowed.
    """
    from semaxref.screening import Column, Matcher, screen_file

    asked: dict[str, Any] = {
        name: Column(column) if (column := getattr(options, f"{name}_column")) else given
        for name in ("jurisdiction", "activity", "on")
        for given in [getattr(options, name)]
    }
    compounds = options.compound and tuple(catalogue.get(each).id for each in options.compound)
    with _bar(plain=options.plain) as progress:
        return screen_file(
            options.source,
            options.output,
            text=options.text,
            **asked,
            key=options.key,
            matcher=Matcher(catalogue=catalogue, compounds=compounds, fuzzy=options.fuzzy),
            min_confidence=options.min_confidence,
            strict=options.strict,
            force=options.force,
            restart=options.restart,
            progress=progress,
        )


@contextmanager
def _bar(*, plain: bool) -> Iterator[Progress | None]:
    """A bar on the error stream, where that is a terminal and Rich is installed."""
    if plain or not sys.stderr.isatty():
        yield None
        return
    try:
        from rich import progress as rich
        from rich.console import Console
    except ImportError:  # Rich is an extra
        yield None
        return
    shown = (
        *(rich.BarColumn(), rich.TaskProgressColumn(), rich.TextColumn("{task.fields[rows]:,}")),
        *(rich.TextColumn("rows"), rich.TimeElapsedColumn(), rich.TimeRemainingColumn()),
    )
    with rich.Progress(*shown, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("screen", total=None, rows=0)

        def show(rows: int, share: float | None) -> None:
            bar.update(task, total=share and 1.0, completed=share or 0.0, rows=rows)

        yield show
