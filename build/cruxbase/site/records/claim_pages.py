"""The page of a claim-like record: claim, evidence, question, crux, definition, argument."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from cruxbase.analysis.best_case import by_strength
from cruxbase.analysis.model_answers import effects_in_models
from cruxbase.graph import LinkKind, StepNode
from cruxbase.graph.dependents import bearing_of, dependents_by_distance
from cruxbase.reasoning.labels import Label
from cruxbase.reasoning.on_graph import ON_RECORD
from cruxbase.records import Argument, ClaimLike, Evidence, Measurement, Prediction
from cruxbase.records.placeholders import OBJECTION_BECAUSE, OBJECTION_ID, OBJECTION_STATEMENT, OBJECTION_TITLE
from cruxbase.site import formatting
from cruxbase.site.claim_status import Ground, Verdict
from cruxbase.site.context import SECTIONS, PageContext, Ref, SiteContext, Values
from cruxbase.site.data.linked_data import claim_data
from cruxbase.site.formatting import Said, belief_in_words
from cruxbase.site.map import legend_html
from cruxbase.site.pictures import credence_strip_svg, neighbourhood_svgs
from cruxbase.site.pictures.credence_strip import CARD, WIDE, spread, strip_key
from cruxbase.site.pictures.marks import STATUSES
from cruxbase.site.records.belief_words import basis_on
from cruxbase.site.records.best_cases import best_cases, view_address
from cruxbase.site.records.forecasts import estimate_pictures, estimates_for
from cruxbase.site.records.sides import accounts, crux_pairs, unaccounted
from cruxbase.site.records.timelines import claim_timeline
from cruxbase.site.sharing.embeds import ClaimShown, Cuts, card_part, embed_of, map_part
from cruxbase.site.sharing.ways_out import ways_out
from cruxbase.site.template.page_template import Page
from cruxbase.support import figures

if TYPE_CHECKING:
    from cruxbase.analysis.entities import Belief, Claim
    from cruxbase.records import Citation

ROOT = "../../"
_BEST = 3
_GROUNDS = 2
_FEW_SIDES = 6
_ALL_DEPENDENTS, _NEAREST_DEPENDENTS = 50, 24
"""So many dependents are all named on a page, else the nearest few: where half of a base depends on each claim, lists of
all would grow with its square."""


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
    """What stands on record of one viewpoint's view of a claim; `side` is that of the claim on which it is."""

    viewpoint: Ref
    holder: Ref | None
    date: str
    said: Said
    basis: str
    wording: str
    at: str
    note: Markup
    side: str


class GroundLine(NamedTuple):
    """What settles a status, or what it waits for."""

    kind: str
    claims: tuple[Ref, ...]


