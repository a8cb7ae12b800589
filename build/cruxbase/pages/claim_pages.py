"""The page of a claim-like record: claim, evidence, question, crux, definition, argument."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from cruxbase.graph import Step
from cruxbase.pages import words
from cruxbase.pages.book import SECTIONS, Book, Leaf, Ref
from cruxbase.pages.citations import claim_bibtex
from cruxbase.pages.linked_data import claim_data
from cruxbase.pages.pictures import credence_strip_svg, neighbourhood_svg
from cruxbase.pages.shell import Page
from cruxbase.pages.standing import Ground, Verdict
from cruxbase.reasoning.on_graph import ON_RECORD
from cruxbase.reasoning.status import Label
from cruxbase.records import SCHEMES, Argument, ClaimLike, Evidence, Measurement, Prediction
from cruxbase.records.placeholders import OBJECTION_BECAUSE, OBJECTION_ID, OBJECTION_STATEMENT, OBJECTION_TITLE

if TYPE_CHECKING:
    from cruxbase.knowledge_base.views import BeliefView, ClaimView
    from cruxbase.records import Citation

ROOT = "../../"
_WEIGHT = {"strong": 0, "moderate": 1, "weak": 2}
_BEST = 3
_GROUNDS = 2


class Cited(NamedTuple):
    """A citation as pages show it."""

    source: Ref
    short: str
    at: str
    role: str
    wording: str
    quote: str
    note: Markup
    checked: str


class UndercutBox(NamedTuple):
    """Why a step fails."""

    claim: Ref
    because: Markup
    text: str


class Reason(NamedTuple):
    """A step as pages show it: its premises, warrant, and what speaks against it."""

    name: str
    kind: str
    premises: tuple[Ref, ...]
    text: str
    conclusion: Ref
    because: Markup
    strength: str
    scheme: str
    questions: tuple[str, ...]
    undercuts: tuple[UndercutBox, ...]
    argument: Ref | None
    group: str
    sources: tuple[Cited, ...]


class Held(NamedTuple):
    """What one viewpoint says of a claim."""

    viewpoint: Ref
    holder: Ref | None
    date: str
    said: str
    basis: str
    wording: str
    at: str
    note: Markup


class GroundLine(NamedTuple):
    """What settles a status, or what it waits for."""

    kind: str
    claims: tuple[Ref, ...]


class StatusRow(NamedTuple):
    """Where a claim stands for one view, and why, as pages show it.

    Attributes:
        who: the person or viewpoint; None for the record at face value.
        label: in, out or undecided.
        word: the label as it is shown: a claim that nobody has argued is not called in.
        reason: the rule that gave it.
        said: what they say of it; empty where they are silent.
        date: when they said it, or empty.
        grounds: the first of what settles it, or of what it waits for.
        more: how many further such grounds there are.
        defeated: how many objections all fail, where it stands.
        objections: what stands against it, though it is in.
        unanswered: the first of what was raised against it and is neither granted nor answered.
        more_unanswered: how many further such objections there are.
    """

    who: Ref | None
    label: str
    word: str
    reason: str
    said: str
    date: str
    grounds: tuple[GroundLine, ...]
    more: int
    defeated: int
    objections: tuple[GroundLine, ...]
    unanswered: tuple[GroundLine, ...]
    more_unanswered: int


class Side(NamedTuple):
    """One side of a crux, or one answer to a question."""

    claim: Ref
    reasons: tuple[Reason, ...]
    more: int
    against: int
    held: tuple[Held, ...]
    strip: Markup


class Line(NamedTuple):
    """A record with a remark on why it is named."""

    ref: Ref
    because: Markup


def claim_page(book: Book, view: ClaimView) -> tuple[Page, Leaf]:
    """The page of one claim-like record, and what it depends on."""
    leaf = Leaf(book, ROOT, view.id)
    record = view.record
    title = leaf.ref(view.id).title
    statement = leaf.plain(str(book.data(view.id).get("statement") or book.data(view.id).get("question") or ""))
    address = book.address(view.id)
    topic = view.topic
    values: dict[str, Any] = {
        "view": view,
        "record": record,
        "kind": view.type,
        "title": title,
        "statement": statement,
        "topic": leaf.ref(topic.id) if topic else None,
        "picture": _picture(leaf, view),
        "for_": [_reason(leaf, step) for step in _ordered(view, "supports")],
        "against": [_reason(leaf, step) for step in _ordered(view, "attacks")],
        "leaning": book.leanings[view.id],
        "conclusions": leaf.refs(book.leanings[view.id].conclusions),
        **_kind_parts(leaf, view),
        **_relations(leaf, view),
        "statuses": _statuses(leaf, view),
        "threshold": book.kb.statuses().threshold,
        "held": _held(leaf, view.held_by),
        "strip": _strip(leaf, view.held_by),
        "sources": citations(leaf, record.sources),
        "notes": leaf.blocks(record.notes),
        "previous": _neighbour(leaf, view.id, 0),
        "next": _neighbour(leaf, view.id, 1),
        "address": book.site.address(address),
        "bibtex": claim_bibtex(view.id, title, book.site.name, book.site.address(address)),
        "objection": book.site.new_file_address(
            f"claims/{record.topic}/{_objection_id(view.id)}.yaml", objection(view)
        ),
        "objection_text": objection(view),
        "edit": book.site.edit_address(view.path),
        "history": book.site.history_address(view.path),
    }
    body = leaf.written("claim.html", **values)
    page = Page(
        path=address,
        title=title,
        description=_clipped(leaf.ref(view.id).text or title),
        body=body,
        edit=values["edit"],
        section=SECTIONS.get(view.type, "topics/"),
        data=claim_data(book, view),
    )
    return page, leaf


def _clipped(text: str) -> str:
    """The first sentences of a text, for search engines and link previews."""
    text = " ".join(text.split())
    return text if len(text) <= 300 else text[:298].rsplit(" ", 1)[0] + " …"


def _picture(leaf: Leaf, view: ClaimView) -> dict[str, Markup] | None:
    wide = neighbourhood_svg(leaf.book.kb, view.id, wide=True, link=leaf.href)
    if not wide:
        return None
    narrow = neighbourhood_svg(leaf.book.kb, view.id, wide=False, link=leaf.href)
    return {"wide": Markup(wide), "narrow": Markup(narrow)}  # noqa: S704 - `pictures` escapes what it draws


def _strip(leaf: Leaf, beliefs: Sequence[BeliefView], cuts: Sequence[bool] = (True, False)) -> Markup:
    """A strip of dots; a list says it as well where no one gave a number."""
    if all(belief.credence is None for belief in beliefs):
        return Markup()
    drawn = (credence_strip_svg(beliefs, link=leaf.href, wide=wide) for wide in cuts)
    return Markup("".join(drawn))  # noqa: S704 - as above


def _ordered(view: ClaimView, kind: str) -> list[Step]:
    """The steps of one kind into a claim, strong ones first."""
    steps = [step for step in view.kb.graph.steps_into(view.id) if step.kind == kind]
    return sorted(steps, key=lambda step: _WEIGHT[step.strength])


def _reason(leaf: Leaf, step: Step) -> Reason:
    graph = leaf.book.kb.graph
    scheme = SCHEMES.get(step.scheme)
    leaf.linked.update(step.premises)
    undercuts = tuple(
        UndercutBox(leaf.ref(undercut.start), leaf.inline(undercut.because), leaf.ref(undercut.start).text)
        for undercut in graph.undercuts_of(step.name)
    )
    premises = tuple(leaf.ref(premise) for premise in step.premises)
    return Reason(
        name=step.name,
        kind=step.kind,
        premises=premises,
        text=premises[0].text if len(premises) == 1 else "",
        conclusion=leaf.ref(step.conclusion),
        because=leaf.inline(step.because),
        strength=words.STRENGTH[step.strength],
        scheme=scheme.title if scheme else "",
        questions=scheme.critical_questions if scheme else (),
        undercuts=undercuts,
        argument=leaf.ref(step.start) if step.is_argument else None,
        group=step.group,
        sources=tuple(citations(leaf, leaf.book.kb.step(step.name).sources)),
    )


def citations(leaf: Leaf, written: Iterable[Citation]) -> list[Cited]:
    """Citations as pages show them, without those of sources that are broken."""
    known = [(leaf.book.kb.known(citation.source, "source"), citation) for citation in written]
    return [_cited(leaf, id, citation) for id, citation in known if id is not None]


def _cited(leaf: Leaf, id: str, citation: Citation) -> Cited:
    return Cited(
        source=leaf.ref(id),
        short=leaf.book.short(id),
        at=citation.at or "",
        role=words.ROLE[citation.role],
        wording=citation.wording or "",
        quote=citation.quote or "",
        note=leaf.inline(citation.note),
        checked=str(leaf.book.data(id)["checked"]),
    )


def _kind_parts(leaf: Leaf, view: ClaimView) -> dict[str, Any]:
    """What only some types of record have."""
    record = view.record
    parts: dict[str, Any] = {
        "sides": [],
        "would_settle": [],
        "decides": [],
        "measurements": [],
        "prediction": None,
        "step": None,
        "rival_definitions": [],
        "replaced_by": leaf.ref(view.replaced_by.id) if view.replaced_by else None,
    }
    if view.type in ("crux", "question"):
        sides = view.sides if view.type == "crux" else view.answered_by
        parts["sides"] = [_side(leaf, side) for side in sides]
        parts["other_answers"] = leaf.refs(
            answer.id for answer in view.answered_by if view.type == "crux" and answer not in sides
        )
        parts["would_settle"] = [leaf.inline(text) for text in view.would_settle]
        parts["decides"] = leaf.refs(claim.id for claim in view.decides)
    if isinstance(record, Evidence):
        parts["measurements"] = [_measurement(leaf, measured, record) for measured in record.measurements]
    if isinstance(record, Prediction):
        parts["prediction"] = record
    if isinstance(record, Argument) and view.step is not None:
        parts["step"] = _reason(leaf, view.step.part)
    if view.type == "definition":
        same = str(leaf.book.data(view.id)["term"]).casefold()
        others = leaf.book.kb.graph.ids("definition")
        parts["rival_definitions"] = leaf.refs(
            id for id in others if id != view.id and str(leaf.book.data(id)["term"]).casefold() == same
        )
    return parts


class Measured(NamedTuple):
    """A row of the table of measurements."""

    name: str
    value: str
    n: str
    conditions: Markup
    source: Ref | None
    short: str
    at: str
    method: str


def _measurement(leaf: Leaf, measured: Measurement, record: Evidence) -> Measured:
    unit = measured.unit or ""
    gap = "" if not unit else "\u202f"
    unit = {"percent": "%", "per cent": "%"}.get(unit, unit)
    value = "" if measured.value is None else words.number(measured.value)
    if measured.low is not None or measured.high is not None:
        ends = [words.number(end) if end is not None else "" for end in (measured.low, measured.high)]
        spread = f"{ends[0]}–{ends[1]}" if all(ends) else f"at least {ends[0]}" if ends[0] else f"at most {ends[1]}"
        value = f"{value} ({spread})" if value else spread
    source = measured.source or (record.sources[0].source if len(record.sources) == 1 else None)
    known = leaf.book.kb.known(source, "source")
    ref = leaf.ref(known) if known is not None else None
    return Measured(
        name=measured.name,
        value=f"{value}{gap}{unit}",
        n=f"{measured.n:,} {measured.n_of or ''}".strip() if measured.n else "",
        conditions=leaf.inline(measured.conditions),
        source=ref,
        short=leaf.book.short(ref.id) if ref else "",
        at=measured.at or "",
        method=measured.method or "",
    )


def _side(leaf: Leaf, claim: ClaimView) -> Side:
    leaf.linked.add(claim.id)
    supports = _ordered(claim, "supports")
    return Side(
        claim=leaf.ref(claim.id),
        reasons=tuple(_reason(leaf, step) for step in supports[:_BEST]),
        more=max(len(supports) - _BEST, 0),
        against=len(_ordered(claim, "attacks")),
        held=tuple(_held(leaf, claim.held_by)),
        strip=_strip(leaf, claim.held_by, (False,)),
    )


def _held(leaf: Leaf, beliefs: Iterable[BeliefView]) -> list[Held]:
    found = []
    for belief in beliefs:
        entry = belief.entry
        viewpoint = belief.viewpoint
        found.append(
            Held(
                viewpoint=leaf.ref(viewpoint.id),
                holder=leaf.ref(viewpoint.holder.id) if viewpoint.holder else None,
                date=viewpoint.date,
                said=belief_in_words(belief),
                basis=words.BASIS[entry.basis],
                wording=entry.wording or "",
                at=entry.at or "",
                note=leaf.inline(entry.note),
            )
        )
    return found


def _statuses(leaf: Leaf, view: ClaimView) -> list[StatusRow]:
    """Where the claim stands on record and for each view; nothing for a definition that nobody disputes."""
    rows = leaf.book.verdicts(view.id)
    if view.type == "definition" and all(row.label is Label.IN for row in rows):
        return []
    return [_status_row(leaf, view, row) for row in rows]


def _status_row(leaf: Leaf, view: ClaimView, row: Verdict) -> StatusRow:
    graph = view.kb.graph
    said = [
        belief
        for belief in view.held_by
        if row.who == belief.viewpoint.id
        or any(h.end == row.who for h in graph.links_from("holder", belief.viewpoint.id))
    ]
    last = max(said, key=lambda belief: (belief.viewpoint.date, belief.credence is not None), default=None)

    def lines(grounds: Iterable[Ground]) -> tuple[GroundLine, ...]:
        return tuple(GroundLine(one.kind, tuple(leaf.refs(one.claims))) for one in grounds)

    return StatusRow(
        who=None if row.who == ON_RECORD else leaf.ref(row.who),
        label=str(row.label),
        word=row.word,
        reason=str(row.why.reason),
        said=belief_in_words(last) if last is not None else "",
        date=last.viewpoint.date if last is not None else "",
        grounds=lines(row.why.grounds[:_GROUNDS]),
        more=max(len(row.why.grounds) - _GROUNDS, 0),
        defeated=row.why.defeated,
        objections=lines(row.why.objections),
        unanswered=lines(row.why.unanswered[:_GROUNDS]),
        more_unanswered=max(len(row.why.unanswered) - _GROUNDS, 0),
    )


def belief_in_words(belief: BeliefView) -> str:
    """A belief as a number, range or stance."""
    return words.credence(belief.credence) if belief.credence is not None else words.STANCE[belief.stance]


def _relations(leaf: Leaf, view: ClaimView) -> dict[str, Any]:
    """The other ways in which a record is bound to others."""
    graph = view.kb.graph

    def lines(links: Iterable[Any], end: str) -> list[Line]:
        return [Line(leaf.ref(getattr(link, end)), leaf.inline(link.because)) for link in links]

    questions = [link.end for link in graph.links_from("answers", view.id)]
    cruxes = [link.start for link in graph.links_to("side", view.id)]
    leaf.linked.update(questions, cruxes)
    steps_made = [step for step in graph.steps_from(view.id) if step.name != view.id]
    undercuts_made = [(graph.steps[undercut.step], undercut.because) for undercut in graph.undercuts_by(view.id)]
    return {
        "requires": lines(graph.links_from("requires", view.id), "end"),
        "required_by": lines(graph.links_to("requires", view.id), "start"),
        "refines": lines(graph.links_from("refines", view.id), "end"),
        "refined_by": lines(graph.links_to("refines", view.id), "start"),
        "questions": lines(graph.links_from("answers", view.id), "end"),
        "rivals": leaf.refs(rival.id for rival in view.rivals),
        "cruxes": leaf.refs(cruxes),
        "decided_by": leaf.refs(crux.id for crux in view.decided_by),
        "models": leaf.refs(model.id for model in view.models),
        "bears_on": [
            (step.kind, leaf.ref(step.conclusion), leaf.inline(step.because), len(step.premises) - 1)
            for step in steps_made
        ],
        "hits": [
            (
                leaf.ref(step.start if step.is_argument else step.premises[0]),
                leaf.ref(step.conclusion),
                step.kind,
                leaf.inline(why),
            )
            for step, why in undercuts_made
        ],
    }


def _neighbour(leaf: Leaf, id: str, side: int) -> Ref | None:
    other = leaf.book.neighbours.get(id, (None, None))[side]
    return leaf.ref(other) if other else None


def _objection_id(id: str) -> str:
    return f"{OBJECTION_ID}{id}"


def objection(view: ClaimView) -> str:
    """The beginning of a new record that speaks against a claim, for a contributor to fill in."""
    record: ClaimLike = view.record
    relation = {"question": "answers", "crux": "answers", "argument": "undercuts"}.get(view.type, "attacks")
    key = {"answers": "question", "undercuts": "step", "attacks": "claim"}[relation]
    return f"""type: claim
title: {OBJECTION_TITLE}
topic: {record.topic}
statement: >-
  {OBJECTION_STATEMENT}
{relation}:
  - {key}: {view.id}
    because: {OBJECTION_BECAUSE}
"""
