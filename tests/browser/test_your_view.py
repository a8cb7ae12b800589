"""Your view in a real browser, on the sites of both generators."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

from cruxbase.loading.findings import findings
from support import REPOSITORY

if TYPE_CHECKING:
    from conftest import Site

PHONE = {"width": 360, "height": 740}
CARLSMITH = (
    "#about=carlsmith-power-seeking-model&said=aps-systems-feasible-by-2070:0.65,strong-incentives-to-deploy-aps:0.8,"
    "alignment-harder-than-attractive-misalignment:0.4,some-misaligned-systems-seek-power-at-high-impact:0.65,"
    "power-seeking-scales-to-disempowerment:0.4,disempowerment-is-existential-catastrophe:0.95"
)
DISEMPOWERMENT = "power-seeking-scales-to-disempowerment"
CATASTROPHE = "existential-catastrophe-from-power-seeking-by-2070"


def opened(page: Page, site: Site, address: str) -> None:
    page.goto(f"{site.url}your-view/{address}")
    expect(page.locator("#cruxbase-view[data-ready=true]")).to_be_attached()


def figure(page: Page) -> str:
    return page.locator(".cbv-figure").inner_text().replace("\u202f", " ")


def expect_figure(page: Page, text: str) -> None:
    """Wait until the conclusion is this."""
    expect(page.locator(".cbv-figure")).to_have_text(text)


def row(page: Page, claim: str) -> Locator:
    return page.locator(f'[data-key="{claim}"]')


def ranking(page: Page) -> Locator:
    return page.locator(".cbv-details > section").first.locator("li > a")


def test_a_model_page_leads_here_and_the_texts_numbers_give_the_texts_result(page: Page, site: Site) -> None:
    """From Carlsmith's model with his numbers the conclusion is his five per cent."""
    page.goto(f"{site.url}models/carlsmith-power-seeking-model/")
    page.get_by_role("link", name="Try your own credences").click()
    expect(page.locator("#cbv-about")).to_have_value("carlsmith-power-seeking-model")
    expect_figure(page, "Open so far")
    page.locator("#cbv-start").select_option("text")
    expect_figure(page, "5.1%")
    expect(page).to_have_url(re.compile("said=.*disempowerment-is-existential-catastrophe:0.95"))


def test_a_topic_page_leads_here(page: Page, site: Site) -> None:
    """The page of a topic has the way to a view of one's own on it."""
    page.goto(f"{site.url}topics/power-seeking/")
    page.get_by_role("link", name="Try your own credences").click()
    expect(page.locator("#cbv-about")).to_have_value("power-seeking")
    expect(page.locator(".cbv-basis")).to_contain_text("Nothing that you have set bears on it yet")


def test_the_conclusion_moves_and_the_cruxes_rank_again(page: Page, site: Site) -> None:
    """Lowering one number to a twentieth moves the product and puts that premise first."""
    opened(page, site, CARLSMITH)
    expect_figure(page, "5.1%")
    expect(ranking(page).first).to_have_text("Alignment much harder")
    page.get_by_role("textbox", name=re.compile("Scales to disempowerment")).fill("5")
    page.keyboard.press("Tab")
    expect_figure(page, "0.64%")
    expect(ranking(page).first).to_have_text("Scales to disempowerment")
    expect(page).to_have_url(re.compile(f"{DISEMPOWERMENT}:0.05"))


def test_what_is_unknown_makes_an_interval(page: Page, site: Site) -> None:
    """Taking a number away leaves a range and the question to answer; giving a range gives a range."""
    opened(page, site, CARLSMITH)
    row(page, DISEMPOWERMENT).get_by_role("button", name="Unknown").click()
    expect_figure(page, "0–13%")
    expect(page.locator(".cbv-basis")).to_contain_text("1 input is unknown")
    ask = page.locator(".cbv-asks button").first
    expect(ask).to_have_text("Scales to disempowerment")
    ask.click()
    expect(row(page, DISEMPOWERMENT).get_by_role("slider")).to_be_focused()
    page.get_by_role("textbox", name=re.compile("Scales to disempowerment")).fill("20-60")
    page.keyboard.press("Tab")
    expect(page.locator(".cbv-basis")).to_contain_text("between 2.6 and 7.7")


