"""Building a site: the same bytes every time, only what changed, nothing that is not ours."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cruxbase.site import context as book_module
from cruxbase.site.build import site_build
from cruxbase.site.build.building import build
from cruxbase.site.build.generators import GENERATORS, Generator
from cruxbase.site.build.options import Built, CannotBuild, Options
from cruxbase.site.build.writing import MANIFEST, STAGING, Writer
from sites import Project, files_below, project_at
from support import valid_texts

Texts = dict[str, str]
M = "claims/monitoring/"


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The addresses of files that differ."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def on_the_command_line(project: Project, seed: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`cruxbase build` in a process of its own, with its own order of sets."""
    return subprocess.run(
        [sys.executable, "-m", "cruxbase", "build", "--generator", project.generator, *arguments],
        cwd=project.folder,
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC{int(seed) % 12}", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("generator", GENERATORS)
def test_two_builds_are_byte_identical(generator: Generator, tmp_path: Path) -> None:
    """Elsewhere, with fresh caches, in another order of sets and another time zone, the same bytes come out."""
    sites = []
    for seed, folder in (("1", tmp_path / "one"), ("4242", tmp_path / "a longer name" / "two")):
        project = project_at(folder, generator).write(valid_texts())
        done = on_the_command_line(project, seed, "--strict")
        assert done.returncode == 0, done.stderr
        sites.append(project.files())
    assert differing(*sites) == []
    assert len(sites[0]) > 60


# Edits: each takes the texts of a base and changes them as a contributor might.


def retitled_claim(texts: Texts) -> None:
    texts[f"{M}deploy-with-monitors.yaml"] = re.sub(
        "title: .*", "title: Another title", texts[f"{M}deploy-with-monitors.yaml"]
    )


def restated_claim(texts: Texts) -> None:
    path = f"{M}monitors-catch-most-attempts.yaml"
    texts[path] = texts[path].replace("statement: ", "statement: Now, ", 1)


def renamed_claim(texts: Texts) -> None:
    old, new = "monitors-fail-for-lack-of-skill", "monitors-lack-skill"
    for path, text in list(texts.items()):
        texts[path] = re.sub(rf"\b{old}\b", new, text)
    texts[f"{M}{new}.yaml"] = texts.pop(f"{M}{old}.yaml") + f"aliases: [{old}]\n"


def deleted_claim(texts: Texts) -> None:
    del texts[f"{M}trial-had-no-adversary.yaml"]


def new_topic(texts: Texts) -> None:
    texts["claims/topics/trials.yaml"] = "type: topic\ntitle: Trials\nsummary: How monitors were tried.\n"
    path = f"{M}monitor-trial-2024.yaml"
    texts[path] = texts[path].replace("topic: monitoring", "topic: trials")


def broader_topic(texts: Texts) -> None:
    texts["claims/topics/control.yaml"] = "type: topic\ntitle: Control\nsummary: Control at large.\n"
    texts["claims/topics/monitoring.yaml"] += "parent: control\n"


def new_objection(texts: Texts) -> None:
    texts[f"{M}graders-tire.yaml"] = (
        "type: claim\ntitle: Readers tire\ntopic: monitoring\nstatement: Those who read alarms stop reading.\n"
        "origin: implied\nattacks: [{claim: monitors-catch-most-attempts, because: What is not read is not caught.}]\n"
    )


def moved_file(texts: Texts) -> None:
    texts["claims/elsewhere/deploy-with-monitors.yaml"] = texts.pop(f"{M}deploy-with-monitors.yaml")


def renamed_person(texts: Texts) -> None:
    texts["claims/people/ada-quill.yaml"] = texts["claims/people/ada-quill.yaml"].replace("Ada Quill", "Ada M. Quill")


def redated_source(texts: Texts) -> None:
    path = "claims/sources/quill-monitors-2024.yaml"
    texts[path] = texts[path].replace("2024-05", "2023-11")


def reattributed_source(texts: Texts) -> None:
    path = "claims/sources/quill-monitors-2024.yaml"
    texts[path] = texts[path].replace("ada-quill", "Someone Else")


def changed_view(texts: Texts) -> None:
    path = "claims/viewpoints/quill-2024.yaml"
    texts[path] = re.sub(
        r"monitors-miss-what-matters:[^\n]*(\n    [^\n]*)*", "monitors-miss-what-matters: 0.05", texts[path]
    )


def new_view(texts: Texts) -> None:
    texts["claims/people/bo-reed.yaml"] = "type: person\nname: Bo Reed\n"
    texts["claims/viewpoints/reed-2025.yaml"] = (
        "type: viewpoint\ntitle: Bo Reed, 2025\nholder: bo-reed\ndate: 2025-01\n"
        "sources: [{source: quill-monitors-2024, at: §1}]\ncredences: {monitors-catch-most-attempts: 0.2}\n"
    )


def new_term(texts: Texts) -> None:
    path = f"{M}monitor-defined.yaml"
    texts[path] = re.sub("(?m)^also: .*\n", "", texts[path]) + "also: [attempts, trial]\n"


def retired_claim(texts: Texts) -> None:
    path = f"{M}caught-attempts-do-no-harm.yaml"
    texts[path] = re.sub("(?m)^status: .*\n", "", texts[path]) + "status: retired\n"


def broken_claim(texts: Texts) -> None:
    texts[f"{M}monitors-will-be-usual.yaml"] = "type: claim\ntitle: [\n"


def changed_model(texts: Texts) -> None:
    path = "claims/models/monitored-harm.yaml"
    texts[path] = texts[path].replace("default: 0.9", "default: 0.8")


EDITS: tuple[Callable[[Texts], None], ...] = (
    *(
        retitled_claim,
        restated_claim,
        renamed_claim,
        deleted_claim,
        new_topic,
        broader_topic,
        new_objection,
        moved_file,
    ),
    *(renamed_person, redated_source, reattributed_source, changed_view, new_view, new_term, retired_claim),
    *(broken_claim, changed_model),
)


def put(project: Project, texts: Texts) -> None:
    """Give a project these records and no others, touching only files that differ."""
    for path in [*(project.folder / "claims").rglob("*.yaml")]:
        if path.relative_to(project.folder).as_posix() not in texts:
            path.unlink()
    for path, text in texts.items():
        target = project.folder / path
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            project.write({path: text})


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_a_build_after_an_edit_equals_a_clean_build(
    edit: Callable[[Texts], None], project: Project, tmp_path: Path
) -> None:
    """What an earlier build left and what it remembers leave no trace, whatever was edited; nor does undoing it."""
    project.build()
    before = project.files()
    texts = dict(valid_texts())
    edit(texts)
    assert texts != valid_texts()
    put(project, texts)
    project.build()
    clean = project.copied(tmp_path / "clean")
    clean.build(cache=False)
    assert differing(project.files(), clean.files()) == []
    assert differing(project.files(), before) != []
    put(project, dict(valid_texts()))
    project.build()
    assert differing(project.files(), before) == []


def many_edits(project: Project, clean: Project, number: int) -> None:
    """Edit at random, sometimes several things at once, and compare each build with a clean one."""
    chance = random.Random(20_26)
    texts = dict(valid_texts())
    for step in range(number):
        for edit in chance.sample(EDITS, chance.choice((1, 1, 2, 4))):
            try:
                edit(texts)
            except KeyError:  # what it edits is gone
                continue
        if chance.random() < 0.3:
            texts = dict(valid_texts())
        put(project, texts)
        put(clean, texts)
        project.build()
        clean.build(cache=False)
        assert differing(project.files(), clean.files()) == [], f"after step {step}"


def test_builds_after_many_edits_equal_clean_builds(project: Project, tmp_path: Path) -> None:
    """However edits follow each other, the site is what a clean build makes."""
    many_edits(project, project.copied(tmp_path / "clean"), 8)


@pytest.mark.slow
def test_builds_after_very_many_edits_equal_clean_builds(project: Project, tmp_path: Path) -> None:
    """The same for a long day's work."""
    many_edits(project, project.copied(tmp_path / "clean"), 80)


def test_an_edit_renders_only_pages_that_it_touches(project: Project) -> None:
    """A claim's title is rendered where it is named, not on every page."""
    built = project.build()
    assert built.rendered == built.pages == len(valid_texts())
    texts = dict(valid_texts())
    name = f"{M}why-monitors-miss.yaml"
    texts[name] = texts[name].replace("notes: ", "notes: A note that no other page shows. ")
    put(project, texts)
    built = project.build()
    assert 1 <= built.rendered < len(valid_texts()) / 2
    assert "claims/why-monitors-miss/index.html" in built.written


def test_a_build_of_the_unchanged_writes_nothing(project: Project) -> None:
    """A second build runs no generator, renders no page, and touches no file."""
    project.build()
    times = {path: path.stat().st_mtime_ns for path in project.site.rglob("*") if path.is_file()}
    built = project.build()
    assert (built.generator_ran, built.rendered, built.written, built.deleted) == (False, 0, (), ())
    assert {path: path.stat().st_mtime_ns for path in project.site.rglob("*") if path.is_file()} == times


def test_the_generator_runs_when_a_written_page_changes(project: Project) -> None:
    """An edit in docs/ reaches the site; an edit of a record does not run the generator."""
    assert not project.build().generator_ran
    page = project.folder / "docs" / "about.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nA sentence of today.\n", encoding="utf-8")
    built = project.build()
    assert built.generator_ran
    assert built.rendered == 0
    assert "A sentence of today." in project.page("about")


