"""The pictures made at build time: what they show, what they leave out, and that they are well-formed."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.loading.loading import load
from cruxbase.records import CLAIM_LIKE
from cruxbase.site.pictures import (
    EDGES,
    STATUSES,
    TYPES,
    credence_strip_svg,
    css_variables,
    neighbourhood_svgs,
)
from cruxbase.site.pictures.estimate_intervals import Expectation, estimate_intervals_svg
from cruxbase.site.pictures.lettering import lines, width
from cruxbase.site.pictures.marks import as_plain
from cruxbase.site.pictures.relations import conclusions_of, grounds_of, most_important
from cruxbase.site.pictures.timeline import Moment, TimelineRow, timeline_svg
from support import REPOSITORY, knowledge_base_from

_SVG = "{http://www.w3.org/2000/svg}"

_LADDER = """
    # claims/topics/oversight.yaml
    type: topic
    title: Oversight
    summary: How models are watched.
    # claims/oversight/probes-read-thoughts.yaml
    type: claim
    title: Probes read thoughts
    topic: oversight
    statement: Probes can read what a model thinks.
    supports:
      - claim: oversight-works
        with: [training-leaves-thoughts-alone]
        because: What is read can be acted on.
    # claims/oversight/training-leaves-thoughts-alone.yaml
    type: claim
    title: Training leaves thoughts alone
    topic: oversight
    statement: Training does not hide thoughts.
    # claims/oversight/probes-were-fooled.yaml
    type: claim
    title: Probes were fooled
    topic: oversight
    statement: Probes were fooled once.
    undercuts:
      - step: probes-read-thoughts -> oversight-works
        because: What was read was wrong.
    # claims/oversight/models-game-tests.yaml
    type: claim
    title: Models game tests & "win"
    topic: oversight
    statement: Models game tests.
    attacks: [oversight-works]
    # claims/oversight/oversight-works.yaml
    type: claim
    title: Oversight works
    topic: oversight
    statement: Oversight works well enough.
    requires: [training-leaves-thoughts-alone]
