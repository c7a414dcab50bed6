"""The command line: the questions of a catalogue, drawn for a terminal, as plain text or as JSON.

Plain text of 80 columns goes to files and pipes; a terminal gets bold, rules, colours and links
where Rich is installed. Exit status: 0 where the question was answered, 1 where something was
not found, a data folder has faults or a file could not be screened, 2 where the command was not
understood.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from semaxref import cli_screen
from semaxref.catalogue import STALE_AFTER, Catalogue, packaged
from semaxref.document import Document, Table
from semaxref.document.plain import CONTROL, clean
from semaxref.errors import (
    AmbiguousName,
    BadRow,
    DataFaults,
    FileError,
    FileInUse,
    FolderInUse,
    InvalidDate,
    InvalidQuery,
    MissingExtra,
    NotFound,
    UnknownValue,
)
from semaxref.model.json_form import as_json
from semaxref.store.files import part_of_package

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from semaxref.model.base import Record

FOUND, NOT_FOUND, USAGE, STOPPED = 0, 1, 2, 130
_OURS = "packaged"
_PLAIN = "print plain text on a terminal, too"
_WIDTH = 80
"""Columns of plain text, where a terminal has not fewer."""
_LEAST_WIDTH = 60
"""On a narrower terminal the plain text reads better."""


def main(argv: list[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: The words of the command; those of the process if not given.

    Returns:
        The exit status: 0 answered, 1 not found or faults, 2 not understood.
    """
    _be_lenient(sys.stdout)
    try:
        status = _answer(argv)
        sys.stdout.flush()  # here, where a reader that has gone can still be met
    except BrokenPipeError:  # the reader, such as head, has seen enough
        with Path(os.devnull).open("w") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
        return FOUND
    return status


def _answer(argv: list[str] | None) -> int:
    try:
        options = _parsed(argv)
    except SystemExit as stop:  # argparse has said why
        return int(stop.code or 0)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except (NotFound, AmbiguousName, DataFaults, MissingExtra, BadRow, FileError) as error:
        print(clean(f"semaxref: {error}"), file=sys.stderr)
        return NOT_FOUND
    except (InvalidQuery, InvalidDate, UnknownValue, FolderInUse, FileInUse) as error:
        print(clean(f"semaxref: {error}"), file=sys.stderr)
        return USAGE


def _parsed(argv: list[str] | None) -> argparse.Namespace:
    parser = _parser()
    options = parser.parse_args(argv)
    if options.run is _tour and options.data:  # the tour asks for compounds that ours has
        parser.error("the following arguments are required: COMMAND")
    return options


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="semaxref", description="An offline reference on Semax and its neighbours."
    )
    parser.add_argument("--data", metavar="PATH", help="ask a data folder of your own")
    parser.add_argument("--plain", action="store_true", help=_PLAIN)
    parser.set_defaults(run=_tour)
    commands = parser.add_subparsers(metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], what: str) -> Any:
        added = commands.add_parser(name, help=what, description=what)
        added.add_argument("--json", action="store_true", help="print JSON with stable keys")
        added.add_argument("--plain", action="store_true", default=argparse.SUPPRESS, help=_PLAIN)
        added.set_defaults(run=run)
        return added

    show = command("show", _show, "Show a compound, or any record by its id.")
    show.add_argument("query", help="name, identifier or record id")
    compare = command("compare", _compare, "Put compounds side by side.")
    compare.add_argument("compounds", nargs="+", metavar="COMPOUND")
    compare.add_argument("--jurisdiction", default="US", help="place of the legal row")
    uses = command("uses", _uses, "Show what is used for a condition, with the evidence.")
    uses.add_argument("use_case", help="condition: id, label, synonym or code")
    uses.add_argument("--compound", help="only this compound")
    uses.add_argument("--jurisdiction", help="say how each use stands in this place")
    uses.add_argument("--standing", help="only labelled, off-label, not-approved or unknown uses")
    legal = command("legal", _legal, "Show what the law of a place says of a compound.")
    legal.add_argument("compound")
    legal.add_argument("jurisdiction")
    legal.add_argument("--activity", help="explain the answer for one activity")
    legal.add_argument("--changes", action="store_true", help="show the changes over time")
    for dated in (compare, uses, legal):
        dated.add_argument("--on", metavar="YYYY-MM-DD", help="the day; today if not given")
    claims = command("claims", _claims, "Show how popular statements fare against the records.")
    claims.add_argument("compound", nargs="?")
    sources = command("sources", _sources, "List the sources of a compound and its law.")
    sources.add_argument("compound", nargs="?")
    diff = command("diff", _diff, "Show what changed from one data folder to another.")
    diff.add_argument("old", help="a data folder, or 'packaged'")
    diff.add_argument(
        "new", nargs="?", default=_OURS, help="the same; the packaged data if left out"
    )
    diff.add_argument("--counts", action="store_true", help="only how many of each kind")
    stale = command("stale", _stale, "List law in force that was last looked up too long ago.")
    stale.add_argument("jurisdiction", nargs="?", help="only this place")
    stale.add_argument("--older-than", metavar="DAYS", type=int, default=STALE_AFTER)
    stale.add_argument(
        "--on", metavar="YYYY-MM-DD", help="the day to count from; today if left out"
    )
    schema = command("schema", _schema, "Print the JSON Schema of a kind of data file.")
    schema.add_argument("kind", nargs="?", help="such as mechanisms; a list of them if left out")
    browse = command("browse", _browse, "Write the data as pages for a browser, without a server.")
    browse.add_argument(
        "path", nargs="?", default="semaxref-pages", help="the folder; semaxref-pages if left out"
    )
    browse.add_argument("--on", metavar="YYYY-MM-DD", help="the day of the law; today if left out")
    browse.add_argument("--force", action="store_true", help="write also among files of others")
    screen = command(
        "screen", _screen, "Find compounds in a file of rows, and say what the law says."
    )
    screen.formatter_class = argparse.RawDescriptionHelpFormatter
    screen.epilog = cli_screen.ABOUT
    cli_screen.add_arguments(screen)
    # Given here as well as before the command: these commands are one long line as it is.
    for built in (browse, screen):
        built.add_argument(
            "--data", metavar="PATH", default=argparse.SUPPRESS, help="ask these data"
        )
        built.add_argument(
            "--overlay",
            metavar="PATH",
            action="append",
            default=[],
            help="lay these records over them",
        )
    lint = command("lint", _lint, "Check a data folder, ours if none is given.")
    lint.add_argument("path", nargs="?")
    return parser


