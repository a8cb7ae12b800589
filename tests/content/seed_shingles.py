"""Seven-word runs of a text, and salted hashes of them: copying is found without keeping the text.

The source document that the base began from is not ours to publish. `seed_shingles.txt` holds one truncated
hash for each run of seven words in it: enough to notice a copied run, too little to read the text from. Write
it anew with

    python tests/content/seed_shingles.py THE-SOURCE-DOCUMENT.txt
"""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

RUN = 7
"""A run of this many words counts as copied; shorter ones are too often common phrases."""

SALT = "cruxbase/seed/1"
HASHES = Path(__file__).with_name("seed_shingles.txt")


def words(text: str) -> list[str]:
    """The words of a text, in lower case, without apostrophes and punctuation.

    >>> words("It’s pre-deployment, isn't it?")
    ['its', 'pre', 'deployment', 'isnt', 'it']
    """
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "").replace("'", "")
    return re.findall(r"[^\W_]+", plain)


def runs(text: str) -> Iterator[str]:
    """Every run of `RUN` words of a text.

    >>> list(runs("one two three four five six seven eight"))
    ['one two three four five six seven', 'two three four five six seven eight']
    """
    found = words(text)
    for start in range(len(found) - RUN + 1):
        yield " ".join(found[start : start + RUN])


def salted_hash(run: str) -> str:
    """Twelve hexadecimal digits that stand for a run.

    >>> len(salted_hash("one two three four five six seven"))
    12
    """
    return hashlib.sha256(f"{SALT}\n{run}".encode()).hexdigest()[:12]


def hashes_of(text: str) -> list[str]:
    """The hashes of a text's runs, line by line, sorted and without repeats."""
    return sorted({salted_hash(run) for line in text.splitlines() for run in runs(line)})


def main(arguments: list[str]) -> None:
    """Write the hashes of the document that is named on the command line."""
    (document,) = arguments
    HASHES.write_text("\n".join(hashes_of(Path(document).read_text(encoding="utf-8"))) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
