"""Contributors' text as HTML that can do no harm.

Markdown goes through `markdown-it-py` with raw HTML, images and headings off, then through an allow-list of elements and
attributes. Only after that are links to records and to definitions added, so that nothing a contributor writes can look like
one of ours. Footnotes (`[^1]`) and formulas (`$p$`, `$$p$$`) are rendered here too.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from cruxbase.records.ids import RECORD_ADDRESS
from cruxbase.site.formulas import formula
from cruxbase.site.glossary import Glossary

_TAGS = {
    "a",
    "p",
    "br",
    "em",
    "strong",
    "code",
    "pre",
    "blockquote",
    "ul",
    "ol",
    "li",
    "hr",
    "sup",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
_ADDRESS = re.compile(r"(?:https?://|#|\.{0,2}/(?![/\\])|[\w.-]+(?:[/#?]|$))", re.IGNORECASE)
# Text in which Markdown sees nothing but a paragraph. Most warrants are such, and rendering one costs fifty times as much.
_MARKED = re.compile(r"[*_`\[\]<>\\!|~#&$\n]|^\s*(?:[-+]|\d+[.)])\s|^ {4}|^\s*[=-]{2,}|://")
_TAG = re.compile(r"(<[^>]*>)")
_OPAQUE = ("a", "code", "math", "pre", "th")
_NOTE_ID = re.compile(r"fn(?:ref)?\d+(?::\d+)?")
_NOTE = re.compile(r' (id="|href="#)(fn(?:ref)?\d+(?::\d+)?")')
_FORMULA = re.compile("\ue000([ib])([0-9a-f]*)\ue001")
_OUR_MARKS = re.compile("[\ue000\ue001]")
_RECORD = re.compile(r"(\[\[[a-z0-9]+(?:-[a-z0-9]+)*(?:\|[^\[\]|]+)?\]\])")
_LINK = re.compile(r'<a href="([^"]*)"([^>]*)>')
_CODE_ID = re.compile(r"<code>([a-z0-9]+(?:-[a-z0-9]+)+)</code>")
_UNSAFE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_CERTAINLY_SAFE = re.compile("[\t\n\r -~\u00a0-\u0600\u2010-\u2027\u2030-\u205f]*")
"""What nearly all texts are made of; looked for in half the time."""

_SAFE_BYTES = bytes(code for code in range(128) if _CERTAINLY_SAFE.fullmatch(chr(code)))
_LONG = 500

_FOLDED_LINE = 140

Titled = Callable[[str], tuple[str, str] | None]
"""The address and title of the record with an id; None where there is none."""


def harmless(text: str) -> str:
    r"""A text without control characters, half characters, and marks that turn the direction of writing.

    >>> harmless("safe\u202egnp.exe")
    'safegnp.exe'
    """
    if text.isascii():
        safe = (len(text) < _LONG and text.isprintable()) or not text.encode().translate(None, _SAFE_BYTES)
    elif len(text) < _LONG:
        safe = _CERTAINLY_SAFE.fullmatch(text) is not None
    else:  # of a whole page nearly all is ASCII, and is left out faster than looked at
        rest = text.encode(errors="surrogatepass").translate(None, _SAFE_BYTES)
        safe = _CERTAINLY_SAFE.fullmatch(rest.decode(errors="surrogatepass")) is not None
    return text if safe else _UNSAFE.sub("", text)


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    made = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False}).enable("table")
    made.disable(["image", "heading", "lheading", "html_block", "html_inline"])
    footnote_plugin(made, inline=False)
    # "$5 and $10" is money: no space inside the marks, no digit beside them outside.
    dollarmath_plugin(made, allow_labels=False, allow_space=False, allow_digits=False, renderer=_formula_mark)
    return made


def _formula_mark(latex: str, options: Mapping[str, object]) -> str:
    """What stands for a formula until the rest is clean."""
    return f"\ue000{'b' if options['display_mode'] else 'i'}{latex.encode().hex()}\ue001"


def _formula(mark: re.Match[str]) -> str:
    return formula(bytes.fromhex(mark[2]).decode(), is_block=mark[1] == "b")


@lru_cache(maxsize=1)
def _cleaner() -> nh3.Cleaner:
    def kept(tag: str, attribute: str, value: str) -> str | None:  # noqa: ARG001 - nh3 calls it so
        if attribute == "id":
            return value if _NOTE_ID.fullmatch(value) else None
        return value if attribute != "href" or _ADDRESS.match(value) else None

    return nh3.Cleaner(
        tags=_TAGS,
        attributes={"a": {"href", "id"}, "li": {"id"}, "ol": {"start"}},
        attribute_filter=kept,
        url_schemes={"http", "https"},
        link_rel="nofollow noopener",
    )


@lru_cache(maxsize=65536)
def safe_html(text: str) -> str:
    """Contributors' Markdown as HTML, without links to records and terms.

    >>> safe_html("Not *so*: <script>alert(1)</script>")
    '<p>Not <em>so</em>: &lt;script&gt;alert(1)&lt;/script&gt;</p>'
    >>> safe_html("[x](javascript:alert)")
    '<p>[x](javascript:alert)</p>'
    """
    if not _MARKED.search(text):
        return f"<p>{html.escape(text, quote=False)}</p>"
    rendered = _markdown().render(_unfolded(_OUR_MARKS.sub("", text)))
    return _FORMULA.sub(_formula, _cleaner().clean(rendered)).strip()


def _unfolded(text: str) -> str:
    """Paragraphs as Markdown wants them: YAML's folded style leaves one line end where a blank line was."""
    lines = text.split("\n")
    if "" not in lines and len(lines) > 1 and max(map(len, lines)) > _FOLDED_LINE:
        return "\n\n".join(lines)
    return text


