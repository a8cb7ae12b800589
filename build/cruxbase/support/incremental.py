"""Results that are kept under what they were made from, and made again only when that changed.

A *result* is made by a *task* from *inputs* and from other results. While it runs, a task names what it reads, or it
declares so beforehand; its result is kept with those names and digests of what they held. In a later run the digests are
worked out anew: where they are the same, the result is taken as it is. A result that was made again and came out as before
has the digest it had, so what reads it is not made again either (early cut-off). In the terms of Mokhov, Mitchell &
Peyton Jones (2018), *Build systems à la carte*, that is a suspending scheduler over verifying traces; `salsa`, on which
Rust's language server stands, is of this kind too.

`Derivations` keeps results of any shape. Where there are very many that are alike, such as one for each record, asking
each would take longer than the work: `ReadIndex` finds those that read something that changed.

Both turn into plain data and back; where that is kept is the caller's affair (see `user_cache` and `kept_data`: the
user's own cache, never the tree, and never code).
"""

from __future__ import annotations

import hashlib
import struct
import sys
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple, TypeAlias, cast

import msgpack

Plain: TypeAlias = "str | int | float | bool | bytes | Sequence[Plain] | Mapping[str, Plain] | None"
"""What can be kept: data without objects of ours."""

DIGEST = 16  # bytes
_KEY = 4  # bytes; two keys that share them make a result again once too often, never too seldom
_MANY = 60
"""For more keys than this, going through all once is faster than a search for each."""

_RESULT = "="
"""Before the name of a result where it is read; no input's key begins so."""


class Trace(NamedTuple):
    """A result, with what it was made from.

    Attributes:
        reads: keys of the inputs it read, and names of the results it read with `=` before them, in order.
        digests: of what each of them held, one after the other.
        value: the result, as plain data.
    """

    reads: tuple[str, ...]
    digests: bytes
    value: Plain


class Reads:
    """Notes what a task reads while it runs; see `Derivations`."""

    def __init__(self, derivations: Derivations) -> None:
        self._derivations = derivations
        self.keys: dict[str, None] = {}

    def note(self, *keys: str) -> None:
        """Say that the task looks at some inputs."""
        self.keys.update(dict.fromkeys(keys))

    def result(self, name: str) -> Plain:
        """Another result, which the task thereby reads."""
        self.keys[_RESULT + name] = None
        return self._derivations.result(name)


Task: TypeAlias = Callable[[Reads], Plain]
"""Makes one result, naming what it looks at."""


class CircularTask(Exception):
    """A result is made from itself.

    Args:
        names: the results that wait for each other.
    """

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(f"a result is made from itself: {' → '.join((*names, names[0]))}")
        self.names = tuple(names)


