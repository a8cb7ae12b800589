"""A base with an attack in every field builds to a site that does no harm; `tests/browser/test_hostile.py` opens it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree, html

from cruxbase.loading.loading import load_texts
from cruxbase.site.build.generators import Generator
from cruxbase.site.context import SiteContext
from cruxbase.site.data.api_files import feed
from cruxbase.site.history import Change
from cruxbase.site.prose import harmless
from cruxbase.site.settings import Site
from hostile_base import ELSEWHERE, MARK, SHORT, hostile_base
from sites import Project
from support import valid_texts

TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
LOADING = {"audio", "base", "embed", "frame", "iframe", "img", "object", "picture", "portal", "source", "video"}
POLICY = {
    "default-src": ["'none'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "worker-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
}


def pages(project: Project) -> Iterator[tuple[str, html.HtmlElement]]:
    """The pages of a site as trees."""
    for path in sorted(project.site.rglob("*.html")):
        yield path.relative_to(project.site).as_posix(), html.parse(path, html.HTMLParser(encoding="utf-8")).getroot()


def whole_pages(project: Project) -> Iterator[tuple[str, html.HtmlElement]]:
    """The same without embeds and booklets, at whose narrower policy their own tests look."""
    return ((path, tree) for path, tree in pages(project) if not path.startswith("embed/") and "/booklet/" not in path)


def policy(tree: html.HtmlElement) -> dict[str, list[str]]:
    """A page's Content-Security-Policy, by directive."""
    (written,) = tree.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')
    return {name: values for name, *values in (part.split() for part in written.split(";"))}


def digest(text: str) -> str:
    """A script or style as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_attacks_reach_every_kind_of_record_and_most_fields() -> None:
    """The hostile base holds attacks where a reader sees them: in titles, statements, reasons, names and addresses."""
    fields = hostile_base().fields
    assert {field.partition("/")[0] for field in fields} >= {
        *("argument", "claim", "crux", "definition", "evidence", "hypothesis", "model", "norm", "person", "prediction"),
        *("proposal", "question", "source", "topic", "viewpoint"),
    }
    assert fields >= {
        *("claim/title", "claim/statement", "claim/notes", "claim/attacks/because", "claim/undercuts/because"),
        *("claim/sources/at", "claim/sources/wording", "crux/question", "crux/would_settle", "definition/term"),
        *("definition/also", "evidence/measurements/name", "evidence/measurements/conditions", "model/inputs/label"),
        *("model/summary", "person/name", "person/url", "person/affiliation", "source/authors", "source/url"),
        *("source/doi", "source/container", "topic/summary", "viewpoint/title", "viewpoint/holds/at"),
    }
    assert len(fields) > 80


def test_every_attacked_record_has_a_page(hostile: Project) -> None:
    """Nothing an attacker writes in a valid record keeps the others from being shown; what is too large has no page."""
    made = {path.parent.name for path in hostile.site.glob("*/*/index.html")}
    wanted = {path.rpartition("/")[2].removesuffix(".yaml") for path in hostile_base().texts}
    assert wanted - made == {"megabyte-title", "looks-like-a-comment"}


def test_every_page_carries_a_policy_that_lets_nothing_in_from_elsewhere(hostile: Project) -> None:
    """The policy allows the site's own files, and inline only what the generator wrote, by digest."""
    for path, tree in whole_pages(hostile):
        directives = policy(tree)
        scripts, styles = directives.pop("script-src"), directives.pop("style-src")
        assert directives == POLICY, path
        assert scripts[0] == styles[0] == "'self'", path
        assert all(re.fullmatch(r"'sha256-[\w+/]{43}='", value) for value in scripts[1:] + styles[1:]), path
        metas = tree.xpath("//head/meta[@http-equiv]")
        assert tree.xpath("//head/*[not(self::meta)]")[0].getparent().index(metas[0]) < 3, f"{path}: policy comes first"


