"""Asking the knowledge base: navigation, filters, search, and the questions about structure."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cruxbase
from cruxbase.analysis.entities import Claim, Entity, UnknownRecord
from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.loading.loading import load_texts
from support import knowledge_base_from, valid_texts


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    """The example base."""
    return load_texts(valid_texts()).knowledge_base


def ids(views: tuple[Entity, ...]) -> list[str]:
    return [view.id for view in views]


# views


@pytest.mark.parametrize(
    ("start", "way", "expected"),
    [
        ("monitors-catch-most-attempts", "supporters", ["monitor-trial-2024"]),
        ("monitors-catch-most-attempts", "attackers", []),
        ("monitors-catch-most-attempts", "undercutters", ["trial-had-no-adversary"]),
        ("monitors-catch-most-attempts", "required_by", ["monitors-will-be-usual"]),
        ("monitors-catch-most-attempts", "in_cruxes", ["do-monitors-catch-enough"]),
        ("monitors-catch-most-attempts", "rivals", ["monitors-miss-what-matters"]),
        ("monitors-catch-most-attempts", "models", ["monitored-harm"]),
        ("monitors-will-be-usual", "requires", ["monitors-catch-most-attempts"]),
        ("deploy-with-monitors", "supporters", ["monitors-catch-most-attempts", "caught-attempts-do-no-harm"]),
        ("deploy-with-monitors", "attackers", ["monitors-miss-what-matters"]),
        ("deploy-with-monitors", "answers", ["how-to-use-untrusted-models"]),
        ("deploy-with-monitors", "rivals", ["do-not-use-untrusted-models"]),
        ("deploy-with-monitors", "decided_by", ["do-monitors-catch-enough"]),
        ("how-to-use-untrusted-models", "answered_by", ["deploy-with-monitors", "do-not-use-untrusted-models"]),
        ("do-monitors-catch-enough", "sides", ["monitors-catch-most-attempts", "monitors-miss-what-matters"]),
        ("do-monitors-catch-enough", "decides", ["deploy-with-monitors"]),
    ],
)
def test_a_claim_leads_to_what_bears_on_it(kb: KnowledgeBase, start: str, way: str, expected: list[str]):
    """Each relation is there in both directions."""
    assert expected == ids(getattr(kb.claim(start), way))


def test_a_claim_knows_who_says_it_and_who_holds_it(kb: KnowledgeBase):
    """Citations carry place and role, beliefs carry degree, date and holder."""
    claim = kb.claim("monitors-miss-what-matters")
    (citation,) = claim.cited_in
    assert ("quill-monitors-2024", "§6", "concedes") == (citation.source.id, citation.at, citation.role)
    (belief,) = claim.held_by
    assert belief.credence is not None
    assert (0.2, 0.32, 0.45, "unlikely") == belief.credence
    assert ("2024-05", "inferred", "ada-quill") == (belief.date, belief.entry.basis, belief.viewpoint.holder.id)
    (held,) = kb.claim("deploy-with-monitors").held_by
    assert (None, "holds") == (held.credence, held.stance)


def test_citations_without_a_model_are_those_of_the_model(kb: KnowledgeBase) -> None:
    """For every record they are its `sources`; where a record cites nothing, there are none."""
    for id in kb.corpus:
        assert kb.corpus.citations(id) == getattr(kb.corpus.record(id), "sources", ()), id


def test_other_views_lead_back(kb: KnowledgeBase):
    """From a source to what cites it, from a person to what they wrote and hold, from a topic to its claims."""
    source = kb.source("quill-monitors-2024")
    assert [kb.person("ada-quill"), "Ben Example"] == list(source.authors)
    assert "monitor-trial-2024" in {citation.record.id for citation in source.cited_by}
    person = kb.person("ada-quill")
    assert (["quill-2024"], ["quill-monitors-2024"]) == (ids(person.viewpoints), ids(person.authored))
    assert 3 == len(kb.viewpoint("quill-2024").beliefs)
    assert {view.id for view in kb.claims()} == set(ids(kb.topic("monitoring").claims))
    assert ["do-monitors-catch-enough"] == ids(kb.model("monitored-harm").cruxes)


def test_views_are_values(kb: KnowledgeBase):
    """Views of one record are equal and hash alike; nothing about them can be changed."""
    claim = kb.claim("monitor-defined")
    assert claim == kb.record("monitor-defined")
    assert 1 == len({claim, kb.record("monitor-defined")})
    assert claim != load_texts(valid_texts()).knowledge_base.claim("monitor-defined")
    with pytest.raises(AttributeError, match="read-only"):
        claim.id = "other"
    with pytest.raises(AttributeError):
        kb.step("monitoring-makes-use-safe").name = "other"  # type: ignore[misc] # that it fails is the point


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (
            lambda kb: kb.claim("monitors-catch"),
            "no claim is called 'monitors-catch'; did you mean 'monitors-catch-most",
        ),
        (lambda kb: kb.claim("ada-quill"), "no claim is called 'ada-quill'"),
        (lambda kb: kb.person("ada-quil"), "no person is called 'ada-quil'; did you mean 'ada-quill'?"),
        (lambda kb: kb.step("monitor-trial-2024 -> deploy-with-monitors"), "no step is called"),
        (lambda kb: kb.why("nothing"), "no claim is called 'nothing'"),
        (lambda kb: kb.paths("nothing", "monitor-defined"), "no claim is called 'nothing'"),
        (lambda kb: kb.impact("ada-quill"), "no claim is called 'ada-quill'"),
        (lambda kb: kb.claims(topic="nothing"), "no topic is called 'nothing'"),
        (lambda kb: kb.claims(holder="ada"), "no person is called 'ada'"),
        (lambda kb: kb.search("monitor", topic="nothing"), "no topic is called 'nothing'"),
    ],
)
def test_an_unknown_id_raises_and_names_the_nearest(kb: KnowledgeBase, asked: Callable[[Any], object], message: str):
    """A slip of whoever asks is a `KeyError` with a sentence."""
    with pytest.raises(UnknownRecord) as raised:
        asked(kb)
    assert isinstance(raised.value, KeyError)
    assert str(raised.value).startswith(message)


def test_known_tells_without_raising(kb: KnowledgeBase):
    """Whether an id leads to a record, of a type."""
    assert "ada-quill" == kb.known("ada-quill") == kb.known("ada-quill", "person")
    assert [None] * 3 == [kb.known("ada-quill", "source"), kb.known("nobody"), kb.known(None)]


# filters


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"type": "crux"}, ["do-monitors-catch-enough"]),
        ({"origin": "reconstructed"}, ["do-not-use-untrusted-models"]),
        ({"holder": "ada-quill", "type": "proposal"}, ["deploy-with-monitors"]),
        ({"status": "retired"}, []),
        ({"tag": "none"}, []),
        ({"topic": "monitoring", "type": "evidence"}, ["monitor-trial-2024"]),
        ({"type": "hypothesis", "where": lambda c: "skill" in c.id}, ["monitors-fail-for-lack-of-skill"]),
    ],
)
def test_filters_narrow_and_combine(kb: KnowledgeBase, filters: dict[str, Any], expected: list[str]):
    """Every condition given must hold."""
    assert expected == ids(kb.claims(**filters))


def test_a_topic_includes_its_narrower_topics():
    """Claims of a topic below count, in filters and in search, also under a former id."""
    kb = knowledge_base_from("""
        # claims/topics/wide.yaml
        type: topic
        title: Wide
        summary: All of it.
        aliases: [broad]
        # claims/topics/narrow.yaml
        type: topic
        title: Narrow
        parent: wide
        summary: Some of it.
        # claims/narrow/a.yaml
        type: claim
        title: Something narrow
        topic: narrow
        statement: It is.
    """)
    assert ["a"] == ids(kb.claims(topic="wide")) == ids(kb.claims(topic="broad")) == ids(kb.claims(topic="narrow"))
    assert ["a"] == [hit.record.id for hit in kb.search("something", topic="wide")]


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"type": "clam"}, "type cannot be 'clam'; did you mean 'claim'?"),
        ({"type": "person"}, "type cannot be 'person'"),
        ({"status": "final"}, "status cannot be 'final'; it is one of: draft, reviewed, disputed, retired"),
        ({"origin": "guess"}, "origin cannot be 'guess'; it is one of: stated, implied, reconstructed"),
    ],
)
def test_a_filter_that_nothing_can_satisfy_is_refused(kb: KnowledgeBase, filters: dict[str, str], message: str):
    """An empty answer would hide the slip."""
    with pytest.raises(ValueError, match="cannot be") as raised:
        kb.claims(**filters)
    assert str(raised.value).startswith(message)


def test_every_type_lists_its_records(kb: KnowledgeBase):
    """The plural of each type, with a condition if wanted."""
    assert ["quill-monitors-2024"] == ids(kb.sources())
    assert ["ada-quill"] == ids(kb.people(where=lambda person: bool(person.viewpoints)))
    assert [] == ids(kb.viewpoints(where=lambda viewpoint: viewpoint.date > "2025"))
    assert (["monitoring"], ["monitored-harm"]) == (ids(kb.topics()), ids(kb.models()))
    assert 21 == len(kb) == len(list(kb))
    assert "ada-quill" in kb
    assert "nobody" not in kb


# search


SEARCHED = """
    # claims/topics/t.yaml
    type: topic
    title: Topic
    summary: It is about things.
    # claims/t/title.yaml
    type: claim
    title: Corrigibility is natural
    topic: t
    statement: It comes about by itself.
    # claims/t/statement.yaml
    type: claim
    title: Something else
    topic: t
    statement: It is natural for corrigibility to come about by itself in this and in many other ways.
    # claims/t/note.yaml
    type: claim
    title: A third thing
    topic: t
    statement: It is unrelated.
    notes: See also corrigibility, which is another matter altogether and no concern of this one.
    # claims/t/both.yaml
    type: claim
    title: Natural corrigibility helps deference
    topic: t
    statement: It helps deference.
    # claims/t/naive.yaml
    type: claim
    title: Naïve optimisers' behaviour
    topic: t
    statement: It is naïve.
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("corrigibility", ["both", "title", "statement", "note"]),
        ("natural deference", ["both"]),
        ("corigibility", ["both", "title", "statement", "note"]),
        ("corrigiblity", ["both", "title", "statement", "note"]),
        ("CORRIGIBILITY!", ["both", "title", "statement", "note"]),
        ("corrig", ["both", "title", "statement", "note"]),
        ("optimiser", ["naive"]),
        ("Optimisers’", ["naive"]),
        ("zebra", []),
        ("", []),
        ("?!", []),
    ],
)
def test_search_ranks_and_forgives(text: str, expected: list[str]):
    """Titles come before statements before notes; plurals, capitals, beginnings and slips are all one."""
    hits = knowledge_base_from(SEARCHED).search(text)
    assert expected == [hit.record.id for hit in hits][: len(expected)]
    assert bool(expected) == bool(hits)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)


