"""Twenty errors of published data sets, and what becomes of each of them here.

Each stood in an open data set or page on these compounds when this project began. A test is
named for its case, and puts the error itself before the library, as a folder of records that a
user lays over ours, or asks our own data the question that the others got wrong.
"""

from __future__ import annotations

import copy
import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

import semaxref as sx
from semaxref import Catalogue

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Json: TypeAlias = Any
Change: TypeAlias = "Callable[[Json], object]"
Lay: TypeAlias = "Callable[..., str]"

LAST_DAY = "2026-11-23"
STROKE = "semax.acute-ischaemic-stroke"
PATIENTS = "gusev2018"  # "The efficacy of semax in the treatment of patients ...", PMID 29798983
TRIAL = "gusev1997-zh"  # the one paper that stood behind eight claims, PMID 11517472
CATEGORY_2 = "semax.legal.us.503a-cat2-2023"
VOTE = "semax.legal.us.pcac-vote"


@pytest.fixture
def layer(tmp_path: Path) -> Path:
    """An empty folder, to lay over the packaged data."""
    folder = tmp_path / "mine"
    folder.mkdir()
    return folder


@pytest.fixture
def lay(layer: Path, data_files: dict[str, Json]) -> Lay:
    """Puts one of our records into the layer, changed; gives the path of its file.

    A record is named by its id, a compound by its own.
    """

    def put_down(key: str, *changes: Change) -> str:
        path, section, found = _find(data_files, key)
        record = copy.deepcopy(found)
        for change in changes:
            change(record)
        content: Json = [record]
        if path.endswith("identity.json"):
            content = record
        elif section:
            content = {"jurisdiction": record.get("jurisdiction", path[4:-5]), section: [record]}
        save(layer, path, content)
        return path

    return put_down


def _find(files: dict[str, Json], key: str) -> tuple[str, str, Json]:
    """File, section of the file (for law) and record of an id."""
    for path, content in files.items():
        if path.endswith("identity.json"):
            if content["id"] == key:
                return path, "", content
            continue
        lists = {"": content} if isinstance(content, list) else content
        for section, records in lists.items():
            for record in records if isinstance(records, list) else ():
                if isinstance(record, dict) and record["id"] == key:
                    return path, section, record
    raise KeyError(key)


def save(folder: Path, path: str, content: Json) -> None:
    """Write a file of a folder."""
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(json.dumps(content), encoding="utf-8")


def put(*place: str | int, value: Json) -> Change:
    """Puts a value into a record."""

    def change(record: Json) -> None:
        for part in place[:-1]:
            record = record[part]
        record[place[-1]] = value

    return change


def drop(*place: str | int) -> Change:
    """Takes a key out of a record, if it is there."""

    def change(record: Json) -> None:
        for part in place[:-1]:
            record = record[part]
        record.pop(place[-1], None)

    return change


def refusal(catalogue: Catalogue, layer: Path) -> str:
    """What `overlay` says of a layer that it does not load; a layer that loads fails the test."""
    with pytest.raises(sx.DataFaults) as caught:
        catalogue.overlay(layer)
    (fault,) = caught.value.faults
    return str(fault)


def linted(layer: Path) -> str:
    """What the linter has to say of a layer; one that passes fails the test."""
    faults = Catalogue.lint(layer)
    assert faults
    return "\n".join(map(str, faults))


def all_records(catalogue: Catalogue) -> tuple[sx.Record, ...]:
    """Every record of a catalogue."""
    return tuple(catalogue._store.all_records())


def use(catalogue: Catalogue, key: str) -> sx.Indication:
    """A use, by its id."""
    record = catalogue.record(key)
    assert isinstance(record, sx.Indication)
    return record


def texts(record: sx.Record) -> list[str]:
    """What a record says in words of ours."""
    names = ("statement", "summary", "text", "because")
    return [text for name in names if isinstance(text := getattr(record, name, None), str)]


# 1. A catalogue of peptides had one field for the status, "approved", defined as approved by FDA
# or EMA, and wrote it where Russia had approved.


@pytest.mark.parametrize("key", ["status", "regulatory_status", "approved"])
def test_case_01_no_global_approved(catalogue: Catalogue, layer: Path, lay: Lay, key: str) -> None:
    """Nobody can call a compound or a use approved without saying where."""
    for record in ("semax", STROKE):
        path = lay(record, put(key, value="approved"))
        message = refusal(catalogue, layer)
        assert f"unknown key '{key}'" in message
        (layer / path).unlink()


def test_case_01_an_approval_names_its_place(catalogue: Catalogue, layer: Path, lay: Lay) -> None:
    """An approval without a place is not loaded, so no answer can rest on one."""
    lay("semax.legal.ru.approved.1pct", drop("jurisdiction"))
    assert "'jurisdiction' is missing" in refusal(catalogue, layer)


def test_case_01_approval_is_asked_by_place(catalogue: Catalogue) -> None:
    """One use on one day is labelled in Russia and not approved in the US; "where" is asked for."""
    there = catalogue.standing("semax", "acute-ischaemic-stroke", "RU", on=LAST_DAY)
    here = catalogue.standing("semax", "acute-ischaemic-stroke", "US", on=LAST_DAY)
    assert (there.value, here.value) == (sx.Standing.LABELLED, sx.Standing.NOT_APPROVED)
    with pytest.raises(sx.InvalidQuery, match="give jurisdiction"):
        catalogue.indications("semax", standing="labelled")


