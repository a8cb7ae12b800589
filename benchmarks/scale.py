"""A base of any size as Parquet, asked and weighed by relational engines, and by plain Python and the array kernel.

    python benchmarks/scale.py 100000 duckdb spark
    python benchmarks/scale.py 1000000 duckdb

Prints the time of each answer and, beside every engine after the first, its largest difference from those before. The
first is the array kernel for strengths, and walks and comparisons in plain Python for what is asked, unless `--no-kernel`.
The tables are drawn with a fixed seed.
"""

from __future__ import annotations

import argparse
import math
import os
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from cruxbase import scale
from cruxbase.exchange.tables import SCHEMA

if TYPE_CHECKING:
    from ibis.expr.types import Table

    from cruxbase.reasoning.jeffrey import EvidenceGraph
    from cruxbase.reasoning.statement import Statement

Answer = dict[tuple[object, ...], tuple[float, ...]]
"""What is not a fraction of a row → what is."""

PEOPLE = ("someone", "another")
WORD = "claim 77"


def write(folder: Path, name: str, columns: dict[str, pa.Array]) -> None:
    """A table with all columns of its schema; those that are not given are empty."""
    rows = len(next(iter(columns.values())))
    kinds = {"text": pa.string(), "number": pa.float64()}
    given = {column.name: columns.get(column.name, pa.nulls(rows, kinds[column.kind])) for column in SCHEMA[name]}
    pq.write_table(pa.table(given), folder / f"{name}.parquet")


def ids(numbers: np.ndarray) -> np.ndarray:
    return np.char.add("c", numbers.astype(str))


