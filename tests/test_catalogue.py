"""A catalogue: plural questions and their filters, what it remembers, and other catalogues."""

from __future__ import annotations

import copy
import json
import pickle
import shutil
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest

import semaxref as sx
from semaxref import catalogue as module
from semaxref.model.claims import ClaimVerdictName
from semaxref.model.findings import FindingKindName
from semaxref.screening import Matcher

if TYPE_CHECKING:
    from collections.abc import Callable

LAST_DAY = "2026-11-23"
INCOMPLETE_KEY = "AFEHBIGDWIGTEH-CXFOGXNKSA-N"
"""The InChIKey of Semax that circulates, with the centre of histidine left open."""

COMPOUNDS = [*(compound.id for compound in sx.compounds()), None]


def write(path: Path, content: object) -> None:
    """Write a JSON file, with the folders that it lies in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


@pytest.fixture
def renamed(tmp_path: Path, package: Path) -> sx.Catalogue:
    """The packaged data with another name for piracetam and one compound more."""
    identity = json.loads((package / "data/compounds/piracetam/identity.json").read_text("utf-8"))
    folder = tmp_path / "renamed"
    write(
        folder / "compounds/piracetam/identity.json", {**identity, "name": "Piracetam, as we say"}
    )
    write(
        folder / "compounds/ours/identity.json",
        {"id": "ours", "name": "Ours", "kind": "small-molecule"},
    )
    return sx.packaged().overlay(folder)


# Compounds


def test_compounds_are_all_and_in_order(catalogue: sx.Catalogue) -> None:
    """Without a filter nothing is left out, and a listing looks the same tomorrow."""
    ids = catalogue.compounds().ids
    assert set(ids) >= {"semax", "noopept", "piracetam", "semax-acetate", "acth-4-10"}
    assert list(ids) == sorted(ids)
    assert all(catalogue.get(each).id == each for each in ids)


@pytest.mark.parametrize("route", ["intranasal", "oral", "intravenous-infusion", "subcutaneous"])
def test_compounds_by_route(catalogue: sx.Catalogue, route: str) -> None:
    """A route finds those that are made in a form for it, and no others."""
    wanted = {
        compound.id
        for compound in catalogue.compounds()
        if route in {f.route.id for f in compound.formulations if f.route}
    }
    assert set(catalogue.compounds(route=route).ids) == wanted


def test_routes_are_found_by_their_other_words(catalogue: sx.Catalogue) -> None:
    """A label, a synonym or Russian words for a route do as well as its id."""
    for route in catalogue._store.entries(sx.Route):
        for word in (route.label, *route.synonyms):
            assert catalogue.compounds(route=word) == catalogue.compounds(route=route.id)


def test_a_wider_route_finds_what_is_given_by_a_narrower_one(catalogue: sx.Catalogue) -> None:
    """Who asks for parenteral use is told of infusions and injections, too."""
    for route in catalogue._store.entries(sx.Route):
        for member in route.members:
            wide, narrow = catalogue.compounds(route=route.id), catalogue.compounds(route=member)
            assert set(narrow.ids) <= set(wide.ids)
            uses = catalogue.indications(route=route.id)
            assert set(catalogue.indications(route=member).ids) <= set(uses.ids)


@pytest.mark.parametrize("use_case", ["stroke", "инсульт", "brain attack", "I63", "cognitive"])
def test_compounds_by_use_case(catalogue: sx.Catalogue, use_case: str) -> None:
    """A use finds the compounds that have a record of it, or of a narrower one."""
    users = {each.compound for each in catalogue.indications(use_case=use_case)}
    found = catalogue.compounds(use_case=use_case)
    assert set(found.ids) == users != set()
    condition = catalogue.condition(use_case)
    assert catalogue.compounds(use_case=condition) == found


@pytest.mark.parametrize("target", ["BDNF", "dopamine", "ampa-receptor"])
def test_compounds_by_target(catalogue: sx.Catalogue, target: str) -> None:
    """A target finds the compounds that have a mechanism on it."""
    actors = {each.compound for each in catalogue.mechanisms(target=target)}
    assert set(catalogue.compounds(target=target).ids) == actors != set()


def test_filters_of_compounds_narrow_each_other(catalogue: sx.Catalogue) -> None:
    """Filters given together hold together."""
    found = catalogue.compounds(route="oral", use_case="cognitive", target="BDNF")
    each = (
        catalogue.compounds(route="oral"),
        catalogue.compounds(use_case="cognitive"),
        catalogue.compounds(target="BDNF"),
    )
    assert set(found.ids) == set.intersection(*(set(answer.ids) for answer in each)) != set()


def test_a_wider_target_finds_what_acts_on_a_narrower_one(catalogue: sx.Catalogue) -> None:
    """A receptor family finds mechanisms on its members, however deep these lie."""
    targets = {target.id: target for target in catalogue._store.entries(sx.Target)}

    def below(key: str) -> set[str]:
        inner = {*targets[key].members, *(t.id for t in targets.values() if t.parent == key)}
        return {key}.union(*map(below, inner))

    for key in targets:
        found = set(catalogue.mechanisms(target=key).ids)
        for narrow in below(key):
            assert set(catalogue.mechanisms(target=narrow).ids) <= found, (key, narrow)


@pytest.mark.parametrize(
    ("question", "error", "suggestion"),
    [
        (lambda c: c.compounds(route="intranasl"), sx.RouteNotFound, "intranasal"),
        (lambda c: c.compounds(use_case="strokke"), sx.ConditionNotFound, "stroke"),
        (lambda c: c.compounds(target="dopamin"), sx.TargetNotFound, "dopamine"),
        (lambda c: c.mechanisms("semx"), sx.CompoundNotFound, "semax"),
        (lambda c: c.findings("Семак"), sx.CompoundNotFound, "Семакс"),
        (lambda c: c.claims("noopet"), sx.CompoundNotFound, "noopept"),
        (lambda c: c.sources("piracetan"), sx.CompoundNotFound, "piracetam"),
        (lambda c: c.record("semax.bdnff"), sx.RecordNotFound, "semax.bdnf"),
        (lambda c: c.indications(jurisdiction="Germny"), sx.JurisdictionNotFound, "Germany"),
    ],
)
def test_a_filter_that_means_nothing_is_never_an_empty_answer(
    catalogue: sx.Catalogue,
    question: Callable[[sx.Catalogue], object],
    error: type[sx.NotFound],
    suggestion: str,
) -> None:
    """A misspelt filter says what it misses and what was meant."""
    with pytest.raises(error) as caught:
        question(catalogue)
    assert suggestion.casefold() in {each.casefold() for each in caught.value.suggestions}
    assert caught.value.data_version == catalogue.data_version


@pytest.mark.parametrize(
    ("question", "allowed"),
    [
        (lambda c: c.findings(kind="adverse"), "adverse-effect"),
        (lambda c: c.claims(verdict="overstatd"), "overstated"),
        (lambda c: c.mechanisms(min_level="randomized"), "randomised"),
        (lambda c: c.indications(agreement="dispute"), "disputed"),
        (lambda c: c.indications(jurisdiction="RU", standing="labeled"), "labelled"),
        (lambda c: c.compare("semax", "noopept", aspects=["administratio"]), "administration"),
    ],
)
def test_a_value_that_is_none_lists_the_allowed_ones(
    catalogue: sx.Catalogue, question: Callable[[Any], object], allowed: str
) -> None:
    """A misspelt value says which there are, and the one that was probably meant."""
    with pytest.raises(sx.UnknownValue, match=allowed) as caught:
        question(catalogue)
    assert allowed in caught.value.allowed


# Findings, claims, sources, conditions


@pytest.mark.parametrize("compound", COMPOUNDS)
def test_findings_fall_into_their_kinds(catalogue: sx.Catalogue, compound: str | None) -> None:
    """Asking kind by kind gives each finding once, and none is lost."""
    everything = catalogue.findings(compound)
    by_kind = [catalogue.findings(compound, kind=kind) for kind in sx.FindingKind]
    for kind, found in zip(sx.FindingKind, by_kind, strict=True):
        assert {each.kind for each in found} <= {kind}
    assert sorted(i for found in by_kind for i in found.ids) == sorted(everything.ids)
    if compound is not None:
        assert everything == sx.Records(catalogue.get(compound).findings)


@pytest.mark.parametrize("compound", COMPOUNDS)
def test_claims_fall_into_their_verdicts(catalogue: sx.Catalogue, compound: str | None) -> None:
    """Asking verdict by verdict gives each claim once, and none is lost."""
    everything = catalogue.claims(compound)
    by_verdict = [catalogue.claims(compound, verdict=verdict) for verdict in sx.ClaimVerdict]
    for verdict, found in zip(sx.ClaimVerdict, by_verdict, strict=True):
        assert {each.verdict for each in found} <= {verdict}
    assert sorted(i for found in by_verdict for i in found.ids) == sorted(everything.ids)


def test_a_value_does_as_well_as_a_member(catalogue: sx.Catalogue) -> None:
    """Nobody has to import an enum to ask a question, and the types allow every value."""
    kinds: tuple[FindingKindName, ...] = get_args(FindingKindName)
    assert set(kinds) == set(sx.FindingKind)
    for kind in kinds:
        assert catalogue.findings(kind=kind) == catalogue.findings(kind=sx.FindingKind(kind))
    verdicts: tuple[ClaimVerdictName, ...] = get_args(ClaimVerdictName)
    assert set(verdicts) == set(sx.ClaimVerdict)
    for verdict in verdicts:
        found = catalogue.claims(verdict=verdict)
        assert found == catalogue.claims(verdict=sx.ClaimVerdict(verdict))


def test_sources_of_a_compound_are_those_of_all_that_is_said_of_it(
    catalogue: sx.Catalogue,
) -> None:
    """A bibliography of a compound holds its science and its law, each document once."""
    everything = catalogue.sources()
    for compound in catalogue.compounds():
        found = catalogue.sources(compound)
        assert list(found.ids) == sorted(set(found.ids))
        assert set(found) <= set(everything)
        said = {source for record in compound.evidenced for source in record.sources}
        assert said <= set(found)
        for place in ("US", "RU", "GB", "NZ"):
            for answer in catalogue.legal_status(compound, place, on=LAST_DAY).values():
                own = [r for r in answer.records if compound.id in r.covers]
                assert {source for rule in own for source in rule.sources} <= set(found)


def test_wider_conditions_come_first(catalogue: sx.Catalogue) -> None:
    """A listing of conditions reads from the general to the particular."""
    ids = catalogue.conditions().ids
    for place, condition in enumerate(catalogue.conditions()):
        assert condition.parent is None or ids.index(condition.parent) < place
        assert catalogue.condition(condition.id) is condition


# Grades and places as filters


@pytest.mark.parametrize("level", sx.EvidenceLevel)
def test_a_least_level_keeps_what_reaches_it(
    catalogue: sx.Catalogue, level: sx.EvidenceLevel
) -> None:
    """Who asks for trials gets no rats, and gets every trial."""
    for question in (catalogue.mechanisms, catalogue.indications):
        kept = question(min_level=level)
        assert {r.id for r in question() if r.level >= level} == set(kept.ids)


@pytest.mark.parametrize("agreement", sx.Agreement)
def test_an_agreement_keeps_what_has_it(catalogue: sx.Catalogue, agreement: sx.Agreement) -> None:
    """Disputed records can be found as such."""
    for question in (catalogue.mechanisms, catalogue.indications):
        kept = question(agreement=agreement)
        assert {r.id for r in question() if r.agreement is agreement} == set(kept.ids)


def test_uses_in_a_place_say_how_each_stands_there(catalogue: sx.Catalogue) -> None:
    """A list of uses in a place carries the standing of each, as `standing` gives it."""
    found = catalogue.indications("semax", jurisdiction="Russia", on=LAST_DAY)
    assert found.ids == catalogue.indications("semax").ids
    for each in found:
        answer = catalogue.standing("semax", each.condition, "RU", on=LAST_DAY)
        assert found.remarks[each.id] == answer.summary
        assert answer.summary.startswith(", ".join([answer.value, *answer.strengths]))
    by_standing = [
        catalogue.indications("semax", jurisdiction="RU", standing=each, on=LAST_DAY).ids
        for each in sx.Standing
    ]
    assert sorted(i for ids in by_standing for i in ids) == sorted(found.ids)


def test_a_standing_without_a_place_is_refused(catalogue: sx.Catalogue) -> None:
    """Off-label is a relation to a place; without one the question means nothing."""
    with pytest.raises(sx.InvalidQuery, match="jurisdiction"):
        catalogue.indications("semax", standing="labelled")


def test_uses_by_route_rest_on_evidence_by_that_route(catalogue: sx.Catalogue) -> None:
    """A route keeps the uses that were studied or labelled by it."""
    found = catalogue.indications("semax", route="intranasal")
    wanted = {
        each.id
        for each in catalogue.indications("semax")
        if any(line.route and line.route.id == "intranasal" for line in each.evidence)
    }
    assert set(found.ids) == wanted
    assert 0 < len(wanted) < len(catalogue.indications("semax"))


# Changes over all places


def test_changes_everywhere_are_the_changes_of_each_place(catalogue: sx.Catalogue) -> None:
    """Without a place, every place with a record on the compound is looked at, in order of days."""
    everywhere = catalogue.legal_changes("noopept", until=LAST_DAY)
    days = [change.day for change in everywhere]
    assert days == sorted(days)
    places = {change.jurisdiction for change in everywhere}
    assert {"NZ", "US"} <= places
    for place in places:
        here = catalogue.legal_changes("noopept", jurisdiction=place, until=LAST_DAY)
        assert [c.id for c in everywhere if c.jurisdiction == place] == list(here.ids)


def test_changes_between_days(catalogue: sx.Catalogue) -> None:
    """First and last day are part of the span; events can be left out."""
    everything = catalogue.legal_changes("semax", jurisdiction="US", until=LAST_DAY)
    first, last = everything[2].day, everything[-2].day
    between = catalogue.legal_changes("semax", jurisdiction="US", since=first, until=str(last))
    assert between.ids == tuple(c.id for c in everything if first <= c.day <= last)
    verdicts = catalogue.legal_changes(
        "semax", jurisdiction="US", until=LAST_DAY, verdict_only=True
    )
    assert list(verdicts) == [c for c in everything if isinstance(c, sx.LegalChange)]
    assert len(verdicts) < len(everything)


def test_a_span_that_ends_before_it_starts_is_refused(catalogue: sx.Catalogue) -> None:
    """Swapped days are an error, not a law without changes."""
    with pytest.raises(sx.InvalidDate, match="2026-01-02"):
        catalogue.legal_changes("semax", since="2026-01-02", until="2026-01-01")


# Days


@pytest.mark.parametrize(
    "wrong",
    ["", "2026", "2026-11", "23.11.2026", "2026-02-30", "20261123", 20261123, False],
)
@pytest.mark.parametrize(
    "question",
    [
        lambda c, day: c.legal_status("semax", "US", on=day),
        lambda c, day: c.standing("semax", "stroke", "RU", on=day),
        lambda c, day: c.indications("semax", jurisdiction="RU", on=day),
        lambda c, day: c.compare("semax", "noopept", on=day),
        lambda c, day: c.legal_changes("semax", jurisdiction="US", since=day),
        lambda c, day: c.legal_changes("semax", jurisdiction="US", until=day),
    ],
)
def test_what_is_no_day_is_refused(
    catalogue: sx.Catalogue, question: Callable[[sx.Catalogue, object], object], wrong: object
) -> None:
    """An empty or vague day is an error: it must not quietly mean today."""
    with pytest.raises(sx.InvalidDate):
        question(catalogue, wrong)


def test_a_time_of_day_is_refused_even_when_the_day_was_asked(catalogue: sx.Catalogue) -> None:
    """The day of a datetime depends on a time zone, whatever was remembered before."""
    day = date.fromisoformat(LAST_DAY)
    catalogue.legal_status("semax", "US", on=day)
    for moment in (datetime(2026, 11, 23), datetime(2026, 11, 23, 23, 59)):
        with pytest.raises(sx.InvalidDate, match="time zone"):
            catalogue.legal_status("semax", "US", on=moment)


def test_a_date_and_its_text_mean_the_same_day(catalogue: sx.Catalogue) -> None:
    """Both forms of a day give one answer."""
    as_text = catalogue.legal_status("semax", "US", on=LAST_DAY)
    assert catalogue.legal_status("semax", "US", on=date.fromisoformat(LAST_DAY)) == as_text


def test_without_a_day_the_answer_is_of_today(catalogue: sx.Catalogue) -> None:
    """The default day is the day on which one asks, and the answer says which that was."""
    before = date.today()
    status = catalogue.legal_status("semax", "US")
    assert before <= status.on <= date.today()


# What is remembered


def test_the_same_question_has_the_same_answer_object() -> None:
    """A service that asks again pays for a look-up, not for the weighing of law."""
    fresh = sx.Catalogue.packaged()
    first = fresh.legal_status("semax", "US", on=LAST_DAY)
    assert fresh.legal_status("semax", "US", on=LAST_DAY) is first
    assert fresh.get("Семакс") is fresh.get("Семакс") is fresh.get("semax")
    assert fresh.record("semax.bdnf") is fresh.record("semax.bdnf")


def test_other_questions_have_other_answers() -> None:
    """No part of a question is forgotten when its answer is remembered."""
    fresh = sx.Catalogue.packaged()
    base = fresh.legal_status("semax", "US", on=LAST_DAY)
    others = [
        fresh.legal_status("noopept", "US", on=LAST_DAY),
        fresh.legal_status("semax", "GB", on=LAST_DAY),
        fresh.legal_status("semax", "US", on="2023-01-01"),
        fresh.legal_status("semax", "US", on=LAST_DAY, stale_after=0),
    ]
    assert all(other != base for other in others)
    assert any(answer.stale for answer in others[-1].values())


def test_what_is_remembered_is_bounded() -> None:
    """A service that is asked anything keeps its memory, and keeps answering right."""
    fresh = sx.Catalogue.packaged()
    for number in range(module._MEMO + 10):
        spelling = "semax" + " " * (number % 900) + "-" * (number // 900)
        assert fresh.get(spelling).id == "semax"
    assert len(fresh._compounds) <= module._MEMO


@pytest.mark.parametrize("wrong", [None, 7, b"semax", ["semax"], {"semax"}, ("semax",)])
def test_a_query_that_is_no_text_is_refused(catalogue: sx.Catalogue, wrong: Any) -> None:
    """What cannot be a name is an error of its own, hashable or not."""
    with pytest.raises(sx.InvalidQuery):
        catalogue.get(wrong)
    with pytest.raises(sx.InvalidQuery):
        catalogue.legal_status(wrong, "US", on=LAST_DAY)
    with pytest.raises(sx.InvalidQuery):
        catalogue.legal_status("semax", wrong, on=LAST_DAY)


def test_a_doubtful_identifier_warns_every_time_and_where_it_was_used() -> None:
    """The warning of a caveat points at the caller's line, and a second use is warned of, too."""
    fresh = sx.Catalogue.packaged()
    for _ in range(2):
        with pytest.warns(sx.CaveatWarning, match="histidine") as caught:
            assert fresh.get(INCOMPLETE_KEY).id == "semax"
        assert [Path(warning.filename).name for warning in caught] == [Path(__file__).name]


