"""Output that is not whole yet: a part beside the file that is to be, and a journal of it.

After each batch the journal is replaced in one step. It holds how many rows are done, and how
long the part was then. What was written behind that belongs to a batch that was not finished, and
is cut off when the same run is taken up. So nothing is lost and nothing stands there twice,
whenever the process ends. (After a power cut, files can be shorter than the journal says; such a
part is refused.)
"""

from __future__ import annotations

import contextlib
import json
import os
from typing import TYPE_CHECKING, Any, Self, TextIO

from attrs import asdict, define

from semaxref.errors import BadRow, FileError, FileInUse
from semaxref.screening.tables.kinds import TEXT, FileKind
from semaxref.screening.tables.summary import Tally
from semaxref.screening.tables.writing import head, line_writer, make_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from semaxref.catalogue import Catalogue
    from semaxref.screening.flags import Flag

_RESTART = "restart to throw away what it has, or name another output"


@define(kw_only=True)
class Journal:
    """What is known of an unfinished output.

    Attributes:
        run: What makes it this run: the input, the options and the data.
        day: Today, when it began; a run that goes on over midnight asks for one day all the same.
        size: Bytes of the part that are sure.
        bad_size: Bytes of the bad rows that are sure.
        tally: What was counted in them.
        finished: Whether all is written, and only the names are to be changed.
    """

    run: Mapping[str, Any]
    day: str
    size: int = 0
    bad_size: int = 0
    tally: Tally
    finished: bool = False