"""


def _drawn(kb: KnowledgeBase, id: str, *, wide: bool) -> ET.Element:
    cuts = neighbourhood_svgs(kb, id, lambda other: f"../{other}/")
    assert cuts is not None
    svg = cuts[0 if wide else 1]
    return _parsed(svg)


def _parsed(svg: str) -> ET.Element:
    named = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return ET.fromstring(named.replace("data-search-exclude", ""))  # noqa: S314 - our own output


def _links(picture: ET.Element) -> set[str]:
    return {link.attrib["href"] for link in picture.iter(f"{_SVG}a")}


def _edges(picture: ET.Element, kind: str) -> list[ET.Element]:
    return [path for path in picture.iter(f"{_SVG}path") if path.attrib.get("class") == f"cb-edge cb-e-{kind}"]


@pytest.mark.parametrize("wide", [True, False])
def test_every_neighbour_is_linked_in_both_cuts(wide: bool) -> None:
    """Every record that bears on the claim is a link in the picture."""
    picture = _drawn(knowledge_base_from(_LADDER), "oversight-works", wide=wide)
    expected = {"probes-read-thoughts", "training-leaves-thoughts-alone", "probes-were-fooled", "models-game-tests"}
    assert {f"../{id}/" for id in expected} == _links(picture)


@pytest.mark.parametrize("wide", [True, False])
def test_every_kind_of_edge_is_drawn_with_its_own_dash(wide: bool) -> None:
    """Supports, attacks, undercuts and requirements each have the dash of the table."""
    picture = _drawn(knowledge_base_from(_LADDER), "oversight-works", wide=wide)
    for kind in ("supports", "attacks", "undercuts", "requires"):
        edges = _edges(picture, kind)
        assert edges, kind
        assert {edge.attrib.get("stroke-dasharray", "") for edge in edges} == {EDGES[kind].dash}


def test_linked_premises_meet_before_they_reach_the_conclusion() -> None:
    """The premises of one step run into a joint, and one arrow goes on from there."""
    picture = _drawn(knowledge_base_from(_LADDER), "oversight-works", wide=True)
    supports = _edges(picture, "supports")
    assert 3 == len(supports)
    assert 1 == sum("marker-end" in edge.attrib for edge in supports)
    assert 1 == len([circle for circle in picture.iter(f"{_SVG}circle") if "cb-joint" in circle.attrib["class"]])


def test_an_undercut_ends_on_the_step_it_hits() -> None:
    """The undercut's last point is the middle of the step's last stretch, not a box."""
    picture = _drawn(knowledge_base_from(_LADDER), "oversight-works", wide=True)
    (arrow,) = (edge for edge in _edges(picture, "supports") if "marker-end" in edge.attrib)
    (undercut,) = _edges(picture, "undercuts")
    numbers = [float(n) for n in re.findall(r"-?[\d.]+", arrow.attrib["d"])]
    middle = ((numbers[0] + numbers[-2]) / 2, (numbers[1] + numbers[-1]) / 2)
    end = [float(n) for n in re.findall(r"-?[\d.]+", undercut.attrib["d"])][-2:]
    assert end == pytest.approx(middle, abs=0.11)


def test_an_undercut_is_shown_even_from_the_side_of_what_undercuts() -> None:
    """On the page of what undercuts, the step is drawn from one of its premises, and the undercut ends on it."""
    picture = _drawn(knowledge_base_from(_LADDER), "probes-were-fooled", wide=True)
    assert ["the step from: Probes read thoughts; Training leaves thoughts alone"] == [
        title.text for edge in _edges(picture, "supports") for title in edge.iter(f"{_SVG}title")
    ]
    assert {"../oversight-works/", "../probes-read-thoughts/"} == _links(picture)


@pytest.mark.parametrize("wide", [True, False])
def test_no_undercut_of_the_shipped_base_ends_on_a_line_from_nowhere(wide: bool) -> None:
    """Around every claim that undercuts, each undercut in the picture has a premise of the step that it hits."""
    kb = load(REPOSITORY / "claims").knowledge_base
    undercutting = {undercut.start for undercut in kb.graph.parts.undercuts}
    assert undercutting
    for id in sorted(undercutting):
        picture = _drawn(kb, id, wide=wide)
        links = {link.strip("/").rpartition("/")[2] for link in _links(picture)}
        kept, _ = most_important(conclusions_of(kb, id), 5)
        for near in kept:
            assert near.kind != "undercuts" or links & set(kb.graph.steps[near.step].premises), (id, near.step)


def test_an_undercut_is_chosen_only_with_its_step() -> None:
    """Of many relations, an undercut is kept only where a premise of the step it hits is kept."""
    kb = knowledge_base_from(_LADDER)
    for most in range(1, 5):
        kept, left = most_important(grounds_of(kb, "oversight-works"), most)
        steps = {near.step for near in kept if near.kind != "undercuts"}
        assert all(near.step in steps for near in kept if near.kind == "undercuts")
        assert 4 == len({near.id for near in kept}) + left


def test_what_is_left_out_is_counted() -> None:
    """A claim with eight reasons shows five and says how many more there are."""
    reasons = "".join(
        f"""
    # claims/oversight/reason-{number}.yaml
    type: claim
    title: Reason {number}
    topic: oversight
    statement: A reason.
    supports: [oversight-works]
    """
        for number in range(8)
    )
    kb = knowledge_base_from(
        _LADDER.split("# claims/oversight/probes-read", maxsplit=1)[0]
        + reasons
        + """
    # claims/oversight/oversight-works.yaml
    type: claim
    title: Oversight works
    topic: oversight
    statement: It does.
    """
    )
    picture = _drawn(kb, "oversight-works", wide=True)
    assert "+ 3 more" in [text.text for text in picture.iter(f"{_SVG}text")]
    assert 6 == len(_links(picture))


def test_a_claim_that_nothing_bears_on_has_no_picture() -> None:
    """Nothing is drawn where there is nothing to see."""
    alone = _LADDER.split("# claims/oversight/training", maxsplit=1)[0]
    kb = knowledge_base_from(alone.replace("with: [training-leaves-thoughts-alone]", ""))
    assert neighbourhood_svgs(kb, "probes-read-thoughts", str) is None


def test_titles_cannot_break_out_of_the_picture() -> None:
    """A title with markup and quotes is text in the picture."""
    picture = _drawn(knowledge_base_from(_LADDER), "models-game-tests", wide=False)
    assert 'Models game tests & "win"' in [text.text for text in picture.iter(f"{_SVG}text")]


@pytest.mark.parametrize("wide", [True, False])
def test_no_box_leaves_the_picture_or_lies_on_another(wide: bool) -> None:
    """Boxes are within the view box and apart."""
    picture = _drawn(knowledge_base_from(_LADDER), "oversight-works", wide=wide)
    _, _, room, height = (float(n) for n in picture.attrib["viewBox"].split())
    sides = ("x", "y", "width", "height")
    rects = [{side: float(rect.attrib[side]) for side in sides} for rect in picture.iter(f"{_SVG}rect")]
    for index, one in enumerate(rects):
        assert one["x"] >= 0
        assert one["y"] >= 0
        assert one["x"] + one["width"] <= room
        assert one["y"] + one["height"] <= height
        for other in rects[index + 1 :]:
            apart = (
                one["x"] + one["width"] <= other["x"]
                or other["x"] + other["width"] <= one["x"]
                or one["y"] + one["height"] <= other["y"]
                or other["y"] + other["height"] <= one["y"]
            )
            assert apart


def test_kinds_of_edge_differ_in_colour_dash_and_head() -> None:
    """No two kinds of edge share a colour, a dash or a head."""
    for field in ("light", "dark", "dash", "head"):
        values = [getattr(mark, field) for mark in EDGES.values()]
        # Only solid lines are shared: by supports and requires, whose heads and colours differ.
        assert len(set(values)) >= len(values) - (field == "dash"), field


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("palette", "paper"), [("light", "#ffffff"), ("dark", "#1e2129")])
def test_marks_stand_out_from_the_page(palette: str, paper: str) -> None:
    """Every colour of a mark has a contrast of at least 3 : 1 against the page."""
    for mark in (*EDGES.values(), *STATUSES.values()):
        lights = sorted((_luminance(getattr(mark, palette)), _luminance(paper)))
        assert (lights[1] + 0.05) / (lights[0] + 0.05) >= 3


def test_the_table_of_marks_covers_every_claim_like_type() -> None:
    """Every type that a picture can show has a mark."""
    assert set(TYPES) >= CLAIM_LIKE


def test_the_table_for_the_browser_is_plain() -> None:
    """The browser gets every field of every mark under its name."""
    plain = as_plain()
    assert EDGES["attacks"]._asdict() == plain["edges"]["attacks"]
    assert {"edges", "types", "statuses"} == set(plain)


def test_custom_properties_name_every_edge_and_status() -> None:
    """Each palette defines one colour for each kind of edge and each status."""
    for palette in ("light", "dark"):
        defined = set(re.findall(r"--cb-([a-z]+):", css_variables(palette)))
        assert defined == set(EDGES) | set(STATUSES)


def test_lines_keep_within_their_room() -> None:
    """No line is wider than the room, and a cut text ends in an ellipsis."""
    broken = lines("An uncommonly long thought about incomprehensibilities and their consequences", 11.5, 90, 3)
    assert 3 == len(broken)
    assert all(width(line, 11.5) <= 90 for line in broken)
    assert broken[-1].endswith("…")


def test_a_compound_breaks_at_its_hyphen() -> None:
    """A compound that fits no line is parted after its hyphen, and nothing is lost."""
    assert ["prior of", "fitness-", "seekers"] == lines("prior of fitness-seekers", 11.5, 60, 4)


def test_a_word_longer_than_a_line_is_cut() -> None:
    """A word that fits no line is shortened rather than drawn over the edge."""
    (line,) = lines("x" * 500, 11.5, 90, 3)
    assert width(line, 11.5) <= 90


_BELIEFS = """
    # claims/people/ada.yaml
    type: person
    name: Ada
    kind: person
    # claims/viewpoints/ada-2025.yaml
    type: viewpoint
    title: Ada, 2025
    holder: ada
    date: 2025
    credences:
      oversight-works: {credence: 40-60%, basis: inferred}
    # claims/viewpoints/ada-2024.yaml
    type: viewpoint
    title: Ada, 2024
    holder: ada
    date: 2024
    rejects: [oversight-works]