# Other catalogues


def test_a_compound_of_another_catalogue_stands_for_its_id(
    catalogue: sx.Catalogue, renamed: sx.Catalogue
) -> None:
    """A compound in hand can be asked about anywhere; the answer is that of the one asked."""
    theirs = renamed.get("piracetam")
    assert theirs.name == "Piracetam, as we say"
    assert catalogue.mechanisms(theirs) == catalogue.mechanisms("piracetam")
    assert catalogue.sources(theirs) == catalogue.sources("piracetam")
    status = catalogue.legal_status(theirs, "GB", on=LAST_DAY)
    assert status == catalogue.legal_status("piracetam", "GB", on=LAST_DAY)
    assert status.data_version == catalogue.data_version
    table = catalogue.compare(theirs, "semax", on=LAST_DAY)
    assert table.compounds[0] is catalogue.get("piracetam")
    own = renamed.compare(catalogue.get("piracetam"), "semax", on=LAST_DAY)
    assert own.compounds[0].name == "Piracetam, as we say"


def test_a_compound_that_is_not_here_is_not_found(
    catalogue: sx.Catalogue, renamed: sx.Catalogue
) -> None:
    """A compound that only another catalogue has is a miss, not a guess."""
    with pytest.raises(sx.CompoundNotFound) as caught:
        catalogue.mechanisms(renamed.get("ours"))
    assert caught.value.query == "ours"
    assert renamed.mechanisms("ours") == ()


