"""No number that nobody said stands on a page as anybody's: of a stance, of a word, of a range."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from cruxbase.loading.loading import load_texts
from cruxbase.site import formatting
from cruxbase.site.pictures.credence_strip import strip_key
from sites import Project, project_at

_CLAIM = "type: claim\ntitle: {title}\ntopic: locks\nstatement: {title}.\n"
_STANCES = {
    "topics/locks.yaml": "type: topic\ntitle: Locks\nsummary: Whether locks hold.\n",
    "people/ann.yaml": "type: person\nname: Ann\n",
    "people/bo.yaml": "type: person\nname: Bo\n",
    "people/cy.yaml": "type: person\nname: Cy\n",
    "locks/buy-steel.yaml": _CLAIM.format(title="Steel locks should be bought"),
    "locks/buy-brass.yaml": _CLAIM.format(title="Brass locks should be bought"),
    "locks/steel-is-cheap.yaml": _CLAIM.format(title="Steel is cheap")
    + "supports: [{claim: buy-steel, strength: strong}]\n",
    "locks/steel-rusts.yaml": _CLAIM.format(title="Steel rusts") + "attacks: [buy-steel]\n",
    "locks/doors-are-strong.yaml": _CLAIM.format(title="Doors are strong") + "supports: [buy-steel]\n",
    "locks/doors-are-oak.yaml": _CLAIM.format(title="Doors are of oak") + "supports: [doors-are-strong]\n",
    "locks/which-lock.yaml": "type: crux\ntitle: Which lock?\ntopic: locks\nquestion: Which lock is it to be?\n"
    "sides: [buy-steel, buy-brass]\ndecides: [doors-are-strong]\n",
    "viewpoints/ann-2023.yaml": "type: viewpoint\ntitle: Ann, 2023\nholder: ann\ndate: 2023\nrejects: [steel-rusts]\n",
    "viewpoints/ann-2024.yaml": "type: viewpoint\ntitle: Ann, 2024\nholder: ann\ndate: 2024\n"
    "holds: [steel-is-cheap, buy-steel, doors-are-strong, steel-rusts]\nrejects: [doors-are-oak]\n",
    "viewpoints/bo-2024.yaml": "type: viewpoint\ntitle: Bo, 2024\nholder: bo\ndate: 2024\n"
    "holds: [steel-rusts, doors-are-oak]\nrejects: [buy-steel, steel-is-cheap]\nsuspends: [doors-are-strong]\n",
    "viewpoints/cy-2024.yaml": "type: viewpoint\ntitle: Cy, 2024\nholder: cy\ndate: 2024\n"
    "credences: {steel-is-cheap: likely, doors-are-oak: 40-50%}\n",
}
_PAGES = ("claims", "people", "pairs", "viewpoints", "topics", "cruxes", "tour", "embed", "index.html")
_NUMBER = re.compile(r"\d[\d.,]*\s?%|\d\s?points?\b|times the odds")
# What is no person's: ticks of an axis, what is marked as worked out, shares of a gap, the threshold, code to be copied.
_NOBODYS = re.compile(
    r'<text class="cb-tick".*?</text>|<(td|span) class="[^"]*cb-computed.*?</\1>|<td class="cb-number" data-label="share.*?</td>'
    r"|<head>.*?</head>|<script.*?</script>|<pre>.*?</pre>|A credence of .*? is open\.|<figure.*?</figure>",
    re.DOTALL,
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = project_at(tmp_path_factory.mktemp("stances"))
    made.write({f"claims/{path}": text for path, text in _STANCES.items()})
    made.build(pictures="none")
    return made


def _written(page: str) -> str:
    """What a page says of people, without what is marked as nobody's."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", _NOBODYS.sub(" ", page))).split())


def test_a_stance_is_nowhere_a_number(project: Project) -> None:
    """Ann and Bo gave no number: no page, card or list has one but what is marked as worked out."""
    pages = [path for folder in _PAGES for path in _below(project.site / folder)]
    numbers = {
        path.relative_to(project.site).as_posix(): found
        for path in pages
        if "cy" not in path.parts[-2] and (found := _NUMBER.findall(_without_cy(_written(path.read_text("utf-8")))))
    }
    assert len(pages) > 25
    # Of a gap there are shares, which are nobody's either; what else a page of two says is in words.
    assert not {path: found for path, found in numbers.items() if not path.startswith(("pairs/", "tour/"))}


def _below(place: Path) -> list[Path]:
    return [place] if place.is_file() else sorted(place.rglob("index.html"))


def _without_cy(text: str) -> str:
    return text.replace("likely (55–80%)", "").replace("40–50%", "")


def test_the_two_columns_of_a_pair_are_in_words(project: Project) -> None:
    """What Ann and Bo say of the claims of which both speak is that they hold, reject and withhold."""
    cells = re.findall(r'<td data-label="(?:Ann|Bo)">(.*?)</td>', project.page("pairs/ann--bo"))
    assert set(cells) == {"holds it", "rejects it", "suspends judgement"}


def test_what_the_reasons_alone_give_to_a_stance_is_a_direction(project: Project) -> None:
    """Beside “holds it” stands which way the recorded reasons point, and whether more is needed: no percentage to compare."""
    row = re.search(r"<tr><td><a[^>]*>Ann</a></td>(.*?)</tr>", project.page("claims/doors-are-strong"))
    assert row is not None
    assert re.findall(r"<td[^>]*>(.*?)</td>", row[1]) == ["holds it", "they speak against it", "raise it"]


