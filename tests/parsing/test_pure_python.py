"""Where PyYAML was built without libyaml, everything is read and found alike, only slower."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from types import ModuleType

import pytest

from cruxbase.parsing import located as with_libyaml
from cruxbase.parsing.raw_text import Text
from support import EXAMPLES, marked, texts_below, valid_texts


@pytest.fixture(scope="module")
def pure() -> ModuleType:
    """The module as it is where libyaml is missing."""
    assert with_libyaml.__file__ is not None
    spec = importlib.util.spec_from_file_location("located_without_libyaml", with_libyaml.__file__)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    kept = sys.modules.get("yaml.cyaml")
    sys.modules["yaml.cyaml"] = None  # type: ignore[assignment] # so that importing it fails
    try:
        spec.loader.exec_module(module)
    finally:
        if kept is not None:
            sys.modules["yaml.cyaml"] = kept
    return module


def all_examples() -> dict[str, str]:
    """Every text among the examples, broken or not, by a path that is unique."""
    found = {f"valid/{path}": text for path, text in valid_texts().items()}
    for folder in sorted((EXAMPLES / "invalid").glob("*/*")):
        name = f"{folder.parent.name}/{folder.name}"
        found.update({f"{name}/{path}": text for path, text in texts_below(folder).items()})
    return found


def outcome(module: ModuleType, content: str) -> tuple[object, list[tuple[str, int, str, str]]]:
    """What one implementation reads, and each finding with its place, message and help."""
    read: Callable[..., with_libyaml.LoadedYaml] = module.located
    found = read(Text("claims/a.yaml", content))
    return found.data, [(p.code, p.span.line, marked(p.span, content), p.help) for p in found.problems]


def test_the_two_implementations_differ(pure: ModuleType):
    """The comparison is between libyaml and PyYAML's own parser."""
    assert with_libyaml._Composer.__bases__[0].__module__ == "yaml._yaml"
    assert pure._Composer.__bases__[0].__module__ == "yaml.reader"


@pytest.mark.parametrize("path", all_examples())
def test_examples_are_read_alike(pure: ModuleType, path: str):
    """Data, findings, places and help are the same with either parser."""
    content = all_examples()[path]
    assert outcome(pure, content) == outcome(with_libyaml, content)


@pytest.mark.parametrize(
    "content",
    [
        "title: Monitoring: what it costs\n",
        "title: one\n topic: two\n",
        'title: "never closed\ntopic: two\n',
        "title: 'it's so'\n",
        "title: [draft] and on\n",
        "title: `code` first\n",
        "title: *bold* text\n",
        "title: > no line end\n",
        "title: - a list\n",
        "title: one\ntopic two\nstatement: three\n",
        "list: [a, b\ntitle: one\n",
        "list:\n  - a\n  b: c\n",
        'title: "a \\d b"\n',
        "list:\n\t- a\n",
        "a: \x07\n",
        "a: é\x00\n",
        "a: 1\n---\nb: 2\n",
        "? [a]\n: b\n",
        "a: !t b\n",
        "type: " + "[" * 50_000,
        "- " * 50_000 + "x",
        "".join(" " * i + "a:\n" for i in range(300)),
        "a: |9\n  b\n",
        "\ufffe: 1\n",
        "a: 'b\n\n\n  c'\r\nd: e\r\n",
        "a: >-\n  b\n   c\n\n  d\ne: |+\n  f\n\n",
    ],
)
def test_mistakes_are_the_same_findings(pure: ModuleType, content: str):
    """The same mistake has the same code, line and help with either parser."""
    one, other = outcome(pure, content), outcome(with_libyaml, content)
    assert one[0] == other[0]
    assert [(code, line, help) for code, line, _, help in one[1]] == [
        (code, line, help) for code, line, _, help in other[1]
    ]


def test_places_are_the_same(pure: ModuleType):
    """Every key and value of every example stands at the same place for either parser."""
    for content in all_examples().values():
        one = pure.SpanTable(Text("claims/a.yaml", content))
        other = with_libyaml.SpanTable(Text("claims/a.yaml", content))
        assert {path: one.value(path) for path in other._values} == {path: other.value(path) for path in other._values}
        assert {path: one.key(path) for path in other._keys} == {path: other.key(path) for path in other._keys}
