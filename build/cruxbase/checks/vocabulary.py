"""Schemes and kinds of identifiers that records name: those of the format and those that the base's settings add."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cruxbase.checks.signatures import Found
from cruxbase.diagnostics import diagnostic
from cruxbase.graph import ArgumentGraph
from cruxbase.records.schemes import near_scheme
from cruxbase.records.vocabulary import Vocabulary
from cruxbase.support.suggestions import suggestion

if TYPE_CHECKING:
    from cruxbase.records.written import WrittenRecord


def schemes(graph: ArgumentGraph, vocabulary: Vocabulary) -> Found:
    """A step's scheme is one that the format or the base describes."""
    for id in filter(graph.corpus.asks, graph.corpus):
        for path, name in _schemes_in(graph.corpus.entry(id).data):
            if name not in vocabulary.schemes:
                yield diagnostic(
                    "schema/unknown-value",
                    f"{name!r} is not an argumentation scheme",
                    graph.corpus.span(id, path),
                    help=f"{near_scheme(name, vocabulary.schemes)}; a scheme of your own is described in pyproject.toml, "
                    f"under [tool.cruxbase.schemes.{name}], with 'title' and 'critical_questions'",
                )


def _schemes_in(data: WrittenRecord) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if "scheme" in data:
        yield ("scheme",), data["scheme"]
    for relation, steps in (("supports", data.get("supports")), ("attacks", data.get("attacks"))):
        for number, step in enumerate(steps) if isinstance(steps, list) else ():
            if not isinstance(step, str) and "scheme" in step:
                yield (relation, number, "scheme"), step["scheme"]


def identifiers(graph: ArgumentGraph, vocabulary: Vocabulary) -> Found:
    """A source's identifiers are of kinds that the base has, and have their form."""
    for id in graph.ids("source"):
        for kind, written in graph.corpus.entry(id).data.get("identifiers", {}).items():
            known = vocabulary.identifiers.get(kind)
            if known is None:
                near = suggestion(kind, vocabulary.identifiers)
                has = ", ".join(vocabulary.identifiers) or "none so far"
                yield diagnostic(
                    "source/unknown-identifier",
                    f"this base has no kind of identifier {kind!r}",
                    graph.corpus.span(id, ("identifiers", kind), key=True),
                    help=(f"did you mean {near!r}? " if near else "")
                    + f"its kinds are: {has}; to add one, write [tool.cruxbase.identifiers.{kind}] into pyproject.toml, "
                    "with its 'title' and 'pattern'",
                )
            elif not known.fits(str(written)):
                yield diagnostic(
                    "source/bad-identifier",
                    f"{written!r} does not have the form of a {known.title}",
                    graph.corpus.span(id, ("identifiers", kind)),
                    help=f"write it as {known.example!r} is written"
                    if known.example
                    else f"its form is {known.pattern!r}, as pyproject.toml has it",
                )
