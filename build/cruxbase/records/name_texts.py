"""The names of authors as they are usually written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import BaseModel


def name_text(author: str | Mapping[str, object] | BaseModel) -> str:
    """An author's name as usually written; of a plain text, the text.

    Args:
        author: as a record has it, or as its file has it.

    >>> name_text({"family": "Beethoven", "given": "Ludwig", "particle": "van"}), name_text("Ada Quill")
    ('Ludwig van Beethoven', 'Ada Quill')
    """
    if isinstance(author, str):
        return author
    if not isinstance(author, Mapping):
        author = author.model_dump(exclude_none=True)
    if "literal" in author:
        return str(author["literal"])
    order = ("given", "dropping_particle", "particle", "family", "suffix")
    return " ".join(str(author[part]) for part in order if author.get(part))
