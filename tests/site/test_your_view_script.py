"""The script of "your view" and Python: the same strengths, gaps, double cruxes, agreements and questions."""

from __future__ import annotations

import itertools
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cruxbase.analysis.gaps import GapAnalyser
from cruxbase.analysis.perspective_view import CoherenceGap
from cruxbase.analysis.target import NothingToCompute, conclusion
from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.loading.loading import load, load_texts
from cruxbase.reasoning.agreement import distance_on
from cruxbase.reasoning.coherence import NEAR, NEAR_LOG_ODDS
from cruxbase.reasoning.cruxes import ask_next
from cruxbase.reasoning.gap_analysis import GapAnalysis, Unsettleable
from cruxbase.reasoning.jeffrey import AnchoredView
from cruxbase.reasoning.on_graph import statements
from cruxbase.site.data.your_view_data import view_data
from javascript import by_script
from random_bases import random_base
from support import REPOSITORY

CLOSE = 1e-7
PROGRAM = """
import { readFileSync } from "node:fs";
import { ArgumentGraph } from "./view/argument_graph.js";
import { AnchoredView, EvidenceGraph } from "./view/jeffrey.js";
import { GraphProblem, publishedView } from "./view/problems.js";
import { askNext, leverages } from "./view/cruxes.js";
import { misfitsOf } from "./view/coherence.js";
import { gapBetween } from "./view/gaps.js";
import { distanceOn } from "./shared/agreement.js";
import { Model } from "./view/models.js";

const [data, asked] = JSON.parse(readFileSync("given.json", "utf8"));
const graph = new EvidenceGraph(new ArgumentGraph(data), data.cruxes.map(([, , sides]) => sides));
const views = new Map(data.viewpoints.map((viewpoint) => [viewpoint.id, publishedView(viewpoint)]));
const anchored = new Map([...views].map(([id, view]) => [id, AnchoredView.of(graph, view)]));
const number = (value) => (value === undefined || Number.isNaN(value) ? null : value);

const strengths = Object.fromEntries(asked.views.map((id) => {
  const view = anchored.get(id);
  const own = (claim) => (view.stated.has(claim) ? view.ownLevels[claim] : null);
  const rows = data.claims.id.map((_, claim) => [view.strength(claim), view.fromReasons(claim), own(claim)]);
  return [id, rows.map((row) => row.map(number))];
}));
const gaps = asked.gaps.map(([target, a, b]) => {
  const found = gapBetween(anchored.get(a), anchored.get(b), target);
  return found && {
    gap: found.gap,
    agreed: found.agreed,
    shares: found.reasons.map(({ share }) => share).sort((one, other) => one - other),
    closures: Object.fromEntries(found.closures.map((row) => [row.claim, [row.fromA, row.fromB, row.nearA, row.nearB]])),
    lacks: Object.fromEntries(found.closures.map((row) => [row.claim, row.lacks])),
    double: [...found.double].sort((one, other) => one - other),
  };
});
const distances = asked.pairs.map(([a, b]) => data.claims.id.map((_, claim) => {
  const found = distanceOn(views.get(a), views.get(b), claim);
  return found && [found.probability, found.agreed];
}));
const problems = asked.problems.map(([target, id]) => {
  const problem = new GraphProblem(graph, target, views.get(id));
  const found = leverages(problem, problem.point(), null);
  const next = askNext(problem, problem.ranges());
  return {
    value: number(problem.value()),
    swings: Object.fromEntries(found.rows.map((row) => [row.name, [row.none, row.all]])),
    range: [next.low, next.high],
    ask: Object.fromEntries(next.rows.map((row) => [row.name, row.narrowing])),
  };
});
const models = new Map(data.models.map((model) => [model.id, new Model(model)]));
const misfits = Object.fromEntries(asked.views.map((id) => {
  const argumentGraph = graph.argumentGraph ?? new ArgumentGraph(data);
  const found = misfitsOf({ graph: argumentGraph, cruxes: data.cruxes, models, view: views.get(id), anchored: anchored.get(id) });
  const ids = data.claims.id;
  const words = ({ kind, crux, claim, other }) => [kind, crux ?? ids[claim], other === undefined ? "" : ids[other]].join(" ");
  return [id, [...new Set(found.map(words))].sort()];
}));
console.log(JSON.stringify({ strengths, gaps, distances, problems, misfits }));
"""


