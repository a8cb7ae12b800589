"""Status by weight: the definition by brute force, kinds of weighing, proofs, flags, and the claims that flip a label."""

from __future__ import annotations

import contextlib
import itertools
import math
import random
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cruxbase.reasoning import (
    AbstractFramework,
    Budget,
    Label,
    Reason,
    UnknownName,
    Verdict,
    WeighedStep,
    WeighingNetwork,
    WeighingProblem,
    flip_cruxes,
    minimal_flip_set,
    weighed_labelling,
)
from cruxbase.reasoning.weighing_search import contested

IN, OUT, UNDECIDED = Label.IN, Label.OUT, Label.UNDECIDED


def reason(  # noqa: PLR0917  # the fields of a step
    name: str,
    premises: tuple[str, ...],
    conclusion: str,
    supports: bool,
    weight: float,
    group: str = "",
    undercutters: tuple[str, ...] = (),
) -> WeighedStep:
    """A step, its direction first."""
    return WeighedStep(name, premises, conclusion, weight, not supports, undercutters, group)


def random_problem(source: random.Random, most: int = 6) -> WeighingProblem:
    """A problem of up to so many claims, with steps, groups, undercuts, requirements, cruxes, and any viewpoint."""
    names = tuple(f"n{number}" for number in range(source.randrange(1, most + 1)))
    steps = tuple(
        reason(
            f"s{number}",
            tuple(source.sample(names, min(len(names), source.choice((1, 1, 1, 2))))),
            source.choice(names),
            source.random() < 0.5,
            source.choice((0.5, 1.0, 2.0)),
            source.choice(("", "", "", "g")),
            tuple(source.sample(names, min(len(names), source.choice((0, 0, 1))))),
        )
        for number in range(source.randrange(2 * len(names) + 1))
    )
    requires = tuple(pair for pair in itertools.product(names, names) if source.random() < 0.04)
    cruxes = tuple(
        tuple(source.sample(names, source.choice((2, 2, 3)))) for _ in range(source.choice((0, 1, 2))) if len(names) > 2
    )
    stances = {name: source.choice((IN, OUT, UNDECIDED)) for name in names if source.random() < 0.3}
    if source.random() < 0.4:
        stances, presumptions = {}, dict.fromkeys(names, 1.0)
    else:
        presumptions = {name: 1.0 for name in names if source.random() < 0.1}
    return WeighingProblem(WeighingNetwork(names, steps, requires, cruxes), stances, presumptions)


def weight(problem: WeighingProblem, labels: Mapping[str, Label], claim: str, *, supports: bool, least: bool) -> float:
    """F+ (or A+) where `least`, else F? (or A?): each group once, by its largest."""
    groups: dict[str, float] = {}
    for step in problem.network.steps:
        counts = labels[step.name] is IN if least else labels[step.name] is not OUT
        if step.conclusion == claim and step.supports == supports and counts:
            group = step.group and f"group {step.group}"
            groups[group or step.name] = max(groups.get(group or step.name, 0), step.weight)
    return sum(groups.values())


def presumption(problem: WeighingProblem, claim: str) -> float:
    """p: infinite for what was held, minus infinite for what was denied."""
    settled = {IN: math.inf, OUT: -math.inf}
    stance = problem.stances.get(claim)
    return settled.get(stance, problem.presumptions.get(claim, 0.0)) if stance else problem.presumptions.get(claim, 0.0)


def within_reach(problem: WeighingProblem) -> set[str]:
    """What was spoken of, and what is held, presumed, or supported from premises all of which are."""
    names = problem.network.claims
    reached = {name for name in names if presumption(problem, name) > 0} | problem.left_open
    while True:
        more = {
            step.conclusion
            for step in problem.network.steps
            if step.supports and reached.issuperset(step.premises) and presumption(problem, step.conclusion) > -math.inf
        }
        if more <= reached:
            return reached | {name for name in names if problem.stances.get(name) is UNDECIDED}
        reached |= more


