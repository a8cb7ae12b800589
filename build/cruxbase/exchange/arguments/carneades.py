"""Carneades 4 in YAML: statements, arguments, issues and assumptions.

See https://carneades.github.io and Gordon and Walton, "Formalizing balancing arguments" (COMMA 2016). An argument becomes
a named step; its undercutter, or an argument for `undercut(a)`, an undercut. The positions of an issue exclude each other
and so attack each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import permutations

from cruxbase.exchange.arguments.document import (
    Document,
    Inference,
    JsonMapping,
    Statement,
    UndercutOf,
    UnreadableDocument,
    Weights,
    clean,
    one_line,
)
from cruxbase.parsing.plain_yaml import BadYaml, plain_yaml
from cruxbase.records import SCHEMES

_UNDERCUT = re.compile(r"undercut\(\s*(.+?)\s*\)")
_READ = frozenset(("meta", "statements", "arguments", "issues", "assumptions", "labels", "language"))
_MOST_POSITIONS = 12


def read_carneades(text: str, name: str) -> Document:
    """The document that a file of Carneades 4 is.

    Args:
        text: of the file.
        name: of the file, for places.

    Raises:
        UnreadableDocument: it is no such file.
    """
    try:
        content = plain_yaml(text, strict=True)
    except BadYaml as error:
        raise UnreadableDocument(str(error)) from None
    if not isinstance(content, Mapping) or not set(content) & {"statements", "arguments", "issues", "argument_schemes"}:
        raise UnreadableDocument("it has neither statements nor arguments")
    return _Reader({str(key): value for key, value in content.items()}, name).read()


class _Reader:
    def __init__(self, content: JsonMapping, name: str) -> None:
        self.content = content
        self.document = Document(name, "Carneades")
        self.report = self.document.report
        self.waiting: list[tuple[str, str, str]] = []  # start, argument, place

    def read(self) -> Document:
        self._meta()
        for key, value in _pairs(self.content.get("statements")):
            self._statement(key, value)
        for key, value in _pairs(self.content.get("arguments")):
            self._argument(key, value)
        for start, argument, place in self.waiting:
            self._undercut(start, argument, place)
        for key, value in _pairs(self.content.get("issues")):
            self._issue(key, value)
        self._verdicts()
        for key in sorted(set(self.content) - _READ):
            value = self.content[key]
            for _ in range(len(value) if isinstance(value, (list, dict)) else 1):
                self.report.dropped(key.replace("_", " "), self._why(key), self.document.place(key))
        return self.document

    @staticmethod
    def _why(key: str) -> str:
        if key in ("argument_schemes", "issue_schemes"):
            return "a rule with variables is no claim; its instances are"
        return "what a program expects of the file is no part of it" if key == "tests" else "a base has no place for it"

    def _meta(self) -> None:
        meta = self.content.get("meta")
        if not isinstance(meta, Mapping):
            return
        self.document.title = one_line(meta.get("title") or "")
        for key in sorted(set(map(str, meta)) - {"title"}):
            self.report.dropped(f"meta {key}", "a base has no place for it", self.document.place("meta"))

    # statements

    def _statement(self, key: str, value: object) -> None:
        text, label = value, ""
        if isinstance(value, Mapping):
            text, label = value.get("text"), one_line(value.get("label") or "")
            for other in sorted(set(map(str, value)) - {"text", "label", "assumed"}):
                self.report.dropped(f"{other} of a statement", "a base has no place for it", self.document.place(key))
            if str(value.get("assumed")).lower() == "true":
                self._assumed.holds.append(key)
        words = clean(text) if isinstance(text, (str, int, float)) else ""
        words = words or self._from_language(key) or key
        self.document.statements[key] = Statement(key, words, f"statement {key}", self.document.place(key), label)
        self.report.kept("statement")

    def _from_language(self, key: str) -> str:
        """The words of `in(weather,rain)`, where the file says how it is to be read."""
        language = self.content.get("language")
        match = re.fullmatch(r"([^()]+?)(?:\((.*)\))?", key)
        if not isinstance(language, Mapping) or match is None:
            return ""
        values = [part.strip() for part in (match[2] or "").split(",") if part.strip()]
        form = language.get(f"{match[1].strip()}/{len(values)}")
        if not isinstance(form, str):
            return ""
        for value in values:
            form = re.sub(r"%[a-z]", value.replace("\\", ""), form, count=1)
        return clean(form)

    def _named(self, written: object, place: str) -> str:
        """The key of a statement; one that is only named says its name."""
        key = str(written)
        if key not in self.document.statements:
            words = self._from_language(key) or key
            self.document.statements[key] = Statement(key, words, f"statement {key}", self.document.place(key))
            self.report.changed("statement", "is named and never written out; it says its name", place)
        return key

    # arguments

    def _argument(self, key: str, value: object) -> None:
        place = self.document.place(key)
        if not isinstance(value, Mapping) or value.get("conclusion") is None:
            self.report.dropped("argument", "it has no conclusion", place)
            return
        written = value.get("premises")
        roles = dict(written) if isinstance(written, Mapping) else {}
        premises = (
            list(roles.values()) if roles else written if isinstance(written, list) else [written] if written else []
        )
        keys = [self._named(premise, place) for premise in premises]
        conclusion = str(value["conclusion"])
        undercut = _UNDERCUT.fullmatch(conclusion)
        if undercut:
            for premise in keys[:1]:
                self.waiting.append((premise, undercut[1], place))
            if len(keys) != 1:
                why = "it is written on its first premise" if keys else "it has no premise"
                (self.report.changed if keys else self.report.dropped)("argument for an undercut", why, place)
            return
        if not keys:
            self._named(conclusion, place)
            self.report.dropped("argument", "it has no premise, and a step needs one", place)
            return
        step = Inference(key, keys, self._named(conclusion, place), "supports", f"argument {key}", place)
        step.title = self._title(value, key)
        step.scheme, step.because = _scheme(value.get("scheme"))
        if roles:
            step.notes.append("Premises by role: " + "; ".join(f"{role}: {of}" for role, of in roles.items()))
            self.report.changed("role of a premise", "stands in the notes", place)
        self.document.steps[key] = step
        self.report.kept("argument")
        if value.get("undercutter") is not None:
            self.waiting.append((self._named(value["undercutter"], place), key, place))
        for other in ("weight", "parameters", "meta"):
            if value.get(other):
                self.report.dropped(f"{other} of an argument", "a base has no place for it", place)

    def _title(self, value: JsonMapping, key: str) -> str:
        meta = value.get("meta")
        title = meta.get("title") if isinstance(meta, Mapping) else None
        return one_line(title or f"Argument {key} of {self.document.title or self.document.name}")

    def _undercut(self, start: str, argument: str, place: str) -> None:
        if argument in self.document.steps:
            self.document.undercuts.append(UndercutOf(start, argument, place=place))
        else:
            self.report.dropped("undercut", "the argument that it hits is not written", place)

    # issues and verdicts

    def _issue(self, key: str, value: object) -> None:
        place = self.document.place(key)
        positions = value.get("positions") if isinstance(value, Mapping) else value
        keys = list(dict.fromkeys(self._named(one, place) for one in positions)) if isinstance(positions, list) else []
        if not 2 <= len(keys) <= _MOST_POSITIONS:
            self.report.dropped("issue", f"it has fewer than two positions, or more than {_MOST_POSITIONS}", place)
            return
        for start, end in permutations(keys, 2):
            step = f"{key}: {start} against {end}"
            self.document.steps[step] = Inference(step, [start], end, "attacks", "", place)
        self.report.changed("issue", "its positions attack each other, each way", place)
        if isinstance(value, Mapping) and value.get("standard"):
            self.report.dropped("proof standard", "a base has one way of weighing", place)

    @property
    def _assumed(self) -> Weights:
        if not self.document.weights:
            title = f"What {self.document.title or self.document.name} assumes"
            self.document.weights.append(Weights(title, "assumptions of a Carneades file"))
        return self.document.weights[0]

    def _verdicts(self) -> None:
        assumptions = self.content.get("assumptions")
        for written in assumptions if isinstance(assumptions, list) else ():
            key = self._named(written, self.document.place("assumptions"))
            if key not in self._assumed.holds:
                self._assumed.holds.append(key)
        labels = self.content.get("labels")
        for label, keys in _pairs(labels):
            for _ in keys if isinstance(keys, list) else ():
                why = "what follows is computed, and not written"
                self.report.dropped(f"label {label}", why, self.document.place("labels"))


def _pairs(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        yield from ((str(key), one) for key, one in value.items())
    elif isinstance(value, list):
        for number, one in enumerate(value, start=1):
            yield (str(one.get("id", number)), one) if isinstance(one, Mapping) else (str(one), one)


def _scheme(written: object) -> tuple[str, str]:
    name = one_line(written or "")
    slug = name.lower().replace("_", "-").replace(" ", "-")
    for candidate in (slug, f"argument-from-{slug}"):
        if candidate in SCHEMES:
            return candidate, ""
    return "", "" if name in ("", "factorized", "cumulative", "linked") else f"Scheme: {name}"
