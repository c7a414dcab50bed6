"""The packaged data: chemistry that a chemistry library confirms, canonical files, nothing lost."""

from __future__ import annotations

import hashlib
import json
import random
import re
import unicodedata
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any, get_args, get_origin

import pytest
from rdkit import Chem
from rdkit.Chem import rdMolDescriptors

import semaxref as sx
from semaxref.model.findings import FINDING_CLASSES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from subprocess import CompletedProcess

# The types that come with it leave out a part of its functions.
chem: Any = Chem
descriptors: Any = rdMolDescriptors

HERE = Path(__file__).parent
ROOT = HERE.parent
DATA = Path(sx.__file__).parent / "data"
FORMATTER = ROOT / "tools" / "format_data.py"
# What the project was made from lies beside it where it is worked on, and is not part of it.
SHARED = ROOT.parent / "shared"
SEED = SHARED / "seed.txt"
needs_seed = pytest.mark.skipif(not SEED.is_file(), reason="the text is not here")

FILES = {path.relative_to(DATA).as_posix(): path for path in sorted(DATA.rglob("*.json"))}
PARSED: dict[str, Any] = {name: json.loads(path.read_bytes()) for name, path in FILES.items()}
STATEMENTS = json.loads((HERE / "seed_statements.json").read_text("utf-8"))["statements"]
STRUCTURES = {c.id: c.structure for c in sx.compounds() if c.structure}
# What stands in a file, by its name or that of its folder.
CONTENT: dict[str, type] = {
    "sources": sx.Source,
    "conditions": sx.Condition,
    "targets": sx.Target,
    "routes": sx.Route,
    "jurisdictions": sx.Jurisdiction,
    "identity": sx.Compound,
    "mechanisms": sx.Mechanism,
    "indications": sx.Indication,
    "findings": sx.Finding,
    "claims": sx.Claim,
}
LAW: dict[str, type] = {
    "rules": sx.LegalRule,
    "events": sx.LegalEvent,
    "authorisations": sx.Authorisation,
}


def records_in(name: str) -> Iterator[tuple[type, dict[str, Any]]]:
    """The raw records of a file, each with its class."""
    content, stem = PARSED[name], Path(name).stem
    if name.startswith("law/"):
        yield from ((kind, raw) for key, kind in LAW.items() for raw in content.get(key, ()))
    elif stem in CONTENT:
        for raw in [content] if isinstance(content, dict) else content:
            kind = CONTENT[stem]
            if kind is sx.Finding:
                kind = FINDING_CLASSES.get(sx.FindingKind(raw["kind"]), kind)
            yield kind, raw


def texts_in(value: Any) -> Iterator[str]:
    """All texts in a parsed file, keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts_in(inner)


# Chemistry


@pytest.mark.parametrize("compound", STRUCTURES)
def test_structures_agree_with_themselves(compound: str) -> None:
    """Formula, masses, InChI and key are those of the SMILES, as a chemistry library has them."""
    structure = STRUCTURES[compound]
    assert structure.smiles
    molecule = chem.MolFromSmiles(structure.smiles)
    assert descriptors.CalcMolFormula(molecule) == structure.formula
    assert descriptors._CalcMolWt(molecule) == pytest.approx(structure.molar_mass, abs=0.006)
    if structure.monoisotopic_mass:
        exact = descriptors.CalcExactMolWt(molecule)
        assert exact == pytest.approx(structure.monoisotopic_mass, abs=0.0006)
    assert chem.MolToInchiKey(molecule) == structure.inchikey
    assert structure.inchi in (None, chem.MolToInchi(molecule))


@pytest.mark.parametrize("compound", STRUCTURES)
def test_no_stereocentre_is_left_open_without_a_word(compound: str) -> None:
    """A structure says of every centre which hand it has, or that the drug is a racemate."""
    structure = STRUCTURES[compound]
    assert structure.smiles
    molecule = chem.MolFromSmiles(structure.smiles)
    found = chem.FindPotentialStereo(molecule)
    centres = [each for each in found if each.type == chem.StereoType.Atom_Tetrahedral]
    open_ones = [
        molecule.GetAtomWithIdx(each.centeredOn).GetSymbol()
        for each in centres
        if each.specified != chem.StereoSpecified.Specified
    ]
    assert set(open_ones) <= {"C", "S", "P"}
    racemate = "racemate" in (structure.stereo or "")
    assert racemate is any(symbol != "P" for symbol in open_ones)  # phosphates turn over


@pytest.mark.parametrize("compound", [c for c, s in STRUCTURES.items() if s.sequence])
def test_sequences_spell_their_structure(compound: str) -> None:
    """A peptide written as letters is the peptide drawn as atoms."""
    structure = STRUCTURES[compound]
    assert structure.sequence
    assert structure.smiles
    assert not structure.modifications
    helm = f"PEPTIDE1{{{'.'.join(structure.sequence)}}}$$$$"
    drawn = chem.MolToSmiles(chem.MolFromSmiles(structure.smiles))
    assert chem.MolToSmiles(chem.MolFromSequence(structure.sequence)) == drawn
    assert chem.MolToSmiles(chem.MolFromHELM(helm)) == drawn


@pytest.mark.parametrize(
    ("compound", "helm"),
    [
        ("n-acetyl-semax", "PEPTIDE1{[ac].M.E.H.F.P.G.P}$$$$"),
        ("n-acetyl-semax-amide", "PEPTIDE1{[ac].M.E.H.F.P.G.P.[am]}$$$$"),
    ],
)
def test_capped_peptides_are_what_their_names_say(compound: str, helm: str) -> None:
    """The forms that are sold beside Semax are Semax with those caps, and nothing else."""
    assert chem.MolToInchiKey(chem.MolFromHELM(helm)) == STRUCTURES[compound].inchikey


def test_the_salt_is_the_base_and_its_acid() -> None:
    """Semax acetate is Semax with one acetic acid, so that its mass is not Semax's."""
    base, salt = STRUCTURES["semax"], STRUCTURES["semax-acetate"]
    mixed = chem.MolFromSmiles(f"{base.smiles}.CC(=O)O")
    assert chem.MolToInchiKey(mixed) == salt.inchikey
    assert salt.molar_mass > base.molar_mass + 60