def test_search_can_be_limited_and_narrowed(kb: KnowledgeBase):
    """The limit takes the best, the type takes only its own, and the words that matched are told."""
    assert kb.search("monitor")[:2] == kb.search("monitor", limit=2)
    assert {"evidence"} == {hit.record.type for hit in kb.search("monitor", type="evidence")}
    assert ("plant", "attempt") == kb.search("plantd attempts")[0].words
    with pytest.raises(ValueError, match="type cannot be 'clam'"):
        kb.search("monitor", type="clam")


# structure


def test_why_unfolds_each_claim_once_and_survives_circles():
    """Two claims that support each other are marked where they come again; depth cuts and says so."""
    kb = knowledge_base_from("""
        # claims/topics/t.yaml
        type: topic
        title: Topic
        summary: It is about things.
        # claims/t/a.yaml
        type: claim
        title: A
        topic: t
        statement: A.
        supports: [b]
        # claims/t/b.yaml
        type: claim
        title: B
        topic: t
        statement: B.
        supports: [a]
    """)
    tree = kb.why("a")
    below = tree.supporting[0].premises[0]
    assert ("b", False) == (below.claim.id, below.repeated)
    again = below.supporting[0].premises[0]
    assert ("a", True, ()) == (again.claim.id, again.repeated, again.supporting)
    assert kb.why("a", depth=1).supporting[0].premises[0].cut
    assert "A (a)\n  + B (b)\n      + A (a) ↑" == str(tree)
    assert "<reasons about a: 1 for, 0 against>" == repr(tree)
    assert [("a", 0), ("b", -1)] == [(view.id, rank) for view, rank in kb.neighbourhood("a", 5).rank]
    assert ["b"] == ids(kb.impact("a").direct)
    assert () == kb.impact("a").indirect