def test_a_condition_of_another_catalogue_stands_for_its_id(
    catalogue: sx.Catalogue, renamed: sx.Catalogue
) -> None:
    """A condition in hand can be asked about anywhere."""
    theirs = renamed.condition("stroke")
    assert catalogue.indications(use_case=theirs) == catalogue.indications(use_case="stroke")


def test_an_overlay_says_that_it_is_one(catalogue: sx.Catalogue, renamed: sx.Catalogue) -> None:
    """Answers from our data with somebody's over it cannot be mistaken for ours."""
    assert renamed.data_version == f"{catalogue.data_version}+renamed"
    assert renamed.legal_status("ours", "US", on=LAST_DAY).data_version.endswith("+renamed")
    assert repr(renamed) == f"<Catalogue {renamed.data_version}>"
    assert "ours" not in catalogue.compounds().ids


# Citing


def test_a_citation_names_version_day_and_licence(catalogue: sx.Catalogue) -> None:
    """A paper can cite the data as they were."""
    line = catalogue.cite()
    for part in (catalogue.data_version, "2026-11-26", "CC-BY-4.0", "Semax"):
        assert part in line
    assert "\n" not in line


def test_data_that_say_nothing_of_themselves_are_cited_as_such(tmp_path: Path) -> None:
    """A citation of data without a name invents no author, no title and no licence."""
    about = '{"data_version": "own", "recorded_on": "2026-12-01"}'
    (tmp_path / "about.json").write_text(about, encoding="utf-8")
    bare = sx.Catalogue.from_path(tmp_path)
    assert bare.cite() == "Anonymous. Data. Data version own, 2026-12-01. Licence not stated."
    assert bare.compounds() == ()


