"""Arguments from other formats: what each construct becomes, and what the report says of it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cruxbase.editing.creating import laid_out_text, record_text, suggested_id
from cruxbase.exchange.arguments.aif import read_aif_json
from cruxbase.exchange.arguments.argdown import read_argdown
from cruxbase.exchange.arguments.argdown_json import read_argdown_json
from cruxbase.exchange.arguments.arggraph import read_arggraph
from cruxbase.exchange.arguments.carneades import read_carneades
from cruxbase.exchange.arguments.document import Document, UnreadableDocument
from cruxbase.exchange.arguments.existing import existing_records
from cruxbase.exchange.arguments.frameworks import read_bag
from cruxbase.exchange.arguments.kialo import read_kialo
from cruxbase.exchange.arguments.readers import FORMATS
from cruxbase.exchange.arguments.records import ExistingRecords, RecordWriter
from cruxbase.exchange.outgoing import aif, argdown, frameworks
from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.loading.example import example
from cruxbase.loading.loading import load_texts

Counts = dict[tuple[str, str], int]


def counts(document: Document) -> Counts:
    """How many of each construct had each fate on reading."""
    made: Counts = {}
    for loss in document.report:
        made[loss.construct, loss.fate] = made.get((loss.construct, loss.fate), 0) + loss.number
    return made


def steps(document: Document) -> set[tuple[tuple[str, ...], str, str]]:
    """Premises, polarity and conclusion of each step."""
    return {(tuple(step.premises), step.polarity, step.conclusion) for step in document.steps.values()}


def undercuts(document: Document) -> set[tuple[str, tuple[str, ...], str]]:
    """Who undercuts the step from which premises to which conclusion."""
    return {
        (cut.start, tuple(document.steps[cut.step].premises), document.steps[cut.step].conclusion)
        for cut in document.undercuts
    }


def imported(*documents: Document, into: ExistingRecords | None = None) -> tuple[KnowledgeBase, RecordWriter]:
    """The base that documents make, which has no error, and the writer with its report."""
    writer = RecordWriter(into or ExistingRecords(), suggested_id, ("imported", "Imported"), "2026-01-01")
    for document in documents:
        writer.add(document)
    texts = {f"claims/{record.id}.yaml": laid_out_text(record.data) for record in writer.records}
    loaded = load_texts(texts)
    assert [] == [finding for finding in loaded.diagnostics if finding.severity == "error"]
    return loaded.knowledge_base, writer


# AIF


def aif_text(nodes: dict[str, tuple[str, str]], edges: str) -> str:
    """A file of AIFdb: type and text by node, and edges as `a>b` words."""
    return json.dumps(
        {
            "nodes": [{"nodeID": id, "type": type, "text": text, "scheme": text} for id, (type, text) in nodes.items()],
            "edges": [
                {"edgeID": str(number), "fromID": one.split(">")[0], "toID": one.split(">")[1]}
                for number, one in enumerate(edges.split())
            ],
        }
    )


AIF = aif_text(
    {
        "1": ("I", "Taxes should rise."),
        "2": ("I", "Schools need money."),
        "3": ("I", "Taxes hurt growth."),
        "4": ("I", "Money does not help schools."),
        "5": ("I", "Growth is no aim."),
        "6": ("I", "Taxes ought to go up."),
        "7": ("I", ""),
        "ra": ("RA", "Expert Opinion"),
        "ca": ("CA", "Default Conflict"),
        "cut": ("CA", "Default Conflict"),
        "cutca": ("CA", "Default Conflict"),
        "cutcut": ("CA", "Default Conflict"),
        "ma": ("MA", "Default Rephrase"),
        "pa": ("PA", "Default Preference"),
        "lone": ("RA", "Default Inference"),
        "L1": ("L", "Ann: taxes should rise"),
        "L2": ("L", "Bob: hm"),
        "ya": ("YA", "Conceding"),
        "ya2": ("YA", "Arguing"),
        "ta": ("TA", "Default Transition"),
        "x": ("XX", "what"),
    },
    "2>ra ra>1 3>ca ca>1 4>cut cut>ra 5>cutca cutca>ca 7>cutcut cutcut>cut 6>ma ma>1 1>pa pa>3 2>lone "
    "L1>ya ya>1 ta>ya2 ya2>ra L1>ta ta>L2 1>2 1>nowhere 3>3",
)


def test_aif_keeps_every_polarity():
    """An inference is for, a conflict against; a conflict with either is an undercut of that step."""
    document = read_aif_json(AIF, "x.json")
    assert {(("2",), "supports", "1"), (("3",), "attacks", "1")} == steps(document)
    assert {("4", ("2",), "1"), ("5", ("3",), "1")} == undercuts(document)
    assert [("refines", "6", "1")] == [(one.kind, one.start, one.end) for one in document.relations]
    assert "argument-from-expert-opinion" == document.steps["ra"].scheme


def test_aif_reports_every_node_and_edge():
    """Each node of the file has one line; edges that say nothing have theirs."""
    assert {
        ("I-node", "kept"): 6,
        ("I-node", "changed"): 1,
        ("inference", "kept"): 1,
        ("inference", "dropped"): 1,
        ("conflict", "kept"): 3,
        ("conflict", "dropped"): 1,
        ("rephrase", "changed"): 1,
        ("preference", "dropped"): 1,
        ("locution", "kept"): 1,
        ("locution", "dropped"): 1,
        ("illocution", "changed"): 1,
        ("illocution", "dropped"): 1,
        ("transition", "dropped"): 1,
        ("node of type XX", "dropped"): 1,
        ("edge", "dropped"): 3,
        ("edge between two statements", "dropped"): 1,
    } == counts(read_aif_json(AIF, "x.json"))


def test_locutions_are_citations():
    """Who says a claim, and how, stands in its citation."""
    kb, _ = imported(read_aif_json(AIF, "x.json"))
    (claim,) = [view for view in kb.claims() if view.text == "Taxes should rise."]
    assert [("node 1", "asserts", None), ("node L1", "concedes", "Conceding. Ann: taxes should rise")] == [
        (one.at, one.role, one.note) for one in claim.record.sources
    ]


def test_xaif_is_aif_in_a_wrapper():
    """xAIF's own parts are named, and its graph is read."""
    document = read_aif_json(
        json.dumps({"AIF": json.loads(AIF), "OVA": {"nodes": [1]}, "text": "T", "dialog": False}), "x"
    )
    assert 2 == len(document.steps)
    assert [1, 1] == [counts(document)[f"{part} of xAIF", "dropped"] for part in ("OVA", "text")]


