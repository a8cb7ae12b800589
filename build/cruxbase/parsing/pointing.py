"""A path, title, name, address or misspelt id in place of an id, answered with the record that has it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping

from cruxbase.diagnostics import Diagnostic, Edit, Fix
from cruxbase.parsing.corpus import Entry
from cruxbase.records import is_id
from cruxbase.support.letters import id_of

_ENDING = " is not an id"
_FORM_OF_IDS = "ids are lower-case"
_WANTED = {"write the id of a source": "source", "write the id of a person": "person"}
"""How the help begins where only records of one type may stand, and that type."""
_NAMED_BY = ("title", "name", "term")
_CITED = re.compile(
    r"(?P<family>[^\W\d_][\w'’-]*)(?:,? (?:et al\.?|and|&)(?: [\w'’-]+)?)?,? \(?(?P<year>(?:19|20)[0-9]{2})[a-z]?\)?"
)
_ADDRESSES = ("url", "doi", "arxiv", "forum_id")


def pointed(findings: Iterable[Diagnostic], entries: Mapping[str, Entry]) -> Iterator[Diagnostic]:
    """The findings, those on ids that are none with the record that was probably meant.

    Args:
        findings: of all files.
        entries: the valid records.
    """
    by_name: dict[str, list[str]] | None = None
    for finding in findings:
        if finding.code != "schema/bad-id" or not finding.message.endswith(_ENDING):
            yield finding
            continue
        by_name = _by_name(entries) if by_name is None else by_name
        written = str(ast.literal_eval(finding.message.removesuffix(_ENDING)))
        yield _answered(finding, written, by_name, entries)


def _answered(
    finding: Diagnostic, written: str, by_name: Mapping[str, list[str]], entries: Mapping[str, Entry]
) -> Diagnostic:
    page = written.strip().partition("#")[0].removesuffix("index.html").rstrip("/").removesuffix(".html")
    stem = page.rpartition("/")[2].removesuffix(".yaml").removesuffix(".yml")
    if stem in entries and stem != written.strip():
        what, ids = ("this is the page of a record" if "://" in written else "this is the file of a record"), [stem]
    else:
        what, ids = "a record is called so", by_name.get(_folded(written), [])
        if not ids and (id := id_of(written)) in entries:
            what, ids = "ids are lower-case words joined by hyphens", [id]
    wanted = next((kind for start, kind in _WANTED.items() if finding.help.startswith(start)), None)
    ids = [id for id in ids if wanted is None or entries[id].kind == wanted]
    if not ids and wanted == "source" and (cited := _of_author_and_year(written, entries)):
        return finding._replace(help=f"the text of that author and year on record is {' or '.join(cited[:4])}")
    if len(ids) == 1:
        return finding._replace(
            help=f"{what}: write its id, {ids[0]!r}",
            fix=Fix(f"Write {ids[0]!r}", (Edit(finding.span, ids[0]),), safe=False),
        )
    if ids:
        return finding._replace(help=f"write the id of the record that you mean: {' or '.join(map(repr, ids[:4]))}")
    if written.strip().endswith((".yaml", ".yml")) and is_id(stem):
        return finding._replace(
            help=f"write an id and not a path, such as {stem!r}; so far no valid record has this one"
        )
    if len(written.split()) > 1 and finding.help.startswith(_FORM_OF_IDS):
        return finding._replace(
            help=f"no record is called so: write it as a record of its own, and its id here, such as {id_of(written)!r}"
        )
    return finding


def _of_author_and_year(written: str, entries: Mapping[str, Entry]) -> list[str]:
    """The ids of the sources that a citation such as 'Dai 2025' may mean, in quotation marks."""
    cited = _CITED.fullmatch(written.strip())
    if cited is None:
        return []
    family = id_of(cited["family"])
    return [
        repr(id)
        for id, entry in entries.items()
        if entry.kind == "source"
        and str(entry.data.get("issued", "")).startswith(cited["year"])
        and any(family == _family(author, entries) for author in entry.data.get("authors", ()))
    ]


def _family(author: object, entries: Mapping[str, Entry]) -> str:
    """An author's family name in the letters of ids."""
    if isinstance(author, dict):
        return id_of(str(author.get("family", author.get("literal", ""))))
    person = entries.get(str(author))
    if person is not None and "family" in person.data:
        return id_of(str(person.data["family"]))
    name = str(person.data["name"]) if person is not None and person.kind == "person" else str(author)
    return id_of(name.split()[-1]) if name.split() else ""


def _by_name(entries: Mapping[str, Entry]) -> dict[str, list[str]]:
    """The ids of records by title, name, term and address, without regard to case and final stops."""
    named: dict[str, list[str]] = {}
    for id, entry in entries.items():
        data: Mapping[str, object] = entry.data
        texts = {_folded(str(data[key])) for key in (*_NAMED_BY, *_ADDRESSES) if key in data}
        if "arxiv" in data:
            texts |= {_folded(f"{place}{data['arxiv']}") for place in ("arxiv:", "https://arxiv.org/abs/")}
        if "doi" in data:
            texts |= {_folded(f"{place}{data['doi']}") for place in ("doi:", "https://doi.org/")}
        for text in texts:
            named.setdefault(text, []).append(id)
    return named


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("http://", "https://").replace("://www.", "://").split()).rstrip("./")
