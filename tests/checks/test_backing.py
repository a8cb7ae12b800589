"""Who stands behind what: sides, warrants, texts, people, topics, dates, and the figures of evidence."""

from __future__ import annotations

import pytest

from cruxbase.site.records.claim_pages import objection
from support import codes, findings_beside, knowledge_base_from, placed, valid_texts

CLAIM = """
# claims/monitoring/monitors-are-fast.yaml
type: {kind}
title: {title}
topic: monitoring
origin: reconstructed
statement: {statement}
notes: For this test.
{more}
"""

SIDE = """# claims/monitoring/{0}.yaml
type: claim
title: The side {0}
topic: monitoring
origin: {1}
statement: So {0}.
{2}notes: For this test.
"""
REASON = """# claims/monitoring/r-{0}.yaml
type: claim
title: A reason for {0}
topic: monitoring
origin: implied
statement: For {0}.
supports: [{0}]
notes: For this test.
"""
CRUX = """# claims/monitoring/the-crux.yaml
type: crux
title: What it turns on
topic: monitoring
question: Is it one?
sides: [one, two]
decides: [deploy-with-monitors]
"""
VIEW = """# claims/viewpoints/v.yaml
type: viewpoint
title: V
holder: ada-quill
date: 2025
sources: [quill-monitors-2024]
credences: {two: 0.1}
"""


def found(
    *,
    kind: str = "claim",
    title: str = "Monitors are fast",
    statement: str = "Monitors look within a second.",
    more: str = "",
) -> list[str]:
    """Codes of what is found in one claim beside the valid base."""
    more = more or "supports: [deploy-with-monitors]"
    return codes(findings_beside(CLAIM.format(kind=kind, title=title, statement=statement, more=more)))


@pytest.mark.parametrize(
    ("title", "joined"),
    [
        ("Monitors are fast, and people are slow", True),
        ("Monitors are fast; people are slow", True),
        ("Monitors are fast, but people are slow", True),
        ("Monitors are fast and they are cheap", True),
        ("Monitors are fast, cheap and reliable", False),
        ("Monitors are fast, and not merely cheap", False),
        ("Speed and cost of monitors fall together", False),
    ],
)
def test_a_title_that_joins_two_statements_is_told(title: str, joined: bool):
    """Two clauses that could each be a title are; a list of words or a contrast within one is not."""
    assert (["style/joined-title"] if joined else []) == found(title=title)


@pytest.mark.parametrize(("sentences", "several"), [(1, False), (3, False), (4, True), (6, True)])
def test_a_statement_of_many_sentences_is_told(sentences: int, several: bool):
    """Up to three sentences make one thought."""
    statement = " ".join(["Monitors look at every e.g. action." for _ in range(sentences)])
    assert (["style/several-thoughts"] if several else []) == found(statement=statement)


@pytest.mark.parametrize(
    ("because", "thin"),
    [
        ("Fast monitors watch models.", True),
        ("It is so.", True),
        ("Quick checks cost little, and so nobody switches them off.", False),
    ],
)
def test_a_warrant_says_more_than_the_titles(because: str, thin: bool):
    """Three words of meaning that neither title has make a warrant."""
    more = f"supports:\n  - claim: deploy-with-monitors\n    because: {because}"
    assert (["style/thin-warrant"] if thin else []) == found(more=more)


@pytest.mark.parametrize("because", ["Monitors are fast.", "use untrusted models, but let monitors watch them"])
def test_a_warrant_that_is_a_title_only_repeats_it(because: str):
    """'because' equal to the title of its premise or conclusion says nothing, and that is told once."""
    more = f"supports:\n  - claim: deploy-with-monitors\n    because: {because}"
    assert ["style/because-repeats"] == found(more=more)


@pytest.mark.parametrize(
    ("n", "told"),
    [
        ("n: 400", True),
        ("n: 400, n_of: trials", False),
        ("n: 40, n_of: people", False),
        ("n: 5, n_of: models", False),  # 60 per cent are three of them
        ("n: 7, n_of: models", True),
        ("n_of: models", False),
    ],
)
def test_a_percentage_says_what_its_n_counts(n: str, told: bool):
    """A percentage is of trials, questions, people; of models it is where it comes to a whole number of them."""
    more = (
        "supports: [deploy-with-monitors]\nsources: [{source: quill-monitors-2024, at: §3}]\nmeasurements:\n"
        f"  - {{name: share, value: 60, unit: percent, {n}, conditions: as planted}}"
    )
    assert (["source/share-of-what"] if told else []) == found(kind="evidence", more=more)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("A monitor flagged 91% of them.", True),
        ("A monitor flagged 91 per cent of them.", True),
        ("Its area under the curve was 0.93.", True),
        ("Five of the models gave way, 5 of 25.", True),
        ("GPT-4 flagged most of them in 2024.", False),
        ("A monitor flagged nearly all of them.", False),
    ],
)
def test_figures_of_evidence_are_measurements(statement: str, told: bool):
    """A percentage, a decimal or a count of a count in the statement wants measurements; a year or a name does not."""
    more = "supports: [deploy-with-monitors]\nsources: [{source: quill-monitors-2024, at: §3}]"
    assert (["source/numbers-unmeasured"] if told else []) == found(kind="evidence", statement=statement, more=more)