def test_the_incomplete_key_is_semax_without_one_centre() -> None:
    """The key that circulates is explained: it is Semax with the hand of histidine left open."""
    structure = STRUCTURES["semax"]
    assert structure.smiles
    keys = set()
    molecule = chem.MolFromSmiles(structure.smiles)
    for atom in molecule.GetAtoms():
        if atom.GetChiralTag() != chem.ChiralType.CHI_UNSPECIFIED:
            opened = chem.RWMol(molecule)
            opened.GetAtomWithIdx(atom.GetIdx()).SetChiralTag(chem.ChiralType.CHI_UNSPECIFIED)
            keys.add(chem.MolToInchiKey(opened))
    incomplete = [
        each.value
        for each in sx.get("semax").identifiers
        if each.scheme == "inchikey" and each.status is sx.IdentifierStatus.INCOMPLETE
    ]
    assert len(incomplete) == 1
    assert set(incomplete) <= keys


# Form


@pytest.mark.parametrize("name", FILES)
def test_files_are_in_canonical_form(name: str) -> None:
    """A diff of data shows facts: nobody's editor can change indent, escapes or the last line."""
    text = FILES[name].read_bytes().decode("utf-8")
    if name == "subdivisions.json":  # five thousand pairs: a country a line
        compact = {
            place: json.dumps(pairs, ensure_ascii=False, separators=(",", ":"))
            for place, pairs in PARSED[name].items()
        }
        lines = ",\n".join(f"  {json.dumps(place)}: {pairs}" for place, pairs in compact.items())
        assert text == f"{{\n{lines}\n}}\n"
    else:
        assert text == json.dumps(PARSED[name], ensure_ascii=False, indent=2) + "\n"


def out_of_order(kind: Any, raw: Any) -> Iterator[str]:
    """The classes in a record whose keys do not stand in the order of the fields."""
    if isinstance(raw, list):
        for item in raw:
            yield from out_of_order(get_args(kind)[0], item)
    elif isinstance(raw, dict):
        fields = {field.name: field.type for field in kind.__attrs_attrs__}
        # The fields of a base class come first, but evidence always closes a record.
        wanted = sorted(fields, key=lambda name: name == "evidence")
        if list(raw) != [name for name in wanted if name in raw]:
            yield kind.__name__
        for name, value in raw.items():
            inner = fields[name]
            yield from out_of_order(
                get_args(inner)[0] if get_origin(inner) is UnionType else inner, value
            )


@pytest.mark.parametrize("name", [name for name in FILES if name != "sources.json"])
def test_keys_stand_in_the_order_of_the_model(name: str) -> None:
    """The same fact always stands at the same place of a record, so that a reader finds it."""
    for kind, raw in records_in(name):
        assert list(out_of_order(kind, raw)) == [], raw["id"]
    if name.startswith("law/"):
        assert [key for key in ("jurisdiction", *LAW) if key in PARSED[name]] == list(PARSED[name])


