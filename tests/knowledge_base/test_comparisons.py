"""Views side by side, the pairs worth comparing, and who is nearest."""

from __future__ import annotations

import pytest

from cruxbase.analysis.entities import UnknownRecord
from disputes import dispute


def test_agreements_disagreements_and_what_only_one_has_spoken_of() -> None:
    """Both give thieves .8; they differ on four claims, farthest in log-odds first; Ann alone spoke of slow rust."""
    found = dispute().compare("ann", "bo")
    assert ["thieves-come"] == [row.claim.id for row in found.agreements]
    assert [("steel-is-cheap", -0.7), ("steel-rusts", 0.6), ("buy-steel", -0.4), ("locks-fail", -0.4)] == [
        (row.claim.id, row.difference) for row in found.disagreements[:4]
    ]
    assert (["rust-is-slow"], []) == ([c.id for c in found.only_a], [c.id for c in found.only_b])
    assert {"thieves-come", *(row.claim.id for row in found.disagreements)} == {row.claim.id for row in found.shared}


@pytest.mark.parametrize(
    ("ann", "bo", "agree"),
    [
        ("holds: [buy-brass]", "rejects: [buy-brass]", False),
        ("holds: [buy-brass]", "credences: {buy-brass: 0.9}", True),
        ("suspends: [buy-brass]", "credences: {buy-brass: 0.9}", None),
        ("suspends: [buy-brass]", "suspends: [buy-brass]", None),
        ("credences: {buy-brass: likely}", "credences: {buy-brass: [0.7, 0.9]}", True),
        ("credences: {buy-brass: 0.3}", "credences: {buy-brass: 0.4}", True),
        ("credences: {buy-brass: 0.3}", "credences: {buy-brass: 0.45}", False),
        ("credences: {buy-brass: 0.01}", "credences: {buy-brass: 0.05}", False),
        ("credences: {buy-brass: [0.1, 1]}", "credences: {buy-brass: 0.3}", True),
    ],
)
def test_who_agrees(ann: str, bo: str, agree: bool | None) -> None:
    """Overlapping ranges agree, and numbers near in log-odds; to suspend judgement is neither to agree nor to differ."""
    kb = dispute(
        "".join(
            f"# claims/viewpoints/{who}-2025.yaml\ntype: viewpoint\ntitle: T\nholder: {who}\ndate: 2025\n{said}\n"
            for who, said in (("ann", ann), ("bo", bo))
        )
    )
    found = kb.compare("ann", "bo")
    where = {True: found.agreements, False: found.disagreements, None: found.suspended}
    assert [agree] == [key for key, rows in where.items() if "buy-brass" in {row.claim.id for row in rows}]


def test_shared_conclusions_come_with_their_double_cruxes() -> None:
    """Cheap steel divides them on steel locks, failing locks on the robbery; the larger gap comes first."""
    found = dispute().compare("ann", "bo")
    assert [
        ("buy-steel", "steel-is-cheap", ["steel-is-cheap"]),
        ("house-robbed", "locks-fail", ["locks-fail"]),
    ] == [(row.target, row.reasons[0].premises[0].claim, list(row.double_cruxes)) for row in found.conclusions]
    assert ("steel-is-cheap", "locks-fail") == found.double_cruxes


def test_views_with_nothing_in_common_have_no_mean_difference() -> None:
    """No shared claim: no number, and nothing agreed or disputed."""
    kb = dispute(
        "# claims/people/dee.yaml\ntype: person\nname: Dee\n# claims/viewpoints/dee-2024.yaml\n"
        "type: viewpoint\ntitle: Dee\nholder: dee\ndate: 2024\ncredences: {buy-brass: 0.5}\n"
    )
    found = kb.compare("cy", "dee")
    assert (None, (), (), ()) == (found.mean_difference, found.shared, found.conclusions, found.double_cruxes)


def test_a_view_compared_with_itself_agrees_throughout() -> None:
    """No disagreement, and no gap for any conclusion."""
    found = dispute().compare("ann", "ann")
    assert (0.0, (), ()) == (found.mean_difference, found.disagreements, found.conclusions)


def test_comparisons_are_kept() -> None:
    """The base never changes, so that a comparison is made once."""
    kb = dispute()
    assert kb.compare("ann", "bo") is kb.compare("ann", "bo")


def test_pairs_have_enough_in_common() -> None:
    """Ann and Bo share seven claims, Cy shares one with each."""
    kb = dispute()
    assert [("ann", "bo")] == [(pair.a, pair.b) for pair in kb.pairs()]
    assert [("ann", "bo"), ("ann", "cy"), ("bo", "cy")] == [(pair.a, pair.b) for pair in kb.pairs(least=1)]
    with pytest.raises(ValueError, match="1 at least"):
        kb.pairs(least=0)


def test_neighbours_are_nearest_first() -> None:
    """To Cy, who gives failing locks .2 to .4, Ann's .5 and Bo's .1 are equally far from it, and ids decide."""
    assert [("ann", 0.1), ("bo", 0.1)] == [(row.who, row.distance) for row in dispute().neighbours("cy")]
    assert ["bo", "cy", "ann"] == [row.who for row in dispute().neighbours({"locks-fail": 0.12})]


def test_nobody_is_their_own_neighbour() -> None:
    """A person is left out, and so is the holder of a viewpoint that is asked about."""
    kb = dispute()
    assert "ann" not in {row.who for row in kb.neighbours("ann")}
    assert "ann" not in {row.who for row in kb.neighbours("ann-2024")}


def test_neighbours_of_what_does_not_exist() -> None:
    """Unknown views and claims are named with the nearest; a credence is from 0 to 1."""
    kb = dispute()
    with pytest.raises(UnknownRecord, match="did you mean 'ann'"):
        kb.neighbours("anne")
    with pytest.raises(UnknownRecord, match="did you mean 'buy-steel'"):
        kb.neighbours({"buy-steal": 0.5})
    with pytest.raises(ValueError, match="not between 0 and 1"):
        kb.neighbours({"buy-steel": 2})
