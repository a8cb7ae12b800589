"""Grounded labelling with needs and grounds, and its proofs."""

from __future__ import annotations

import itertools
import random

import pytest

from cruxbase.reasoning import (
    AbstractFramework,
    Label,
    Labelling,
    LabellingProblem,
    Proof,
    Reason,
    UnknownName,
    grounded_labelling,
)
from cruxbase.reasoning.labelling_search import a_preferred_labelling, can_be_in, is_always_in, labellings

IN, OUT, UNDECIDED = Label.IN, Label.OUT, Label.UNDECIDED


def random_problem(source: random.Random, most: int = 6) -> LabellingProblem:
    """A problem of up to so many nodes, with every kind of edge and stance."""
    count = source.randrange(1, most + 1)
    names = tuple(f"n{number}" for number in range(count))

    def edges(density: float) -> tuple[tuple[str, str], ...]:
        return tuple(pair for pair in itertools.product(names, names) if source.random() < density)

    stances = {name: source.choice((IN, IN, IN, OUT, UNDECIDED)) for name in names if source.random() < 0.7}
    return LabellingProblem(names, edges(0.2), edges(0.1), edges(0.15), stances)


def label_by_definition(problem: LabellingProblem, labels: dict[str, Label], name: str) -> Label:
    """The definition, word for word; open nodes have a base that is undecided at worst."""
    stance = problem.stances.get(name)
    if stance is OUT:
        return OUT  # a fresh attacker that is IN
    attackers = [labels[a] for a, b in problem.attacks if b == name]
    needs = [labels[a] for a, b in problem.needs if b == name]
    grounds = [labels[a] for a, b in problem.grounds if b == name] + ([UNDECIDED] if stance is UNDECIDED else [])
    if stance is IN or IN in grounds:
        base = IN
    elif all(ground is OUT for ground in grounds):
        base = OUT
    else:
        base = UNDECIDED
    if IN in attackers or OUT in needs or base is OUT:
        return OUT
    if all(a is OUT for a in attackers) and all(n is IN for n in needs) and base is IN:
        return IN
    return UNDECIDED


def least_fixpoint(problem: LabellingProblem) -> dict[str, Label]:
    """Apply the definition from all-undecided until nothing changes."""
    labels = dict.fromkeys(problem.names, UNDECIDED)
    while True:
        after = {name: label_by_definition(problem, labels, name) for name in problem.names}
        if after == labels:
            return labels
        labels = after


def test_labels_agree_with_the_definition_on_2000_random_problems() -> None:
    """The worklist finds the least fixpoint of the definition."""
    source = random.Random(1)
    for _ in range(2000):
        problem = random_problem(source, 8)
        assert least_fixpoint(problem) == dict(grounded_labelling(problem))


def test_attacks_alone_give_dungs_grounded_extension() -> None:
    """Where there are only attacks, what is IN is the grounded extension."""
    source = random.Random(2)
    for _ in range(1000):
        problem = random_problem(source)
        problem = LabellingProblem(problem.names, problem.attacks, stances=dict.fromkeys(problem.names, IN))
        labelling = grounded_labelling(problem)
        standing = {name for name, label in labelling.items() if label is IN}
        assert standing == AbstractFramework(problem.names, problem.attacks).grounded()


def test_complete_and_preferred_labellings_agree_with_the_definition_on_1000_random_problems() -> None:
    """With needs and grounds too, components and SAT find all fixpoints, and the most decided of them."""
    source = random.Random(3)
    numbers = {1: IN, -1: OUT, 0: UNDECIDED}
    for _ in range(1000):
        problem = random_problem(source, 4)
        wiring = problem._indexed()
        fixpoints = []
        for choice in itertools.product((1, -1, 0), repeat=len(problem.names)):
            labels = {name: numbers[label] for name, label in zip(problem.names, choice, strict=True)}
            if all(label_by_definition(problem, labels, name) is label for name, label in labels.items()):
                fixpoints.append(choice)
        largest = [one for one in fixpoints if not any(less_informed(one, other) for other in fixpoints)]
        assert sorted(fixpoints) == sorted(map(tuple, labellings(wiring, "complete")))
        assert sorted(largest) == sorted(map(tuple, labellings(wiring, "preferred")))
        assert tuple(a_preferred_labelling(wiring)) in largest
        for node in range(len(problem.names)):
            assert any(one[node] == 1 for one in largest) == can_be_in(wiring, node, "preferred")
            assert all(one[node] == 1 for one in largest) == is_always_in(wiring, node, "preferred")


