"""Data that other installed packages bring, by their entry points.

A package names its data folder in the group ``semaxref.data``. Nothing of it is imported
before somebody asks for it by name.
"""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from semaxref.errors import AmbiguousName, DataFaults, DataPackageNotFound, Fault, suggest
from semaxref.store.files import Folder

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "semaxref.data"
_MEND = "let it lead to a folder, a package, or a function that gives either"


def installed_names() -> tuple[str, ...]:
    """Names of the data packages that are installed; none of them is imported."""
    return tuple(sorted({point.name for point in entry_points(group=GROUP)}))


def installed_folder(name: str) -> Folder:
    """The data folder of an installed package.

    Args:
        name: The name of its entry point.

    Returns:
        The folder, by the name of the entry point.

    Raises:
        DataPackageNotFound: No installed package brings data by this name.
        AmbiguousName: Several do.
        DataFaults: The entry point cannot be loaded, or leads to no folder.
    """
    found = list(entry_points(group=GROUP, name=name))
    if not found:
        raise DataPackageNotFound(name, suggest(name, installed_names()))
    if len(found) > 1:
        raise AmbiguousName(name, tuple(sorted(point.value for point in found)))
    return Folder(_root(found[0]), name)


def _root(point: EntryPoint) -> Path:
    """Where the entry point leads: a folder, a package, or a function that gives either."""
    try:
        led: Any = point.load()
        if callable(led):
            led = led()
        if isinstance(led, ModuleType):
            led = next(iter(led.__path__))
        root = Path(led)
    except Exception as error:  # the code of a stranger may do anything
        message = f"the entry point {point.value} cannot be loaded: {error!r}"
        raise DataFaults((Fault(GROUP, point.name, message, mend=_MEND),)) from error
    if not root.is_dir():
        message = f"the entry point {point.value} leads to {str(root)!r}, which is no folder"
        raise DataFaults((Fault(GROUP, point.name, message, mend=_MEND),))
    return root