def test_sliders_take_arrows_and_fields_take_words(page: Page, site: Site) -> None:
    """A key moves by a hundredth, a word of the scale is a range, and nonsense is refused with help."""
    opened(page, site, "#about=power-seeking")
    claim = page.locator(".cbv-row").first
    slider, field = claim.get_by_role("slider"), claim.get_by_role("textbox")
    expect(slider).to_have_attribute("aria-valuetext", "unknown")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(field).to_have_value("51")
    expect(slider).to_have_attribute("aria-valuetext", "51%")
    for typed, shown, said in (
        ("very likely", "80–95", "very-likely"),
        ("40 - 55 %", "40–55", "0.4-0.55"),
        (".7", "70", "0.7"),
    ):
        field.fill(typed)
        page.keyboard.press("Tab")
        expect(field).to_have_value(shown)
        expect(page).to_have_url(re.compile(re.escape(f":{said}")))
    field.fill("perhaps")
    page.keyboard.press("Tab")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(claim.locator(".cbv-note")).to_contain_text("a word such as likely")
    expect(page).to_have_url(re.compile(re.escape(":0.7")))


def test_the_address_carries_everything(page: Page, site: Site) -> None:
    """What was set is there again after a reload, and after back and forward between two topics."""
    opened(page, site, "#about=power-seeking")
    page.locator(".cbv-row").first.get_by_role("textbox").fill("70")
    page.keyboard.press("Tab")
    expect(page).to_have_url(re.compile(":0.7"))
    before = figure(page)
    page.reload()
    expect(page.locator("#cruxbase-view[data-ready=true]")).to_be_attached()
    expect_figure(page, before)
    page.locator("#cbv-about").select_option("scheming-risk")
    expect(page).to_have_url(re.compile("about=scheming-risk"))
    page.go_back()
    expect(page.locator("#cbv-about")).to_have_value("power-seeking")
    expect_figure(page, before)
    expect(page.locator(".cbv-row").first.get_by_role("textbox")).to_have_value("70")


def test_a_published_view_is_nearest_to_itself(page: Page, site: Site) -> None:
    """Starting from the superforecasters, theirs is the nearest view, and Carlsmith's is further off."""
    opened(page, site, "#about=carlsmith-power-seeking-model")
    page.locator("#cbv-start").select_option("view superforecasters-2023")
    expect(page.locator(".cbv-nearest")).to_contain_text("Superforecasters, May 2023")
    expect(page.locator(".cbv-nearest")).to_contain_text("The same on all")
    expect(page.locator(".cbv-others")).to_contain_text("Carlsmith")
    expect_figure(page, "0.21%")


def test_what_was_said_stands_beside_what_the_reasons_would_give(page: Page, site: Site) -> None:
    """A stated credence is the conclusion; the reasons alone are reported, and a question where they go the other way."""
    opened(page, site, "#about=legibility")
    target = page.locator("#cbv-for").input_value()
    for number in range(3):
        field = page.locator(".cbv-group").first.locator(".cbv-row").nth(number).get_by_role("textbox")
        field.fill("99")
        page.keyboard.press("Tab")
    value = figure(page)
    page.locator("summary", has_text="The conclusion itself").click()
    row(page, target).get_by_role("textbox").fill("2")
    page.keyboard.press("Tab")
    assert value != "2%"
    expect_figure(page, "2%")
    expect(row(page, target).locator(".cbv-note")).to_contain_text("What you say stands")
    expect(page.locator(".cbv-basis")).to_have_text(re.compile(r"The reasons that you set alone would make it [89]\d%"))


def test_sides_that_exclude_each_other_may_not_exceed_one(page: Page, site: Site) -> None:
    """Two sides of a crux at 90 per cent each are reported before `cruxbase check` would."""
    from cruxbase.loading.loading import load

    graph = load(REPOSITORY / "claims").knowledge_base.graph
    crux = next(iter(graph.ids("crux")))
    sides = [link.end for link in graph.links_from("side", crux)]
    opened(page, site, f"#about=power-seeking&said={sides[0]}:0.9,{sides[1]}:0.9")
    expect(page.locator(".cbv-misfits")).to_contain_text("180%")


@pytest.mark.parametrize("name", ["Wei Dai", "Zoë O'Hara: PhD"])
def test_the_records_are_clean_in_the_base(page: Page, site: Site, tmp_path: Path, name: str) -> None:
    """The files for a pull request, put into the base, bring no finding; for someone new there is a person too."""
    opened(page, site, CARLSMITH + f",{CATASTROPHE}:almost-no-chance,aim-for-sovereign-alignment:suspends")
    page.locator("summary", has_text="As records for the base").click()
    page.get_by_label("Your name").fill(name)
    expect(page.locator(".cbv-file")).to_have_count(2 if name == "Wei Dai" else 3)
    expect(page.locator(".cbv-file pre").first).to_contain_text(
        "holder: wei-dai" if name == "Wei Dai" else "holder: zoe"
    )
    files = dict(
        zip(page.locator(".cbv-path").all_inner_texts(), page.locator(".cbv-file pre").all_inner_texts(), strict=True)
    )
    base = tmp_path / "claims"
    shutil.copytree(REPOSITORY / "claims", base)
    before = set(findings(base, cache=False).diagnostics)
    for path, text in files.items():
        assert not (base / path).exists()
        (base / path).write_text(text, encoding="utf-8")
    assert [one for one in findings(base, cache=False).diagnostics if one not in before] == []
    viewpoint = next(text for path, text in files.items() if path.startswith("viewpoints/"))
    assert f"  {DISEMPOWERMENT}: 0.4\n" in viewpoint
    assert f"  {CATASTROPHE}: almost-no-chance\n" in viewpoint
    assert "suspends:\n  - aim-for-sovereign-alignment\n" in viewpoint


