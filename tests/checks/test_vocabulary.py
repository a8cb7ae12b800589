"""Schemes and kinds of identifiers that a base's settings add to the format."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import jsonschema
import pytest

from cruxbase import load
from cruxbase.checks.policy import policy_of
from cruxbase.cli import main
from cruxbase.exchange.json_schema import json_schema_text
from cruxbase.lsp.schema_words import values_at
from support import valid_texts

SETTINGS = """
[tool.cruxbase.identifiers.pmid]
title = "PMID"
pattern = "[0-9]{1,8}"
example = "31452104"
url = "https://pubmed.ncbi.nlm.nih.gov/{}/"

[tool.cruxbase.schemes.argument-from-dose-response]
title = "Argument from dose and response"
critical_questions = ["Does the response rise with the dose?"]
"""
STUDY = "type: source\ntitle: A study\nkind: article\nchecked: read\nidentifiers:\n  pmid: {}\n"
CLAIM = """\
type: claim
title: Deterrence works
topic: monitoring
statement: It does.
sources: [quill-monitors-2024, study]
supports: [{{claim: deploy-with-monitors, scheme: {}}}]
"""


def base_with(folder: Path, *, pmid: str = "1", scheme: str = "argument-from-sign", settings: str = SETTINGS) -> Path:
    """The valid base with these settings, a study with an identifier, and a claim with a scheme."""
    study, claim = STUDY.format(pmid), CLAIM.format(scheme)
    texts = {"claims/sources/study.yaml": study, "claims/monitoring/deterrence.yaml": claim, "pyproject.toml": settings}
    for path, text in {**valid_texts(), **texts}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder / "claims"


def errors(root: Path) -> list[tuple[str, int, str]]:
    """Code, line and help of the errors in a base."""
    return [(d.code, d.span.line, d.help) for d in load(root).diagnostics if d.severity == "error"]


def test_what_the_settings_describe_is_accepted(tmp_path: Path):
    """A record may name the base's own scheme and kind of identifier, and the base knows both."""
    root = base_with(tmp_path, scheme="argument-from-dose-response")
    assert [] == errors(root)
    kb = load(root).knowledge_base
    assert "Argument from dose and response" == kb.vocabulary.schemes["argument-from-dose-response"].title
    assert "https://pubmed.ncbi.nlm.nih.gov/1/" == kb.vocabulary.identifiers["pmid"].address("1")
    assert kb.vocabulary == pickle.loads(pickle.dumps(kb)).vocabulary  # noqa: S301 - our own


def test_without_the_settings_the_same_records_are_wrong(tmp_path: Path):
    """The findings stand on the scheme and on the kind, and say which table to write."""
    root = base_with(tmp_path, scheme="argument-from-dose-response", settings="")
    (scheme, kind) = errors(root)
    assert [("schema/unknown-value", 6), ("source/unknown-identifier", 6)] == [scheme[:2], kind[:2]]
    assert "[tool.cruxbase.schemes.argument-from-dose-response]" in scheme[2]
    assert "[tool.cruxbase.identifiers.pmid]" in kind[2]


def test_a_change_of_the_settings_is_seen_at_once(tmp_path: Path):
    """What is remembered of an earlier check is not used under other settings."""
    root = base_with(tmp_path, scheme="argument-from-dose-response")
    assert [] == errors(root)
    (tmp_path / "pyproject.toml").write_text("")
    assert 2 == len(errors(root))


def test_an_identifier_of_the_wrong_form_is_shown_a_right_one(tmp_path: Path):
    """The whole of it must fit the pattern."""
    assert [("source/bad-identifier", 6, "write it as '31452104' is written")] == errors(
        base_with(tmp_path, pmid="PMID1")
    )


def test_a_pattern_cannot_make_the_check_slow(tmp_path: Path):
    """A pattern that backtracking would never end on is matched in linear time."""
    settings = '[tool.cruxbase.identifiers.pmid]\ntitle = "X"\npattern = "(a+)+b"\n'
    assert ["source/bad-identifier"] == [
        code for code, *_ in errors(base_with(tmp_path, pmid="a" * 100, settings=settings))
    ]