# 2. The same catalogue let every peptide of the class bind "CNS" as a medium agonist, and gave
# four of them the same edge to BDNF in a loop over the class, without a source.

EDGES: list[tuple[Change, str]] = [
    (put("targets", value=["cns"]), "no target 'cns'"),
    (put("action", value="agonist"), "'agonist' is not one of increases"),
    (put("strength", value="medium"), "unknown key 'strength'"),
    (put("compound", value=["semax", "noopept"]), "expected a text, not a list"),
    (put("compound", value="noopept"), "must be 'semax'"),
    (drop("evidence"), "the key 'evidence' is missing"),
    (drop("evidence", 0, "sources"), "the key 'sources' is missing"),
    (put("evidence", 0, "sources", value=["class-effect"]), "no source 'class-effect'"),
]


@pytest.mark.parametrize(("change", "message"), EDGES)
def test_case_02_a_mechanism_has_a_source_and_a_target(
    catalogue: Catalogue, layer: Path, lay: Lay, change: Change, message: str
) -> None:
    """A tissue as target, an action by class and an edge that nobody reported are not loaded."""
    lay("semax.bdnf", change)
    assert message in refusal(catalogue, layer)


def test_case_02_a_tissue_is_no_kind_of_target(catalogue: Catalogue, layer: Path, lay: Lay) -> None:
    """A user cannot make the brain a target by adding it to the vocabulary, either."""
    lay("BDNF", put("id", value="cns"), put("kind", value="tissue"))
    assert "'tissue' is not one of gene-product" in refusal(catalogue, layer)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (put("evidence", value=[]), "no evidence"),
        (put("evidence", 0, "sources", value=[]), "names no source"),
    ],
)
def test_case_02_an_empty_list_of_sources_is_a_fault(
    layer: Path, lay: Lay, change: Change, message: str
) -> None:
    """Leaving a list empty does not get a mechanism round the rule."""
    lay("semax.bdnf", change)
    assert message in linted(layer)


# 3. An atlas of peptides withdrew all three references on Semax, as they were on other things
# altogether, and kept its rating: seven of ten, moderate, likely.


def test_case_03_the_level_falls_with_its_sources(
    catalogue: Catalogue, layer: Path, data_files: dict[str, Json]
) -> None:
    """Take the strongest studies away, again and again: the grade goes down with each of them."""
    path, _, raw = _find(data_files, STROKE)
    lines = raw["evidence"]
    record = use(catalogue, STROKE)
    levels = [record.level]
    while record.level > "none":
        strongest = [
            line.stance is sx.Stance.SUPPORTS and line.level is record.level
            for line in record.evidence
        ]
        lines = [line for line, goes in zip(lines, strongest, strict=True) if not goes]
        save(layer, path, [{**raw, "evidence": lines}])
        record = use(catalogue.overlay(layer), STROKE)
        levels.append(record.level)
    assert levels[0] == "synthesis"
    assert len(levels) > 2
    assert all(before > after for before, after in pairwise(levels))
    assert record.agreement is sx.Agreement.UNSUPPORTED


@pytest.mark.parametrize(
    ("key", "value"),
    [("level", "randomised"), ("agreement", "supported"), ("rating", 7), ("confidence", "likely")],
)
def test_case_03_nobody_types_a_rating_in(
    catalogue: Catalogue, layer: Path, lay: Lay, key: str, value: Json
) -> None:
    """A grade that does not follow from studies has no place to stand."""
    lay(STROKE, put(key, value=value))
    assert f"unknown key '{key}'" in refusal(catalogue, layer)


# 4. A study "of patients at different stages of ischemic stroke" was graded as an animal study;
# "curation pending" stood as sequence, address and date; the place was "GLOBAL".


def test_case_04_patients_are_no_animals(layer: Path, lay: Lay) -> None:
    """A study whose own title speaks of patients cannot pass for one in animals."""

    def in_animals(record: Json) -> None:
        for line in record["evidence"]:
            line["design"] = "animal"
            line.pop("subjects", None)

    path = lay("semax.bdnf-plasma", in_animals)
    (raw,) = json.loads((layer / path).read_text(encoding="utf-8"))
    assert [line["sources"][0] for line in raw["evidence"]] == [PATIENTS]
    message = linted(layer)
    assert "animal" in message
    assert re.search("patients|people", message)


def test_case_04_the_study_of_patients_is_one(catalogue: Catalogue) -> None:
    """Wherever we cite that study, it is a study of people, and what rests on it says so."""
    lines = [
        line
        for compound in catalogue.compounds()
        for record in compound.evidenced
        for line in record.evidence
        if PATIENTS in [source.id for source in line.sources]
    ]
    assert lines
    assert {line.design for line in lines} == {sx.StudyDesign.HUMAN_CONTROLLED}


PENDING = "Pep-Talk curation pending"
TYPED_FIELDS: list[tuple[str, Change]] = [
    ("semax", put("structure", "sequence", value=PENDING)),
    (PATIENTS, put("URL", value=PENDING)),
    ("semax.bdnf", put("statement", value=f"{PENDING}.")),
    ("semax.bdnf", put("evidence", 0, "dose", value=PENDING)),
]


@pytest.mark.parametrize(("key", "change"), TYPED_FIELDS)
def test_case_04_a_placeholder_is_a_fault(layer: Path, lay: Lay, key: str, change: Change) -> None:
    """A value that is still to come is not shown to users as a sequence, an address or a dose."""
    lay(key, change)
    assert PENDING in linted(layer)