# Folders


def test_a_folder_that_is_none_is_refused(catalogue: sx.Catalogue, tmp_path: Path) -> None:
    """A mistyped path is an error, not an empty catalogue."""
    missing = tmp_path / "nowhere"
    for attempt in (sx.Catalogue.from_path, catalogue.overlay, sx.Catalogue.lint):
        with pytest.raises(sx.InvalidQuery, match="nowhere"):
            attempt(missing)


def test_our_own_data_are_clean() -> None:
    """What is shipped passes what is asked of others."""
    assert sx.Catalogue.lint() == ()


def test_a_copy_of_our_data_is_the_same_catalogue(tmp_path: Path, package: Path) -> None:
    """The packaged data can be taken, edited and read as one's own."""
    copied = tmp_path / "copy"
    shutil.copytree(package / "data", copied)
    ours, theirs = sx.packaged(), sx.Catalogue.from_path(copied)
    assert theirs.compounds() == ours.compounds()
    assert theirs.data_version == ours.data_version
    assert sx.Catalogue.lint(copied) == ()
    before = ours.compare("semax", "noopept", on=LAST_DAY)
    assert theirs.compare("semax", "noopept", on=LAST_DAY) == before


def test_a_folder_without_about_is_linted_as_an_overlay(tmp_path: Path) -> None:
    """Records that lean on ours are clean as an overlay, and not by themselves."""
    claim = {
        "id": "semax.claim.ours",
        "compound": "semax",
        "text": "Semax raises BDNF everywhere.",
        "verdict": "overstated",
        "because": "It falls at some times.",
        "grounds": ["semax.bdnf"],
    }
    write(tmp_path / "compounds/semax/claims.json", [claim])
    assert sx.Catalogue.lint(tmp_path) == ()
    write(tmp_path / "about.json", {"data_version": "1"})
    assert any("semax.bdnf" in str(fault) for fault in sx.Catalogue.lint(tmp_path))


