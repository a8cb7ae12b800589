"""Makes the generator's frame light, for the pages of records, of which a reader opens many.

More than half of such a page was what is the same on all of them: inline scripts, with their digests in the policy, the paths
of icons, and the white space of templates. Scripts and icons become files of the site, which a browser fetches once.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

FOLDER = "assets/cruxbase"

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL)
_LATER = re.compile(r"\b(?:defer|async)\b|\btype=[\"']?module")
_CONFIG = 'id="__config"'
_SVG = re.compile(r"<svg\b([^>]*)>(.*?)</svg>", re.DOTALL)
_ATTRIBUTE = re.compile(r'\s([\w:-]+)="([^"]*)"')
_STAYS = ("viewBox", "width", "height", "role", "aria-hidden", "aria-label", "focusable")
_NOT_PLAIN = re.compile(r"<(?!/?(?:path|circle|rect|line|polyline|polygon|ellipse|g)\b)|\bid=|\bstyle=|\bhref=")
_COMMENT = re.compile(r"<!--(?!\[if).*?-->", re.DOTALL)
_AS_WRITTEN = re.compile(r"(<(script|style|pre|textarea)\b.*?</\2>)", re.DOTALL)
_BLANKS = re.compile(r"\s*\n\s*")


class LightFrame(NamedTuple):
    """A page of the generator's without what can stand in files.

    Attributes:
        document: the page.
        files: what it names instead, by address below the site's.
    """

    document: str
    files: Mapping[str, bytes]


def light_frame(document: str, root: str) -> LightFrame:
    r"""A page with its inline scripts and icons in files, and without the white space of templates.

    Args:
        document: as the generator rendered it.
        root: what leads from it to the site's root.

    >>> page = '<head>\n</head>\n  <svg viewBox="0 0 9 9"><path d="M1 1"/></svg>\n<article>\n</article><script>a()</script>'
    >>> light = light_frame(page, "../")
    >>> print(light.document)  # doctest: +ELLIPSIS
    <head>
    <link rel="stylesheet" href="../assets/cruxbase/frame-....css">
    </head>
    <svg viewBox="0 0 9 9" class="cb-i0"></svg>
    <article>
    </article><script src="../assets/cruxbase/frame-....js"></script>
    >>> sorted(light.files.values())[1]
    b'a()\n'
    """
    files: dict[str, bytes] = {}
    article = document.find("<article")
    begin, end = (document[:article], document[article:]) if article >= 0 else (document, "")
    document = "".join(_with_scripts_apart(part, root, files) for part in (begin, end))
    document = _with_icons_apart(_COMMENT.sub("", document), root, files)
    parts = _AS_WRITTEN.split(document)  # a piece, an element as it is written, its name, and so on
    document = "".join(
        part if number % 3 == 1 else _BLANKS.sub("\n", part) for number, part in enumerate(parts) if number % 3 < 2
    )
    return LightFrame(document, MappingProxyType(files))


def _put(text: str, ending: str, files: dict[str, bytes]) -> str:
    """The address of a file with a text, which is added; another text has another address, and none is kept too long."""
    content = text.encode()
    address = f"{FOLDER}/frame-{hashlib.sha256(content).hexdigest()[:8]}.{ending}"
    files[address] = content
    return address


def _with_scripts_apart(part: str, root: str, files: dict[str, bytes]) -> str:
    """A part of a page with each run of its inline scripts as one file, in the place of the last.

    A run ends where a script from a file runs at once: what stands before it runs before it.
    """
    elements = list(_SCRIPT.finditer(part))
    runs: list[list[re.Match[str]]] = [[]]
    for element in elements:
        attributes = element[1]
        if "src=" in attributes:
            runs += [] if _LATER.search(attributes) else [[]]
        elif _CONFIG in attributes or not attributes.strip():
            runs[-1].append(element)
    instead: dict[int, str] = {}
    for run in runs:
        if run:
            text = "".join(f"{_statement(element)}\n" for element in run)
            instead |= dict.fromkeys((element.start() for element in run), "")
            instead[run[-1].start()] = f'<script src="{root}{_put(text, "js", files)}"></script>'
    return _SCRIPT.sub(lambda element: instead.get(element.start(), element[0]), part)


def _statement(element: re.Match[str]) -> str:
    """What an inline script does; the settings of the generator's script, which are data, are put where it looks for them."""
    if _CONFIG not in element[1]:
        return element[2]
    settings = json.dumps(json.loads(element[2]), separators=(",", ":"))
    return (
        '{const data=document.createElement("script");data.id="__config";data.type="application/json";'
        f"data.textContent={json.dumps(settings)};document.currentScript.after(data)}}"
    )


def _with_icons_apart(document: str, root: str, files: dict[str, bytes]) -> str:
    """A page whose icons are masks from a style sheet; each stays the element that it was, for the generator's styles."""
    known: dict[str, int] = {}

    def drawn(element: re.Match[str]) -> str:
        attributes, inner = dict(_ATTRIBUTE.findall(element[1])), element[2]
        if _NOT_PLAIN.search(inner) or "viewBox" not in attributes:
            return element[0]
        own = {"xmlns": "http://www.w3.org/2000/svg", **attributes}
        own = {name: value for name, value in own.items() if name != "class" and not name.startswith("aria")}
        image = f"<svg{_attributes(own)}>{inner}</svg>"
        number = known.setdefault(image, len(known))
        stays = {name: attributes[name] for name in _STAYS if name in attributes}
        stays["class"] = f"{attributes.get('class', '')} cb-i{number}".strip()
        return f"<svg{_attributes(stays)}></svg>"

    document = _SVG.sub(drawn, document)
    if not known:
        return document
    sheet = _put(_masks(known), "css", files)
    return document.replace("</head>", f'<link rel="stylesheet" href="{root}{sheet}">\n</head>', 1)


def _attributes(values: Mapping[str, str]) -> str:
    return "".join(f' {name}="{value}"' for name, value in values.items())


def _masks(icons: Mapping[str, int]) -> str:
    """The style sheet of icons, which have the colour of text and links, where colours are forced too."""
    every = ",".join(f".cb-i{number}" for number in icons.values())
    mask = "var(--cb-icon) center/contain no-repeat"
    forced = f"{every}{{background:CanvasText;forced-color-adjust:none}}a :is({every}){{background:LinkText}}"
    rules = [
        f"{every}{{background:currentcolor;-webkit-mask:{mask};mask:{mask};print-color-adjust:exact}}",
        f"@media (forced-colors:active){{{forced}}}",
    ]
    for image, number in icons.items():
        address = image.replace("%", "%25").replace("#", "%23").replace("<", "%3C").replace(">", "%3E")
        address = address.replace('"', "'")
        rules.append(f'.cb-i{number}{{--cb-icon:url("data:image/svg+xml,{address}")}}')
    return "\n".join(rules) + "\n"