def test_paths_are_the_shortest_and_tell_their_direction(kb: KnowledgeBase):
    """All shortest ways from premise to conclusion; an odd number of attacks speaks against."""
    (path,) = kb.paths("trial-had-no-adversary", "deploy-with-monitors")
    assert ["undercuts", "supports"] == [hop.edge for hop in path.hops]
    assert path.against
    assert "trial-had-no-adversary —undercuts→ monitors-catch-most-attempts —supports→ deploy-with-monitors" == str(
        path
    )
    (path,) = kb.paths("monitor-trial-2024", "monitors-will-be-usual")
    assert (["supports", "requires"], False) == ([hop.edge for hop in path.hops], path.against)
    assert () == kb.paths("deploy-with-monitors", "monitor-trial-2024")
    assert [()] == [path.hops for path in kb.paths("monitor-defined", "monitor-defined")]


def test_paths_can_be_limited():
    """A diamond has two ways; the limit takes the first."""
    kb = knowledge_base_from(
        "# claims/topics/t.yaml\ntype: topic\ntitle: T\nsummary: S.\n"
        + "".join(
            f"# claims/t/{id}.yaml\ntype: claim\ntitle: {id}\ntopic: t\nstatement: S.\n{lines}"
            for id, lines in {"a": "supports: [b, c]\n", "b": "attacks: [d]\n", "c": "supports: [d]\n", "d": ""}.items()
        )
    )
    ways = kb.paths("a", "d")
    assert [(("b", "d"), True), (("c", "d"), False)] == [(tuple(h.end for h in p.hops), p.against) for p in ways]
    assert ways[:1] == kb.paths("a", "d", limit=1)


