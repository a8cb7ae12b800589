"""Whether an executable argument can be computed, and comes to what its texts say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cruxbase.checks.cycles import loops, shortest_circle
from cruxbase.checks.signatures import Found, Spans
from cruxbase.diagnostics import Diagnostic, Related, Span, diagnostic
from cruxbase.parsing.located import Path
from cruxbase.reasoning.computing import holds
from cruxbase.reasoning.expression_nodes import MalformedExpression, MissingValue, Undefined
from cruxbase.reasoning.expressions import Expression
from cruxbase.reasoning.model_values import model_outcome, model_values, parents, row_keys
from cruxbase.records import Expectation, Input, Model, Variable
from cruxbase.support.figures import plain_number
from cruxbase.support.suggestions import suggestion

_DEFINITIONS = ("expression", "product", "noisy_or", "table")
_MEANT = re.compile(r"feedback|\bloops?\b", re.IGNORECASE)
_OF_A_WHOLE = re.compile(r"^(?:probability|share|fraction|proportion|chance)\b(?!.*(?:%|per ?cent))", re.IGNORECASE)
_MOST_PARENTS = 12
_JUDGES = frozenset(("<", "<=", ">", ">=", "==", "!=", "and", "or", "not"))


def computable(record: Model, spans: Spans) -> Found:
    """A model's names are defined once and before they are used, and it gives what it is expected to give."""
    problems = [*_names(record, spans), *_definitions(record, spans), *_uses(record, spans)]
    yield from problems
    yield from _ranges(record, spans)
    yield from _beyond_units(record, spans)
    yield from _causal_cycles(record, spans)
    yield from _reversed_causes(record, spans)
    # What cannot be computed is not also said to come out wrong. A malformed expectation hides no other that fails.
    if all(problem.severity != "error" or _is_of_expectation(problem, record, spans) for problem in problems):
        from cruxbase.checks.model_behaviour import behaviour

        yield from _stated(record, spans)
        yield from _expected(record, spans)
        yield from _unused(record, spans)
        yield from behaviour(record, spans)


def _is_of_expectation(problem: Diagnostic, record: Model, spans: Spans) -> bool:
    for index in range(len(record.expectations)):
        place = spans().value(("expectations", index))
        if place.line <= problem.span.line <= (place.end_line or place.line):
            return True
    return False


def _quantities(record: Model) -> Iterator[tuple[Path, Input | Variable]]:
    yield from ((("inputs", i), entry) for i, entry in enumerate(record.inputs))
    yield from ((("variables", i), entry) for i, entry in enumerate(record.variables))


def _names(record: Model, spans: Spans) -> Found:
    first: dict[str, Path] = {}
    for path, quantity in _quantities(record):
        name = quantity.name
        earlier = first.setdefault(name, path)
        if earlier != path:
            yield diagnostic(
                "model/duplicate-name",
                f"the name {name!r} is taken",
                spans().value((*path, "name")),
                related=(Related(spans().value((*earlier, "name")), "first used here"),),
                help="rename one of the two",
            )


def _definitions(record: Model, spans: Spans) -> Found:
    caused = {name for _, quantity in _quantities(record) for name in quantity.causes}
    for index, variable in enumerate(record.variables):
        path: Path = ("variables", index)
        given = [key for key in _DEFINITIONS if getattr(variable, key)]
        if len(given) > 1:
            yield diagnostic(
                "model/variable-definition",
                f"{variable.name!r} is defined in {len(given)} ways: {', '.join(given)}",
                spans().key((*path, given[1])),
                help="keep one of them",
            )
        elif not given and variable.next is None and not variable.causes and variable.name not in caused:
            yield diagnostic(
                "model/variable-definition",
                f"{variable.name!r} is neither defined nor joined to anything",
                spans().value((*path, "name")),
                help=f"give one of {', '.join(_DEFINITIONS)}; or 'causes', for a node of a causal graph",
            )
        if variable.next is not None and record.horizon is None:
            yield diagnostic(
                "model/no-horizon",
                f"{variable.name!r} has a next value, and the model has no horizon",
                spans().key((*path, "next")),
                help="say for how many steps it is carried on, such as 'horizon: 20'",
            )
        if variable.next is not None and any(key != "expression" for key in given):
            yield diagnostic(
                "model/variable-definition",
                f"{variable.name!r} is stateful, and starts at an 'expression'",
                spans().key((*path, "next")),
                help="write the value at the start as 'expression'",
            )
        if variable.table is not None:
            yield from _rows(variable, path, spans)


