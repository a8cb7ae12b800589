"""Local copies of sources: plain text, Markdown, HTML and PDF, found by the source's id."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from cruxbase.support.errors import CruxbaseError

SUFFIXES = (".txt", ".md", ".html", ".htm", ".pdf")
_BLOCKS = frozenset(
    (
        "p",
        "div",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "tr",
        "blockquote",
        "section",
        "article",
        "pre",
        "figcaption",
        "br",
    )
)
_UNSEEN = frozenset(("script", "style", "template", "noscript", "head"))


class CannotReadCopy(CruxbaseError):
    """A local copy cannot be read; the message says which and why."""


class NoPdfReader(CruxbaseError):
    """A local copy is a PDF, and the extra that reads them is not installed."""


@dataclass(frozen=True, slots=True)
class LocalText:
    """What a local copy says.

    Attributes:
        path: its file.
        pages: the text page by page; one page where the format has none.
        has_pages: whether pages of the copy are pages of the text.
    """

    path: Path
    pages: tuple[str, ...]
    has_pages: bool

    @property
    def text(self) -> str:
        """All of it."""
        return "\n\n".join(self.pages)

    @property
    def paragraphs(self) -> int:
        """How many paragraphs it has: stretches between blank lines."""
        return len([part for part in re.split(r"\n\s*\n", self.text) if part.strip()])


def local_text(folder: Path, id: str) -> LocalText | None:
    """The local copy of a source, a file named after its id in a folder or below; None where there is none.

    Raises:
        CannotReadCopy: there is a copy, and it cannot be read.
        NoPdfReader: there is a copy, a PDF, and nothing that reads it.
    """
    for suffix in SUFFIXES:
        direct = folder / f"{id}{suffix}"
        for path in [direct] if direct.is_file() else sorted(folder.rglob(f"{id}{suffix}")):
            return _read(path)
    return None


def _read(path: Path) -> LocalText:
    if path.suffix == ".pdf":
        return LocalText(path, _pages_of_pdf(path), True)
    try:
        text = path.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n")
    except OSError as error:
        raise CannotReadCopy(f"{path.name}: {error.strerror}") from None
    return LocalText(path, (_text_of_html(text) if path.suffix in (".html", ".htm") else text,), False)


def _pages_of_pdf(path: Path) -> tuple[str, ...]:
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise NoPdfReader("PDF files need the extra 'verify': pip install 'cruxbase[verify]'") from None
    try:
        return tuple(page.extract_text() for page in PdfReader(path).pages)
    except (
        PyPdfError,
        OSError,
        ValueError,
        KeyError,
        TypeError,
        RecursionError,
    ) as error:  # whatever a broken file sets off
        raise CannotReadCopy(f"{path.name}: {str(error) or 'not a PDF that can be read'}") from None


class _TextOfHtml(HTMLParser):
    """Keeps what a reader sees, with a blank line between blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._unseen += tag in _UNSEEN
        if tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN and self._unseen > 0
        if tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)


def _text_of_html(text: str) -> str:
    parser = _TextOfHtml()
    parser.feed(text)
    parser.close()
    blocks = (" ".join(block.split()) for block in "".join(parser.parts).split("\n\n"))
    return "\n\n".join(block for block in blocks if block)
