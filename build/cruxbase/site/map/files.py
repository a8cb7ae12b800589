"""The files that the map needs under the site."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from cruxbase.site.frontend.assets import FOLDER, modules
from cruxbase.site.map.data import TopicTexts, map_data, search_texts, topic_texts
from cruxbase.site.map.script import joined

if TYPE_CHECKING:
    from cruxbase.knowledge_base import KnowledgeBase

MAP_DATA, MAP_TITLES = "assets/map/data.js", "assets/map/titles.js"
"""Addresses of what the map begins with, and of what its search needs first."""

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
    return {**map_program(), MAP_DATA: map_data_file(kb), MAP_TITLES: map_titles_file(kb), **pieces}


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
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("\\", "\\\\").replace("'", "\\'")
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"(globalThis.cruxbase ??= {{}}).{name} = JSON.parse('{text}');\n".encode()


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
