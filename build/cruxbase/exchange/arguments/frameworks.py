"""Abstract frameworks: the forms of ICCMA (.apx, .tgf, .af) and weighted bipolar ones (.bag).

An argument of such a file has a name and no words; it becomes a claim that says its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from cruxbase.exchange.arguments.document import (
    Document,
    Inference,
    Polarity,
    Statement,
    UnreadableDocument,
    Weights,
    clean,
)

_FACT = re.compile(r"\s*(\w+)\s*\(\s*([^()]*?)\s*\)\s*\.?\s*")
_MOST_ARGUMENTS = 1_000_000
_DIRECTIVE = re.compile(r"\s*([A-Za-z_]\w*)\s*\(")


def read_framework(text: str, name: str) -> Document:
    """The document that a file of the competition on computational models of argumentation is.

    Args:
        text: of the file.
        name: of the file; its ending says the form, else its first line does.

    Raises:
        UnreadableDocument: it is none of the forms.
    """
    suffix = name.rpartition(".")[2].lower()
    document = Document(name, "ICCMA")
    lines = text.splitlines()
    first = next((line.strip() for line in lines if line.strip() and not line.startswith("#")), "")
    if suffix == "apx" or _DIRECTIVE.match(first):
        _facts(text, document, weighted=False)
    elif suffix == "af" or first.startswith("p af"):
        _numbered(lines, document)
    elif suffix == "tgf" or any(line.strip() == "#" for line in lines):
        _trivial(lines, document)
    else:
        raise UnreadableDocument("it is none of .apx, .tgf and .af")
    return document


def read_bag(text: str, name: str) -> Document:
    """The document that a weighted bipolar framework is: `arg(a, 0.5)`, `att(a, b)`, `sup(a, b)`.

    Args:
        text: of the file.
        name: of the file, for places.
    """
    document = Document(name, "bag")
    _facts(text, document, weighted=True)
    return document


def _comment(document: Document, line: int) -> None:
    document.report.dropped("comment", "a base has no place for it", document.place(line))


def _argument(document: Document, key: str, line: int) -> bool:
    """One argument, once. Whether it is new."""
    place = document.place(line)
    if key in document.statements:
        document.report.dropped("argument", "it is declared twice", place)
        return False
    document.statements[key] = Statement(key, clean(key), f"argument {key}", place, f"Argument {key}")
    document.report.kept("argument")
    return True


def _edge(document: Document, word: str, polarity: Polarity, ends: tuple[str, str], line: int) -> None:
    """One attack or support, once both arguments are known."""
    place = document.place(line)
    if ends[0] not in document.statements or ends[1] not in document.statements:
        document.report.dropped(word, "one of its ends is no argument", place)
    elif ends[0] == ends[1]:
        document.report.dropped(word, "an argument for or against itself cannot be written", place)
    else:
        key = f"{ends[0]} {polarity} {ends[1]}"
        if key in document.steps:
            document.report.dropped(word, "it is there twice", place)
            return
        document.steps[key] = Inference(key, [ends[0]], ends[1], polarity, "", place)
        document.report.kept(word)


def _facts_of(text: str, document: Document) -> Iterator[tuple[int, str, list[str]]]:
    for number, line in enumerate(text.splitlines(), start=1):
        rest, *remark = re.split(r"%|//|(?<!\S)#", line, maxsplit=1)
        if remark and remark[0].strip():
            _comment(document, number)
        while rest.strip():
            match = _FACT.match(rest)
            if match is None:
                document.report.dropped("line", "it is no fact", document.place(number))
                break
            yield number, match[1].lower(), [part.strip().strip("\"'") for part in match[2].split(",")]
            rest = rest[match.end() :]


def _facts(text: str, document: Document, *, weighted: bool) -> None:
    facts = list(_facts_of(text, document))
    weights: dict[str, float] = {}
    for line, word, parts in facts:
        if word in ("arg", "argument") and not parts[0]:
            document.report.dropped("argument", "it has no name", document.place(line))
        elif word in ("arg", "argument") and _argument(document, parts[0], line) and len(parts) > 1:
            _weight(document, weights, parts, line)
    kinds: dict[str, tuple[str, Polarity]] = {
        "att": ("attack", "attacks"),
        "attack": ("attack", "attacks"),
        "sup": ("support", "supports"),
        "support": ("support", "supports"),
    }
    for line, word, parts in facts:
        if word in kinds and len(parts) >= 2:
            _edge(document, *kinds[word], (parts[0], parts[1]), line)
            if len(parts) > 2:
                document.report.dropped("weight of an edge", "a step has a strength in words", document.place(line))
        elif word in kinds:
            document.report.dropped(f"fact {word}", "it names no two arguments", document.place(line))
        elif word not in ("arg", "argument"):
            document.report.dropped(f"fact {word}"[:60], "its meaning is not known", document.place(line))
    if weights:
        method = "base scores of a weighted bipolar framework"
        document.weights.append(Weights(f"Base scores of {document.name}", method, weights))
    elif weighted and not document.statements:
        raise UnreadableDocument("it declares no argument")


def _weight(document: Document, weights: dict[str, float], parts: list[str], line: int) -> None:
    try:
        weight = float(parts[1])
    except ValueError:
        weight = -1.0
    if 0 <= weight <= 1:
        weights.setdefault(parts[0], weight)
        document.report.kept("base score")
    else:
        document.report.dropped("base score", "it is no number from 0 to 1", document.place(line))


def _numbered(lines: list[str], document: Document) -> None:
    """`p af n`, then pairs of numbers from 1 to n."""
    for number, line in enumerate(lines, start=1):
        words = line.split()
        if not words:
            continue
        if line.lstrip().startswith("#"):
            _comment(document, number)
        elif words[:2] == ["p", "af"]:
            if not (len(words) == 3 and words[2].isdecimal() and int(words[2]) <= _MOST_ARGUMENTS):
                why = f"it does not say how many arguments there are, up to {_MOST_ARGUMENTS:,}"
                document.report.dropped("first line", why, document.place(number))
                continue
            for argument in range(1, int(words[2]) + 1):
                _argument(document, str(argument), number)
        elif len(words) == 2:
            _edge(document, "attack", "attacks", (words[0], words[1]), number)
        else:
            document.report.dropped("line", "it is no pair of arguments", document.place(number))


def _trivial(lines: list[str], document: Document) -> None:
    """Arguments, one a line, then `#`, then pairs."""
    read: Callable[[int, list[str]], None] | None = None
    for number, line in enumerate(lines, start=1):
        words = line.split()
        if not words:
            continue
        if words == ["#"]:
            read = _pair(document)
        elif read is not None:
            read(number, words)
        elif _argument(document, words[0], number) and len(words) > 1:
            document.statements[words[0]].text = clean(" ".join(words[1:]))


def _pair(document: Document) -> Callable[[int, list[str]], None]:
    def read(number: int, words: list[str]) -> None:
        if len(words) < 2:
            document.report.dropped("line", "it is no pair of arguments", document.place(number))
            return
        against = not any(word.lower() in ("+", "sup", "support", "supports") for word in words[2:])
        word, polarity = ("attack", "attacks") if against else ("support", "supports")
        _edge(document, word, polarity, (words[0], words[1]), number)  # type: ignore[arg-type]

    return read
