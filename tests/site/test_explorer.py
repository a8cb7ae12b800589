"""What is computed for the map when the site is built: the strata, the data of the script, the picture without one."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.loading.loading import load, load_texts
from cruxbase.site.map import map_files, map_html, map_list_html, strata_picture
from cruxbase.site.map.bands import NARROW, WIDE, Shape, along, bands, corner
from cruxbase.site.map.data import map_data, topic_texts
from cruxbase.site.map.files import map_script
from cruxbase.site.map.flows import count_leading, interiors, topic_flows, topic_grid
from cruxbase.site.map.script import NotJoinable, joined
from cruxbase.site.map.strata import DEFINITIONS, strata, topics_in
from support import REPOSITORY, knowledge_base_from, valid_texts

BASE = """
# claims/topics/monitoring.yaml
type: topic
title: Monitoring
summary: Watching systems.

# claims/topics/scheming.yaml
type: topic
title: Scheming
summary: Systems that hide.

# claims/monitoring/logs-are-kept.yaml
type: claim
title: Logs are kept
topic: monitoring
statement: Every call is logged.
supports: [misuse-is-seen]

# claims/monitoring/misuse-is-seen.yaml
type: claim
title: Misuse is seen
topic: monitoring
statement: Whoever misuses a model is seen doing it.
supports: [misuse-is-rare]

# claims/scheming/misuse-is-rare.yaml
type: claim
title: Misuse is rare
topic: scheming
statement: Models are seldom misused.

# claims/scheming/seeing-is-late.yaml
type: claim
title: Seeing comes too late
topic: scheming
statement: By the time misuse is seen the harm is done.
attacks: [misuse-is-rare]
undercuts: ["misuse-is-seen -> misuse-is-rare"]

# claims/scheming/is-misuse-rare.yaml
type: crux
title: Is misuse rare
topic: scheming
question: Are models seldom misused?
sides: [misuse-is-rare, seeing-is-late]
decides: [misuse-is-seen]

