"""Everything that semaxref raises.

All errors derive from `SemaxrefError` and from the built-in that fits, so that both
``except SemaxrefError`` and ``except LookupError`` do what a reader expects. Each keeps
what it knows as attributes, and survives pickling (worker processes hand errors back).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "AmbiguousName",
    "BadRow",
    "CompoundNotFound",
    "ConditionNotFound",
    "DataFaults",
    "DataPackageNotFound",
    "Fault",
    "FileError",
    "FileInUse",
    "FolderInUse",
    "InvalidDate",
    "InvalidQuery",
    "JurisdictionNotFound",
    "MissingExtra",
    "NotABool",
    "NotFound",
    "RecordNotFound",
    "RouteNotFound",
    "SemaxrefError",
    "TargetNotFound",
    "UnknownActivity",
    "UnknownValue",
    "suggest",
]


class SemaxrefError(Exception):
    """Base of all errors of this library."""


class NotFound(SemaxrefError, LookupError):
    """Nothing in the data answers to the query.

    Attributes:
        query: What was asked for.
        suggestions: What was probably meant, best first; may be empty.
        data_version: The data that was searched.
    """

    noun = "entry"

    def __init__(
        self, query: str, suggestions: tuple[str, ...] = (), data_version: str = ""
    ) -> None:
        super().__init__(query, suggestions, data_version)
        self.query = query
        self.suggestions = suggestions
        self.data_version = data_version

    def __str__(self) -> str:
        where = f" in data {self.data_version}" if self.data_version else ""
        return f"no {self.noun} {_shorten(self.query)}{where}{did_you_mean(self.suggestions)}"


class CompoundNotFound(NotFound):
    """No compound has this name or identifier."""

    noun = "compound"


class ConditionNotFound(NotFound):
    """No condition has this id, label, synonym or code."""

    noun = "condition"


class DataPackageNotFound(NotFound):
    """No installed package brings data by this name."""

    noun = "data package"


class JurisdictionNotFound(NotFound):
    """No jurisdiction has this code or name."""

    noun = "jurisdiction"


class RecordNotFound(NotFound):
    """No record has this id."""

    noun = "record"


class RouteNotFound(NotFound):
    """No route of administration has this id, label or synonym."""

    noun = "route"


class TargetNotFound(NotFound):
    """No molecular target has this id, label or synonym."""

    noun = "target"


class AmbiguousName(SemaxrefError, LookupError):
    """A name that several compounds share, such as an ATC group; or several conditions.

    Attributes:
        query: What was asked for.
        candidates: Ids of what answers to it.
    """

    def __init__(self, query: str, candidates: tuple[str, ...]) -> None:
        super().__init__(query, candidates)
        self.query = query
        self.candidates = candidates

    def __str__(self) -> str:
        return f"{_shorten(self.query)} is ambiguous; it names {', '.join(self.candidates)}"


class BadRow(SemaxrefError, ValueError):
    """A row of a table that cannot be screened, or not as it stands.

    Attributes:
        row: Its number, from 0; of a file the first row below the head is 0.
        column: The column that holds what is wrong; empty where it is the row as a whole.
        reason: What is wrong, and what is allowed.
    """

    def __init__(self, row: int, column: str, reason: str) -> None:
        super().__init__(row, column, reason)
        self.row = row
        self.column = column
        self.reason = reason

    def __str__(self) -> str:
        column = f", column {_shorten(self.column)}" if self.column else ""
        return f"row {self.row:,}{column}: {self.reason}"


class FileError(SemaxrefError, OSError):
    """A table that cannot be read, or flags that cannot be written.

    Attributes:
        doing: What failed: read or write.
        file: The file.
        reason: Why, as the system or the reader of its format tells it.
        rows: How many rows were done and are safe in the unfinished output; None where there
            is none.
    """

    def __init__(self, doing: str, file: str, reason: str, rows: int | None = None) -> None:
        super().__init__(
            f"cannot {doing} {file!r}: {reason}"
        )  # of two, the first would be its errno
        self.doing = doing
        self.file = file
        self.reason = reason
        self.rows = rows

    def __reduce__(self) -> tuple[type[FileError], tuple[str, str, str, int | None]]:
        return FileError, (self.doing, self.file, self.reason, self.rows)

    def __str__(self) -> str:
        told = super().__str__()
        if self.rows is None:
            return told
        return f"{told}; {self.rows:,} rows are done, and the same command goes on from there"


class FileInUse(SemaxrefError, FileExistsError):
    """A file would be overwritten that is there already, or that belongs to something else.

    Attributes:
        file: The file.
        reason: What it is, and what can be done.
    """

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file!r} {reason}")  # of two, the first would be its errno
        self.file = file
        self.reason = reason

    def __reduce__(self) -> tuple[type[FileInUse], tuple[str, str]]:
        return FileInUse, (self.file, self.reason)


class FolderInUse(SemaxrefError, FileExistsError):
    """Something was to be written into a folder that holds what is not ours.

    Attributes:
        folder: The folder.
    """

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.folder = folder

    def __str__(self) -> str:
        return (
            f"{self.folder!r} is not empty and was not written by semaxref; name another "
            "folder, or say by force that files in it may be overwritten"
        )


class InvalidQuery(SemaxrefError, TypeError):
    """A question that cannot be asked: a wrong type, an empty or an over-long text."""


class InvalidDate(SemaxrefError, ValueError):
    """A value that is no calendar day, or no partial date where one may stand."""


class MissingExtra(SemaxrefError, ImportError):
    """Something needs a library that is not installed, and that an extra would bring.

    Attributes:
        needed: The library, or those of which one is needed.
        extras: The extras that bring them, one each.
    """

    def __init__(self, needed: str, extras: tuple[str, ...]) -> None:
        super().__init__(needed, extras)
        self.needed = needed
        self.extras = extras

    def __str__(self) -> str:
        ways = " or ".join(f"pip install 'semaxref[{extra}]'" for extra in self.extras)
        return f"this needs {self.needed}, not installed here: {ways}"


class NotABool(SemaxrefError, TypeError):
    """A legal answer was used as if it were yes or no."""


class UnknownValue(SemaxrefError, ValueError):
    """A value outside the allowed ones.

    Attributes:
        parameter: The name of what was given.
        value: What was given.
        allowed: What may be given.
    """

    def __init__(self, parameter: str, value: object, allowed: tuple[str, ...]) -> None:
        super().__init__(parameter, value, allowed)
        self.parameter = parameter
        self.value = value
        self.allowed = allowed

    @property
    def suggestions(self) -> tuple[str, ...]:
        """The allowed values that look most like the one given."""
        return suggest(self.value, self.allowed) if isinstance(self.value, str) else ()

    def __str__(self) -> str:
        return (
            f"{self.parameter} {_shorten(self.value)} is not one of {', '.join(self.allowed)}"
            f"{did_you_mean(self.suggestions)}"
        )


class UnknownActivity(UnknownValue, KeyError):
    """A key that is no activity, in a look-up of a `LegalStatus`."""

    __str__ = UnknownValue.__str__


class Fault:
    """One thing that is wrong with a data file.

    Attributes:
        file: Path of the file below the data folder.
        path: JSON path of the place, such as ``$[3].evidence[0].stance``.
        found: What stands there, shortened.
        message: What is wrong, and what is allowed.
        cause: The error behind it, if there was one; not kept in a pickle.
        mend: How to mend it.
        record: Id of the record, where it has one.
    """

    __slots__ = ("cause", "file", "found", "mend", "message", "path", "record")

    def __init__(
        self,
        file: str,
        path: str,
        message: str,
        found: str = "",
        cause: BaseException | None = None,
        mend: str = "",
        record: str = "",
    ) -> None:
        self.file = file
        self.path = path
        self.message = message
        self.found = found
        self.cause = cause
        self.mend = mend
        self.record = record

    def __reduce__(self) -> tuple[type[Fault], tuple[str | None, ...]]:
        kept = (self.file, self.path, self.message, self.found)
        return Fault, (*kept, None, self.mend, self.record)

    def __str__(self) -> str:
        found = f" (found {self.found})" if self.found else ""
        record = f" ({self.record})" if self.record else ""
        return f"{self.file}: {self.path}{record}: {self.message}{found}"

    def __repr__(self) -> str:
        return f"<Fault {self}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fault) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def as_dict(self) -> dict[str, str]:
        """The fault with stable keys, for JSON."""
        names = ("file", "path", "record", "message", "found", "mend")
        return {name: getattr(self, name) for name in names}


class DataFaults(SemaxrefError, ValueError):
    """A data folder that could not be read, with every fault that was found.

    Attributes:
        faults: All faults of all files.
    """

    SHOWN = 20

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(faults)
        self.faults = faults

    def __str__(self) -> str:
        lines = [f"{len(self.faults)} fault(s) in the data; nothing was loaded"]
        lines += [f"  {fault}" for fault in self.faults[: self.SHOWN]]
        if len(self.faults) > self.SHOWN:
            lines.append(f"  ... and {len(self.faults) - self.SHOWN} more")
        return "\n".join(lines)


def did_you_mean(words: Iterable[str]) -> str:
    """The end of a message that names what was probably meant; empty where nothing is close."""
    hint = ", ".join(map(repr, words))
    return f"; did you mean {hint}?" if hint else ""


def suggest(word: str, known: Iterable[str], *, most: int = 3) -> tuple[str, ...]:
    """The known words that look most like `word`, best first.

    Args:
        word: What was given.
        known: What there is.
        most: How many to give at most.

    Returns:
        Close matches; empty where nothing is close.

    Example:
        >>> suggest("posess", ["possess", "prescribe"])
        ('possess',)
        >>> suggest("memory", ["memory-impairment", "mood"])
        ('memory-impairment',)
    """
    import difflib  # 7 ms that only a miss should pay

    words = list(known)
    close = difflib.get_close_matches(word, words, n=most, cutoff=0.75)
    if not close and len(word) > 3:  # a part of a longer name, which is not like the whole
        close = sorted((each for each in words if word in each), key=len)[:most]
    return tuple(close)


def _shorten(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
