"""The claims of a base as abstract frameworks, and as a file of Carneades."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cruxbase.exchange.outgoing.parts import Exported, Outgoing, one_line

if TYPE_CHECKING:
    from cruxbase.graph.parts import StepNode
    from cruxbase.knowledge_base import KnowledgeBase


def iccma(kb: KnowledgeBase) -> Exported:
    """Claims and attacks between them in the .apx form of the competition: no supports, no undercuts, no words."""
    return _framework(kb, weighted=False)


def bag(kb: KnowledgeBase) -> Exported:
    """Claims, attacks and supports as a weighted bipolar framework; every base score is one half."""
    return _framework(kb, weighted=True)


def _framework(kb: KnowledgeBase, *, weighted: bool) -> Exported:
    out = Outgoing(kb)
    lines = []
    for id in out.claims:
        lines.append(f"arg({_symbol(id)}{', 0.5' if weighted else ''}).")
        out.report.changed("claim", "is a name without words", id)
    for step in out.steps():
        word = f"step that {step.kind}"
        if step.kind == "supports" and not weighted:
            out.report.dropped(word, "an abstract framework has attacks only", step.name)
        elif len(step.premises) > 1:
            out.report.dropped(word, "premises that are needed together have no form here", step.name)
        else:
            name = "att" if step.kind == "attacks" else "sup"
            lines.append(f"{name}({_symbol(step.premises[0])},{_symbol(step.conclusion)}).")
            out.report.kept(word)
    for start, _, _ in out.undercuts():
        out.report.dropped("undercut", "an attack on an attack has no form here", start)
    out.leave_out(why="an abstract framework has no word for it")
    return Exported("\n".join(lines) + "\n", out.report)


def _symbol(id: str) -> str:
    symbol = id.replace("-", "_")
    return symbol if symbol[0].isalpha() else f"c_{symbol}"


def carneades(kb: KnowledgeBase) -> Exported:
    """Claims as statements, steps as arguments, undercuts as arguments for `undercut(…)`, in Carneades 4's YAML.

    An attack is an argument for the denial of what it attacks; the two are the positions of an issue.
    """
    out = Outgoing(kb)
    statements = {id: one_line(claim["text"]) for id, claim in out.claims.items()}
    arguments: list[tuple[str, str, tuple[str, ...]]] = []
    denied: dict[str, str] = {}
    numbers: dict[str, str] = {}
    for number, step in enumerate(out.steps(), start=1):
        numbers[step.name] = f"a{number}"
        conclusion = step.conclusion
        if step.kind == "attacks":
            conclusion = denied.setdefault(conclusion, f"not-{conclusion}")
            out.report.changed("step that attacks", "is an argument for the denial", step.name)
        else:
            out.report.kept("step that supports")
        arguments.append((numbers[step.name], conclusion, tuple(step.premises)))
        _unwritten(out, step)
    for start, name, because in out.undercuts():
        if name in numbers:
            arguments.append((f"u{len(arguments) + 1}", f"undercut({numbers[name]})", (start,)))
            out.report.kept("undercut")
        if because:
            out.report.dropped("warrant", "an argument of Carneades has none", start)
    statements |= {key: f"It is not the case that: {statements[id]}" for id, key in denied.items()}
    lines = ["meta:", '  title: "Exported from cruxbase"', "statements:"]
    lines += [f"  {_quoted(id)}: {_quoted(text)}" for id, text in statements.items()]
    lines += ["arguments:"] if arguments else []
    for key, conclusion, premises in arguments:
        listed = ", ".join(map(_quoted, premises))
        lines += [f"  {key}:", f"    conclusion: {_quoted(conclusion)}", f"    premises: [{listed}]"]
    lines += ["issues:"] if denied else []
    lines += [
        f"  i{n}:\n    positions: [{_quoted(id)}, {_quoted(key)}]" for n, (id, key) in enumerate(denied.items(), 1)
    ]
    out.report.kept("claim", len(out.claims))
    out.leave_out(why="Carneades has no word for it")
    return Exported("\n".join(lines) + "\n", out.report)


def _unwritten(out: Outgoing, step: StepNode) -> None:
    if step.because:
        out.report.dropped("warrant", "an argument of Carneades has none", step.name)
    if step.scheme:
        out.report.dropped("scheme", "Carneades knows the schemes that a file defines", step.name)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
