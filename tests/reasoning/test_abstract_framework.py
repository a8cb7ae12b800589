"""Extensions of abstract frameworks: the published example, brute force, an independent solver, and the formats."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import clingo
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cruxbase.reasoning import (
    AbstractFramework,
    Budget,
    BudgetExceeded,
    MalformedText,
    UnknownExtensionSemantics,
    UnknownFormat,
    UnknownName,
    Verdict,
)

SEMANTICS = ("complete", "preferred", "stable")


def random_framework(random_source: random.Random, most: int = 7) -> AbstractFramework:
    """A framework of up to so many arguments, sparse or dense."""
    count = random_source.randrange(most + 1)
    names = [f"a{number}" for number in range(count)]
    density = random_source.choice((0.1, 0.2, 0.35))
    pairs = itertools.product(names, names)
    return AbstractFramework(names, [pair for pair in pairs if random_source.random() < density])


def subsets(names: tuple[str, ...]) -> list[frozenset[str]]:
    """All of them."""
    return [frozenset(some) for size in range(len(names) + 1) for some in itertools.combinations(names, size)]


def extensions_by_definition(framework: AbstractFramework) -> dict[str, frozenset[frozenset[str]]]:
    """Dung's definitions 6, 7, 13, 20 and 23, word for word, over all subsets."""
    attacks = set(framework.attacks)

    def conflict_free(some: frozenset[str]) -> bool:
        return not any((a, b) in attacks for a in some for b in some)

    def defended(some: frozenset[str]) -> frozenset[str]:
        return frozenset(
            a
            for a in framework.arguments
            if all(any((c, b) in attacks for c in some) for b in framework.arguments if (b, a) in attacks)
        )

    admissible = [s for s in subsets(framework.arguments) if conflict_free(s) and s <= defended(s)]
    complete = [s for s in admissible if s == defended(s)]
    preferred = [s for s in admissible if not any(s < other for other in admissible)]
    everything = set(framework.arguments)
    stable = [s for s in admissible if {b for a, b in attacks if a in s} | s == everything]
    grounded = [s for s in complete if all(s <= other for other in complete)]
    ideal = [s for s in admissible if all(s <= other for other in preferred)]

    def widest(some: list[frozenset[str]]) -> frozenset[frozenset[str]]:
        reached = {s: s | {b for a, b in attacks if a in s} for s in some}
        return frozenset(s for s in some if not any(reached[s] < reached[other] for other in some))

    return {
        "ideal": frozenset(s for s in ideal if not any(s < other for other in ideal)),
        "semi-stable": widest(complete),
        "stage": widest([s for s in subsets(framework.arguments) if conflict_free(s)]),
        "complete": frozenset(complete),
        "preferred": frozenset(preferred),
        "stable": frozenset(stable),
        "grounded": frozenset(grounded),
    }


def extensions_by_clingo(framework: AbstractFramework, semantics: str) -> frozenset[frozenset[str]]:
    """The same by answer set programming; preferred ones by clingo's own maximisation of sets (domRec)."""
    program = "".join(f"arg({name}). " for name in framework.arguments)
    program += "".join(f"att({a},{b}). " for a, b in framework.attacks)
    program += """
        {in(X)} :- arg(X).
        :- in(X), in(Y), att(X,Y).
        out(X) :- in(Y), att(Y,X).
        :- in(X), att(Y,X), not out(Y).
        open(X) :- arg(X), att(Y,X), not out(Y).
        #show in/1.
    """
    options = ["0", "--warn=none"]
    if semantics == "complete":
        program += ":- arg(X), not open(X), not in(X)."
    elif semantics == "stable":
        program += ":- arg(X), not in(X), not out(X)."
    else:
        program += "#heuristic in(X) : arg(X). [1,true]"
        options += ["--heuristic=Domain", "--enum-mode=domRec"]
    control = clingo.Control(options)
    control.add("base", [], program)
    control.ground([("base", [])])
    found = set()
    with control.solve(yield_=True) as handle:
        for model in handle:
            found.add(frozenset(str(atom.arguments[0]) for atom in model.symbols(shown=True)))
    return frozenset(found)


def test_published_example() -> None:
    """The example of section 2 (after Dung 1995): grounded {}, complete three, preferred = stable two."""
    framework = AbstractFramework(
        ["a1", "a2", "a3", "a4", "a5"],
        [("a1", "a2"), ("a2", "a3"), ("a3", "a2"), ("a2", "a4"), ("a4", "a5"), ("a5", "a1")],
    )
    two = frozenset({frozenset({"a2", "a5"}), frozenset({"a1", "a3", "a4"})})
    assert framework.grounded() == frozenset()
    assert framework.complete() == two | {frozenset()}
    assert framework.preferred() == two
    assert framework.stable() == two


