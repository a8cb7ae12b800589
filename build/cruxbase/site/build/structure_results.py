"""What is worked out from relations alone, handed from one build to the next.

An edit of a title leaves the layout of the map, the flows between topics and what depends on each claim as they were. The
functions that work them out are memoized by graph; here they are told where an earlier build's results are at hand, and what
they worked out is taken from them. Both go through `SiteContext.computed`, under the digest of the structure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

import msgpack

from cruxbase.analysis.status_table import out_on_record
from cruxbase.graph.dependents import Dependents, dependents_in
from cruxbase.site.data.your_view_data import bearing_on_each
from cruxbase.site.map.bands import NARROW, WIDE
from cruxbase.site.map.flows import Flow, Grid, topic_flows, topic_grid
from cruxbase.site.map.static_map import WIDE as HOME
from cruxbase.site.map.strata import Column, Place, Row, Strata, strata, support_depths, topics_in
from cruxbase.support.memoized import result_at_hand, supply

if TYPE_CHECKING:
    from cruxbase.knowledge_base import KnowledgeBase

_Restored = Callable[..., object]
"""Makes a result of what msgpack gives back of it, where tuples have become lists."""


def _dependents(plain: Mapping[str, tuple[int, int, list[str], int]]) -> dict[str, Dependents]:
    rows = plain.items()
    return {id: Dependents(direct, total, tuple(some), more) for id, (direct, total, some, more) in rows}


def _flows(plain: Sequence[tuple[int, int, int, int, list[str]]]) -> tuple[Flow, ...]:
    return tuple(Flow(start, end, supports, attacks, tuple(cruxes)) for start, end, supports, attacks, cruxes in plain)


def _grid(plain: tuple[int, int, list[tuple[int, int]]]) -> Grid:
    columns, rows, places = plain
    return Grid(columns, rows, tuple((column, row) for column, row in places))


def _topics(plain: tuple[dict[str, str], list[str]]) -> tuple[Mapping[str, str], tuple[str, ...]]:
    topic_of, topics = plain
    return topic_of, tuple(topics)


def _strata(plain: tuple[list[Column], list[Row], dict[str, Place], float, float]) -> Strata:
    columns, rows, places, width, height = plain
    return Strata(
        tuple(map(Column._make, columns)),
        tuple(map(Row._make, rows)),
        {id: Place._make(place) for id, place in places.items()},
        width,
        height,
    )


OF_BASE: tuple[tuple[str, Callable[..., object], tuple[object, ...], _Restored], ...] = (
    ("out on record", out_on_record, (), frozenset),
)
OF_GRAPH: tuple[tuple[str, Callable[..., object], tuple[object, ...], _Restored], ...] = (
    ("dependents", dependents_in, (), _dependents),
    ("bearing", bearing_on_each, (), dict),
    ("depths", support_depths, (), dict),
    ("topics", topics_in, (), _topics),
    ("flows", topic_flows, (), _flows),
    ("wide grid", topic_grid, (WIDE.columns,), _grid),
    ("narrow grid", topic_grid, (NARROW.columns,), _grid),
    ("strata", strata, (), _strata),
    ("strata of home", strata, (HOME.aspect,), _strata),
)
"""For each result its name, the function, the arguments besides the base or its graph, and what restores it."""


def supply_results(kb: KnowledgeBase, computed: Mapping[str, tuple[str, object]], structure: str) -> None:
    """Tell the functions what an earlier build found.

    Args:
        kb: the base.
        computed: what was kept; see `SiteContext.computed`.
        structure: digest of the base without the texts that are only shown.
    """
    for whole, kept in ((kb, OF_BASE), (kb.graph, OF_GRAPH)):
        for name, function, arguments, restored in kept:
            digest, raw = computed.get(name, ("", b""))
            if digest == structure and isinstance(raw, bytes):
                supply(function, whole, arguments, partial(_from_bytes, restored, raw))


def _from_bytes(restored: _Restored, raw: bytes) -> object:
    return restored(msgpack.unpackb(raw))


def take_results(kb: KnowledgeBase, computed: MutableMapping[str, tuple[str, object]], structure: str) -> list[str]:
    """Keep what the functions have worked out in this process; the names of it. The arguments are those of `supply_results`."""
    names = []
    for whole, kept in ((kb, OF_BASE), (kb.graph, OF_GRAPH)):
        for name, function, arguments, _ in kept:
            if computed.get(name, ("",))[0] != structure:
                result = result_at_hand(function, whole, arguments)
                if result is not None:
                    plain = sorted(result) if isinstance(result, frozenset) else result
                    computed[name] = (structure, msgpack.packb(plain))
                    names.append(name)
    return names
