"""Dung's abstract frameworks: arguments, attacks, and which sets of arguments can stand together."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from cruxbase.reasoning.facts import MalformedText, facts, text_of
from cruxbase.reasoning.indexed_framework import IN, IndexedFramework, grounded_labels
from cruxbase.reasoning.names import UnknownName
from cruxbase.support.errors import CruxbaseError

if TYPE_CHECKING:
    from cruxbase.reasoning.labelling_search import Budget

Extension = frozenset[str]
Semantics = Literal["grounded", "complete", "preferred", "stable", "ideal", "semi-stable", "stage"]


class UnknownExtensionSemantics(CruxbaseError, ValueError):
    """A semantics of extensions was named that does not exist.

    >>> print(UnknownExtensionSemantics("prefered"))
    no semantics is called 'prefered'; there are grounded, complete, preferred, stable, ideal, semi-stable, stage
    """

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"no semantics is called {name!r}; there are {', '.join(get_args(Semantics))}")


class UnknownFormat(CruxbaseError, ValueError):
    """A file's name does not say which of the known formats it is in."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"cannot tell the format of {name!r}: known are {', '.join(sorted(_PARSERS))}")


class Verdict(enum.StrEnum):
    """An answer that may be that there is none within the budget."""

    YES = "yes"
    NO = "no"
    NOT_COMPUTED = "not computed"


