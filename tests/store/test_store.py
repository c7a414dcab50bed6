"""The store: records by id, words by any of their names, kin, layers and laziness."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

import semaxref as sx
from semaxref import Catalogue
from semaxref.errors import (
    AmbiguousName,
    ConditionNotFound,
    DataFaults,
    RecordNotFound,
    RouteNotFound,
    TargetNotFound,
)
from semaxref.model.pharmacology import Mechanism
from semaxref.model.sources import Source
from semaxref.model.vocabulary import Condition
from semaxref.store import lawbook
from semaxref.store.files import Folder, PackagedFolder
from semaxref.store.store import Store
from semaxref.store.structure import UnknownEntry

if TYPE_CHECKING:
    from pathlib import Path

Json: TypeAlias = Any
MakeCatalogue: TypeAlias = Callable[[dict[str, Json]], Catalogue]


@pytest.fixture(scope="session")
def store(catalogue: Catalogue) -> Store:
    """The packaged records."""
    return catalogue._store


# Records by id


@pytest.mark.parametrize(
    "key",
    [
        "semax",
        "semax.bdnf",
        "semax.drops-1pct",
        "semax.legal.ca.peptide-rule.rule",
        "stroke",
        "intranasal",
        "BDNF",
        "dolotov2006-brainres",
    ],
)
def test_a_record_is_found_by_its_id(store: Store, key: str) -> None:
    """Compounds, their records, law, words and sources: each id brings its own record back."""
    assert store.record(key).id == key


@pytest.mark.parametrize(
    ("key", "suggestion"),
    [("semax.bdfn", "semax.bdnf"), ("semax.", "semax"), ("stroek", "stroke"), ("zzz", None)],
)
def test_a_record_that_is_not_there_is_told(store: Store, key: str, suggestion: str | None) -> None:
    """A mistyped id is an error with the id that was meant, where one comes near."""
    with pytest.raises(RecordNotFound, match="no record") as caught:
        store.record(key)
    assert caught.value.suggestions[:1] == ((suggestion,) if suggestion else ())


def test_all_records_of_a_compound_come_once(store: Store) -> None:
    """Loading all gives each mechanism, use, finding, form and claim once, under its compound."""
    ids = [record.id for record in store.all_records()]
    assert len(ids) == len(set(ids))
    semax = store.compound("semax")
    own = {record.id for record in (*semax.evidenced, *semax.claims)}
    assert own <= set(ids)
    assert len(own) > 100


def test_what_was_read_once_is_kept(store: Store) -> None:
    """The same question gives the same object: records can be compared with ``is``."""
    assert store.compound("semax") is store.compound("semax")
    assert store.entry(Source, "dolotov2006-brainres") is store.record("dolotov2006-brainres")
    bdnf = store.record("semax.bdnf")
    assert isinstance(bdnf, Mechanism)
    assert bdnf.evidence[0].sources[0] is store.record(bdnf.evidence[0].sources[0].id)


def test_an_unknown_compound_has_no_records(store: Store) -> None:
    """The store itself knows ids only, and says so of any other."""
    with pytest.raises(KeyError):
        store.compound("tuftsin")
    with pytest.raises(UnknownEntry, match=r"no source 'x' in sources\.json"):
        store.entry(Source, "x")


# Words


@pytest.mark.parametrize(
    ("query", "condition"),
    [
        ("stroke", "stroke"),
        ("Stroke", "stroke"),
        ("инсульт", "stroke"),
        ("brain attack", "stroke"),
        ("I63", "ischaemic-stroke"),
        ("i63", "ischaemic-stroke"),
        ("Neurological conditions", "neurological"),
    ],
)
def test_a_condition_is_found_by_word_and_code(query: str, condition: str) -> None:
    """Lay words, Russian words and ICD codes lead to the one condition."""
    assert sx.condition(query).id == condition


def test_every_word_of_the_vocabulary_is_found(store: Store, data_files: dict[str, Json]) -> None:
    """No synonym of a condition, target or route is shadowed by another entry."""
    for name, find in (
        ("conditions", store.condition),
        ("targets", store.target),
        ("routes", store.route),
    ):
        for raw in data_files[f"{name}.json"]:
            for word in (raw["id"], raw["label"], *raw.get("synonyms", [])):
                assert find(word).id == raw["id"], (name, word)


def test_a_code_means_its_home_or_the_outermost(store: Store, data_files: dict[str, Json]) -> None:
    """Each code finds an entry that has it, and the wider of two nested ones."""
    for raw in data_files["conditions.json"]:
        for code in raw.get("codes", []):
            found = store.condition(code["code"])
            assert code["code"] in {each.code for each in found.codes}
            if not code.get("home"):
                assert found.id in store.lineage(raw["id"]) or any(
                    each.home for each in found.codes if each.code == code["code"]
                )


@pytest.mark.parametrize(
    ("ask", "query", "error", "suggestion"),
    [
        ("condition", "stroek", ConditionNotFound, "stroke"),
        ("condition", "инсулт", ConditionNotFound, "инсульт"),
        ("condition", "happiness", ConditionNotFound, None),
        ("target", "BDNFF", TargetNotFound, "BDNF"),
        ("target", "flux-capacitor", TargetNotFound, None),
        ("route", "intranasaly", RouteNotFound, "intranasal"),
        ("route", "by owl", RouteNotFound, None),
    ],
)
def test_a_word_that_is_not_known_suggests(
    store: Store, ask: str, query: str, error: type[Exception], suggestion: str | None
) -> None:
    """A typing error in a condition, target or route is an error with what was meant."""
    with pytest.raises(error) as caught:
        getattr(store, ask)(query)
    suggestions: tuple[str, ...] = getattr(caught.value, "suggestions", ())
    assert suggestions[:1] == ((suggestion,) if suggestion else ())


def words(world: Callable[..., dict[str, Json]], **synonyms: list[str]) -> dict[str, Json]:
    """A small world whose conditions have these synonyms."""
    files = world()
    for raw in files["conditions.json"]:
        raw["synonyms"] = synonyms.get(raw["id"], [])
    return files


def test_a_word_of_two_conditions_means_the_wider_one(
    world: Callable[..., dict[str, Json]], catalogue_of: MakeCatalogue
) -> None:
    """A word that stands on a condition and on one below it finds both, by the outer one."""
    files = words(world, outer=["word"], inner=["word"], innermost=["word"])
    assert catalogue_of(files).condition("WORD").id == "outer"
    files = words(world, innermost=["word"], inner=["word"])
    assert catalogue_of(files).condition("word").id == "inner"


def test_a_word_of_two_unrelated_conditions_is_ambiguous(
    world: Callable[..., dict[str, Json]], catalogue_of: MakeCatalogue
) -> None:
    """Where neither holds the other, the reader must say which is meant."""
    own = catalogue_of(words(world, inner=["word"], elsewhere=["word"]))
    with pytest.raises(AmbiguousName) as caught:
        own.condition("word")
    assert set(caught.value.candidates) == {"inner", "elsewhere"}


def test_a_word_of_two_routes_is_ambiguous(
    world: Callable[..., dict[str, Json]], catalogue_of: MakeCatalogue
) -> None:
    """Routes and targets have no outermost one: a shared word asks for the id instead."""
    files = world()
    files["routes.json"] = [
        {"id": "one", "label": "One", "synonyms": ["drip"]},
        {"id": "two", "label": "Two", "synonyms": ["drip"]},
    ]
    files["targets.json"] = [
        {"id": "a", "label": "A", "kind": "process", "synonyms": ["flow"]},
        {"id": "b", "label": "B", "kind": "process", "synonyms": ["flow"]},
    ]
    own = catalogue_of(files)
    for ask, word in ((own._store.route, "drip"), (own._store.target, "flow")):
        with pytest.raises(AmbiguousName):
            ask(word)


def test_a_code_with_a_home_means_that_one_only(
    world: Callable[..., dict[str, Json]], catalogue_of: MakeCatalogue
) -> None:
    """A broad code noted on several conditions leads to the one that it was made for."""
    files = world()
    for raw in files["conditions.json"]:
        raw["codes"] = [{"system": "icd10", "code": "X1", "home": raw["id"] == "elsewhere"}]
    assert catalogue_of(files).condition("X1").id == "elsewhere"


def test_what_lies_within_a_condition(
    world: Callable[..., dict[str, Json]], catalogue_of: MakeCatalogue
) -> None:
    """A parent finds its children and theirs; a condition lies within itself."""
    store = catalogue_of(world())._store
    assert store.within("outer") == {"outer", "inner", "innermost"}
    assert store.within("innermost") == {"innermost"}
    assert store.lineage("innermost") == ("innermost", "inner", "outer")


def test_every_entry_of_the_vocabulary_is_read(store: Store, data_files: dict[str, Json]) -> None:
    """All conditions come in the order of the file, each as its record."""
    found = store.entries(Condition)
    assert [each.id for each in found] == [raw["id"] for raw in data_files["conditions.json"]]


def test_a_family_of_targets_holds_its_members(store: Store) -> None:
    """Asking for a family finds the mechanisms on each of its members, and not the reverse."""
    families = [t for t in store.raw_list("targets").values() if t.get("members")]
    assert families
    for raw in families:
        family = store.target_family(store.target(raw["id"]))
        assert {raw["id"], *raw["members"]} <= family
        for member in raw["members"]:
            assert raw["id"] not in store.target_family(store.target(member))


# Kin


def test_law_passes_between_a_salt_and_its_base_only(store: Store) -> None:
    """Semax acetate is Semax to the law; its derivatives and the natural peptide are not."""
    assert store.kin("semax-acetate") == ("semax",)
    assert store.kin("semax") == ("semax-acetate",)
    for other in ("n-acetyl-semax", "n-acetyl-semax-amide", "acth-4-10", "piracetam"):
        assert store.kin(other) == ()


def test_what_reaches_a_compound(store: Store) -> None:
    """All law on a compound, its base or its salts is found, of whatever place and kind."""
    for compound in store.compound_ids:
        found = {record.id for record in lawbook.reaching(store, compound)}
        reached = {compound, *store.kin(compound)}
        assert len(found) == len(list(lawbook.reaching(store, compound)))
        for place in store.places:
            for record in lawbook.law_of(store, place):
                names = getattr(record, "covers", None) or (getattr(record, "compound", ""),)
                assert (record.id in found) is bool(reached.intersection(names))
    assert "semax.legal.ca.peptide-rule.rule" in {
        record.id for record in lawbook.reaching(store, "semax")
    }


def test_a_place_without_law_has_none(store: Store) -> None:
    """No record for a country is an empty answer of the store, and no error."""
    assert lawbook.law_of(store, "BR") == ()
    assert lawbook.authorisations(store, "BR") == ()


# Laziness


def test_nothing_is_read_before_it_is_asked_for(data_copy: Path) -> None:
    """A question about one compound does not fail over, or wait for, the files of another."""
    (data_copy / "compounds/piracetam/findings.json").write_bytes(b"[")
    (data_copy / "law/US.json").write_bytes(b"[")
    store = Store((Folder(data_copy, "mine"),))
    assert store.compound("noopept").id == "noopept"
    with pytest.raises(DataFaults) as caught:
        store.compound("piracetam")
    assert [fault.file for fault in caught.value.faults] == ["compounds/piracetam/findings.json"]


def test_a_lazy_reader_tells_faults_too(data_copy: Path) -> None:
    """Even where no one checked a folder first, a wrong value is told and never let in."""
    file = data_copy / "compounds/noopept/identity.json"
    content = file.read_text(encoding="utf-8")
    file.write_text(content.replace('"small-molecule"', '"molecule"'), encoding="utf-8")
    store = Store((Folder(data_copy, "mine"),))
    with pytest.raises(DataFaults) as caught:
        store.compound("noopept")
    (fault,) = caught.value.faults
    assert fault.path == "$.kind"
    assert fault.file.startswith("compounds/noopept")


def test_two_threads_build_a_thing_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who had to wait for the lock takes what the other thread has built meanwhile."""
    store = Store((PackagedFolder(),))

    class Overtaken:
        """A lock that was waited for while another thread published."""

        def __enter__(self) -> None:
            store._built["key"] = "theirs"

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr(store, "_lock", Overtaken())
    assert store.once("key", lambda: "mine") == "theirs"


def test_a_store_without_files_is_empty(tmp_path: Path) -> None:
    """An empty folder has no compounds, places or version, and says so without failing."""
    store = Store((Folder(tmp_path, "mine"),))
    assert (store.compound_ids, store.places, store.about) == ((), (), {})
    assert store.data_version == "unversioned"
    assert store.compounds() == ()
    assert list(store.all_records()) == []
    assert store.names.find("semax") == []


def test_the_packaged_folder_is_found(package: Path) -> None:
    """The data lie where the package does."""
    folder = PackagedFolder()
    assert folder.root == package / "data"
    assert "about.json" in folder.entries("")