def _rows(variable: Variable, path: Path, spans: Spans) -> Found:
    assert variable.table is not None, "the caller looked"
    count = len(variable.table.given)
    place = spans().key((*path, "table", "rows"))
    if count > _MOST_PARENTS:
        yield diagnostic(
            "model/table-rows",
            f"a table over {count} variables has {2**count:,} rows",
            place,
            help=f"at most {_MOST_PARENTS} can be given; use 'noisy_or', or variables in between",
        )
        return
    wanted, written = row_keys(count), variable.table.rows
    missing = [key for key in wanted if key not in written]
    extra = [key for key in written if key not in wanted]
    if missing or extra:
        said = [f"lacks {', '.join(missing[:6])}"] if missing else []
        said += [f"has no use for {', '.join(extra[:6])}"] if extra else []
        yield diagnostic(
            "model/table-rows",
            f"the table of {variable.name!r} " + " and ".join(said),
            place,
            help=f"its rows are: {', '.join(wanted[:8])}{' …' if len(wanted) > 8 else ''}, one letter a "
            "variable in "
            f"the order of 'given'"
            if count
            else "a table that depends on nothing has one row: always",
        )


def _uses(record: Model, spans: Spans) -> Found:
    names = {quantity.name for _, quantity in _quantities(record)}
    defined = {entry.name for entry in record.inputs}
    for index, variable in enumerate(record.variables):
        path: Path = ("variables", index)
        if variable.expression is not None and isinstance(parsed := _parsed(variable.expression), MalformedExpression):
            yield _malformed(parsed, (*path, "expression"), variable.expression, spans)
        else:
            for where, name in _used_by(variable, path):
                yield from _use(name, names, defined, spans, where, variable.name)
        if variable.next is not None:
            yield from _uses_in_next(variable.next, (*path, "next"), names, spans)
        defined.add(variable.name)
    for path, quantity in _quantities(record):
        for i, name in enumerate(quantity.causes):
            yield from _use(name, names, names, spans, (*path, "causes", i))
    for index, output in enumerate(record.outputs):
        yield from _use(output.variable, names, names, spans, ("outputs", index, "variable"))
    yield from _uses_in_outputs(record, names, spans)
    yield from _uses_in_expectations(record, names, spans)


def _uses_in_next(text: str, where: Path, names: set[str], spans: Spans) -> Found:
    """A next value may use any quantity of the step before."""
    parsed = _parsed(text)
    if isinstance(parsed, MalformedExpression):
        yield _malformed(parsed, where, text, spans)
        return
    for name in parsed.names:
        yield from _use(name, names, names, spans, where)


def _uses_in_outputs(record: Model, names: set[str], spans: Spans) -> Found:
    for index, output in enumerate(record.outputs):
        for key, text in (("when", output.when), ("credence", output.credence)):
            if text is not None:
                yield from _uses_in_next(text, ("outputs", index, key), names, spans)


