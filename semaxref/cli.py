"""The command line: the questions of a catalogue, as plain text for 80 columns or as JSON.

Exit status: 0 where the question was answered, 1 where something was not found or a data
folder has faults, 2 where the command was not understood.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from semaxref.catalogue import Catalogue, packaged
from semaxref.errors import (
    AmbiguousName,
    DataFaults,
    InvalidDate,
    InvalidQuery,
    NotFound,
    UnknownValue,
)
from semaxref.model.base import PartialDate, Record, Value
from semaxref.model.compounds import Compound

if TYPE_CHECKING:
    from semaxref.model.records import Records

FOUND, NOT_FOUND, USAGE = 0, 1, 2


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
        options = _parser().parse_args(argv)
    except SystemExit as stop:  # argparse has said why
        return int(stop.code or 0)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except (NotFound, AmbiguousName, DataFaults) as error:
        print(f"semaxref: {error}", file=sys.stderr)
        return NOT_FOUND
    except (InvalidQuery, InvalidDate, UnknownValue) as error:
        print(f"semaxref: {error}", file=sys.stderr)
        return USAGE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="semaxref", description="An offline reference on Semax and its neighbours."
    )
    parser.add_argument("--data", metavar="PATH", help="ask a data folder of your own")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], what: str) -> Any:
        added = commands.add_parser(name, help=what, description=what)
        added.add_argument("--json", action="store_true", help="print JSON with stable keys")
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
    lint = command("lint", _lint, "Check a data folder, ours if none is given.")
    lint.add_argument("path", nargs="?")
    return parser


def _catalogue(options: argparse.Namespace) -> Catalogue:
    return Catalogue.from_path(options.data) if options.data else packaged()


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


def _lint(options: argparse.Namespace) -> int:
    faults = Catalogue.lint(options.path or options.data)
    if options.json:
        _print_json([fault.as_dict() for fault in faults])
    else:
        for fault in faults:
            print(fault)
        print(f"{len(faults)} fault(s)")
    return NOT_FOUND if faults else FOUND


def _print(options: argparse.Namespace, answer: Any) -> int:
    if options.json:
        _print_json(as_json(answer))
    else:
        print(answer)
    return NOT_FOUND if answer == () else FOUND


def _print_json(value: Any) -> None:
    """JSON, with escapes where the console lacks a letter that would else be lost."""
    encoding = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "")
    print(json.dumps(value, ensure_ascii=not encoding.startswith("utf"), indent=2))


def as_json(answer: Value | Records[Any]) -> Any:
    """An answer as JSON values, with the names of its fields as keys.

    A record within another stands as its id, so that nothing is said twice; the records of
    a compound, which are its content, stand whole.
    """
    if isinstance(answer, Value):
        return _whole(answer)
    told: list[dict[str, Any]] = [_whole(record) for record in answer]
    if answer.remarks:
        for record in told:
            record[answer.remark_title] = answer.remarks[record["id"]]
    return told


def _whole(value: Value) -> dict[str, Any]:
    names = [*(field.name for field in value.__attrs_attrs__), *value.computed]
    parts = {name: getattr(value, name) for name in names}
    content = isinstance(value, Compound)
    return {name: _plain(part, whole=content) for name, part in parts.items()}


def _plain(value: Any, *, whole: bool = False) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | PartialDate):
        return str(value)
    if isinstance(value, Record) and not whole:
        return value.id
    if isinstance(value, Value):
        return _whole(value)
    if isinstance(value, str | int | float) or value is None:
        return value
    assert isinstance(value, Iterable)
    items = [_plain(item, whole=whole) for item in value]
    return sorted(items) if isinstance(value, frozenset) else items


def _be_lenient(stream: Any) -> None:
    """Let a console that lacks Cyrillic print a question mark instead of failing."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")