def less_informed(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether the other decides the same and more."""
    return one != other and all(a in (0, b) for a, b in zip(one, other, strict=True))


def assert_sound(labelling: Labelling, proof: Proof) -> None:
    """Each step follows from steps further down, so the proof rests on nothing but itself."""
    problem = labelling.problem
    settled: dict[str, Label] = {}
    todo = [step for step in proof.steps if not set(step.because) & {step.name}]
    while todo:
        ready = [step for step in todo if set(step.because) <= settled.keys()]
        assert ready, "the proof is circular"
        for step in ready:
            assumed = dict.fromkeys(problem.names, UNDECIDED) | settled
            assert label_by_definition(problem, assumed, step.name) is step.label
            assert labelling[step.name] is step.label
            settled[step.name] = step.label
        todo = [step for step in todo if step.name not in settled]


def test_proofs_are_sound_on_1000_random_problems() -> None:
    """Every decided node has a proof that holds without the rest of the graph; undecided ones wait or are open."""
    source = random.Random(4)
    for _ in range(1000):
        labelling = grounded_labelling(random_problem(source, 7))
        for name, label in labelling.items():
            proof = labelling.why(name)
            assert proof.steps[0].name == name
            if label is not UNDECIDED:
                assert_sound(labelling, proof)
                assert proof.cycle == ()
                continue
            assert all(step.label is UNDECIDED for step in proof.steps)
            if proof.cycle:
                for one, following in itertools.pairwise((*proof.cycle, proof.cycle[0])):
                    assert following in proof[one].because
            else:
                assert proof.steps[-1].reason is Reason.OPEN


@pytest.mark.parametrize(
    ("problem", "labels"),
    [
        (LabellingProblem(()), {}),
        (LabellingProblem(("a",)), {"a": OUT}),
        (LabellingProblem(("a",), stances={"a": UNDECIDED}), {"a": UNDECIDED}),
        (LabellingProblem(("a",), attacks=(("a", "a"),), stances={"a": IN}), {"a": UNDECIDED}),
        (LabellingProblem(("a", "b"), grounds=(("a", "b"), ("b", "a"))), {"a": UNDECIDED, "b": UNDECIDED}),
        (
            LabellingProblem(
                ("reason", "open"), grounds=(("reason", "open"),), stances={"reason": IN, "open": UNDECIDED}
            ),
            {"reason": IN, "open": IN},
        ),
        (
            LabellingProblem(("foe", "open"), attacks=(("foe", "open"),), stances={"foe": IN, "open": UNDECIDED}),
            {"foe": IN, "open": OUT},
        ),
    ],
)
def test_corner_cases(problem: LabellingProblem, labels: dict[str, Label]) -> None:
    """Empty, groundless, open, self-attacking and self-supporting nodes have labels; open ones follow the graph."""
    assert labels == dict(grounded_labelling(problem))


def test_undercut_step() -> None:
    """A step whose undercutter stands falls, and its conclusion, grounded by nothing else, falls with it."""
    problem = LabellingProblem(
        ("premise", "step", "conclusion", "undercutter"),
        attacks=(("undercutter", "step"),),
        needs=(("premise", "step"),),
        grounds=(("step", "conclusion"),),
        stances={"premise": IN, "step": IN, "undercutter": IN},
    )
    labelling = grounded_labelling(problem)
    assert [labelling[name] for name in problem.names] == [IN, OUT, OUT, IN]
    proof = labelling.why("conclusion")
    assert [(step.name, step.reason) for step in proof.steps] == [
        ("conclusion", Reason.GROUNDLESS),
        ("step", Reason.ATTACKED),
        ("undercutter", Reason.ASSUMED),
    ]


def test_unknown_names_raise() -> None:
    """An edge, a stance or a question about a node that is not listed is a programmer's mistake."""
    with pytest.raises(UnknownName):
        LabellingProblem(("a",), attacks=(("a", "b"),))
    with pytest.raises(UnknownName):
        LabellingProblem(("a",), stances={"b": IN})
    labelling = grounded_labelling(LabellingProblem(("a",)))
    with pytest.raises(UnknownName):
        labelling.why("b")
    with pytest.raises(UnknownName):
        labelling.problem.forced("b", IN)
