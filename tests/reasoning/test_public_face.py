"""What `cruxbase.reasoning` offers, and that offering it costs nothing."""

from __future__ import annotations

import inspect
import re
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


def offered_callables() -> list[tuple[str, str]]:
    """Every function and method that computes something, with its docstring; results and errors only hold values."""
    results = {
        "Contribution",
        "CruxSet",
        "Gap",
        "GapAnalysis",
        "GapNode",
        "JeffreyStrengths",
        "Perspective",
        "Leverages",
        "Questions",
        "StrengthBounds",
        "Strengths",
        "Response",
    }
    results |= {"ClaimStatus", "InformationValue", "Objection", "WeighedLabelling", "Weighing"}
    parts = {
        "WeighedStep",
        "WeighingNetwork",
        "Budget",
        "FunctionResponse",
        "Label",
        "Node",
        "NoisyOr",
        "Prior",
        "Product",
        "Proof",
        "Reason",
        "Sampling",
        "Table",
    }
    # What `kb.model(id)` runs: its methods are those of the entity, whose own docstrings and the page of commands show uses.
    parts |= {"ComputableModel", "RunnableModel", "ModelRun", "ModelSample", "Sensitivity", "Quantity", "ModelGap"}
    found = []
    for name in cruxbase.reasoning.__all__:
        offered = getattr(cruxbase.reasoning, name)
        if not inspect.isclass(offered):
            found.append((name, offered.__doc__ or ""))
        elif not issubclass(offered, Exception) and name not in results | parts | {"Verdict"}:
            found += [
                (f"{name}.{method}", getattr(offered, method).__doc__ or "")
                for method, defined in vars(offered).items()
                if not method.startswith("_") and (inspect.isfunction(defined) or isinstance(defined, classmethod))
            ]
    return found


def test_everything_that_computes_has_a_runnable_example() -> None:
    """Each docstring shows a use, which the suite runs; writing and low-level parts rely on a neighbour's."""
    without = [name for name, text in offered_callables() if ">>>" not in text]
    assert sorted(without) == [
        "QBAF.write",
        "WeighingProblem.around",
    ]


@pytest.mark.parametrize(
    "name",
    [
        *("AbstractFramework.grounded", "AbstractFramework.complete", "AbstractFramework.preferred"),
        *("AbstractFramework.stable", "QBAF.strengths", "QBAF.contribution", "ProbabilityModel.probability"),
        *(
            "ProbabilityModel.do",
            "grounded_labelling",
            "weighed_labelling",
            "flip_cruxes",
            "minimal_flip_set",
            "leverages",
            "gap",
        ),
        "minimal_crux_set",
    ],
)
def test_algorithms_name_the_work_they_follow(name: str) -> None:
    """The docstring of each algorithm has a year of publication, and so a work to look up."""
    assert re.search(r"\b(?:19|20)\d\d\b", dict(offered_callables())[name])


def test_importing_it_loads_no_numeric_library() -> None:
    """`import cruxbase.reasoning` and grounded labelling load neither numpy nor scipy nor a solver."""
    program = (
        "import sys, cruxbase.reasoning as r; r.grounded_labelling(r.LabellingProblem(('a',))); "
        "r.AbstractFramework(['a'], []).grounded(); r.Expression.parse('1 + 1').value({}); "
        "print(sorted({'numpy', 'scipy', 'pysat', 'pyagrum', 'networkx'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
