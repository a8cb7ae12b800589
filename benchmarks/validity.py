"""How well strengths describe people: leave-one-out over a base, beside a constant and other semantics.

    python benchmarks/validity.py                 # the base in claims/
    python benchmarks/validity.py path/to/claims --worst 10

Each belief that some reason reaches is hidden in turn and predicted from the same person's others. Beliefs that a model
computes from what the person said are left to the model. Editors record a person's own reasons beside what that person
concludes, so that part of the agreement is built in. The gradual semantics take only what nothing stated bears on as
input, and so reach a few beliefs fewer.
"""

from __future__ import annotations

import argparse

import cruxbase
from cruxbase.reasoning.validity import Fit, Validity

SEMANTICS = ("jeffrey", "logodds", "dfquad", "quadratic-energy")
AIMS = (0.70, 0.135, 0.85)
"""What `jeffrey` is to reach on the shipped base: correlation, mean absolute error, part on the right side of even."""


def line(what: str, count: int, fit: Fit) -> str:
    """One row of the table."""
    shown = "     -" if fit.correlation is None else f"{fit.correlation:6.3f}"
    return f"{what:<18} {count:>5}   {shown}   {fit.error:.3f}   {fit.right_side:6.1%}"


def worst(measured: Validity, most: int) -> None:
    """The beliefs that are farthest from what the person's others make of them: often a reason is missing there."""
    rows = sorted(measured.predictions, key=lambda row: -abs(row.predicted - row.stated))
    for row in rows[:most]:
        print(f"  {row.who}: {row.claim}  stated {row.stated:.3g}, predicted {row.predicted:.3f}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", nargs="?", default="claims", help="folder of the base")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="name the N beliefs that are farthest off")
    options = parser.parse_args()
    kb = cruxbase.load(options.base).knowledge_base
    print("semantics        beliefs   correl.  error   right side of even")
    measured = {semantics: kb.validity(semantics=semantics) for semantics in SEMANTICS}
    first = measured["jeffrey"]
    print(line("a constant", len(first), first.constant))
    for semantics, one in measured.items():
        print(line(semantics, len(one), one.fit))
    print(f"{first.by_models} beliefs are left to models.")
    reached = (first.fit.correlation or 0) >= AIMS[0] and first.fit.error <= AIMS[1] and first.fit.right_side >= AIMS[2]
    print(
        f"Aims of jeffrey (at least {AIMS[0]}, at most {AIMS[1]}, at least {AIMS[2]:.0%}): {'met' if reached else 'NOT MET'}"
    )
    worst(first, options.worst)


if __name__ == "__main__":
    main()
