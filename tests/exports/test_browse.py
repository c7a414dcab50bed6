"""The data browser: pages that hang together, show any catalogue, and let nothing in."""

from __future__ import annotations

import itertools
import json
import posixpath
import re
import shutil
import sys
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from semaxref.errors import FolderInUse, InvalidDate, MissingExtra, SemaxrefError
from semaxref.exports.browse import drawing as drawings
from semaxref.exports.browse import write
from semaxref.exports.browse.chooser import first_shown
from semaxref.exports.browse.pages import body, drawn
from semaxref.exports.browse.search import index, script_json
from semaxref.exports.browse.site import Site, slug
from semaxref.exports.browse.timeline import timeline
from semaxref.model.base import as_day
from semaxref.model.law import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from subprocess import CompletedProcess

    import semaxref as sx

LAST_DAY = "2026-11-23"
SCRIPTS = {"search-index.js", "search.js", "compare.js", "pages.js"}
VOID = {"br", "input", "link", "meta"}


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.scripts: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open, f"left open: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element; those within a drawing close themselves."""
        assert len({name for name, _ in attrs}) == len(attrs)
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element of a drawing."""
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Hold what closes against what was opened."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep text, and what stands in a script apart from it."""
        (self.scripts if "script" in self.open else self.texts).append(data)

    @property
    def text(self) -> str:
        """All text."""
        return "".join(self.texts)

    def all(self, name: str) -> Iterator[str]:
        """All values of an attribute."""
        return (value for _, attrs in self.elements if (value := attrs.get(name)) is not None)


@pytest.fixture(scope="module")
def files(catalogue: sx.Catalogue) -> dict[str, str]:
    """The packaged data as pages, by path."""
    return drawn(Site(catalogue, as_day(LAST_DAY, "on")))


@pytest.fixture(scope="module")
def pages(files: dict[str, str]) -> dict[str, Page]:
    """The same, read by a parser that refuses what is left open."""
    return {name: Page(text) for name, text in files.items() if name.endswith(".html")}


def site_of(catalogue: sx.Catalogue) -> Site:
    """The pages of a catalogue on the day of the tests."""
    return Site(catalogue, as_day(LAST_DAY, "on"))


# What there is


def test_a_doubtful_authorisation_is_never_shown_as_a_plain_one(catalogue: sx.Catalogue) -> None:
    """Whoever only reads the summary, a list or a condition learns that it may be cancelled."""
    places = ("compounds/semax.html", "places/ru.html", "conditions/stroke.html")
    for day, doubtful in (("2026-01-19", False), (LAST_DAY, True)):
        files = drawn(Site(catalogue, as_day(day, "on")))
        summary = files[places[0]].partition("<dt>Authorisation</dt>")[2].partition("</div>")[0]
        assert ("(state doubtful)" in summary) is doubtful
        assert ("<small>state doubtful</small>" in files[places[1]]) is doubtful
        assert ("(approved, state doubtful)" in files[places[2]]) is doubtful


def test_everything_has_a_page(catalogue: sx.Catalogue, files: dict[str, str]) -> None:
    """No compound, condition or place with law is left out."""
    wanted = {f"compounds/{compound.id}.html" for compound in catalogue.compounds()}
    wanted |= {f"conditions/{condition.id}.html" for condition in catalogue.conditions()}
    wanted |= {f"places/{code.lower()}.html" for code in catalogue._store.places}
    assert wanted < set(files)
    assert {name for name in set(files) - wanted if "/" in name} == set()


def test_every_record_and_source_is_shown(catalogue: sx.Catalogue, pages: dict[str, Page]) -> None:
    """What is in the data is on a page, under an anchor that one can link to."""
    site = site_of(catalogue)
    anchors = {name: set(page.all("id")) for name, page in pages.items()}
    for key, home in site.homes.items():
        page, _, anchor = home.partition("#")
        assert anchor in anchors[page], key
    for source in catalogue.sources():
        assert site.anchor(source.id) in anchors["sources.html"]
    records = {record.id for record in catalogue._store.all_records()}
    elsewhere = {c.id for c in (*catalogue.compounds(), *catalogue.conditions())}
    elsewhere |= {source.id for source in catalogue.sources()}
    elsewhere |= {
        each.id
        for each in catalogue._store.all_records()
        if type(each).__name__ in {"Target", "Route"}
    }
    assert records - elsewhere == set(site.homes)


