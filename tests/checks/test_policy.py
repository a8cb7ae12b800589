"""Severities are the base's own to set, and settings that are not understood are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from cruxbase.checks.policy import Policy, policy_of
from cruxbase.diagnostics import Diagnostic, Span
from support import codes

STOP = Diagnostic(
    "style/title-full-stop", "the title ends in a full stop", Span("claims/a.yaml", 2), severity="warning"
)
TAG = Diagnostic("style/tag-case", "the tag 'A' has capital letters", Span("claims/a.yaml", 3), severity="warning")
STEP = Diagnostic("link/unknown-step", "there is no step 'a -> b'", Span("claims/a.yaml", 4))


def policy_in(folder: Path, settings: str) -> Policy:
    """The policy of a base beside a `pyproject.toml` with this content."""
    (folder / "claims").mkdir(exist_ok=True)
    (folder / "pyproject.toml").write_text(settings, encoding="utf-8")
    return policy_of(folder / "claims")


def test_catalogue_holds_where_nothing_is_set(tmp_path: Path):
    """Without settings findings pass as they are."""
    (tmp_path / "claims").mkdir()
    assert policy_of(tmp_path / "claims").applied((STOP, STEP)) == (STOP, STEP)
    assert policy_in(tmp_path, "[project]\nname = 'cruxbase'\n") == Policy()


def test_code_counts_for_more_than_its_family(tmp_path: Path):
    """A family can be switched off and one of its codes kept."""
    policy = policy_in(tmp_path, '[tool.cruxbase.severity]\nstyle = "off"\n"style/tag-case" = "error"\n')
    assert [(d.code, d.severity) for d in policy.applied((STOP, TAG, STEP))] == [
        ("style/tag-case", "error"),
        ("link/unknown-step", "error"),
    ]


def test_nearest_settings_count(tmp_path: Path):
    """The first `pyproject.toml` with such a table, upwards from the base, is the one."""
    policy_in(tmp_path, '[tool.cruxbase.severity]\nstyle = "off"\n')
    inner = tmp_path / "inner"
    inner.mkdir()
    assert policy_in(inner, "[project]\nname = 'x'\n").overrides == {"style": "off"}
    assert policy_in(inner, '[tool.cruxbase.severity]\nstyle = "note"\n').overrides == {"style": "note"}


@pytest.mark.parametrize(
    ("settings", "line", "phrase"),
    [
        ('[tool.cruxbase.severity]\n"style/titel" = "off"\n', 2, "no code or family"),
        ('[tool.cruxbase.severity]\nstile = "off"\n', 2, "no code or family"),
        ('[tool.cruxbase.severity]\nlink = "error"\nstyle = "quiet"\n', 3, "no severity"),
        ("[tool.cruxbase.severity]\nstyle = 3\n", 2, "no severity"),
        ("[tool.cruxbase.severity]\nstyle = [1]\n", 2, "no severity"),
        ('[tool.cruxbase]\nseverity = "off"\n', 2, "not a table"),
        ("[tool.cruxbase.severity]\nstyle = \n", 2, "not valid TOML"),
        ("# cruxbase\n[tool\n", 2, "not valid TOML"),
    ],
)
def test_setting_that_is_not_understood_is_told(tmp_path: Path, settings: str, line: int, phrase: str):
    """A misspelt code, family or severity and broken TOML are findings at their line, once."""
    (found,) = policy_in(tmp_path, settings).applied((STEP,))[1:]
    assert (found.code, found.span.path, found.span.line) == ("schema/bad-setting", "pyproject.toml", line)
    assert phrase in found.message


def test_settings_above_the_base_have_a_path_from_it(tmp_path: Path):
    """The place of a bad setting is told from the folder that holds the base, as all places are."""
    (tmp_path / "deep" / "claims").mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text('[tool.cruxbase.severity]\nstile = "off"\n')
    (found,) = policy_of(tmp_path / "deep" / "claims").applied(())
    assert found.span.path == "../pyproject.toml"


def test_good_settings_count_beside_bad_ones(tmp_path: Path):
    """One misspelling does not undo the rest."""
    policy = policy_in(tmp_path, '[tool.cruxbase.severity]\nstile = "off"\nstyle = "off"\n')
    assert codes(policy.applied((STOP, STEP))) == ["link/unknown-step", "schema/bad-setting"]


def test_policies_that_grade_alike_have_the_same_digest():
    """The digest follows the settings, not the order in which they are written."""
    one, other = Policy({"style": "off", "link": "note"}), Policy({"link": "note", "style": "off"})
    assert one.digest == other.digest != Policy({"style": "off"}).digest != Policy().digest


@pytest.mark.parametrize("tool", ["1", "[]", "'x'"])
def test_strange_tool_tables_are_none_of_our_business(tmp_path: Path, tool: str):
    """A `tool` that is no table is passed over."""
    assert policy_in(tmp_path, f"# cruxbase\ntool = {tool}\n") == Policy()
