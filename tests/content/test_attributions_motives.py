"""What the seed says on schemers, persuasion, priors and behavioural selection, and who says it.

Each test holds the shipped base to one caution about attribution. Paragraphs are cited as P1 to P52 of
the source `mallen-comments`.
"""

from __future__ import annotations

from typing import cast

import pytest

from content.shipped import believed, claim, places, record, records, roles, targets, viewpoint
from cruxbase.records import Arguable, ClaimLike, Input, Model, Person, Variable, Viewpoint

MALLEN = (
    "mallen-on-behavioural-selection-2025",
    "mallen-on-persuasion-training",
    "mallen-2026-01",
    "mallen-2026-05",
)
MODELS = (
    "behavioural-selection-model",
    "danger-ranking-model",
    "aligned-schemer-persistence-model",
    "anti-persuasion-model",
    "priors-table-model",
)


# ---------- order of the comments: P13, then P4, then P3


def test_p4_glosses_the_term_that_p13_uses() -> None:
    """The aligned schemer is defined by P4, and P13 only uses the term."""
    assert roles("aligned-schemer-defined", "P4") == {"asserts"}
    assert roles("aligned-schemer-defined", "P13") == {"background"}


def test_p3_answers_a_reply_to_p4() -> None:
    """The lost reply attacks what P4 says, and what P3 says undercuts that reply in turn."""
    assert "aligned-schemer-does-reward-hack" in targets("aligned-schemer-can-avoid-hacking", "attacks")
    for from_p3 in ("no-hack-strategy-needs-total-influence", "how-does-aligned-pattern-get-total-influence"):
        assert places(from_p3, "P3")
        assert any(step.endswith("-> aligned-schemer-can-avoid-hacking") for step in targets(from_p3, "undercuts"))


def test_order_of_the_comments_is_told_to_readers() -> None:
    """Mallen's viewpoint says that P13 was written first and P3 last."""
    notes = viewpoint("mallen-on-behavioural-selection-2025").notes or ""
    assert notes.index("P13 was written first") < notes.index("P3 answers a reply to P4")


def test_p3_lost_the_strategy_it_speaks_of() -> None:
    """The strategy that P3 answers is marked as a reconstruction, cited as background only."""
    strategy = claim("aligned-schemer-can-avoid-hacking")
    assert strategy.origin == "reconstructed"
    assert roles(strategy.id, "P3") == {"background"}
    assert "missing" in (strategy.notes or "")


def test_p3_question_is_asked_and_answered() -> None:
    """P3's challenge is a question, which takes no credence, and P3 itself suggests the answer."""
    assert roles("how-does-aligned-pattern-get-total-influence", "P3") == {"asks"}
    answers = {answer.question for answer in cast(Arguable, claim("gaining-influence-likely-needs-hacking")).answers}
    assert "how-does-aligned-pattern-get-total-influence" in answers


def test_p4_says_that_the_aligned_schemer_hacks() -> None:
    """The aligned schemer that P4 means does reward-hack, and P4 concedes that the term had not said so."""
    assert roles("aligned-schemer-does-reward-hack", "P4") == {"asserts"}
    assert roles("aligned-schemer-term-was-unclear", "P4") == {"concedes"}


# ---------- quoted words are not Mallen's


@pytest.mark.parametrize(
    ("paragraph", "id_"),
    [
        ("P6", "q-recent-work-on-priors"),
        ("P8", "prior-experiments-already-designable"),
        ("P12", "three-categories-alignment-neutral"),
        ("P14", "studying-prior-more-fruitful"),
        ("P16", "shaping-acts-through-text-not-reward"),
    ],
)
def test_quoted_paragraph_is_cited_as_a_quotation(paragraph: str, id_: str) -> None:
    """The claim that a commenter's paragraph carries cites it as a quotation."""
    assert roles(id_, paragraph) == {"quotes"}


@pytest.mark.parametrize("paragraph", ["P6", "P8", "P12", "P14", "P16"])
def test_no_record_takes_a_quoted_paragraph_as_mallens_assertion(paragraph: str) -> None:
    """Nothing in the base cites a commenter's paragraph as asserted or conceded by the page's author."""
    wrong = [
        found.id
        for found in records().values()
        if isinstance(found, ClaimLike)
        for cited in found.sources
        if cited.source == "mallen-comments" and cited.at == paragraph and cited.role in ("asserts", "concedes")
    ]
    assert wrong == []


