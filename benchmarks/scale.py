"""A base of any size as Parquet, weighed by the relational engines and by the array kernel.

    python benchmarks/scale.py 100000 duckdb
    python benchmarks/scale.py 100000 spark --no-kernel

Prints the time of each part and the largest difference from the kernel. The tables are drawn with a fixed seed.
"""

from __future__ import annotations

import argparse
import os
import resource
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from cruxbase import scale
from cruxbase.exchange.tables import SCHEMA


def write(folder: Path, name: str, columns: dict[str, pa.Array]) -> None:
    """A table with all columns of its schema; those that are not given are empty."""
    rows = len(next(iter(columns.values())))
    kinds = {"text": pa.string(), "number": pa.float64()}
    given = {column.name: columns.get(column.name, pa.nulls(rows, kinds[column.kind])) for column in SCHEMA[name]}
    pq.write_table(pa.table(given), folder / f"{name}.parquet")


def ids(numbers: np.ndarray) -> np.ndarray:
    return np.char.add("c", numbers.astype(str))


def tables(size: int, folder: Path) -> None:
    """Claims with three reasons each and a requirement for one in ten: mostly to earlier claims, one in fifty to any."""
    draw = np.random.default_rng(size)
    numbers = np.arange(size)
    write(folder, "claims", {
        "id": pa.array(ids(numbers)), "type": pa.array(["claim"] * size), "status": pa.array(["draft"] * size),
        "title": pa.array(np.char.add("Claim ", numbers.astype(str))), "text": pa.array(["Something holds."] * size),
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
    write(folder, "links", {
        "kind": pa.array(["requires"] * len(needing)), "start": pa.array(ids(needing)),
        "end": pa.array(ids(draw.integers(0, needing))),
    })  # fmt: skip
    said = np.flatnonzero(draw.random(size) < 0.1)
    credences = pa.array(np.round(draw.uniform(0.02, 0.98, len(said)), 2))
    write(folder, "strengths", {
        "person": pa.array(["someone"] * len(said)), "claim": pa.array(ids(said)),
        "basis": pa.array(["credence"] * len(said)), "low": credences, "high": credences, "number": credences,
    })  # fmt: skip


def by_kernel(folder: Path) -> tuple[dict[str, float], float, float]:
    """The strengths by the array kernel, and the seconds that making the graph and solving it took."""
    from cruxbase.reasoning.jeffrey import EvidenceGraph
    from cruxbase.reasoning.on_graph import WEIGHTS
    from cruxbase.reasoning.weighing_network import WeighedStep

    read = {name: pq.read_table(folder / f"{name}.parquet").to_pylist() for name in SCHEMA if name in READ}
    began = time.perf_counter()
    cuts: dict[str, list[str]] = {}
    for row in read["undercuts"]:
        cuts.setdefault(row["step"], []).append(row["start"])
    steps = [
        WeighedStep(row["name"], tuple(row["premises"].split()), row["conclusion"], WEIGHTS[row["strength"]],
                    row["kind"] == "attacks", tuple(cuts.get(row["name"], ())), row["group"])
        for row in read["steps"]
    ]  # fmt: skip
    requires = [(row["start"], row["end"]) for row in read["links"]]
    graph = EvidenceGraph([row["id"] for row in read["claims"]], steps, requires)
    built = time.perf_counter()
    strengths = dict(graph.strengths({row["claim"]: row["number"] for row in read["strengths"]}))
    return strengths, built - began, time.perf_counter() - built


READ = ("claims", "steps", "undercuts", "links", "strengths")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", type=int)
    parser.add_argument("engine", choices=("duckdb", "spark"))
    parser.add_argument("--no-kernel", action="store_true")
    parser.add_argument("--memory", default="4g", help="of Spark's process")
    arguments = parser.parse_args()
    with TemporaryDirectory() as place:
        folder = Path(place)
        began = time.perf_counter()
        tables(arguments.size, folder)
        print(f"load {os.getloadavg()[0]:.1f}; tables written in {time.perf_counter() - began:.1f} s", flush=True)
        rounds: list[float] = []
        with scale.opened(folder, arguments.engine, {"spark.driver.memory": arguments.memory}) as base:
            began = time.perf_counter()
            solved = scale.jeffrey_strengths(
                base, base.stated("someone"), lambda *_: rounds.append(time.perf_counter() - began)
            )
            whole = time.perf_counter() - began
            each = (rounds[-1] - rounds[0]) / max(1, len(rounds) - 1)
            print(
                f"{arguments.engine}: {whole:.1f} s; {solved.rounds} rounds of {each:.2f} s; moved {solved.moved:.1e}"
            )
            began = time.perf_counter()
            reached = scale.reach(base, f"c{arguments.size - 1}", "dependents").count().to_pyarrow().as_py()
            print(f"reach of one claim: {reached} claims in {time.perf_counter() - began:.1f} s", flush=True)
            strengths = {row["claim"]: row["strength"] for row in solved.table.to_pyarrow().to_pylist()}
        if not arguments.no_kernel:
            expected, building, solving = by_kernel(folder)
            farthest = max(abs(value - strengths[claim]) for claim, value in expected.items())
            print(f"kernel: graph {building:.1f} s, solved in {solving:.2f} s; {len(expected)} strengths")
            print(f"largest difference {farthest:.1e}; the same claims: {expected.keys() == strengths.keys()}")
        print(f"peak memory of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


if __name__ == "__main__":
    main()