class Derivations:
    """Results, each made again only where something that it read has changed.

    Args:
        tasks: how each result is made, by its name.
        digest_of: the digest of an input as it is now, by its key; empty for an input that is not there. One that is
            there stays as it is as long as results are asked for.
        kept: what an earlier run left, from `plain`.

    Attributes:
        made: the names of the results that were made in this run, in order; the others were kept.

    >>> texts = {"title": b"Monitors catch most", "note": b"long"}
    >>> def length(reads):
    ...     reads.note("title")
    ...     return len(texts["title"])
    >>> def parity(reads):
    ...     return reads.result("length") % 2
    >>> tasks = {"length": length, "parity": parity}
    >>> first = Derivations(tasks, texts.__getitem__)
    >>> first.result("parity"), first.made
    (1, ['length', 'parity'])
    >>> texts["note"], texts["title"] = b"short", b"Monitors catch more"
    >>> again = Derivations(tasks, texts.__getitem__, first.plain())
    >>> again.result("parity"), again.made  # made again, and as long as before: what reads it is kept
    (1, ['length'])
    """

    def __init__(
        self,
        tasks: Mapping[str, Task],
        digest_of: Callable[[str], bytes],
        kept: Mapping[str, Sequence[Plain]] | None = None,
    ) -> None:
        self._tasks = tasks
        self._digest_of = digest_of
        self._earlier = kept or {}
        self._traces: dict[str, Trace] = {}
        self._running: dict[str, None] = {}
        self._inputs: dict[str, bytes] = {}
        self.made: list[str] = []

    def result(self, name: str) -> Plain:
        """A result: the kept one where all that it read is as it was, else made now.

        Raises:
            KeyError: there is no such task.
            CircularTask: it would be made from itself.
        """
        if name not in self._traces:
            if name in self._running:
                waiting = list(self._running)
                raise CircularTask(waiting[waiting.index(name) :])
            self._running[name] = None
            try:
                self._traces[name] = self._kept(name) or self._made(name)
            finally:
                del self._running[name]
        return self._traces[name].value

    def _kept(self, name: str) -> Trace | None:
        """The result of an earlier run, if it still holds."""
        if name not in self._earlier or name not in self._tasks:
            return None
        trace = _trace(self._earlier[name])
        return trace if trace is not None and self._holds(trace) else None

    def _holds(self, trace: Trace) -> bool:
        """Whether all that a result read is as it was, looked at in the order in which it read, and no further than needed.

        What comes after a difference may have been read because of what stood there, and may not be there to be made.
        """
        known = list(map(self._inputs.get, trace.reads))
        if None not in known:  # as it is for most results once others have been asked for: one comparison
            return trace.digests == b"".join(digest for digest in known if digest is not None)
        for number, (key, digest) in enumerate(zip(trace.reads, known, strict=True)):
            if trace.digests[DIGEST * number : DIGEST * (number + 1)] != (digest or self._now(key)):
                return False
        return True

    def changed(self, name: str) -> frozenset[str] | None:
        """The keys of what a result read in an earlier run and is another now; None where none was kept.

        It is for a task that can make its result from the earlier one where it knows what has changed.
        """
        trace = self._earlier_trace(name)
        if trace is None:
            return None
        kept = (trace.digests[DIGEST * number : DIGEST * (number + 1)] for number in range(len(trace.reads)))
        return frozenset(key for key, digest in zip(trace.reads, kept, strict=True) if digest != self._now(key))

    def read_before(self, name: str) -> tuple[str, ...]:
        """The keys of what a result read in an earlier run, in order."""
        trace = self._earlier_trace(name)
        return trace.reads if trace is not None else ()

    def _earlier_trace(self, name: str) -> Trace | None:
        return _trace(self._earlier.get(name, ()))

    def _made(self, name: str) -> Trace:
        reads = Reads(self)
        value = self._tasks[name](reads)
        self.made.append(name)
        keys = tuple(reads.keys)
        return Trace(keys, b"".join(map(self._now, keys)), value)

    def _now(self, key: str) -> bytes:
        known = self._inputs.get(key)
        if known is not None:
            return known
        if not key.startswith(_RESULT):
            given = self._digest_of(key)
            known = digest_of(given)
            if given:
                self._inputs[key] = known
            return known
        name = key.removeprefix(_RESULT)
        return digest_of(self.result(name)) if name in self._tasks else b""

    def plain(self) -> dict[str, list[Plain]]:
        """The results that were asked for in this run, to be kept for the next."""
        return {name: [list(trace.reads), trace.digests, trace.value] for name, trace in self._traces.items()}


def _trace(plain: Sequence[Plain]) -> Trace | None:
    """What was kept of a result; None where it has another form."""
    if len(plain) != len(Trace._fields):
        return None
    reads, digests, value = plain
    if not isinstance(reads, list) or not isinstance(digests, bytes) or len(digests) != DIGEST * len(reads):
        return None
    keys = cast("tuple[str, ...]", tuple(reads))
    return Trace(keys, digests, value) if set(map(type, keys)) <= {str} else None


def digest_of(value: Plain) -> bytes:
    """What tells one value from another.

    >>> digest_of(["a", 1]) == digest_of(("a", 1)), digest_of("a") == digest_of(b"a")
    (True, False)
    """
    return hashlib.blake2b(msgpack.packb(value), digest_size=DIGEST).digest()