# claims/monitoring/log-defined.yaml
type: definition
title: A log is a record of calls
topic: monitoring
term: log
statement: A log is a record of calls.
"""


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return knowledge_base_from(BASE)


def address(id: str) -> str:
    return f"../claims/{id}/"


def test_rows_are_depths_of_support(kb: KnowledgeBase) -> None:
    """A conclusion stands above its premises, a crux above its sides, a definition below all; an attack raises nothing."""
    places = strata(kb.graph).places
    rows = {id: place.row for id, place in places.items()}
    assert rows == {
        "logs-are-kept": 0,
        "misuse-is-seen": 1,
        "misuse-is-rare": 2,
        "seeing-is-late": 0,
        "is-misuse-rare": 3,
        "log-defined": DEFINITIONS,
    }
    assert places["misuse-is-rare"].y < places["misuse-is-seen"].y < places["logs-are-kept"].y < places["log-defined"].y


def test_columns_are_topics(kb: KnowledgeBase) -> None:
    """Each topic that has claims is a column, and each claim stands inside its own."""
    layout = strata(kb.graph)
    assert {column.topic for column in layout.columns} == {"monitoring", "scheming"}
    for id, place in layout.places.items():
        column = layout.columns[place.column]
        assert column.topic == kb.claim(id).topic.id
        assert 0 < place.x < column.width


def test_no_two_dots_share_a_place(kb: KnowledgeBase) -> None:
    """Every record has a place of its own."""
    layout = strata(kb.graph)
    at = {(layout.columns[place.column].left + place.x, place.y) for place in layout.places.values()}
    assert len(at) == len(layout.places)


def test_the_data_name_records_by_number(kb: KnowledgeBase) -> None:
    """Steps, undercuts and the links of cruxes arrive in the script as the base has them."""
    text = map_files(kb)["assets/map/data.js"].decode()
    found = re.fullmatch(r"\(globalThis\.cruxbase \?\?= \{\}\)\.data = JSON\.parse\('(.*)'\);\n", text, re.DOTALL)
    assert found
    data = json.loads(found[1].replace("\\'", "'").replace("\\\\", "\\"))
    names = data["nodes"]["id"]
    steps = [(bool(attack), [names[p] for p in premises], names[end]) for attack, _, end, *premises in data["steps"]]
    assert sorted(steps) == [
        (False, ["logs-are-kept"], "misuse-is-seen"),
        (False, ["misuse-is-seen"], "misuse-is-rare"),
        (True, ["seeing-is-late"], "misuse-is-rare"),
    ]
    [[start, step]] = data["undercuts"]
    assert (names[start], steps[step]) == ("seeing-is-late", (False, ["misuse-is-seen"], "misuse-is-rare"))
    sides = data["links"]["side"]
    pairs = {(names[sides[at]], names[sides[at + 1]]) for at in range(0, len(sides), 2)}
    assert pairs == {("is-misuse-rare", "misuse-is-rare"), ("is-misuse-rare", "seeing-is-late")}


def test_no_text_ends_the_script_that_carries_it() -> None:
    """Quotes, backslashes, line separators and an end of script in a title leave a script that parses to that title."""
    nasty = "It's </script> \\\\ a \u2028 title"
    kb = knowledge_base_from(
        f"""
        # claims/a/one.yaml
        type: claim
        title: {json.dumps(nasty)}
        topic: a
        statement: One.
        """
    )
    text = map_files(kb)["assets/map/data.js"].decode()
    assert "\u2028" not in text
    body = text.split("JSON.parse('", 1)[1].removesuffix("');\n")
    assert not re.search(r"(?<!\\)(?:\\\\)*'", body)


def test_flows_are_the_reasons_between_topics(kb: KnowledgeBase) -> None:
    """A support between topics is counted; what stays within a topic is not, and one spoken side marks no crux."""
    _, topics = topics_in(kb.graph)
    flows = {(topics[flow.start], topics[flow.end]): flow[2:] for flow in topic_flows(kb.graph)}
    assert flows == {("monitoring", "scheming"): (1, 0, ())}


def test_a_flow_is_marked_where_reasons_part_over_a_crux() -> None:
    """Reasons from another topic for both sides of a crux mark their flow."""
    base = BASE.replace("supports: [misuse-is-seen]", "supports: [misuse-is-seen, seeing-is-late]")
    [flow] = topic_flows(knowledge_base_from(base).graph)
    assert flow[2:] == (2, 0, ("is-misuse-rare",))


def test_topics_stand_apart_and_supports_run_upwards(kb: KnowledgeBase) -> None:
    """Each topic has a cell of its own; what supports another stands below it; the same base gives the same grid."""
    grid = topic_grid(kb.graph, 1)
    assert sorted(grid.places) == [(0, 0), (0, 1)]
    [flow] = topic_flows(kb.graph)
    assert grid.places[flow.start][1] > grid.places[flow.end][1]
    assert grid == topic_grid(knowledge_base_from(BASE).graph, 1)


def test_bands_are_as_broad_as_their_number_of_reasons() -> None:
    """Breadths of bands are in proportion to the reasons that they stand for."""
    graph = load(REPOSITORY / "claims").knowledge_base.graph
    flows = topic_flows(graph)
    shares = {
        round(band.breadth / (flows[band.flow].supports if band.kind == "supports" else flows[band.flow].attacks), 1)
        for band in bands(graph, WIDE)
    }
    assert len(shares) == 1


@pytest.mark.parametrize("shape", [WIDE, NARROW], ids=["wide", "narrow"])
def test_no_band_passes_behind_a_topic_that_it_does_not_concern(shape: Shape) -> None:
    """All along its way, and over its whole breadth, a band of the shipped base stays between the boxes."""
    graph = load(REPOSITORY / "claims").knowledge_base.graph
    grid, flows = topic_grid(graph, shape.columns), topic_flows(graph)
    boxes = [(*corner(grid, shape, topic), *shape.box) for topic in range(len(grid.places))]
    crossed = set()
    for band in bands(graph, shape):
        ends, half = flows[band.flow][:2], band.breadth / 2
        for part in range(8 * len(band.points) + 1):
            x, y = along(band.points, part / (8 * len(band.points)))
            for topic, (left, top, width, height) in enumerate(boxes):
                inside = left - half < x < left + width + half and top - half < y < top + height + half
                if inside and topic not in ends:
                    crossed.add((band.flow, band.kind, topic))
    assert crossed == set()


def test_each_topic_has_its_broadest_flows_from_the_start() -> None:
    """What is drawn before anything is pointed at takes in every topic that any reason leads to or from."""
    graph = load(REPOSITORY / "claims").knowledge_base.graph
    flows = topic_flows(graph)
    leading = flows[: count_leading(graph)]
    assert {flow.start for flow in leading} == {flow.start for flow in flows}
    assert {flow.end for flow in leading} == {flow.end for flow in flows}
    assert min(flow.supports + flow.attacks for flow in leading) <= 3 <= len(leading) < len(flows)


def test_a_topics_claims_have_slots_of_their_own(kb: KnowledgeBase) -> None:
    """No two claims of a topic share a slot, and a conclusion stands above its premise."""
    for inside in interiors(load(REPOSITORY / "claims").knowledge_base.graph):
        assert len(set(inside.slots.values())) == len(inside.slots)
        assert all(0 <= x <= inside.columns - 1 and 0 <= y < inside.rows for x, y in inside.slots.values())
    _, topics = topics_in(kb.graph)
    slots = interiors(kb.graph)[topics.index("monitoring")].slots
    assert slots["misuse-is-seen"][1] < slots["logs-are-kept"][1] < slots["log-defined"][1]


def test_titles_and_texts_come_by_topic(kb: KnowledgeBase) -> None:
    """A topic's piece has the titles of its records in the order of the data, and a text for each step that ends in it."""
    pieces = topic_texts(kb)
    _, topics = topics_in(kb.graph)
    data = map_data(kb)
    for number, topic in enumerate(topics):
        ids = [id for id, at in zip(data["nodes"]["id"], data["nodes"]["topic"], strict=True) if at == number]
        assert [kb.record(id).title for id in ids] == pieces[number]["titles"]
        ends = [step for step in kb.graph.steps.values() if kb.claim(step.conclusion).topic.id == topic]
        assert len(ends) == len(pieces[number]["steps"])


