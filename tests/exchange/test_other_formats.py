"""GraphML, tables, and the JSON Schemas."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import networkx
import pytest
import yaml

from cruxbase.exchange.graphml import graphml
from cruxbase.exchange.json_schema import draft_07, json_schema
from cruxbase.exchange.tables import tables
from cruxbase.loading.loading import load_texts
from support import EXAMPLES, knowledge_base_from, texts_below, valid_texts

VALIDATORS = {
    "2020-12": lambda: jsonschema.Draft202012Validator(json_schema()),
    "draft-07": lambda: jsonschema.Draft7Validator(draft_07()),
}


def test_networkx_reads_the_graphml():
    """Nodes, edges and their attributes arrive in another program."""
    kb = load_texts(valid_texts()).knowledge_base
    read = networkx.parse_graphml(graphml(kb), force_multigraph=True)
    assert set(kb.to_networkx()) == set(read)
    assert kb.to_networkx().number_of_edges() == read.number_of_edges()
    assert "Ada Quill" == read.nodes["ada-quill"]["name"]
    assert {"supports"} == {
        data["kind"]
        for data in read["step:monitor-trial-2024 -> monitors-catch-most-attempts"][
            "monitors-catch-most-attempts"
        ].values()
    }


def test_networkx_writes_the_graph_of_a_base_as_graphml_itself():
    """No attribute has to be changed first, whatever people wrote."""
    texts = {**valid_texts(), "claims/people/x.yaml": 'type: person\nname: "<b>&\\"]]> \\u0007"\n'}
    graph = load_texts(texts).knowledge_base.to_networkx()
    stream = io.BytesIO()
    networkx.write_graphml(graph, stream)
    read = networkx.read_graphml(io.BytesIO(stream.getvalue()), force_multigraph=True)
    assert dict(graph.nodes(data=True)) == dict(read.nodes(data=True))
    assert sorted((a, b, data["kind"]) for a, b, data in graph.edges(data=True)) == sorted(
        (a, b, data["kind"]) for a, b, data in read.edges(data=True)
    )


def test_graphml_escapes_what_people_wrote():
    """Markup and control characters in a title do no harm."""
    kb = knowledge_base_from('# claims/people/x.yaml\ntype: person\nname: "<b>&\\"]]> \\u0007"\n')
    ElementTree.fromstring(graphml(kb))  # noqa: S314 - our own
    assert '<b>&"]]> ' == networkx.parse_graphml(graphml(kb)).nodes["x"]["name"].rstrip("\x07")


def test_tables_are_rectangular_and_come_back():
    """Each row has a value a column, and CSV keeps commas, quotes and line ends."""
    kb = load_texts(valid_texts()).knowledge_base
    for table in tables(kb):
        assert {len(table.columns)} >= {len(row) for row in table.rows}
        rows = list(csv.reader(io.StringIO(table.csv())))
        assert [list(table.columns), *[["" if v is None else str(v) for v in row] for row in table.rows]] == rows


# JSON Schema


def as_yaml_reads(text: str) -> Any:
    """A record as an editor's YAML parser reads it: dates stay text."""
    return yaml.load(text, Loader=_CoreLoader)  # noqa: S506 - a subclass of the safe loader


class _CoreLoader(yaml.SafeLoader):
    pass


_CoreLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_CoreLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))


@pytest.mark.parametrize("dialect", VALIDATORS)
def test_valid_records_are_valid_to_editors(dialect: str):
    """What the program takes, the schema takes: the example base and the shipped one."""
    validator = VALIDATORS[dialect]()
    shipped = {str(p): p.read_text() for p in sorted((EXAMPLES.parents[1] / "claims").rglob("*.yaml"))[::7]}
    for path, text in {**valid_texts(), **shipped}.items():
        assert [] == [f"{error.json_path}: {error.message}" for error in validator.iter_errors(as_yaml_reads(text))], (
            path
        )


MISTAKES_OF_SHAPE = (
    *("schema/missing-key", "schema/unknown-key", "schema/unknown-value", "schema/wrong-shape", "schema/too-long"),
    *(
        "schema/too-few",
        "schema/too-many",
        "schema/bad-form",
        "schema/bad-id",
        "schema/unknown-type",
        "schema/missing-type",
    ),
    *("schema/out-of-range", "schema/bad-date", "schema/not-a-number"),
)


@pytest.mark.parametrize("dialect", VALIDATORS)
@pytest.mark.parametrize("code", MISTAKES_OF_SHAPE)
def test_mistakes_of_shape_are_underlined_by_editors(dialect: str, code: str):
    """What is wrong with a record's shape is wrong by the schema as well."""
    validator = VALIDATORS[dialect]()
    texts = texts_below(EXAMPLES / "invalid" / code)
    broken = [path for path, text in texts.items() if list(validator.iter_errors(as_yaml_reads(text)))]
    assert [Path((EXAMPLES / "invalid" / code / "expected.txt").read_text().split(":")[0])] == [Path(p) for p in broken]


def test_every_field_is_explained():
    """Each property of each definition has a description for whoever completes it in an editor."""
    without = [
        f"{name}.{key}"
        for name, part in draft_07()["definitions"].items()
        for option in (part, *part.get("anyOf", ()))
        for key, field in option.get("properties", {}).items()
        if key != "type" and len(field.get("description", "")) < 10
    ]
    assert [] == without


def test_schemas_are_valid_schemas():
    """By the meta-schemas of their dialects."""
    jsonschema.Draft202012Validator.check_schema(json_schema())
    jsonschema.Draft7Validator.check_schema(draft_07())
    assert json.dumps(draft_07()).count("$defs") == 0


def test_editor_settings_map_the_schema_to_the_records():
    """`.vscode/settings.json` names a schema that is there, for the folder of the base."""
    root = EXAMPLES.parents[1]
    settings = (root / ".vscode" / "settings.json").read_text()
    assert "claims/**/*.yaml" in settings
    assert "schema/record.draft-07.schema.json" in settings
    assert (root / "schema" / "record.draft-07.schema.json").is_file()
