"""What an overlay did, told by the catalogue that has it."""

from __future__ import annotations

import copy
import json
import sys
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

import semaxref as sx
from semaxref import AmbiguousName, Catalogue, ConflictKind, DataFaults, InvalidQuery
from semaxref.errors import DataPackageNotFound

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Json: TypeAlias = Any

MECHANISMS = "compounds/semax/mechanisms.json"


def save(folder: Path, path: str, content: Json) -> Path:
    """Write a file of a folder; gives the folder."""
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(json.dumps(content), encoding="utf-8")
    return folder


def mechanism(data_files: dict[str, Json], **changes: Json) -> Json:
    """`semax.bdnf`, changed."""
    raw = next(raw for raw in data_files[MECHANISMS] if raw["id"] == "semax.bdnf")
    return {**copy.deepcopy(raw), **changes}


def rule(data_files: dict[str, Json], **changes: Json) -> Json:
    """The Canadian rule on peptides, changed."""
    raw = copy.deepcopy(data_files["law/CA.json"]["rules"][0])
    return {**raw, "covers": ["semax"], **changes}


def test_plain_data_have_no_layers(catalogue: Catalogue, data_copy: Path) -> None:
    """Where nothing was laid over anything, there is nothing to tell."""
    assert catalogue.layers == ()
    assert Catalogue.from_path(data_copy).layers == ()


def test_added_replaced_and_repeated_are_told_apart(
    catalogue: Catalogue, data_files: dict[str, Json], tmp_path: Path
) -> None:
    """A user sees which of ours they replace, and which they carry along for nothing."""
    records = [
        mechanism(data_files),
        mechanism(data_files, id="semax.own"),
        {**data_files[MECHANISMS][1], "summary": "our own words"},
    ]
    (layer,) = catalogue.overlay(save(tmp_path / "mine", MECHANISMS, records)).layers
    assert layer.name == "mine"
    assert layer.added == ("semax.own",)
    assert layer.replaced == (data_files[MECHANISMS][1]["id"],)
    assert layer.repeated == ("semax.bdnf",)
    assert layer.conflicts == ()
    assert repr(layer) == "<Layer mine: 1 added, 1 replaced, 0 conflicts>"
    assert "Replaced (1)" in str(layer)
    assert "None." in str(layer)


def test_two_overlays_of_one_record_conflict(
    catalogue: Catalogue, data_files: dict[str, Json], tmp_path: Path
) -> None:
    """Where two teams replace one record, the later holds and says whose it took the place of."""
    first = save(tmp_path / "first", MECHANISMS, [mechanism(data_files, summary="first")])
    second = save(tmp_path / "second", MECHANISMS, [mechanism(data_files, summary="second")])
    both = catalogue.overlay(first).overlay(second)
    lower, upper = both.layers
    assert lower.conflicts == ()
    (conflict,) = upper.conflicts
    assert (conflict.kind, conflict.subject) == (ConflictKind.REPLACED_TWICE, "semax.bdnf")
    assert "first has it, too; second lies above it and holds" in str(conflict)
    record = both.record("semax.bdnf")
    assert isinstance(record, sx.Mechanism)
    assert record.summary == "second"


def test_an_overlay_that_repeats_ours_is_not_in_the_way(
    catalogue: Catalogue, data_files: dict[str, Json], tmp_path: Path
) -> None:
    """Only who changed a record is named; who carried it along unchanged is not."""
    first = save(tmp_path / "first", MECHANISMS, [mechanism(data_files)])
    second = save(tmp_path / "second", MECHANISMS, [mechanism(data_files, summary="second")])
    lower, upper = catalogue.overlay(first).overlay(second).layers
    assert (lower.replaced, lower.repeated) == ((), ("semax.bdnf",))
    assert (upper.replaced, upper.conflicts) == (("semax.bdnf",), ())
    empty = tmp_path / "empty"
    empty.mkdir()
    (layer,) = catalogue.overlay(empty).layers
    assert "Conflicts (0)" in str(layer)


