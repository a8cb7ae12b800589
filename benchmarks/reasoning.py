"""Times the algorithms of `cruxbase.reasoning` at growing sizes, beside the peers that can be installed.

    python benchmarks/reasoning.py                      # up to 100,000 edges
    python benchmarks/reasoning.py 1000 100000 1000000  # the table of benchmarks/README.md

Each figure of ours is the median of five runs on a framework already in memory, with the time to build it beside it.
All of this is work of one thread, so seconds are seconds of processor time, which other work on the machine disturbs
less than it does the clock. Ratios are to the reference of the same row, timed in the same run: machines are noisy,
and ratios are what to keep. A peer that is installed is given one run and a minute by the clock. A peer's grounded
extension and strengths are compared with ours, so that no such row compares the speed of different answers; a
preferred extension found is checked to be a complete one: it defends all that it holds, and holds all that it defends.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import statistics
import time
from collections.abc import Callable, Iterable
from functools import partial
from importlib.util import find_spec
from typing import Any

import numpy as np

from cruxbase.reasoning import (
    QBAF,
    AbstractFramework,
    Budget,
    BudgetExceeded,
    Label,
    ProbabilityModel,
    Table,
    WeighedStep,
    WeighingNetwork,
    WeighingProblem,
    gap,
    leverages,
    minimal_crux_set,
    weighed_labelling,
)
from cruxbase.reasoning.jeffrey_kernel import JeffreyKernel, Setting, StepArrays
from cruxbase.reasoning.mechanisms import Mechanism, Prior, states

LIMIT = 60
"""Seconds a peer is given."""

Edge = tuple[str, str]


def median(work: Callable[[], Any], runs: int = 5) -> tuple[float, Any]:
    """The median time of some work, and its last result."""
    times = []
    for _ in range(runs):
        begun = time.process_time()
        result = work()
        times.append(time.process_time() - begun)
    return statistics.median(times), result


def limited(work: Callable[[], Any]) -> tuple[float, Any]:
    """One run of some work in a process of its own; infinite time when it takes too long."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)

    def run() -> None:
        begun = time.process_time()
        result = work()
        sender.send((time.process_time() - begun, result))

    process = context.Process(target=run)
    process.start()
    found = receiver.recv() if receiver.poll(LIMIT) else (float("inf"), None)
    if process.is_alive():
        process.terminate()
    process.join()
    return found


def row(what: str, seconds: float, beside: Iterable[tuple[str, float, bool]] = (), note: str = "") -> None:
    """Print one line of the table."""
    others = []
    for name, other, agrees in beside:
        shown = f"{other:.3f} s = {other / seconds:,.0f} ×" if other < float("inf") else f"over {LIMIT} s"
        others.append(f"{name} {shown}{'' if agrees else ' AND ANOTHER ANSWER'}")
    print(f"{what:<62} {seconds:9.4f} s   {'; '.join(others)}{note}", flush=True)


# Extensions ------------------------------------------------------------------------------------------------------


def names(count: int) -> list[str]:
    """Names of arguments."""
    return [f"a{number}" for number in range(count)]


def random_attacks(count: int, attacks: int, seed: int = 1) -> list[Edge]:
    """Attacks between arguments chosen at random, mostly from earlier to later, so that much is decided."""
    source = random.Random(seed)
    found: dict[Edge, None] = {}
    while len(found) < attacks:
        one, other = source.randrange(count), source.randrange(count)
        if one > other and source.random() < 0.98:
            one, other = other, one
        found[f"a{one}", f"a{other}"] = None
    return list(found)


def clusters(count: int, size: int = 20, seed: int = 1) -> list[Edge]:
    """Debates of some twenty arguments that attack one another, each bearing on a later one."""
    source = random.Random(seed)
    found: dict[Edge, None] = {}
    for start in range(0, count, size):
        for _ in range(3 * size):
            found[f"a{start + source.randrange(size)}", f"a{start + source.randrange(size)}"] = None
        if start + size < count:
            found[f"a{start + source.randrange(size)}", f"a{start + size + source.randrange(size)}"] = None
    return list(found)