@pytest.mark.parametrize("semantics", SEMANTICS)
def test_extensions_agree_with_the_definitions_on_1200_random_frameworks(semantics: str) -> None:
    """Enumeration by components and SAT finds what listing all subsets finds."""
    source = random.Random(1)
    for _ in range(1200):
        framework = random_framework(source, 6)
        by_definition = extensions_by_definition(framework)
        assert by_definition[semantics] == getattr(framework, semantics)(), framework.attacks
        assert by_definition["grounded"] == {framework.grounded()}


@pytest.mark.parametrize("semantics", SEMANTICS)
def test_extensions_agree_with_clingo_on_1000_random_frameworks(semantics: str) -> None:
    """An independent answer-set solver finds the same extensions."""
    source = random.Random(2)
    for _ in range(1000):
        framework = random_framework(source, 9)
        assert extensions_by_clingo(framework, semantics) == getattr(framework, semantics)(), framework.attacks


def test_range_semantics_agree_with_the_definitions_on_1000_random_frameworks() -> None:
    """The ideal, semi-stable and stage extensions are those that listing all subsets finds."""
    source = random.Random(7)
    for _ in range(1000):
        framework = random_framework(source, 6)
        by_definition = extensions_by_definition(framework)
        assert by_definition["ideal"] == {framework.ideal()}, framework.attacks
        assert by_definition["semi-stable"] == framework.semi_stable(), framework.attacks
        assert by_definition["stage"] == framework.stage(), framework.attacks


def test_stage_extensions_agree_with_clingo_on_300_random_frameworks() -> None:
    """An independent answer-set solver, made to prefer larger ranges, finds the same stage extensions."""
    source = random.Random(8)
    for _ in range(300):
        framework = random_framework(source, 8)
        assert stage_by_clingo(framework) == framework.stage(), framework.attacks


def stage_by_clingo(framework: AbstractFramework) -> frozenset[frozenset[str]]:
    """All sets without inner attacks by clingo; of them those of largest range."""
    program = "".join(f"arg({name}). " for name in framework.arguments)
    program += "".join(f"att({a},{b}). " for a, b in framework.attacks)
    program += (
        "{in(X)} :- arg(X). :- in(X), in(Y), att(X,Y). r(X) :- in(X). r(X) :- in(Y), att(Y,X). #show in/1. #show r/1."
    )
    control = clingo.Control(["0", "--warn=none"])
    control.add("base", [], program)
    control.ground([("base", [])])
    ranges = {}
    with control.solve(yield_=True) as handle:
        for model in handle:
            atoms = model.symbols(shown=True)
            inside = frozenset(str(atom.arguments[0]) for atom in atoms if atom.name == "in")
            ranges[inside] = {str(atom.arguments[0]) for atom in atoms if atom.name == "r"}
    return frozenset(one for one, reached in ranges.items() if not any(reached < more for more in ranges.values()))


def test_unknown_semantics_are_refused_with_the_list() -> None:
    """A semantics that does not exist is a programmer's mistake, and the message lists those that do."""
    framework = AbstractFramework(["a"])
    for ask in (framework.credulous, framework.sceptical):
        with pytest.raises(UnknownExtensionSemantics) as raised:
            ask("a", "prefered")  # type: ignore[arg-type]  # a name that is no semantics
        assert "ideal, semi-stable, stage" in str(raised.value)


def test_acceptance_agrees_with_the_extensions_on_1000_random_frameworks() -> None:
    """Credulous, sceptical and contested answers, found without listing, are those read off the lists."""
    source = random.Random(3)
    for _ in range(1000):
        framework = random_framework(source, 6)
        lists = extensions_by_definition(framework)
        for argument in framework.arguments:
            for semantics, extensions in lists.items():
                some = any(argument in extension for extension in extensions)
                every = all(argument in extension for extension in extensions)
                assert some == framework.credulous(argument, semantics)  # type: ignore[arg-type]  # the seven names
                assert every == framework.sceptical(argument, semantics)  # type: ignore[arg-type]  # the seven names
            preferred = [argument in extension for extension in lists["preferred"]]
            expected = Verdict.YES if any(preferred) and not all(preferred) else Verdict.NO
            assert expected is framework.contested(argument)
        assert framework.a_preferred_extension() in lists["preferred"]


def test_many_components_multiply() -> None:
    """Twelve separate pairs of rivals have 2^12 preferred extensions, and finding one lists none of the others."""
    names = [f"{side}{pair}" for pair in range(12) for side in "xy"]
    attacks = [(f"{a}{pair}", f"{b}{pair}") for pair in range(12) for a, b in ("xy", "yx")]
    framework = AbstractFramework(names, attacks)
    assert len(framework.preferred()) == 4096
    assert len(framework.a_preferred_extension()) == 12


def test_empty_framework() -> None:
    """Without arguments, the empty set is the only extension of every kind."""
    framework = AbstractFramework([], [])
    only = frozenset({frozenset[str]()})
    assert (framework.grounded(), framework.complete(), framework.preferred(), framework.stable()) == (
        frozenset(),
        only,
        only,
        only,
    )