def test_impact_and_neighbourhood_reach_through_others(kb: KnowledgeBase):
    """What depends on a claim transitively, and what surrounds it, with signed distances."""
    impact = kb.impact("trial-had-no-adversary")
    assert ["monitors-catch-most-attempts"] == ids(impact.direct)
    assert ["deploy-with-monitors", "monitors-will-be-usual"] == ids(impact.indirect)
    assert 3 == len(impact)
    around = kb.neighbourhood("monitors-catch-most-attempts", hops=1)
    ranks = {view.id: rank for view, rank in around.rank}
    assert (0, -1, -1, 1, 1) == tuple(
        ranks[id]
        for id in (
            "monitors-catch-most-attempts",
            "monitor-trial-2024",
            "trial-had-no-adversary",
            "deploy-with-monitors",
            "monitors-will-be-usual",
        )
    )
    assert 5 == len(around.claims)
    assert {(hop.start, hop.edge) for hop in around.hops} >= {("trial-had-no-adversary", "undercuts")}
    assert [around.centre] == list(kb.neighbourhood("monitors-catch-most-attempts", hops=0).claims)


# other forms


def test_frames_hold_what_the_views_do(kb: KnowledgeBase):
    """A row a claim, step, undercut, relation, citation, belief and measurement."""
    frames = kb.to_frames()
    assert ids(kb.claims()) == list(frames.claims.index)
    assert list(kb.graph.steps) == list(frames.steps.index)
    assert [("trial-had-no-adversary", "monitor-trial-2024 -> monitors-catch-most-attempts")] == list(
        frames.undercuts[["start", "step"]].itertuples(index=False, name=None)
    )
    assert [0.8, 0.32] == frames.credences["mid"].dropna().tolist()
    assert [(91.0, "percent", 400)] == list(
        frames.measurements[["value", "unit", "n"]].itertuples(index=False, name=None)
    )
    assert len(kb.graph.parts.links) == len(frames.links)
    assert sum(len(source.cited_by) for source in kb.sources()) == len(frames.citations)


