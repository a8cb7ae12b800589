"""References become a graph: two phases, steps as nodes, and a finding for each that leads nowhere or to the wrong type."""

from __future__ import annotations

from pathlib import Path

import networkx
import pytest

from cruxbase.graph import (
    ArgumentGraph,
    ConditionalLink,
    EstimateLink,
    Link,
    StepNode,
    UndercutLink,
    nearest,
    reachable,
)
from cruxbase.loading.loading import load_texts
from support import EXAMPLES, codes, findings_beside, knowledge_base_from, placed, texts_below, texts_from, valid_texts


def graph_from(written: str) -> ArgumentGraph:
    return knowledge_base_from(written).graph


def claim(id: str, rest: str = "") -> str:
    """The text of a claim's file, with further lines."""
    return (
        f"# claims/t/{id}.yaml\ntype: claim\ntitle: The claim {id}\ntopic: t\norigin: reconstructed\n"
        f"statement: It is so with {id}.\nnotes: Ours.\n{rest}"
    )


TOPIC = "# claims/topics/t.yaml\ntype: topic\ntitle: T\nsummary: About it.\n"


def linked(*files: str) -> ArgumentGraph:
    return graph_from("".join((TOPIC, *files)))


# what is in the graph


def test_a_step_is_a_node_with_everything_that_was_written_on_it():
    """The long form has premises taken together, a warrant, a strength, a scheme, an id and a group."""
    graph = linked(
        claim(
            "a", "supports:\n- {claim: c, with: [b], because: W, strength: weak, scheme: deduction, id: x, group: g}\n"
        ),
        claim("b"),
        claim("c"),
    )
    step = StepNode(
        "a -> c (x)", "a", ("a", "b"), "c", "supports", "weak", "W", "deduction", "g", ("supports", 0), False
    )
    assert [step] == list(graph.steps.values())
    assert (step,) == graph.steps_into("c") == graph.steps_from("a") == graph.steps_from("b")
    assert () == graph.steps_into("a") == graph.steps_from("c")


def test_the_short_form_is_a_step_of_moderate_strength():
    """A plain id supports on its own."""
    graph = linked(claim("a", "attacks: [c]\n"), claim("c"))
    assert [StepNode("a -> c", "a", ("a",), "c", "attacks", "moderate", "", "", "", ("attacks", 0), False)] == list(
        graph.steps.values()
    )


def test_an_argument_record_is_a_step_called_by_its_id():
    """Its premises are needed together, and the record itself is not one of them."""
    argument = (
        "# claims/t/d.yaml\ntype: argument\ntitle: The argument\ntopic: t\n"
        "premises: [a, b]\nattacks: c\nstrength: strong\n"
    )
    graph = linked(claim("a"), claim("b"), claim("c"), argument)
    (step,) = graph.steps.values()
    assert ("d", "d", ("a", "b"), "c", "attacks", "strong", True) == (
        *(step.name, step.start, step.premises, step.conclusion, step.kind, step.strength, step.is_argument),
    )


def test_undercuts_find_steps_wherever_they_are_written():
    """A step may be written in a later file, be named loosely, or be an argument."""
    graph = linked(
        claim("a", "undercuts:\n- {step: b->c, because: Why not}\n- step: b -> c (x)\n- d\n"),
        claim("b", "supports:\n- c\n- {claim: c, id: x}\n"),
        claim("c"),
        "# claims/t/d.yaml\ntype: argument\ntitle: D\ntopic: t\npremises: [b]\nsupports: c\n",
    )
    assert ["b -> c", "b -> c (x)", "d"] == [undercut.step for undercut in graph.undercuts_by("a")]
    assert (UndercutLink("a", "b -> c", "Why not", ("undercuts", 0)),) == graph.undercuts_of("b -> c")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("requires: [b]\n", Link("requires", "a", "b", "", ("requires", 0))),
        ("requires:\n- {claim: b, because: W}\n", Link("requires", "a", "b", "W", ("requires", 0))),
        ("refines: [b]\n", Link("refines", "a", "b", "", ("refines", 0))),
        ("replaced_by: b\nstatus: retired\n", Link("replaced_by", "a", "b", "", ("replaced_by",))),
    ],
)
def test_other_relations_are_links(lines: str, expected: Link):
    """Each link knows where it is written."""
    graph = linked(claim("a", lines), claim("b"))
    assert (expected,) == graph.links_from(expected.kind, "a") == graph.links_to(expected.kind, "b")


