"""Untrusted bytes, drawn and mutated: nothing raises, nothing hangs. Whatever a campaign has found is tried again."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from fuzz_targets import SEEDS, TARGETS

FOUND = Path(__file__).parent / "fuzzed"
"""Inputs that once failed: a folder a target."""

SLOW = 5.0  # seconds
COSTLY = ("record", "base", "layout", "prose", "merge")
PIECES = (
    b"\n", b"\r\n", b"\x00", b"\t", b" ", b": ", b"- ", b"  ", b"#", b" #", b"[", b"]", b"{", b"}", b"(", b")", b"'", b'"', b"\\",
    b"&a ", b"*a", b"!!python/name:os.system ", b"|", b">", b"%", b"@", b"<", b"$", b"\xff", b"\xed\xa0\x80", b"\xe2\x80\xae",
    b"\xf0\x9f\x98\x80", b"\xef\xbb\xbf", b"0", b"-1", b"1e999", b"nan", b"null", b"~", b"---\n", b"...\n", b"\f", b"[" * 60,
    b"(" * 300, b"9" * 400, b"->", b"<!--", b"-->", b"/*", b"*/", b"//",
)  # fmt: skip


def mutated(source: random.Random, seeds: tuple[bytes, ...]) -> bytes:
    """Some seed, cut, repeated, spliced with another and sown with signs that mean something somewhere."""
    content = bytearray(source.choice(seeds))
    for _ in range(source.choice((1, 1, 2, 3, 6, 12))):
        at, end = sorted(source.randint(0, len(content)) for _ in range(2))
        what = source.random()
        if what < 0.4:
            content[at:at] = source.choice(PIECES)
        elif what < 0.6:
            del content[at : min(end, at + source.choice((1, 2, 10, 80)))]
        elif what < 0.75:
            content[at:at] = content[at : min(end, at + 60)] * source.choice((1, 2, 20))
        elif what < 0.9:
            other = source.choice(seeds)
            content[at:at] = other[source.randint(0, len(other)) :][:200]
        elif content:
            content[min(at, len(content) - 1)] ^= 1 << source.randrange(8)
    return bytes(content[:20_000])


def held(name: str, content: bytes) -> None:
    """The target neither raises nor takes long; the input is shown where it does."""
    started = time.process_time()
    try:
        TARGETS[name](content)
    except Exception as problem:
        raise AssertionError(f"{name} on {content!r}") from problem
    assert time.process_time() - started < SLOW, f"{name} is slow on {content!r}"


@pytest.mark.parametrize("name", TARGETS)
def test_drawn_bytes_are_read_or_refused(name: str) -> None:
    """A share that fits into every run: the same cases each time."""
    source = random.Random(name)
    for _ in range(500 if name in COSTLY else 2000):
        held(name, mutated(source, SEEDS[name]))


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_very_many_drawn_bytes_are_read_or_refused(name: str) -> None:
    """Six to ten times as many, of other cases."""
    source = random.Random(f"{name} slow")
    for _ in range(3_000 if name in COSTLY else 20_000):
        held(name, mutated(source, SEEDS[name]))


@pytest.mark.parametrize("path", sorted(FOUND.glob("*/*")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_was_found_once_stays_mended(path: Path) -> None:
    """Each input that a campaign has found."""
    held(path.parent.name, path.read_bytes())
