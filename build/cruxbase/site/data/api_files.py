"""The site for machines: one JSON per record, the whole graph, site map, feed and a page for language models."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from cruxbase.analysis.records_json import SCHEMA_FILE
from cruxbase.site import formatting
from cruxbase.site.context import SiteContext
from cruxbase.site.history import RECENT, Change
from cruxbase.site.pairs import Pair, pair_address, pair_key
from cruxbase.site.prose import harmless
from cruxbase.site.sharing.ways_out import topic_feed

SCHEMA_ADDRESS = f"api/{SCHEMA_FILE}"
"""Where the JSON schema of the base and of a record lies below the site's address."""


def as_json(value: object) -> bytes:
    """JSON as this site writes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _escaped(text: str) -> str:
    """Text as it stands between the tags of XML."""
    return html.escape(text, quote=False)


def record_address(id: str) -> str:
    """The address of a record's JSON below the site's; in a folder of its own, so that no id can take the graph's place."""
    return f"api/records/{id}.json"


def pair_file(pair: Pair) -> str:
    """The address of the JSON of two people side by side below the site's."""
    return f"api/pairs/{pair_key(pair)}.json"


def pair_json(context: SiteContext, pair: Pair) -> dict[str, object]:
    """Two people side by side: what both said, and the gap analysis of each shared conclusion, as `kb.compare` has it."""
    return {"a": pair[0], "b": pair[1], "page": pair_address(pair), **context.between(pair).plain()}


def sitemap(context: SiteContext, pages: Iterable[str]) -> bytes:
    """The addresses of all pages, without dates: a build knows none."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    if context.site.url:
        lines += [f"<url><loc>{_escaped(context.site.address(quote(page)))}</loc></url>" for page in pages]
    return "\n".join([*lines, "</urlset>", ""]).encode()


def llms_txt(context: SiteContext) -> bytes:
    """What a language model should know of the site, as Markdown: what it is, and where its data lies."""
    site = context.site
    lines = [f"# {site.name}", "", f"> {site.description}", ""]
    lines += [
        "Each claim has a page and a JSON file. Three things are kept apart: what a text says (citations), what a person",
        "believes as of a date (viewpoints), and what the editors reconstruct (`origin`). A credence that nobody gave is",
        "unknown, not 0.5. Reasons are steps; a step can be undercut although its premise and conclusion are both true.",
        "",
        "## Data",
        "",
        f"- [The whole base]({site.address('api/graph.json') or 'api/graph.json'}): records, steps, undercuts, links,",
        f"  citations, beliefs ([JSON schema]({site.address(SCHEMA_ADDRESS) or SCHEMA_ADDRESS})); the same as `cruxbase export json`",
        f"- `{site.url}{record_address('<id>')}`: one record with what bears on it, as `cruxbase show --json` gives it; of a claim",
        "  also its status for each view, by the weight of reasons: `in`, `out`, `undecided`, or `unargued` where no reason",
        "  bears on it",
        f"- `{site.url}api/pairs/<a>--<b>.json`: two people side by side: what both said, and for each conclusion on which",
        "  they differ the gap in log-odds, its shares by reason (`reasons`), own reasons beyond the record, `double_cruxes`",
        "  and what `near_cruxes` lack",
        "",
        "## Topics",
        "",
    ]
    for id in context.kb.graph.ids("topic"):
        summary = " ".join(str(context.data(id)["summary"]).split())
        lines.append(
            f"- [{_one_line(context.kb.graph.title(id))}]({site.url}{context.address(id)}): {_one_line(summary)}"
        )
    lines += ["", "## People side by side", ""]
    for pair in context.leading_pairs:
        title = " and ".join(_one_line(context.kb.graph.title(who)) for who in pair)
        lines.append(f"- [{title}]({site.url}{pair_address(pair)})")
    lines += ["", "## Cruxes", ""]
    for id in context.kb.graph.ids("crux"):
        lines.append(
            f"- [{_one_line(context.kb.graph.title(id))}]({site.url}{context.address(id)}): "
            f"{_one_line(str(context.data(id)['question']))}"
        )
    return harmless("\n".join([*lines, ""])).encode()


def _one_line(text: str) -> str:
    return re.sub(r"[\[\]\s]+", " ", text).strip()


def robots_txt(context: SiteContext) -> bytes:
    """What crawlers may read, which is everything, and where the list of pages is."""
    lines = ["User-agent: *", "Allow: /"]
    if context.site.url:
        lines.append(f"Sitemap: {context.site.address('sitemap.xml')}")
    return "\n".join([*lines, ""]).encode()


def topic_feeds(context: SiteContext) -> Iterator[tuple[str, bytes]]:
    """The feed of each topic, with its address below the site's: the latest commits that touched a claim of it."""
    for topic in context.kb.graph.ids("topic"):
        ids = {topic, *context.reading_order.get(topic, ())}
        changes = [
            change._replace(ids=tuple(id for id in change.ids if id in ids)) for change in context.history.changes
        ]
        title = f"{context.site.name}: {context.kb.graph.title(topic)}"
        yield topic_feed(topic), _atom(context, changes, topic_feed(topic), title)


def feed(context: SiteContext, changes: Iterable[Change]) -> bytes:
    """Recent changes as an Atom feed. Its dates are those of commits."""
    return _atom(context, changes, "feed.xml", f"{context.site.name}: recent changes")


def _atom(context: SiteContext, changes: Iterable[Change], own: str, title: str) -> bytes:
    """Changes as an Atom feed (RFC 4287).

    Args:
        context: names and addresses.
        changes: newest first; those that touched no record of today are left out, merges among them.
        own: the feed's address below the site's.
        title: of the feed.
    """
    address = context.site.url or "urn:cruxbase:"
    shown = [change for change in changes if any(id in context.kb.corpus for id in change.ids)][:RECENT]
    page = own.removesuffix("feed.xml")
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<title>{_escaped(title)}</title>",
        f"<id>{_escaped(address)}{own}</id>",
        f"<updated>{shown[0].when if shown else '1970-01-01T00:00:00+00:00'}</updated>",
        f'<link rel="self" href="{html.escape(address)}{own}"/>',
        f'<link href="{html.escape(address)}{page}"/>',
    ]
    for change in shown:
        lines += list(_feed_entry(context, change, address))
    return harmless("\n".join([*lines, "</feed>", ""])).encode()


def _feed_entry(context: SiteContext, change: Change, address: str) -> Iterator[str]:
    ids = [id for id in change.ids if id in context.kb.corpus]
    links = [
        f'<li><a href="{html.escape(address + context.address(id))}">{html.escape(context.kb.graph.title(id))}</a></li>'
        for id in ids
    ]
    new, revised = (
        Counter(context.kind(id) for id in ids if (id in change.added) is is_new) for is_new in (True, False)
    )
    done = ((new, "new"), (revised, "revised"))
    title = "; ".join(f"{formatting.counts_in_words(kinds)} {word}" for kinds, word in done if kinds)
    yield "<entry>"
    yield f"<title>{_escaped(title)}</title>"
    yield f"<id>urn:sha1:{change.commit}</id>"
    yield f"<updated>{change.when}</updated>"
    yield f'<link href="{html.escape(address)}recent/"/>'
    yield f"<author><name>contributors to {_escaped(context.site.name)}</name></author>"
    yield f'<content type="html">{_escaped("<ul>" + "".join(links) + "</ul>")}</content>'
    yield "</entry>"
