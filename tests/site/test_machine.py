"""The site for machines: JSON, graph, search, site map, feed; and every link of the site leads somewhere."""

from __future__ import annotations

import json
import posixpath
import struct
import subprocess
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest
from lxml import etree, html

import cruxbase
from cruxbase.cli import main
from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.site.data.api_files import SCHEMA_ADDRESS
from cruxbase.site.history import history_of
from cruxbase.site.map.site_image import IMAGE_ADDRESS, IMAGE_SIZE
from cruxbase.site.settings import site_of
from sites import Project
from support import REPOSITORY, valid_texts

XML = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"


def base_of(project: Project) -> KnowledgeBase:
    """The knowledge base of a project."""
    return cruxbase.load(project.folder / "claims").knowledge_base


def site_url(project: Project) -> str:
    """The address that a project's settings give its site."""
    return site_of((project.folder / "mkdocs.yml").read_text(encoding="utf-8")).url


class Links:
    """All links of a site, and what there is for them to lead to."""

    def __init__(self, project: Project) -> None:
        self.url = site_url(project)
        self.files = {path.relative_to(project.site).as_posix() for path in project.site.rglob("*") if path.is_file()}
        self.ids: dict[str, set[str]] = {}
        self.links: set[tuple[str, str]] = set()
        for path in sorted(self.files):
            if path.endswith(".html"):
                tree = html.parse(project.site / path, html.HTMLParser(encoding="utf-8")).getroot()
                self.ids[path] = {*tree.xpath("//@id"), *tree.xpath("//a/@name")}
                self.links |= {
                    (path, link) for link in tree.xpath("//@href | //@src | //meta[@property='og:image']/@content")
                }

    def broken(self) -> Iterator[str]:
        """The links that lead nowhere. A fragment with `=` is a state of a page, and no place in it."""
        for page, link in sorted(self.links):
            link_there = link.removeprefix(self.url) if link.startswith(self.url) else link
            here = "" if link_there is not link or page == "404.html" else posixpath.dirname(page)
            parts = urlsplit(link_there)
            if parts.scheme or parts.netloc:
                continue
            path = unquote(parts.path)
            if page == "404.html":
                path = path.removeprefix(urlsplit(self.url).path)
            target = posixpath.normpath(posixpath.join(here, path)) if path or here != posixpath.dirname(page) else page
            if target not in self.files:
                target = posixpath.normpath(posixpath.join(target, "index.html"))
            if target not in self.files:
                yield f"{page}: {link}"
            elif (
                parts.fragment
                and "=" not in parts.fragment
                and target.endswith(".html")
                and unquote(parts.fragment) not in self.ids[target]
            ):
                yield f"{page}: {link} (no such heading)"


def test_every_link_of_the_shipped_site_leads_somewhere(shipped: Project) -> None:
    """Each address of the site's own has a file, and each fragment an element, on both generators' sites."""
    links = Links(shipped)
    assert len(links.links) > 30_000
    assert list(links.broken()) == []


def test_no_page_has_two_elements_with_one_id(shipped: Project) -> None:
    """A fragment means one place; only the wide and the narrow cut of a picture share the heads of their arrows."""
    for path in sorted(shipped.site.rglob("*.html")):
        tree = html.parse(path, html.HTMLParser(encoding="utf-8")).getroot()
        counts = Counter(tree.xpath("//*[not(ancestor-or-self::marker)]/@id"))
        assert [id for id, count in counts.items() if count > 1] == [], path


def test_every_page_has_one_title_description_and_address_of_its_own(shipped: Project) -> None:
    """Search engines and links get a title, a sentence and the canonical address of each page."""
    url = site_url(shipped)
    for path in sorted(shipped.site.rglob("index.html")):
        text = path.read_text(encoding="utf-8")
        if (
            'http-equiv="refresh"' in text
            or path.is_relative_to(shipped.site / "embed")
            or path.parent.name == "booklet"
        ):
            continue
        head = html.fromstring(text).find("head")
        address = path.parent.relative_to(shipped.site).as_posix()
        wanted = url if address == "." else f"{url}{address}/"
        assert head.xpath("link[@rel='canonical']/@href") == [wanted]
        assert head.xpath("meta[@property='og:url']/@content") == [wanted]
        for wanted_once in (
            "title",
            "meta[@name='description']",
            "meta[@property='og:title']",
            "meta[@property='og:image']",
        ):
            assert len(head.xpath(wanted_once)) == 1, (address, wanted_once)
        assert head.xpath("meta[@name='description']/@content")[0].strip(), address


