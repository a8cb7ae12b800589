"""No command prints thousands of lines unless it is asked to, however large the base is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cruxbase.cli.registry import COMMANDS
from running import Run

SIZE = 3000
MOST = 250

LONG = (
    ("ask-next", "c0", "--view", "ann"),
    ("case", "c0"),
    ("case", "c0", "--against"),
    ("check",),
    ("compare", "ann", "cy"),
    ("cruxes", "c0", "--between", "ann", "bob"),
    ("cruxes", "c0", "--view", "cy"),
    ("explain",),
    ("find", "claim"),
    ("find", "--type", "claim"),
    ("impact", "c0"),
    ("impact", "c2999"),
    ("paths", "c2999", "c0"),
    ("show", "c0"),
    ("show", "ann"),
    ("show", "view-ann"),
    ("show", "a-text"),
    ("show", "t"),
    ("show", "x"),
    ("status",),
    ("status", "--view", "ann"),
    ("status", "--coherence", "--view", "ann"),
    ("verify", "--corpus", "."),
    ("what-if", "c1=0.1", "--view", "ann"),
    ("why", "c0"),
    ("why", "c0", "--view", "ann"),
)
"""Commands that list what a base holds."""

SHORT = {
    *("build", "changelog", "completion", "confirm", "diff", "export", "fix", "fmt", "from-issue", "import"),
    *("init", "log", "lsp", "mcp", "merge", "merge-driver", "model", "move-step", "new", "query", "rename", "retire"),
    *("schema", "serve", "split"),
}
"""Those that write files or one document, talk to programs, or ask about one record's own fields."""


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A base of claims that bear on one, are of one topic and cite one text; two people speak of all, a third of one."""
    texts = {
        "topics/t": "type: topic\ntitle: All of it\nsummary: All.\n",
        "sources/a-text": "type: source\ntitle: A text\nkind: post\nurl: https://example.org/a\nauthors: [ann]\n"
        "issued: 2024\nchecked: read\n",
        "people/ann": "type: person\nname: Ann\n",
        "people/bob": "type: person\nname: Bob\n",
        "people/cy": "type: person\nname: Cy\n",
        "viewpoints/view-cy": "type: viewpoint\ntitle: Cy\nholder: cy\ndate: 2024\nsources: [a-text]\ncredences: {c2: 0.3}\n",
        "cruxes/x": "type: crux\ntitle: Whether it holds?\nquestion: Does it?\ntopic: t\nsides: [c1, c2]\ndecides: ["
        + ", ".join(f"c{n}" for n in range(3, SIZE)) + "]\n",
    }  # fmt: skip
    for person, shift in (("ann", 0), ("bob", 37)):
        credences = "".join(f"  c{n}: {(n * 7 + shift) % 98 + 1}%\n" for n in range(1, SIZE))
        texts[f"viewpoints/view-{person}"] = (
            f"type: viewpoint\ntitle: {person}\nholder: {person}\ndate: 2024\nsources: [a-text]\ncredences:\n{credences}"
        )
    for n in range(SIZE):
        end = f"supports: [{{claim: c0}}, {{claim: c{n // 2}}}]\n" if n > 1 else ""
        against = f"attacks: [{{claim: c{n - 2}}}]\n" if n % 5 == 4 else ""
        texts[f"t/c{n}"] = (
            f"type: claim\ntitle: Claim number {n}\ntopic: t\nstatement: It is claimed that {n} holds.\n"
            f"sources: [a-text]\n{end}{against}"
        )
    for path, text in texts.items():
        file = tmp_path / "claims" / f"{path}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_all_commands_are_looked_at():
    """A command either lists what a base holds and is asked about a large one, or is known to be short."""
    assert {line[0] for line in LONG} | SHORT == {command.name for command in COMMANDS}


@pytest.mark.slow
def test_answers_about_a_large_base_are_short(run: Run, large: Path):
    """No answer has more than 250 lines, and one that leaves something out says how much there is."""
    assert len(list(large.rglob("*.yaml"))) > SIZE
    long = {}
    for line in LONG:
        ran = run(*line)
        assert ran.status in (0, 1), (line, ran.err[-400:])
        if len(ran.lines) > MOST:
            long[" ".join(line)] = len(ran.lines)
    assert long == {}


@pytest.mark.slow
def test_shortened_answers_say_how_many_there_are(run: Run, large: Path):
    """What is left out of an answer is counted."""
    assert large.is_dir()
    for line in (("find", "--type", "claim"), ("status",), ("show", "c0")):
        assert re.search(r"\b[23],\d{3}\b", run(*line).out), line