def test_the_example_base_has_every_kind_of_link():
    """Topics, sides, decisions, answers, holders and models lead where they say."""
    graph = load_texts(valid_texts()).knowledge_base.graph
    found = {(link.kind, link.start, link.end) for link in graph.parts.links}
    assert {
        ("topic", "monitor-defined", "monitoring"),
        ("side", "do-monitors-catch-enough", "monitors-miss-what-matters"),
        ("decides", "do-monitors-catch-enough", "deploy-with-monitors"),
        ("answers", "deploy-with-monitors", "how-to-use-untrusted-models"),
        ("holder", "quill-2024", "ada-quill"),
        ("model", "monitored-harm", "do-monitors-catch-enough"),
        ("requires", "monitors-will-be-usual", "monitors-catch-most-attempts"),
    } <= found
    assert [("quill-2024", "credence"), ("quill-2024", "holds")] == sorted(
        {(belief.viewpoint, belief.stance) for belief in graph.parts.beliefs}
    )
    assert len(graph.citations_of("quill-monitors-2024")) == sum(
        len(graph.citations_by(id)) for id in graph.ids() if id != "quill-monitors-2024"
    )


def test_what_leans_on_what_runs_both_ways():
    """`dependants` and `grounds` are inverses: through steps, undercuts and requirements."""
    graph = load_texts(valid_texts()).knowledge_base.graph
    down = {(id, other) for id in graph.ids() for other in graph.dependants(id)}
    up = {(other, id) for id in graph.ids() for other in graph.grounds(id)}
    assert down == up
    assert ("trial-had-no-adversary", "monitors-catch-most-attempts") in down
    assert ("monitors-catch-most-attempts", "monitors-will-be-usual") in down


# what is wrong with references


def test_an_unknown_id_names_the_nearest_and_offers_to_write_it():
    """The fix is not safe: the nearest id may not be the one that was meant."""
    (found,) = findings_beside(claim("a", "supports: [deploy-with-monitor]\n").replace("topic: t", "topic: monitoring"))
    assert ("link/unknown-claim", "did you mean 'deploy-with-monitors'?") == (found.code, found.help)
    assert found.fix is not None
    assert (False, "deploy-with-monitors") == (found.fix.safe, found.fix.edits[0].replacement)


@pytest.mark.parametrize("path", sorted(valid_texts()), ids=lambda path: Path(path).stem)
def test_a_broken_record_is_one_finding(path: str):
    """No reference to it is reported again, and nothing that it may hold is missed elsewhere."""
    found = load_texts({**valid_texts(), path: valid_texts()[path] + "nonsense: 1\n"}).diagnostics
    assert [("schema/unknown-key", path)] == [(finding.code, finding.span.path) for finding in found]


def test_a_former_id_leads_to_the_present_one():
    """An alias resolves, with a safe fix that writes the present id."""
    texts = texts_from(TOPIC + claim("a", "supports: [old]\n") + claim("b", "aliases: [old]\n"))
    loaded = load_texts(texts)
    assert ["a -> b"] == list(loaded.knowledge_base.graph.steps)
    (found,) = [finding for finding in loaded.diagnostics if finding.code == "link/former-id"]
    assert found.fix is not None
    assert (True, "b") == (found.fix.safe, found.fix.edits[0].replacement)


def test_a_step_with_an_unknown_premise_is_no_step():
    """A step that cannot be whole is left out, and its undercuts with it are told."""
    graph = linked(claim("a", "supports:\n- {claim: c, with: [nowhere]}\n"), claim("c"))
    assert {} == dict(graph.steps)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("supports: [how-to-use-untrusted-models]", "link/wrong-end"),
        ("supports: [monitor-defined]", "link/wrong-end"),
        ("supports: [monitoring-makes-use-safe]", "link/wrong-end"),
        ("attacks: [do-monitors-catch-enough]", "link/wrong-end"),
        ("attacks: [ada-quill]", "link/wrong-end"),
        ("requires: [why-monitors-miss]", "link/wrong-end"),
        ("answers: [deploy-with-monitors]", "link/wrong-end"),
        ("refines: [ada-quill]", "link/wrong-end"),
        ("undercuts: [monitors-miss-what-matters -> monitors-catch-most-attempts]", "link/unknown-step"),
        ("undercuts: [deploy-with-monitors]", "link/unknown-step"),
        ("supports: [monitors-catch-most-attempts, monitors-catch-most-attempts]", "argument/step-twice"),
        ("supports: [deploy-with-monitors]\nattacks: [deploy-with-monitors]", "argument/supports-and-attacks"),
        ("supports: [a]", "link/self-reference"),
        ("requires: [a]", "link/self-reference"),
    ],
)
def test_domain_range_and_repetition(lines: str, code: str):
    """Each relation leads to what it may lead to, once, and not back to where it starts."""
    found = findings_beside(claim("a", f"{lines}\n").replace("topic: t", "topic: monitoring"))
    assert code in codes(found)
    assert {"claims/t/a.yaml"} == {finding.span.path for finding in found}


# helpers and other forms


