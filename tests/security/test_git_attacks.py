"""Repositories made to run programs, asked by `build` and by everything else that asks git."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from cruxbase.site.history import history_of
from cruxbase.support.git_repository import StoredFile, UnknownRevision, repository_of

CLAIM = "type: topic\ntitle: A topic\nsummary: What it is about.\n"


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", "-c", "user.name=Ann", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main", *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_ALLOW_PROTOCOL": "file"},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


@pytest.fixture
def mark(tmp_path: Path) -> Path:
    """The file that a program of the attacker makes."""
    return tmp_path / "attacked"


@pytest.fixture
def program(tmp_path: Path, mark: Path) -> Path:
    """A program of the attacker."""
    path = tmp_path / "evil"
    path.write_text(f"#!/bin/sh\ntouch '{mark}'\ncat >/dev/null\n")
    path.chmod(0o755)
    return path


def hostile_settings(program: Path) -> str:
    """Every setting that names a program which reading a history could run."""
    return (
        f'[log]\n\tshowSignature = true\n[gpg]\n\tprogram = {program}\n[gpg "ssh"]\n\tprogram = {program}\n'
        f"[core]\n\tpager = {program}\n\tfsmonitor = {program}\n\thooksPath = {program.parent}\n"
        f"\tsshCommand = {program}\n\talternateRefsCommand = {program}\n[diff]\n\texternal = {program}\n"
        f'[diff "x"]\n\ttextconv = {program}\n\tcommand = {program}\n[pager]\n\tlog = {program}\n'
        '[remote "origin"]\n\tpromisor = true\n\tpartialclonefilter = blob:none\n'
        f'\turl = "ext::sh -c {program}"\n\tuploadpack = {program}\n[protocol]\n\tallow = always\n'
    )


def signed_commit(folder: Path) -> None:
    """A commit that carries what looks like a signature, so that git would have it verified."""
    tree = git(folder, "write-tree").strip()
    text = (
        f"tree {tree}\nauthor A <a@example.org> 1700000000 +0000\ncommitter A <a@example.org> 1700000000 +0000\n"
        "gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ==\n -----END PGP SIGNATURE-----\n\nSigned\n"
    )
    (folder / "object").write_text(text)
    commit = git(folder, "hash-object", "-t", "commit", "-w", "object").strip()
    (folder / "object").unlink()
    git(folder, "update-ref", "refs/heads/main", commit)


def project_with_bare_repository(folder: Path, program: Path) -> Path:
    """A project whose records' folder is, with what lies in it, a bare repository with an attacker's settings."""
    maker = folder.parent / "maker"
    maker.mkdir()
    git(maker, "init", "-q")
    (maker / "a.yaml").write_text(CLAIM)
    git(maker, "add", ".")
    signed_commit(maker)
    claims = folder / "claims"
    claims.mkdir(parents=True)
    (claims / "a.yaml").write_text(CLAIM)
    for name in ("objects", "refs", "HEAD"):
        (maker / ".git" / name).rename(claims / name)
    (claims / "config").write_text(f"[core]\n\tbare = true\n{hostile_settings(program)}")
    return claims


def test_a_bare_repository_among_the_records_runs_nothing(tmp_path: Path, program: Path, mark: Path) -> None:
    """A bare repository that a pull request put into `claims/` is just files: git is not asked about it."""
    claims = project_with_bare_repository(tmp_path / "project", program)
    assert history_of(claims, claims.parent).changes == ()
    assert not mark.exists()


def test_a_hostile_configuration_of_the_repository_itself_runs_nothing(
    tmp_path: Path, program: Path, mark: Path
) -> None:
    """A repository unpacked from an archive, with programs in its own settings, is read without its settings."""
    top = tmp_path / "project"
    (top / "claims").mkdir(parents=True)
    git(top, "init", "-q")
    (top / "claims/a.yaml").write_text(CLAIM)
    (top / ".gitattributes").write_text("*.yaml diff=x\n")
    git(top, "add", ".")
    signed_commit(top)
    with (top / ".git/config").open("a") as file:
        file.write(hostile_settings(program))
    for hook in ("post-checkout", "reference-transaction", "post-index-change"):
        (top / ".git/hooks" / hook).write_text(program.read_text())
        (top / ".git/hooks" / hook).chmod(0o755)
    assert [change.subject for change in history_of(top / "claims", top).changes] == ["Signed"]
    assert not mark.exists()


def test_missing_objects_are_not_fetched(tmp_path: Path, program: Path, mark: Path) -> None:
    """Where an object is missing, no remote of the repository is asked for it, as a partial clone would."""
    top = tmp_path / "project"
    (top / "claims").mkdir(parents=True)
    git(top, "init", "-q")
    (top / "claims/a.yaml").write_text(CLAIM)
    git(top, "add", ".")
    signed_commit(top)
    tree = git(top, "rev-parse", "HEAD^{tree}").strip()
    (top / ".git/objects" / tree[:2] / tree[2:]).unlink()
    with (top / ".git/config").open("a") as file:
        file.write("[extensions]\n\tpartialClone = origin\n" + hostile_settings(program))
    assert history_of(top / "claims", top).changes == ()
    assert not mark.exists()


def test_a_program_called_git_in_the_current_folder_is_not_run(
    tmp_path: Path, mark: Path, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Folders of the path that are relative are passed over: the current folder may be a stranger's."""
    top = tmp_path / "project"
    (top / "claims").mkdir(parents=True)
    git(top, "init", "-q")
    (top / "git").write_text(program.read_text())
    (top / "git").chmod(0o755)
    monkeypatch.chdir(top)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.pathsep}{os.environ['PATH']}")
    history_of(top / "claims", top)
    assert not mark.exists()