def test_the_template_of_an_objection_does_not_pass_as_it_is():
    """Its sentences are placeholders, and so is the name of its file."""
    kb = knowledge_base_from("\n".join(f"# {path}\n{text}" for path, text in valid_texts().items()))
    template = objection(kb.claim("deploy-with-monitors"))
    path = "claims/monitoring/objection-to-deploy-with-monitors.yaml"
    findings = placed(findings_beside(f"# {path}\n{template}"))
    assert [f"{path}:{line} error[style/placeholder]".partition(" ")[0] for line in ("1:7", "2:8", "5:3", "8:14")] == [
        finding.partition(" ")[0] for finding in findings if "style/placeholder" in finding
    ]


def test_a_side_that_a_text_reports_or_a_person_believes_is_taken():
    """A citation that only asks, or gives background, takes no side; a credence does."""
    bears = "supports: [deploy-with-monitors]\n"
    base = CRUX + REASON.format("one") + REASON.format("two") + SIDE.format("two", "implied", bears)
    assert "argument/sides-unasserted" in codes(findings_beside(base + SIDE.format("one", "implied", bears)))
    said = bears + "sources: [{source: quill-monitors-2024, at: §3, role: reports}]\n"
    assert "argument/sides-unasserted" not in codes(findings_beside(base + SIDE.format("one", "stated", said)))
    assert "argument/sides-unasserted" not in codes(findings_beside(base + SIDE.format("one", "implied", bears) + VIEW))


PERSON = "# claims/people/{0}.yaml\ntype: person\nname: {1}\nnotes: For this test.\n"


@pytest.mark.parametrize(
    ("name", "is_twice"),
    [
        ("Quill Ada", True),
        ("'Quill, Ada'", True),
        ("Áda Quïll", True),
        ("Ada B. Quill", False),
        ("Adam Quill", False),
        ("Quill", False),
    ],
)
def test_one_person_has_one_record(name: str, is_twice: bool):
    """Order and marks of letters make no other name; a further initial does."""
    twice = [f.code for f in findings_beside(PERSON.format("quill-again", name)) if f.code == "source/person-twice"]
    assert twice == ["source/person-twice"] * is_twice


ROOK = (
    PERSON.format("ben-rook", "Ben Rook")
    + """
# claims/sources/rook-letter.yaml
type: source
title: A letter
kind: document
authors: [ben-rook]
issued: 2024-05
url: https://example.org/rook-letter
checked: read
part_of: quill-monitors-2024
"""
)


@pytest.mark.parametrize(
    ("keys", "codes"),
    [
        ("date: 2024-06\nmethod: read\nsources: [quill-monitors-2024]", ["credence/holder-no-author"]),
        ("date: 2024-06\nmethod: read\nsources: [rook-letter]", []),
        ("date: 2024-06\nmethod: read\nsources: [{source: quill-monitors-2024, role: reports}]", []),
        ("date: 2024-06\nmethod: from a reply of his in a comment\nsources: [quill-monitors-2024]", []),
        ("date: 2024-04\nmethod: read\nsources: [rook-letter]", []),
        ("date: 2023-04\nmethod: read\nsources: [rook-letter]", ["credence/view-before-text"]),
        ("date: 2023-04\nmethod: read\nsources: [rook-letter]\nnotes: He had said so in 2023.", []),
    ],
)
def test_view_is_read_from_a_text_of_its_holder(keys: str, codes: list[str]):
    """A text by others, or later by more than a month, needs a word that says how it shows the view."""
    view = f"# claims/viewpoints/rook.yaml\ntype: viewpoint\ntitle: Ben Rook\nholder: ben-rook\n{keys}\n"
    found = findings_beside(ROOK + view + "credences: {monitors-catch-most-attempts: {credence: 0.4, at: §1}}\n")
    assert [one.code for one in found if one.code.startswith("credence/")] == codes


@pytest.mark.parametrize(
    ("unit", "number", "count"),
    [
        ("probability", 100, 1),
        ("share of actions", 1.5, 1),
        ("percent", 100, 0),
        ("share, in percent", 80, 0),
        ("ratio", 3, 0),
    ],
)
def test_part_of_a_whole_lies_between_0_and_1(unit: str, number: float, count: int):
    """Percentages and ratios may be more."""
    model = f"""
# claims/models/m.yaml
type: model
title: M
topic: monitoring
summary: For this test.
sources: [{{source: quill-monitors-2024, at: §5}}]
inputs:
  - {{name: caught, label: caught, unit: "{unit}", low: 0, high: {number}, basis: ours, reason: Why not.}}
variables:
  - {{name: missed, label: missed, expression: 1 - caught}}
outputs:
  - {{variable: missed, description: What is missed.}}
"""
    assert len([one for one in findings_beside(model) if one.code == "model/beyond-unit"]) == count
