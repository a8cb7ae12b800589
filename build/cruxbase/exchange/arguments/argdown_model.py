"""What an Argdown document means, whether it comes as text or as JSON: from its own terms to a `Document`.

An argument with a premise-conclusion structure becomes a named step for each inference; one that is only sketched becomes
a claim, which can be a reason itself. Contrary and contradictory statements attack each other, both ways.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cruxbase.exchange.arguments.document import (
    Document,
    Group,
    Inference,
    Polarity,
    Statement,
    UndercutOf,
    clean,
    one_line,
)
from cruxbase.records import SCHEMES

STATEMENT, ARGUMENT, INFERENCE = "statement", "argument", "inference"


@dataclass(slots=True)
class PcsInference:
    """One inference of a premise-conclusion structure: keys of premises, of the conclusion, and the rules that it names."""

    premises: list[str]
    conclusion: str
    rules: str = ""
    place: str = ""


@dataclass(slots=True)
class Argument:
    """An argument: its title, what is said of it, and its inferences."""

    title: str
    place: str
    at: str
    texts: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    group: str = ""
    inferences: list[PcsInference] = field(default_factory=list)


@dataclass(slots=True)
class ArgdownRelation:
    """A relation: `support`, `attack`, `undercut`, `contrary`, `contradictory` or `entails`, between (kind, key) pairs."""

    type: str
    start: tuple[str, str]
    end: tuple[str, str]
    place: str


class ArgdownModel:
    """Collects what a document says, and makes a `Document` of it."""

    def __init__(self, name: str) -> None:
        self.document = Document(name, "Argdown")
        self.arguments: dict[str, Argument] = {}
        self.relations: list[ArgdownRelation] = []
        self._texts: dict[str, set[str]] = {}
        self._written: set[str] = set()

    def group(self, key: str, title: str, parent: str = "") -> None:
        """A heading."""
        self.document.groups[key] = Group(key, title, parent)

    def statement(self, key: str, title: str, text: str, at: str, line: object, group: str = "") -> Statement:
        """A statement, or one more member of a class of statements that mean the same."""
        document = self.document
        place = document.place(line)
        known = document.statements.get(key)
        if known is None:
            known = document.statements[key] = Statement(key, clean(text), at, place, title, group)
            self._texts[key] = {one_line(text)}
        elif text and not known.text:
            known.text, known.place = clean(text), place
            known.group = known.group or group
        if text and key in self._written and one_line(text) not in self._texts[key]:
            known.notes.append(f"Also worded: {one_line(text)}")
            document.report.changed("statement worded in several ways", "the first wording is the statement", place)
        if text:
            self._written.add(key)
            self._texts[key].add(one_line(text))
        return known

    def argument(self, key: str, title: str, text: str, at: str, line: object, group: str = "") -> Argument:
        """An argument, or one more description of it."""
        known = self.arguments.get(key)
        if known is None:
            known = self.arguments[key] = Argument(title, self.document.place(line), at, group=group)
        if text and one_line(text) not in map(one_line, known.texts):
            known.texts.append(clean(text))
        return known

    def relation(self, type: str, start: tuple[str, str], end: tuple[str, str], line: object) -> None:
        """A relation between two elements."""
        if not any((one.type, one.start, one.end) == (type, start, end) for one in self._recent(start)):
            self.relations.append(ArgdownRelation(type, start, end, self.document.place(line)))

    def _recent(self, start: tuple[str, str]) -> list[ArgdownRelation]:
        return [one for one in self.relations if one.start == start] if len(self.relations) < 3000 else []

    # making the document

    def finish(self) -> Document:
        """The document."""
        self._sketched()
        self._reconstructed()
        for relation in sorted(self.relations, key=lambda one: one.type == "undercut"):  # which need the steps
            self._relate(relation)
        self._close()
        return self.document

    def _sketched(self) -> None:
        """Arguments that are only sketched are claims."""
        report = self.document.report
        for key, argument in self.arguments.items():
            if argument.inferences:
                continue
            statement = self.statement(f"<{key}>", argument.title, "", argument.at, "", argument.group)
            statement.place = argument.place
            statement.text = argument.texts[0] if argument.texts else argument.title
            statement.notes.extend(f"Also described: {text}" for text in argument.texts[1:])
            statement.tags.extend(argument.tags)
            self._written.add(f"<{key}>")
            if argument.texts:
                report.changed("argument without premises", "is a claim, which can be a reason itself", argument.place)
            else:
                report.changed("argument that is only named", "is a claim that says its name", argument.place)

    def _reconstructed(self) -> None:
        report = self.document.report
        for key, argument in self.arguments.items():
            last = len(argument.inferences)
            for number, inference in enumerate(argument.inferences, start=1):
                title = argument.title or f"An argument at {argument.at}"
                if number < last:
                    title = f"{title[:70]}, step {number}"
                step = Inference(
                    f"<{key}>" if number == last else f"<{key}>.{number}",
                    list(dict.fromkeys(inference.premises)),
                    inference.conclusion,
                    "supports",
                    argument.at if number == last else f"{argument.at}, inference {number}",
                    inference.place or argument.place,
                    title,
                    group=argument.group,
                )
                scheme, because = _rules(inference.rules)
                step.scheme, step.because = scheme, because
                if number == last:
                    step.notes = list(argument.texts)
                self.document.steps[step.key] = step
                report.kept("inference of a premise-conclusion structure")

    def _relate(self, relation: ArgdownRelation) -> None:
        report = self.document.report
        if relation.type == "undercut":
            self._undercut(relation)
        elif relation.type in ("contrary", "contradictory"):
            if ARGUMENT in (relation.start[0], relation.end[0]):
                report.dropped(relation.type, "it stands between statements only", relation.place)
                return
            for start, end in ((relation.start, relation.end), (relation.end, relation.start)):
                self._step("attacks", start[1], end[1], relation)
            report.changed(relation.type, "is two attacks, one each way", relation.place)
        else:
            self._for_or_against(relation)

    def _for_or_against(self, relation: ArgdownRelation) -> None:
        report = self.document.report
        against = relation.type == "attack"
        polarity: Polarity = "attacks" if against else "supports"
        word = {"entails": "entailment"}.get(relation.type, relation.type)
        start, as_whole = self._start(relation.start)
        end = relation.end
        if end[0] == INFERENCE or (end[0] == ARGUMENT and self.arguments[end[1]].inferences):
            target = self.arguments[end[1]].inferences if end[0] == ARGUMENT else []
            premises = {premise for inference in target for premise in inference.premises}
            if start in premises and not against:
                report.kept(f"{word} (its conclusion is a premise there)")
            elif against:
                key = f"<{end[1]}>" if end[0] == ARGUMENT else end[1]
                self.document.undercuts.append(UndercutOf(start, key, place=relation.place))
                report.changed(word, "an attack on an argument with premises undercuts its last step", relation.place)
            else:
                why = "which premise of the argument it supports is not said"
                report.dropped(word, why, relation.place)
            return
        key = f"<{end[1]}>" if end[0] == ARGUMENT else end[1]
        if start == key:
            report.kept(f"{word} (said by its conclusion)")
            return
        self._step(polarity, start, key, relation)
        if as_whole:
            report.changed(word, "of an argument with premises is one of its conclusion", relation.place)
        else:
            report.kept(word)

    def _start(self, start: tuple[str, str]) -> tuple[str, bool]:
        """The statement that a relation starts from: of an argument with premises, its conclusion."""
        if start[0] != ARGUMENT:
            return start[1], False
        inferences = self.arguments[start[1]].inferences
        return (inferences[-1].conclusion, True) if inferences else (f"<{start[1]}>", False)

    def _step(self, polarity: Polarity, start: str, end: str, relation: ArgdownRelation) -> None:
        key = f"{start} {polarity} {end} {len(self.document.steps)}"
        self.document.steps[key] = Inference(key, [start], end, polarity, "", relation.place)

    def _undercut(self, relation: ArgdownRelation) -> None:
        report = self.document.report
        start, as_whole = self._start(relation.start)
        if relation.end[0] == STATEMENT:
            report.dropped("undercut", "it hits a statement, and only inferences can be undercut", relation.place)
            return
        targets = [relation.end[1]] if relation.end[0] == INFERENCE else self._steps_of(relation.end[1])
        if not targets:
            why = "the argument that it hits leads to no conclusion"
            report.dropped("undercut", why, relation.place)
            return
        for target in targets:
            self.document.undercuts.append(UndercutOf(start, target, place=relation.place))
        if as_whole:
            report.changed("undercut", "by an argument with premises is one by its conclusion", relation.place)
        elif len(targets) > 1:
            report.changed("undercut", "of an argument with several conclusions hits each of its steps", relation.place)

    def _steps_of(self, argument: str) -> list[str]:
        """The steps that an argument makes: its last inference, or those that its sketch is a premise of."""
        if self.arguments[argument].inferences:
            return [f"<{argument}>"]
        sketch = f"<{argument}>"
        return [key for key, step in self.document.steps.items() if step.premises == [sketch]]

    def _close(self) -> None:
        for key, statement in self.document.statements.items():
            if not statement.text:
                statement.text = statement.title
            if key in self._written:
                if not key.startswith("<"):
                    self.document.report.kept("statement")
            else:
                why = "is named and never written out; it says its name"
                self.document.report.changed("statement", why, statement.place)
        used = {one.group for one in self.document.statements.values()} | {
            one.group for one in self.document.steps.values()
        }
        for group in reversed(self.document.groups.values()):  # those below come first
            if group.key in used:
                used.add(group.parent)
        for key in [key for key in self.document.groups if key not in used]:
            group = self.document.groups.pop(key)
            self.document.report.dropped("heading", "nothing stands under it", self.document.place(group.title))
        self.document.report.kept("heading", len(self.document.groups))


def _rules(written: str) -> tuple[str, str]:
    """The scheme that rules of inference name, and else the rules as a warrant."""
    rules = one_line(written).strip("- ")
    name = rules.lower().replace(" ", "-")
    if name in SCHEMES:
        return name, ""
    if name in ("modus-ponens", "modus-tollens", "universal-instantiation", "deductive"):
        return "deduction", f"By {rules}."
    return "", f"By {rules}." if rules else ""