class StatusRow(NamedTuple):
    """Where a claim stands for one view, and why, as pages show it.

    Attributes:
        who: the person or viewpoint; None for the recorded reasons alone.
        spoke: whether they spoke of it; otherwise the row is worked out, and nobody's word.
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
    spoke: bool
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
    """One side of a crux, or one answer to a question; `held` has those first who take it."""

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


class InModel(NamedTuple):
    """What a side of a crux moves in a model.

    Attributes:
        model: the model.
        claim: the side that is an input of it.
        label: what readers call the output.
        low: the output with the input at its low end; empty where it is undefined.
        high: the same at its high end.
    """

    model: Ref
    claim: Ref
    label: str
    low: str
    high: str


def _in_models(page_context: PageContext, view: Claim) -> list[InModel]:
    """The models in which a side of a crux is an input, and what it moves there."""
    if view.type != "crux":
        return []
    kb = page_context.context.kb
    sides = [link.end for link in kb.graph.links_from("side", view.id)]
    page_context.linked.update(sides)
    rows = []
    for effect in effects_in_models(kb, sides):
        record = effect.model.record
        labels = {part.name: part.label or part.name.replace("_", " ") for part in record.variables}
        units = {part.name: part.unit or "" for part in record.variables}
        page_context.linked.add(effect.model.id)
        rows.append(
            InModel(
                page_context.ref(effect.model.id),
                page_context.ref(effect.claim.id),
                labels.get(effect.output, effect.output),
                *(
                    "" if end is None else figures.with_unit(figures.number(end, 2), units.get(effect.output, ""))
                    for end in (effect.at_low, effect.at_high)
                ),
            )
        )
    return rows


def claim_page(context: SiteContext, view: Claim) -> tuple[Page, PageContext]:
    """The page of one claim-like record, and what it depends on."""
    page_context = PageContext(context, ROOT, view.id)
    title, address = page_context.ref(view.id).title, context.address(view.id)
    edit = context.site.edit_address(view.path)
    values, shown = _values(page_context, view)
    card = card_part(shown, values, page_context)
    embeds = (
        embed_of(page_context, address, address, title, card),
        embed_of(
            page_context, f"map/{view.id}/", address + ("#picture" if shown.picture else ""), title, map_part(shown)
        ),
    )
    out = ways_out(page_context, view.id, title, embeds=embeds if shown.picture else embeds[:1], words=shown.words)
    page = Page(
        path=address,
        title=title,
        description=_clipped(page_context.ref(view.id).text or title),
        body=page_context.written("claim.html", ways_out=out, title=title, edit=edit, **values),
        edit=edit,
        section=SECTIONS.get(view.type, "topics/"),
        data=claim_data(context, view),
        embeds=embeds,
    )
    return page, page_context


def _values(page_context: PageContext, view: Claim) -> tuple[Values, ClaimShown]:
    """What the page's template is filled with, and what of it the embeds show."""
    context, record, topic = page_context.context, view.record, view.topic
    words = str(context.data(view.id).get("statement") or context.data(view.id).get("question") or "")
    beliefs, depending = view.held_by, context.dependents_of_each[view.id]
    dependents = _dependents(page_context, view.id)
    statuses = _statuses(page_context, view, beliefs)
    values: Values = {
        "view": view,
        "record": record,
        "kind": view.type,
        "statement": page_context.plain(words),
        "statement_text": words,
        "topic": (topic_ref := page_context.ref(topic.id) if topic else None),
        "picture": (picture := _picture(page_context, view)),
        "legend": None if picture is None else Markup(legend_html(drawn="".join(picture))),  # noqa: S704 - our own marks
        "for_": [_reason(page_context, step) for step in _ordered(view, "supports")],
        "against": [_reason(page_context, step) for step in _ordered(view, "attacks")],
        "depending": depending,
        "bearing": bearing_of(context.kb.graph, view.id),
        "dependents": dependents,
        "unnamed": depending.total - sum(map(len, dependents)),
        "conclusions": page_context.refs(depending.conclusions),
        "sides": (sides := _sides(page_context, view)),
        **_kind_parts(page_context, view),
        **_relations(page_context, view),
        **_status_values(statuses),
        "accounts": accounts(page_context, view),
        "unaccounted": unaccounted(page_context, view),
        "cases": (cases := best_cases(page_context, view)),
        "more_than_reasons": any(case.adds_to_reasons for case in cases),
        "your_view": view_address(page_context, view),
        "crux_pairs": crux_pairs(page_context, view) if view.type == "crux" else ((), 0),
        "few_sides": _FEW_SIDES,
        "threshold": context.kb.statuses().threshold,
        **_held_values(page_context, beliefs),
        "estimates": estimates_for(page_context, view.id),
        "estimate_pictures": estimate_pictures(page_context, view.id),
        "strip": (strip := _strip(page_context, beliefs)),
        "sources": citations(page_context, record.sources),
        "in_models": _in_models(page_context, view),
        "notes": page_context.blocks(record.notes),
        "previous": _neighbour(page_context, view.id, 0),
        "next": _neighbour(page_context, view.id, 1),
        "objection": context.site.new_file_address(
            f"claims/{record.topic}/{_objection_id(view.id)}.yaml", objected := objection(view)
        ),
        "objection_text": objected,
        "objection_form": context.site.form_address("objection", about=view.id, topic=record.topic),
    }
    on_record = next((row for row in statuses if row.who is None), None)
    shown = spread(beliefs)
    card_strip = _strip(page_context, shown, room=CARD) if strip else strip
    drawn = (len(shown), len(beliefs))
    return values, ClaimShown(
        view.type, topic_ref, words, on_record, sides, card_strip, picture, drawn, record.lang or ""
    )


