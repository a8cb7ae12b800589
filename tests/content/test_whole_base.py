"""What holds of the base as a whole: its size, both sides heard, words defined, hedges in their place, nothing unfinished."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from content.shipped import SEED, as_written, base, claim, claims, kind, reasons, record, records, seed_citations
from cruxbase.records import Definition, Topic, Viewpoint

UNARGUED = {
    "models-lack-knowledge-of-training-distribution": "a conjecture for which the seed gives no reason",
    "models-not-capable-enough-to-infer-hack": "a conjecture for which the seed gives no reason",
    "persona-distance-narrows-generalisation": "a measurement, which needs no argument",
    "anti-persuasion-training-other-outcome": "it stands for the two hypotheses that refine it, which have reasons",
    "no-newer-work-known-except-hebbar": "a report of what somebody knew of",
}
"""Answers to open questions for which nothing in the base speaks, with the reason why that is right."""

LISTED = {"which-news-by-2030-would-change-minds-on-ai-risk"}
"""Questions whose answers are a study's list of events, on which people give numbers and no reasons."""

TERMS = (
    *("schemer", "fitness-seeker", "optimal kludge", "influence through deployment", "inoculation prompting"),
    *("reward hacking", "reward hacking of kind 1", "reward hacking of kind 2", "legible problem", "illegible problem"),
    *("sovereign", "moral sovereign", "corrigibility", "critical risk period", "aligned schemer", "influence-seeker"),
    *("reward-seeker", "implicit prior", "speed prior", "simplicity prior", "salience prior", "cognitive pattern"),
    *(
        "behavioural selection",
        "maximally fit",
        "motivation",
        "situational awareness",
        "training-gaming",
        "goal-guarding",
    ),
    *("alignment faking", "emergent misalignment", "persona", "reward-hacking persona", "pretraining prior", "scoping"),
    *(
        "conditionalisation",
        "scheming for good",
        "cognitive oversight",
        "behavioural oversight",
        "probe",
        "obfuscation",
    ),
    *("Approval Reward", "reflective desire", "overdetermined", "contingent", "lever", "steerability", "takeover"),
    *("model organism", "model spec", "tractability", "neglectedness", "gating", "secret intelligence explosion"),
    *(
        "internal deployment",
        "pre-deployment risk assessment",
        "APS system",
        "existential catastrophe",
        "disempowerment",
    ),
    *(
        "transformative AGI",
        "AGI",
        "ASI",
        "unwanted persuasion",
        "expected value",
        "overfitting",
        "deployment",
        "episode",
    ),
    *("reinforcement learning", "RLHF", "supervised fine-tuning", "fine-tuning", "chain of thought", "prompt", "token"),
    *("large language model", "transformer", "forward pass", "gradient descent", "activations", "weights", "feature"),
    *(
        "backdoor",
        "jailbreak",
        "sandbagging",
        "sycophancy",
        "specification gaming",
        "compliance gap",
        "AUROC",
        "grader",
    ),
    *(
        "consequentialist",
        "gradient hacking",
        "character training",
        "superforecaster",
        "causal graph",
        "instrumental goal",
    ),
)
"""Terms of art that the base uses, each of which a reader must be able to look up."""

ABBREVIATIONS_IN_PROSE = {
    "UK",
    "US",
    "AI",
    "AIs",
    "METR",
    "GPT",
    "OSS",
    "TC0",
    "MBPP",
    "APS",
    "AGI",
    "ASI",
    "RL",
    "AUROC",
    "ARC",
    "GDP",
    "IC",
    "IT",
}
_HEDGE = re.compile(
    r"\b(probably|perhaps|plausibly|arguably|presumably|apparently|possibly|conceivably)\b", re.IGNORECASE
)
_UNFINISHED = re.compile(
    r"\b(TODO|TBD|FIXME|XXX|lorem ipsum|placeholder|to be written|coming soon)\b|\?\?\?|…\s*$", re.IGNORECASE
)


def test_the_base_is_as_large_as_the_seed_and_its_literature_ask() -> None:
    """At least 160 claims of the seed, 60 sources, 35 findings, 12 cruxes and 8 viewpoints."""
    kinds = Counter(kind(id_) for id_ in records())
    from_the_seed = [found for found in claims() if seed_citations(found.id) and kind(found.id) != "crux"]
    assert 160 <= len(from_the_seed)
    assert 60 <= kinds["source"]
    assert 35 <= kinds["evidence"]
    assert 12 <= kinds["crux"]
    assert 8 <= kinds["viewpoint"]


def test_every_viewpoint_of_the_seeds_author_cites_a_place_and_says_how_it_was_read() -> None:
    """Mallen's viewpoints give where each belief is read from, and nothing counts as a stated number."""
    for view in records().values():
        if (
            not isinstance(view, Viewpoint)
            or view.holder != "alex-mallen"
            or not any(one.source == SEED for one in view.sources)
        ):
            continue
        whole = [one.at for one in view.sources if one.source == SEED]
        assert whole
        assert all(whole)
        assert {"inferred"} >= {entry.basis for entry in view.credences.values()}


def test_unnamed_people_are_positions_and_their_views_say_where_the_words_are() -> None:
    """Who has no name in the sources is a position; a person who is one is not made up."""
    for view in records().values():
        if isinstance(view, Viewpoint) and view.origin == "reconstructed":
            assert "position" == record(view.holder).kind, view.id


@pytest.mark.parametrize("topic", sorted(found.id for found in records().values() if isinstance(found, Topic)))
def test_topic_is_argued_on_both_sides(topic: str) -> None:
    """In each topic some claim has a reason for and a reason against."""
    both = [
        found.id
        for found in claims()
        if found.topic == topic and reasons(found.id, "supports") and reasons(found.id, "attacks")
    ]
    assert both