def uniform(count: int, degree: float, seed: int = 1) -> list[Edge]:
    """Attacks between any two arguments with equal chance: one large component."""
    source = random.Random(seed)
    return [(f"a{source.randrange(count)}", f"a{source.randrange(count)}") for _ in range(int(count * degree))]


def attached(count: int, seed: int = 1) -> list[Edge]:
    """Attacks that go to arguments already much attacked, and back half the time (after Barabási and Albert 1999)."""
    source = random.Random(seed)
    ends = ["a0"]
    found: list[Edge] = []
    for number in range(1, count):
        for target in {source.choice(ends) for _ in range(2)}:
            found.append((f"a{number}", target))
            if source.random() < 0.5:
                found.append((target, f"a{number}"))
            ends += [target, f"a{number}"]
    return found


def admissible(some: frozenset[str], attacks: list[Edge]) -> bool:
    """Whether arguments attack none of themselves and all that attack them, and hold all that they defend."""
    attacked = {other for one, other in attacks if one in some}
    attackers: dict[str, set[str]] = {}
    for one, other in attacks:
        attackers.setdefault(other, set()).add(one)
    defended = {name for name, foes in attackers.items() if foes <= attacked}
    unattacked = {name for edge in attacks for name in edge} - attackers.keys()
    fighting = {one for one, other in attacks if other in some}
    can_join = {name for name in defended | unattacked if name not in attacked and name not in fighting}
    return not some & attacked and some <= defended | unattacked | (some - attackers.keys()) and can_join <= some


def pygarg(semantics: str, arguments: list[str], attacks: list[Edge]) -> Callable[[], Any]:
    """One extension by pygarg."""

    def work() -> Any:
        from pygarg.dung import solver

        return frozenset(solver.compute_some_extension(arguments, [list(attack) for attack in attacks], semantics))

    return work


def python_argumentation(arguments: list[str], attacks: list[Edge]) -> Callable[[], Any]:
    """The grounded extension by python-argumentation."""

    def work() -> Any:
        from py_arg.abstract_argumentation_classes.abstract_argumentation_framework import (
            AbstractArgumentationFramework,
        )
        from py_arg.abstract_argumentation_classes.argument import Argument
        from py_arg.abstract_argumentation_classes.defeat import Defeat
        from py_arg.algorithms.semantics.get_grounded_extension import get_grounded_extension

        made = {name: Argument(name) for name in arguments}
        defeats = [Defeat(made[one], made[other]) for one, other in attacks]
        framework = AbstractArgumentationFramework("", list(made.values()), defeats)
        return frozenset(argument.name for argument in get_grounded_extension(framework))

    return work


def clingo(arguments: list[str], attacks: list[Edge], *, grounded: bool) -> Callable[[], Any]:
    """The grounded extension, or one preferred one, by clingo."""

    def work() -> Any:
        import clingo

        facts = "".join(f"arg({name})." for name in arguments) + "".join(f"att({a},{b})." for a, b in attacks)
        if grounded:
            rules = "in(X) :- arg(X), out(Y) : att(Y,X). out(X) :- in(Y), att(Y,X)."
            options = []
        else:
            rules = """{in(X)} :- arg(X). :- in(X), in(Y), att(X,Y). out(X) :- in(Y), att(Y,X).
                :- in(X), att(Y,X), not out(Y). #heuristic in(X) : arg(X). [1,true]"""
            options = ["--heuristic=Domain", "--enum-mode=domRec"]
        control = clingo.Control(["1", "--warn=none", *options])
        control.add("base", [], facts + rules + "#show in/1.")
        control.ground([("base", [])])
        with control.solve(yield_=True) as handle:
            for model in handle:
                return frozenset(str(atom.arguments[0]) for atom in model.symbols(shown=True))
        return None

    return work