@dataclass(frozen=True, init=False, eq=False)  # no slots: the wiring is kept; eq: the order given does not matter
class AbstractFramework:
    """Arguments and the attacks among them (Dung 1995, Artificial Intelligence 77, definition 2).

    The order in which arguments are given only decides which preferred extension `a_preferred_extension`
    finds.

    Args:
        arguments: The arguments' names.
        attacks: Pairs (attacker, attacked).

    Raises:
        UnknownName: When an attack names an argument that is not listed.

    >>> framework = AbstractFramework(["a", "b", "c"], [("a", "b"), ("b", "a"), ("b", "c")])
    >>> sorted(sorted(extension) for extension in framework.preferred())
    [['a', 'c'], ['b']]
    """

    arguments: tuple[str, ...]
    attacks: tuple[tuple[str, str], ...]

    def __init__(self, arguments: Iterable[str], attacks: Iterable[tuple[str, str]] = ()) -> None:
        object.__setattr__(self, "arguments", tuple(dict.fromkeys(arguments)))
        object.__setattr__(self, "attacks", tuple(dict.fromkeys(attacks)))
        known = self._index
        for attack in self.attacks:
            for name in attack:
                if name not in known:
                    raise UnknownName("argument", name, known)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, AbstractFramework):
            return NotImplemented
        return set(self.arguments) == set(other.arguments) and set(self.attacks) == set(other.attacks)

    def __hash__(self) -> int:
        return hash((frozenset(self.arguments), frozenset(self.attacks)))

    def __repr__(self) -> str:
        return f"AbstractFramework({len(self.arguments)} arguments, {len(self.attacks)} attacks)"

    @classmethod
    def read(cls, path: str | Path) -> AbstractFramework:
        r"""The framework in a file: `.apx`, `.tgf`, or the numbered `.af` of the ICCMA competition.

        >>> import tempfile
        >>> path = Path(tempfile.mkdtemp()) / "small.af"
        >>> _ = path.write_text("p af 2\n1 2\n")
        >>> sorted(AbstractFramework.read(path).grounded())
        ['1']

        Raises:
            UnknownFormat: When the file's name ends otherwise.
            MalformedText: When the text is not in the format, with the line.
            OSError: When the file cannot be read.
        """
        path = Path(path)
        suffix = path.suffix.removeprefix(".")
        if suffix not in _PARSERS:
            raise UnknownFormat(path.name)
        return cls.parse(text_of(path), suffix)

    @classmethod
    def parse(cls, text: str, format: str) -> AbstractFramework:
        r"""The framework in a text, in the format `apx`, `tgf` or `af`.

        Raises:
            UnknownFormat: When the format is none of these.
            MalformedText: When the text is not in the format, with the line.

        >>> AbstractFramework.parse("a\nb\n#\na b\n", "tgf") == AbstractFramework.parse(
        ...     "arg(a). arg(b). att(a,b).", "apx"
        ... )
        True
        """
        if format not in _PARSERS:
            raise UnknownFormat(format)
        arguments: dict[str, None] = {}
        attacks: list[tuple[str, str]] = []
        for line, parts in _PARSERS[format](text):
            if len(parts) == 1:
                arguments[parts[0]] = None
                continue
            for name in parts:
                if name not in arguments and format != "apx":
                    raise MalformedText(line, f"{name!r} was not declared as an argument")
            attacks.append((parts[0], parts[1]))
        try:
            return cls(arguments, attacks)
        except UnknownName as error:  # an .apx file may declare after use, so the line is looked for now
            line = next(line for line, parts in _PARSERS[format](text) if len(parts) == 2 and error.name in parts)
            raise MalformedText(line, f"{error.name!r} is nowhere declared as an argument") from None

    def grounded(self) -> Extension:
        """The arguments that stand on the most cautious reading: the least complete extension.

        Dung (1995, definition 20), by a linear worklist.

        >>> sorted(AbstractFramework(["a", "b", "c"], [("a", "b"), ("b", "c")]).grounded())
        ['a', 'c']
        """
        return self._extension(grounded_labels(self._wiring)[0])

    def complete(self, budget: Budget | None = None) -> frozenset[Extension]:
        """Every admissible set that contains all it defends (Dung 1995, definition 23).

        Args:
            budget: How much may be searched; no limit when not given.

        Raises:
            BudgetExceeded: When there is more to list, or it is harder, than the budget allows.

        >>> sorted(map(sorted, AbstractFramework(["a", "b"], [("a", "b"), ("b", "a")]).complete()))
        [[], ['a'], ['b']]
        """
        return self._extensions("complete", budget)

    def preferred(self, budget: Budget | None = None) -> frozenset[Extension]:
        """Every admissible set that is in no larger one (Dung 1995, definition 7).

        Args:
            budget: How much may be searched; no limit when not given.

        Raises:
            BudgetExceeded: When there is more to list, or it is harder, than the budget allows.

        >>> sorted(map(sorted, AbstractFramework(["a", "b"], [("a", "b"), ("b", "a")]).preferred()))
        [['a'], ['b']]
        """
        return self._extensions("preferred", budget)

    def stable(self, budget: Budget | None = None) -> frozenset[Extension]:
        """Every set without inner attacks that attacks all others (Dung 1995, definition 13), if any.

        Args:
            budget: How much may be searched; no limit when not given.

        Raises:
            BudgetExceeded: When there is more to list, or it is harder, than the budget allows.

        >>> AbstractFramework(["a"], [("a", "a")]).stable()
        frozenset()
        """
        return self._extensions("stable", budget)

    def ideal(self, budget: Budget | None = None) -> Extension:
        """The largest admissible set that every preferred extension contains.

        Dung, Mancarella and Toni (2007, Artificial Intelligence 171, definition 3.1). It contains the grounded extension.

        Args:
            budget: How much may be searched; no limit when not given.

        Raises:
            BudgetExceeded: When there is more to list, or it is harder, than the budget allows.

        >>> attacks = [("a", "b"), ("b", "a"), ("a", "c"), ("c", "c")]
        >>> sorted(AbstractFramework(["a", "b", "c"], attacks).ideal())
        []
        """
        from cruxbase.reasoning.range_semantics import largest_admissible

        shared = frozenset(self.arguments).intersection(*self.preferred(budget))
        inside = largest_admissible(map(self._index.__getitem__, shared), self._wiring.attacked, self._wiring.attackers)
        return frozenset(self.arguments[node] for node in inside)

    def semi_stable(self, budget: Budget | None = None) -> frozenset[Extension]:
        """The complete extensions whose range, what they contain or attack, is in no larger one's.

        Caminada, Carnielli and Dunne (2012, Journal of Logic and Computation 22, definition 4). Where there are stable
        extensions, these are the semi-stable ones.

        Args:
            budget: How much may be searched; no limit when not given.

        Raises:
            BudgetExceeded: When there is more to list, or it is harder, than the budget allows.

        >>> AbstractFramework(["a", "b"], [("a", "a"), ("b", "a")]).semi_stable() == {frozenset({"b"})}
        True
        """
        from cruxbase.reasoning.range_semantics import of_largest_range

        named = {frozenset(map(self._index.__getitem__, one)): one for one in self.preferred(budget)}
        return frozenset(named[one] for one in of_largest_range(named, self._wiring.attacked))

    def stage(self, budget: Budget | None = None) -> frozenset[Extension]:
        """The sets without inner attacks whose range, what they contain or attack, is in no larger one's.

        Verheij (1996, Two approaches to dialectical argumentation, section 4).

        Args:
            budget: How much may be searched; no limit when not given.

        Raises:
            BudgetExceeded: When there is more to list, or it is harder, than the budget allows.

        >>> sorted(map(sorted, AbstractFramework(["a", "b", "c"], [("a", "b"), ("b", "c"), ("c", "a")]).stage()))
        [['a'], ['b'], ['c']]
        """
        from cruxbase.reasoning.range_semantics import stage_extensions

        found = stage_extensions(self._wiring.attacked, budget)
        return frozenset(frozenset(self.arguments[node] for node in one) for one in found)

    def a_preferred_extension(self, budget: Budget | None = None) -> Extension:
        """One preferred extension, found without listing the others.

        >>> len(AbstractFramework(["a", "b"], [("a", "b"), ("b", "a")]).a_preferred_extension())
        1
        """
        from cruxbase.reasoning.labelling_search import a_preferred_labelling

        return self._extension(a_preferred_labelling(self._wiring, budget))

    def credulous(self, argument: str, semantics: Semantics, budget: Budget | None = None) -> bool:
        """Whether the argument is in at least one extension.

        Raises:
            UnknownName: When there is no such argument.
            UnknownExtensionSemantics: When there is no such semantics; the message lists those there are.
            BudgetExceeded: When the answer is harder than the budget allows.

        >>> AbstractFramework(["a", "b"], [("a", "b"), ("b", "a")]).credulous("a", "preferred")
        True
        """
        from cruxbase.reasoning.labelling_search import can_be_in

        node = self._node(argument)
        if semantics not in get_args(Semantics):
            raise UnknownExtensionSemantics(semantics)
        if semantics == "grounded":
            return grounded_labels(self._wiring)[0][node] == IN
        if semantics == "ideal" or semantics == "semi-stable" or semantics == "stage":  # noqa: PLR1714  # narrows the type
            return any(argument in extension for extension in self._by_range(semantics, budget))
        return can_be_in(self._wiring, node, semantics, budget)

    def sceptical(self, argument: str, semantics: Semantics, budget: Budget | None = None) -> bool:
        """Whether the argument is in every extension; where there is no stable one, every argument is.

        Raises:
            UnknownName: When there is no such argument.
            UnknownExtensionSemantics: When there is no such semantics; the message lists those there are.
            BudgetExceeded: When the answer is harder than the budget allows.

        >>> AbstractFramework(["a", "b"], [("a", "b"), ("b", "a")]).sceptical("a", "preferred")
        False
        """
        from cruxbase.reasoning.labelling_search import is_always_in

        node = self._node(argument)
        if semantics not in get_args(Semantics):
            raise UnknownExtensionSemantics(semantics)
        if semantics == "grounded":
            return grounded_labels(self._wiring)[0][node] == IN
        if semantics == "ideal" or semantics == "semi-stable" or semantics == "stage":  # noqa: PLR1714  # narrows the type
            return all(argument in extension for extension in self._by_range(semantics, budget))
        return is_always_in(self._wiring, node, semantics, budget)

    def contested(self, argument: str, budget: Budget | None = None) -> Verdict:
        """Whether the argument is in some preferred extensions and not in others.

        Args:
            argument: Its name.
            budget: How much may be searched, `Budget()` when not given; past it the answer is NOT_COMPUTED.

        Raises:
            UnknownName: When there is no such argument.

        >>> AbstractFramework(["a", "b"], [("a", "b"), ("b", "a")]).contested("a")
        <Verdict.YES: 'yes'>
        """
        return contested(self._wiring, self._node(argument), budget)

    @cached_property
    def _index(self) -> dict[str, int]:
        return {name: position for position, name in enumerate(self.arguments)}

    @cached_property
    def _wiring(self) -> IndexedFramework:
        index, count = self._index, len(self.arguments)
        attacked: list[list[int]] = [[] for _ in range(count)]
        for attacker, target in self.attacks:
            attacked[index[attacker]].append(index[target])
        none: list[list[int]] = [[] for _ in range(count)]
        return IndexedFramework([IN] * count, attacked, none, none)

    def _node(self, argument: str) -> int:
        if argument not in self._index:
            raise UnknownName("argument", argument, self._index)
        return self._index[argument]

    def _extension(self, labels: list[int]) -> Extension:
        return frozenset(name for name, label in zip(self.arguments, labels, strict=True) if label == IN)

    def _by_range(
        self, semantics: Literal["ideal", "semi-stable", "stage"], budget: Budget | None
    ) -> Iterable[Extension]:
        if semantics == "ideal":
            return (self.ideal(budget),)
        return self.semi_stable(budget) if semantics == "semi-stable" else self.stage(budget)

    def _extensions(
        self, semantics: Literal["complete", "preferred", "stable"], budget: Budget | None
    ) -> frozenset[Extension]:
        from cruxbase.reasoning.labelling_search import labellings

        return frozenset(self._extension(labels) for labels in labellings(self._wiring, semantics, budget))