@pytest.mark.parametrize("id_", ["studying-prior-more-fruitful", "shaping-acts-through-text-not-reward"])
def test_mallen_does_not_hold_what_he_quotes(id_: str) -> None:
    """Mallen holds neither the preference for the prior (P14) nor the objection from text (P16)."""
    for view in MALLEN:
        assert id_ not in {stance.claim for stance in viewpoint(view).holds}
        entry = viewpoint(view).credences.get(id_)
        assert entry is None or entry.credence.high < 0.5


def test_p16_is_cut_off() -> None:
    """The base says that the quotation at P16 breaks off."""
    (cited,) = places("shaping-acts-through-text-not-reward", "P16")
    assert "breaks off" in (cited.note or "")


def test_quoted_words_belong_to_positions() -> None:
    """The unnamed commenters are positions, and are never given out as people who exist."""
    for id_ in (
        "bsm-critic",
        "bsm-literature-asker",
        "aligned-schemer-defender",
        "persuasion-training-optimist",
    ):
        assert cast(Person, record(id_)).kind == "position"
    assert {"three-categories-alignment-neutral", "shaping-acts-through-text-not-reward"} <= believed(
        "bsm-critic-2025-12"
    )
    assert viewpoint("bsm-critic-2025-12").holder == "bsm-critic"


def test_unquoted_points_are_a_reconstructed_viewpoint() -> None:
    """What Mallen answers without quoting it (P18, P19, P3, P5) stands in reconstructed viewpoints."""
    for id_ in (
        "bsm-critic-unquoted-2025-12",
        "aligned-schemer-defender-2025-12",
        "persuasion-training-optimist-2025",
    ):
        view = viewpoint(id_)
        assert view.origin == "reconstructed"
        assert {stance.basis for stance in view.holds} == {"editorial"}
    for id_ in ("speed-prior-is-just-selection", "q-continuous-selection-in-deployment"):
        assert claim(id_).origin == "reconstructed"


# ---------- hedges and concessions


def test_p13_grants_the_letter_of_p12() -> None:
    """P13 concedes that P12 is literally true, and undercuts the step from it instead of denying it."""
    assert roles("alignment-neutrality-technically-true", "P13") == {"concedes"}
    assert targets("alignment-neutrality-technically-true", "supports") == {"three-categories-alignment-neutral"}
    assert "three-categories-alignment-neutral -> motivation-class-predicts-risk" in targets(
        "schemers-far-more-dangerous", "undercuts"
    )
    assert "three-categories-alignment-neutral" not in targets("schemers-far-more-dangerous", "attacks")


def test_p13_and_january_2026_are_two_dated_views() -> None:
    """Mallen's later, more alarmed view of fitness-seekers stands beside P13, with its own date."""
    early, late = viewpoint("mallen-on-behavioural-selection-2025"), viewpoint("mallen-2026-01")
    assert early.holder == late.holder == "alex-mallen"
    assert (early.date, late.date) == ("2025-12", "2026-01-29")
    bounded = "fitness-seeker-preferences-bounded"
    assert late.credences[bounded].credence.mid < early.credences[bounded].credence.mid
    assert "influence-seekers-pose-high-takeover-risk" not in believed(early.id)
    assert "influence-seekers-pose-high-takeover-risk" in believed(late.id)
    assert {"fitness-seeker-preferences-bounded", "schemers-far-more-dangerous"} <= targets(
        "influence-seekers-pose-high-takeover-risk", "attacks"
    )


def test_p13_is_more_likely_than_not() -> None:
    """That fitness-seekers act in deployment as in training is hedged as more likely than not, no more."""
    entry = viewpoint("mallen-on-behavioural-selection-2025").credences[
        "fitness-seekers-behave-similarly-in-deployment"
    ]
    assert (entry.credence.written, entry.basis, entry.at) == ("likely", "inferred", "P13")


def test_p15_does_not_rank_work_on_the_prior() -> None:
    """P15 wants more work on the prior; on whether it is the more fruitful Mallen withholds judgement."""
    assert roles("want-more-empirical-prior-work", "P15") == {"asserts"}
    suspended = {stance.claim for stance in viewpoint("mallen-on-behavioural-selection-2025").suspends}
    assert "studying-prior-more-fruitful" in suspended
    (step,) = cast(Arguable, claim("want-more-empirical-prior-work")).supports
    assert (step.claim, step.strength) == ("studying-prior-more-fruitful", "weak")