def _catalogue(options: argparse.Namespace) -> Catalogue:
    catalogue = Catalogue.from_path(options.data) if options.data else packaged()
    for folder in getattr(options, "overlay", ()):
        catalogue = catalogue.overlay(folder)
    return catalogue


def _tour(options: argparse.Namespace) -> int:
    from semaxref.tour import steps, tour

    catalogue = packaged()
    taken = tuple(steps(catalogue))
    commands = (step.line for step in taken)
    _draw(options, tour(taken, catalogue.data_version), dict.fromkeys(commands, "bold"))
    return FOUND


def _show(options: argparse.Namespace) -> int:
    catalogue = _catalogue(options)
    try:
        found: Record = catalogue.record(options.query)
    except NotFound as miss:
        try:
            found = catalogue.get(options.query)
        except NotFound:
            if "." in options.query:  # an id was meant, and not a name
                raise miss from None
            raise
    return _print(options, found)


def _compare(options: argparse.Namespace) -> int:
    answer = _catalogue(options).compare(
        *options.compounds, jurisdiction=options.jurisdiction, on=options.on
    )
    return _print(options, answer)


def _uses(options: argparse.Namespace) -> int:
    found = _catalogue(options).indications(
        options.compound,
        use_case=options.use_case,
        jurisdiction=options.jurisdiction,
        standing=options.standing,
        on=options.on,
    )
    return _print(options, found)


def _legal(options: argparse.Namespace) -> int:
    catalogue = _catalogue(options)
    if options.changes:
        changes = catalogue.legal_changes(
            options.compound, jurisdiction=options.jurisdiction, until=options.on
        )
        return _print(options, changes)
    status = catalogue.legal_status(options.compound, options.jurisdiction, on=options.on)
    return _print(options, status[options.activity] if options.activity else status)


def _claims(options: argparse.Namespace) -> int:
    return _print(options, _catalogue(options).claims(options.compound))


def _sources(options: argparse.Namespace) -> int:
    return _print(options, _catalogue(options).sources(options.compound))


def _diff(options: argparse.Namespace) -> int:
    old, new = (
        packaged() if path == _OURS else Catalogue.from_path(path)
        for path in (options.old, options.new)
    )
    found = old.diff(new)
    if options.counts and not options.json:
        print(clean(f"Data {found.old} -> {found.new}"), *found.counts, sep="\n")
        return FOUND
    return _print(options, found)


def _stale(options: argparse.Namespace) -> int:
    found = _catalogue(options).stale(
        older_than=options.older_than, jurisdiction=options.jurisdiction, on=options.on
    )
    _print(options, found)
    return FOUND  # that nothing is stale is an answer, and a good one


