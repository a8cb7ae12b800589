"""Views as plain values, for `--json`.

The fields are a promise: none is removed or changes its meaning. `docs/command-line.md` lists them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cruxbase.knowledge_base.base import KnowledgeBase
    from cruxbase.knowledge_base.structure import Hop, Reason, Reasons
    from cruxbase.knowledge_base.views import (
        BeliefView,
        CitationView,
        ClaimView,
        ModelView,
        PersonView,
        RecordView,
        SourceView,
        StepView,
        TopicView,
        UndercutView,
        ViewpointView,
    )

Plain = dict[str, Any]


def brief(view: RecordView) -> Plain:
    """What identifies a record: `id`, `type`, `title`, `path`."""
    return {"id": view.id, "type": view.type, "title": view.title, "path": view.path}


def ids(views: Iterable[RecordView]) -> list[str]:
    """The ids of records."""
    return [view.id for view in views]


def step(view: StepView) -> Plain:
    """A step, with what undercuts it."""
    return {
        "name": view.name,
        "kind": view.kind,
        "premises": ids(view.premises),
        "conclusion": view.conclusion.id,
        "strength": view.strength,
        "because": view.because or None,
        "scheme": view.scheme or None,
        "undercuts": [undercut(part) for part in view.undercuts],
    }


def undercut(view: UndercutView) -> Plain:
    """An undercut: which record, which step, why."""
    return {"start": view.start.id, "step": view.step.name, "because": view.because or None}


def citation(view: CitationView) -> Plain:
    """A citation: where it is written, and where it leads."""
    return {
        "record": view.record.id,
        "source": view.source.id,
        "at": view.at,
        "role": view.role,
        "note": view.note,
    }


def belief(view: BeliefView) -> Plain:
    """A belief: whose, in what, how much; `low`, `mid` and `high` are null where no degree is given."""
    credence = view.credence
    holder = view.viewpoint.holder
    return {
        "viewpoint": view.viewpoint.id,
        "holder": holder.id if holder is not None else None,
        "date": view.date,
        "claim": view.claim.id,
        "stance": view.stance,
        "low": credence.low if credence is not None else None,
        "mid": credence.middle if credence is not None else None,
        "high": credence.high if credence is not None else None,
        "written": credence.written if credence is not None else None,
        "basis": view.entry.basis,
        "at": view.entry.at,
    }


def record(view: RecordView) -> Plain:
    """A record with what it leads to and what leads to it; `data` holds its keys as they are written."""
    from cruxbase.knowledge_base.views import (
        ClaimView,
        ModelView,
        PersonView,
        SourceView,
        TopicView,
        ViewpointView,
    )

    value = {**brief(view), "data": dict(view.kb.corpus.entry(view.id).data)}
    if isinstance(view, ClaimView):
        return value | _claim(view)
    if isinstance(view, SourceView):
        return value | _source(view)
    if isinstance(view, PersonView):
        return value | _person(view)
    if isinstance(view, ViewpointView):
        return value | _viewpoint(view)
    if isinstance(view, TopicView):
        return value | _topic(view)
    return value | _model(view) if isinstance(view, ModelView) else value


def _claim(view: ClaimView) -> Plain:
    return {
        "text": view.text,
        "topic": view.topic.id if view.topic is not None else None,
        "supporting": [step(part) for part in view.supporting_steps],
        "attacking": [step(part) for part in view.attacking_steps],
        "steps_made": [step(part) for part in view.steps_made],
        "undercuts_made": [undercut(part) for part in view.undercuts_made],
        "requires": ids(view.requires),
        "required_by": ids(view.required_by),
        "refines": ids(view.refines),
        "refined_by": ids(view.refined_by),
        "answers": ids(view.answers),
        "answered_by": ids(view.answered_by),
        "sides": ids(view.sides),
        "decides": ids(view.decides),
        "in_cruxes": ids(view.in_cruxes),
        "decided_by": ids(view.decided_by),
        "citations": [citation(part) for part in view.cited_in],
        "beliefs": [belief(part) for part in view.held_by],
        "models": ids(view.models),
    }


def _source(view: SourceView) -> Plain:
    return {
        "authors": [author if isinstance(author, str) else author.title for author in view.authors],
        "part_of": view.part_of.id if view.part_of is not None else None,
        "cited_by": [citation(part) for part in view.cited_by],
    }


def _person(view: PersonView) -> Plain:
    return {"viewpoints": ids(view.viewpoints), "authored": ids(view.authored)}


def _viewpoint(view: ViewpointView) -> Plain:
    return {
        "holder": view.holder.id if view.holder is not None else None,
        "date": view.date,
        "beliefs": [belief(part) for part in view.beliefs],
    }


def _topic(view: TopicView) -> Plain:
    return {
        "parent": view.parent.id if view.parent is not None else None,
        "children": ids(view.children),
        "claims": ids(view.claims),
        "backbone": ids(view.backbone),
    }


def _model(view: ModelView) -> Plain:
    return {
        "topic": view.topic.id if view.topic is not None else None,
        "claims": ids(view.claims),
        "cruxes": ids(view.cruxes),
    }


def hop(part: Hop) -> Plain:
    """A stage of a path."""
    return {"start": part.start, "end": part.end, "edge": part.edge, "via": part.via or None}


def reasons(tree: Reasons) -> Plain:
    """A tree of reasons."""
    return {
        **brief(tree.claim),
        "supporting": [_reason(part) for part in tree.supporting],
        "attacking": [_reason(part) for part in tree.attacking],
        "requires": [reasons(part) for part in tree.requires],
        "repeated": tree.repeated,
        "cut": tree.cut,
    }


def _reason(part: Reason) -> Plain:
    return {
        "step": part.step.name,
        "strength": part.step.strength,
        "because": part.step.because or None,
        "premises": [reasons(premise) for premise in part.premises],
        "undercuts": [reasons(start) for start in part.undercuts],
    }


def everything(kb: KnowledgeBase) -> Plain:
    """The whole base: `records` with their `data`, and the `steps`, `undercuts`, `links`, `citations` and `beliefs`."""
    return {
        "version": 1,
        "records": [{**brief(view), "data": dict(kb.corpus.entry(view.id).data)} for view in kb],
        "steps": [step(kb.step(name)) for name in kb.graph.steps],
        "undercuts": [
            {"start": part.start, "step": part.step, "because": part.because or None}
            for part in kb.graph.parts.undercuts
        ],
        "links": [
            {"kind": part.kind, "start": part.start, "end": part.end, "because": part.because or None}
            for part in kb.graph.parts.links
        ],
        "citations": [citation(part) for source in kb.sources() for part in source.cited_by],
        "beliefs": [belief(part) for viewpoint in kb.viewpoints() for part in viewpoint.beliefs],
    }
