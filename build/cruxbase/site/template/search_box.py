"""The search box in the header of every page, in place of the generator's.

The generators' boxes differ, fetch a whole index with every page, know no types or topics, and find nothing on a page that was
opened from a disk. Ours leads to the search page, and with a script it offers what it finds while one types.
"""

from __future__ import annotations

import re

_THEIRS = re.compile(
    r'<label class="md-header__button md-icon" for="__search">.*?(?=<div class="md-header__source">|</nav>)', re.DOTALL
)
_PLACE = re.compile(r'(<nav class="md-header__inner.*?)(?=<div class="md-header__source">|</nav>)', re.DOTALL)
_GLASS = "M10.5 4a6.5 6.5 0 1 0 4 11.6l4.7 4.7 1.1-1.1-4.7-4.7A6.5 6.5 0 0 0 10.5 4m0 1.6a4.9 4.9 0 1 1 0 9.8 4.9 4.9 0 0 1 0-9.8"


def with_search_box(document: str, root: str) -> str:
    """A whole page with our search box in its header; unchanged where it has no header of the known form.

    Args:
        document: as the generator rendered it.
        root: what leads from it to the site's root.

    >>> page = '<nav class="md-header__inner"><b>x</b><div class="md-header__source">s</div></nav>'
    >>> with_search_box(page, "../").count('href="../search/"')
    1
    """
    box = (
        f'<div class="cb-find" role="search" data-root="{root}"><a href="{root}search/" aria-label="Search">'
        f'<svg viewBox="0 0 24 24" aria-hidden="true"><path d="{_GLASS}"/></svg></a></div>\n'
    )
    return _PLACE.sub(lambda match: match[1] + box, _THEIRS.sub("", document, count=1), count=1)
