"""`diff`, `log`, `changelog`, `check --since` and `at` on a repository made for the test."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import cruxbase
from cruxbase.analysis.revisions import BaseHistory, NoHistory
from cruxbase.cli import main
from cruxbase.support.git_repository import UnknownRevision
from support import texts_from

TEXT = """
# claims/t.yaml
type: topic
title: T
summary: S
# claims/ann.yaml
type: person
name: Ann
# claims/cause.yaml
type: claim
title: It goes up
topic: t
statement: The price goes up.
supports: [effect]
# claims/effect.yaml
type: claim
title: It will be dear
topic: t
statement: It will be dear.
# claims/ann-2024.yaml
type: viewpoint
title: Ann in 2024
holder: ann
date: 2024
credences:
  cause: 0.9
"""

Git = Callable[..., None]


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    def run(*arguments: str) -> None:
        identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True, capture_output=True)

    for path, text in texts_from(TEXT).items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    run("init", "-q", "-b", "main")
    run("add", "-A")
    run("commit", "-qm", "First")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return run


def change(path: str, old: str, new: str) -> None:
    file = Path("claims", f"{path}.yaml")
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def output(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    main(arguments)
    return capsys.readouterr().out


def test_diff_of_what_is_not_committed(git: Git, capsys: pytest.CaptureFixture[str]):
    """One revision is compared with the folder as it is."""
    assert callable(git)
    change("cause", "price goes up", "price goes down")
    plain = json.loads(output(capsys, "diff", "HEAD", "--format", "json"))
    assert [("ann-2024", "cause", "turned")] == [
        (one["viewpoint"], one["claim"], one["because"]) for one in plain["suspect"]
    ]


def test_diff_of_two_revisions(git: Git, capsys: pytest.CaptureFixture[str]):
    """BASE..HEAD compares commits, whatever lies in the folder."""
    change("ann-2024", "cause: 0.9", "cause: 0.2")
    git("commit", "-qam", "Second")
    change("cause", "type: claim", "type: clam")
    lines = output(capsys, "diff", "HEAD~1..HEAD").splitlines()
    assert "1 record: 1 changed in substance: ann-2024" == lines[0]
    assert any("“It will be dear” effect" in line for line in lines)


def test_diff_of_two_folders(git: Git, capsys: pytest.CaptureFixture[str], tmp_path: Path):
    """Two folders need no repository, and may have any names."""
    assert callable(git)
    other = tmp_path / "new" / "claims"
    other.mkdir(parents=True)
    for file in Path("claims").iterdir():
        (other / file.name).write_text(file.read_text() + ("# a comment\n" if file.stem == "cause" else ""))
    printed = output(capsys, "diff", "claims", "new")
    assert "Only comments and layout changed, in 1 file: nothing follows." == printed.splitlines()[0]


def test_diff_says_what_is_wrong(git: Git, capsys: pytest.CaptureFixture[str]):
    """A revision that does not exist is one sentence and status 2."""
    assert callable(git)
    assert 2 == main(("diff", "nowhere..HEAD"))
    assert "the repository has no revision 'nowhere'" in capsys.readouterr().err


def test_markdown_is_folded_and_escaped(git: Git, capsys: pytest.CaptureFixture[str]):
    """A hostile title neither mentions, nor links, nor carries HTML, nor closes the fold."""
    assert callable(git)
    hostile = "'@all </details><img src=x onerror=1> [a](http://evil.example) #1 `x` www.evil.example'"
    change("cause", "It goes up", hostile)
    change("ann-2024", "cause: 0.9", "cause: 0.1")
    text = output(capsys, "diff", "HEAD", "--format", "markdown")
    lines = text.splitlines()
    assert "### What this change does" == lines[0]
    assert len([line for line in lines[2 : lines.index("", 2)] if line.startswith("- ")]) <= 5
    assert lines.count("</details>") == sum(line.startswith("<details><summary>") for line in lines)
    for forbidden in ("@all", "<img", "http://", "](", " #1", "www.evil"):
        assert forbidden not in text, forbidden


def test_nothing_of_the_repository_is_obeyed(git: Git, capsys: pytest.CaptureFixture[str], tmp_path: Path):
    """Programs that the repository's own settings name are not run."""
    mark = tmp_path / "mark"
    for name in ("core.fsmonitor", "core.pager", "diff.external", "core.sshCommand", "filter.x.smudge"):
        git("config", name, f"touch {mark}")
    (tmp_path / ".gitattributes").write_text("* filter=x diff=x\n")
    change("cause", "goes up", "goes down")
    output(capsys, "diff", "HEAD")
    output(capsys, "log", "cause")
    assert not mark.exists()


