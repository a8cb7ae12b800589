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

UNREAD = ("secondary", "identifier-only", "unverified")
"""How far a source was checked of which no editor has read even an excerpt."""


def marked_retired(data: Mapping[str, object]) -> bool:
    """Whether a record's data say that it is kept only so that its address goes on working.

    >>> marked_retired({"status": "retired"}), marked_retired({})
    (True, False)
    """
    return data.get("status") == "retired"
