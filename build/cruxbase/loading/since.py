"""Findings in the light of a change: on what changed, that first, and what only two states together show."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from cruxbase.analysis.comparison_parts import RecordChange
from cruxbase.analysis.record_changes import (
    TwoStates,
    belief_changes,
    record_changes,
    step_changes,
    suspect_beliefs,
)
from cruxbase.checks.duplicates import paraphrases
from cruxbase.diagnostics import Diagnostic, Related, Span, diagnostic
from cruxbase.graph import ArgumentGraph
from cruxbase.graph.written_beliefs import belief_fields
from cruxbase.loading.additions import closed_circles, like_titles
from cruxbase.loading.model_changes import moved_numbers, on_what_was_changed
from cruxbase.records import CLAIM_LIKE, name_text
from cruxbase.records.wording import MEANING, words_of

if TYPE_CHECKING:
    from cruxbase.analysis.revisions import BaseState

_NUMBERS = ("value", "low", "high", "n")
_SYMMETRIC = frozenset(
    (
        "style/same-title",
        "style/similar-title",
        "style/same-statement",
        "style/negated-twin",
        "source/duplicate",
        "credence/two-values",
    )
)
"""What holds of either of two records."""
_TWINS = frozenset(
    (
        "style/same-title",
        "style/similar-title",
        "style/same-statement",
        "style/negated-twin",
        "argument/supports-its-denial",
    )
)
_INSTEAD: Mapping[str, str] = {
    "source": "put it back, or cite here the text that says so",
    "person": "put it back, or write the id of who it is",
    "topic": "put it back, or file this under another topic",
}
"""What to write in place of an id whose record was deleted, by the record's type."""
_NAMED_BY_OTHERS = frozenset(_INSTEAD)
_UNKNOWN = re.compile(r"^no \w+ is called '([^']+)'$")


def findings_since(findings: Sequence[Diagnostic], before: BaseState, after: BaseState) -> tuple[Diagnostic, ...]:
    """The findings about what changed between two states first, and with them those that two states together show.

    Args:
        findings: about the later state.
        before: the earlier one.
        after: the later one.
    """
    touched = {path for path, digest in after.digests.items() if before.digests.get(path) != digest}
    states = TwoStates(before.graph, after.graph)
    records = record_changes(states)
    gone = {change.id: _successor(states, change) for change in records if change.sort == "removed"}
    placed = on_what_was_changed(findings, states)
    turned = [_of_gone(_on_what_changed(finding, touched), gone, states) for finding in placed]
    shown = {(one.span.path, one.span.line) for one in turned}
    suspects = {(one.span.path, one.span.line) for one in turned if one.code == "credence/suspect"}
    alike = list(_paraphrases(states, turned))
    twins = {one.span.path for one in (*turned, *alike) if one.code in _TWINS}
    changes = [
        *_gone(states, records, gone),
        *_turned_steps(states, records),
        *_rewritten_views(states),
        *(one for one in _reassigned_views(states) if (one.span.path, one.span.line) not in shown),
        *_changed_numbers(states),
        *(one for one in moved_numbers(states) if (one.span.path, one.span.line) not in shown),
        *closed_circles(states, shown),
        *like_titles(states, twins),
        *alike,
        *(one for one in _suspect(states) if (one.related[0].span.path, one.related[0].span.line) not in suspects),
    ]
    paths = {change.span.path for change in changes}
    return tuple(sorted([*turned, *changes], key=lambda finding: finding.span.path not in touched | paths))


def _suspect(states: TwoStates) -> Iterator[Diagnostic]:
    graph = states.after
    for one in suspect_beliefs(states):
        belief = next(link for link in graph.beliefs_of(one.viewpoint) if link.claim == one.claim)
        place = graph.corpus.span(one.viewpoint, belief.where, key=belief.stance == "credence").first_line()
        because = "may say the opposite now" if one.because == "turned" else "says something else now"
        yield diagnostic(
            "credence/suspect",
            f"{one.claim!r} {because}",
            _reworded(states, one.claim),
            related=(Related(place, "this belief was given for the older wording"),),
            help=f"hold the belief against the new wording and run 'cruxbase confirm {one.viewpoint} {one.claim}'; if the "
            "claim means something else now, make it a new record",
        )


