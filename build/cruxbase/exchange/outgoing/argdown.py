"""The arguments of a base as Argdown."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from cruxbase.exchange.outgoing.parts import Exported, Outgoing, one_line
from cruxbase.records.vocabulary import scheme_title

if TYPE_CHECKING:
    from cruxbase.graph.parts import StepNode
    from cruxbase.knowledge_base import KnowledgeBase

_PLAIN = str.maketrans("[]<>{}", "()()()", "#@")
_SPECIAL = re.compile(r"([\\\[\]<>{}#@*_])|(?<=/)(/)")


def argdown(kb: KnowledgeBase) -> Exported:
    """The base as one document: topics as headings, claims as statements with their ids, steps as relations.

    A step with several premises, a warrant or an undercut is an argument with a title: for a conclusion with its
    premises and conclusion, against one as a sketch that its premises support, which Argdown has no other form for.
    """
    return _Writer(kb).write()


class _Writer:
    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self.out = Outgoing(kb)
        self.report = self.out.report
        titles = Counter(_title(claim["title"]) for claim in self.out.claims.values())
        self.titles = {
            id: title if titles[title := _title(claim["title"])] == 1 else f"{title} ({id})"
            for id, claim in self.out.claims.items()
        }
        self.steps = list(self.out.steps())
        self.into: dict[str, list[StepNode]] = {}
        for step in self.steps:
            self.into.setdefault(step.conclusion, []).append(step)
        self.names = {step.name: self._name(step, number) for number, step in enumerate(self.steps, start=1)}
        self.undercuts: dict[str, list[str]] = {}
        for start, name, because in self.out.undercuts():
            self.undercuts.setdefault(name, []).append(start)
            if because:
                self.report.dropped("warrant", "a relation of Argdown has none", start)

    def _name(self, step: StepNode, number: int) -> str:
        known = self.kb.record(step.name).title if step.is_argument else f"Step {number}: {self.titles[step.start]}"
        return _title(known)[:90]

    def write(self) -> Exported:
        lines: list[str] = []
        by_topic: dict[str, list[str]] = {}
        for id, claim in self.out.claims.items():
            by_topic.setdefault(claim["topic"], []).append(id)
        for topic, ids in by_topic.items():
            lines += [f"# {_escaped(self.kb.graph.title(topic))}", ""]
            for id in ids:
                lines += [*self._statement(id), ""]
        for step in self.steps:
            if self._is_argument(step):
                lines += [*self._argument(step), ""]
        self.out.leave_out(why="Argdown has no word for it")
        return Exported("\n".join(lines).rstrip() + "\n", self.report)

    def _is_argument(self, step: StepNode) -> bool:
        return len(step.premises) > 1 or bool(step.because) or step.name in self.undercuts or step.is_argument

    def _statement(self, id: str) -> list[str]:
        claim = self.out.claims[id]
        self.report.kept("claim")
        lines = [f"[{self.titles[id]}]: {_escaped(one_line(claim['text']))} {{id: {id}}}"]
        for step in self.into.get(id, ()):
            sign = "+" if step.kind == "supports" else "-"
            if not self._is_argument(step):
                lines.append(f"  {sign} [{self.titles[step.premises[0]]}]")
                self.report.kept(f"step that {step.kind}")
            elif step.kind == "attacks":
                lines.append(f"  - <{self.names[step.name]}>")
        return lines

    def _argument(self, step: StepNode) -> list[str]:
        because = f": {_escaped(one_line(step.because))}" if step.because else ""
        lines = [f"<{self.names[step.name]}>{because}"]
        for start in self.undercuts.get(step.name, ()):
            lines.append(f"  _ [{self.titles[start]}]")
            self.report.kept("undercut")
        if step.kind == "attacks":
            lines += [f"  + [{self.titles[premise]}]" for premise in step.premises]
            self.report.changed(
                "step that attacks", "is an argument without premises, which its premises support", step.name
            )
            return lines
        lines.append("")
        lines += [f"({number}) [{self.titles[premise]}]" for number, premise in enumerate(step.premises, start=1)]
        lines.append(f"-- {scheme_title(step.scheme)} --" if step.scheme else "----")
        lines.append(f"({len(step.premises) + 1}) [{self.titles[step.conclusion]}]")
        self.report.kept("step that supports")
        return lines


def _title(text: str) -> str:
    """A title as it may stand in brackets."""
    plain = one_line(text).translate(_PLAIN)
    return plain.replace("//", "/").strip() or "Untitled"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1\2", text)