def test_sources_stand_in_the_order_of_csl_json() -> None:
    """Sources read as Zotero exports them: one order of keys for all, our own fields last."""
    whole: list[dict[str, Any]] = PARSED["sources.json"]
    for items in (whole, [item["custom"] for item in whole]):
        before = {
            (first, second)
            for item in items
            for place, first in enumerate(item)
            for second in list(item)[place + 1 :]
        }
        assert not {pair for pair in before if pair[::-1] in before}
    assert all(list(item)[:2] == ["id", "type"] for item in whole)
    assert all(list(item)[-1] == "custom" for item in whole)


def test_sources_stand_in_the_order_of_their_ids() -> None:
    """A new source has one place to go, and two people's additions do not collide."""
    ids = [item["id"] for item in PARSED["sources.json"]]
    assert ids == sorted(ids)


@pytest.mark.skipif(not FORMATTER.is_file(), reason="the tool is not part of what is installed")
def test_the_formatter_brings_any_folder_into_form(
    fresh_python: Callable[..., CompletedProcess[str]], tmp_path: Path
) -> None:
    """Who writes data need not know the order of keys: one command puts them right."""
    chance = random.Random(7)

    def shuffled(value: Any) -> Any:
        if isinstance(value, list):
            return [shuffled(item) for item in value]
        if not isinstance(value, dict) or "family" in value:  # what is CSL's own stays
            return value
        keys = list(value)
        chance.shuffle(keys)
        return {key: shuffled(value[key]) for key in keys}

    chosen = list(FILES)  # all of them, as about.json holds a hash over all others
    for name in chosen:
        # The order of keys in these two is that of the file; no class says it.
        kept = name in ("subdivisions.json", "about.json")
        content = PARSED[name] if kept else shuffled(PARSED[name])
        copy = tmp_path / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(json.dumps(content), "utf-8")
    assert fresh_python(str(FORMATTER), "--check", str(tmp_path)).returncode == 1
    assert fresh_python(str(FORMATTER), str(tmp_path)).returncode == 0
    for name in chosen:
        assert (tmp_path / name).read_bytes() == FILES[name].read_bytes(), name
    assert fresh_python(str(FORMATTER), "--check", str(tmp_path)).returncode == 0


@pytest.mark.parametrize("name", FILES)
def test_texts_are_clean(name: str) -> None:
    """No invisible signs, stray spaces or decomposed letters that a search would miss."""
    for text in texts_in(PARSED[name]):
        assert text == text.strip() != ""
        assert "  " not in text
        assert unicodedata.normalize("NFC", text) == text
        # A joiner is a part of some scripts: Sri Lanka is written with one.
        plain = text.replace("\N{ZERO WIDTH JOINER}", "")
        assert not [sign for sign in plain if unicodedata.category(sign) in {"Cc", "Cf", "Co"}]


def test_nothing_empty_is_written_out() -> None:
    """What is not known is left out: null, empty texts and empty lists only make noise."""

    def empty(value: Any) -> bool:
        inner = list(value.values()) if isinstance(value, dict) else value
        if isinstance(inner, list):
            return not inner or any(map(empty, inner))
        return value is None or value == ""

    assert not [name for name, content in PARSED.items() if empty(content)]


# Sources