def _uses_in_expectations(record: Model, names: set[str], spans: Spans) -> Found:
    inputs = {entry.name for entry in record.inputs}
    for index, expectation in enumerate(record.expectations):
        where = ("expectations", index, "that")
        parsed = _parsed(expectation.that)
        if isinstance(parsed, MalformedExpression):
            yield _malformed(parsed, where, expectation.that, spans)
        else:
            for name in parsed.names:
                yield from _use(name, names, names, spans, where)
            if parsed.root.operation not in _JUDGES and not expectation.directions:
                yield diagnostic(
                    "model/bad-expression",
                    "an expectation is a comparison",
                    spans().value(where).first_line(),
                    help="write what must hold, such as 'doom == 0.05' or 'a > b'",
                )
        for name, place in _inputs_named_in(expectation, index, spans):
            if name not in inputs:
                near = suggestion(name, inputs)
                yield diagnostic(
                    "model/undefined-name",
                    f"{name!r} is not an input of this model",
                    place,
                    help=f"did you mean {near!r}?"
                    if near
                    else f"its inputs are: {', '.join(sorted(inputs)) or 'none'}",
                )


def _inputs_named_in(expectation: Expectation, index: int, spans: Spans) -> Iterator[tuple[str, Span]]:
    for name in expectation.given:
        yield name, spans().key(("expectations", index, "given", name))
    for key in ("rises_with", "falls_with", "unmoved_by"):
        for at, name in enumerate(getattr(expectation, key)):
            yield name, spans().value(("expectations", index, key, at))


def _used_by(variable: Variable, path: Path) -> Iterator[tuple[Path, str]]:
    """Every name that a variable is computed from, and where it is written."""
    places = {"product": (*path, "product"), "table": (*path, "table", "given")}
    if variable.expression is None and variable.next is not None:
        return
    used = Expression.parse(variable.expression).names if variable.expression is not None else parents(variable)
    for index, name in enumerate(used):
        if variable.expression is not None:
            yield (*path, "expression"), name
        elif variable.noisy_or is not None and not variable.product:
            yield (*path, "noisy_or", "causes", name), name
        else:
            yield (*places["product" if variable.product else "table"], index), name


def _parsed(text: str) -> Expression | MalformedExpression:
    try:
        return Expression.parse(text)
    except MalformedExpression as problem:
        return problem


def _use(name: str, names: set[str], defined: set[str], spans: Spans, where: Path, own: str = "") -> Found:
    if name in defined:
        return
    if name in names:
        yield diagnostic(
            "model/used-before-definition",
            f"{name!r} is used before it is defined",
            _name_in(name, where, spans),
            help="it is used in its own definition: write another name there, or 'next' for a quantity that changes in steps"
            if name == own
            else "variables are computed in the order in which they are written: move the definition up",
        )
        return
    near = suggestion(name, names)
    yield diagnostic(
        "model/undefined-name",
        f"{name!r} is not defined in this model",
        _name_in(name, where, spans),
        help=f"did you mean {near!r}?" if near else "add an input or a variable of this name",
    )


def _name_in(name: str, where: Path, spans: Spans) -> Span:
    """The place of a name in an expression, or of the entry that is the name."""
    found = re.search(rf"\b{re.escape(name)}\b", spans().written(where))
    if found is None:
        return spans().key(where)
    return _part(spans, where, found.start(), found.end())


def _part(spans: Spans, where: Path, start: int, end: int) -> Span:
    value, written = spans().value(where), spans().written(where)
    if "\n" in written[:end]:
        return value.first_line()
    return value._replace(column=value.column + start, end_line=value.line, end_column=value.column + end)


def _malformed(problem: MalformedExpression, where: Path, text: str, spans: Spans) -> Diagnostic:
    at = spans().written(where).find(text)
    start = at + min(problem.column, len(text)) - 1
    return diagnostic(
        "model/bad-expression",
        f"this is not an expression: {problem.problem}",
        _part(spans, where, start, start + 1) if at >= 0 else spans().value(where).first_line(),
        help=_instead(problem, text),
    )


_SIGNS = {"−": "-", "–": "-", "×": "*", "·": "*", "÷": "/", "≤": "<=", "≥": ">=", "≠": "!=", "²": "^2"}
_PERCENT = re.compile(r"([0-9.]+)\s*%")
_COMMA = re.compile(r"\b([0-9]+),([0-9]+)\b")


