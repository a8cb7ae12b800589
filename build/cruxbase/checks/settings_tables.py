"""The names that the settings of a base go by; a module of its own, as those who look for them load nothing else."""

from __future__ import annotations

SETTINGS = "pyproject.toml"
TABLES = ("identifiers", "schemes")
"""The tables of `[tool.cruxbase]` in which a base describes words of its own."""
