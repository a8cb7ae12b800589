from __future__ import annotations

import textwrap
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings

from cruxbase.editing import formatting
from cruxbase.editing.formatting import WIDTH, formatted
from cruxbase.parsing.layout import layout
from cruxbase.parsing.located import located
from cruxbase.parsing.raw_text import Text
from cruxbase.records import KEY_ORDER, RECORD_TYPES
from yaml_texts import record_texts

REPOSITORY = Path(__file__).parents[2]


def laid_out(written: str) -> str:
    return formatted(textwrap.dedent(written).lstrip("\n"))


def text(written: str) -> str:
    return textwrap.dedent(written).lstrip("\n")


def test_orders_keys_as_the_schema_does() -> None:
    """Top keys take the order of `KEY_ORDER`, keys of parts that of their model's fields; unknown keys come last."""
    given_ = """
        statement: S
        odd: 1
        supports:
          - because: B
            claim: a
        type: claim
        topic: t
        title: T
    """
    expected = """
        type: claim
        title: T
        topic: t
        statement: S
        supports:
          - claim: a
            because: B
        odd: 1
    """
    assert text(expected) == laid_out(given_)


def test_keeps_the_order_of_free_keys() -> None:
    """Credences are keyed by claim and stay in the order in which they were written."""
    given_ = "type: viewpoint\ncredences:\n  b: 0.1\n  a: {basis: stated, credence: 0.2}\n"
    assert "credences:\n  b: 0.1\n  a: {credence: 0.2, basis: stated}\n" in formatted(given_)


def test_every_field_has_a_place_in_the_order_of_keys() -> None:
    """No key of any record type is missing from `KEY_ORDER`."""
    fields = {field.alias or name for model in RECORD_TYPES.values() for name, field in model.model_fields.items()}
    assert set() == fields - set(KEY_ORDER)


def test_folds_prose_at_the_width() -> None:
    """A text too long for its line is folded to at most 100 columns, and says the same."""
    words = " ".join(["word"] * 60)
    made = formatted(f"type: claim\nstatement: {words}\n")
    assert made.startswith("type: claim\nstatement: >-\n  word word")
    assert max(map(len, made.splitlines())) <= WIDTH
    assert words == located(Text("", made)).data["statement"]  # type: ignore[index] # it is read


def test_refolds_uneven_lines() -> None:
    """A folded text is folded anew, so that an edit in its middle leaves no ragged lines."""
    assert "  one two\n" in formatted("notes: >-\n  one\n  two\n")


def test_keeps_paragraphs() -> None:
    """A blank line in a folded text is a line break in what it says, and stays."""
    assert "notes: >-\n  one\n\n  two\n" == formatted("notes: >-\n  one\n\n  two\n")


def test_keeps_literal_texts() -> None:
    """Lines of a literal text are the author's, such as a list in Markdown."""
    assert "notes: |-\n  - a\n  - b\n" == formatted("notes: |-\n     - a\n     - b\n")


def test_does_not_break_the_names_of_steps() -> None:
    """A step's name is one word however long it is."""
    name = f"{'a' * 60} -> {'b' * 60}"
    assert f"undercuts:\n  - step: {name}\n" == formatted(f"undercuts:\n- step: {name}\n")


def test_keeps_quotes() -> None:
    """Quoted numbers stay quoted: without quotes other programs would read a number."""
    assert 'arxiv: "2412.14093"\n' == formatted('arxiv:   "2412.14093"\n')


