"""Pages as linked data: schema.org, with CiTO for what a citation does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cruxbase.records import name_text
from cruxbase.site.context import SiteContext
from cruxbase.site.prose import harmless

if TYPE_CHECKING:
    from cruxbase.analysis.entities import Claim, Model, Person, Source, Topic, Viewpoint

LinkedData = dict[str, object]
"""An object of JSON-LD."""

_CONTEXT = ["https://schema.org", {"cito": "http://purl.org/spar/cito/"}]
_CITO = {
    "asserts": "cito:citesAsAuthority",
    "reports": "cito:citesForInformation",
    "quotes": "cito:includesQuotationFrom",
    "concedes": "cito:citesAsAuthority",
    "asks": "cito:discusses",
    "background": "cito:obtainsBackgroundFrom",
}
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_ARTICLES = {"article", "article-journal", "paper-conference", "chapter", "thesis"}
_WORKS = {
    "book": "Book",
    "dataset": "Dataset",
    "software": "SoftwareSourceCode",
    "report": "Report",
    "webpage": "WebPage",
}


def claim_data(context: SiteContext, view: Claim) -> LinkedData:
    """A claim as `schema.org/Claim`, a question as `Question`, a definition as `DefinedTerm`."""
    site = context.site
    kind = {"question": "Question", "crux": "Question", "definition": "DefinedTerm"}.get(view.type, "Claim")
    made: LinkedData = {
        "@context": _CONTEXT,
        "@type": kind,
        "name": harmless(view.title),
        "text" if kind != "DefinedTerm" else "description": harmless(view.text),
        "identifier": view.id,
        "license": _LICENCE,
        "isPartOf": _base(context),
    }
    if site.url:
        made["@id"] = made["url"] = site.address(view.url)
    if kind == "DefinedTerm":
        made["alternateName"] = harmless(str(context.data(view.id)["term"]))
    cited: dict[str, list[dict[str, str]]] = {}
    for citation in view.record.sources:
        address = _source_address(context, citation.source)
        if address:
            cited.setdefault(_CITO[citation.role], []).append({"@id": address})
    made |= cited
    for key, kind_of_step in (("cito:isSupportedBy", "supports"), ("cito:isDisputedBy", "attacks")):
        premises = [
            p for step in context.kb.graph.steps_into(view.id) if step.kind == kind_of_step for p in step.premises
        ]
        if premises and site.url:
            made[key] = [{"@id": site.address(context.address(premise))} for premise in dict.fromkeys(premises)]
    return made


def _base(context: SiteContext) -> LinkedData:
    """The base as a whole, as its parts name it."""
    site = context.site
    return {"@type": "Dataset", "name": site.name, **({"@id": site.url, "url": site.url} if site.url else {})}


def _named(context: SiteContext, ids: Iterable[str]) -> list[dict[str, str]]:
    """Records by the addresses of their pages; none where the site's address is not known."""
    return [{"@id": context.site.address(context.address(id))} for id in dict.fromkeys(ids)] if context.site.url else []


def _source_address(context: SiteContext, source: str) -> str:
    known = context.kb.known(source, "source")
    return context.site.address(context.address(known)) if known is not None else ""


def source_data(context: SiteContext, view: Source) -> LinkedData:
    """A source as a work."""
    data = context.data(view.id)
    kind = "ScholarlyArticle" if data["kind"] in _ARTICLES else _WORKS.get(data["kind"], "CreativeWork")
    made: LinkedData = {"@context": _CONTEXT, "@type": kind, "name": harmless(view.title)}
    authors = []
    for author in map(name_text, data.get("authors", ())):
        person = context.person(author)
        of_people = person is None or person.get("kind", "person") == "person"
        authors.append(
            {
                "@type": "Person" if of_people else "Organization",
                "name": harmless(str(person["name"]) if person else author),
            }
        )
    if authors:
        made["author"] = authors
    if "issued" in data:
        made["datePublished"] = data["issued"]
    same = [data["url"]] if "url" in data else []
    same += [f"https://doi.org/{data['doi']}"] if "doi" in data else []
    same += [f"https://arxiv.org/abs/{data['arxiv']}"] if "arxiv" in data else []
    if same:
        made["sameAs"] = same
    if context.site.url:
        made["@id"] = context.site.address(view.url)
    return made


def person_data(context: SiteContext, view: Person) -> LinkedData | None:
    """A person or organisation; nothing for a position that nobody in particular holds."""
    data = context.data(view.id)
    kind = data.get("kind", "person")
    if kind == "position":
        return None
    made: LinkedData = {
        "@context": "https://schema.org",
        "@type": "Person" if kind in ("person", "participant") else "Organization",
        "name": harmless(view.title),
    }
    if "url" in data:
        made["sameAs"] = data["url"]
    if "affiliation" in data and kind == "person":
        made["affiliation"] = {"@type": "Organization", "name": harmless(str(data["affiliation"]))}
    return made


def data_of(context: SiteContext, id: str) -> LinkedData | None:
    """What a record's page says of itself; nothing for a position that nobody in particular holds."""
    from cruxbase.analysis.entities import Claim, Model, Person, Source, Topic, Viewpoint

    match context.kb.record(id):
        case Claim() as claim:
            return claim_data(context, claim)
        case Source() as source:
            return source_data(context, source)
        case Person() as person:
            return person_data(context, person)
        case Topic() as topic:
            return topic_data(context, topic)
        case Viewpoint() as viewpoint:
            return viewpoint_data(context, viewpoint)
        case Model() as model:
            return model_data(context, model)
        case other:
            raise TypeError(f"no page has a record of type {other.type}")


def topic_data(context: SiteContext, view: Topic) -> LinkedData:
    """A topic as a page that collects claims."""
    return _page_of_the_base(
        context, "CollectionPage", view.id, {"hasPart": _named(context, context.reading_order.get(view.id, ()))}
    )


def viewpoint_data(context: SiteContext, view: Viewpoint) -> LinkedData:
    """A viewpoint as a dated work of the base about claims; its holder is its subject, not its author."""
    holder = [view.holder.id] if view.holder else []
    about = [belief.claim for belief in context.kb.graph.beliefs_of(view.id)]
    return _page_of_the_base(
        context, "CreativeWork", view.id, {"temporalCoverage": view.date, "about": _named(context, [*holder, *about])}
    )


def model_data(context: SiteContext, view: Model) -> LinkedData:
    """A model as a work of the base about the claims that its quantities stand for."""
    about = [link.end for link in context.kb.graph.links_from("model", view.id)]
    return _page_of_the_base(context, "CreativeWork", view.id, {"genre": "model", "about": _named(context, about)})


def _page_of_the_base(context: SiteContext, kind: str, id: str, more: LinkedData) -> LinkedData:
    made = {
        "@context": "https://schema.org",
        "@type": kind,
        "name": harmless(context.kb.graph.title(id)),
        "identifier": id,
        "license": _LICENCE,
        "isPartOf": _base(context),
    }
    if context.site.url:
        made["@id"] = made["url"] = context.site.address(context.address(id))
    return {**made, **{key: value for key, value in more.items() if value}}


def base_data(context: SiteContext) -> LinkedData:
    """The base as a data set that can be downloaded: what the home page says of itself."""
    made = {"@context": "https://schema.org", **_base(context), "license": _LICENCE}
    if context.site.description:
        made["description"] = context.site.description
    if context.site.url:
        made["distribution"] = {
            "@type": "DataDownload",
            "encodingFormat": "application/json",
            "contentUrl": context.site.address("api/graph.json"),
        }
    return made