@pytest.mark.parametrize(
    ("key", "field"),
    [
        (CATEGORY_2, "valid_from"),
        (CATEGORY_2, "as_of"),
        (VOTE, "on"),
        ("semax.legal.ru.approved.1pct", "attested_on"),
        ("semax.first-approval", "on"),
    ],
)
def test_case_04_a_placeholder_is_no_date(
    catalogue: Catalogue, layer: Path, lay: Lay, key: str, field: str
) -> None:
    """Where a date belongs nothing but a date is loaded."""
    lay(key, put(field, value=PENDING))
    assert f"{PENDING!r} is no date" in refusal(catalogue, layer)


def test_case_04_no_law_is_global(catalogue: Catalogue, layer: Path, lay: Lay) -> None:
    """No rule holds everywhere: "GLOBAL" is no place, neither in data nor in a question."""
    changes = (put("id", value="semax.legal.global"), put("jurisdiction", value="GLOBAL"))
    path = lay("semax.legal.us.dod-prohibited", *changes)
    (layer / path).rename(layer / "law" / "GLOBAL.json")
    assert "no record 'GLOBAL'" in refusal(catalogue, layer)
    with pytest.raises(sx.JurisdictionNotFound):
        catalogue.legal_status("semax", "GLOBAL", on=LAST_DAY)


# 5. One paper stood as the source of eight claims, among them the approval in Russia and the
# irritation of the nose, and was called a randomised trial, which it does not say.


@pytest.mark.parametrize("design", ["regulator-decision", "official-label", "human-controlled"])
def test_case_05_a_paper_proves_no_approval(layer: Path, lay: Lay, design: str) -> None:
    """That a product is registered is shown by a register, a label or an order, not by a study."""
    key = "semax.legal.ru.approved.1pct"
    line = {"design": design, "stance": "supports", "study": "gusev1997", "sources": [TRIAL]}
    lay(key, put("basis", value="primary-text"), put("evidence", value=[line]))
    assert "register, label or order" in linted(layer)


def test_case_05_one_paper_is_not_a_source_of_everything(catalogue: Catalogue) -> None:
    """The paper carries what it reports, as the controlled and not randomised study that it is."""
    citing = [
        (record, line.design)
        for record in all_records(catalogue)
        if isinstance(record, sx.Indication | sx.Mechanism | sx.Finding | sx.Authorisation)
        for line in record.evidence
        if TRIAL in [source.id for source in line.sources]
    ]
    assert (STROKE, "human-controlled") in [(record.id, design) for record, design in citing]
    for record, design in citing:
        assert design is not sx.StudyDesign.RANDOMISED, record.id
        assert not isinstance(record, sx.Authorisation | sx.AdverseEffect), record.id


# 6. The same page had `wadaBanned: true` and `prescriptionRequired: false`.


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (put("wadaBanned", value=True), "unknown key 'wadaBanned'"),
        (put("prescriptionRequired", value=False), "unknown key 'prescriptionRequired'"),
        (put("verdict", value=True), "expected a text, not true or false"),
        (put("supply_class", value=False), "expected a text, not true or false"),
    ],
)
def test_case_06_law_is_no_boolean(
    catalogue: Catalogue, layer: Path, lay: Lay, change: Change, message: str
) -> None:
    """Yes and no are not accepted where a verdict, a place and a date are needed."""
    lay("semax.legal.us.dod-prohibited", change)
    assert message in refusal(catalogue, layer)


@pytest.mark.parametrize("compound", ["semax", "noopept", "piracetam"])
def test_case_06_a_sport_verdict_comes_with_its_reasons(
    catalogue: Catalogue, compound: str
) -> None:
    """Who asks about sport hears which class of the list was read, and cannot take it as a yes."""
    answer = catalogue.legal_status(compound, "RU", on=LAST_DAY)["compete-in-sport"]
    assert answer.jurisdiction == "INTL"
    assert answer.records
    told = " ".join(answer.reasons)
    assert all(record.id in told for record in answer.records)
    with pytest.raises(sx.NotABool):
        bool(answer)


def test_case_06_the_catch_all_class_is_weighed(catalogue: Catalogue) -> None:
    """The class for what no authority has approved is shown, and does not ban what Russia sells."""
    answer = catalogue.legal_status("semax", "INTL", on=LAST_DAY)["compete-in-sport"]
    assert any("S0" in record.statement for record in answer.records)
    assert answer.verdict is not sx.Verdict.PROHIBITED
    assert answer.verdict is not sx.Verdict.PERMITTED


def test_case_06_semax_is_on_prescription_in_russia(catalogue: Catalogue) -> None:
    """A reader of the Russian law is told of the prescription that others deny."""
    status = catalogue.legal_status("semax", "RU", on=LAST_DAY)
    assert status["dispense"].verdict is sx.Verdict.PERMITTED_WITH_PRESCRIPTION


# 7. Another set had `prohibited: false`, as the list does not name the substance.


def test_case_07_not_named_is_not_permitted(catalogue: Catalogue) -> None:
    """A list that was read and does not name the substance gives "unknown", and says why."""
    answer = catalogue.legal_status("noopept", "INTL", on=LAST_DAY)["compete-in-sport"]
    assert answer.verdict is sx.Verdict.UNKNOWN
    assert answer.not_known is sx.NotKnown.LOOKED_NOT_NAMED
    assert "looked for and not named; that permits nothing" in answer.explain()


