"""What can be said of the relations of one record without the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cruxbase.checks.signatures import Found, Spans
from cruxbase.diagnostics import Diagnostic, diagnostic
from cruxbase.records import StepName, step_name

if TYPE_CHECKING:
    from cruxbase.parsing.located import Path
    from cruxbase.records import Arguable, Argument, ClaimLike, Crux, Person, Record, Source, Topic


def self_reference(record: ClaimLike | Source | Topic, spans: Spans) -> Found:
    """No relation leads from a record to itself."""
    for path, target in _references(record):
        if target == record.id:
            yield diagnostic(
                "link/self-reference",
                f"{record.id!r} refers to itself in {path[0]!r}",
                spans().value(path),
                help="write the id of the other record that is meant, or remove the entry",
            )


_REFERENCES = {
    **dict.fromkeys(("part_of", "parent", "replaced_by"), ""),
    "refines": "record",
    "requires": "claim",
    "answers": "question",
    **dict.fromkeys(("sides", "decides", "premises"), ""),
    **dict.fromkeys(("supports", "attacks"), "claim"),
}
"""Key → the field of its entries that holds the id; empty where the entry is the id. In the order of the models' fields."""


def _references(record: Record) -> Iterator[tuple[Path, str]]:
    # The values are read from the instance itself: asking a pydantic model for a field that it lacks is slow.
    written = record.__dict__
    for key, field in _REFERENCES.items():
        value = written.get(key)
        if not value:
            continue
        if isinstance(value, str):
            yield (key,), value
            continue
        for index, entry in enumerate(value):
            yield ((key, index, field), getattr(entry, field)) if field else ((key, index), entry)


def linked_premises(record: Arguable, spans: Spans) -> Found:
    """The premises of a step differ from each other and from its conclusion."""
    for kind in ("supports", "attacks"):
        for index, step in enumerate(getattr(record, kind)):
            if step.with_:
                places = [(kind, index, "with", i) for i in range(len(step.with_))]
                yield from _premise_problems((record.id, *step.with_), [(), *places], step.claim, spans)


def own_sides_decided(record: Crux, spans: Spans) -> Found:
    """What a crux decides is another claim than its answers."""
    for index, claim in enumerate(record.decides):
        if claim in record.sides:
            yield diagnostic(
                "argument/decides-own-side",
                f"{claim!r} is a side of this crux, and what the crux decides",
                spans().value(("decides", index)),
                help="name the claims that would stand or fall with the answer, or remove the entry",
            )


def argument_premises(record: Argument, spans: Spans) -> Found:
    """The premises of an argument differ from each other and from its conclusion, of which there is one."""
    conclusion = record.supports or record.attacks
    places = [("premises", i) for i in range(len(record.premises))]
    yield from _premise_problems(record.premises, places, conclusion or "", spans)
    if conclusion is None:
        yield diagnostic(
            "argument/no-conclusion",
            "the argument concludes nothing",
            spans().key(("premises",)),
            help="add 'supports: claim-id' or 'attacks: claim-id'",
        )
    elif record.supports is not None and record.attacks is not None:
        yield diagnostic(
            "argument/two-conclusions",
            "the argument has two conclusions",
            spans().key(("attacks",)),
            help="keep 'supports' or 'attacks', and write a second argument for the other",
        )


def _premise_problems(
    premises: Sequence[str], places: Sequence[Path], conclusion: str, spans: Spans
) -> Iterator[Diagnostic]:
    """Findings about repeated premises; a premise without a place is the record itself, and right."""
    for position, (premise, place) in enumerate(zip(premises, places, strict=True)):
        if not place:
            continue
        if premise == conclusion:
            yield diagnostic(
                "argument/premise-is-conclusion",
                f"the premise {premise!r} is also the conclusion",
                spans().value(place),
                help="take it out of the premises, or name the conclusion that really follows",
            )
        elif premise in premises[:position]:
            own = not places[premises.index(premise)]
            yield diagnostic(
                "argument/premise-twice",
                f"{premise!r} is "
                + ("this record, and a premise already" if own else "named twice among the premises"),
                spans().value(place),
                help="remove it here",
            )


def own_undercuts(record: ClaimLike, spans: Spans) -> Found:
    """A record does not undercut its own steps."""
    for index, entry in enumerate(record.undercuts):
        name = step_name(entry.step) or StepName("")
        if name.start == record.id:
            yield diagnostic(
                "argument/undercuts-own-step",
                f"{record.id!r} undercuts its own step",
                spans().value(("undercuts", index)).first_line(),
                help="undercut it from a record that says why it fails, or name the step that is meant",
            )


def retirement(record: ClaimLike, spans: Spans) -> Found:
    """A record is retired if and only if something replaces it."""
    if record.status == "retired" and record.replaced_by is None and record.notes is None:
        yield diagnostic(
            "argument/retired-without-successor",
            "the record is retired, and nothing says what to read instead",
            spans().value(("status",)),
            help="add 'replaced_by: other-id', or say in 'notes' why it was retired",
        )
    if record.replaced_by is not None and record.status != "retired":
        yield diagnostic(
            "argument/replaced-but-not-retired",
            f"the record is replaced by {record.replaced_by!r} and not retired",
            spans().key(("replaced_by",)),
            help="write 'status: retired', or remove 'replaced_by'",
        )


def sides(record: Crux, spans: Spans) -> Found:
    """The sides of a crux are different claims."""
    for index, side in enumerate(record.sides):
        if side in record.sides[:index]:
            yield diagnostic(
                "argument/side-twice",
                f"the crux names the side {side!r} twice",
                spans().value(("sides", index)),
                help="name the claim that excludes it, or remove the entry",
            )


def members(record: Person, spans: Spans) -> Found:
    """Groups and organisations have members; a person does not, and nobody is a member of themselves."""
    if record.members and record.kind not in ("group", "organisation"):
        yield diagnostic(
            "link/wrong-start",
            f"a {record.kind} has no members",
            spans().key(("members",)),
            help="write 'kind: group' or 'kind: organisation', or leave 'members' out",
        )
    if record.id in record.members:
        yield diagnostic(
            "link/self-reference",
            "the group is a member of itself",
            spans().value(("members", record.members.index(record.id))),
            help="name the people it consists of",
        )
