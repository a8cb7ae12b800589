"""Formulas in prose: LaTeX to presentation MathML (W3C, MathML Core) when the site is built, so that no script is needed.

`latex2mathml` translates. It escapes nothing, and lets links and styles through; so what it makes is written out anew here, from
elements and attributes that are known, with every text escaped.
"""

from __future__ import annotations

import html
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LONGEST = 2000  # letters of a formula
_DEEPEST = 60  # elements inside each other
ELEMENTS = frozenset(
    [
        "math",
        "mrow",
        "mi",
        "mn",
        "mo",
        "ms",
        "mtext",
        "mspace",
        "mfrac",
        "msqrt",
        "mroot",
        "msub",
        "msup",
        "msubsup",
        "munder",
        "mover",
        "munderover",
        "mtable",
        "mtr",
        "mtd",
        "mpadded",
        "mphantom",
        "mmultiscripts",
        "mprescripts",
        "none",
    ]
)
ATTRIBUTES = frozenset(
    [
        "accent",
        "columnalign",
        "depth",
        "display",
        "displaystyle",
        "fence",
        "form",
        "height",
        "linethickness",
        "lspace",
        "mathvariant",
        "maxsize",
        "minsize",
        "movablelimits",
        "rowspacing",
        "rspace",
        "scriptlevel",
        "separator",
        "stretchy",
        "symmetric",
        "voffset",
        "width",
    ]
)


@lru_cache(maxsize=4096)
def formula(latex: str, *, is_block: bool = False) -> str:
    r"""A formula as a MathML element; what cannot be translated as code, as it is written.

    >>> formula(r"\frac{p}{1-p}")
    '<math display="inline"><mrow><mfrac><mrow><mi>p</mi></mrow><mrow><mn>1</mn><mo>−</mo><mi>p</mi></mrow></mfrac></mrow></math>'
    >>> formula(r"\frac{")
    '<code>\\frac{</code>'
    """
    from latex2mathml.converter import convert_to_element

    code = f"<code>{html.escape(latex, quote=False)}</code>"
    if len(latex) > _LONGEST:
        return code
    try:
        element = convert_to_element(latex, display="block" if is_block else "inline")
        return _written(element)
    except Exception:  # noqa: BLE001 - whatever a contributor wrote, and however the library fails over it
        return code


def _written(element: Element, depth: int = 0) -> str:
    if depth > _DEEPEST:
        raise ValueError("too deep")
    inner = _text(element.text) + "".join(_written(child, depth + 1) + _text(child.tail) for child in element)
    if element.tag not in ELEMENTS:
        return inner
    attributes = "".join(
        f' {name}="{html.escape(html.unescape(value))}"' for name, value in element.attrib.items() if name in ATTRIBUTES
    )
    return f"<{element.tag}{attributes}>{inner}</{element.tag}>"


def _text(text: str | None) -> str:
    return html.escape(html.unescape(text), quote=False) if text else ""
