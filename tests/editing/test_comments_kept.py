"""What writes keeps every comment: `fmt`, `fix` and `rename`, on records with comments in all places."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cruxbase.diagnostics import Diagnostic
from cruxbase.editing.fixing import fixed
from cruxbase.editing.formatting import formatted
from cruxbase.editing.renaming import renamed
from cruxbase.loading.loading import load, load_texts
from cruxbase.parsing.layout import layout
from cruxbase.parsing.raw_text import Text
from support import valid_texts

TEXTS = valid_texts()
EXPECTED = "yaml/comment-after-text"  # a comment after prose is kept, and asked about
LONG = settings(
    max_examples=12,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def commented(text: str, seed: int) -> str:
    """A record with a comment on every n-th line: above it and, where nothing hides it, after it."""
    lines = []
    block = False
    for number, line in enumerate(text.splitlines()):
        indent = re.match(r"[ -]*", line)
        assert indent is not None
        at_key = re.match(r"\s*(- )?[a-z_-]+:", line) is not None
        block = block and not at_key
        if at_key and (number * 7 + seed) % 3 == 0:
            lines.append(f"{' ' * (len(line) - len(line.lstrip()))}# above {number}")
        starts_block = line.endswith((">-", "|-", ">", "|"))
        if not block and not starts_block and (number * 5 + seed) % 4 == 0 and line.count('"') % 2 == 0:
            lines.append(f"{line}  # after {number}")
        else:
            lines.append(line)
        block = block or starts_block
    return "\n".join(lines) + "\n# the end\n"


def comments(text: str) -> Counter[str]:
    return Counter(comment.text for comment in layout(Text("", text)).comments)


def base_of(folder: Path, texts: dict[str, str]) -> Path:
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder / "claims"


@pytest.mark.parametrize("seed", range(3))
def test_fmt_keeps_every_comment_and_the_meaning(seed: int):
    """Each example record, commented everywhere, says the same and has the same comments; a second run changes nothing."""
    texts = {path: commented(text, seed) for path, text in TEXTS.items()}
    assert set() == {finding.code for finding in load_texts(texts).diagnostics} - {EXPECTED}
    made = {path: formatted(text) for path, text in texts.items()}
    for path, text in texts.items():
        assert comments(text) == comments(made[path]), path
        assert made[path] == formatted(made[path]), path
    before, after = load_texts(texts).knowledge_base, load_texts(made).knowledge_base
    assert [view.record for view in before] == [view.record for view in after]


@LONG
@given(st.sampled_from(sorted(TEXTS)), st.integers(0, 11))
def test_rename_keeps_every_comment(tmp_path_factory: pytest.TempPathFactory, path: str, seed: int):
    """Renaming any record of a base that is commented everywhere loses no comment and makes no finding."""
    texts = {p: commented(text, seed) for p, text in TEXTS.items()}
    result = renamed(base_of(tmp_path_factory.mktemp("base"), texts), Path(path).stem, "quite-another-name")
    for changed, text in result.changed.items():
        assert comments(texts[changed]) == comments(text), changed
    result.write()
    root = result.texts.locations[path].parents[1]
    assert set() == {finding.code for finding in load(root, cache=False).diagnostics} - {EXPECTED}


def wanted(finding: Diagnostic) -> bool:
    return finding.fix is not None and finding.code != EXPECTED


MISTAKES = (
    ("topic: monitoring", "topic:   monitoring\ntags: Free", 1),
    ("type: claim\n", "type: claim\nid: another\n", 1),
    ("strength: weak", "strength: waek", 1),
    ("supports:", "suports:", 1),
    ("sources:", "sourcs:", 1),
    ("monitoring\n", "monitorin\n", 1),
    ("deploy-with-monitors", "deploy-with-monitor", 1),
)


@LONG
@given(st.lists(st.sampled_from(MISTAKES), min_size=1, max_size=3), st.integers(0, 11))
def test_fix_keeps_every_comment(
    tmp_path_factory: pytest.TempPathFactory, mistakes: list[tuple[str, str, int]], seed: int
):
    """Fixing slips in records that are commented everywhere loses no comment but one on a line that goes."""
    texts = {path: commented(text, seed) for path, text in TEXTS.items()}
    for old, new, count in mistakes:
        texts = {path: text.replace(old, new, count) for path, text in texts.items()}
    result = fixed(base_of(tmp_path_factory.mktemp("base"), texts), wanted)
    assert result.applied
    for path, text in result.changed.items():
        assert comments(texts[path]) == comments(text), path