@pytest.mark.parametrize("verdict", ["permitted", "prohibited"])
def test_case_07_an_absence_decides_nothing(layer: Path, lay: Lay, verdict: str) -> None:
    """A curator cannot turn "not on the list" into a verdict, whichever way."""
    lay("noopept.legal.wada", put("verdict", value=verdict))
    assert f"the absence of a rule cannot say {verdict}" in linted(layer)


# 8. No Cyrillic name and no InChIKey; a sequence field held the name of a structure.


@pytest.mark.parametrize(
    ("compound", "sequence"),
    [
        ("noopept", "N-phenylacetyl-Pro-Gly-OEt"),
        ("semax", "Met-Glu-His-Phe-Pro-Gly-Pro"),
        ("semax", "MEHFPGP-NH2"),
        ("semax", "mehfpgp"),
    ],
)
def test_case_08_a_sequence_is_one_letter_codes(
    layer: Path, lay: Lay, compound: str, sequence: str
) -> None:
    """A name in the sequence field would be found, weighed and matched as if it were a peptide."""
    lay(compound, put("structure", "sequence", value=sequence))
    assert sequence in linted(layer)


@pytest.mark.parametrize(
    ("name", "compound"),
    [
        ("семакс", "semax"),
        ("ноопепт", "noopept"),
        ("Омберацетам", "noopept"),
        ("пирацетам", "piracetam"),
    ],
)
def test_case_08_russian_names_are_found(catalogue: Catalogue, name: str, compound: str) -> None:
    """The name on the box, in the script of the box, leads to the compound."""
    for spelling in (name, name.upper()):
        assert catalogue.get(spelling).id == compound


def test_case_08_inchikeys_are_found(catalogue: Catalogue) -> None:
    """A chemist finds each compound by the key of its structure."""
    structures = {c.id: c.structure for c in catalogue.compounds() if c.structure}
    keys = {compound: each.inchikey for compound, each in structures.items() if each.inchikey}
    assert {"semax", "noopept", "piracetam"} <= set(keys)
    for compound, key in keys.items():
        assert catalogue.resolve(key).compound.id == compound
        assert catalogue.resolve(key).caveat is None


# 9. The title and the authors of one paper stood with the number of another: 12596527 in place
# of 12596521.


def test_case_09_a_number_stands_with_its_title(catalogue: Catalogue) -> None:
    """A reader sees by the title whether a number leads to the paper that was meant."""
    by_pmid = {source.pmid: source for source in catalogue.sources() if source.pmid}
    source = by_pmid["12596521"]
    assert "noopept" in source.title.casefold()
    assert source.authors[0].startswith("Ostrovskaya")
    assert source.authors[0] in source.reference
    assert source.title in source.reference
    assert "PMID 12596521" in source.reference
    # The wrong number, and those that case 3 gave for Semax.
    assert not {"12596527", "16996039", "17321596", "16541366"} & set(by_pmid)


@pytest.mark.parametrize("key", ["title", "custom"])
def test_case_09_a_bare_number_is_no_source(
    catalogue: Catalogue, layer: Path, lay: Lay, key: str
) -> None:
    """A number without its title, or without how it was seen, cannot be checked by anybody."""
    lay("ostrovskaya2002", drop(key))
    assert f"the key '{key}' is missing" in refusal(catalogue, layer)


# 10. Piracetam was filed as a "research chemical", the world over.


def test_case_10_a_category_is_that_of_a_place(catalogue: Catalogue) -> None:
    """The same tablet is a medicine in four countries and unapproved in a fifth."""
    for place in ("GB", "MT", "DE", "CH"):
        answer = catalogue.standing("piracetam", "myoclonus", place, on=LAST_DAY)
        held = [each for each in answer.authorisations if each.approves]
        assert held, place
        assert {each.jurisdiction for each in held} == {place}
    answer = catalogue.standing("piracetam", "myoclonus", "US", on=LAST_DAY)
    assert answer.value is sx.Standing.NOT_APPROVED


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (put("kind", value="research-chemical"), "'research-chemical' is not one of peptide"),
        (put("category", value="Research-chemical"), "unknown key 'category'"),
    ],
)
def test_case_10_a_compound_is_not_filed_by_law(
    catalogue: Catalogue, layer: Path, lay: Lay, change: Change, message: str
) -> None:
    """What a substance is says nothing of how it may be sold; the two cannot be mixed up."""
    lay("piracetam", change)
    assert message in refusal(catalogue, layer)


# 11. Half-life: "~16 minutes (parent compound in rats); effects last 70+ minutes".

MIXED = "~16 minutes (parent compound in rats); effects last 70+ minutes"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ((put("value", value=MIXED),), "expected a number, not a text"),
        ((put("quantity", value=MIXED),), "is not one of half-life"),
        ((put("half_life", value=MIXED),), "unknown key 'half_life'"),
        ((drop("value"),), "a kinetic value needs a value"),
    ],
)
def test_case_11_a_kinetic_value_is_a_number(
    catalogue: Catalogue, layer: Path, lay: Lay, changes: tuple[Change, ...], message: str
) -> None:
    """A sentence cannot stand where a number with unit, species and analyte is looked for."""
    lay("noopept.tmax-serum-rat", *changes)
    assert message in refusal(catalogue, layer)


@pytest.mark.parametrize(
    "change",
    [
        put("text", value='{"value": 16, "unit": "min", "species": "rat"}'),
        put("evidence", 0, "note", value='[{"half_life": "16 min"}]'),
        put("matrix", value='{"fluid": "serum"}'),
    ],
    ids=["text", "note", "matrix"],
)
def test_case_11_fields_are_not_hidden_in_a_text(layer: Path, lay: Lay, change: Change) -> None:
    """What is packed into a text as JSON is out of reach of every question, and is told."""
    lay("noopept.tmax-serum-rat", change)
    assert "JSON" in linted(layer)


