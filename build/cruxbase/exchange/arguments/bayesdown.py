"""BayesDown: a network over statements, in Argdown's clothes.

    [Effect]: What happens. {"instantiations": ["effect_TRUE", "effect_FALSE"], "posteriors": {"p(effect_TRUE|cause_TRUE)": "0.9", …}}
     + [Cause]: Why. {"instantiations": ["cause_TRUE", "cause_FALSE"], "priors": {"p(cause_TRUE)": "0.2"}}

What stands below bears on what stands above; the sign does not say in which direction, which the probabilities do. The
network becomes a model; its nodes become claims, without steps between them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from cruxbase.exchange.arguments.argdown import closing_brace
from cruxbase.exchange.arguments.document import (
    Document,
    DocumentModel,
    Part,
    Statement,
    UnreadableDocument,
    clean,
    one_line,
)

_COMMENT = re.compile(r"<!--.*?-->|/\*.*?\*/|(?<![:\w/])//[^\n]*", re.DOTALL)
_NODE = re.compile(r"(\s*)(?:(?:[+\-_]>?|<[+\-_])\s*)?\[([^\]\n]+)\](?:\s*:\s*(.*))?")
_DATA = re.compile("\ue000(\\d+)\ue001")
_PROBABILITY = re.compile(r"\s*[pP]\(\s*([^|()]+?)\s*(?:\|\s*([^()]*?)\s*)?\)\s*")
_MOST_CAUSES = 8
_ROUNDING = 0.011
"""So far from 1 may two probabilities be together that were rounded to two places."""


@dataclass(slots=True)
class _Node:
    title: str
    line: int
    text: str = ""
    values: list[str] = field(default_factory=list)
    prior: dict[str, float] = field(default_factory=dict)
    posterior: dict[tuple[str, frozenset[str]], float] = field(default_factory=dict)
    below: list[str] = field(default_factory=list)
    name: str = ""


def read_bayesdown(text: str, name: str) -> Document:
    """The document that a BayesDown text is.

    Args:
        text: of the file.
        name: of the file, for places.

    Raises:
        UnreadableDocument: it holds no node.
    """
    document = Document(name, "BayesDown")
    nodes = _nodes(text, document)
    if not nodes:
        raise UnreadableDocument("no line is [Title]: text")
    for node in nodes.values():
        words = node.text or node.title.replace("_", " ")
        at = f"[{node.title}]"
        title = one_line(node.title.replace("_", " "))
        document.statements[node.title] = Statement(node.title, words, at, document.place(node.line), title)
        document.report.kept("node")
    _model(nodes, document)
    return document


def _nodes(text: str, document: Document) -> dict[str, _Node]:
    text = text.replace("\r\n", "\n")
    for remark in _COMMENT.finditer(text):
        place = document.place(text.count("\n", 0, remark.start()) + 1)
        document.report.dropped("comment", "a model has no place for it", place)
    text = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text)
    text, blocks = _set_aside(text)
    nodes: dict[str, _Node] = {}
    above: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        match = _NODE.fullmatch(line)
        if match is None:
            _other_line(line, number, document)
            continue
        indent = len(match[1].expandtabs(4)) + (1 if re.match(r"\s*[+\-_<]", line) else 0)
        title = one_line(match[2])
        node = nodes.setdefault(title, _Node(title, number))
        written = match[3] or ""
        wording = clean(_DATA.sub("", written))
        if node.text and wording and wording != node.text:
            document.report.dropped("second wording of a node", "the first one stands", document.place(number))
        node.text = node.text or wording
        for index in _DATA.findall(line):
            _take(node, blocks[int(index)], document, number)
        while above and above[-1][0] >= indent:
            above.pop()
        if above and above[-1][1] != title and title not in nodes[above[-1][1]].below:
            nodes[above[-1][1]].below.append(title)
        above.append((indent, title))
    return nodes


def _other_line(line: str, number: int, document: Document) -> None:
    """Take a line that is no node: the first heading is the title, and what else says something is dropped."""
    heading = re.fullmatch(r"#+\s*(.*)", line.strip())
    if heading and not document.title:
        document.title = one_line(heading[1])
    elif heading:
        document.report.dropped("heading", "a model has one title", document.place(number))
    elif line.strip() and not re.fullmatch(r"[\s`=\-]*", line):
        document.report.dropped("line", "it is no node", document.place(number))


def _set_aside(text: str) -> tuple[str, list[str]]:
    """The text with the data in braces set aside, so that it may run over lines."""
    made, blocks, at = [], [], 0
    while (start := text.find("{", at)) >= 0:
        end = closing_brace(text, start)
        if end < 0:
            break
        blocks.append(text[start:end])
        made.append(f"{text[at:start]}\ue000{len(blocks) - 1}\ue001")
        at = end
    return "".join([*made, text[at:]]), blocks


def _take(node: _Node, block: str, document: Document, line: int) -> None:
    place = document.place(line)
    try:
        data = json.loads(re.sub(r",\s*([}\]])", r"\1", block))
    except ValueError:
        data = None
    if not isinstance(data, Mapping):
        document.report.dropped("data of a node", "it is no JSON", place)
        return
    values = data.get("instantiations")
    if isinstance(values, list):
        node.values = [str(value).strip() for value in values]
    for key in ("priors", "posteriors"):
        for written, value in (data.get(key) or {}).items() if isinstance(data.get(key), Mapping) else ():
            match, number = _PROBABILITY.fullmatch(str(written)), _number(value)
            if match is None or number is None:
                document.report.dropped("probability", "it is no p(a|b) from 0 to 1", place)
            elif match[2]:
                given = frozenset(part.strip() for part in re.split(r"[,&]", match[2]) if part.strip())
                node.posterior[match[1].strip(), given] = number
            else:
                node.prior[match[1].strip()] = number
    for key in sorted(set(map(str, data)) - {"instantiations", "priors", "posteriors"}):
        document.report.dropped(f"{key} of a node", "a model has no place for it", place)


def _number(value: object) -> float | None:
    try:
        number = float(str(value).strip().rstrip("%")) / (100 if str(value).strip().endswith("%") else 1)
    except ValueError:
        return None
    return number if 0 <= number <= 1 else None


def _name_all(nodes: Iterable[_Node]) -> None:
    """Give each node a name of its own that expressions can use."""
    taken: set[str] = set()
    for node in nodes:
        base = re.sub(r"[^a-z0-9]+", "_", node.title.lower()).strip("_")[:50]
        base = base if base[:1].isalpha() else f"x_{base}".rstrip("_")
        node.name, number = base, 1
        while node.name in taken:
            number += 1
            node.name = f"{base}_{number}"
        taken.add(node.name)


def _model(nodes: Mapping[str, _Node], document: Document) -> None:
    _name_all(nodes.values())
    owner = {value: node for node in nodes.values() for value in node.values}
    causes = {title: _causes(node, owner, nodes, document) for title, node in nodes.items()}
    inputs: list[Part] = []
    variables: list[Part] = []
    for title in _ordered(causes, document):
        node = nodes[title]
        part: Part = {"name": node.name, "claim": title, "label": one_line(title.replace("_", " "))[:200]}
        table = _table(node, [nodes[cause] for cause in causes[title]], document)
        effects = [nodes[other].name for other in nodes if title in causes[other]]
        if table is not None and causes[title]:
            variables.append({**part, "table": table})
            document.report.kept("conditional probability table")
            if node.prior:
                document.report.changed(
                    "prior", "it follows from the table, and is not written", document.place(node.line)
                )
            continue
        default = _prior(node, document)
        extra = {"unit": "probability", **({"default": default} if default is not None else {}), "low": 0, "high": 1}
        inputs.append({**part, **extra, **({"causes": effects} if effects else {})})
    _add_model(nodes, causes, inputs, variables, document)


def _add_model(
    nodes: Mapping[str, _Node],
    causes: Mapping[str, Sequence[str]],
    inputs: list[Part],
    variables: list[Part],
    document: Document,
) -> None:
    """Add the model of a network, whose outputs are the nodes on which nothing depends."""
    title = document.title or f"The network of {document.name}"
    summary = f"A network over {len(nodes)} statements, as {one_line(document.name)} gives it."
    tops = [node for node in nodes.values() if not any(node.title in causes[other] for other in nodes)]
    outputs: list[Part] = [{"variable": node.name, "claim": node.title} for node in tops]
    document.models.append(DocumentModel(title[:88], summary, inputs, variables, outputs))


def _prior(node: _Node, document: Document) -> float | None:
    """The probability of the first of two values, from its own or from the other's; None where neither is given."""
    if not node.prior:
        return None
    place = document.place(node.line)
    if len(node.values) != 2:
        document.report.dropped("prior", "only statements that are true or false can be computed", place)
        return None
    first, second = (node.prior.get(value) for value in node.values)
    if first is None and second is None:
        document.report.dropped("prior", "it is of none of the node's values", place)
        return None
    value = _complement(first, second, "prior", place, document)
    document.report.kept("prior")
    return value


