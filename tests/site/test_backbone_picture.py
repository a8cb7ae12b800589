"""The backbone of a topic as a picture: a tree of conclusions, whose titles are whole at any width."""

from __future__ import annotations

import re

import pytest
from lxml import html

from cruxbase.site.pictures.backbone import Bond, Item, backbone_svg, tree
from sites import Project

LONG = "A title of a record that is rather longer than one line of a telephone, with a-hyphenated-word and more to it"


def items(*ids: str) -> list[Item]:
    """Claims with a long title each."""
    return [Item(id, "claim", f"{LONG} {id}", f"../{id}/") for id in ids]


def bond(written: str) -> Bond:
    """A bond written as `start kind end`."""
    start, kind, end = written.split()
    return Bond(start, end, kind, f"{start} -> {end}", "because")


def test_a_conclusion_stands_above_what_bears_on_it() -> None:
    """Reasons for come first, then reasons against; each record stands once, as near to the top as it can."""
    bonds = [bond(one) for one in ("d attacks a", "b supports a", "c supports b", "c attacks a")]
    placed = tree(["d", "c", "b", "a"], bonds)
    assert [(id, place.depth) for id, place in placed.items()] == [("a", 0), ("b", 1), ("d", 1), ("c", 1)]


def test_records_on_a_circle_have_a_place_too() -> None:
    """Two claims that support each other hang from the first of them."""
    placed = tree(["a", "b"], [bond("a supports b"), bond("b supports a")])
    assert [(id, place.depth) for id, place in placed.items()] == [("a", 0), ("b", 1)]


def test_an_undercut_hangs_from_the_premise_of_the_step_that_it_hits() -> None:
    """Where the premise hangs by another step, the undercut is said by number instead."""
    hit = Bond("u", "b", "undercuts", "b -> a", "")
    assert tree(["a", "b", "u"], [bond("b supports a"), hit])["u"].bond == hit
    elsewhere = hit._replace(step="b -> z")
    assert tree(["a", "b", "u"], [bond("b supports a"), elsewhere])["u"].bond is None


@pytest.mark.parametrize("wide", [True, False], ids=["wide", "narrow"])
def test_titles_are_whole_and_inside_their_box(wide: bool) -> None:
    """No title is cut, no letter smaller than 11, and every record is a link."""
    several = items(*"abcdef")
    bonds = [bond(f"{one} supports {other}") for one, other in zip("bcdef", "abcde", strict=True)]
    drawn = html.fragment_fromstring(backbone_svg(several, [*bonds, bond("f attacks a")], "A topic", wide=wide))
    room = float(drawn.get("viewbox").split()[2])
    links = {link.get("href"): "".join(link.itertext()) for link in drawn.iter("a")}
    assert len(links) == len(several)
    for item in several:
        assert "".join(item.title.split()) in "".join(links[item.href].split()).replace("…", "")
        assert "…" not in links[item.href]
    assert all(float(rect.get("x")) + float(rect.get("width")) <= room for rect in drawn.iter("rect"))
    assert "also for 5" in links["../f/"]


def test_a_picture_says_what_it_is() -> None:
    """It has a title and a description by which a screen reader announces it, with ids of its own."""
    drawn = html.fragment_fromstring(backbone_svg(items("a", "b"), [bond("b supports a")], "A & B", wide=True))
    title, description = drawn.get("aria-labelledby").split()
    assert drawn.xpath(f'string(*[@id="{title}"])') == "The backbone of A & B"
    assert drawn.xpath(f'string(*[@id="{description}"])').startswith(
        "2 records, each conclusion above what bears on it"
    )


def test_the_page_of_a_topic_has_its_backbone_as_picture_and_list(example: Project) -> None:
    """Both cuts and the list name the same records, and their links lead to pages that there are."""
    tree = html.fromstring(example.page("topics/monitoring"))
    cuts = tree.xpath('//svg[contains(@class, "cb-backbone")]')
    assert len(cuts) == 2
    hrefs = [set(cut.xpath(".//a/@href")) for cut in cuts]
    assert hrefs[0] == hrefs[1]
    assert all((example.site / "topics/monitoring" / href / "index.html").resolve().exists() for href in hrefs[0])
    listed = {re.sub(r"#.*", "", href) for href in tree.xpath('//*[@id="picture-list"]//a/@href')}
    assert listed == hrefs[0]


def test_the_list_has_the_numbers_of_the_picture(example: Project) -> None:
    """What a box says by number, such as “also against 3”, is found in the list under that number."""
    tree = html.fromstring(example.page("topics/monitoring"))
    boxes = tree.xpath('//svg[contains(@class, "cb-backbone") and contains(@class, "cb-wide")]//a')
    drawn = {box.get("href"): re.match(r"\d+", box.xpath("string(./text[1])"))[0] for box in boxes}
    rows = tree.xpath('//*[@id="picture-list"]//li')
    listed = {
        re.sub(r"#.*", "", row.xpath("string(./a[1]/@href)")): row.xpath("string(./span[@class='cb-small'])")
        for row in rows
    }
    assert listed == drawn
    assert len(drawn) > 3