def _may_link(made: str) -> bool:
    """Whether links to records may have to be put into safe HTML."""
    return "[[" in made or "<code>" in made or "<a " in made


def _is_same_everywhere(made: str, glossary: Glossary) -> bool:
    """Whether safe HTML is shown as it is on every page: it names no record, uses no term, and has no notes."""
    return ' id="fn' not in made and not _may_link(made) and not glossary.may_use(made)


def _unwrapped(made: str) -> str:
    """One paragraph without its tags; anything else as it is."""
    if made.startswith("<p>") and made.count("<p>") == 1 and made.endswith("</p>"):
        return made[3:-4]
    return made


class Prose:
    """Renders the texts of one page; a term is linked where the page first uses it.

    Args:
        titled: finds the records that texts name.
        glossary: the defined terms.
        own: id of the record whose page it is, to which its own texts do not link.

    Attributes:
        linked: ids of the definitions that have been linked to so far.
    """

    def __init__(self, titled: Titled, glossary: Glossary, own: str = "") -> None:
        self._titled = titled
        self._glossary = glossary
        self._own = own
        self.linked: set[str] = set()
        self._noted = 0

    def blocks(self, text: str | None) -> Markup:
        """A text as paragraphs, lists and the like."""
        if not text:
            return Markup()
        made = safe_html(text)
        if _is_same_everywhere(made, self._glossary):
            return str.__new__(Markup, made)
        if ' id="fn' in made:  # the notes of one text are told from those of another on the page
            self._noted += 1
            made = _NOTE.sub(rf" \g<1>note-{self._noted}-\g<2>", made)
        return str.__new__(Markup, self._woven(made))  # safe_html made it safe

    def inline(self, text: str | None) -> Markup:
        """A text as a run of words, where it is one paragraph; otherwise as blocks."""
        if not text:
            return Markup()
        known = self._glossary.shown_inline.get(text)
        if known is None:
            made = self.blocks(text)
            known = str.__new__(Markup, _unwrapped(str(made)))
            if _is_same_everywhere(safe_html(text), self._glossary):
                self._glossary.shown_inline[text] = known
        return known

    def plain(self, text: str | None) -> Markup:
        """A text that is not Markdown, such as a statement; blank lines part its paragraphs."""
        if not text:
            return Markup()
        paragraphs = (html.escape(part.strip(), quote=False) for part in re.split(r"\n+", text))
        return str.__new__(Markup, self._woven("".join(f"<p>{part}</p>" for part in paragraphs if part)))  # escaped

    def _woven(self, made: str) -> str:
        """Safe HTML with links to records and definitions put in, outside links, code and headings of tables."""
        if not _may_link(made) and not self._glossary.may_use(made):
            return made
        if "<code>" in made:
            made = _CODE_ID.sub(self._code_link, made)
        if "<a " in made:
            made = _LINK.sub(self._local_link, made)
        pieces = _TAG.split(made)
        inside = 0
        for index, piece in enumerate(pieces):
            if index % 2:
                name = piece.strip("</>").split(" ", 1)[0]
                if name in _OPAQUE:
                    inside += -1 if piece.startswith("</") else 1
            elif piece and not inside:
                pieces[index] = self._text(piece)
        return "".join(pieces)

    def _text(self, piece: str) -> str:
        if "[[" not in piece:
            return self._with_terms(piece)
        parts = _RECORD.split(piece)
        for index, part in enumerate(parts):
            parts[index] = self._record_link(part) if index % 2 else self._with_terms(part)
        return "".join(parts)

    def _with_terms(self, piece: str) -> str:
        made: list[str] = []
        done = 0
        for use in self._glossary.uses(piece):
            if use.definition in self.linked or use.definition == self._own:
                continue
            found = self._titled(use.definition)
            if found is None:
                continue
            self.linked.add(use.definition)
            word = piece[use.start : use.end]
            made += [piece[done : use.start], f'<a class="cb-term" href="{html.escape(found[0])}">{word}</a>']
            done = use.end
        return "".join([*made, piece[done:]]) if made else piece

    def _record_link(self, written: str) -> str:
        """`[[id]]` as a link that shows the record's title, and `[[id|words]]` as one that shows the words."""
        id, _, words = written[2:-2].partition("|")
        found = self._titled(id)
        if not found:
            return words or written
        # The words come from text that is HTML already; a title does not.
        tip = f' title="{html.escape(found[1])}"' if words else ""
        return f'<a href="{html.escape(found[0])}"{tip}>{words or html.escape(found[1])}</a>'

    def _local_link(self, match: re.Match[str]) -> str:
        """A Markdown link to a record's page or file, written from wherever, as one that leads there from this page."""
        address = RECORD_ADDRESS.fullmatch(html.unescape(match[1]))
        record = self._titled(address["id"]) if address is not None else None
        if address is None or record is None:
            return match[0]
        anchor = match[1].partition("#")[2]
        return f'<a href="{html.escape(record[0])}{"#" + anchor if anchor else ""}">'

    def _code_link(self, match: re.Match[str]) -> str:
        found = self._titled(match[1])
        return (
            f'<a href="{html.escape(found[0])}" title="{html.escape(found[1])}">{match[0]}</a>' if found else match[0]
        )