def test_a_catalogue_can_be_laid_over_another(
    catalogue: Catalogue, data_files: dict[str, Json], tmp_path: Path
) -> None:
    """Two overlays made apart come together, without ours between them."""
    first = save(tmp_path / "first", MECHANISMS, [mechanism(data_files, id="semax.own-a")])
    second = save(tmp_path / "second", MECHANISMS, [mechanism(data_files, id="semax.own-b")])
    both = catalogue.overlay(first).overlay(catalogue.overlay(second))
    assert both.data_version == f"{catalogue.data_version}+first+second"
    assert [layer.added for layer in both.layers] == [("semax.own-a",), ("semax.own-b",)]
    assert {"semax.own-a", "semax.own-b"} <= set(both.mechanisms("semax").ids)


def test_a_catalogue_laid_over_another_is_checked(
    catalogue: Catalogue, data_files: dict[str, Json], tmp_path: Path, data_copy: Path
) -> None:
    """What fits the data that it was made for need not fit these."""
    sources = json.loads((data_copy / "sources.json").read_text("utf-8"))
    new = {**sources[0], "id": "only-there"}
    save(data_copy, "sources.json", [*sources, new])
    line = {**mechanism(data_files)["evidence"][0], "study": "x", "sources": ["only-there"]}
    own = save(tmp_path / "own", MECHANISMS, [mechanism(data_files, evidence=[line])])
    there = Catalogue.from_path(data_copy).overlay(own)
    assert catalogue.overlay(there).record("only-there").id == "only-there"
    (data_copy / "sources.json").unlink()
    with pytest.raises(DataFaults, match="only-there"):
        catalogue.overlay(there)


def test_a_name_that_becomes_ambiguous_is_told(catalogue: Catalogue, tmp_path: Path) -> None:
    """Who adds a compound under a name of ours learns that the name no longer finds either."""
    identity = {"id": "minisem", "name": "Nootropil", "kind": "peptide"}
    folder = save(tmp_path / "mine", "compounds/minisem/identity.json", identity)
    after = catalogue.overlay(folder)
    (layer,) = after.layers
    named = {c.subject.casefold() for c in layer.conflicts if c.kind is ConflictKind.SHARED_NAME}
    assert named == {"minisem", "nootropil"}
    with pytest.raises(AmbiguousName):
        after.get("nootropil")
    other = {"id": "own", "name": "Own", "kind": "peptide"}
    above = after.overlay(save(tmp_path / "above", "compounds/own/identity.json", other))
    assert above.layers[1].conflicts == ()  # the name was shared before it came
    assert Catalogue.lint(tmp_path / "above") == ()


def test_a_rule_against_ours_is_told_with_the_one_that_decides(
    catalogue: Catalogue, data_files: dict[str, Json], tmp_path: Path
) -> None:
    """A compliance team sees at once where its own reading and ours part."""
    own = rule(data_files, id="semax.legal.ca.own", verdict="permitted", scope="named-substance")
    del own["covers_group"]
    folder = save(tmp_path / "mine", "law/CA.json", {"jurisdiction": "CA", "rules": [own]})
    (layer,) = catalogue.overlay(folder).layers
    (conflict,) = layer.conflicts
    assert (conflict.kind, conflict.subject) == (ConflictKind.LAW, "semax.legal.ca.own")
    assert conflict.message == (
        "semax, sell-as-medicine, 2025-04-14: it says permitted, "
        "semax.legal.ca.peptide-rule.rule says prohibited; decided by semax.legal.ca.own"
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"verdict": "prohibited"},
        {"verdict": "unknown"},
        {"verdict": "permitted", "decides": False, "decides_reason": "a draft"},
        {"verdict": "permitted", "activities": ["export"]},
        {"verdict": "permitted", "covers": ["noopept"]},
    ],
)
def test_a_rule_that_says_nothing_else_is_no_conflict(
    catalogue: Catalogue, data_files: dict[str, Json], tmp_path: Path, changes: Json
) -> None:
    """The same verdict, none, or one on another matter raises no alarm."""
    own = rule(data_files, id="semax.legal.ca.own", **changes)
    folder = save(tmp_path / "mine", "law/CA.json", {"jurisdiction": "CA", "rules": [own]})
    (layer,) = catalogue.overlay(folder).layers
    assert layer.conflicts == ()