def _status_values(statuses: Sequence[StatusRow]) -> Values:
    """Where a claim stands, in the parts of the page: on record, for those who spoke of it, and for those who did not."""
    return {
        "statuses": statuses,
        "spoke": [row for row in statuses if row.who is not None and row.spoke],
        "worked_out": [row for row in statuses if row.who is not None and not row.spoke],
        "status_meanings": _status_meanings(tuple(row.word for row in statuses if row.who is None)),
    }


def _held_values(page_context: PageContext, beliefs: Sequence[Belief]) -> Values:
    """Who says what of a claim, but for the strip, which cards show too."""
    repeated = repeated_sentences(beliefs)
    return {
        "held": _held(page_context, beliefs, repeated),
        "of_many": [(page_context.inline(sentence), number) for sentence, number in repeated.items()],
        "strip_key": strip_key(beliefs),
        "timeline": claim_timeline(page_context, beliefs),
    }


def _dependents(page_context: PageContext, id: str) -> list[list[Ref]]:
    """What depends on a claim, by steps away, the nearest; the page depends on the relations of each."""
    total = page_context.context.dependents_of_each[id].total
    most = None if total <= _ALL_DEPENDENTS else _NEAREST_DEPENDENTS
    rows = dependents_by_distance(page_context.context.kb.graph, id, most)
    page_context.linked.update(other for row in rows for other in row)
    return [page_context.refs(row) for row in rows]


def _clipped(text: str) -> str:
    """The first sentences of a text, for search engines and link previews."""
    text = " ".join(text.split())
    return text if len(text) <= 300 else text[:298].rsplit(" ", 1)[0] + " …"


def _picture(page_context: PageContext, view: Claim) -> Cuts | None:
    cuts = neighbourhood_svgs(page_context.context.kb, view.id, page_context.href)
    if cuts is None:
        return None
    return Cuts(*map(Markup, cuts))


def _strip(
    page_context: PageContext, beliefs: Sequence[Belief], cuts: Sequence[bool] = (True, False), room: int = WIDE
) -> Markup:
    """A strip of dots; a list says it as well where no one gave a number."""
    if all(belief.credence is None for belief in beliefs):
        return Markup()
    drawn = (credence_strip_svg(beliefs, link=page_context.href, wide=wide, room=room) for wide in cuts)
    return Markup("".join(drawn))  # noqa: S704 - as above


def _ordered(view: Claim, kind: str) -> list[StepNode]:
    """The steps of one kind into a claim, the strongest first: in the order in which a best case takes them."""
    return by_strength(view.kb, (step for step in view.kb.graph.steps_into(view.id) if step.kind == kind))


def _reason(page_context: PageContext, step: StepNode) -> Reason:
    graph = page_context.context.kb.graph
    scheme = page_context.context.kb.vocabulary.schemes.get(step.scheme)
    page_context.linked.update(step.premises)
    undercuts = tuple(
        UndercutBox(
            page_context.ref(undercut.start),
            page_context.inline(undercut.because),
            page_context.ref(undercut.start).text,
        )
        for undercut in graph.undercuts_of(step.name)
    )
    premises = tuple(page_context.ref(premise) for premise in step.premises)
    return Reason(
        name=step.name,
        kind=step.kind,
        premises=premises,
        text=premises[0].text if len(premises) == 1 else "",
        conclusion=page_context.ref(step.conclusion),
        because=page_context.inline(step.because),
        strength=formatting.STRENGTH[step.strength],
        scheme=scheme.title if scheme else "",
        questions=scheme.critical_questions if scheme else (),
        undercuts=undercuts,
        argument=page_context.ref(step.start) if step.is_argument else None,
        group=step.group,
        sources=tuple(citations(page_context, page_context.context.kb.step(step.name).sources)),
    )


def citations(page_context: PageContext, written: Iterable[Citation]) -> list[Cited]:
    """Citations as pages show them, without those of sources that are broken."""
    known = [(page_context.context.kb.known(citation.source, "source"), citation) for citation in written]
    return [_cited(page_context, id, citation) for id, citation in known if id is not None]


