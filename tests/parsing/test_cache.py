"""What is remembered between runs is right or not used at all."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from cruxbase.checks.policy import Policy
from cruxbase.diagnostics import Diagnostic
from cruxbase.loading.findings import findings
from cruxbase.loading.loading import load
from cruxbase.parsing import cache as cache_module
from cruxbase.parsing.cache import Cache, cache_of
from support import REPOSITORY, codes, placed, valid_texts

BROKEN = "type: claim\ntitle: Broken\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The valid base on disk, old enough to be trusted by its times, with one broken record."""
    for path, text in {**valid_texts(), "claims/monitoring/broken.yaml": BROKEN}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
        old(tmp_path / path)
    settle(tmp_path)
    return tmp_path / "claims"


def old(path: Path, seconds: float = 60) -> None:
    """Make a file look as if it had been written some time ago."""
    then = time.time() - seconds
    os.utime(path, (then, then))


def settle(folder: Path) -> None:
    """Wait until the clock has gone on since anything in a folder changed, so that its times can be trusted."""
    newest = max(path.stat().st_ctime_ns for path in folder.glob("**/*"))
    while time.time_ns() < newest + 30_000_000:
        os.sched_yield()


def kept(root: Path) -> list[Path]:
    """The files that are kept of a base."""
    whole = hashlib.blake2b(f"{os.getuid()}\0{os.path.realpath(root.parent)}".encode(), digest_size=12).hexdigest()
    return list(Path(os.environ["CRUXBASE_CACHE_DIR"]).glob(f"*-{whole}/check-claims/*"))


def fresh(root: Path) -> tuple[Diagnostic, ...]:
    """What is found without any memory."""
    return findings(root, cache=False).diagnostics


def test_second_run_on_an_unchanged_base_remembers(root: Path):
    """Nothing is read again, and the findings are the same."""
    first, second = findings(root), findings(root)
    assert (first.remembered, second.remembered) == (False, True)
    assert first.diagnostics == second.diagnostics == fresh(root)
    assert codes(first.diagnostics) == ["schema/missing-key"] * 2


def test_without_memory_nothing_is_written(root: Path):
    """Without a cache there is no folder for one."""
    findings(root, cache=False)
    assert kept(root) == []


def test_nothing_is_written_beside_the_base(root: Path):
    """What is remembered lies in the cache folder of the user, not in the tree."""
    findings(root)
    assert sorted(path.name for path in kept(root)) == ["changes", "index", "last", "places", "records"]
    assert [path.name for path in root.parent.iterdir()] == ["claims"]


@pytest.mark.parametrize("seconds", [0, 60, 3600])
def test_edited_file_is_read_again_whatever_its_time(root: Path, seconds: float):
    """A change is seen also when the file's time goes backwards or is that of the last run."""
    findings(root)
    (root / "monitoring" / "broken.yaml").write_text("type: person\nname: Mended\n")
    old(root / "monitoring" / "broken.yaml", seconds)
    again = findings(root)
    assert not again.remembered
    assert sorted(codes(again.diagnostics)) == ["source/person-unused", "style/misfiled"]


def test_racy_change_is_seen(root: Path):
    """A change of the same size within the clock's tick of the last run is not mistaken for no change."""
    broken = root / "monitoring" / "broken.yaml"
    broken.write_text("type: person\nname: Somebody\n")
    time_of_writing = broken.stat().st_mtime_ns
    findings(root)
    broken.write_text("type: person\nnane: Somebody\n")
    os.utime(broken, ns=(time_of_writing, time_of_writing))
    assert codes(findings(root).diagnostics) == ["schema/unknown-key"]


def test_file_that_was_only_touched_is_not_found_changed(root: Path):
    """A new time with the old content gives the old findings."""
    before = findings(root).diagnostics
    for path in root.glob("**/*.yaml"):
        os.utime(path)
    assert findings(root).diagnostics == before


@pytest.mark.parametrize("change", ["added", "removed", "renamed"])
def test_changed_set_of_files_is_noticed(root: Path, change: str):
    """Files that come, go or move are noticed although none was edited."""
    findings(root)
    if change == "added":
        (root / "people" / "zoe.yaml").write_text("type: person\nname: Zoë\n", encoding="utf-8")
        old(root / "people" / "zoe.yaml")
    elif change == "removed":
        (root / "people" / "ada-quill.yaml").unlink()
    else:
        (root / "people" / "ada-quill.yaml").rename(root / "people" / "ada-q.yaml")
    assert findings(root).diagnostics == fresh(root) != ()