def _complement(
    first: float | None, second: float | None, construct: str, place: str, document: Document
) -> float | None:
    """The probability of the first of two values; says so where the second's contradicts it."""
    if first is None:
        return None if second is None else round(1 - second, 12)
    if second is not None and abs(first + second - 1) > _ROUNDING:
        why = f"the two values have {first:g} and {second:g}, which are not 1 together; the first one stands"
        document.report.changed(construct, why, place)
    return first


def _causes(node: _Node, owner: Mapping[str, _Node], nodes: Mapping[str, _Node], document: Document) -> list[str]:
    """The nodes on which one depends: those of its table, else those below it."""
    named = dict.fromkeys(
        owner[value].title for _, given in node.posterior for value in sorted(given) if value in owner
    )
    named.pop(node.title, None)
    if not node.posterior:
        return [title for title in node.below if title in nodes] if not node.prior else []
    for title in node.below:
        if title not in named:
            why = "no probability depends on it"
            document.report.dropped("place below a node", why, document.place(nodes[title].line))
    return list(named)


def _ordered(causes: dict[str, list[str]], document: Document) -> list[str]:
    """The nodes, causes before effects; what would lead round in a circle is dropped."""
    order: list[str] = []
    state: dict[str, int] = {}
    for top, first in causes.items():
        stack = [(top, iter(list(first)))] if top not in state else []
        state.setdefault(top, 1)
        while stack:
            title, rest = stack[-1]
            cause = next(rest, None)
            if cause is None:
                stack.pop()
                state[title] = 2
                order.append(title)
            elif state.get(cause) == 1:
                causes[title].remove(cause)
                document.report.dropped("dependence", "it would lead round in a circle", document.place(title))
            elif cause not in state:
                state[cause] = 1
                stack.append((cause, iter(list(causes[cause]))))
    return order


def _table(node: _Node, causes: list[_Node], document: Document) -> dict[str, object] | None:
    """The table of a node with two values, whose causes have two; None, and word of why, where there is none."""
    place = document.place(node.line)
    if not node.posterior or not causes:
        return None
    if len(node.values) != 2 or any(len(cause.values) != 2 for cause in causes) or len(causes) > _MOST_CAUSES:
        why = f"only statements that are true or false, and at most {_MOST_CAUSES} causes, can be computed"
        document.report.dropped("conditional probability table", why, place)
        return None
    rows: dict[str, float] = {}
    for signs in product("tf", repeat=len(causes)):
        given = frozenset(cause.values[sign == "f"] for cause, sign in zip(causes, signs, strict=True))
        first, second = (node.posterior.get((value, given)) for value in node.values)
        value = _complement(first, second, "row of a table", place, document)
        if value is None:
            document.report.dropped("conditional probability table", "a combination of its causes is missing", place)
            return None
        rows["".join(signs)] = value
    return {"given": [cause.name for cause in causes], "rows": rows}