def test_a_file_that_points_to_another_repository_is_not_followed(tmp_path: Path) -> None:
    """A `.git` file that names a repository which knows nothing of this folder tells nobody's history."""
    private = tmp_path / "private"
    (private / "claims").mkdir(parents=True)
    git(private, "init", "-q")
    (private / "claims/a.yaml").write_text(CLAIM)
    git(private, "add", ".")
    git(private, "commit", "-qm", "Secret")
    top = tmp_path / "project"
    (top / "claims").mkdir(parents=True)
    (top / ".git").write_text(f"gitdir: {private}/.git\n")
    assert history_of(top / "claims", top).changes == ()
    (top / ".git").unlink()
    (top / ".git").symlink_to(private / ".git")
    assert history_of(top / "claims", top).changes == ()


def test_an_option_as_a_revision_is_a_revision(tmp_path: Path) -> None:
    """What begins with a hyphen is no option of git's."""
    git(tmp_path, "init", "-q")
    (tmp_path / "a").write_text("1")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "One")
    repository = repository_of(tmp_path)
    assert repository is not None
    with pytest.raises(UnknownRevision):
        repository.commit_id(f"--output={tmp_path}/made")
    assert not (tmp_path / "made").exists()


def test_the_history_of_a_linked_work_tree_is_told(tmp_path: Path) -> None:
    """Where `.git` is a file that git made, the repository behind it is asked."""
    main = tmp_path / "main"
    main.mkdir()
    git(main, "init", "-q")
    (main / "claims").mkdir()
    (main / "claims/a.yaml").write_text(CLAIM)
    git(main, "add", ".")
    git(main, "commit", "-qm", "One")
    git(main, "worktree", "add", "-q", str(tmp_path / "linked"))
    assert [c.subject for c in history_of(tmp_path / "linked/claims", tmp_path / "linked").changes] == ["One"]


def test_files_and_contents_of_a_revision_are_read_without_a_checkout(tmp_path: Path) -> None:
    """`files_at` lists what a revision has below a folder, and `contents` gives it, whatever the work tree holds."""
    git(tmp_path, "init", "-q")
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims/one thing.yaml").write_text("first\n")
    (tmp_path / "claims/link.yaml").symlink_to("/etc/passwd")
    (tmp_path / "other").write_text("x")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "One")
    git(tmp_path, "tag", "v1")
    git(tmp_path, "pack-refs", "--all")
    (tmp_path / "claims/one thing.yaml").write_text("second\n")
    git(tmp_path, "commit", "-qam", "Two")
    repository = repository_of(tmp_path)
    assert repository is not None
    files = repository.files_at("v1", "claims")
    assert files == (StoredFile("claims/one thing.yaml", files[0].blob, 6),)
    assert repository.contents(files, 100) == {"claims/one thing.yaml": b"first\n"}
    assert repository.contents(files, 5) == {}
    assert repository.commit_id("HEAD~1") == repository.commit_id("v1")
    assert [(c.summary, c.author, c.paths) for c in repository.history("claims/one thing.yaml")] == [
        ("Two", "Ann", ("claims/one thing.yaml",)),
        ("One", "Ann", ("claims/one thing.yaml",)),
    ]


def test_a_shallow_clone_says_so_and_tells_no_false_history(tmp_path: Path) -> None:
    """The commit at the cut, which seems to touch every file, is no change; that the history is cut is said."""
    full = tmp_path / "full"
    (full / "claims").mkdir(parents=True)
    git(full, "init", "-q")
    for number in range(3):
        (full / f"claims/a{number}.yaml").write_text(CLAIM)
        git(full, "add", ".")
        git(full, "commit", "-qm", f"Number {number}")
    git(tmp_path, "clone", "-q", "--depth", "2", f"file://{full}", str(tmp_path / "short"))
    history = history_of(tmp_path / "short/claims", tmp_path / "short")
    assert history.is_shallow
    assert [(change.subject, change.ids) for change in history.changes] == [("Number 2", ("a2",))]
