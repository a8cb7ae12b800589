"""Every code has a broken example, and every example yields what it is there for, where it says, and nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from cruxbase.diagnostics import CATALOGUE
from cruxbase.loading.loading import load, load_texts
from cruxbase.records import RECORD_TYPES
from support import (
    EXAMPLES,
    REPOSITORY,
    codes,
    example_findings,
    findings_in,
    invalid_examples,
    lies_inside,
    mended,
    placed,
    texts_below,
    valid_texts,
)

IN_MEMORY = [
    code
    for code in invalid_examples()
    if {path.suffix for path in (EXAMPLES / "invalid" / code).glob("**/*") if path.is_file()} <= {".yaml", ".txt"}
]


def test_every_declared_code_has_an_example_and_no_example_is_of_another_code():
    """The folders below schema/examples/invalid/ are the declared codes."""
    assert invalid_examples() == sorted(CATALOGUE)


@pytest.mark.parametrize("code", invalid_examples())
def test_example_yields_the_one_finding_it_is_there_for(code: str, tmp_path: Path):
    """Laid over the valid base, a broken example brings about its own finding, at the expected place, and no other."""
    expected = (EXAMPLES / "invalid" / code / "expected.txt").read_text().splitlines()
    found = example_findings(code, tmp_path)
    assert placed(found) == expected
    assert codes(found) == [code]


def test_nothing_is_found_in_the_valid_examples():
    """The valid base is clean, in memory and on disk."""
    assert findings_in(valid_texts()) == ()
    assert load(EXAMPLES / "valid" / "claims", cache=False).diagnostics == ()


def test_nothing_is_found_in_the_example_of_a_study():
    """A panel's conditionals, bounds and estimates, its participants and authors in parts, are a clean base of their own."""
    assert load(EXAMPLES / "study" / "claims", cache=False).diagnostics == ()


def test_valid_examples_show_every_type_of_record():
    """There is a valid record of every type."""
    knowledge_base = load_texts(valid_texts()).knowledge_base
    assert {knowledge_base.graph.kind(id) for id in knowledge_base.graph.corpus} == set(RECORD_TYPES)


@pytest.mark.parametrize("code", IN_MEMORY)
def test_every_place_in_an_example_lies_inside_its_file(code: str, tmp_path: Path):
    """Primary and related spans, and those of edits, mark stretches that their files have."""
    folder = EXAMPLES / "invalid" / code
    texts = {**texts_below(folder / "before"), **valid_texts(), **texts_below(folder)}
    for finding in example_findings(code, tmp_path):
        spans = [finding.span, *(related.span for related in finding.related)]
        spans += [edit.span for edit in finding.fix.edits] if finding.fix else []
        assert [span for span in spans if not lies_inside(span, texts[span.path])] == []


@pytest.mark.parametrize("code", IN_MEMORY)
def test_fix_of_an_example_removes_the_finding(code: str, tmp_path: Path):
    """Once a fix is applied its finding is gone; a safe fix leaves nothing else behind."""
    texts = {**valid_texts(), **texts_below(EXAMPLES / "invalid" / code)}
    for finding in example_findings(code, tmp_path):
        if finding.fix is not None:
            left = codes(findings_in(mended(texts, finding.fix)))
            assert code not in left
            assert left == [] or not finding.fix.safe


def test_codes_in_the_source_are_declared():
    """Every text in the package that has the form of a code is one."""
    family = "|".join({code.partition("/")[0] for code in CATALOGUE})
    written = {
        code
        for path in (REPOSITORY / "build" / "cruxbase").glob("**/*.py")
        for code in re.findall(rf'"((?:{family})/[a-z]+(?:-[a-z]+)*)"', path.read_text())
    }
    assert written - set(CATALOGUE) == set()


def test_expectations_are_complete():
    """An example has its files and the line that is expected of it, and a recipe is a list of steps."""
    for code in invalid_examples():
        folder = EXAMPLES / "invalid" / code
        names = {path.name for path in folder.iterdir()}
        assert names & {"before", "claims", "recipe.json", "pyproject.toml"}, code
        if "recipe.json" in names:
            assert all("path" in step for step in json.loads((folder / "recipe.json").read_text()))