def test_the_card_of_a_claim_says_what_it_claims(example: Project) -> None:
    """A link to a claim shows its title and statement; the home page's shows the site's name and its picture large."""
    base = base_of(example)
    claim = base.claim("monitors-catch-most-attempts")
    head = html.fromstring(example.page("claims/monitors-catch-most-attempts")).find("head")
    assert head.xpath("meta[@property='og:title']/@content") == [claim.title]
    assert " ".join(claim.text.split()).startswith(head.xpath("meta[@property='og:description']/@content")[0][:-2])
    home = html.fromstring((example.site / "index.html").read_text(encoding="utf-8")).find("head")
    assert home.xpath("meta[@property='og:title']/@content") == ["cruxbase"]
    assert home.xpath("meta[@name='twitter:card']/@content") == ["summary_large_image"]


def test_the_sites_picture_is_a_png_of_the_size_that_pages_name(example: Project) -> None:
    """Header, palette and every row are there, and the checksums are right."""
    content = (example.site / IMAGE_ADDRESS).read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, at = {}, 8
    while at < len(content):
        (size,) = struct.unpack_from(">I", content, at)
        kind, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + size]
        assert struct.unpack_from(">I", content, at + 8 + size) == (zlib.crc32(kind + body),)
        chunks[kind] = body
        at += 12 + size
    assert struct.unpack_from(">II", chunks[b"IHDR"]) == IMAGE_SIZE
    rows = zlib.decompress(chunks[b"IDAT"])
    assert len(rows) == (IMAGE_SIZE[0] + 1) * IMAGE_SIZE[1]
    assert max(rows) < len(chunks[b"PLTE"]) / 3
    assert len(set(rows)) > 8, "something is drawn, with smooth edges"


