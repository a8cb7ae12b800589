"""What the studies found is in the base as evidence: with numbers where the editors have any, with places, and linked.

`papers.tsv` lists the studies: the source, its number on arXiv, whether the editors' notes give numbers of its own, and
whether anything that it found tells against a claim or a step. Notes of a study without numbers say nothing that can be
measured, or the numbers known to us are a replication's and not the paper's (2510.05024).
"""

from __future__ import annotations

import pytest

from content.shipped import base, claims, record
from content.tables import rows
from cruxbase.records import Evidence

ROWS = rows("papers.tsv")


def evidence_from(source: str) -> list[Evidence]:
    """The evidence that a source is cited for as saying so."""
    return [
        found
        for found in claims()
        if isinstance(found, Evidence)
        if any(cited.source == source and cited.role == "asserts" for cited in found.sources)
    ]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["source"])
def test_study_has_its_number_and_its_evidence(row: dict[str, str]) -> None:
    """The source bears its number, and at least one evidence record says with a place what it found."""
    assert (None if row["arxiv"] == "-" else row["arxiv"]) == record(row["source"]).arxiv
    found = evidence_from(row["source"])
    assert found
    for each in found:
        assert [cited.at for cited in each.sources if cited.source == row["source"] and cited.at]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["source"])
def test_numbers_are_given_where_there_are_any(row: dict[str, str]) -> None:
    """Measured values have conditions and a place; where no number of the study's own is known, none is given."""
    measured = [value for found in evidence_from(row["source"]) for value in found.measurements]
    own = [value for value in measured if (value.source or row["source"]) == row["source"]]
    assert (row["numbers"] == "yes") == bool(own)
    assert all(value.conditions and value.at for value in own)
    assert all(value.value is not None or value.low is not None or value.high is not None for value in own)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["source"])
def test_evidence_is_linked_for_and_against(row: dict[str, str]) -> None:
    """What a study found bears on something; and it tells against something, save for the studies listed otherwise."""
    graph = base().graph
    against = False
    for found in evidence_from(row["source"]):
        steps = graph.steps_from(found.id)
        undercuts = graph.undercuts_by(found.id)
        assert steps or undercuts
        against = against or bool(undercuts) or any(step.kind == "attacks" for step in steps)
    assert (row["against"] == "yes") == against


def test_all_evidence_bears_on_something() -> None:
    """No evidence record stands alone."""
    graph = base().graph
    idle = [
        found.id
        for found in claims()
        if isinstance(found, Evidence)
        if not graph.steps_from(found.id)
        and not graph.undercuts_by(found.id)
        and not any(found.id in step.premises for step in graph.steps.values())
    ]
    assert [] == idle


def test_contested_findings_have_evidence_on_both_sides() -> None:
    """Where the literature splits, evidence stands for a finding and against it, or against a step that leads to it."""
    graph = base().graph
    for finding in (
        "rl-on-hackable-rewards-can-misalign-broadly",
        "permitting-hacking-prevents-broad-misalignment",
        "robust-even-when-optimised-against",
        "hacking-persona-in-pretraining-prior",
        "ip-m1-instruction-alignment",
        "ip-m2-prompt-worse-than-data",
        "ip-just-scopes-training",
        "cognitive-oversight-scales-better",
        "motivations-contingent-on-reachable-variables",
    ):
        steps = graph.steps_into(finding)
        kinds = {step.kind for step in steps for premise in step.premises if base().record(premise).type == "evidence"}
        hits = [
            undercut.start for step in steps if step.kind == "supports" for undercut in graph.undercuts_of(step.name)
        ]
        if any(base().record(start).type == "evidence" for start in hits):
            kinds.add("attacks")
        assert {"supports", "attacks"} == kinds, finding
