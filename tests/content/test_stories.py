"""Each topic tells its dispute from the top: the question, the sides, a reason each way, the evidence, the crux."""

from __future__ import annotations

import re

import pytest

from content.shipped import base, kind, reasons, record, records
from cruxbase.records import Topic

DISAGREEMENTS = {
    1: ("contingency", "are-motivations-contingent-or-overdetermined"),
    2: ("fitness-seekers", "do-schemers-and-fitness-seekers-differ-in-danger"),
    3: ("aligned-schemers", "can-aligned-values-survive-without-hacking"),
    4: ("inoculation", "inoculation-mechanism"),
    5: ("ambitious-inoculation", "does-capability-revive-the-hope"),
    6: ("legibility", "legibility-versus-tractability"),
    7: ("cognitive-oversight", "does-cognitive-oversight-scale-better"),
    8: ("critical-period", "how-much-capability-ends-the-period"),
    9: ("secret-development", "release-gating-or-development-gating"),
    10: ("behavioural-selection", "is-the-bsm-too-reward-centred"),
}
"""The ten disagreements of the seed: the topic that tells each, and the crux that it comes down to."""

_LINK = re.compile(r"\[\[([a-z0-9-]+)(?:\|[^\[\]|]+)?\]\]")
_LEAD = re.compile(r"^\*\*([^*]+?)\.?\*\*", re.MULTILINE)
TOPICS = sorted(found.id for found in records().values() if isinstance(found, Topic))


def story(topic: str) -> str:
    """The text of a topic's story."""
    return str(record(topic).story or "")


def progress(topic: str) -> list[str]:
    """The records that a story links, in order."""
    return [found[1] for found in _LINK.finditer(story(topic))]


def test_there_are_ten_disagreements() -> None:
    """Every one of the ten has a topic of its own."""
    assert list(range(1, 11)) == list(DISAGREEMENTS)
    assert 10 == len({topic for topic, _ in DISAGREEMENTS.values()})


@pytest.mark.parametrize("topic", TOPICS)
def test_story_begins_with_the_question_and_ends_with_the_crux(topic: str) -> None:
    """A story is in five parts or so, and the first asks what is in dispute."""
    leads = _LEAD.findall(story(topic))
    assert 4 <= len(leads) <= 7
    assert "The question" == leads[0]
    assert leads[-1] in ("What it turns on", "What hangs on it")


@pytest.mark.parametrize("topic", TOPICS)
def test_story_links_only_what_is_there(topic: str) -> None:
    """Every record that a story links exists under that very name, and the story is held up by many."""
    links = progress(topic)
    assert [] == [id_ for id_ in links if id_ not in base().corpus]
    assert 8 <= len(set(links))


@pytest.mark.parametrize(("topic", "crux"), DISAGREEMENTS.values(), ids=[topic for topic, _ in DISAGREEMENTS.values()])
def test_disagreement_is_told_with_both_its_sides(topic: str, crux: str) -> None:
    """The story links the crux, all its sides, a reason for each that is not the other's denial, and evidence."""
    links = progress(topic)
    assert crux in links
    sides = record(crux).sides
    assert 2 <= len(sides)
    assert set(sides) <= set(links)
    assert [] == [side for side in sides if not reasons(side, "supports")]
    assert [id_ for id_ in links if kind(id_) == "evidence"]


@pytest.mark.parametrize(("topic", "crux"), DISAGREEMENTS.values(), ids=[topic for topic, _ in DISAGREEMENTS.values()])
def test_steps_lead_from_the_question_to_the_cruxes(topic: str, crux: str) -> None:
    """The records of a story stand in order: question, words, argument, evidence, cruxes, model."""
    order = {"definition": 1, "evidence": 3, "crux": 4, "model": 5}
    first, *rest = record(topic).backbone
    assert kind(first) in ("question", "crux")
    places = [order.get(kind(id_), 2) for id_ in rest]
    assert sorted(places) == places
    assert {2, 3, 4} <= set(places)
    assert crux in (first, *rest)


@pytest.mark.parametrize(
    ("topic", "reservation"),
    [
        ("contingency", "evidence-is-of-non-overdetermination-only"),
        ("contingency", "llm-and-human-evidence-not-independent"),
        ("fitness-seekers", "schemers-still-rank-highest-in-2026"),
        ("fitness-seekers", "influence-seekers-pose-high-takeover-risk"),
        ("legibility", "legible-problems-less-neglected"),
        ("ambitious-inoculation", "models-not-capable-enough-to-infer-hack"),
        ("ambitious-inoculation", "general-instruction-result-is-sft-only"),
        ("inoculation", "mallen-changed-his-mind-on-ip"),
        ("inoculation", "irrelevant-prompts-reach-much-of-ip"),
        ("cognitive-oversight", "unintelligent-overfitting-can-fool-readings"),
        ("sovereign-ai", "not-claiming-sovereign-alignment-easy"),
    ],
)
def test_story_does_not_flatter_the_seeds_author(topic: str, reservation: str) -> None:
    """Mallen's concessions, later changes of mind and the evidence against him are told where his view is."""
    assert reservation in progress(topic)