def _instead(problem: MalformedExpression, text: str) -> str:
    """What to write for a sign that the language has not, or has in another form."""
    sign = problem.problem[1:2] if problem.problem.startswith("'") else ""
    if sign == "=":
        return "write '==' to say that two values are equal"
    if sign in _SIGNS:
        return f"write '{_SIGNS[sign]}' for '{sign}'"
    if sign == "%" and (share := _PERCENT.search(text)) is not None:
        return f"write {float(share[1]) / 100:g} for {share[0]}"
    if "','" in problem.problem and (number := _COMMA.search(text)) is not None:
        return f"write decimals with a point: {number[1]}.{number[2]}"
    return "write arithmetic with + - * / ^, comparisons, and functions such as min, max, sum, product, if(…, …, …)"


def _ranges(record: Model, spans: Spans) -> Found:
    for index, entry in enumerate(record.inputs):
        low, high = entry.low, entry.high
        if low is not None and high is not None and low > high:
            yield diagnostic(
                "model/default-out-of-range",
                f"the range of {entry.name!r} runs from {low:g} down to {high:g}",
                spans().value(("inputs", index, "high")),
                help="'low' comes first: correct the number that slipped",
            )
        elif entry.default is not None and not (
            (low is None or low <= entry.default) and (high is None or entry.default <= high)
        ):
            yield diagnostic(
                "model/default-out-of-range",
                f"the default of {entry.name!r}, {entry.default:g}, is outside its range",
                spans().value(("inputs", index, "default")),
                help="correct the default, or widen 'low' and 'high'",
            )


def _beyond_units(record: Model, spans: Spans) -> Found:
    """What is a probability or a share lies between 0 and 1."""
    for index, entry in enumerate(record.inputs):
        if entry.unit is None or _OF_A_WHOLE.match(entry.unit) is None:
            continue
        for key, number in (("default", entry.default), ("low", entry.low), ("high", entry.high)):
            if number is not None and not 0 <= number <= 1:
                percent = (
                    f"write {number / 100:g} if {number:g} is a percentage; otherwise " if 1 < number <= 100 else ""
                )
                yield diagnostic(
                    "model/beyond-unit",
                    f"{entry.name!r} is a {entry.unit}, and its {key} is {number:g}",
                    spans().value(("inputs", index, key)),
                    help=f"{percent}correct the number, or the unit: a probability, share or fraction lies between 0 and 1",
                )


def _causal_cycles(record: Model, spans: Spans) -> Found:
    if _MEANT.search(record.summary + (record.notes or "")):
        return
    causes: dict[str, list[str]] = {}
    places: dict[tuple[str, str], Path] = {}
    for path, quantity in _quantities(record):
        for i, name in enumerate(quantity.causes):
            if name != quantity.name:
                causes.setdefault(quantity.name, []).append(name)
            places.setdefault((quantity.name, name), (*path, "causes", i))
    circles = [shortest_circle(group, causes) for group in loops(causes)]
    circles += [(start,) for start, end in places if start == end]
    for circle in circles:
        following = circle[1] if len(circle) > 1 else circle[0]
        yield diagnostic(
            "model/causal-cycle",
            f"causes lead round in a circle: {' → '.join((*circle, circle[0]))}",
            spans().value(places[circle[0], following]),
            help="take one of them out, or split a quantity by time; if it is meant, say 'feedback' in the notes",
        )