def test_unfolds_what_does_not_fit_in_brackets() -> None:
    """A list in brackets stays on one line where it fits, and has a line an entry where it does not."""
    assert "tags: [a, b]\n" == formatted("tags: [ a,b ]\n")
    ids = ["c" * 40, "d" * 40, "e" * 40]
    assert "tags:\n" + "".join(f"  - {id}\n" for id in ids) == formatted(f"tags: [{', '.join(ids)}]\n")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param(
            "title: T\n# about the type\ntype: claim\n", "# about the type\ntype: claim\ntitle: T\n", id="above its key"
        ),
        pytest.param("title: T # long\ntype: claim\n", "type: claim\ntitle: T  # long\n", id="after its value"),
        pytest.param(
            "# licence\n\ntitle: T\ntype: claim\n", "# licence\n\ntype: claim\ntitle: T\n", id="at the head of the file"
        ),
        pytest.param("title: T\ntype: claim\n# the end\n", "type: claim\ntitle: T\n# the end\n", id="at its end"),
        pytest.param(
            "tags:\n  - a\n  # - b\ntype: claim\n", "type: claim\ntags:\n  - a\n  # - b\n", id="at the end of a list"
        ),
        pytest.param(
            "tags:  # free\n- a\ntype: claim\n", "type: claim\ntags:  # free\n  - a\n", id="after a key with a list"
        ),
        pytest.param(
            "sources:\n- # why\n  at: P1\n  source: s\n",
            "sources:\n  # why\n  - at: P1\n    source: s\n",
            id="after a dash",
        ),
        pytest.param("notes: >- # how\n  a\ntype: claim\n", "type: claim\nnotes: >-  # how\n  a\n", id="after >-"),
        pytest.param("tags: [a, # one\n  b]\n", "tags:\n  - a  # one\n  - b\n", id="inside brackets"),
        pytest.param(
            "title: T\n\ntype: claim\ntopic: t\n",
            "type: claim\ntitle: T\ntopic: t\n",
            id="blank line above what moves up",
        ),
        pytest.param("type: claim\n\n\ntitle: T\n", "type: claim\n\ntitle: T\n", id="several blank lines"),
    ],
)
def test_comments_stay_with_what_they_stand_by(written: str, expected: str) -> None:
    """A comment moves with its entry; one at the head or the end of the file stays there."""
    assert expected == formatted(written)


@pytest.mark.parametrize(
    "broken",
    [
        "a: [\n",
        "a: 1\na: 2\n",
        "a: &x 1\nb: *x\n",
        "a: !!str 1\n",
        "- a\n",
        "",
        "a:\n",
        "\ufeffa: 1\n",
        "a: 1\n---\nb: 2\n",
        "title: 'a\u2028b'\ntype: claim\n",
    ],
)
def test_leaves_alone_what_it_cannot_read(broken: str) -> None:
    """A text that is not a valid record's YAML comes back unchanged."""
    assert broken == formatted(broken)


def test_leaves_alone_what_would_not_read_back_equal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Should the layout ever lose something, the text stays as it was."""
    monkeypatch.setattr(formatting, "folded", lambda _, indent: [">-", indent + "something else"])
    written = f"type: claim\nstatement: {'word ' * 40}\n"
    assert written == formatted(written)


def test_keeps_the_line_ends_of_the_file() -> None:
    """A file with the line ends of Windows keeps them."""
    assert "type: claim\r\ntitle: T\r\n" == formatted("title: T\r\ntype: claim\r\n")


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(record_texts())
def test_formatting_is_idempotent_and_keeps_values_and_comments(written: str) -> None:
    """Whatever valid YAML is given: laid out, it says the same, has the same comments, and does not change again."""
    read = located(Text("", written))
    assume(read.data is not None and not any(problem.severity == "error" for problem in read.problems))
    made = formatted(written)
    assert read.data == located(Text("", made)).data
    before, after = (layout(Text("", content.replace("\r", ""))).comments for content in (written, made))
    assert Counter(c.text for c in before) == Counter(c.text for c in after)
    assert made == formatted(made)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(record_texts())
def test_no_valid_text_is_refused(written: str) -> None:
    """The guard that leaves a text alone is never needed: every valid text can be laid out."""
    read = located(Text("", written))
    assume(read.data is not None and not any(problem.severity == "error" for problem in read.problems))
    made = []
    guard = formatting._says_the_same

    def noted(*given_: object) -> bool:
        made.append(guard(*given_))  # type: ignore[arg-type] # passed on as it came
        return made[-1]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(formatting, "_says_the_same", noted)
        formatted(written)
    assert False not in made


def test_the_shipped_records_do_not_change_twice() -> None:
    """Laying out the whole base is idempotent and changes no value."""
    for path in sorted((REPOSITORY / "claims").rglob("*.yaml")):
        written = path.read_text(encoding="utf-8")
        made = formatted(written)
        assert made == formatted(made), path
        assert located(Text("", written)).data == located(Text("", made)).data, path
