"""Small pages that others can show in a frame: a claim, a crux, a crux tree, a part of the map.

An embed is one file and one style sheet. It runs no script, asks no other origin for anything, and its policy allows neither,
so that whoever embeds it takes no risk; all that contributors wrote is escaped as on the site's own pages. What an embed
shows is on the page that it belongs to, so it is made with that page and is stale when the page is.
"""

from __future__ import annotations

import html
import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from markupsafe import Markup, escape

from cruxbase.analysis.statements import statement_counts
from cruxbase.site import formatting
from cruxbase.site.pictures.credence_strip import CARD
from cruxbase.site.pictures.lettering import width
from cruxbase.site.prose import harmless

if TYPE_CHECKING:
    from cruxbase.site.context import PageContext, Ref, SiteContext
    from cruxbase.site.settings import Site

EMBED_STYLE = "assets/cruxbase/embed.css"
EMBED_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"
"""What an embed may do: use the site's style sheet. No script, no picture, no request, no frame in it."""

OEMBED = "oembed.json"
"""What the file beside an embed is called that says how to show it, as https://oembed.com has it."""

WIDTH = 600
"""The width of the frame of a card, in CSS pixels. Pictures have wider ones, so that no letter is under 11 pixels."""

_EDGE = 40  # what a frame has left and right of its content
_INNER = WIDTH - _EDGE
_HIGHEST = 640
_CUT = "\ue002"
_FILLED = ("title", "lang", "page", "canonical", "eyebrow", "body")
_LOWEST = 160


class Embed(NamedTuple):
    """A small page for frames.

    Attributes:
        address: of its folder below the site's, with a slash at the end.
        title: what it shows, not escaped.
        label: what it is, for the reader who chooses among several: `card`, `crux tree`, `map`.
        page: address of the page that it belongs to, below the site's.
        document: the whole HTML document.
        width: of the frame, in CSS pixels.
        height: of the frame that shows it without scrolling at that width, in CSS pixels; at most 640.
    """

    address: str
    title: str
    label: str
    page: str
    document: str
    width: int
    height: int

    @property
    def files(self) -> Mapping[str, bytes]:
        """The page's own file by address."""
        return {f"{self.address}index.html": self.document.encode()}


class Part(NamedTuple):
    """What an embed shows besides its title.

    Attributes:
        label: as for `Embed`.
        eyebrow: what kind of thing it is, as HTML.
        body: the rest, as HTML that is safe.
        height: of the body in CSS pixels.
        width: of the frame that this height is for.
        lang: the language that its record names; empty for that of the base.
    """

    label: str
    eyebrow: Markup
    body: Markup
    height: float
    width: int = WIDTH
    lang: str = ""


class Holding(Protocol):
    """What somebody says of a side."""

    @property
    def viewpoint(self) -> Ref:
        """Where they say it."""

    @property
    def holder(self) -> Ref | None:
        """Who it is; None where the viewpoint is nobody's."""

    @property
    def said(self) -> str:
        """What they say, in their own terms."""


class Answer(Protocol):
    """One side of a crux, or one answer to a question."""

    @property
    def claim(self) -> Ref:
        """What it says."""

    @property
    def held(self) -> Sequence[Holding]:
        """What is said of it by whom."""


class Cuts(NamedTuple):
    """A picture for wide and for narrow windows."""

    wide: Markup
    narrow: Markup


class ClaimShown(NamedTuple):
    """What the embeds of a claim-like record say of it.

    Attributes:
        kind: its type.
        topic: its topic, if it has one.
        words: its statement or question as it is written.
        on_record: where it stands on record, for the template; None where that is not shown.
        sides: of a crux or question.
        strip: the credences that people gave it, drawn; empty where nobody gave any.
        picture: what bears on it; None where nothing does.
        drawn: how many views the strip has, and how many there are.
        lang: the language that its record names; empty for that of the base.
    """

    kind: str
    topic: Ref | None
    words: str
    on_record: object
    sides: Sequence[Answer]
    strip: Markup
    picture: Cuts | None
    drawn: tuple[int, int] = (0, 0)
    lang: str = ""


class Spoken(Protocol):
    """A claim of which two people speak."""

    @property
    def claim(self) -> Ref:
        """The claim."""

    @property
    def a(self) -> str:
        """What the first says of it."""

    @property
    def b(self) -> str:
        """What the second says."""

    @property
    def verdict(self) -> str:
        """Whether they agree."""


class PairShown(NamedTuple):
    """What the card of two people says of them.

    Attributes:
        shared: the claims of which both speak.
        differ: whether they differ on any.
        double: the double cruxes between them.
    """

    shared: Sequence[Spoken]
    differ: bool
    double: Sequence[Ref]


