"""Models: the diagram, and what follows from whose numbers beside what they say."""

from __future__ import annotations

import itertools
import re
from html import unescape

import pytest
from lxml import html

from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.loading.loading import load
from cruxbase.site.context import SiteContext
from cruxbase.site.pictures import Quantity, model_svg
from cruxbase.site.records.pair_pages import pair_page
from cruxbase.site.records.record_pages import record_page
from cruxbase.site.settings import Site
from disputes import DISPUTE
from support import REPOSITORY, knowledge_base_from


@pytest.fixture(scope="module")
def shipped() -> KnowledgeBase:
    return load(REPOSITORY / "claims").knowledge_base


def _quantities(*names: str) -> list[Quantity]:
    return [Quantity(name, f"label of {name}", "", "variable", "") for name in names]


def _boxes(svg: str) -> list[tuple[float, float, float, float]]:
    found = re.findall(r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', svg)
    return [(float(x), float(y), float(across), float(height)) for x, y, across, height in found]


def test_causes_stand_left_of_what_they_bear_on() -> None:
    """Each box stands right of everything that leads to it."""
    causes = {"a": ("b", "c"), "b": ("c",), "c": ("d",)}
    lefts = [box[0] for box in _boxes(model_svg(_quantities("a", "b", "c", "d"), causes, wide=True))]
    assert lefts == sorted(set(lefts))


def test_on_a_phone_causes_stand_above_what_they_bear_on() -> None:
    """However many ranks there are, all boxes stand in one column, and the picture is no wider than a phone."""
    names = [f"n{number}" for number in range(9)]
    svg = model_svg(_quantities(*names), {a: (b,) for a, b in itertools.pairwise(names)}, wide=False)
    boxes = _boxes(svg)
    assert {1.0} == {box[0] for box in boxes}
    assert [box[1] for box in boxes] == sorted(box[1] for box in boxes)
    assert 'viewBox="0 0 320 ' in svg


@pytest.mark.parametrize("wide", [True, False])
def test_no_box_of_a_shipped_model_lies_on_another_or_outside(shipped: KnowledgeBase, wide: bool) -> None:
    """Boxes are apart and within the picture, in every model."""
    cut = "cb-wide" if wide else "cb-narrow"
    for model in shipped.models():
        body = record_page(SiteContext(shipped, Site()), model.id)[0].body
        (svg,) = re.findall(rf'<svg class="cb-model {cut}".*?</svg>', body, re.DOTALL)
        room, height = (float(n) for n in re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups())  # type: ignore[union-attr]
        boxes = _boxes(svg)
        parts = (*model.record.inputs, *model.record.variables)
        caused = {name for part in parts for name in part.causes}
        assert len(boxes) == sum(bool(part.causes) or part.name in caused for part in parts)
        for index, (x, y, across, tall) in enumerate(boxes):
            assert x + across <= room
            assert y + tall <= height
            for other in boxes[index + 1 :]:
                beside = x + across <= other[0] or other[0] + other[2] <= x
                assert beside or y + tall <= other[1] or other[1] + other[3] <= y, model.id


def test_a_circle_of_causes_is_drawn_all_the_same() -> None:
    """Two quantities that bear on each other have a line each way."""
    svg = model_svg(_quantities("a", "b"), {"a": ("b",), "b": ("a",)}, wide=True)
    assert 2 == svg.count('class="cb-edge cb-e-causes"')


def test_a_model_without_causes_has_no_diagram() -> None:
    """Nothing is drawn where nothing bears on anything, and a quantity does not bear on itself."""
    assert "" == model_svg(_quantities("a", "b"), {"a": ("a",)}, wide=True)


def _text(fragment: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", fragment)).split())


def test_stated_stands_beside_implied(shipped: KnowledgeBase) -> None:
    """Carlsmith's six numbers come to .0514, near the five per cent he states; the superforecasters' are far off."""
    body = record_page(SiteContext(shipped, Site()), "carlsmith-power-seeking-model")[0].body
    table = body[body.index('id="implied"') : body.index('id="inputs"')]
    rows = {_text(row) for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)}
    carlsmith = next(row for row in rows if row.startswith("Joe Carlsmith"))
    forecasters = next(row for row in rows if row.startswith("Superforecasters"))
    assert "5.1% 5%" in carlsmith
    assert "apart" not in carlsmith
    assert "0.21% 1% apart" in forecasters


def test_what_was_left_unsaid_stays_a_range(shipped: KnowledgeBase) -> None:
    """A viewpoint that speaks of some inputs only comes to a range, and the page says of how many it speaks."""
    bodies = [record_page(SiteContext(shipped, Site()), model.id)[0].body for model in shipped.models()]
    partial = [
        row for body in bodies for row in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL) if " inputs</span>" in row
    ]
    assert partial
    assert [_text(row) for row in partial if not re.search(r"\d–[\d.]+%", _text(row))] == []