def test_findings_of_graph_follow_a_change_elsewhere(root: Path):
    """A finding about one file goes when another file is mended."""
    (root / "topics" / "monitoring.yaml").rename(root / "topics" / "elsewhere.yaml")
    assert "link/unknown-topic" in codes(findings(root).diagnostics)
    (root / "topics" / "elsewhere.yaml").rename(root / "topics" / "monitoring.yaml")
    assert "link/unknown-topic" not in codes(findings(root).diagnostics)


def test_other_policy_grades_anew(root: Path):
    """Findings that were made under other settings are not used."""
    findings(root)
    (root.parent / "pyproject.toml").write_text('[tool.cruxbase.severity]\nschema = "note"\n')
    found = findings(root)
    assert not found.remembered
    assert {d.severity for d in found.diagnostics} == {"note"}
    (root.parent / "pyproject.toml").unlink()
    assert {d.severity for d in findings(root).diagnostics} == {"error"}


def damage_nothing_left(path: Path) -> None:
    """Leave an empty file."""
    path.write_bytes(b"")


def damage_cut(path: Path) -> None:
    """Cut the file in two."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def damage_random(path: Path) -> None:
    """Fill the file with bytes that mean nothing."""
    path.write_bytes(bytes((i * 7919) % 256 for i in range(5000)))


def damage_flipped(path: Path) -> None:
    """Change one bit in the middle."""
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(bytes(raw))


def damage_replaced(path: Path) -> None:
    """Put a folder in the file's place."""
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("name", ["index", "last", "records", "changes", "places"])
@pytest.mark.parametrize(
    "damage", [damage_nothing_left, damage_cut, damage_random, damage_flipped, damage_replaced, Path.unlink]
)
def test_damaged_memory_is_passed_over(root: Path, name: str, damage: object):
    """Whatever happens to the cache, findings are those of a run without one, and the next run is right too."""
    broken = root / "monitoring" / "broken.yaml"
    findings(root)
    broken.write_text("type: person\nname: Somebody\n")
    findings(root)
    (path,) = (path for path in kept(root) if path.name == name)
    damage(path)  # type: ignore[operator] # each of them takes a path
    assert findings(root).diagnostics == fresh(root)
    (root / "people" / "ada-quill.yaml").write_text("type: person\nnane: Ada Quill\n")
    for _ in range(2):
        assert codes(findings(root).diagnostics) == codes(fresh(root)) != []


def test_one_edit_writes_one_record(root: Path):
    """What was known of the other files is not written again, and what changed or went is right all the same."""
    findings(root)
    (whole,) = (path for path in kept(root) if path.name == "records")
    written = whole.stat().st_ino
    (root / "monitoring" / "broken.yaml").write_text("type: person\nname: Somebody\n")
    assert findings(root).diagnostics == fresh(root)
    (root / "monitoring" / "broken.yaml").unlink()
    assert findings(root).diagnostics == fresh(root)
    memory = cache_of(root).records()
    assert whole.stat().st_ino == written
    assert (memory.changed, "claims/monitoring/broken.yaml" in memory.records) == (
        {"claims/monitoring/broken.yaml"},
        False,
    )


def test_many_edits_write_all_records(root: Path):
    """Once a good part of the records changed, they are written together and the changes begin anew."""
    findings(root)
    (whole,) = (path for path in kept(root) if path.name == "records")
    written = whole.stat().st_ino
    for path in root.glob("people/*.yaml"):
        path.write_text(path.read_text(encoding="utf-8") + "notes: A word more.\n", encoding="utf-8")
    for number in range(4):
        (root / "people" / f"new-{number}.yaml").write_text(f"type: person\nname: New {number}\n")
    assert findings(root).diagnostics == fresh(root)
    assert whole.stat().st_ino != written
    assert cache_of(root).records().changed == frozenset()


def test_well_formed_memory_of_another_shape_is_passed_over(root: Path):
    """A cache that unpacks, with a good digest, and holds something else is not used."""
    findings(root)
    memory = cache_of(root)
    for plain in (
        {},
        {"files": []},
        {"files": {"a": 1}},
        {"files": {}, "findings": [1], "written_ns": 0, "policy": b""},
    ):
        memory._write("index", plain)
        assert findings(root).diagnostics == fresh(root)


def test_memory_of_another_version_is_not_used(root: Path, monkeypatch: pytest.MonkeyPatch):
    """What other code wrote is read anew."""
    findings(root)
    monkeypatch.setattr(cache_module, "fingerprint", lambda _floors: "another")
    assert not findings(root).remembered
    assert findings(root).remembered


