"""The reference of the Python interface has every public name."""

from __future__ import annotations

import re

from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.loading.loading import load_texts
from cruxbase.site.blocks.api_reference import PUBLIC_MODULES, api_reference
from cruxbase.site.blocks.blocks import filled
from cruxbase.site.context import PageContext, SiteContext
from cruxbase.site.settings import Site
from public_face import PUBLIC_MODULES as PROMISED
from public_face import public_objects


def test_every_public_name_is_on_the_page():
    """Each has a heading of its own, and so has each question of the knowledge base."""
    context = SiteContext(load_texts({}).knowledge_base, Site())
    page = filled('<div data-cruxbase="api-reference"></div>', "x/", PageContext(context, "../"), ())
    anchors = set(re.findall(r'id="([\w.]+)"', page))
    assert {name for name, _ in public_objects()} - anchors == set()
    asked = {f"cruxbase.KnowledgeBase.{name}" for name in vars(KnowledgeBase) if not name.startswith("_")}
    assert asked - anchors == set()


def test_it_covers_what_is_promised():
    """The modules of the page are those whose names stay."""
    assert tuple(module.__name__ for module in PROMISED) == PUBLIC_MODULES


def test_every_address_within_the_page_leads_somewhere():
    """No anchor is used twice."""
    anchors = [entry.anchor for module in api_reference() for entry in module.entries]
    anchors += [member.anchor for module in api_reference() for entry in module.entries for member in entry.members]
    assert sorted(set(anchors)) == sorted(anchors)
