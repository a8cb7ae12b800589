"""No fix changes what a record says: a direction, a number, a negation, or who said it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cruxbase.diagnostics import Diagnostic, Fix
from cruxbase.loading.loading import load_texts
from cruxbase.parsing.relation_words import WORDS
from cruxbase.records import RELATIONS
from cruxbase.support.suggestions import opposed, suggestion
from support import EXAMPLES, findings_beside, invalid_examples, marked, texts_below, valid_texts

CLAIM = """
# claims/monitoring/deterrence.yaml
type: claim
title: Deterrence works
topic: monitoring
statement: An AI that expects to be caught does not try.
origin: implied
notes: Unsaid in the report.
"""
SLIPS = (
    "suports: [deploy-with-monitors]",
    "Attacks: [deploy-with-monitors]",
    "refutes: [deploy-with-monitors]",
    "depends_on: [deploy-with-monitors]",
    "supports: [deploy-wth-monitors]",
    "supports: [do-use-untrusted-models]",
    "supports: [monitors-do-not-catch-most-attempts]",
    "supports: [Monitors catch most attempts]",
    "supports: [{claim: deploy-with-monitors, strength: weakish}]",
    "supports: [{claim: deploy-with-monitors, strength: Strong}]",
    "sources: [quill-monitors-2025]",
    "sources: [quill-monitors-2042]",
    "status: unreviewed",
    "undercuts: [monitor-trial-2024 → monitors-catch-most-attempts]",
)


def findings() -> Iterator[tuple[Diagnostic, str]]:
    """Every finding with a fix in the broken examples and in slips of a newcomer, with the text of its file."""
    for code in invalid_examples():
        texts = {**valid_texts(), **texts_below(EXAMPLES / "invalid" / code)}
        for finding in load_texts(texts).diagnostics:
            if finding.fix is not None:
                yield finding, texts[finding.span.path]
    for slip in SLIPS:
        for finding in findings_beside(CLAIM + slip + "\n"):
            if finding.fix is not None and finding.span.path.endswith("deterrence.yaml"):
                yield finding, (CLAIM + slip + "\n").partition(".yaml\n")[2]


def replacements(fix: Fix, text: str) -> Iterator[tuple[str, str]]:
    """What each edit takes away and puts there; removed lines are left out."""
    for edit in fix.edits:
        if edit.replacement:
            yield marked(edit.span, text), edit.replacement


def test_no_fix_changes_a_number_or_turns_a_word_round():
    """What a fix writes has the figures of what it replaces, and is not its opposite."""
    changed = [
        (finding.code, before, after)
        for finding, text in findings()
        for before, after in replacements(finding.fix or Fix("", ()), text)
        if (re.findall(r"\d", before) != re.findall(r"\d", after) and before.strip()) or opposed(before, after)
    ]
    assert [] == changed


def test_no_fix_changes_who_said_something():
    """The holder of a view and the author of a text are put right by a person only."""
    lines = "type: viewpoint\ntitle: V\nholder: ada-quil\ndate: 2022\nsources: [quill-monitors-2024]\nholds: [deploy-with-monitors]\n"
    (finding,) = findings_beside(f"# claims/viewpoints/v.yaml\n{lines}")
    assert ("link/unknown-person", "did you mean 'ada-quill'?", None) == (finding.code, finding.help, finding.fix)


@pytest.mark.parametrize("word", sorted(WORDS))
def test_words_for_relations_keep_their_direction(word: str):
    """A key that says the inverse, or may, has no fix; one that says the same has at most the relation that it means."""
    found = [f for f in findings_beside(f"{CLAIM}{word}: [deploy-with-monitors]\n") if f.span.line == 7]
    (finding,) = found
    written = [edit.replacement for edit in finding.fix.edits] if finding.fix else []
    assert written in ([], [WORDS[word].relation])
    assert WORDS[word].inverse is False or not written
    assert finding.help


@pytest.mark.parametrize(
    "word", [*RELATIONS, *(f"{name[:-1]}ed_by" for name in RELATIONS), *(f"un{name}" for name in RELATIONS)]
)
def test_no_relation_is_suggested_for_another(word: str):
    """Letters in common never pair two relations: only the same one, with a slip, is suggested."""
    found = findings_beside(f"{CLAIM}{word}: [deploy-with-monitors]\n")
    edits = [edit.replacement for f in found if f.fix and f.code == "schema/unknown-key" for edit in f.fix.edits]
    assert [] == edits


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("value-is-high", "value-is-low"),
        ("models-can-be-trusted", "models-cannot-be-trusted"),
        ("models-are-not-safe", "models-are-safe"),
        ("catastrophe-by-2030", "catastrophe-by-2040"),
        ("unreviewed", "reviewed"),
        ("risk-increases", "risk-decreases"),
        ("unlikely", "likely"),
        ("work-goes-up", "work-goes-down"),
        ("attack", "support"),
    ],
)
def test_the_opposite_is_never_suggested(written: str, known: str):
    """A name that differs in a negation, a number or an opposite word is another thing, however like it looks."""
    assert suggestion(written, [known]) is None
    assert suggestion(known, [written]) is None


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("chinchila-optimal", "chinchilla-optimal"),
        ("Wei Dai", "wei-dai"),
        ("mueller_2024", "mueller-2024"),
        ("quill-monitors-2042", "quill-monitors-2024"),
        ("monitor-helps", "monitors-help"),
        ("statments", "statement"),
    ],
)
def test_slips_are_recognised(written: str, known: str):
    """One slip, other capitals, blanks, underscores or a missing plural lead to the word that is known."""
    assert known == suggestion(written, ["another-thing", known, "nothing-like-it"])


def test_one_function_knows_what_was_meant():
    """No other module brings its own measure of likeness for names that are not known."""
    package = Path(__file__).parents[2] / "build" / "cruxbase"
    users = {
        path.relative_to(package).as_posix()
        for path in package.glob("**/*.py")
        if "get_close_matches" in path.read_text()
    }
    assert set() == users
