"""Input that could crash, hang or mislead a program gives findings, and the rest of the base still loads."""

from __future__ import annotations

import codecs
import time

import pytest

from cruxbase.diagnostics import Diagnostic, from_plain
from cruxbase.loading.loading import load_texts
from cruxbase.parsing.files import file_result
from cruxbase.parsing.raw_text import MAX_BYTES, MAX_DEPTH
from support import codes, findings_in, lies_inside

NEIGHBOUR = {"claims/topics/monitoring.yaml": "type: topic\ntitle: Monitoring\nsummary: S.\n"}
CLAIM = "type: claim\ntitle: T\ntopic: monitoring\nstatement: S one.\norigin: implied\nnotes: N\n"


def found_in_bytes(raw: bytes) -> list[Diagnostic]:
    """What is found in one file with these bytes."""
    return [from_plain(plain) for plain in file_result(raw, "claims/a.yaml", lambda *_: ()).findings]


BOMBS = {
    "brackets": "type: " + "[" * 50_000,
    "braces": "type: " + "{" * 50_000,
    "closed brackets": "type: " + "[" * 60_000 + "]" * 60_000,
    "mixed": "type: " + "[{a: " * 20_000,
    "dashes": "- " * 60_000 + "x",
    "question marks": "? " * 60_000 + "x",
    "dashes in a value": "a:\n  " + "- " * 60_000 + "x",
    "block mappings": "".join(" " * i + "a:\n" for i in range(650)),
    "block lists": "".join(" " * i + "-\n" for i in range(650)),
    "lists in mappings": "".join(" " * i + "- a:\n" for i in range(0, 600, 2)),
    "brackets over lines": "a:\n" + " [\n" * 20_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_deep_nesting_is_one_finding_and_quick(name: str):
    """Nesting beyond any use neither crashes the parser nor keeps it busy, and its neighbours load."""
    started = time.perf_counter()
    loaded = load_texts({**NEIGHBOUR, "claims/a.yaml": BOMBS[name]})
    assert len([d for d in loaded.diagnostics if "/a.yaml" in d.span.path]) == 1
    assert "monitoring" in loaded.knowledge_base.graph
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize("depth", [MAX_DEPTH - 1, MAX_DEPTH, MAX_DEPTH + 1])
@pytest.mark.parametrize("style", ["flow", "block"])
def test_limit_of_nesting_is_the_same_in_every_style(depth: int, style: str):
    """A value may stand 32 levels deep, the record itself being the first, and no deeper, however it is written."""
    if style == "flow":
        content = "a: " + "[" * (depth - 1) + "x" + "]" * (depth - 1)
    else:
        content = "".join(" " * level + "a:" + ("\n" if level < depth - 1 else " x\n") for level in range(depth))
    too_deep = [d for d in found_in_bytes(content.encode()) if d.code == "yaml/too-deep"]
    assert bool(too_deep) == (depth > MAX_DEPTH)


def test_alias_bomb_expands_to_nothing():
    """Aliases are refused before anything is expanded."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [" + ", ".join([f"*a{i - 1}"] * 9) + "]" for i in range(1, 12)]
    assert codes(found_in_bytes("\n".join(lines).encode())) == ["yaml/anchor"]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (codecs.BOM_UTF8 + CLAIM.encode(), "yaml/byte-order-mark"),
        (CLAIM.encode("utf-16"), "yaml/not-utf8"),
        (CLAIM.encode("utf-16-le"), "yaml/not-utf8"),
        (CLAIM.encode("utf-16-be"), "yaml/not-utf8"),
        (CLAIM.encode("utf-32"), "yaml/not-utf8"),
        ((CLAIM + "tags: [é]\n").encode("latin-1"), "yaml/not-utf8"),
        (CLAIM.encode() + b"# \xed\xa0\x80\n", "yaml/not-utf8"),
        (CLAIM.encode() + b"# \xf8\x88\x80\x80\x80\n", "yaml/not-utf8"),
        (CLAIM.encode() + b"# \xc0\xaf\n", "yaml/not-utf8"),
        (CLAIM.encode() + b"# cut \xe2\x82", "yaml/not-utf8"),
        (CLAIM.encode() + b"tags: [a\x00b]\n", "yaml/syntax"),
        (b"\x00" * 100, "yaml/not-utf8"),
        (b"\xff" * 100, "yaml/not-utf8"),
        (bytes(range(256)), "yaml/not-utf8"),
        (b"#" * (MAX_BYTES + 1), "yaml/too-large"),
        (b"#" * MAX_BYTES, "yaml/no-record"),
    ],
)
def test_bytes_that_are_no_text_are_one_finding(raw: bytes, code: str):
    """Wrong encodings, binary data and huge files are told apart and reported once."""
    assert codes(found_in_bytes(raw)) == [code]


def test_bad_byte_is_placed_after_text_in_any_script():
    """The place of a byte that is no UTF-8 is told in characters."""
    (found,) = found_in_bytes("type: claim\ntitle: 日本 ".encode() + b"\xff rest\n")
    assert (found.span.line, found.span.column) == (2, 11)


@pytest.mark.parametrize("text", ["a\ud800b", "\udfff", "type: claim\nnotes: \udc80\n"])
def test_half_characters_from_an_editor_are_a_finding(text: str):
    """Text with lone surrogates, which no file can hold, is reported and does not raise."""
    assert codes(findings_in({"claims/a.yaml": text})) == ["yaml/not-utf8"]


@pytest.mark.parametrize(
    "number",
    ["9" * 5000, "-" + "9" * 400, "1e400", "nan", "inf", "-inf", "0x10", "1,5", "1 000", "½", "٣٤", "1e999999999"],
)
def test_odd_numbers_are_a_finding_or_a_number(number: str):
    """What is no finite number is said not to be one, at the number."""
    content = (
        "type: evidence\ntitle: T\ntopic: monitoring\nstatement: S one.\nsources: [{source: s, at: P1}]\n"
        f"measurements:\n  - {{name: m, conditions: c, value: '{number}', n: '{number}'}}\n"
    )
    loaded = load_texts({**NEIGHBOUR, "claims/a.yaml": content})
    found = [d for d in loaded.diagnostics if "/a.yaml" in d.span.path]
    assert all(lies_inside(d.span, content) for d in found)
    assert "schema/not-a-number" in codes(found)


@pytest.mark.parametrize(
    "value",
    [
        "2024-13",
        "2024-02-30",
        "0000",
        "20240",
        "2024-1-1",
        "May 2024",
        "2024-05-17T12:00",
        "-2024",
        "২০২৪",
        "2023-02-29",
    ],
)
def test_dates_that_are_none_are_a_finding(value: str):
    """A date is year, month and day as far as known, and one that the calendar has."""
    texts = {"claims/v.yaml": f"type: viewpoint\ntitle: V\nholder: h\ndate: '{value}'\n"}
    assert codes(findings_in(texts)) == ["schema/bad-date"]


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u200b", "\u00ad", "\ufeff", "\U000e0041", "\u2060", "\u200e"])
@pytest.mark.parametrize("key", ["title", "statement", "notes", "tags"])
def test_hidden_characters_are_found_in_every_text(hidden: str, key: str):
    """Characters that people do not see are reported wherever they stand, at their place."""
    value = f"[tag{hidden}ged]" if key == "tags" else f"Some wo{hidden}rds here"
    content = "\n".join(line for line in CLAIM.splitlines() if not line.startswith(key)) + f"\n{key}: {value}\n"
    found = [d for d in findings_in({**NEIGHBOUR, "claims/a.yaml": content}) if d.code == "style/hidden-character"]
    assert [content.split("\n")[d.span.line - 1][d.span.column - 1] for d in found] == [hidden]


@pytest.mark.parametrize("visible", ["é", "–", "“quoted”", "日本語", "ﬁ", "👩‍💻", "می‌خواهم", "x²", "→"])
def test_visible_characters_are_welcome(visible: str):
    """Scripts, ligatures, joined emoji and typographic signs are text."""
    texts = {**NEIGHBOUR, "claims/a.yaml": CLAIM.replace("S one.", f"S {visible} one.")}
    assert [d.code for d in findings_in(texts) if d.severity == "error"] == []
