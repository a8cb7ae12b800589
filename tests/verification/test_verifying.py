"""Citations against local copies: what is there, what is not, and what cannot be known."""

from __future__ import annotations

from pathlib import Path

import pytest

from cruxbase.verification import Verified, verified
from cruxbase.verification.local_texts import LocalText, local_text
from cruxbase.verification.verifying import locator_outcome, quote_outcome
from support import knowledge_base_from

BASE = """
# claims/topics/t.yaml
type: topic
title: T
summary: What it is about.
# claims/sources/on-watching.yaml
type: source
title: On Watching
kind: report
checked: read
# claims/t/watched-people-behave.yaml
type: claim
title: Watched people behave
topic: t
statement: People who are watched behave.
sources:
  - {source: on-watching, at: AT, quote: QUOTE}
"""


def rows(folder: Path, at: str, quote: str) -> list[Verified]:
    """What becomes of one citation."""
    return list(verified(knowledge_base_from(BASE.replace("AT", at).replace("QUOTE", quote)), folder))


def pdf_of(*pages: str) -> bytes:
    """A small PDF with a line of text on each page."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects += [
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, text in enumerate(pages):
        stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return f"{out}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def test_what_is_there_is_found(tmp_path: Path) -> None:
    """A paragraph that exists, and words that occur in another case."""
    (tmp_path / "on-watching.txt").write_text("Head\n\nPeople BEHAVE when they\nare watched.\n")
    (row,) = rows(tmp_path, "P2", "behave when they are")
    assert (row.locator, row.words, row.why) == ("found", "found", "")


def test_what_is_not_there_is_missing(tmp_path: Path) -> None:
    """A paragraph past the end, and words that nobody wrote."""
    (tmp_path / "on-watching.txt").write_text("Head\n\nPeople behave.\n")
    (row,) = rows(tmp_path, "P9", "people misbehave")
    assert (row.locator, row.words) == ("missing", "missing")


def test_without_a_copy_nothing_is_known(tmp_path: Path) -> None:
    """A text that nobody has is neither found nor missing."""
    (row,) = rows(tmp_path, "P9", "words")
    assert (row.locator, row.words, row.why) == ("unchecked", "unchecked", "no local copy")


def test_html_is_read_as_its_readers_see_it(tmp_path: Path) -> None:
    """Elements and references are no part of the words; scripts and titles are not seen."""
    (tmp_path / "on-watching.html").write_text(
        "<head><title>hidden</title></head><p>People <b>behave</b> &ndash; mostly.</p><script>secret</script><p>Two</p>"
    )
    copy = local_text(tmp_path, "on-watching")
    assert copy is not None
    assert (quote_outcome(copy, "people behave – mostly"), quote_outcome(copy, "secret"), copy.paragraphs) == (
        "found",
        "missing",
        2,
    )


def test_pages_of_a_pdf_are_counted(tmp_path: Path) -> None:
    """A page past the last is missing."""
    pytest.importorskip("pypdf")
    (tmp_path / "on-watching.pdf").write_bytes(pdf_of("1 People behave", "2 They do"))
    copy = local_text(tmp_path, "on-watching")
    assert copy is not None
    assert [locator_outcome(copy, at) for at in ("p. 2", "p. 3", "pp. 1-2")] == ["found", "missing", "found"]
    assert quote_outcome(copy, "people behave") == "found"


@pytest.mark.parametrize(
    "raw",
    [b"", b"%PDF-1.4\n", b"no pdf at all", b"%PDF-1.4\nxref\n0 1\ntrailer << /Root 9 0 R >>\nstartxref\n0\n%%EOF"],
)
def test_a_broken_pdf_is_no_answer(tmp_path: Path, raw: bytes) -> None:
    """What cannot be read is counted among what could not be checked."""
    pytest.importorskip("pypdf")
    (tmp_path / "on-watching.pdf").write_bytes(raw)
    (row,) = rows(tmp_path, "p. 1", "words")
    assert (row.locator, row.words) == ("unchecked", "unchecked")
    assert row.why


QUOTES = {
    "un\u00adlikely": "found",
    "“unlikely” … work": "found",
    "work … unlikely": "missing",
    "likely": "missing",
    "it is unlikely, we think, to work": "found",
}


@pytest.mark.parametrize("quote", QUOTES)
def test_quotes_are_compared_as_words(quote: str) -> None:
    """Marks and line ends do not count; words do, whole and in their order."""
    copy = LocalText(Path("a.txt"), ("It is un-\nlikely — we think — to ‘work’.",), False)
    assert quote_outcome(copy, quote) == QUOTES[quote]