def test_a_record_can_be_downloaded(page: Page, site: Site) -> None:
    """A button hands over the file under the name that it has in the base."""
    opened(page, site, CARLSMITH)
    page.locator("summary", has_text="As records for the base").click()
    page.get_by_label("Your name").fill("Joe Carlsmith")
    expect(page.locator(".cbv-path").first).to_contain_text("joe-carlsmith")
    with page.expect_download() as caught:
        page.locator(".cbv-file").first.get_by_role("button", name="Download").click()
    assert re.fullmatch(
        r"joe-carlsmith-on-carlsmith-power-seeking-model-[\d-]{10}\.yaml", caught.value.suggested_filename
    )
    assert Path(caught.value.path()).read_text(encoding="utf-8").startswith("type: viewpoint\n")


def test_nothing_leaves_the_browser(page: Page, site: Site) -> None:
    """Setting credences asks the server for nothing, and works without a network."""
    opened(page, site, CARLSMITH)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.context.set_offline(True)
    page.get_by_role("textbox", name=re.compile("Scales to disempowerment")).fill("10")
    page.keyboard.press("Tab")
    expect_figure(page, "1.3%")
    # Chromium asks for the tab's picture when it likes.
    assert [url for url in asked if not url.endswith("/favicon.png")] == []
    page.context.set_offline(False)


def test_it_works_from_a_disk(page: Page, site: Site) -> None:
    """A copy of the site that nobody serves computes too, and shows what claims say."""
    page.goto(site.file("your-view/index.html") + CARLSMITH)
    expect_figure(page, "5.1%")
    premise = row(page, DISEMPOWERMENT)
    premise.locator("summary").click()
    expect(premise.locator(".cbv-says p")).to_have_text(re.compile(r"\w{3,}.*\."))
    premise.locator(".cbv-title a").click()
    page.wait_for_url(f"file://**/claims/{DISEMPOWERMENT}/index.html")


@pytest.mark.parametrize(
    "address",
    ["#about=no-such-topic", "#about=power-seeking&for=%3Cb%3E&said=a:b,__proto__:1,:,x", "#about=constructor"],
)
def test_an_address_that_makes_no_sense_does_no_harm(page: Page, site: Site, address: str) -> None:
    """What is not known is left out, and the page goes on."""
    opened(page, site, address)
    expect(page.locator("#cbv-about, .cbv-start").first).to_be_visible()


@pytest.mark.browser_context_args(color_scheme="dark")
def test_nothing_serious_is_wrong_in_the_dark(
    page: Page, site: Site, serious_problems: Callable[[Page], list[str]]
) -> None:
    """axe-core finds nothing serious on a topic, with a view set, nor at the start."""
    opened(page, site, CARLSMITH)
    page.locator("summary", has_text="As records for the base").click()
    assert serious_problems(page) == []
    opened(page, site, "#about=scheming-risk")
    assert serious_problems(page) == []


@pytest.mark.browser_context_args(viewport=PHONE)
def test_on_a_phone_the_conclusion_stays_in_sight(
    page: Page, site: Site, serious_problems: Callable[[Page], list[str]]
) -> None:
    """One sees the number move while one sets what leads to it, and nothing runs over the edge."""
    opened(page, site, "#about=power-seeking")
    page.locator(".cbv-row").nth(2).get_by_role("textbox").fill("90")
    page.keyboard.press("Tab")
    page.locator(".cbv-row").nth(2).scroll_into_view_if_needed()
    expect(page.locator(".cbv-figure")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="What it turns on").click()
    expect(page.locator(".cbv-details")).to_be_focused()
    assert serious_problems(page) == []


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_a_script_the_page_says_so(page: Page, site: Site) -> None:
    """The choice of topics is there, and a sentence on what it needs."""
    page.goto(f"{site.url}your-view/")
    expect(page.locator(".cb-view .cb-notice")).to_contain_text("needs a script")
    assert page.locator(".cbv-start a").count() > 10