def _schema(options: argparse.Namespace) -> int:
    files = {file.name.partition(".")[0]: file for file in part_of_package("schemas").iterdir()}
    if options.kind is None:
        titles = {name: json.loads(files[name].read_bytes())["title"] for name in sorted(files)}
        if options.json:
            _print_json(titles)
        else:
            _draw(options, Document([Table(("kind", "what for"), tuple(titles.items()))]))
    elif options.kind in files:
        print(files[options.kind].read_text(encoding="utf-8"), end="")
    else:
        raise UnknownValue("kind", options.kind, tuple(sorted(files)))
    return FOUND


def _browse(options: argparse.Namespace) -> int:
    from semaxref.exports.browse import write

    start = write(_catalogue(options), options.path, on=options.on, force=options.force)
    if options.json:
        _print_json({"start": str(start)})
    else:
        print(f"Written; open {start} in a browser.")
    return FOUND


def _screen(options: argparse.Namespace) -> int:
    try:
        summary = cli_screen.run(options, _catalogue(options))
    except KeyboardInterrupt:
        print("semaxref: stopped; the same command goes on from there", file=sys.stderr)
        return STOPPED
    if options.json:
        _print_json(summary.as_dict())
    else:
        _draw(options, summary.document())
    return FOUND


def _lint(options: argparse.Namespace) -> int:
    faults = Catalogue.lint(options.path or options.data)
    if options.json:
        _print_json([fault.as_dict() for fault in faults])
    else:
        for fault in faults:
            print(clean(f"{fault}\n    to mend: {fault.mend}"))
        print(f"{len(faults)} fault(s)")
    return NOT_FOUND if faults else FOUND


def _print(options: argparse.Namespace, answer: Any) -> int:
    if options.json:
        _print_json(as_json(answer))
    else:
        _draw(options, answer.document())
    return NOT_FOUND if answer == () else FOUND


def _draw(
    options: argparse.Namespace, document: Document, looks: Mapping[str, str] | None = None
) -> None:
    """Draw a document, as richly as the place that it goes to can show it.

    Args:
        options: What the user has asked for.
        document: What to draw.
        looks: How words look on a terminal, beside those for a verdict.
    """
    width = None if options.plain else _terminal_width()
    if width is None:
        print(document.text(_WIDTH))
        return
    if width >= _LEAST_WIDTH and os.environ.get("TERM") not in {"dumb", "unknown"}:
        try:
            from semaxref.document.terminal import show
        except ImportError:  # Rich is an extra
            pass
        else:
            show(document, sys.stdout, width, {**_looks(), **(looks or {})})
            return
    print(document.text(min(width, _WIDTH)))


def _terminal_width() -> int | None:
    """How many columns the terminal has that we print on; none where it is no terminal."""
    if not sys.stdout.isatty():
        return None
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or _WIDTH
    except OSError:  # a stream that only plays a terminal
        return _WIDTH


def _looks() -> dict[str, str]:
    """How words for a verdict look: bold, those against in red, those in between in magenta.

    Of the named colours only the bright forms of these two keep a contrast of 3 on the dark and
    on the light ground of the usual themes.
    """
    from semaxref.model.authorisations import Standing
    from semaxref.model.claims import ClaimVerdict
    from semaxref.model.evidence import Agreement
    from semaxref.model.law import Verdict

    looks = dict.fromkeys((*Verdict, *ClaimVerdict, *Agreement, *Standing), "bold")
    against = (Verdict.PROHIBITED, ClaimVerdict.CONTRADICTED, Agreement.REFUTED)
    between = (
        *(Verdict.RESTRICTED, Agreement.DISPUTED),
        *(ClaimVerdict.PARTLY, ClaimVerdict.OVERSTATED, ClaimVerdict.UNSUPPORTED),
    )
    return {
        **{str(word): look for word, look in looks.items()},
        **dict.fromkeys(map(str, against), "bold bright_red"),
        **dict.fromkeys(map(str, between), "bold bright_magenta"),
    }


def _print_json(value: Any) -> None:
    """JSON, with escapes where the console lacks a letter that would else be lost.

    Signs that could steer a terminal are escaped, too; a reader of JSON gets them back.
    """
    encoding = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "")
    text = json.dumps(value, ensure_ascii=not encoding.startswith("utf"), indent=2)
    print(CONTROL.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text))


def _be_lenient(stream: Any) -> None:
    """Let a console that lacks Cyrillic print a question mark instead of failing."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")
