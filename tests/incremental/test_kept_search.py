"""The index of `find` that one process leaves for the next finds what a new one finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from cruxbase.analysis import search
from cruxbase.loading.loading import load
from edited_bases import TITLES, RandomBase, write

QUERIES = (
    *TITLES,
    "monitor",
    "harm takes effect",
    "planted",
    "person",
    "text s0",
    "atempts",
    "nobod",
    "2024",
    "words c3",
)


def hits(folder: Path, *, cache: bool) -> list[list[tuple[str, float, tuple[str, ...]]]]:
    """What some queries find, best first."""
    kb = load(folder / "claims", cache=cache).knowledge_base
    return [[(hit.record.id, hit.score, tuple(sorted(hit.words))) for hit in kb.search(query)] for query in QUERIES]


@pytest.mark.parametrize("seed", range(4))
def test_kept_indices_find_what_new_ones_find(seed: int, tmp_path: Path):
    """After each of some random edits all hits, scores and matched words are those of an index made anew."""
    base = RandomBase(seed)
    for _ in range(6):
        write(base.texts(), tmp_path)
        assert hits(tmp_path, cache=True) == hits(tmp_path, cache=False)
        base.edit()


def test_only_changed_records_are_indexed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """An unchanged base is not indexed again, and after an edit of one claim that claim is."""
    base = RandomBase(1)
    write(base.texts(), tmp_path)
    hits(tmp_path, cache=True)
    indexed = []
    whole = search.search_texts
    monkeypatch.setattr(search, "search_texts", lambda graph, id: indexed.append(id) or whole(graph, id))
    hits(tmp_path, cache=True)
    assert indexed == []
    base.records["claims/t/c3.yaml"]["title"] = "Something else entirely"
    write(base.texts(), tmp_path)
    hits(tmp_path, cache=True)
    assert indexed == ["c3"]


def test_sources_bring_along_what_cites_them(tmp_path: Path):
    """A claim is found by the new date of a source that it cites."""
    base = RandomBase(1)
    write(base.texts(), tmp_path)
    hits(tmp_path, cache=True)
    base.records["claims/sources/s0.yaml"]["issued"] = "1987"
    write(base.texts(), tmp_path)
    found = {hit.record.id for hit in load(tmp_path / "claims").knowledge_base.search("1987", limit=50)}
    citing = {path.rpartition("/")[2][:-5] for path, data in base.records.items() if "s0" in data.get("sources", ())}
    assert found == citing | {"s0"}