def test_links_lead_somewhere(pages: dict[str, Page], files: dict[str, str]) -> None:
    """No link between pages is broken, and none leaves the folder unless a reader follows it."""
    anchors = {name: set(page.all("id")) for name, page in pages.items()}
    for name, page in pages.items():
        for link in (*page.all("href"), *page.all("src")):
            if link.startswith(("https://", "http://")):
                continue
            path, _, anchor = link.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
            target = target if path else name
            assert target in files, f"{name}: {link}"
            assert not anchor or anchor in anchors[target], f"{name}: {link}"


def test_what_search_and_comparison_link_to_is_there(
    catalogue: sx.Catalogue, pages: dict[str, Page], files: dict[str, str]
) -> None:
    """A result of the search, and a source of the comparison, is never a dead end."""
    anchors = {name: set(page.all("id")) for name, page in pages.items()}
    listed = files["search-index.js"].removeprefix("window.semaxrefIndex = ").rstrip(";\n")
    entries = json.loads(listed)
    assert entries == json.loads(json.dumps(index(site_of(catalogue))))
    data = json.loads("".join(pages["compare.html"].scripts))
    links = [entry[2] for entry in entries]
    links += [link for _, link in data["sources"]] + [each["href"] for each in data["compounds"]]
    for link in links:
        path, _, anchor = link.partition("#")
        assert path in files
        assert not anchor or anchor in anchors[path], link


def test_sources_can_be_followed(catalogue: sx.Catalogue, pages: dict[str, Page]) -> None:
    """From the index a reader gets to the paper, and from the paper's entry to where it is used."""
    links = set(pages["sources.html"].all("href"))
    for source in catalogue.sources():
        assert source.address in links
    assert {"compounds/semax.html", "places/us.html"} <= links


def test_search_knows_names_words_places_and_numbers(catalogue: sx.Catalogue) -> None:
    """What a reader may type is among the words of what is meant."""
    words = {(kind, title): found for kind, title, _, _, found in index(site_of(catalogue))}
    assert {"Семакс", "cas 80714-61-0", "MEHFPGP"} <= set(words["compound", "Semax"])
    assert "cas 4037-01-8" not in words["compound", "Semax"], "a number of another substance"
    assert "инсульт" in words["condition", "Stroke"]
    assert "Россия" in words["place", "Russia"]
    assert "Бразилия" in words["place", "Brazil"]


@pytest.mark.parametrize("name", ["Semax", "Piracetam", "Semax acetate", "ACTH(4-10)"])
def test_a_compound_is_shown_whole(
    catalogue: sx.Catalogue, pages: dict[str, Page], name: str
) -> None:
    """Statements, evidence and verdicts of a compound stand on its page as elsewhere."""
    compound = catalogue.get(name)
    text = pages[f"compounds/{compound.id}.html"].text
    for record in compound.evidenced:
        assert record.statement in text
        assert record.grade in text
    for claim in compound.claims:
        assert claim.text in text
        assert claim.because in text
    for place in ("US", "RU"):
        for answer in catalogue.legal_status(compound, place, on=LAST_DAY).values():
            for rule in answer.deciding:
                assert rule.summary in text
    for word in compound.names:
        assert word.text in text


def test_the_law_of_a_parent_is_pointed_to(pages: dict[str, Page]) -> None:
    """Who looks up a derivative learns where the law of its parent is, and that it is another."""
    assert (
        "The law on Semax does not reach its derivatives"
        in pages["compounds/n-acetyl-semax.html"].text
    )
    assert "does not reach" not in pages["compounds/semax-acetate.html"].text


def test_standings_are_those_of_the_catalogue(
    catalogue: sx.Catalogue, pages: dict[str, Page]
) -> None:
    """A page says of a use what `standing` says."""
    answer = catalogue.standing("semax", "stroke-recovery", "RU", on=LAST_DAY)
    assert answer.summary in pages["conditions/stroke-recovery.html"].text
    assert answer.summary in pages["compounds/semax.html"].text


# How it is built


