"""LaTeX in bibliographies as plain text, by `pylatexenc`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text

_URL = re.compile(r"\\(?:url|nolinkurl|path)\s*\{([^{}]*)\}")
_LINK = re.compile(r"\\href\s*\{([^{}]*)\}")
_COMMAND = re.compile(r"\\([A-Za-z]+)\*?")
_BARE = re.compile(r"(?<!\\)([%#&])")
_PRICE = re.compile(r"(?<!\\)\$(?=\d[\d.,]*\w?(?:[\s.,;:)]|$))")
_OPERATORS = re.compile(
    r"\\(log|ln|lim|sin|cos|tan|exp|max|min|sup|inf|arg|det|dim|ker|gcd|Pr|deg|mod|sec|cot)(?![A-Za-z])\s*"
)
_TEX = re.compile(r"[\\{}$~%#&^_]|``|''|--")


class PlainText(NamedTuple):
    """A text without LaTeX.

    Attributes:
        text: in one line.
        unknown: commands that were not understood; their arguments stand in the text.
    """

    text: str
    unknown: tuple[str, ...]


def plain_text(written: str) -> PlainText:
    r"""A text as LaTeX shows it, in one line.

    >>> plain_text(r"$\beta$-VAE in {$\mathcal{O}(n \log n)$} steps: 50% na\"{\i}ve").text
    'β-VAE in 𝒪(n log n) steps: 50% naïve'
    """
    if not _TEX.search(written):
        return PlainText(" ".join(written.split()), ())
    text = _LINK.sub(
        "", _URL.sub(lambda match: _BARE.sub(r"\\\1", match[1]).replace("~", r"\textasciitilde{}"), written)
    )
    text = _BARE.sub(r"\\\1", text)  # in a bibliography a bare % is a percentage, and no remark
    text = _PRICE.sub(r"\\$", text)
    text = _OPERATORS.sub(r"\\text{\1 }", text)
    text = text.replace(r"\textasciicircum{}", "\ue000").replace(r"\textasciicircum", "\ue000")
    unknown = tuple(dict.fromkeys(name for name in _COMMAND.findall(text) if not _is_known(name)))
    try:
        shown = _converter().latex_to_text(text)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError):  # what pylatexenc raises on broken LaTeX
        shown = re.sub(r"\\[A-Za-z]+\s*|[{}$\\]", "", text)
    return PlainText(" ".join(shown.replace("\xa0", " ").replace("\ue000", "^").split()), unknown)


@cache
def _converter() -> LatexNodes2Text:
    from pylatexenc.latex2text import LatexNodes2Text

    return LatexNodes2Text(math_mode="text", keep_comments=False, strict_latex_spaces="macros")


@cache
def _is_known(command: str) -> bool:
    from pylatexenc.latex2text import get_default_latex_context_db

    return get_default_latex_context_db().get_macro_spec(command) is not None