class Torn(Exception):
    """Both rules apply: to a strong side of a crux with a weaker rival taken to be in, or to a step undercut from nowhere.

    No labelling has that; on the way to the least fixpoint it never happens.
    """


def claim_by_definition(problem: WeighingProblem, labels: Mapping[str, Label], claim: str) -> Label:
    """The definition in `reasoning/status.py`, word for word."""
    p = presumption(problem, claim)
    if p == math.inf:
        return IN
    network = problem.network

    def worst(one: str) -> float:
        if presumption(problem, one) == math.inf:
            return math.inf
        return weight(problem, labels, one, supports=True, least=True) - weight(
            problem, labels, one, supports=False, least=False
        )

    def best(one: str) -> float:
        if presumption(problem, one) == math.inf or one in problem.left_open:
            return math.inf
        return weight(problem, labels, one, supports=True, least=False) - weight(
            problem, labels, one, supports=False, least=True
        )

    needs = [labels[what] for one, what in network.requires if one == claim]
    rivals = {other for sides in network.cruxes if claim in sides for other in sides if other != claim}
    against = weight(problem, labels, claim, supports=False, least=True)
    falls = (
        OUT in needs
        or against > weight(problem, labels, claim, supports=True, least=False) + p
        or any(labels[rival] is IN for rival in rivals)
    )
    for_it = p + weight(problem, labels, claim, supports=True, least=True)
    stands = (
        all(need is IN for need in needs)
        and for_it > weight(problem, labels, claim, supports=False, least=False)
        and all(labels[rival] is OUT or worst(claim) > best(rival) for rival in rivals)
    )
    if falls and stands and p > -math.inf:
        raise Torn
    return OUT if falls else IN if stands else UNDECIDED


def step_by_definition(labels: Mapping[str, Label], step: WeighedStep, live: set[str]) -> Label:
    """A step stands on its premises, and falls to an undercutter that stands."""
    premises = [labels[premise] for premise in step.premises]
    falls = OUT in premises or any(labels[one] is IN for one in step.undercutters)
    stands = all(one is IN for one in premises) and all(
        labels[one] is OUT or one not in live for one in step.undercutters
    )
    if falls and stands:
        raise Torn
    return OUT if falls else IN if stands else UNDECIDED


def after(problem: WeighingProblem, labels: Mapping[str, Label]) -> dict[str, Label]:
    """One round of the definition, for all nodes at once."""
    live = within_reach(problem)
    claims = {
        name: UNDECIDED if name in problem.left_open else claim_by_definition(problem, labels, name)
        for name in problem.network.claims
    }
    return claims | {step.name: step_by_definition(labels, step, live) for step in problem.network.steps}


def least_fixpoint(problem: WeighingProblem) -> dict[str, Label]:
    """Round after round from all-undecided until nothing changes."""
    labels = dict.fromkeys(problem.names, UNDECIDED)
    while (following := after(problem, labels)) != labels:
        assert all(labels[name] in (UNDECIDED, following[name]) for name in labels), "not monotone"
        labels = following
    return labels


def test_labels_agree_with_brute_force_on_2000_random_problems() -> None:
    """The worklist finds the least fixpoint of the definition, and labels only ever grow on the way there."""
    source = random.Random(11)
    for _ in range(2000):
        problem = random_problem(source, 7)
        assert least_fixpoint(problem) == dict(weighed_labelling(problem)), problem


@st.composite
def attack_graphs(draw: st.DrawFn) -> tuple[tuple[str, ...], list[tuple[str, str]]]:
    """Up to seven arguments, and any attacks among them."""
    names = tuple(f"a{number}" for number in range(draw(st.integers(1, 7))))
    pairs = st.tuples(st.sampled_from(names), st.sampled_from(names))
    return names, draw(st.lists(pairs, unique=True, max_size=14))


