"""How many random cases a comparison with brute force runs over."""

from __future__ import annotations

import pytest


def random_cases(quick: int) -> pytest.MarkDecorator:
    """Gives a test `count`: some cases in every run of the suite, and 1,000 with `-m slow`."""
    return pytest.mark.parametrize("count", [quick, pytest.param(1000, marks=pytest.mark.slow)])
