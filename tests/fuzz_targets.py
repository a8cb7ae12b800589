"""What untrusted bytes reach, as functions of bytes: none of them may raise, or take longer than linear time allows.

`tests/security/test_fuzzing.py` gives them a bounded share in every run, `benchmarks/fuzzing.py` as much as one has time for,
led by coverage.
"""

from __future__ import annotations

import json
from collections.abc import Callable

import yaml
from lxml import html

from cruxbase.diagnostics import CATALOGUE
from cruxbase.editing.formatting import formatted
from cruxbase.editing.issue_forms import FORMS, CannotRead, filled, form_text
from cruxbase.editing.merging import merged_record
from cruxbase.exchange.arguments.document import UnreadableDocument
from cruxbase.exchange.arguments.readers import FORMATS
from cruxbase.exchange.bibtex import BadBibTeX, read_bibtex
from cruxbase.exchange.csl_json import read_csl_json
from cruxbase.exchange.ris import read_ris
from cruxbase.loading.loading import load_texts
from cruxbase.reasoning.expression_nodes import MalformedExpression
from cruxbase.reasoning.expressions import Expression
from cruxbase.site.build.plain_settings import plain_settings
from cruxbase.site.glossary import Glossary
from cruxbase.site.prose import Prose
from support import lies_inside, valid_texts

PATH = "claims/monitoring/fuzzed.yaml"
_VALID = valid_texts()

Target = Callable[[bytes], None]


def text_of(content: bytes) -> str:
    return content.decode("utf-8", "surrogateescape")


def record(content: bytes) -> None:
    """A record among sound ones: every finding has a code, help, and a place inside its file."""
    text = text_of(content)
    texts = {**_VALID, PATH: text}
    for finding in load_texts(texts).diagnostics:
        assert finding.code in CATALOGUE
        assert finding.help
        assert lies_inside(finding.span, texts[finding.span.path]), (finding, text)


def base(content: bytes) -> None:
    """Several files, cut out of one text at form feeds, as a base of their own."""
    parts = text_of(content).split("\f")
    texts = {f"claims/{number}.yaml": part for number, part in enumerate(parts[:12])}
    for finding in load_texts(texts).diagnostics:
        assert lies_inside(finding.span, texts[finding.span.path]), (finding, texts)


def layout(content: bytes) -> None:
    """What `fmt` writes says the same as what it read, and it leaves it alone the second time."""
    text = text_of(content)
    once = formatted(text, PATH)
    assert formatted(once, PATH) == once


def expression(content: bytes) -> None:
    """A formula of a model is read or refused, and has a value or says why not."""
    try:
        parsed = Expression.parse(text_of(content)[:2000])
    except MalformedExpression:
        return
    try:
        parsed.value(dict.fromkeys(parsed.names, 0.5))
    except ArithmeticError as problem:
        assert str(problem)


def bibliography(content: bytes) -> None:
    """A bibliography of any form is read or refused with a sentence."""
    text = text_of(content)
    for read in (read_bibtex, read_csl_json, read_ris):
        try:
            read(text, "x")
        except (BadBibTeX, ValueError) as problem:
            assert str(problem)


def arguments(content: bytes) -> None:
    """So is a file of arguments, in whatever format it is said to be."""
    for format in FORMATS:
        if format.name == "parquet":
            continue
        try:
            format.document(content, "x.txt")
        except UnreadableDocument as problem:
            assert str(problem)


def settings(content: bytes) -> None:
    """Settings of a site come out without tags, hooks and plugins, or are refused."""
    try:
        plain = plain_settings(text_of(content))
    except ValueError as problem:
        assert str(problem)
        return
    yaml.safe_load(plain.text)  # raises at a tag
    assert plain_settings(plain.text).left_out == ()


def form(content: bytes) -> None:
    """An issue of a forge is a filled form, of which a record is made without an error in its layout, or none."""
    try:
        made = filled(text_of(content))
    except CannotRead as problem:
        assert str(problem)
        return
    assert not made.path.startswith(("/", "."))
    assert formatted(made.text, made.path) == made.text


def prose(content: bytes) -> None:
    """Markdown with formulas becomes HTML of the allowed elements."""
    made = Prose({}.get, Glossary(()), "").blocks(content.decode("utf-8", "replace")[:4000])
    for element in html.fragments_fromstring(f"<div>{made}</div>")[0].iter():
        assert element.tag not in (
            "script",
            "style",
            "iframe",
            "img",
            "form",
            "input",
            "svg",
            "object",
            "embed",
            "link",
        )
        assert not [name for name in element.attrib if name.startswith("on")]
        assert not element.get("href", "").lower().lstrip().startswith(("javascript:", "data:", "vbscript:"))


def merge(content: bytes) -> None:
    """Three versions of a record, cut at form feeds, are joined, shown as a conflict, or left to git."""
    base, ours, theirs, *_ = *content.decode("utf-8", "replace").split("\f"), "", "", ""
    merged_record(base, ours, theirs)


TARGETS: dict[str, Target] = {
    function.__name__: function
    for function in (
        *(record, base, layout, expression, bibliography, arguments, settings),
        *(form, prose, merge),
    )
}

SEEDS: dict[str, tuple[bytes, ...]] = {
    "record": tuple(text.encode() for text in _VALID.values()),
    "base": ("\f".join(list(_VALID.values())[:6]).encode(),),
    "layout": tuple(text.encode() for text in _VALID.values()),
    "expression": (b"if(p > 0.5, p * q, 0)", b"min(a, b) ^ -c / logistic(x)", b"clamp(a, 0, 1) and not (b == c)"),
    "bibliography": (
        b"@article{k, author = {Quill, Ada and {The Org}}, title = {A {T}itle}, year = 2024, journal = {arXiv:2401.00001}}",
        b"TY  - JOUR\nAU  - Quill, Ada\nTI  - A title\nPY  - 2024\nER  - \n",
        json.dumps([{"type": "article", "title": "T", "author": [{"family": "Q"}]}]).encode(),
    ),
    "arguments": (
        b"[A]: a\n  + [B]: b\n    - <C>: c\n\n(1) [A]\n(2) x\n--\n(3) [B]\n",
        b"Discussion Title: T\n\n1. A.\n1.1. Pro: B.\n1.2. Con: -> See 1.1.\n",
        b'{"nodes": [{"nodeID": 1, "type": "I", "text": "a"}, {"nodeID": 2, "type": "RA"}], "edges": [{"fromID": 1, "toID": 2}]}',
        b"statements: {a: A, b: B}\narguments: {x: {conclusion: a, premises: [b]}}\n",
        b"arg(a, 0.5). arg(b).\natt(a,b).\n",
    ),
    "form": (
        *(form_text(one).encode() for one in FORMS),
        b"### Statement\n\nIt is so.\n\n### Topic\n\nmonitoring\n\n### Title\n\nA claim\n\n### Source\n\n_No response_\n",
    ),
    "prose": (
        b"*One* [two](https://e.org) [[a-claim]] $x^2 + \\frac{1}{2}$ and `code`[^1]\n\n[^1]: A note.\n",
        b"| a | b |\n|---|---|\n| 1 | $$\\href{javascript:x}{y}$$ |\n\n<b onclick=x>bold</b> ![i](x.png)\n",
    ),
    "merge": ("\f".join(list(_VALID.values())[:1] * 3).encode(),),
    "settings": (b"site_name: x\nhooks: [a.py]\ntheme: {name: material, custom_dir: o}\nextra: {a: !ENV x}\n",),
}  # fmt: skip