@st.composite
def aif_graphs(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    """Any graph of nodes of all types, and the type of each."""
    types = draw(
        st.lists(st.sampled_from(["I", "I", "I", "RA", "CA", "MA", "L", "YA", "TA", "PA"]), min_size=1, max_size=12)
    )
    names = {str(number): type for number, type in enumerate(types)}
    pairs = st.tuples(st.sampled_from(list(names)), st.sampled_from(list(names)))
    edges = draw(st.lists(pairs, max_size=25))
    nodes = {id: (type, draw(st.sampled_from(["A b.", "C d", "", "x" * 200]))) for id, type in names.items()}
    return aif_text(nodes, " ".join(f"{start}>{end}" for start, end in edges)), names


@settings(max_examples=200, deadline=None)
@given(aif_graphs())
def test_any_aif_graph_makes_a_base_without_errors_and_every_node_is_reported(graph: tuple[str, dict[str, str]]):
    """However odd a graph is, what is written passes the check, and each node is counted once."""
    text, types = graph
    document = read_aif_json(text, "x.json")
    words = ("I-node", "locution", "inference", "conflict", "rephrase", "preference", "transition", "illocution")
    assert len(types) == sum(number for (construct, _), number in counts(document).items() if construct in words)
    imported(document)


# Argdown

ARGDOWN = """\
===
title: A debate
author: Me
model:
    mode: loose
===
# Taxes

[Rise]: Taxes should rise. #policy
  + [Schools]: Schools need money.
    - <Waste>: Money is wasted.
  - [Growth]: Taxes hurt growth.
  +> [Spend]: More can be spent.
  -> [Cut]: Taxes should fall.
  >< [Stay]: Taxes should stay. {source: "x"}

<Proof>: From two premises. // a remark
  _ [Doubt]

(1) [Schools]
(2) Money helps.
-- modus ponens --
(3) [Rise]

## Empty

* an item

[Later]

  <_ <Waste>

[Named only]
  + <Sketch>
<Waste>
  _> <Proof>
"""


def test_argdown_keeps_every_polarity_and_direction():
    """Each sign in each direction, contradictories both ways, and a structure of premises as one step."""
    document = read_argdown(ARGDOWN, "x.argdown")
    assert {
        (("[Schools]",), "supports", "[Rise]"),
        (("<Waste>",), "attacks", "[Schools]"),
        (("[Growth]",), "attacks", "[Rise]"),
        (("[Rise]",), "supports", "[Spend]"),
        (("[Rise]",), "attacks", "[Cut]"),
        (("[Rise]",), "attacks", "[Stay]"),
        (("[Stay]",), "attacks", "[Rise]"),
        (("[Schools]", "line 21"), "supports", "[Rise]"),
        (("<Sketch>",), "supports", "[Named only]"),
    } == steps(document)
    premises = ("[Schools]", "line 21")
    assert {("[Doubt]", premises, "[Rise]"), ("<Waste>", premises, "[Rise]")} == undercuts(document)


def test_argdown_reports_what_it_cannot_keep():
    """Headings, tags, remarks, data, items and names without words each have their line."""
    made = counts(read_argdown(ARGDOWN, "x.argdown"))
    expected: Counts = {
        ("front matter author", "dropped"): 1,
        ("heading", "kept"): 2,
        ("statement", "kept"): 8,
        ("statement", "changed"): 3,
        ("argument without premises", "changed"): 1,
        ("argument that is only named", "changed"): 1,
        ("support", "kept"): 3,
        ("attack", "kept"): 3,
        ("contradictory", "changed"): 1,
        ("undercut", "dropped"): 1,
        ("data in braces", "dropped"): 1,
        ("comment", "changed"): 1,
        ("list item", "changed"): 1,
        ("inference of a premise-conclusion structure", "kept"): 1,
    }
    assert expected == made


def test_argdown_in_strict_mode_has_contraries():
    """Between statements a minus is then symmetric, and a plus an entailment."""
    document = read_argdown("===\nmodel:\n    mode: strict\n===\n[A]: a\n  - [B]: b\n  + [C]: c\n  - <D>: d\n", "x")
    assert {
        (("[A]",), "attacks", "[B]"),
        (("[B]",), "attacks", "[A]"),
        (("[C]",), "supports", "[A]"),
        (("<D>",), "attacks", "[A]"),
    } == steps(document)


def test_argdown_forward_references_and_groups():
    """A statement that is named before it is written has its later words; headings become topics."""
    kb, _ = imported(read_argdown("# One\n\n[A]: a first\n  + [B]\n\n# Two\n\n[B]: b second\n", "x.argdown"))
    assert {"a first": "one", "b second": "one"} == {view.text: view.record.topic for view in kb.claims()}
    assert {"One", "Two"} >= {topic.title for topic in kb.topics()}


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("[]<>()+-_#{}*:\n\n  ab1=/@|")), max_size=120))
def test_any_text_is_argdown(text: str):
    """Reading raises nothing, and what it gives passes the check."""
    imported(read_argdown(text, "x.argdown"))


