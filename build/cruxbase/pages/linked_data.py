"""Pages as linked data: schema.org, with CiTO for what a citation does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cruxbase.pages.book import Book
from cruxbase.pages.prose import harmless

if TYPE_CHECKING:
    from cruxbase.knowledge_base.views import ClaimView, PersonView, SourceView

_CONTEXT = ["https://schema.org", {"cito": "http://purl.org/spar/cito/"}]
_CITO = {
    "asserts": "cito:citesAsAuthority",
    "reports": "cito:citesForInformation",
    "quotes": "cito:includesQuotationFrom",
    "concedes": "cito:citesAsAuthority",
    "asks": "cito:discusses",
    "background": "cito:obtainsBackgroundFrom",
}
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
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "isPartOf": {"@type": "Dataset", "name": site.name, **({"url": site.url} if site.url else {})},
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


def _source_address(book: Book, source: str) -> str:
    return book.site.address(book.address(book.kb.record(source).id))


def source_data(book: Book, view: SourceView) -> dict[str, Any]:
    """A source as a work."""
    data = book.data(view.id)
    kind = "ScholarlyArticle" if data["kind"] in _ARTICLES else _WORKS.get(data["kind"], "CreativeWork")
    made: dict[str, Any] = {"@context": _CONTEXT, "@type": kind, "name": harmless(view.title)}
    authors = []
    for author in data.get("authors", ()):
        person = book.person(author)
        of_people = person is None or person.get("kind", "person") == "person"
        authors.append(
            {
                "@type": "Person" if of_people else "Organization",
                "name": harmless(str(person["name"] if person else author)),
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
        "@type": "Person" if kind == "person" else "Organization",
        "name": harmless(view.title),
    }
    if "url" in data:
        made["sameAs"] = data["url"]
    if "affiliation" in data and kind == "person":
        made["affiliation"] = {"@type": "Organization", "name": harmless(str(data["affiliation"]))}
    return made