# Data of installed packages


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Puts a distribution on the path that names entry points; gives its folder."""

    def put(name: str, points: str, code: str = "") -> Path:
        place = tmp_path / f"site-{name}"
        info = place / f"{name}-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[semaxref.data]\n{points}\n")
        module = place / name
        module.mkdir()
        (module / "__init__.py").write_text(code)
        monkeypatch.syspath_prepend(place)
        monkeypatch.delitem(sys.modules, name, raising=False)
        return module

    return put


def test_installed_data_are_laid_over_by_name(
    catalogue: Catalogue, data_files: dict[str, Json], install: Callable[..., Path]
) -> None:
    """A package that brings data is used when it is named, and is not imported before."""
    module = install("acme_data", "acme = acme_data:folder", "folder = __path__[0]")
    save(module, MECHANISMS, [mechanism(data_files, id="semax.acme")])
    assert sx.installed_data() == ("acme",)
    assert "acme_data" not in sys.modules
    after = catalogue.overlay(installed="acme")
    assert "acme_data" in sys.modules
    assert after.record("semax.acme").id == "semax.acme"
    assert after.data_version.endswith("+acme")


@pytest.mark.parametrize(
    ("point", "code"),
    [
        ("brand_data", ""),
        ("brand_data:where", "from pathlib import Path\ndef where(): return Path(__path__[0])"),
    ],
)
def test_a_package_or_a_function_will_do(
    catalogue: Catalogue,
    data_files: dict[str, Json],
    install: Callable[..., Path],
    point: str,
    code: str,
) -> None:
    """The folder can be the package itself, or what a function of it gives."""
    module = install("brand_data", f"brand = {point}", code)
    save(module, MECHANISMS, [mechanism(data_files, id="semax.brand")])
    assert catalogue.overlay(installed="brand").record("semax.brand").id == "semax.brand"


def test_data_that_are_not_installed_are_missed(
    catalogue: Catalogue, install: Callable[..., Path]
) -> None:
    """A misspelt name is a miss with a suggestion, as everywhere."""
    install("acme_data", "acme-law = acme_data")
    with pytest.raises(DataPackageNotFound, match="did you mean 'acme-law'"):
        catalogue.overlay(installed="acme-lawe")


def test_two_packages_of_one_name_are_not_guessed_between(
    catalogue: Catalogue, install: Callable[..., Path]
) -> None:
    """Which of two is meant is for the user to say."""
    install("acme_data", "acme = acme_data")
    install("other_data", "acme = other_data")
    with pytest.raises(AmbiguousName, match="acme_data, other_data"):
        catalogue.overlay(installed="acme")


@pytest.mark.parametrize(
    ("point", "code", "message"),
    [
        ("bad_data:x", "", "cannot be loaded: AttributeError"),
        ("bad_data:x", "x = 5", "cannot be loaded: TypeError"),
        ("bad_data", "raise RuntimeError('boom')", "cannot be loaded: RuntimeError"),
        ("bad_data:x", "x = 'no/such/folder'", "leads to 'no/such/folder', which is no folder"),
    ],
)
def test_a_broken_data_package_is_told(
    catalogue: Catalogue, install: Callable[..., Path], point: str, code: str, message: str
) -> None:
    """What the code of a stranger does wrong comes as an error of ours that names it."""
    install("bad_data", f"bad = {point}", code)
    with pytest.raises(DataFaults, match=message):
        catalogue.overlay(installed="bad")


@pytest.mark.parametrize("arguments", [{}, {"data": "x", "installed": "y"}])
def test_one_thing_is_laid_over_at_a_time(catalogue: Catalogue, arguments: dict[str, str]) -> None:
    """Nothing or two things at once is a slip, and is not answered by half of it."""
    with pytest.raises(InvalidQuery, match="give either"):
        catalogue.overlay(**arguments)
