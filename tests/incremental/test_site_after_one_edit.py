"""Edits after which a site was once not that of a clean build: each was found by `site_campaign.py`."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from sites import Project, git
from support import valid_texts

Texts = Mapping[str, str]
ADA = "claims/people/ada-quill.yaml"
PROJECT = {
    "docs/index.md": "# Home\n\nThe whole of it.\n",
    "mkdocs.yml": "site_name: Monitors\nsite_url: https://example.org/m/\ntheme:\n  name: material\n  font: false\nplugins: []\n",
}


def differing(folder: Path, *states: Texts, history: Sequence[bool] = ()) -> list[str]:
    """The files of a site that was built in each of some states of its base and are not those of a clean build.

    Args:
        folder: to work in.
        states: the files of the base, one state after the other.
        history: whether each state is committed, a day after the other, and pages show what changed; empty for no repository.
    """
    project = Project(folder)
    for day, texts in enumerate(states, 1):
        for path in (folder / "claims").rglob("*.yaml"):
            if path.relative_to(folder).as_posix() not in texts:
                path.unlink()
        project.write({**PROJECT, **texts})
        if history:
            git(folder, "init", "--quiet")
        if history and history[day - 1]:
            git(folder, "add", "--all", "claims")
            git(folder, "commit", "--quiet", "-m", "A step", date=f"2026-01-0{day}T00:00:00Z")
        project.build(changes=bool(history))
    kept = project.files()
    shutil.rmtree(project.site)
    project.build(changes=bool(history), cache=False)
    clean = project.files()
    return sorted(path for path in kept.keys() | clean.keys() if kept.get(path) != clean.get(path))


def without(texts: Texts, *paths: str) -> Texts:
    """Some texts without those at some paths."""
    return {path: text for path, text in texts.items() if path not in paths}


def test_an_author_and_holder_who_comes_is_named_wherever_what_they_wrote_is(tmp_path: Path):
    """A page that cites a source, or shows a belief, goes by the person's name once there is a record of them."""
    texts = valid_texts()
    assert differing(tmp_path, without(texts, ADA), texts) == []


def test_an_author_and_holder_who_goes_is_no_longer_named(tmp_path: Path):
    """And by their id or the viewpoint's title once there is none."""
    texts = valid_texts()
    assert differing(tmp_path, texts, without(texts, ADA)) == []


def two_views() -> Texts:
    """Two people who differ on a claim that is a side of no crux."""
    claim = "type: claim\ntitle: {0}\ntopic: t\nstatement: {0}.\n"
    view = (
        "type: viewpoint\ntitle: A view\nholder: {0}\ndate: 2025\nsources: [s]\ncredences: {{one: {1}, other: {1}}}\n"
    )
    return {
        "claims/topics/t.yaml": "type: topic\ntitle: Bread\nsummary: Bread.\n",
        "claims/sources/s.yaml": "type: source\ntitle: Loaves\nkind: post\nauthors: [Ann Lund]\nissued: 2025\nchecked: read\n",
        "claims/people/ada.yaml": "type: person\nname: Ada Quill\n",
        "claims/people/bo.yaml": "type: person\nname: Bo Lund\n",
        "claims/t/one.yaml": claim.format("Old dough is sour"),
        "claims/t/other.yaml": claim.format("Sour bread keeps"),
        "claims/t/third.yaml": claim.format("Dough rises"),
        "claims/viewpoints/ada-2025.yaml": view.format("ada", "0.9"),
        "claims/viewpoints/bo-2025.yaml": view.format("bo", "0.2"),
    }


def test_a_crux_that_comes_stands_on_the_pages_of_those_who_take_a_side(tmp_path: Path):
    """Nobody's viewpoint names it: it names the claim that somebody believes."""
    crux = "type: crux\ntitle: Whether it is sour\ntopic: t\nquestion: Is it?\nsides: [one, third]\ndecides: [other]\n"
    assert differing(tmp_path, two_views(), {**two_views(), "claims/cruxes/x.yaml": crux}) == []


