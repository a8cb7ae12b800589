"""The relational form of a base says what the array kernel and the graph say, on DuckDB and on Spark."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cruxbase.exchange.outgoing.parquet import parquet
from cruxbase.exchange.tables import SCHEMA, tables
from cruxbase.graph.argument_graph import reachable
from cruxbase.reasoning.agreement import distance_on
from cruxbase.reasoning.coherence import above_requirements as above_requirements_in
from cruxbase.reasoning.coherence import contradictions
from cruxbase.reasoning.coherence import sides_in_excess as sides_in_excess_in
from random_bases import random_base
from support import load_texts

if TYPE_CHECKING:
    from cruxbase import KnowledgeBase

pytest.importorskip("pyarrow")
pytest.importorskip("ibis")
pytest.importorskip("duckdb")

from cruxbase import scale

pytestmark = pytest.mark.filterwarnings("ignore")  # the engines' own, about one another

SMALL = {"spark.sql.codegen.wholeStage": "false", "spark.sql.adaptive.enabled": "false"}
"""What suits a thousand rows: code made for each plan costs more than it saves."""

PEOPLE = ("p0", "p1")


def reasons_of(n: int, size: int, choose: random.Random, pairs: set[tuple[int, int]]) -> list[str]:
    """The lines for what a claim supports and attacks, mostly claims of lower numbers; the pairs are added to."""
    lines = []
    for kind, most in (("supports", 2), ("attacks", 1)):
        rows = []
        for _ in range(choose.randint(0, most)):
            end = choose.randrange(size) if choose.random() < 0.15 or not n else choose.randrange(n)
            if end == n or (n, end) in pairs:
                continue
            pairs.add((n, end))
            parts = [f"claim: c{end}", f"strength: {choose.choice(('weak', 'moderate', 'strong'))}", "because: so"]
            if choose.random() < 0.2:
                parts.append(f"group: g{choose.randrange(2)}")
            other = choose.randrange(size)
            if choose.random() < 0.2 and other not in (n, end):
                parts.append(f"with: [c{other}]")
            rows.append("{" + ", ".join(parts) + "}")
        if rows:
            lines.append(f"{kind}: [{', '.join(rows)}]")
    return lines


def viewpoints(size: int, choose: random.Random) -> dict[str, str]:
    """What each person says of a quarter of the claims: numbers, words, ranges, bounds, stances."""
    files = {}
    for name in PEOPLE:
        files[f"people/{name}.yaml"] = f"type: person\nname: {name}\n"
        spoken = choose.sample(range(size), size // 4)
        numbers = ("0.1", "0.75", "1", "0", "[0.2, 0.6]", "likely", "[0.3, 1]", "[0, 0.4]", "0.9")
        credences = "".join(f"  c{n}: {choose.choice(numbers)}\n" for n in spoken[:-30])
        stances = {
            stance: ", ".join(f"c{n}" for n in spoken[-30 + 10 * at : size // 4 - 20 + 10 * at])
            for at, stance in enumerate(("holds", "rejects", "suspends"))
        }
        files[f"viewpoints/v{name}.yaml"] = (
            f"type: viewpoint\ntitle: V\nholder: {name}\ndate: 2025\nsources: [s]\ncredences:\n{credences}"
            + "".join(f"{stance}: [{claims}]\n" for stance, claims in stances.items())
        )
    return files


def base_of(size: int) -> dict[str, str]:
    """A base with linked premises, undercuts, groups, requirements, cycles, cruxes and two people who say all kinds of things."""
    choose = random.Random(size)
    files = {
        "topics/t.yaml": "type: topic\ntitle: T\nsummary: S\n",
        "sources/s.yaml": "type: source\ntitle: S\nkind: post\nurl: https://example.org/\nchecked: read\n",
    }
    pairs: set[tuple[int, int]] = set()
    for n in range(size):
        lines = ["type: claim", f"title: Claim c{n} says something", f"statement: Claim c{n} says something.",
                 "topic: t", "sources: [s]"]  # fmt: skip
        if n and n % 97 == 0:
            lines.append("status: retired")
        lines += reasons_of(n, size, choose, pairs)
        if pairs and choose.random() < 0.2:
            start, end = choose.choice(sorted(pairs))
            if n not in (start, end):
                lines.append(f"undercuts: [{{step: c{start} -> c{end}, because: so}}]")
        if n and choose.random() < 0.1:
            lines.append(f"requires: [c{choose.randrange(n)}]")
        files[f"t/c{n}.yaml"] = "\n".join(lines) + "\n"
    for n in range(size // 20):
        sides = choose.sample(range(size), 2)
        files[f"t/x{n}.yaml"] = (
            f"type: crux\ntitle: Whether it is {n}\nquestion: Is it {n}?\ntopic: t\n"
            f"sides: [c{sides[0]}, c{sides[1]}]\ndecides: [c{sides[0]}]\nsources: [s]\n"
        )
    return {**files, **viewpoints(size, choose)}


def exported(kb: KnowledgeBase, folder: Path) -> Path:
    """A folder with the tables of a base."""
    for table in tables(kb):
        (folder / f"{table.name}.parquet").write_bytes(parquet(table))
    return folder


def rows(table: Any) -> list[tuple[Any, ...]]:
    """The rows of an expression."""
    return [tuple(row.values()) for row in table.to_pyarrow().to_pylist()]


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    """A base of 1,000 claims."""
    return load_texts(base_of(1000)).knowledge_base


@pytest.fixture(scope="module", params=["duckdb", pytest.param("spark", marks=pytest.mark.slow)])
def base(request: pytest.FixtureRequest, kb: KnowledgeBase, tmp_path_factory: Any) -> Iterator[scale.ScaledBase]:
    """Its tables, on each engine."""
    if request.param == "spark":
        pytest.importorskip("pyspark")
    with scale.opened(exported(kb, tmp_path_factory.mktemp("tables")), request.param, SMALL) as opened:
        yield opened


@pytest.mark.parametrize("person", PEOPLE)
def test_strengths_are_those_of_the_kernel(kb, base, person):
    """Every known claim has the kernel's strength to a billionth, and no other claim has one."""
    solved = scale.jeffrey_strengths(base, base.stated(person))
    assert solved.settled
    assert dict(kb.view(person).strengths()) == pytest.approx(dict(rows(solved.table)), abs=1e-9, rel=0)