def test_every_answer_to_an_open_question_has_a_reason() -> None:
    """No answer stands on nothing, but for those listed; and the list holds no others."""
    graph = base().graph
    bare = {
        link.start
        for found in claims()
        if kind(found.id) == "question" and found.id not in LISTED
        for link in graph.links_to("answers", found.id)
        if not reasons(link.start, "supports")
    }
    assert UNARGUED.keys() == bare


def test_every_proposal_and_plan_that_others_dispute_has_reasons_both_ways() -> None:
    """What is recommended against rivals has a case for it and a case against it."""
    for id_ in (
        *("end-critical-period-is-main-plan", "aim-for-sovereign-alignment", "work-on-illegible-problems-first"),
        *("work-on-problems-once-legible", "assessments-should-be-tied-to-release", "ambitious-ip-goal"),
        *("general-prompt-would-fix-mismatch", "aligned-schemer-still-concerning"),
    ):
        assert reasons(id_, "supports"), id_
        assert reasons(id_, "attacks"), id_


@pytest.mark.parametrize("term", TERMS)
def test_term_of_art_is_defined(term: str) -> None:
    """Some definition has the term, or has it among its other forms."""
    forms = {
        form.casefold() for found in claims() if isinstance(found, Definition) for form in (found.term, *found.also)
    }
    assert term.casefold() in forms


def test_abbreviations_are_defined_or_names() -> None:
    """A statement uses no abbreviation that no definition explains and that is no name."""
    forms = {form for found in claims() if isinstance(found, Definition) for form in (found.term, *found.also)}
    strange = {
        (found.id, word)
        for found in claims()
        for word in re.findall(r"\b[A-Z][A-Z0-9]{1,5}s?\b", f"{found.title} {getattr(found, 'statement', '') or ''}")
        if word not in ABBREVIATIONS_IN_PROSE and word not in forms
    }
    assert set() == strange


def test_hedges_stand_with_the_believer_and_not_in_the_statement() -> None:
    """A statement is flat; how sure someone is of it stands in viewpoints and in the wording of citations."""
    hedged = [
        (found.id, _HEDGE.findall(found.statement))
        for found in claims()
        if getattr(found, "statement", None) and kind(found.id) != "definition" and _HEDGE.search(found.statement)
    ]
    assert [] == hedged


def test_hedges_of_the_seed_are_kept_with_the_citation() -> None:
    """What the seed only thinks likely, or possible, is cited with that wording."""
    for id_, at, word in (
        ("dangerous-capability-is-preceded-by-legibility", "P35", "likely"),
        ("best-time-is-when-most-legible", "P35", "probably"),
        ("fitness-seekers-behave-similarly-in-deployment", "P13", "more likely than not"),
        ("sgd-may-favour-short-serial-computation", "P19", "might"),
        ("us-could-with-current-technology", "P29", "might"),
        ("single-lab-feasibility-uncertain", "P30", "less sure"),
        ("predeployment-assessments-raise-secret-ie", "P50", "might"),
        ("behavioural-oversight-makes-levers-hard-to-find", "P27", "may"),
        ("work-on-problems-once-legible", "P35", "plausibly"),
        ("labs-wont-slow-for-poor-spec", "P34", "extremely unlikely"),
        ("ip-mainly-reduces-kind-2", "P44", "best guess"),
        ("negative-update-on-ambitious-ip", "P45", "somewhat"),
        ("installed-behaviour-leaks-to-neutral-prompts", "P47", "seems"),
        ("alignment-to-corrigible-target-stays-easyish", "P31", "not confident"),
        ("ending-period-feasible-below-asi", "P52", "probabl"),
        ("no-newer-work-known-except-hebbar", "P7", "may"),
        ("prior-experiments-already-designable", "P8", "tentative"),
        ("studying-prior-more-fruitful", "P14", "probably"),
    ):
        (cited,) = [one for one in seed_citations(id_) if one.at == at]
        assert word in (cited.wording or ""), id_


def test_nothing_is_left_unfinished() -> None:
    """No value of any record is a note to self."""
    left = [(name, hit) for name, data in as_written().items() if (hit := _UNFINISHED.search(repr(data)))]
    assert [] == left


def test_titles_are_thoughts() -> None:
    """A claim-like record's title has several words, a mark only where it asks, and is no mere repetition of the id."""
    bad = [
        found.id
        for found in claims()
        if len(found.title.split()) < 4
        or found.title.endswith(".")
        or (found.title.endswith("?") and found.type not in ("crux", "question"))
        or found.title.casefold() == found.id.replace("-", " ")
    ]
    assert [] == bad


def test_no_two_records_have_one_title() -> None:
    """A title tells its record from every other."""
    titles = Counter(found.title.casefold() for found in claims())
    assert [] == [title for title, times in titles.items() if times > 1]


def test_warrants_do_not_repeat_their_premise() -> None:
    """What is written under a premise is neither its title nor its statement over again."""
    plain = re.compile(r"\W+")
    repeated = []
    for step in base().graph.steps.values():
        said = plain.sub(" ", step.because).casefold().strip()
        for premise in step.premises:
            own = claim(premise)
            texts = {
                plain.sub(" ", text).casefold().strip() for text in (own.title, getattr(own, "statement", "") or "")
            }
            if said and said in texts:
                repeated.append(step.name)
    assert [] == repeated


def test_every_step_and_undercut_has_its_warrant() -> None:
    """Nobody has to guess why a reason bears on a claim."""
    graph = base().graph
    assert [] == [step.name for step in graph.steps.values() if not step.because]
    assert [] == [f"{undercut.start} on {undercut.step}" for undercut in graph.parts.undercuts if not undercut.because]
