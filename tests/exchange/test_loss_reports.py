"""What the report of an import says of each construct of a format: its fate and, where it was not kept, how or why.

The files hold at least twelve constructs each. Nothing that stands in one of them is missing from its report.
"""

from __future__ import annotations

import json

from cruxbase.editing.creating import laid_out_text, suggested_id
from cruxbase.exchange.arguments.aif_rdf import read_aif_rdf
from cruxbase.exchange.arguments.bayesdown import read_bayesdown
from cruxbase.exchange.arguments.document import Document
from cruxbase.exchange.arguments.frameworks import read_bag, read_framework
from cruxbase.exchange.arguments.kialo import read_kialo
from cruxbase.exchange.arguments.records import ExistingRecords, RecordWriter
from cruxbase.exchange.arguments.sadface import read_sadface
from cruxbase.loading.loading import load_texts

Line = tuple[str, str, str, int]


def report(document: Document) -> set[Line]:
    """Construct, fate, first words of how or why, and number, of each line of a report."""
    return {(loss.construct, loss.fate, " ".join(loss.how.split()[:4]), loss.number) for loss in document.report}


def steps(document: Document) -> set[tuple[tuple[str, ...], str, str]]:
    """Premises, polarity and conclusion of each step."""
    return {(tuple(step.premises), step.polarity, step.conclusion) for step in document.steps.values()}


def accepted(document: Document) -> None:
    """What the import writes passes the check."""
    writer = RecordWriter(ExistingRecords(), suggested_id, ("imported", "Imported"), "2026-01-01")
    writer.add(document)
    loaded = load_texts({f"claims/{record.id}.yaml": laid_out_text(record.data) for record in writer.records})
    assert [] == [finding for finding in loaded.diagnostics if finding.severity == "error"]


KIALO = """\
Discussion Title: Should the bridge be built?
A line before the first claim.

1. The bridge should be built.
1.1. Pro: It shortens the way.
For half of the town.
1.1.1. Con: A ferry is as quick.
1.2. Con: -> See 1.1.1.
1.3. Con: -> See 7.7.
1.4. Pro: -> See 1.5.
1.5. Pro: -> See 1.4.
1.6. A remark without a side.
1.7. Pro:
1.8.1. Con: Nothing stands above.
1.2. Con: This number is taken.
1.9. Pro: -> see 1.2
2. The ferry should stay.
3.
2.1. Pro: -> See 1.1.
Discussion Title: Another one
Sources:
[1] An address.
"""


def test_kialo():
    """Theses, sides, links in each direction and in a circle, numbers taken, words missing, titles and footnotes."""
    document = read_kialo(KIALO, "x.txt")
    assert {
        (("1.1",), "supports", "1"),
        (("1.1.1",), "attacks", "1.1"),
        (("1.1.1",), "attacks", "1"),
        (("1.1.1",), "supports", "1"),
        (("1.7",), "supports", "1"),
        (("1.1",), "supports", "2"),
    } == steps(document)
    assert {
        ("thesis", "kept", "", 3),  # the remark has no side, and stands for itself
        ("thesis", "changed", "it has no words,", 1),
        ("claim", "kept", "", 3),
        ("claim", "changed", "it has no words,", 1),
        ("claim", "dropped", "its number is another's", 1),
        ("Pro", "kept", "", 4),
        ("Con", "kept", "", 2),
        ("Con", "dropped", "there is no claim", 1),
        ("-> See", "changed", "the claim that it", 3),
        ("-> See", "dropped", "it leads to no", 3),
        ("place below a claim", "dropped", "neither Pro nor Con", 1),
        ("line", "dropped", "it belongs to no", 1),
        ("title", "dropped", "one file is one", 1),
        ("footnote", "dropped", "the words it belongs", 1),
    } == report(document)
    accepted(document)


