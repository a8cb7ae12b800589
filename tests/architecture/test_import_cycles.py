"""The modules of the package form no ring: each can be read, and understood, after what it imports."""

from __future__ import annotations

from pathlib import Path

import networkx

from package_modules import imported, modules


def is_facade(one: str, other: str, known: dict[str, Path]) -> bool:
    """Whether one is a package's `__init__` and the other lies in that package."""
    return any(
        known[package].name == "__init__.py" and member.startswith(f"{package}.")
        for package, member in ((one, other), (other, one))
    )


def rings(known: dict[str, Path]) -> list[list[str]]:
    """The modules that import each other, however far around."""
    graph = networkx.DiGraph()
    for name, path in known.items():
        for other in imported(path.read_text(encoding="utf-8"), known):
            if other != name and not is_facade(name, other, known):
                graph.add_edge(name, other)
    return [sorted(ring) for ring in networkx.strongly_connected_components(graph) if len(ring) > 1]


def test_no_modules_import_each_other():
    """Deferred imports and those for types count; only a package's `__init__` and its members know each other."""
    known = modules()
    assert len(known) > 300
    assert rings(known) == []


def test_a_ring_through_a_function_and_a_type_is_seen(tmp_path: Path):
    """One module imports the other when it is called, which imports the first for a type."""
    one, other = tmp_path / "one.py", tmp_path / "other.py"
    one.write_text("def work():\n    from cruxbase.other import Thing\n    return Thing\n")
    other.write_text("if TYPE_CHECKING:\n    from cruxbase.one import work\n")
    assert rings({"cruxbase.one": one, "cruxbase.other": other}) == [["cruxbase.one", "cruxbase.other"]]