ARGDOWN_JSON = {
    "statements": {
        "A": {"title": "A", "members": [{"text": "a. #t", "startLine": 3}, {"text": "other words"}], "tags": ["t"]},
        "B": {"title": "B", "members": [{"text": "b."}], "data": {"x": 1}},
        "C": {"title": "C", "members": [{"text": "c."}]},
        "N": {"title": "N", "members": [{"text": ""}]},
    },
    "arguments": {
        "P": {
            "title": "P",
            "pcs": [
                {"title": "A", "role": "premise"},
                {"title": "B", "role": "main-conclusion", "inference": {"inferenceRules": ["modus ponens"]}},
            ],
        },
        "Q": {"title": "Q", "members": [{"text": "q."}], "pcs": []},
        "R": {"title": "R", "members": [], "pcs": []},
    },
    "relations": [
        {
            "relationType": "support",
            "from": "A",
            "fromType": "equivalence-class",
            "to": "C",
            "toType": "equivalence-class",
        },
        {"relationType": "attack", "from": "Q", "fromType": "argument", "to": "C", "toType": "equivalence-class"},
        {"relationType": "undercut", "from": "Q", "fromType": "argument", "to": "P", "toType": "argument"},
        {
            "relationType": "contrary",
            "from": "B",
            "fromType": "equivalence-class",
            "to": "C",
            "toType": "equivalence-class",
        },
        {
            "relationType": "contradictory",
            "from": "A",
            "fromType": "equivalence-class",
            "to": "B",
            "toType": "equivalence-class",
        },
        {"relationType": "attack", "from": "R", "fromType": "argument", "to": "P", "toType": "argument"},
        {"relationType": "support", "from": "R", "fromType": "argument", "to": "P", "toType": "argument"},
        {
            "relationType": "likes",
            "from": "A",
            "fromType": "equivalence-class",
            "to": "B",
            "toType": "equivalence-class",
        },
        {"relationType": "support", "from": "Nowhere", "fromType": "argument", "to": "P", "toType": "argument"},
    ],
    "sections": [{"id": "s", "title": "Section", "startLine": 1}, {"id": "e", "title": "Empty", "startLine": 90}],
}


