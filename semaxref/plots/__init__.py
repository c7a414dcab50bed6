"""Pictures of answers: evidence, law over time, authorisations, mechanisms.

Drawn with Matplotlib (``pip install 'semaxref[plot]'``) and not with Altair: a picture of a fact
is to be printed, sent and put into a paper, and Matplotlib makes one file of it that holds no
script, asks for nothing and is the same wherever it is opened; an Altair chart is a program for
a browser, and needs another to become a file. Only its figures are used, never pyplot: no
display is opened and no state of yours is touched. Nothing of it is imported before the first
picture is asked for.

Each function returns a `Picture`: the figure, a caption with the version of the data, the day
and what the picture does not show, and all that it says in words. No colour is the only sign of
anything, and nothing is ranked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from semaxref.model.compounds import Compound
from semaxref.plots.picture import Picture

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from semaxref.catalogue import Catalogue
    from semaxref.model.law import Activity, ActivityName

__all__ = [
    "MatrixBy",
    "Picture",
    "authorisation_map",
    "evidence_matrix",
    "legal_timeline",
    "mechanism_map",
]

MatrixBy: TypeAlias = Literal["mechanism", "use-case"]
_ROWS = ("mechanism", "use-case")


def evidence_matrix(
    compounds: str | Compound | Iterable[str | Compound],
    *,
    by: MatrixBy = "mechanism",
    catalogue: Catalogue | None = None,
) -> Picture:
    """Compounds side by side, with the evidence on each target or use.

    Each tile is one record, coloured by its level and marked by its agreement.

    Args:
        compounds: The columns, in this order.
        by: Whether the rows are the targets of mechanisms or the conditions of uses.
        catalogue: Where to ask; the packaged one if not given.

    Returns:
        The picture.

    Raises:
        MissingExtra: Matplotlib is not installed.
        CompoundNotFound: There is no such compound.
        InvalidQuery: There is no compound, or one stands twice.
        UnknownValue: Rows cannot be made by this.

    Example:
        >>> evidence_matrix(["semax", "noopept"])
        <Picture Evidence on Semax and Noopept, by mechanism>
    """
    from semaxref.errors import UnknownValue
    from semaxref.plots import matrix
    from semaxref.plots.asking import asked, each_once, one, several

    if by not in _ROWS:
        raise UnknownValue("by", by, _ROWS)
    own = asked(catalogue)
    given = [compounds] if isinstance(compounds, (str, Compound)) else compounds
    found = tuple(one(own, each) for each in several(given, "compounds"))
    each_once((each.id for each in found), "compounds")
    return matrix.draw(found, by, own)


def legal_timeline(
    compound: str | Compound,
    jurisdictions: str | Iterable[str],
    *,
    activity: Activity | ActivityName,
    since: date | str | None = None,
    until: date | str | None = None,
    catalogue: Catalogue | None = None,
) -> Picture:
    """What the law of some places said of one activity, day by day.

    Bands show the verdict that `legal_status` gives on each day, hatched where it is stale or
    unknown; a line marks the day for which it was last known, and signs the events.

    Args:
        compound: The compound.
        jurisdictions: The places, in this order.
        activity: What is asked about.
        since: The first day; a little before the first rule or event if not given.
        until: The last day; today if not given.
        catalogue: Where to ask; the packaged one if not given.

    Returns:
        The picture.

    Raises:
        MissingExtra: Matplotlib is not installed.
        CompoundNotFound: There is no such compound.
        JurisdictionNotFound: There is no such place.
        UnknownValue: There is no such activity.
        InvalidDate: A day is none, or `until` lies before `since`.
        InvalidQuery: There is no place, or one stands twice.

    Example:
        >>> legal_timeline("semax", ["US", "NZ"], activity="possess", until="2026-11-23")
        <Picture Semax: the law on “possess”>
    """
    from semaxref.errors import InvalidDate
    from semaxref.model.base import as_day, member
    from semaxref.model.law import Activity
    from semaxref.plots import timeline
    from semaxref.plots.asking import asked, each_once, one, several

    own = asked(catalogue)
    wanted = member(Activity, activity, "activity")
    last = as_day(until, "until")
    first = None if since is None else as_day(since, "since")
    if first and last < first:
        raise InvalidDate(f"until {last} lies before since {first}")
    found = one(own, compound)
    given = [jurisdictions] if isinstance(jurisdictions, str) else jurisdictions
    names = several(given, "jurisdictions")
    places = tuple(own.legal_status(found, name, on=last).jurisdiction for name in names)
    each_once((place.id for place in places), "jurisdictions")
    return timeline.draw(found, places, wanted, first, last, own)


def authorisation_map(
    compound: str | Compound,
    *,
    on: date | str | None = None,
    catalogue: Catalogue | None = None,
) -> Picture:
    """Where any product of a compound is authorised on a day, as a map of tiles.

    Not approved, records only for other days, and no record at all are told apart.

    Args:
        compound: The compound.
        on: The day; today if not given.
        catalogue: Where to ask; the packaged one if not given.

    Returns:
        The picture.

    Raises:
        MissingExtra: Matplotlib is not installed.
        CompoundNotFound: There is no such compound.
        InvalidDate: `on` is no day.

    Example:
        >>> authorisation_map("piracetam", on="2026-11-23")
        <Picture Piracetam: authorisations on 2026-11-23>
    """
    from semaxref.model.base import as_day
    from semaxref.plots import atlas
    from semaxref.plots.asking import asked, one

    own = asked(catalogue)
    return atlas.draw(one(own, compound), as_day(on, "on"), own)


def mechanism_map(compound: str | Compound, *, catalogue: Catalogue | None = None) -> Picture:
    """What a compound is said to do, and to what, as a graph.

    Args:
        compound: The compound.
        catalogue: Where to ask; the packaged one if not given.

    Returns:
        The picture.

    Raises:
        MissingExtra: Matplotlib is not installed.
        CompoundNotFound: There is no such compound.

    Example:
        >>> mechanism_map("piracetam")
        <Picture Mechanisms of Piracetam>
    """
    from semaxref.plots import network
    from semaxref.plots.asking import asked, one

    own = asked(catalogue)
    return network.draw(one(own, compound), own)
