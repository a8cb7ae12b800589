"""What each change of a record moved, as the record's page tells it: the function of `cruxbase diff`, kept, bounded."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from cruxbase.analysis.revisions import BaseHistory
from cruxbase.loading import commit_effects as computing
from cruxbase.loading.commit_effects import MovedStrength, commit_effects
from cruxbase.loading.past_bases import base_of_state
from cruxbase.site.build.freshness import BuildCache
from sites import Project, git

VIEW = "claims/viewpoints/quill-2024.yaml"
TRIAL = "claims/monitoring/monitor-trial-2024.yaml"
HIDING = "claims/monitoring/attempts-hide-among-good-actions.yaml"
REASON = "\nsupports:\n  - claim: monitors-miss-what-matters\n"


def replaced(project: Project, path: str, old: str, new: str, message: str) -> str:
    """Replace a text in a file and commit it; the commit's name."""
    file = project.folder / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    git(project.folder, "commit", "-qam", message)
    return git(project.folder, "rev-parse", "HEAD")


@pytest.fixture
def repository(project: Project) -> Project:
    """A project in git, in which a person changed a credence and then a reason for came to be one against."""
    git(project.folder, "init", "-q")
    git(project.folder, "add", "claims")
    git(project.folder, "commit", "-qm", "All records")
    replaced(project, VIEW, "{credence: 0.8,", "{credence: 0.3,", "Quill doubts it")
    replaced(project, HIDING, REASON, REASON.replace("supports", "attacks") + "    strength: strong\n", "Against it")
    return project


def moved(project: Project, page: str) -> list[str]:
    """What a page says that changes of its record moved, a text a line."""
    items = html.fromstring(project.page(page)).xpath('//*[@id="changed"]//li[@data-moved]')
    return [" ".join(item.text_content().split()) for item in items]


def test_a_change_says_what_it_moved(repository: Project) -> None:
    """The page of a viewpoint names the claim and the credence before and since; that of evidence, a status."""
    repository.build(changes=True, effects=-1)
    of_view = moved(repository, "viewpoints/quill-2024")
    assert "for Ada Quill, Monitors catch most attempts to do harm: it stands → undecided" in of_view
    assert "for Ada Quill, Monitors catch most attempts to do harm: 80% → 30%" in of_view
    assert any(
        "at face value" in line and "→" in line for line in moved(repository, "claims/attempts-hide-among-good-actions")
    )


def test_what_a_page_says_is_what_the_comparison_of_both_states_says(repository: Project) -> None:
    """The strengths that are kept are those of `compare_bases` on the commit and its parent."""
    from cruxbase.analysis.base_comparison import compare_bases

    history = BaseHistory.of(repository.folder / "claims")
    commit = git(repository.folder, "rev-parse", "HEAD~1")
    effect = commit_effects(history, [commit])[commit]
    whole = compare_bases(*(base_of_state(history.at(one)) for one in (f"{commit}^", commit)))
    assert effect.strengths == tuple(
        MovedStrength(one.claim, one.who, one.before, one.after, one.stated) for one in whole.strengths
    )
    assert effect.strengths


def test_the_newest_change_alone_is_worked_out_unless_more_are_asked_for(repository: Project) -> None:
    """A build shows the effect of as many commits as were asked for, whatever an earlier one worked out."""
    repository.build(changes=True)
    assert moved(repository, "claims/attempts-hide-among-good-actions")
    assert moved(repository, "viewpoints/quill-2024") == []
    repository.build(changes=True, effects=-1)
    assert moved(repository, "viewpoints/quill-2024")
    repository.build(changes=True)
    assert moved(repository, "viewpoints/quill-2024") == []


def test_nothing_is_worked_out_twice(repository: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second build finds both effects by the contents before and after, and compares no bases."""
    repository.build(changes=True, effects=-1)
    assert len(BuildCache.read(repository.kept / "pages").effects) == 2

    def refuse(*_: object) -> None:
        raise AssertionError("worked out again")

    monkeypatch.setattr(computing, "compare_bases", refuse)
    assert repository.build(changes=True, effects=-1).rendered == 0


def test_wordings_and_notes_cost_nothing(repository: Project) -> None:
    """A commit that adds a note is compared with nothing, and its line says nothing of what it moved."""
    file = repository.folder / TRIAL
    file.write_text(file.read_text(encoding="utf-8") + "notes: More.\n", encoding="utf-8")
    git(repository.folder, "commit", "-qam", "A note")
    repository.build(changes=True)
    first = html.fromstring(repository.page("claims/monitor-trial-2024")).xpath('//*[@id="changed"]/li')[0]
    assert "A note" in first.text_content()
    assert first.xpath('.//*[contains(@class, "cb-moved")]') == []


def test_a_change_that_moves_nothing_says_so(repository: Project) -> None:
    """The scheme of a reason is substance, and nobody's view follows from it."""
    replaced(repository, TRIAL, "scheme: argument-from-analogy", "scheme: argument-from-sign", "Another scheme")
    repository.build(changes=True)
    first = html.fromstring(repository.page("claims/monitor-trial-2024")).xpath('//*[@id="changed"]/li')[0]
    assert "It moved no status, no strength and no gap between people." in " ".join(first.text_content().split())


def test_a_shallow_clone_works_nothing_out(repository: Project, tmp_path: Path) -> None:
    """Where the parents of commits may be missing, nothing is said to have moved."""
    git(tmp_path, "clone", "-q", "--depth", "2", f"file://{repository.folder}", "short")
    history = BaseHistory.of(tmp_path / "short/claims")
    commit = git(repository.folder, "rev-parse", "HEAD")
    assert commit_effects(history, [commit]) == {}
