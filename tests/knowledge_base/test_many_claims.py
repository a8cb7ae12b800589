"""Where thousands of claims bear on one, answers look at those that matter most, and say how many they leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cruxbase
from cruxbase.analysis.people import compare, outline
from cruxbase.reasoning import gap_analysis
from disputes import dispute
from support import load_texts

if TYPE_CHECKING:
    from cruxbase import KnowledgeBase


def star(size: int, *, chained: bool = True) -> KnowledgeBase:
    """A claim with so many direct reasons, of all of which two people speak; chained, each bears on the one before too."""
    texts = {
        "topics/t.yaml": "type: topic\ntitle: T\nsummary: S\n",
        "sources/s.yaml": "type: source\ntitle: S\nkind: post\nurl: https://example.org/\nchecked: read\n",
    }
    for who, shift in (("ann", 0), ("bo", 37)):
        texts[f"people/{who}.yaml"] = f"type: person\nname: {who}\n"
        said = "".join(f"  c{n}: {(n * 7 + shift) % 98 + 1}%\n" for n in range(1, size))
        texts[f"viewpoints/v{who}.yaml"] = (
            f"type: viewpoint\ntitle: V\nholder: {who}\ndate: 2025\nsources: [s]\ncredences:\n{said}"
        )
    for n in range(size):
        kind = "attacks" if n % 2 else "supports"
        before = f", {{claim: c{n - 1}}}" if chained else ""
        reasons = f"{kind}: [{{claim: c0, strength: weak}}{before}]\n" if n > 1 else ""
        texts[f"t/c{n}.yaml"] = (
            f"type: claim\ntitle: Claim {n} holds\nstatement: Claim {n} holds.\ntopic: t\nsources: [s]\n{reasons}"
        )
    return load_texts(texts).knowledge_base


def test_a_comparison_of_few_gaps_is_the_first_part_of_that_of_all() -> None:
    """The three largest gaps are divided as they are among all, and the others are named in the same order."""
    kb = star(20)
    whole, part = kb.compare("ann", "bo", most=None), kb.compare("ann", "bo", most=3)
    assert len(whole.conclusions) > 6
    assert ([gap.target for gap in whole.conclusions[:3]], [gap.target for gap in whole.conclusions[3:]]) == (
        [gap.target for gap in part.conclusions],
        list(part.undivided),
    )
    assert [gap.gap for gap in whole.conclusions[:3]] == [gap.gap for gap in part.conclusions]
    assert [c.from_a for c in whole.conclusions[0].closures] == pytest.approx(
        [c.from_a for c in part.conclusions[0].closures], abs=1e-9
    )


@pytest.mark.parametrize("shown", [1, 3, 100])
def test_an_outline_has_the_first_conclusions_of_a_comparison(shown: int) -> None:
    """What an outline shows is what the comparison has first, with the same double cruxes, and it counts the rest."""
    kb = star(20)
    whole, part = kb.compare("ann", "bo"), outline(kb, "ann", "bo", shown)
    assert len(whole.conclusions) > 6
    assert [(gap.target, gap.gap, gap.reasons, gap.double_cruxes) for gap in whole.conclusions[:shown]] == [
        (gap.target, gap.gap, gap.reasons, gap.double_cruxes) for gap in part.conclusions
    ]
    assert [gap.target for gap in whole.conclusions[shown:]] == list(part.undivided)
    assert (whole.disagreements, whole.agreements, whole.only_a) == (
        part.disagreements,
        part.agreements,
        part.only_a,
    )


def test_an_outline_has_what_models_compute() -> None:
    """On the shipped base, where models compute what two viewpoints conclude, an outline has the gaps of the comparison."""
    kb = cruxbase.load("claims").knowledge_base
    views = ("carlsmith-2022", "superforecasters-2023")
    whole, part = kb.compare(*views), outline(kb, *views, 100)
    assert [(gap.target, gap.gap, gap.double_cruxes) for gap in whole.conclusions] == [
        (gap.target, gap.gap, gap.double_cruxes) for gap in part.conclusions
    ]


def test_a_comparison_without_many_gaps_leaves_none_out() -> None:
    """Where there are few gaps a comparison divides them all."""
    found = compare(dispute(), "ann", "bo")
    assert (2, ()) == (len(found.conclusions), found.undivided)


def test_closures_of_many_are_those_that_close_most(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of twenty claims that bear on one, five closures are worked out: equal to those of all, and the largest among them."""
    whole = star(20).cruxes_between("c1", "ann", "bo")
    monkeypatch.setattr(gap_analysis, "MOST_CLOSURES", 5)
    part = star(20).cruxes_between("c1", "ann", "bo")
    exact = {one.claim: one for one in whole.closures}
    assert (18, 5) == (len(whole.closures), len(part.closures))
    assert [exact[one.claim].from_a for one in part.closures] == pytest.approx([one.from_a for one in part.closures])
    farthest = max(whole.closures, key=lambda one: max(abs(one.from_a or 0), abs(one.from_b or 0)))
    assert farthest.claim in {one.claim for one in part.closures}


def test_a_table_of_few_rows_is_part_of_that_of_all() -> None:
    """Of eighteen claims that bear on one, the table of five has the steepest, and each row is as among all."""
    kb = star(20)
    whole, part = kb.cruxes("c0", view="ann", limit=None), kb.cruxes("c0", view="ann", limit=5)
    assert (18, 0, 5, 13) == (len(whole), whole.left_out, len(part), part.left_out)
    rows = {row.claim.id: row for row in whole}
    assert max(whole, key=lambda row: abs(row.sensitivity or 0)).claim.id in {row.claim.id for row in part}
    for row in part:
        assert (rows[row.claim.id].flips, rows[row.claim.id].path) == (row.flips, row.path)
        assert [rows[row.claim.id].swing, rows[row.claim.id].sensitivity] == pytest.approx([row.swing, row.sensitivity])


def test_other_semantics_are_restricted_too() -> None:
    """Under `dfquad` a table of five rows holds five of the eighteen, with the swings that they have among all."""
    kb = star(20, chained=False)
    whole = {row.claim.id: row.swing for row in kb.cruxes("c0", view="ann", semantics="dfquad", limit=None)}
    part = {row.claim.id: row.swing for row in kb.cruxes("c0", view="ann", semantics="dfquad", limit=5)}
    assert (18, 5) == (len(whole), len(part))
    assert {claim: whole[claim] for claim in part} == pytest.approx(part)