def _reversed_causes(record: Model, spans: Spans) -> Found:
    """What a quantity is computed from causes it, and not the other way round."""
    if _MEANT.search(record.summary + (record.notes or "")):
        return
    causes = {quantity.name: set(quantity.causes) for _, quantity in _quantities(record)}
    for index, variable in enumerate(record.variables):
        if variable.next is not None:
            continue
        if variable.expression is not None and isinstance(_parsed(variable.expression), MalformedExpression):
            continue
        for name in parents(variable):
            if name in variable.causes and name != variable.name and variable.name not in causes.get(name, ()):
                yield diagnostic(
                    "model/cause-reversed",
                    f"{variable.name!r} is computed from {name!r}, and is said to cause it",
                    spans().value(("variables", index, "causes", variable.causes.index(name))),
                    help=f"write the cause on {name!r}: 'causes: [{variable.name}]'",
                )


def _stated(record: Model, spans: Spans) -> Found:
    if all(variable.stated is None for variable in record.variables):
        return
    values = model_values(record)
    for index, variable in enumerate(record.variables):
        if variable.stated is None or variable.name not in values:
            continue
        computed = values[variable.name]
        written = spans().written(("variables", index, "stated"))
        if abs(computed - variable.stated) > _rounding(variable.stated, written):
            yield diagnostic(
                "model/stated-differs",
                f"{variable.name!r} is stated as {variable.stated:g} and comes to {plain_number(computed, 6)}",
                spans().value(("variables", index, "stated")),
                help="check the definition and the defaults; a text at odds with its own numbers is worth a claim",
            )


def _rounding(stated: float, written: str = "") -> float:
    """How far a number may be from one that was rounded to as many digits as are written.

    >>> _rounding(0.05), _rounding(3.0), _rounding(0.7, "0.70")
    (0.00501, 0.501, 0.00501)
    """
    text = written if re.fullmatch(r"-?[0-9]+(\.[0-9]*)?", written) else repr(stated).removesuffix(".0")
    decimals = len(text.partition(".")[2]) if "e" not in text else 0
    return round(0.501 * 10.0**-decimals, decimals + 3)


def _expected(record: Model, spans: Spans) -> Found:
    for index, expectation in enumerate(record.expectations):
        if expectation.is_over_space or isinstance(parsed := _parsed(expectation.that), MalformedExpression):
            continue  # those over the space are tried elsewhere
        outcome = model_outcome(record, expectation.given)
        values = outcome.values
        place = spans().value(("expectations", index, "that")).first_line()
        try:
            fulfilled = holds(parsed.root, values, expectation.within)
        except MissingValue as missing:
            why = outcome.missing.get(missing.name, "")
            yield diagnostic(
                "model/expectation-untried",
                f"this cannot be tried: {missing.name!r} has no value{': ' + why if why else ''}",
                place,
                help=_what_lacks(record, expectation),
            )
            continue
        except Undefined as undefined:
            fulfilled, came = False, f"it has no value, {undefined.problem}"
        else:
            came = ", ".join(f"{name} is {plain_number(values[name], 6)}" for name in parsed.names)
        if not fulfilled:
            yield diagnostic(
                "model/expectation-fails",
                f"this does not hold: {came}",
                place,
                help="check the definitions against the text, and the expectation too; 'within' allows for rounding",
            )


def _what_lacks(record: Model, expectation: Expectation) -> str:
    lacking = [entry.name for entry in record.inputs if entry.default is None and entry.name not in expectation.given]
    if not lacking:
        return "a variable that it hangs on comes to no number: look at its expression"
    return f"give 'default' or 'given' values for: {', '.join(lacking)}"


def _unused(record: Model, spans: Spans) -> Found:
    used = {name for variable in record.variables for name in parents(variable)}
    used.update(name for expectation in record.expectations for name in _names_in(expectation.that))
    used.update(output.variable for output in record.outputs)
    for index, entry in enumerate(record.inputs):
        if entry.name not in used and not entry.causes and record.implementation is None:
            yield diagnostic(
                "model/unused-input",
                f"nothing depends on {entry.name!r}",
                spans().value(("inputs", index, "name")),
                help="use it in a variable, say what it causes, or remove it",
            )


def _names_in(text: str) -> tuple[str, ...]:
    read = _parsed(text)
    return () if isinstance(read, MalformedExpression) else read.names