class GapShown(Protocol):
    """What divides two people on a claim, with its picture."""

    @property
    def stated(self) -> tuple[str, str]:
        """What each says of it."""

    @property
    def apart(self) -> str:
        """How far apart they are, in words."""

    @property
    def picture(self) -> Markup:
        """The gap as a tree."""


def embed_of(page_context: PageContext, address: str, page: str, title: str, part: Part) -> Embed:
    """An embed of a part of a page.

    Args:
        page_context: the page that the part is from; two folders below the site's root.
        address: of the embed below `embed/`, with a slash at the end.
        page: address of the page with its anchor, below the site's.
        title: of what is shown, not escaped.
        part: the rest of it.
    """
    values = {
        "title": escape(harmless(title)),
        "lang": formatting.language_attribute(title, part.lang),
        "page": escape(page),
        "canonical": escape(harmless(page_context.context.site.address(page.partition("#")[0]))),
        "eyebrow": part.eyebrow,
        "body": part.body,
    }
    frames, kind = page_context.context.embed_frames, (part.label, page_context.root)
    pieces = frames.get(kind)
    if pieces is None:
        pieces = frames[kind] = _frame(page_context, part.label)
    document = "".join(values[piece] if place % 2 else piece for place, piece in enumerate(pieces))
    deeper = "../" * (1 + address.count("/"))
    # The parts were written for a page two folders deep, whose links lead on in the same window.
    document = document.replace('href="../../', f'href="{deeper}')
    document = document.replace("<a ", '<a target="_blank" ')  # in a text neither this nor the above stands unescaped
    document = document.replace('href="#', f'href="{deeper}{html.escape(page.partition("#")[0])}#')
    height = 18 * 2 + 20 + text_height(title, 19, 25, part.width - _EDGE) + part.height + 46
    return Embed(f"embed/{address}", title, part.label, page, document, part.width, _frame_height(height))


def _frame(page_context: PageContext, label: str) -> tuple[str, ...]:
    """An embed of one kind, cut where what differs stands: pieces of it and the names of that, in turn."""
    title, lang, page, canonical, eyebrow, body = (Markup(_CUT + name + _CUT) for name in _FILLED)  # noqa: S704 - names
    document = page_context.written(
        "sharing/embed.html",
        title=title,
        lang=lang,
        part=Part(label, eyebrow, body, 0),
        page=page,
        canonical=canonical if page_context.context.site.url else "",
        policy=EMBED_POLICY,
        style=EMBED_STYLE,
        oembed=OEMBED if page_context.context.site.url else "",
    )
    return tuple(document.split(_CUT))


def _frame_height(height: float) -> int:
    return min(max(10 * math.ceil(height / 10), _LOWEST), _HIGHEST)


def text_height(text: str, size: float, line: float, room: float = _INNER) -> float:
    """How high a text stands that is broken into lines.

    Args:
        text: the text.
        size: of its letters, in CSS pixels.
        line: from one line to the next, in CSS pixels.
        room: for a line, in CSS pixels.
    """
    return sum(max(1, math.ceil(width(part, size) / room)) * line for part in text.split("\n")) if text else 0.0


def picture_height(svg: str, room: float = _INNER) -> float:
    """How high a picture stands in some room, by its own proportions.

    >>> picture_height('<svg viewBox="0 0 100 50">', 200)
    100.0
    """
    across, down = _box(svg)
    return down / across * room


def _own_width(svg: str) -> int:
    return math.ceil(_box(svg)[0])


def _box(svg: str) -> tuple[float, float]:
    """The width and height of the first picture in some markup, in its own units."""
    begin = svg.index(_VIEW_BOX) + len(_VIEW_BOX)
    _, _, across, down = str.__getitem__(svg, slice(begin, svg.index('"', begin))).split()  # a str, not Markup
    return float(across), float(down)


_VIEW_BOX = 'viewBox="'


