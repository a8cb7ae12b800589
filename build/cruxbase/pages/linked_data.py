"""Pages as linked data: schema.org, with CiTO for what a citation does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from cruxbase.pages.book import Book
from cruxbase.pages.prose import harmless
from cruxbase.records import name_text

if TYPE_CHECKING:
    from cruxbase.knowledge_base.views import ClaimView, ModelView, PersonView, SourceView, TopicView, ViewpointView

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


def claim_data(book: Book, view: ClaimView) -> dict[str, Any]:
    """A claim as `schema.org/Claim`, a question as `Question`, a definition as `DefinedTerm`."""
    site = book.site
    kind = {"question": "Question", "crux": "Question", "definition": "DefinedTerm"}.get(view.type, "Claim")
    made: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": kind,
        "name": harmless(view.title),
        "text" if kind != "DefinedTerm" else "description": harmless(view.text),
        "identifier": view.id,
        "license": _LICENCE,
        "isPartOf": _base(book),
    }
    if site.url:
        made["@id"] = made["url"] = site.address(view.url)
    if kind == "DefinedTerm":
        made["alternateName"] = harmless(str(book.data(view.id)["term"]))
    for citation in view.record.sources:
        address = _source_address(book, citation.source)
        if address:
            made.setdefault(_CITO[citation.role], []).append({"@id": address})
    for key, kind_of_step in (("cito:isSupportedBy", "supports"), ("cito:isDisputedBy", "attacks")):
        premises = [p for step in book.kb.graph.steps_into(view.id) if step.kind == kind_of_step for p in step.premises]
        if premises and site.url:
            made[key] = [{"@id": site.address(book.address(premise))} for premise in dict.fromkeys(premises)]
    return made


def _base(book: Book) -> dict[str, Any]:
    """The base as a whole, as its parts name it."""
    site = book.site
    return {"@type": "Dataset", "name": site.name, **({"@id": site.url, "url": site.url} if site.url else {})}


def _named(book: Book, ids: Iterable[str]) -> list[dict[str, str]]:
    """Records by the addresses of their pages; none where the site's address is not known."""
    return [{"@id": book.site.address(book.address(id))} for id in dict.fromkeys(ids)] if book.site.url else []


def _source_address(book: Book, source: str) -> str:
    known = book.kb.known(source, "source")
    return book.site.address(book.address(known)) if known is not None else ""


def source_data(book: Book, view: SourceView) -> dict[str, Any]:
    """A source as a work."""
    data = book.data(view.id)
    kind = "ScholarlyArticle" if data["kind"] in _ARTICLES else _WORKS.get(data["kind"], "CreativeWork")
    made: dict[str, Any] = {"@context": _CONTEXT, "@type": kind, "name": harmless(view.title)}
    authors = []
    for author in map(name_text, data.get("authors", ())):
        person = book.person(author)
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
    if book.site.url:
        made["@id"] = book.site.address(view.url)
    return made


def person_data(book: Book, view: PersonView) -> dict[str, Any] | None:
    """A person or organisation; nothing for a position that nobody in particular holds."""
    data = book.data(view.id)
    kind = data.get("kind", "person")
    if kind == "position":
        return None
    made: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Person" if kind in ("person", "participant") else "Organization",
        "name": harmless(view.title),
    }
    if "url" in data:
        made["sameAs"] = data["url"]
    if "affiliation" in data and kind == "person":
        made["affiliation"] = {"@type": "Organization", "name": harmless(str(data["affiliation"]))}
    return made


def data_of(book: Book, id: str) -> dict[str, Any] | None:
    """What a record's page says of itself; nothing for a position that nobody in particular holds."""
    from cruxbase.knowledge_base.views import ClaimView, ModelView, PersonView, SourceView, TopicView, ViewpointView

    match book.kb.record(id):
        case ClaimView() as claim:
            return claim_data(book, claim)
        case SourceView() as source:
            return source_data(book, source)
        case PersonView() as person:
            return person_data(book, person)
        case TopicView() as topic:
            return topic_data(book, topic)
        case ViewpointView() as viewpoint:
            return viewpoint_data(book, viewpoint)
        case ModelView() as model:
            return model_data(book, model)
        case other:
            raise TypeError(f"no page has a record of type {other.type}")


def topic_data(book: Book, view: TopicView) -> dict[str, Any]:
    """A topic as a page that collects claims."""
    return _page_of_the_base(
        book, "CollectionPage", view.id, {"hasPart": _named(book, book.reading_order.get(view.id, ()))}
    )


def viewpoint_data(book: Book, view: ViewpointView) -> dict[str, Any]:
    """A viewpoint as a dated work of the base about claims; its holder is its subject, not its author."""
    holder = [view.holder.id] if view.holder else []
    about = [belief.claim for belief in book.kb.graph.beliefs_of(view.id)]
    return _page_of_the_base(
        book, "CreativeWork", view.id, {"temporalCoverage": view.date, "about": _named(book, [*holder, *about])}
    )


def model_data(book: Book, view: ModelView) -> dict[str, Any]:
    """A model as a work of the base about the claims that its quantities stand for."""
    about = [link.end for link in book.kb.graph.links_from("model", view.id)]
    return _page_of_the_base(book, "CreativeWork", view.id, {"genre": "model", "about": _named(book, about)})


def _page_of_the_base(book: Book, kind: str, id: str, more: dict[str, Any]) -> dict[str, Any]:
    made = {
        "@context": "https://schema.org",
        "@type": kind,
        "name": harmless(book.kb.graph.title(id)),
        "identifier": id,
        "license": _LICENCE,
        "isPartOf": _base(book),
    }
    if book.site.url:
        made["@id"] = made["url"] = book.site.address(book.address(id))
    return {**made, **{key: value for key, value in more.items() if value}}


def base_data(book: Book) -> dict[str, Any]:
    """The base as a data set that can be downloaded: what the home page says of itself."""
    made = {"@context": "https://schema.org", **_base(book), "license": _LICENCE}
    if book.site.description:
        made["description"] = book.site.description
    if book.site.url:
        made["distribution"] = {
            "@type": "DataDownload",
            "encodingFormat": "application/json",
            "contentUrl": book.site.address("api/graph.json"),
        }
    return made
