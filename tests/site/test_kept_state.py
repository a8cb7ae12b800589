"""What one build hands to the next: results of the relations alone, and what a process keeps in memory."""

from __future__ import annotations

from pathlib import Path

import msgpack
import pytest

from cruxbase.analysis.records_json import status_words
from cruxbase.graph import differ_in_texts_only
from cruxbase.loading.loading import load_texts
from cruxbase.records import CLAIM_LIKE
from cruxbase.site.build.building import build
from cruxbase.site.build.options import Options
from cruxbase.site.build.session import Session
from cruxbase.site.build.structure_results import OF_BASE, OF_GRAPH, supply_results, take_results
from cruxbase.site.build.writing import MANIFEST, Left, Writer
from cruxbase.site.claim_status import verdicts, verdicts_from
from cruxbase.support.safe_folder import Listing, SafeFolder
from sites import Project, files_below, project_at
from support import valid_texts

M = "claims/monitoring/"


def with_other_titles() -> dict[str, str]:
    """The valid base with other titles, and the same relations."""
    return {
        path: text.replace("\ntitle: ", "\ntitle: Once more, ") if path.startswith(M) else text
        for path, text in valid_texts().items()
    }


def test_results_of_the_same_relations_are_those_that_would_be_worked_out() -> None:
    """Each comes back from plain data as what it was, and holds for a base with other titles."""
    computed: dict[str, tuple[str, object]] = {}
    earlier, now, anew = (load_texts(texts).knowledge_base for texts in (valid_texts(), *[with_other_titles()] * 2))
    for kb, kept in ((earlier, OF_BASE), (earlier.graph, OF_GRAPH)):
        for _, function, arguments, _ in kept:
            function(kb, *arguments)
    take_results(earlier, computed, "structure")
    assert sorted(computed) == sorted(name for name, *_ in (*OF_BASE, *OF_GRAPH))
    supply_results(now, computed, "structure")
    for own, fresh, kept in ((now, anew, OF_BASE), (now.graph, anew.graph, OF_GRAPH)):
        for name, function, arguments, _ in kept:
            assert (name, function(own, *arguments)) == (name, function(fresh, *arguments))


def test_results_of_other_relations_are_not_taken() -> None:
    """What is kept under another digest is not looked at, be it damaged."""
    kb = load_texts(valid_texts()).knowledge_base
    supply_results(kb, {"topics": ("another", msgpack.packb("damaged"))}, "structure")
    function, arguments = next((row[1], row[2]) for row in OF_GRAPH if row[0] == "topics")
    assert function(kb.graph, *arguments)


def test_verdicts_come_back_as_they_were() -> None:
    """Of every claim of the base."""
    kb = load_texts(valid_texts()).knowledge_base
    for id in kb.corpus:
        if kb.corpus.entry(id).kind in CLAIM_LIKE:
            worked_out = verdicts(kb, id)
            assert verdicts_from(msgpack.unpackb(msgpack.packb(worked_out))) == worked_out
            assert {row.who: row.word for row in worked_out}.items() <= status_words(kb.claim(id)).items()


def test_a_listing_of_stamps_is_in_the_order_of_a_walk(tmp_path: Path) -> None:
    """Folders come by their names, also where a name goes on after the one before with a sign below the slash."""
    with SafeFolder(tmp_path) as folder:
        for path in ("a-b/c", "a/b", "a!", "a.d/e/f", "a/b-c/d", "b"):
            folder.write(path, b"x")
        assert Listing.of(folder.stamps()) == folder.listing()
        assert folder.listing().paths == ["a/b", "a/b-c/d", "a!", "a-b/c", "a.d/e/f", "b"]


def retitled(project: Project) -> None:
    project.write({path: text for path, text in with_other_titles().items() if "trial" in path})


def undone(project: Project) -> None:
    project.write(valid_texts())


def deleted(project: Project) -> None:
    project.remove(f"{M}trial-had-no-adversary.yaml")


def objected(project: Project) -> None:
    project.write(
        {
            f"{M}readers-tire.yaml": "type: claim\ntitle: Readers tire\ntopic: monitoring\n"
            "statement: Those who read alarms stop reading.\norigin: implied\n"
            "attacks: [{claim: monitors-catch-most-attempts, because: What is not read is not caught.}]\n"
        }
    )


def built_elsewhere(project: Project) -> None:
    """Another process builds between two builds of this one."""
    retitled(project)
    project.build()