def test_the_picture_without_a_script_has_every_topic(kb: KnowledgeBase) -> None:
    """Each topic is a linked box, each flow a band; the list names each claim once, from conclusions down."""
    made = map_html(kb, address, root="../")
    wide = made.split('<div class="cb-map-narrow">')[0]
    linked = re.findall(r'class="cb-topic-box" href="\.\./claims/([a-z-]+)/"', wide)
    assert linked == list(topics_in(kb.graph)[1])
    assert wide.count('class="cb-flow ') == 1


def test_the_strata_have_every_claim(kb: KnowledgeBase) -> None:
    """Each claim is a dot with a link and a title, a crux a diamond; the list names each once, from conclusions down."""
    made = strata_picture(kb, address)
    dots = re.findall(
        r'<a href="\.\./claims/([a-z-]+)/" tabindex="-1"><title>(\w+): ([^<]+)</title><(circle|path)', made
    )
    assert {id for id, *_ in dots} == set(strata(kb.graph).places)
    assert [id for id, _, _, shape in dots if shape == "path"] == ["is-misuse-rare"]
    listed = re.findall(r'href="\.\./claims/([a-z-]+)/"', map_list_html(kb, address))
    assert sorted(listed) == sorted(strata(kb.graph).places)
    assert listed.index("misuse-is-seen") < listed.index("logs-are-kept") < listed.index("log-defined")


def test_a_lit_crux_shows_what_bears_on_it_and_what_leans_on_it(kb: KnowledgeBase) -> None:
    """Its sides, what speaks for them and what it decides are drawn with the marks of their kinds, and it is named."""
    wide = strata_picture(kb, address, lit="is-misuse-rare")
    kinds = set(re.findall(r"cb-edge cb-e-(\w+)", wide))
    assert kinds == {"refines", "requires", "supports", "attacks", "undercuts"}
    assert "cb-strong" in wide
    assert "Is misuse rare" in wide


def test_a_lit_record_that_is_not_there_lights_nothing(kb: KnowledgeBase) -> None:
    """An unknown id draws the picture without relations."""
    assert "cb-edge" not in strata_picture(kb, address, lit="no-such-record")


def test_a_base_without_claims_has_an_empty_map() -> None:
    """Nothing on record still makes a picture, a list and data."""
    kb = knowledge_base_from("# claims/people/ann.yaml\ntype: person\nname: Ann\n")
    assert "cb-strata" in map_html(kb, address, root="../")
    assert b'"nodes":{"id":[]' in map_files(kb)["assets/map/data.js"]


def test_the_modules_of_the_map_join() -> None:
    """The shipped modules are joined into a script without any import or export left."""
    script = map_script()
    assert not re.search(r"^(?:import|export)\b", script, re.MULTILINE)
    assert script.count("const module_main") == 1


@pytest.mark.parametrize(
    ("modules", "problem"),
    [
        ({"a": 'import { b } from "./b.js";\n'}, "is imported and is not there"),
        ({"a": 'import { b } from "./b.js";\n', "b": 'import { a } from "./a.js";\n'}, "imports itself by way of b"),
        ({"a": "export default 1;\n"}, "cannot join the line 'export default 1;'"),
        ({"a": 'import * as b from "./b.js";\n'}, "cannot join the line 'import * as b from \"./b.js\";'"),
    ],
)
def test_other_forms_of_modules_are_refused(modules: dict[str, str], problem: str) -> None:
    """A module that the joiner cannot join is named with its problem."""
    with pytest.raises(NotJoinable) as caught:
        joined(modules, "a")
    assert problem in str(caught.value)


def test_a_record_is_on_the_map_under_its_former_names_too() -> None:
    """A link to the map that names a record as it was called once still finds it."""
    texts = dict(valid_texts())
    path = next(path for path, text in texts.items() if text.startswith("type: claim\n"))
    texts[path] += "aliases: [as-it-was-called]\n"
    data = map_data(load_texts(texts).knowledge_base)
    assert [["as-it-was-called", data["nodes"]["id"].index(Path(path).stem)]] == [
        row for row in data["aliases"] if row[0] == "as-it-was-called"
    ]
