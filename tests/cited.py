"""A source and people, for whatever writes citations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PEOPLE: dict[str, Mapping[str, Any]] = {
    "wei-dai": {"name": "Wei Dai"},
    "ludwig-van": {"name": "Ludwig van Beethoven", "family": "van Beethoven"},
    "a-lab": {"name": "A Laboratory", "kind": "organisation"},
}
PAPER = {
    "title": "On {Brackets} & 100% <certainty>",
    "authors": ["wei-dai", "ludwig-van", "a-lab"],
    "kind": "article-journal",
    "issued": "2024-05-17",
    "container": "Journal of Things",
    "volume": "3",
    "pages": "1-9",
    "doi": "10.1000/x_y",
}
