"""What `cruxbase export` wrote, read again: JSON without loss; tables, in CSV or Parquet, as far as they go."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from pydantic import ValidationError

from cruxbase.exchange.arguments.document import (
    Document,
    Inference,
    JsonMapping,
    Origin,
    Relation,
    Said,
    Statement,
    UndercutOf,
    UnreadableDocument,
    clean,
    json_content,
)
from cruxbase.records import CLAIM_LIKE, RECORD_TYPES

Rows = Iterable[JsonMapping]

_ORIGINS: dict[str, Origin] = {"implied": "implied", "reconstructed": "reconstructed"}


def read_json(text: str, name: str) -> Document:
    """The records in what `cruxbase export json` wrote, as they were.

    Raises:
        UnreadableDocument: it is no such file.
    """
    content = json_content(text)
    records = content.get("records") if isinstance(content, Mapping) else None
    if not isinstance(records, list):
        raise UnreadableDocument("it has no list of records")
    document = Document(name, "JSON")
    for number, record in enumerate(records):
        data = record.get("data") if isinstance(record, Mapping) else None
        id, kind = (str(record.get("id")), str(record.get("type"))) if isinstance(record, Mapping) else ("", "")
        if not isinstance(data, Mapping) or kind not in RECORD_TYPES:
            document.report.dropped("record", "it has no data, or a type that is not known", document.place(number))
            continue
        try:
            RECORD_TYPES[kind].model_validate({**data, "id": id})
        except ValidationError as error:
            first = error.errors()[0]
            why = f"the schema refuses it: {'.'.join(map(str, first['loc']))} {first['msg']}"
            document.report.dropped("record", why, document.place(id))
            continue
        document.records[id] = {**data, "type": kind}
    return document


def read_csv(text: str, name: str) -> Document:
    """The table that one file of `cruxbase export csv` is; see `documents_of_tables` for all of them."""
    return _of_table(rows_of(text.encode(), "csv"), name)


def read_parquet(content: bytes, name: str) -> Document:
    """The table that one file of `cruxbase export parquet` is.

    Raises:
        UnreadableDocument: it cannot be read, or `pyarrow` is not installed.
    """
    return _of_table(rows_of(content, "parquet"), name)


def rows_of(content: bytes, format: str) -> list[dict[str, object]]:
    """The rows of a table in `csv` or `parquet`.

    Raises:
        UnreadableDocument: it cannot be read, or `pyarrow` is not installed.
    """
    if format == "csv":
        text = io.StringIO(content.decode("utf-8-sig", errors="replace"), newline="")
        try:
            return [dict(row) for row in csv.DictReader(text)]
        except csv.Error as error:
            raise UnreadableDocument(f"this is not CSV: {error}") from None
    try:
        import pyarrow.parquet
    except ModuleNotFoundError:
        raise UnreadableDocument("reading Parquet needs pyarrow: pip install 'cruxbase[parquet]'") from None
    try:
        rows: list[dict[str, object]] = pyarrow.parquet.read_table(io.BytesIO(content)).to_pylist()
    except (pyarrow.ArrowException, OSError) as error:
        raise UnreadableDocument(f"it is no Parquet: {error}") from None
    return rows


def _of_table(rows: Sequence[JsonMapping], name: str) -> Document:
    columns = list(rows[0]) if rows else []
    document = Document(name, "CSV")
    if {"id", "type", "title", "text"} <= set(columns):
        _claims(rows, document)
    elif rows:
        kinds = ", ".join(str(column) for column in columns[:4])
        for number, _ in enumerate(rows, start=2):
            why = f"a table of {kinds} … is read together with claims.csv, as documents of one folder"
            document.report.dropped("row", why, document.place(number))
    return document


def _claims(rows: Rows, document: Document) -> None:
    for number, row in enumerate(rows, start=2):
        place = document.place(number)
        id, kind, text = (_uncovered(row.get(key)) for key in ("id", "type", "text"))
        if kind not in CLAIM_LIKE or not text:
            document.report.dropped("row", "it is no claim with a text", place)
            continue
        statement = Statement(id, text, f"row {id}", place, _uncovered(row.get("title")), id=id)
        if kind in ("argument", "evidence", "prediction", "definition", "crux", "hypothesis"):
            document.report.changed(f"{kind} in a table", "is a claim: the table lacks what its type needs", place)
            kind = "claim"
        statement.kind = kind
        origin = _uncovered(row.get("origin"))
        statement.origin = _ORIGINS.get(origin, "stated")
        document.statements[id] = statement
        document.report.kept("row of claims")


def documents_of_tables(tables: Mapping[str, Rows], name: str) -> Document:
    """The document that several tables of one export make up.

    Args:
        tables: rows by the name of the table: `claims`, `steps`, `undercuts`, `links`, `citations`.
        name: of the folder.
    """
    document = Document(name, "CSV")
    _claims(tables.get("claims", ()), document)
    names: dict[str, str] = {}
    for number, row in enumerate(tables.get("steps", ()), start=2):
        premises, polarity = _uncovered(row.get("premises")).split(), _uncovered(row.get("kind"))
        key, place = _uncovered(row.get("name")), f"steps.csv#{number}"
        if polarity not in ("supports", "attacks"):
            document.report.dropped("row of steps", "it is neither for nor against", place)
            continue
        title = key if "->" not in key else ""
        document.steps[key] = Inference(key, premises, _uncovered(row.get("conclusion")), polarity, "", place, title)  # type: ignore[arg-type]
        step = document.steps[key]
        step.scheme, step.strength, step.because = (_uncovered(row.get(k)) for k in ("scheme", "strength", "because"))
        names[key] = key
        document.report.kept("row of steps")
    for number, row in enumerate(tables.get("undercuts", ()), start=2):
        place = f"undercuts.csv#{number}"
        parts = [_uncovered(row.get(key)) for key in ("start", "step", "because")]
        document.undercuts.append(UndercutOf(parts[0], parts[1], parts[2], place))
    for number, row in enumerate(tables.get("links", ()), start=2):
        kind, start, end, because = (_uncovered(row.get(key)) for key in ("kind", "start", "end", "because"))
        if kind in ("requires", "refines", "answers"):
            document.relations.append(Relation(kind, start, end, because, f"links.csv#{number}"))  # type: ignore[arg-type]
        else:
            document.report.dropped(
                f"link {kind}"[:60], "it follows from other tables, or is none of ours", f"links.csv#{number}"
            )
    for number, row in enumerate(tables.get("citations", ()), start=2):
        statement = document.statements.get(_uncovered(row.get("record")))
        source, at = _uncovered(row.get("source")), _uncovered(row.get("at"))
        if statement is None:
            document.report.dropped(
                "row of citations", "its record is no claim of the tables", f"citations.csv#{number}"
            )
        else:
            statement.said.append(Said(f"{source} {at}".strip(), _uncovered(row.get("role")) or "asserts"))
            document.report.changed(
                "row of citations", "names the source in the place of the table's", f"citations.csv#{number}"
            )
    for table in sorted(set(tables) - {"claims", "steps", "undercuts", "links", "citations"}):
        for number, _ in enumerate(tables[table], start=2):
            document.report.dropped(f"row of {table}", "it cannot be made into a record again", f"{table}.csv#{number}")
    return document


def _uncovered(value: object) -> str:
    """A cell as it was before a spreadsheet was kept from executing it."""
    text = clean(value) if value is not None else ""
    return text[1:] if text[:1] == "'" and text[1:2] in "=+-@" and len(text) > 1 else text