def test_argdown_json():
    """Relations between statements, sketches and arguments with premises, and a line for each construct."""
    document = read_argdown_json(json.dumps(ARGDOWN_JSON), "x.json")
    assert {
        (("[A]",), "supports", "[B]"),
        (("[A]",), "supports", "[C]"),
        (("<Q>",), "attacks", "[C]"),
        (("[B]",), "attacks", "[C]"),
        (("[C]",), "attacks", "[B]"),
        (("[A]",), "attacks", "[B]"),
        (("[B]",), "attacks", "[A]"),
    } == steps(document)
    assert {("<Q>", ("[A]",), "[B]"), ("<R>", ("[A]",), "[B]")} == undercuts(document)
    assert {
        ("statement", "kept"): 3,
        ("statement", "changed"): 1,
        ("statement worded in several ways", "changed"): 1,
        ("data in braces", "dropped"): 1,
        ("inference of a premise-conclusion structure", "kept"): 1,
        ("argument without premises", "changed"): 1,
        ("argument that is only named", "changed"): 1,
        ("support", "kept"): 1,
        ("support", "dropped"): 2,
        ("attack", "kept"): 1,
        ("attack", "changed"): 1,
        ("contrary", "changed"): 1,
        ("contradictory", "changed"): 1,
        ("relation likes", "dropped"): 1,
        ("heading", "kept"): 1,
        ("heading", "dropped"): 1,
    } == counts(document)


def test_argdown_json_with_a_map_alone():
    """Nodes and edges of a map are statements and relations; groups are topics."""
    nodes = [
        {"id": "n0", "title": "A", "type": "statement-map-node", "labelText": "a."},
        {
            "id": "g",
            "title": "G",
            "type": "group-map-node",
            "children": [{"id": "n1", "title": "B", "type": "argument-map-node"}],
        },
    ]
    edges = [
        {"relationType": "attack", "from": {"id": "n1"}, "to": {"id": "n0"}},
        {"relationType": "attack", "from": "x", "to": "n0"},
    ]
    document = read_argdown_json(json.dumps({"map": {"nodes": nodes, "edges": edges}}), "x.json")
    assert {(("<B>",), "attacks", "[A]")} == steps(document)
    assert 1 == counts(document)["edge", "dropped"]