def test_data_behind_another_loader_are_read(
    monkeypatch: pytest.MonkeyPatch, package: Path
) -> None:
    """Where the package's files do not lie beside its code, they are asked of the loader."""
    elsewhere = package / "elsewhere.zip" / "store" / "files.py"
    monkeypatch.setattr("semaxref.store.files.__file__", str(elsewhere))
    behind = sx.Catalogue.packaged()
    assert behind.get("Семакс") == sx.get("semax")


def test_loading_reads_everything(tmp_path: Path, package: Path) -> None:
    """After `load` a server needs no file: the folder may go, and every question is answered."""
    copied = tmp_path / "copy"
    shutil.copytree(package / "data", copied)
    loaded = sx.Catalogue.from_path(copied)
    loaded.load()
    shutil.rmtree(copied)
    assert loaded.get("Ноопепт").id == "noopept"
    assert len(loaded.sources()) == len(sx.sources())
    assert str(loaded.compare("semax", "noopept", "piracetam", on=LAST_DAY))
    for place in ("US", "US-NY", "New Zealand", "JP", "INTL"):
        for compound in loaded.compounds():
            loaded.legal_status(compound, place, on=LAST_DAY)
            loaded.legal_changes(compound, jurisdiction=place, until=LAST_DAY)
    assert loaded.indications("semax", jurisdiction="RU", standing="labelled", on=LAST_DAY)
    assert loaded.compounds(route="oral", target="BDNF", use_case="cognitive")


