"""Caches that a tree brings along, made to run programs or to hide findings."""

from __future__ import annotations

import marshal
import os
from hashlib import sha1
from pathlib import Path

import msgpack
import pytest
from jinja2.bccache import bc_magic

from cruxbase.cli import main
from cruxbase.loading.findings import findings
from cruxbase.parsing.cache import Cache, cache_of
from cruxbase.site.context import TEMPLATES
from cruxbase.support import user_cache
from cruxbase.support.user_cache import cache_folder
from sites import Project, project_at
from support import codes

BROKEN = "type: claim\ntitle: Broken\n"


def bytecode_that(program: str, template: str) -> bytes:
    """What Jinja2 keeps of a compiled template, with another program in it."""
    import pickle

    path = TEMPLATES / template
    checksum = sha1(path.read_text(encoding="utf-8").encode()).hexdigest()  # noqa: S324 - as Jinja2 has it
    return bc_magic + pickle.dumps(checksum, 2) + marshal.dumps(compile(program, template, "exec"))


def place_bytecode(folder: Path, program: str) -> None:
    """Put a cache of compiled templates into a folder, under the names that Jinja2 gives."""
    folder.mkdir(parents=True)
    for path in TEMPLATES.rglob("*.html"):
        template = path.relative_to(TEMPLATES).as_posix()
        name = sha1(f"{template}|{path}".encode()).hexdigest()  # noqa: S324 - as Jinja2 has it
        (folder / f"__jinja2_{name}.cache").write_bytes(bytecode_that(program, template))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with a claim that is whole."""
    return project_at(tmp_path / "project").write(
        {"claims/topics/a-topic.yaml": "type: topic\ntitle: A topic\nsummary: What it is about.\n"}
    )


def test_compiled_templates_in_the_tree_are_not_run(project: Project, tmp_path: Path) -> None:
    """A pull request that commits `.cruxbase/` with compiled templates runs no code of its own."""
    mark = tmp_path / "attacked"
    place_bytecode(project.folder / ".cruxbase/site-mkdocs/templates", f"open({str(mark)!r}, 'w')")
    project.build()
    assert not mark.exists()


def test_nothing_kept_is_code(project: Project) -> None:
    """What a build keeps is pages of the generator and msgpack: no compiled templates, nothing pickled."""
    project.build()
    folder = cache_folder(project.folder)
    assert folder is not None
    kept = [path for path in Path(folder).rglob("*") if path.is_file() and "site" not in path.parts]
    assert {path.name for path in kept} & {"index", "records", "pages"} == {"index", "records", "pages"}
    assert [path for path in kept if b"__jinja2" in path.name.encode() or path.read_bytes()[:1] == b"\x80"] == []


def test_a_check_remembered_by_the_tree_hides_no_finding(tmp_path: Path) -> None:
    """A committed memory that says 'no findings' for exactly these files is not read."""
    root = tmp_path / "claims"
    root.mkdir()
    (root / "broken.yaml").write_text(BROKEN)
    os.utime(root / "broken.yaml", (1, 1))
    findings(root)
    memory = cache_of(root)
    index = memory.index()
    liar = Cache(str(tmp_path / ".cruxbase/claims"), memory.version.partition(" ")[2])
    (tmp_path / ".cruxbase/claims").mkdir(parents=True)
    liar.store_index(index._replace(findings=(), written_ns=2**62))
    Cache(memory.folder, "none").store_index(index)  # what we remember ourselves is of another version
    assert set(codes(findings(root).diagnostics)) == {"schema/missing-key"}


def test_a_cache_in_the_tree_is_pointed_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever finds a `.cruxbase` in the tree is told that it is not read."""
    (tmp_path / "claims").mkdir()
    (tmp_path / ".cruxbase").mkdir()
    assert main(["check", str(tmp_path / "claims")]) == 0
    assert ".cruxbase beside the base is not read" in capsys.readouterr().err


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_folder_that_others_may_write_to_is_not_used(tmp_path: Path, mode: int) -> None:
    """Whoever may write to the cache folder could say what was found: then nothing is kept."""
    folder = cache_folder(tmp_path, "check-claims")
    assert folder is not None
    os.chmod(folder, mode)
    assert cache_folder(tmp_path, "check-claims") is None
    os.chmod(folder, 0o700)
    assert cache_folder(tmp_path, "check-claims") == folder


def test_a_link_in_the_place_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    """A cache folder is a folder, not a link to one."""
    folder = cache_folder(tmp_path)
    assert folder is not None
    os.rmdir(folder)
    (tmp_path / "elsewhere").mkdir()
    os.symlink(tmp_path / "elsewhere", folder)
    assert cache_folder(tmp_path) is None
    os.unlink(folder)


def test_a_cache_folder_in_the_tree_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache folder set to lie in the tree could be committed like any file of it."""
    monkeypatch.setenv(user_cache.OVERRIDE, str(tmp_path / "cache"))
    assert cache_folder(tmp_path) is None
    assert cache_folder(tmp_path / "project") is not None


def test_the_memory_of_pages_is_plain_data(project: Project) -> None:
    """What is kept of pages unpacks without any hook."""
    project.build()
    folder = cache_folder(project.folder, "site-mkdocs")
    assert folder is not None
    assert isinstance(msgpack.unpackb(Path(folder, "pages").read_bytes()[16:]), dict)