@given(attack_graphs(), st.sampled_from((0.25, 0.5)), st.sampled_from((1.0, 2.0)))
def test_equal_attacks_alone_are_labelled_as_dung_has_it(
    graph: tuple[tuple[str, ...], list[tuple[str, str]]], small: float, equal: float
) -> None:
    """With equal weights, attacks only and a presumption that outweighs none of them, what is IN is the grounded extension."""
    names, attacks = graph
    steps = tuple(reason(f"{a} -> {b}", (a,), b, False, equal) for a, b in attacks)
    labels = weighed_labelling(WeighingProblem(WeighingNetwork(names, steps), {}, dict.fromkeys(names, small)))
    grounded = AbstractFramework(names, attacks).grounded()
    assert grounded == {name for name in names if labels[name] is IN}
    fallen = {b for a, b in attacks if a in grounded}
    assert fallen == {name for name in names if labels[name] is OUT}


# kinds of weighing


def reasons(*weights: tuple[bool, float], granted: bool = True) -> WeighingProblem:
    """A claim with reasons for and against it, of given weights, each from a claim of its own; all at face value."""
    names = tuple(f"r{number}" for number in range(len(weights)))
    steps = tuple(
        reason(f"{name} -> c", (name,), "c", supports, value)
        for name, (supports, value) in zip(names, weights, strict=True)
    )
    network = WeighingNetwork(("c", *names), steps)
    presumed = dict.fromkeys(names, 1.0)
    return WeighingProblem(network, {}, presumed | ({"c": 1.0} if granted else {}))


WEAK, MODERATE, STRONG = 0.5, 1.0, 2.0


def test_a_weak_objection_leaves_a_claim_with_six_reasons_in_and_challenged() -> None:
    """Six moderate reasons and one weak objection: in, challenged, and the objection is named."""
    status = weighed_labelling(reasons(*[(True, MODERATE)] * 6, (False, WEAK))).status_of("c")
    assert (IN, True) == (status.label, status.challenged)
    assert ["r6 -> c"] == [objection.step for objection in status.objections]
    assert (1.0, 6.0, 0.5) == (status.weighing.presumption, status.weighing.supporting, status.weighing.attacking)


def test_a_strong_objection_takes_out_a_claim_without_reasons() -> None:
    """A weight of 2 against a presumption of 1."""
    step = weighed_labelling(reasons((False, STRONG))).why("c")["c"]
    assert (OUT, Reason.OUTWEIGHED, ("r0 -> c",)) == (step.label, step.reason, step.because)


def test_a_strong_objection_against_a_lone_moderate_reason_leaves_the_claim_undecided() -> None:
    """2 against 1 and a presumption of 1: a tie, and a tie decides nothing."""
    step = weighed_labelling(reasons((True, MODERATE), (False, STRONG))).why("c")["c"]
    assert (UNDECIDED, Reason.BALANCED) == (step.label, step.reason)


def test_a_weightier_rule_wins() -> None:
    """Without presumption, a strong reason against a moderate one decides, whichever way it points."""
    assert IN is weighed_labelling(reasons((True, STRONG), (False, MODERATE), granted=False))["c"]
    assert OUT is weighed_labelling(reasons((True, MODERATE), (False, STRONG), granted=False))["c"]


def test_a_cumulative_case_outweighs_what_none_of_its_reasons_could() -> None:
    """Three moderate reasons against a strong objection: any one of them loses, and together they win."""
    alone = weighed_labelling(reasons((True, MODERATE), (False, STRONG), granted=False))
    together = weighed_labelling(reasons(*[(True, MODERATE)] * 3, (False, STRONG), granted=False))
    assert (OUT, IN) == (alone["c"], together["c"])


def test_a_tie_leaves_a_claim_undecided() -> None:
    """Equal weights on both sides and no presumption: neither in nor out, and the reason is that they balance."""
    step = weighed_labelling(reasons((True, MODERATE), (False, MODERATE), granted=False)).why("c")["c"]
    assert (UNDECIDED, Reason.BALANCED) == (step.label, step.reason)