def test_case_11_a_rat_is_not_a_patient(catalogue: Catalogue) -> None:
    """Values from rats say so, and no half-life in people is told where none was measured."""
    values = [f for f in catalogue.findings("noopept") if isinstance(f, sx.KineticValue)]
    in_rats = {value.id for value in values if value.species == "rat"}
    assert "noopept.tmax-serum-rat" in in_rats
    for value in values:
        assert value.species
        assert value.analyte
        assert value.species in str(value)
    assert sx.Quantity.HALF_LIFE not in {v.quantity for v in values if v.id not in in_rats}


# 12. "Daily use is reported to create dependency" in one set, "non-addictive" in another.


def test_case_12_both_sides_are_shown(
    catalogue: Catalogue, layer: Path, data_files: dict[str, Json]
) -> None:
    """Two pages that contradict each other stand on one record, which is called disputed."""
    path, _, raw = _find(data_files, "noopept.dependence")
    source = {
        "id": "own-factsheet",
        "type": "webpage",
        "title": "[A factsheet that calls it non-addictive]",
        "URL": "https://example.org/noopept",
        "custom": {"kind": "web-page", "seen_as": "primary"},
    }
    line = {
        "design": "user-report",
        "stance": "contradicts",
        "study": "own-factsheet",
        "sources": ["own-factsheet"],
    }
    save(layer, "sources.json", [source])
    save(layer, path, [{**raw, "evidence": [*raw["evidence"], line]}])
    before, after = catalogue.record(raw["id"]), catalogue.overlay(layer).record(raw["id"])
    assert isinstance(before, sx.AdverseEffect)
    assert isinstance(after, sx.AdverseEffect)
    assert (before.level, before.agreement) == ("anecdote", "supported")
    assert (after.level, after.agreement) == ("anecdote", "disputed")
    shown = str(after)
    for title in ("Noopept factsheet", "calls it non-addictive", "anecdote, disputed"):
        assert title in shown


def test_case_12_our_own_disputes_are_kept(catalogue: Catalogue) -> None:
    """Where the developers and others differ, a reader is given both, and not the winner."""
    disputed = catalogue.mechanisms("noopept", agreement="disputed")
    assert "noopept.bdnf" in disputed.ids
    for record in disputed:
        stances = {line.stance for line in record.evidence}
        split = sx.Stance.SUPPORTS in stances and len(stances) > 1
        assert split or sx.Stance.DISPUTED in stances, record.id


# 13. Three bands for a "strong" oral dose in three sets, none with a source.


def test_case_13_no_record_has_a_band_of_doses() -> None:
    """A dose belongs to a study line or to a measured value; nothing else has room for one."""
    classes = [value for name in sx.__all__ if hasattr(value := getattr(sx, name), "__mro__")]
    fields = {
        (cls.__name__, field.name)
        for cls in classes
        for field in getattr(cls, "__attrs_attrs__", ())
    }
    assert ("Mechanism", "targets") in fields
    assert ("Compound", "structure") in fields
    with_doses = {each for each in fields if re.search("dos|band|threshold|potency", each[1])}
    assert with_doses == {("Evidence", "dose"), ("KineticValue", "dose")}


@pytest.mark.parametrize("key", ["noopept", "noopept.bdnf", "noopept.tablet-10mg"])
def test_case_13_a_band_of_doses_is_not_loaded(
    catalogue: Catalogue, layer: Path, lay: Lay, key: str
) -> None:
    """Bands that a user brings along are refused, and not carried through unread."""
    change = put("dosages", value={"light": "5-10 mg", "strong": "20-40 mg"})
    if key == "noopept.tablet-10mg":
        lay("noopept", lambda raw: change(raw["formulations"][0]))
    else:
        lay(key, change)
    assert "unknown key 'dosages'" in refusal(catalogue, layer)


def test_case_13_doses_are_those_of_studies_and_labels(catalogue: Catalogue) -> None:
    """What users say that they take is no dose that this library passes on."""
    told = [
        record.id
        for record in all_records(catalogue)
        if isinstance(record, sx.Mechanism | sx.Indication | sx.Finding)
        for line in record.evidence
        if line.design is sx.StudyDesign.USER_REPORT and line.dose
    ]
    assert told == []


# 14. "The active dose is 100 times that of noopept"; elsewhere "1000x more potent".

RATIO = re.compile(
    r"""
    \d[\d,.]*\s*(x|×|times|-?fold)\s+(as\s+|more\s+|less\s+)?
        (strong|weak|potent|active|that\s+of|the\s+dose)
    | \b(more|less|as|equally)\s+potent\b | equipotent | equi-?analgesic
    | potency\s+(of|ratio|relative|compared) | relative\s+potency
    | equivalent\s+dose | dose\s+equivalen
    """,
    re.IGNORECASE | re.VERBOSE,
)


PUBLISHED = (
    "Its active dose is 100 times that of noopept.",
    "Noopept is 1000x more potent than piracetam.",
    "1,000 times as strong as piracetam",
    "10 mg is the equivalent dose.",
)


def test_case_14_no_text_speaks_of_potency(catalogue: Catalogue) -> None:
    """No statement, summary or claim of ours says how many times stronger one compound is."""
    assert all(map(RATIO.search, PUBLISHED))  # else the silence below would say nothing
    said = [(record.id, text) for record in all_records(catalogue) for text in texts(record)]
    assert len(said) > 1000
    assert [each for each in said if RATIO.search(each[1])] == []


