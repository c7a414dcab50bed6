"""The folder that pages are written to, and the mark by which we know our own again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from semaxref.errors import FolderInUse

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MARK = "semaxref-pages.json"
START = "index.html"


def put(folder: Path, files: Mapping[str, str], *, force: bool) -> Path:
    """Write files into a folder, and take away what an earlier call wrote and this one does not.

    Args:
        folder: Where; it is made if it is not there.
        files: Content by path below the folder, with forward slashes.
        force: Whether the folder may hold what is not ours.

    Returns:
        The start page.

    Raises:
        FolderInUse: The folder holds what is not ours, and `force` does not say that it may.
    """
    if folder.exists() and not folder.is_dir():
        raise FolderInUse(str(folder))
    written = _written_before(folder)
    if written is None and not force and folder.is_dir() and any(folder.iterdir()):
        raise FolderInUse(str(folder))
    for name in sorted(set(written or ()) - set(files)):
        (folder / name).unlink(missing_ok=True)
    for name, content in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(content, encoding="utf-8", newline="\n")
    mark = json.dumps({"written_by": "semaxref browse", "files": sorted(files)}, indent=1)
    (folder / MARK).write_text(mark + "\n", encoding="utf-8", newline="\n")
    return folder / START


def _written_before(folder: Path) -> list[str] | None:
    """The files that an earlier call wrote into a folder; None where it has no mark of ours.

    A mark can be changed by anyone, so that only names that lie in the folder count.
    """
    try:
        names = list(json.loads((folder / MARK).read_text(encoding="utf-8"))["files"])
    except (OSError, ValueError, LookupError, TypeError):
        return None
    inside = folder.resolve()
    return [
        name
        for name in names
        if isinstance(name, str)
        and name.endswith((".html", ".js", ".css", ".svg"))
        and (folder / name).resolve().is_relative_to(inside)
    ]