def test_nearest_finds_slips_and_nothing_else():
    """A letter too few is a slip; another word is not."""
    ids = ["monitors-catch-most-attempts", "monitors-miss-what-matters"]
    assert ids[0] == nearest("monitors-catch-most-atempts", ids)
    assert nearest("zoology", ids) is None
    assert nearest("anything", []) is None


def test_reachable_holds_the_start_only_where_a_way_leads_back():
    """A circle reaches itself, a line does not."""
    assert frozenset("bc") == reachable("a", {"a": "b", "b": "c"})
    assert frozenset("ab") == reachable("a", {"a": "b", "b": "a"})
    assert frozenset() == reachable("x", {})


def test_networkx_has_every_record_step_and_relation():
    """The multigraph keeps all attributes, and an undercut points at a step."""
    graph = load_texts(valid_texts()).knowledge_base.graph
    made = graph.to_networkx(plain=False)
    assert isinstance(made, networkx.MultiDiGraph)
    assert len(graph.corpus) + len(graph.steps) == made.number_of_nodes()
    step = "step:monitor-trial-2024 -> monitors-catch-most-attempts"
    assert made.has_edge("monitor-trial-2024", step, "premise")
    assert made.has_edge(step, "monitors-catch-most-attempts", "supports")
    assert made.has_edge("trial-had-no-adversary", step, "undercuts")
    assert made.has_edge("quill-2024", "deploy-with-monitors", "holds")
    assert made.nodes[step]["scheme"] == "argument-from-analogy"
    assert made.nodes["monitor-trial-2024"]["measurements"][0]["value"] == "91"
    assert made.nodes["monitor-trial-2024"]["path"] == "claims/monitoring/monitor-trial-2024.yaml"


def test_conditionals_estimates_and_members_are_in_the_graph():
    """Each is a link of its own, found from the viewpoint, the question and the group."""
    graph = load_texts(texts_below(EXAMPLES / "study")).knowledge_base.graph
    conditional = ConditionalLink(
        "oak-2024", "a-large-model-escapes-by-2100", "monitors-will-be-required", ("conditionals", 0)
    )
    assert (conditional,) == graph.parts.conditionals == graph.conditionals_of("oak-2024")
    estimate = EstimateLink("oak-2024", "when-monitors-are-usual", ("estimates", "when-monitors-are-usual"))
    assert (estimate,) == graph.estimates_of("oak-2024") == graph.estimates_for("when-monitors-are-usual")
    assert ["respondent-oak"] == [link.end for link in graph.links_from("member", "trial-panel")]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("members: [nobody]\nkind: group", "claims/people/p.yaml:4:11 error[link/unknown-person]"),
        ("members: [monitoring]\nkind: group", "claims/people/p.yaml:4:11 error[link/wrong-end]"),
        ("members: [ada-quill]", "claims/people/p.yaml:4:1 error[link/wrong-start]"),
        ("members: [p]\nkind: group", "claims/people/p.yaml:4:11 error[link/self-reference]"),
    ],
)
def test_members_are_people_and_belong_to_groups(lines: str, expected: str):
    """A member leads to a person, only a group or organisation has some, and never itself."""
    texts = {**valid_texts(), "claims/people/p.yaml": f"type: person\nname: P\naliases: [ppp]\n{lines}\n"}
    assert expected in placed(load_texts(texts).diagnostics)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "conditionals: [{of: nothing, given: deploy-with-monitors, credence: 0.1}]",
            "claims/viewpoints/v.yaml:6:21 error[link/unknown-claim]",
        ),
        (
            "conditionals: [{of: deploy-with-monitors, given: monitor-defined, credence: 0.1}]",
            "claims/viewpoints/v.yaml:6:50 error[credence/no-truth-value]",
        ),
        (
            "conditionals: [{of: why-monitors-miss, given: deploy-with-monitors, credence: 0.1}]",
            "claims/viewpoints/v.yaml:6:21 error[credence/no-truth-value]",
        ),
        (
            "conditionals: [{of: deploy-with-monitors, given: monitors-miss-what-matters, credence: 0.1, source: ada-quill}]",
            "claims/viewpoints/v.yaml:6:101 error[link/wrong-end]",
        ),
        ("estimates: {deploy-with-monitors: {median: 1}}", "claims/viewpoints/v.yaml:6:13 error[link/wrong-end]"),
        ("estimates: {nothing: {median: 1}}", "claims/viewpoints/v.yaml:6:13 error[link/unknown-claim]"),
    ],
)
def test_conditionals_and_estimates_lead_somewhere(lines: str, expected: str):
    """Both ids of a conditional are claims that can be true, and what is estimated is a question."""
    head = "type: viewpoint\ntitle: V\nholder: ada-quill\ndate: 2022\nsources: [quill-monitors-2024]\n"
    findings = placed(load_texts({**valid_texts(), "claims/viewpoints/v.yaml": head + lines + "\n"}).diagnostics)
    assert expected in findings
