"""What is seen in a file's text decides whether the texts of its record are looked at one by one."""

from __future__ import annotations

import pytest

from cruxbase.checks.on_records import record_findings
from cruxbase.checks.wording import may_be_unclean, text_hygiene
from cruxbase.parsing.located import SpanTable, located
from cruxbase.parsing.raw_text import Text
from cruxbase.parsing.validation import validated

RECORD = """type: claim
title: Monitors are fast
topic: monitoring
statement: {statement}
notes: For this test.
"""
UNCLEAN = [
    ('"a zero-width\\u200bspace"', "style/hidden-character"),
    ("a zero-width\u200bspace", "style/hidden-character"),
    ("a wоrd of two scripts", "style/mixed-script"),
    ("a wοrd of two scripts", "style/mixed-script"),
    ("\u212aо by the sign of the kelvin", "style/mixed-script"),
    ("a part that is TODO", "style/placeholder"),
    (">-\n  a text of lorem\n  ipsum over two lines", "style/placeholder"),
    (">-\n  Say why it bears\n  on this, without repeating it.", "style/placeholder"),
    ('"a text of lorem\\\n  \\ ipsum over two lines"', "style/placeholder"),
    ("with <b>HTML</b>", "style/raw-html"),
    ('"with \\x3cb>HTML"', "style/raw-html"),
    ("a [link](javascript:alert) to nowhere", "style/unsafe-link"),
    ('"a [link]\\x28javascript:alert) to nowhere"', "style/unsafe-link"),
]


@pytest.mark.parametrize(("statement", "code"), UNCLEAN)
def test_what_is_unclean_in_a_record_shows_in_its_file(statement: str, code: str):
    """Escaped, folded or composed on reading, an unclean text is found."""
    text = Text("claims/monitoring/a.yaml", RECORD.format(statement=statement))
    record = validated(located(text), text, "a").record
    assert record is not None
    assert [code] == [finding.code for finding in text_hygiene(record, lambda: SpanTable(text))]
    assert code in [finding.code for finding in record_findings(record, text)]


@pytest.mark.parametrize(
    "statement", ["Plain words.", "Naïve “quotes” – §3.", ">-\n  over\n  two lines", "5 < 6, a > b"]
)
def test_a_clean_file_is_not_looked_at_twice(statement: str):
    """Letters beyond ASCII, folded lines and comparisons do not make a file suspicious."""
    assert not may_be_unclean(RECORD.format(statement=statement))
