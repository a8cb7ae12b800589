"""Findings in the light of a change: on what changed, and that first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from cruxbase.analysis.record_changes import TwoStates, suspect_beliefs
from cruxbase.diagnostics import Diagnostic, Related, diagnostic

if TYPE_CHECKING:
    from cruxbase.analysis.revisions import BaseState


def findings_since(findings: Sequence[Diagnostic], before: BaseState, after: BaseState) -> tuple[Diagnostic, ...]:
    """The findings about what changed between two states first, and with them the beliefs that became suspect.

    Args:
        findings: about the later state.
        before: the earlier one.
        after: the later one.
    """
    touched = {path for path, digest in after.digests.items() if before.digests.get(path) != digest}
    turned = [_on_what_changed(finding, touched) for finding in findings]
    graph = after.graph
    told = {(one.span.path, one.span.line) for one in turned if one.code == "credence/suspect"}
    suspect = []
    for one in suspect_beliefs(TwoStates(before.graph, graph)):
        belief = next(link for link in graph.beliefs_of(one.viewpoint) if link.claim == one.claim)
        place = graph.corpus.span(one.viewpoint, belief.where, key=belief.stance == "credence").first_line()
        if (place.path, place.line) in told:
            continue
        because = "may say the opposite now" if one.because == "turned" else "says something else now"
        suspect.append(
            diagnostic(
                "credence/suspect",
                f"{one.claim!r} {because}",
                graph.corpus.span(one.claim).first_line(),
                related=(Related(place, "this belief was given for the older wording"),),
                help=f"hold the belief against the new wording and run 'cruxbase confirm {one.viewpoint} {one.claim}'; if the "
                "claim means something else now, make it a new record",
            )
        )
    return tuple(sorted([*turned, *suspect], key=lambda finding: finding.span.path not in touched))


def _on_what_changed(finding: Diagnostic, touched: Collection[str]) -> Diagnostic:
    """A finding whose other place is in a file that changed, with the two places exchanged."""
    if finding.span.path in touched or finding.fix is not None:
        return finding
    other = next((one for one in finding.related if one.span.path in touched), None)
    if other is None:
        return finding
    rest = tuple(one for one in finding.related if one is not other)
    return finding._replace(span=other.span, related=(Related(finding.span, "this record"), *rest))
