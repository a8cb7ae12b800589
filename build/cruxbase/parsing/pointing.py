"""A path, title, name, address or misspelt id in place of an id, answered with the record that has it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping

from cruxbase.diagnostics import Diagnostic, Edit, Fix
from cruxbase.parsing.corpus import Entry
from cruxbase.records import is_id
from cruxbase.support.letters import id_of

_ENDING = " is not an id"
_FORM_OF_IDS = "ids are lower-case"
_NAMED_BY = ("title", "name", "term")
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
