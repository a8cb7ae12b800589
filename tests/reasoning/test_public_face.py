"""What `cruxbase.reasoning` offers, and that offering it costs nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

import cruxbase.reasoning


def test_every_name_offered_exists() -> None:
    """All names of the tour can be had, and other names raise as usual."""
    for name in cruxbase.reasoning.__all__:
        assert getattr(cruxbase.reasoning, name).__name__ == name
    with pytest.raises(AttributeError):
        _ = cruxbase.reasoning.nothing_of_the_kind


def test_importing_it_loads_no_numeric_library() -> None:
    """`import cruxbase.reasoning` and grounded labelling load neither numpy nor scipy nor a solver."""
    program = (
        "import sys, cruxbase.reasoning as r; r.grounded_labelling(r.LabellingProblem(('a',))); "
        "r.AbstractFramework(['a'], []).grounded(); r.Expression.parse('1 + 1').value({}); "
        "print(sorted({'numpy', 'scipy', 'pysat', 'pyagrum', 'networkx'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