def tables(size: int, folder: Path) -> None:
    """Claims with three reasons each, mostly to earlier claims, one in fifty to any; a tenth of the premises are linked.

    A claim in ten requires another, one in fifty is a side of a crux, and two people speak of a tenth of the claims each.
    """
    draw = np.random.default_rng(size)
    numbers = np.arange(size)
    write(folder, "claims", {
        "id": pa.array(ids(numbers)), "type": pa.array(["claim"] * size), "status": pa.array(["draft"] * size),
        "title": pa.array(np.char.add("Claim ", numbers.astype(str))), "text": pa.array(["Something holds."] * size),
        "topic": pa.array(np.char.add("t", (numbers % max(3, size // 60)).astype(str))),
    })  # fmt: skip
    start = np.repeat(np.arange(1, size), 3)
    end = np.where(draw.random(len(start)) < 0.02, draw.integers(0, size, len(start)), draw.integers(0, start))
    code = np.unique((start * size + end)[start != end])
    start, end = code // size, code % size
    count = len(start)
    attacks = draw.random(count) < 1 / 3
    strength = np.array(["weak", "moderate", "strong"])[draw.integers(0, 3, count)]
    group = np.where(draw.random(count) < 0.05, "g", "")
    linked, other = draw.random(count) < 0.1, draw.integers(0, size, count)
    premises = np.where(linked & (other != end), np.char.add(np.char.add(ids(start), " "), ids(other)), ids(start))
    name = np.char.add(np.char.add(ids(start), " -> "), ids(end))
    write(folder, "steps", {
        "name": pa.array(name), "start": pa.array(ids(start)), "premises": pa.array(premises),
        "conclusion": pa.array(ids(end)), "kind": pa.array(np.where(attacks, "attacks", "supports")),
        "strength": pa.array(strength), "group": pa.array(group),
    })  # fmt: skip
    cut = np.flatnonzero(draw.random(count) < 0.05)
    write(folder, "undercuts", {
        "start": pa.array(ids(draw.integers(0, size, len(cut)))), "step": pa.array(name[cut]),
    })  # fmt: skip
    needing = np.flatnonzero(draw.random(size) < 0.1)[1:]
    sides = draw.permutation(size)[: size // 50 * 2]
    write(folder, "links", {
        "kind": pa.array(["requires"] * len(needing) + ["side"] * len(sides)),
        "start": pa.array(np.concatenate([ids(needing), np.char.add("x", np.repeat(np.arange(size // 50), 2).astype(str))])),
        "end": pa.array(np.concatenate([ids(draw.integers(0, needing)), ids(sides)])),
    })  # fmt: skip
    write_statements(size, folder, draw)


def write_statements(size: int, folder: Path, draw: np.random.Generator) -> None:
    """What two people say: numbers, ranges, bounds and stances, half of the second's of what the first spoke of."""
    first = draw.permutation(size)[: size // 10]
    second = np.unique(np.concatenate([draw.choice(first, size // 20), draw.integers(0, size, size // 20)]))
    columns: dict[str, list[object]] = {name: [] for name in ("person", "claim", "basis", "low", "high", "number")}
    for person, claims in zip(PEOPLE, (first, second), strict=True):
        for claim, kind in zip(claims.tolist(), draw.random(len(claims)).tolist(), strict=True):
            low, high = sorted(np.round(draw.uniform(0.02, 0.98, 2), 2).tolist())
            said = (
                ("credence", low, low, low) if kind < 0.7
                else ("credence", low, high, (low + high) / 2) if kind < 0.8
                else ("credence", low, 1.0, None) if kind < 0.85
                else ("holds", 0.5, 1.0, 0.75) if kind < 0.92
                else ("rejects", 0.0, 0.5, 0.25) if kind < 0.97
                else ("suspends", 0.0, 1.0, None)
            )  # fmt: skip
            for column, value in zip(columns.values(), (person, f"c{claim}", *said), strict=True):
                column.append(value)
    texts = {name: pa.array(columns[name], pa.string()) for name in ("person", "claim", "basis")}
    write(folder, "strengths", {**texts, **{n: pa.array(columns[n], pa.float64()) for n in ("low", "high", "number")}})


# by plain Python and the array kernel


def by_name(folder: Path, name: str, *columns: str) -> Iterator[tuple[str, ...]]:
    """The rows of a table, some of its columns."""
    read = pq.read_table(folder / f"{name}.parquet", columns=list(columns))
    return zip(*(read[column].to_pylist() for column in columns), strict=True)


def graph_of(folder: Path) -> EvidenceGraph:
    """The tables as the graph that the kernel weighs."""
    from cruxbase.reasoning.jeffrey import EvidenceGraph
    from cruxbase.reasoning.on_graph import WEIGHTS
    from cruxbase.reasoning.weighing_network import WeighedStep

    cuts: dict[str, list[str]] = defaultdict(list)
    for step, start in by_name(folder, "undercuts", "step", "start"):
        cuts[step].append(start)
    steps = [
        WeighedStep(name, tuple(premises.split()), conclusion, WEIGHTS[strength], kind == "attacks",
                    tuple(cuts.get(name, ())), group)
        for name, premises, conclusion, strength, kind, group
        in by_name(folder, "steps", "name", "premises", "conclusion", "strength", "kind", "group")
    ]  # fmt: skip
    requires, sides = [], defaultdict(list)
    for kind, start, end in by_name(folder, "links", "kind", "start", "end"):
        if kind == "requires":
            requires.append((start, end))
        else:
            sides[start].append(end)
    return EvidenceGraph((id for (id,) in by_name(folder, "claims", "id")), steps, requires, sides.values())


class Plain:
    """The answers by the array kernel, and by walks and comparisons over dictionaries."""

    def __init__(self, folder: Path) -> None:
        from cruxbase.reasoning.statement import Statement

        self.folder = folder
        self.graph = graph_of(folder)
        self.said: dict[str, dict[str, Statement]] = {person: {} for person in PEOPLE}
        self.withheld: dict[str, set[str]] = {person: set() for person in PEOPLE}
        for person, claim, basis, low, high, number in by_name(
            folder, "strengths", "person", "claim", "basis", "low", "high", "number"
        ):
            if basis == "suspends":
                self.withheld[person].add(claim)
            else:
                kind = basis if basis in ("holds", "rejects") else ""
                self.said[person][claim] = Statement(low, high, number, *([kind] if kind else []))

    def strengths(self) -> Answer:
        view = self.graph.anchored(self.said[PEOPLE[0]], withheld=self.withheld[PEOPLE[0]])
        return {(claim,): (strength,) for claim, strength in view.strengths.items()}

    def reach(self, start: str, direction: str) -> Answer:
        neighbours: dict[str, list[str]] = defaultdict(list)
        pairs = [(need, claim) for claim, need in self.graph.requires]
        for step in self.graph.steps:
            pairs += [(one, step.conclusion) for one in (*step.premises, *step.undercutters)]
        for source, target in pairs:
            if direction == "dependents":
                neighbours[source].append(target)
            else:
                neighbours[target].append(source)
        distances, latest = {start: 0}, [start]
        while latest:
            latest = [new for one in latest for new in neighbours[one] if distances.setdefault(new, -1) < 0 and not
                      distances.update({new: distances[one] + 1})]  # fmt: skip
        return {(claim, distance): () for claim, distance in distances.items() if distance}

    def disagreements(self) -> Answer:
        from cruxbase.reasoning.agreement import distance

        one, other = (self.said[person] for person in PEOPLE)
        apart = {claim: distance(said, other[claim]) for claim, said in one.items() if claim in other}
        return {(claim,): (far.log_odds,) for claim, far in apart.items() if not far.agreed}

    def above_requirements(self) -> Answer:
        from cruxbase.reasoning.agreement import log_odds
        from cruxbase.reasoning.coherence import ROUNDING_LOG_ODDS

        pairs = (
            (person, claim, need, said[claim].low, said[need].high)
            for person, said in self.said.items()
            for claim, need in self.graph.requires
            if claim in said and need in said
        )
        return {row[:3]: row[3:] for row in pairs if log_odds(row[3]) - log_odds(row[4]) > ROUNDING_LOG_ODDS}

    def topics(self) -> Answer:
        counted = Counter(topic for (topic,) in by_name(self.folder, "claims", "topic"))
        return dict.fromkeys(counted.items(), ())

    def titled(self) -> Answer:
        return {(id,): () for id, title in by_name(self.folder, "claims", "id", "title") if WORD in title.lower()}


def answers_of_python(folder: Path, size: int) -> Iterator[tuple[str, Callable[[], Answer]]]:
    """Names of the answers, and how they are worked out."""
    plain = Plain(folder)
    yield "claims by topic", plain.topics
    yield "claims with a text", plain.titled
    yield "what depends on a claim", lambda: plain.reach(f"c{size - 1}", "dependents")
    yield "what a claim depends on", lambda: plain.reach("c0", "grounds")
    yield "cruxes by stated disagreement", plain.disagreements
    yield "believed more than what it requires", plain.above_requirements
    yield "strengths", plain.strengths


# by an engine


def rows(table: Table, *columns: str) -> Answer:
    """The rows of an expression, or some of its columns."""
    read = (table.select(*columns) if columns else table).to_pyarrow()
    names = [field.name for field in read.schema if not pa.types.is_floating(field.type)]
    numbers = [field.name for field in read.schema if pa.types.is_floating(field.type)]
    keys = zip(*(read[name].to_pylist() for name in names), strict=True)
    values: Iterable[tuple[float, ...]] = zip(*(read[name].to_pylist() for name in numbers), strict=True)
    return dict(zip(keys, values if numbers else [()] * len(read), strict=True))


def answers_of_engine(base: scale.ScaledBase, size: int) -> Iterator[tuple[str, Callable[[], Answer]]]:
    """The same names, and those of what only engines answer here."""
    yield "claims by topic", lambda: rows(scale.facet(base.claims, "topic"))
    yield "claims with a text", lambda: rows(scale.filtered(base, {"type": "claim"}, WORD), "id")
    yield "what depends on a claim", lambda: rows(scale.reach(base, f"c{size - 1}", "dependents"))
    yield "what a claim depends on", lambda: rows(scale.reach(base, "c0", "grounds"))
    yield "cruxes by stated disagreement", lambda: rows(scale.disagreements(base, *PEOPLE))
    yield "believed more than what it requires", lambda: rows(scale.above_requirements(base))
    yield "sides that sum to more than 1", lambda: rows(scale.sides_in_excess(base))
    yield "both sides held", lambda: rows(scale.both_sides_held(base))
    yield "strengths", lambda: weighed(base)


def weighed(base: scale.ScaledBase) -> Answer:
    """The strengths; says how many rounds they took."""
    ends: list[float] = []

    def progress(rounds: int, moved: float) -> None:
        ends.append(time.perf_counter())
        if rounds % 20 == 1:
            print(f"(round {rounds}, moved {moved:.1e}, load {os.getloadavg()[0]:.1f})", flush=True)

    solved = scale.jeffrey_strengths(base, base.stated(PEOPLE[0]), progress)
    each = (ends[-1] - ends[0]) / max(1, len(ends) - 1)
    print(f"({solved.rounds} rounds of {each:.2f} s; moved {solved.moved:.1e} in the last)")
    return rows(solved.table)


def difference(one: Answer, other: Answer) -> float:
    """The largest difference of any number; infinite where the rows are not the same."""
    if one.keys() != other.keys():
        return math.inf
    pairs = ((a, b) for key, numbers in one.items() for a, b in zip(numbers, other[key], strict=True))
    return max((abs(a - b) for a, b in pairs), default=0.0)


class Comparison:
    """The answers of the engines, each timed and held against all before it."""

    def __init__(self) -> None:
        self.answers: dict[str, dict[str, Answer]] = {}
        self.largest: dict[tuple[str, str], float] = {}

    def add(self, engine: str, answers: Iterator[tuple[str, Callable[[], Answer]]]) -> None:
        """Work out the answers of an engine and print a line for each."""
        print(f"\n{engine}: load {os.getloadavg()[0]:.1f}", flush=True)
        given: dict[str, Answer] = {}
        for name, worked_out in answers:
            began = time.perf_counter()
            given[name] = worked_out()
            took = time.perf_counter() - began
            beside = ""
            for other, before in self.answers.items():
                if name in before:
                    apart = difference(before[name], given[name])
                    self.largest[other, engine] = max(apart, self.largest.get((other, engine), 0.0))
                    beside += f"; largest difference from {other} {apart:.1e}"
            print(f"  {name}: {len(given[name]):,} rows in {took:.2f} s{beside}", flush=True)
        self.answers[engine] = given


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("size", type=int)
    parser.add_argument("engines", nargs="+", choices=("duckdb", "spark"))
    parser.add_argument("--no-kernel", action="store_true")
    parser.add_argument("--memory", default="4g", help="of Spark's process")
    arguments = parser.parse_args()
    comparison = Comparison()
    with TemporaryDirectory() as place:
        folder = Path(place)
        began = time.perf_counter()
        tables(arguments.size, folder)
        print(f"{arguments.size:,} claims; tables written in {time.perf_counter() - began:.1f} s", flush=True)
        if not arguments.no_kernel:
            began = time.perf_counter()
            answers = answers_of_python(folder, arguments.size)
            comparison.add("kernel", answers)
            print(f"  all of it, with making the graph: {time.perf_counter() - began:.1f} s")
        for engine in arguments.engines:
            with scale.opened(folder, engine, {"spark.driver.memory": arguments.memory}) as base:
                comparison.add(engine, answers_of_engine(base, arguments.size))
    print()
    for (one, other), apart in comparison.largest.items():
        print(f"largest difference of {other} from {one}: {apart:.1e}")
    print(f"peak memory of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


if __name__ == "__main__":
    main()