def time_extensions(sizes: list[int]) -> None:
    """Grounded extensions at every size, and one preferred extension of 10,000 arguments of several shapes."""
    for size in sizes:
        arguments, attacks = names(size // 10), random_attacks(size // 10, size)
        build = partial(AbstractFramework, arguments, attacks)
        built, framework = median(build, 1)
        seconds, ours = median(lambda build=build: build().grounded(), 3)
        peers = [("clingo", "clingo", clingo(arguments, attacks, grounded=True))]
        peers += [("pygarg", "pygarg", pygarg("GR", arguments, attacks))]
        peers += [("python-argumentation", "py_arg", python_argumentation(arguments, attacks))]
        beside = [(name, *limited(work)) for name, module, work in peers if find_spec(module)]
        progress = [(name, other, answer in (None, ours)) for name, other, answer in beside]
        row(f"grounded, {size:,} attacks, with building ({built:.2f} s)", seconds, progress, f"; {len(ours):,} stand")
        framework.grounded()
        row(f"grounded, {size:,} attacks, again", median(framework.grounded)[0])
    count = 10_000
    shapes = {
        "debates of 20": clusters(count),
        "preferential attachment": attached(count),
        "uniform, 2 attacks each": uniform(count, 2),
        "uniform, 3 attacks each": uniform(count, 3),
        "uniform, 4 attacks each": uniform(count, 4),
    }
    for shape, attacks in shapes.items():
        arguments = names(count)
        peers = [("clingo", "clingo", clingo(arguments, attacks, grounded=False))]
        peers += [("pygarg", "pygarg", pygarg("PR", arguments, attacks))]
        beside = [(name, *limited(work)) for name, module, work in peers if find_spec(module)]
        progress = [(name, other, found is None or admissible(found, attacks)) for name, other, found in beside]

        def ours(attacks: list[Edge] = attacks, arguments: list[str] = arguments) -> Any:
            try:
                return AbstractFramework(arguments, attacks).a_preferred_extension(Budget(conflicts=50_000))
            except BudgetExceeded:
                return None

        seconds, found = median(ours, 3)
        assert found is None or admissible(found, attacks)
        note = "; past its budget: not computed" if found is None else f"; {len(found):,} in it"
        row(f"one preferred extension, {count:,} arguments, {shape}", seconds, progress, note)


# Strengths -------------------------------------------------------------------------------------------------------


def framework_of(size: int, *, acyclic: bool) -> QBAF:
    """As many edges as asked for, half of them attacks, ten for each argument."""
    source = random.Random(1)
    count = max(2, size // 10)
    edges: dict[Edge, None] = {}
    while len(edges) < size:
        one, other = source.randrange(count), source.randrange(count)
        if one == other:
            continue
        if acyclic and one > other:
            one, other = other, one
        edges[f"a{one}", f"a{other}"] = None
    listed = list(edges)
    weights = dict.fromkeys(listed, 0.3)
    return QBAF({name: source.random() for name in names(count)}, listed[::2], listed[1::2], weights)


def plain_fixpoint(framework: QBAF) -> Callable[[], dict[str, float]]:
    """The same log-odds semantics as everyone writes it first: dictionaries, from the base scores until it settles."""
    import math

    incoming: dict[str, list[tuple[str, float]]] = {name: [] for name in framework.base_scores}
    for edges, sign in ((framework.attacks, -1.0), (framework.supports, 1.0)):
        for one, other in edges:
            incoming[other].append((one, sign * framework.weights[one, other]))
    leaning = {}
    for name, score in framework.base_scores.items():
        kept = min(0.999, max(0.001, float(score)))  # type: ignore[arg-type]  # all are numbers here
        leaning[name] = math.log(kept / (1 - kept))

    def work() -> dict[str, float]:
        strengths = dict(framework.base_scores)
        while True:
            after = {
                name: 1 / (1 + math.exp(-leaning[name] - sum(weight * strengths[one] for one, weight in reasons)))
                for name, reasons in incoming.items()
            }
            if max(abs(after[name] - strengths[name]) for name in after) < 1e-11:
                return after
            strengths = after

    return work


def time_strengths(sizes: list[int]) -> None:
    """Strengths and gradients, with and without cycles, beside a fixpoint in plain Python."""
    for size in sizes:
        for acyclic in (True, False):
            shape = "acyclic" if acyclic else "cyclic"
            framework = framework_of(size, acyclic=acyclic)
            built, _ = median(lambda made=framework: made._kernel("logodds").blocks, 1)
            seconds, ours = median(lambda made=framework: made.strengths("logodds"))
            taken, reference = limited(plain_fixpoint(framework))
            agrees = reference is None or all(abs(ours[name] - reference[name]) < 1e-9 for name in ours)
            note = f"; {ours.iterations} iterations, {ours.guarantee}"
            row(
                f"log-odds, {size:,} edges, {shape} (building {built:.2f} s)", seconds, [("plain", taken, agrees)], note
            )
            for semantics in ("dfquad", "quadratic-energy"):
                framework._kernel(semantics).blocks  # noqa: B018  # compiled before it is timed
                row(f"{semantics}, {size:,} edges, {shape}", median(lambda m=framework, s=semantics: m.strengths(s))[0])
            first, _ = median(lambda made=framework: made.gradient("a1", "logodds"), 1)
            again, _ = median(lambda made=framework: made.gradient("a1", "logodds"))
            row(f"gradient of one target, {size:,} edges, {shape}", again, note=f"first time {first:.3f} s")


def evidence_of(size: int, *, acyclic: bool) -> tuple[JeffreyKernel, Setting]:
    """As many steps as asked for among a tenth as many claims, a fifth of which are stated; the same as `framework_of`."""
    source = np.random.default_rng(1)
    count = max(2, size // 10)
    one, other = source.integers(0, count, size), source.integers(0, count, size)
    if acyclic:
        one, other = np.minimum(one, other), np.maximum(one, other)
    one, other = one[one != other], other[one != other]
    steps, none = np.arange(len(one)), np.zeros(0, dtype=np.int64)
    signs = np.where(steps % 2 == 0, 1.0, -1.0)
    arrays = StepArrays(other, signs, np.full(len(one), 0.3), steps, one, steps, none, none)
    kernel = JeffreyKernel(count, arrays, none, none)
    fixed = np.where(np.arange(count) % 5 == 0, 0.8, np.nan)[kernel.claim_of][:, None]
    flat = np.zeros((kernel.size, 1))
    return kernel, Setting(flat, fixed, flat, flat + 1, np.zeros((0, 1), dtype=bool))


def time_jeffrey(sizes: list[int]) -> None:
    """`jeffrey` strengths and the gradient of one target, with and without cycles."""
    for size in sizes:
        for acyclic in (True, False):
            shape = "acyclic" if acyclic else "cyclic"
            built, (kernel, setting) = median(partial(evidence_of, size, acyclic=acyclic), 1)
            compiled, _ = median(lambda made=kernel: made.blocks, 1)
            seconds, solved = median(partial(kernel.solve, setting))
            note = f"; {solved.method}, {solved.iterations} iterations (building {built + compiled:.2f} s)"
            row(f"jeffrey, {size:,} edges, {shape}", seconds, note=note)
            if size <= 1_000_000:
                row(
                    f"jeffrey, gradient of one target, {size:,} edges, {shape}",
                    median(partial(kernel.adjoint, setting, solved.strengths, 1), 3)[0],
                )


def time_gaps() -> None:
    """One view, one gap and one comparison of the shipped base."""
    import cruxbase
    from cruxbase.analysis.gaps import GapAnalyser
    from cruxbase.reasoning.anchoring import anchored_view

    kb = cruxbase.load("claims").knowledge_base
    view = kb.view("alex-mallen").perspective
    row("anchored view, shipped base", median(lambda: anchored_view(kb.graph, view).strengths)[0])
    row(
        "gap of two people on one claim, shipped base",
        median(lambda: GapAnalyser(kb, "alex-mallen", "wei-dai").analysis("legible-work-has-low-value"))[0],
    )
    from cruxbase.analysis.people import compare

    row("all that divides two people, shipped base", median(lambda: compare(kb, "alex-mallen", "wei-dai"))[0])


# Cruxes ----------------------------------------------------------------------------------------------------------


def chain_of_tables(count: int) -> ProbabilityModel:
    """Claims that each depend on the two before."""
    source = random.Random(1)
    variables: dict[str, Mechanism] = {"c0": Prior(0.5), "c1": Prior(0.4)}
    for number in range(2, count):
        parents = (f"c{number - 1}", f"c{number - 2}")
        variables[f"c{number}"] = Table(parents, {state: source.uniform(0.1, 0.9) for state in states(2)})
    return ProbabilityModel(variables)


def time_cruxes(count: int = 200) -> None:
    """All that is said of the gap between two viewpoints that differ on every claim."""
    source = random.Random(2)
    models = {
        "product": (ProbabilityModel.product("t", {f"c{i}": source.uniform(0.97, 1) for i in range(count)}), "t"),
        "noisy-or": (
            ProbabilityModel.noisy_or("t", {f"c{i}": (source.uniform(0, 0.02), 0.5) for i in range(count)}),
            "t",
        ),
        "tables": (chain_of_tables(count), f"c{count - 1}"),
    }
    for kind, (model, target) in models.items():
        ours = model.parameters
        theirs = {name: min(1.0, max(0.0, value * source.uniform(0.9, 1.1))) for name, value in ours.items()}

        def work(model: ProbabilityModel = model, target: str = target, theirs: dict[str, float] = theirs) -> Any:
            return gap(model.response(target), model.parameters, theirs, claims=model.claims)

        def log_odds(model: ProbabilityModel = model, target: str = target, theirs: dict[str, float] = theirs) -> Any:
            response = model.response(target)
            return gap(response, model.parameters, theirs, claims=model.claims, scale="log-odds")

        def rest(model: ProbabilityModel = model, target: str = target, theirs: dict[str, float] = theirs) -> Any:
            response = model.response(target)
            leverages(response, model.parameters)
            return minimal_crux_set(response, model.parameters, theirs, claims=model.claims, most=1_000)

        seconds, found = median(work)
        total = float(np.sum([share.share or 0.0 for share in found.rows]))
        assert abs(total - (found.difference or 0.0)) < 1e-9
        row(f"shares of {len(found.rows)} claims, {kind}", seconds, note=found.method)
        seconds, found = median(log_odds, 1)
        row(f"the same on log-odds, {kind}", seconds, note=f"{found.method}, {found.sampling}")
        row(f"leverages and a minimal crux set, {kind}", median(rest, 1)[0])


def time_status() -> None:
    """Status by weight of 10,000 claims and 20,000 steps: at face value, and for a view that speaks of 300 of them."""
    source, count = random.Random(0), 10_000
    claims = tuple(names(count))
    steps = tuple(
        WeighedStep(
            f"step {number}",
            tuple(source.sample(claims, source.choice((1, 1, 2)))),
            source.choice(claims),
            source.choice((0.5, 1.0, 2.0)),
            source.random() > 0.6,
            (source.choice(claims),) if source.random() < 0.1 else (),
        )
        for number in range(2 * count)
    )
    network = WeighingNetwork(claims, steps, cruxes=tuple(tuple(source.sample(claims, 2)) for _ in range(500)))
    granted = dict.fromkeys(claims, 1.0)
    spoken = {claim: source.choice((Label.IN, Label.OUT, Label.UNDECIDED)) for claim in claims[:300]}
    for what, problem in (
        ("at face value", partial(WeighingProblem, network, {}, granted)),
        ("for a view", partial(WeighingProblem, network, spoken)),
    ):
        seconds, labels = median(lambda problem=problem: weighed_labelling(problem()).claims())
        decided = sum(label is not Label.UNDECIDED for label in labels.values())
        row(f"status by weight, {count:,} claims, {what}", seconds, note=f"; {decided:,} decided")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 100_000], help="numbers of edges")
    parser.add_argument("--only", choices=["extensions", "strengths", "jeffrey", "gaps", "cruxes", "status"])
    options = parser.parse_args()
    parts = {
        "status": time_status,
        "cruxes": time_cruxes,
        "gaps": time_gaps,
        "jeffrey": lambda: time_jeffrey(options.sizes),
        "strengths": lambda: time_strengths(options.sizes),
        "extensions": lambda: time_extensions(options.sizes),
    }
    print(f"load {os.getloadavg()[0]:.1f} at the beginning", flush=True)
    for name, part in parts.items():
        if options.only in (None, name):
            part()


if __name__ == "__main__":
    main()