"""


def test_a_range_is_a_bar_with_a_dot_at_each_end() -> None:
    """An inferred range has two small hollow dots and a bar, and none in its middle; a stance has words and no dot."""
    kb = knowledge_base_from(_LADDER + _BELIEFS)
    strip = credence_strip_svg(kb.claim("oversight-works").held_by, link=lambda id: f"../../viewpoints/{id}/")
    assert ["422", "528"] == re.findall(r'<circle[^>]* cx="([\d.]+)"', strip)
    assert 1 == strip.count("cb-bar")
    assert "cb-hollow" in strip
    assert "no number given" in strip
    assert 'href="../../viewpoints/ada-2024/"' in strip


def test_a_bound_on_one_side_has_no_dot() -> None:
    """The middle of "above ten per cent" is nobody's estimate: the bar has a stroke at the bound and no dot."""
    kb = knowledge_base_from(_LADDER + _BELIEFS.replace("40-60%", "10-100%"))
    strip = credence_strip_svg(kb.claim("oversight-works").held_by, link=str)
    assert 0 == strip.count("<circle")
    assert 1 == strip.count("cb-bound")


def test_on_a_phone_names_stand_above_their_rows() -> None:
    """The narrow cut gives the axis the whole width, and each name a line of its own above its dot."""
    beliefs = knowledge_base_from(_LADDER + _BELIEFS).claim("oversight-works").held_by
    strip = credence_strip_svg(beliefs, link=str, wide=False)
    (dot,) = set(re.findall(r'<circle[^>]* cy="([\d.]+)"', strip))
    names = [float(y) for y in re.findall(r'class="cb-name" x="0" y="([\d.]+)"', strip)]
    assert 'viewBox="0 0 320 ' in strip
    assert 1 == len([y for y in names if 0 < float(dot) - y < 20])


