"""Components, layers and sparse products on numpy alone, beside scipy's."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse
from scipy.sparse import csgraph

from cruxbase.reasoning import components
from cruxbase.reasoning.slopes import Slopes


@pytest.mark.parametrize("pivots", [0, 1, 64])
@pytest.mark.parametrize("seed", range(30))
def test_components_are_those_of_scipy(seed: int, pivots: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nodes share a component where they do by scipy, however early what is left is handed over to it."""
    monkeypatch.setattr(components, "MOST_PIVOTS", pivots)
    draw = np.random.default_rng(seed)
    size, edges = int(draw.integers(1, 60)), int(draw.integers(0, 120))
    source, target = draw.integers(0, size, (2, edges))
    graph = sparse.csr_array((np.ones(edges), (source, target)), shape=(size, size))
    expected = csgraph.connected_components(graph, directed=True, connection="strong")[1]
    actual = components.strong_components(size, source, target)
    assert (expected[:, None] == expected).tolist() == (actual[:, None] == actual).tolist()


def test_layers_rise_along_every_edge_between_components() -> None:
    """An edge leads within a component, or to a later layer; what nothing bears on is in the first."""
    draw = np.random.default_rng(3)
    source, target = draw.integers(0, 80, (2, 90))
    layer, component, cyclic = components.layers(80, source, target)
    between = component[source] != component[target]
    assert bool(np.all(layer[source[between]] < layer[target[between]]))
    assert set(layer[np.setdiff1d(np.arange(80), target)].tolist()) == {0}
    assert 0 < int(cyclic.sum()) < 80


@pytest.mark.parametrize("columns", [1, 5])
@pytest.mark.parametrize(("size", "entries", "long"), [(1, 0, 0), (6, 4, 0), (60, 300, 0), (300, 2_000, 900)])
def test_a_product_is_that_of_the_whole_matrix(size: int, entries: int, long: int, columns: int) -> None:
    """Products equal those with all zeros written out, with empty rows, places given twice, and a very long row too."""
    draw = np.random.default_rng(size)
    row, column = draw.integers(0, size, (2, entries))
    row[:long] = size // 2
    matrix, right = Slopes(size, row, column, draw.normal(size=entries)), draw.normal(size=(size, columns))
    np.testing.assert_allclose(matrix @ right, matrix.dense() @ right, atol=1e-11)
    np.testing.assert_allclose(matrix.transposed @ right, matrix.dense().T @ right, atol=1e-11)
    some = np.arange(0, size, 2)
    np.testing.assert_array_equal(matrix.among(some).dense(), matrix.dense()[np.ix_(some, some)])
    np.testing.assert_allclose(matrix.matrix.toarray(), matrix.dense(), atol=1e-12)