def test_the_base_under_test_has_all_that_weighs(kb, base):
    """It has what could go wrong: linked premises, undercuts, groups, requirements, cruxes, cycles, what is retired."""
    assert len(base.statements.to_pyarrow()) == 990
    steps = kb.graph.steps.values()
    assert min(sum(len(step.premises) > 1 for step in steps), sum(bool(step.group) for step in steps)) > 100
    assert min(len(rows(base.undercutters)), len(rows(base.requirements)), len(rows(base.sides))) > 50
    assert kb.view("p0").strengths().guarantee != "acyclic"
    assert {"credence", "holds", "rejects", "suspends"} == {row[1] for row in rows(base.stated("p0"))}


@pytest.mark.parametrize("direction", ["dependents", "grounds"])
def test_reach_is_that_of_the_graph(kb, base, direction):
    """In either direction the claims are those that a walk over the graph comes to."""
    step = kb.graph.dependants if direction == "dependents" else kb.graph.grounds
    neighbours = {id: step(id) for id in kb.graph.claim_ids()}
    start = max(neighbours, key=lambda id: len(neighbours[id]))
    expected = reachable([start], neighbours) - {start}
    assert expected == {claim for claim, _ in rows(scale.reach(base, start, direction))}
    nearest = {claim for claim, distance in rows(scale.reach(base, start, direction)) if distance == 1}
    assert set(neighbours[start]) == nearest


def test_disagreements_are_as_far_apart_as_agreement_says(kb, base):
    """The claims and distances are those of `distance_on`, the farthest first."""
    one, other = (kb.view(person).perspective for person in PEOPLE)
    apart = {claim: distance_on(one, other, claim) for claim in one.claims}
    live = {row[0] for row in rows(base.statements)}
    expected = {claim: d.log_odds for claim, d in apart.items() if d is not None and not d.agreed and claim in live}
    listed = rows(scale.disagreements(base, *PEOPLE))
    assert expected == pytest.approx(dict(listed), abs=1e-9)
    assert len(listed) > 10
    assert [row[1] for row in listed] == sorted((row[1] for row in listed), reverse=True)


def test_coherence_by_relation_is_that_of_one_view(kb, base):
    """Requirements, sums over sides and pairs of sides held are what `cruxbase.reasoning.coherence` reports."""
    graph, views = kb.graph, {person: kb.view(person).perspective for person in PEOPLE}
    assert {(p, x.claim, x.required) for p, view in views.items() for x in above_requirements_in(graph, view)} == {
        row[:3] for row in rows(scale.above_requirements(base))
    }
    assert {(p, x.crux) for p, view in views.items() for x in sides_in_excess_in(graph, view)} == {
        row[:2] for row in rows(scale.sides_in_excess(base))
    }
    assert {
        (p, x.crux, *sorted(x.claims)) for p, view in views.items() for x in contradictions(graph, view) if x.crux
    } == set(rows(scale.both_sides_held(base)))
    assert rows(scale.above_requirements(base))


def test_filters_and_facets_count_claims(base):
    """A filter gives the claims with the values and the text; a facet says how many have each value."""
    some = scale.filtered(base, {"type": ["claim", "hypothesis"], "status": "draft"}, text="CLAIM C99")
    assert {row[0] for row in rows(some)} == {"c99", *(f"c99{n}" for n in range(10))}
    assert dict(rows(scale.facet(base.claims, "type"))) == {"claim": 1000, "crux": 50}


@pytest.mark.parametrize("seed", range(6))
def test_small_bases_with_many_cycles_have_the_kernels_strengths(seed, tmp_path):
    """On bases in which nearly every claim waits for another the strengths are the same, wherever there is one solution."""
    kb = load_texts(random_base(seed)).knowledge_base
    with scale.opened(exported(kb, tmp_path)) as base:
        solved = scale.jeffrey_strengths(base, base.stated("p"))
        expected = kb.view("p").strengths()
        assert (solved.settled, dict(expected)) == (True, pytest.approx(dict(rows(solved.table)), abs=1e-9, rel=0))


def test_the_page_describes_every_column():
    """Tables, columns, types and meanings on the page are those that are written."""
    page = (Path(__file__).parents[2] / "docs" / "beyond-one-machine.md").read_text(encoding="utf-8")
    described = {
        section.partition("`")[0]: re.findall(r"^\| `(\w+)` \| (text|number) \| (.*) \|$", section, re.MULTILINE)
        for section in page.split("\n### `")[1:]
    }
    assert {name: [tuple(column) for column in columns] for name, columns in SCHEMA.items()} == described