def _cited(page_context: PageContext, id: str, citation: Citation) -> Cited:
    return Cited(
        source=page_context.ref(id),
        short=page_context.short(id),
        at=formatting.place(citation.at),
        role=formatting.ROLE[citation.role],
        wording=citation.wording or "",
        quote=citation.quote or "",
        note=page_context.inline(citation.note),
        checked=str(page_context.context.data(id)["checked"]),
    )


def _sides(page_context: PageContext, view: Claim) -> list[Side]:
    """The sides of a crux, and the answers to a question."""
    if view.type == "crux":
        return [_side(page_context, side) for side in view.sides]
    return [_side(page_context, answer) for answer in view.answered_by] if view.type == "question" else []


def _kind_parts(page_context: PageContext, view: Claim) -> Values:
    """What only some types of record have."""
    record = view.record
    parts: Values = {
        "would_settle": [],
        "decides": [],
        "measurements": [],
        "prediction": None,
        "step": None,
        "rival_definitions": [],
        "replaced_by": page_context.ref(view.replaced_by.id) if view.replaced_by else None,
    }
    if view.type in ("crux", "question"):
        parts["other_answers"] = page_context.refs(
            answer.id for answer in view.answered_by if view.type == "crux" and answer not in view.sides
        )
        parts["would_settle"] = [page_context.inline(text) for text in view.would_settle]
        parts["decides"] = page_context.refs(claim.id for claim in view.decides)
    if isinstance(record, Evidence):
        parts["measurements"] = [_measurement(page_context, measured, record) for measured in record.measurements]
    if isinstance(record, Prediction):
        parts["prediction"] = record
    if isinstance(record, Argument) and view.step is not None:
        parts["step"] = _reason(page_context, view.step.part)
    if view.type == "definition":
        term = str(page_context.context.data(view.id)["term"]).casefold()
        alike = page_context.context.definitions[term]
        parts["rival_definitions"] = page_context.refs(id for id in alike if id != view.id)
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


def _measurement(page_context: PageContext, measured: Measurement, record: Evidence) -> Measured:
    source = measured.source or (record.sources[0].source if len(record.sources) == 1 else None)
    known = page_context.context.kb.known(source, "source")
    ref = page_context.ref(known) if known is not None else None
    return Measured(
        name=measured.name,
        value=formatting.measured(measured.value, measured.low, measured.high, measured.unit),
        n=f"{measured.n:,} {measured.n_of or ''}".strip() if measured.n else "",
        conditions=page_context.inline(measured.conditions),
        source=ref,
        short=page_context.short(ref.id) if ref else "",
        at=formatting.place(measured.at),
        method=measured.method or "",
    )


def _side(page_context: PageContext, claim: Claim) -> Side:
    page_context.linked.add(claim.id)
    supports = _ordered(claim, "supports")
    return Side(
        claim=page_context.ref(claim.id),
        reasons=tuple(_reason(page_context, step) for step in supports[:_BEST]),
        more=max(len(supports) - _BEST, 0),
        against=len(_ordered(claim, "attacks")),
        held=tuple(sorted(_held(page_context, claim.held_by), key=lambda one: one.side != "for")),
        strip=_strip(page_context, claim.held_by, (False,)),
    )


_SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[A-Z])")
_REPEATED = 4  # times that a sentence stands beside views of one claim before it stands once above them all


def sentences(note: str | None) -> list[str]:
    """The sentences of a note.

    >>> sentences("It rose by 0.5. See below."), sentences(None)
    (['It rose by 0.5.', 'See below.'], [])
    """
    return _SENTENCE_END.split(" ".join(note.split())) if note else []


def repeated_sentences(beliefs: Iterable[Belief]) -> dict[str, int]:
    """The sentences that stand in the notes of many views of one claim, with how many they are."""
    times = Counter(sentence for belief in beliefs for sentence in dict.fromkeys(sentences(belief.entry.note)))
    return {sentence: number for sentence, number in times.items() if number >= _REPEATED}


