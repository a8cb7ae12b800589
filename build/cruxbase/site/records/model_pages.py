"""The page of a model: what goes in, what follows, and what must come out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from cruxbase.checks.models import computable
from cruxbase.parsing.corpus import spans_of
from cruxbase.reasoning.coherence import Implied
from cruxbase.reasoning.computing import ComputableModel, Incomputable
from cruxbase.reasoning.model_sensitivity import SobolIndex
from cruxbase.reasoning.model_values import model_values
from cruxbase.records import Expectation, Input
from cruxbase.site import formatting
from cruxbase.site.context import PageContext, Ref, SiteContext, Values
from cruxbase.site.data.model_data import MODEL_SCRIPT, ModelFigures, expression_of, model_data, model_figures
from cruxbase.site.pictures import Quantity, model_svg
from cruxbase.site.records.belief_words import said_of
from cruxbase.site.records.claim_pages import ROOT, citations
from cruxbase.site.records.model_mathml import equation, equation_in_words, in_words
from cruxbase.site.sharing.ways_out import ways_out
from cruxbase.site.template.page_template import Page
from cruxbase.support import figures

if TYPE_CHECKING:
    from cruxbase.analysis.entities import Model
    from cruxbase.records import Model as ModelRecord
    from cruxbase.records import Variable


class Row(NamedTuple):
    """An input or variable as pages show it."""

    name: str
    label: str
    claim: Ref | None
    description: Markup
    unit: str
    value: str
    span: str
    formula: str
    causes: tuple[str, ...]
    source: Ref | None
    at: str


def model_page(context: SiteContext, view: Model) -> tuple[Page, PageContext]:
    """The page of one model, and what it depends on."""
    page_context = PageContext(context, ROOT, view.id)
    record = view.record
    parts: tuple[Input | Variable, ...] = (*record.inputs, *record.variables)
    labels = {part.name: part.label or part.name.replace("_", " ") for part in parts}
    numbers = model_figures(record) if _is_sound(view) else None
    values: Values = {
        "view": view,
        "record": record,
        "title": (title := page_context.ref(view.id).title),
        "topic": page_context.ref(view.topic.id) if view.topic else None,
        "summary": page_context.blocks(record.summary),
        "labels": labels,
        "inputs": [_row(page_context, part, labels) for part in record.inputs],
        "variables": [_row(page_context, part, labels) for part in record.variables],
        "outputs": [
            (
                labels[out.variable],
                _ref(page_context, out.claim),
                page_context.inline(out.description),
            )
            for out in record.outputs
            if out.variable in labels
        ],
        "expectations": [
            _expectation(page_context, expectation, labels, _holds(numbers, index))
            for index, expectation in enumerate(record.expectations)
        ],
        "results": _results(page_context, view, numbers, labels) if numbers else [],
        "swings": _swings(numbers, labels, _units(record).get(record.outputs[0].variable) or "") if numbers else [],
        "indices": _indices(numbers, labels) if numbers else [],
        "equations": _equations(view, labels) if numbers else [],
        "assumed": len(numbers.run.assumed) if numbers else 0,
        "data": json.dumps(model_data(record), ensure_ascii=False, separators=(",", ":")) if numbers else "",
        "script": page_context.root + MODEL_SCRIPT,
        "diagram": _diagram(page_context, view, labels),
        "numbered": bool(_is_sound(view) and model_values(record, {})),
        "own_units": any(not _units(record).get(out.variable) for out in record.outputs),
        "implied": _implied(page_context, view),
        "cruxes": page_context.refs(crux.id for crux in view.cruxes),
        "sources": citations(page_context, record.sources),
        "notes": page_context.blocks(record.notes),
        "edit": (edit := context.site.edit_address(view.path)),
        "ways_out": ways_out(page_context, view.id, page_context.ref(view.id).title),
    }
    page = Page(
        path=context.address(view.id),
        title=title,
        description=" ".join(record.summary.split())[:300],
        body=page_context.written("model.html", **values),
        edit=edit,
        section="models/",
    )
    return page, page_context


class Result(NamedTuple):
    """An output with what the model comes to.

    Attributes:
        name: of the output.
        label: what readers call it.
        value: at the middle of the space, or why there is none.
        interval: from the 5th to the 95th percentile.
        claim: what it bears on.
        when: the condition under which it bears the claim out, in words.
        share: in how much of the space that holds, in per cent; None where the output has no condition.
        description: how to read it.
    """

    name: str
    label: str
    value: str
    interval: str
    claim: Ref | None
    when: str
    share: float | None
    description: Markup


def _results(page_context: PageContext, view: Model, numbers: ModelFigures, labels: dict[str, str]) -> list[Result]:
    rows = []
    units = _units(view.record)
    for output in view.record.outputs:
        one = numbers.run.quantities.get(output.variable)
        if one is None:
            continue
        unit = units.get(output.variable) or ""
        when = expression_of(output.when) if output.when else None
        share = numbers.shares.get(output.variable)
        rows.append(
            Result(
                output.variable,
                labels[output.variable],
                one.why_not if one.value is None else figures.model_value(one.value, unit),
                _interval(one.low, one.high, unit),
                _ref(page_context, output.claim),
                in_words(when.root, labels) if when else "",
                share,
                page_context.inline(output.description),
            )
        )
    return rows


class Bar(NamedTuple):
    """A bar of a plot, on a scale from 0 to 100.

    Attributes:
        name: of the input.
        label: what readers call it.
        start: where the bar begins.
        width: how wide it is.
        marks: where an interval begins and ends; empty where there is none.
        more: width of a fainter bar behind it.
        text: the numbers.
    """

    name: str
    label: str
    start: float
    width: float
    marks: tuple[float, ...]
    more: float
    text: str


_MOST_BARS = 12


def _swings(numbers: ModelFigures, labels: dict[str, str], unit: str) -> list[Bar]:
    """The tornado of the first output, the widest bars."""
    known = [(one, one.at_low, one.at_high) for one in numbers.swings[:_MOST_BARS]]
    sound = [(one, low, high) for one, low, high in known if low is not None and high is not None]
    ends = [end for _, low, high in sound for end in (low, high)]
    least, most = min(ends, default=0.0), max(ends, default=0.0)
    if most <= least:
        return []
    scale = 100 / (most - least)
    return [
        Bar(
            one.input,
            labels[one.input],
            round((min(low, high) - least) * scale, 2),
            round(abs(high - low) * scale, 2),
            (),
            0.0,
            f"{figures.model_value(low, unit)} → {figures.model_value(high, unit)}",
        )
        for one, low, high in sound
    ]


def _indices(numbers: ModelFigures, labels: dict[str, str]) -> list[Bar]:
    """Sobol indices of the first output, the largest totals first."""
    rows = [(name, index) for name, index in numbers.sensitivity.indices.items() if isinstance(index, SobolIndex)]
    rows.sort(key=lambda row: -row[1].total)

    def percent(part: float) -> float:
        return round(100 * min(max(part, 0.0), 1.0), 2)

    return [
        Bar(
            name,
            labels[name],
            0.0,
            percent(index.first),
            (percent(index.total_low), percent(index.total_high)),
            percent(index.total),
            f"{max(index.first, 0):.2f} alone, {index.total:.2f} in all ({max(index.total_low, 0):.2f} to {index.total_high:.2f})",
        )
        for name, index in rows[:_MOST_BARS]
    ]


def _equations(view: Model, labels: dict[str, str]) -> list[tuple[Markup, str]]:
    """Every equation, and of a stateful variable also that of the next step.

    Each as mathematics and as a line of text, for phones and where it is long.
    """
    model = ComputableModel(view.record)
    found = []
    for variable in view.record.variables:
        formula = model.formulas.get(variable.name)
        if formula is None:
            continue
        line = equation_in_words(variable.name, formula.root, labels)
        found.append((Markup(equation(variable.name, formula.root, labels)), line))  # noqa: S704 - escaped there
        following = model.next_formulas.get(variable.name)
        if following is not None:
            line = equation_in_words(variable.name, following.root, labels, later=True)
            later = Markup(equation(variable.name, following.root, labels, later=True))  # noqa: S704 - escaped there
            found.append((later, line))
    return found


def _interval(low: float | None, high: float | None, unit: str) -> str:
    """Where an output lies, in words; with every input set it is one number, which an interval would dress up."""
    if low is None or high is None:
        return "undefined"
    return "no input is open" if low == high else figures.model_range(low, high, unit)


def _units(record: ModelRecord) -> dict[str, str | None]:
    """The unit of each quantity, by name."""
    return {one.name: one.unit for one in record.inputs} | {one.name: one.unit for one in record.variables}


def _holds(numbers: ModelFigures | None, index: int) -> bool | None:
    return None if numbers is None else numbers.expectations[index].holds


def _diagram(page_context: PageContext, view: Model, labels: dict[str, str]) -> Markup:
    """What bears on what, drawn in both cuts, with the numbers of the text where it gives all that are needed."""
    record = view.record
    values = model_values(record, {}) if _is_sound(view) else {}
    wanted = {out.variable for out in record.outputs}
    quantities = []
    parts: tuple[Input | Variable, ...] = (*record.inputs, *record.variables)
    caused = {name for part in parts for name in part.causes}
    for part in parts:
        if not part.causes and part.name not in caused:
            continue  # nothing to draw a line to
        is_input = isinstance(part, Input)
        role = "output" if part.name in wanted else "input" if is_input else "variable"
        value = figures.model_value(values[part.name], part.unit or "") if part.name in values else ""
        claim = page_context.context.kb.known(part.claim)
        href = page_context.href(claim) if claim is not None else ""
        quantities.append(Quantity(part.name, labels[part.name], value, role, href))
    causes = {part.name: part.causes for part in parts}
    return Markup("".join(model_svg(quantities, causes, wide=wide) for wide in (True, False)))  # noqa: S704 - escaped there


def _is_sound(view: Model) -> bool:
    """Whether nothing is wrong with how the model is written, so that it can be computed."""
    spans = spans_of(view.kb.corpus, view.id)
    return not any(found.severity == "error" for found in computable(view.record, lambda: spans))


class BesideWords(NamedTuple):
    """What a view's credences come to by a model, beside what the view says outright.

    Attributes:
        viewpoint: the view.
        holder: whose it is, or None.
        date: as of when.
        output: what is computed.
        claim: the claim that it is the credence of.
        spoken: how many of the inputs that bear on it the view has given.
        needed: how many there are.
        computed: what it comes to: a number, or from how little to how much where the view left something open.
        stated: what the view says of the claim itself, in its own terms; empty where it says nothing.
        apart: whether the two differ by more than rounding explains.
    """

    viewpoint: Ref
    holder: Ref | None
    date: str
    output: str
    claim: Ref
    spoken: int
    needed: int
    computed: str
    stated: str
    apart: bool


def _implied(page_context: PageContext, view: Model) -> list[BesideWords]:
    """Stated against implied, for each viewpoint that has spoken of an input, where a model computes a credence."""
    kb = page_context.context.kb
    if not _is_sound(view):
        return []
    model = ComputableModel(view.record)
    claims = model.inputs_by_claim
    page_context.linked.update(claims)
    speakers = dict.fromkeys(belief.viewpoint for claim in claims for belief in kb.graph.beliefs_in(claim))
    labels = {part.name: part.label or part.name for part in view.record.variables}
    rows = []
    for output in view.record.outputs:
        claim = kb.known(output.claim)
        if claim is None or output.variable not in model.variables_by_claim.values():
            continue
        page_context.linked.add(claim)
        for who in sorted(speakers, key=lambda id: (str(page_context.context.data(id)["date"]), id)):
            row = _implied_by(page_context, model, output.variable, claim, who)
            if row is not None:
                rows.append(row._replace(output=labels.get(output.variable, output.variable)))
    return rows


def _implied_by(
    page_context: PageContext, model: ComputableModel, variable: str, claim: str, who: str
) -> BesideWords | None:
    perspective = page_context.context.perspective(who)
    said = {name: perspective.range_of(claim) for claim, name in model.inputs_by_claim.items()}
    given = {name: span for name, span in said.items() if span is not None}
    try:
        needed = model.needed_inputs(variable)
        low, high, _ = model.bounds(variable, given)
    except Incomputable:
        return None
    stated = perspective.range_of(claim)
    viewpoint = page_context.context.kb.viewpoint(who)
    return BesideWords(
        viewpoint=page_context.ref(who),
        holder=page_context.ref(viewpoint.holder.id) if viewpoint.holder else None,
        date=viewpoint.date,
        output=variable,
        claim=page_context.ref(claim),
        spoken=sum(name in given for name in needed),
        needed=len(needed),
        computed=figures.computed_range(low, high),
        stated=said_of(page_context, perspective, claim) or "",
        apart=stated is not None and Implied(claim, stated, (low, high), needed, model.record.id).is_far,
    )


def formula(variable: Variable, labels: dict[str, str]) -> str:
    """How a variable is computed, in one line."""
    if variable.expression:
        return variable.expression
    if variable.product:
        return " × ".join(variable.product)
    if variable.noisy_or:
        causes = ", ".join(f"{cause} ({figures.number(share)})" for cause, share in variable.noisy_or.causes.items())
        leak = f", or by itself ({figures.number(variable.noisy_or.leak)})" if variable.noisy_or.leak else ""
        return f"any of {causes}{leak}"
    if variable.table:
        given = ", ".join(labels.get(name, name) for name in variable.table.given)
        return (
            f"a table given {given}"
            if given
            else f"probability {figures.number(next(iter(variable.table.rows.values())))}"
        )
    return ""


def _ref(page_context: PageContext, id: str | None) -> Ref | None:
    """A record that a model names; None where it names none, or one that is broken."""
    known = page_context.context.kb.known(id)
    return page_context.ref(known) if known is not None else None


def _row(page_context: PageContext, part: Input | Variable, labels: dict[str, str]) -> Row:
    low, high = (part.low, part.high) if isinstance(part, Input) else (None, None)
    value = part.default if isinstance(part, Input) else part.stated
    source = part.source if isinstance(part, Input) else None
    return Row(
        name=part.name,
        label=labels[part.name],
        claim=_ref(page_context, part.claim),
        description=page_context.inline(part.description),
        unit=part.unit or "",
        value="" if value is None else figures.number(value),
        span="" if low is None or high is None else f"{figures.number(low)} to {figures.number(high)}",
        formula="" if isinstance(part, Input) else formula(part, labels),
        causes=tuple(labels.get(name, name) for name in part.causes),
        source=_ref(page_context, source),
        at=formatting.place(part.at),
    )


class Expected(NamedTuple):
    """Something that must come out of a model."""

    that: str
    moves: str
    given: str
    because: Markup
    source: Ref | None
    short: str
    at: str
    where: str
    holds: bool | None


def _expectation(
    page_context: PageContext, expectation: Expectation, labels: dict[str, str], holds: bool | None
) -> Expected:
    given = ", ".join(
        f"{labels.get(name, name)} = {figures.number(value)}" for name, value in expectation.given.items()
    )
    source = _ref(page_context, expectation.source)
    return Expected(
        that=expectation.that,
        moves=_moves(expectation, labels),
        given=given,
        because=page_context.inline(expectation.because),
        source=source,
        short=page_context.short(source.id) if source else "",
        at=formatting.place(expectation.at),
        where=_where(expectation),
        holds=holds,
    )


def _moves(expectation: Expectation, labels: dict[str, str]) -> str:
    """How a quantity is to move with inputs, in words; empty where a comparison is expected."""
    parts = (("rises with", 1), ("falls with", -1), ("takes no notice of", 0))
    named = {sign: [labels.get(name, name) for name, way in expectation.directions if way == sign] for _, sign in parts}
    return "; ".join(f"{words} {', '.join(named[sign])}" for words, sign in parts if named[sign])


def _where(expectation: Expectation) -> str:
    """In how much of the space an expectation is to hold, in words; empty for a case."""
    if expectation.space is None:
        return "everywhere" if expectation.directions else ""
    if isinstance(expectation.space, str):
        return "everywhere" if expectation.space == "all" else "in most of the space"
    low, high = expectation.space.share
    return f"in {figures.percent_range(low, high)} of the space"
