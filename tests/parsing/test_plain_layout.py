"""Records in the usual layout are read without a YAML parser, and as one reads them; see `test_mutated_yaml` for all others."""

from __future__ import annotations

import pytest

from cruxbase.parsing.located import LoadedYaml, _parsed
from cruxbase.parsing.plain_layout import data_in_plain_layout
from cruxbase.parsing.raw_text import Text
from support import REPOSITORY

RECORD = """type: claim
title: It's "fast" 3:1, § 2 – no [brackets] {or braces}
topic: monitoring
statement: >-
  A folded text: it may hold "quotes", 'these', a#b, - dashes
  and lines that look: like keys.
sources:
  - source: quill-monitors-2024
    at: §3
    note: >-
      Over
      two lines.
  - other-source
measurements:
  - {name: rate, value: 0.9, unit: percent, at: Fig. 2}
refines: [{record: a-b, because: So}, {record: c}]
supports:
  - claim: a
    with: [b, c]
    because: "Quoted: text"
tags:
  - one
  - 'two: three'
"""
LEFT_TO_YAML = {
    "an anchor": "a: &b c\n",
    "an alias": "a: *b\n",
    "a tag": "a: !!str b\n",
    "a comment": "a: b # c\n",
    "a comment on a line of its own": "a: b\n# c\n",
    "no value": "a:\nb: c\n",
    "no value in an item": "a:\n  - \n",
    "null": "a: null\n",
    "null among words": "a: [b, null]\n",
    "a key twice": "a: b\na: c\n",
    "a key twice in braces": "a: {b: c, b: d}\n",
    "a key twice in a list of braces": "a: [{b: c}, {b: d, b: e}]\n",
    "a word among braces": "a: [{b: c}, d]\n",
    "a colon and a space": "a: b: c\n",
    "a colon at the end": "a: b:\n",
    "a text over two lines": "a: b\n  c\n",
    "a text of several paragraphs": "a: >-\n  b\n\n  c\n",
    "a deeper line in a folded text": "a: >-\n  b\n    c\n",
    "another way of folding": "a: |\n  b\n",
    "a list that is not indented": "a:\n- b\n",
    "a tab": "a:\tb\n",
    "a strange line end": "a: b\x85c\n",
    "a carriage return": "a: b\r\n",
    "no line end": "a: b",
    "a second document": "a: b\n---\nc: d\n",
    "an escape": 'a: "b\\n"\n',
    "a list at the top": "- a\n",
    "nothing": "",
}


def test_the_usual_layout_needs_no_parser():
    """Values on a line and folded below it, lists, mappings and flat brackets come out as YAML has them."""
    data = data_in_plain_layout(RECORD)
    assert data is not None
    assert repr(_parsed(Text("a.yaml", RECORD))) == repr(LoadedYaml(data))


@pytest.mark.parametrize("text", LEFT_TO_YAML.values(), ids=LEFT_TO_YAML)
def test_what_needs_care_is_left_to_yaml(text: str):
    """Whatever is rare, or may be a slip, is read by the parser, which has something to say of it."""
    assert data_in_plain_layout(text) is None


def test_most_records_need_no_parser():
    """Of the records that the repository holds, four of five are read so."""
    texts = [path.read_text(encoding="utf-8") for path in (REPOSITORY / "claims").rglob("*.yaml")]
    assert sum(data_in_plain_layout(text) is not None for text in texts) > 0.8 * len(texts)