SADFACE = {
    "metadata": {"core": {"title": "T", "analyst_name": "Me", "version": "0.2", "notes": "n"}},
    "nodes": [
        {"id": "a", "type": "atom", "text": "A."},
        {"id": "b", "type": "atom", "text": "B.", "sources": [{"x": 1}], "metadata": {"y": 1}, "custom": [1]},
        {"id": "c", "type": "atom", "text": "C."},
        {"id": "d", "type": "atom", "text": ""},
        {"id": "s", "type": "scheme", "name": "Support"},
        {"id": "k", "type": "scheme", "name": "Conflict"},
        {"id": "u", "type": "scheme", "name": "attack"},
        {"id": "e", "type": "scheme", "name": "expert opinion"},
        {"id": "l", "type": "scheme", "name": "Support"},
        {"id": "n", "type": "scheme", "name": "Conflict"},
        {"id": "m", "type": "mystery", "name": "?"},
        {"id": "a", "type": "atom", "text": "again"},
        "no node",
    ],
    "edges": [
        *({"source_id": one.split(">")[0], "target_id": one.split(">")[1]}
          for one in ["a>s", "s>b", "c>k", "k>b", "d>u", "u>s", "a>e", "e>c", "b>l", "c>n",
                      "b>nowhere", "a>b", "a>s", "b>b"]),
        "no edge",
    ],
    "resources": [{"id": "r"}, "r2"],
}  # fmt: skip


def test_sadface():
    """Atoms, schemes for and against, those that lead nowhere, nodes and edges of each wrong kind, and what hangs on them."""
    document = read_sadface(json.dumps(SADFACE), "x.json")
    assert {(("a",), "supports", "b"), (("c",), "attacks", "b"), (("a",), "supports", "c")} == steps(document)
    assert [("d", "s")] == [(cut.start, cut.step) for cut in document.undercuts]
    assert {
        ("I-node", "kept", "", 3),
        ("I-node", "changed", "it has no text,", 1),
        ("inference", "kept", "", 2),
        ("inference", "dropped", "it has no premise", 1),
        ("conflict", "kept", "", 2),
        ("conflict", "dropped", "it has no premise", 1),
        ("metadata analyst_name", "dropped", "a base has no", 1),
        ("metadata notes", "dropped", "a base has no", 1),
        ("sources of an atom", "dropped", "a base has no", 1),
        ("metadata of an atom", "dropped", "a base has no", 1),
        ("custom of an atom", "dropped", "a base has no", 1),
        ("node", "dropped", "it has no id,", 2),
        ("node of type MYSTERY", "dropped", "its type is none", 1),
        ("edge", "dropped", "its ends are not", 4),
        ("edge between two statements", "dropped", "no scheme says whether", 1),
        ("resource", "dropped", "a text from which", 2),
    } == report(document)
    accepted(document)


def test_bayesdown():
    """Tables, priors, values that contradict each other, data that is none, words, headings and remarks."""

    def node(*values: str, **more: object) -> str:
        return json.dumps({"instantiations": list(values), **more})

    text = "\n".join(
        [
            "# Lawn",
            "## A second heading",
            "[Wet]: The lawn is wet. "
            + node("wet_T", "wet_F", priors={"p(wet_T)": 0.3}, posteriors={
                "p(wet_T|rain_T,hose_T)": "0.99", "p(wet_F|rain_T,hose_F)": "20%", "p(wet_T|rain_F,hose_T)": 0.9,
                "p(wet_T|rain_F,hose_F)": "0.1", "p(wet_F|rain_F,hose_F)": "0.2", "p(wet_T|rain_F": "0.5"}),
            " - [Rain]: It rains. " + node("rain_T", "rain_F", priors={"p(rain_F)": "0.8"}, note="n"),
            " - [Hose]: The hose is on. " + node("hose_T", "hose_F", priors={"p(hose_T)": 0.4, "p(hose_F)": 0.5}),
            " - [Moon]: Unused. {broken",
            "}",
            "[Rain]: It is raining.",
            "/* a remark",
            "over two lines */",
            "prose",
            "[Three]: Three values. " + node("x1", "x2", "x3", priors={"p(x1)": 0.2}, posteriors={"p(x1|wet_T)": 0.1}),
            "[Four]: Of another. " + node("f_T", "f_F", priors={"p(else)": 0.2}),
            "[Gap]: A gap. " + node("g_T", "g_F", posteriors={"p(g_T|wet_T)": "0.1"}),
            "[Round]: Round. " + node("r_T", "r_F", posteriors={"p(r_T|s_T)": 0.1, "p(r_T|s_F)": 0.2}),
            "[Back]: Back. " + node("s_T", "s_F", posteriors={"p(s_T|r_T)": 0.1, "p(s_T|r_F)": 0.2}),
        ]
    )  # fmt: skip
    document = read_bayesdown(text, "x.md")
    (model,) = document.models
    wet = next(one for one in model.variables if one["name"] == "wet")
    assert {"given": ["hose", "rain"], "rows": {"tt": 0.99, "tf": 0.9, "ft": 0.8, "ff": 0.1}} == wet["table"]
    assert {"rain": 0.2, "hose": 0.4} == {one["name"]: one["default"] for one in model.inputs if "default" in one}
    assert {
        ("node", "kept", "", 9),
        ("prior", "kept", "", 2),
        ("prior", "changed", "the two values have", 1),
        ("prior", "dropped", "only statements that are", 1),
        ("prior", "dropped", "it is of none", 1),
        ("conditional probability table", "kept", "", 2),
        ("conditional probability table", "dropped", "only statements that are", 1),
        ("conditional probability table", "dropped", "a combination of its", 1),
        ("row of a table", "changed", "the two values have", 1),
        ("prior", "changed", "it follows from the", 1),
        ("probability", "dropped", "it is no p(a|b)", 1),
        ("data of a node", "dropped", "it is no JSON", 1),
        ("note of a node", "dropped", "a model has no", 1),
        ("place below a node", "dropped", "no probability depends on", 1),
        ("dependence", "dropped", "it would lead round", 1),
        ("second wording of a node", "dropped", "the first one stands", 1),
        ("line", "dropped", "it is no node", 1),
        ("heading", "dropped", "a model has one", 1),
        ("comment", "dropped", "a model has no", 1),
    } == report(document)
    accepted(document)


