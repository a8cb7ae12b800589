"""The folders, below that of a base, in which records that are no claims stand by convention."""

from __future__ import annotations

from collections.abc import Mapping

FOLDERS: Mapping[str, str] = {
    "source": "sources",
    "person": "people",
    "viewpoint": "viewpoints",
    "model": "models",
    "topic": "topics",
}
"""Type of record → folder. Claims stand in a folder of their topic."""