def test_self_attack() -> None:
    """An argument that attacks itself is never accepted, and alone it leaves no stable extension."""
    framework = AbstractFramework(["a"], [("a", "a")])
    assert framework.preferred() == {frozenset()}
    assert framework.stable() == frozenset()
    assert framework.sceptical("a", "stable")
    assert not framework.credulous("a", "stable")


def test_budget_is_an_answer_for_contested_and_an_error_for_lists() -> None:
    """Past its budget a contested answer is NOT_COMPUTED, and a list of extensions raises."""
    names = [f"a{number}" for number in range(60)]
    source = random.Random(4)
    attacks = [(a, b) for a in names for b in source.sample(names, 5)]
    framework = AbstractFramework(names, attacks)
    assert any(framework.contested(name, Budget(conflicts=0)) is Verdict.NOT_COMPUTED for name in names)
    pairs = [(f"{a}{pair}", f"{b}{pair}") for pair in range(12) for a, b in ("xy", "yx")]
    rivals = AbstractFramework([name for name, _ in pairs], pairs)
    with pytest.raises(BudgetExceeded):
        rivals.preferred(Budget(labellings=100))


def test_unknown_arguments_raise() -> None:
    """A name that no argument has is a programmer's mistake, told with the nearest name."""
    framework = AbstractFramework(["chinchilla"])
    with pytest.raises(UnknownName) as raised:
        framework.credulous("chinchila", "preferred")
    assert raised.value.nearest == "chinchilla"
    with pytest.raises(UnknownName):
        AbstractFramework(["a"], [("a", "b")])


def test_order_does_not_matter_to_equality() -> None:
    """Two frameworks with the same arguments and attacks are equal and hash alike."""
    one = AbstractFramework(["a", "b"], [("a", "b"), ("b", "a")])
    other = AbstractFramework(["b", "a"], [("b", "a"), ("a", "b")])
    assert one == other
    assert hash(one) == hash(other)


def test_long_chains_need_no_recursion() -> None:
    """A chain and a ring of 20,000 arguments are solved."""
    names = [f"a{number}" for number in range(20_000)]
    chain = AbstractFramework(names, list(itertools.pairwise(names)))
    assert len(chain.grounded()) == 10_000
    ring = AbstractFramework(names, [*itertools.pairwise(names), (names[-1], names[0])])
    assert len(ring.a_preferred_extension()) == 10_000


FORMATS = {
    "apx": "arg(1). arg(2).\narg(3).\natt(1,2). % a comment\natt(2,3).\n",
    "tgf": "1 first\n2\n3\n#\n1 2\n2 3\n",
    "af": "# a comment\np af 3\n1 2\n2 3\n",
}


@pytest.mark.parametrize("suffix", FORMATS)
def test_formats_say_the_same(suffix: str, tmp_path: Path) -> None:
    """One framework in each of the three formats reads as the same."""
    path = tmp_path / f"small.{suffix}"
    path.write_text(FORMATS[suffix], encoding="utf-8")
    assert AbstractFramework(["1", "2", "3"], [("1", "2"), ("2", "3")]) == AbstractFramework.read(path)


@pytest.mark.parametrize(
    ("suffix", "text", "line"),
    [
        ("apx", "arg(a).\natt(a).\n", 2),
        ("apx", "arg(a).\n\natt(a,b).\n", 3),
        ("apx", "arg(a b).\n", 1),
        ("apx", "arg(a).\nrubbish\n", 2),
        ("apx", "arg(a).\nsup(a,a).\n", 2),
        ("tgf", "a\n#\na\n", 3),
        ("tgf", "a\n#\na b\n", 3),
        ("tgf", "a\n#\n#\n", 3),
        ("af", "", 1),
        ("af", "p af many\n", 1),
        ("af", "p af 2\n1 3\n", 2),
        ("af", "p af 2\n1 2 1\n", 2),
    ],
)
def test_malformed_text_is_told_with_its_line(suffix: str, text: str, line: int) -> None:
    """Text that is not in its format raises an error that knows the line."""
    with pytest.raises(MalformedText) as raised:
        AbstractFramework.parse(text, suffix)
    assert line == raised.value.line


def test_other_formats_and_bytes(tmp_path: Path) -> None:
    """A file of another kind, or that is not UTF-8, is refused."""
    with pytest.raises(UnknownFormat):
        AbstractFramework.read(tmp_path / "graph.dot")
    path = tmp_path / "bad.apx"
    path.write_bytes(b"arg(a).\n\xff")
    with pytest.raises(MalformedText) as raised:
        AbstractFramework.read(path)
    assert raised.value.line == 2


@given(st.text(alphabet="arg()t,.%#p af12\n", max_size=60), st.sampled_from(["apx", "tgf", "af"]))
def test_any_text_is_read_or_refused(text: str, suffix: str) -> None:
    """No text makes a reader fail in another way than by saying what is malformed."""
    line = 1
    try:
        AbstractFramework.parse(text, suffix).grounded()
    except MalformedText as refused:
        line = refused.line
    assert 1 <= line <= max(1, len(text.splitlines()))
