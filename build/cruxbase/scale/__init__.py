"""A base beyond one machine's memory: its tables in Parquet, asked and weighed by relational engines.

The expressions are Ibis's, and the same on DuckDB, which is embedded, and on Spark, which runs on a cluster.
Needs `pip install 'cruxbase[scale]'`; Spark also needs `pyspark` and Java. Within one machine's memory the array kernel
behind `KnowledgeBase.view(…).strengths()` is many times faster, and is what everything else here uses.
"""

from cruxbase.scale.jeffrey import RelationalStrengths, jeffrey_strengths
from cruxbase.scale.queries import (
    above_requirements,
    both_sides_held,
    disagreements,
    facet,
    filtered,
    reach,
    sides_in_excess,
)
from cruxbase.scale.tables import Engine, ScaledBase, opened

__all__ = [
    "Engine",
    "RelationalStrengths",
    "ScaledBase",
    "above_requirements",
    "both_sides_held",
    "disagreements",
    "facet",
    "filtered",
    "jeffrey_strengths",
    "opened",
    "reach",
    "sides_in_excess",
]