def test_p19_divides_speed_preferences() -> None:
    """P19 concedes that some speed preferences are selection and holds that others are not."""
    assert roles("some-speed-priors-are-selection", "P19") == {"concedes"}
    assert roles("some-speed-priors-not-via-reward", "P19") == {"asserts"}
    assert targets("length-penalty-is-selection", "supports") == {"some-speed-priors-are-selection"}
    for mechanism in ("depth-caps-serial-computation", "sgd-may-favour-short-serial-computation"):
        assert targets(mechanism, "supports") == {"some-speed-priors-not-via-reward"}


def test_p17_concedes_in_part_and_answers_by_generality() -> None:
    """P17 grants P16 in part, and answers that a causal model does not presuppose reward."""
    assert roles("text-shaping-partially-true", "P17") == {"concedes"}
    assert targets("causal-model-chosen-for-generality", "undercuts") == {
        "shaping-acts-through-text-not-reward -> bsm-applies-to-real-training"
    }


def test_p10_keeps_influence_apart_from_power() -> None:
    """Influence through deployment is defined by P10 as influence on behaviour and not as power."""
    assert roles("influence-through-deployment-defined", "P10") == {"asserts"}
    assert roles("influence-is-not-power-seeking", "P10") == {"asserts"}


def test_p5_is_a_further_possibility_under_a_condition() -> None:
    """Subtle manipulation needs overfitting and a takeover that looks worse, neither of which P5 asserts."""
    needed = targets("anti-persuasion-training-selects-subtle-manipulation", "requires")
    assert needed == {"overfitting-to-persuasion-signals", "takeover-ev-below-subtle-manipulation-ev"}
    view = viewpoint("mallen-on-persuasion-training")
    assert "takeover-ev-below-subtle-manipulation-ev" in {stance.claim for stance in view.suspends}
    assert claim("anti-persuasion-training-other-outcome").origin == "reconstructed"


def test_p7_gives_a_surname_only() -> None:
    """That P7's Hebbar is the author of a certain post is marked as likely, and no more."""
    (cited,) = [
        each for each in claim("no-newer-work-known-except-hebbar").sources if each.source == "hebbar-training-gamers"
    ]
    assert cited.role == "background"
    assert "Most likely" in (cited.note or "")


def test_p20_is_attributed_with_low_confidence() -> None:
    """The question at P20 is only probably Mallen's, and no viewpoint of his is built on it."""
    asked = claim("q-reflective-desires-of-sociopaths")
    assert roles(asked.id, "P20") == {"asks"}
    assert "probably" in (asked.notes or "")
    for view in MALLEN:
        assert "approval-reward-explains-reflective-desires" not in believed(view)


# ---------- published numbers, evidence, models


def test_carlsmiths_quarter_stands_and_a_slide_nobody_found_again_does_not() -> None:
    """Carlsmith gave scheming about 25 percent in November 2023; the lower number of a lost slide is no viewpoint."""
    found = {
        view.date: view.credences["scheming-arises-under-baseline-methods"].credence.mid
        for view in records().values()
        if isinstance(view, Viewpoint) and view.holder == "joe-carlsmith"
        if "scheming-arises-under-baseline-methods" in view.credences
    }
    assert found == {"2023-11-15": 0.25}
    assert record("carlsmith-scheming-slides").checked == "unverified"


def test_the_opus_example_is_marked_as_one_reading() -> None:
    """That Claude 3 Opus guarded good values is said to be disputed, and its rarity stands beside it."""
    assert "one reading" in (claim("opus3-is-aligned-schemer-example").notes or "")
    assert "opus3-is-aligned-schemer-example" in targets("few-models-fake-alignment", "supports")


@pytest.mark.parametrize("id_", MODELS)
def test_models_say_what_the_editors_added(id_: str) -> None:
    """Every input and variable of these models says whether the post, Alex Mallen's comments or the editors supply it."""
    model = cast(Model, record(id_))
    parts: tuple[Input | Variable, ...] = (*model.inputs, *model.variables)
    for part in parts:
        assert (part.description or "").startswith(("[post", "[comments]", "[ours]"))


def test_models_invent_no_numbers() -> None:
    """Only yes-or-no readings of the texts are given as defaults."""
    defaults = {part.default for id_ in MODELS for part in cast(Model, record(id_)).inputs if part.default is not None}
    assert defaults <= {0, 1}


def test_danger_ranking_leaves_kludges_out() -> None:
    """The seed does not rank kludges, and neither does the model of the danger ranking."""
    model = cast(Model, record("danger-ranking-model"))
    names = [part.name for part in model.inputs] + [part.name for part in model.variables]
    assert [name for name in names if "kludge" in name] == []