def test_nobodys_belief_is_no_picture() -> None:
    """A claim that nobody speaks of has no strip."""
    assert "" == credence_strip_svg((), link=str)


def _expectations() -> list[Expectation]:
    return [
        Expectation("Ada", "2023", "ada-2023", 2026, 2041, 2164, "2041; 2026 to 2164 (80 %)", is_stated=True),
        Expectation("Bob", "2024", "bob-2024", None, 2030, 2040, "2030", is_stated=False),
    ]


@pytest.mark.parametrize("wide", [True, False])
def test_estimates_are_medians_with_intervals(wide: bool) -> None:
    """A stated median is filled and an inferred one hollow; an end that nobody gave leads on in dots."""
    svg = estimate_intervals_svg(_expectations(), unit="year", link=lambda id: f"../{id}/", wide=wide)
    picture = _parsed(svg)
    dots = [circle.attrib["class"] for circle in picture.iter(f"{_SVG}circle")]
    assert dots == ["cb-dot cb-stated", "cb-dot cb-hollow"]
    bars = [path.attrib["d"] for path in picture.iter(f"{_SVG}path") if path.attrib["class"] == "cb-bar"]
    assert len(bars) == 2
    assert 1 == sum(path.attrib["class"] == "cb-open" for path in picture.iter(f"{_SVG}path"))
    assert {"../ada-2023/", "../bob-2024/"} == _links(picture)
    assert "2,000" not in svg


def test_one_estimate_is_no_comparison() -> None:
    """A single estimate is in the table alone."""
    assert "" == estimate_intervals_svg(_expectations()[:1], unit="", link=str)


def _moment(date: str, words: str = "") -> Moment:
    return Moment(date, words, f"{date}: {words}", "x/")


def test_a_timeline_puts_later_dates_further_right():
    """Marks stand in the order of their dates, those of a year in its middle."""
    moments = tuple(map(_moment, ("2024-02", "2024", "2024-11-30")))
    drawn = timeline_svg([TimelineRow("Ada", "ada/", moments)], "Ada", wide=True)
    xs = [float(x) for x in re.findall(r'<circle[^>]* cx="([\d.]+)"', drawn)]
    assert xs == sorted(xs)
    assert len(set(xs)) == 3


def test_marks_of_one_date_do_not_cover_each_other():
    """Two views of one month stand one below the other."""
    row = TimelineRow("Ada", "", (_moment("2024-02"), _moment("2024-02"), _moment("2025")), joined=False)
    drawn = timeline_svg([row], "Ada", wide=False)
    places = re.findall(r'<circle[^>]* cx="([\d.]+)" cy="([\d.]+)"', drawn)
    assert places[0][0] == places[1][0]
    assert places[0][1] != places[1][1]
    assert "cb-joins" not in drawn


def test_what_is_said_at_near_dates_stands_in_lanes():
    """Words that would overlap are on lines of their own, within the picture."""
    row = TimelineRow(
        "Ada", "", (_moment("2024-02", "very likely"), _moment("2024-03", "unlikely"), _moment("2029", ""))
    )
    drawn = timeline_svg([row], "Ada", wide=True)
    levels = re.findall(r'class="cb-said" x="([\d.]+)" y="([\d.]+)"', drawn)
    assert 2 == len({y for _, y in levels})


def test_a_timeline_of_nothing_is_nothing():
    """Without a date there is no picture."""
    assert "" == timeline_svg([], "Nobody", wide=True)