def test_files_of_deleted_records_go(project: Project) -> None:
    """The page, its folder and its data go with the record; aliases leave a page that leads on."""
    project.build()
    texts = dict(valid_texts())
    deleted_claim(texts)
    renamed_claim(texts)
    put(project, texts)
    built = project.build()
    assert not (project.site / "claims" / "trial-had-no-adversary").exists()
    assert not (project.site / "api/records/trial-had-no-adversary.json").exists()
    assert "claims/trial-had-no-adversary/index.html" in built.deleted
    former = project.page("claims/monitors-fail-for-lack-of-skill")
    assert 'content="0; url=../../claims/monitors-lack-skill/"' in former


def test_what_others_put_into_the_folder_stays(project: Project) -> None:
    """A file that is not ours is neither overwritten nor deleted, and the build says that it is in the way."""
    theirs = project.site / "claims" / "trial-had-no-adversary" / "index.html"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("theirs", encoding="utf-8")
    (project.site / "CNAME").write_text("example.org", encoding="utf-8")
    (project.site / MANIFEST).touch()
    built = project.build()
    assert built.in_the_way == ("claims/trial-had-no-adversary/index.html",)
    assert theirs.read_text(encoding="utf-8") == "theirs"
    texts = dict(valid_texts())
    deleted_claim(texts)
    put(project, texts)
    assert project.build().in_the_way == ()
    assert theirs.read_text(encoding="utf-8") == "theirs"
    assert (project.site / "CNAME").read_text(encoding="utf-8") == "example.org"


