"""What other pages can embed: small pages without scripts, and what programs are told of them."""

from __future__ import annotations

import html as plain_html
import json
import re
from collections.abc import Iterator

import pytest
from lxml import html

from cruxbase.loading.loading import load_texts
from cruxbase.site.context import PageContext, SiteContext
from cruxbase.site.records.claim_pages import claim_page
from cruxbase.site.settings import Site
from cruxbase.site.sharing.embeds import EMBED_POLICY, EMBED_STYLE, Embed, oembed, quotations, snippet
from hostile_base import ELSEWHERE
from sites import Project
from support import valid_texts

HOME = "https://cruxbase.github.io/cruxbase/"
ADDRESSED = Site("A base", url="https://example.org/b/")


def embeds_of(project: Project) -> Iterator[tuple[str, html.HtmlElement]]:
    """The embeds of a site as trees, by address."""
    for path in sorted((project.site / "embed").rglob("index.html")):
        address = path.parent.relative_to(project.site).as_posix() + "/"
        yield address, html.parse(path, html.HTMLParser(encoding="utf-8")).getroot()


def embeds(site: Site, id: str) -> tuple[Embed, ...]:
    """The embeds of a claim of the valid example base."""
    context = SiteContext(load_texts(valid_texts()).knowledge_base, site)
    return claim_page(context, context.kb.claim(id))[0].embeds


def test_every_claim_has_a_card_and_a_part_of_the_map(shipped: Project) -> None:
    """Each page of a claim-like record has two embeds, and the map one."""
    pages = {
        path.parent.name
        for path in (shipped.site / "claims").glob("*/index.html")
        if "cb-statement" in path.read_text()
    }
    made = {address for address, _ in embeds_of(shipped)}
    assert {f"embed/claims/{id}/" for id in pages} | {f"embed/map/{id}/" for id in pages} | {"embed/map/"} <= made


def test_every_crux_tree_on_a_pairs_page_can_be_embedded(shipped: Project) -> None:
    """Each conclusion whose tree is drawn on the page of two people has an embed with that tree."""
    drawn = 0
    for page in (shipped.site / "pairs").glob("*/index.html"):
        for claim in re.findall(r'<h3 id="on-([a-z0-9-]+)">(?:(?!<h3).)*?cb-gap-tree', page.read_text(), re.DOTALL):
            tree = (shipped.site / "embed" / "pairs" / page.parent.name / claim / "index.html").read_text()
            assert "cb-gap-tree" in tree
            drawn += 1
    assert drawn > 3


def test_the_frame_of_a_crux_tree_has_the_key_to_its_colours(shipped: Project) -> None:
    """What widens and what narrows a gap is said beside the picture, with swatches that the frame's style has."""
    pages = list(shipped.site.glob("embed/pairs/*/*/index.html"))
    assert pages
    assert all("narrows it" in path.read_text(encoding="utf-8") for path in pages)
    style = (shipped.site / "assets/cruxbase/embed.css").read_text(encoding="utf-8")
    assert ".cb-swatch--narrows" in style


def test_the_card_of_a_pair_says_who_holds_what(shipped: Project) -> None:
    """It names both, and of the claims on which they are farthest apart what each says, as their page does."""
    pairs = [(address, tree) for address, tree in embeds_of(shipped) if re.fullmatch(r"embed/pairs/[^/]+/", address)]
    assert len(pairs) > 20
    for address, tree in pairs:
        page = html.fromstring(shipped.page(address.removeprefix("embed/")))
        names = page.xpath("(//table)[1]//thead//th/text()")[1:3]
        assert tree.xpath("//table//thead//th/text()")[1:] == names, address
        told = [[cell.text_content() for cell in row] for row in tree.xpath("//table/tbody/tr")]
        said = [[cell.text_content() for cell in row][:3] for row in page.xpath("(//table)[1]/tbody/tr")]
        assert told, address
        assert all(row in said for row in told), address
        verdict = page.xpath("string((//table)[1]/tbody/tr[1]/td[4])")
        alike = page.xpath(f"(//table)[1]/tbody/tr[td[4] = '{verdict}']")
        more = re.findall(r"and (\d+) more$", tree.xpath("string(//table/following-sibling::p[@class='cb-small'])"))
        assert int((more or ["0"])[0]) == len(alike) - len(told), address


def test_an_embed_runs_nothing_and_loads_one_style_sheet(shipped: Project) -> None:
    """An embed has no script, no picture of another origin and no frame; its policy allows only the site's style sheet."""
    for address, tree in embeds_of(shipped):
        assert tree.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content') == [EMBED_POLICY], address
        assert not tree.xpath("//script | //iframe | //img | //object | //base | //form | //*[@style]"), address
        (style,) = tree.xpath('//link[@rel="stylesheet"]/@href')
        assert style == "../" * address.count("/") + EMBED_STYLE, address
    assert (shipped.site / EMBED_STYLE).is_file()


def test_links_of_an_embed_open_a_window_of_their_own(shipped: Project) -> None:
    """A frame never shows another page in its place."""
    for address, tree in embeds_of(shipped):
        links = tree.xpath("//*[local-name()='a']")
        assert [link for link in links if link.get("target") != "_blank"] == [], address