def differences(mine: Any, theirs: Any, path: str = "") -> list[str]:
    """Where two nested results differ by more than `CLOSE`."""
    if isinstance(theirs, float) and isinstance(mine, float | int):
        return [] if math.isclose(mine, theirs, rel_tol=CLOSE, abs_tol=CLOSE) else [f"{path}: {mine}, and {theirs}"]
    if isinstance(theirs, dict) and isinstance(mine, dict):
        if mine.keys() != theirs.keys():
            return [f"{path}: {sorted(mine)}, and {sorted(theirs)}"]
        return [line for key in theirs for line in differences(mine[key], theirs[key], f"{path}.{key}")]
    if isinstance(theirs, list) and isinstance(mine, list) and len(mine) == len(theirs):
        pairs = enumerate(zip(mine, theirs, strict=True))
        return [line for at, (one, other) in pairs for line in differences(one, other, f"{path}[{at}]")]
    return [] if mine == theirs else [f"{path}: {mine}, and {theirs}"]


def strengths_of(kb: KnowledgeBase, view: AnchoredView) -> list[list[float | None]]:
    """For each claim: how far it is believed, what the reasons alone give, and the own reason."""
    return [[view.strength(id), view.from_reasons(id), view.own_reason(id)] for id in statements(kb.graph)]


def gap_of(kb: KnowledgeBase, found: GapAnalysis) -> dict[str, Any]:
    """The decisions of a gap analysis; steps of one group as one share."""
    number = {id: place for place, id in enumerate(statements(kb.graph))}
    groups: dict[str, float] = {}
    for row in found.reasons:
        if row.kind != "cap":
            key = kb.graph.steps[row.step].group or row.step
            groups[key] = groups.get(key, 0.0) + row.share
    lacking = {row.claim: list(row.lacks) for row in found.near_cruxes}
    lacking |= {claim: [] for claim in found.double_cruxes}
    return {
        "gap": found.gap,
        "agreed": found.agreed,
        "shares": sorted(share for share in groups.values() if abs(share) > 1e-9),
        "closures": {
            str(number[row.claim]): [row.from_a, row.from_b, row.near_from_a, row.near_from_b] for row in found.closures
        },
        "lacks": {str(number[claim]): lacks for claim, lacks in lacking.items()},
        "double": sorted(number[claim] for claim in found.double_cruxes),
    }


def compared(
    kb: KnowledgeBase, views: list[str], targets: list[str], pairs: list[tuple[str, str]], folder: Path
) -> int:
    """Compare both sides; how many gaps there were."""
    number = {id: place for place, id in enumerate(statements(kb.graph))}
    gaps, expected_gaps = [], []
    for a, b in pairs:
        analyser = GapAnalyser(kb, a, b)
        for target in targets:
            if not all(view.knows(target) for view in analyser.pair.views):
                continue
            try:
                found = analyser.pair.analysis(target)
            except Unsettleable:
                continue
            gaps.append([number[target], a, b])
            expected_gaps.append(gap_of(kb, found))
    problems, expected_problems = [], []
    for id in dict.fromkeys(itertools.chain(*pairs)):
        for target in targets:
            vector = problem_of(kb, target, id)
            if vector is not None:
                problems.append([number[target], id])
                expected_problems.append(vector)
    asked = {"views": views, "gaps": gaps, "pairs": pairs, "problems": problems}
    found_by_script = by_script(PROGRAM, [view_data(kb), asked], folder)
    for mine, theirs in zip(found_by_script["gaps"], expected_gaps, strict=True):
        mine["shares"] = [share for share in mine["shares"] if abs(share) > 1e-9]
        mine["lacks"] = {claim: lacks for claim, lacks in mine["lacks"].items() if claim in theirs["lacks"]}
    expected = {
        "strengths": {id: strengths_of(kb, kb.view(id).anchored) for id in views},
        "gaps": expected_gaps,
        "distances": [distances_of(kb, *pair) for pair in pairs],
        "problems": expected_problems,
        "misfits": {id: misfits_of(kb, id) for id in views},
    }
    assert [] == differences(found_by_script, expected)[:5]
    return len(gaps)


def misfits_of(kb: KnowledgeBase, who: str) -> list[str]:
    """What does not fit together in a view: kind, claim or crux, and what else is concerned."""
    found = kb.view(who).coherence()
    over = {row.crux for row in found.sides}
    held = {row.crux.id for row in found.contradictions if row.crux is not None}
    models = {row.claim.id for row in found.gaps if row.by in kb.corpus and is_far(row)}
    rows = [f"sides {crux} " for crux in over] + [f"held {crux} " for crux in held - over]
    rows += [f"requirement {row.claim} {row.required}" for row in found.above_requirements]
    rows += [f"model {claim} " for claim in models] + [f"even {row.claim} " for row in found.questions]
    return sorted(rows)


def is_far(row: CoherenceGap) -> bool:
    """Whether a gap is more than rounding and vague words explain."""
    return row.distance > NEAR or row.distance_log_odds > NEAR_LOG_ODDS


def distances_of(kb: KnowledgeBase, a: str, b: str) -> list[list[Any] | None]:
    """For each claim how far apart two views are, and whether they agree."""
    views = [kb.view(who).perspective for who in (a, b)]
    rows = [distance_on(*views, claim) for claim in statements(kb.graph)]
    return [None if row is None else [row.probability, row.agreed] for row in rows]