def test_frameworks_as_facts():
    """`.apx`: arguments and attacks, each once and between two that there are; facts, remarks and lines of other kinds."""
    text = (
        '% a remark\narg(a). arg(b). arg("c").\narg(a).\natt(a,b). att(b,c). % another\natt(b,b).\natt(a,b).\n'
        "att(a,nowhere).\natt(a).\nsup(a,c).\nx(a).\n?\narg().\n"
    )
    document = read_framework(text, "x.apx")
    assert {(("a",), "attacks", "b"), (("b",), "attacks", "c"), (("a",), "supports", "c")} == steps(document)
    assert {
        ("comment", "dropped", "a base has no", 2),
        ("argument", "kept", "", 3),
        ("argument", "dropped", "it is declared twice", 1),
        ("argument", "dropped", "it has no name", 1),
        ("attack", "kept", "", 2),
        ("attack", "dropped", "an argument for or", 1),
        ("attack", "dropped", "it is there twice", 1),
        ("attack", "dropped", "one of its ends", 1),
        ("fact att", "dropped", "it names no two", 1),
        ("support", "kept", "", 1),
        ("fact x", "dropped", "its meaning is not", 1),
        ("line", "dropped", "it is no fact", 1),
    } == report(document)
    accepted(document)


def test_frameworks_by_line():
    """`.af` and `.tgf`: the first line, arguments, pairs, remarks, and lines that are none of them."""
    af = read_framework("# remark\np af 3\n1 2\n2 3\n1 2\n3 3\n1 9\n1\n1 2 3\np af many\n", "x.af")
    assert {(("1",), "attacks", "2"), (("2",), "attacks", "3")} == steps(af)
    assert {
        ("comment", "dropped", "a base has no", 1),
        ("argument", "kept", "", 3),
        ("attack", "kept", "", 2),
        ("attack", "dropped", "it is there twice", 1),
        ("attack", "dropped", "an argument for or", 1),
        ("attack", "dropped", "one of its ends", 1),
        ("line", "dropped", "it is no pair", 2),
        ("first line", "dropped", "it does not say", 1),
    } == report(af)
    tgf = read_framework("a A first\nb\nb\n#\na b\nb a +\na a\na\na c\n", "x.tgf")
    assert {(("a",), "attacks", "b"), (("b",), "supports", "a")} == steps(tgf)
    assert {
        ("argument", "kept", "", 2),
        ("argument", "dropped", "it is declared twice", 1),
        ("attack", "kept", "", 1),
        ("support", "kept", "", 1),
        ("attack", "dropped", "an argument for or", 1),
        ("attack", "dropped", "one of its ends", 1),
        ("line", "dropped", "it is no pair", 1),
    } == report(tgf)
    accepted(af)
    accepted(tgf)