def test_case_14_a_comparison_ranks_nothing(catalogue: Catalogue) -> None:
    """Compounds stand in the order in which they were asked for, without a ratio between them."""
    every = catalogue.compare(*catalogue.compounds().ids, on=LAST_DAY)
    shown = " ".join(str(every).partition("\nSources\n")[0].split())
    assert "Noopept" in shown
    assert not RATIO.search(shown)
    assert not [c.text for row in every.rows for c in row.cells if RATIO.search(c.text)]
    one = catalogue.compare("noopept", "piracetam", on=LAST_DAY)
    other = catalogue.compare("piracetam", "noopept", on=LAST_DAY)
    for row, mirrored in zip(one.rows, other.rows, strict=True):
        assert row.kind is mirrored.kind
        assert row.cells == mirrored.cells[::-1]


# 15. A list of banned ingredients held prescription medicines, with a date "2019-ongoing", and
# "found in all 10 tested supplements" where the paper says: among 10.


@pytest.mark.parametrize(
    ("key", "field", "value"),
    [
        ("piracetam.legal.au.s4", "verdict", "banned"),
        ("piracetam.legal.au.s4", "control_state", "nootropic-banned"),
        ("piracetam.legal.gb.nootropil.authorisation", "state", "banned"),
        ("piracetam.legal.gb.nootropil.authorisation", "supply_class", "banned"),
    ],
)
def test_case_15_banned_is_no_status(
    catalogue: Catalogue, layer: Path, lay: Lay, key: str, field: str, value: str
) -> None:
    """Prescription, schedule, refusal and prohibition are told apart by words of their own."""
    lay(key, put(field, value=value))
    assert f"'{value}' is not one of" in refusal(catalogue, layer)


def test_case_15_a_schedule_is_no_ban(catalogue: Catalogue) -> None:
    """A medicine on a schedule, sold on prescription, is not called prohibited."""
    answer = catalogue.legal_status("piracetam", "AU", on=LAST_DAY)["dispense"]
    assert answer.verdict is sx.Verdict.PERMITTED_WITH_PRESCRIPTION
    states = {rule.control_state for rule in answer.deciding}
    assert sx.ControlState.MEDICINE_SCHEDULE in states


@pytest.mark.parametrize("field", ["valid_from", "valid_until", "announced_on", "as_of"])
@pytest.mark.parametrize("value", ["2019-ongoing", "ongoing", "2019-13", "spring 2019"])
def test_case_15_dates_are_dates(
    catalogue: Catalogue, layer: Path, lay: Lay, field: str, value: str
) -> None:
    """A rule begins and ends on days, months or years of the calendar."""
    lay(CATEGORY_2, put(field, value=value))
    assert "is no date" in refusal(catalogue, layer)


def test_case_15_among_ten_is_not_in_all_ten(catalogue: Catalogue) -> None:
    """A reader is not told that each of ten supplements held what was found among them."""
    record = catalogue.record("noopept.supplement-content")
    assert isinstance(record, sx.Finding)
    assert [source.pmid for source in record.sources] == ["34484905"]
    told = " ".join(texts(record))
    assert re.search(r"\b(10|ten)\b", told)
    assert not re.search(
        r"\b(in|all|each of|every one of)( of)?( the)? (10|ten)\b", told, re.IGNORECASE
    )


# 16. Explainers of the US lists for compounding had Category 1 and Category 2 the wrong way
# round, or took Category 2 for a vote of the committee.


def test_case_16_a_list_says_what_it_means(catalogue: Catalogue) -> None:
    """The record of Category 2 says what the category is and what follows for which activity."""
    rule = catalogue.record(CATEGORY_2)
    assert isinstance(rule, sx.LegalRule)
    assert "Category 2" in (rule.instrument or "")
    assert "possible significant safety risk" in rule.statement
    assert "Category 1" in rule.statement
    assert rule.activities == (sx.Activity.PHARMACY_COMPOUNDING,)
    assert rule.verdict is sx.Verdict.RESTRICTED
    removal = catalogue.record("semax.legal.us.cat2-removal.table")
    assert isinstance(removal, sx.LegalRule)
    assert removal.supersedes == (CATEGORY_2,)
    assert "neither approval nor permission" in removal.statement


def test_case_16_a_vote_is_not_a_list(catalogue: Catalogue) -> None:
    """The category came without a vote, and the vote moved nothing: it is told as an event."""
    vote = catalogue.record(VOTE)
    assert isinstance(vote, sx.LegalEvent)
    answers = {
        day: catalogue.legal_status("semax", "US", on=day)["pharmacy-compounding"]
        for day in ("2023-09-28", "2023-09-29", "2026-07-23", "2026-07-24")
    }
    assert answers["2023-09-28"].verdict is sx.Verdict.UNKNOWN
    assert [rule.id for rule in answers["2023-09-29"].deciding] == [CATEGORY_2]
    kinds = {event.kind for event in answers["2023-09-29"].events}
    assert sx.EventKind.ADVISORY_VOTE not in kinds
    before, after = answers["2026-07-23"], answers["2026-07-24"]
    assert vote not in before.events
    assert vote in after.events
    assert before.verdict is after.verdict is sx.Verdict.RESTRICTED
    assert before.deciding == after.deciding