def test_frames_of_an_empty_base_have_their_columns():
    """No records is no reason for an error."""
    frames = load_texts({}).knowledge_base.to_frames()
    assert [0] * 7 == [len(frame) for frame in frames]
    assert {"type", "title"} <= set(frames.claims.columns)


@pytest.mark.parametrize(
    "shown",
    [
        lambda kb: kb,
        lambda kb: kb.claim("deploy-with-monitors"),
        lambda kb: kb.person("ada-quill"),
        lambda kb: kb.why("deploy-with-monitors"),
        lambda kb: kb.impact("monitor-trial-2024"),
        lambda kb: kb.neighbourhood("deploy-with-monitors"),
    ],
)
def test_results_show_themselves_in_notebooks_and_terminals(kb: KnowledgeBase, shown: Callable[[Any], Any]):
    """HTML is well formed; a repr is one short line."""
    from xml.etree import ElementTree

    value = shown(kb)
    assert len(list(ElementTree.fromstring(f"<div>{value._repr_html_()}</div>").itertext())) > 1  # noqa: S314 - ours
    assert repr(value).startswith("<")
    assert "\n" not in repr(value)
    assert len(repr(value)) < 160


def test_what_people_wrote_is_escaped_in_notebooks():
    """A title with markup shows as text."""
    kb = knowledge_base_from("# claims/people/x.yaml\ntype: person\nname: <script>alert(1)</script>\n")
    assert "<script>" not in kb.person("x")._repr_html_()


# loading


def test_loading_never_raises_for_what_people_wrote(tmp_path: Path):
    """A base of broken files loads, with a finding for each."""
    root = tmp_path / "claims"
    root.mkdir()
    for name, content in {"a": b"\xff", "b": b"type: [", "c": b"", "d": b"type: claim\n", "e": b"[" * 60_000}.items():
        (root / f"{name}.yaml").write_bytes(content)
    loaded = cruxbase.load(root)
    assert {f"claims/{name}.yaml" for name in "abcde"} == {finding.span.path for finding in loaded.diagnostics}
    assert 0 == len(loaded.knowledge_base)


def test_loading_what_is_no_folder_raises(tmp_path: Path):
    """That is a slip of the program, not of a contributor."""
    with pytest.raises(NotADirectoryError):
        cruxbase.load(tmp_path / "nowhere")


def test_findings_are_those_of_loading(tmp_path: Path):
    """The fast way and the whole way agree, cold and from memory."""
    for path, text in valid_texts().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    (tmp_path / "claims" / "people" / "bad.yaml").write_text("type: person\n")
    cold = cruxbase.findings(tmp_path / "claims")
    time.sleep(0.01)
    warm = cruxbase.findings(tmp_path / "claims")
    assert cold.diagnostics == warm.diagnostics == cruxbase.load(tmp_path / "claims", cache=False).diagnostics
    assert 22 == cold.files == warm.files


def test_claims_are_claim_views(kb: KnowledgeBase):
    """What `claims` gives is what `claim` gives."""
    assert all(isinstance(view, Claim) and kb.claim(view.id) is view for view in kb.claims())