def card_part(shown: ClaimShown, values: Mapping[str, object], page_context: PageContext) -> Part:
    """The card of a claim-like record.

    Args:
        shown: what it says of the record.
        values: what the record's page is made from.
        page_context: that page.
    """
    of_page = {name: values[name] for name in ("view", "statement", "for_", "against", "depending")}
    more = {"on_record": shown.on_record, "shown_sides": shown.sides, "strip": shown.strip, "drawn": shown.drawn}
    body = page_context.written("sharing/card.html", **of_page, **more)
    height = text_height(shown.words, 16.5, 25) + 30
    height += 30 if shown.on_record is not None else 0
    height += sum(
        5
        + text_height(side.claim.title, 14.5, 21, _INNER - 20)
        + text_height(f"10 reasons for it, 10 against; {_who_is_there(side)}", 12.5, 19, _INNER - 20)
        for side in shown.sides
    )
    height += picture_height(shown.strip, min(_INNER, CARD)) + 34 if shown.strip and not shown.sides else 0
    height += 22 if shown.drawn[0] < shown.drawn[1] else 0
    return Part("card", _eyebrow(shown), Markup(body), height, lang=shown.lang)  # noqa: S704 - from a template that escapes


def _who_is_there(side: Answer) -> str:
    """The first of those who have spoken of a side, each with what they say, as the card has them."""
    return ", ".join(f"{(one.holder or one.viewpoint).title}: {one.said}" for one in side.held[:_SAID])


def map_part(shown: ClaimShown) -> Part:
    """The part of the map around a claim-like record; a sentence where nothing bears on it."""
    if shown.picture is None:
        alone = Markup('<p class="cb-small">Nothing on record bears on it, and it bears on nothing.</p>')
        return Part("map", _eyebrow(shown), alone, 26, lang=shown.lang)
    wide, narrow = shown.picture
    drawn = f'<figure><div class="cb-wide">{wide}</div><div class="cb-narrow">{narrow}</div></figure>'
    body = Markup(harmless(drawn))  # noqa: S704 - pictures escape what they show
    room = _own_width(wide) + _EDGE
    return Part("map", _eyebrow(shown), body, picture_height(wide, room - _EDGE) + 12, room, shown.lang)


def _eyebrow(shown: ClaimShown) -> Markup:
    kind = formatting.KINDS[shown.kind][0].capitalize()
    return Markup(f"{kind} in {shown.topic.link}" if shown.topic else kind)  # noqa: S704 - our word, and a link


# How it is offered


def oembed(embed: Embed, site: Site) -> dict[str, str | int]:
    """What a consumer of oEmbed is told of a page: https://oembed.com, 2.3.4.4, type `rich`."""
    return {
        "version": "1.0",
        "type": "rich",
        "title": harmless(embed.title),
        "provider_name": site.name,
        "provider_url": site.url,
        "html": snippet(embed, site),
        "width": embed.width,
        "height": embed.height,
    }


