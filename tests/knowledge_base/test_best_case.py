"""The best case for a claim and against it."""

from __future__ import annotations

import pytest

from cruxbase.loading.loading import load_texts
from cruxbase.support.errors import WrongValue

BASE = {
    "t.yaml": "type: topic\ntitle: Oversight\nsummary: All of it.\n",
    "works.yaml": "type: claim\ntitle: Oversight works\ntopic: t\nstatement: Oversight works.\n",
    "fails.yaml": "type: claim\ntitle: Oversight fails\ntopic: t\nstatement: Oversight fails.\n",
    "crux.yaml": "type: crux\ntitle: Does it\ntopic: t\nquestion: Does it?\nsides: [works, fails]\ndecides: [goal]\n",
    "goal.yaml": "type: claim\ntitle: Build it\ntopic: t\nstatement: Build it.\n",
    "weak.yaml": """
type: claim
title: It is old
topic: t
statement: It is old.
supports:
  - claim: works
    because: Old things work.
    strength: weak
""",
    "strong.yaml": """
type: claim
title: It was tried
topic: t
statement: It was tried.
supports:
  - claim: works
    because: A trial shows what works.
    strength: strong
""",
    "trial.yaml": """
type: claim
title: There was a trial
topic: t
statement: There was a trial.
supports:
  - claim: strong
    because: A trial is a trial.
""",
}


def case(texts: dict[str, str], id: str, side: str, **options: int) -> list[tuple[str, str, str]]:
    """The steps: what is said, how it bears, and on what."""
    found = load_texts(texts).knowledge_base.best_case(id, side, **options)  # type: ignore[arg-type] # one is wrong on purpose
    return [(step.claims[0].id, step.relation, step.on.id) for step in found.steps]


def test_the_strongest_reason_comes_first_and_what_supports_it_after_it():
    """A strong reason goes before a weak one, and the case goes on behind it."""
    assert [("strong", "supports", "works"), ("trial", "supports", "strong")] == case(BASE, "works", "for")


def test_a_case_is_as_long_as_asked():
    """One step is one step."""
    assert [("strong", "supports", "works")] == case(BASE, "works", "for", longest=1)


def test_the_case_against_one_side_of_a_crux_is_the_case_for_the_other():
    """Nothing attacks a claim that another side excludes: that side is the case."""
    assert [("works", "excludes", "fails"), ("strong", "supports", "works"), ("trial", "supports", "strong")] == case(
        BASE, "fails", "against"
    )


def test_an_undercut_is_a_case_where_nothing_attacks():
    """Without a crux or an attack, what undercuts the strongest reason is the case against."""
    cut = (
        "type: claim\ntitle: Nobody tried\ntopic: t\nstatement: Nobody tried.\nundercuts:\n  - step: strong -> works\n"
    )
    texts = {name: text for name, text in BASE.items() if name != "crux.yaml"} | {"cut.yaml": cut}
    assert [("cut", "undercuts", "works")] == case(texts, "works", "against")


def test_an_attack_on_the_premise_of_a_reason_is_the_last_resort():
    """Where nothing speaks against the claim or the step, what speaks against its premise does."""
    against = "type: claim\ntitle: No\ntopic: t\nstatement: No.\nattacks:\n  - claim: strong\n    because: So.\n"
    texts = {name: text for name, text in BASE.items() if name != "crux.yaml"} | {"no.yaml": against}
    assert [("no", "attacks", "strong")] == case(texts, "works", "against")


def test_each_step_names_its_strongest_reply():
    """What attacks a premise stands beside it as the reply."""
    against = "type: claim\ntitle: No\ntopic: t\nstatement: No.\nattacks:\n  - claim: strong\n    because: So.\n"
    found = load_texts({**BASE, "no.yaml": against}).knowledge_base.best_case("works", "for")
    assert [("strong", "no"), ("trial", None)] == [
        (step.claims[0].id, step.reply and step.reply.id) for step in found.steps
    ]


def test_circles_end():
    """Two claims that support each other make one step."""
    texts = {
        "t.yaml": BASE["t.yaml"],
        "a.yaml": "type: claim\ntitle: A\ntopic: t\nstatement: A.\nsupports:\n  - claim: b\n    because: x\n",
        "b.yaml": "type: claim\ntitle: B\ntopic: t\nstatement: B.\nsupports:\n  - claim: a\n    because: y\n",
    }
    assert [("b", "supports", "a")] == case(texts, "a", "for")


def test_a_crux_has_no_case():
    """It is neither true nor false."""
    assert [] == case(BASE, "crux", "for")


def test_there_are_two_sides():
    """Any other word is refused."""
    with pytest.raises(WrongValue):
        case(BASE, "works", "both")