def test_a_word_has_no_dot_in_its_middle(project: Project) -> None:
    """“Likely” is drawn from .55 to .8 with a mark at either end."""
    strip = re.search(r'<svg class="cb-strip cb-wide".*?</svg>', project.page("claims/steel-is-cheap"))
    assert strip is not None
    marks = [float(x) for x in re.findall(r'<circle[^>]* cx="([\d.]+)"', strip[0])]
    assert marks == [210 + 530 * 0.55, 210 + 530 * 0.8]


def test_a_revision_is_in_the_words_of_both_times(project: Project) -> None:
    """Ann rejected it, and holds it since."""
    revised = project.page("people/ann").partition('id="updates"')[2]
    assert '<td data-label="before">rejects it</td><td data-label="since">holds it</td>' in revised


_REPORTED = {
    "sources/talk.yaml": "type: source\ntitle: A talk\nkind: webpage\nauthors: [ann]\nissued: 2025\n"
    "url: https://example.org/talk\nchecked: {checked}\n",
    "viewpoints/ann-2025.yaml": "type: viewpoint\ntitle: Ann, 2025\nholder: ann\ndate: 2025\nsources: [talk]\n"
    "credences: {{steel-is-cheap: {{credence: 0.9, basis: stated}}}}\n",
}


@pytest.mark.parametrize(("checked", "basis"), [("secondary", formatting.SECOND_HAND), ("read", "stated in the text")])
def test_a_number_from_a_text_that_no_editor_read_is_not_said_to_stand_in_it(checked: str, basis: str) -> None:
    """Known through others only, it is what others report; read by an editor, it is stated in the text."""
    texts = {**_STANCES, **{path: text.format(checked=checked) for path, text in _REPORTED.items()}}
    kb = load_texts({f"claims/{path}": text for path, text in texts.items()}).knowledge_base
    (belief,) = kb.viewpoint("ann-2025").beliefs
    assert basis == formatting.basis_in_words(belief)
    assert (checked == "secondary") is belief.is_second_hand


@pytest.mark.parametrize(
    ("author", "cited", "basis"),
    [
        ("Bo", "[{source: talk, role: quotes}]", "as a text by others quotes it"),
        ("Bo", "[{source: talk, role: reports}]", "as a text by others reports it"),
        ("ann", "[{source: talk, role: quotes}]", "stated in the text"),
        ("Bo", "[talk]", "stated in the text"),
    ],
)
def test_a_number_in_a_text_by_others_is_said_to_be_quoted(author: str, cited: str, basis: str) -> None:
    """What stands of Ann in Bo's text is quoted or reported there, and not stated in a text of hers."""
    texts = {**_STANCES, **{path: text.format(checked="read") for path, text in _REPORTED.items()}}
    texts["sources/talk.yaml"] = texts["sources/talk.yaml"].replace("[ann]", f"[{author}]")
    texts["viewpoints/ann-2025.yaml"] = texts["viewpoints/ann-2025.yaml"].replace("[talk]", cited)
    kb = load_texts({f"claims/{path}": text for path, text in texts.items()}).knowledge_base
    (belief,) = kb.viewpoint("ann-2025").beliefs
    assert basis == formatting.basis_in_words(belief)


@pytest.mark.parametrize(
    ("credence", "key"),
    [
        ("0.9", "Each dot was stated."),
        (
            "{credence: likely, basis: inferred}",
            "Each hollow dot is an editor’s reading. A range has a dot at each end.",
        ),
        ("'>=0.1'", "A stroke is a bound on one side, and the line beside it what that leaves open."),
    ],
)
def test_a_strips_caption_has_what_is_drawn(credence: str, key: str) -> None:
    """Of a bound no dot is drawn, and the caption speaks of none."""
    texts = {**_STANCES, **{path: text.format(checked="read") for path, text in _REPORTED.items()}}
    texts["viewpoints/ann-2025.yaml"] = texts["viewpoints/ann-2025.yaml"].replace(
        "{credence: 0.9, basis: stated}", credence
    )
    kb = load_texts({f"claims/{path}": text for path, text in texts.items()}).knowledge_base
    assert key == strip_key(list(kb.viewpoint("ann-2025").beliefs))


def test_who_has_read_a_text_is_renewed_where_views_stand_on_it(tmp_path: Path) -> None:
    """A source that an editor has opened since: neither the claim's page nor Ann's names it, and both say so."""
    project = project_at(tmp_path).write({f"claims/{path}": text for path, text in _STANCES.items()})
    texts = {path: text.format(checked="secondary") for path, text in _REPORTED.items()}
    project.write({f"claims/{path}": text for path, text in texts.items()})
    project.build(pictures="none")
    pages = ("claims/steel-is-cheap", "people/ann")
    assert all(formatting.SECOND_HAND in project.page(page) for page in pages)
    opened = {path: text.format(checked="read") for path, text in _REPORTED.items()}
    project.write({f"claims/{path}": text for path, text in opened.items()})
    project.build(pictures="none")
    assert not any(formatting.SECOND_HAND in project.page(page) for page in pages)
