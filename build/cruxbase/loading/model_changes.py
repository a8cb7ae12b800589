"""What a change did to a model: the definitions that expectations fail by, and numbers that moved under the same reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from cruxbase.analysis.record_changes import TwoStates
from cruxbase.diagnostics import Diagnostic, Related, Span, diagnostic
from cruxbase.records.written import WrittenRecord

_FAILS = "model/expectation-fails"
_NUMBERS = ("default", "low", "high")
_GROUNDS = ("unit", "reason", "basis", "source", "at", "distribution")
_COMPUTED_BY = ("expression", "next", "product", "noisy_or", "table", *_NUMBERS, "distribution")
"""The keys of an input or variable that decide what a model comes to."""


def on_what_was_changed(findings: Iterable[Diagnostic], states: TwoStates) -> Iterator[Diagnostic]:
    """The findings; where expectations that did not change fail in a model that did, one finding on the first changed entry."""
    failing: dict[str, list[Diagnostic]] = defaultdict(list)
    for finding in findings:
        if finding.code == _FAILS:
            failing[finding.span.path].append(finding)
        else:
            yield finding
    for path, several in failing.items():
        id = PurePosixPath(path).stem
        place = _changed_place(states, id) if id in states.after.corpus else None
        if place is None:
            yield from several
        else:
            first = several[0]
            count = f"{len(several)} expectations do not hold" if len(several) > 1 else "an expectation does not hold"
            yield first._replace(
                message=f"{count} after this change: {first.message.removeprefix('this does not hold: ')}",
                span=place,
                related=(*first.related, *(Related(one.span, one.message) for one in several)),
                help="hold what changed here against the text first; then the expectations",
            )


def _changed_place(states: TwoStates, id: str) -> Span | None:
    """Where a model computes something else than it did; None where its expectations changed too, or it is new."""
    then = states.then(id)
    if then not in states.before.corpus:
        return None
    old, new = states.before.corpus.entry(then).data, states.after.corpus.entry(id).data
    if old.get("expectations") != new.get("expectations"):
        return None
    for group in ("inputs", "variables"):
        former = {str(one["name"]): one for one in _quantities(old, group)}
        for index, quantity in enumerate(_quantities(new, group)):
            was = former.get(str(quantity["name"]))
            if was is None:
                continue
            key = next((key for key in _COMPUTED_BY if quantity.get(key) != was.get(key)), None)
            if key is not None:
                where = (group, index, key) if key in quantity else (group, index)
                return states.after.corpus.span(id, where).first_line()
    return None


def moved_numbers(states: TwoStates) -> Iterator[Diagnostic]:
    """The ends and defaults of inputs that are others, while the text and the reason given for them are the same."""
    corpus = states.after.corpus
    for id, old, new in states.changed("model"):
        former = {str(one["name"]): one for one in _quantities(old, "inputs")}
        for index, now in enumerate(_quantities(new, "inputs")):
            was = former.get(str(now["name"]))
            if was is None or any(was.get(key) != now.get(key) for key in _GROUNDS):
                continue
            for key in _NUMBERS:
                if key in was and key in now and was[key] != now[key]:
                    yield diagnostic(
                        "change/number-changed",
                        f"the {key} of {now['name']!r} was {was[key]} and is {now[key]}, for the same reason",
                        corpus.span(id, ("inputs", index, key)),
                        help="hold it against the text, and say in 'reason' why it is this number now",
                    )


def _quantities(data: WrittenRecord, group: str) -> list[dict[str, object]]:
    if group == "inputs":
        return [dict(one) for one in data.get("inputs", ())]
    return [dict(one) for one in data.get("variables", ())]