class Unfinished:
    """The output of a run until it is whole; a context that closes its files.

    Attributes:
        bad: Where the bad rows are in the end.
        journal: What is known of it; changed in place.
    """

    def __init__(self, target: Path, kind: FileKind) -> None:
        self.bad = _beside(target, ".bad.jsonl")
        self._target = target
        self._kind = kind
        self._part = _beside(target, ".part")
        self._bad_part = _beside(target, ".bad.jsonl.part")
        self._saved = _beside(target, ".part.json")
        self._ready = self._part if kind in TEXT else _beside(target, ".part.table")
        self._open = contextlib.ExitStack()
        self._sure: int | None = None  # rows that the journal on the disk has as done
        self.journal: Journal

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):  # a full disk, which was told of already
            self._open.close()

    def begin(self, run: Mapping[str, Any], day: str, *, force: bool, restart: bool) -> None:
        """Begin, or go on where an earlier run of the same kind was stopped.

        Args:
            run: What makes it this run, as JSON values.
            day: Today.
            force: Whether the target may be there already.
            restart: Whether an unfinished output is thrown away.

        Raises:
            FileInUse: The target is there, or the unfinished output of another run.
            FileError: The part cannot be written.
        """
        with self._writing():
            if restart:  # the parts are cut to nothing when we know that no other writes them
                self._saved.unlink(missing_ok=True)
            known = self._read()
            self._refuse_to_replace(known, force=force)
            if known and not self._is_taken_away(known):
                self._check(known, run)
                self.journal = known
                self._sure = known.tally.rows
            elif _size(self._part) and not restart:
                raise FileInUse(str(self._part), f"is no part that we know; {_RESTART}")
            else:
                self.journal = Journal(run=run, day=day, tally=Tally())
            if not self.journal.finished:
                self._open_files(known)

    @property
    def rows(self) -> int:
        """How many rows are done."""
        return self.journal.tally.rows

    def first_bad_row(self) -> BadRow | None:
        """The first bad row of the run that goes on, if there was one."""
        if not self.journal.tally.bad_rows:
            return None
        path = self.bad if not self._bad_part.exists() else self._bad_part
        with path.open(encoding="utf-8") as lines:
            return BadRow(**json.loads(next(lines)))

    def put(self, flags: Iterable[Flag], rows: int) -> None:
        """Write the flags of a batch, and note in the journal how many rows are done now.

        Raises:
            FileError: They cannot be written.
        """
        with self._writing():
            for flag in flags:
                self._write(flag)
                self.journal.tally.add(flag)
            self.journal.tally.rows = rows
            self._commit()

    def put_bad(self, error: BadRow) -> None:
        """Write a bad row to those apart; it is one of the batch that is being put."""
        told = {"row": error.row, "column": error.column, "reason": error.reason}
        self._bad_stream.write(json.dumps(told, ensure_ascii=False) + "\n")
        self.journal.tally.bad_rows += 1

    def finish(self, catalogue: Catalogue) -> None:
        """Give the output its name.

        Args:
            catalogue: The data that answered.

        Raises:
            FileError: It cannot be written.
        """
        with self._writing():
            if not self.journal.finished:
                self._close_files()
                if self._ready != self._part:
                    make_table(self._part, self._ready, self._kind, catalogue)
                self.journal.finished = True
                self._save()
            # Each step may have been done before the process was stopped.
            if not self.journal.tally.bad_rows:
                self._bad_part.unlink(missing_ok=True)
                self.bad.unlink(missing_ok=True)  # of the output that is replaced
            elif self._bad_part.exists():
                self._bad_part.replace(self.bad)
            if self._ready.exists():
                self._ready.replace(self._target)
            self._part.unlink(missing_ok=True)
            self._saved.unlink()

    def _read(self) -> Journal | None:
        try:
            told = json.loads(self._saved.read_bytes())
            return Journal(**{**told, "tally": Tally(**told["tally"])})
        except FileNotFoundError:
            return None
        except (ValueError, TypeError, KeyError):
            raise FileInUse(str(self._saved), f"is no journal that we know; {_RESTART}") from None

    def _refuse_to_replace(self, known: Journal | None, *, force: bool) -> None:
        finished = known is not None and known.finished
        ours = {self._target} if finished and not self._ready.exists() else set()
        ours |= {self.bad} if finished else set()
        for path in (self._target, self.bad):
            if path.exists() and not force and path not in ours:
                raise FileInUse(str(path), "is there already; say by force that it may be replaced")

    def _is_taken_away(self, known: Journal) -> bool:
        """Whether all was done but for the journal, and someone has taken the output."""
        return known.finished and not self._ready.exists() and not self._target.exists()

    def _check(self, known: Journal, run: Mapping[str, Any]) -> None:
        other = [name for name in run if known.run.get(name) != run[name]]
        if other:
            raise FileInUse(
                str(self._part), f"belongs to a run with another {', '.join(other)}; {_RESTART}"
            )
        short = _size(self._part) < known.size or _size(self._bad_part) < known.bad_size
        if short and not known.finished:
            raise FileInUse(str(self._part), f"is shorter than its journal says; {_RESTART}")

    def _open_files(self, known: Journal | None) -> None:
        self._stream = self._opened(self._part)
        with contextlib.suppress(ImportError):  # Windows has no such lock
            import fcntl

            try:
                fcntl.flock(self._stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise FileInUse(str(self._part), "is being written by another process") from None
        if self._read() != known:  # it has been finished while we looked at it
            raise FileInUse(str(self._part), "was being written by another process; try again")
        self._bad_stream = self._opened(self._bad_part)
        self._save()  # before the part has a byte, so that none is ever without its journal
        _cut(self._stream, self.journal.size)
        _cut(self._bad_stream, self.journal.bad_size)
        self._write = line_writer(self._kind, self._stream)
        if not self.journal.size:
            self._stream.write(head(self._kind))
        self._commit()

    def _opened(self, path: Path) -> TextIO:
        return self._open.enter_context(
            path.open("a", encoding="utf-8", errors="backslashreplace", newline="")
        )

    def _close_files(self) -> None:
        for stream in (self._stream, self._bad_stream):
            stream.flush()
            os.fsync(stream.fileno())
        self._open.close()

    def _commit(self) -> None:
        self._stream.flush()
        self._bad_stream.flush()
        self.journal.size = os.fstat(self._stream.fileno()).st_size
        self.journal.bad_size = os.fstat(self._bad_stream.fileno()).st_size
        self._save()

    def _save(self) -> None:
        new = self._saved.with_name(f"{self._saved.name}.new")
        new.write_text(json.dumps(asdict(self.journal), ensure_ascii=False), encoding="utf-8")
        new.replace(self._saved)
        self._sure = self.journal.tally.rows

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except FileInUse:
            raise
        except OSError as error:
            reason = error.strerror or str(error)
            raise FileError("write", str(self._target), reason, self._sure) from error


def _cut(stream: TextIO, size: int) -> None:
    """Cut off what a batch that was not finished has left; what is written goes to the end."""
    if os.fstat(stream.fileno()).st_size > size:
        os.ftruncate(stream.fileno(), size)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _beside(target: Path, suffix: str) -> Path:
    return target.with_name(target.name + suffix)
