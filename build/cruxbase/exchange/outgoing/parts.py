"""What writers of other forms have in common: the records and steps that stand, and the count of what is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from cruxbase.exchange.losses import LossReport

if TYPE_CHECKING:
    from cruxbase.graph.parts import StepNode
    from cruxbase.knowledge_base import KnowledgeBase


class Exported(NamedTuple):
    """A base in another form.

    Attributes:
        text: the content of the file.
        report: what the form could hold and what it could not.
    """

    text: str
    report: LossReport


class OutgoingClaim(TypedDict):
    """A record that may be a premise or a conclusion; all its texts are as the base has them."""

    title: str
    text: str
    type: str
    topic: str


class Outgoing:
    """The parts of a base that arguments are made of, without what is retired.

    Args:
        kb: the base.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self.report = LossReport()
        self.claims: dict[str, OutgoingClaim] = {}
        for view in kb.claims():
            if view.type == "argument":
                continue
            if view.record.status == "retired":
                self.report.dropped("retired record", "what is retired is not handed on", view.id)
                continue
            self.claims[view.id] = {
                "title": view.title,
                "text": view.text,
                "type": view.type,
                "topic": view.record.topic,
            }

    def steps(self) -> Iterator[StepNode]:
        """The steps between claims that stand, in the order of their names."""
        for name in sorted(self.kb.graph.steps):
            step = self.kb.graph.steps[name]
            if all(id in self.claims for id in (*step.premises, step.conclusion)):
                yield step
            else:
                self.report.dropped(f"step that {step.kind}", "one of its ends is retired", name)

    def undercuts(self) -> Iterator[tuple[str, str, str]]:
        """Start, name of the step, and reason of each undercut whose start stands."""
        for undercut in self.kb.graph.parts.undercuts:
            if undercut.start in self.claims and undercut.step in self.kb.graph.steps:
                yield undercut.start, undercut.step, undercut.because
            else:
                self.report.dropped("undercut", "its start is retired or an argument", undercut.start)

    def leave_out(self, *, links: frozenset[str] = frozenset(), citations: bool = False, why: str) -> None:
        """Report what a form of arguments has no place for.

        Args:
            links: kinds of links that it does hold.
            citations: whether it holds citations.
            why: it cannot hold the rest.
        """
        for link in self.kb.graph.parts.links:
            if link.kind in ("requires", "refines", "answers", "sides", "decides") and link.kind not in links:
                self.report.dropped(link.kind, why, link.start)
        kinds = Counter(view.type for view in self.kb)
        for kind in ("viewpoint", "model", "person", *(() if citations else ("source",))):
            for view in self.kb if kinds[kind] else ():
                if view.type == kind:
                    self.report.dropped(kind, why, view.id)
        if not citations:
            for citation in self.kb.graph.parts.citations:
                self.report.dropped("citation", why, citation.record)


def one_line(text: str) -> str:
    """A text in one line."""
    return " ".join(text.split())
