"""The data browser: a catalogue as static pages, which need no server and no network.

A page for each compound, each condition and each place with law of its own; the comparison with
compounds to choose; claims, sources, and a search in English and Russian. All links between
them are relative, so that the folder can be moved, sent or put on a site as it is.

The pages are made with Jinja2, which the extra ``semaxref[browse]`` brings. Where RDKit is
installed, structures are drawn.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from semaxref.model.base import as_day

if TYPE_CHECKING:
    from datetime import date

    from semaxref.catalogue import Catalogue

__all__ = ["write"]


def write(
    catalogue: Catalogue,
    folder: str | Path,
    *,
    on: date | str | None = None,
    force: bool = False,
) -> Path:
    """Write a catalogue as static pages.

    What an earlier call wrote there and this one does not is taken away. The same data, day and
    installed libraries give the same bytes.

    Args:
        catalogue: What to show; an overlay is shown like any other.
        folder: Where to write; it is made if it is not there.
        on: The day of all legal answers; today if not given.
        force: Write also into a folder that holds other files; these stay, but for those
            that have the name of a page.

    Returns:
        The start page.

    Raises:
        MissingExtra: Jinja2 is not installed.
        FolderInUse: The folder is not empty and was not written by this function.
        InvalidDate: `on` is no day.

    Example:
        >>> import tempfile, semaxref
        >>> with tempfile.TemporaryDirectory() as place:
        ...     write(semaxref.packaged(), place, on="2026-11-23").name
        'index.html'
    """
    from semaxref.exports.browse.folder import put
    from semaxref.exports.browse.pages import drawn
    from semaxref.exports.browse.site import Site

    site = Site(catalogue, as_day(on, "on"))
    return put(Path(folder), drawn(site), force=force)