def contested(wiring: IndexedFramework, node: int, budget: Budget | None = None) -> Verdict:
    """Whether a node is IN in some preferred labellings and not in others.

    Where there are needs and grounds, these are the preferred interpretations of abstract dialectical
    frameworks (Brewka et al. 2013, IJCAI): two claims that only support each other can both be IN or both be
    OUT, so they count as contested.
    """
    from cruxbase.reasoning.labelling_search import Budget, BudgetExceeded, can_be_in, is_always_in

    budget = budget or Budget()
    try:
        if not can_be_in(wiring, node, "preferred", budget):
            return Verdict.NO
        return Verdict.NO if is_always_in(wiring, node, "preferred", budget) else Verdict.YES
    except BudgetExceeded:
        return Verdict.NOT_COMPUTED


def _apx(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    for line, _, parts in facts(text, {"arg": 1, "att": 2}):
        yield line, parts


def _tgf(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    among_attacks = False
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.split()
        if not words:
            continue
        if words[0] == "#":
            if among_attacks:
                raise MalformedText(number, "a second # line: one divides the arguments from the attacks")
            among_attacks = True
        elif not among_attacks:
            yield number, (words[0],)  # what follows a node's name is its label, for people
        elif len(words) < 2:
            raise MalformedText(number, f"an attack needs two arguments, and here is only {words[0]!r}")
        else:
            yield number, (words[0], words[1])


def _af(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    count: int | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if count is None:
            if words[:2] != ["p", "af"] or len(words) != 3 or not words[2].isdecimal():
                raise MalformedText(number, "the first line must say: p af, and the number of arguments")
            count = int(words[2])
            for argument in range(1, count + 1):
                yield number, (str(argument),)
        elif len(words) != 2:
            raise MalformedText(number, f"an attack is two numbers, and here are {len(words)} words")
        else:
            yield number, (words[0], words[1])
    if count is None:
        raise MalformedText(1, "the first line must say: p af, and the number of arguments")


_PARSERS: dict[str, Callable[[str], Iterator[tuple[int, tuple[str, ...]]]]] = {
    "apx": _apx,
    "tgf": _tgf,
    "af": _af,
}
