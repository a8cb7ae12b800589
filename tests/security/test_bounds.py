"""Files made to take time or memory: below the size limit none takes more than moments, above it none is read."""

from __future__ import annotations

import os
import socket
import time
import tracemalloc
from pathlib import Path

import pytest

from cruxbase.diagnostics import MOST_OF_A_KIND
from cruxbase.loading.findings import findings
from cruxbase.loading.loading import load_texts
from cruxbase.parsing.raw_text import MAX_BYTES
from cruxbase.support.regular_files import NotRegular, TooLarge, read_regular

CLAIM = "type: claim\ntitle: A title\nstatement: It is so.\ntopic: a-topic\n"
SECONDS = 5.0  # of the processor: what took 14 to 49 before takes far less than one
LARGE = {
    "unknown keys": CLAIM + "".join(f"k{i}: v\n" for i in range(5_000)),
    "unknown keys near known ones": CLAIM + "".join(f"statemen{i}: v\n" for i in range(5_000)),
    "keys without a value": CLAIM + "".join(f"k{i}:\n" for i in range(25_000)),
    "items without a value": CLAIM + "tags:\n" + "-\n" * 80_000,
    "pieces": CLAIM + "because: {" + "a, " * 60_000 + "}\n",
    "comments after text": CLAIM + "tags:\n" + "".join(f"- a b{i} # c\n" for i in range(12_000)),
    "tags": CLAIM + "".join(f"k{i}: !t x\n" for i in range(15_000)),
    "anchors": CLAIM + "".join(f"k{i}: &a{i} x\n" for i in range(12_000)),
    "keys given twice": CLAIM + "".join(f"k{i}: v\n" for i in range(8_000)) * 2,
    "merge keys": CLAIM + "<<: v\n" * 30_000,
    "malformed ids": CLAIM + "supports:\n" + "".join(f"- Bad {i}\n" for i in range(15_000)),
    "unknown claims": CLAIM + "supports:\n" + "".join(f"- no-such-{i}\n" for i in range(12_000)),
    "unknown sources": CLAIM + "sources:\n" + "".join(f"- no-such-{i}\n" for i in range(12_000)),
    "one tag again and again": CLAIM + "tags:\n" + "- tag\n" * 30_000,
    "tags of the claim": CLAIM + "tags:\n" + "".join(f"- tag-{i}\n" for i in range(15_000)),
    "a long key": CLAIM + "k" * 200_000 + ": v\n",
    "a long value of few": CLAIM + "status: " + "x" * 200_000 + "\n",
    "a long title": CLAIM.replace("A title", "A title " * 25_000),
    "hidden characters": CLAIM + 'notes: "' + "\u200b " * 50_000 + '"\n',
    "brackets of links": CLAIM + "notes: '" + "[" * 200_000 + "'\n",
    "emphasis": CLAIM + "notes: '" + "*a_ " * 50_000 + "'\n",
}


@pytest.mark.parametrize("name", LARGE)
def test_no_file_below_the_limit_takes_long_to_check(name: str) -> None:
    """Whatever a file repeats, its check is done in moments, and findings of a kind are listed up to a number."""
    text = LARGE[name]
    assert len(text.encode()) <= MAX_BYTES
    begun = time.process_time()
    found = load_texts({"claims/a.yaml": text}).diagnostics
    assert time.process_time() - begun < SECONDS
    numbers = [sum(finding.code == code for finding in found) for code in {finding.code for finding in found}]
    assert max(numbers) <= MOST_OF_A_KIND + 2


def test_those_that_are_not_listed_are_counted() -> None:
    """The last finding of a kind says how many there are besides."""
    found = load_texts({"claims/a.yaml": LARGE["unknown keys"]}).diagnostics
    assert f"{5_000 - MOST_OF_A_KIND:,} more of this kind in the file" in [finding.message for finding in found]


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    """The size is asked for before the read: 400 MB cost no memory."""
    (tmp_path / "claims").mkdir()
    with (tmp_path / "claims/a.yaml").open("wb") as file:
        file.truncate(400 * 1024 * 1024)
    tracemalloc.start()
    found = findings(tmp_path / "claims", cache=False).diagnostics
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [finding.code for finding in found] == ["yaml/too-large"]
    assert peak < 8 * 1024 * 1024


@pytest.mark.parametrize("kind", ["pipe", "socket", "folder", "device"])
def test_only_regular_files_are_read(tmp_path: Path, kind: str) -> None:
    """A pipe would block for ever, a device has no end."""
    path = tmp_path / "x"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(path))
    elif kind == "folder":
        path.mkdir()
    else:
        path = Path("/dev/zero")
    with pytest.raises(OSError, match=r"regular|No such device") as refusal:
        read_regular(path, 10)
    assert isinstance(refusal.value, NotRegular) or kind == "socket"


def test_a_file_that_does_not_tell_its_size_is_read_up_to_the_limit() -> None:
    """Below /proc sizes are 0: what is there counts, up to the limit."""
    assert read_regular("/proc/self/stat", 10_000).startswith(str(os.getpid()).encode())
    with pytest.raises(TooLarge):
        read_regular("/proc/self/stat", 10)
