"""The style sheets and scripts of the site, which the package brings along, and the table of marks that they share."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from cruxbase.site.frontend.constants import NAME, constants_module
from cruxbase.site.pictures import css_variables

FOLDER = Path(__file__).parent / "files"
PREFIX = "assets/cruxbase"
_JOINED = {
    FOLDER / part for part in ("embed", "map", "model", "search", "shared", "view")
}  # they join their modules themselves
_EVERYWHERE = ("previews.js", "site.js")
_KINDS = {".css", ".js", ".mjs", ".json", ".svg", ".png", ".woff2"}


class Asset(NamedTuple):
    """A file that pages use.

    Attributes:
        address: below the site's.
        content: its bytes.
        role: `style` and `script` are named in the head of every page; `part` is used by one of those.
    """

    address: str
    content: bytes
    role: Literal["style", "script", "part"]


@lru_cache(maxsize=1)
def assets() -> tuple[Asset, ...]:
    """All files, style sheets in the order in which they apply."""
    found = [Asset(f"{PREFIX}/marks.css", marks_css().encode(), "style")]
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file() and path.suffix in _KINDS and path.parent not in _JOINED:
            inside = path.relative_to(FOLDER).as_posix()
            top = "/" not in inside
            role: Literal["style", "script", "part"] = "part"
            if top and path.suffix == ".css":
                role = "style"
            elif inside in _EVERYWHERE:
                role = "script"
            found.append(Asset(f"{PREFIX}/{inside}", path.read_bytes(), role))
    found.append(Asset(f"{PREFIX}/embed.css", embed_css().encode(), "part"))
    found.append(Asset(f"{PREFIX}/booklet.css", (FOLDER / "embed" / "booklet.css").read_bytes(), "part"))
    return tuple(found)


def embed_css() -> str:
    """The one style sheet of embeds: the marks, the pictures, and what is their own."""
    light, dark = css_variables("light"), css_variables("dark")
    marks = f":root {{ {light} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"
    pictures = (FOLDER / "pictures.css").read_text(encoding="utf-8").partition("/* The legend")[0]
    plots = (FOLDER / "pictures.css").read_text(encoding="utf-8").partition("/* Plots")[2].partition("/* Diagrams")[0]
    return f"{marks}{pictures}/* Plots{plots}{(FOLDER / 'embed' / 'embed.css').read_text(encoding='utf-8')}"


def modules(*paths: str) -> dict[str, str]:
    """The text of modules by name: those of whole folders and single ones, and the constants that all may use.

    >>> sorted(modules("model", "map/elements"))
    ['constants', 'elements', 'model_page', 'model_space']
    """
    found = [path for name in paths for path in _sources(name)]
    return {NAME: constants_module(), **{path.stem: path.read_text("utf-8") for path in found}}


def _sources(name: str) -> list[Path]:
    folder = FOLDER / name
    return sorted(folder.glob("*.js")) if folder.is_dir() else [folder.with_suffix(".js")]


def marks_css() -> str:
    """The colours of the table of marks in both palettes."""
    light, dark = css_variables("light"), css_variables("dark")
    on_paper = f"@media print {{ :root, [data-md-color-scheme] {{ {light} }} }}"
    return f':root {{ {light} }}\n[data-md-color-scheme="slate"] {{ {dark} }}\n{on_paper}\n'
