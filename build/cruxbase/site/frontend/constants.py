"""The numbers and words that the site's scripts share with Python, as the module `shared/constants.js`.

They are typed once, where Python defines them. When the site is built, the module is made from here and joined with the others;
the copy beside the scripts is for their types and tests, and a test holds it to what is made.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import NamedTuple

from cruxbase.analysis.people import ENOUGH
from cruxbase.analysis.search import ENDINGS, UNSPACED
from cruxbase.reasoning.on_graph import WEIGHTS
from cruxbase.reasoning.perspective import STANCE_RANGES, THRESHOLD
from cruxbase.reasoning.total_probability import ROUNDING_LOG_ODDS
from cruxbase.site.formatting import STRENGTH
from cruxbase.site.pictures.relations import SHARES
from cruxbase.support import compact_lists, figures

NAME = "constants"
"""Name of the module among those that are joined."""


class Constant(NamedTuple):
    """A value that scripts know by a name.

    Attributes:
        name: in capitals.
        value: as JSON has it.
        meaning: one line.
        type: for TypeScript, where the value alone does not tell it.
    """

    name: str
    value: object
    meaning: str
    type: str = ""


def constants() -> tuple[Constant, ...]:
    """All of them, in the order of the module."""
    from cruxbase.reasoning import (  # here: arrays and solvers, which an edit that moves no number does without
        agreement,
        coherence,
        computing,
        cruxes,
        gap_analysis,
        jeffrey_kernel,
        mechanisms,
        model_space,
    )
    from cruxbase.reasoning.shapley import DEFAULT_SAMPLING

    return (
        Constant("WEIGHTS", list(WEIGHTS.values()), "What a weak, moderate and strong step adds to log-odds."),
        Constant("STRENGTHS", list(WEIGHTS), "Their names, from weak to strong."),
        Constant("STRENGTH_WORDS", STRENGTH, "What readers are told of them.", "Record<string, string>"),
        Constant("PER_CENT", figures.PER_CENT, "What stands after a percentage."),
        Constant("PERCENT_WORDS", list(figures.PERCENT_WORDS), "Units that are shown as that."),
        Constant("MINUS", figures.MINUS, "What stands before a number below nothing."),
        Constant("STATED_DIGITS", figures.STATED_DIGITS, "More digits than anybody states, fewer than a float's noise."),
        Constant("MODEL_DIGITS", figures.MODEL_DIGITS, "As many as a quantity that was computed by a model bears."),
        Constant("PROBABILITY", figures.PROBABILITY, "The unit of what is shown as a percentage."),
        Constant("NOTHING", figures.NOTHING, "A smaller part of a whole is rounding."),
        Constant("LARGEST_PLAIN", figures.LARGEST_PLAIN, "Power of ten up to which a number is written out."),
        Constant("SMALLEST_PLAIN", figures.SMALLEST_PLAIN, "Power of ten from which on a quantity is."),
        Constant("SMALLEST_SHARE", figures.SMALLEST_SHARE, "Power of ten from which on a percentage is, and what one types."),
        Constant("SUPERSCRIPTS", figures.SUPERSCRIPTS, "Digits as they stand above the line."),
        Constant("STEP_KINDS", list(SHARES), "How a claim can bear on another, in the order in which pictures take turns."),
        Constant("THRESHOLD", THRESHOLD, "From this credence on a claim counts as held, and from its complement as rejected."),
        Constant("STANCES", _stances(), "The credences that a bare stance allows.", "Record<string, [number, number]>"),
        Constant("NEAR", coherence.NEAR, "Stated and computed credences this near agree, if they agree in odds too."),
        Constant("NEAR_LOG_ODDS", coherence.NEAR_LOG_ODDS, "Odds agree when no further apart than this."),
        Constant("COHERENCE_CERTAIN", coherence.CERTAIN, "For that, credences are no nearer to 0 and 1 than this."),
        Constant("COHERENCE_TOLERANCE", coherence.TOLERANCE, "Sums over sides may be this much above one."),
        Constant("ROUNDING_LOG_ODDS", ROUNDING_LOG_ODDS, "A claim may be this much above what it requires, in log-odds."),
        Constant("AGREED", agreement.AGREED, "Two people whose ranges are nearer than this in log-odds agree."),
        Constant("TOUCHING", agreement.TOUCHING, "Ends of ranges no farther apart than this are the same number."),
        Constant("ENOUGH", ENOUGH, "Views with this many claims in common can be compared."),
        Constant("DOUBLE_CRUX_SHARE", cruxes.DOUBLE_CRUX_SHARE, "The part of a gap that a double crux closes, from both sides."),
        Constant("MOST_EXACT", gap_analysis.MOST_EXACT, "Up to this many parameters, shares of a gap are exact."),
        Constant("SHARE_SEED", DEFAULT_SAMPLING.seed, "Of the sequence that orders are drawn from beyond that."),
        Constant("BOUND_POINTS", computing.BOUND_POINTS, "Points at which a stateful model is tried for its bounds."),
        Constant("BOUND_SEED", computing.BOUND_SEED, "Of the sequence that they are drawn from."),
        Constant("SPACE_SEED", model_space.SEED, "Of the sequence that points of a model's space are drawn from."),
        Constant("ROUNDING", cruxes.ROUNDING, "A smaller part of what moves is rounding."),
        Constant("TOLERANCE", jeffrey_kernel.TOLERANCE, "A cycle of strengths has settled when none changes by more."),
        Constant("DAMPINGS", list(jeffrey_kernel.DAMPINGS), "Steps that are tried on a cycle, one after another."),
        Constant("MOST_ITERATIONS", jeffrey_kernel.MOST_ITERATIONS, "For each of them."),
        Constant("PATIENCE", jeffrey_kernel.PATIENCE, "Iterations without progress after which the next is tried."),
        Constant("NEWTON_STEPS", jeffrey_kernel.NEWTON_STEPS, "Of Newton's method, where none settles."),
        Constant("CERTAIN", jeffrey_kernel.CERTAIN, "Log-odds are taken of credences no nearer to 0 and 1 than this."),
        Constant("WIDEST", mechanisms.WIDEST, "A factor over more variables than this is not made."),
        Constant("ENDINGS", list(ENDINGS), "What English puts on the ends of words, in the order in which it is taken off."),
        Constant("UNSPACED", UNSPACED, "Letters of scripts without spaces, as ranges of a regular expression."),
        *_of_pieces(),
    )  # fmt: skip


def _of_pieces() -> tuple[Constant, ...]:
    """How lists of numbers and words are written in the pieces of the search's index."""
    return (
        Constant("FIRST_SIGN", compact_lists.FIRST_SIGN, "Code of the sign that stands for 0 in a list of numbers."),
        Constant("BACKSLASH", compact_lists.BACKSLASH, "From this number on, signs are one further, without the backslash."),
        Constant("LARGEST_SIGN", compact_lists.LARGEST_SIGN, "Numbers below this have a sign of their own."),
        Constant("ESCAPE_SIGN", compact_lists.ESCAPE_SIGN, "Code of the sign before a number that has none."),
        Constant("FIRST_SHARED", compact_lists.FIRST_SHARED, "Code of the sign for a word that shares no letter with the last."),
    )  # fmt: skip


def _stances() -> dict[str, list[float]]:
    return {stance: list(ends) for stance, ends in STANCE_RANGES.items()}


@lru_cache(maxsize=1)
def constants_module() -> str:
    """The module as text.

    >>> "export const THRESHOLD = 0.8;" in constants_module().splitlines()
    True
    """
    parts = [
        "/** Generated by `cruxbase.site.frontend.constants` from Python's own values: change those, not this. */\n"
    ]
    for name, value, meaning, type in constants():
        typed = f"\n *\n * @type {{{type}}}\n */" if type else " */"
        start = "/**\n * " if type else "/** "
        parts.append(f"\n{start}{meaning}{typed}\nexport const {name} = {_literal(value)};\n")
    return "".join(parts)


def _literal(value: object) -> str:
    """A value as JavaScript, whole numbers without a point."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{json.dumps(key)}: {_literal(part)}' for key, part in value.items())} }}"
    return json.dumps(value)