def test_builds_of_one_session_equal_clean_builds(tmp_path: Path) -> None:
    """What a process keeps in memory leaves no trace, whatever was edited, and whoever built in between."""
    project = project_at(tmp_path / "project").write(valid_texts())
    session, options = Session(), Options(changes=False)
    build(project.folder / "claims", options, session=session)
    edits = (retitled, undone, objected, retitled, deleted, undone, built_elsewhere, undone)
    for number, edit in enumerate(edits):
        edit(project)
        build(project.folder / "claims", options, session=session)
        clean = project.copied(tmp_path / f"clean{number}")
        clean.build(cache=False)
        expected, files = clean.files(), project.files()
        differing = sorted(path for path in files.keys() | expected.keys() if files.get(path) != expected.get(path))
        assert (edit.__name__, differing) == (edit.__name__, [])


def test_a_session_says_when_the_files_are_there(tmp_path: Path) -> None:
    """Before what is kept is written; and where nothing changed it says nothing."""
    project = project_at(tmp_path / "project").write(valid_texts())
    seen: list[bool] = []
    session = Session(lambda: seen.append((project.site / "topics/monitoring/index.html").exists()))
    for _ in range(2):
        build(project.folder / "claims", Options(changes=False), session=session)
    assert seen == [True]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site of three files, whose names sort otherwise as paths than as strings."""
    writer = Writer(tmp_path / "site")
    for path in ("a/index.html", "a-b/index.html", "b.html"):
        writer.put(path, path.encode())
    writer.finish()
    return tmp_path / "site"


def left_in(folder: Path) -> Left:
    """What a build would note of a site as it is, if all of it were ours and empty."""
    listing = listing_of(folder)
    return Left(listing, ["" if path == MANIFEST else "0" * 24 for path in listing.paths])


def listing_of(folder: Path) -> Listing:
    with SafeFolder(folder) as opened:
        return opened.listing()


def test_a_listing_goes_to_stamps_and_back(folder: Path) -> None:
    """In the order in which folders are walked."""
    listing = listing_of(folder)
    assert listing.paths == [MANIFEST, "a/index.html", "a-b/index.html", "b.html"]
    assert Listing.of(listing.stamps()) == listing


def test_a_look_before_another_build_is_not_believed(folder: Path) -> None:
    """Its list of files is another then."""
    left, looked = left_in(folder), listing_of(folder)
    other = Writer(folder)
    other.put("a/index.html", b"another")
    other.finish()
    writer = Writer(folder, left=left, looked=lambda: looked)
    assert (writer.is_as_left, writer.keep("a/index.html")) == (False, False)
    writer.close()


def test_a_site_is_as_it_was_left_only_if_no_file_has_changed(folder: Path) -> None:
    """Nor come."""
    left = left_in(folder)
    writer = Writer(folder, left=left)
    assert writer.is_as_left
    writer.close()
    (folder / "b.html").write_bytes(b"edited by hand")
    writer = Writer(folder, left=left)
    assert (writer.is_as_left, sorted(writer.known)) == (False, ["a-b/index.html", "a/index.html"])
    writer.close()


def test_files_that_are_left_are_all_but_those_that_are_named(folder: Path) -> None:
    """And what was put before stays as it was put."""
    writer = Writer(folder, left=left_in(folder))
    writer.put("b.html", b"b.html")
    writer.keep_all_but(["a/index.html", "b.html"])
    assert sorted(writer.digests) == ["a-b/index.html", "b.html"]
    writer.finish()
    assert sorted(files_below(folder)) == ["a-b/index.html", "b.html"]


def test_a_graph_with_other_texts_is_the_linked_one() -> None:
    """Its relations are the same, and its titles are those of the records as they are now."""
    before, now = (load_texts(texts).knowledge_base.graph for texts in (valid_texts(), with_other_titles()))
    assert differ_in_texts_only(before.corpus, now.corpus)
    other = before.with_texts_of(now.corpus)
    assert other.parts == now.parts
    assert [other.title(id) for id in now.ids()] == [now.title(id) for id in now.ids()]
    assert before.title("trial-had-no-adversary") != other.title("trial-had-no-adversary")


@pytest.mark.parametrize(
    ("was", "now", "is_same"),
    [
        ("topic: monitoring", "topic: control", False),
        ("strength: strong", "strength: weak", False),
        ("type: topic\n", "type: topic\n# a remark\n", True),
    ],
)
def test_records_that_differ_in_more_than_texts_are_linked(was: str, now: str, is_same: bool) -> None:
    """An edit of a reference or a strength is told from one that leaves the data as they are."""
    texts = {"claims/topics/control.yaml": "type: topic\ntitle: Control\nsummary: Control at large.\n", **valid_texts()}
    edited = {path: text.replace(was, now) for path, text in texts.items()}
    assert edited != texts
    corpora = [load_texts(some).knowledge_base.corpus for some in (texts, edited)]
    assert differ_in_texts_only(*corpora) is is_same
