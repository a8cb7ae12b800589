"""A small base in which people disagree, for the tests of reasoning: two routes to a conclusion, by model and by graph."""

from __future__ import annotations

from cruxbase.knowledge_base import KnowledgeBase
from support import knowledge_base_from

DISPUTE = """
# claims/topics/locks.yaml
type: topic
title: Locks
summary: Whether locks hold.
# claims/people/ann.yaml
type: person
name: Ann
# claims/people/bo.yaml
type: person
name: Bo
# claims/people/cy.yaml
type: person
name: Cy
# claims/locks/thieves-come.yaml
type: claim
title: Thieves come
topic: locks
statement: Thieves come.
# claims/locks/locks-fail.yaml
type: claim
title: Locks fail
topic: locks
statement: Locks fail when tried.
# claims/locks/nobody-wakes.yaml
type: claim
title: Nobody wakes
topic: locks
statement: Nobody wakes while the lock is tried.
# claims/locks/house-robbed.yaml
type: claim
title: The house is robbed
topic: locks
statement: The house is robbed.
# claims/models/robbery.yaml
type: model
title: How likely a robbery is
topic: locks
summary: All three are needed.
inputs:
  - {name: come, claim: thieves-come, default: 0.5}
  - {name: fail, claim: locks-fail, default: 0.4}
  - {name: sleep, claim: nobody-wakes}
variables:
  - {name: robbed, claim: house-robbed, product: [come, fail, sleep], stated: 0.1}
outputs:
  - {variable: robbed, claim: house-robbed}
# claims/locks/steel-is-cheap.yaml
type: claim
title: Steel is cheap
topic: locks
statement: Steel is cheap.
supports: [{claim: buy-steel, strength: strong}]
# claims/locks/steel-rusts.yaml
type: claim
title: Steel rusts
topic: locks
statement: Steel rusts.
attacks: [buy-steel]
# claims/locks/rust-is-slow.yaml
type: claim
title: Rust is slow
topic: locks
statement: Rust is slow.
undercuts: [steel-rusts -> buy-steel]
# claims/locks/doors-are-strong.yaml
type: claim
title: Doors are strong
topic: locks
statement: Doors are strong.
supports: [buy-steel]
# claims/locks/buy-steel.yaml
type: claim
title: Steel locks should be bought
topic: locks
statement: Steel locks should be bought.
# claims/locks/which-lock.yaml
type: crux
title: Which lock
topic: locks
question: Which lock is it to be?
sides: [buy-steel, buy-brass]
decides: [house-robbed]
# claims/locks/buy-brass.yaml
type: claim
title: Brass locks should be bought
topic: locks
statement: Brass locks should be bought.
# claims/viewpoints/ann-2024.yaml
type: viewpoint
title: Ann, 2024
holder: ann
date: 2024
credences:
  thieves-come: 0.8
  locks-fail: 0.5
  nobody-wakes: 0.5
  house-robbed: 0.2
  steel-is-cheap: 0.9
  steel-rusts: 0.3
  rust-is-slow: 0.9
  buy-steel: 0.9
# claims/viewpoints/bo-2024.yaml
type: viewpoint
title: Bo, 2024
holder: bo
date: 2024
credences:
  thieves-come: 0.8
  locks-fail: 0.1
  nobody-wakes: 0.7
  house-robbed: 0.056
  steel-is-cheap: 0.2
  steel-rusts: 0.9
rejects: [buy-steel]
# claims/viewpoints/cy-2023.yaml
type: viewpoint
title: Cy, 2023
holder: cy
date: 2023
credences:
  locks-fail: [0.2, 0.4]
"""


def dispute(more: str = "") -> KnowledgeBase:
    """The base, with more files laid over it."""
    return knowledge_base_from(DISPUTE + more)
