"""The values of keys of which there are a few, and the forms of addresses: what the models say, and what is told without them."""

from __future__ import annotations

from typing import Literal

CitationRole = Literal["asserts", "reports", "quotes", "concedes", "asks", "background"]
Basis = Literal["stated", "inferred", "editorial"]
Counted = Literal[
    "trials",
    "runs",
    "samples",
    "items",
    "questions",
    "prompts",
    "tasks",
    "environments",
    "models",
    "people",
    "pairs",
    "studies",
]
"""What the `n` of a measurement counts. The first seven are what a rate can be a share of."""

ReviewStatus = Literal["draft", "reviewed", "disputed", "retired"]
Origin = Literal["stated", "implied", "reconstructed"]
Strength = Literal["weak", "moderate", "strong"]
QuantityKind = Literal["year", "number", "duration"]
Checked = Literal["read", "excerpt", "secondary", "identifier-only", "unverified"]
SourceKind = Literal[
    "article",
    "article-journal",
    "article-magazine",
    "book",
    "chapter",
    "dataset",
    "document",
    "interview",
    "paper-conference",
    "personal_communication",
    "post",
    "post-weblog",
    "report",
    "software",
    "speech",
    "thesis",
    "webpage",
]
PersonKind = Literal["person", "organisation", "group", "participant", "position"]

LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
URL_PATTERN = r"^https?://[^\s<>\"]+$"
DOI_PATTERN = r"^10\.[0-9]{4,9}/\S+$"
ARXIV_PATTERN = r"^([0-9]{4}\.[0-9]{4,5}|[a-z-]+(\.[A-Z]{2})?/[0-9]{7})(v[0-9]+)?$"
FORUM_PATTERN = r"^[A-Za-z0-9]{10,24}$"
PLAIN_CREDENCE = (
    r"(?:0?\.[0-9]{1,30}|[01]|[0-9]{1,2}(?:\.[0-9]{1,30})?%|[0-9](?:\.[0-9]{1,30})?e-(?:[1-9][0-9]?|0[1-9]))"
)
"""The usual numbers between 0 and 1, of all that a credence may be written as."""

MAX_LANGUAGE = 35
MAX_URL = 2000
MAX_WORD = 200
MOST_IN_BACKBONE = 30
