"""No text raises, however it came about, and every finding's place lies inside its file.

The suite runs some 300 cases of each property; `-m slow` runs more than 10,000.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cruxbase.diagnostics import CATALOGUE, Diagnostic
from cruxbase.loading.loading import load_texts
from cruxbase.parsing.located import LoadedYaml, _parsed
from cruxbase.parsing.plain_layout import data_in_plain_layout
from cruxbase.parsing.raw_text import Text
from support import EXAMPLES, lies_inside, mended, texts_below, valid_texts

QUICK, THOROUGH = 300, 12_000
PATH = "claims/monitoring/mutated.yaml"
BROKEN = (EXAMPLES / "invalid").glob("*/*")
SEEDS = sorted({*valid_texts().values(), *(text for folder in BROKEN for text in texts_below(folder).values())})
PIECES = [
    *("\t", "\n", "\r\n", "\r", " ", "  ", ": ", ":", "- ", "? ", "#", " #", "---\n", "...\n"),
    *("|", ">", ">-\n", "|9\n", "%", "@", "`", "&a", "*a", "<<: ", "!!str ", "!x ", "'", '"', "\\"),
    *("[", "]", "{", "}", ",", "~", "null", "[]", "{}", '""', "''", "[" * 40, "- " * 40, "x" * 300),
    *("\x00", "\x07", "\x85", "\u2028", "\ufeff", "\u202e", "\ud800", "é", "日本", "😀", "\U000e0041"),
    *("0" * 400, "-1", "1e999", "nan", "true", "no", "2024-02-30", "80", "40-55%", "a -> b", "->"),
    *("TODO", "<script>", "](javascript:x)"),
]


def mutated(source: random.Random) -> str:
    """A record's text with a few changes such as people, editors and adversaries make."""
    text = source.choice(SEEDS)
    for _ in range(source.choice((1, 1, 1, 2, 2, 3, 5, 8))):
        text = source.choice(MUTATIONS)(text, source)
    return text


def inserted(text: str, source: random.Random) -> str:
    """Something put in anywhere."""
    at = source.randint(0, len(text))
    return text[:at] + source.choice(PIECES) + text[at:]


def cut(text: str, source: random.Random) -> str:
    """A stretch taken out."""
    at = source.randint(0, len(text))
    return text[:at] + text[at + source.choice((1, 1, 2, 5, 20)) :]


def moved_line(text: str, source: random.Random) -> str:
    """A line put elsewhere, once more or not at all."""
    lines = text.split("\n")
    line = source.choice(lines)
    if source.random() < 0.5:
        lines.remove(line)
    lines.insert(source.randint(0, len(lines)), line)
    return "\n".join(lines)


def indented(text: str, source: random.Random) -> str:
    """A line moved in or out."""
    lines = text.split("\n")
    at = source.randrange(len(lines))
    lines[at] = source.choice((" " + lines[at], "\t" + lines[at], lines[at].lstrip(), "  - " + lines[at].strip()))
    return "\n".join(lines)


def other_value(text: str, source: random.Random) -> str:
    """A key with another value."""
    lines = text.split("\n")
    at = source.randrange(len(lines))
    key, colon, _ = lines[at].partition(":")
    lines[at] = f"{key}{colon} {source.choice(PIECES)}" if colon else lines[at]
    return "\n".join(lines)


def mixed(text: str, source: random.Random) -> str:
    """The beginning of one record and the end of another."""
    other = source.choice(SEEDS)
    return text[: source.randint(0, len(text))] + other[source.randint(0, len(other)) :]


def swapped(text: str, source: random.Random) -> str:
    """Two characters in each other's place."""
    if len(text) < 2:
        return text
    at = source.randrange(len(text) - 1)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


MUTATIONS: tuple[Callable[[str, random.Random], str], ...] = (
    inserted,
    inserted,
    cut,
    moved_line,
    indented,
    other_value,
    other_value,
    mixed,
    swapped,
)


