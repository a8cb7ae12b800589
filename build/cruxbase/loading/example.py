"""A small knowledge base to try things on; the examples in the documentation of this package use it."""

from __future__ import annotations

from functools import lru_cache

from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.loading.loading import load_texts

_TEXTS = {
    "claims/topics/monitoring.yaml": """
type: topic
title: Monitoring of AI actions
summary: Whether a second system that watches what an AI does makes it safe to use.
""",
    "claims/people/ada-quill.yaml": """
type: person
name: Ada Quill
""",
    "claims/sources/quill-2024.yaml": """
type: source
title: What monitors see
authors: [ada-quill]
issued: 2024-05
kind: report
url: https://example.org/what-monitors-see
checked: read
""",
    "claims/monitoring/monitors-catch-most.yaml": """
type: claim
title: Monitors catch most attempts to do harm
topic: monitoring
statement: A second AI that reads every action notices most attempts to do harm before they take effect.
sources: [{source: quill-2024, at: §3}]
supports:
  - claim: use-untrusted-models
    because: Harm needs an attempt that is not caught.
""",
    "claims/monitoring/monitors-miss-what-matters.yaml": """
type: claim
title: Monitors miss the attempts that matter
topic: monitoring
statement: The attempts that would do the most harm are those that a monitor does not recognise.
sources: [{source: quill-2024, at: §6, role: concedes}]
attacks: [{claim: use-untrusted-models, strength: weak}]
""",
    "claims/monitoring/trial.yaml": """
type: evidence
title: In a trial a monitor flagged nine in ten planted attempts
topic: monitoring
statement: A monitor flagged 91 per cent of the backdoors that people had planted in programs.
sources: [{source: quill-2024, at: "§4, Table 2"}]
supports: [monitors-catch-most]
measurements:
  - {name: share flagged, value: 91, unit: percent, n: 400, n_of: trials, conditions: short programs, at: Table 2}
""",
    "claims/monitoring/no-adversary.yaml": """
type: claim
title: Nobody in the trial tried to deceive the monitor
topic: monitoring
statement: The attempts were planted by people who did not optimise them against the monitor.
sources: [{source: quill-2024, at: §7, role: concedes}]
undercuts:
  - step: trial -> monitors-catch-most
    because: Attempts that nobody hides say little about attempts that are hidden.
""",
    "claims/monitoring/use-untrusted-models.yaml": """
type: proposal
title: Use untrusted models, but let monitors watch them
topic: monitoring
statement: Models that nobody fully trusts should do ordinary work under a trusted monitor.
sources: [{source: quill-2024, at: §1}]
""",
    "claims/monitoring/do-monitors-catch-enough.yaml": """
type: crux
title: Whether monitors catch the attempts that matter
topic: monitoring
origin: implied
sources: [{source: quill-2024, role: background}]
question: Do monitors recognise attempts to do harm when the AI that makes them tries to hide them?
sides: [monitors-catch-most, monitors-miss-what-matters]
decides: [use-untrusted-models]
""",
    "claims/viewpoints/quill-in-2024.yaml": """
type: viewpoint
title: Ada Quill on monitors, May 2024
holder: ada-quill
date: 2024-05
sources: [quill-2024]
credences:
  monitors-catch-most: {credence: 0.8, at: §3}
  monitors-miss-what-matters: {credence: unlikely, basis: inferred, at: §6}
""",
}


@lru_cache(maxsize=1)
def example() -> KnowledgeBase:
    """A small invented knowledge base, to try things on.

    >>> example()
    <KnowledgeBase of 6 claims, 3 steps, 10 records>
    >>> load_texts(_TEXTS).diagnostics
    ()
    """
    return load_texts({path: text.lstrip() for path, text in _TEXTS.items()}).knowledge_base
