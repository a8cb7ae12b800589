"""The files that the map needs under the site."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from cruxbase.site.frontend.assets import FOLDER, modules
from cruxbase.site.map.data import (
    TopicTexts,
    all_relations,
    map_data,
    search_texts,
    topic_relations,
    topic_texts,
)
from cruxbase.site.map.script import joined
from cruxbase.site.map.strata import strata
from cruxbase.site.prose import harmless

if TYPE_CHECKING:
    from cruxbase.knowledge_base import KnowledgeBase

MAP_DATA, MAP_TITLES = "assets/map/data.js", "assets/map/titles.js"
"""Addresses of what the map begins with, and of what its search needs first."""

MAP_RELATIONS = "assets/map/relations.js"
"""Address of all relations of a base that is too large to begin with them."""

MAP_SCRIPTS = (MAP_DATA, "assets/map/map.js")
"""Addresses of the scripts of the map's page below the site's: classic scripts, to be loaded with `defer` in this order."""

MAP_STYLES = ("assets/map/map.css",)
"""Addresses of its style sheets."""


_ESCAPED = re.compile(r"\\(\\|'|u2028|u2029)")


def map_files(kb: KnowledgeBase) -> Mapping[str, bytes]:
    """The files to put under the site, by address.

    The data are scripts that hand over JSON, because a page that was opened from a disk may not fetch a file. Titles and texts
    are a piece for each topic, so that a reader downloads, and an edit writes, only what is looked at.
    """
    pieces = {piece_address(number): topic_file(number, texts) for number, texts in enumerate(topic_texts(kb))}
    data = {MAP_DATA: map_data_file(kb), MAP_TITLES: map_titles_file(kb), **relation_files(kb)}
    return {**map_program(), **data, **pieces}


def map_program() -> dict[str, bytes]:
    """The script of the map and its style sheet, by address."""
    return {
        "assets/map/map.css": (FOLDER / "map" / "map.css").read_bytes(),
        "assets/map/map.js": map_script().encode(),
    }


def map_data_file(kb: KnowledgeBase) -> bytes:
    """What the map begins with; see `map_data`."""
    return handed_over("data", map_data(kb))


def map_titles_file(kb: KnowledgeBase) -> bytes:
    """What a search of the map needs first; see `search_texts`."""
    return handed_over("titles", search_texts(kb))


def relation_files(kb: KnowledgeBase) -> dict[str, bytes]:
    """What bears on what in a large base, by address: a piece a topic, and all for who asks for a path; none for a small one."""
    pieces = topic_relations(kb)
    files = {
        f"assets/map/relations/{number}.js": handed_over(f"relations{number}", piece)
        for number, piece in enumerate(pieces)
    }
    return {**files, MAP_RELATIONS: handed_over("relations", all_relations(kb))} if files else {}


def map_titles_edited(kb: KnowledgeBase, before: bytes, edited: Collection[str]) -> bytes | None:
    """The file of `map_titles_file` with other titles; None where it must be made.

    Args:
        kb: the base.
        before: the file as it was, of the same records.
        edited: the records that have another title or text.
    """
    order = {id: number for number, id in enumerate(strata(kb.graph).places)}
    if not order.keys() >= set(edited):
        return None
    titles = {order[id]: harmless(kb.graph.title(id)) for id in edited}
    return with_strings(before, (b'{"titles":["', b'"],"others":['), len(order), titles)


def piece_address(number: int) -> str:
    """The address of a topic's titles and texts, by the number of its column."""
    return f"assets/map/topics/{number}.js"


def topic_file(number: int, texts: TopicTexts) -> bytes:
    """The titles and texts of a topic; see `topic_texts`."""
    return handed_over(f"topic{number}", texts)


def map_script() -> str:
    """The map's modules as one script."""
    return joined(modules("map", "shared/agreement", "shared/figures"), "main")


def handed_over(name: str, data: object) -> bytes:
    """A script that leaves data where the map's script looks for them; a string is parsed faster than a literal."""
    return f"(globalThis.cruxbase ??= {{}}).{name} = JSON.parse('{_in_quotes(data)}');\n".encode()


def with_strings(script: bytes, ends: tuple[bytes, bytes], number: int, changed: Mapping[int, str]) -> bytes | None:
    r"""A script of `handed_over` with other strings in one of its lists of nothing but strings; None where that is not there.

    Neither end can stand inside a string, whose own quotes have a backslash before them.

    Args:
        script: as `handed_over` made it.
        ends: what stands before the first string of the list, its quote included, and after the last.
        number: of the strings in the list.
        changed: the strings that are others, by place.

    >>> script = handed_over("a", {"titles": ["one", 'say "],"', ""], "others": []})
    >>> edited = with_strings(script, (b'{"titles":["', b'"],"others":'), 3, {0: "it's \\", 2: "two"})
    >>> edited == handed_over("a", {"titles": ["it's \\", 'say "],"', "two"], "others": []})
    True
    >>> with_strings(script, (b'{"titles":["', b'"],"others":'), 4, {})
    """
    start = script.find(ends[0]) + len(ends[0])
    end = script.find(ends[1], start)
    strings = script[start:end].split(b'","')
    if start < len(ends[0]) or end < 0 or len(strings) != number:
        return None
    for place, text in changed.items():
        strings[place] = _in_quotes(text)[1:-1].encode()
    return b"".join((script[:start], b'","'.join(strings), script[end:]))


def _in_quotes(data: object) -> str:
    """Data as JSON, as it stands between single quotes in a script."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("\\", "\\\\").replace("'", "\\'")
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def taken_back(name: str, script: bytes) -> object:
    r"""The data that `handed_over` has put into a script.

    >>> taken_back("a", handed_over("a", {"it's": "\\ \u2028"}))
    {"it's": '\\ \u2028'}
    """
    before, after = f"(globalThis.cruxbase ??= {{}}).{name} = JSON.parse('", "');\n"
    text = script.decode().removeprefix(before).removesuffix(after)
    if "\\" in text:
        text = _ESCAPED.sub(lambda found: found[1] if len(found[1]) == 1 else chr(int(found[1][1:], 16)), text)
    return json.loads(text)
