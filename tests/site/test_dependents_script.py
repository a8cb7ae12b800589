"""The map lists all that depends on a claim, as Python does, where a page has no room for it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from cruxbase.graph.dependents import dependents_by_distance
from cruxbase.loading.loading import load, load_texts
from cruxbase.site.context import SiteContext
from cruxbase.site.map.data import map_data
from cruxbase.site.records.record_pages import record_page
from cruxbase.site.settings import Site
from javascript import by_script
from random_bases import chain_base, random_base
from support import REPOSITORY

_PROGRAM = """
import { readFileSync } from "node:fs";
import { Base } from "./map/base.js";
import { dependentsBySteps } from "./map/depending.js";
const base = new Base(JSON.parse(readFileSync("given.json", "utf8")));
const rows = base.id.map((id, node) => [id, dependentsBySteps(base, node).map((row) => row.map((other) => base.id[other]))]);
console.log(JSON.stringify(Object.fromEntries(rows)));
"""


def _agree(kb: Any, folder: Path) -> None:
    by_steps = by_script(_PROGRAM, map_data(kb), folder)
    assert {id: [sorted(row) for row in rows] for id, rows in by_steps.items()} == {
        id: [sorted(row) for row in dependents_by_distance(kb.graph, id)] for id in by_steps
    }


def test_script_and_python_list_the_same_of_the_shipped_base(tmp_path: Path) -> None:
    """For every record of the shipped base the rows of the map's list are those of Python."""
    _agree(load(REPOSITORY / "claims").knowledge_base, tmp_path)


@pytest.mark.parametrize("seed", range(3))
def test_script_and_python_list_the_same_of_a_random_base(seed: int, tmp_path: Path) -> None:
    """With cycles, undercuts, linked premises and requirements, too."""
    _agree(load_texts(random_base(seed)).knowledge_base, tmp_path)


@pytest.mark.parametrize(("length", "named"), [(51, 50), (52, 24), (200, 24)])
def test_a_page_leads_to_the_whole_list(length: int, named: int) -> None:
    """Up to fifty dependents are named on the page; of more it names the nearest, and leads to all of them in the map."""
    context = SiteContext(load_texts(chain_base(length)).knowledge_base, Site())
    body = str(record_page(context, "claim-0")[0].body)
    listed = body.partition('id="by-steps"')[2].partition("</details>")[0]
    assert len(re.findall(r"<li>", listed)) == named
    link = f'<a href="../../map/#claim=claim-0&amp;list=dependents">all {length - 1} by steps away</a>'
    assert (link in listed) == (length - 1 > named)
