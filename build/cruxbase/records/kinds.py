"""What can be told of records by their type and their plain data, without the models.

A test holds the sets of types against the models.
"""

from __future__ import annotations

from collections.abc import Mapping

RELATIONS = ("supports", "attacks", "undercuts", "requires", "refines", "answers")

ARGUABLE = frozenset(("claim", "hypothesis", "evidence", "prediction", "norm", "proposal"))
"""Types that can be a reason for or against others."""

ASSERTABLE = ARGUABLE - {"evidence"}
"""Types of what states something that may be so: neither evidence nor a definition, a question, a crux or an argument."""

CLAIM_LIKE = ARGUABLE | {"definition", "question", "crux", "argument"}

RECORD_KINDS = (
    *(
        "claim",
        "hypothesis",
        "evidence",
        "prediction",
        "norm",
        "definition",
        "proposal",
        "question",
        "crux",
        "argument",
    ),
    *("source", "person", "topic", "viewpoint", "model"),
)
"""All types, in the order in which they are listed."""

KEY_ORDER = (
    *("type", "id", "title", "name", "family", "kind", "term", "also", "topic", "parent", "holder", "date", "method"),
    *("status", "replaced_by", "origin", "authors", "et_al", "issued", "container", "publisher", "volume", "issue"),
    *(
        "pages",
        "version",
        "url",
        "doi",
        "arxiv",
        "forum_id",
        "identifiers",
        "citation_key",
        "part_of",
        "checked",
        "affiliation",
    ),
    *("members", "statement", "reworded", "question", "quantity", "summary", "story", "by", "condition", "resolution"),
    "sources",
    *("premises", "sides", "decides", "would_settle", "answers", "supports", "attacks", "undercuts", "requires"),
    *("refines", "because", "scheme", "strength", "group", "measurements", "credences", "holds", "rejects"),
    *(
        "suspends",
        "conditionals",
        "estimates",
        "inputs",
        "variables",
        "horizon",
        "outputs",
        "expectations",
        "cruxes",
        "implementation",
        "backbone",
    ),
    *("notes", "tags", "lang", "aliases"),
)
"""The order of keys at the top of a record; parts follow the order of their fields."""

UNREAD = ("secondary", "identifier-only", "unverified")
"""How far a source was checked of which no editor has read even an excerpt."""


def marked_retired(data: Mapping[str, object]) -> bool:
    """Whether a record's data say that it is kept only so that its address goes on working.

    >>> marked_retired({"status": "retired"}), marked_retired({})
    (True, False)
    """
    return data.get("status") == "retired"