def test_a_policy_names_no_script_that_people_wrote(hostile: Project) -> None:
    """Every digest is that of a script outside the article; no script stands inside one."""
    for path, tree in whole_pages(hostile):
        outside = {
            digest(script.text or "")
            for script in tree.xpath("//script[not(@src)][not(ancestor::article)]")
            if "json" not in script.get("type", "")
        }
        assert set(policy(tree)["script-src"][1:]) <= outside, path
        assert not tree.xpath("//article//script | //article//style | //article//link | //article//meta"), path
        assert not [script for script in tree.xpath("//script/text()") if MARK in script and "ld+json" not in script][
            1:
        ]


def test_a_written_page_cannot_bring_its_own_script(project: Project) -> None:
    """A script in a hand-written page is in no policy, so that no browser runs it."""
    project.write({"docs/extra.md": f"# Extra\n\n<script>window.{MARK} = 1</script>\n"}).build()
    tree = html.fromstring(project.page("extra"))
    (script,) = tree.xpath("//article//script/text()")
    assert digest(script) not in policy(tree)["script-src"]


def test_no_page_holds_an_element_or_attribute_that_acts_by_itself(hostile: Project) -> None:
    """No handlers, no style attributes, no frames, no pictures or scripts from elsewhere, no address that is a script."""
    for path, tree in pages(hostile):
        for element in tree.iter(etree.Element):
            tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
            assert tag not in LOADING, (path, html.tostring(element)[:200])
            for name, value in element.attrib.items():
                where = (path, tag, name, value[:80])
                assert not name.startswith("on"), where
                assert name not in ("srcdoc", "formaction", "background", "ping", "is"), where
                if name == "style":
                    assert element.xpath("boolean(ancestor-or-self::article)") is False, where
                if name in ("href", "src", "action", "poster", "xlink:href"):
                    parts = urlsplit(value)
                    assert parts.scheme in ("", "http", "https"), where
                    is_own = element.get("rel") == "canonical" or element.get("type") == "application/json+oembed"
                    assert tag == "a" or (tag == "link" and is_own) or not parts.netloc, where
                    assert parts.scheme or not parts.netloc, where
                    assert not value.startswith(("/\\", "\\")), where


def test_content_stays_in_its_box(hostile: Project, rendered: Callable[[Generator], Project], tmp_path: Path) -> None:
    """Around the article a hostile page has the same elements, one for one, as a harmless one."""
    harmless_one = rendered(hostile.generator).copied(tmp_path / "project").write(valid_texts())
    harmless_one.build()
    for path in ("claims/monitors-miss-what-matters", "sources/quill-monitors-2024", "people/ada-quill"):
        frames = []
        for project in (hostile, harmless_one):
            tree = html.fromstring(project.page(path))
            for inner in tree.xpath("//article/* | //ul[@data-md-component='toc'] | //head/script | //head/meta"):
                inner.drop_tree()
            frames.append([(element.tag, element.get("class")) for element in tree.iter(etree.Element)])
        assert frames[0] == frames[1]


def test_nothing_turns_the_direction_of_writing(hostile: Project) -> None:
    """Controls that reorder text, and others that nobody sees, are on no page and in no text for machines."""
    for path in sorted(hostile.site.rglob("*")):
        if path.suffix in (".html", ".xml", ".txt"):
            text = path.read_text(encoding="utf-8")
            assert not TURNING.search(text), path
            assert not CONTROL.search(text), path


def test_templates_in_texts_are_texts(hostile: Project) -> None:
    """Marks of templates, of comments and of our own shell are shown as they were written."""
    page = hostile.page("claims/constructor")
    for written in ("{{ 7*7 }}{% raw %}{# #}", "&lt;!--", "cruxbase-shell-title cruxbase-shell-two", "${__pwned=1}"):
        assert written in page
    assert page.count("<article") == page.count("</article>") == 1
    assert '<div data-cruxbase="map">' not in page


def test_data_in_pages_is_data(hostile: Project) -> None:
    """JSON-LD ends where it should and parses, whatever the texts in it say."""
    for path, tree in pages(hostile):
        for data in tree.xpath('//script[@type="application/ld+json"]/text()'):
            assert "<" not in data, path
            assert json.loads(data)["@type"], path


