"""The pages: what each of them is made from, and the templates that draw them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from semaxref.document import Document, Heading, Note, Reference, References, Text
from semaxref.document.html import STYLE
from semaxref.document.plain import clean
from semaxref.errors import MissingExtra
from semaxref.exports.browse.chooser import choices, first_shown
from semaxref.exports.browse.drawing import drawing
from semaxref.exports.browse.search import index, script_json
from semaxref.exports.browse.site import known_activities
from semaxref.exports.browse.timeline import timeline
from semaxref.model.authorisations import Authorisation, AuthorisationState
from semaxref.model.base import spaced
from semaxref.model.findings import Contraindication, FindingKind
from semaxref.model.law import Hold, LegalEvent, LegalRule
from semaxref.store.files import part_of_package
from semaxref.store.lawbook import products

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2 import Environment, Template

    from semaxref.answers.legal import LegalStatus
    from semaxref.document import Block
    from semaxref.exports.browse.site import Site
    from semaxref.model.base import Shown
    from semaxref.model.compounds import Compound
    from semaxref.model.evidence import Evidenced
    from semaxref.model.places import Jurisdiction
    from semaxref.model.vocabulary import Condition

_ROOM = "exports/browse"
_ASSETS = ("search.js", "compare.js", "pages.js", "icon.svg")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


def drawn(site: Site) -> dict[str, str]:
    """All files of the pages.

    Args:
        site: The pages.

    Returns:
        Content by path, with forward slashes.

    Raises:
        MissingExtra: Jinja2 is not installed.
    """
    draw = _Drawer(site)
    files = {
        "index.html": draw("index", "Search", layers=site.catalogue.layers),
        "compare.html": draw("compare", "Compare", data=choices(site), shown=first_shown(site)),
        "conditions.html": draw("conditions", "Conditions"),
        "places.html": draw("places", "Places"),
        "claims.html": draw("claims", "Claims checked"),
        "sources.html": draw("sources", "Sources"),
    }
    for compound in site.compounds:
        files[site.address("compounds", compound.id)] = _compound(draw, site, compound)
    for condition in site.conditions.values():
        files[site.address("conditions", condition.id)] = _condition(draw, site, condition)
    for place in site.places:
        files[site.address("places", place.id)] = _place(draw, site, place)
    assets = part_of_package(_ROOM) / "assets"
    files |= {name: (assets / name).read_text(encoding="utf-8") for name in _ASSETS}
    files["style.css"] = STYLE.lstrip() + (assets / "style.css").read_text(encoding="utf-8")
    files["search-index.js"] = f"window.semaxrefIndex = {script_json(index(site))};\n"
    return files


class _Drawer:
    """Fills templates; each page says how far from the top folder it lies."""

    def __init__(self, site: Site) -> None:
        self.environment = _environment(site)
        self._templates: dict[str, Template] = {}

    def __call__(self, name: str, title: str, *, root: str = "", **values: Any) -> str:
        template = self._templates.get(name)
        if template is None:
            template = self._templates[name] = self.environment.get_template(f"{name}.html")
        return template.render(page=name, title=title, root=root, **values)


def _environment(site: Site) -> Environment:
    try:
        from jinja2 import Environment, FunctionLoader, StrictUndefined
    except ImportError:
        raise MissingExtra("Jinja2", ("browse",)) from None
    templates = part_of_package(_ROOM) / "templates"
    environment = Environment(
        loader=FunctionLoader(lambda name: (templates / name).read_text(encoding="utf-8")),
        autoescape=True,  # a record may come from a stranger's overlay
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_finalized,
    )
    environment.globals |= {"site": site, "catalogue": site.catalogue}
    environment.filters |= {
        "body": body,
        "cited": lambda source: Reference(0, source.reference, source.address).parts,
        "words": spaced,
        "script_json": script_json,
        "language": lambda text: "ru" if _CYRILLIC.search(text) else "",
        "plural": lambda number, noun: f"{number} {noun}" + ("" if number == 1 else "s"),
    }
    return environment


def _finalized(value: Any) -> Any:
    """Text without signs that steer or turn round what stands beside it; markup is ours."""
    return value if hasattr(value, "__html__") else clean(str(value))


def body(shown: Shown | Document, top: int = 4, *, title: bool = False) -> str:
    """What a record or an answer shows of itself, as a part of a page.

    Args:
        shown: The record or answer.
        top: The level of its title.
        title: Whether to keep the title; the page has one of its own for most records.

    Returns:
        HTML, without the notice that the page closes with, and without further headings.
    """
    document = shown if isinstance(shown, Document) else shown.document()
    first, *rest = document.blocks
    blocks: list[Block] = [first] if title else []
    for block, following in zip(rest, [*rest[1:], None], strict=True):
        if isinstance(block, Heading) and isinstance(following, References):
            blocks.append(Text(f"{block.text}:"))
        elif not (isinstance(block, Note) and following is None):
            blocks.append(block)
    return Document(blocks).html(top, style=False)


def _compound(draw: _Drawer, site: Site, compound: Compound) -> str:
    places = site.places_of(compound.id)
    statuses = {place.id: site.status(compound.id, place) for place in places}
    standings = {use.id: site.standings(use) for use in compound.indications}
    structure = compound.structure
    return draw(
        "compound",
        compound.name,
        root="../",
        compound=compound,
        drawing=drawing(structure.smiles) if structure and structure.smiles else None,
        kin=[c for c in site.compounds if compound.id == c.parent],
        standings=standings,
        standing_places=_in_common(standings.values()),
        authorised=_authorised(site, compound, places),
        findings=_by_kind(compound),
        places=places,
        decided=[p for p in places if known_activities([statuses[p.id]])],
        statuses=statuses,
        activities=known_activities(statuses.values()),
        timeline=timeline(site, compound),
        sources=site.catalogue.sources(compound),
    )


def _in_common(answers: Iterable[Any]) -> list[Jurisdiction]:
    """The places that some standings are about, which are the same for all uses."""
    return [answer.jurisdiction for answer in next(iter(answers), ())]


def _authorised(
    site: Site, compound: Compound, places: Iterable[Jurisdiction]
) -> list[tuple[AuthorisationState, list[tuple[Jurisdiction, bool]]]]:
    """The states of authorisations in force, each with the places and whether it is doubtful."""
    states: dict[AuthorisationState, list[tuple[Jurisdiction, bool]]] = {}
    for place in places:
        held = [a for a in products(site.store, compound.id, place) if a.holds(site.on) is Hold.YES]
        for state in dict.fromkeys(a.state for a in held):
            doubtful = any(a.doubt(site.on) for a in held if a.state is state)
            states.setdefault(state, []).append((place, doubtful))
    return [(state, states[state]) for state in AuthorisationState if state in states]


def _by_kind(compound: Compound) -> list[tuple[FindingKind, list[Evidenced]]]:
    kinds: dict[FindingKind, list[Evidenced]] = {kind: [] for kind in FindingKind}
    for finding in compound.findings:
        kinds[finding.kind].append(finding)
    return [(kind, found) for kind, found in kinds.items() if found]


def _condition(draw: _Drawer, site: Site, condition: Condition) -> str:
    uses = site.within(condition)
    below = site.store.within(condition.id)
    return draw(
        "condition",
        condition.label,
        root="../",
        condition=condition,
        lineage=[site.conditions[key] for key in reversed(site.store.lineage(condition.id)[1:])],
        uses=uses,
        standings={use.id: site.standings(use) for use in uses},
        labelled=[
            (record, use)
            for place in site.places
            for record in site.law[place.id]
            if isinstance(record, Authorisation)
            for use in record.labelled_uses
            if any(each.id in below for each in use.conditions)
        ],
        warnings=[
            finding
            for compound in site.compounds
            for finding in compound.findings
            if isinstance(finding, Contraindication) and finding.condition.id in below
        ],
    )


def _place(draw: _Drawer, site: Site, place: Jurisdiction) -> str:
    law = site.law[place.id]
    statuses: dict[str, LegalStatus] = {}
    undecided = []
    for compound in site.compounds:
        status = site.status(compound.id, place)
        if any(answer.not_known is None for answer in status.answers):
            statuses[compound.id] = status
        elif any(compound in site.covered(record) for record in law):
            undecided.append(compound)
    events = [record for record in law if isinstance(record, LegalEvent)]
    return draw(
        "place",
        place.name,
        root="../",
        place=place,
        rules=[record for record in law if isinstance(record, LegalRule)],
        events=sorted(events, key=lambda event: event.day),
        authorisations=[record for record in law if isinstance(record, Authorisation)],
        statuses=statuses,
        undecided=undecided,
        activities=known_activities(statuses.values()),
    )