def test_weighted_frameworks():
    """`.bag`: base scores in and out of range, supports and attacks, their weights, and everything that is none of these."""
    text = (
        "% remark\narg(a, 0.5). arg(b, 2)\narg(c).\narg(a, 0.1).\nsup(a,b).\nsup(a,b).\nsup(c,c).\nsup(a,d).\n"
        "att(c, b, 0.3)\natt(c,b).\natt(b,b).\natt(e,b).\nodd(a).\nwords\n"
    )
    document = read_bag(text, "x.bag")
    assert {(("a",), "supports", "b"), (("c",), "attacks", "b")} == steps(document)
    assert [{"a": 0.5}] == [weights.credences for weights in document.weights]
    assert {
        ("comment", "dropped", "a base has no", 1),
        ("argument", "kept", "", 3),
        ("argument", "dropped", "it is declared twice", 1),
        ("base score", "kept", "", 1),
        ("base score", "dropped", "it is no number", 1),
        ("support", "kept", "", 1),
        ("support", "dropped", "it is there twice", 1),
        ("support", "dropped", "an argument for or", 1),
        ("support", "dropped", "one of its ends", 1),
        ("attack", "kept", "", 1),
        ("attack", "dropped", "it is there twice", 1),
        ("attack", "dropped", "an argument for or", 1),
        ("attack", "dropped", "one of its ends", 1),
        ("weight of an edge", "dropped", "a step has a", 1),
        ("fact odd", "dropped", "its meaning is not", 1),
        ("line", "dropped", "it is no fact", 1),
    } == report(document)
    accepted(document)


TURTLE = """\
@prefix aif: <http://www.arg.dundee.ac.uk/aif#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix n: <http://e.org/n/> .
n:1 a aif:I-node ; aif:claimText "Taxes should rise." ; aif:creationDate "2010" .
n:2 a aif:I-node ; rdfs:label "Schools need money." .
n:3 a aif:I-node ; aif:claimText "Taxes hurt growth." .
n:4 a aif:I-node ; aif:claimText "Money does not help." .
n:5 a aif:I-node .
n:ra a aif:RA-node ; aif:Premise n:2 ; aif:Conclusion n:1 ; aif:fulfils aif:Expert_Opinion_Inference .
n:lone a aif:RA-node ; aif:Premise n:2 .
n:ca a aif:CA-node ; aif:ConflictingElement n:3 ; aif:ConflictedElement n:1 .
n:cut a aif:CA-node ; aif:ConflictingElement n:4 ; aif:ConflictedElement n:ra .
n:void a aif:CA-node ; aif:ConflictingElement n:5 .
n:pa a aif:PA-node ; aif:PreferredElement n:1 ; aif:DispreferredElement n:3 .
n:ra2 a aif:RA-node ; aif:Premise n:3 , n:4 ; aif:Conclusion n:2 , n:elsewhere ; aif:mood "sad" .
n:L a aif:L-node ; aif:claimText "Ann: taxes should rise" .
n:ya a aif:YA-node ; aif:Locution n:L ; aif:IllocutedContent n:1 .
"""


def test_aif_in_rdf():
    """Nodes of each class, roles of each kind, texts by either property, and properties that a base has no place for."""
    document = read_aif_rdf(TURTLE, "x.ttl")
    assert {(("2",), "supports", "1"), (("3",), "attacks", "1"), (("3", "4"), "supports", "2")} == steps(document)
    assert [("4", "ra")] == [(cut.start, cut.step) for cut in document.undercuts]
    assert "argument-from-expert-opinion" == document.steps["ra"].scheme
    assert {
        ("I-node", "kept", "", 4),
        ("I-node", "changed", "it has no text,", 1),
        ("inference", "kept", "", 2),
        ("inference", "dropped", "it has no premise", 1),
        ("conflict", "kept", "", 2),
        ("conflict", "dropped", "it has no premise", 1),
        ("preference", "dropped", "a base has no", 1),
        ("locution", "kept", "", 1),
        ("illocution", "changed", "it is the role", 1),
        ("edge", "dropped", "one of its ends", 1),
        ("edge", "dropped", "it leads from a", 1),
        ("property creationdate", "dropped", "a base has no", 1),
        ("property mood", "dropped", "its meaning is not", 1),
    } == report(document)
    accepted(document)