def test_data_for_scripts_is_data(hostile: Project) -> None:
    """What hands data over to scripts is one call with one string, which parses, and no text ends the string."""
    for name in ("data", "titles", "topics/0"):
        script = (hostile.site / f"assets/map/{name}.js").read_text(encoding="utf-8")
        match = re.fullmatch(
            r"\(globalThis\.cruxbase \?\?= \{\}\)\.\w+ = JSON\.parse\('((?:[^'\\\n]|\\.)*)'\);\n", script
        )
        assert match is not None
        json.loads(re.sub(r"\\(u[0-9a-f]{4}|.)", lambda m: m[0] if m[1][0] == "u" else m[1], match[1]))


def test_the_search_index_is_data_and_no_script(hostile: Project) -> None:
    """Each piece is one string that is parsed: no text in it can end the string, and the search shows it as text."""
    titles = 0
    for path in (hostile.site / "assets/search").rglob("*.js"):
        if path.name in ("search.js", "box.js"):
            continue
        match = re.fullmatch(
            r"\(globalThis\.cruxbase \?\?= \{\}\)\.\w+ = JSON\.parse\('((?:[^'\\\n]|\\.)*)'\);\n",
            path.read_text(encoding="utf-8"),
        )
        assert match is not None, path
        piece = json.loads(re.sub(r"\\(u[0-9a-f]{4}|.)", lambda m: m[0] if m[1][0] == "u" else m[1], match[1]))
        titles += len(piece["title"]) if path.parent.name == "titles" else 0
    assert titles > 8


def test_files_for_machines_are_well_formed(hostile: Project) -> None:
    """The site map, the feed and every JSON file parse."""
    for path in (*hostile.site.rglob("*.xml"), *hostile.site.rglob("*.json")):
        if path.suffix == ".xml":
            etree.parse(path, etree.XMLParser(resolve_entities=False))
        else:
            json.loads(path.read_bytes())


def test_a_feed_of_hostile_commits_is_well_formed() -> None:
    """Control characters, markup and half characters in a commit's message do not break the feed."""
    context = SiteContext(load_texts(hostile_base().texts).knowledge_base, Site(url="https://example.org/&amp;<b>/"))
    subjects = (*SHORT, "\x1b[31mred\x00", "]]></title>", "a\ud800b", "\ufffe\uffff")
    changes = [
        Change("2026-01-01", "2026-01-01T00:00:00Z", "0" * 40, subject, ("constructor",)) for subject in subjects
    ]
    tree = etree.fromstring(feed(context, changes), etree.XMLParser(resolve_entities=False))
    assert len(tree.findall("{*}entry")) == len(subjects)
    contents = [html.fromstring(found.text) for found in tree.iterfind("{*}entry/{*}content")]
    assert all(not content.xpath("//script | //img | //*[@onerror]") for content in contents)
    assert ELSEWHERE not in {urlsplit(href).hostname for content in contents for href in content.xpath("//@href")}


def test_a_text_without_what_nobody_sees() -> None:
    """Zero-width and turning controls, half characters and characters that XML forbids are dropped; joiners stay."""
    hidden = [*"\u200b\u200e\u200f\u061c\u202e\u2066\u2069\ufeff\ufffe\uffff\x00\x1b\x9f\ufff9\ufffb", "\ud800"]
    assert harmless("".join(f"a{sign}" for sign in hidden)) == "a" * len(hidden)
    assert harmless("می\u200cخواهم 👩\u200d🔬\tא\n") == "می\u200cخواهم 👩\u200d🔬\tא\n"


def test_harmless_records_beside_hostile_ones_are_unchanged(project: Project) -> None:
    """A record that nothing hostile refers to has the same page, to the byte."""
    project.build()
    alone = project.page("claims/trial-had-no-adversary")
    stranger = "type: claim\ntitle: \"<script>__pwned=1</script>\"\ntopic: other\nstatement: '<b>'\norigin: implied\n"
    topic = "type: topic\ntitle: '--><script>'\nsummary: S.\n"
    project.write({"claims/other/stranger.yaml": stranger, "claims/topics/other.yaml": topic}).build(cache=False)
    assert len(valid_texts()) + 2 == len(list(project.site.glob("api/records/*.json")))
    assert project.page("claims/trial-had-no-adversary") == alone