def test_an_embed_weighs_little(shipped: Project) -> None:
    """No embed is larger than 40 KB, and the style sheet that all share not larger than 14."""
    largest = max((shipped.site / "embed").rglob("index.html"), key=lambda path: path.stat().st_size)
    assert largest.stat().st_size < 40_000, largest
    assert (shipped.site / EMBED_STYLE).stat().st_size < 14_000


def test_what_attackers_write_is_text_in_an_embed(hostile: Project) -> None:
    """Of a hostile base no embed has an element that could run, load or send anything, or a link with another scheme."""
    seen = 0
    for address, tree in embeds_of(hostile):
        seen += 1
        assert {str(name) for node in tree.iter() for name in node.attrib if str(name).startswith("on")} == set(), (
            address
        )
        for href in tree.xpath("//@href"):
            assert re.match(r"(?:\.\./|oembed\.json$|https://cruxbase\.github\.io/cruxbase/|https?://)", href), (
                address,
                href,
            )
        loaded = tree.xpath("//link/@href[not(../@rel='canonical')] | //@src")
        assert [one for one in loaded if ELSEWHERE in one or "//" in one] == [], address
    assert seen > 20


def test_the_snippet_on_a_page_shows_the_pages_own_card(example: Project) -> None:
    """What a claim's page offers to be copied is a frame of its embed, in a sandbox without scripts."""
    page = example.page("claims/monitors-catch-most-attempts")
    frames = [html.fromstring(plain_html.unescape(one)) for one in re.findall("&lt;iframe.*?&lt;/iframe&gt;", page)]
    assert frames[0].get("src") == f"{HOME}embed/claims/monitors-catch-most-attempts/"
    for frame in frames:
        assert (example.site / frame.get("src").removeprefix(HOME) / "index.html").is_file()
        assert frame.get("sandbox") == "allow-popups allow-popups-to-escape-sandbox"
        assert int(frame.get("width")) >= 600
        assert 160 <= int(frame.get("height")) <= 640


def test_a_page_tells_programs_of_its_oembed_file(example: Project) -> None:
    """The head names a file of oEmbed 1.0, type rich, whose HTML is the snippet on the page."""
    page = example.page("claims/monitors-catch-most-attempts")
    (href,) = html.fromstring(page).xpath('//link[@type="application/json+oembed"]/@href')
    told = json.loads((example.site / href.removeprefix(HOME)).read_text())
    assert (told["version"], told["type"], told["provider_name"]) == ("1.0", "rich", "cruxbase")
    assert plain_html.escape(told["html"], quote=False).replace('"', "&#34;") in page
    assert {"title", "width", "height", "provider_url"} <= told.keys()


def test_the_map_tells_programs_of_its_oembed_file(example: Project) -> None:
    """The map's page names one too, with the embed of the whole map."""
    (href,) = html.fromstring(example.page("map")).xpath('//link[@type="application/json+oembed"]/@href')
    assert f"{HOME}embed/map/" in json.loads((example.site / href.removeprefix(HOME)).read_text())["html"]


def test_without_an_address_of_the_site_no_frame_is_offered() -> None:
    """A site that does not know where it stands offers Markdown only, and no oEmbed file."""
    here = Site("A base")
    context = SiteContext(load_texts(valid_texts()).knowledge_base, here)
    offered = quotations(
        PageContext(context, "../../"), embeds(here, "monitors-catch-most-attempts"), "So.", "A *title*", "claims/x/"
    )
    assert [(one.label, one.text) for one in offered] == [("Markdown", "> So.\n>\n> — A \\*title\\*, A base")]


@pytest.mark.parametrize("title", ['"><script>alert(1)</script>', "a' onload='x", "<b>&amp;"])
def test_a_title_cannot_leave_its_place_in_a_snippet(title: str) -> None:
    """Whatever a title holds, a snippet is one frame whose title it is."""
    embed = embeds(ADDRESSED, "monitors-catch-most-attempts")[0]._replace(title=title)
    frames = html.fragments_fromstring(snippet(embed, ADDRESSED))
    assert [(frame.tag, frame.get("title"), len(frame)) for frame in frames] == [("iframe", title, 0)]
    assert oembed(embed, ADDRESSED)["title"] == title


def test_every_embed_says_to_programs_how_to_show_it(shipped: Project) -> None:
    """Card of a claim, of a crux, crux tree and part of the map: beside each lies its own oEmbed file, and the page names it."""
    kinds = set()
    for address, tree in embeds_of(shipped):
        (href,) = tree.xpath('//link[@type="application/json+oembed"]/@href')
        told = json.loads((shipped.site / address / href).read_text("utf-8"))
        (src,) = html.fromstring(told["html"]).xpath("//iframe/@src | self::iframe/@src")
        assert src == HOME + address
        kinds.add(re.sub(r"[^/]+/$", "", address) if address.count("/") > 2 else address)
    assert kinds == {"embed/claims/", "embed/map/", "embed/pairs/"} | {
        kind for kind in kinds if kind.startswith("embed/pairs/")
    }
    assert any(kind.count("/") == 3 for kind in kinds)