# Kialo

KIALO = """\
Discussion Title: Should taxes rise?

1. Taxes should rise.
1.1. Pro: Schools need money.
Sources follow below.
1.1.1. Con: Money does not help.
1.2. Con: Taxes hurt growth. [1]
1.3. Pro: -> See 1.1.1.
1.4. Con: -> See 9.9.
1.5. A remark without a side.
1.2. Con: The number again.
1.6.1. Pro: Nothing stands above me.
1.7. Con: -> See 1.3.
2. A second thesis.
2.1. Con: -> See 1.1.

Sources:
[1] A footnote.
"""


def test_kialo_keeps_sides_and_links():
    """Pro is for and Con against what stands above; a link is the claim that it names, with one more conclusion."""
    document = read_kialo(KIALO, "x.txt")
    assert {
        (("1.1",), "supports", "1"),
        (("1.1.1",), "attacks", "1.1"),
        (("1.2",), "attacks", "1"),
        (("1.1.1",), "supports", "1"),
        (("1.1.1",), "attacks", "1"),
        (("1.1",), "attacks", "2"),
    } == steps(document)
    assert "Should taxes rise?" == document.title
    imported(document)  # one claim for and against the same is written without an error


# Carneades

CARNEADES = """\
meta: {title: Bachelor, source: A book}
language: {father/2: "The father of %s is %s."}
statements:
  bachelor: {text: Fred is a bachelor., label: B}
  married: Fred is married.
  ring: {text: He wears a ring., assumed: true, weird: 1}
  party: {text: He likes parties.}
  fake: The ring is fake.
  ¬bachelor: He is none.
arguments:
  a1: {conclusion: bachelor, premises: [party], weight: {constant: 0.5}}
  a2: {conclusion: married, premises: {major: ring, minor: party}, undercutter: fake, scheme: expert_opinion}
  a3: {conclusion: undercut(a1), premises: ["father(fred,bob)"]}
  a4: {conclusion: bachelor}
  a5: {premises: [party]}
  a6: {conclusion: undercut(nothing), premises: [party]}
issues:
  i1: {positions: [bachelor, married, ¬bachelor], standard: PE}
  i2: {positions: [bachelor]}
assumptions: [ring, party]
argument_schemes: [{id: s, conclusions: [X]}]
labels: {in: [ring], out: [married]}
tests: {in: [ring]}
"""


def test_carneades_keeps_undercuts_and_issues():
    """Arguments are steps, undercutters undercuts, and positions of an issue attack each other."""
    document = read_carneades(CARNEADES, "x.yml")
    rivals = ("bachelor", "married", "¬bachelor")
    assert {
        (("party",), "supports", "bachelor"),
        (("ring", "party"), "supports", "married"),
        *(((one,), "attacks", other) for one in rivals for other in rivals if one != other),
    } == steps(document)
    assert {("fake", ("ring", "party"), "married"), ("father(fred,bob)", ("party",), "bachelor")} == undercuts(document)
    assert "The father of fred is bob." == document.statements["father(fred,bob)"].text
    assert ["ring", "party"] == document.weights[0].holds
    imported(document)


def test_carneades_reports_what_it_cannot_keep():
    """Roles, weights, standards, schemes, labels and tests."""
    assert {
        ("argument", "kept"): 2,
        ("argument", "dropped"): 2,
        ("argument schemes", "dropped"): 1,
        ("issue", "changed"): 1,
        ("issue", "dropped"): 1,
        ("label in", "dropped"): 1,
        ("label out", "dropped"): 1,
        ("meta source", "dropped"): 1,
        ("proof standard", "dropped"): 1,
        ("role of a premise", "changed"): 1,
        ("statement", "kept"): 6,
        ("statement", "changed"): 1,
        ("tests", "dropped"): 1,
        ("undercut", "dropped"): 1,
        ("weight of an argument", "dropped"): 1,
        ("weird of a statement", "dropped"): 1,
    } == counts(read_carneades(CARNEADES, "x.yml"))