class ReadIndex:
    """Which of many results read what: found by what changed, in a search through some bytes.

    A hundred thousand results that read ten keys each are four megabytes, which are looked through in milliseconds.

    >>> index = ReadIndex.of([["a.yaml", "b.yaml"], ["b.yaml"], []])
    >>> index.readers(["b.yaml"]), index.readers(["nobody's"])
    ([0, 1], [])
    >>> index.replaced({1: ["a.yaml"]}).readers(["b.yaml"])
    [0]
    """

    def __init__(self, ends: array[int], keys: bytes) -> None:
        """An index as `plain` gives it.

        Args:
            ends: for each result the number of keys that it and those before it read.
            keys: what stands for the keys, four bytes each, one result after the other.

        Raises:
            ValueError: the two do not belong together.
        """
        if len(keys) != _KEY * (ends[-1] if ends else 0) or any(a > b for a, b in pairwise(ends)):
            raise ValueError("the ends are not those of the keys")
        self._ends = ends
        self._keys = keys

    @classmethod
    def of(cls, reads: Iterable[Iterable[str]]) -> ReadIndex:
        """The index of what each result reads, in the order of the results."""
        return cls.of_marks(map(key_marks, reads))

    @classmethod
    def of_marks(cls, marks: Iterable[bytes]) -> ReadIndex:
        """The same, from what stands for the keys of each result, as of `key_marks`."""
        parts = list(marks)
        return cls(array("Q", accumulate(len(part) // _KEY for part in parts)), b"".join(parts))

    @classmethod
    def from_plain(cls, plain: Sequence[Plain]) -> ReadIndex:
        """The index that `plain` turned into data.

        Raises:
            ValueError: it is no such data.
        """
        match plain:
            case [bytes() as ends, bytes() as keys]:
                pass
            case _:
                raise ValueError("two pieces of bytes make an index")
        numbers = array("Q")
        numbers.frombytes(ends)
        return cls(numbers, keys)

    def plain(self) -> list[Plain]:
        """The index as data, to be kept on this machine."""
        return [self._ends.tobytes(), self._keys]

    def __len__(self) -> int:
        return len(self._ends)

    def readers(self, keys: Iterable[str]) -> list[int]:
        """The numbers of the results that read any of some keys, in order."""
        wanted = {key_marks((key,)) for key in keys}
        if len(wanted) > _MANY:
            marks = array("I", self._keys)
            some = {int.from_bytes(mark, sys.byteorder) for mark in wanted}
            places: Iterable[int] = (place for place, mark in enumerate(marks) if mark in some)
        else:
            places = (place for mark in wanted for place in self._places(mark))
        return sorted({bisect_right(self._ends, place) for place in places})

    def _places(self, mark: bytes) -> Iterator[int]:
        at = self._keys.find(mark)
        while at >= 0:
            if at % _KEY == 0:
                yield at // _KEY
                at += _KEY - 1
            at = self._keys.find(mark, at + 1)

    def replaced(self, reads: Mapping[int, Iterable[str]]) -> ReadIndex:
        """The index with other reads for some results, by number."""
        return self.replaced_marks({number: key_marks(keys) for number, keys in reads.items()})

    def replaced_marks(self, marks: Mapping[int, bytes]) -> ReadIndex:
        """The same, from what stands for the keys of each."""
        parts: list[bytes] = []
        ends = array("Q", self._ends)
        done = 0
        for number in sorted(marks):
            start, end = self._start(number), self._ends[number]
            parts += [self._keys[done * _KEY : start * _KEY], marks[number]]
            done = end
            more = len(marks[number]) // _KEY - (end - start)
            if more:  # most edits change what is read and not how much
                ends[number:] = array("Q", (place + more for place in ends[number:]))
        parts.append(self._keys[done * _KEY :])
        return ReadIndex(ends, b"".join(parts))

    def _start(self, number: int) -> int:
        return self._ends[number - 1] if number else 0


def key_marks(keys: Iterable[str]) -> bytes:
    """What stands for some keys in a `ReadIndex`, one after the other."""
    marks = [zlib.crc32(key.encode(errors="surrogatepass")) for key in keys]
    return struct.pack(f">{len(marks)}I", *marks)


def changed_inputs(before: Mapping[str, object], after: Mapping[str, object]) -> frozenset[str]:
    """The inputs whose digests differ, those included that came or went.

    >>> sorted(changed_inputs({"a": b"1", "b": b"1"}, {"b": b"2", "c": b"1"}))
    ['a', 'b', 'c']
    """
    return frozenset(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))