def _held(page_context: PageContext, beliefs: Iterable[Belief], repeated: Container[str] = ()) -> list[Held]:
    found = []
    for belief in beliefs:
        entry = belief.entry
        viewpoint = belief.viewpoint
        found.append(
            Held(
                viewpoint=page_context.ref(viewpoint.id),
                holder=page_context.ref(viewpoint.holder.id) if viewpoint.holder else None,
                date=viewpoint.date,
                said=belief_in_words(belief),
                basis=basis_on(page_context, belief),
                wording=entry.wording or "",
                at=formatting.place(entry.at),
                note=page_context.inline(" ".join(one for one in sentences(entry.note) if one not in repeated)),
                side=belief.side or "",
            )
        )
    return found


@lru_cache(maxsize=64)
def _status_meanings(words: tuple[str, ...]) -> Markup:
    """What the words for where a claim stands mean; nothing where nobody has argued."""
    marks = (STATUSES[word] for word in dict.fromkeys(words) if word != "unargued")
    said = ((mark.label, mark.meaning.replace(f"{mark.label}: ", "").replace("open: ", "")) for mark in marks)
    return Markup("").join(Markup("<strong>{}</strong>: {}. ").format(label.capitalize(), text) for label, text in said)


def _statuses(page_context: PageContext, view: Claim, beliefs: Sequence[Belief]) -> list[StatusRow]:
    """Where the claim stands on record and for each view; nothing for a definition that nobody disputes."""
    rows = page_context.context.verdicts(view.id)
    if view.type == "definition" and all(row.label is Label.IN for row in rows):
        return []
    return [_status_row(page_context, row, beliefs) for row in rows]


def _status_row(page_context: PageContext, row: Verdict, beliefs: Sequence[Belief]) -> StatusRow:
    graph = page_context.context.kb.graph
    said = [
        belief
        for belief in beliefs
        if row.who == belief.viewpoint.id
        or any(h.end == row.who for h in graph.links_from("holder", belief.viewpoint.id))
    ]
    last = max(said, key=lambda belief: (belief.viewpoint.date, belief.credence is not None), default=None)

    def lines(grounds: Iterable[Ground]) -> tuple[GroundLine, ...]:
        return tuple(GroundLine(one.kind, tuple(page_context.refs(one.claims))) for one in grounds)

    return StatusRow(
        who=None if row.who == ON_RECORD else page_context.ref(row.who),
        spoke=row.said is not None,
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


def _relations(page_context: PageContext, view: Claim) -> Values:
    """The other ways in which a record is bound to others."""
    graph = view.kb.graph

    def ahead(kind: LinkKind) -> list[Line]:
        links = graph.links_from(kind, view.id)
        return [Line(page_context.ref(link.end), page_context.inline(link.because)) for link in links]

    def back(kind: LinkKind) -> list[Line]:
        links = graph.links_to(kind, view.id)
        return [Line(page_context.ref(link.start), page_context.inline(link.because)) for link in links]

    questions = [link.end for link in graph.links_from("answers", view.id)]
    cruxes = [link.start for link in graph.links_to("side", view.id)]
    page_context.linked.update(questions, cruxes)
    steps_made = [step for step in graph.steps_from(view.id) if step.name != view.id]
    undercuts_made = [(graph.steps[undercut.step], undercut.because) for undercut in graph.undercuts_by(view.id)]
    return {
        "requires": ahead("requires"),
        "required_by": back("requires"),
        "refines": ahead("refines"),
        "refined_by": back("refines"),
        "questions": ahead("answers"),
        "rivals": page_context.refs(rival.id for rival in view.rivals),
        "cruxes": page_context.refs(cruxes),
        "decided_by": page_context.refs(crux.id for crux in view.decided_by),
        "models": page_context.refs(model.id for model in view.models),
        "bears_on": [
            (step.kind, page_context.ref(step.conclusion), page_context.inline(step.because), len(step.premises) - 1)
            for step in steps_made
        ],
        "hits": [
            (
                page_context.ref(step.start if step.is_argument else step.premises[0]),
                page_context.ref(step.conclusion),
                step.kind,
                page_context.inline(why),
            )
            for step, why in undercuts_made
        ],
    }


def _neighbour(page_context: PageContext, id: str, side: int) -> Ref | None:
    other = page_context.context.neighbours.get(id, (None, None))[side]
    return page_context.ref(other) if other else None


def _objection_id(id: str) -> str:
    return f"{OBJECTION_ID}{id}"


def objection(view: Claim) -> str:
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