# arggraph

ARGGRAPH = """\
<?xml version='1.0' encoding='UTF-8'?>
<!DOCTYPE arggraph SYSTEM "arggraph.dtd">
<arggraph id="m1" topic_id="t" stance="pro">
  <edu id="e1"><![CDATA[First.]]></edu><edu id="e2">Second &amp; more.</edu><edu id="e3">Third.</edu>
  <edu id="e4">Fourth.</edu><edu id="e5" implicit="true">Fifth.</edu><edu id="e6">Loose.</edu><edu id="e7">Seventh.</edu>
  <joint id="j1"/>
  <adu id="a1" type="pro"/><adu id="a2" type="opp"/><adu id="a3" type="pro"/><adu id="a4" type="pro"/><adu id="a5" type="pro"/>
  <edge id="s1" src="e1" trg="a1" type="seg"/><edge id="s2" src="e2" trg="j1" type="seg"/><edge id="s3" src="e3" trg="j1" type="seg"/>
  <edge id="s4" src="j1" trg="a2" type="seg"/><edge id="s5" src="e4" trg="a3" type="seg"/><edge id="s6" src="e5" trg="a4" type="seg"/>
  <edge id="c1" src="a2" trg="a1" type="reb"/><edge id="c2" src="a3" trg="c1" type="und"/><edge id="c3" src="a4" trg="c2" type="add"/>
  <edge id="c4" src="a4" trg="a1" type="exa"/><edge id="c5" src="a3" trg="c4" type="add"/><edge id="c6" src="a4" trg="c2" type="und"/>
  <edge id="c7" src="a3" trg="a9" type="sup"/><edge id="c8" src="a1" trg="a2" type="odd"/><edge id="c9" src="a3" trg="a4" type="sup"/>
</arggraph>
"""


def test_arggraph():
    """A rebuttal is against, an undercut an undercut; joined units are one claim; what cannot be written is named."""
    document = read_arggraph(ARGGRAPH, "x.xml")
    assert {
        (("a2",), "attacks", "a1"),
        (("a4", "a3"), "supports", "a1"),
        (("a3",), "supports", "a4"),
    } == steps(document)
    assert {("a3", ("a2",), "a1")} == undercuts(document)
    assert "Second & more. Third." == document.statements["a2"].text
    assert {
        ("attribute stance", "dropped"): 1,
        ("adu", "kept"): 4,
        ("adu", "changed"): 1,
        ("edu", "kept"): 5,
        ("edu", "dropped"): 2,
        ("joint", "changed"): 1,
        ("reb", "kept"): 1,
        ("exa", "kept"): 1,
        ("sup", "kept"): 1,
        ("sup", "dropped"): 1,
        ("add", "kept"): 2,
        ("und", "changed"): 1,
        ("und", "dropped"): 1,
        ("edge odd", "dropped"): 1,
    } == counts(document)
    kb, _ = imported(document)
    assert {"implied"} == {view.record.origin for view in kb.claims() if view.text == "Fifth."}


def test_xml_that_declares_entities_is_refused():
    """A small file cannot be made to fill the memory."""
    with pytest.raises(UnreadableDocument, match="entities"):
        read_arggraph('<!DOCTYPE a [<!ENTITY b "c">]><arggraph>&b;</arggraph>', "x.xml")


# frameworks


def test_base_scores_become_a_viewpoint():
    """What a weighted framework says of an argument stands as a credence."""
    kb, _ = imported(read_bag("arg(a, 0.5). arg(b).\nsup(a,b).\n", "x.bag"))
    (view,) = kb.viewpoints()
    assert [0.5] == [belief.credence.mid for belief in view.beliefs if belief.credence is not None]


# all of them