def test_a_group_counts_once_by_its_largest() -> None:
    """Three reasons from one study weigh as much as the strongest of them."""
    steps = tuple(
        reason(f"{name} -> c", (name,), "c", True, value, "one-study")
        for name, value in (("a", WEAK), ("b", STRONG), ("d", MODERATE))
    )
    network = WeighingNetwork(("a", "b", "c", "d"), steps)
    labels = weighed_labelling(WeighingProblem(network, dict.fromkeys(("a", "b", "d"), IN)))
    assert 2.0 == labels.status_of("c").weighing.supporting
    without = weighed_labelling(WeighingProblem(network, {"a": IN, "b": OUT, "d": IN}))
    assert (1.0, 1.0) == (
        without.status_of("c").weighing.supporting,
        without.status_of("c").weighing.supporting_at_most,
    )


def test_what_is_stated_stands_whatever_bears_on_it() -> None:
    """A held claim is in against a strong objection that is held too; a denied one is out whatever supports it."""
    problem = reasons((False, STRONG), granted=False)
    held = weighed_labelling(WeighingProblem(problem.network, {"c": IN, "r0": IN}))
    assert (IN, True, True) == (held["c"], held.status_of("c").stated, held.status_of("c").challenged)
    denied = weighed_labelling(WeighingProblem(reasons((True, STRONG)).network, {"c": OUT, "r0": IN}))
    assert (OUT, Reason.REJECTED) == (denied["c"], denied.why("c")["c"].reason)


def test_silence_defeats_nothing() -> None:
    """An objection of which the viewpoint said nothing is listed as unanswered, and what it would undercut stands."""
    steps = (
        reason("a -> c", ("a",), "c", True, MODERATE, "", ("u",)),
        reason("o -> c", ("o",), "c", False, STRONG),
    )
    network = WeighingNetwork(("a", "c", "o", "u"), steps)
    labels = weighed_labelling(WeighingProblem(network, {"a": IN, "c": IN}))
    assert (IN, IN) == (labels["c"], labels["a -> c"])
    status = labels.status_of("c")
    assert ((), [("undercuts", ("u",)), ("attacks", ("o",))]) == (
        status.objections,
        [(one.kind, one.claims) for one in status.unanswered],
    )
    spoken = weighed_labelling(WeighingProblem(network, {"a": IN, "u": UNDECIDED}))
    assert UNDECIDED is spoken["a -> c"]


def crux(*weights: float, stances: Mapping[str, Label] | None = None) -> WeighingProblem:
    """Sides of one crux, each with one reason of a given weight; at face value unless someone's stances are given."""
    sides = tuple(f"side{number}" for number in range(len(weights)))
    steps = tuple(
        reason(f"r -> {side}", ("r",), side, True, value) for side, value in zip(sides, weights, strict=True) if value
    )
    network = WeighingNetwork(("r", *sides), steps, cruxes=(sides,))
    if stances is not None:
        return WeighingProblem(network, stances)
    return WeighingProblem(network, {}, dict.fromkeys(network.claims, 1.0))


@pytest.mark.parametrize(
    ("problem", "labels"),
    [
        (crux(0, 0), [UNDECIDED, UNDECIDED]),
        (crux(1, 1), [UNDECIDED, UNDECIDED]),
        (crux(2, 1), [IN, OUT]),
        (crux(2, 1, 2), [UNDECIDED, UNDECIDED, UNDECIDED]),
        (crux(2, 1, 1), [IN, OUT, OUT]),
        (crux(2, 1, stances={"side1": IN, "r": IN}), [OUT, IN]),
        (crux(2, 1, stances={"side0": OUT}), [OUT, UNDECIDED]),
        (crux(2, 1, stances={"side0": OUT, "r": IN}), [OUT, IN]),
        (crux(2, 1, stances={"side0": IN, "side1": IN}), [IN, IN]),
    ],
)
def test_sides_of_a_crux_exclude_each_other(problem: WeighingProblem, labels: list[Label]) -> None:
    """A side is in only above every rival or where it is stated, and then its rivals are out; a tie decides nothing."""
    found = weighed_labelling(problem)
    assert labels == [found[name] for name in problem.network.claims if name.startswith("side")]


