"""The shipped base as plain mappings, read without the package, so that these tests judge the files alone."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

BASE = Path(__file__).parents[2] / "claims"

Record = dict[str, Any]


def _as_list(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


class Base(dict[str, Record]):
    """Record id → record, with the few questions that the tests ask of it."""

    def citations(self, source: str, place: str) -> list[tuple[str, Record]]:
        """Id and citation of every claim-like record that cites exactly this place of a source."""
        return [
            (name, citation)
            for name, record in self.items()
            if record["type"] != "viewpoint"
            for citation in _as_list(record.get("sources"))
            if isinstance(citation, dict) and citation["source"] == source and citation.get("at") == place
        ]

    def steps(self, relation: str) -> set[tuple[str, str]]:
        """Pairs of start and end of the `supports` or `attacks` steps, arguments left out."""
        return {
            (name, entry if isinstance(entry, str) else entry["claim"])
            for name, record in self.items()
            if record["type"] != "argument"
            for entry in _as_list(record.get(relation))
        }

    def undercuts(self, name: str) -> set[str]:
        """The names of the steps that a record undercuts."""
        return {
            entry if isinstance(entry, str) else entry["step"]
            for entry in _as_list(self[name].get("undercuts"))
        }

    def views(self, holder: str) -> dict[str, str]:
        """Claim → what a holder says of it: a credence as written, or holds, rejects, suspends."""
        said: dict[str, str] = {}
        for record in sorted(self.values(), key=lambda record: str(record.get("date", ""))):
            if record["type"] != "viewpoint" or record["holder"] != holder:
                continue
            for claim, entry in record.get("credences", {}).items():
                said[claim] = str(entry["credence"] if isinstance(entry, dict) else entry)
            for stance in ("holds", "rejects", "suspends"):
                for entry in _as_list(record.get(stance)):
                    said[entry if isinstance(entry, str) else entry["claim"]] = stance
        return said


@pytest.fixture(scope="session")
def base() -> Base:
    """All records under `claims/`, every scalar a string."""
    records = Base()
    for path in sorted(BASE.rglob("*.yaml")):
        records[path.stem] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - makes strings only
    return records


@pytest.fixture(scope="session")
def seed_shingles() -> ModuleType:
    """The module that cuts texts into runs of seven words."""
    spec = importlib.util.spec_from_file_location(
        "seed_shingles", Path(__file__).with_name("seed_shingles.py")
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