def test_headings_tables_and_landmarks(pages: dict[str, Page]) -> None:
    """A reader who cannot see finds the way: by headings, landmarks and heads of tables."""
    for name, page in pages.items():
        tags = [tag for tag, _ in page.elements]
        for landmark in ("main", "h1", "head"):
            assert tags.count(landmark) == 1, (name, landmark)
        levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1
        assert all(b <= a + 1 for a, b in itertools.pairwise(levels)), name
        assert all("scope" in attrs for tag, attrs in page.elements if tag == "th"), name
        ids = list(page.all("id"))
        assert len(ids) == len(set(ids)), name
        assert ("a", {"class": "skip", "href": "#content"}) in page.elements
        assert "not medical or legal advice" in page.text


def test_a_page_may_load_its_own_files_only(pages: dict[str, Page], files: dict[str, str]) -> None:
    """No request leaves the folder: there is nothing else to load, and a browser would refuse."""
    for name, page in pages.items():
        policies = [
            attrs["content"]
            for tag, attrs in page.elements
            if attrs.get("http-equiv") == "Content-Security-Policy"
        ]
        (policy,) = policies
        assert policy
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
        assert "unsafe" not in policy
        loaded = set(page.all("src"))
        assert {value.removeprefix("../") for value in loaded} <= SCRIPTS, name
        for tag, attrs in page.elements:
            assert "style" not in attrs
            assert not any(key.startswith("on") for key in attrs)
            assert tag not in {"style", "iframe", "object", "embed", "img", "form"} or tag == "form"
    for name in (*SCRIPTS - {"search-index.js"}, "style.css", "icon.svg"):
        remote = re.findall(r"(?:https?:)?//[a-z][^\s\"']*", files[name])
        assert [each for each in remote if "www.w3.org" not in each] == [], name


def test_the_same_data_give_the_same_bytes(
    fresh_python: Callable[..., CompletedProcess[str]], files: dict[str, str], tmp_path: Path
) -> None:
    """Pages can be kept under version control: what did not change does not change."""
    done = fresh_python(
        "-m", "semaxref", "browse", str(tmp_path / "a"), "--on", LAST_DAY, PYTHONHASHSEED="77"
    )
    assert done.returncode == 0, done.stderr
    assert f"{tmp_path / 'a' / 'index.html'}" in done.stdout
    found = {
        path.relative_to(tmp_path / "a").as_posix(): path.read_bytes().decode("utf-8")
        for path in (tmp_path / "a").rglob("*")
        if path.is_file()
    }
    mark = found.pop("semaxref-pages.json")
    assert json.loads(mark)["files"] == sorted(files)
    assert found == files


# Other catalogues


