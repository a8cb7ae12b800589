"""Beliefs held against the present wording of their claims: the mark of it is written beside them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from cruxbase.editing.files import Task, replace_all
from cruxbase.editing.record_edits import edited_record, with_keys
from cruxbase.editing.texts import texts_of
from cruxbase.graph import ArgumentGraph, BeliefLink
from cruxbase.graph.written_beliefs import belief_fields
from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.records.wording import wording_mark
from cruxbase.support.errors import CruxbaseError


class CannotConfirm(CruxbaseError):
    """There is no such belief; the message is a sentence for whoever asked."""


class Confirmed(NamedTuple):
    """What confirming would do.

    Attributes:
        root: the folder with the records.
        viewpoint: id of the viewpoint.
        claims: the claims whose beliefs are confirmed.
        changed: new texts by path.
        locations: where the files are.
    """

    root: str
    viewpoint: str
    claims: tuple[str, ...]
    changed: Mapping[str, str]
    locations: Mapping[str, Path]

    def write(self) -> None:
        """Carry it out.

        Raises:
            OSError: something cannot be written.
        """
        contents = {self.locations[path]: text.encode() for path, text in self.changed.items()}
        replace_all(contents, task=Task(Path(self.root), f"confirm {self.viewpoint}"))


def confirmed(
    kb: KnowledgeBase,
    root: str | os.PathLike[str],
    viewpoint: str,
    claims: Iterable[str] | None = None,
    *,
    today: str | None = None,
) -> Confirmed:
    """The beliefs of a viewpoint with the marks of the present wordings; nothing is written.

    Args:
        kb: the base.
        root: the folder that it was read from.
        viewpoint: id of the viewpoint.
        claims: the claims that were looked at; None for all whose beliefs are marked with another wording, or are older
            than the day on which the claim was reworded.
        today: the day that is written as `reread`; None leaves that as it is, since only the spelling changed.

    Raises:
        CannotConfirm: the viewpoint says nothing of a claim.
        UnknownRecord: there is no such viewpoint or claim.
    """
    view = kb.viewpoint(viewpoint)
    beliefs = {belief.claim: belief for belief in kb.graph.beliefs_of(view.id)}
    wanted = list(_waiting(kb, beliefs)) if claims is None else [kb.claim(claim).id for claim in claims]
    for claim in wanted:
        if claim not in beliefs:
            raise CannotConfirm(f"{view.id!r} says nothing of {claim!r}")
    marks = {claim: wording_mark(kb.corpus.entry(claim).data) for claim in wanted}
    return marked(kb.graph, root, {(view.id, claim): mark for claim, mark in marks.items()}, today=today)


def marked(
    graph: ArgumentGraph,
    root: str | os.PathLike[str],
    marks: Mapping[tuple[str, str], str],
    *,
    today: str | None = None,
) -> Confirmed:
    """Beliefs with given marks of wordings, by viewpoint and claim; nothing is written."""
    texts = texts_of(root)
    changed: dict[str, str] = {}
    for (viewpoint, claim), mark in marks.items():
        belief = next(one for one in graph.beliefs_of(viewpoint) if one.claim == claim)
        path = graph.corpus.origin_of(viewpoint)
        keys = {"for": f"'{mark}'" if mark.isdigit() or "e" in mark else mark}
        if today is not None:
            keys = {"reread": today, **keys}
        short = "credence" if belief.stance == "credence" else "claim"

        def edit(
            text: str, path: str, belief: BeliefLink = belief, short: str = short, keys: dict[str, str] = keys
        ) -> str:
            return with_keys(text, path, belief.where, short, keys)

        before = changed.get(path, texts.by_path[path])
        after = edited_record(before, path, edit)
        if after != before:
            changed[path] = after
    viewpoint = next((viewpoint for viewpoint, _ in marks), "")
    return Confirmed(os.path.abspath(root), viewpoint, tuple(claim for _, claim in marks), changed, texts.locations)


def _waiting(kb: KnowledgeBase, beliefs: Mapping[str, BeliefLink]) -> Iterable[str]:
    """The claims whose beliefs wait for somebody to confirm them."""
    for claim, belief in beliefs.items():
        fields = belief_fields(kb.graph, belief)
        data = kb.corpus.entry(claim).data
        read = fields.get("reread") or kb.corpus.entry(belief.viewpoint).data["date"]
        is_old = "reworded" in data and str(read) < str(data["reworded"])
        if fields.get("for", wording_mark(data)) != wording_mark(data) or ("for" not in fields and is_old):
            yield claim