def named_sources() -> set[str]:
    """Ids of all sources that a record names."""

    def walk(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            yield from value.get("sources", ())
            for inner in value.values():
                yield from walk(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from walk(inner)

    return {key for name, content in PARSED.items() for key in walk(content)}


def test_every_source_named_is_there_and_every_source_is_named() -> None:
    """A fact never rests on a document that is missing, nor is a document listed for show."""
    listed = [item["id"] for item in PARSED["sources.json"]]
    assert len(listed) == len(set(listed))
    assert named_sources() == set(listed)


def test_every_source_can_be_found() -> None:
    """A reader can go and look: each document has an identifier or an address."""
    for source in sx.sources():
        assert source.pmid or source.doi or source.pmcid or source.url, source.id
        assert source.address, source.id


def test_numbers_of_a_source_are_whole() -> None:
    """A page range that lost its end is cut to the page that is known."""
    for raw in PARSED["sources.json"]:
        for key in ("volume", "issue", "page"):
            value = raw.get(key, "1")
            assert value[0].isalnum(), raw["id"]
            assert value[-1].isalnum() or value[-1] == ")", raw["id"]


def test_our_kind_of_a_paper_fits_that_of_csl() -> None:
    """What a reference manager calls a thesis or a chapter is no journal article to us."""
    for raw in PARSED["sources.json"]:
        journal = raw["custom"]["kind"] == "journal-article"
        assert not journal or raw["type"] == "article-journal", raw["id"]
        assert (raw["custom"]["kind"] == "thesis") == (raw["type"] == "thesis"), raw["id"]


def test_two_entries_are_not_one_document() -> None:
    """A document stands once: two entries would count as two sources of a fact."""
    for key in ("doi", "pmid", "pmcid"):
        values = [
            getattr(source, key).casefold() for source in sx.sources() if getattr(source, key)
        ]
        assert sorted(values) == sorted(set(values)), key


def test_working_notes_and_licensed_codes_are_not_shipped() -> None:
    """What must not leave the desk stays there: working fields, and codes under a licence."""
    systems = {
        code["system"]
        for name in ("conditions.json", "routes.json")
        for raw in PARSED[name]
        for code in raw.get("codes", ())
    }
    assert not {system for system in systems if "snomed" in system or "sct" in system}
    forbidden = {"seen", "confidence", "audit", "use_in_verdict", "seed_atom", "seed_verdict"}

    def keys(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            yield from value
        for inner in value.values() if isinstance(value, dict) else value:
            if isinstance(inner, dict | list):
                yield from keys(inner)

    assert not forbidden.intersection(key for content in PARSED.values() for key in keys(content))


# The text that the project was asked to implement


def test_every_factual_statement_has_a_claim(catalogue: sx.Catalogue) -> None:
    """Whatever the text states is judged; what is not judged says why it states nothing."""
    assert [each["n"] for each in STATEMENTS] == list(range(1, len(STATEMENTS) + 1))
    for each in STATEMENTS:
        assert re.fullmatch("[0-9a-f]{64}", each["sha256"])
        if each["claim"] is None:
            assert each["why"].startswith("not a fact: ")
        else:
            claim = catalogue.record(each["claim"])
            assert isinstance(claim, sx.Claim)
            assert "why" not in each


def words_of(text: str) -> list[str]:
    """The words of a text in one case; the name of an institute is one word, and nobody's."""
    folded = text.casefold().replace("institute of molecular genetics", "institute")
    return re.findall(r"\w+", folded)


def runs_of(words: list[str], length: int) -> set[tuple[str, ...]]:
    """All runs of so many words."""
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


@needs_seed
def test_statements_are_those_of_the_text() -> None:
    """Each hash is that of a piece of the text, and no sentence, bullet or cell is left out."""
    wanted = {each["sha256"] for each in STATEMENTS}
    found: set[str] = set()
    left_over = []
    for line in SEED.read_text("utf-8").splitlines():
        words = [(match.start(), match.end()) for match in re.finditer(r"\S+", line)]
        covered: set[int] = set()
        for first, (start, _) in enumerate(words):
            for last in range(first, len(words)):
                piece = line[start : words[last][1]]
                digest = hashlib.sha256(piece.encode()).hexdigest()
                if digest in wanted:
                    found.add(digest)
                    covered.update(range(first, last + 1))
        pieces = [
            line[start:end] for place, (start, end) in enumerate(words) if place not in covered
        ]
        left_over += [piece for piece in pieces if re.search(r"\w", piece)]
    assert found == wanted
    assert not left_over


@needs_seed
def test_no_sentence_of_the_text_is_copied() -> None:
    """Everything is in our own words: no run of eight words of the text stands in the project."""
    copied = runs_of(words_of(SEED.read_text("utf-8")), 8)
    texts = {name: list(texts_in(content)) for name, content in PARSED.items()}
    for pattern in ("*.md", "docs/**/*.md", "semaxref/**/*.py", "tests/**/*.py"):
        for path in ROOT.glob(pattern):
            texts[path.relative_to(ROOT).as_posix()] = [path.read_text("utf-8")]
    for name, inside in texts.items():
        for text in inside:
            assert not copied & runs_of(words_of(text), 8), name


# One page can hold several works, and then each is a source: an author's list, and a digest
# beside the paper that it digests.
SHARED_PAGES = [{"gudasheva1996-febs", "pelsman2003"}, {"kaplan1996", "kaplan1996-digest"}]


def test_two_entries_are_not_one_page() -> None:
    """A page that stands twice among the sources would look like two witnesses."""
    by_address: dict[str, set[str]] = {}
    for source in sx.sources():
        if source.url:
            key = re.sub(r"^https?://(www\.)?", "", source.url).rstrip("/").casefold()
            by_address.setdefault(key, set()).add(source.id)
    assert [ids for ids in by_address.values() if len(ids) > 1] == SHARED_PAGES
