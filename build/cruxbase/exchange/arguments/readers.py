"""The formats that arguments can be read from. A reader is imported when its format is asked for."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, cast

from cruxbase.exchange.arguments.document import Document, UnreadableDocument

Reader = Callable[[str, str], Document]
"""Reads the text of a file with a name."""


class ArgumentFormat(NamedTuple):
    """A format of arguments.

    Attributes:
        name: as it is typed.
        suffixes: ends of the names of its files.
        description: for help, in a few words.
        reader: its module in this package and the function in it.
    """

    name: str
    suffixes: tuple[str, ...]
    description: str
    reader: tuple[str, str]

    def read(self, location: Path) -> Document:
        """The document in a file.

        Raises:
            UnreadableDocument: it cannot be opened, or is not of this format.
        """
        try:
            content = location.read_bytes()
        except OSError as error:
            raise UnreadableDocument(str(error.strerror or error)) from None
        return self.document(content, location.name)

    def document(self, content: bytes, name: str) -> Document:
        """The document in the bytes of a file with a name."""
        module = import_module(f"cruxbase.exchange.arguments.{self.reader[0]}")
        if self.name == "parquet":
            return cast(Callable[[bytes, str], Document], getattr(module, self.reader[1]))(content, name)
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise UnreadableDocument("it is not UTF-8") from None
        return cast(Reader, getattr(module, self.reader[1]))(text, name)


FORMATS = (
    ArgumentFormat("aif", (".json",), "AIF as AIFdb writes it, and xAIF", ("aif", "read_aif_json")),
    ArgumentFormat("aif-rdf", (".rdf", ".xml", ".owl", ".ttl", ".nt"), "AIF in RDF", ("aif_rdf", "read_aif_rdf")),
    ArgumentFormat("argdown", (".argdown", ".ad", ".argdn"), "Argdown", ("argdown", "read_argdown")),
    ArgumentFormat("argdown-json", (".json",), "Argdown's JSON export", ("argdown_json", "read_argdown_json")),
    ArgumentFormat("kialo", (".txt",), "a discussion exported from Kialo as text", ("kialo", "read_kialo")),
    ArgumentFormat("carneades", (".yml", ".yaml"), "Carneades 4", ("carneades", "read_carneades")),
    ArgumentFormat("sadface", (".json",), "SADFace", ("sadface", "read_sadface")),
    ArgumentFormat(
        "arggraph", (".xml",), "arggraph, as of the argumentative microtexts", ("arggraph", "read_arggraph")
    ),
    ArgumentFormat(
        "bayesdown", (".md", ".bayesdown"), "BayesDown: a network as a model", ("bayesdown", "read_bayesdown")
    ),
    ArgumentFormat("iccma", (".apx", ".tgf", ".af"), "frameworks as of ICCMA", ("frameworks", "read_framework")),
    ArgumentFormat("bag", (".bag",), "weighted bipolar frameworks", ("frameworks", "read_bag")),
    ArgumentFormat("json", (".json",), "what 'cruxbase export json' wrote", ("own", "read_json")),
    ArgumentFormat("csv", (".csv",), "the tables of 'cruxbase export csv'", ("own", "read_csv")),
    ArgumentFormat("parquet", (".parquet",), "the tables of 'cruxbase export parquet'", ("own", "read_parquet")),
)


def format_named(name: str) -> ArgumentFormat | None:
    """The format of that name, if there is one."""
    return next((one for one in FORMATS if one.name == name), None)
