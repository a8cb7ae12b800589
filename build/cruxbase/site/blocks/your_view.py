"""The page on which a reader sets credences: its files under the site, and what stands on it without a script."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, NamedTuple

from cruxbase.reasoning.agreement import EVEN
from cruxbase.reasoning.on_graph import statements
from cruxbase.site.data.your_view_data import conclusions, models_in_view, view_data, view_text, view_texts
from cruxbase.site.frontend.assets import FOLDER, modules
from cruxbase.site.map.files import handed_over, with_strings
from cruxbase.site.map.script import joined
from cruxbase.site.prose import harmless
from cruxbase.site.records.best_cases import view_address

if TYPE_CHECKING:
    from cruxbase.knowledge_base import KnowledgeBase
    from cruxbase.site.context import PageContext, Ref, SiteContext, Values

VIEW_DATA = "assets/view/data.js"
"""Address of what the page computes with."""

VIEW_SCRIPTS = (VIEW_DATA, "assets/view/view.js")
"""Addresses of the scripts of the page below the site's: classic scripts, to be loaded with `defer` in this order."""

VIEW_STYLES = ("assets/view/view.css",)
"""Addresses of its style sheets."""

VIEW_TEXTS = "assets/view/texts.js"
"""Address of what the claims say in full, which the page's script asks for when a reader wants to see one."""


def view_files(kb: KnowledgeBase) -> Mapping[str, bytes]:
    """The files to put under the site, by address."""
    return {**view_program(), **view_data_files(kb)}


def view_data_files(kb: KnowledgeBase) -> dict[str, bytes]:
    """What the page computes with, and what claims say, by address."""
    return {
        VIEW_DATA: handed_over("view", view_data(kb)),
        VIEW_TEXTS: handed_over("viewTexts", view_texts(kb)),
    }


def view_files_edited(
    kb: KnowledgeBase, before: Callable[[str], bytes | None], edited: Collection[str]
) -> dict[str, bytes] | None:
    """The files of `view_data_files` with other titles and texts; None where they must be made.

    Args:
        kb: the base.
        before: the files as they were, of the same records.
        edited: the records that have another title or text.
    """
    order = {id: number for number, id in enumerate(statements(kb.graph))}
    data, texts = before(VIEW_DATA), before(VIEW_TEXTS)
    if data is None or texts is None or not order.keys() >= set(edited):
        return None
    titles = {order[id]: harmless(kb.graph.title(id)) for id in edited}
    said = {order[id]: view_text(kb, id) for id in edited}
    data = with_strings(data, (b'],"title":["', b'"],"topic":['), len(order), titles)
    texts = with_strings(texts, (b"JSON.parse('[\"", b"\"]');\n"), len(order), said)
    return {VIEW_DATA: data, VIEW_TEXTS: texts} if data is not None and texts is not None else None


def view_program() -> dict[str, bytes]:
    """The page's script and its style sheet, by address."""
    return {
        "assets/view/view.css": (FOLDER / "view" / "view.css").read_bytes(),
        "assets/view/view.js": view_script().encode(),
    }


def view_script() -> str:
    """The page's modules as one script."""
    return joined(modules("view", "map/elements", "shared/agreement", "shared/figures"), "main")


_NAMELESS = ("participant", "position")


class Start(NamedTuple):
    """The claim with which a reader who does not know where to begin may begin.

    Attributes:
        claim: the claim.
        href: where one's own view of it is set.
        holding: how many people on record hold it.
        rejecting: how many reject it.
    """

    claim: Ref
    href: str
    holding: int
    rejecting: int


def suggested_start(page_context: PageContext) -> Start | None:
    """The argued claim that most people dispute: on whose smaller side are the most, and then on which the most take a side.

    None where no two people are on different sides of any claim for or against which a reason is recorded.
    """
    context, graph = page_context.context, page_context.context.kb.graph
    best: Start | None = None
    for id in graph.claim_ids():
        if not graph.steps_into(id):
            continue
        sides = _sides(context, id)
        if best is not None and _rank(*sides) <= _rank(best.holding, best.rejecting):
            continue
        if min(sides) and (href := view_address(page_context, context.kb.claim(id))):
            best = Start(page_context.ref(id), href, *sides)
    return best


def _rank(holding: int, rejecting: int) -> tuple[int, int]:
    return min(holding, rejecting), holding + rejecting


def _sides(context: SiteContext, claim: str) -> tuple[int, int]:
    """How many people believe a claim beyond even odds, and how many disbelieve it: of those who sign with their name."""
    graph = context.kb.graph
    people = {link.end for belief in graph.beliefs_in(claim) for link in graph.links_from("holder", belief.viewpoint)}
    named = [who for who in people if context.data(who).get("kind", "person") not in _NAMELESS]
    ranges = [ends for who in named if (ends := context.perspective(who).range_of(claim)) is not None]
    return sum(low >= EVEN for low, _ in ranges), sum(high <= EVEN for _, high in ranges)


def view_start(page_context: PageContext) -> Values:
    """What the page's template shows before a reader has chosen: topics and models to have a view on."""
    kb = page_context.context.kb
    number = {id: place for place, id in enumerate(statements(kb.graph))}
    counts = [(id, len(conclusions(kb.graph, id, number))) for id in kb.graph.ids("topic")]
    return {
        "topics": [(page_context.ref(id), count) for id, count in counts if count],
        "models": [(page_context.ref(id), len(kb.model(id).record.inputs)) for id in models_in_view(kb)],
        "texts": page_context.root + VIEW_TEXTS,
        "start": suggested_start(page_context),
    }
