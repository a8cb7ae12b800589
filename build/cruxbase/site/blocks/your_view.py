"""The page on which a reader sets credences: its files under the site, and what stands on it without a script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cruxbase.site.data.your_view_data import view_data, view_texts
from cruxbase.site.frontend.assets import FOLDER, modules
from cruxbase.site.map.files import handed_over
from cruxbase.site.map.script import joined

if TYPE_CHECKING:
    from cruxbase.knowledge_base import KnowledgeBase
    from cruxbase.site.context import PageContext, Values

VIEW_SCRIPTS = ("assets/view/data.js", "assets/view/view.js")
"""Addresses of the scripts of the page below the site's: classic scripts, to be loaded with `defer` in this order."""

VIEW_STYLES = ("assets/view/view.css",)
"""Addresses of its style sheets."""

VIEW_TEXTS = "assets/view/texts.js"
"""Address of what the claims say in full, which the page's script asks for when a reader wants to see one."""


def view_files(kb: KnowledgeBase) -> Mapping[str, bytes]:
    """The files to put under the site, by address."""
    return {
        "assets/view/view.css": (FOLDER / "view" / "view.css").read_bytes(),
        "assets/view/view.js": view_script().encode(),
        "assets/view/data.js": handed_over("view", view_data(kb)),
        VIEW_TEXTS: handed_over("viewTexts", view_texts(kb)),
    }


def view_script() -> str:
    """The page's modules as one script."""
    return joined(modules("view", "map/elements", "shared/figures"), "main")


def view_start(page_context: PageContext) -> Values:
    """What the page's template shows before a reader has chosen: topics and models to have a view on."""
    data = view_data(page_context.context.kb)
    return {
        "topics": [(page_context.ref(id), len(conclusions)) for id, _, conclusions in data["topics"] if conclusions],
        "models": [(page_context.ref(model["id"]), len(model["inputs"])) for model in data["models"]],
        "texts": page_context.root + VIEW_TEXTS,
    }