def overlay_of(folder: Path, files: Mapping[str, Any]) -> Path:
    """A folder with some files, to lay over the packaged data."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(json.dumps(content), encoding="utf-8")
    return folder


def test_an_overlay_is_shown(
    catalogue: sx.Catalogue, data_files: dict[str, Any], tmp_path: Path
) -> None:
    """What a user lays over the data is on the pages, and the start page says that it is."""
    path = "compounds/semax/mechanisms.json"
    raw = next(raw for raw in data_files[path] if raw["id"] == "semax.bdnf")
    identity = {"id": "newcomer", "name": "Newcomer", "kind": "peptide"}
    mine = overlay_of(
        tmp_path / "mine",
        {
            path: [{**raw, "statement": "Another reading."}],
            "compounds/newcomer/identity.json": identity,
        },
    )
    files = drawn(site_of(catalogue.overlay(mine)))
    assert "Another reading." in files["compounds/semax.html"]
    assert raw["statement"] not in files["compounds/semax.html"]
    assert "Newcomer" in files["compounds/newcomer.html"]
    start = Page(files["index.html"]).text
    assert "mine" in start
    assert "1 added, 1 replaced, 0 conflicts" in start
    assert "Newcomer" in "".join(Page(files["compare.html"]).scripts)


def test_an_empty_catalogue_has_pages(catalogue_of: Callable[..., sx.Catalogue]) -> None:
    """A folder that is just begun can be looked at."""
    files = drawn(site_of(catalogue_of({"about.json": {"data_version": "0"}})))
    assert "fewer than two compounds" in files["compare.html"]
    assert "No claim on record" in files["claims.html"]
    for name, text in files.items():
        if name.endswith(".html"):
            Page(text)


def test_a_small_world(
    catalogue_of: Callable[..., sx.Catalogue], world: Callable[..., dict[str, Any]]
) -> None:
    """Pages need nothing that only the packaged data have."""
    files = world(
        rules=[
            {"valid_from": "0001", "verdict": "restricted"},
            {"valid_from": "2020", "valid_until": "2021", "activities": ["export"]},
            {"covers": ["nowhere"], "decides": False, "decides_reason": "a test"},
        ],
        events=[{"on": "2019-05"}, {"about_activities": []}],
        authorisations=[{"valid_from": "2000", "state": "refused"}],
    )
    site = site_of(catalogue_of(files))
    drawn_files = drawn(site)
    assert "none with a page" in drawn_files["places/xb.html"]
    line = timeline(site, site.by_id["base"])
    assert line
    verdicts = [[band.verdict for band in row.bands] for row in line.rows]
    assert verdicts == [[Verdict.PROHIBITED], [Verdict.RESTRICTED], []]
    assert [year for year, _ in line.ticks] == [500, 1000, 1500, 2000]
    assert {row.last for row in line.rows} == {None}
    assert "refused" in Page(drawn_files["compounds/salt.html"]).text
    assert timeline(site, site.by_id["other"]) is None
    assert [compound.id for compound in first_shown(site)] == ["base", "derivative", "other"]


def test_a_place_where_nothing_decides(
    catalogue_of: Callable[..., sx.Catalogue], world: Callable[..., dict[str, Any]]
) -> None:
    """A record that settles nothing is named as one, and is never "permitted"."""
    rule = {"decides": False, "decides_reason": "a test"}
    files = drawn(site_of(catalogue_of(world(rules=[rule]))))
    text = Page(files["places/xb.html"]).text
    assert "All is unknown, which is not permitted" in text
    assert "no rule that decides on this day: Base" in text
    assert "no rule that decides on this day: Borea" in Page(files["compounds/base.html"]).text


# What a stranger may put into data

TAGS = {
    "a", "b", "body", "br", "button", "caption", "circle", "code", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "head",
    "header", "html", "input", "label", "legend", "li", "line", "link", "main", "meta", "nav",
    "noscript", "ol", "option", "p", "path", "rect", "script", "search", "section", "select",
    "small", "span", "strong", "summary", "svg", "table", "tbody", "td", "text", "th", "thead",
    "time", "title", "tr", "ul",
}  # fmt: skip
PAYLOADS = (
    "<script>window.touched=1</script>",
    "</script><script>window.touched=1</script>",
    '"><img src=x onerror=window.touched=1>',
    "'><svg onload=window.touched=1>",
    "<!--<script>",
    "]]><b class=stranger>",
    "javascript:window.touched=1",
    "{{ 7 * 7 }}{% raw %}",
    "\u2028</title><iframe src=https://example.org>",
    "</details></main><form action=https://example.org>",
    "\u202egnp.exe\x00\x1b[31m",
    "../../../etc/passwd",
    "C:\\con.html",
)


def assert_harmless(files: Mapping[str, str]) -> None:
    """Whatever the data say, pages are made of our elements and load our files only."""
    for name, text in files.items():
        parts = name.split("/")
        assert len(parts) <= 2
        assert all(re.fullmatch(r"[a-z0-9][a-z0-9._-]*|[a-z0-9-]+\.[a-z]+", part) for part in parts)
        if not name.endswith(".html"):
            continue
        page = Page(text)
        assert {tag for tag, _ in page.elements} <= TAGS
        for tag, attrs in page.elements:
            assert not any(key.startswith("on") or key in {"style", "srcdoc"} for key in attrs)
            if tag == "script":
                assert attrs.get("type") == "application/json" or {*attrs} == {"src", "defer"}
            if tag == "form":
                assert "action" not in attrs
        for link in (*page.all("href"), *page.all("src")):
            own = re.fullmatch(r"(\.\./)?([a-z0-9._/-]+)?(#[A-Za-z0-9._-]+)?", link)
            assert own or link.startswith(("https://", "http://"))
        assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e]", text)
        for script in page.scripts:
            json.loads(script)
    listed = files["search-index.js"].removeprefix("window.semaxrefIndex = ").rstrip(";\n")
    assert json.loads(listed)
    assert not re.search("[<>&\u2028\u2029]", listed)


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_hostile_overlay_injects_nothing(
    text: str,
    catalogue_of: Callable[..., sx.Catalogue],
    hostile_files: Callable[[str], dict[str, Any]],
) -> None:
    """Markup and script in data are shown as text, whatever field they stand in."""
    assert_harmless(drawn(site_of(catalogue_of(hostile_files(text)))))


@settings(
    deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    text=st.lists(
        st.sampled_from([*PAYLOADS, "<", ">", "&", '"', "'", "</", "<!--", "-->", "\\", "`", "${"])
        | st.text(max_size=8),
        min_size=1,
        max_size=4,
    ).map("".join)
)
def test_no_text_gets_out_of_its_place(
    text: str,
    catalogue_of: Callable[..., sx.Catalogue],
    hostile_files: Callable[[str], dict[str, Any]],
) -> None:
    """The same for any text: no way of putting such pieces together makes an element."""
    assert_harmless(drawn(site_of(catalogue_of(hostile_files(text)))))


# Signs that turn a line round are left out, and have a case above.
PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf"]))


@given(st.recursive(PLAIN | st.none(), st.lists, max_leaves=5))
def test_json_in_a_script_reads_as_it_was(value: object) -> None:
    """What stands in a script is what was put there, and has no sign that could end it."""
    text = script_json(value)
    assert json.loads(text) == value
    assert not re.search("[<>&\u2028\u2029]", text)


@given(st.text(min_size=1), st.text(min_size=1))
def test_two_ids_never_share_a_page(one: str, other: str) -> None:
    """No record can take the page of another, on any disk, nor one outside the folder."""
    assert re.fullmatch(r"[a-z0-9-]([a-z0-9._-]*[a-z0-9])?", slug(one))
    if one != other and {one, other} != {one.lower(), one.upper()}:
        assert slug(one) != slug(other)


@pytest.mark.parametrize("key", ["con", "NUL", "com1", "aux.x", "a" * 300, ".", "..", "-", "Semax"])
def test_awkward_ids_get_a_safe_name(key: str) -> None:
    """A file system that reserves a name, or forgets capitals, does not lose a page."""
    assert re.fullmatch(r"[a-z0-9-]+--[0-9a-f]{12}|--[0-9a-f]{12}", slug(key))


# Structures


def test_a_structure_is_drawn_in_the_colour_of_the_page(
    catalogue: sx.Catalogue, files: dict[str, str]
) -> None:
    """A drawing shows on a light and on a dark page, and has words for those who do not see it."""
    page = Page(files["compounds/semax.html"])
    (drawing,) = [attrs for tag, attrs in page.elements if tag == "svg" and "aria-label" in attrs]
    assert drawing["aria-label"] == f"Structure of Semax, {catalogue.get('semax').structure}".split(
        ", 813"
    )[0].replace("Semax, ", "Semax, ")
    paints = {attrs.get("fill") for tag, attrs in page.elements if tag == "path"}
    paints |= {attrs.get("stroke") for tag, attrs in page.elements if tag == "path"}
    assert paints == {"currentColor", "none", None}


def test_what_is_no_structure_is_not_drawn() -> None:
    """A text that RDKit cannot read, or that has no atoms, gives no drawing and no noise."""
    assert drawings.drawing("no structure") is None
    assert drawings.drawing("") is None
    small, large = drawings.drawing("CCO"), drawings.drawing("C" * 30)
    assert small
    assert large
    assert small.width < large.width
    assert drawings._strokes("<path d='M 0,0\"><script>' /><path class='x' />") == []


def test_without_rdkit_the_notations_stand_alone(
    catalogue: sx.Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who has no RDKit loses the drawing, not the page."""
    monkeypatch.setitem(sys.modules, "rdkit", None)
    text = drawn(site_of(catalogue))["compounds/semax.html"]
    structure = catalogue.get("semax").structure
    assert structure
    assert structure.inchikey
    assert structure.inchikey in text
    assert "Drawn from the SMILES" not in text


