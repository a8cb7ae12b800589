"""Argumentation schemes: named kinds of reasoning, each with the questions that test it.

Names follow the compendium in Walton, Reed and Macagno, *Argumentation Schemes* (Cambridge University Press, 2008,
chapter 9); four are added for reasoning that the compendium lacks. The critical questions are put in our own words.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticCustomError


class Scheme(NamedTuple):
    """A kind of reasoning.

    Attributes:
        title: its name in running text.
        critical_questions: what to ask of an argument of this kind; an answer may become an undercut.
    """

    title: str
    critical_questions: tuple[str, ...]


SCHEMES: dict[str, Scheme] = {
    "deduction": Scheme(
        "Deduction",
        ("Does the conclusion follow from the premises by form alone?", "Is every term used in one sense throughout?"),
    ),
}


def _known_scheme(value: str) -> str:
    if value not in SCHEMES:
        import difflib

        near = difflib.get_close_matches(value, SCHEMES, n=1)
        raise PydanticCustomError(
            "schema/unknown-value",
            "{shown} is not an argumentation scheme",
            {"shown": repr(value), "help": f"did you mean {near[0]!r}?" if near else "see the list in the documentation"},
        )
    return value


SchemeName = Annotated[
    str, AfterValidator(_known_scheme), WithJsonSchema({"type": "string", "enum": list(SCHEMES)})
]
