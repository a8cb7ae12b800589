"""The navigation that a generator makes by itself where settings have no `nav`: the shell is no part of it."""

from __future__ import annotations

import re

from cruxbase.site.template.shell import SHELL_ADDRESS, SHELL_TITLE

_ITEM = re.compile(r"<li\b|</li>")
_DRAWER, _CONTENT = '<nav class="md-nav md-nav--primary', 'data-md-component="content"'
_TO_SHELL = re.compile(rf'<a [^>]*href="[^"]*{SHELL_ADDRESS}"')
_LINK_TO_SHELL = re.compile(rf'\s*<link rel="(?:next|prev)" href="[^"]*{SHELL_ADDRESS}">')
_FOOT_TO_SHELL = re.compile(rf'<a href="[^"]*{SHELL_ADDRESS}" class="md-footer__link.*?</a>\s*', re.DOTALL)
_EMPTY_FOOT = re.compile(r'<nav class="md-footer__inner[^>]*>\s*</nav>\s*')
_LINK = re.compile(r'\s*<link rel="(?:next|prev)" href="[^"]*">')
_FOOT = re.compile(r'<nav class="md-footer__inner.*?</nav>\s*', re.DOTALL)
_TAB_HERE = re.compile(r'<li class="md-tabs__item md-tabs__item--active">.*?</li>\s*', re.DOTALL)


def without_way_to_shell(document: str) -> str:
    """A written page without the entries of its navigation, and the links to the next page, that lead to the shell.

    >>> without_way_to_shell(
    ...     '<ul><li><a href="a/">A</a></li><li>Base<ul><li><a href="base/shell/">?</a></li></ul></li></ul>'
    ... )
    '<ul><li><a href="a/">A</a></li></ul>'
    """
    if SHELL_ADDRESS not in document:
        return document
    document = _EMPTY_FOOT.sub("", _FOOT_TO_SHELL.sub("", _LINK_TO_SHELL.sub("", document)))
    while (link := _TO_SHELL.search(document)) is not None and (
        item := _item_around(document, link.start())
    ) is not None:
        document = document[: item[0]] + document[item[1] :]
    return document


def without_shell_itself(document: str) -> str:
    """The shell without its own entry in the drawer, its tab, and the pages before and after it."""
    drawer = max(document.find(_DRAWER), 0)
    while (at := document.find(SHELL_TITLE, drawer, document.find(_CONTENT, drawer))) >= 0:
        if (item := _item_around(document, at)) is None:
            break
        document = document[: item[0]] + document[item[1] :]
    return _FOOT.sub("", _LINK.sub("", _TAB_HERE.sub("", document)))


def _item_around(document: str, at: int) -> tuple[int, int] | None:
    """Where the entry of a list around a place begins and ends: the outermost that holds no other entry beside it."""
    item = _innermost(document, at)
    while item is not None:
        start, end = item
        opened, closed = document.rfind("<ul", 0, start), document.find("</ul>", end)
        is_alone = _is_blank_list(document[opened:start]) and not document[end:closed].strip()
        around = _innermost(document, start - 1) if is_alone else None
        if around is None:
            return item
        item = around
    return None


def _is_blank_list(text: str) -> bool:
    return re.fullmatch(r"<ul\b[^>]*>\s*", text) is not None


def _innermost(document: str, at: int) -> tuple[int, int] | None:
    opened: list[int] = []
    for mark in _ITEM.finditer(document):
        if mark[0] == "</li>" and opened:
            start = opened.pop()
            if start <= at < mark.start():
                return start, mark.end()
        elif mark[0] == "<li":
            opened.append(mark.start())
    return None