# Writing


@pytest.fixture
def small(catalogue_of: Callable[..., sx.Catalogue], world: Callable[..., dict[str, Any]]) -> Any:
    """A small catalogue."""
    return catalogue_of(world())


def test_pages_can_be_written_again(
    small: sx.Catalogue, catalogue_of: Callable[..., sx.Catalogue], tmp_path: Path
) -> None:
    """What is no longer there goes, and what somebody put beside the pages stays."""
    start = write(small, tmp_path / "deep" / "pages", on=LAST_DAY)
    folder = start.parent
    assert start == tmp_path / "deep" / "pages" / "index.html"
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    write(catalogue_of({"about.json": {"data_version": "0"}}), folder, on=LAST_DAY)
    assert not (folder / "compounds" / "base.html").exists()
    assert (folder / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert (folder / "index.html").is_file()


def test_a_folder_of_others_is_left_alone(small: sx.Catalogue, tmp_path: Path) -> None:
    """A mistyped folder costs nobody a file."""
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FolderInUse, match="not written by semaxref") as raised:
        write(small, tmp_path, on=LAST_DAY)
    assert raised.value.folder == str(tmp_path)
    assert isinstance(raised.value, (SemaxrefError, FileExistsError))
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
    write(small, tmp_path, on=LAST_DAY, force=True)
    assert (tmp_path / "thesis.txt").is_file()
    with pytest.raises(FolderInUse):
        write(small, tmp_path / "thesis.txt", on=LAST_DAY, force=True)


