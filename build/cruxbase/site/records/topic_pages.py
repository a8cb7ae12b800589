"""The page of a topic: its story first, then everything filed under it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from cruxbase.analysis.best_case import strongest_step
from cruxbase.graph import StepKind
from cruxbase.records import CLAIM_LIKE, Evidence, marked_retired
from cruxbase.site import formatting
from cruxbase.site.context import PageContext, Ref, SiteContext, Values
from cruxbase.site.formatting import Said, belief_in_words
from cruxbase.site.records.belief_words import changed_minds
from cruxbase.site.records.claim_pages import ROOT
from cruxbase.site.records.lessons import learning
from cruxbase.site.records.topic_picture import backbone_picture
from cruxbase.site.sharing.ways_out import ways_out
from cruxbase.site.template.page_template import Page

if TYPE_CHECKING:
    from cruxbase.analysis.entities import Topic

_GROUPS = (
    "crux",
    "question",
    "claim",
    "hypothesis",
    "norm",
    "proposal",
    "prediction",
    "argument",
    "evidence",
    "definition",
)
_COMPUTED = 14
_OPENING = ("question", "crux", "definition")
_PHASES = {"definition": "The words", "evidence": "The evidence", "crux": "What it turns on", "model": "As a model"}


class Telling(NamedTuple):
    """The strongest reason one way, in a line."""

    premise: Ref
    because: Markup
    others: int


class Broken(NamedTuple):
    """A step that a record undercuts, in a line."""

    premise: Ref
    conclusion: Ref
    because: Markup


class Chapter(NamedTuple):
    """One record of a story.

    Attributes:
        phase: the part of the story that begins with it; empty where it goes on with the part before.
        ref: the record.
        text: what it says, with links.
        best_for: the strongest reason for it.
        best_against: the strongest reason against it.
        breaks: the steps that it undercuts.
        held: who has said how far they believe it, and what they said last.
        sides: for a crux, its sides, each with its strongest reason.
        step: for an argument, its premises.
        numbers: for evidence, its first measurements in words.
        elsewhere: the topic it is filed under, where that is another.
    """

    phase: str
    ref: Ref
    text: Markup
    best_for: Telling | None
    best_against: Telling | None
    breaks: tuple[Broken, ...]
    held: tuple[tuple[Ref, str], ...]
    sides: tuple[tuple[Ref, Telling | None], ...]
    step: tuple[Ref, ...]
    conclusion: Ref | None
    numbers: tuple[str, ...]
    elsewhere: Ref | None


def topic_page(context: SiteContext, view: Topic) -> tuple[Page, PageContext]:
    """The page of one topic, and what it depends on."""
    page_context = PageContext(context, ROOT, view.id)
    graph = context.kb.graph
    ids = [id for id in context.reading_order.get(view.id, ()) if not marked_retired(context.data(id))]
    page_context.linked.update(ids)
    summary = page_context.blocks(view.record.summary)
    story = [link.end for link in graph.links_from("backbone", view.id)] or computed_backbone(context, ids)
    into, out = _crossing(context, page_context, view.id, ids)
    values: Values = {
        "view": view,
        "title": (title := page_context.ref(view.id).title),
        "summary": summary,
        "parent": page_context.ref(view.parent.id) if view.parent else None,
        "children": page_context.refs(child.id for child in view.children),
        "counts": Counter(context.kind(id) for id in ids),
        "told": page_context.blocks(view.record.story),
        "chapters": _chapters(page_context, story, view.id),
        "chosen": bool(view.record.backbone),
        "picture": backbone_picture(page_context, story, page_context.ref(view.id).title),
        "cruxes": [
            (page_context.ref(id), page_context.refs(side.end for side in graph.links_from("side", id)))
            for id in ids
            if context.kind(id) == "crux"
        ],
        "learning": learning(page_context, ids),
        "disputes": _disputes(page_context, ids),
        "minds": changed_minds(page_context, ids),
        "groups": [
            (formatting.KINDS[kind][1], [page_context.ref(id) for id in ids if context.kind(id) == kind])
            for kind in _GROUPS
            if any(context.kind(id) == kind for id in ids)
        ],
        "models": page_context.refs(model.id for model in view.models),
        "into": into,
        "out": out,
        "edit": (edit := context.site.edit_address(view.path)),
        "ways_out": ways_out(page_context, view.id, page_context.ref(view.id).title),
        "order": context.reading_order.get(view.id, ()),
    }
    body = page_context.written("topic.html", **values)
    page = Page(
        path=context.address(view.id),
        title=title,
        description=" ".join(view.record.summary.split())[:300],
        body=body,
        edit=edit,
        section="topics/",
    )
    return page, page_context


def computed_backbone(context: SiteContext, ids: list[str]) -> list[str]:
    """A story for a topic whose editors chose none: its questions and cruxes, then the claims on which most depends."""
    leading = [id for id in ids if context.kind(id) in ("question", "crux")]
    others = [id for id in ids if context.kind(id) not in ("question", "crux", "definition")]
    others.sort(key=lambda id: -context.dependents_of_each[id].total)
    kept = set(others[: max(_COMPUTED - len(leading), 0)])
    return leading + [id for id in ids if id in kept]


def strongest(page_context: PageContext, id: str, kind: StepKind) -> Telling | None:
    """The strongest reason for or against a claim; see `strongest_step`."""
    kb = page_context.context.kb
    best = strongest_step(kb, id, kind)
    if best is None:
        return None
    others = sum(step.kind == kind for step in kb.graph.steps_into(id)) - 1
    premise = best.start if not best.is_argument else best.premises[0]
    return Telling(page_context.ref(premise), page_context.inline(best.because), others)


def _chapters(page_context: PageContext, story: list[str], topic: str) -> list[Chapter]:
    """The records of a story, in the parts into which their order divides it."""
    kinds = [page_context.context.kind(id) for id in story]
    opening = next((at for at, kind in enumerate(kinds) if kind not in _OPENING), len(kinds))
    found: list[Chapter] = []
    before = ""
    for at, (id, kind) in enumerate(zip(story, kinds, strict=True)):
        phase = "The question" if at < opening and kind != "definition" else _PHASES.get(kind, "The argument")
        found.append(_chapter(page_context, id, topic, phase if phase != before else ""))
        before = phase
    return found


def _chapter(page_context: PageContext, id: str, topic: str, phase: str) -> Chapter:
    context = page_context.context
    graph = context.kb.graph
    data = context.data(id)
    page_context.linked.add(id)
    is_claim = context.kind(id) in CLAIM_LIKE
    sides = [link.end for link in graph.links_from("side", id)]
    sides += [link.start for link in graph.links_to("answers", id)] if context.kind(id) == "question" else []
    page_context.linked.update(sides)
    step = graph.steps.get(id)
    topics = [link.end for link in graph.links_from("topic", id)]
    return Chapter(
        phase=phase,
        ref=page_context.ref(id),
        text=page_context.inline(str(data["summary"]))
        if "summary" in data
        else page_context.plain(str(data.get("statement") or data.get("question") or data.get("because") or "")),
        best_for=strongest(page_context, id, "supports") if is_claim else None,
        best_against=strongest(page_context, id, "attacks") if is_claim else None,
        breaks=tuple(_broken(page_context, id)),
        held=tuple(_last_said(page_context, id)) if is_claim else (),
        sides=tuple(
            (page_context.ref(side), strongest(page_context, side, "supports")) for side in dict.fromkeys(sides)
        ),
        step=tuple(page_context.ref(premise) for premise in step.premises) if step else (),
        conclusion=page_context.ref(step.conclusion) if step else None,
        numbers=tuple(_numbers(context.kb.claim(id).record)) if context.kind(id) == "evidence" else (),
        elsewhere=page_context.ref(topics[0]) if topics and topics[0] != topic else None,
    )


def _broken(page_context: PageContext, id: str) -> Iterator[Broken]:
    graph = page_context.context.kb.graph
    for undercut in graph.undercuts_by(id):
        step = graph.steps.get(undercut.step)
        if step is not None:
            premise = step.start if not step.is_argument else step.premises[0]
            yield Broken(
                page_context.ref(premise), page_context.ref(step.conclusion), page_context.inline(undercut.because)
            )


def _last_said(page_context: PageContext, id: str) -> Iterator[tuple[Ref, str]]:
    """Each holder with the last thing that a viewpoint of theirs says of a claim."""
    said: dict[str, str] = {}
    for belief in sorted(page_context.context.kb.claim(id).held_by, key=lambda belief: belief.date):
        page_context.linked.add(belief.viewpoint.id)
        words = belief_in_words(belief)
        if belief.viewpoint.holder is not None:
            said[belief.viewpoint.holder.id] = Said(words.partition(" (")[0], is_reading=words.is_reading)
    for holder, last in said.items():
        yield page_context.ref(holder), last


def _numbers(record: object) -> Iterator[str]:
    """The first things that a study measured, each with its unit and the conditions under which it holds."""
    for one in record.measurements[:3] if isinstance(record, Evidence) else ():
        shown = formatting.measured(one.value, one.low, one.high, one.unit)
        if shown:
            yield "; ".join([f"{one.name}: {shown}", *([one.conditions] if one.conditions else [])])


def _disputes(page_context: PageContext, ids: list[str]) -> list[tuple[Ref, int, int]]:
    """Claims with reasons both ways, the most argued over first."""
    graph = page_context.context.kb.graph
    found = []
    for id in ids:
        kinds = Counter(step.kind for step in graph.steps_into(id))
        if kinds["supports"] and kinds["attacks"]:
            found.append((page_context.ref(id), kinds["supports"], kinds["attacks"]))
    return sorted(found, key=lambda row: -min(row[1], row[2]) * 100 - row[1] - row[2])


def _crossing(
    context: SiteContext, page_context: PageContext, topic: str, ids: list[str]
) -> tuple[list[tuple[Ref, list[tuple[str, Ref, Ref]]]], list[tuple[Ref, list[tuple[str, Ref, Ref]]]]]:
    """The steps that come in from other topics and go out to them, by topic."""
    graph = context.kb.graph
    into: dict[str, list[tuple[str, Ref, Ref]]] = {}
    out: dict[str, list[tuple[str, Ref, Ref]]] = {}
    for id in ids:
        for step in graph.steps_into(id):
            other = _topic_of(context, step.start)
            if other and other != topic:
                into.setdefault(other, []).append((step.kind, page_context.ref(step.start), page_context.ref(id)))
        for step in graph.steps_from(id):
            other = _topic_of(context, step.conclusion)
            if other and other != topic:
                out.setdefault(other, []).append((step.kind, page_context.ref(id), page_context.ref(step.conclusion)))
    return (
        [(page_context.ref(other), list(dict.fromkeys(rows))) for other, rows in sorted(into.items())],
        [(page_context.ref(other), list(dict.fromkeys(rows))) for other, rows in sorted(out.items())],
    )


def _topic_of(context: SiteContext, id: str) -> str | None:
    found = context.kb.graph.links_from("topic", id)
    return found[0].end if found else None