def _reworded(states: TwoStates, claim: str) -> Span:
    """The first text of a claim that says something else than it did."""
    corpus = states.after.corpus
    old: Mapping[str, object] = states.before.corpus.entry(states.then(claim)).data
    new: Mapping[str, object] = corpus.entry(claim).data
    for key in MEANING:
        if key in new and words_of(str(new[key])) != words_of(str(old.get(key, ""))):
            return corpus.span(claim, (key,)).first_line()
    return corpus.span(claim).first_line()


def _successor(states: TwoStates, change: RecordChange) -> str:
    """The id under which a record that is gone is to be found now, going by its title or text; empty where there is none."""
    old, new = states.before.corpus, states.after.corpus
    data = old.entry(change.id).data
    for id in states.touched:
        if states.then(id) in old or new.entry(id).kind != change.type:
            continue
        now = new.entry(id).data
        if any(key in data and data[key] == now.get(key) for key in ("title", "name", "statement", "question")):
            return id
    return ""


def _paraphrases(states: TwoStates, known: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """What says the same as another claim, of claims that changed; a check of the whole base looks for it in small bases only."""
    if not any(one.code == "style/same-statement" for one in known):
        yield from paraphrases(states.after, [id for id in states.touched if states.after.kind(id) in CLAIM_LIKE])


def _gone(states: TwoStates, records: Sequence[RecordChange], gone: Mapping[str, str]) -> Iterator[Diagnostic]:
    for change in records:
        if change.sort != "removed":
            continue
        now = gone[change.id]
        if now:
            yield diagnostic(
                "change/renamed-by-hand",
                f"{change.id!r} is called {now!r} now, and its former id leads nowhere",
                states.after.corpus.span(now),
                help=f"write 'aliases: [{change.id}]', or put the file back and run 'cruxbase rename {change.id} {now}'",
            )
        else:
            yield diagnostic(
                "change/record-deleted",
                f"the {change.type} {change.id!r} was deleted",
                Span(states.before.corpus.origin_of(change.id)),
                help=_what_to_do(states, change),
            )


def _what_to_do(states: TwoStates, change: RecordChange) -> str:
    """How to do without a record that was deleted, by its type and by how many still name it."""
    id = change.id
    if change.type not in _NAMED_BY_OTHERS:
        retire = f", or run 'cruxbase retire {id} --by …'" if change.type in CLAIM_LIKE else ""
        return f"put the file back and write why it no longer stands{retire}; a record that was never merged may go"
    users = [other for other in _naming(states.before, id) if states.now(other) in states.after.corpus]
    merge = (
        f"if it stood here twice, put it back and run 'cruxbase merge {id} OTHER', which takes every reference along"
    )
    if not users:
        return f"nothing names it any more, so it may go; {merge}"
    count = f"{len(users)} records name it, such as {users[0]!r}" if len(users) > 1 else f"{users[0]!r} names it"
    return f"put the file back: {count}; {merge}"


def _naming(graph: ArgumentGraph, id: str) -> list[str]:
    """The records that name a source, person or topic."""
    named = [link.start for kind in ("holder", "member", "part_of", "topic") for link in graph.links_to(kind, id)]
    named += [citation.record for citation in graph.citations_of(id)]
    for source in graph.ids("source"):
        if id in map(name_text, graph.corpus.entry(source).data.get("authors", ())):
            named.append(source)
    return list(dict.fromkeys(named))


def _of_gone(finding: Diagnostic, gone: Mapping[str, str], states: TwoStates) -> Diagnostic:
    """A finding that a reference leads nowhere, with what became of the record that it led to."""
    match = _UNKNOWN.match(finding.message)
    if match is None or match[1] not in gone:
        return finding
    id, now = match[1], gone[match[1]]
    if now:
        return finding._replace(
            help=f"the record is called {now!r} now: write 'aliases: [{id}]' on it, and {now!r} here", fix=None
        )
    kind = states.before.corpus.entry(id).kind
    what = _INSTEAD.get(kind, "put it back, and retire it where it no longer stands")
    return finding._replace(help=f"the change deleted {id!r}: {what}", fix=None)


def _turned_steps(states: TwoStates, records: Sequence[RecordChange]) -> Iterator[Diagnostic]:
    graph = states.after
    for change in step_changes(states, records):
        step = graph.steps.get(change.name) if change.sort == "turned" else None
        if step is not None and "because" not in change.fields and step.because:
            was = "attacked" if step.kind == "supports" else "supported"
            yield diagnostic(
                "change/step-turned",
                f"{step.start!r} {step.kind} {step.conclusion!r}, which it {was} before for the same reason",
                graph.corpus.span(step.start, step.where).first_line(),
                help="say in 'because' why it speaks for this side, or turn the step back",
            )


def _rewritten_views(states: TwoStates) -> Iterator[Diagnostic]:
    graph = states.after
    for change in belief_changes(states):
        then = states.then(change.viewpoint)
        if not (change.before and change.after) or then not in states.before.corpus:
            continue
        old, new = states.before.corpus.entry(then).data, graph.corpus.entry(change.viewpoint).data
        belief = next(one for one in graph.beliefs_of(change.viewpoint) if one.claim == change.claim)
        if str(old["date"]) == str(new["date"]) and "note" not in belief_fields(graph, belief):
            yield diagnostic(
                "change/view-rewritten",
                f"{change.after} of {change.claim!r} stands where {change.before} stood, under the same date",
                graph.corpus.span(change.viewpoint, belief.where, key=belief.stance == "credence").first_line(),
                help="for a change of mind write a new viewpoint with its own date; a slip that is mended may stay here",
            )


def _reassigned_views(states: TwoStates) -> Iterator[Diagnostic]:
    """The viewpoints of another person, or another day, than they were, though read from the same texts."""
    corpus = states.after.corpus
    for id, old, new in states.changed("viewpoint"):
        if old.get("sources") != new.get("sources"):
            continue
        holders = states.now(str(old["holder"])), corpus.aliases.get(str(new["holder"]), str(new["holder"]))
        for key, was, now in (("holder", *holders), ("date", str(old["date"]), str(new["date"]))):
            if was != now and not (key == "date" and (was.startswith(now) or now.startswith(was))):
                yield diagnostic(
                    "change/view-rewritten",
                    f"the {key} was {was} and is {now}, and what was read is the same",
                    corpus.span(id, (key,)),
                    help="hold it against the text; what somebody else believes, or at another time, is a viewpoint of its own",
                )


def _changed_numbers(states: TwoStates) -> Iterator[Diagnostic]:
    corpus = states.after.corpus
    for id, old, new in states.changed("evidence"):
        measured: Mapping[object, Mapping[str, object]] = {one["name"]: one for one in old.get("measurements", ())}
        several: Sequence[Mapping[str, object]] = new.get("measurements", ())
        for index, now in enumerate(several):
            then = measured.get(now["name"])
            if then is None or any(then.get(key) != now.get(key) for key in ("at", "source", "unit", "conditions")):
                continue
            for key in _NUMBERS:
                if key in then and key in now and then[key] != now[key]:
                    yield diagnostic(
                        "change/number-changed",
                        f"{now['name']!r} was {then[key]} and is {now[key]}, from the same place in the text",
                        corpus.span(id, ("measurements", index, key)),
                        help=f"look it up{' at ' + str(now['at']) if 'at' in now else ''}, and say in the pull request which it is",
                    )


def _on_what_changed(finding: Diagnostic, touched: Collection[str]) -> Diagnostic:
    """A finding whose other place is in a file that changed, with the two places exchanged."""
    if finding.span.path in touched or finding.fix is not None:
        return finding
    other = next((one for one in finding.related if one.span.path in touched), None)
    if other is None:
        return finding
    rest = tuple(one for one in finding.related if one is not other)
    here, there = (place.path.rpartition("/")[2].removesuffix(".yaml") for place in (finding.span, other.span))
    turned = finding._replace(span=other.span, related=(Related(finding.span, "this record"), *rest))
    if finding.code == "schema/duplicate-id":
        if here == there:
            return turned
        return turned._replace(
            message=f"the alias {here!r} is taken by the record of that id",
            help="remove the alias: an id leads to one record only",
        )
    if finding.code not in _SYMMETRIC:
        return turned
    # What was said of the one record, naming the other, is said the other way round.
    return turned._replace(
        message=finding.message.replace(repr(there), "\0").replace(repr(here), repr(there)).replace("\0", repr(here)),
        help=finding.help.replace(f"{there}]", f"{here}]"),
    )
