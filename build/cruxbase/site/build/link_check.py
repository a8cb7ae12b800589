"""Local addresses in a built site that lead nowhere: to a file that is not there, or to an anchor that its page lacks."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

_ADDRESS = re.compile(r"""<(?:a|link|script|img|iframe)\b[^>]*?\s(?:xlink:)?(?:href|src)=(?:"([^"]*)"|'([^']*)')""")
_ID = re.compile(r"""\s(?:id|name)=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_DRAWN_BY_SCRIPT = re.compile(r"[?&=]|^#$|^#:~:|^#__")
"""Anchors that are a state of a page's script, or the generator's own."""


class BrokenLink(NamedTuple):
    """An address that leads nowhere.

    Attributes:
        page: the file that holds it, below the site's folder.
        address: as it is written there.
        reason: `no such page` or `no such anchor`.
    """

    page: str
    address: str
    reason: str


def broken_links(site: Path, base_path: str = "/") -> Iterator[BrokenLink]:
    """The local addresses of all pages of a built site that lead nowhere, page by page, each once a page.

    Args:
        site: the site's folder.
        base_path: what stands before the site's addresses on its server: `/` or `/name/`.
    """
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    anchors = _anchors_in(site)
    for page in pages:
        for address in sorted(_local_addresses((site / page).read_text("utf-8", "replace"))):
            parts = urlsplit(address)
            target = _target(page, unquote(parts.path), base_path)
            file = site / target
            if target.startswith("..") or not file.is_file():
                yield BrokenLink(page, address, "no such page")
            elif (
                parts.fragment
                and target.endswith(".html")
                and not _DRAWN_BY_SCRIPT.search(f"#{parts.fragment}")
                and unquote(parts.fragment) not in anchors(target)
            ):
                yield BrokenLink(page, address, "no such anchor")


def _local_addresses(document: str) -> set[str]:
    addresses = {unescape(double or single) for double, single in _ADDRESS.findall(document)}
    return {one for one in addresses if one and not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", one)}


def _target(page: str, path: str, base_path: str) -> str:
    """The file below the site's folder that an address on a page names."""
    if not path:
        return page
    if path.startswith("/"):
        below = path.removeprefix(base_path) if path.startswith(base_path) else path[1:]
    else:
        below = posixpath.join(posixpath.dirname(page), path)
    target = posixpath.normpath(below) if below else "."
    is_folder = path.endswith(("/", "/.", "/..")) or path in (".", "..") or "." not in posixpath.basename(target)
    return posixpath.normpath(posixpath.join(target, "index.html")) if is_folder or target == "." else target


def _anchors_in(site: Path) -> Callable[[str], frozenset[str]]:
    """What gives the anchors of a page, which is read once."""

    @cache
    def anchors(page: str) -> frozenset[str]:
        text = (site / page).read_text("utf-8", "replace")
        return frozenset(unescape(a or b or c) for a, b, c in _ID.findall(text))

    return anchors