_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""`json.dumps` would set up an encoder for each file."""


def oembed_address(page: str) -> str:
    """The address of a page's oEmbed file below the site's.

    >>> oembed_address("claims/a/")
    'embed/claims/a/oembed.json'
    """
    return f"embed/{page}{OEMBED}"


def discovery(site: Site, page: str, title: str) -> str:
    """The element of a page's head by which programs learn of its oEmbed file; empty where the site has no address.

    Args:
        site: names and addresses.
        page: address of the page below the site's.
        title: of the page, not escaped.
    """
    if not site.url:
        return ""
    # Material's script takes a bare `alternate` for another language.
    return (
        '  <link rel="alternate describedby" type="application/json+oembed" '
        f'href="{html.escape(site.address(oembed_address(page)))}" title="{html.escape(harmless(title))}">\n'
    )


def snippet(embed: Embed, site: Site) -> str:
    """The HTML that shows an embed on another page.

    The frame may open links in new windows and do nothing else: no script, no form, no access to the page around it.
    """
    return _iframe(site.address(embed.address), embed.title, embed.width, embed.height)


@lru_cache(maxsize=16)  # a page offers what its oEmbed file says
def _iframe(address: str, title: str, width: int, height: int) -> str:
    return (
        f'<iframe src="{html.escape(address)}" title="{html.escape(harmless(title))}" width="{width}" '
        f'height="{height}" loading="lazy" sandbox="allow-popups allow-popups-to-escape-sandbox" '
        'style="max-width:100%;border:0"></iframe>'
    )


def embed_files(embeds: Iterable[Embed], site: Site) -> dict[str, bytes]:
    """The files of a page's embeds by address, each with its oEmbed file beside it, where the site has an address.

    That of the first is the page's own: `oembed_address`.
    """
    files: dict[str, bytes] = {}
    for number, embed in enumerate(embeds):
        files.update(embed.files)
        if site.url:
            data = _ENCODE(oembed(embed, site)).encode() + b"\n"
            files[f"{embed.address}{OEMBED}"] = data
            if not number:
                files[oembed_address(embed.page.partition("#")[0])] = data
    return files


class Quotation(NamedTuple):
    """A text to be copied that quotes a page elsewhere.

    Attributes:
        label: what it is.
        text: to be copied.
        href: what leads from the page to what it shows; empty where there is nothing to look at.
    """

    label: str
    text: str
    href: str = ""


def quotations(
    page_context: PageContext, embeds: Iterable[Embed], words: str, title: str, page: str
) -> list[Quotation]:
    """What a page offers to whoever wants to quote it: frames, where the site has an address, and Markdown.

    Args:
        page_context: the page; two folders below the site's root.
        embeds: its embeds.
        words: what it says, not escaped.
        title: of the page, not escaped.
        page: its address below the site's.
    """
    site = page_context.context.site
    offered = []
    if site.url:
        offered += [
            Quotation(f"HTML of the {embed.label}", snippet(embed, site), page_context.root + embed.address)
            for embed in embeds
        ]
    quoted = "".join(f"> {line}\n" if line else ">\n" for line in words.strip().split("\n")) if words.strip() else ""
    name = _markdown(title)
    link = f"[{name}]({site.address(page)})" if site.url else name
    lead = ">\n> — " if quoted else ""
    offered.append(Quotation("Markdown", f"{quoted}{lead}{link}, {_markdown(site.name)}"))
    return offered


def _markdown(text: str) -> str:
    r"""A title as Markdown shows it, on one line.

    >>> print(_markdown("a [b] *c*"))
    a \[b\] \*c\*
    """
    return _OF_MARKDOWN.sub(r"\\\1", " ".join(harmless(text).split()))


_OF_MARKDOWN = re.compile(r"([\\`*_\[\]<>])")


# The whole map, and two people side by side

MAP_EMBED = "embed/map/"
_SAID = 3
_TOPICS = 8


def map_embed(context: SiteContext) -> Embed:
    """The whole base in a frame: how much there is, and its topics, the largest first."""
    from cruxbase.site.context import PageContext

    page_context = PageContext(context, "../../")
    graph = context.kb.graph
    counts = {id: len(context.reading_order.get(id, ())) for id in graph.ids("topic")}
    topics = sorted(counts, key=lambda id: (-counts[id], graph.title(id).casefold()))
    body = page_context.written(
        "sharing/map.html",
        statements=statement_counts(context.kb),
        steps=len(graph.steps),
        cruxes=len(list(graph.ids("crux"))),
        topics=[(page_context.ref(id), counts[id]) for id in topics],
        most=_TOPICS,
    )
    height = 2 * 25 + 20 + 36 * math.ceil(min(len(topics), _TOPICS) / 2) + 46
    part = Part("map", Markup("What the map holds, in words"), Markup(body), height)  # noqa: S704 - from a template that escapes
    return embed_of(page_context, "map/", "map/", context.site.name, part)


def pair_part(shown: PairShown, values: Mapping[str, object], page_context: PageContext) -> Part:
    """The card of two people: how far they agree, where they part, and what each says there.

    Args:
        shown: what it says of the two.
        values: what their page is made from.
        page_context: that page.
    """
    alike = [row for row in shown.shared if not shown.differ or row.verdict == "differ"]
    rows = alike[:_SAID]
    body = page_context.written("sharing/pair.html", rows=rows, rest=len(alike) - len(rows), **values)
    cruxes = "; ".join(ref.title for ref in shown.double[:3])
    height = 2 * 25 + text_height(f"Double cruxes: {cruxes}", 12.5, 19) + 20
    said = [(row.claim.title, row.a, row.b) for row in rows]
    columns = (_INNER / 2, _INNER / 4, _INNER / 4)
    height += (40 if len(alike) == len(rows) else 65) + sum(
        9 + max(text_height(text, 13, 19, room - 12) for text, room in zip(row, columns, strict=True)) for row in said
    )
    return Part("card", Markup("Two views side by side"), Markup(body), height)  # noqa: S704 - from a template that escapes


def tree_part(one: GapShown, names: tuple[str, str], page_context: PageContext) -> Part:
    """The crux tree of two people: what the gap between them on one claim comes from.

    Args:
        one: the gap, as their page shows it, with its picture.
        names: of the two.
        page_context: their page.
    """
    body = page_context.written("sharing/tree.html", one=one, names=names)
    stated = f"{names[0]}: {one.stated[0]}. {names[1]}: {one.stated[1]}. That is {one.apart}."
    room = _own_width(one.picture) + _EDGE
    height = text_height(stated, 12.5, 19) + picture_height(one.picture, room - _EDGE) + 60
    who = Markup("What divides {}").format(" and ".join(names))
    return Part("crux tree", who, Markup(body), height, room)  # noqa: S704 - as above
