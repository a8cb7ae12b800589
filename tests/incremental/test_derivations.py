"""Results are made again where something that they read has changed, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cruxbase.support.incremental import CircularTask, Derivations, ReadIndex, changed_inputs


def sheet(cells):
    """Tasks for cells of a small spreadsheet, whose inputs are `values`: a cell adds up values and other cells."""

    def task(parts, values):
        def add(reads):
            reads.note(*(part for part in parts if part in values))
            return sum(values[p] if p in values else reads.result(p) for p in parts)

        return add

    return lambda values: {name: task(parts, values) for name, parts in cells.items()}


def run(tasks, values, kept=None):
    """A run over `values`."""
    return Derivations(tasks(values), lambda key: b"%d" % values[key] if key in values else b"", kept)


def test_unread_inputs_make_nothing_again():
    """A result is kept while an input changes that it never read."""
    tasks = sheet({"sum": ["a"]})
    first = run(tasks, {"a": 1, "b": 2})
    first.result("sum")
    again = run(tasks, {"a": 1, "b": 3}, first.plain())
    assert (again.result("sum"), again.made) == (1, [])


def test_results_that_come_out_as_before_stop_there():
    """What reads a result that was made again and is as it was, is kept: early cut-off."""
    tasks = sheet({"low": ["a", "b"], "high": ["low"]})
    first = run(tasks, {"a": 1, "b": 2})
    first.result("high")
    again = run(tasks, {"a": 2, "b": 1}, first.plain())
    assert (again.result("high"), again.made) == (3, ["low"])


def test_changes_reach_what_reads_results():
    """A changed input changes a result two readers away."""
    tasks = sheet({"low": ["a"], "mid": ["low"], "high": ["mid"]})
    first = run(tasks, {"a": 1})
    first.result("high")
    again = run(tasks, {"a": 2}, first.plain())
    assert (again.result("high"), again.made) == (2, ["low", "mid", "high"])


def test_reads_are_looked_at_in_order():
    """What was read because of an input that changed is not asked for: it may not be there any more."""
    values = {"which": b"old", "old": b"1"}

    def choice(reads):
        reads.note("which")
        return reads.result("part") if values["which"] == b"old" else 0

    def part(reads):
        assert values["which"] == b"old"
        reads.note("old")
        return 1

    first = Derivations({"choice": choice, "part": part}, values.__getitem__)
    assert first.result("choice") == 1
    values["which"] = b"new"
    again = Derivations({"choice": choice, "part": part}, values.__getitem__, first.plain())
    assert (again.result("choice"), again.made) == (0, ["choice"])


def test_results_whose_part_is_gone_are_made_again():
    """A result that read one which nobody makes any more is made again."""
    first = run(sheet({"low": ["a"], "high": ["low"]}), {"a": 1})
    first.result("high")
    again = run(sheet({"high": ["a"]}), {"a": 1}, first.plain())
    assert (again.result("high"), again.made) == (1, ["high"])


def test_circles_are_refused_by_name():
    """A result that would be made from itself raises, and says by way of what."""
    with pytest.raises(CircularTask) as raised:
        run(sheet({"a": ["b"], "b": ["a"]}), {}).result("a")
    assert raised.value.names == ("a", "b")


@pytest.mark.parametrize("kept", [[], [["a"], b"", 1], [["a"], b"x" * 15, 1], [[3], b"x" * 16, 1], ["a", b"x" * 16, 1]])
def test_damaged_traces_are_not_believed(kept):
    """What has not the form of a trace is made again."""
    damaged = run(sheet({"sum": ["a"]}), {"a": 5}, {"sum": kept})
    assert (damaged.result("sum"), damaged.made) == (5, ["sum"])


NAMES = st.sampled_from("abcdef")
CELLS = st.dictionaries(st.sampled_from("uvwxyz"), st.lists(NAMES, max_size=3), min_size=1)


@given(CELLS, st.lists(st.dictionaries(NAMES, st.integers(0, 2)), min_size=2, max_size=6), st.data())
def test_kept_results_equal_those_made_anew(cells, states, data):
    """Whatever the tasks and however the inputs change, results are those of a run that kept nothing."""
    names = sorted(cells)
    for place, name in enumerate(names):  # cells read those before them, so that there is no circle
        cells[name] += data.draw(st.lists(st.sampled_from(names[:place] or ["a"]), max_size=3))
    tasks = sheet(cells)
    kept = None
    for state in states:
        values = {name: state.get(name, 0) for name in "abcdef"}
        kept_run, clean = run(tasks, values, kept), run(tasks, values)
        assert [kept_run.result(name) for name in names] == [clean.result(name) for name in names]
        kept = kept_run.plain()


READS = st.lists(st.lists(st.sampled_from(["a", "b", "c", "d/e", ""]), unique=True, max_size=4), max_size=8)


@given(READS, st.lists(st.sampled_from(["a", "b", "c", "d/e", "", "z"])), st.data())
def test_readers_are_those_that_read(reads, keys, data):
    """The index finds exactly the results that read one of the keys, also where reads were replaced."""
    index = ReadIndex.from_plain(ReadIndex.of(reads).plain())
    assert index.readers(keys) == [n for n, some in enumerate(reads) if set(some) & set(keys)]
    if reads:
        other = data.draw(st.dictionaries(st.integers(0, len(reads) - 1), READS.map(lambda r: r[0] if r else [])))
        now = [other.get(n, some) for n, some in enumerate(reads)]
        assert index.replaced(other).plain() == ReadIndex.of(now).plain()


def test_damaged_indices_are_refused():
    """Ends and keys that do not belong together raise."""
    ends, keys = ReadIndex.of([["a"], ["b"]]).plain()
    with pytest.raises(ValueError, match="ends"):
        ReadIndex.from_plain([ends, keys[4:]])


def test_inputs_that_came_and_went_have_changed():
    """An input that is new, gone or other counts as changed."""
    assert changed_inputs({"a": b"1", "b": b"1", "c": b"1"}, {"b": b"2", "c": b"1", "d": b"1"}) == {"a", "b", "d"}
