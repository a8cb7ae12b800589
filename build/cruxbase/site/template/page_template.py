"""The rendered shell: one page of the generator's, into which record pages are set.

The shell is an ordinary Markdown page whose title, description and headings are marks that no one else writes. The generator
renders it with its header, search, palette and table of contents. It is then cut at the marks once, and every record page is
made by joining the pieces: nothing is parsed and no template of the generator runs for it.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from cruxbase.site.map.site_image import IMAGE_ADDRESS, IMAGE_ALT, IMAGE_SIZE
from cruxbase.site.prose import harmless
from cruxbase.site.settings import Site
from cruxbase.site.sharing.embeds import Embed, discovery
from cruxbase.site.sharing.social_pictures import SIZE as PICTURE_SIZE
from cruxbase.site.sharing.social_pictures import SocialPicture, picture_address
from cruxbase.site.template.light_frame import light_frame
from cruxbase.site.template.navigation import without_shell_itself
from cruxbase.site.template.search_box import with_search_box
from cruxbase.site.template.shell import (
    SHELL_ADDRESS,
    SHELL_DESCRIPTION,
    SHELL_HEADING,
    SHELL_INNER,
    SHELL_ONE,
    SHELL_PATH,
    SHELL_TITLE,
    SHELL_TWO,
)
from cruxbase.support.errors import CruxbaseError

_CONTENT = re.compile(rf'<h1 id="{SHELL_HEADING}">.*<h2 id="{SHELL_TWO}">.*?</h2>', re.DOTALL)
_TOC_LIST = re.compile(
    r'(<ul class="md-nav__list" data-md-component="toc"[^>]*>)(.*?)(</ul>\s*</nav>)(?!\s*</li>)', re.DOTALL
)
_TOC_NAV = re.compile(r'<nav class="md-nav md-nav--secondary"[^>]*>.*?</nav>(?=\s*</div>\s*</div>\s*</div>)', re.DOTALL)
_TOC_START = '<nav class="md-nav md-nav--secondary"'
_ARTICLE = re.compile(r'<article class="md-content__inner md-typeset">.*</article>', re.DOTALL)
_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)([^>]*)>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
_EDIT = re.compile(r'<a href="([^"]*)"([^>]*\brel="edit"[^>]*)>.*?</a>\s*', re.DOTALL)
_TAB = re.compile(r'<li class="md-tabs__item">(\s*<a href=")([^"]*)(")')
_HEADINGS = re.compile(r'<h([23]) id="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
_ANCHOR = re.compile(r'<h1 id="([^"]+)"')
_TAGS = re.compile(r"<[^>]+>")
_HEAD_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_HEAD_DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)">')
_HEAD_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)">')
_MADE_STYLE = re.compile(r'appendChild\(\w+\("style",\{\},([\w$]+)\.toString\(\)\)\)')
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
_BESIDE = re.compile(r'<span class="cb-(?:kind|count)[^"]*">[^<]*</span>\s*')


_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""`json.dumps` would set up an encoder for each page."""


class BadPageTemplate(CruxbaseError, ValueError):
    """The generator rendered the shell in a way that pages cannot be set into."""

    def __init__(self, missing: str) -> None:
        super().__init__(f"the site generator's rendering of {SHELL_PATH} has no {missing}")