def problem_of(kb: KnowledgeBase, target: str, who: str) -> dict[str, Any] | None:
    """What a conclusion turns on for a view, and what to ask next; None where nothing bears on it or a model has it."""
    view = kb.view(who).perspective
    try:
        found = conclusion(kb, target, (view,), "jeffrey", at_a_point=False)
    except NothingToCompute:
        return None
    if found.model:
        return None
    number = {id: place for place, id in enumerate(statements(kb.graph))}
    point = found.point(view)
    asked = ask_next(found.whole, found.ranges(view))
    swings = {}
    for name in point:
        settings = [[value if other == name else now for other, now in point.items()] for value in (0.0, 1.0)]
        swings[str(number[name])] = found.response.values(np.array(settings)).tolist()
    return {
        "value": kb.view(who).anchored.strength(target),
        "swings": swings,
        "range": [asked.low, asked.high],
        "ask": {str(number[row.name]): row.narrowing for row in asked.rows},
    }


def test_script_and_python_agree_on_the_shipped_base(tmp_path: Path) -> None:
    """For every viewpoint each claim's strength; for many pairs each gap, its shares, closures and double cruxes."""
    kb = load(REPOSITORY / "claims").knowledge_base
    views = [viewpoint.id for viewpoint in kb.viewpoints() if viewpoint.beliefs]
    spoken = {id: set(kb.view(id).perspective.claims) for id in views}
    apart = [
        pair for pair in itertools.combinations(views, 2) if not all(id.startswith(("fri-", "samot")) for id in pair)
    ]
    pairs = sorted(apart, key=lambda pair: (-len(spoken[pair[0]] & spoken[pair[1]]), pair))[:10]
    both = sorted(set.union(*(spoken[a] & spoken[b] for a, b in pairs)))
    targets = [claim for claim in both if claim in statements(kb.graph) and kb.graph.steps_into(claim)]
    assert compared(kb, views, targets, pairs, tmp_path) > 20


@pytest.mark.parametrize("seed", range(10))
def test_script_and_python_agree_on_random_bases(seed: int, tmp_path: Path) -> None:
    """Cycles, groups, undercuts, needs, linked premises, ranges, bounds and certainty do not part the two."""
    kb = load_texts(random_base(seed)).knowledge_base
    assert compared(kb, ["va", "vb"], list(statements(kb.graph)), [("va", "vb")], tmp_path) > 0


MISFITS = {
    "topics/t.yaml": "type: topic\ntitle: T\nsummary: S\n",
    "people/p.yaml": "type: person\nname: P\n",
    "sources/s.yaml": "type: source\ntitle: S\nkind: post\nurl: https://example.org/\nchecked: read\n",
    **{
        f"t/{name}.yaml": f"type: claim\ntitle: Claim {name} says something\nstatement: Claim {name} says something.\n"
        f"topic: t\nsources: [s]\n{more}"
        for name, more in (
            ("ca", ""),
            ("cb", ""),
            ("cc", "requires: [ca]\n"),
            ("cd", "supports: [{claim: cb, because: so}]\n"),
        )
    },
    "t/which.yaml": "type: crux\ntitle: Which of the two\nquestion: Which of the two?\ntopic: t\nsides: [ca, cb]\ndecides: [cd]\n"
    "sources: [s]\n",
}
"""Two claims that exclude each other, one that requires the first, and one that supports the second."""


def test_script_and_python_find_the_same_misfits(tmp_path: Path) -> None:
    """Sides over 1, both sides held without numbers, more than what is required, the other side of even, and rounding."""
    beliefs = {
        "va": "credences: {ca: 0.7, cb: 0.6}",
        "vb": "holds: [ca, cb]",
        "vc": "credences: {cc: 0.6, ca: 0.3}",
        "vd": "credences: {cc: 0.31, ca: 0.3}",
        "ve": "holds: [cc]\nrejects: [ca]\ncredences: {cd: 0.9}",
        "vf": "credences: {cd: 0.95, cb: 0.2}",
        "vg": "holds: [cc]\ncredences: {ca: 0.2}",
    }
    head = "type: viewpoint\ntitle: V\nholder: p\ndate: 2025\nsources: [s]\n"
    files = MISFITS | {f"viewpoints/{view}.yaml": f"{head}{said}\n" for view, said in beliefs.items()}
    kb = load_texts(files).knowledge_base
    expected = {view: misfits_of(kb, view) for view in beliefs}
    assert {row.split()[0] for rows in expected.values() for row in rows} == {"sides", "held", "requirement", "even"}
    asked = {"views": list(beliefs), "gaps": [], "pairs": [], "problems": []}
    assert expected == by_script(PROGRAM, [view_data(kb), asked], tmp_path)["misfits"]
