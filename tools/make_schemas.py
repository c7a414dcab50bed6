"""Write the JSON Schemas of the data files from the classes that read them.

    python tools/make_schemas.py [--check]

The schemas are shipped, so that an editor or another language can check and complete a user's
own records. With --check nothing is written, and the exit status is 1 where a schema differs
from its classes.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from enum import StrEnum
from inspect import cleandoc
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, TypeAlias, get_args, get_origin

from attrs import NOTHING, fields

import semaxref
from semaxref.model.base import PartialDate, Record
from semaxref.model.claims import Claim
from semaxref.model.compounds import Compound
from semaxref.model.findings import FINDING_CLASSES, Finding, FindingKind, KineticValue
from semaxref.model.pharmacology import Indication, Mechanism
from semaxref.model.places import Jurisdiction
from semaxref.model.sources import Source
from semaxref.model.vocabulary import Condition, Route, Target
from semaxref.store.lawbook import LAW_CLASSES
from semaxref.store.store import SECTION_CLASSES
from semaxref.store.structure import CSL_PLACES, CSL_TYPES

Json: TypeAlias = dict[str, Any]

SCHEMAS = Path(semaxref.__file__).parent / "schemas"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLES = {
    "about": "about.json: what the data are, their version and day",
    "sources": "sources.json: documents, as CSL-JSON",
    "conditions": "conditions.json: diseases, symptoms, states and enhancements",
    "targets": "targets.json: what mechanisms act on",
    "routes": "routes.json: routes of administration",
    "jurisdictions": "jurisdictions.json: places",
    "subdivisions": "subdivisions.json: parts of countries",
    "identity": "compounds/<id>/identity.json: names, identifiers, structure, formulations",
    "mechanisms": "compounds/<id>/mechanisms.json: what it is said to do",
    "indications": "compounds/<id>/indications.json: what it is used for",
    "findings": "compounds/<id>/findings.json: adverse effects, kinetics, history and the rest",
    "claims": "compounds/<id>/claims.json: popular statements, judged",
    "law": "law/<jurisdiction>.json: rules, events and authorisations of a place",
}
LISTS: dict[str, type[Record]] = {
    "conditions": Condition,
    "targets": Target,
    "routes": Route,
    "jurisdictions": Jurisdiction,
    "mechanisms": Mechanism,
    "indications": Indication,
    "claims": Claim,
}
PRIMITIVES: dict[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean"}
REFERENCES = (Source, Condition, Target, Route)
DATE: Json = {
    "type": "string",
    "pattern": r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$",
    "description": "YYYY, YYYY-MM or YYYY-MM-DD, as far as known",
}
VALUES = ("value", "low", "high", "text")
"""A kinetic value needs one of these."""


class Builder:
    """Builds one schema; classes within it become definitions of it."""

    def __init__(self) -> None:
        self.definitions: Json = {}

    def of(self, kind: Any) -> Json:
        """The schema of a type of a field."""
        if get_origin(kind) is tuple:
            return {"type": "array", "items": self.of(get_args(kind)[0])}
        if get_origin(kind) is UnionType:
            inner = self.of(next(each for each in get_args(kind) if each is not NoneType))
            return {"anyOf": [inner, {"type": "null"}]}
        if kind in PRIMITIVES:
            return {"type": PRIMITIVES[kind]}
        if kind is PartialDate:
            return self._defined("PartialDate", lambda: DATE)
        if kind in REFERENCES:
            return {"type": "string", "description": f"id of a {kind.__name__.lower()}"}
        if issubclass(kind, StrEnum):
            members = [each.value for each in kind]
            return self._defined(
                kind.__name__,
                lambda: {"enum": members, "description": summary(kind)},
            )
        return self._defined(kind.__name__, lambda: self.object(kind))

    def object(
        self, kind: type, *, leave: tuple[str, ...] = (), soft: tuple[str, ...] = ()
    ) -> Json:
        """The schema of a class.

        Args:
            kind: The class.
            leave: Fields that do not stand in the file.
            soft: Fields that the file may leave to the store.
        """
        told = described(kind)
        own = [field for field in fields(kind) if field.name not in leave]
        properties: Json = {}
        for field in own:
            schema = self.of(field.type)
            about = told.get(field.name)
            properties[field.name] = {**schema, "description": about} if about else schema
        return {
            "type": "object",
            "description": summary(kind),
            "properties": properties,
            "required": [f.name for f in own if f.default is NOTHING and f.name not in soft],
            "additionalProperties": False,
        }

    def _defined(self, name: str, build: Any) -> Json:
        if name not in self.definitions:
            self.definitions[name] = {}  # so that a class that holds itself ends
            self.definitions[name] = build()
        return {"$ref": f"#/$defs/{name}"}

    def whole(self, name: str, content: Json) -> Json:
        """The schema of a file."""
        head = {"$schema": DIALECT, "$id": f"semaxref:schema:{name}", "title": TITLES[name]}
        tail = {"$defs": dict(sorted(self.definitions.items()))} if self.definitions else {}
        return {**head, **content, **tail}


def summary(kind: type) -> str:
    """The first line of a docstring."""
    return cleandoc(kind.__doc__ or "").partition("\n")[0]


def described(kind: type) -> dict[str, str]:
    """What the docstrings of a class and its bases say of each attribute."""
    told: dict[str, str] = {}
    for base in reversed(kind.__mro__[:-1]):
        _, _, part = cleandoc(base.__doc__ or "").partition("Attributes:\n")
        part = part.partition("\n\n")[0]
        for names, text in re.findall(r"^ {4}(\w[\w, ]*): (.*(?:\n {8}.*)*)", part, re.MULTILINE):
            told |= {name: " ".join(text.split()) for name in re.split(r", ", names)}
    return told


def sources() -> Json:
    """Sources are CSL-JSON, with what is ours under custom."""
    builder = Builder()
    own = builder.object(Source)
    text = {"type": "string"}
    outer: Json = {
        "id": own["properties"]["id"],
        "type": {"enum": sorted(CSL_TYPES), "description": "kind of document in CSL"},
    }
    custom: Json = {}
    for name, schema in own["properties"].items():
        place = CSL_PLACES.get(name, (name,))
        if place[0] == "custom":
            custom[name] = schema
        else:
            outer[str(place[0])] = schema
    part = {"anyOf": [text, {"type": "null"}]}
    name_part = {"family": part, "given": part, "literal": part}
    author = {
        "type": "object",
        "properties": name_part,
        "minProperties": 1,
        "additionalProperties": False,
    }
    outer["author"] = {"type": "array", "items": author, "description": "family and given names"}
    bounds = ((1, 9999), (1, 12), (1, 31))
    numbers = [{"type": "integer", "minimum": low, "maximum": high} for low, high in bounds]
    parts = {"type": "array", "prefixItems": numbers, "minItems": 1, "maxItems": 3}
    when = {"type": "array", "items": parts, "minItems": 1, "maxItems": 1}
    outer["issued"] = {
        "anyOf": [
            {
                "type": "object",
                "properties": {"date-parts": when},
                "required": ["date-parts"],
            },
            {"type": "null"},
        ],
        "description": 'day of publication, as {"date-parts": [[2006, 8, 1]]}',
    }
    item = {
        "type": "object",
        "properties": {
            **outer,
            "custom": {
                "type": "object",
                "properties": custom,
                "required": ["kind", "seen_as"],
                "additionalProperties": False,
            },
        },
        "required": ["id", "type", "title", "custom"],
        "additionalProperties": False,
    }
    return builder.whole("sources", {"type": "array", "items": item})


def findings() -> Json:
    """Findings have fields by their kind."""
    builder = Builder()
    kinds: dict[type[Finding], list[str]] = {}
    for kind in FindingKind:
        kinds.setdefault(FINDING_CLASSES.get(kind, Finding), []).append(kind.value)
    options = []
    for cls, names in kinds.items():
        schema = builder.object(cls)
        schema["properties"]["kind"] = {"enum": names}
        if cls is KineticValue:
            given = {"not": {"type": "null"}}
            schema["anyOf"] = [{"required": [v], "properties": {v: given}} for v in VALUES]
        builder.definitions[cls.__name__] = schema
        options.append({"$ref": f"#/$defs/{cls.__name__}"})
    return builder.whole("findings", {"type": "array", "items": {"oneOf": options}})


def identity() -> Json:
    """What a compound is, without the records that have files of their own."""
    builder = Builder()
    schema = builder.object(Compound, leave=tuple(SECTION_CLASSES))
    null = {"type": "null"}
    none = {"properties": {"parent": null, "relation": null}}
    both = {
        "required": ["parent", "relation"],
        "properties": {"parent": {"type": "string"}, "relation": {"type": "string"}},
    }
    schema["anyOf"] = [none, both]
    return builder.whole("identity", schema)


def law() -> Json:
    """Rules, events and authorisations of one place."""
    builder = Builder()
    lists = {key: {"type": "array", "items": builder.of(kind)} for key, kind in LAW_CLASSES.items()}
    for kind in LAW_CLASSES.values():  # the day of recording may be that of the folder
        builder.definitions[kind.__name__] = builder.object(kind, soft=("recorded_on",))
    content = {
        "type": "object",
        "properties": {"jurisdiction": {"type": "string"}, **lists},
        "required": ["jurisdiction"],
        "additionalProperties": False,
    }
    return builder.whole("law", content)


def about() -> Json:
    """The two files that hold no records, first."""
    text = {"type": "string"}
    properties = {
        "title": text,
        "data_version": text,
        "recorded_on": DATE,
        "issued": DATE,
        "licence": text,
        "authors": {"type": "array", "items": text},
        "content_hash": text,
        "salts": {"type": "object", "additionalProperties": text},
    }
    content = {"type": "object", "properties": properties, "additionalProperties": False}
    return Builder().whole("about", content)


def subdivisions() -> Json:
    """Codes and names by country."""
    text = {"type": "string"}
    pair = {"type": "array", "items": text, "minItems": 2, "maxItems": 2}
    content = {"type": "object", "additionalProperties": {"type": "array", "items": pair}}
    return Builder().whole("subdivisions", content)


def schemas() -> dict[str, Json]:
    """All schemas, by the name of the file that they are for."""
    made = {
        "about": about(),
        "sources": sources(),
        "subdivisions": subdivisions(),
        "identity": identity(),
        "findings": findings(),
        "law": law(),
    }
    for name, kind in LISTS.items():
        builder = Builder()
        item = builder.object(kind)
        made[name] = builder.whole(name, {"type": "array", "items": item})
    return {name: made[name] for name in TITLES}


def main(argv: list[str] | None = None) -> int:
    """Write the schemas, or say which differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args(argv)
    differs = False
    for name, schema in schemas().items():
        file = SCHEMAS / f"{name}.schema.json"
        text = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        if not file.exists() or file.read_text("utf-8") != text:
            differs = True
            print(f"{'differs' if options.check else 'written'}: {file.name}")
            if not options.check:
                file.parent.mkdir(exist_ok=True)
                file.write_text(text, "utf-8")
    return int(differs and options.check)


if __name__ == "__main__":
    sys.exit(main())