@pytest.mark.parametrize("format", [format.name for format in FORMATS])
@settings(max_examples=25, deadline=None)
@given(
    content=st.binary(max_size=60)
    | st.text(max_size=60).map(str.encode)
    | st.sampled_from([b"{}", b"[]", b"null", b"<a/>"])
)
def test_any_bytes_are_read_or_refused_with_a_sentence(format: str, content: bytes):
    """A file that is of another format is no traceback."""
    (one,) = [known for known in FORMATS if known.name == format]
    try:
        document = one.document(content, "x.txt")
    except UnreadableDocument as problem:
        assert str(problem)
        return
    imported(document)


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (read_aif_json, AIF),
        (read_argdown, ARGDOWN),
        (read_kialo, KIALO),
        (read_carneades, CARNEADES),
        (read_arggraph, ARGGRAPH),
    ],
)
def test_imported_again_nothing_is_written(read: Callable[[str, str], Document], text: str):
    """Records that an earlier import wrote are recognised, and so are their steps and undercuts."""
    kb, first = imported(read(text, "x.txt"))
    writer = RecordWriter(existing_records(kb), suggested_id, ("imported", "Imported"), "2026-01-01")
    writer.add(read(text, "x.txt"))
    assert (True, []) == (len(first.records) > 2, [record.id for record in writer.records])
    assert 0 == writer.report.count("undercut", "dropped") - first.report.count("undercut", "dropped")


def test_what_is_written_is_laid_out_as_fmt_does():
    """The quick writer gives what the careful one gives."""
    for document in (read_aif_json(AIF, "x.json"), read_carneades(CARNEADES, "x.yml"), read_argdown(ARGDOWN, "x")):
        writer = RecordWriter(ExistingRecords(), suggested_id, ("imported", ""), "2026-01-01")
        writer.add(document)
        for record in writer.records:
            assert record_text(record.data) == laid_out_text(record.data), record.id


# there and back


def held(kb: KnowledgeBase) -> tuple[set[str], set[tuple[frozenset[str], str, str]], int]:
    """Texts of claims, steps between them, and how many undercuts there are."""
    text = {view.id: " ".join(view.text.split()) for view in kb.claims() if view.type != "argument"}
    made = {
        (frozenset(text[one] for one in step.premises), step.kind, text[step.conclusion])
        for step in kb.graph.steps.values()
    }
    return set(text.values()), made, len(kb.graph.parts.undercuts)


def test_aif_there_and_back():
    """Claims keep their ids, and every step and undercut its kind."""
    kb = example()
    back, _ = imported(read_aif_json(aif.aif_json(kb).text, "x.json"))
    assert held(kb) == held(back)
    assert {view.id for view in kb.claims() if view.type != "argument"} == {view.id for view in back.claims()}


def test_argdown_there_and_back():
    """Claims and supports are the same; attacks that Argdown has no form for go by way of an argument."""
    kb = example()
    back, _ = imported(read_argdown(argdown.argdown(kb).text, "x.argdown"))
    claims, made, cuts = held(kb)
    again = held(back)
    assert claims <= again[0]
    assert {one for one in made if one[1] == "supports"} <= again[1]
    assert cuts == again[2]


def test_carneades_there_and_back():
    """Supports and undercuts are the same; an attack is a support of the denial, which excludes what is attacked."""
    kb = example()
    back, _ = imported(read_carneades(frameworks.carneades(kb).text, "x.yml"))
    claims, made, cuts = held(kb)
    again = held(back)
    assert claims <= again[0]
    assert {one for one in made if one[1] == "supports"} <= again[1]
    assert cuts == again[2]


def test_bag_there_and_back():
    """Single steps keep their sides."""
    kb = example()
    document = read_bag(frameworks.bag(kb).text, "x.bag")
    single = [step for step in kb.graph.steps.values() if len(step.premises) == 1]
    assert len(single) == len(document.steps)
    assert {step.kind for step in single} == {step.polarity for step in document.steps.values()}
