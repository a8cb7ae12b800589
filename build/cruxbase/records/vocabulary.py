"""The words that a base adds to the format: argumentation schemes, and kinds of identifiers of sources."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from cruxbase.records.schemes import SCHEMES, Scheme

if TYPE_CHECKING:
    from pydantic_core import SchemaValidator


class IdentifierKind(NamedTuple):
    """A kind of identifier that sources may have in a base.

    Attributes:
        title: what it is called, such as ISBN.
        pattern: the whole of an identifier, as a regular expression without look-around; empty where any text will do.
        example: one that is right; empty where none is given.
        url: the address of a text, with {} for the identifier; empty where there is none.
        shared: whether several texts may have the same one, as the documents of one case have.
    """

    title: str
    pattern: str = ""
    example: str = ""
    url: str = ""
    shared: bool = False

    def fits(self, written: str) -> bool:
        """Whether a text has the form of such an identifier. The time is linear in the text, whatever the pattern.

        >>> IdentifierKind("PMID", "[0-9]{1,8}").fits("31452104"), IdentifierKind("PMID", "[0-9]{1,8}").fits("x1")
        (True, False)
        """
        from pydantic_core import ValidationError

        try:
            matcher(self.pattern).validate_python(written)
        except ValidationError:
            return False
        return True

    def address(self, written: str) -> str:
        """The address of the text with that identifier; empty where there is none.

        >>> IdentifierKind("PMID", url="https://pubmed.ncbi.nlm.nih.gov/{}/").address("1")
        'https://pubmed.ncbi.nlm.nih.gov/1/'
        """
        from urllib.parse import quote

        return self.url.replace("{}", quote(written, safe="")) if self.url else ""


@cache
def matcher(pattern: str) -> SchemaValidator:
    """What matches whole texts, by finite automata: no pattern can make it slow.

    Raises:
        SchemaError: that is no such pattern.
    """
    from pydantic_core import SchemaValidator, core_schema

    return SchemaValidator(core_schema.str_schema(pattern=f"^(?:{pattern})$" if pattern else None))


def is_pattern(written: str) -> bool:
    """Whether a text is a regular expression that can be matched in linear time.

    >>> is_pattern("[0-9]+"), is_pattern("(")
    (True, False)
    """
    from pydantic_core import SchemaError

    try:
        matcher(written)
    except SchemaError:
        return False
    return True


class Vocabulary(NamedTuple):
    """The schemes and the kinds of identifiers that the records of a base may name.

    Attributes:
        schemes: by name: those of the format, and the base's own.
        identifiers: the base's kinds of identifiers, by the key under which a source has one.
    """

    schemes: Mapping[str, Scheme] = MappingProxyType(SCHEMES)
    identifiers: Mapping[str, IdentifierKind] = MappingProxyType({})

    @property
    def shared_identifiers(self) -> frozenset[str]:
        """The kinds of which several texts may have the same one."""
        return frozenset(key for key, kind in self.identifiers.items() if kind.shared)

    @property
    def plain(self) -> tuple[dict[str, Scheme], dict[str, IdentifierKind]]:
        """Both as plain dictionaries, which can be pickled."""
        return dict(self.schemes), dict(self.identifiers)


BUILT_IN = Vocabulary()
"""What a base has that adds nothing."""


def scheme_title(name: str) -> str:
    """A scheme's name in running text; that of a base's own scheme is read off its id.

    >>> scheme_title("argument-from-sign"), scheme_title("argument-from-dose")
    ('Argument from sign', 'Argument from dose')
    """
    return SCHEMES[name].title if name in SCHEMES else name.replace("-", " ").capitalize()
