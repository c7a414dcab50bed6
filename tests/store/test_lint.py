"""The linter: each of its rules sees a real record that was broken in that one way."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from semaxref import Catalogue
from semaxref.store.files import Folder, PackagedFolder
from semaxref.store.lint import lint
from semaxref.store.lint.texts import MAX_STATEMENT, MAX_SUMMARY
from semaxref.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

Json: TypeAlias = Any
Break: TypeAlias = Callable[[Json], object]

IDENTITY = "compounds/semax/identity.json"
MECHANISMS = "compounds/semax/mechanisms.json"
CLAIMS = "compounds/semax/claims.json"


@pytest.fixture
def layer(tmp_path: Path) -> Path:
    """An empty folder, to lay over the packaged data."""
    folder = tmp_path / "mine"
    folder.mkdir()
    return folder


def save(folder: Path, path: str, content: Json) -> None:
    """Write a file of a folder."""
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(json.dumps(content), encoding="utf-8")


def broken(records: list[Json], key: str, change: Break) -> list[Json]:
    """The record with an id, copied and changed, as the only one of its file."""
    record = copy.deepcopy(next(raw for raw in records if raw["id"] == key))
    change(record)
    return [record]


def messages(layer: Path) -> list[str]:
    """What the linter says of a layer."""
    return [fault.message for fault in Catalogue.lint(layer)]


def put(*place: str | int, value: Json) -> Break:
    """Puts a value into a record."""

    def change(record: Json) -> None:
        for part in place[:-1]:
            record = record[part]
        record[place[-1]] = value

    return change


def both(*changes: Break) -> Break:
    """Several changes, one after the other."""

    def change(record: Json) -> None:
        for each in changes:
            each(record)

    return change


def line(design: str, source: str) -> Json:
    """An evidence line of a study that no other line speaks of."""
    return {"design": design, "stance": "supports", "study": "own", "sources": [source]}


# Evidence and wording: what may be wrong with `semax.bdnf`.
WORDING: list[tuple[Break, str]] = [
    (put("evidence", value=[]), "no evidence; every record needs at least one line"),
    (put("evidence", 0, "sources", value=[]), "names no source"),
    (lambda raw: raw["evidence"].append(raw["evidence"][0]), "stands twice; merge the lines"),
    (
        both(
            put("evidence", 0, "design", value="animal"),
            put("evidence", 0, "subjects", value="40 healthy volunteers"),
        ),
        "is animal, but was done in people (40 healthy volunteers)",
    ),
    (
        both(
            put("evidence", 0, "design", value="randomised"),
            put("evidence", 0, "sources", value=["label-pharmday"]),
        ),
        "is randomised, but none of its sources can be a trial",
    ),
    (
        put("evidence", 0, value=line("animal", "gusev2018")),
        "is animal, but the title of its source speaks of people",
    ),
    (
        put("evidence", 0, value=line("human-controlled", "dolotov2006-brainres")),
        "is human-controlled, but the title of its source speaks of animals",
    ),
    (
        both(
            put("evidence", 0, "design", value="user-report"), put("evidence", 0, "dose", value="x")
        ),
        "gives a dose of users: 'x'",
    ),
    (put("evidence", 0, "n", value=0), "counts 0"),
    (put("evidence", 0, "pooled_studies", value=-1), "counts -1"),
    (put("evidence", 0, "note", value='{"n": 3}'), "JSON in text"),
    (put("evidence", 0, "pools", value=["x"]), "pools studies, but is no systematic review"),
    (
        both(
            put("evidence", 0, "design", value="systematic-review"),
            put("evidence", 0, "study", value="own-review"),
            put("evidence", 0, "pools", value=["own-review"]),
        ),
        "the review own-review pools itself",
    ),
    (put("evidence", 0, "note", value="TODO: read it"), "holds a placeholder: 'TODO: read it'"),
    (put("evidence", 0, "subjects", value="rats (tbd)"), "holds a placeholder"),
    (put("evidence", 0, "dose", value="XXX mg"), "holds a placeholder"),
    (put("evidence", 0, "duration", value="placeholder"), "holds a placeholder"),
    (put("statement", value="Lorem ipsum."), "holds a placeholder: 'Lorem ipsum.'"),
    (put("summary", value="curation pending"), "holds a placeholder: 'curation pending'"),
    (put("statement", value="x" * MAX_STATEMENT + "."), "of 321 characters; at most 320"),
    (put("summary", value="x" * (MAX_SUMMARY + 1)), "a summary of 61 characters; at most 60"),
    (put("statement", value="Take it in the morning."), "reads like advice"),
    (put("statement", value="It raises your BDNF."), "reads like advice"),
    (put("statement", value="Never give it to rats."), "reads like advice"),
    (put("statement", value="A powerful inducer of BDNF."), "reads like marketing"),
    (put("statement", value="Miracle in rats."), "reads like marketing"),
    (put("statement", value="It raises BDNF"), "is no sentence; end it with a full stop"),
    (put("id", value="semax.BDNF"), "the id must be lower-case words in dotted parts"),
    (put("id", value="bdnf"), "the id must be lower-case words in dotted parts"),
    (put("id", value="semax..bdnf"), "the id must be lower-case words in dotted parts"),
]


@pytest.mark.parametrize(("change", "message"), WORDING)
def test_a_record_on_evidence_is_sourced_and_plain(
    layer: Path, data_files: dict[str, Json], change: Break, message: str
) -> None:
    """A curator hears of a fact without a source, of advice and of marketing."""
    save(layer, MECHANISMS, broken(data_files[MECHANISMS], "semax.bdnf", change))
    found = Catalogue.lint(layer)
    assert [message in fault.message for fault in found] == [True]
    assert (found[0].file, found[0].path[:4]) == (MECHANISMS, "$[0]")
    assert "bdnf" in found[0].record.lower()
    assert found[0].mend


FINE: list[Break] = [
    put("statement", value="x" * (MAX_STATEMENT - 1) + "."),
    put("summary", value="x" * MAX_SUMMARY),
    put("statement", value="It raises BDNF (in rats)"),
    put("statement", value="The powerfully named youth study used doses as given."),
    put("evidence", 0, "subjects", value="rats; patience was needed"),
    put("evidence", 0, "note", value="see the mastodon"),
    lambda raw: raw["evidence"].append({**raw["evidence"][0], "stance": "disputed"}),
    both(
        put("evidence", 0, "design", value="systematic-review"),
        put("evidence", 0, "pools", value=["x"]),
    ),
]


@pytest.mark.parametrize("change", FINE)
def test_what_only_looks_like_a_fault_passes(
    layer: Path, data_files: dict[str, Json], change: Break
) -> None:
    """The limits themselves and words that merely hold a bad one are no faults."""
    save(layer, MECHANISMS, broken(data_files[MECHANISMS], "semax.bdnf", change))
    assert messages(layer) == []


def identifier(scheme: str, value: str) -> Json:
    """An identifier of a register."""
    return {"scheme": scheme, "value": value, "sources": ["adan1994"]}


IDENTITIES: list[tuple[Break, str]] = [
    (put("identifiers", 0, "value", value="80714-61-6"), "'80714-61-6' is no CAS number"),
    (put("identifiers", 0, "value", value="80714610"), "is no CAS number"),
    (put("identifiers", 0, "value", value="80714-61-0 4037-01-8"), "is no CAS number"),
    (put("identifiers", 3, "value", value="AFEHBIGDWIGTEH"), "has not the form of an InChIKey"),
    (
        put("identifiers", 0, value=identifier("unii", "I5FAL2585H, 2")),
        "'I5FAL2585H, 2' has not the form of a unii number",
    ),
    (
        put("identifiers", 0, value=identifier("drugbank", "Semax")),
        "has not the form of a drugbank number",
    ),
    (put("structure", "sequence", value="Ac-Pro-Gly-OEt"), "is no sequence of one-letter codes"),
    (put("structure", "note", value='["a", "list"]'), 'JSON in text: \'["a", "list"]\''),
    (lambda raw: raw["identifiers"][3].pop("note"), "is incomplete; say why in its note"),
    (lambda raw: raw["identifiers"][1].pop("note"), "is misattributed; say why in its note"),
    (put("structure", "inchikey", value="afeh"), "'afeh' has not the form of an InChIKey"),
    (
        both(
            put("structure", "formula", value="C37H51N9O10Xx"),
            put("structure", "sequence", value=None),
        ),
        "'C37H51N9O10Xx' cannot be read",
    ),
    (put("structure", "molar_mass", value=814.0), "weighs 813.93, not 814.0 g/mol"),
    (put("structure", "sequence", value="MEHFPG"), "the sequence MEHFPG has the formula C32H44"),
    (put("formulations", 0, "summary", value="x" * 61), "a summary of 61 characters"),
]


@pytest.mark.parametrize(("change", "message"), IDENTITIES)
def test_an_identity_is_consistent(
    layer: Path, data_files: dict[str, Json], change: Break, message: str
) -> None:
    """A mistyped number, key, formula or mass is seen without a chemistry library."""
    save(layer, IDENTITY, broken([data_files[IDENTITY]], "semax", change)[0])
    found = messages(layer)
    assert [message in each for each in found] == [True], found


@pytest.mark.parametrize(
    "change",
    [
        put("structure", "molar_mass", value=813.9),
        put("structure", "sequence", value="MEHFPGX"),
        both(
            put("structure", "sequence", value="MEHFPG"),
            put("structure", "modifications", value="N-acetyl"),
        ),
        lambda raw: raw["structure"].pop("inchikey"),
        lambda raw: raw.pop("structure"),
    ],
)
def test_an_identity_may_leave_open_what_is_not_known(
    layer: Path, data_files: dict[str, Json], change: Break
) -> None:
    """A rounded mass, an unusual residue, a modified chain or no structure is no fault."""
    save(layer, IDENTITY, broken([data_files[IDENTITY]], "semax", change)[0])
    assert messages(layer) == []


SILENT = "no PMID, DOI or address"


def _unfindable(raw: Json) -> None:
    for key in ("PMID", "DOI", "PMCID", "URL"):
        raw.pop(key, None)


SOURCES: list[tuple[str, Json, str]] = [
    ("PMID", "PMID 16996037", "the PMID 'PMID 16996037' is no number"),
    ("DOI", "doi:10.1016/x", "'doi:10.1016/x' has not the form of a DOI"),
    ("PMCID", "1234", "'1234' has not the form of a PMCID"),
    ("URL", "www.example.org", "'www.example.org' is no web address"),
    ("language", "Russian", "the language 'Russian' is no two-letter code"),
    (
        "issued",
        {"date-parts": [[9999, 1]]},
        "issued 9999-01, which lies in the future",
    ),
]


@pytest.mark.parametrize(("key", "value", "message"), [("", None, SILENT), *SOURCES])
def test_a_source_can_be_found(
    layer: Path, data_files: dict[str, Json], key: str, value: Json, message: str
) -> None:
    """A source that nobody can look up proves nothing."""
    path = "sources.json"
    change = put(key, value=value) if key else _unfindable
    save(layer, path, broken(data_files[path], "dolotov2006-brainres", change))
    (fault,) = Catalogue.lint(layer)
    assert (fault.file, fault.record, fault.message) == (path, "dolotov2006-brainres", message)
    assert fault.path == "$[0]" + (f".{key}" if key else "")


RULE = "semax.legal.ca.peptide-rule.rule"
LAW: list[tuple[Break, str]] = [
    (
        both(
            put("valid_from", value="2025-05"),
            put("valid_until", value="2025-04-30"),
        ),
        "ends (2025-04-30) before it starts (2025-05)",
    ),
    (
        both(
            put("valid_from", value="2025-04-14"),
            put("attested_on", value="2025-04-14"),
        ),
        "attested_on is for records whose start is not known",
    ),
    (
        both(put("valid_from", value=None), put("attested_on", value="2026-11-01")),
        "attested_on (2026-11-01) lies after as_of",
    ),
    (
        both(put("valid_from", value="2025"), put("announced_on", value="2026-11-01")),
        "announced_on (2026-11-01) lies after valid_from",
    ),
    (put("as_of", value="9999"), "as_of (9999) lies in the future"),
    (
        both(
            put("basis", value="primary-text"), put("evidence", value=[line("review", "adan1994")])
        ),
        "basis primary-text, but no source is a register, label or order",
    ),
    (put("decides", value=False), "must say why in decides_reason"),
    (
        both(
            put("force", value="statute"),
            put("instrument", value=None),
        ),
        "a rule with force must name its instrument",
    ),
    (put("basis", value="absence-of-rule"), "the absence of a rule cannot say prohibited"),
    (put("covers_group", value=None), "scope group-entry and covers_group go together"),
    (put("scope", value="named-substance"), "scope group-entry and covers_group go together"),
    (put("activities", value=[]), "a rule must name the activities that it is about"),
    (put("statement", value="Avoid it."), "reads like advice"),
    (put("evidence", value=[]), "no evidence"),
]


@pytest.mark.parametrize(("change", "message"), LAW)
def test_a_rule_is_dated_in_order_and_gives_reasons(
    layer: Path, data_files: dict[str, Json], change: Break, message: str
) -> None:
    """A rule that ends before it starts, or keeps silent without a reason, is not believed."""
    rules = broken(data_files["law/CA.json"]["rules"], RULE, change)
    save(layer, "law/CA.json", {"jurisdiction": "CA", "rules": rules})
    (fault,) = Catalogue.lint(layer)
    assert (fault.file, fault.record) == ("law/CA.json", RULE)
    assert fault.path.startswith("$.rules[0].")
    assert message in fault.message


def test_dates_that_may_be_in_order_are(layer: Path, data_files: dict[str, Json]) -> None:
    """A rule from some day of a year until its June is odd, and may be right."""
    change = both(put("valid_from", value="2025"), put("valid_until", value="2025-06"))
    rules = broken(data_files["law/CA.json"]["rules"], RULE, change)
    save(layer, "law/CA.json", {"jurisdiction": "CA", "rules": rules})
    assert messages(layer) == []


def test_a_use_is_not_labelled_before_its_product_is_approved(
    layer: Path, data_files: dict[str, Json]
) -> None:
    """Two dates of one product that cannot both be right are seen."""
    record = copy.deepcopy(data_files["law/GB.json"]["authorisations"][0])
    record.update(valid_from="2000")
    record["labelled_uses"][0]["since"] = "1999-12"
    save(layer, "law/GB.json", {"jurisdiction": "GB", "authorisations": [record]})
    (fault,) = Catalogue.lint(layer)
    assert fault.message == "valid_from (2000) lies after since (1999-12)"
    assert fault.path == "$.authorisations[0].labelled_uses[0].since"


def test_a_doubt_has_a_reason(layer: Path, data_files: dict[str, Json]) -> None:
    """Who says from when a state is doubtful must say why."""
    record = {**data_files["law/GB.json"]["authorisations"][0], "state_disputed_since": "2026"}
    save(layer, "law/GB.json", {"jurisdiction": "GB", "authorisations": [record]})
    assert messages(layer) == ["state_disputed_since without state_disputed"]


KINETICS: list[tuple[Json, str]] = [
    ({"species": None}, "a kinetic value without species could be anybody's"),
    ({"analyte": None}, "a kinetic value without analyte could be anybody's"),
    ({"unit": None, "value": 4}, "a number without a unit"),
    ({"low": 5, "high": 4, "unit": "min"}, "low (5) lies above high (4)"),
]


@pytest.mark.parametrize(("change", "message"), KINETICS)
def test_a_number_says_of_what_it_is(
    layer: Path, data_files: dict[str, Json], change: Json, message: str
) -> None:
    """A half-life that could be a rat's or a patient's is not passed on."""
    path = "compounds/semax/findings.json"
    raws = [raw for raw in data_files[path] if raw["kind"] == "kinetic" and raw.get("unit")]
    save(layer, path, [{**raws[0], **change}])
    assert messages(layer) == [message]


def test_history_ends_after_it_begins(layer: Path, data_files: dict[str, Json]) -> None:
    """A span of years the wrong way round is seen."""
    path = "compounds/semax/findings.json"
    event = copy.deepcopy(next(raw for raw in data_files[path] if raw["kind"] == "history"))
    event.update(on="1996", until="1995")
    save(layer, path, [event])
    assert messages(layer) == ["on (1996) lies after until (1995)"]


def test_an_authorisation_rests_on_a_register(layer: Path, data_files: dict[str, Json]) -> None:
    """That a product is approved is not shown by a study of it."""
    records = data_files["law/EU.json"]["authorisations"]
    key = "semax.legal.eu.not-approved.approval"
    changed = broken(records, key, put("evidence", 0, "design", value="animal"))
    save(layer, "law/EU.json", {"jurisdiction": "EU", "authorisations": changed})
    (message,) = messages(layer)
    assert "rests on a register, " in message


def test_an_event_needs_evidence(layer: Path, data_files: dict[str, Json]) -> None:
    """A seizure that no source reports did not happen as far as we know."""
    records = data_files["law/CA.json"]["events"]
    changed = broken(records, "semax.legal.ca.seizure.seizure", put("evidence", value=[]))
    save(layer, "law/CA.json", {"jurisdiction": "CA", "events": changed})
    assert messages(layer) == ["no evidence; every record needs at least one line"]


CODES: list[tuple[str, str, Json, str]] = [
    (
        "conditions.json",
        "stroke",
        {"codes": [{"system": "SNOMEDCT", "code": "230690007", "match": "exact"}]},
        "codes of SNOMEDCT may not be passed on",
    ),
    (
        "conditions.json",
        "stroke",
        {"codes": [{"system": "icd10", "code": "Stroke", "match": "exact"}]},
        "'Stroke' has not the form of a code of icd10",
    ),
    ("targets.json", "BDNF", {"hgnc": "1033"}, "'1033' has not the form of an identifier of hgnc"),
    ("targets.json", "BDNF", {"uniprot": "BDNF"}, "'BDNF' has not the form of an identifier"),
]


@pytest.mark.parametrize(("path", "key", "change", "message"), CODES)
def test_codes_have_the_form_of_their_system(
    layer: Path, data_files: dict[str, Json], path: str, key: str, change: Json, message: str
) -> None:
    """A code that no look-up can find, or that may not be passed on, is seen."""
    save(layer, path, broken(data_files[path], key, lambda raw: raw.update(change)))
    (fault,) = Catalogue.lint(layer)
    assert message in fault.message


# Verdicts over `semax.bdnf`, which has lines for and against, and over a rule.
VERDICTS: list[tuple[str, list[str], str | None]] = [
    ("supported", [], "the verdict supported needs grounds"),
    ("contradicted", [], "the verdict contradicted needs grounds"),
    ("unsupported", [], None),
    ("supported", ["semax.bdnf"], None),
    ("contradicted", ["semax.bdnf"], None),
    ("contradicted", ["semax.drops-1pct"], "nothing in its grounds speaks against it"),
    ("supported", ["semax.drops-1pct"], None),
    ("overstated", ["semax.nothing"], "overstated, but nothing in its grounds speaks for it"),
    ("partly", ["semax.nothing"], "partly, but nothing in its grounds speaks for it"),
    ("contradicted", ["semax.nothing"], None),
]


@pytest.mark.parametrize(("verdict", "grounds", "message"), VERDICTS)
def test_a_verdict_is_one_that_its_grounds_can_carry(
    layer: Path, data_files: dict[str, Json], verdict: str, grounds: list[str], message: str | None
) -> None:
    """An editor cannot call a claim supported or contradicted by records that say neither."""
    claim = data_files[CLAIMS][0]
    changed = broken(
        data_files[CLAIMS],
        claim["id"],
        both(put("verdict", value=verdict), put("grounds", value=grounds)),
    )
    save(layer, CLAIMS, changed)

    def only_null(raw: Json) -> None:
        raw["id"] = "semax.nothing"
        raw["evidence"] = [{**raw["evidence"][0], "stance": "null-result"}]

    save(layer, MECHANISMS, broken(data_files[MECHANISMS], "semax.bdnf", only_null))
    found = messages(layer)
    assert [message in each for each in found if message] == ([True] if message else [])
    assert found == [] or message


def test_a_claim_is_worded_as_a_record_is(layer: Path, data_files: dict[str, Json]) -> None:
    """The text of a claim and its reason are kept short and without placeholders, too."""
    claim = data_files[CLAIMS][0]
    change = both(put("text", value="TODO"), put("because", value="x" * 400))
    save(layer, CLAIMS, broken(data_files[CLAIMS], claim["id"], change))
    placeholder, length = messages(layer)
    assert placeholder == "holds a placeholder: 'TODO'"
    assert "of 400 characters; at most 320" in length


def test_two_compounds_do_not_share_a_name(layer: Path) -> None:
    """A name that means two substances is seen before a user is sent to the wrong one."""
    identity = {"id": "minisem", "name": "Nootropil", "kind": "peptide"}
    save(layer, "compounds/minisem/identity.json", identity)
    found = {(fault.file, fault.message.casefold()) for fault in Catalogue.lint(layer)}
    file = "compounds/minisem/identity.json"
    assert found == {
        (file, "'minisem' names minisem and semax"),
        (file, "'nootropil' names minisem and piracetam"),
    }


def test_a_name_that_others_share_is_their_fault(layer: Path, tmp_path: Path) -> None:
    """Who lays a record over others is not told of a name that those share already."""
    below = tmp_path / "below"
    identity = {"id": "minisem", "name": "Nootropil", "kind": "peptide"}
    save(below, "compounds/minisem/identity.json", identity)
    folders = (PackagedFolder(), Folder(below, "below"), Folder(layer, "mine"))
    assert lint(Store(folders), folders[-1]) == []


def test_a_source_that_nothing_names_is_told(layer: Path, data_files: dict[str, Json]) -> None:
    """A reference that no record rests on only looks like evidence."""
    source = {**data_files["sources.json"][0], "id": "orphan"}
    save(layer, "sources.json", [source])
    (fault,) = Catalogue.lint(layer)
    assert (fault.file, fault.path) == ("sources.json", "$[0]")
    assert (fault.record, fault.message) == ("orphan", "no record names it")


def test_a_source_of_a_membership_is_named(layer: Path, data_files: dict[str, Json]) -> None:
    """The documents behind the dates of a union are no orphans."""
    source = {**data_files["sources.json"][0], "id": "treaty"}
    germany = copy.deepcopy(next(r for r in data_files["jurisdictions.json"] if r["id"] == "DE"))
    germany["member_of"][0]["sources"] = ["treaty"]
    save(layer, "sources.json", [source])
    save(layer, "jurisdictions.json", [germany])
    assert messages(layer) == []


def test_what_cannot_be_read_is_told_first(layer: Path, data_files: dict[str, Json]) -> None:
    """Where a file cannot be loaded, its content is not judged: one mends that first."""
    save(layer, MECHANISMS, broken(data_files[MECHANISMS], "semax.bdnf", put("evidence", value=[])))
    save(layer, CLAIMS, [5])
    (fault,) = Catalogue.lint(layer)
    assert (fault.file, fault.path) == (CLAIMS, "$[0]")


def test_the_packaged_data_are_clean() -> None:
    """Our own data hold to every rule that we set."""
    assert Catalogue.lint() == ()


def test_a_folder_that_stands_by_itself_is_linted_by_itself(data_copy: Path) -> None:
    """A folder with its own about.json is judged whole, and not laid over ours."""
    assert Catalogue.lint(data_copy) == ()
    assert Catalogue.lint(str(data_copy)) == ()
    content = json.loads((data_copy / "sources.json").read_text(encoding="utf-8"))
    content[0].update(DOI="none")
    save(data_copy, "sources.json", content)
    (fault,) = Catalogue.lint(data_copy)
    assert fault.record == content[0]["id"]


def test_a_folder_that_cannot_say_what_it_is_has_one_fault(data_copy: Path) -> None:
    """Whether it is whole or an overlay is not guessed: its broken about.json is what is told."""
    (data_copy / "about.json").write_text('{"data_version": ', encoding="utf-8")
    (fault,) = Catalogue.lint(data_copy)
    assert fault.file == "about.json"
    assert "not JSON" in fault.message


def test_only_the_last_layer_is_judged(data_copy: Path, layer: Path) -> None:
    """A user who lays one record over others is not told of what the others lack."""
    content = json.loads((data_copy / "sources.json").read_text(encoding="utf-8"))
    content[0].update(DOI="none")
    save(data_copy, "sources.json", content)
    below, above = Folder(data_copy, "below"), Folder(layer, "above")
    assert [fault.record for fault in lint(Store((below,)), below)] == [content[0]["id"]]
    assert lint(Store((below, above)), above) == []