@pytest.mark.parametrize("key", ["verdict", "valid_from", "valid_until", "activities"])
def test_case_16_an_event_has_no_verdict(
    catalogue: Catalogue, layer: Path, lay: Lay, key: str
) -> None:
    """Nobody can write a vote down as a rule by giving it a verdict or a span."""
    lay(VOTE, put(key, value="prohibited"))
    assert f"unknown key '{key}'" in refusal(catalogue, layer)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (put("activities", value=[]), "must name the activities"),
        (drop("instrument"), "must name its instrument"),
    ],
)
def test_case_16_a_rule_has_an_instrument_and_a_consequence(
    layer: Path, lay: Lay, change: Change, message: str
) -> None:
    """A category without its text, or without what it means for whom, is not let through."""
    lay(CATEGORY_2, change)
    assert message in linted(layer)


# 17. A trifluoroacetate salt was sold with the mass and the CAS number of the free base.


def test_case_17_a_salt_is_a_compound_of_its_own(catalogue: Catalogue) -> None:
    """The acetate is found beside its base, with its own formula, mass and numbers."""
    base, salt = catalogue.get("semax"), catalogue.get("semax acetate")
    assert (salt.parent, salt.relation) == (base.id, sx.Relation.SALT)
    assert base.structure
    assert salt.structure
    assert base.structure.formula != salt.structure.formula
    assert salt.structure.molar_mass > base.structure.molar_mass + 60
    own = {(each.scheme, each.value) for each in base.identifiers}
    assert not own & {(each.scheme, each.value) for each in salt.identifiers}


def salt(mass: float, cas: str | None) -> Json:
    """The trifluoroacetate of Semax as a record, with a mass and perhaps a CAS number."""
    number = {"scheme": "cas", "value": cas, "sources": ["rdkit-calc"]}
    return {
        "id": "semax-trifluoroacetate",
        "name": "Semax trifluoroacetate",
        "kind": "peptide",
        "parent": "semax",
        "relation": "salt",
        "identifiers": [number] if cas else [],
        "structure": {
            "formula": "C39H52F3N9O12S",
            "molar_mass": mass,
            "sources": ["rdkit-calc"],
        },
    }


def test_case_17_a_salt_has_not_the_mass_of_its_base(layer: Path) -> None:
    """The mass of the base on the label of a salt is seen, and so is its number."""
    path = "compounds/semax-trifluoroacetate/identity.json"
    save(layer, path, salt(927.95, None))
    assert Catalogue.lint(layer) == ()
    save(layer, path, salt(813.9, None))
    assert "weighs 927.95, not 813.9 g/mol" in linted(layer)
    save(layer, path, salt(927.95, "80714-61-0"))
    assert "names semax and semax-trifluoroacetate" in linted(layer)


def test_case_17_a_salt_names_its_base(catalogue: Catalogue, layer: Path) -> None:
    """A salt without its base, or of a base that is not there, is not loaded."""
    path = "compounds/semax-trifluoroacetate/identity.json"
    save(layer, path, {**salt(927.95, None), "parent": "semaxx"})
    assert "no record 'semaxx'; did you mean 'semax'?" in refusal(catalogue, layer)
    alone = salt(927.95, None)
    del alone["parent"]
    save(layer, path, alone)
    assert "parent and relation go together" in refusal(catalogue, layer)


# 18. "ATC code None" or "N06BX", without who gave it; "legal to import by private citizens",
# without where and when.


def test_case_18_a_group_code_says_who_gave_it(catalogue: Catalogue) -> None:
    """A code that a register gave to a group is not shown as one that WHO gave to a substance."""
    codes = [
        (compound.id, each)
        for compound in catalogue.compounds()
        for each in compound.identifiers
        if each.scheme == "atc"
    ]
    assert {"semax", "noopept", "piracetam"} <= {compound for compound, _ in codes}
    for compound, code in codes:
        assert code.sources, compound
        if len(code.value) < 7:  # a group, not a substance
            assert re.search("Russian|WHO", code.note or ""), compound
    with pytest.raises(sx.AmbiguousName) as caught:
        catalogue.get("N06BX")
    assert {"semax", "noopept", "piracetam"} <= set(caught.value.candidates)
    assert catalogue.get("N06BX03").id == "piracetam"


def test_case_18_a_claim_of_law_has_a_date(
    catalogue: Catalogue, layer: Path, data_files: dict[str, Json]
) -> None:
    """What somebody wrote of the law without a date holds from the day it was recorded, marked."""
    _, _, raw = _find(data_files, "semax.legal.ca.peptide-rule.rule")
    changes = {
        "id": "semax.legal.br.import",
        "jurisdiction": "BR",
        "activities": ["import-personal"],
        "verdict": "permitted",
        "scope": "named-substance",
        "statement": "A page says that private citizens import it lawfully.",
        "summary": "import said to be lawful",
    }
    kept = {
        key: value
        for key, value in raw.items()
        if key not in ("valid_from", "attested_on", "as_of", "covers_group", "supply_class")
    }
    save(layer, "law/BR.json", {"jurisdiction": "BR", "rules": [{**kept, **changes}]})
    after = catalogue.overlay(layer)
    earlier = after.legal_status("semax", "BR", on="2026-11-22")["import-personal"]
    answer = after.legal_status("semax", "BR", on=LAST_DAY)["import-personal"]
    assert earlier.verdict is sx.Verdict.UNKNOWN
    assert earlier.not_known is sx.NotKnown.OUTSIDE_DATES
    assert answer.verdict is sx.Verdict.PERMITTED
    assert answer.undated
    assert answer.start_unknown
    assert "undated, recorded 2026-11-23" in answer.explain()
    later = after.legal_status("semax", "BR", on="2028-11-23")["import-personal"]
    assert later.stale