@pytest.mark.parametrize("mark", ["", "[]", '{"files": 1}', '{"other": []}'])
def test_a_broken_mark_is_none(small: sx.Catalogue, tmp_path: Path, mark: str) -> None:
    """A folder is ours only if it says so as we do."""
    (tmp_path / "semaxref-pages.json").write_text(mark, encoding="utf-8")
    with pytest.raises(FolderInUse):
        write(small, tmp_path, on=LAST_DAY)


def test_a_mark_cannot_name_files_elsewhere(small: sx.Catalogue, tmp_path: Path) -> None:
    """A folder from a stranger cannot make us delete what lies outside it, or is no page."""
    outside = tmp_path / "outside.html"
    outside.write_text("mine", encoding="utf-8")
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "data.csv").write_text("mine", encoding="utf-8")
    names = ["../outside.html", str(outside), "data.csv", 7, "gone.html"]
    (folder / "semaxref-pages.json").write_text(json.dumps({"files": names}), encoding="utf-8")
    write(small, folder, on=LAST_DAY)
    assert outside.is_file()
    assert (folder / "data.csv").is_file()


def test_a_day_that_is_none(small: sx.Catalogue, tmp_path: Path) -> None:
    """A mistyped day is refused before anything is written."""
    with pytest.raises(InvalidDate):
        write(small, tmp_path / "pages", on="2026-13-01")
    assert not (tmp_path / "pages").exists()


def test_without_jinja_the_extra_is_named(
    small: sx.Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who lacks a library is told how to get it, in our own hierarchy of errors."""
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingExtra, match=r"pip install 'semaxref\[browse\]'") as raised:
        write(small, tmp_path / "pages", on=LAST_DAY)
    assert isinstance(raised.value, ImportError)
    assert not (tmp_path / "pages").exists()


def test_a_part_keeps_its_title_where_it_is_asked_to(catalogue: sx.Catalogue) -> None:
    """One drawing code: a part of a page is what a notebook shows, without what the page has."""
    record = catalogue.record("semax.bdnf")
    without, with_title = body(record), body(record.document(), 4, title=True)
    assert "<h4>Mechanism (semax.bdnf)</h4>" in with_title
    assert "<h" not in without
    assert "<style" not in without
    assert "not medical or legal advice" not in without


def test_the_pages_come_with_the_package(package: Path) -> None:
    """Templates and scripts are where an installed package looks for them."""
    room = package / "exports" / "browse"
    assert {path.name for path in (room / "assets").iterdir()} >= {"style.css", "search.js"}
    assert (room / "templates" / "base.html").is_file()
    assert shutil.which("semaxref") is None or True