def test_packaged_data_are_found_without_a_folder_of_their_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """In a zip there is no folder beside the module; the data are asked of the loader."""
    monkeypatch.setattr("semaxref.store.files.__file__", str(tmp_path / "x" / "y" / "files.py"))
    assert sx.Catalogue.packaged().get("semax") == sx.get("semax")


# Pickles, which carry a catalogue to workers


PROTOCOLS = pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))


def sent(thing: Any, protocol: int = pickle.DEFAULT_PROTOCOL) -> Any:
    """A thing as a worker gets it."""
    return pickle.loads(pickle.dumps(thing, protocol))


@PROTOCOLS
def test_the_packaged_catalogue_arrives_as_that_of_the_worker(protocol: int) -> None:
    """What a worker has read and remembered serves the next task, and no data are sent."""
    assert sent(sx.packaged(), protocol) is sx.packaged()
    assert sent(sx.Catalogue.packaged(), protocol) is sx.packaged()
    assert len(pickle.dumps(sx.packaged(), protocol)) < 200
    assert sent(sx.get, protocol) == sx.packaged().get


@PROTOCOLS
def test_an_overlay_arrives_whole_where_its_folder_is_not(
    renamed: sx.Catalogue, tmp_path: Path, protocol: int
) -> None:
    """A worker on another machine answers as the one that sent it, its layers included."""
    pickled = pickle.dumps(renamed, protocol)
    shutil.rmtree(tmp_path / "renamed")
    back = pickle.loads(pickled)
    assert back.get("Piracetam, as we say").id == "piracetam"
    assert back.get("ours").name == "Ours"
    assert back.data_version == renamed.data_version
    assert back.layers == renamed.layers
    assert not renamed.diff(back).changed
    question = ("piracetam", "GB")
    assert back.legal_status(*question, on=LAST_DAY) == renamed.legal_status(*question, on=LAST_DAY)


