"""What stands at the end of every page: how to quote and cite it, object to it, see what it said before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from cruxbase.citation import CitedPage, page_bibtex, page_csl_json, page_plain
from cruxbase.records import CLAIM_LIKE
from cruxbase.site import formatting
from cruxbase.site.sharing.embeds import Embed, Quotation, quotations
from cruxbase.site.sharing.moved import Consequences, moved_by

if TYPE_CHECKING:
    from cruxbase.analysis.record_versions import VersionOfRecord
    from cruxbase.site.context import PageContext, SiteContext

_MOST_VERSIONS = 8
_SHORT = 10  # letters of a commit's name

SORTS = {
    "added": "added",
    "removed": "removed",
    "substance": "changed in substance",
    "wording": "changed in wording",
    "about": "changed in what is said about it",
}
_KEYS = {
    "holds": "beliefs",
    "credences": "beliefs",
    "because": "reasons",
    "supports": "what it supports",
    "attacks": "what it speaks against",
    "undercuts": "what it undercuts",
    "requires": "what it requires",
    "would_settle": "what would settle it",
    "checked": "how far it was checked",
}
"""Keys of a record in words for readers; any other stands as it is, without underscores."""


class Action(NamedTuple):
    """Something that a reader can do about a page, elsewhere."""

    label: str
    href: str


class VersionLine(NamedTuple):
    """A change of the record, as its page tells it.

    Attributes:
        date: the day.
        href: of the commit, or empty.
        summary: what its author says of it.
        sort: what kind of change it was.
        parts: what it touched.
        wordings: what, how it read before, and how since.
        moved: what the change moved; None where that was not worked out.
    """

    date: str
    href: str
    summary: str
    sort: str
    parts: tuple[str, ...]
    wordings: tuple[tuple[str, str, str], ...]
    moved: Consequences | None


class WaysOut(NamedTuple):
    """What the end of a page offers.

    Attributes:
        actions: forms to fill in, the record's source, its data.
        quotations: what to copy to quote it.
        citations: what to copy to cite it.
        version: day and name of the version, or empty.
        versions: its latest changes, newest first.
        more: how many further changes git has.
        is_cut: whether git has the latest changes only.
        history: where the forge lists all of them, or empty.
        feed: address of the feed of its topic below the site's, or empty.
    """

    actions: tuple[Action, ...]
    quotations: tuple[Quotation, ...]
    citations: tuple[Quotation, ...]
    version: str
    versions: tuple[VersionLine, ...]
    more: int
    is_cut: bool
    history: str
    feed: str


def ways_out(
    page_context: PageContext, id: str, title: str, *, embeds: Sequence[Embed] = (), words: str = ""
) -> WaysOut:
    """What the end of a record's page offers.

    Args:
        page_context: the page; two folders below the site's root.
        id: of the record.
        title: of the page, not escaped.
        embeds: of the page, as far as they are worth offering.
        words: what the page says, not escaped.
    """
    context = page_context.context
    address = context.address(id)
    versions = context.versions(id)
    telling = [one for one in versions if one.sort != "layout"]
    date, version = (versions[0].date, versions[0].commit[:_SHORT]) if versions else ("", "")
    cited = CitedPage(id, title, context.site.name, context.site.address(address), date, version)
    path = context.kb.corpus.origin_of(id)
    return WaysOut(
        actions=tuple(_actions(context, id)),
        quotations=tuple(quotations(page_context, embeds, words, title, address)),
        citations=citations(cited),
        version=f"{formatting.date(date)}, {version}" if version else "",
        versions=tuple(_line(page_context, id, one) for one in telling[:_MOST_VERSIONS]),
        more=max(len(telling) - _MOST_VERSIONS, 0),
        is_cut=context.history.is_shallow,
        history=context.site.history_address(path),
        feed=topic_feed(id) if context.kind(id) == "topic" else "",
    )


def citations(cited: CitedPage) -> tuple[Quotation, ...]:
    """A page in each form in which it can be cited."""
    return (
        Quotation("Plain", page_plain(cited)),
        Quotation("BibTeX", page_bibtex(cited)),
        Quotation("CSL-JSON", page_csl_json(cited)),
    )


def topic_feed(topic: str) -> str:
    """The address of the feed of a topic below the site's.

    >>> topic_feed("a")
    'topics/a/feed.xml'
    """
    return f"topics/{topic}/feed.xml"


def _actions(context: SiteContext, id: str) -> list[Action]:
    """The forms that fit a record, filled in as far as it goes, and what else can be done about it."""
    site, kind = context.site, context.kind(id)
    topics = [link.end for link in context.kb.graph.links_from("topic", id)]
    topic = topics[0] if topics else ""
    forms: list[tuple[str, str, dict[str, str]]] = []
    if kind in ("question", "crux"):
        forms.append(("Answer in a form", "claim", {"about": id, "topic": topic}))
    elif kind in CLAIM_LIKE:
        forms.append(("Object in a form", "objection", {"about": id, "topic": topic}))
    elif kind == "source":
        forms.append(("Add what it says, in a form", "claim", {"source": id}))
    elif kind == "topic":
        forms.append(("Add a claim, in a form", "claim", {"topic": id}))
    elif kind in ("person", "viewpoint"):
        forms.append(("Add your own view, in a form", "my-view", {}))
    elif kind == "model":
        forms.append(("Object in a form", "objection", {"about": id, "topic": topic}))
    forms.append(("Report a mistake", "correction", {"about": id}))
    offered = [
        Action(label, site.form_address(form, **{name: value for name, value in answers.items() if value}))
        for label, form, answers in forms
    ]
    offered.append(Action("Discussion", site.discussion_address(id)))
    return [action for action in offered if action.href]


def _line(page_context: PageContext, id: str, one: VersionOfRecord) -> VersionLine:
    context = page_context.context
    effect = context.history.effects.get(one.commit) if one.sort == "substance" else None
    parts = dict.fromkeys(_KEYS.get(key, key.replace("_", " ")) for key in one.keys if key != "type")
    return VersionLine(
        one.date,
        context.site.commit_address(one.commit),
        one.summary,
        SORTS[one.sort],
        tuple(parts),
        tuple((_KEYS.get(key, key), was, now) for key, was, now in one.wordings),
        None if effect is None else moved_by(page_context, effect, id),
    )
