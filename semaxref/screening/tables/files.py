"""A file of rows screened into a file of flags, by a run that can be stopped and taken up."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import evolve

from semaxref.errors import FileError, InvalidQuery
from semaxref.screening.flags import Column, Screening
from semaxref.screening.tables.arrow_columns import need_pyarrow
from semaxref.screening.tables.kinds import TEXT, kind_to_write
from semaxref.screening.tables.rows import checked_batches
from semaxref.screening.tables.summary import Summary, most_first
from semaxref.screening.tables.unfinished import Unfinished

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from semaxref.screening.flags import ActivityOf, DayOf, PlaceOf
    from semaxref.screening.matcher import Matcher

__all__ = ["Progress", "screen_file"]

Progress: TypeAlias = Callable[[int, float | None], None]
"""Told after each batch how many rows are done, and how much of the input, from 0 to 1."""

_HEAD = 65_536
"""Bytes from the start of an input by which it is known again."""


def screen_file(
    source: str | os.PathLike[str],
    target: str | os.PathLike[str],
    *,
    text: str | Sequence[str],
    jurisdiction: PlaceOf,
    activity: ActivityOf,
    on: DayOf = None,
    key: str | None = None,
    matcher: Matcher | None = None,
    min_confidence: float = 0.0,
    strict: bool = False,
    force: bool = False,
    restart: bool = False,
    progress: Progress | None = None,
) -> Summary:
    r"""Screen a file, and write the flags to another, in the same memory for any size.

    The target has the columns `FLAG_COLUMNS`. It appears when it is whole; until then there are
    ``TARGET.part`` and a journal, ``TARGET.part.json``. After a crash, a kill or a full disk the
    same call goes on where the last batch was finished. An input that has changed since, other
    options or other data are refused, unless `restart` says to begin anew. Bad rows are written
    to ``TARGET.bad.jsonl``, if there are any.

    In CSV and TSV, lists are joined by ``"; "``; texts that a spreadsheet would take for a
    formula, as they begin with ``=``, ``+``, ``-``, ``@``, a tab or a line break, get an
    apostrophe in front. In Parquet and Arrow (`flag_schema`) the
    key is a text, whatever it was.

    Args:
        source: A CSV, TSV, JSONL (any of them also with .gz), Parquet or Arrow IPC file.
        target: The file to write: CSV, TSV, JSONL, Parquet or Arrow IPC, by its name.
        text: The column of text, or several.
        jurisdiction: The place, or the `Column` that names it in each row.
        activity: The activity, or the `Column` that names it.
        on: The day, or the `Column` that has it; the day on which the run began if not given.
        key: A column by which rows are called, beside their number.
        matcher: What finds the compounds; a `Matcher` of the packaged data if not given.
        min_confidence: Mentions that are less sure are left out.
        strict: Whether the first bad row ends the run.
        force: Whether a target that is there may be replaced.
        restart: Whether an unfinished output is thrown away.
        progress: Told after each batch how far the run is.

    Returns:
        What it came to.

    Raises:
        UnknownValue: A column is not there, or there is no such activity or kind of file.
        InvalidQuery: The target is the source, a column is there twice, or `min_confidence` is
            no number from 0 to 1.
        JurisdictionNotFound: There is no such place.
        InvalidDate: `on` is no day.
        FileInUse: The target is there, or the unfinished output of another run.
        FileError: The source cannot be read or the target cannot be written.
        MissingExtra: A file needs PyArrow, which is not installed.
        BadRow: A row is bad, and `strict` is set; the same call without it goes on.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from semaxref.screening import screen_file
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     titles = Path(folder, "titles.csv")
        ...     _ = titles.write_text("title\nSemax spray\nSocks\n")
        ...     summary = screen_file(titles, Path(folder, "flags.csv"), text="title",
        ...                           jurisdiction="US", activity="sell-as-supplement",
        ...                           on="2026-11-01")
        >>> summary.rows, summary.mentions, summary.verdicts
        (2, 1, (('prohibited', 1),))
    """
    if not 0 <= min_confidence <= 1:
        raise InvalidQuery(f"min_confidence must be from 0 to 1, not {min_confidence}")
    source, target = Path(source), Path(target)
    kind = kind_to_write(target)
    if kind not in TEXT:
        need_pyarrow()  # and not after an hour of work
    screening = Screening(
        text=text,
        jurisdiction=jurisdiction,
        activity=activity,
        on=on,
        key=key,
        matcher=matcher,
    )
    with Unfinished(target, kind) as output:
        for path in (target, output.bad):
            if path.exists() and source.exists() and path.samefile(source):
                raise InvalidQuery(f"{str(path)!r} is the input; name another output")
        run = {"input": _known_again(source), **_options(screening, min_confidence)}
        batches = checked_batches(source, screening)
        output.begin(run, date.today().isoformat(), force=force, restart=restart)
        if strict and (bad := output.first_bad_row()):
            raise bad
        began = output.rows
        screening = evolve(
            screening,
            on=output.journal.day if on is None else on,
            on_bad=None if strict else output.put_bad,
        )
        for batch in () if output.journal.finished else batches:
            end = batch.start + batch.size
            if end > began:
                flags = screening.flags(batch.since(began))
                output.put((f for f in flags if f.mention.confidence >= min_confidence), end)
            if progress is not None:
                progress(output.rows, batch.share)
        output.finish(screening.matcher.catalogue)
    tally = output.journal.tally
    return Summary(
        rows=tally.rows,
        rows_with_mention=tally.rows_with_mention,
        mentions=tally.mentions,
        bad_rows=tally.bad_rows,
        compounds=most_first(tally.compounds),
        verdicts=most_first(tally.verdicts),
        data_version=screening.matcher.catalogue.data_version,
        target=str(target),
        bad_target=str(output.bad) if tally.bad_rows else None,
        went_on_from=began,
    )


def _known_again(source: Path) -> list[object]:
    """Size, time of the last change and first bytes of an input.

    Raises:
        FileError: It is not there, or is no regular file: such as a pipe cannot be read again.
    """
    if source.exists() and not source.is_file():
        raise FileError("read", str(source), "it is no regular file")
    try:
        with source.open("rb") as file:
            told = source.stat()
            head = hashlib.sha256(file.read(_HEAD)).hexdigest()
    except OSError as error:
        raise FileError("read", str(source), error.strerror or str(error)) from error
    return [told.st_size, told.st_mtime_ns, head]


def _options(screening: Screening, min_confidence: float) -> dict[str, Any]:
    """What flags depend on beside the input, as JSON values."""
    matcher = screening.matcher
    asked = {
        name: {"column": given.name} if isinstance(given, Column) else given
        for name in ("jurisdiction", "activity", "on")
        for given in [getattr(screening, name)]
    }
    told = {
        "text": screening.text,
        **asked,
        "key": screening.key,
        "min_confidence": min_confidence,
        "compounds": matcher.compounds,
        "fuzzy": matcher.fuzzy,
        "data": matcher.catalogue.data_version,
        "version of semaxref": [each.version for each in distributions(name="semaxref")],
    }
    plain: dict[str, Any] = json.loads(json.dumps(told, default=str))
    return plain
