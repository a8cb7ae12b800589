"""The page of any record."""

from __future__ import annotations

from cruxbase.knowledge_base.views import ClaimView, ModelView, PersonView, SourceView, TopicView, ViewpointView
from cruxbase.pages.book import Book, Leaf
from cruxbase.pages.claim_pages import claim_page
from cruxbase.pages.model_pages import model_page
from cruxbase.pages.people_pages import person_page, viewpoint_page
from cruxbase.pages.shell import Page
from cruxbase.pages.source_pages import source_page
from cruxbase.pages.topic_pages import topic_page


def record_page(book: Book, id: str) -> tuple[Page, Leaf]:
    """The page of the record with an id, and what it depends on."""
    view = book.kb.record(id)
    if isinstance(view, ClaimView):
        return claim_page(book, view)
    if isinstance(view, SourceView):
        return source_page(book, view)
    if isinstance(view, PersonView):
        return person_page(book, view)
    if isinstance(view, ViewpointView):
        return viewpoint_page(book, view)
    if isinstance(view, TopicView):
        return topic_page(book, view)
    assert isinstance(view, ModelView)
    return model_page(book, view)