def problems_with(text: str) -> list[str]:
    """What is wrong with the findings in a base with this record; raises where loading does."""
    texts = {**valid_texts(), PATH: text}
    wrong = []
    for finding in load_texts(texts).diagnostics:
        if finding.code not in CATALOGUE:
            wrong.append(f"undeclared: {finding}")
        if not finding.help or "\n" in finding.message:
            wrong.append(f"without help, or of several lines: {finding}")
        outside = [span for span in spans_of(finding) if not lies_inside(span, texts[span.path])]
        wrong += [f"outside its file: {finding}"] if outside else []
    return wrong


def spans_of(finding: Diagnostic):
    """Every place that a finding speaks of."""
    yield finding.span
    yield from (related.span for related in finding.related)
    if finding.fix is not None:
        yield from (edit.span for edit in finding.fix.edits)


def check_mutations(seed: int) -> None:
    """A mutated record gives findings at real places."""
    text = mutated(random.Random(seed))
    assert problems_with(text) == [], text


def check_fixes(seed: int) -> None:
    """A safe fix of a mutated record removes its finding."""
    texts = {**valid_texts(), PATH: mutated(random.Random(seed))}
    for finding in load_texts(texts).diagnostics:
        if finding.fix is not None and finding.fix.safe and finding.span.path == PATH:
            after = load_texts(mended(texts, finding.fix)).diagnostics
            assert (finding.code, finding.span, finding.message) not in {(d.code, d.span, d.message) for d in after}


def check_characters(text: str) -> None:
    """Any text at all gives findings at real places."""
    assert problems_with(text) == []


def check_layout(seed: int) -> None:
    """A mutated record that is read without a YAML parser is read as one reads it."""
    text = mutated(random.Random(seed)).encode(errors="replace").decode()
    data = data_in_plain_layout(text)
    assert data is None or repr(_parsed(Text(PATH, text))) == repr(LoadedYaml(data))


quick = settings(max_examples=QUICK, deadline=None, suppress_health_check=[HealthCheck.too_slow])
thorough = settings(max_examples=THOROUGH, deadline=None, suppress_health_check=[HealthCheck.too_slow])
seeds = st.integers(0, 2**48)
characters = st.text(alphabet=st.one_of(st.characters(), st.sampled_from(" \n\t:-[]{}#&*!|>'\"%@`,?")), max_size=200)


@quick
@given(seeds)
def test_mutated_records_give_findings_at_real_places(seed: int):
    """Some 300 mutated records raise nothing."""
    check_mutations(seed)


@quick
@given(characters)
def test_any_text_gives_findings_at_real_places(text: str):
    """Some 300 texts of any characters raise nothing."""
    check_characters(text)


@settings(quick, max_examples=100)
@given(seeds)
def test_safe_fixes_of_mutated_records_remove_their_findings(seed: int):
    """What a safe fix is for is gone once it was applied."""
    check_fixes(seed)


@settings(quick, max_examples=2000)
@given(seeds)
def test_mutated_records_are_read_as_yaml_reads_them(seed: int):
    """Of 2,000 mutated records none is read otherwise without a YAML parser."""
    check_layout(seed)


@pytest.mark.slow
@settings(thorough, max_examples=60_000)
@given(seeds)
def test_very_many_mutated_records_are_read_as_yaml_reads_them(seed: int):
    """Nor is any of 60,000."""
    check_layout(seed)


@pytest.mark.slow
@thorough
@given(seeds)
def test_very_many_mutated_records_give_findings_at_real_places(seed: int):
    """More than 10,000 mutated records raise nothing."""
    check_mutations(seed)


@pytest.mark.slow
@settings(thorough, max_examples=4000)
@given(characters)
def test_very_many_texts_give_findings_at_real_places(text: str):
    """Thousands of texts of any characters raise nothing."""
    check_characters(text)


@pytest.mark.slow
@settings(thorough, max_examples=3000)
@given(seeds)
def test_very_many_safe_fixes_remove_their_findings(seed: int):
    """Thousands of safe fixes do what they say."""
    check_fixes(seed)
