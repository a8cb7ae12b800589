"""Other titles in the files of pages that show a record as a link and nothing else of it.

The title of a claim near the end of long chains stands on hundreds of pages, as what one clicks on. Such a page is what it
was with another link in the place of each of the old ones: nothing else that it shows reads the title, which is noted while
the page is made (`PageContext.only_linked`). So it need not be made. A page that reads the title in any other way, be it to
break it into the lines of a picture or to sort by it, is made anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from cruxbase.site.context import title_link
from cruxbase.site.map.static_map import dot_begins

_BEGINNING = re.compile("[A-Za-z0-9][A-Za-z0-9 ]{3,9}")
"""What begins a title and is written alike wherever it stands; short enough for a line of a picture."""


class Retitled(NamedTuple):
    """A record with another title than at the last build, and nothing else changed.

    Attributes:
        id: of the record.
        kind: its type.
        address: of its page below the site's.
        before: the title that it had, as pages show it.
        title: the title that it has.
        status: its editorial state.
        language: that it names; empty for that of the base.
    """

    id: str
    kind: str
    address: str
    before: str
    title: str
    status: str
    language: str


def with_other_titles(content: bytes, path: str, records: Iterable[Retitled]) -> bytes | None:
    """A file of the site with other links to some records; None where it seems to show the title of one otherwise, too.

    Args:
        content: of the file.
        path: of the file below the site's folder.
        records: the records that have another title.

    >>> one = Retitled("a", "claim", "claims/a/", "Monitors help", "Monitors help & more", "draft", "")
    >>> page = b'<p>See <a href="../../claims/a/">Monitors help</a></p>'
    >>> with_other_titles(page, "claims/b/index.html", [one])
    b'<p>See <a href="../../claims/a/">Monitors help &amp; more</a></p>'
    >>> with_other_titles(page + b"<text>Monitors help</text>", "claims/b/index.html", [one])
    """
    root = "../" * path.count("/")
    rest = content
    for one in records:
        beginning = _BEGINNING.match(one.before)
        if beginning is None:
            return None
        for before, now in zip(_forms(one, root, one.before), _forms(one, root, one.title), strict=True):
            if before in content:
                content, rest = content.replace(before, now), rest.replace(before, b"")
        if any(written in rest for written in _written(beginning[0].rstrip())):
            return None
    return content


def _forms(record: Retitled, root: str, title: str) -> tuple[bytes, ...]:
    """How a page shows a record whose title it does not read: as a link, and as a dot of the picture on the home page."""
    href = root + record.address
    link = title_link(title, href, record.status, record.language)
    return link.encode(), dot_begins(href, record.kind, title).encode()


def _written(beginning: str) -> Iterable[bytes]:
    """How what begins a title is written in a page, in data and in addresses."""
    return {beginning.encode(), beginning.replace(" ", "%20").encode(), beginning.replace(" ", "+").encode()}