class TocEntry(NamedTuple):
    """A heading in the table of contents.

    Attributes:
        id: of the heading.
        text: of the heading, as HTML without elements.
        children: headings below it.
    """

    id: str
    text: str
    children: tuple[TocEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page ready to be composed.

    Attributes:
        path: its address below the site's: `claims/a/`.
        title: for the browser's tab and search engines; not escaped.
        description: one or two sentences for search engines; not escaped.
        body: HTML from a template, beginning with its `<h1 id="...">`.
        edit: where its source is edited, or empty.
        section: address of the tab that it belongs to, such as `topics/`.
        data: what it says, as JSON-LD.
        machine: address below the site's of the same as JSON, or empty.
        embeds: the small pages that show it, or parts of it, in a frame elsewhere; the first stands for the page.
        picture: what the picture beside links to it says; None where the site's stands for it.
    """

    path: str
    title: str
    description: str
    body: str
    edit: str = ""
    section: str = ""
    data: object = None
    machine: str = ""
    embeds: tuple[Embed, ...] = ()
    picture: SocialPicture | None = None


def toc_of(body: str) -> tuple[TocEntry, ...]:
    """The headings with an id of the second and third level in our own HTML, nested, without badges and counts.

    >>> [entry.id for entry in toc_of('<h2 id="a">A <b>b</b></h2><h3 id="c">C</h3>')]
    ['a']
    """
    return _nested(tuple(_HEADINGS.findall(body)))


@lru_cache(maxsize=1024)  # most pages of one type have the same headings
def _nested(headings: tuple[tuple[str, str, str], ...]) -> tuple[TocEntry, ...]:
    entries: list[TocEntry] = []
    for level, id, text in headings:
        entry = TocEntry(id, _TAGS.sub("", _BESIDE.sub("", text)).strip() if "<" in text else text.strip())
        if level == "3" and entries:
            entries[-1] = entries[-1]._replace(children=(*entries[-1].children, entry))
        else:
            entries.append(entry)
    return tuple(entries)


class TocTemplate(NamedTuple):
    """How the generator writes an entry of the table of contents, with and without entries below it."""

    page_context: str
    parent: str
    child: str

    @classmethod
    def of(cls, items: str) -> TocTemplate:
        """The template that the shell's own entries show.

        Raises:
            BadShell: they have another form.
        """
        cut = items.find(f'href="#{SHELL_TWO}"')
        start = items.rfind("<li", 0, cut)
        if cut < 0 or start < 0:
            raise BadPageTemplate("table of contents")
        parent, page_context = items[:start], items[start:]
        inner = re.search(rf'<li(?:(?!<li).)*?href="#{SHELL_INNER}".*?</li>\s*', parent, re.DOTALL)
        if inner is None:
            raise BadPageTemplate("second level in its table of contents")
        return cls(page_context, parent[: inner.start()] + "\0" + parent[inner.end() :], inner[0])

    def html(self, entries: Sequence[TocEntry]) -> str:
        """Entries as the generator would write them."""
        return _toc_html(self, tuple(entries))


@lru_cache(maxsize=1024)  # most pages of one type have the same headings
def _toc_html(template: TocTemplate, entries: tuple[TocEntry, ...]) -> str:
    made = []
    for entry in entries:
        if entry.children:
            inner = "".join(_filled(template.child, SHELL_INNER, child) for child in entry.children)
            before, after = template.parent.split("\0")
            made.append(_filled(before, SHELL_ONE, entry) + inner + _filled(after, SHELL_ONE, entry))
        else:
            made.append(_filled(template.page_context, SHELL_TWO, entry))
    return "".join(made)


@lru_cache(maxsize=1024)  # most headings are the same on many pages
def _filled(template: str, mark: str, entry: TocEntry) -> str:
    return template.replace(f"#{mark}", f"#{entry.id}").replace(mark, entry.text)


class Frame:
    """What every page gets around its content, whoever rendered it: policy, style sheets and scripts.

    Args:
        styles: addresses of style sheets below the site's.
        scripts: addresses of scripts below the site's; classic ones, because a browser loads no module from a disk.
        allowed: texts of style elements that the generator's scripts put into a page.
    """

    def __init__(self, styles: Sequence[str], scripts: Sequence[str], allowed: Sequence[str] = ()) -> None:
        self._styles = tuple(styles)
        self._scripts = tuple(scripts)
        self._allowed = tuple(allowed)

    def around(self, document: str, root: str, extra: str = "") -> str:
        """The document with our head put in.

        Args:
            document: a whole HTML document from the generator.
            root: what leads from it to the site's root: `../../`, or an absolute path.
            extra: further elements for the head.
        """
        links = [f'<link rel="stylesheet" href="{root}{style}">' for style in self._styles]
        links += [f'<script defer src="{root}{script}"></script>' for script in self._scripts]
        # Material's script takes a bare `alternate` for another language, and would ask for that one's site map.
        links.append(
            f'<link rel="alternate feed" type="application/atom+xml" title="Recent changes" href="{root}feed.xml">'
        )
        head = "".join(f"  {line}\n" for line in links) + extra
        document = with_search_box(document, root)
        # Material's script would ask the forge's interface for stars and releases: a request to another origin.
        document = document.replace(' data-md-component="source"', "")
        document = document.replace("</head>", f"{head}  </head>", 1)
        policy = f'<meta http-equiv="Content-Security-Policy" content="{policy_of(document, self._allowed)}">'
        return document.replace('<meta charset="utf-8">', f'<meta charset="utf-8">\n      {policy}', 1)


def policy_of(document: str, allowed: Sequence[str] = ()) -> str:
    """The Content-Security-Policy that lets the generator's part of a document do what it does, and nothing else.

    Scripts come from the site itself, or are among the generator's inline ones, which are named by their digests; so are
    inline styles, and those of `allowed`. What stands in the article is people's writing: no script in it is ever named.
    """
    document = _ARTICLE.sub("", document)
    scripts = {_digest(text) for attributes, text in _SCRIPT.findall(document) if "json" not in attributes}
    styles = {_digest(text) for text in (*_STYLE.findall(document), *allowed)}
    return "; ".join(
        [
            "default-src 'none'",
            " ".join(["script-src 'self'", *sorted(scripts)]),
            " ".join(["style-src 'self'", *sorted(styles)]),
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def styles_in(script: str) -> tuple[str, ...]:
    r"""The texts of the style elements that a generator's minified script makes: Zensical's, for its search.

    >>> styles_in("var Tc='a{content:\\'b\\'}';o.appendChild(C(\"style\",{},Tc.toString()));")
    ("a{content:'b'}",)
    """
    found = []
    for name in _MADE_STYLE.findall(script):
        literal = re.search(rf"\b{re.escape(name)}='((?:[^'\\]|\\.)*)'", script)
        if literal is not None:
            found.append(_ESCAPED.sub(lambda match: _ESCAPES.get(match[1], match[1]), literal[1]))
    return tuple(found)


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


class PageTemplate:
    """A rendered shell, cut into pieces.

    Args:
        document: the shell as the generator rendered it.
        frame: what every page gets around it.
        name: of the site.

    Raises:
        BadShell: it cannot be cut.
    """

    def __init__(self, document: str, frame: Frame, name: str) -> None:
        document = without_shell_itself(document)
        found = _TOC_LIST.search(document)
        if found is None:
            raise BadPageTemplate("table of contents")
        self.toc = TocTemplate.of(found[2])
        nav = _TOC_NAV.search(document)
        if nav is None:
            raise BadPageTemplate("box around its table of contents")
        self._toc_nav = document[nav.start() : found.start(2)] + "\0" + document[found.end(2) : nav.end()]
        document, self.files = light_frame(document, "../../")
        found = _TOC_LIST.search(document)
        if found is None:
            raise BadPageTemplate("table of contents")
        self._light_toc = TocTemplate.of(found[2])
        document = f"{document[: found.start(2)]}\0toc\0{document[found.end(2) :]}"
        content = _CONTENT.search(document)
        if content is None:
            raise BadPageTemplate("content")
        document = f"{document[: content.start()]}\0body\0{document[content.end() :]}"
        document = frame.around(document, "../../", "\0head\0")
        canonical = re.search(rf'<link rel="canonical" href="([^"]*){SHELL_ADDRESS}">', document)
        if canonical is not None:
            document = f"{document[: canonical.end(1)]}\0path\0{document[canonical.end(1) + len(SHELL_ADDRESS) :]}"
        self.url = canonical[1] if canonical else ""
        document = document.replace(f"#{SHELL_HEADING}", "#\0anchor\0")
        edit = _EDIT.search(document)
        if edit is not None:
            document = f"{document[: edit.start()]}\0edit\0{document[edit.end() :]}"
        self._edit = edit[0].replace(edit[1], "\0", 1) if edit else ""
        document = document.replace(SHELL_DESCRIPTION, "\0description\0").replace(SHELL_TITLE, "\0title\0")
        self._name = name
        self._document = document
        decisive = (document, self._toc_nav, self.toc, self._light_toc, self._edit, name)
        self.fingerprint = hashlib.sha256(repr(decisive).encode()).hexdigest()
        self._pieces: dict[str, tuple[bytes | str, ...]] = {}

    def composed(self, page: Page) -> bytes:
        """The page as a whole document in UTF-8; what is the same on all pages of a section was encoded once."""
        pieces = self._pieces.get(page.section) or self._cut_for(page.section)
        anchor = _ANCHOR.search(page.body)
        values = {
            "title": _attribute(page.title),
            "description": _attribute(page.description),
            "path": page.path,
            "anchor": anchor[1] if anchor else "",
            "edit": self._edit.replace("\0", html.escape(page.edit)) if page.edit else "",
            "body": page.body,
            "toc": self._light_toc.html(toc_of(page.body)),
            "head": self._head(page),
        }
        encoded = {name: value.encode() for name, value in values.items()}
        return b"".join([encoded[piece] if isinstance(piece, str) else piece for piece in pieces])

    def with_toc(self, document: str) -> str:
        """A page of the generator's with a table of contents of the headings that it has now."""
        article = _ARTICLE.search(document)
        # The drawer for phones has a table of contents too, where the page is in the navigation; ours comes after it.
        nav = _TOC_NAV.search(document, max(document.rfind(_TOC_START), 0))
        if article is None or nav is None:
            return document
        made = self._toc_nav.replace("\0", self.toc.html(toc_of(article[0])))
        return document[: nav.start()] + made + document[nav.end() :]

    def _cut_for(self, section: str) -> tuple[bytes | str, ...]:
        """The pieces of the shell with one tab marked as the one we are in, and between them the names of what comes there."""
        href = f"../../{section}"

        def marked(match: re.Match[str]) -> str:
            active = " md-tabs__item--active" if section and match[2] == href else ""
            return f'<li class="md-tabs__item{active}">{match[1]}{match[2]}{match[3]}'

        pieces = _TAB.sub(marked, self._document).split("\0")
        self._pieces[section] = tuple(piece if index % 2 else piece.encode() for index, piece in enumerate(pieces))
        return self._pieces[section]

    def _head(self, page: Page) -> str:
        own = picture_address(page.path) if page.picture else ""
        lines = card(Card(page.title, page.description, self._name, self.url, page.path, image=own))
        if page.machine:
            lines.append(
                f'<link rel="alternate describedby" type="application/json" href="../../{html.escape(page.machine)}">'
            )
        if page.data is not None:
            lines.append(linked_data_element(page.data))
        head = "".join(f"  {line}\n" for line in lines)
        return head + discovery(Site(self._name, url=self.url), page.path, page.title) if page.embeds else head


class Card(NamedTuple):
    """What other sites show of a link to a page.

    Attributes:
        title: of the page, not escaped.
        description: of the page, not escaped.
        name: of the site.
        url: address of the site, or empty; a picture can be named only by a full address.
        path: address of the page below the site's.
        kind: `article` or `website`.
        image: address of the page's own picture below the site's; empty where the site's stands for it.
    """

    title: str
    description: str
    name: str
    url: str
    path: str
    kind: str = "article"
    image: str = ""


def _two_sentences(title: str, description: str) -> str:
    """A title and what is said of it, each ending as a sentence does.

    >>> _two_sentences("Models game tests", "They do."), _two_sentences("Do they?", "They do.")
    ('Models game tests. They do.', 'Do they? They do.')
    """
    return f"{title}{'' if title.endswith(('?', '.', '!')) else '.'} {description}"


def card(shown: Card) -> list[str]:
    """The elements of the head that make a link's card: the words are the page's own, the picture too where it has one."""
    lines = [_meta("og:title", shown.title), _meta("og:description", shown.description), _meta("og:type", shown.kind)]
    lines.append(_meta("og:site_name", shown.name))
    if shown.url:
        across, down = PICTURE_SIZE if shown.image else IMAGE_SIZE
        lines += [
            _meta("og:url", shown.url + shown.path),
            _meta("og:image", shown.url + (shown.image or IMAGE_ADDRESS)),
            _meta("og:image:width", str(across)),
            _meta("og:image:height", str(down)),
            _meta("og:image:alt", _two_sentences(shown.title, shown.description) if shown.image else IMAGE_ALT),
        ]
    # A claim's words matter more than a picture that is the same for all.
    large = shown.image or shown.kind == "website"
    lines.append(f'<meta name="twitter:card" content="{"summary_large_image" if large else "summary"}">')
    return lines


def card_of(document: str, name: str, url: str) -> list[str]:
    """The card of a page that the generator made, from its own head."""
    title, description = _HEAD_TITLE.search(document), _HEAD_DESCRIPTION.search(document)
    canonical = _HEAD_CANONICAL.search(document)
    path = html.unescape(canonical[1]).removeprefix(url) if canonical else None
    return card(
        Card(
            name if path == "" or title is None else html.unescape(title[1]).strip().removesuffix(f" - {name}"),
            html.unescape(description[1]) if description else "",
            name,
            url,
            path or "",
            "website",
        )
    )


def _meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{_attribute(content)}">'


@lru_cache(maxsize=256)  # a title and a description stand several times in the head of one page
def _attribute(text: str) -> str:
    return html.escape(harmless(text))


def linked_data_element(data: object) -> str:
    """The element that holds a page's JSON-LD. It is data: no policy need name it, and no browser runs it."""
    return f'<script type="application/ld+json">{json_in_html(data)}</script>'


def json_in_html(data: object) -> str:
    r"""JSON that cannot end the script element it stands in.

    >>> print(json_in_html({"a": "</script>"}))
    {"a":"\u003c/script>"}
    """
    text = _ENCODE(data)
    return harmless(text).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