def _in_the_open(body: str) -> html.HtmlElement:
    """A page without what is folded."""
    tree = html.fromstring(f"<div>{body}</div>")
    for folded in tree.xpath("//details"):
        folded.drop_tree()
    return tree


def test_a_long_model_opens_with_what_matters(shipped: KnowledgeBase) -> None:
    """The largest model shows what comes out and what moves it most; no list in the open is longer than ten."""
    tree = _in_the_open(record_page(SiteContext(shipped, Site()), "behavioural-selection-model")[0].body)
    headings = tree.xpath("//h2/@id")
    assert headings.index("outputs") < headings.index("diagram") < headings.index("inputs")
    assert max(len(rows.xpath("./*")) for rows in tree.xpath("//tbody | //ul")) <= 10
    assert tree.xpath("//h3[@id='tornado']/following-sibling::table[1]//tr")


def test_what_is_folded_is_still_on_the_page(shipped: KnowledgeBase) -> None:
    """Every input, quantity and expectation of the record stands in a table or list, folded or not."""
    body = record_page(SiteContext(shipped, Site()), "behavioural-selection-model")[0].body
    record = shipped.model("behavioural-selection-model").record
    names = re.findall(r"<th scope=\"row\">[^<]*<code>([^<]+)</code>", body)
    assert sorted(names) == sorted(part.name for part in (*record.inputs, *record.variables))
    assert len(re.findall(r'class="cb-tick"', body)) == len(record.expectations)


@pytest.mark.parametrize("word", ["Sobol", "Owen", "log-odds", "variance", "logarithmic"])
def test_names_of_methods_stand_behind_a_fold(shipped: KnowledgeBase, word: str) -> None:
    """Pages of models and pairs say in plain words what they show; what it is called is folded."""
    context = SiteContext(shipped, Site())
    bodies = {model.id: record_page(context, model.id)[0].body for model in shipped.models()}
    bodies |= {"--".join(pair): pair_page(context, pair)[0].body for pair in context.leading_pairs[:5]}
    generated = "//p[contains(@class, 'cb-small') or contains(@class, 'cb-lead')] | //th | //h2 | //h3"
    texts = {
        name: " ".join(one.text_content() for one in _in_the_open(body).xpath(generated))
        for name, body in bodies.items()
    }
    assert [name for name, text in texts.items() if word in text] == []


def test_a_stance_is_no_range_of_numbers_beside_a_model() -> None:
    """Bo, who rejects what the model computes, says so: the table has no "0 to 0.5" of his."""
    mere = DISPUTE.replace("  house-robbed: 0.056\n", "").replace("rejects: [buy-steel]", "rejects: [house-robbed]")
    kb = knowledge_base_from(mere)
    body = record_page(SiteContext(kb, Site()), "robbery")[0].body
    (said,) = re.findall(r">Bo, 2024</a>.*?data-label=\"they say\">([^<]*)", body, re.DOTALL)
    assert said.strip() == "rejects it"
