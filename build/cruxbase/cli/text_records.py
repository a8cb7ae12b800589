"""Records described for a reader at a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from cruxbase.cli.arguments import left_out
from cruxbase.report.cells import padded, shortened, visible, width, wrapped
from cruxbase.report.text import Layout

if TYPE_CHECKING:
    from cruxbase.analysis.entities import (
        Belief,
        Claim,
        Entity,
        Model,
        Person,
        Source,
        Step,
        Topic,
        Viewpoint,
    )

_INDENT = "  "


class Description:
    """Writes a record as lines, in the order a reader wants to know.

    Args:
        layout: of the terminal.
        most: lines of each part, such as the reasons for a claim; None for all.
    """

    def __init__(self, layout: Layout, most: int | None = None) -> None:
        self.style, self.cells = layout
        self.most = most

    def of(self, view: Entity) -> Iterator[str]:
        """The lines that describe a record."""
        from cruxbase.analysis.entities import (
            Claim,
            Model,
            Person,
            Source,
            Topic,
            Viewpoint,
        )

        yield from self._heading(view)
        parts: tuple[tuple[type, Callable[..., Iterator[str]]], ...] = (
            (Claim, self._claim),
            (Source, self._source),
            (Person, self._person),
            (Viewpoint, self._viewpoint),
            (Topic, self._topic),
            (Model, self._model),
        )
        for kind, described in parts:
            if isinstance(view, kind):
                yield from described(view)
        notes = getattr(view.record, "notes", None)
        if notes:
            yield from self._section("Notes", [*self._prose(notes)])
        yield ""
        yield self.style.paint("faint", visible(view.path))

    def _heading(self, view: Entity) -> Iterator[str]:
        data = view.kb.corpus.entry(view.id).data
        facts = [view.type, *(str(data[key]) for key in ("topic", "status", "origin", "kind") if key in data)]
        for line in wrapped(visible(view.title), self.cells):
            yield self.style.paint("strong", line)
        yield self.style.paint("faint", f"{view.id} · {' · '.join(facts)}")

    def _claim(self, view: Claim) -> Iterator[str]:
        yield ""
        yield from self._prose(view.text)
        own = view.step
        if own is not None:
            yield from self._section("Premises", [line for p in own.premises for line in self._linked(p)])
            yield from self._section(
                "Concludes" if own.kind == "supports" else "Speaks against", [*self._linked(own.conclusion)]
            )
        yield from self._steps("For", "for", view.supporting_steps)
        yield from self._steps("Against", "against", view.attacking_steps)
        for heading, role, views in (
            ("Sides", "strong", view.sides),
            ("Decides", "strong", view.decides),
            ("Answered by", "strong", view.answered_by),
            ("Requires", "strong", view.requires),
            ("Answers", "strong", view.answers),
            ("Refines", "strong", view.refines),
        ):
            yield from self._section(heading, [line for other in views for line in self._linked(other)], role)
        if view.would_settle:
            yield from self._section(
                "Would settle it", [line for text in view.would_settle for line in self._item(text)]
            )
        yield from self._bears_on(view)
        yield from self._section("Held by", [self._belief(b, b.viewpoint.title) for b in view.held_by])
        cited = (
            " ".join(filter(None, (c.source.id, c.at, f"({c.role})" * (c.role != "asserts")))) for c in view.cited_in
        )
        yield from self._section("Sources", [line for text in cited for line in self._item(text)])

    def _steps(self, heading: str, role: str, steps: Iterable[Step]) -> Iterator[str]:
        lines: list[str] = []
        for step in steps:
            for number, premise in enumerate(step.premises):
                lines.extend(self._linked(premise, "with " if number else "", "" if number else f" [{step.strength}]"))
            if step.because:
                lines.extend(wrapped(visible(step.because), self.cells, "      ", "      because "))
            for undercut in step.undercuts:
                marker = self.style.paint("undercut", "undercut by ")
                lines.append(f"      {marker}{self._name(undercut.start, self.cells - 18)}")
        yield from self._section(heading, lines, role)

    def _bears_on(self, view: Claim) -> Iterator[str]:
        lines: list[str] = []
        for step in view.steps_made:
            if step.name != view.id:
                word = "for " if step.kind == "supports" else "against "
                lines.extend(self._linked(step.conclusion, word))
        for undercut in view.undercuts_made:
            lines.extend(self._item(f"undercuts {undercut.step.name}"))
        for other in view.required_by:
            lines.extend(self._linked(other, "required by "))
        for crux in view.in_cruxes:
            lines.extend(self._linked(crux, "a side of "))
        for crux in view.decided_by:
            lines.extend(self._linked(crux, "turns on "))
        yield from self._section("Bears on", lines)

    def _source(self, view: Source) -> Iterator[str]:
        record = view.record
        names = [author if isinstance(author, str) else author.title for author in view.authors]
        progress = [
            ", ".join(names) + (" et al." if record.et_al else ""),
            record.issued,
            record.container,
            record.publisher,
        ]
        yield ""
        yield from self._prose(". ".join(part for part in progress if part) or "author and date unknown")
        found = (record.url, record.doi and f"doi:{record.doi}", record.arxiv and f"arXiv:{record.arxiv}")
        for address in filter(None, found):
            yield f"{_INDENT}{visible(address)}"
        yield f"{_INDENT}checked: {record.checked}"
        if record.summary:
            yield from self._section("Summary", [*self._prose(record.summary)])
        cited = [line for c in view.cited_by for line in self._linked(c.record, "", f" {c.at or ''}".rstrip())]
        yield from self._section("Cited by", cited)

    def _person(self, view: Person) -> Iterator[str]:
        if view.record.affiliation:
            yield f"{_INDENT}{visible(view.record.affiliation)}"
        views = [line for v in view.viewpoints for line in self._linked(v, f"{v.date} ")]
        yield from self._section("Viewpoints", views)
        yield from self._section("Texts", [line for source in view.authored for line in self._linked(source)])

    def _viewpoint(self, view: Viewpoint) -> Iterator[str]:
        holder = view.holder.title if view.holder is not None else view.record.holder
        method = f", {view.record.method}" if view.record.method else ""
        yield f"{_INDENT}{visible(holder)}, as of {view.date}{visible(method)}"
        yield from self._section("Believes", [self._belief(b, b.claim.title) for b in view.beliefs])

    def _topic(self, view: Topic) -> Iterator[str]:
        yield ""
        yield from self._prose(view.record.summary)
        for heading, views in (
            ("Narrower topics", view.children),
            ("Its story", view.backbone),
            ("Claims", view.claims),
        ):
            yield from self._section(heading, [line for other in views for line in self._linked(other)])

    def _model(self, view: Model) -> Iterator[str]:
        record = view.record
        yield ""
        yield from self._prose(record.summary)
        inputs = [
            f"{i.name}{'' if i.default is None else f' = {i.default:g}'} {i.label or ''}".rstrip()
            for i in record.inputs
        ]
        yield from self._section("Inputs", [line for text in inputs for line in self._item(text)])
        variables = [f"{v.name}: {v.label or v.description or ''}".rstrip(": ") for v in record.variables]
        yield from self._section("Variables", [line for text in variables for line in self._item(text)])
        yield from self._section("Outputs", [line for o in record.outputs for line in self._item(o.variable)])
        yield from self._section("Cruxes", [line for crux in view.cruxes for line in self._linked(crux)])

    def _belief(self, belief: Belief, about: str) -> str:
        credence = belief.credence
        said = belief.stance if credence is None else credence.written
        if credence is not None and said[0].isalpha():
            said = f"{said} ({credence.low:g}-{credence.high:g})"
        return f"{_INDENT}{padded(said, 27)} {shortened(visible(about), self.cells - 30)}"

    def _section(self, heading: str, lines: list[str], role: str = "strong") -> Iterator[str]:
        if lines:
            yield ""
            yield self.style.paint(role, heading)
            yield from lines[: self.most]
            if self.most is not None and len(lines) > self.most:
                yield self.style.paint("faint", f"{_INDENT}{left_out(len(lines) - self.most, 'lines')}")

    def _prose(self, text: str) -> Iterator[str]:
        for number, paragraph in enumerate(text.strip().split("\n\n")):
            if number:
                yield ""
            yield from wrapped(visible(paragraph.replace("\n", " ")), self.cells, _INDENT)

    def _item(self, text: str) -> Iterator[str]:
        yield from wrapped(visible(text), self.cells, _INDENT * 2, _INDENT)

    def _linked(self, view: Entity, before: str = "", after: str = "") -> Iterator[str]:
        """A record by its title, with its id below where both do not fit in a line."""
        title = visible(f"{before}{view.title}{after}")
        if width(title) + len(view.id) + 6 <= self.cells:
            yield f"{_INDENT}{title}  {self.style.paint('faint', view.id)}"
            return
        yield from wrapped(title, self.cells, _INDENT * 2, _INDENT)
        yield f"{_INDENT * 2}{self.style.paint('faint', view.id)}"

    def _name(self, view: Entity, cells: int) -> str:
        return f"{shortened(visible(view.title), cells)}"
