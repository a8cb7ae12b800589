"""What a change adds that says nothing new, and what only looks so."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.mistakes_unseen import BASE, S, claim, edit
from cruxbase.diagnostics import Diagnostic
from support import findings_after

FOR = "supports:\n  - claim: town-should-adopt-twenty\n    because: Whoever lives there sleeps better.\n"


def found_after(change: dict[str, str | None], scratch: Path, before: dict[str, str] | None = None) -> list[Diagnostic]:
    """What is found after a change of the small base, or of the small base and more."""
    old = {**BASE, **(before or {})}
    new = {path: text for path, text in {**old, **change}.items() if text is not None}
    at = [{f"claims/{path}": text for path, text in sorted(state.items())} for state in (old, new)]
    return list(findings_after(*at, scratch))


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("A lower limit makes trips through town longer", ["style/similar-title"]),
        ("Trips across town take longer under a lower limit", ["style/similar-title"]),
        ("A higher limit makes trips across town take longer", []),
        ("Buses run more often where the limit is low", []),
    ],
)
def test_new_title_is_held_against_all_others(title: str, codes: list[str], tmp_path: Path) -> None:
    """A paraphrase is a finding; an opposed word, another direction or another thought is none."""
    change = {S + "quiet.yaml": claim(title, "People notice it within weeks.", FOR)}
    assert [one.code for one in found_after(change, tmp_path)] == codes


def test_title_like_one_that_it_refines_is_no_finding(tmp_path: Path) -> None:
    """Where a relation says how the two differ, nothing is said."""
    more = "refines:\n  - record: trips-take-longer\n    because: It speaks of buses only.\n"
    change = {S + "buses.yaml": claim("A lower limit makes bus trips across town take longer", "Buses stand.", more)}
    assert [one.code for one in found_after(change, tmp_path)] == []


def test_like_titles_that_stood_before_the_change_are_not_told(tmp_path: Path) -> None:
    """Only what is new is held against the others."""
    like = {S + "like.yaml": claim("A lower limit makes trips through town longer", "People notice it.", FOR)}
    change = edit(S + "junctions-set-the-pace.yaml", ("at: §4", "at: §5"))
    assert [one.code for one in found_after(dict(change), tmp_path, like)] == []


def test_new_reason_against_the_arrow_closes_a_circle(tmp_path: Path) -> None:
    """The finding stands on the new step, its label shows the circle, and the way back is its other place."""
    more = (
        "supports:\n",
        "supports:\n  - claim: impact-grows-with-speed\n    because: The toll shows what speed carries.\n",
    )
    (one,) = found_after(dict(edit(S + "lower-limits-cut-deaths.yaml", more)), tmp_path)
    assert ("change/circle-closed", 10) == (one.code, one.span.line)
    assert one.label == "impact-grows-with-speed → lower-limits-cut-deaths → impact-grows-with-speed"
    assert [place.span.path for place in one.related] == [f"claims/{S}impact-grows-with-speed.yaml"]


def test_reason_of_a_renamed_record_is_not_new(tmp_path: Path) -> None:
    """A circle that stood before stays unsaid when one of its claims gets another id."""
    more = (
        "supports:\n",
        "supports:\n  - claim: impact-grows-with-speed\n    because: The toll shows what speed carries.\n",
    )
    before = dict(edit(S + "lower-limits-cut-deaths.yaml", more))
    renamed = BASE[S + "impact-grows-with-speed.yaml"] + "aliases: [impact-grows-with-speed]\n"
    change: dict[str, str | None] = {S + "impact-grows-with-speed.yaml": None, S + "impact-grows.yaml": renamed}
    assert "change/circle-closed" not in [one.code for one in found_after(change, tmp_path, before)]


def test_expectations_that_fail_by_one_definition_are_one_finding_on_it(tmp_path: Path) -> None:
    """The definition that changed comes first; each expectation that fails by it is another place."""
    more = "  - that: minutes_lost < 100\n    in: all\n    because: Trips are short.\nexpectations:\n"
    before = {
        "models/delay-model.yaml": BASE["models/delay-model.yaml"]
        + more.removesuffix("expectations:\n").replace("minutes_lost < 100", "minutes_lost > -1")
    }
    text = before["models/delay-model.yaml"].replace("60 * free_miles / 20 - 60", "20 * free_miles / 20 - 60")
    (one,) = [f for f in found_after({"models/delay-model.yaml": text}, tmp_path, before) if f.severity == "error"]
    assert ("model/expectation-fails", 21) == (one.code, one.span.line)
    assert [place.span.line for place in one.related] == [28, 33]


def test_expectation_that_changed_itself_keeps_its_place(tmp_path: Path) -> None:
    """Where the expectation is what changed, the finding stands there."""
    (one,) = found_after(
        dict(edit("models/delay-model.yaml", ("that: minutes_lost > 0", "that: minutes_lost < 0"))), tmp_path
    )
    assert ("model/expectation-fails", 28) == (one.code, one.span.line)


def test_end_of_a_range_with_a_new_reason_is_no_finding(tmp_path: Path) -> None:
    """Whoever moves a number and says why is not asked."""
    pairs = (("high: 3", "high: 5"), ("Trips in the town are of that length.", "The ring road is five miles long."))
    assert found_after(dict(edit("models/delay-model.yaml", *pairs)), tmp_path) == []


def test_date_of_a_view_may_become_more_precise(tmp_path: Path) -> None:
    """A day where a month stood is no other date."""
    assert found_after(dict(edit("viewpoints/okoro-2022.yaml", ("date: 2022-03", "date: 2022-03-04"))), tmp_path) == []


@pytest.mark.parametrize(("key", "old", "new"), [("holder", "ben-okoro", "ada-moss"), ("date", "2022-03", "2023-03")])
def test_view_of_another_day_or_person_by_the_same_text_is_told(key: str, old: str, new: str, tmp_path: Path) -> None:
    """Both a changed date and a changed holder are a finding on that line."""
    found = found_after(dict(edit("viewpoints/okoro-2022.yaml", (f"{key}: {old}", f"{key}: {new}"))), tmp_path)
    assert found[0].code == ("credence/holder-no-author" if key == "holder" else "change/view-rewritten")
    assert found[0].span.line == (3 if key == "holder" else 4)


def test_deleted_person_whom_nobody_names_may_go(tmp_path: Path) -> None:
    """How to do without a record depends on who names it."""
    before = {"people/cy.yaml": "type: person\nname: Cy Lund\nnotes: Nobody names them.\n"}
    (one,) = found_after({"people/cy.yaml": None}, tmp_path, before)
    assert one.help.startswith("nothing names it any more, so it may go")