def test_each_record_is_a_file_of_json(example: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A record's file is what `kb.to_json` and `cruxbase show --json` give, and its page names that file."""
    base = base_of(example)
    made = {path.stem for path in (example.site / "api/records").iterdir()}
    assert made == set(base.corpus) == {Path(path).stem for path in valid_texts()}
    for id in made:
        text = (example.site / f"api/records/{id}.json").read_text(encoding="utf-8")
        assert text == base.to_json(id)
        page = html.fromstring(example.page(json.loads(text)["page"]))
        (named,) = page.xpath("//link[@type='application/json']/@href")
        assert posixpath.normpath(posixpath.join(json.loads(text)["page"], named)) == f"api/records/{id}.json"
    main(["show", "monitors-catch-most-attempts", "--json", "--base", str(example.folder / "claims")])
    assert capsys.readouterr().out == base.to_json("monitors-catch-most-attempts")


def test_the_base_is_one_file_of_json(example: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """`api/graph.json` is what `kb.to_json` and `cruxbase export json` give, and its schema lies beside it."""
    written = (example.site / "api/graph.json").read_text(encoding="utf-8")
    main(["export", "json", "--base", str(example.folder / "claims")])
    assert written == base_of(example).to_json() == capsys.readouterr().out
    schema = (example.site / SCHEMA_ADDRESS).read_text(encoding="utf-8")
    assert schema == (REPOSITORY / "schema" / "base.schema.json").read_text(encoding="utf-8")


def test_the_schema_of_the_base_holds_for_all_that_is_written(shipped: Project) -> None:
    """The base, and each record, are valid by the published schema, which allows no key that it does not name."""
    schema = json.loads((shipped.site / SCHEMA_ADDRESS).read_bytes())
    validator = jsonschema.Draft202012Validator(schema)
    validator.validate(json.loads((shipped.site / "api/graph.json").read_bytes()))
    record = jsonschema.Draft202012Validator({"$defs": schema["$defs"], "$ref": "#/$defs/Record"})
    base = base_of(shipped)
    for kind in sorted(set(map(base.graph.kind, base.corpus))):
        for id in list(base.graph.ids(kind))[:20]:
            record.validate(json.loads((shipped.site / f"api/records/{id}.json").read_bytes()))
    with pytest.raises(jsonschema.ValidationError):
        record.validate({**json.loads(base.to_json(id)), "another": 1})


def test_the_graph_holds_what_the_python_object_does(shipped: Project) -> None:
    """`api/graph.json` has the nodes and the edges of `to_networkx()`, no more and no fewer."""
    graph = json.loads((shipped.site / "api/graph.json").read_bytes())
    theirs = base_of(shipped).to_networkx()
    assert len(graph["records"]) + len(graph["steps"]) == theirs.number_of_nodes() > 1000
    nodes = [record["id"] for record in graph["records"]] + [f"step:{step['name']}" for step in graph["steps"]]
    assert set(nodes) == set(theirs.nodes)
    edges = {(f"step:{step['name']}", step["conclusion"], step["kind"]) for step in graph["steps"]}
    edges |= {(premise, f"step:{step['name']}", "premise") for step in graph["steps"] for premise in step["premises"]}
    edges |= {(one["start"], f"step:{one['step']}", "undercuts") for one in graph["undercuts"]}
    edges |= {(one["start"], one["end"], one["kind"]) for one in graph["links"]}
    edges |= {(one["record"], one["source"], "cites") for one in graph["citations"]}
    edges |= {(one["viewpoint"], one["claim"], one["stance"]) for one in graph["beliefs"]}
    assert edges == set(theirs.edges(keys=True))


def test_the_site_map_lists_every_page(example: Project) -> None:
    """The addresses in `sitemap.xml` are those of the pages, each once, and `robots.txt` says where it is."""
    url = site_url(example)
    listed = [loc.text for loc in etree.parse(example.site / "sitemap.xml").iter(f"{XML}loc")]
    found = {path.parent.relative_to(example.site).as_posix() for path in example.site.rglob("index.html")}
    pages = {
        page for page in found if not page.startswith("embed/") and not page.endswith("/booklet")
    }  # they show what other pages say
    assert sorted(listed) == sorted(url if page == "." else f"{url}{page}/" for page in pages)
    assert f"Sitemap: {url}sitemap.xml" in (example.site / "robots.txt").read_text(encoding="utf-8").splitlines()


def test_the_page_for_language_models_leads_to_files(example: Project) -> None:
    """Every link in `llms.txt` is to a page or file of the site."""
    text = (example.site / "llms.txt").read_text(encoding="utf-8")
    url = site_url(example)
    links = [part.partition(")")[0].removeprefix(url) for part in text.split("](")[1:]]
    assert "api/graph.json" in links
    assert "topics/monitoring/" in links
    assert all((example.site / link).exists() for link in links)


def git(folder: Path, *arguments: str, date: str = "2026-02-03T04:05:06+01:00") -> None:
    """A git command with an author and a clock of its own."""
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main", *arguments],
        cwd=folder,
        env={
            "PATH": "/usr/bin:/bin:/usr/local/bin",
            "GIT_AUTHOR_DATE": date,
            "GIT_COMMITTER_DATE": date,
            "HOME": str(folder),
        },
        check=True,
        capture_output=True,
    )


def test_an_address_without_a_page_leads_on(example: Project) -> None:
    """Where there is no page, there is a way to search, to the topics, to the map and home, from any depth."""
    page = html.fromstring((example.site / "404.html").read_text(encoding="utf-8"))
    (heading,) = page.xpath("//article//h1 | //h1")
    assert "404" not in heading.text_content()
    base = urlsplit(site_url(example)).path
    links = heading.getnext().xpath(".//a/@href")
    assert [f"{base}{address}" for address in ("search/", "topics/", "map/", "")] == links


def test_the_feed_tells_what_git_tells(project: Project) -> None:
    """Each commit that touched records is an entry in readers' words, newest first, dated by the commit, with links."""
    git(project.folder, "init", "-q")
    git(project.folder, "add", "claims")
    git(project.folder, "commit", "-q", "-m", "All records", date="2026-01-01T00:00:00+00:00")
    path = project.folder / "claims/monitoring/deploy-with-monitors.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "notes: More.\n", encoding="utf-8")
    git(project.folder, "commit", "-q", "-am", "Say <more> & better")
    project.build(changes=True)
    feed = etree.parse(project.site / "feed.xml").getroot()
    entries = feed.findall(f"{ATOM}entry")
    titles = [str(entry.findtext(f"{ATOM}title")) for entry in entries]
    assert titles[0] == "1 proposal revised"
    assert titles[1].endswith(" new")
    assert len(entries) == 2
    assert feed.findtext(f"{ATOM}updated") == entries[0].findtext(f"{ATOM}updated") == "2026-02-03T04:05:06+01:00"
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 2
    content = html.fromstring(entries[0].findtext(f"{ATOM}content"))
    assert content.xpath("//a/@href") == [f"{site_url(project)}claims/deploy-with-monitors/"]
    assert "claims/deploy-with-monitors/" in project.page("recent")
    before = project.files()
    project.build(changes=True, cache=False)
    assert project.files() == before
    assert [change.date for change in history_of(project.folder / "claims", project.folder).changes] == [
        "2026-02-03",
        "2026-01-01",
    ]


def test_outside_a_repository_the_feed_is_empty_and_well_formed(project: Project) -> None:
    """Without git there is no clock, and no entry."""
    project.build(changes=True)
    feed = etree.parse(project.site / "feed.xml").getroot()
    assert feed.findall(f"{ATOM}entry") == []
    assert feed.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00+00:00"