def test_a_folder_that_stands_alone_arrives_whole(data_copy: Path) -> None:
    """All kinds of files travel, and again from where they arrived."""
    mine = sx.Catalogue.from_path(data_copy)
    pickled = pickle.dumps(mine)
    shutil.rmtree(data_copy)
    back = sent(pickle.loads(pickled))
    assert back is not mine
    assert [c.id for c in back.compounds()] == [c.id for c in mine.compounds()]
    changes = mine.diff(back)
    assert (changes.added, changes.removed, changes.changed) == ((), (), ())
    assert back.cite() == mine.cite()


def test_a_catalogue_that_arrives_twice_is_one(renamed: sx.Catalogue) -> None:
    """Each task of a worker is sent it anew; what was built for the first serves all."""
    first = sent(renamed)
    assert sent(renamed) is first
    assert sent(first) is first
    assert sent(renamed.overlay(sx.packaged())) is not first


def test_what_arrived_can_be_overlaid_and_sent_on(renamed: sx.Catalogue, tmp_path: Path) -> None:
    """A worker may lay records of its own over it, and hand the whole to the next."""
    write(
        tmp_path / "theirs" / "compounds/theirs/identity.json",
        {"id": "theirs", "name": "Theirs", "kind": "small-molecule"},
    )
    back = sent(sent(renamed).overlay(tmp_path / "theirs"))
    assert (back.get("ours").name, back.get("theirs").name) == ("Ours", "Theirs")
    assert back.data_version == f"{sx.data_version}+renamed+theirs"
    assert {layer.name for layer in back.layers} == {"renamed", "theirs"}