def test_without_a_cache_folder_the_base_is_read(root: Path, monkeypatch: pytest.MonkeyPatch):
    """Where the cache cannot be written, nothing is lost but time."""
    (root.parent / "file").write_text("a file where the folder should be")
    monkeypatch.setenv("CRUXBASE_CACHE_DIR", str(root.parent / "file" / "cache"))
    assert findings(root).diagnostics == fresh(root)


def test_unreadable_file_is_tried_again(root: Path, monkeypatch: pytest.MonkeyPatch):
    """Once the permissions are mended the file is read, although neither its time nor its size changed."""
    broken = root / "monitoring" / "broken.yaml"
    really_open = os.open

    def refusing(path: str, *rest: Any, **more: Any) -> int:
        if str(path) == str(broken):
            raise PermissionError(13, "Permission denied")
        return really_open(path, *rest, **more)

    monkeypatch.setattr(os, "open", refusing)
    assert codes(findings(root).diagnostics) == ["yaml/unreadable"]
    monkeypatch.undo()
    assert codes(findings(root).diagnostics) == ["schema/missing-key"] * 2


def test_processes_may_run_at_once(root: Path):
    """Several runs that start together, while files change, all end well and leave a cache that is right."""
    script = (
        "import sys; from cruxbase.loading.findings import findings\n"
        "for _ in range(6): print(len(findings(sys.argv[1]).diagnostics))"
    )
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "build")}
    running = [
        subprocess.Popen([sys.executable, "-c", script, str(root)], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for number in range(10):
        (root / "monitoring" / "broken.yaml").write_text(f"type: person\nname: Number {number}\n")
        time.sleep(0.02)
    assert [process.wait() for process in running] == [0] * 4
    for process in running:
        assert process.stdout is not None
        process.stdout.close()
    assert findings(root).diagnostics == fresh(root)
    assert {path.name for path in kept(root)} <= {
        "index",
        "last",
        "records",
        "changes",
        "places",
        "traces",
        "relations",
    }


def test_loading_and_checking_agree(root: Path):
    """A knowledge base loaded with memory has the findings and records of one loaded without."""
    findings(root)
    remembered, anew = load(root), load(root, cache=False)
    assert placed(remembered.diagnostics) == placed(anew.diagnostics)
    assert list(remembered.knowledge_base.graph.corpus) == list(anew.knowledge_base.graph.corpus)
    assert remembered.knowledge_base.graph.parts == anew.knowledge_base.graph.parts


def test_memory_that_is_switched_off_gives_nothing():
    """A cache without a folder forgets at once."""
    memory = Cache(None, "1")
    memory.store_records({"claims/a.yaml": [b"", None, []]})
    assert memory.records().records == {}
    assert memory.index().files == {}
    assert Policy().digest == Policy().digest


def test_findings_about_the_folder_are_remembered_only_while_they_are_the_same(root: Path):
    """Findings about the folder are looked for each time; others than last time make all be looked for again."""
    (root / "forgotten.yml").write_text("")
    assert [findings(root).remembered, findings(root).remembered] == [False, True]
    (root / "forgotten.yml").rename(root / "left.yml")
    again = findings(root)
    assert (again.remembered, placed(again.diagnostics)[0]) == (False, "claims/left.yml:1:1 error[yaml/wrong-suffix]")


@pytest.mark.parametrize("way", ["touch -r", "replaced"])
def test_an_edit_of_the_same_size_and_time_is_seen(root: Path, way: str):
    """An archive with clamped times, `touch -r` or a checkout leaves size and time as they were: the edit counts."""
    broken = root / "monitoring" / "broken.yaml"
    broken.write_text("type: person\nname: Somebody\n")
    old(broken)
    settle(root)
    findings(root)
    settle(root)
    before = broken.stat()
    changed = root / "changed" if way == "replaced" else broken
    changed.write_text("type: person\nnane: Somebody\n")
    changed.replace(broken)
    os.utime(broken, ns=(before.st_atime_ns, before.st_mtime_ns))
    settle(root)
    assert broken.stat().st_size == before.st_size
    assert codes(findings(root).diagnostics) == ["schema/unknown-key"]


def test_an_unchanged_base_loads_no_models(root: Path):
    """On an unchanged base neither YAML nor pydantic is loaded, nor what the words of the format need."""
    findings(root)
    script = "import sys; from cruxbase.loading.findings import findings; print(findings(sys.argv[1]).remembered, *sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "build")}
    settle(root)
    findings(root)
    run = subprocess.run(
        [sys.executable, "-c", script, str(root)], env=environment, capture_output=True, text=True, check=True
    )
    remembered, *modules = run.stdout.split()
    assert (remembered, {"yaml", "pydantic", "pydantic_core"} & set(modules)) == ("True", set())
