"""The page of any record."""

from __future__ import annotations

from cruxbase.analysis.entities import Claim, Model, Person, Source, Topic, Viewpoint
from cruxbase.site.context import PageContext, SiteContext
from cruxbase.site.records.claim_pages import claim_page
from cruxbase.site.records.people_pages import person_page, viewpoint_page
from cruxbase.site.records.source_pages import source_page
from cruxbase.site.records.topic_pages import topic_page
from cruxbase.site.template.page_template import Page


def record_page(context: SiteContext, id: str) -> tuple[Page, PageContext]:
    """The page of the record with an id, and what it depends on."""
    view = context.kb.record(id)
    if isinstance(view, Claim):
        return claim_page(context, view)
    if isinstance(view, Source):
        return source_page(context, view)
    if isinstance(view, Person):
        return person_page(context, view)
    if isinstance(view, Viewpoint):
        return viewpoint_page(context, view)
    if isinstance(view, Topic):
        return topic_page(context, view)
    assert isinstance(view, Model)
    from cruxbase.site.records.model_pages import model_page  # here: it samples, and few pages are of models

    return model_page(context, view)