def test_a_worker_keeps_only_the_last_catalogues(renamed: sx.Catalogue) -> None:
    """A worker that lives for weeks does not fill up with what it was sent."""
    first = sent(renamed)
    for _ in range(8):
        sent(renamed.overlay(sx.packaged()))
    assert sent(renamed) is not first


def test_an_overlay_whose_folder_is_gone_cannot_be_sent(
    renamed: sx.Catalogue, tmp_path: Path
) -> None:
    """Half a catalogue at the workers would miss compounds without a word."""
    shutil.rmtree(tmp_path / "renamed")
    with pytest.raises(sx.DataFaults, match=r"renamed' is gone, and cannot be sent"):
        pickle.dumps(renamed)


@pytest.mark.parametrize("overlaid", [False, True])
def test_a_worker_with_other_data_refuses(renamed: sx.Catalogue, overlaid: bool) -> None:
    """A cluster with two releases on it would otherwise give two answers to one question."""
    catalogue = renamed if overlaid else sx.packaged()
    version = catalogue.data_version.encode()
    other = pickle.dumps(catalogue).replace(version, b"1999" + version[4:])
    message = r"a pickle was made with data 1999\.\S+, and here are 20"
    with pytest.raises(sx.DataFaults, match=message):
        pickle.loads(other)


def test_a_copy_of_the_packaged_catalogue_is_itself() -> None:
    """It never changes, so nothing is to be gained by a second one."""
    assert copy.deepcopy(sx.packaged()) is copy.copy(sx.packaged()) is sx.packaged()


def test_a_matcher_arrives_with_its_catalogue(renamed: sx.Catalogue) -> None:
    """It is what Spark, Dask and multiprocessing send to their workers."""
    assert sent(Matcher()).catalogue is sx.packaged()
    matcher = sent(Matcher(catalogue=renamed))
    assert matcher.catalogue.get("ours").name == "Ours"
    assert [each.compound for each in matcher.find("Semax")] == ["semax"]