# 19. One field for CAS numbers held three of them, or one twice without a space.

GLUED = [
    ("cas", "137525-51-0, 77591-33-4, and 89030-95-5"),
    ("cas", "158861-67-7158861-67-7"),
    ("cas", "7491-74-9/80714-61-0"),
    ("unii", "ZH516LNZ10, I5FAL2585H"),
    ("unii", "ZH516LNZ10ZH516LNZ10"),
    ("pubchem-cid", "4843, 180496"),
    ("pubchem-cid", "4843 and 180496"),
    ("drugbank", "DB09210DB01068"),
    ("drugbank", "DB09210, DB01068"),
    ("chembl", "CHEMBL36715CHEMBL36715"),
    ("chembl", "CHEMBL36715;CHEMBL1201320"),
    ("chebi", "CHEBI:32010, CHEBI:17895"),
    ("chemspider", "4677, 157065"),
    ("rxnorm", "8351; 8352"),
    ("atc", "N06BX03, N06BX"),
    ("einecs", "231-312-7, 231-313-2"),
]


@pytest.mark.parametrize(("scheme", "value"), GLUED)
def test_case_19_a_field_holds_one_number(layer: Path, lay: Lay, scheme: str, value: str) -> None:
    """Several numbers in one field would be found by none of them, so they are told apart."""

    def glue(record: Json) -> None:
        (identifier,) = (each for each in record["identifiers"] if each["scheme"] == scheme)
        identifier["value"] = value

    lay("piracetam", glue)
    assert repr(value) in linted(layer)


def test_case_19_each_of_several_numbers_is_found(
    catalogue: Catalogue, layer: Path, lay: Lay
) -> None:
    """Numbers that stand in entries of their own lead to the compound, each of them."""

    def split(record: Json) -> None:
        (first,) = (each for each in record["identifiers"] if each["scheme"] == "cas")
        record["identifiers"].append({**first, "value": "137525-51-0"})

    lay("piracetam", split)
    after = catalogue.overlay(layer)
    assert after.get("7491-74-9").id == after.get("137525-51-0").id == "piracetam"


# 20. The text that this project began with: "increases dopamine and serotonin", "melanocortin
# receptors", "regulatory gray area"; of enkephalin-degrading enzymes it said nothing.


def test_case_20_what_rats_do_is_not_what_is_known(catalogue: Catalogue) -> None:
    """Who reads that dopamine and serotonin rise is told what was measured, and in whom."""
    claim = catalogue.record("semax.claim.dopamine-serotonin")
    assert isinstance(claim, sx.Claim)
    assert claim.verdict is sx.ClaimVerdict.CONTRADICTED
    grounds = [catalogue.record(key) for key in claim.grounds]
    sources = {s.pmid for each in grounds if isinstance(each, sx.Mechanism) for s in each.sources}
    assert "16362768" in sources
    dopamine = catalogue.record("semax.dopamine")
    assert isinstance(dopamine, sx.Mechanism)
    assert dopamine.agreement is sx.Agreement.REFUTED
    for ground in grounds:
        assert isinstance(ground, sx.Mechanism)
        assert ground.level <= "animal"


def test_case_20_receptors_are_blocked_and_not_worked_through(catalogue: Catalogue) -> None:
    """The melanocortin receptors are there as what was seen: antagonised, and in vitro."""
    record = catalogue.record("semax.melanocortin-receptors")
    assert isinstance(record, sx.Mechanism)
    assert record.action is sx.Action.ANTAGONISES
    assert {target.id for target in record.targets} == {"MC4R", "MC5R"}
    assert record.level is sx.EvidenceLevel.IN_VITRO
    claim = catalogue.record("semax.claim.melanocortin-receptors")
    assert isinstance(claim, sx.Claim)
    assert record.id in claim.grounds
    assert claim.verdict is sx.ClaimVerdict.PARTLY


def test_case_20_what_the_text_left_out_is_there(catalogue: Catalogue) -> None:
    """The enzymes of human serum that Semax inhibits are found, with the figure that was read."""
    record = catalogue.record("semax.enkephalinase")
    assert isinstance(record, sx.Mechanism)
    assert record.action is sx.Action.INHIBITS
    assert record.level is sx.EvidenceLevel.IN_VITRO
    assert "11443939" in {source.pmid for source in record.sources}
    assert re.search(r"IC50\D*10 µM", str(record))


def test_case_20_a_grey_area_has_dates(catalogue: Catalogue) -> None:
    """The haze of the law is dissolved into rules, each with a day for which it is known."""
    claim = catalogue.record("semax.claim.grey-area")
    assert isinstance(claim, sx.Claim)
    grounds = [catalogue.record(key) for key in claim.grounds]
    rules = [each for each in grounds if isinstance(each, sx.LegalRule)]
    assert rules
    assert not [rule.id for rule in rules if rule.undated]


def test_case_20_every_claim_says_what_it_rests_on(catalogue: Catalogue) -> None:
    """A verdict on a popular statement leads to graded or dated records, or says: unsupported."""
    claims = catalogue.claims()
    assert len(claims) > 50
    for claim in claims:
        assert claim.because
        if not claim.grounds:
            assert claim.verdict is sx.ClaimVerdict.UNSUPPORTED, claim.id
        for key in claim.grounds:
            ground = catalogue.record(key)
            assert isinstance(ground, sx.LegalRule | sx.LegalEvent) or hasattr(ground, "grade"), key