def test_a_list_of_ours_that_leads_out_of_the_folder_is_not_believed(tmp_path: Path) -> None:
    """A manifest that names files elsewhere deletes none of them."""
    precious = tmp_path / "precious"
    precious.write_text("x", encoding="utf-8")
    site = tmp_path / "site"
    site.mkdir()
    (site / MANIFEST).write_text(f"cruxbase site 1\nab ../precious\nab {precious}\n", encoding="utf-8")
    Writer(site).finish()
    assert precious.exists()


def test_a_build_that_is_interrupted_does_no_harm(project: Project, tmp_path: Path) -> None:
    """After Ctrl-C in the middle of composing, the next build makes what a clean one makes."""

    def interrupt(what: str, _done: int, _of: int) -> None:
        if what == "composing pages":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(project.folder / "claims", Options(changes=False), progress=interrupt)
    built = project.build()
    assert built.in_the_way == ()
    clean = project.copied(tmp_path / "clean")
    clean.build(cache=False)
    assert differing(project.files(), clean.files()) == []


def test_an_interrupted_build_of_several_processes_leaves_the_site_as_it_was(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another process had composed when Ctrl-C came never reaches the site, and is not taken for somebody's."""
    in_processes(monkeypatch, 2)
    parent = os.getpid()

    def interrupt(what: str, _done: int, _of: int) -> None:
        if what == "composing pages" and os.getpid() == parent:
            for _ in range(2000):  # until the other process is at work
                if len(list((project.site / STAGING).glob("*"))) >= 3:
                    break
                time.sleep(0.01)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(project.folder / "claims", Options(changes=False), progress=interrupt)
    assert [path.name for path in project.site.iterdir()] == []
    texts = {path: text.replace("title: ", "title: Now ") for path, text in valid_texts().items()}
    put(project, texts)
    built = project.build()
    assert built.in_the_way == ()
    clean = project.copied(tmp_path / "clean")
    clean.build(cache=False)
    assert differing(project.files(), clean.files()) == []


@pytest.mark.parametrize("processes", [2, 3])
def test_several_processes_make_the_same_site(
    processes: int, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shared among processes a build makes the same files, and knows as much about them afterwards."""
    alone = project.copied(tmp_path / "alone")
    alone.build(cache=False)
    in_processes(monkeypatch, processes)
    built = project.build()
    assert differing(project.files(), alone.files()) == []
    assert built.rendered == built.pages
    texts = dict(valid_texts())
    retitled_claim(texts)
    for one in (project, alone):
        put(one, texts)
    assert 1 <= project.build().rendered < built.pages
    alone.build(cache=False)
    assert differing(project.files(), alone.files()) == []


def in_processes(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """Has even small bases built by several processes."""
    monkeypatch.setattr(os, "cpu_count", lambda: count)
    monkeypatch.setattr(threading, "active_count", lambda: 1)  # whatever servers other tests have left
    monkeypatch.setattr(site_build, "PAGES_A_PROCESS", 1)


def test_what_divides_two_views_is_computed_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build keeps what it computed of pairs of views for the next one, whose texts only have changed."""
    disagreeing = """type: viewpoint
title: Bo Reed on monitors, 2025
holder: bo-reed
date: 2025
credences:
  monitors-catch-most-attempts: {credence: 0.3}
  monitors-miss-what-matters: {credence: 0.7}
rejects: [deploy-with-monitors]
"""
    texts = valid_texts() | {
        "claims/people/bo-reed.yaml": "type: person\nname: Bo Reed\nkind: position\n",
        "claims/viewpoints/reed-2025.yaml": disagreeing,
    }
    put(project, texts)
    project.build()
    assert [path.parent.name for path in project.site.glob("pairs/*/index.html")] == ["ada-quill--bo-reed"]
    monkeypatch.setattr(book_module, "between", lambda *_: pytest.fail("computed again"))
    retitled_claim(texts)
    put(project, texts)
    assert project.build().rendered


@pytest.mark.parametrize(
    "damage", [b"", b"\x00" * 100, b"\xc1", b"\x81\xa6format\x02"], ids=["empty", "zeros", "bad", "cut"]
)
def test_a_damaged_memory_is_forgotten(damage: bytes, project: Project) -> None:
    """What is kept between builds may be lost or cut off: the site comes out the same."""
    project.build()
    before = project.files()
    for kept in (project.kept / "pages", project.kept / "search", *project.kept.glob("last-*")):
        kept.write_bytes(damage)
    built = project.build()
    assert built.rendered == built.pages
    assert differing(project.files(), before) == []


def test_a_broken_record_has_no_page_and_the_others_do(project: Project) -> None:
    """One file that cannot be read costs one page; the findings say which."""
    texts = dict(valid_texts())
    broken_claim(texts)
    put(project, texts)
    built = project.build()
    assert built.pages == len(valid_texts()) - 1
    assert not (project.site / "claims/monitors-will-be-usual").exists()
    assert "yaml/syntax" in {finding.code for finding in built.diagnostics}
    assert "monitors-will-be-usual" not in project.page("topics/monitoring")


def test_strict_fails_where_the_base_has_an_error(project: Project) -> None:
    """`build --strict` ends with 1 and names what is wrong, and has built all the same; without it, with 0."""
    texts = dict(valid_texts())
    broken_claim(texts)
    put(project, texts)
    strict, lenient = (on_the_command_line(project, "0", *flags) for flags in (("--strict",), ()))
    assert (strict.returncode, lenient.returncode) == (1, 0)
    assert "1 error" in strict.stderr
    assert (project.site / "index.html").exists()


def test_a_long_build_says_what_it_is_doing(project: Project) -> None:
    """Whoever asks is told each stage with how much of it is done."""
    progress: list[tuple[str, int, int]] = []
    build(project.folder / "claims", Options(changes=False), progress=lambda *step: progress.append(step))
    assert [what for what, _, _ in progress] == [
        *("reading the base", "writing pages", "rendering the written pages", "composing pages"),
    ]
    assert all(0 <= done <= of for _, done, of in progress)


def test_what_cannot_be_built_is_said_in_a_sentence(project: Project) -> None:
    """No settings, a part that does not exist, settings that the generator refuses: each names the thing."""

    def problem() -> str:
        with pytest.raises(CannotBuild) as caught:
            project.build()
        return str(caught.value)

    page = project.folder / "docs" / "extra.md"
    page.write_text('# Extra\n\n<div data-cruxbase="no-such-part"></div>\n', encoding="utf-8")
    assert "'no-such-part'" in problem()
    page.unlink()
    settings = project.folder / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\nno_such_setting: [\n", encoding="utf-8")
    assert "mkdocs.yml" in problem()
    settings.write_text("site_name: x\ndocs_dir: nowhere\n", encoding="utf-8")
    assert "nowhere" in problem()
    settings.unlink()
    assert "mkdocs.yml" in problem()


def test_plain_mkdocs_makes_the_same_site(tmp_path: Path) -> None:
    """`mkdocs build` with the hook makes what `cruxbase build` makes, apart from files that the latter leaves out."""
    project = project_at(tmp_path / "project").write(valid_texts())
    settings = (project.folder / "mkdocs.yml").read_text(encoding="utf-8")
    hook = Path(sys.modules[Built.__module__].__file__ or "").with_name("hook.py")
    project.write({"mkdocs.yml": f"{settings}\nhooks:\n  - {hook}\n"})
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "plain"],
        cwd=project.folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    project.build()
    plain, ours = files_below(project.folder / "plain"), project.files()
    assert {path for path in differing(plain, ours) if path in ours} == set()
    assert all(re.search(r"\.map$|/lunr/|objects\.inv$", path) for path in plain.keys() - ours.keys())


def test_folders_of_other_builds_are_brought_up_to_date(project: Project) -> None:
    """What is remembered of the last build is not believed of a folder that an earlier one wrote."""
    claims = project.folder / "claims"
    build(claims, Options(changes=False))
    texts = dict(valid_texts())
    retitled_claim(texts)
    put(project, texts)
    other = project.folder / "other"
    build(claims, Options(changes=False, site=other))
    build(claims, Options(changes=False))
    assert differing(project.files(), files_below(other)) == []


def test_the_generators_may_take_turns_in_one_folder(project: Project, tmp_path: Path) -> None:
    """Each time the folder holds the site of the one that ran last, and nothing of the other."""
    for generator in ("mkdocs", "zensical", "mkdocs"):
        Project(project.folder, generator).build()
    clean = project.copied(tmp_path / "clean")
    clean.build(cache=False)
    assert differing(project.files(), clean.files()) == []
