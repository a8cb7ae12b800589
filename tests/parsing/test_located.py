"""YAML as people expect it: strings only, nothing lost in silence, every mistake at its place."""

from __future__ import annotations

import pytest

from cruxbase.diagnostics import Diagnostic
from cruxbase.parsing.located import LoadedYaml, located
from cruxbase.parsing.raw_text import Text
from support import codes, findings_in, marked


def read(content: str) -> LoadedYaml:
    """What is read from a file with this content."""
    return located(Text("claims/a.yaml", content))


def stretches(content: str, problems: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    """Each finding's code with the text it marks."""
    return [(problem.code, marked(problem.span, content)) for problem in problems]


@pytest.mark.parametrize(
    "written", ["no", "yes", "on", "12:30", "0x10", "1_000", "1e3", "2024-05-01", ".inf", "NaN", "0o7"]
)
def test_scalars_are_strings(written: str):
    """YAML decides no value's type: what looks like a number, a truth value or a date is text."""
    assert read(f"key: {written}\n").data == {"key": written}


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL", "[]", "{}"])
def test_empty_values_are_refused(written: str):
    """A key without a value is a finding at the key, and the key is left out of the data."""
    content = f"other: x\nkey: {written}\n"
    found = read(content)
    assert found.data == {"other": "x"}
    assert found.empty == {("key",)}
    assert stretches(content, found.problems) == [("yaml/empty-value", "key")]


@pytest.mark.parametrize(
    "written", ["list:\n  -\nother: x\n", "list:\n  -", "list:\n- \n", "list:\r\n  -\r\nother: x\r\n"]
)
def test_an_empty_entry_is_marked_by_its_dash(written: str):
    """Where nothing stands after the dash, the finding stands on the dash and not past the end of the line."""
    assert ("yaml/empty-value", "-") in stretches(written, read(written).problems)


@pytest.mark.parametrize("written", ['""', "''", '"null"', "'~'"])
def test_quoted_empty_words_are_text(written: str):
    """What is quoted is meant as text; whether blank text is welcome is for the schema to say."""
    assert read(f"key: {written}\n").data == {"key": written[1:-1]}


def test_empty_entries_keep_the_places_of_those_after_them():
    """A list's entries keep their positions when one is empty."""
    found = read("list: [a, ~, c]\n")
    assert found.data == {"list": ["a", "", "c"]}
    assert found.empty == {("list", 1)}


def test_nested_empty_values_are_reported_once_each():
    """Empty values inside one entry are findings of their own; the entry that is left empty is not one more."""
    content = "supports:\n  - claim:\n    because:\n"
    assert stretches(content, read(content).problems) == [
        ("yaml/empty-value", "claim"),
        ("yaml/empty-value", "because"),
    ]


def test_duplicate_keys_are_found_at_every_level():
    """The second of two equal keys is a finding; the first keeps its value."""
    content = "a: 1\nb: {c: 2, c: 3}\na: 4\n"
    found = read(content)
    assert found.data == {"a": "1", "b": {"c": "2"}}
    assert [(p.code, str(p.span), str(p.related[0].span)) for p in found.problems] == [
        ("yaml/duplicate-key", "claims/a.yaml:2:11", "claims/a.yaml:2:5"),
        ("yaml/duplicate-key", "claims/a.yaml:3:1", "claims/a.yaml:1:1"),
    ]


@pytest.mark.parametrize(
    ("content", "code", "stretch"),
    [
        ("a: &x 1\nb: 2\n", "yaml/anchor", "&x"),
        ("a: &x 1\nb: *x\n", "yaml/anchor", "*x"),
        ("a: *unknown\n", "yaml/anchor", "*unknown"),
        ("&x a: 1\n", "yaml/anchor", "&x"),
        ("<<: {a: 1}\nb: 2\n", "yaml/merge-key", "<<"),
        ("a: !!str 1\n", "yaml/tag", "!!str"),
        ("!!str a: 1\n", "yaml/tag", "!!str"),
        ("!thing\na: 1\n", "yaml/tag", "!thing"),
        ("a: !important\n", "yaml/tag", "!important"),
        ("a: [!x b]\n", "yaml/tag", "!x"),
        ("a: !python/object/apply:os.system [ls]\n", "yaml/tag", "!python/object/apply:os.system"),
        ("? [a, b]\n: 1\n", "yaml/complex-key", "[a, b]"),
        ("{a: 1}: 2\n", "yaml/complex-key", "{a: 1}"),
        ("a: 1\n---\nb: 2\n", "yaml/several-documents", "---"),
        ("a: 1\n...\n---\nb: 2\n", "yaml/several-documents", "---"),
        ("", "yaml/no-record", ""),
        ("# only a remark\n", "yaml/no-record", ""),
        ("just text\n", "yaml/no-record", "just text"),
        ("- a\n- b\n", "yaml/no-record", "-"),
    ],
)
def test_what_is_refused_is_marked(content: str, code: str, stretch: str):
    """Each construct that the format refuses is one finding that marks it."""
    assert stretches(content, read(content).problems) == [(code, stretch)]


@pytest.mark.parametrize(
    "content",
    ["a: 1\n...\n", "---\na: 1\n", "%YAML 1.2\n---\na: 1\n", "a: 1", "a: 1\r\n", "\n\n# remark\na: 1\n\n", "{a: 1}\n"],
)
def test_harmless_variety_is_accepted(content: str):
    """Document markers, a directive, Windows line ends and a missing last line end change nothing."""
    assert read(content) == LoadedYaml({"a": "1"})


@pytest.mark.parametrize(
    ("content", "stretch"),
    [
        ("title: Rule #3 and others\n", " #3 and others"),
        ("title: one\t#two\n", "\t#two"),
        ("title: two words # a remark\n", " # a remark"),
        ("title: nine é #3\n", " #3"),
        ("list:\n  - the case of #3\n", " #3"),
        ("title: Humans # x differ widely\n", " # x differ widely"),
        ("strength: strong # by far\n", " # by far"),
    ],
)
def test_text_lost_to_a_comment_is_pointed_out(content: str, stretch: str):
    """Plain text that a number sign cuts short is a warning that marks what is not read."""
    assert stretches(content, read(content).problems) == [("yaml/comment-after-text", stretch)]


@pytest.mark.parametrize(
    "content",
    [
        "# a remark\na: b\n",
        "a: b#c\n",
        "a: 'b' # c\n",
        "a: [b] # c\n",
        "a: >-\n  b #1\n",
        'a: "b #1"\n',
    ],
)
def test_real_comments_are_no_finding(content: str):
    """A remark on a line of its own, or after quotes and brackets, hides nothing."""
    assert read(content).problems == ()


def test_ten_mistakes_give_ten_findings():
    """All mistakes of a record are found in one run, each once, each at its place."""
    found = findings_in(
        """
        # claims/topics/monitoring.yaml
        type: topic
        title: Monitoring
        summary: About monitors.

        # claims/a.yaml
        type: claim
        title: This title is much too long for a title, since it says everything that the statement should say
        topic: Monitoring
        statement: "  "
        sources: none
        status: finished
        suports: [b]
        notes:
        tags: [fine, [nested]]
        undercuts: ["a to b"]
        requires:
          - claim: c
            becuase: no reason
        """
    )
    assert [(finding.span.line, finding.code) for finding in found if "/a.yaml" in finding.span.path] == [
        (2, "schema/too-long"),
        (3, "schema/bad-id"),
        (4, "schema/blank"),
        (5, "schema/wrong-shape"),
        (6, "schema/unknown-value"),
        (7, "schema/unknown-key"),
        (8, "yaml/empty-value"),
        (9, "schema/wrong-shape"),
        (10, "schema/bad-step-name"),
        (13, "schema/unknown-key"),
    ]


def test_broken_file_does_not_make_references_to_it_unknown():
    """A record that could not be read is missing without its neighbours being blamed."""
    found = findings_in(
        """
        # claims/topics/monitoring.yaml
        type: topic
        title: Monitoring
        summary: About monitors.

        # claims/people/q.yaml
        type: person
        name: Q
        url: nowhere

        # claims/sources/s.yaml
        type: source
        title: S
        kind: report
        url: https://example.org/s
        authors: [q]
        checked: read

        # claims/a.yaml
        type: claim
        title: One thing
        topic: monitoring
        statement: One thing is so.
        sources: [s]
        supports: [b]
        undercuts: [b -> a]

        # claims/b.yaml
        type: claim
        title: Another thing
        """
    )
    assert codes(found) == ["schema/missing-key", "schema/missing-key", "schema/bad-form"]
