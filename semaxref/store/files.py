"""Data folders: what lies where, and parsing that refuses what it cannot trust."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from semaxref.errors import DataFaults, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable

Json: TypeAlias = Any
"""What `json.loads` gives; nothing of it leaves the store unstructured."""

Place: TypeAlias = tuple[str | int, ...]
"""Where something stands in a file: keys and numbers, from the outside in."""

LISTS = ("sources", "conditions", "targets", "routes", "jurisdictions")
SECTIONS = ("identity", "mechanisms", "indications", "findings", "claims")
MAX_BYTES = 32 * 1024 * 1024
_DEPTH = 4
# Not compiled here: only checks of a folder need it, and each look-up would pay.
_READ = (
    rf"({'|'.join((*LISTS, 'about', 'subdivisions'))}|compounds/[^/]+/({'|'.join(SECTIONS)})"
    r"|law/[^/]+)\.json"
)
_LAYOUT = (
    "about.json, sources.json, conditions.json, targets.json, routes.json, jurisdictions.json, "
    "subdivisions.json, compounds/<id>/{identity,mechanisms,indications,findings,claims}.json "
    "and law/<jurisdiction>.json"
)


def json_path(place: Place) -> str:
    """A place in JSONPath form, such as ``$[3].evidence[0].stance``."""
    return "$" + "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in place)


class Folder:
    """One data folder: the packaged one, a user's, or an overlay.

    Attributes:
        root: Where it lies.
        name: How versions and errors call it.
    """

    def __init__(self, root: Traversable | Path, name: str) -> None:
        self.root = root
        self.name = name

    def read(self, path: str) -> Json | None:
        """The parsed file, or None where there is none.

        Args:
            path: Path below the folder, with ``/``.

        Raises:
            DataFaults: The file cannot be read as JSON.
        """
        file = self.root
        for part in path.split("/"):
            file = file / part
        try:
            if not file.is_file():
                return None
            # Asked first: a file of a hundred megabytes need not be read to be refused.
            size = file.stat().st_size if isinstance(file, Path) else 0
            content = b"" if size > MAX_BYTES else file.read_bytes()
        except OSError as error:
            raise _fault(path, f"cannot be read: {error.strerror}") from None
        if size > MAX_BYTES:
            raise _fault(path, f"the file has {size:,} bytes; at most {MAX_BYTES:,} are read")
        parsed = self._parse(content, path)
        if parsed is None:
            raise _fault(path, "the file holds null")
        return parsed

    def _parse(self, content: bytes, path: str) -> Json:
        return parse(content, path)

    def entries(self, path: str) -> tuple[str, ...]:
        """Sorted names of what lies in a folder below this one, hidden files left out."""
        place = self.root
        for part in filter(None, path.split("/")):
            place = place / part
        try:
            names = [entry.name for entry in place.iterdir()] if place.is_dir() else []
        except OSError as error:
            raise _fault(path or ".", f"cannot be read: {error.strerror}") from None
        return tuple(sorted(name for name in names if not name.startswith(".")))

    def compounds(self) -> tuple[str, ...]:
        """Ids of the compounds that have a folder."""
        return tuple(
            name for name in self.entries("compounds") if self.entries(f"compounds/{name}")
        )

    def bases(self) -> dict[str, str | None]:
        """The free base of each compound that the folder calls a salt; of others None."""
        found: dict[str, str | None] = {}
        for compound in self.compounds():
            if identity := self.read(f"compounds/{compound}/identity.json"):
                is_salt = identity.get("relation") == "salt"
                found[compound] = identity.get("parent") if is_salt else None
        return found

    def places(self) -> tuple[str, ...]:
        """Ids of the jurisdictions that have a file of law."""
        return tuple(n.removesuffix(".json") for n in self.entries("law") if n.endswith(".json"))

    def numbered(self, path: str, key: str | None = None) -> Iterator[tuple[Place, Json]]:
        """The records of a file with their places in it; in a file of law, those of a key."""
        content = self.read(path)
        if content is not None:
            for number, raw in enumerate(content if key is None else content.get(key, ())):
                yield ((number,) if key is None else (key, number)), raw

    def held(self) -> Folder:
        """The same folder with all its files in memory, to be sent to where the disk is not.

        Raises:
            DataFaults: It is gone, or a file cannot be read.
        """
        if not self.root.is_dir():
            raise _fault(".", f"the folder {str(self.root)!r} is gone, and cannot be sent")
        paths = [path for path in self._walk("", 0) if re.fullmatch(_READ, path)]
        return HeldFolder({path: self.read(path) for path in paths}, self.name, self.root)

    def strangers(self) -> Iterator[Fault]:
        """JSON files where none is read: a misnamed file must not be lost without a word."""
        for path in self._walk("", 0):
            if path.endswith(".json") and not re.fullmatch(_READ, path):
                message = f"no such file is read; the layout is {_LAYOUT}"
                yield Fault(path, "$", message, mend="rename it, or take it out")

    def _walk(self, path: str, depth: int) -> Iterator[str]:
        """All files below a folder; not without end, where a link leads back up."""
        for name in self.entries(path):
            here = f"{path}/{name}" if path else name
            if depth < _DEPTH and self.entries(here):
                yield from self._walk(here, depth + 1)
            else:
                yield here


class HeldFolder(Folder):
    """A data folder whose parsed files are held in memory.

    Attributes:
        root: Where it lay; nothing is read from there.
    """

    def __init__(
        self, files: Mapping[str, Json], name: str, root: Traversable | Path = Path()
    ) -> None:
        super().__init__(Path(str(root)), name)
        self._files = files

    def read(self, path: str) -> Json | None:
        """The parsed file, or None where there is none."""
        return self._files.get(path)

    def entries(self, path: str) -> tuple[str, ...]:
        """Sorted names of what lies directly below a path."""
        below = f"{path}/" if path else ""
        names = {file.removeprefix(below) for file in self._files if file.startswith(below)}
        return tuple(sorted({name.partition("/")[0] for name in names}))

    def held(self) -> Folder:
        """The folder itself."""
        return self


def part_of_package(name: str) -> Traversable | Path:
    """A folder that comes with the package, wherever that was installed."""
    place = Path(__file__).parent.parent / name
    if place.is_dir():
        return place
    # In a zip, or behind another loader: importing this costs more than reading our data.
    from importlib_resources import files

    return files("semaxref") / name


class PackagedFolder(Folder):
    """The data of this package, wherever it was installed."""

    def __init__(self) -> None:
        super().__init__(part_of_package("data"), "packaged")

    def __reduce__(self) -> tuple[type[PackagedFolder], tuple[()]]:
        return PackagedFolder, ()  # the one that is installed where it arrives

    def held(self) -> Folder:
        """The folder itself: it comes with the package, there as here."""
        return self

    def bases(self) -> dict[str, str | None]:
        """The same from about.json: a question of law need not read all identities for it."""
        return dict((self.read("about.json") or {}).get("salts", {}))

    def _parse(self, content: bytes, path: str) -> Json:  # noqa: ARG002
        return json.loads(content)  # our own files are checked before they are shipped


def parse(content: bytes, path: str) -> Json:
    """Parse the content of a JSON file.

    Args:
        content: The bytes of the file.
        path: Its path, for errors.

    Returns:
        The parsed value.

    Raises:
        DataFaults: It is no UTF-8, no JSON, too deep, names a key twice, or holds a number
            that is none.
    """
    try:
        text = content.decode("utf-8")
        parsed = json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_constant, parse_float=_finite
        )
        if "\\ud" in text.lower():  # half of a pair can be parsed, and never be printed
            json.dumps(parsed, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise _fault(path, "holds half of a surrogate pair, which is no character") from None
    except UnicodeDecodeError as error:
        raise _fault(path, f"not UTF-8 text: {error.reason} at byte {error.start}") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise _fault(path, f"not JSON, or cut off: {error.msg} at {where}") from None
    except RecursionError:
        raise _fault(path, "nested too deeply to be a data file") from None
    except ValueError as error:  # from the hooks below, or a number of too many digits
        raise _fault(path, str(error)) from None
    return parsed


def _once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        names = [name for name, _ in pairs]
        twice = sorted({name for name in names if names.count(name) > 1})
        raise ValueError(f"the same key stands twice in one object: {', '.join(twice)}")
    return mapping


def _no_constant(name: str) -> Json:
    raise ValueError(f"{name} is no JSON number")


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError(f"{text} is too large to be a number")
    return number


def _fault(path: str, message: str) -> DataFaults:
    mend = "mend the file as a whole; nothing of it could be read"
    return DataFaults((Fault(path, "$", message, mend=mend),))