def test_log_tells_wordings_and_effects(git: Git, capsys: pytest.CaptureFixture[str]):
    """Newest first, also under the former id, with what followed from the change of this record alone."""
    change("cause", "supports: [effect]", "attacks: [effect]")
    change("ann-2024", "cause: 0.9", "cause: 0.8")
    git("commit", "-qam", "Turned")
    Path("claims/cause.yaml").rename("claims/why.yaml")
    change("why", "The price goes up.", "The price goes up soon.")
    with Path("claims/why.yaml").open("a") as file:
        file.write("aliases: [cause]\n")
    change("ann-2024", "cause", "why")
    git("add", "-A")
    git("commit", "-qm", "Renamed")
    plain = json.loads(output(capsys, "log", "why", "--json"))
    assert [("Renamed", "renamed"), ("Turned", "substance"), ("First", "added")] == [
        (one["summary"], one["change"]["sort"]) for one in plain["versions"]
    ]
    assert [{"key": "statement", "before": "The price goes up.", "after": "The price goes up soon."}] == plain[
        "versions"
    ][0]["wordings"]
    effect = plain["versions"][1]["effect"]
    assert ([], ["effect"]) == (effect["beliefs"], [one["claim"] for one in effect["strengths"]])


def test_changelog_has_classes(git: Git, capsys: pytest.CaptureFixture[str]):
    """Added, changed in substance, changed in wording and retired are told apart."""
    Path("claims/new.yaml").write_text("type: claim\ntitle: New\ntopic: t\nstatement: New.\n")
    change("cause", "goes up", "rises soon")
    change("effect", "type: claim", "type: claim\nstatus: retired")
    change("ann-2024", "0.9", "0.8")
    git("add", "-A")
    git("commit", "-qm", "Second")
    plain = json.loads(output(capsys, "changelog", "HEAD~1..HEAD", "--json"))
    assert {"added": ["new"], "substance": ["ann-2024"], "wording": ["cause"], "retired": ["effect"]} == {
        sort: [one["id"] for one in several] for sort, several in plain.items()
    }


def test_a_shallow_clone_says_that_history_is_cut(git: Git, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """The list ends at the cut, and an older revision is refused with the reason."""
    change("cause", "goes up", "rises")
    git("commit", "-qam", "Second")
    git("clone", "-q", "--depth", "1", f"file://{tmp_path}", str(tmp_path / "shallow"))
    base = str(tmp_path / "shallow" / "claims")
    capsys.readouterr()
    assert 0 == main(("log", "cause", "--base", base))
    assert "this clone is shallow" in capsys.readouterr().err
    assert json.loads(output(capsys, "log", "cause", "--base", base, "--json"))["is_cut"] is True
    with pytest.raises(UnknownRevision, match="cut short"):
        cruxbase.at("HEAD~1", base)


def test_a_base_at_a_revision(git: Git):
    """The base is what it was, and the folder stays as it is."""
    change("cause", "It goes up", "It goes down")
    git("commit", "-qam", "Second")
    now = cruxbase.load("claims", cache=False).knowledge_base
    assert ("It goes up", "It goes down") == (now.at("HEAD~1").claim("cause").title, now.claim("cause").title)
    assert "It goes up" == cruxbase.at("HEAD~1").claim("cause").title


def test_a_folder_in_no_repository_has_no_history(tmp_path: Path):
    """That is said, and not guessed from a repository elsewhere."""
    (tmp_path / "claims").mkdir()
    with pytest.raises(NoHistory):
        BaseHistory.of(tmp_path / "claims")


def test_check_since_puts_what_changed_first(git: Git, capsys: pytest.CaptureFixture[str]):
    """Findings about changed files lead, and suspect beliefs stand on the claim that changed."""
    assert callable(git)
    change("effect", "It will be dear.", "It will not be dear.")
    change("cause", "The price goes up.", "The price goes down.")
    plain = json.loads(output(capsys, "check", "--since", "HEAD", "--format", "json"))
    findings = plain["findings"]
    suspect = [one for one in findings if one["code"] == "credence/suspect"]
    assert ["claims/cause.yaml"] == [one["path"] for one in suspect]
    assert "claims/ann-2024.yaml" == suspect[0]["related"][0]["path"]
    changed = [one["path"] in ("claims/cause.yaml", "claims/effect.yaml") for one in findings]
    assert sorted(changed, reverse=True) == changed
