"""What can be searched for, as a script with the list in it: a file that needs no server."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias

from semaxref.document.plain import clean
from semaxref.model.base import spaced
from semaxref.model.compounds import IdentifierStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaxref.exports.browse.site import Site
    from semaxref.model.compounds import Compound
    from semaxref.model.sources import Source

Entry: TypeAlias = tuple[str, str, str, str, list[str]]
"""Kind, title, address, a hint to tell it from others, and words by which it is found."""


def index(site: Site) -> list[Entry]:
    """All that a search can find, what is asked for most first."""
    return [
        *(_compound(site, compound) for compound in site.compounds),
        *(
            (
                "condition",
                condition.label,
                site.address("conditions", condition.id),
                condition.kind.value,
                [condition.id, *condition.synonyms, *(code.code for code in condition.codes)],
            )
            for condition in site.conditions.values()
        ),
        *(
            (
                "place",
                place.name,
                site.address("places", place.id),
                "",
                _words(place.id, place.alpha3, *place.names),
            )
            for place in site.places
        ),
        *_records(site),
        *_law(site),
        *(
            (
                "place",
                place.name,
                f"places.html#{site.anchor(place.id)}",
                "no record of its own: unknown, not permitted",
                _words(place.id, place.alpha3, *place.names),
            )
            for place in site.silent_places
        ),
        *(_source(site, source) for source in site.catalogue.sources()),
    ]


def script_json(value: Any) -> str:
    r"""JSON that can stand in a script, within a page or in a file of its own.

    Signs that could end the script, or start another, are written by their number; those that
    turn a line round are left out.

    Example:
        >>> script_json("</script>")
        '"\\u003c/script\\u003e"'
    """
    text = clean(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _words(*given: str | None) -> list[str]:
    return list(dict.fromkeys(word for word in given if word))


def _compound(site: Site, compound: Compound) -> Entry:
    names = [name.text for name in compound.names]
    keys = [
        f"{key.scheme} {key.value}"
        for key in compound.identifiers
        if key.status is not IdentifierStatus.MISATTRIBUTED
    ]
    structure = compound.structure
    notations = (structure.inchikey, structure.sequence, structure.formula) if structure else ()
    words = _words(compound.id, *names, *keys, *notations)
    kind = spaced(compound.kind)
    return "compound", compound.name, site.address("compounds", compound.id), kind, words


def _records(site: Site) -> Iterator[Entry]:
    for compound in site.compounds:
        name = compound.name

        def at(key: str, own: str = compound.id) -> str:
            return site.of_record(own, key)

        for mechanism in compound.mechanisms:
            words = [mechanism.id, *(t.label for t in mechanism.targets)]
            words += [word for target in mechanism.targets for word in target.synonyms]
            title = f"{name} {mechanism.said}"
            yield "mechanism", title, at(mechanism.id), mechanism.grade, words
        for use in compound.indications:
            title = f"{name}: {use.condition.label}"
            words = [use.id, use.summary, *use.condition.synonyms]
            yield "use", title, at(use.id), use.grade, words
        for finding in compound.findings:
            kind = spaced(finding.kind)
            yield kind, f"{name}: {finding.summary}", at(finding.id), finding.grade, [finding.id]
        for form in compound.formulations:
            title = f"{name}: {form.summary}"
            yield "formulation", title, at(form.id), form.grade, _words(form.id, form.brand)
        for claim in compound.claims:
            yield "claim", claim.text, at(claim.id), f"{name}: {claim.verdict}", [claim.id]


def _law(site: Site) -> Iterator[Entry]:
    for place in site.places:
        for record in site.law[place.id]:
            kind = {"LegalRule": "rule", "LegalEvent": "event"}.get(
                type(record).__name__, "authorisation"
            )
            names = ", ".join(compound.name for compound in site.covered(record))
            title = f"{place.name}: {record.summary}"
            yield kind, title, site.of_law(record), names, [record.id]


def _source(site: Site, source: Source) -> Entry:
    words = _words(
        source.id,
        source.original_title,
        source.pmid and f"PMID {source.pmid}",
        source.doi,
        source.pmcid,
        *source.authors[:3],
    )
    where = f"sources.html#{site.anchor(source.id)}"
    return "source", source.title, where, str(source.issued or "n.d."), words