def test_a_booklet_names_the_last_commit_that_moved_a_file(tmp_path: Path):
    """Such a commit touches a record of its topic, although it is no version of the record; here the file had moved before."""
    texts = valid_texts()
    path = next(path for path in texts if "/monitoring/" in path)
    moved = {**without(texts, path), path.replace("/monitoring/", "/elsewhere/"): texts[path]}
    assert differing(tmp_path, texts, moved, moved, history=(True, False, True)) == []


def test_a_step_goes_by_the_present_id_of_each_premise_on_the_pages_of_all(tmp_path: Path):
    """One is renamed and keeps its former id as an alias, by which the step still names it."""
    texts = valid_texts()
    assert differing(tmp_path, texts, renamed(texts, "claims/monitoring/monitors-catch-most-attempts.yaml")) == []


def test_a_text_that_nobody_has_read_is_no_text_that_states_a_belief(tmp_path: Path):
    """How far a source was checked changes what stands beside a belief that a viewpoint has from it."""
    texts = two_views()
    path = "claims/sources/s.yaml"
    assert differing(tmp_path, texts, {**texts, path: texts[path].replace("read", "unverified")}) == []


def renamed(texts: Texts, path: str) -> Texts:
    """Some texts of which one has another id, and keeps the old one as an alias, by which the others still name it."""
    old = Path(path).stem
    return {**without(texts, path), path.replace(old, "renamed"): f"{texts[path]}aliases: [{old}]\n"}


@pytest.mark.parametrize("path", [ADA, "claims/sources/quill-monitors-2024.yaml"])
def test_authors_and_sources_may_go_by_a_former_id(path: str, tmp_path: Path):
    """That is worth a warning and no more: what names them so leads to them, and the site can be built."""
    assert differing(tmp_path, valid_texts(), renamed(valid_texts(), path)) == []
    assert "Quill and Example 2024" in (tmp_path / "site/claims/trial-had-no-adversary/index.html").read_text("utf-8")


def test_a_link_by_a_former_id_leads_somewhere_once_a_record_has_had_it(tmp_path: Path):
    """The page with the link names nothing that changed but the former id."""
    texts = {**two_views(), "claims/t/third.yaml": two_views()["claims/t/third.yaml"] + "notes: See [[former]].\n"}
    path = "claims/t/one.yaml"
    assert differing(tmp_path, texts, {**texts, path: texts[path] + "aliases: [former]\n"}) == []


TRIAL = "claims/monitoring/monitor-trial-2024.yaml"
TITLES = ("Once more", "In a trial & more", "Once more", "<b>Trials</b>", "試驗")


def other_title(texts: Texts, path: str, title: str) -> Texts:
    """Some texts with another title in one of them."""
    lines = texts[path].splitlines(keepends=True)
    return {**texts, path: "".join(f"title: {title!r}\n" if line.startswith("title: ") else line for line in lines)}


def test_a_title_is_replaced_again_and_again_wherever_it_is_a_link(tmp_path: Path):
    """On pages of records, written pages and booklets, where it is markup, or in another script, and where it returns."""
    texts = valid_texts()
    pages = {
        f"docs/{name}.md": f'# {name}\n\n<div data-cruxbase="{name}"></div>\n'
        for name in ("cruxes", "evidence", "map", "map-home", "topics", "your-view")
    }
    states = [{**texts, **pages}, *({**other_title(texts, TRIAL, title), **pages} for title in TITLES)]
    assert differing(tmp_path, *states) == []


def test_a_title_that_comes_with_another_text_is_put_with_it(tmp_path: Path):
    """A page that shows a link alone has the other title, and one that shows the text has both."""
    texts = valid_texts()
    edited = other_title(texts, TRIAL, "Another title")
    edited = {**edited, TRIAL: edited[TRIAL].replace("planted backdoors", "hidden faults")}
    assert "hidden faults" in edited[TRIAL]
    assert differing(tmp_path, texts, edited, texts) == []