def test_a_statement_outweighs_a_requirement_that_falls() -> None:
    """What requires a denied claim falls, unless it was stated."""
    network = WeighingNetwork(("need", "claim"), requires=(("claim", "need"),))
    assert IN is weighed_labelling(WeighingProblem(network, {"need": OUT, "claim": IN}))["claim"]
    step = weighed_labelling(WeighingProblem(network, {"need": OUT}, {"claim": 1.0})).why("claim")["claim"]
    assert (OUT, Reason.NEED_FAILS) == (step.label, step.reason)


def test_what_nobody_argued_says_so() -> None:
    """A claim that only its presumption holds up is `unargued`, and is not shown as in."""
    network = WeighingNetwork(("alone",))
    status = weighed_labelling(WeighingProblem(network, {}, {"alone": 1.0})).status_of("alone")
    assert (IN, True, "unargued") == (status.label, status.unargued, status.word)


# proofs, flips, limits


def test_proofs_are_sound_on_1000_random_problems() -> None:
    """Every decided node follows from what its proof names, in turn; nothing rests on itself."""
    source = random.Random(12)
    for _ in range(1000):
        problem = random_problem(source, 6)
        labelling = weighed_labelling(problem)
        live = within_reach(problem)
        by_name = {step.name: step for step in problem.network.steps}
        for name, label in labelling.items():
            proof = labelling.why(name)
            assert name == proof.steps[0].name
            if label is UNDECIDED:
                assert all(step.label is UNDECIDED for step in proof.steps)
                for one, following in itertools.pairwise((*proof.cycle, *proof.cycle[:1])):
                    assert following in proof[one].because
                continue
            settled: dict[str, Label] = {}
            todo = list(proof.steps)
            while todo:
                ready = [step for step in todo if set(step.because) <= settled.keys()]
                assert ready, "the proof is circular"
                for step in ready:
                    assumed = dict.fromkeys(problem.names, UNDECIDED) | settled
                    if step.name in by_name:
                        assert step_by_definition(assumed, by_name[step.name], live) is step.label
                    else:
                        assert claim_by_definition(problem, assumed, step.name) is step.label, (problem, step)
                settled |= {step.name: step.label for step in ready}
                todo = [step for step in todo if step.name not in settled]


def test_flip_cruxes_agree_with_weighing_everything_again() -> None:
    """On 300 random problems, a claim is a flip crux exactly when setting it IN or OUT gives the target another label."""
    source = random.Random(13)
    for _ in range(300):
        problem = random_problem(source, 6)
        target = problem.network.claims[0]
        now = least_fixpoint(problem)[target]
        expected = {}
        for name in problem.network.claims[1:]:
            settings = tuple(one for one in (IN, OUT) if least_fixpoint(problem.forced(name, one))[target] is not now)
            if settings:
                expected[name] = settings
        assert expected == flip_cruxes(problem, target)


def test_minimal_flip_sets_are_smallest_on_300_random_problems() -> None:
    """No smaller set of claims to agree on changes the target's label, and where there is none, no set does."""
    source = random.Random(14)
    for _ in range(300):
        problem = random_problem(source, 5)
        target, others = problem.network.claims[0], problem.network.claims[1:]
        theirs = {name: source.choice((IN, OUT, UNDECIDED, None)) for name in others}
        now = least_fixpoint(problem)[target]

        def flips(chosen: tuple[str, ...]) -> bool:
            stances = {name: label for name, label in problem.stances.items() if name not in chosen}  # noqa: B023
            stances |= {name: label for name in chosen if (label := theirs[name]) is not None}  # noqa: B023
            again = WeighingProblem(problem.network, stances, problem.presumptions)  # noqa: B023
            return least_fixpoint(again)[target] is not now  # noqa: B023

        sizes = [
            size
            for size in range(1, len(others) + 1)
            for chosen in itertools.combinations(others, size)
            if flips(chosen)
        ]
        found = minimal_flip_set(problem, target, theirs)
        assert (found is None) == (not sizes), problem
        if found is not None:
            assert (min(sizes), True) == (len(found), flips(found))


