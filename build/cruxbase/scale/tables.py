"""The exported tables as Ibis tables, and where intermediate tables are written."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from cruxbase.records import ARGUABLE

if TYPE_CHECKING:
    from ibis.backends import BaseBackend
    from ibis.expr.types import Table, Value

Engine = Literal["duckdb", "spark"]

STANDING = (*sorted(ARGUABLE), "definition")
"""The types of records that can stand or fall; see `cruxbase.reasoning.on_graph.statements`."""


@dataclass(frozen=True)  # no slots: tables are kept
class ScaledBase:
    """The tables of `cruxbase export parquet`, in one folder, on an engine.

    Attributes:
        connection: an Ibis connection, to DuckDB or to Spark.
        folder: holds `claims.parquet`, `steps.parquet` and so on; each a file, or a folder of parts.
        scratch: where intermediate tables are written; on a cluster a folder that all machines see.
    """

    connection: BaseBackend
    folder: str
    scratch: str
    _number: Iterator[int] = field(default_factory=itertools.count, repr=False)

    def table(self, name: str) -> Table:
        """An exported table by its name: see `cruxbase.exchange.tables.SCHEMA`."""
        return self.connection.read_parquet(f"{self.folder}/{name}.parquet")

    def kept(self, expression: Table) -> Table:
        """The rows of an expression, worked out once: a table of DuckDB's, which moves to the scratch folder where memory is short.

        On other engines they are written to that folder. Iterations need it: a plan that grows by a round every round is soon too
        long to be made.
        """
        if self.connection.name == "duckdb":
            return self.connection.create_table(f"kept_{next(self._number)}", expression, temp=True)
        location = f"{self.scratch}/kept-{next(self._number)}.parquet"
        expression.to_parquet(location)
        return self.connection.read_parquet(location)

    def dropped(self, table: Table) -> None:
        """Give up a table that was kept; on engines that have it in the scratch folder it stays there to the end."""
        if self.connection.name == "duckdb":
            self.connection.raw_sql(f"DROP TABLE {table.get_name()}")  # `drop_table` of Ibis 12 fails with DuckDB 2

    @cached_property
    def claims(self) -> Table:
        """All claim-like records."""
        return self.table("claims")

    @cached_property
    def statements(self) -> Table:
        """The column `claim`: what can stand or fall, and is not retired."""
        claims = self.claims
        standing = claims.filter(claims.type.isin(STANDING), claims.status.fill_null("") != "retired")
        return self.kept(standing.select(claim=standing.id))

    @cached_property
    def retired(self) -> Table:
        """The column `claim`: records that are kept only so that their addresses go on working."""
        return self.claims.filter(self.claims.status == "retired").select(claim="id")

    @cached_property
    def all_premises(self) -> Table:
        """The columns `step` and `claim`: each premise of each step, whatever its type."""
        steps = self.table("steps")
        return self.kept(steps.select(step=steps.name, claim=steps.premises.split(" ").unnest()).distinct())

    @cached_property
    def steps(self) -> Table:
        """The steps that do something: premises and conclusion are statements, and no retired argument makes them."""
        steps, premises = self.table("steps"), self.all_premises
        idle = premises.anti_join(self.statements, "claim").select("step").distinct()
        working = steps.semi_join(self.statements, steps.conclusion == self.statements.claim)
        working = working.anti_join(idle, working.name == idle.step)
        arguments = self.retired.rename(start="claim")
        working = working.anti_join(arguments, "start")
        return self.kept(working.select("name", "conclusion", "kind", "strength", group=working.group.fill_null("")))

    @cached_property
    def premises(self) -> Table:
        """The columns `step` and `claim`: the premises of the steps that do something."""
        names = self.steps.select(step="name")
        return self.kept(self.all_premises.semi_join(names, "step"))

    @cached_property
    def undercutters(self) -> Table:
        """The columns `step` and `claim`: what undercuts the steps that do something."""
        names = self.steps.select(step="name")
        cuts = self.table("undercuts")
        cuts = cuts.select("step", claim=cuts.start).distinct()
        return self.kept(cuts.semi_join(names, "step").semi_join(self.statements, "claim"))

    def pairs(self, kind: str) -> Table:
        """The columns `start` and `end`: the links of a kind, each once."""
        links = self.table("links")
        return links.filter(links.kind == kind).select("start", "end").distinct()

    @cached_property
    def requirements(self) -> Table:
        """The columns `claim` and `need`: statements that require others."""
        pairs = self.pairs("requires").rename(claim="start", need="end")
        needs = self.statements.rename(need="claim")
        return self.kept(pairs.semi_join(self.statements, "claim").semi_join(needs, "need"))

    @cached_property
    def sides(self) -> Table:
        """The columns `crux` and `claim`: the sides of the cruxes that are not retired."""
        pairs = self.pairs("side").rename(crux="start", claim="end")
        cruxes = self.retired.rename(crux="claim")
        return self.kept(pairs.semi_join(self.statements, "claim").anti_join(cruxes, "crux"))

    def stated(self, person: str) -> Table:
        """What a person said, as the numbers that are computed with.

        The columns `claim`, `basis`, `low`, `high` and `number`, of the table `strengths` without what follows.
        """
        said = self.table("strengths")
        said = said.filter(said.person == person, said.basis != "follows")
        return said.select("claim", "basis", "low", "high", "number")


@contextmanager
def opened(
    folder: str | Path, engine: Engine = "duckdb", settings: Mapping[str, str] | None = None
) -> Iterator[ScaledBase]:
    """The tables in a folder, on DuckDB or on Spark in local mode; what is worked out on the way is removed at the end.

    For a cluster, give `ScaledBase` a connection of your own: `ibis.pyspark.connect(session)`.

    Args:
        folder: what `cruxbase export parquet -o` wrote.
        engine: `duckdb` or `spark`.
        settings: of the Spark session, over those that suit a small machine.

    Raises:
        ModuleNotFoundError: `ibis-framework`, or for Spark `pyspark`, is not installed.
    """
    import ibis

    with TemporaryDirectory(prefix="cruxbase-scale-") as scratch:
        if engine == "duckdb":
            connection = ibis.duckdb.connect(temp_directory=f"{scratch}/spilled")
            try:
                yield ScaledBase(connection, str(folder), scratch)
            finally:
                connection.disconnect()
            return
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.master("local[2]").appName("cruxbase")
        for name, value in {**_LOCAL_SPARK, **(settings or {})}.items():
            builder = builder.config(name, value)
        session = builder.config("spark.sql.warehouse.dir", f"{scratch}/warehouse").getOrCreate()
        try:
            yield ScaledBase(ibis.pyspark.connect(session), str(Path(folder).resolve()), scratch)
        finally:
            session.stop()


_LOCAL_SPARK = {
    "spark.sql.shuffle.partitions": "2",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
}


def number_of(expression: Value) -> float:
    """A single number, worked out; 0 of no rows."""
    return float(expression.to_pyarrow().as_py() or 0)