@pytest.mark.parametrize(
    ("settings", "line", "phrase"),
    [
        ("[tool.cruxbase]\nschemes = 1\n", 2, "is not a table"),
        ("[tool.cruxbase.identifiers]\nisbn = 1\n", 2, "has no title"),
        ('[tool.cruxbase.identifiers.isbn]\ntitle = "I"\npattern = "("\n', 3, "is no pattern"),
        ('[tool.cruxbase.identifiers.isbn]\ntitle = "I"\npattern = "a"\nexample = "b"\n', 4, "does not fit"),
        ('[tool.cruxbase.identifiers.isbn]\ntitle = "I"\nurl = "javascript:{}"\n', 3, "is no address"),
        ('[tool.cruxbase.identifiers.isbn]\ntitle = "I"\nregex = "a"\n', 3, "is no setting"),
        ('[tool.cruxbase.schemes.argument-from-sign]\ntitle = "S"\ncritical_questions = ["Q?"]\n', 1, "already"),
        ('[tool.cruxbase.schemes.argument-from-dose]\ntitle = "S"\n', 1, "no critical questions"),
    ],
)
def test_settings_that_are_not_understood_are_told(tmp_path: Path, settings: str, line: int, phrase: str):
    """Each mistake is a finding on its line, and nothing of the entry is used."""
    (tmp_path / "claims").mkdir()
    (tmp_path / "pyproject.toml").write_text(settings)
    (problem,) = policy_of(tmp_path / "claims").problems
    assert ("schema/bad-setting", line) == (problem.code, problem.span.line)
    assert phrase in problem.message


@pytest.mark.parametrize("dialect", ["2020-12", "draft-07"])
def test_the_json_schemas_of_a_base_know_its_words(tmp_path: Path, dialect: str):
    """What the base adds is valid, and what it does not is invalid, in both dialects."""
    text = json_schema_text(dialect, policy_of(base_with(tmp_path)).vocabulary)
    validator = jsonschema.validators.validator_for(json.loads(text))(json.loads(text))
    study = {"type": "source", "title": "A study", "kind": "article", "checked": "read"}
    claim = {"type": "claim", "title": "T", "topic": "t", "statement": "S."}
    valid = [
        validator.is_valid(record)
        for record in (
            {**study, "identifiers": {"pmid": "1"}},
            {**claim, "supports": [{"claim": "a", "scheme": "argument-from-dose-response"}]},
            {**study, "identifiers": {"pmid": "x"}},
            {**study, "identifiers": {"isbn": "1"}},
            {**claim, "supports": [{"claim": "a", "scheme": "argument-from-nothing"}]},
        )
    ]
    assert [True, True, False, False, False] == valid


def test_schema_writes_those_of_the_base_at_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """In a base with schemes of its own `cruxbase schema` lists them."""
    monkeypatch.chdir(base_with(tmp_path).parent)
    assert 0 == main(["schema", "--print", "draft-07"])
    assert '"argument-from-dose-response"' in capsys.readouterr().out


def test_completion_offers_the_schemes_of_the_base(tmp_path: Path):
    """An editor completes the base's own schemes beside those of the format."""
    vocabulary = policy_of(base_with(tmp_path)).vocabulary
    offered = values_at("claim", ("supports", "scheme"), vocabulary)
    assert {"argument-from-dose-response", "argument-from-sign"} <= set(offered)


def test_the_example_base_shows_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What `init` writes describes a kind of identifier and a scheme, uses the scheme, and has no error."""
    monkeypatch.chdir(tmp_path)
    assert 0 == main(["init", "streets", "--no-input"])
    root = tmp_path / "streets" / "claims"
    assert [] == errors(root)
    assert ["isbn"] == list(policy_of(root).vocabulary.identifiers)
    steps = load(root).knowledge_base.graph.steps.values()
    assert "argument-from-natural-experiment" in {step.scheme for step in steps}
    assert "argument-from-natural-experiment" in (tmp_path / "streets" / "schema" / "record.schema.json").read_text()


BOOKS = """
[tool.cruxbase.identifiers.isbn]
title = "ISBN"

[tool.cruxbase.identifiers.docket]
title = "Docket"
shared = true
"""


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("isbn: 978-0-19-967811-2", "isbn: 9780199678112", 1),
        ("isbn: 978-0-19-967811-2", "isbn: 0-19-967811-1", 1),
        ("isbn: 978-0-19-967811-2", "isbn: 978-0-262-03384-8", 0),
        ("docket: 22-451", "docket: 22-451", 0),
    ],
)
def test_one_identifier_is_of_one_text_unless_the_base_says_that_it_is_shared(
    tmp_path: Path, one: str, other: str, count: int
):
    """The same ISBN under two ids is one book; the documents of one case have one docket."""
    root = base_with(tmp_path, settings=SETTINGS + BOOKS)
    for name, written in (("study", one), ("again", other)):
        text = STUDY.replace("A study", name).partition("identifiers")[0] + f"identifiers: {{{written}}}\n"
        (root / "sources" / f"{name}.yaml").write_text(text, encoding="utf-8")
    found = [(d.code, d.span.line) for d in load(root).diagnostics if d.code == "source/duplicate"]
    assert found == [("source/duplicate", 5)] * count


@pytest.mark.parametrize("words", ["PMID: 31452104", "pmid:31452104", "31452104"])
def test_find_leads_from_an_identifier_to_its_source(tmp_path: Path, words: str, capsys: pytest.CaptureFixture[str]):
    """An identifier of the base's own kind finds the text first, with its kind before it or alone."""
    root = base_with(tmp_path, pmid='"31452104"')
    assert main(["find", words, "--ids", "--base", str(root)]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "study"
