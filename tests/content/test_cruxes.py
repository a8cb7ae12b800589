"""The ten disagreements of the seed, and the points on which its twelve models turn, are crux records.

`seed_cruxes.tsv` lists them: for each disagreement (1 to 10) and each model (M1 to M12) the point in a few words, and the
crux that carries it.
"""

from __future__ import annotations

from typing import cast

import pytest

from content.shipped import base, claim, kind, reasons, record, records, said
from content.tables import rows
from cruxbase.records import Crux, Hypothesis, Model

ROWS = rows("seed_cruxes.tsv")
CRUXES = sorted({row["crux"] for row in ROWS})
ALL = sorted(found.id for found in records().values() if isinstance(found, Crux))


def crux(id_: str) -> Crux:
    """The crux with this id."""
    return cast(Crux, record(id_))


def test_every_disagreement_and_every_model_is_listed() -> None:
    """The table speaks of ten disagreements and of twelve models with their cruxes."""
    marks = {row["of"] for row in ROWS}
    assert {str(number) for number in range(1, 11)} | {f"M{number}" for number in range(1, 13)} == marks
    assert 12 == len({row["model"] for row in ROWS} - {"-"})


@pytest.mark.parametrize("id_", CRUXES)
def test_crux_is_there_under_its_name(id_: str) -> None:
    """Each is a record of type crux under this very id."""
    assert id_ in base().corpus
    assert "crux" == kind(id_)


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row["model"] != "-"], ids=lambda row: f"{row['of']}-{row['crux']}"
)
def test_model_names_its_cruxes(row: dict[str, str]) -> None:
    """The model's record lists the point on which it turns."""
    assert row["crux"] in cast(Model, record(row["model"])).cruxes


@pytest.mark.parametrize("id_", ALL)
def test_crux_says_what_hangs_on_it_and_what_would_settle_it(id_: str) -> None:
    """A crux has sides, claims that it decides and are not its sides, and something observable that would settle it."""
    found = crux(id_)
    assert 2 <= len(set(found.sides))
    assert found.decides
    assert found.would_settle
    assert not set(found.sides) & set(found.decides)
    assert all(len(each.split()) >= 8 for each in found.would_settle)


@pytest.mark.parametrize("id_", ALL)
def test_no_side_of_a_crux_stands_without_a_reason(id_: str) -> None:
    """Every side has a step in its favour, from a record that is not another side."""
    sides = set(crux(id_).sides)
    assert [] == [side for side in sorted(sides) if not reasons(side, "supports") - sides]


@pytest.mark.parametrize("id_", ALL)
def test_each_side_answers_the_crux(id_: str) -> None:
    """A side says in its own file which crux it answers, so that it is found from either end."""
    silent = []
    for side in crux(id_).sides:
        answered = {answer.question for answer in getattr(claim(side), "answers", ())}
        if id_ not in answered and not isinstance(claim(side), Hypothesis):
            silent.append(side)
    assert [] == silent


def test_what_a_crux_decides_hangs_together_with_its_sides() -> None:
    """What a crux decides is reached from one of its sides along steps, requirements and undercuts."""
    graph = base().graph
    loose = []
    for id_ in ALL:
        found = crux(id_)
        reached: set[str] = set()
        front = set(found.sides)
        while front:
            reached |= front
            ahead = {step.conclusion for start in front for step in graph.steps_from(start)}
            ahead |= {link.start for start in front for link in graph.links_to("requires", start)}
            ahead |= {_end(undercut.step) for start in front for undercut in graph.undercuts_by(start)}
            front = {each for each in ahead if each} - reached
        loose += [f"{id_}: {decided}" for decided in found.decides if decided not in reached]
    assert [] == loose


def _end(step: str) -> str:
    """The conclusion of a step, or the empty string where there is none."""
    found = base().graph.steps.get(step)
    return found.conclusion if found else ""


def test_the_cruxes_of_corrigibility_have_names() -> None:
    """The topic of corrigibility has its cruxes, and the neighbouring topics the others that bear on it."""
    here = {id_ for id_ in ALL if "corrigibility" == record(id_).topic}
    assert {
        "corrigibility-without-sovereignty",
        "does-easy-alignment-continue",
        "is-the-corrigible-target-broad",
    } <= here
    assert {"is-incorrigibility-bad-with-good-values", "is-a-licence-to-game-corrigible"} <= set(ALL)


def test_legibility_against_tractability_divides_dai_and_mallen() -> None:
    """On the crux by this name Dai and Mallen take different sides, with what would settle it written down."""
    found = crux("legibility-versus-tractability")
    likely = {
        holder: {side for side in found.sides if said(holder)[side] == "likely"}
        for holder in ("wei-dai", "alex-mallen")
    }
    assert {
        "wei-dai": {"acceleration-outweighs-tractability"},
        "alex-mallen": {"tractability-outweighs-neglectedness"},
    } == likely


@pytest.mark.parametrize("id_", sorted({row["crux"] for row in ROWS if row["point"] == "disagreement"}))
def test_no_side_of_a_disagreement_falls_for_want_of_argument(id_: str) -> None:
    """Each side of the ten disagreements has reasons on record, so that what is said decides and not who wrote more lately.

    By weight the record may lean, and where a side is in, what speaks against it is named beside it.
    """
    status = base().statuses()["on-record"]
    assert [] == [side for side in crux(id_).sides if status.of(side).unargued]