def test_unknown_names_raise() -> None:
    """A step, a stance or a question about a claim that is not there is a mistake."""
    with pytest.raises(UnknownName):
        WeighingNetwork(("a",), (reason("s", ("b",), "a", True, 1.0),))
    problem = WeighingProblem(WeighingNetwork(("a",)))
    for ask in (
        lambda: WeighingProblem(WeighingNetwork(("a",)), {"b": IN}),
        lambda: weighed_labelling(problem).why("b"),
        lambda: weighed_labelling(problem).status_of("b"),
        lambda: flip_cruxes(problem, "b"),
        lambda: flip_cruxes(problem, "a", ["b"]),
        lambda: minimal_flip_set(problem, "a", {"b": IN}),
        lambda: problem.forced("b", IN),
    ):
        with pytest.raises(UnknownName):
            ask()


def test_long_chains_need_no_recursion() -> None:
    """A chain of 20,000 claims is labelled, and its proof has all of them."""
    names = [f"a{number}" for number in range(20_000)]
    steps = tuple(reason(f"{a} -> {b}", (a,), b, True, 1.0) for a, b in itertools.pairwise(names))
    labelling = weighed_labelling(WeighingProblem(WeighingNetwork(tuple(names), steps), {"a0": IN}))
    assert IN is labelling["a19999"]
    assert 39_999 == len(labelling.why("a19999").steps)


def test_contested_agrees_with_listing_all_fixpoints_on_500_random_problems() -> None:
    """A claim is contested exactly when some labelling that decides as much as possible has it in and another has not."""
    source = random.Random(15)
    contested_some = 0
    for _ in range(500):
        problem = random_problem(source, 4)
        names = problem.network.claims
        fixpoints = []
        for choice in itertools.product((IN, OUT, UNDECIDED), repeat=len(names)):
            labels = dict(zip(names, choice, strict=True)) | {step.name: UNDECIDED for step in problem.network.steps}
            live = within_reach(problem)
            with contextlib.suppress(Torn):
                labels |= {step.name: step_by_definition(labels, step, live) for step in problem.network.steps}
                if after(problem, labels) == labels:
                    fixpoints.append(labels)
        largest = [one for one in fixpoints if not any(decides_less(one, other) for other in fixpoints)]
        for name in names:
            held = [one[name] is IN for one in largest]
            expected = Verdict.YES if any(held) and not all(held) else Verdict.NO
            assert expected is contested(problem, name), (problem, name)
            contested_some += expected is Verdict.YES
    assert contested_some > 50


def decides_less(one: Mapping[str, Label], other: Mapping[str, Label]) -> bool:
    """Whether the other decides the same and more."""
    return one != other and all(one[name] in (UNDECIDED, other[name]) for name in one)


def test_past_its_budget_contested_is_not_computed() -> None:
    """With no conflicts allowed, a hard question has no answer."""
    names = tuple(f"n{number}" for number in range(60))
    source = random.Random(4)
    steps = tuple(reason(f"{a} -> {b}", (a,), b, False, 1.0) for a in names for b in source.sample(names, 5) if a != b)
    problem = WeighingProblem(WeighingNetwork(names, steps), {}, dict.fromkeys(names, 0.5))
    assert Verdict.NOT_COMPUTED in {contested(problem, name, Budget(conflicts=0)) for name in names[:10]}
